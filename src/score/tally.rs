//! Counts answers by figure and column of the survey, and in total.

use std::collections::BTreeMap;

use super::{Metric, OTHER_TIERS, SurveyRow, tier_word};
use crate::registry::SurveyTier;

/// Whether a figure holds for a portal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    No,
    Undecided,
}

/// Rows of the survey while they are counted, by metric, then column; the total stands last.
#[derive(Default)]
pub(super) struct Tally(BTreeMap<(Metric, usize), SurveyRow>);

/// Order of the total among the columns.
const ALL: usize = usize::MAX;
/// Order of the portals of no surveyed tier, before the total.
const OTHER: usize = ALL - 1;

impl Tally {
    /// Adds a portal's answer, which counts one portal.
    pub(super) fn ask(&mut self, metric: Metric, tier: Option<SurveyTier>, answer: Answer) {
        self.add(metric, tier, u32::from(answer == Answer::Yes), 1, u32::from(answer == Answer::Undecided));
    }

    /// Adds to the row of `tier` and to the total.
    pub(super) fn add(
        &mut self,
        metric: Metric,
        tier: Option<SurveyTier>,
        value: u32,
        denominator: u32,
        undecided: u32,
    ) {
        let column = tier.map_or((OTHER, OTHER_TIERS), |tier| (tier as usize, tier_word(tier)));
        for (order, word) in [column, (ALL, "all")] {
            let row = self.0.entry((metric, order)).or_insert_with(|| SurveyRow {
                metric,
                tier: word.to_owned(),
                value: 0,
                denominator: 0,
                undecided: 0,
            });
            row.value += value;
            row.denominator += denominator;
            row.undecided += undecided;
        }
    }

    /// Takes the total of `metric` away.
    pub(super) fn without_total(&mut self, metric: Metric) {
        self.0.remove(&(metric, ALL));
    }

    /// The rows in their order.
    pub(super) fn into_rows(self) -> Vec<SurveyRow> {
        self.0.into_values().collect()
    }
}
