//! One writing process per run. The lock is the system's and ends with the process, so a lock file left behind by a
//! killed one is no obstacle; its content only tells who holds it.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Write as _},
    path::Path,
};

use super::{Error, Manifest};

/// The right to write into a run folder, until it is dropped.
#[derive(Debug)]
#[must_use = "the run is free again as soon as this is dropped"]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Keeps other processes from writing into the run in `folder`.
    ///
    /// # Errors
    /// [`Error::NotARun`], or [`Error::Locked`] with who has it.
    pub fn hold(folder: &Path) -> Result<Self, Error> {
        Manifest::read(folder)?;
        Self::take(folder)
    }

    /// Process number of who writes into the run in `folder` at this moment, `unknown` if it has not noted it yet.
    pub fn holder(folder: &Path) -> Option<String> {
        let mut file = File::open(folder.join("run.lock")).ok()?;
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)).then(|| noted(&mut file))
    }

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
                return Err(Error::Locked { path: folder.to_owned(), pid: noted(&mut file) });
            }
            Err(TryLockError::Error(e)) => return Err(Error::io("lock", &path, e)),
        }
        let mut note = || {
            file.set_len(0)?;
            writeln!(file, "{}", std::process::id())
        };
        note().map_err(|e| Error::io("lock", &path, e))?;
        Ok(Self { file })
    }
}

impl Drop for Lock {
    /// Unlocks by name: a process that was just started may still share the open file, and would keep it locked.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// Who the lock file says has it.
fn noted(file: &mut File) -> String {
    let mut pid = String::new();
    let _ = file.read_to_string(&mut pid);
    let pid = pid.trim();
    if pid.is_empty() { "unknown" } else { pid }.to_owned()
}
