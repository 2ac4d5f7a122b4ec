//! What the crawl hands over for keeping, and what it gets back when a run is resumed. The snapshot stage implements
//! [`Archive`]; the crawl knows nothing of files.

use serde::{Deserialize, Serialize};
use url::Url;

use super::Worth;
use crate::{
    fetch::{Failure, Want},
    registry::PortalId,
    snapshot::{Capture, Visit},
};

/// The archive could not keep or find something: a full disk, a damaged run. The crawl stops.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ArchiveError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl ArchiveError {
    /// Wraps the archive's own error.
    pub fn new(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(error.into())
    }

    /// The archive's own error.
    pub fn into_inner(self) -> Box<dyn std::error::Error + Send + Sync> {
        self.0
    }
}

/// An in-scope address that no earlier visit of the portal had shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovered {
    /// Where it leads, canonical.
    pub url: Url,
    /// Best words for it; empty if none.
    pub label: String,
    /// Clicks from the start page.
    pub depth: u8,
    /// What the focus thought of it on the day.
    pub worth: Worth,
}

/// Why the crawl of a portal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum StopReason {
    /// The focus wants nothing more.
    EverythingDecided,
    /// Nothing was left to visit.
    Exhausted,
    /// The page budget was spent.
    PageBudget,
    /// The time budget was spent.
    TimeBudget,
    /// Somebody asked us to stop.
    Interrupted,
    /// The host of the start page could not be reached.
    Unreachable {
        /// In which way.
        failure: Failure,
    },
    /// robots.txt forbids the start page.
    RobotsForbid,
    /// robots.txt was answered with a server error, which forbids the whole host (RFC 9309 section 2.3.1.4).
    RobotsUnavailable {
        /// HTTP status, 500 to 599, or 429.
        status: u16,
    },
}

/// What came of the start page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum HomeSeen {
    /// It was not asked for.
    #[default]
    Unasked,
    /// It was read as a page.
    Read,
    /// It was answered with a status that carries no page.
    Status {
        /// HTTP status.
        status: u16,
    },
    /// It redirects in a circle, too often, or out of the portal's domains.
    Redirects,
    /// It was answered with something that is not a page.
    NotAPage,
    /// It could not be seen.
    Failed {
        /// In which way.
        failure: Failure,
    },
}

/// How the crawl of a portal ended, and how much of it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalEnd {
    /// Why it ended.
    pub stop: StopReason,
    /// What came of the start page.
    pub home: HomeSeen,
    /// Pages read.
    pub pages: u32,
    /// Distinct in-scope addresses discovered, traps left out.
    pub discovered: u32,
    /// Of these, visited with any answer.
    pub visited: u32,
    /// Visits that ended without a usable answer.
    pub errors: u32,
    /// How many addresses the sitemaps named; `None` if no sitemap could be read.
    pub sitemap: Option<u32>,
    /// Whether nothing was left to visit.
    pub exhausted: bool,
    /// Discovered addresses robots.txt kept us from.
    pub forbidden: u32,
    /// Discovered addresses left out as endless or repeated (calendars, session ids, sort orders).
    pub traps: u32,
}

/// Keeps what was seen. Called from blocking threads; for one portal strictly in order, for several portals at once.
pub trait Archive: Send + Sync {
    /// The attempt number `again` (0 is the first) at `url`, if this run holds one from before it was resumed.
    fn earlier(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
        again: u8,
    ) -> Result<Option<(Capture, Visit)>, ArchiveError>;

    /// Keeps a visit and the addresses first seen by it, and gives it its number. The visit with `sequence` n is
    /// recorded after all visits with smaller numbers.
    fn record(
        &self,
        portal: &PortalId,
        sequence: u32,
        visit: &Visit,
        discovered: &[Discovered],
    ) -> Result<Capture, ArchiveError>;

    /// Keeps how the portal's crawl ended. When it returns, everything recorded for the portal is on disk.
    fn end(&self, portal: &PortalId, end: &PortalEnd) -> Result<(), ArchiveError>;
}
