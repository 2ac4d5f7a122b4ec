//! The portals twice: ordered by score with their intervals, and as a table to sort and filter.

use minijinja::Value;
use serde::Serialize;

use super::shown;
use crate::{
    report::{
        Lang, PortalResult, Report,
        json::v1,
        points::{middle, ranking, rounded},
        svg::interval,
        text,
    },
    score::FullInformation,
};

#[derive(Serialize)]
pub(super) struct Portals {
    ranking: Vec<Scored>,
    rows: Vec<Row>,
    /// Tiers and states that occur, to filter by.
    tiers: Vec<&'static str>,
    states: Vec<(&'static str, &'static str)>,
    note: Option<&'static str>,
}

/// A score as it is shown.
#[derive(Serialize)]
pub(super) struct Scored {
    id: String,
    name: String,
    tier: &'static str,
    middle: Option<String>,
    low: String,
    high: String,
    bar: Value,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    tier: &'static str,
    full: &'static str,
    full_word: &'static str,
    left_out: bool,
    middle: Option<String>,
    /// What the columns are sorted by, in hundredths.
    keys: [u32; 2],
    low: String,
    high: String,
    counts: [u32; 6],
    pages: String,
    pages_key: u32,
    url: String,
}

impl Portals {
    pub(super) fn new(report: &Report, lang: Lang) -> Self {
        let mut tiers: Vec<&'static str> = report.portals.iter().map(|p| text::tier(p.portal.tier, lang)).collect();
        tiers.dedup();
        let states = [FullInformation::Yes, FullInformation::No, FullInformation::Undecided, FullInformation::LeftOut]
            .into_iter()
            .filter(|state| report.portals.iter().any(|p| p.score.full_information == *state))
            .map(|state| (v1::FullInformation::from(state).as_str(), text::full_information(state, lang)))
            .collect();
        Self {
            ranking: ranking(report).into_iter().map(|p| scored(p, lang)).collect(),
            rows: report.portals.iter().map(|p| row(p, lang)).collect(),
            tiers,
            states,
            note: report.assumes_the_eighteen().then(|| text::eighteen(lang)),
        }
    }
}

pub(super) fn scored(portal: &PortalResult, lang: Lang) -> Scored {
    let score = &portal.score;
    let (low, high) = (rounded(score.low, lang), rounded(score.high, lang));
    let middle = middle(portal);
    let name = shown(portal.name(lang));
    let title = match middle {
        Some(middle) => format!("{name}: {} ({low}–{high})", rounded(middle, lang)),
        None => format!("{name}: {low}–{high}"),
    };
    Scored {
        id: portal.portal.id.to_string(),
        tier: text::tier(portal.portal.tier, lang),
        middle: middle.map(|middle| rounded(middle, lang)),
        bar: Value::from_safe_string(interval(score.low, middle, score.high, &title)),
        name,
        low,
        high,
    }
}

fn row(portal: &PortalResult, lang: Lang) -> Row {
    let score = &portal.score;
    let middle = middle(portal);
    let full = score.full_information;
    Row {
        id: portal.portal.id.to_string(),
        name: shown(portal.name(lang)),
        tier: text::tier(portal.portal.tier, lang),
        full: v1::FullInformation::from(full).as_str(),
        full_word: text::full_information(full, lang),
        left_out: full == FullInformation::LeftOut,
        middle: middle.map(|middle| rounded(middle, lang)),
        keys: [middle.map_or(0, |middle| middle + 1), score.low],
        low: rounded(score.low, lang),
        high: rounded(score.high, lang),
        counts: score.counts,
        pages: text::count(portal.coverage.pages, lang),
        pages_key: portal.coverage.pages,
        url: shown(portal.portal.url.as_str()),
    }
}
