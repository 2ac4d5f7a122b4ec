//! Counts answers by figure and column of the survey, and in total.

use std::collections::BTreeMap;

use super::{OTHER_TIERS, SurveyRow, tier_word};
use crate::{
    registry::SurveyTier,
    rules::{Measure, Metric},
};

/// Whether a figure holds for a portal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    Undecided,
}

/// What one portal adds to a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) value: u32,
    pub(super) denominator: u32,
    pub(super) undecided: u32,
}

impl From<Answer> for Count {
    /// An answer counts one portal.
    fn from(answer: Answer) -> Self {
        Self {
            value: u32::from(answer == Answer::Yes),
            denominator: 1,
            undecided: u32::from(answer == Answer::Undecided),
        }
    }
}

/// Rows of the survey while they are counted, by place of the metric, then column; the total stands last.
pub(super) struct Tally<'m> {
    metrics: &'m [Metric],
    rows: BTreeMap<(usize, usize), SurveyRow>,
}

/// Order of the total among the columns.
const ALL: usize = usize::MAX;
/// Order of the portals of no surveyed tier, before the total.
const OTHER: usize = ALL - 1;

impl<'m> Tally<'m> {
    /// Nothing counted yet.
    pub(super) fn new(metrics: &'m [Metric]) -> Self {
        Self { metrics, rows: BTreeMap::new() }
    }

    /// Adds to the row of `tier`, and to the total, of the metric at `index`.
    pub(super) fn add(&mut self, index: usize, tier: Option<SurveyTier>, count: Count) {
        let Some(metric) = self.metrics.get(index) else { return };
        let column = tier.map_or((OTHER, OTHER_TIERS), |tier| (tier as usize, tier_word(tier)));
        for (order, word) in [column, (ALL, "all")] {
            // Asked of provinces only: a second row with the same figures would say nothing.
            if order == ALL && matches!(metric.measure, Measure::Level { .. }) {
                continue;
            }
            let row = self.rows.entry((index, order)).or_insert_with(|| SurveyRow {
                metric: metric.id.clone(),
                tier: word.to_owned(),
                value: 0,
                denominator: 0,
                undecided: 0,
            });
            row.value += count.value;
            row.denominator += count.denominator;
            row.undecided += count.undecided;
        }
    }

    /// The rows in their order. Nothing of nothing is no figure.
    pub(super) fn into_rows(self) -> Vec<SurveyRow> {
        self.rows.into_values().filter(|row| row.denominator > 0).collect()
    }
}
