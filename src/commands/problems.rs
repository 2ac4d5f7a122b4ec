//! Problems of a user's files as JSON, for continuous integration.

use serde::Serialize;

use crate::diagnostic::{Diagnostics, Severity};
use crate::text::Lang;

/// What a check found, version 1.
#[derive(Debug, Serialize)]
pub(super) struct ProblemsV1<'d> {
    version: u32,
    errors: usize,
    warnings: usize,
    problems: Vec<ProblemV1<'d>>,
}

#[derive(Debug, Serialize)]
struct ProblemV1<'d> {
    code: &'d str,
    severity: &'static str,
    message: &'d str,
    file: &'d str,
    line: Option<usize>,
    column: Option<usize>,
    label: &'d str,
    help: &'d str,
}

impl<'d> ProblemsV1<'d> {
    /// What is said in `diagnostics`, in `lang`.
    pub(super) fn new(diagnostics: &'d Diagnostics, lang: Lang) -> Self {
        let problems = diagnostics
            .iter()
            .map(|problem| ProblemV1 {
                code: problem.code,
                severity: match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                message: lang.pick(&problem.message),
                file: &problem.file,
                line: problem.line,
                column: problem.column,
                label: lang.pick(&problem.label),
                help: lang.pick(&problem.help),
            })
            .collect();
        Self { version: 1, errors: diagnostics.errors(), warnings: diagnostics.warnings(), problems }
    }
}
