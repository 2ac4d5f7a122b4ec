//! The one thread that writes: it appends the records of a batch, then commits their index rows in one transaction.
//! Only then is the batch acknowledged.
//!
//! What survives what: once acknowledged, a batch survives the end of this process in any manner, because the system
//! has its bytes. Within five seconds it is also synced, first the WARC file, then the index, so that it survives a
//! loss of power; so is everything when the run is closed. After a loss of power, [`recover`](super::recover) drops
//! index rows whose records had not reached the disk.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Error,
    index::Index,
    queue::{Job, Packed, Queue, weight},
    warc::WarcWriter,
};

/// How long something committed may stay unsynced.
const SYNC_EVERY: Duration = Duration::from_secs(5);

pub(super) struct Writer {
    pub(super) queue: Arc<Queue>,
    pub(super) warc: WarcWriter,
    pub(super) index: Index,
    /// File and length that the index vouches for.
    pub(super) file: u32,
    pub(super) length: u64,
    /// Since when something is committed and not synced.
    pub(super) unsynced: Option<Instant>,
}

impl Writer {
    /// Runs until the queue is closed or something fails; then the failure stands in the queue.
    pub(super) fn run(mut self) {
        let queue = Arc::clone(&self.queue);
        let _ended = Ended(&queue);
        while let Some(jobs) = self.queue.batch(self.unsynced.map(|since| since + SYNC_EVERY)) {
            if let Err(error) = self.keep(&jobs) {
                self.index.roll_back();
                // Best effort: `recover` does the same on the next opening.
                let _ = self.warc.cut_back(self.file, self.length);
                self.queue.fail(Some(error));
                return;
            }
            self.queue.done(jobs.len(), weight(&jobs));
        }
        if let Err(error) = self.sync().and_then(|()| self.index.close()) {
            queue.fail(Some(error));
        }
    }

    fn keep(&mut self, jobs: &[Job]) -> Result<(), Error> {
        let (mut file, mut length) = (self.file, self.length);
        if jobs.is_empty() {
            return self.sync();
        }
        self.index.begin()?;
        for job in jobs {
            match job {
                Job::Visit(packed) => {
                    self.append(packed)?;
                    (file, length) = (packed.row.place.file, packed.row.place.end);
                }
                Job::Spent(portal, spent) => self.index.set_spent(portal, *spent)?,
                Job::End(portal, end) => self.index.set_end(portal, end)?,
                Job::Pace(change) => self.index.add_pace(change)?,
                Job::Retried(retried) => self.index.add_retried(retried)?,
                Job::Resolved(found) => self.index.add_resolution(found)?,
                Job::Findings(rows, judged) => {
                    self.index.replace_findings(rows)?;
                    self.index.add_judged(judged)?;
                }
                Job::Reviews(rows) => self.index.add_reviews(rows)?,
                Job::Barrier => {}
            }
        }
        self.index.commit()?;
        (self.file, self.length) = (file, length);
        if self.unsynced.get_or_insert_with(Instant::now).elapsed() >= SYNC_EVERY { self.sync() } else { Ok(()) }
    }

    fn append(&mut self, packed: &Packed) -> Result<(), Error> {
        let place = packed.row.place;
        if let Some(opening) = &packed.opening {
            self.warc.turn_to(place.file)?;
            self.warc.append(opening)?;
            self.index.add_file(place.file)?;
        }
        self.warc.append(&packed.bytes)?;
        self.index.add_capture(&packed.row)?;
        for found in &packed.found {
            self.index.add_found(&packed.row.capture.portal, packed.row.capture.sequence, found)?;
        }
        Ok(())
    }

    /// Brings everything committed to the disk, the records before the rows that point at them.
    fn sync(&mut self) -> Result<(), Error> {
        self.warc.sync()?;
        self.index.set_durable(self.file, self.length)?;
        self.index.checkpoint()?;
        self.unsynced = None;
        Ok(())
    }
}

/// Whatever ends the thread, a panic included, nobody waits for it in vain.
struct Ended<'a>(&'a Queue);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.fail(None);
    }
}
