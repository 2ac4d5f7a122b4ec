//! `d42 rules diff` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::diff::{RunEffect, totals, turned};
use crate::judge::{Outcome, Reason};
use crate::report::ReasonCode;
use crate::rules::RulePack;
use crate::score::FullInformation;
use crate::workbench::{Change, Effect};

/// The effect as JSON, version 1. Scores are hundredths of a point: low bound, middle, high bound.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct DiffV1<'r> {
    /// Always 1.
    version: u32,
    /// SHA-256 over the first rule set.
    base_digest: &'r str,
    /// SHA-256 over the second.
    head_digest: &'r str,
    /// Outcomes that differ, over all runs.
    outcomes_changed: usize,
    /// The same by what turns into what.
    totals: Vec<TotalV1>,
    /// Every run that was judged.
    runs: Vec<RunV1<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TotalV1 {
    /// Outcome by the first rules; absent if the requirement is not theirs.
    before: Option<Outcome>,
    /// Outcome by the second rules; absent if the requirement is not theirs.
    after: Option<Outcome>,
    /// How many outcomes turn so.
    count: usize,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RunV1<'r> {
    /// Its folder.
    run: &'r str,
    /// Portals in it.
    portals: usize,
    /// Those on which something changes.
    changed: Vec<PortalV1<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PortalV1<'r> {
    /// Portal.
    portal: &'r str,
    /// Score by the first rules.
    score_before: [u32; 3],
    /// Score by the second.
    score_after: [u32; 3],
    /// Full information by the first rules.
    full_information_before: FullInformation,
    /// Full information by the second.
    full_information_after: FullInformation,
    /// What changes.
    changes: Vec<ChangeV1<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChangeV1<'r> {
    /// Requirement.
    requirement: &'r str,
    /// By the first rules; absent if it is not theirs.
    before: Option<SaidV1>,
    /// By the second rules; absent if it is not theirs.
    after: Option<SaidV1>,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SaidV1 {
    /// One of the six outcomes.
    outcome: Outcome,
    /// Why.
    reason: ReasonCode,
}

impl<'r> DiffV1<'r> {
    /// The result to be written.
    pub(in super::super) fn of(found: &'r [RunEffect], base: &'r RulePack, head: &'r RulePack) -> Self {
        let said = |said: &Option<(Outcome, Reason)>| {
            said.as_ref().map(|(outcome, reason)| SaidV1 { outcome: *outcome, reason: ReasonCode::from(reason) })
        };
        let change = |change: &'r Change| ChangeV1 {
            requirement: change.requirement.as_str(),
            before: said(&change.before),
            after: said(&change.after),
        };
        let portal = |effect: &'r Effect| PortalV1 {
            portal: effect.portal.as_str(),
            score_before: effect.before,
            score_after: effect.after,
            full_information_before: effect.full[0],
            full_information_after: effect.full[1],
            changes: effect.changes.iter().map(change).collect(),
        };
        let run = |run: &'r RunEffect| RunV1 {
            run: &run.run,
            portals: run.portals,
            changed: run.effects.iter().map(portal).collect(),
        };
        Self {
            version: 1,
            base_digest: &base.digest,
            head_digest: &head.digest,
            outcomes_changed: turned(found),
            totals: totals(found)
                .into_iter()
                .map(|((before, after), count)| TotalV1 { before, after, count })
                .collect(),
            runs: found.iter().map(run).collect(),
        }
    }
}
