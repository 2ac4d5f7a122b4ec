//! Counts, the rates that follow from them, and how they are rounded.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::accuracy;

/// A part of a whole with its 95 % Wilson interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
    /// The share.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

/// Three rates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// How much of what was found is there.
    pub precision: Option<f64>,
    /// How much of what is there was found.
    pub recall: Option<f64>,
    /// Harmonic mean of the two; of a mean over groups, the mean of theirs.
    pub f1: Option<f64>,
}

/// Counts with their rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// There and found.
    pub hit: u32,
    /// Found and not there.
    pub noisy: u32,
    /// There and not found.
    pub missed: u32,
    /// Neither.
    pub quiet: u32,
    /// How much of what was found is there.
    pub precision: Share,
    /// How much of what is there was found; null where that cannot be told.
    pub recall: Option<Share>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
}

impl Counts {
    pub(super) fn new(tally: accuracy::Tally, recall: bool) -> Self {
        let accuracy::Tally { hit, noisy, missed, quiet } = tally;
        Self {
            hit,
            noisy,
            missed,
            quiet,
            precision: tally.precision().into(),
            recall: recall.then(|| tally.recall().into()),
            f1: tally.rates().f1.filter(|_| recall).map(rounded),
        }
    }
}

impl From<accuracy::Share> for Share {
    fn from(share: accuracy::Share) -> Self {
        let (low, high) = share.interval().unzip();
        Self {
            part: share.part,
            whole: share.whole,
            value: share.value().map(rounded),
            low: low.map(rounded),
            high: high.map(rounded),
        }
    }
}

impl From<accuracy::Rates> for Rates {
    fn from(rates: accuracy::Rates) -> Self {
        Self { precision: rates.precision.map(rounded), recall: rates.recall.map(rounded), f1: rates.f1.map(rounded) }
    }
}

/// To four decimals.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
