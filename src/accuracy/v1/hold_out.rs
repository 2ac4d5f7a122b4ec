//! What the rules would say if they knew fewer names.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rates::{Counts, Share};
use crate::accuracy;

/// What was measured with a part of every rule's labels held out, over all parts together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldOut {
    /// Into how many parts the labels were divided.
    pub parts: u32,
    /// By which seed.
    pub seed: u64,
    /// Of held-out names that were called like some labels, how many were like the right ones.
    pub names_precision: Share,
    /// Of all held-out names, how many were called like the right labels.
    pub names_recall: Share,
    /// By level, where only known names count.
    pub by_known_names: Vec<HeldOut>,
    /// By level, where a page may be recognised without one.
    pub recognised: Vec<HeldOut>,
}

/// Figures at one level with labels held out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldOut {
    /// `present`, `content` or `proven`.
    pub level: String,
    /// Of all label codes and pages together.
    pub overall: Counts,
}

impl HoldOut {
    /// The published form of `measured`.
    pub fn new(parts: accuracy::Parts, measured: &accuracy::HoldOut) -> Self {
        let levels = |sums: &BTreeMap<accuracy::Level, accuracy::Tally>| {
            let of = |(level, tally): (&accuracy::Level, &accuracy::Tally)| HeldOut {
                level: level.word().to_owned(),
                overall: Counts::new(*tally, true),
            };
            sums.iter().map(of).collect()
        };
        Self {
            parts: parts.count,
            seed: parts.seed,
            names_precision: measured.precision().into(),
            names_recall: measured.recall().into(),
            by_known_names: levels(&measured.by_known_names),
            recognised: levels(&measured.recognised),
        }
    }
}
