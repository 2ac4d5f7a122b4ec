//! A run that is open for writing: made anew, or taken up again.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
    time::Instant,
};

use super::{
    Error, Manifest, Recorder, Recovery, SavedRun, Settings,
    index::Index,
    lock::Lock,
    queue::Queue,
    recover::recover,
    warc::{Place, WarcWriter, sync_folder},
    writer::Writer,
};
use crate::{clock, registry::Registry};

/// Folder of the WARC files within a run.
pub(super) const WARCS: &str = "snapshot";
/// File of the index within a run.
pub(super) const INDEX: &str = "run.sqlite";
/// Everything this program puts into a run folder before the manifest makes it a run.
const BEGINNINGS: [&str; 7] =
    ["run.lock", "run.json.new", INDEX, "run.sqlite-wal", "run.sqlite-shm", "run.sqlite-journal", WARCS];

/// A run folder held by this process. Dropping it writes what waits and releases it; [`Run::close`] does the same and
/// reports trouble.
#[derive(Debug)]
pub struct Run {
    folder: PathBuf,
    manifest: Manifest,
    recovery: Recovery,
    recorder: Recorder,
    writer: Option<JoinHandle<()>>,
    // Last, so that it is released after everything else.
    _lock: Lock,
}

impl Run {
    /// Makes a new run in `folder`, which must not exist or be empty.
    pub fn create(folder: &Path, settings: Settings, registry: &Registry) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|e| Error::io("create", folder, e))?;
        check_vacant(folder)?;
        let lock = Lock::take(folder)?;
        clear_beginnings(folder)?;
        let warcs = folder.join(WARCS);
        fs::create_dir(&warcs).map_err(|e| Error::io("create", &warcs, e))?;
        let manifest = Manifest::new(settings, &registry.cohort, &registry.digest);
        let index = Index::create(&folder.join(INDEX))?;
        index.begin()?;
        for (position, portal) in (0..).zip(&registry.portals) {
            index.add_portal(position, portal)?;
        }
        index.commit()?;
        index.checkpoint()?;
        sync_folder(folder)?;
        // Only now does the folder become a run.
        manifest.write(folder)?;
        Self::start(folder, manifest, lock, index, Place::default(), Recovery::default())
    }

    /// Takes up the run in `folder` again, after whatever ended it before.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Manifest::read(folder)?;
        let lock = Lock::take(folder)?;
        // Once more, under the lock: the process that held it may have finished the run.
        let manifest = Manifest::read(folder)?;
        let index = Index::open(&folder.join(INDEX))?;
        let (place, recovery) = recover(&folder.join(WARCS), &index)?;
        Self::start(folder, manifest, lock, index, place, recovery)
    }

    fn start(
        folder: &Path,
        manifest: Manifest,
        lock: Lock,
        index: Index,
        place: Place,
        recovery: Recovery,
    ) -> Result<Self, Error> {
        let warc = WarcWriter::open(&folder.join(WARCS), place.file, place.end)?;
        let queue = Arc::new(Queue::new(folder, place));
        let recorder = Recorder::new(folder, &manifest, Arc::clone(&queue), index.portals_seen()?);
        let writer = Writer { queue, warc, index, file: place.file, length: place.end, synced: Instant::now() };
        let writer = std::thread::Builder::new()
            .name("snapshot writer".to_owned())
            .spawn(move || writer.run())
            .map_err(|e| Error::io("start the writer of", folder, e))?;
        Ok(Self { folder: folder.to_owned(), manifest, recovery, recorder, writer: Some(writer), _lock: lock })
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it is.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What had to be repaired when it was opened.
    pub fn recovery(&self) -> Recovery {
        self.recovery
    }

    /// Through which visits are kept; may be cloned into any thread.
    pub fn recorder(&self) -> Recorder {
        self.recorder.clone()
    }

    /// Everything that was handed in so far, for reading.
    pub fn saved(&self) -> Result<SavedRun, Error> {
        self.recorder.flush()?;
        SavedRun::open(&self.folder)
    }

    /// Writes into the manifest that the crawl is complete, and closes the run.
    pub fn finish(mut self) -> Result<(), Error> {
        self.recorder.flush()?;
        self.manifest.finished = Some(clock::now());
        self.manifest.write(&self.folder)?;
        self.close()
    }

    /// Writes what waits, brings it to the disk, and releases the run.
    pub fn close(mut self) -> Result<(), Error> {
        self.stop();
        self.recorder.failure().map_or(Ok(()), Err)
    }

    fn stop(&mut self) {
        self.recorder.close();
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Refuses a folder that holds a run or anything else not ours.
fn check_vacant(folder: &Path) -> Result<(), Error> {
    let entries = fs::read_dir(folder).map_err(|e| Error::io("read", folder, e))?;
    for entry in entries {
        let name = entry.map_err(|e| Error::io("read", folder, e))?.file_name();
        if !BEGINNINGS.iter().any(|ours| name == *ours) {
            return Err(Error::Occupied { path: folder.to_owned() });
        }
    }
    Ok(())
}

/// Removes what a process left that was killed before its folder became a run.
fn clear_beginnings(folder: &Path) -> Result<(), Error> {
    for name in BEGINNINGS.iter().filter(|name| **name != "run.lock") {
        let path = folder.join(name);
        if path.is_dir() {
            fs::remove_dir_all(&path)
        } else if path.exists() {
            fs::remove_file(&path)
        } else {
            Ok(())
        }
        .map_err(|e| Error::io("remove", &path, e))?;
    }
    Ok(())
}
