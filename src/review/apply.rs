//! Puts decisions and waivers on the findings they are about.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Decision, Key, Waiver, Waivers};
use crate::{
    diagnostic::Diagnostics,
    judge::{Finding, Outcome, Reason},
    rules::RequirementId,
    text::both,
};

/// What people said about one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// What the program said.
    pub judged: Outcome,
    /// The reviewer's decision; the finding's outcome is what was decided.
    pub review: Option<Decision>,
    /// Why the finding costs nothing although it stands.
    pub waiver: Option<Waiver>,
}

/// Whether a waiver does anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaiverState {
    /// It keeps a finding from costing anything.
    Used,
    /// The finding does not need it: it is not among those of the report, passed, or does not apply.
    Unused(Option<Outcome>),
    /// Its last day was before the day of the report.
    Expired,
}

/// A waiver and what it does in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverUse {
    /// The waiver.
    pub waiver: Waiver,
    /// What it does.
    pub state: WaiverState,
}

/// Everything people said about the findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Rulings {
    /// The decision that counts, by finding.
    decisions: BTreeMap<Key, Decision>,
    waivers: Waivers,
}

impl Rulings {
    /// Of several decisions about a finding the latest counts.
    pub fn new(decisions: impl IntoIterator<Item = Decision>, waivers: Waivers) -> Self {
        let mut latest: BTreeMap<Key, Decision> = BTreeMap::new();
        for decision in decisions {
            let key = (decision.portal.clone(), decision.requirement.clone());
            match latest.get(&key) {
                Some(known) if known.date > decision.date => {}
                _ => {
                    latest.insert(key, decision);
                }
            }
        }
        Self { decisions: latest, waivers }
    }

    /// The waivers, for those who report what is wrong with them.
    pub fn waivers(&self) -> &Waivers {
        &self.waivers
    }

    /// Gives the findings of one portal the outcomes that reviewers decided on, and says which were touched. A waived
    /// finding keeps its outcome; see [`weighed`]. `day` is the day of the report.
    pub fn apply(&self, findings: &mut [Finding], day: Date) -> BTreeMap<RequirementId, Ruling> {
        let mut rulings = BTreeMap::new();
        for finding in findings {
            let judged = finding.outcome;
            let key = (finding.portal.clone(), finding.requirement.clone());
            let review = self.decisions.get(&key).cloned();
            if let Some(review) = &review {
                finding.outcome = review.outcome;
            }
            let waiver = self
                .waivers
                .iter()
                .filter(|waiver| waiver.expires >= day && can_be_waived(finding))
                .find(|waiver| (&waiver.portal, &waiver.requirement) == (&finding.portal, &finding.requirement))
                .cloned();
            if review.is_some() || waiver.is_some() {
                rulings.insert(finding.requirement.clone(), Ruling { judged, review, waiver });
            }
        }
        rulings
    }

    /// What each waiver of a portal among `findings` does, after [`apply`](Self::apply), in the order of the file.
    pub fn uses<'f>(&self, findings: impl IntoIterator<Item = &'f Finding>, day: Date) -> Vec<WaiverUse> {
        let mut portals = std::collections::BTreeSet::new();
        let mut by_key: BTreeMap<(&str, &str), &Finding> = BTreeMap::new();
        for finding in findings {
            portals.insert(finding.portal.as_str());
            by_key.insert((finding.portal.as_str(), finding.requirement.as_str()), finding);
        }
        let waivers = self.waivers.iter().filter(|waiver| portals.contains(waiver.portal.as_str()));
        waivers
            .map(|waiver| {
                let finding = by_key.get(&(waiver.portal.as_str(), waiver.requirement.as_str()));
                let state = match finding {
                    _ if waiver.expires < day => WaiverState::Expired,
                    Some(finding) if can_be_waived(finding) => WaiverState::Used,
                    other => WaiverState::Unused(other.map(|finding| finding.outcome)),
                };
                WaiverUse { waiver: waiver.clone(), state }
            })
            .collect()
    }
}

impl Rulings {
    /// Warnings about waivers that do nothing, at their place in the file.
    pub fn problems(&self, uses: &[WaiverUse], day: Date) -> Diagnostics {
        let mut out = Diagnostics::new();
        for WaiverUse { waiver, state } in uses {
            match state {
                WaiverState::Used => {}
                WaiverState::Expired => self.waivers.expired(waiver, day, &mut out),
                WaiverState::Unused(None) => {
                    let why = ("không có kết luận như vậy", "there is no such finding");
                    self.waivers.unused(waiver, why.into(), &mut out);
                }
                WaiverState::Unused(Some(outcome)) => {
                    let why = both!("kết luận là `{}`", "the finding is `{}`", outcome.word());
                    self.waivers.unused(waiver, why, &mut out);
                }
            }
        }
        out
    }
}

/// Whether the finding costs, or may cost, anything: what passed, does not apply or cannot be seen by anybody does not.
fn can_be_waived(finding: &Finding) -> bool {
    let open = matches!(finding.outcome, Outcome::Failed | Outcome::Partial | Outcome::CantTell | Outcome::Untested);
    open && finding.reason != Reason::NotObservable
}

/// The findings as they are weighed: what is waived counts as not applicable.
pub fn weighed(findings: &[Finding], rulings: &BTreeMap<RequirementId, Ruling>) -> Vec<Finding> {
    let mut weighed = findings.to_vec();
    for finding in &mut weighed {
        if rulings.get(&finding.requirement).is_some_and(|ruling| ruling.waiver.is_some()) {
            finding.outcome = Outcome::Inapplicable;
        }
    }
    weighed
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{diagnostic::Diagnostics, registry::PortalId, score::fixture::finding};

    const DAY: Date = date(2026, 11, 23);

    fn waivers(expires: &str) -> Waivers {
        let entry =
            |id: &str| format!("[[waiver]]\nportal='x'\nrequirement='{id}'\nreason='r'\nwho='w'\nexpires={expires}\n");
        let mut out = Diagnostics::new();
        let text = ["a", "b", "gone"].map(entry).concat();
        let waivers = Waivers::read("w", text.as_bytes(), &["a", "b", "gone"], &mut out);
        assert!(out.is_empty());
        waivers
    }

    fn decision(requirement: &str, outcome: Outcome, day: i8) -> Decision {
        Decision {
            portal: PortalId::new("x"),
            requirement: RequirementId::new(requirement),
            date: date(2026, 11, day),
            outcome,
            reason: "đã xem".to_owned(),
            name: "An".to_owned(),
        }
    }

    #[test]
    fn the_latest_decision_takes_the_place_of_the_programs_word_and_both_are_kept() {
        let decisions = [
            decision("a", Outcome::Failed, 20),
            decision("a", Outcome::Passed, 21),
            decision("a", Outcome::Partial, 19),
        ];
        let rulings = Rulings::new(decisions, Waivers::default());
        let mut findings = [finding("a", Outcome::CantTell), finding("b", Outcome::Failed)];
        let ruled = rulings.apply(&mut findings, DAY);
        assert_eq!(findings.each_ref().map(|f| f.outcome), [Outcome::Passed, Outcome::Failed]);
        let one = &ruled[&RequirementId::new("a")];
        assert_eq!((one.judged, one.review.as_ref().unwrap().date), (Outcome::CantTell, date(2026, 11, 21)));
        assert_eq!(ruled.len(), 1);
    }

    #[test]
    fn a_waived_finding_stands_and_costs_nothing_until_its_last_day() {
        let mut findings = [finding("a", Outcome::Failed), finding("b", Outcome::Passed)];
        let rulings = Rulings::new([], waivers("2026-11-23"));
        let ruled = rulings.apply(&mut findings, DAY);
        assert_eq!(findings[0].outcome, Outcome::Failed);
        assert_eq!(weighed(&findings, &ruled)[0].outcome, Outcome::Inapplicable);
        let states: Vec<_> = rulings.uses(&findings, DAY).into_iter().map(|one| one.state).collect();
        assert_eq!(states, [WaiverState::Used, WaiverState::Unused(Some(Outcome::Passed)), WaiverState::Unused(None)]);
        let after = Rulings::new([], waivers("2026-11-22"));
        assert!(after.apply(&mut findings, DAY).is_empty());
        assert!(after.uses(&findings, DAY).iter().all(|one| one.state == WaiverState::Expired));
    }

    #[test]
    fn waivers_of_portals_that_are_not_in_the_report_are_left_alone() {
        let rulings = Rulings::new([], waivers("2026-11-23"));
        assert!(rulings.uses(&[], DAY).is_empty());
    }

    #[test]
    fn a_reviewer_who_finds_the_section_makes_a_waiver_useless() {
        let rulings = Rulings::new([decision("a", Outcome::Passed, 20)], waivers("2026-12-31"));
        let mut findings = [finding("a", Outcome::Failed)];
        let ruled = rulings.apply(&mut findings, DAY);
        assert!(ruled[&RequirementId::new("a")].waiver.is_none());
        assert_eq!(rulings.uses(&findings, DAY)[0].state, WaiverState::Unused(Some(Outcome::Passed)));
    }
}
