//! Which requirements are already decided on a portal that is still being crawled.
//!
//! Only a proof decides early: what looks missing or empty may still turn up elsewhere. The final word is
//! [`crate::judge::Judge::conclude`]'s; this only saves requests.

use std::collections::BTreeSet;

use crate::{
    judge::{Judge, Observation, RequirementSet},
    registry::Portal,
};

/// What is still wanted from one portal.
#[derive(Debug)]
pub struct Progress {
    undecided: RequirementSet,
    /// (requirement, address) announced by a link.
    announced: BTreeSet<(u16, String)>,
    /// (requirement, address) proven, but announced by nothing so far.
    proven: BTreeSet<(u16, String)>,
}

impl Progress {
    /// Everything that binds `portal` and can be seen is wanted.
    pub fn new(judge: &Judge, portal: &Portal) -> Self {
        Self { undecided: judge.observable(portal), announced: BTreeSet::new(), proven: BTreeSet::new() }
    }

    /// Takes in one more page.
    pub fn saw(&mut self, observation: &Observation) {
        for (requirement, key) in observation.announced() {
            if self.proven.contains(&(requirement, key.to_owned())) {
                self.decide(requirement);
            } else if self.undecided.contains(requirement) {
                self.announced.insert((requirement, key.to_owned()));
            }
        }
        for (requirement, by_itself) in observation.proven() {
            let place = (requirement, observation.key().to_owned());
            if by_itself || self.announced.contains(&place) {
                self.decide(requirement);
            } else if self.undecided.contains(requirement) {
                self.proven.insert(place);
            }
        }
    }

    /// Requirements that are still wanted.
    pub fn undecided(&self) -> &RequirementSet {
        &self.undecided
    }

    fn decide(&mut self, requirement: u16) {
        self.undecided.remove(requirement);
        // What is decided needs no memory any more.
        self.announced.retain(|(known, _)| *known != requirement);
        self.proven.retain(|(known, _)| *known != requirement);
    }
}
