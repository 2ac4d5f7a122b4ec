//! The file of samples: one JSON object a line. A line that a kill left unfinished is cut off when the file is opened.

use std::{
    fs::{File, OpenOptions},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{fetch::Failure, registry::PortalId};

/// One look at one portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Whose start page.
    pub portal: PortalId,
    /// When the request was sent.
    pub at: Timestamp,
    /// Milliseconds until the answer or the failure.
    pub took_ms: u32,
    /// HTTP status, if there was an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

impl Sample {
    /// Whether the portal answered: with anything but an error of its own.
    pub fn answered(&self) -> bool {
        self.status.is_some_and(|status| status < 500)
    }
}

/// Why a file of samples cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read or written.
    #[error("cannot use {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line of it is no sample.
    #[error("line {line} of {} is no sample: {problem}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: serde_json::Error,
    },
}

/// A file of samples, open for more.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: File,
    samples: Vec<Sample>,
}

impl Log {
    /// Opens `path`, which need not exist, and reads what it holds.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let io = |source| Error::Io { path: path.to_owned(), source };
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut file = open.map_err(io)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(io)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        file.set_len(whole as u64).map_err(io)?;
        file.seek(SeekFrom::End(0)).map_err(io)?;
        let samples = text[..whole].lines().enumerate().map(|(index, line)| {
            serde_json::from_str(line).map_err(|problem| Error::Line {
                path: path.to_owned(),
                line: index + 1,
                problem,
            })
        });
        Ok(Self { samples: samples.collect::<Result<_, _>>()?, path: path.to_owned(), file })
    }

    /// Everything in it.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Adds a sample; when it returns, the sample survives the end of this process.
    pub fn add(&mut self, sample: Sample) -> Result<(), Error> {
        let io = |source| Error::Io { path: self.path.clone(), source };
        let mut line = serde_json::to_string(&sample).map_err(|e| io(e.into()))?;
        line.push('\n');
        self.file.write_all(line.as_bytes()).map_err(io)?;
        self.samples.push(sample);
        Ok(())
    }

    /// Brings it to the disk.
    pub fn sync(&self) -> Result<(), Error> {
        self.file.sync_data().map_err(|source| Error::Io { path: self.path.clone(), source })
    }
}
