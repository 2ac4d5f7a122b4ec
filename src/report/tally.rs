//! How many portals have which outcome, on a requirement and by kind of agency.

use super::{PortalResult, Report};
use crate::{
    judge::Outcome,
    registry::{SurveyTier, Tier},
    rules::Requirement,
};

/// Kinds of agency as the survey counts them, the others last.
pub(super) const TIERS: [Option<SurveyTier>; 4] =
    [Some(SurveyTier::Ministry), Some(SurveyTier::Agency), Some(SurveyTier::Province), None];

/// Whether a portal is of that kind.
pub(super) fn is_of(portal: &PortalResult, tier: Option<SurveyTier>) -> bool {
    portal.portal.tier.and_then(Tier::survey) == tier
}

/// What every finding on the portals of that kind weighs as; merged agencies are left out.
pub(super) fn weighed(report: &Report, tier: Option<SurveyTier>) -> impl Iterator<Item = Outcome> {
    let portals = report.counted().filter(move |portal| is_of(portal, tier));
    portals.flat_map(|portal| portal.findings.iter().map(|finding| portal.weighed(finding)))
}

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
        let findings =
            report.counted().filter(|portal| wanted(portal)).filter_map(|portal| portal.weighed_on(&requirement.id));
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
