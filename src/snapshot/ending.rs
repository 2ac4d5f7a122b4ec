//! How the crawl of a portal ended, as it is kept.

use serde::{Deserialize, Serialize};

use crate::fetch::Failure;

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
    /// Visit after visit failed or was refused, so the portal was left alone.
    GaveUp,
    /// A host wants to be left alone (`Retry-After`, Crawl-delay) for longer than there was time.
    AskedToLeave,
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
