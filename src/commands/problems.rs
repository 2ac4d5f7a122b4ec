//! Problems of a user's files as JSON, for continuous integration.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::{Diagnostics, Severity};
use crate::text::Lang;

/// What a check found, version 1.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProblemsV1<'d> {
    /// Always 1.
    version: u32,
    /// Mistakes that make a file unusable.
    errors: usize,
    /// What looks like a mistake.
    warnings: usize,
    /// Each of them.
    problems: Vec<ProblemV1<'d>>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProblemV1<'d> {
    /// Stable name of the kind of problem.
    code: &'d str,
    /// `error` or `warning`.
    severity: &'static str,
    /// One sentence.
    message: &'d str,
    /// The file.
    file: &'d str,
    /// From 1.
    line: Option<usize>,
    /// From 1, in characters.
    column: Option<usize>,
    /// What stands at the place.
    label: &'d str,
    /// What to do.
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
