//! Takes up a run whose archive has lost bytes that had once reached the disk: what cannot be read any more is struck from
//! the index, so that the crawl asks for it again. What can be read stays as it is.

use std::{fs::File, path::Path};

use super::{
    Error,
    index::{Index, Row},
    warc::{WarcReader, file_name},
};

/// Strikes every capture whose records cannot be read, and says how many. Afterwards the run can be recovered as after a
/// crash.
pub(super) fn repair(warcs: &Path, index: &Index) -> Result<u32, Error> {
    let Some((last, durable)) = index.last_file()? else { return Ok(0) };
    let mut lost = Vec::new();
    for file in 0..=last.file {
        let path = warcs.join(file_name(file));
        let rows = index.captures_beyond(file, 0)?;
        let mut reader = match WarcReader::open(&path) {
            Ok(reader) => reader,
            Err(Error::WarcMissing { .. }) => {
                lost.extend(rows);
                continue;
            }
            Err(other) => return Err(other),
        };
        for row in rows {
            if !readable(&mut reader, &row)? || !content_readable(warcs, &row)? {
                lost.push(row);
            }
        }
    }
    index.begin()?;
    for row in &lost {
        index.forget(&row.capture)?;
    }
    let path = warcs.join(file_name(last.file));
    let length = path.metadata().map_or(0, |file| file.len());
    if length < durable {
        // Records are appended behind the last one that is left.
        let end = index.last_file()?.map_or(0, |(place, _)| place.end);
        index.set_durable(last.file, end.min(length))?;
    }
    index.commit()?;
    if !path.exists() {
        File::create(&path).map_err(|e| Error::io("create", &path, e))?;
    }
    Ok(u32::try_from(lost.len()).unwrap_or(u32::MAX))
}

/// Whether the content of a capture is there, where another one's record holds it.
fn content_readable(warcs: &Path, row: &Row) -> Result<bool, Error> {
    let Some(revisit) = row.revisit else { return Ok(true) };
    let content = WarcReader::open(&warcs.join(file_name(revisit.file))).and_then(|mut r| r.record_at(revisit.offset));
    match content {
        Ok(_) => Ok(true),
        Err(error) if error.damaged_file().is_some() => Ok(false),
        Err(other) => Err(other),
    }
}

/// Whether all records of a capture are there as they were written.
fn readable(reader: &mut WarcReader, row: &Row) -> Result<bool, Error> {
    let mut at = row.place.offset;
    while at < row.place.end {
        match reader.record_at(at) {
            Ok(entry) => at = entry.end,
            Err(error) if error.damaged_file().is_some() => return Ok(false),
            Err(other) => return Err(other),
        }
    }
    Ok(at == row.place.end)
}
