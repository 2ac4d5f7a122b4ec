//! A run as it lies on the disk, for reading: by the judge, by reports, by a resumed crawl. Needs no lock and writes
//! nothing.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use url::Url;

use super::{
    Capture, CaptureId, CaptureResult, Error, FindingRow, JudgedRow, Manifest, Original, PaceChange, PortalEnd,
    Resolution, Retried, ReviewRow, Unchanged, Visit,
    digest::Digest,
    index::{Index, Row},
    run::{INDEX, WARCS},
    unchanged::{Holder, Profile},
    warc::{Entry, Names, Revisited, WarcReader, exchange_from, file_name, written_out},
};
use crate::{
    fetch::{Exchange, Want},
    registry::{Portal, PortalId, Registry},
};

/// Some records of a run, as they lie in its archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Records {
    /// Captures whose records or whose content these are; empty for the record about the archive.
    pub captures: Vec<CaptureId>,
    /// Address asked for; empty as above.
    pub url: String,
    /// Whole gzip members.
    pub members: Vec<u8>,
}

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

    /// The capture with this id.
    pub fn capture(&self, id: &CaptureId) -> Result<Option<Capture>, Error> {
        let named =
            id.0.split_once('/').and_then(|(portal, number)| Some((PortalId::new(portal), number.parse().ok()?)));
        let Some((portal, sequence)) = named else { return Ok(None) };
        Ok(self.index.capture(&portal, sequence)?.map(|row| row.capture))
    }

    /// As [`captures`](Self::captures), each with the address that was connected to.
    pub fn captures_with_remote(&self, portal: &PortalId) -> Result<Vec<(Capture, Option<SocketAddr>)>, Error> {
        Ok(self.index.captures(portal)?.into_iter().map(|row| (row.capture, row.remote)).collect())
    }

    /// The exact bytes of an answered capture, checked against the digest in the index.
    pub fn exchange(&self, capture: &Capture) -> Result<Exchange, Error> {
        let row = self.index.capture(&capture.portal, capture.sequence)?;
        let row = row.ok_or_else(|| Error::NotAnswered { capture: capture.id.clone() })?;
        Ok(self.exchange_of(&row)?.0)
    }

    /// The records of captures of a portal as they lie in the archive, those that hold the content of another one
    /// included: each as whole gzip members, once, in the order of the archive, behind the record about the archive itself.
    pub fn records(&self, portal: &PortalId, captures: &BTreeSet<CaptureId>) -> Result<Vec<Records>, Error> {
        let mut ranges: BTreeMap<(u32, u64), (u64, Vec<CaptureId>, String)> = BTreeMap::new();
        let about = self.record_at(0, 0)?;
        ranges.insert((0, 0), (about.end, Vec::new(), String::new()));
        for row in self.index.captures(portal)?.into_iter().filter(|row| captures.contains(&row.capture.id)) {
            let (id, url, place) = (row.capture.id, row.capture.url, row.place);
            if let Some(held) = row.revisit.filter(|held| (held.file, held.offset) != (place.file, place.offset)) {
                let end = self.record_at(held.file, held.offset)?.end;
                let known = ranges.entry((held.file, held.offset)).or_insert((end, Vec::new(), url.to_string()));
                known.1.push(id.clone());
            }
            let known = ranges.entry((place.file, place.offset)).or_insert((place.end, Vec::new(), url.to_string()));
            // The content of another capture begins where this one's records do.
            known.0 = known.0.max(place.end);
            known.1.push(id);
        }
        let read = |((file, offset), (end, captures, url)): ((u32, u64), (u64, Vec<CaptureId>, String))| {
            let members = self.with_file(file, |reader| reader.members(offset, end))?;
            Ok(Records { captures, url, members })
        };
        ranges.into_iter().map(read).collect()
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
        let Capture { url, want, at, attempts, patience, took_ms, received, result, .. } = row.capture.clone();
        let (result, answer) = match result {
            CaptureResult::Answered { .. } => {
                let (exchange, answer) = self.exchange_of(row)?;
                (Ok(exchange), answer)
            }
            CaptureResult::Failed(failure) => (Err(failure), None),
        };
        let unchanged = received.zip(answer).map(|(received, answer)| Unchanged { received, answer, original: None });
        Ok(Visit { url, want, at, attempts, patience, took_ms, unchanged, result })
    }

    /// The exchange of a capture, and the head of the answer where that only confirmed content.
    fn exchange_of(&self, row: &Row) -> Result<(Exchange, Option<Vec<u8>>), Error> {
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

    fn read_exchange(&self, row: &Row) -> Result<(Exchange, Option<Vec<u8>>), Error> {
        let CaptureResult::Answered { digest, flaw, vouched, .. } = &row.capture.result else {
            return Err(Error::NotAnswered { capture: row.capture.id.clone() });
        };
        let path = self.folder.join(WARCS).join(file_name(row.place.file));
        let damaged = |problem| Error::WarcDamaged { path: path.clone(), offset: row.place.offset, problem };
        let took = Duration::from_millis(row.capture.took_ms.into());
        let first = self.record_at(row.place.file, row.place.offset)?;
        let (exchange, answer) = match row.revisit {
            None => {
                let request = self.record_at(row.place.file, first.end)?;
                (exchange_from(&first.record, &request.record, took, row.remote).map_err(damaged)?, None)
            }
            Some(revisit) => {
                // What was copied for this capture stands before it.
                let (holder, revisits) = if (revisit.file, revisit.offset) == (row.place.file, row.place.offset) {
                    let next = self.record_at(row.place.file, first.end)?;
                    (first, next)
                } else {
                    (self.record_at(revisit.file, revisit.offset)?, first)
                };
                let request = self.record_at(row.place.file, revisits.end)?;
                let metadata = self.record_at(row.place.file, request.end)?;
                let records = Revisited {
                    holder: &holder.record,
                    revisit: &revisits.record,
                    request: &request.record,
                    metadata: &metadata.record,
                };
                records.exchange(revisit.profile, took, row.remote).map_err(damaged)?
            }
        };
        let exchange = Exchange { flaw: flaw.clone(), vouched: vouched.clone(), ..exchange };
        if Digest::of(&[&exchange.body]).hex() != *digest {
            return Err(damaged("the body does not have the digest noted in the index".to_owned()));
        }
        Ok((exchange, answer))
    }

    fn with_file<T>(&self, file: u32, read: impl FnOnce(&mut WarcReader) -> Result<T, Error>) -> Result<T, Error> {
        let mut open = self.open.borrow_mut();
        let reader = match &mut *open {
            Some((number, reader)) if *number == file => reader,
            other => {
                let path = self.folder.join(WARCS).join(file_name(file));
                &mut other.insert((file, WarcReader::open(&path)?)).1
            }
        };
        read(reader)
    }

    fn record_at(&self, file: u32, offset: u64) -> Result<Entry, Error> {
        self.with_file(file, |reader| reader.record_at(offset))
    }

    /// The whole content last received of an address, and the record that holds it.
    pub(super) fn original(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
    ) -> Result<Option<(Exchange, Original)>, Error> {
        let Some(row) = self.index.whole(portal, url, want)? else { return Ok(None) };
        let (content, _) = self.exchange_of(&row)?;
        let (file, offset) = match row.revisit {
            None => (row.place.file, row.place.offset),
            Some(revisit) if revisit.profile == Profile::ServerNotModified => (revisit.file, revisit.offset),
            // The head that goes with it is not that of the record it refers to.
            Some(_) => {
                let names = Names { run: &self.manifest.id };
                let original = Original {
                    id: names.response(&row.capture.id),
                    url: url.to_string(),
                    date: content.started,
                    member: written_out(&names, &row.capture.id, url, &content),
                };
                return Ok(Some((content, original)));
            }
        };
        let original = self.with_file(file, |reader| {
            let entry = reader.record_at(offset)?;
            Ok(Original::new(&entry.record, reader.members(offset, entry.end)?))
        })?;
        Ok(original.map(|original| (content, original)))
    }

    /// The record that an earlier session copied when a server confirmed the content of `url` with the digest `payload`.
    pub(super) fn copy_of(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
        payload: Digest,
    ) -> Result<Option<Holder>, Error> {
        let Some(row) = self.index.whole(portal, url, want)? else { return Ok(None) };
        let same = matches!(&row.capture.result, CaptureResult::Answered { digest, .. } if *digest == payload.hex());
        let Some(revisit) = row.revisit.filter(|revisit| same && revisit.profile == Profile::ServerNotModified) else {
            return Ok(None);
        };
        let record = self.record_at(revisit.file, revisit.offset)?.record;
        let holder = Original::new(&record, Vec::new()).map(|original| Holder {
            id: original.id,
            url: original.url,
            date: original.date,
            file: revisit.file,
            offset: revisit.offset,
        });
        Ok(holder)
    }
}
