//! The survey table by tier, and the two charts beside it.

use minijinja::Value;
use serde::Serialize;

use crate::{
    judge::Outcome,
    report::{
        Lang, Report,
        json::v1,
        svg::{Part, stacked},
        tally::{TIERS, weighed},
        text,
    },
    rules::Metric,
    score::{FullInformation, OTHER_TIERS, SurveyRow, tier_word},
};

const OUTCOMES: [Outcome; 6] =
    [Outcome::Passed, Outcome::Partial, Outcome::Failed, Outcome::CantTell, Outcome::Untested, Outcome::Inapplicable];

#[derive(Serialize)]
pub(super) struct Survey {
    tiers: Vec<&'static str>,
    rows: Vec<Row>,
    definitions: Vec<Meaning>,
    note: Option<&'static str>,
    full: Vec<Bar>,
    outcomes: Vec<Bar>,
    legend: Vec<(&'static str, &'static str)>,
}

#[derive(Serialize)]
struct Row {
    metric: String,
    cells: Vec<Option<Cell>>,
}

/// What a figure means.
#[derive(Serialize)]
struct Meaning {
    title: String,
    definition: String,
    unit: String,
    denominator: String,
    evidence: String,
    unknowns: String,
}

#[derive(Serialize)]
struct Cell {
    value: String,
    of: String,
    share: String,
    undecided: Option<String>,
}

#[derive(Serialize)]
struct Bar {
    label: &'static str,
    svg: Value,
    figures: String,
}

impl Survey {
    pub(super) fn new(report: &Report, lang: Lang) -> Self {
        let rows = &report.totals.rows;
        let present: Vec<&str> = ["ministry", "agency", "province", OTHER_TIERS, "all"]
            .into_iter()
            .filter(|tier| rows.iter().any(|row| row.tier == *tier))
            .collect();
        Self {
            tiers: present.iter().filter_map(|tier| text::survey_tier(tier, lang)).collect(),
            rows: report
                .metrics
                .iter()
                .map(|metric| Row {
                    metric: lang.pick(&metric.title).to_owned(),
                    cells: present
                        .iter()
                        .map(|tier| rows.iter().find(|row| row.metric == metric.id && row.tier == *tier))
                        .map(|row| row.map(|row| cell(row, lang)))
                        .collect(),
                })
                .collect(),
            definitions: report.metrics.iter().map(|metric| definition(metric, lang)).collect(),
            note: report.assumes_the_eighteen().then(|| text::eighteen(lang)),
            full: full(report, lang),
            outcomes: outcomes(report, lang),
            legend: OUTCOMES
                .iter()
                .map(|outcome| (v1::Outcome::from(*outcome).as_str(), text::outcome(*outcome, lang)))
                .collect(),
        }
    }
}

fn definition(metric: &Metric, lang: Lang) -> Meaning {
    let say = |text| lang.pick(text).to_owned();
    Meaning {
        title: say(&metric.title),
        definition: say(&metric.definition),
        unit: say(&metric.unit),
        denominator: say(&metric.denominator),
        evidence: say(&metric.evidence),
        unknowns: say(&metric.unknowns),
    }
}

fn cell(row: &SurveyRow, lang: Lang) -> Cell {
    Cell {
        value: text::count(row.value, lang),
        of: text::count(row.denominator, lang),
        share: text::share(row.value, row.denominator, lang),
        undecided: (row.undecided > 0).then(|| text::count(row.undecided, lang)),
    }
}

/// Full information by tier.
fn full(report: &Report, lang: Lang) -> Vec<Bar> {
    report
        .full_information_rows()
        .filter_map(|row| {
            let label = text::survey_tier(&row.tier, lang)?;
            let no = row.denominator.saturating_sub(row.value + row.undecided);
            let parts = [
                Part { class: "passed", value: row.value, hatched: false },
                Part { class: "cant-tell", value: row.undecided, hatched: true },
                Part { class: "failed", value: no, hatched: false },
            ];
            let words = [
                (FullInformation::Yes, row.value),
                (FullInformation::Undecided, row.undecided),
                (FullInformation::No, no),
            ];
            let figures: Vec<String> = words
                .into_iter()
                .map(|(word, value)| format!("{} {}", text::full_information(word, lang), text::count(value, lang)))
                .collect();
            let svg = Value::from_safe_string(stacked(
                &parts,
                &text::bar_title(report.metric_title(&row.metric, lang), row, label, lang),
            ));
            Some(Bar { label, svg, figures: figures.join(" · ") })
        })
        .collect()
}

/// All findings by tier and outcome; merged agencies are left out.
fn outcomes(report: &Report, lang: Lang) -> Vec<Bar> {
    TIERS
        .into_iter()
        .filter_map(|tier| {
            let label = text::survey_tier(tier.map_or(OTHER_TIERS, tier_word), lang)?;
            let mut counts = [0_u32; OUTCOMES.len()];
            for found in weighed(report, tier) {
                if let Some(at) = OUTCOMES.iter().position(|outcome| *outcome == found) {
                    counts[at] += 1;
                }
            }
            (counts.iter().sum::<u32>() > 0).then(|| bar(label, &counts, lang))
        })
        .collect()
}

fn bar(label: &'static str, counts: &[u32; OUTCOMES.len()], lang: Lang) -> Bar {
    let parts: Vec<Part> = OUTCOMES
        .iter()
        .zip(counts)
        .map(|(outcome, count)| Part {
            class: v1::Outcome::from(*outcome).as_str(),
            value: *count,
            hatched: matches!(outcome, Outcome::CantTell | Outcome::Untested),
        })
        .collect();
    let figures: Vec<String> = OUTCOMES
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|(outcome, count)| format!("{} {}", text::outcome(*outcome, lang), text::count(*count, lang)))
        .collect();
    let figures = figures.join(" · ");
    Bar { label, svg: Value::from_safe_string(stacked(&parts, &format!("{label}: {figures}"))), figures }
}
