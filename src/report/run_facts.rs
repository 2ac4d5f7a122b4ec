//! What a report is told of the run it was made from.

use std::collections::BTreeSet;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rules::RequirementId;

/// Where the pages of a run come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Asked for over the network by this program.
    Crawled,
    /// Files that somebody saved.
    Saved,
    /// The simulator: invented agencies, nothing said about a real one.
    Simulated,
}

/// What the run's manifest says, as far as a report repeats it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFacts {
    /// Name of the run folder.
    pub id: String,
    /// Program and version that judged: `d42 0.1.0`.
    pub program: String,
    /// Where the pages come from.
    pub origin: Origin,
    /// `2024`, `2026`, or the registry file's name.
    pub cohort: String,
    /// SHA-256 of the registry file.
    pub registry_digest: String,
    /// SHA-256 of the rule pack.
    pub rules_digest: String,
    /// First request, or when judging saved pages began.
    pub started: Timestamp,
    /// Last request; `None` while a run is unfinished.
    pub finished: Option<Timestamp>,
    /// Portals whose visit has not ended.
    pub unfinished: u32,
    /// The run whose content was asked for again only where it had changed.
    pub since: Option<Earlier>,
    /// Of a simulated web the requirements that it plants. What it has nothing of is missing everywhere, which says
    /// nothing about its agencies.
    pub planted: Option<BTreeSet<RequirementId>>,
}

/// An earlier run that another builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Its name, as in its own report.
    pub id: String,
    /// Its first request.
    pub started: Timestamp,
}
