//! Everything that can go wrong with a run folder. Each message names the path and, where there is one, the way out.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::{ErrorCode, ffi};

use super::CaptureId;

/// A failure of the archive, never a fact about a portal.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds no `run.json`.
    #[error("{} is not a run folder: it has no run.json", path.display())]
    NotARun {
        /// The folder.
        path: PathBuf,
    },
    /// A run was to be created where something already is, and nobody writes there.
    #[error("{} already exists and is not empty; choose another folder, or `d42 resume` it", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
    },
    /// `run.json` is there but cannot be understood.
    #[error("{} cannot be read as the manifest of a run: {problem}", path.display())]
    Manifest {
        /// The manifest file.
        path: PathBuf,
        /// What is wrong with it.
        problem: Arc<serde_json::Error>,
    },
    /// The run was written in another format.
    #[error(
        "{} was written in run format {found} by {}, and this d42 {} reads run format {reads}; \
         open it with a d42 of that format, or crawl again",
        path.display(), written_by.as_ref().map_or_else(|| "another d42".to_owned(), |it| format!("d42 {it}")),
        env!("CARGO_PKG_VERSION")
    )]
    OtherFormat {
        /// The file that names the format.
        path: PathBuf,
        /// The format found there.
        found: u32,
        /// The format this program reads and writes.
        reads: u32,
        /// The version of the program that wrote it, where it says so.
        written_by: Option<String>,
    },
    /// Another process is writing to the run.
    #[error("{} is in use by process {pid}; wait until it ends, or stop it", path.display())]
    Locked {
        /// The run folder.
        path: PathBuf,
        /// Its process number as it wrote it down, `unknown` if it has not done so yet.
        pid: String,
    },
    /// No space, quota or permitted file size is left. What was acknowledged before is safe.
    #[error("no space is left to write {}; free some, then `d42 resume` the run", path.display())]
    DiskFull {
        /// The file that could not grow.
        path: PathBuf,
    },
    /// Any other trouble with a file.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// What was tried: `read`, `write`, `create` …
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: Arc<io::Error>,
    },
    /// The index could not be read or written.
    #[error("cannot use the index {}: {source}", path.display())]
    Index {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        source: Arc<rusqlite::Error>,
    },
    /// The index was read, but a row of it makes no sense.
    #[error("the index {} holds a row that cannot be understood: {problem}", path.display())]
    IndexRow {
        /// The database file.
        path: PathBuf,
        /// Which row, and why.
        problem: String,
    },
    /// A WARC file ends in the middle of a record that had not been synced yet: the machine stopped while it was written.
    #[error(
        "{} ends in the middle of the record at offset {offset} (the file has {length} bytes); \
         `d42 resume` cuts the run back to its last whole record and goes on from there",
        path.display()
    )]
    WarcTruncated {
        /// The WARC file.
        path: PathBuf,
        /// Where the unfinished record begins.
        offset: u64,
        /// Length of the file.
        length: u64,
    },
    /// Bytes that once had reached the disk are gone: the folder was copied in part, or the disk has lost them.
    #[error(
        "{} has {length} bytes, but at least {expected} had been written; part of the run is lost, \
         so restore it from a copy or begin a new one",
        path.display()
    )]
    WarcShort {
        /// The WARC file.
        path: PathBuf,
        /// Length of the file.
        length: u64,
        /// Length that it had at least.
        expected: u64,
    },
    /// A WARC file that the index knows is not there.
    #[error("{} is missing; restore it from a copy of the run, or begin a new run", path.display())]
    WarcMissing {
        /// The WARC file.
        path: PathBuf,
    },
    /// The bytes at an offset are not the record that was written there.
    #[error(
        "{} is damaged in the record at offset {offset}: {problem}; restore it from a copy of the run, \
         or begin a new run",
        path.display()
    )]
    WarcDamaged {
        /// The WARC file.
        path: PathBuf,
        /// Where the record begins.
        offset: u64,
        /// What does not fit.
        problem: String,
    },
    /// A server confirmed content that the run named by `--since` does not hold any more.
    #[error("the earlier run has lost what it held of {url} while it was used; go on with `d42 resume`")]
    NothingConfirmed {
        /// The address.
        url: String,
    },
    /// An exchange was asked for that never took place.
    #[error("capture {capture} was not answered, so there are no bytes to show")]
    NotAnswered {
        /// Which capture.
        capture: CaptureId,
    },
    /// The writer has ended, because the run was closed or its thread was lost.
    #[error("the run {} is closed for writing", path.display())]
    Closed {
        /// The run folder.
        path: PathBuf,
    },
}

/// What is wrong with an index that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexTrouble {
    /// The file holds something else.
    NotADatabase,
    /// The file is damaged inside.
    Damaged,
    /// The file cannot be opened; it may be gone.
    Missing,
    /// Nothing may be written to it.
    ReadOnly,
    /// Another process keeps it busy.
    Busy,
    /// Anything else that SQLite says.
    Other,
}

impl Error {
    /// What is wrong with the index, if that is what went wrong.
    pub fn index_trouble(&self) -> Option<IndexTrouble> {
        let Self::Index { source, .. } = self else { return None };
        Some(match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => IndexTrouble::NotADatabase,
            Some(ErrorCode::DatabaseCorrupt) => IndexTrouble::Damaged,
            Some(ErrorCode::CannotOpen) => IndexTrouble::Missing,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => IndexTrouble::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => IndexTrouble::Busy,
            _ => IndexTrouble::Other,
        })
    }

    /// The WARC file that has lost bytes or is gone, if that is what went wrong.
    pub fn damaged_file(&self) -> Option<&Path> {
        match self {
            Self::WarcTruncated { path, .. }
            | Self::WarcShort { path, .. }
            | Self::WarcMissing { path }
            | Self::WarcDamaged { path, .. } => Some(path),
            _ => None,
        }
    }

    /// Sorts what the system said about opening a WARC file: one that is gone is told apart from other trouble.
    pub(crate) fn warc(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => Self::WarcMissing { path: path.to_owned() },
            _ => Self::io("read", path, source),
        }
    }

    /// Sorts `source` into its variant: a full disk is told apart from other trouble.
    pub(crate) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { path: path.to_owned() }
            }
            _ => Self::Io { doing, path: path.to_owned(), source: Arc::new(source) },
        }
    }

    /// Sorts `source` into its variant: a full disk is told apart from other trouble.
    pub(crate) fn index(path: &Path, source: rusqlite::Error) -> Self {
        if wants_room(&source) {
            return Self::DiskFull { path: path.to_owned() };
        }
        Self::Index { path: path.to_owned(), source: Arc::new(source) }
    }
}

/// Whether SQLite found no room. It says so by name only of a full disk: a quota or a limit on the size of files is to it a
/// write that the system refused, as is memory shared beside the database that cannot grow.
fn wants_room(error: &rusqlite::Error) -> bool {
    let refused = [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE];
    error.sqlite_error().is_some_and(|said| said.code == ErrorCode::DiskFull || refused.contains(&said.extended_code))
}
