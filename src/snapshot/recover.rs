//! Brings a run back to its last consistent state when it is opened for writing: the WARC file is cut behind the last
//! record the index knows, and after a loss of power index rows are dropped whose records are not there.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Error,
    index::Index,
    warc::{Place, WarcReader, file_name},
};

/// What had to be done. All zero after a clean end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Bytes behind the last committed record that were cut off: visits that had not been acknowledged.
    pub cut: u64,
    /// Captures that the index knew but that had not reached the disk; they will be asked for again.
    pub dropped: u32,
}

/// Recovers the run whose WARC files lie in `warcs`, and says where the next record goes.
pub(super) fn recover(warcs: &Path, index: &Index) -> Result<(Place, Recovery), Error> {
    let Some((committed, durable)) = index.last_file()? else {
        let cut = remove_from(warcs, 0)?;
        return Ok((Place::default(), Recovery { cut, dropped: 0 }));
    };
    let file = committed.file;
    let path = warcs.join(file_name(file));
    let length = match path.metadata() {
        Ok(metadata) => metadata.len(),
        Err(e) => return Err(Error::warc(&path, e)),
    };
    let good = whole_until(&path, durable, committed.end, length)?;
    let mut recovery = Recovery::default();
    let end = if good < committed.end {
        let lost = index.captures_beyond(file, good)?;
        index.begin()?;
        for row in &lost {
            index.forget(&row.capture)?;
            recovery.dropped += 1;
        }
        index.commit()?;
        index.last_file()?.map_or(0, |(place, _)| place.end)
    } else {
        committed.end
    };
    recovery.cut = length.saturating_sub(end);
    recovery.cut += remove_from(warcs, file + 1)?;
    Ok((Place { file, offset: 0, end }, recovery))
}

/// How much of the file, up to `committed`, is readable, given that it is known to be so up to `durable`.
fn whole_until(path: &Path, durable: u64, committed: u64, length: u64) -> Result<u64, Error> {
    if length < durable {
        // What had been synced has gone since: this is not the work of a crash.
        return Err(Error::WarcShort { path: path.to_owned(), length, expected: durable });
    }
    let mut reader = WarcReader::open(path)?;
    let mut good = durable;
    while good < committed {
        match reader.record_at(good) {
            Ok(entry) => good = entry.end,
            Err(Error::WarcTruncated { .. } | Error::WarcDamaged { .. }) => break,
            Err(other) => return Err(other),
        }
    }
    Ok(good.min(committed))
}

/// Removes the WARC files from number `first` on, which no committed row points into.
fn remove_from(warcs: &Path, first: u32) -> Result<u64, Error> {
    let mut removed = 0;
    for number in first.. {
        let path: PathBuf = warcs.join(file_name(number));
        let Ok(metadata) = path.metadata() else { break };
        fs::remove_file(&path).map_err(|e| Error::io("remove", &path, e))?;
        removed += metadata.len();
    }
    Ok(removed)
}
