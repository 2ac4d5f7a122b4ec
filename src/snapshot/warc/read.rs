//! Reads records of a WARC file, one by its offset or all in order.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use flate2::bufread::GzDecoder;

use super::Record;
use crate::snapshot::Error;

/// Largest record taken into memory; well above every cap of the fetcher, so only foreign or hostile files reach it.
const MAX_RECORD: u64 = 256 * 1024 * 1024;

/// A record and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Offset of its gzip member.
    pub offset: u64,
    /// Offset just behind its gzip member.
    pub end: u64,
    /// The record.
    pub record: Record,
}

/// An open WARC file, or what stands for one.
#[derive(Debug)]
pub struct WarcReader<F = File> {
    path: PathBuf,
    file: BufReader<F>,
    length: u64,
}

impl WarcReader {
    /// Opens `path`; nothing is read yet.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::over(path, File::open(path).map_err(|e| Error::warc(path, e))?)
    }
}

impl<F: Read + Seek> WarcReader<F> {
    /// Reads `file`, which errors call `path`.
    pub fn over(path: &Path, mut file: F) -> Result<Self, Error> {
        let length = file.seek(SeekFrom::End(0)).and_then(|length| file.rewind().map(|()| length));
        let length = length.map_err(|e| Error::warc(path, e))?;
        Ok(Self { path: path.to_owned(), file: BufReader::with_capacity(64 * 1024, file), length })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The record whose gzip member begins at `offset`.
    pub fn record_at(&mut self, offset: u64) -> Result<Entry, Error> {
        if offset >= self.length {
            // The file may have grown since, if its run is being written.
            self.length = self.file.seek(SeekFrom::End(0)).map_err(|e| Error::io("read", &self.path, e))?;
            if offset >= self.length {
                return Err(self.truncated(offset));
            }
        }
        let here = self.file.stream_position().map_err(|e| Error::io("read", &self.path, e))?;
        // Records are mostly read one after the other; a plain seek would throw the buffer away.
        let distance = i128::from(offset) - i128::from(here);
        match i64::try_from(distance) {
            Ok(distance) => self.file.seek_relative(distance),
            Err(_) => self.file.seek(SeekFrom::Start(offset)).map(drop),
        }
        .map_err(|e| Error::io("read", &self.path, e))?;

        let mut bytes = Vec::new();
        let read = GzDecoder::new(&mut self.file).take(MAX_RECORD).read_to_end(&mut bytes);
        match read {
            Ok(read) if read as u64 == MAX_RECORD => {
                Err(self.damaged(offset, format!("it is larger than {MAX_RECORD} bytes")))
            }
            Ok(_) => {
                let record = Record::parse(&bytes).map_err(|problem| self.damaged(offset, problem))?;
                let end = self.file.stream_position().map_err(|e| Error::io("read", &self.path, e))?;
                Ok(Entry { offset, end, record })
            }
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Err(self.truncated(offset)),
            Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => {
                Err(self.damaged(offset, format!("not a whole gzip member ({e})")))
            }
            Err(e) => Err(Error::io("read", &self.path, e)),
        }
    }

    /// The bytes from `offset` to `end` as they lie there: gzip members, not unpacked.
    pub(crate) fn members(&mut self, offset: u64, end: u64) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let read = self
            .file
            .seek(SeekFrom::Start(offset))
            .and_then(|_| (&mut self.file).take(end - offset).read_to_end(&mut bytes))
            .map_err(|e| Error::io("read", &self.path, e))?;
        if read as u64 == end - offset { Ok(bytes) } else { Err(self.truncated(offset)) }
    }

    /// All records from the beginning. After an error nothing more follows: behind a damaged member the next one
    /// cannot be found with certainty. A file cut anywhere yields every whole record and then the error that names
    /// the place; a file cut exactly between two records cannot be told from a whole one.
    pub fn records(&mut self) -> impl Iterator<Item = Result<Entry, Error>> + '_ {
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let offset = next.take()?;
            if offset == self.length && (offset > 0 || self.at_end()) {
                return None;
            }
            let entry = self.record_at(offset);
            next = entry.as_ref().ok().map(|entry| entry.end);
            Some(entry)
        })
    }

    fn at_end(&mut self) -> bool {
        self.file.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    fn truncated(&self, offset: u64) -> Error {
        Error::WarcTruncated { path: self.path.clone(), offset, length: self.length }
    }

    fn damaged(&self, offset: u64, problem: String) -> Error {
        Error::WarcDamaged { path: self.path.clone(), offset, problem }
    }
}
