//! Scores and totals as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    judge::{Outcome, Reason},
    registry::PortalId,
    rules::{MetricId, RequirementId},
};

/// Whether a portal gives full information under the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FullInformation {
    /// Every duty of the set passed or does not apply.
    Yes,
    /// At least one failed or is partial.
    No,
    /// None failed, but some could not be decided.
    Undecided,
    /// The portal is left out of the totals (merged).
    LeftOut,
}

/// A duty that costs points, with why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LostPoint {
    /// Which duty.
    pub requirement: RequirementId,
    /// Its outcome.
    pub outcome: Outcome,
    /// Its reason.
    pub reason: Reason,
    /// Points of 100 it costs in the score's middle value, rounded to hundredths of a point (so 250 is 2.5 points).
    pub lost_hundredths: u32,
}

/// Score of one portal. All values are hundredths of a point, 0 to 10,000, so that they are exact and printable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PortalScore {
    /// Whose.
    pub portal: PortalId,
    /// Undecided duties counted as lost.
    pub low: u32,
    /// Share among the decided duties only; equals `low` when nothing is decided.
    pub middle: u32,
    /// Undecided duties counted as won.
    pub high: u32,
    /// Duties by outcome: passed, partial, failed, cant-tell, inapplicable, untested.
    pub counts: [u32; 6],
    /// Duties nobody can see from outside, counted beside the score.
    pub not_observable: u32,
    /// Findings on what is encouraged or left to circumstances, counted beside the score.
    pub not_duties: u32,
    /// Full information under the profile.
    pub full_information: FullInformation,
    /// Set duties that keep full information from being `yes`.
    pub missing_for_full: Vec<RequirementId>,
    /// Every duty that costs points, dearest first, then by id.
    pub lost: Vec<LostPoint>,
}

/// One line of the survey table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyRow {
    /// Which figure.
    pub metric: MetricId,
    /// `ministry`, `agency`, `province`, `other` (unknown or not surveyed) or `all`.
    pub tier: String,
    /// How many.
    pub value: u32,
    /// Of how many.
    pub denominator: u32,
    /// How many of the denominator could not be decided.
    pub undecided: u32,
}

/// The survey table with what was left out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyTotals {
    /// Ordered by metric, then tier.
    pub rows: Vec<SurveyRow>,
    /// Merged agencies left out of every denominator.
    pub left_out: Vec<PortalId>,
}
