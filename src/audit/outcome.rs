//! What came of each portal, gathered while portals end in any order.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use crate::{
    judge::{Census, Circumstances, Coverage, Finding, Practice},
    registry::PortalId,
};

/// Findings on one portal with what was seen of it.
#[derive(Clone, Debug)]
pub struct PortalOutcome {
    /// One per requirement of the profile, sorted.
    pub findings: Vec<Finding>,
    /// How much was seen.
    pub coverage: Coverage,
    /// Component sites; `None` where the input cannot show them (saved pages).
    pub census: Option<Census>,
    /// What the survey asks beside findings; `None` as above.
    pub practice: Option<Practice>,
    /// Under what circumstances it was seen.
    pub circumstances: Circumstances,
}

/// Outcomes of all portals so far, by id.
#[derive(Debug, Default)]
pub struct Verdicts(Mutex<BTreeMap<PortalId, PortalOutcome>>);

impl Verdicts {
    /// Adds a portal that has ended.
    pub fn add(&self, portal: PortalId, outcome: PortalOutcome) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(portal, outcome);
    }

    /// All outcomes, leaving none behind.
    pub fn take(&self) -> BTreeMap<PortalId, PortalOutcome> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
