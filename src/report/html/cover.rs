//! The first page: by which law, in which state, and what a leader should know in five sentences.

use serde::Serialize;

use super::shown;
use crate::{
    report::{Lang, Report, conclusions, facts, text},
    score::FullInformation,
};

#[derive(Serialize)]
pub(super) struct Cover {
    law: String,
    statement: String,
    facts: Vec<(&'static str, String)>,
    conclusions: Vec<String>,
    unreviewed: String,
    unfinished: String,
    cohort: String,
    day: String,
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
struct LeftOut {
    id: String,
    name: String,
    into: String,
    since: String,
}

impl Cover {
    pub(super) fn new(report: &Report, lang: Lang) -> Self {
        Self {
            law: lang.pick(&report.profile.title).to_owned(),
            statement: lang.pick(&report.profile.statement).to_owned(),
            facts: facts::facts(report, lang),
            conclusions: conclusions::conclusions(report, lang),
            unfinished: text::unfinished(report.run.unfinished, report.portals.len() as u32, lang),
            unreviewed: text::unreviewed(report.unreviewed.len() as u32, lang),
            cohort: shown(&report.run.cohort),
            day: text::day(report.day, lang),
            left_out: left_out(report, lang),
        }
    }
}

fn left_out(report: &Report, lang: Lang) -> Vec<LeftOut> {
    report
        .portals
        .iter()
        .filter(|result| result.score.full_information == FullInformation::LeftOut)
        .map(|result| {
            let merger = result.portal.merged.as_ref();
            LeftOut {
                id: result.portal.id.to_string(),
                name: shown(result.name(lang)),
                into: merger.map_or_else(String::new, |merger| shown(report.name(&merger.into, lang))),
                since: merger.map_or_else(String::new, |merger| text::day(merger.since, lang)),
            }
        })
        .collect()
}
