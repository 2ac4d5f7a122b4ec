//! `d42 rules check`: every mistake of the rule files at once.

use super::super::problems::ProblemsV1;
use super::super::{CommandError, waivers};
use crate::cli::{Context, Exit, Format};
use crate::clock;
use crate::report::Lang;
use crate::rules;

/// Checks all rule files.
pub(super) fn run(format: Format, deny_warnings: bool, context: &Context) -> Result<Exit, CommandError> {
    let mut checked = rules::check(context.rules_dir().as_deref())?;
    if let Some(pack) = &checked.pack {
        let waived = waivers::check(context, pack, &[], &mut checked.diagnostics)?;
        waivers::expired(&waived, clock::date_in_vietnam(clock::now()), &mut checked.diagnostics);
    }
    let problems = &checked.diagnostics;
    match format {
        Format::Json => context.print_json(&ProblemsV1::from(problems))?,
        Format::Text => context.show(problems),
    }
    let Some(pack) = checked.pack.filter(|_| problems.errors() == 0) else { return Ok(Exit::InvalidInput) };
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
