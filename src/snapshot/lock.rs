//! One writing process per run. The lock is the system's and ends with the process, so a lock file left behind by a
//! killed one is no obstacle; its content only tells who holds it.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Write as _},
    path::Path,
};

use super::Error;

/// Held as long as a run is open for writing.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the run in `folder`, or says who has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("run.lock");
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|e| Error::io("lock", &path, e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                let _ = file.read_to_string(&mut pid);
                let pid = pid.trim();
                let pid = if pid.is_empty() { "unknown" } else { pid }.to_owned();
                return Err(Error::Locked { path: folder.to_owned(), pid });
            }
            Err(TryLockError::Error(e)) => return Err(Error::io("lock", &path, e)),
        }
        let mut note = || {
            file.set_len(0)?;
            writeln!(file, "{}", std::process::id())
        };
        note().map_err(|e| Error::io("lock", &path, e))?;
        Ok(Self { _file: file })
    }
}
