//! The waivers that speak of portals of the report, and what each does.

use serde::Serialize;

use super::shown;
use crate::{
    report::{Lang, Report, mask, text},
    review::WaiverState,
};

#[derive(Serialize)]
pub(super) struct Row {
    portal: String,
    portal_id: String,
    requirement: String,
    reason: String,
    who: String,
    until: String,
    state: String,
    used: bool,
}

/// One row per waiver, in the order of their file.
pub(super) fn rows(report: &Report, lang: Lang) -> Vec<Row> {
    let title = |id| report.requirement(id).map_or_else(|| id.to_string(), |known| lang.pick(&known.title).to_owned());
    let rows = report.waivers().iter().map(|one| {
        let waiver = &one.waiver;
        Row {
            portal: shown(report.name(&waiver.portal, lang)),
            portal_id: waiver.portal.to_string(),
            requirement: title(&waiver.requirement),
            reason: shown(&mask::text(&waiver.reason, &waiver.requirement)),
            who: shown(&waiver.who),
            until: text::day(waiver.expires, lang),
            state: text::waiver_state(one.state, lang),
            used: one.state == WaiverState::Used,
        }
    });
    rows.collect()
}
