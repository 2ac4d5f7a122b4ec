//! Two runs side by side: what changed on the portals from one audit to the next, told apart from what only the rules
//! changed. Both runs are judged with both rule sets; pure.

mod pairs;

use std::collections::{BTreeMap, BTreeSet};

pub use pairs::{Pair, Pairs, pairs};

use crate::{judge::Outcome, rules::RequirementId, score::FullInformation, workbench::Side};

/// What makes an outcome another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The portal: either rule set says that it changed.
    Portal,
    /// The rules: they say another thing of each run.
    Rules,
    /// Both, or one of them only together with the other.
    Both,
}

impl Cause {
    /// The word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Rules => "rules",
            Self::Both => "both",
        }
    }
}

/// A portal in both runs, by both rule sets.
#[derive(Clone, Copy, Debug)]
pub struct Square<'s> {
    /// The earlier run by the earlier rules.
    pub earlier: &'s Side,
    /// The earlier run by the later rules.
    pub earlier_by_later: &'s Side,
    /// The later run by the earlier rules.
    pub later_by_earlier: &'s Side,
    /// The later run by the later rules.
    pub later: &'s Side,
}

/// A requirement whose outcome is another one; `None` where a rule set has no such requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which.
    pub requirement: RequirementId,
    /// In the earlier run, by the earlier rules.
    pub before: Option<Outcome>,
    /// In the later run, by the later rules.
    pub after: Option<Outcome>,
    /// Why.
    pub cause: Cause,
}

/// How a portal fares from one run to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Low bound, middle and high bound of the score, in hundredths of a point: earlier and later.
    pub score: [[u32; 3]; 2],
    /// By how much the middle moves because of the portal, in hundredths: as the later rules see it.
    pub by_portal: i32,
    /// By how much it moves because of the rules: what the later rules make of the earlier run. The two add up.
    pub by_rules: i32,
    /// Full information, earlier and later.
    pub full: [FullInformation; 2],
    /// What turned, sorted by requirement.
    pub turns: Vec<Turn>,
}

/// The course of a portal.
pub fn course(square: Square<'_>) -> Course {
    let sides = [square.earlier, square.earlier_by_later, square.later_by_earlier, square.later];
    let said = sides.map(|side| -> BTreeMap<&RequirementId, Outcome> {
        side.findings.iter().map(|finding| (&finding.requirement, finding.outcome)).collect()
    });
    let ids: BTreeSet<&RequirementId> = said.iter().flat_map(|side| side.keys().copied()).collect();
    let turns = ids.into_iter().filter_map(|id| {
        let [earlier, earlier_by_later, later_by_earlier, later] =
            [0, 1, 2, 3].map(|side: usize| said[side].get(id).copied());
        let portal_alone = earlier == earlier_by_later && later_by_earlier == later;
        let rules_alone = earlier == later_by_earlier && earlier_by_later == later;
        let cause = match (portal_alone, rules_alone) {
            (true, true) => return None,
            (true, false) => Cause::Portal,
            (false, true) => Cause::Rules,
            (false, false) => Cause::Both,
        };
        // What one of them did and the other undid stands where it stood.
        (earlier != later).then(|| Turn { requirement: id.clone(), before: earlier, after: later, cause })
    });
    let middle = |side: &Side| side.score.middle.cast_signed();
    let interval = |side: &Side| [side.score.low, side.score.middle, side.score.high];
    Course {
        score: [interval(square.earlier), interval(square.later)],
        by_portal: middle(square.later) - middle(square.earlier_by_later),
        by_rules: middle(square.earlier_by_later) - middle(square.earlier),
        full: [square.earlier.score.full_information, square.later.score.full_information],
        turns: turns.collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        registry::PortalId,
        score::{fixture, score},
    };

    fn side(outcomes: &[(&str, Outcome)]) -> Side {
        let rules: Vec<_> = outcomes.iter().map(|(id, _)| fixture::requirement(id, 1)).collect();
        let findings: Vec<_> = outcomes.iter().map(|(id, outcome)| fixture::finding(id, *outcome)).collect();
        let day = jiff::civil::date(2026, 6, 15);
        let score = score(&PortalId::new("bo-mau-01"), &rules, &fixture::profile(Vec::new()), &findings, day);
        Side { findings, score }
    }

    #[test]
    fn what_the_portal_did_is_told_apart_from_what_the_rules_did() {
        use Outcome::{Failed, Passed};
        let earlier = side(&[("a", Failed), ("b", Failed), ("c", Failed)]);
        let earlier_by_later = side(&[("a", Failed), ("b", Passed), ("c", Failed), ("d", Passed)]);
        let later_by_earlier = side(&[("a", Passed), ("b", Failed), ("c", Failed)]);
        let later = side(&[("a", Passed), ("b", Passed), ("c", Passed), ("d", Failed)]);
        let square = Square {
            earlier: &earlier,
            earlier_by_later: &earlier_by_later,
            later_by_earlier: &later_by_earlier,
            later: &later,
        };
        let course = course(square);
        let turns: Vec<_> = course.turns.iter().map(|turn| (turn.requirement.as_str(), turn.cause)).collect();
        assert_eq!(turns, [("a", Cause::Portal), ("b", Cause::Rules), ("c", Cause::Both), ("d", Cause::Both)]);
        assert_eq!((course.score[0][1], course.score[1][1]), (0, 7_500));
        assert_eq!((course.by_portal, course.by_rules), (2_500, 5_000));
    }

    fn any_side() -> impl Strategy<Value = Side> {
        let outcome = prop::sample::select(Outcome::ALL.to_vec());
        prop::collection::vec(outcome, 4).prop_map(|outcomes| {
            let named: Vec<_> = ["a", "b", "c", "d"].into_iter().zip(outcomes).collect();
            side(&named)
        })
    }

    proptest! {
        #[test]
        fn the_two_parts_add_up_and_without_other_rules_all_is_the_portals(old in any_side(), new in any_side()) {
            let same_rules = Square { earlier: &old, earlier_by_later: &old, later_by_earlier: &new, later: &new };
            let moved = course(same_rules);
            prop_assert_eq!(moved.by_rules, 0);
            prop_assert!(moved.turns.iter().all(|turn| turn.cause == Cause::Portal));
            let same_portal = Square { earlier: &old, earlier_by_later: &new, later_by_earlier: &old, later: &new };
            let ruled = course(same_portal);
            prop_assert_eq!(ruled.by_portal, 0);
            prop_assert!(ruled.turns.iter().all(|turn| turn.cause == Cause::Rules));
            prop_assert_eq!(moved.by_portal, ruled.by_rules);
            prop_assert_eq!(moved.turns.len(), ruled.turns.len());
        }
    }
}
