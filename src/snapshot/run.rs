//! A run that is open for writing: made anew, or taken up again.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
};

use super::{
    Error, HostsBefore, Manifest, Recorder, Recovery, SavedRun, Settings,
    index::Index,
    lock::Lock,
    queue::Queue,
    recorder::FILE_BYTES,
    recover::recover,
    repair::repair,
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
    // Last, so that it is released after everything else. Gone only while the run is being finished.
    lock: Option<Lock>,
}

impl Run {
    /// Makes a new run in `folder`, which must not exist or be empty.
    pub fn create(folder: &Path, settings: Settings, registry: &Registry) -> Result<Self, Error> {
        Self::create_rotating(folder, settings, registry, FILE_BYTES)
    }

    fn create_rotating(folder: &Path, settings: Settings, registry: &Registry, file_bytes: u64) -> Result<Self, Error> {
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
        Self::start(
            folder,
            manifest,
            lock,
            index,
            (Place::default(), Recovery::default()),
            (HostsBefore::default(), file_bytes),
        )
    }

    /// Takes up the run in `folder` again, after whatever ended it before.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Self::take_up(folder, |_| Ok(0))
    }

    /// As [`open`](Self::open), also where the archive has lost bytes: the captures that cannot be read any more are struck
    /// from the index, to be asked for again. [`Recovery::dropped`] says how many.
    pub fn repair(folder: &Path) -> Result<Self, Error> {
        Self::take_up(folder, |index| repair(&folder.join(WARCS), index))
    }

    fn take_up(folder: &Path, prepare: impl FnOnce(&Index) -> Result<u32, Error>) -> Result<Self, Error> {
        Manifest::read(folder)?;
        let lock = Lock::take(folder)?;
        // Once more, under the lock: the process that held it may have finished the run.
        let manifest = Manifest::read(folder)?;
        let index = Index::open(&folder.join(INDEX))?;
        let struck = prepare(&index)?;
        let (place, recovery) = recover(&folder.join(WARCS), &index)?;
        let recovered = (place, Recovery { dropped: recovery.dropped + struck, ..recovery });
        let hosts = index.hosts()?;
        index.take_up()?;
        Self::start(folder, manifest, lock, index, recovered, (hosts, FILE_BYTES))
    }

    fn start(
        folder: &Path,
        manifest: Manifest,
        lock: Lock,
        index: Index,
        (place, recovery): (Place, Recovery),
        (hosts, file_bytes): (HostsBefore, u64),
    ) -> Result<Self, Error> {
        let warc = WarcWriter::open(&folder.join(WARCS), place.file, place.end)?;
        let queue = Arc::new(Queue::new(folder, place));
        let recorder = Recorder::new(folder, &manifest, Arc::clone(&queue), index.before()?, hosts, file_bytes);
        let writer = Writer { queue, warc, index, file: place.file, length: place.end, unsynced: None };
        let writer = std::thread::Builder::new()
            .name("snapshot writer".to_owned())
            .spawn(move || writer.run())
            .map_err(|e| Error::io("start the writer of", folder, e))?;
        Ok(Self { folder: folder.to_owned(), manifest, recovery, recorder, writer: Some(writer), lock: Some(lock) })
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

    /// Writes into the manifest which browser this session uses.
    pub fn has_browser(&mut self, version: &str) -> Result<(), Error> {
        if self.manifest.browser.as_deref() == Some(version) {
            return Ok(());
        }
        self.manifest.browser = Some(version.to_owned());
        self.manifest.write(&self.folder)
    }

    /// Writes into the manifest that the crawl is complete, and closes the run. The folder stays locked until what is
    /// returned is dropped, so that its reports can be written first.
    pub fn finish(mut self) -> Result<Option<Lock>, Error> {
        self.recorder.flush()?;
        self.manifest.finished = Some(clock::now());
        self.manifest.write(&self.folder)?;
        let lock = self.lock.take();
        self.close()?;
        Ok(lock)
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
            return Err(match Lock::holder(folder) {
                Some(pid) => Error::Locked { path: folder.to_owned(), pid },
                None => Error::Occupied { path: folder.to_owned() },
            });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fetch::{Failure, Patience, Want},
        registry::{Manners, Portal, PortalId},
        snapshot::{
            Visit,
            warc::{WarcReader, file_name},
        },
    };

    fn registry() -> Registry {
        let portal = Portal {
            id: PortalId::new("mau-01"),
            tier: None,
            name_vi: "Tỉnh Mẫu 01".to_owned(),
            name_en: String::new(),
            url: "http://mau-01.gov.vn/".parse().unwrap(),
            domains: vec![],
            languages: vec![],
            note: String::new(),
            predecessors: vec![],
            merged: None,
            manners: Manners::default(),
        };
        Registry { cohort: "2024".to_owned(), portals: vec![portal], digest: String::new() }
    }

    fn settings() -> Settings {
        Settings {
            rules_digest: String::new(),
            profile: "decree-42".to_owned(),
            options: serde_json::Map::new(),
            seed: 1,
            simulated: true,
            started: jiff::Timestamp::UNIX_EPOCH,
            since: None,
        }
    }

    fn visit(number: u32) -> Visit {
        Visit {
            url: format!("http://mau-01.gov.vn/{number}").parse().unwrap(),
            want: Want::Page,
            at: jiff::Timestamp::UNIX_EPOCH,
            attempts: 1,
            patience: Patience::Usual,
            took_ms: 1,
            unchanged: None,
            result: Err(Failure::Dns),
        }
    }

    fn record(run: &Run, numbers: std::ops::Range<u32>) {
        for number in numbers {
            run.recorder().record(&PortalId::new("mau-01"), number, &visit(number), vec![]).unwrap();
        }
    }

    #[test]
    fn a_full_file_is_followed_by_the_next_and_the_last_one_is_taken_up_again() {
        let folder = tempfile::tempdir().unwrap();
        let run = Run::create_rotating(folder.path(), settings(), &registry(), 2000).unwrap();
        record(&run, 0..10);
        let files = run.saved().unwrap().warc_files().unwrap().len() as u32;
        assert!(files > 1);
        run.close().unwrap();
        // As if the process had been killed while it wrote the first record of another file.
        let stray = folder.path().join(WARCS).join(file_name(files));
        assert!(!stray.exists());
        fs::write(&stray, b"half a record").unwrap();

        let run = Run::open(folder.path()).unwrap();
        assert_eq!(run.recovery(), Recovery { cut: 13, dropped: 0 });
        record(&run, 10..12);
        let saved = run.saved().unwrap();
        let files = saved.warc_files().unwrap();
        assert_eq!(saved.captures(&PortalId::new("mau-01")).unwrap().len(), 12);
        let mut targets = Vec::new();
        for file in files {
            let mut reader = WarcReader::open(&file).unwrap();
            let records: Vec<_> = reader.records().map(|entry| entry.unwrap().record).collect();
            assert_eq!(records[0].field("WARC-Type"), Some("warcinfo"));
            assert_eq!(records[0].field("WARC-Filename"), file.file_name().unwrap().to_str());
            targets.extend(records.iter().filter_map(|record| record.field("WARC-Target-URI").map(str::to_owned)));
        }
        let expected: Vec<_> = (0..12).map(|number| format!("http://mau-01.gov.vn/{number}")).collect();
        assert_eq!(targets, expected);
    }

    #[test]
    fn rows_whose_records_did_not_reach_the_disk_are_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let run = Run::create(folder.path(), settings(), &registry()).unwrap();
        record(&run, 0..4);
        let places = {
            run.recorder().flush().unwrap();
            let index = Index::open_read_only(&folder.path().join(INDEX)).unwrap();
            index.captures(&PortalId::new("mau-01")).unwrap().into_iter().map(|row| row.place).collect::<Vec<_>>()
        };
        run.close().unwrap();
        let index = Index::open(&folder.path().join(INDEX)).unwrap();
        index.set_durable(0, places[1].end).unwrap();
        index.close().unwrap();
        // The file has its length, but the system had not yet written the last pages of it.
        let warc = folder.path().join(WARCS).join("d42-00000.warc.gz");
        let mut bytes = fs::read(&warc).unwrap();
        bytes[places[2].offset as usize + 20..].fill(0);
        fs::write(&warc, &bytes).unwrap();

        let run = Run::open(folder.path()).unwrap();
        assert_eq!(run.recovery(), Recovery { cut: places[3].end - places[1].end, dropped: 2 });
        record(&run, 2..4);
        let saved = run.saved().unwrap();
        for (capture, number) in saved.captures(&PortalId::new("mau-01")).unwrap().iter().zip(0..) {
            assert_eq!(saved.visit(capture).unwrap().url, visit(number).url);
        }
    }

    #[test]
    fn a_file_that_lost_synced_bytes_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let run = Run::create(folder.path(), settings(), &registry()).unwrap();
        record(&run, 0..4);
        run.close().unwrap();
        let warc = folder.path().join(WARCS).join("d42-00000.warc.gz");
        let bytes = fs::read(&warc).unwrap();
        fs::write(&warc, &bytes[..bytes.len() - 1]).unwrap();
        let error = Run::open(folder.path()).unwrap_err();
        assert!(matches!(error, Error::WarcShort { .. }), "{error}");
        assert_eq!(fs::read(&warc).unwrap().len(), bytes.len() - 1);
    }

    #[test]
    fn a_folder_abandoned_before_it_became_a_run_may_be_used_again() {
        let folder = tempfile::tempdir().unwrap();
        let held = Run::create(folder.path(), settings(), &registry()).unwrap();
        assert!(matches!(Run::create(folder.path(), settings(), &registry()), Err(Error::Locked { .. })));
        drop(held);
        assert!(matches!(Run::create(folder.path(), settings(), &registry()), Err(Error::Occupied { .. })));
        fs::remove_file(Manifest::path(folder.path())).unwrap();
        Run::create(folder.path(), settings(), &registry()).unwrap();
    }
}
