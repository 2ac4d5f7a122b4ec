//! `d42 rules check`: every mistake of the rule files at once.

use std::path::Path;

use super::super::problems::ProblemsV1;
use super::super::{CommandError, waivers};
use super::ci;
use crate::cli::{CiFormat, Context, Exit};
use crate::clock;
use crate::report::{Lang, counted};
use crate::rules::{self, RulePack};
use crate::workbench::Sheet;

/// Checks all rule files.
pub(super) fn run(format: CiFormat, deny_warnings: bool, context: &Context) -> Result<Exit, CommandError> {
    let mut checked = rules::check(context.rules_dir().as_deref())?;
    if let Some(pack) = &checked.pack {
        let waived = waivers::check(context, pack, &[], &mut checked.diagnostics)?;
        waivers::expired(&waived, clock::date_in_vietnam(clock::now()), &mut checked.diagnostics);
    }
    let problems = &checked.diagnostics;
    match format {
        CiFormat::Json => context.print_json(&ProblemsV1::new(problems, context.lang))?,
        CiFormat::Text => context.show(problems),
        other => {
            let files = files(checked.pack.as_ref(), context.rules_dir().as_deref());
            ci::print(&Sheet::of_diagnostics("d42 rules check", &files, problems, context.lang), other, context)?;
        }
    }
    let Some(pack) = checked.pack.filter(|_| problems.errors() == 0) else { return Ok(Exit::InvalidInput) };
    if format == CiFormat::Text {
        let [requirements, profiles, figures] =
            [pack.requirements.len(), pack.profiles.len(), pack.metrics.len()].map(|count| count as u32);
        let verdict = match (context.lang, problems.warnings()) {
            (Lang::Vi, 0) => "không có lỗi".to_owned(),
            (Lang::En, 0) => "no problems".to_owned(),
            (Lang::Vi, warnings) => format!("{warnings} cảnh báo"),
            (Lang::En, warnings) => counted(warnings as u32, "warning", "warnings"),
        };
        context.print(&match context.lang {
            Lang::Vi => format!("{requirements} yêu cầu, {profiles} bộ căn cứ, {figures} chỉ tiêu: {verdict}\n"),
            Lang::En => format!(
                "{}, {}, {}: {verdict}\n",
                counted(requirements, "requirement", "requirements"),
                counted(profiles, "profile", "profiles"),
                counted(figures, "figure", "figures")
            ),
        })?;
    }
    Ok(if deny_warnings && problems.warnings() > 0 { Exit::Findings } else { Exit::Done })
}

/// The files of a sound rule pack, as problems of them would name them.
fn files(pack: Option<&RulePack>, folder: Option<&Path>) -> Vec<String> {
    let folder = folder.map_or_else(|| "(built in) rules".to_owned(), |folder| folder.display().to_string());
    let Some(pack) = pack else { return Vec::new() };
    let requirements = pack.requirements.iter().map(|rule| format!("{folder}/requirements/{}.toml", rule.id));
    let profiles = pack.profiles.iter().map(|profile| format!("{folder}/profiles/{}.toml", profile.id.0));
    let figures = pack.metrics.iter().map(|metric| format!("{folder}/survey/{}.toml", metric.id));
    requirements.chain(profiles).chain(figures).collect()
}
