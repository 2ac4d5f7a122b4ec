//! A run as it lies on the disk, for reading: by the judge, by reports, by a resumed crawl. Needs no lock and writes
//! nothing.

use std::{
    cell::RefCell,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use url::Url;

use super::{
    Capture, CaptureResult, Error, FindingRow, JudgedRow, Manifest, PaceChange, PortalEnd, Resolution, Retried,
    ReviewRow, Visit,
    digest::Digest,
    index::{Index, Row},
    run::{INDEX, WARCS},
    warc::{WarcReader, exchange_from, file_name},
};
use crate::{
    fetch::{Exchange, Want},
    registry::{Portal, PortalId, Registry},
};

/// A run folder open for reading. For several threads, open it several times.
#[derive(Debug)]
pub struct SavedRun {
    folder: PathBuf,
    manifest: Manifest,
    index: Index,
    open: RefCell<Option<(u32, WarcReader)>>,
}

impl SavedRun {
    /// Opens the run in `folder`, also while another process writes to it.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let manifest = Manifest::read(folder)?;
        let index = Index::open_read_only(&folder.join(INDEX))?;
        Ok(Self { folder: folder.to_owned(), manifest, index, open: RefCell::default() })
    }

    /// As [`open`](Self::open), but what another process adds from here on is not seen: all answers belong together.
    pub fn open_still(folder: &Path) -> Result<Self, Error> {
        let run = Self::open(folder)?;
        run.index.hold_still()?;
        Ok(run)
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it is.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The registry the run was begun with.
    pub fn registry(&self) -> Result<Registry, Error> {
        Ok(Registry {
            cohort: self.manifest.cohort.clone(),
            portals: self.portals()?,
            digest: self.manifest.registry_digest.clone(),
        })
    }

    /// Its portals, in registry order.
    pub fn portals(&self) -> Result<Vec<Portal>, Error> {
        self.index.portals()
    }

    /// How the crawl of a portal ended; `None` if it has not.
    pub fn end(&self, portal: &PortalId) -> Result<Option<PortalEnd>, Error> {
        self.index.end(portal)
    }

    /// The captures of a portal, in the order asked.
    pub fn captures(&self, portal: &PortalId) -> Result<Vec<Capture>, Error> {
        Ok(self.index.captures(portal)?.into_iter().map(|row| row.capture).collect())
    }

    /// As [`captures`](Self::captures), each with the address that was connected to.
    pub fn captures_with_remote(&self, portal: &PortalId) -> Result<Vec<(Capture, Option<SocketAddr>)>, Error> {
        Ok(self.index.captures(portal)?.into_iter().map(|row| (row.capture, row.remote)).collect())
    }

    /// The exact bytes of an answered capture, checked against the digest in the index.
    pub fn exchange(&self, capture: &Capture) -> Result<Exchange, Error> {
        let row = self.index.capture(&capture.portal, capture.sequence)?;
        let row = row.ok_or_else(|| Error::NotAnswered { capture: capture.id.clone() })?;
        self.exchange_of(&row)
    }

    /// The visit behind a capture, as the crawl had handed it in.
    pub fn visit(&self, capture: &Capture) -> Result<Visit, Error> {
        let row = self.index.capture(&capture.portal, capture.sequence)?;
        let row = row.ok_or_else(|| Error::NotAnswered { capture: capture.id.clone() })?;
        self.visit_of(&row)
    }

    /// The attempt number `again` (from 0) at an address.
    pub fn attempt(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
        again: u8,
    ) -> Result<Option<(Capture, Visit)>, Error> {
        let Some(row) = self.index.attempt(portal, url, want, again)? else {
            return Ok(None);
        };
        let visit = self.visit_of(&row)?;
        Ok(Some((row.capture, visit)))
    }

    /// The findings of the last judgement: portals in registry order, requirements by id.
    pub fn findings(&self) -> Result<Vec<FindingRow>, Error> {
        self.index.findings()
    }

    /// Of which judgement the findings are; a portal of which this is not known is left out.
    pub fn judged(&self) -> Result<Vec<JudgedRow>, Error> {
        self.index.judged()
    }

    /// Every decision of a reviewer, oldest first for each finding.
    pub fn reviews(&self) -> Result<Vec<ReviewRow>, Error> {
        self.index.reviews()
    }

    /// Every change of a host's pace, in the order of time.
    pub fn paces(&self) -> Result<Vec<PaceChange>, Error> {
        self.index.paces()
    }

    /// Every attempt that was followed by another, in the order of time.
    pub fn retried(&self) -> Result<Vec<Retried>, Error> {
        self.index.retried()
    }

    /// Every answer of the name service about a host, in the order of time.
    pub fn resolutions(&self) -> Result<Vec<Resolution>, Error> {
        self.index.resolutions()
    }

    /// The WARC files, in the order written.
    pub fn warc_files(&self) -> Result<Vec<PathBuf>, Error> {
        let warcs = self.folder.join(WARCS);
        Ok(self.index.file_names()?.into_iter().map(|name| warcs.join(name)).collect())
    }

    fn visit_of(&self, row: &Row) -> Result<Visit, Error> {
        let Capture { url, want, at, attempts, patience, took_ms, result, .. } = row.capture.clone();
        let result = match result {
            CaptureResult::Answered { .. } => Ok(self.exchange_of(row)?),
            CaptureResult::Failed(failure) => Err(failure),
        };
        Ok(Visit { url, want, at, attempts, patience, took_ms, result })
    }

    fn exchange_of(&self, row: &Row) -> Result<Exchange, Error> {
        self.read_exchange(row).map_err(|error| match error {
            Error::WarcTruncated { path, offset, length } => {
                // Only what had not been synced can be cut off and asked for again.
                let last = self.index.last_file().ok().flatten();
                let synced = last.filter(|(place, _)| place.file == row.place.file).map(|(_, durable)| durable);
                match synced {
                    Some(durable) if durable <= length && offset < length => {
                        Error::WarcTruncated { path, offset, length }
                    }
                    synced => Error::WarcShort { path, length, expected: synced.unwrap_or(offset).max(length + 1) },
                }
            }
            other => other,
        })
    }

    fn read_exchange(&self, row: &Row) -> Result<Exchange, Error> {
        let CaptureResult::Answered { digest, flaw, .. } = &row.capture.result else {
            return Err(Error::NotAnswered { capture: row.capture.id.clone() });
        };
        let mut open = self.open.borrow_mut();
        let reader = match &mut *open {
            Some((file, reader)) if *file == row.place.file => reader,
            other => {
                let path = self.folder.join(WARCS).join(file_name(row.place.file));
                &mut other.insert((row.place.file, WarcReader::open(&path)?)).1
            }
        };
        let response = reader.record_at(row.place.offset)?;
        let request = reader.record_at(response.end)?;
        let damaged =
            |problem| Error::WarcDamaged { path: reader.path().to_owned(), offset: row.place.offset, problem };
        let took = Duration::from_millis(row.capture.took_ms.into());
        let exchange = exchange_from(&response.record, &request.record, took, row.remote).map_err(damaged)?;
        let exchange = Exchange { flaw: flaw.clone(), ..exchange };
        if Digest::of(&[&exchange.body]).hex() != *digest {
            return Err(damaged("the body does not have the digest noted in the index".to_owned()));
        }
        Ok(exchange)
    }
}
