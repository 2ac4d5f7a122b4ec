//! Appends packed records to numbered files, each begun with a `warcinfo` record and left for the next at about 1 GB.

use std::{
    fs::{self, File, OpenOptions},
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{Packer, exchange::append_info};
use crate::snapshot::Error;

/// A range of bytes in a numbered file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Number of the file.
    pub(crate) file: u32,
    /// First byte.
    pub(crate) offset: u64,
    /// Behind the last byte.
    pub(crate) end: u64,
}

/// Name of the file with number `file`.
pub(crate) fn file_name(file: u32) -> String {
    format!("d42-{file:05}.warc.gz")
}

/// The file that is being written.
pub(crate) struct WarcWriter {
    folder: PathBuf,
    number: u32,
    path: PathBuf,
    file: File,
}

impl WarcWriter {
    /// Opens the file number `number` in `folder` (creating it if need be) and cuts it back to `length` bytes.
    pub(crate) fn open(folder: &Path, number: u32, length: u64) -> Result<Self, Error> {
        let path = folder.join(file_name(number));
        let open = || {
            let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
            file.set_len(length)?;
            file.seek(SeekFrom::Start(length))?;
            Ok(file)
        };
        let file = open().map_err(|e| Error::io("write", &path, e))?;
        sync_folder(folder)?;
        Ok(Self { folder: folder.to_owned(), number, path, file })
    }

    /// The bytes with which every file begins.
    pub(crate) fn info(packer: &mut Packer, run: &str, number: u32, at: Timestamp) -> Vec<u8> {
        let mut out = Vec::new();
        append_info(packer, run, &file_name(number), at, &mut out);
        out
    }

    /// Appends whole members.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|e| Error::io("write", &self.path, e))
    }

    /// Leaves this file for the one with number `number`.
    pub(crate) fn turn_to(&mut self, number: u32) -> Result<(), Error> {
        self.sync()?;
        *self = Self::open(&self.folder, number, 0)?;
        Ok(())
    }

    /// After a write that failed half-way: cuts back to `length` bytes of file `number`, and removes a later file.
    pub(crate) fn cut_back(&mut self, number: u32, length: u64) -> Result<(), Error> {
        if self.number != number {
            fs::remove_file(&self.path).map_err(|e| Error::io("remove", &self.path, e))?;
        }
        *self = Self::open(&self.folder, number, length)?;
        Ok(())
    }

    /// Returns when the bytes have reached the disk.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        self.file.sync_data().map_err(|e| Error::io("write", &self.path, e))
    }
}

/// Makes the names in `folder` reach the disk, where the system can do that.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|e| Error::io("write", folder, e))?;
    }
    Ok(())
}
