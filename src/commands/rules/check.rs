//! `d42 rules check`: every mistake of the rule files at once.

use super::super::CommandError;
use super::super::problems::ProblemsV1;
use crate::cli::{Context, Exit, Format};
use crate::report::Lang;
use crate::rules;

/// Checks all rule files.
pub(super) fn run(format: Format, deny_warnings: bool, context: &Context) -> Result<Exit, CommandError> {
    let checked = rules::check(context.rules_dir().as_deref())?;
    let problems = &checked.diagnostics;
    match format {
        Format::Json => context.print_json(&ProblemsV1::from(problems))?,
        Format::Text => context.show(problems),
    }
    let Some(pack) = checked.pack else { return Ok(Exit::InvalidInput) };
    if format == Format::Text {
        let (requirements, profiles) = (pack.requirements.len(), pack.profiles.len());
        let verdict = match (context.lang, problems.warnings()) {
            (Lang::Vi, 0) => "không có lỗi".to_owned(),
            (Lang::En, 0) => "no problems".to_owned(),
            (Lang::Vi, warnings) => format!("{warnings} cảnh báo"),
            (Lang::En, warnings) => format!("{warnings} warning{}", if warnings == 1 { "" } else { "s" }),
        };
        context.print(&match context.lang {
            Lang::Vi => format!("{requirements} yêu cầu, {profiles} bộ căn cứ: {verdict}\n"),
            Lang::En => format!("{requirements} requirements, {profiles} profiles: {verdict}\n"),
        })?;
    }
    Ok(if deny_warnings && problems.warnings() > 0 { Exit::Findings } else { Exit::Done })
}
