//! How many portals have which outcome on a requirement.

use super::{PortalResult, Report};
use crate::{judge::Outcome, rules::Requirement, score::FullInformation};

/// Outcomes of one requirement on a number of portals.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) passed: u32,
    pub(super) partial: u32,
    pub(super) failed: u32,
    pub(super) undecided: u32,
    pub(super) inapplicable: u32,
}

impl Tally {
    /// Of the portals that `wanted` takes; merged agencies are left out.
    pub(super) fn of(report: &Report, requirement: &Requirement, wanted: impl Fn(&PortalResult) -> bool) -> Self {
        let mut tally = Self::default();
        let findings = report
            .portals
            .iter()
            .filter(|portal| portal.score.full_information != FullInformation::LeftOut)
            .filter(|portal| wanted(portal))
            .filter_map(|portal| portal.weighed_on(&requirement.id));
        for outcome in findings {
            match outcome {
                Outcome::Passed => tally.passed += 1,
                Outcome::Partial => tally.partial += 1,
                Outcome::Failed => tally.failed += 1,
                Outcome::CantTell | Outcome::Untested => tally.undecided += 1,
                Outcome::Inapplicable => tally.inapplicable += 1,
            }
        }
        tally
    }

    /// Portals that lack it, wholly or in part.
    pub(super) fn lacking(&self) -> u32 {
        self.partial + self.failed
    }

    /// Portals on which it could be decided.
    pub(super) fn seen(&self) -> u32 {
        self.lacking() + self.passed
    }
}
