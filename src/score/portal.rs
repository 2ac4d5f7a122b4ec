//! The score of one portal.
//!
//! A share of duties from 0 to 100: each duty has its weight (1 unless its file gives a reason for more), a `partial` is
//! worth half, inapplicable duties are removed. Undecided duties (`cant-tell`, `untested`) are counted as lost in the low
//! bound and as won in the high one. Beside the score stand duties nobody can see from outside, and what the profile
//! only encourages or leaves to the agency's circumstances.

use jiff::civil::Date;

use super::figures::{FullInformation, LostPoint, PortalScore};
use crate::{
    judge::{Finding, Outcome, Reason},
    registry::PortalId,
    rules::{Observe, Profile, Requirement},
};

/// Hundredths of a point in a full score.
const FULL: u64 = 10_000;

/// Weighs the findings on `portal`. `requirements` are those of the profile; a finding on anything else is left out.
/// `day` is the day the portal was seen: under a dated profile it decides what was a duty.
pub fn score(
    portal: &PortalId,
    requirements: &[Requirement],
    profile: &Profile,
    findings: &[Finding],
    day: Date,
) -> PortalScore {
    let mut counts = [0_u32; 6];
    let (mut not_observable, mut not_duties) = (0, 0);
    let (mut won, mut undecided, mut total) = (0_u64, 0_u64, 0_u64);
    let mut lost: Vec<(u64, &Finding)> = Vec::new();
    for finding in findings {
        let Some(rule) = requirements.iter().find(|rule| rule.id == finding.requirement) else { continue };
        counts[finding.outcome as usize] += 1;
        if rule.observe == Observe::Person {
            not_observable += 1;
            continue;
        }
        if !profile.obliges(rule, day) {
            not_duties += 1;
            continue;
        }
        // Halves are counted as whole numbers: two units for a full duty, one for a partial one.
        let weight = u64::from(rule.weight);
        match finding.outcome {
            Outcome::Passed => won += 2 * weight,
            Outcome::Partial => {
                won += weight;
                lost.push((weight, finding));
            }
            Outcome::Failed => lost.push((2 * weight, finding)),
            Outcome::CantTell | Outcome::Untested => undecided += 2 * weight,
            Outcome::Inapplicable => continue,
        }
        total += 2 * weight;
    }
    lost.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.requirement.cmp(&b.1.requirement)));
    let decided = total - undecided;
    let (full_information, missing_for_full) = full_information(profile, findings);
    PortalScore {
        portal: portal.clone(),
        low: share(won, total),
        middle: if decided == 0 { share(won, total) } else { share(won, decided) },
        high: share(won + undecided, total),
        counts,
        not_observable,
        not_duties,
        full_information,
        missing_for_full,
        lost: lost
            .into_iter()
            .map(|(units, finding)| LostPoint {
                requirement: finding.requirement.clone(),
                outcome: finding.outcome,
                reason: finding.reason.clone(),
                lost_hundredths: share(units, decided),
            })
            .collect(),
    }
}

/// `part` of `whole` in hundredths of a point, rounded half up; 0 of nothing is 0.
fn share(part: u64, whole: u64) -> u32 {
    if whole == 0 { 0 } else { ((part * FULL * 2 + whole) / (2 * whole)) as u32 }
}

fn full_information(profile: &Profile, findings: &[Finding]) -> (FullInformation, Vec<crate::rules::RequirementId>) {
    if findings.iter().any(|f| matches!(f.reason, Reason::Merged { .. })) {
        return (FullInformation::LeftOut, Vec::new());
    }
    let mut missing = Vec::new();
    let mut undecided = false;
    for id in &profile.full_information {
        match findings.iter().find(|f| f.requirement == *id).map(|f| f.outcome) {
            Some(Outcome::Passed | Outcome::Inapplicable) => {}
            Some(Outcome::Failed | Outcome::Partial) => missing.push(id.clone()),
            // A duty of the set that was not judged at all leaves the question open, too.
            Some(Outcome::CantTell | Outcome::Untested) | None => undecided = true,
        }
    }
    let word = match (missing.is_empty(), undecided) {
        (false, _) => FullInformation::No,
        (true, true) => FullInformation::Undecided,
        (true, false) => FullInformation::Yes,
    };
    (word, missing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::score::fixture::{finding, profile, requirement};

    const DAY: Date = jiff::civil::date(2026, 6, 1);
    const ALL: [Outcome; 6] = [
        Outcome::Passed,
        Outcome::Partial,
        Outcome::Failed,
        Outcome::CantTell,
        Outcome::Inapplicable,
        Outcome::Untested,
    ];

    fn judged(outcomes: &[(Outcome, u32)]) -> PortalScore {
        let rules: Vec<_> =
            outcomes.iter().enumerate().map(|(i, (_, w))| requirement(&format!("r{i:02}"), *w)).collect();
        let ids: Vec<_> = rules.iter().map(|r| r.id.clone()).collect();
        let findings: Vec<_> =
            outcomes.iter().enumerate().map(|(i, (o, _))| finding(&format!("r{i:02}"), *o)).collect();
        score(&PortalId::new("x"), &rules, &profile(ids), &findings, DAY)
    }

    #[test]
    fn a_partial_is_worth_half_and_undecided_widens_the_interval() {
        let s = judged(&[(Outcome::Passed, 1), (Outcome::Partial, 1), (Outcome::Failed, 1), (Outcome::CantTell, 1)]);
        assert_eq!((s.low, s.middle, s.high), (3750, 5000, 6250));
        assert_eq!(s.full_information, FullInformation::No);
        assert_eq!(s.lost.iter().map(|l| l.lost_hundredths).collect::<Vec<_>>(), vec![3333, 1667]);
    }

    #[test]
    fn one_undecided_duty_keeps_full_information_open_but_one_failed_decides_it() {
        use Outcome::{CantTell, Failed, Inapplicable, Passed};
        assert_eq!(judged(&[(Passed, 1), (CantTell, 1)]).full_information, FullInformation::Undecided);
        assert_eq!(judged(&[(Failed, 1), (CantTell, 1)]).full_information, FullInformation::No);
        assert_eq!(judged(&[(Passed, 1), (Inapplicable, 1)]).full_information, FullInformation::Yes);
    }

    #[test]
    fn nothing_decided_scores_from_nought_to_a_hundred() {
        let s = judged(&[(Outcome::CantTell, 1), (Outcome::Untested, 1)]);
        assert_eq!((s.low, s.middle, s.high), (0, 0, 10_000));
    }

    #[test]
    fn what_is_only_encouraged_costs_no_points() {
        let mut rule = requirement("r", 1);
        rule.bases[0].force = crate::rules::Force::Encouraged;
        let findings = [finding("r", Outcome::Failed)];
        let s = score(&PortalId::new("x"), &[rule], &profile(Vec::new()), &findings, DAY);
        assert_eq!((s.not_duties, s.lost.len(), s.counts[Outcome::Failed as usize]), (1, 0, 1));
    }

    proptest! {
        #[test]
        fn passing_one_more_requirement_never_lowers_a_score(
            outcomes in prop::collection::vec((prop::sample::select(&ALL[..]), 1_u32..4), 1..30),
            which in any::<prop::sample::Index>(),
        ) {
            let which = which.index(outcomes.len());
            prop_assume!(outcomes[which].0 != Outcome::Inapplicable);
            let before = judged(&outcomes);
            let mut better = outcomes.clone();
            better[which].0 = Outcome::Passed;
            let after = judged(&better);
            prop_assert!(after.low >= before.low && after.high >= before.high);
            prop_assert!(after.middle >= before.middle);
            prop_assert!(after.full_information <= before.full_information || before.full_information == FullInformation::No);
        }

        #[test]
        fn bounds_enclose_the_middle_and_order_of_findings_changes_nothing(
            outcomes in prop::collection::vec((prop::sample::select(&ALL[..]), 1_u32..4), 0..30),
            seed in any::<u64>(),
        ) {
            let s = judged(&outcomes);
            prop_assert!(s.low <= s.middle && s.middle <= s.high && s.high <= 10_000);
            let rules: Vec<_> = outcomes.iter().enumerate().map(|(i, (_, w))| requirement(&format!("r{i:02}"), *w)).collect();
            let ids: Vec<_> = rules.iter().map(|r| r.id.clone()).collect();
            let mut findings: Vec<_> =
                outcomes.iter().enumerate().map(|(i, (o, _))| finding(&format!("r{i:02}"), *o)).collect();
            let len = findings.len();
            if len > 1 {
                findings.rotate_left((seed % len as u64) as usize);
                findings.reverse();
            }
            prop_assert_eq!(score(&PortalId::new("x"), &rules, &profile(ids), &findings, DAY), s);
        }
    }
}
