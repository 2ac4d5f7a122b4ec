//! What a change of rules does to stored verdicts: which outcomes change on which portals, and by how many points.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    judge::{Finding, Outcome, Reason},
    registry::PortalId,
    rules::RequirementId,
    score::{FullInformation, PortalScore},
};

/// One portal under one of the rule sets.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its findings, sorted by requirement.
    pub findings: Vec<Finding>,
    /// Its score.
    pub score: PortalScore,
}

/// An outcome with its reason.
pub type Said = (Outcome, Reason);

/// A requirement whose outcome or reason is another one; `None` where a rule set has no such requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub requirement: RequirementId,
    /// With the rules as they were.
    pub before: Option<Said>,
    /// With the rules as they are proposed.
    pub after: Option<Said>,
}

impl Change {
    /// Whether the outcome itself changes, and not only its reason.
    pub fn turns(&self) -> bool {
        self.before.as_ref().map(|said| said.0) != self.after.as_ref().map(|said| said.0)
    }
}

/// A portal on which something changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Which.
    pub portal: PortalId,
    /// Low bound, middle and high bound of the score before, in hundredths of a point.
    pub before: [u32; 3],
    /// The same after.
    pub after: [u32; 3],
    /// Full information before and after.
    pub full: [FullInformation; 2],
    /// Changed findings, sorted by requirement.
    pub changes: Vec<Change>,
}

impl Effect {
    /// By how much the score moves, in hundredths of a point: the middle or the bound that moves most.
    pub fn points(&self) -> u32 {
        self.before.iter().zip(self.after).map(|(before, after)| before.abs_diff(after)).max().unwrap_or(0)
    }
}

/// The portals on which `head` says something else than `base`, by id. Both hold the same portals.
pub fn effect(base: &BTreeMap<PortalId, Side>, head: &BTreeMap<PortalId, Side>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (portal, before) in base {
        let Some(after) = head.get(portal) else { continue };
        let said = |side: &Side| -> BTreeMap<RequirementId, Said> {
            let of = |finding: &Finding| (finding.requirement.clone(), (finding.outcome, finding.reason.clone()));
            side.findings.iter().map(of).collect()
        };
        let (old, new) = (said(before), said(after));
        let ids: BTreeSet<&RequirementId> = old.keys().chain(new.keys()).collect();
        let changes: Vec<Change> = ids
            .into_iter()
            .filter(|id| old.get(id) != new.get(id))
            .map(|id| Change { requirement: id.clone(), before: old.get(id).cloned(), after: new.get(id).cloned() })
            .collect();
        let interval = |score: &PortalScore| [score.low, score.middle, score.high];
        let effect = Effect {
            portal: portal.clone(),
            before: interval(&before.score),
            after: interval(&after.score),
            full: [before.score.full_information, after.score.full_information],
            changes,
        };
        if !effect.changes.is_empty() || effect.before != effect.after || effect.full[0] != effect.full[1] {
            effects.push(effect);
        }
    }
    effects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{fixture, score};

    fn side(outcomes: &[(&str, Outcome)]) -> BTreeMap<PortalId, Side> {
        let portal = PortalId::new("bo-mau-01");
        let rules: Vec<_> = outcomes.iter().map(|(id, _)| fixture::requirement(id, 1)).collect();
        let findings: Vec<_> = outcomes.iter().map(|(id, outcome)| fixture::finding(id, *outcome)).collect();
        let day = jiff::civil::date(2026, 6, 15);
        let score = score(&portal, &rules, &fixture::profile(Vec::new()), &findings, day);
        BTreeMap::from([(portal, Side { findings, score })])
    }

    #[test]
    fn the_same_verdicts_are_no_effect() {
        let verdicts = side(&[("a", Outcome::Passed), ("b", Outcome::Failed)]);
        assert_eq!(effect(&verdicts, &verdicts), []);
    }

    #[test]
    fn a_changed_outcome_is_told_with_the_points_it_moves() {
        let base = side(&[("a", Outcome::Passed), ("b", Outcome::Failed)]);
        let head = side(&[("a", Outcome::Passed), ("b", Outcome::Passed), ("c", Outcome::Failed)]);
        let found = effect(&base, &head);
        let changed: Vec<_> = found[0].changes.iter().map(|c| (c.requirement.as_str(), c.turns())).collect();
        assert_eq!(changed, [("b", true), ("c", true)]);
        assert_eq!((found[0].before[1], found[0].after[1], found[0].points()), (5_000, 6_667, 1_667));
    }
}
