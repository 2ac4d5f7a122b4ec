//! `d42 review import`: decisions from a table into the index of a run.

use std::path::Path;

use crate::{
    audit,
    cli::{Context, Exit},
    clock,
    commands::CommandError,
    diagnostic::Diagnostics,
    judge::Outcome,
    registry::PortalId,
    report::{Lang, counted, outcome_word},
    review::{Decision, table},
    rules::RequirementId,
    snapshot::{Run, SavedRun},
};

pub(super) fn run(file: &Path, folder: &Path, context: &Context) -> Result<Exit, CommandError> {
    let bytes = std::fs::read(file).map_err(|error| match CommandError::reading(file, &error) {
        // The other way round, as in `d42 review export RUN`.
        swapped if file.is_dir() && folder.is_file() => {
            let (file, folder) = (folder.display(), file.display());
            let command = format!("d42 review import {file} {folder}");
            swapped.help(format!("bảng đứng trước: `{command}`"), format!("the table comes first: `{command}`"))
        }
        other => other,
    })?;
    let known = known(&SavedRun::open(folder)?)?;
    if known.findings.is_empty() {
        let folder = folder.display();
        return Err(CommandError::new(
            Exit::InvalidInput,
            format!("{folder} chưa có kết luận nào"),
            format!("{folder} has no findings yet"),
        )
        .help(format!("chạy `d42 judge {folder}` trước"), format!("run `d42 judge {folder}` first")));
    }
    let mut out = Diagnostics::new();
    let today = clock::date_in_vietnam(clock::now());
    let read = table::read(&file.display().to_string(), &bytes, &known, today, &mut out);
    if out.errors() > 0 {
        return Err(CommandError::Invalid(Box::new(out)));
    }
    context.show(&out);
    let (taken, blank) = (read.decisions.len() as u32, read.blank);
    if taken > 0 {
        let run = Run::open(folder)?;
        run.recorder().add_reviews(read.decisions.iter().map(Decision::to_row).collect())?;
        run.close()?;
    }
    let folder = folder.display();
    context.print(&match context.lang {
        Lang::Vi => format!("đã nhận {taken} quyết định, {blank} dòng chưa có quyết định\n"),
        Lang::En => format!(
            "{} taken in, {} without one\n",
            counted(taken, "decision", "decisions"),
            counted(blank, "row", "rows")
        ),
    })?;
    context.note(&match context.lang {
        Lang::Vi => format!("lập lại báo cáo bằng: d42 report {folder} --format all"),
        Lang::En => format!("make the report again with: d42 report {folder} --format all"),
    });
    Ok(Exit::Done)
}

/// What decisions about `run` can be about.
fn known(run: &SavedRun) -> Result<table::Known, CommandError> {
    let mut known = table::Known::default();
    for row in run.findings()? {
        if let Some(outcome) = Outcome::from_word(&row.outcome) {
            known.findings.insert((PortalId::new(row.portal), RequirementId::new(row.requirement)), outcome);
        }
    }
    for decision in audit::decisions(run)? {
        let day = known.decided.entry((decision.portal, decision.requirement)).or_insert(decision.date);
        *day = (*day).max(decision.date);
    }
    for lang in Lang::ALL {
        known.words.extend(Outcome::ALL.map(|outcome| (outcome_word(outcome, lang).to_owned(), outcome)));
    }
    Ok(known)
}
