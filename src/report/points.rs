//! Scores as people read them.

use std::cmp::Reverse;

use super::{Lang, PortalResult, Report, text};

/// Hundredths of a point, rounded to tenths: more would promise an accuracy that a share of forty duties does not have.
pub(super) fn tenths(hundredths: u32) -> u32 {
    (hundredths + 5) / 10
}

/// Points with one decimal.
pub(super) fn rounded(hundredths: u32, lang: Lang) -> String {
    text::tenths(tenths(hundredths), lang)
}

/// The middle of the interval, unless nothing was decided.
pub(super) fn middle(portal: &PortalResult) -> Option<u32> {
    let [passed, partial, failed, ..] = portal.score.counts;
    (passed + partial + failed > 0).then_some(portal.score.middle)
}

/// The portals that count by what is printed: the score, then the low bound, then the id. Without a score at the end.
pub(super) fn ranking(report: &Report) -> Vec<&PortalResult> {
    let mut portals: Vec<&PortalResult> = report.counted().collect();
    portals.sort_by_key(|p| (Reverse((middle(p).map(tenths), tenths(p.score.low))), &p.portal.id));
    portals
}
