//! What still keeps a report a draft, in the order in which a reviewer's time changes most.

use std::cmp::Reverse;

use super::{PortalResult, Report};
use crate::{
    judge::{Finding, Outcome},
    review::{Key, weighed},
    score::{FullInformation, score},
};

/// A finding that waits for a reviewer, and what it would change if it turned out to be wrong.
#[derive(Clone, Debug)]
pub struct Waiting<'r> {
    /// On which portal.
    pub result: &'r PortalResult,
    /// What the program said.
    pub finding: &'r Finding,
    /// Whether the portal gives full information as it stands.
    pub now: FullInformation,
    /// And if a reviewer found the section.
    pub then: FullInformation,
    /// Other duties that would still be missing for full information.
    pub others: u32,
    /// Hundredths of a point that the portal's score would gain.
    pub points: u32,
}

impl Report {
    /// The findings that keep the report a draft: first those that alone decide on full information, then those after
    /// which least would be missing, then by points.
    pub fn queue(&self) -> Vec<Waiting<'_>> {
        let mut queue: Vec<Waiting<'_>> = self.unreviewed.iter().filter_map(|key| self.waiting(key)).collect();
        // Stable: equals stay in the order of portals and articles.
        queue.sort_by_key(|one| (one.now == one.then, one.others, Reverse(one.points)));
        queue
    }

    fn waiting(&self, (portal, requirement): &Key) -> Option<Waiting<'_>> {
        let result = self.portals.iter().find(|result| result.portal.id == *portal)?;
        let finding = result.findings.iter().find(|finding| finding.requirement == *requirement)?;
        let mut found = weighed(&result.findings, &result.rulings);
        found.iter_mut().filter(|other| other.requirement == *requirement).for_each(|f| f.outcome = Outcome::Passed);
        let then = score(portal, &self.requirements, &self.profile, &found, self.day);
        Some(Waiting {
            result,
            finding,
            now: result.score.full_information,
            then: then.full_information,
            others: then.missing_for_full.len() as u32,
            points: then.middle.saturating_sub(result.score.middle),
        })
    }
}
