//! The way into a run: packs a visit in the caller's thread, settles where it will lie, and leaves the writing to the
//! writer. Also answers what an earlier session of the run has seen already.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use url::Url;

use super::{
    Capture, CaptureId, CaptureResult, Error, FindingRow, HostsBefore, JudgedRow, Manifest, Original, PaceChange,
    PortalEnd, Resolution, Retried, ReviewRow, SavedRun, StopReason, Visit,
    digest::Digest,
    index::Row,
    originals::Originals,
    queue::{Job, Packed, Queue, Ticket},
    unchanged::{Holder, Profile, Revisit, confirmed},
    warc::{Names, Packer, Place, WarcWriter, append_visit, file_name},
};
use crate::{
    clock,
    fetch::{Exchange, Validators, Want},
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
    originals: Originals,
    /// The run that this one follows.
    since: OnceLock<Mutex<SavedRun>>,
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
            originals: Originals::new(manifest.format),
            since: OnceLock::new(),
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
        let names = Names { run: &self.0.run };
        let payload = visit.result.as_ref().ok().map(|exchange| Digest::of(&[&exchange.body]));
        let kept = payload.map(|payload| self.holder(portal, visit, payload)).transpose()?.flatten();
        // Content that was confirmed, and that this run does not hold yet: it is copied before the record that refers to it.
        let original =
            visit.unchanged.as_ref().filter(|_| kept.is_none()).and_then(|unchanged| unchanged.original.as_ref());
        let copied = original.map(|original| {
            bytes.extend_from_slice(&original.member);
            Holder { id: original.id.clone(), url: original.url.clone(), date: original.date, file: 0, offset: 0 }
        });
        append_visit(&mut packer, &names, &id, visit, (payload, kept.as_ref().or(copied.as_ref())), &mut bytes);
        let mut capture = Capture::of(visit, id, portal, sequence, payload);
        let remote = visit.result.as_ref().ok().and_then(|exchange| exchange.remote);
        let (_, capture) = self.0.queue.enter(|last| {
            let (place, opening) = self.next_place(last, bytes.len() as u64, &mut packer);
            if let CaptureResult::Answered { file, offset, .. } = &mut capture.result {
                *file = file_name(place.file);
                *offset = place.offset;
            }
            let profile = match visit.unchanged {
                Some(_) => Profile::ServerNotModified,
                None => Profile::IdenticalPayloadDigest,
            };
            let revisit = match (&kept, &copied) {
                (Some(kept), _) => Some(Revisit { profile, file: kept.file, offset: kept.offset }),
                (None, Some(_)) => Some(Revisit { profile, file: place.file, offset: place.offset }),
                (None, None) => None,
            };
            let row = Row { capture: capture.clone(), place, remote, revisit };
            (Job::Visit(Box::new(Packed { opening, bytes, row, found })), place, (capture, place))
        })?;
        let (capture, place) = capture;
        if let (None, Some(payload), Ok(exchange)) = (&kept, payload, &visit.result) {
            let (file, offset) = (place.file, place.offset);
            let holder = match copied {
                Some(copied) => Holder { file, offset, ..copied },
                None => Holder {
                    id: names.response(&capture.id),
                    url: visit.url.to_string(),
                    date: exchange.started,
                    file,
                    offset,
                },
            };
            if visit.want != Want::Rendered {
                self.0.originals.remember(portal, visit, payload, &holder);
            }
        }
        self.0.packers.lock().unwrap_or_else(PoisonError::into_inner).push(packer);
        Ok(capture)
    }

    /// The record of this run that holds the content of `visit`, with the digest `payload`, already.
    fn holder(&self, portal: &PortalId, visit: &Visit, payload: Digest) -> Result<Option<Holder>, Error> {
        // What a browser made is no answer that another record could refer to.
        if visit.want == Want::Rendered {
            return Ok(None);
        }
        match self.0.originals.holder(portal, visit, payload) {
            // An earlier session may have copied it.
            None if visit.unchanged.is_some() && self.before(portal).captures > 0 => {
                self.with_saved(|saved| saved.copy_of(portal, &visit.url, visit.want, payload))
            }
            known => Ok(known),
        }
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
        self.with_saved(|saved| saved.attempt(portal, url, want, again))
    }

    fn with_saved<T>(&self, look: impl FnOnce(&SavedRun) -> Result<T, Error>) -> Result<T, Error> {
        let mut saved = self.0.saved.lock().unwrap_or_else(PoisonError::into_inner);
        let saved = match &mut *saved {
            Some(saved) => saved,
            none => none.insert(SavedRun::open(&self.0.folder)?),
        };
        look(saved)
    }

    /// Names the run that this one follows: from here on its content is known, and can be confirmed.
    pub fn follow(&self, since: SavedRun) {
        // Whoever names a second one is too late.
        let _ = self.0.since.set(Mutex::new(since));
    }

    /// By what the server of `url` can tell whether its content has changed since the run that this one follows. Content that
    /// cannot be read any more is not known.
    pub fn known(&self, portal: &PortalId, url: &Url, want: Want) -> Result<Option<Validators>, Error> {
        match self.original(portal, url, want) {
            Ok(found) => Ok(found.and_then(|(content, _)| Validators::of(&content))),
            Err(error) if error.damaged_file().is_some() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What `visit` shows, whose answer only confirmed content of the run that this one follows.
    pub fn confirmed(&self, portal: &PortalId, visit: &Visit) -> Result<Visit, Error> {
        let found = self.original(portal, &visit.url, visit.want)?;
        match (found, &visit.result) {
            (Some((content, original)), Ok(answer)) => Ok(confirmed(visit, answer, content, original)),
            _ => Err(Error::NothingConfirmed { url: visit.url.to_string() }),
        }
    }

    fn original(&self, portal: &PortalId, url: &Url, want: Want) -> Result<Option<(Exchange, Original)>, Error> {
        match self.0.since.get() {
            Some(since) => since.lock().unwrap_or_else(PoisonError::into_inner).original(portal, url, want),
            None => Ok(None),
        }
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
        self.0.originals.forget(portal);
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
