//! Writes the files of a report into a folder: all of them, each whole or not at all.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    CommandError,
    report::{Made, Plan, Sink, files},
};
use crate::{
    cli::Context,
    report::{Lang, Report},
    snapshot::{Lock, Manifest},
};

/// Makes sure that what is written to `target`, made from the run in `run`, meets no other process there: the run is
/// locked where `target` lies in it. Elsewhere a run that is being written to may be read, and that is said.
pub(super) fn claim(run: &Path, target: Option<&Path>, context: &Context) -> Result<Option<Lock>, CommandError> {
    if target.is_some_and(|target| whole(target).starts_with(whole(run))) {
        return Ok(Some(Lock::hold(run)?));
    }
    Manifest::read(run)?;
    if let Some(pid) = Lock::holder(run) {
        let run = run.display();
        context.note(&match context.lang {
            Lang::Vi => format!("{run} đang được tiến trình {pid} ghi: kết quả chỉ gồm những gì đã lưu đến lúc này"),
            Lang::En => format!("process {pid} is writing to {run}: the result is of what is archived by now"),
        });
    }
    Ok(None)
}

/// `path` without detours, also where its last parts do not exist yet.
fn whole(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for known in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (known.canonicalize(), path.strip_prefix(known)) {
            return real.join(rest);
        }
    }
    path
}

/// Writes `report.json`, the HTML document and the two tables of `report` into `folder` and returns their paths.
pub(super) fn write_all(report: &Report, folder: &Path, lang: Lang) -> Result<Vec<PathBuf>, CommandError> {
    write_files(&files(report, &Plan::screen(), lang), folder)
}

/// Writes `files` into `folder` and returns their paths.
pub(super) fn write_files(files: &[Made<'_>], folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    std::fs::create_dir_all(folder).map_err(|error| CommandError::writing(folder, &error))?;
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&*file.name);
        replace_with(&path, |out| (file.make)(out))?;
        written.push(path);
    }
    Ok(written)
}

/// Puts `bytes` in the place of `path`, as [`replace_with`].
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    replace_with(path, |out| out.write_all(bytes).map_err(|error| CommandError::writing(path, &error)))
}

/// Puts what `make` writes in the place of `path` in one step, so that a reader never sees half a file. What is no file (a
/// device, a pipe) is written to and stays what it is.
pub(super) fn replace_with(
    path: &Path,
    make: impl FnOnce(&mut Sink<'_>) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let failed = |error: io::Error| CommandError::writing(path, &error);
    if std::fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        let file = std::fs::OpenOptions::new().write(true).open(path).map_err(failed)?;
        return fill(path, file, make).map(drop);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Under a name that nobody has; removed of itself if anything goes wrong.
    let half = fill(path, fresh_file(folder).map_err(failed)?, make)?;
    if let Ok(known) = std::fs::metadata(path) {
        half.as_file().set_permissions(known.permissions()).map_err(failed)?;
    }
    half.as_file().sync_all().map_err(failed)?;
    half.persist(path).map(drop).map_err(|error| failed(error.error))
}

/// `file` with what `make` writes. A file that takes no more is why making failed, whatever `make` says of it.
fn fill<F: Write + Send>(
    path: &Path,
    file: F,
    make: impl FnOnce(&mut Sink<'_>) -> Result<(), CommandError>,
) -> Result<F, CommandError> {
    let mut watched = Watched { file, failed: None };
    let mut buffer = io::BufWriter::new(&mut watched);
    let made = make(&mut buffer).and_then(|()| {
        let flushed = buffer.flush();
        flushed.map_err(|error| CommandError::writing(path, &error))
    });
    // What is left after a failure is of no use to anybody.
    drop(buffer.into_parts());
    match watched.failed {
        Some(error) => Err(CommandError::writing(path, &error)),
        None => made.map(|()| watched.file),
    }
}

/// A file that keeps why it took no more.
struct Watched<F> {
    file: F,
    failed: Option<io::Error>,
}

impl<F: Write> Watched<F> {
    fn watch<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &done
            && error.kind() != io::ErrorKind::Interrupted
        {
            let same = error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
            self.failed.get_or_insert(same);
        }
        done
    }
}

impl<F: Write> Write for Watched<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        self.watch(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.watch(done)
    }
}

/// A file with a name of its own in `folder`, with the permissions that any new file gets.
fn fresh_file(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new();
    file.prefix(".d42-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The system takes away what the user's mask says.
        file.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // Asked first for what the system says of it: the library would add a name that means nothing to the user.
    std::fs::metadata(folder)?;
    file.tempfile_in(folder).map_err(|error| error.kind().into())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let path = pipe.clone();
        let reader = std::thread::spawn(move || std::fs::read(path).unwrap());
        replace(&pipe, b"whole").unwrap();
        assert_eq!(reader.join().unwrap(), b"whole");
        assert!(!std::fs::metadata(&pipe).unwrap().is_file());
    }

    #[test]
    fn what_is_written_touches_no_other_file_and_leaves_none_behind() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (path, beside) = (folder.path().join("r.json"), folder.path().join("r.json.part"));
        std::fs::write(&beside, b"mine").unwrap();
        replace(&path, b"first").unwrap();
        let usual = std::fs::metadata(&beside).unwrap().permissions().mode();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode(), usual);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        replace(&path, b"second").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(
            (std::fs::read(&path).unwrap(), std::fs::read(&beside).unwrap()),
            (b"second".to_vec(), b"mine".to_vec())
        );
        assert!(replace(&folder.path().join("r.json/x"), b"").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
