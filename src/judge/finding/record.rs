//! A finding: one requirement on one portal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    evidence::Evidence,
    outcome::{Obligation, Outcome},
    reason::Reason,
    search::Search,
};
use crate::{
    registry::PortalId,
    rules::{Bilingual, RequirementId},
};

/// What is said about one requirement on one portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// About whom.
    pub portal: PortalId,
    /// About what.
    pub requirement: RequirementId,
    /// The word.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// Where it was seen; present whenever the outcome is `passed` or `partial`.
    pub evidence: Option<Evidence>,
    /// What was searched.
    pub search: Search,
    /// Provisions of the profile that ask for it, in words: `Điều 4 khoản 1 điểm e Nghị định 42/2022/NĐ-CP`.
    pub basis: Vec<String>,
    /// Whether the duty still holds on the day the report is made for.
    pub holds_today: Obligation,
    /// A remark in both languages, for instance that the newest item is older than a benchmark.
    pub note: Option<Bilingual>,
}
