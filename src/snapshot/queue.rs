//! What waits for the writer: bounded in bytes, with the place of every record settled on entry, so that whoever
//! hands a visit in knows where it will lie without waiting for the disk.

use std::{
    path::{Path, PathBuf},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::{
    Error, Found, PaceChange, PortalEnd, Resolution, Retried,
    index::{FindingRow, JudgedRow, ReviewRow, Row},
    warc::Place,
};
use crate::registry::PortalId;

/// Bytes that may wait. One larger piece may still enter when nothing else waits.
const WAITING_BYTES: usize = 16 * 1024 * 1024;
/// From this many waiting bytes on, a batch is worth writing at once.
const BATCH_BYTES: usize = 2 * 1024 * 1024;
/// How long the first visit of a batch waits for company. A kill loses at most what was handed in during this time
/// and the time one batch takes to write.
const LINGER: Duration = Duration::from_millis(50);

/// Something to be kept.
pub(super) enum Job {
    /// A packed visit.
    Visit(Box<Packed>),
    /// How long the crawl of a portal took so far.
    Spent(PortalId, Duration),
    /// How a portal's crawl ended.
    End(PortalId, Box<PortalEnd>),
    /// How the pace of a host changed.
    Pace(PaceChange),
    /// An attempt that was followed by another.
    Retried(Retried),
    /// Where a host is.
    Resolved(Resolution),
    /// All findings of a judgement, and of which judgement they are.
    Findings(Vec<FindingRow>, Vec<JudgedRow>),
    /// Decisions of people, all or none.
    Reviews(Vec<ReviewRow>),
    /// Nothing: whoever handed it in waits for what came before.
    Barrier,
}

/// A visit in the form in which it is written.
pub(super) struct Packed {
    /// Begins a new file before it: the bytes of its `warcinfo` record.
    pub(super) opening: Option<Vec<u8>>,
    /// The gzip members.
    pub(super) bytes: Vec<u8>,
    /// Its row, place included.
    pub(super) row: Row,
    /// Addresses it showed first.
    pub(super) found: Vec<Found>,
}

impl Job {
    fn weight(&self) -> usize {
        match self {
            Self::Visit(packed) => packed.bytes.len() + 256 * packed.found.len() + 1024,
            Self::Spent(..) | Self::Pace(_) | Self::Resolved(_) | Self::Retried(_) => 256,
            _ => 1024,
        }
    }
}

/// Number of a job in the order of entry, from 1.
pub(super) type Ticket = u64;

#[derive(Default)]
struct State {
    jobs: Vec<Job>,
    waiting: usize,
    since: Option<Instant>,
    entered: Ticket,
    kept: Ticket,
    urgent: bool,
    closing: bool,
    failed: Option<Error>,
    place: Place,
}

/// The queue between those who record and the one thread that writes.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    folder: PathBuf,
}

impl Queue {
    /// For the run in `folder`. The next record will lie at `place.end` in `place.file`.
    pub(super) fn new(folder: &Path, place: Place) -> Self {
        Self {
            state: Mutex::new(State { place, ..State::default() }),
            changed: Condvar::new(),
            folder: folder.to_owned(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands in a job. `make` gets the end of what was handed in before, and gives the job and the new end. Waits while
    /// the writer is far behind; fails when it has failed.
    pub(super) fn enter<T>(&self, make: impl FnOnce(Place) -> (Job, Place, T)) -> Result<(Ticket, T), Error> {
        let mut state = self.lock();
        while state.failed.is_none() && state.waiting >= WAITING_BYTES {
            state = self.wait(state);
        }
        if let Some(error) = &state.failed {
            return Err(error.clone());
        }
        if state.closing {
            return Err(Error::Closed { path: self.folder.clone() });
        }
        let (job, place, value) = make(state.place);
        state.place = place;
        state.waiting += job.weight();
        state.urgent |=
            !matches!(job, Job::Visit(_) | Job::Spent(..) | Job::Pace(_) | Job::Resolved(_) | Job::Retried(_))
                || state.waiting >= BATCH_BYTES;
        state.entered += 1;
        let ticket = state.entered;
        let first = state.jobs.is_empty();
        state.jobs.push(job);
        if first {
            state.since = Some(Instant::now());
        }
        if first || state.urgent {
            self.changed.notify_all();
        }
        Ok((ticket, value))
    }

    /// Waits until the job with `ticket` and all before it are kept.
    pub(super) fn kept(&self, ticket: Ticket) -> Result<(), Error> {
        let mut state = self.lock();
        while state.kept < ticket {
            if let Some(error) = &state.failed {
                return Err(error.clone());
            }
            state = self.wait(state);
        }
        Ok(())
    }

    /// What stopped the writer, if anything but closing did.
    pub(super) fn failure(&self) -> Option<Error> {
        self.lock().failed.clone().filter(|error| !matches!(error, Error::Closed { .. }))
    }

    /// Tells the writer to end when nothing waits any more.
    pub(super) fn close(&self) {
        self.lock().closing = true;
        self.changed.notify_all();
    }

    /// For the writer: the next batch, or `None` when the queue is closed and empty. An empty batch when nothing came
    /// until `patience`, if there is such a moment.
    pub(super) fn batch(&self, patience: Option<Instant>) -> Option<Vec<Job>> {
        let mut state = self.lock();
        loop {
            let Some(since) = state.since else {
                if state.closing {
                    return None;
                }
                state = match patience.map(|moment| moment.saturating_duration_since(Instant::now())) {
                    None => self.wait(state),
                    Some(Duration::ZERO) => return Some(Vec::new()),
                    Some(rest) => self.changed.wait_timeout(state, rest).unwrap_or_else(PoisonError::into_inner).0,
                };
                continue;
            };
            let age = since.elapsed();
            if state.urgent || state.closing || age >= LINGER {
                state.since = None;
                state.urgent = false;
                return Some(std::mem::take(&mut state.jobs));
            }
            state =
                self.changed.wait_timeout(state, LINGER.saturating_sub(age)).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// For the writer: `batch` is safe.
    pub(super) fn done(&self, jobs: usize, weight: usize) {
        let mut state = self.lock();
        state.kept += jobs as Ticket;
        state.waiting -= weight;
        self.changed.notify_all();
    }

    /// For the writer: nothing more will be kept, because of `error` or because the run is closed.
    pub(super) fn fail(&self, error: Option<Error>) {
        let mut state = self.lock();
        state.failed.get_or_insert_with(|| error.unwrap_or_else(|| Error::Closed { path: self.folder.clone() }));
        state.jobs.clear();
        self.changed.notify_all();
    }
}

/// What a batch weighs in the queue.
pub(super) fn weight(jobs: &[Job]) -> usize {
    jobs.iter().map(Job::weight).sum()
}
