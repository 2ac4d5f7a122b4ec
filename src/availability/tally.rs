//! Availability in counts: answers of attempts, and what the others were.

use std::collections::BTreeMap;

use super::Sample;
use crate::{registry::PortalId, report::ReasonCode};

/// How often a portal answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Looks taken.
    pub attempts: u32,
    /// Of these, answered with anything but an error of the server.
    pub answers: u32,
    /// The others, by code.
    pub failures: BTreeMap<ReasonCode, u32>,
}

/// Counts `samples` by portal.
pub fn tally(samples: &[Sample]) -> BTreeMap<PortalId, Tally> {
    let mut all: BTreeMap<PortalId, Tally> = BTreeMap::new();
    for sample in samples {
        let tally = all.entry(sample.portal.clone()).or_default();
        tally.attempts += 1;
        if sample.answered() {
            tally.answers += 1;
        } else {
            let code = sample.failure.map_or(ReasonCode::ServerError, ReasonCode::from);
            *tally.failures.entry(code).or_default() += 1;
        }
    }
    all
}
