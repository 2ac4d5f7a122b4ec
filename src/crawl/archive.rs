//! What the crawl hands over for keeping, and what it gets back when a run is resumed. A run's [`Recorder`] is an
//! [`Archive`]; the crawl knows nothing of files.

use std::time::Duration;

use url::Url;

use super::Worth;
use crate::{
    fetch::{Validators, Want},
    registry::PortalId,
    snapshot::{
        self, Before, Capture, Found, HostsBefore, PaceChange, PortalEnd, Recorder, Resolution, Retried, Visit,
    },
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
    /// Clicks from the start page; another host of the portal counts as three more.
    pub depth: u8,
    /// What the focus thought of it on the day.
    pub worth: Worth,
}

/// Keeps what was seen. Called from blocking threads; for one portal strictly in order, for several portals at once.
pub trait Archive: Send + Sync {
    /// What earlier sessions of this run left of `portal`.
    fn before(&self, portal: &PortalId) -> Before;

    /// The attempt number `again` (0 is the first) at `url`, if this run holds one from before it was resumed.
    fn earlier(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
        again: u8,
    ) -> Result<Option<(Capture, Visit)>, ArchiveError>;

    /// By what the server of `url` can tell whether its content has changed since an earlier run.
    fn known(&self, _portal: &PortalId, _url: &Url, _want: Want) -> Result<Option<Validators>, ArchiveError> {
        Ok(None)
    }

    /// What `visit` shows, which was answered with 304 to what [`known`](Self::known) gave.
    fn confirmed(&self, _portal: &PortalId, visit: &Visit) -> Result<Visit, ArchiveError> {
        Ok(visit.clone())
    }

    /// Keeps a visit and the addresses first seen by it, and gives it its number. The visit with `sequence` n is
    /// recorded after all visits with smaller numbers.
    fn record(
        &self,
        portal: &PortalId,
        sequence: u32,
        visit: &Visit,
        discovered: &[Discovered],
    ) -> Result<Capture, ArchiveError>;

    /// Keeps how long the crawl of `portal` took so far, all sessions together, no later than the visit recorded next.
    fn spend(&self, portal: &PortalId, spent: Duration) -> Result<(), ArchiveError>;

    /// Keeps a change of a host's pace.
    fn paced(&self, _change: &PaceChange) -> Result<(), ArchiveError> {
        Ok(())
    }

    /// Keeps an attempt that is followed by another.
    fn retried(&self, _retried: &Retried) -> Result<(), ArchiveError> {
        Ok(())
    }

    /// Keeps where a host is.
    fn resolved(&self, _found: &Resolution) -> Result<(), ArchiveError> {
        Ok(())
    }

    /// What earlier sessions of this run did to each host.
    fn hosts(&self) -> HostsBefore {
        HostsBefore::default()
    }

    /// Keeps how the portal's crawl ended. When it returns, everything recorded for the portal survives the end of this
    /// process.
    fn end(&self, portal: &PortalId, end: &PortalEnd) -> Result<(), ArchiveError>;
}

impl From<snapshot::Error> for ArchiveError {
    fn from(error: snapshot::Error) -> Self {
        Self::new(error)
    }
}

impl Archive for Recorder {
    fn before(&self, portal: &PortalId) -> Before {
        Self::before(self, portal)
    }

    fn spend(&self, portal: &PortalId, spent: Duration) -> Result<(), ArchiveError> {
        Ok(Self::spend(self, portal, spent)?)
    }

    fn paced(&self, change: &PaceChange) -> Result<(), ArchiveError> {
        Ok(Self::paced(self, change)?)
    }

    fn retried(&self, retried: &Retried) -> Result<(), ArchiveError> {
        Ok(Self::retried(self, retried)?)
    }

    fn resolved(&self, found: &Resolution) -> Result<(), ArchiveError> {
        Ok(Self::resolved(self, found)?)
    }

    fn hosts(&self) -> HostsBefore {
        Self::hosts(self).clone()
    }

    fn earlier(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
        again: u8,
    ) -> Result<Option<(Capture, Visit)>, ArchiveError> {
        Ok(Self::earlier(self, portal, url, want, again)?)
    }

    fn known(&self, portal: &PortalId, url: &Url, want: Want) -> Result<Option<Validators>, ArchiveError> {
        Ok(Self::known(self, portal, url, want)?)
    }

    fn confirmed(&self, portal: &PortalId, visit: &Visit) -> Result<Visit, ArchiveError> {
        Ok(Self::confirmed(self, portal, visit)?)
    }

    fn record(
        &self,
        portal: &PortalId,
        sequence: u32,
        visit: &Visit,
        discovered: &[Discovered],
    ) -> Result<Capture, ArchiveError> {
        let found = discovered.iter().map(|seen| Found {
            url: seen.url.clone(),
            label: seen.label.clone(),
            depth: seen.depth,
            worth: seen.worth.word(),
        });
        Ok(Self::record(self, portal, sequence, visit, found.collect())?)
    }

    fn end(&self, portal: &PortalId, end: &PortalEnd) -> Result<(), ArchiveError> {
        Ok(Self::end(self, portal, end)?)
    }
}
