//! What analysts brought: declared answers that differ from what was seen, and obstacles by who can resolve them.

use serde::Serialize;

use super::shown;
use crate::{
    inputs::{Discrepancy, Kind, Level},
    report::{Lang, Report, text},
    rules::RequirementId,
};

#[derive(Serialize)]
pub(super) struct Declared {
    lead: String,
    lists: Vec<List>,
}

#[derive(Serialize)]
struct List {
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    portal: String,
    portal_id: String,
    requirement: String,
    answer: &'static str,
    seen: &'static str,
    note: String,
}

#[derive(Serialize)]
pub(super) struct Group {
    title: String,
    all: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    agency: String,
    text: String,
}

/// The answers that differ, both ways; `None` if no answers were brought.
pub(super) fn declared(report: &Report, lang: Lang) -> Option<Declared> {
    let held = report.declared.as_ref()?;
    let title = |id: &RequirementId| {
        report.requirement(id).map_or_else(|| id.to_string(), |known| lang.pick(&known.title).to_owned())
    };
    let row = |one: &Discrepancy| Row {
        portal: shown(report.name(&one.declared.portal, lang)),
        portal_id: one.declared.portal.to_string(),
        requirement: title(&one.declared.requirement),
        answer: text::answer(one.declared.answer, lang),
        seen: text::outcome(one.seen, lang),
        note: shown(&one.declared.note),
    };
    let lists = text::differences(lang).into_iter().zip([&held.more_declared, &held.more_seen]);
    let lists = lists.filter(|(_, all)| !all.is_empty());
    Some(Declared {
        lead: text::declared(held, lang),
        lists: lists.map(|(title, all)| List { title, rows: all.iter().map(row).collect() }).collect(),
    })
}

/// Obstacles and recommendations by level and kind.
pub(super) fn obstacles(report: &Report, lang: Lang) -> Vec<Group> {
    let groups = report.obstacles.iter().flat_map(|obstacles| &obstacles.groups);
    let group = |((level, kind), all): (&(Level, Kind), &Vec<crate::inputs::Obstacle>)| {
        let (level, kind) = (text::level(*level, lang), text::obstacles(*kind, lang));
        let said = |one: &crate::inputs::Obstacle| Said {
            agency: shown(report.name(&one.agency, lang)),
            text: shown(&one.text),
        };
        Group { title: format!("{level}: {kind}"), all: all.iter().map(said).collect() }
    };
    groups.map(group).collect()
}
