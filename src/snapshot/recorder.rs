//! The way into a run: packs a visit in the caller's thread, settles where it will lie, and leaves the writing to the
//! writer. Also answers what an earlier session of the run has seen already.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use url::Url;

use super::{
    Capture, CaptureId, CaptureResult, Error, FindingRow, HostsBefore, JudgedRow, Manifest, PaceChange, PortalEnd,
    Resolution, Retried, ReviewRow, SavedRun, StopReason, Visit,
    index::Row,
    queue::{Job, Packed, Queue, Ticket},
    warc::{Names, Packer, Place, WarcWriter, append_visit, file_name},
};
use crate::{
    clock,
    fetch::{FetchMode, Want},
    registry::PortalId,
};

/// A file that has reached this length is left for the next one.
pub(super) const FILE_BYTES: u64 = 1_000_000_000;
/// Deflate level for text. On real pages level 1 takes 0.29 ms of CPU per 77 KB, digests and all three records
/// included, and leaves 27 %; level 2 takes 0.47 ms and leaves 23 %. The crawl is short of CPU before it is of disk.
const LEVEL: u32 = 1;

/// An in-scope address that no earlier visit of the portal had shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it leads, canonical.
    pub url: Url,
    /// Best words for it; empty if none.
    pub label: String,
    /// Clicks from the start page.
    pub depth: u8,
    /// What the crawl thought of it on the day, in a word.
    pub worth: &'static str,
}

/// What a run holds of a portal from before it was resumed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// How many captures there were; they have the numbers from 0.
    pub captures: u32,
    /// Numbers of those among them that the archive has lost.
    pub lost: BTreeSet<u32>,
    /// Time its crawl took, all earlier sessions together, up to the last answer that was kept.
    pub spent: Duration,
    /// How its crawl had ended; `None` if it had not.
    pub stop: Option<StopReason>,
}

/// Keeps visits. Cheap to clone; every method may be called from any thread and may block it for a moment.
#[derive(Clone)]
pub struct Recorder(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    run: String,
    file_bytes: u64,
    queue: Arc<Queue>,
    packers: Mutex<Vec<Packer>>,
    before: BTreeMap<PortalId, Before>,
    hosts: HostsBefore,
    saved: Mutex<Option<SavedRun>>,
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("folder", &self.0.folder).finish_non_exhaustive()
    }
}

impl Recorder {
    pub(super) fn new(
        folder: &Path,
        manifest: &Manifest,
        queue: Arc<Queue>,
        before: BTreeMap<PortalId, Before>,
        hosts: HostsBefore,
        file_bytes: u64,
    ) -> Self {
        Self(Arc::new(Inner {
            folder: folder.to_owned(),
            run: manifest.id.clone(),
            file_bytes,
            queue,
            packers: Mutex::default(),
            before,
            hosts,
            saved: Mutex::default(),
        }))
    }

    /// Hands in a visit under its number, and the addresses it showed first. It is kept before anything that is handed
    /// in later. An error here is an error of the writing that went before; nothing more is kept then.
    pub fn record(&self, portal: &PortalId, sequence: u32, visit: &Visit, found: Vec<Found>) -> Result<Capture, Error> {
        let id = CaptureId::new(portal.as_str(), sequence);
        let mut packer = self.packer();
        let mut bytes = Vec::new();
        let digest = append_visit(&mut packer, &Names { run: &self.0.run }, &id, visit, &mut bytes);
        let mut capture = Capture {
            id,
            portal: portal.clone(),
            sequence,
            url: visit.url.clone(),
            want: visit.want,
            mode: FetchMode::Http,
            at: visit.at,
            took_ms: visit.took_ms,
            attempts: visit.attempts,
            patience: visit.patience,
            result: match &visit.result {
                Ok(exchange) => CaptureResult::Answered {
                    status: exchange.status,
                    content_type: exchange.header("content-type").unwrap_or_default().to_owned(),
                    location: exchange.header("location").map(str::to_owned),
                    length: exchange.body.len() as u64,
                    digest: digest.map(|digest| digest.hex()).unwrap_or_default(),
                    truncated: exchange.truncated,
                    flaw: exchange.flaw.clone(),
                    file: String::new(),
                    offset: 0,
                },
                Err(failure) => CaptureResult::Failed(*failure),
            },
        };
        let remote = visit.result.as_ref().ok().and_then(|exchange| exchange.remote);
        let (_, capture) = self.0.queue.enter(|last| {
            let (place, opening) = self.next_place(last, bytes.len() as u64, &mut packer);
            if let CaptureResult::Answered { file, offset, .. } = &mut capture.result {
                *file = file_name(place.file);
                *offset = place.offset;
            }
            let row = Row { capture: capture.clone(), place, remote };
            (Job::Visit(Box::new(Packed { opening, bytes, row, found })), place, capture)
        })?;
        self.0.packers.lock().unwrap_or_else(PoisonError::into_inner).push(packer);
        Ok(capture)
    }

    /// Where `length` bytes go after `last`, and what must stand before them in a new file.
    fn next_place(&self, last: Place, length: u64, packer: &mut Packer) -> (Place, Option<Vec<u8>>) {
        if last.end > 0 && last.end < self.0.file_bytes {
            return (Place { file: last.file, offset: last.end, end: last.end + length }, None);
        }
        let file = if last.end == 0 { last.file } else { last.file + 1 };
        let opening = WarcWriter::info(packer, &self.0.run, file, clock::now());
        let offset = opening.len() as u64;
        (Place { file, offset, end: offset + length }, Some(opening))
    }

    fn packer(&self) -> Packer {
        let kept = self.0.packers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Packer::new(LEVEL))
    }

    /// The attempt number `again` (from 0) at `url`, if an earlier session of this run made it.
    pub fn earlier(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
        again: u8,
    ) -> Result<Option<(Capture, Visit)>, Error> {
        if self.0.before.get(portal).is_none_or(|before| before.captures == 0) {
            return Ok(None);
        }
        let mut saved = self.0.saved.lock().unwrap_or_else(PoisonError::into_inner);
        let saved = match &mut *saved {
            Some(saved) => saved,
            none => none.insert(SavedRun::open(&self.0.folder)?),
        };
        saved.attempt(portal, url, want, again)
    }

    /// What earlier sessions of this run left of `portal`.
    pub fn before(&self, portal: &PortalId) -> Before {
        self.0.before.get(portal).cloned().unwrap_or_default()
    }

    /// Hands in how long the crawl of `portal` took so far, all sessions together. It is kept no later than what is
    /// handed in after it.
    pub fn spend(&self, portal: &PortalId, spent: Duration) -> Result<(), Error> {
        self.0.queue.enter(|last| (Job::Spent(portal.clone(), spent), last, ())).map(drop)
    }

    /// Hands in a change of a host's pace.
    pub fn paced(&self, change: &PaceChange) -> Result<(), Error> {
        self.0.queue.enter(|last| (Job::Pace(change.clone()), last, ())).map(drop)
    }

    /// Hands in an attempt that was followed by another.
    pub fn retried(&self, retried: &Retried) -> Result<(), Error> {
        self.0.queue.enter(|last| (Job::Retried(retried.clone()), last, ())).map(drop)
    }

    /// Hands in where a host is.
    pub fn resolved(&self, found: &Resolution) -> Result<(), Error> {
        self.0.queue.enter(|last| (Job::Resolved(found.clone()), last, ())).map(drop)
    }

    /// What earlier sessions of this run did to each host.
    pub fn hosts(&self) -> &HostsBefore {
        &self.0.hosts
    }

    /// Keeps how a portal's crawl ended. On return this and everything handed in before is kept.
    pub fn end(&self, portal: &PortalId, end: &PortalEnd) -> Result<(), Error> {
        self.enter_and_wait(Job::End(portal.clone(), Box::new(end.clone())))
    }

    /// Puts `findings` in the place of those kept so far; `judged` says of which judgement they are, portal by portal.
    /// Returns when they are kept.
    pub fn replace_findings(&self, findings: Vec<FindingRow>, judged: Vec<JudgedRow>) -> Result<(), Error> {
        self.enter_and_wait(Job::Findings(findings, judged))
    }

    /// Adds decisions of people, all or none. Returns when they are kept.
    pub fn add_reviews(&self, reviews: Vec<ReviewRow>) -> Result<(), Error> {
        self.enter_and_wait(Job::Reviews(reviews))
    }

    /// Waits until everything handed in so far is kept.
    pub fn flush(&self) -> Result<(), Error> {
        self.enter_and_wait(Job::Barrier)
    }

    fn enter_and_wait(&self, job: Job) -> Result<(), Error> {
        let (ticket, ()): (Ticket, ()) = self.0.queue.enter(|last| (job, last, ()))?;
        self.0.queue.kept(ticket)
    }

    pub(super) fn close(&self) {
        self.0.queue.close();
    }

    pub(super) fn failure(&self) -> Option<Error> {
        self.0.queue.failure()
    }
}
