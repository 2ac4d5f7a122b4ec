//! `d42 review export`: decisions as a table, or what still has to be decided.

use std::path::Path;

use crate::{
    audit,
    cli::{Context, Exit},
    commands::{CommandError, output, report},
    report::{Lang, Waiting, counted, full_information_word},
    review::table,
    snapshot::SavedRun,
};

/// What helps a reviewer to decide, after the columns of the decision.
const HELP: [&str; 10] = [
    "portal_name",
    "requirement_title",
    "judged",
    "judged_reason",
    "full_information_now",
    "full_information_if_passed",
    "others_missing",
    "points_if_passed",
    "portal_url",
    "looked_at",
];

/// Writes every decision of the run.
pub(super) fn decisions(folder: &Path, to: Option<&Path>, context: &Context) -> Result<Exit, CommandError> {
    let _lock = output::claim(folder, to, context)?;
    let decisions = audit::decisions(&SavedRun::open_still(folder)?)?;
    let bytes = table::write(&[], decisions.iter().map(table::cells)).map_err(report::making)?;
    deliver(&bytes, to, context)?;
    let count = decisions.len() as u32;
    context.note(&match context.lang {
        Lang::Vi => format!("{count} quyết định"),
        Lang::En => counted(count, "decision", "decisions"),
    });
    Ok(Exit::Done)
}

/// Writes what keeps the report a draft.
pub(super) fn queue(folder: &Path, to: Option<&Path>, context: &Context) -> Result<Exit, CommandError> {
    let _lock = output::claim(folder, to, context)?;
    let (report, exit) = report::of_run(folder, None, context)?;
    let queue = report.queue();
    let lang = context.lang;
    let row = |one: &Waiting<'_>| {
        let (portal, finding) = (&one.result.portal, one.finding);
        let decision = [finding.portal.to_string(), finding.requirement.to_string()];
        let empty = vec![String::new(); table::COLUMNS.len() - decision.len()];
        let help = vec![
            report.name_of(portal, lang).to_owned(),
            report.title(&finding.requirement, lang).to_owned(),
            finding.outcome.word().to_owned(),
            report.reason(finding, lang),
            full_information_word(one.now, lang).to_owned(),
            full_information_word(one.then, lang).to_owned(),
            one.others.to_string(),
            format!("{}.{:02}", one.points / 100, one.points % 100),
            portal.url.to_string(),
            finding.search.looked_at.join(" "),
        ];
        decision.into_iter().chain(empty).chain(help).collect::<Vec<_>>()
    };
    let bytes = table::write(&HELP, queue.iter().map(row)).map_err(report::making)?;
    deliver(&bytes, to, context)?;
    let count = queue.len() as u32;
    context.note(&match (count, lang) {
        (0, Lang::Vi) => "không còn gì phải rà soát: báo cáo không phải dự thảo".to_owned(),
        (0, Lang::En) => "nothing is left to review: the report is no draft".to_owned(),
        (_, Lang::Vi) => format!("{count} kết luận chờ rà soát"),
        (_, Lang::En) => format!("{} to review", counted(count, "finding", "findings")),
    });
    Ok(exit)
}

fn deliver(bytes: &[u8], to: Option<&Path>, context: &Context) -> Result<(), CommandError> {
    match to {
        Some(path) => {
            output::replace(path, bytes)?;
            context.note(&path.display().to_string());
            Ok(())
        }
        None => context.print_with(|out| out.write_all(bytes)),
    }
}
