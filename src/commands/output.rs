//! Writes the files of a report into a folder: all of them, each whole or not at all.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{
    CommandError,
    report::{Form, files},
};
use crate::report::{Lang, Report};

/// Writes `report.json`, the HTML document and the two tables of `report` into `folder` and returns their paths.
pub(super) fn write_all(report: &Report, folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, CommandError> {
    std::fs::create_dir_all(folder).map_err(|error| CommandError::writing(folder, &error))?;
    let mut written = Vec::new();
    for (name, bytes) in files(report, Form::All, lang)? {
        let path = folder.join(name);
        replace(&path, &bytes)?;
        written.push(path);
    }
    Ok(written)
}

/// Puts `bytes` in the place of `path` in one step, so that a reader never sees half a file.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    let mut half = path.as_os_str().to_owned();
    half.push(".part");
    let half = PathBuf::from(half);
    let write = || -> std::io::Result<()> {
        let mut file = std::fs::File::create(&half)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&half, path)
    };
    write().map_err(|error| {
        // The half-written file is of no use to anybody; that it cannot be removed changes nothing.
        let _ = std::fs::remove_file(&half);
        CommandError::writing(path, &error)
    })
}
