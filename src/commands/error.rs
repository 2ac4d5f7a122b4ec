//! Why a command could not do what was asked, and with which exit code the program ends.

use std::io;
use std::path::Path;

use thiserror::Error;

use super::{advice, vietnamese};
use crate::cli::Exit;
use crate::diagnostic::{Diagnostics, nearest, quoted};
use crate::rules::Bilingual;
use crate::{audit, crawl, registry, rules, snapshot};

/// A command that failed. Printed by [`cli::run`](crate::cli::run), never by the command itself.
#[derive(Debug, Error)]
pub enum CommandError {
    /// A file of the user's has mistakes.
    #[error("{0}")]
    Invalid(Box<Diagnostics>),
    /// Anything else.
    #[error("{}", message.en)]
    Failed {
        /// Exit code of its class.
        exit: Exit,
        /// One sentence, lower case, no full stop, naming the path, address or portal.
        message: Bilingual,
        /// What to do; may be empty.
        help: Bilingual,
    },
    /// The reader of stdout went away (`d42 … | head`), which is no error.
    #[error("the reader of the output went away")]
    BrokenPipe,
}

impl CommandError {
    /// A failure of the class `exit`, in Vietnamese and in English.
    pub fn new(exit: Exit, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Failed { exit, message: Bilingual { vi: vi.into(), en: en.into() }, help: Bilingual::default() }
    }

    /// Adds what to do, in Vietnamese and in English.
    #[must_use]
    pub fn help(self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        match self {
            Self::Failed { exit, message, .. } => {
                Self::Failed { exit, message, help: Bilingual { vi: vi.into(), en: en.into() } }
            }
            other => other,
        }
    }

    /// As [`help`](Self::help), with a text made elsewhere.
    fn advised(self, advice: Bilingual) -> Self {
        self.help(advice.vi, advice.en)
    }

    /// A `what` (in Vietnamese and in English) named on the command line that does not exist. The help is the nearest
    /// of the `known` names, or all of them; `shown_by` is the command that lists them.
    pub fn unknown<'k>(
        what: (&str, &str),
        given: &str,
        known: impl IntoIterator<Item = &'k str> + Clone,
        shown_by: Option<&str>,
    ) -> Self {
        let quoted = quoted(given);
        let error =
            Self::new(Exit::Usage, format!("không có {} {quoted}", what.0), format!("there is no {} {quoted}", what.1));
        match (nearest(given, known.clone()), shown_by) {
            (Some(name), _) => error.help(format!("có phải ý bạn là `{name}`?"), format!("did you mean `{name}`?")),
            (None, Some(command)) => {
                error.help(format!("`{command}` liệt kê tất cả"), format!("`{command}` shows all of them"))
            }
            (None, None) => {
                let known = known.into_iter().collect::<Vec<_>>().join(", ");
                error.help(format!("hiện có: {known}"), format!("known: {known}"))
            }
        }
    }

    /// `path` cannot be read.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::new(
            Exit::Io,
            format!("không đọc được {path}: {}", vietnamese::of_io(error)),
            format!("cannot read {path}: {error}"),
        )
        .advised(advice::reading(error))
    }

    /// `path` cannot be written.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        let path = path.display();
        Self::new(
            Exit::Io,
            format!("không ghi được {path}: {}", vietnamese::of_io(error)),
            format!("cannot write {path}: {error}"),
        )
        .advised(advice::writing(error))
    }

    /// Stdout cannot be written.
    pub fn stdout(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        let vi = format!("không ghi được ra đầu ra chuẩn: {}", vietnamese::of_io(error));
        Self::new(Exit::Io, vi, format!("cannot write to standard output: {error}"))
    }

    /// The exit code of its class.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Invalid(_) => Exit::InvalidInput,
            Self::Failed { exit, .. } => *exit,
            Self::BrokenPipe => Exit::Done,
        }
    }
}

impl From<rules::LoadError> for CommandError {
    fn from(error: rules::LoadError) -> Self {
        match error {
            rules::LoadError::Invalid(diagnostics) => Self::Invalid(diagnostics),
            rules::LoadError::Read { .. } => Self::new(Exit::Io, vietnamese::of_rules(&error), error.to_string()).help(
                "chỉ ra thư mục bằng `--rules DIR`, hoặc bỏ đi để dùng quy tắc có sẵn",
                "give the folder with `--rules DIR`, or leave it out to use the rules built in",
            ),
            rules::LoadError::NoRules(_) => {
                Self::new(Exit::InvalidInput, vietnamese::of_rules(&error), error.to_string()).help(
                    "chỉ ra thư mục có `requirements` và `profiles`",
                    "give the folder that holds `requirements` and `profiles`",
                )
            }
        }
    }
}

impl From<audit::ManifestError> for CommandError {
    fn from(error: audit::ManifestError) -> Self {
        match error {
            audit::ManifestError::Invalid(diagnostics) => Self::Invalid(diagnostics),
            audit::ManifestError::Read { .. } => Self::new(Exit::Io, vietnamese::of_pages(&error), error.to_string())
                .help(
                    "thư mục trang lưu sẵn có tệp manifest.csv với các cột file, agency, tier, original_url",
                    "a folder of saved pages has a manifest.csv with the columns file, agency, tier, original_url",
                ),
        }
    }
}

impl From<audit::SessionError> for CommandError {
    fn from(error: audit::SessionError) -> Self {
        use audit::SessionError;
        match error {
            SessionError::Snapshot(error) => error.into(),
            SessionError::Crawl(crawl::CrawlError::Archive(error)) => {
                match error.into_inner().downcast::<snapshot::Error>() {
                    Ok(error) => (*error).into(),
                    Err(other) => Self::new(Exit::Io, other.to_string(), other.to_string()),
                }
            }
            SessionError::Crawl(_) | SessionError::Findings(_) => {
                Self::new(Exit::Io, format!("đợt kiểm tra bị lỗi: {error}"), error.to_string())
            }
        }
    }
}

impl From<snapshot::Error> for CommandError {
    fn from(error: snapshot::Error) -> Self {
        use snapshot::{Error, IndexTrouble};
        let exit = match &error {
            Error::NotARun { .. } | Error::Occupied { .. } => Exit::Usage,
            Error::OtherFormat { .. } | Error::Locked { .. } => Exit::RunUnusable,
            // What is no database, or is damaged inside, was read; the disk is not to blame.
            Error::Index { .. }
                if matches!(error.index_trouble(), Some(IndexTrouble::NotADatabase | IndexTrouble::Damaged)) =>
            {
                Exit::InvalidInput
            }
            Error::Manifest { .. }
            | Error::IndexRow { .. }
            | Error::WarcTruncated { .. }
            | Error::WarcShort { .. }
            | Error::WarcMissing { .. }
            | Error::WarcDamaged { .. } => Exit::InvalidInput,
            Error::DiskFull { .. }
            | Error::Io { .. }
            | Error::Index { .. }
            | Error::NotAnswered { .. }
            | Error::NothingConfirmed { .. }
            | Error::Closed { .. } => Exit::Io,
        };
        let failed = Self::new(exit, vietnamese::of_run(&error), error.to_string());
        // What the other messages do not say themselves.
        match error {
            Error::NotARun { .. } => failed.help(
                "chỉ ra thư mục mà `d42 audit`, `d42 crawl` hoặc `d42 demo` đã ghi; nếu run.json bị mất thì khôi phục từ \
                 bản sao",
                "name a folder that `d42 audit`, `d42 crawl` or `d42 demo` wrote; if its run.json was lost, restore it \
                 from a copy",
            ),
            Error::Io { doing: "read", ref source, .. } => failed.advised(advice::reading(source)),
            Error::Io { ref source, .. } => failed.advised(advice::writing(source)),
            Error::Locked { path, .. } => {
                let path = path.display();
                failed.help(
                    format!(
                        "khi tiến trình đó đã kết thúc: chạy tiếp bằng `d42 resume {path}`; để bắt đầu đợt mới: chọn thư \
                         mục khác bằng `--out`"
                    ),
                    format!(
                        "when that process has ended, go on with `d42 resume {path}`; for a new run name another folder \
                         with `--out`"
                    ),
                )
            }
            Error::WarcShort { ref path, .. } | Error::WarcMissing { ref path } | Error::WarcDamaged { ref path, .. } => {
                let run = path.parent().and_then(Path::parent).unwrap_or(path).display();
                failed.help(
                    format!("nếu không có bản sao: `d42 resume {run} --repair` truy cập lại những gì đã mất"),
                    format!("where there is no copy, `d42 resume {run} --repair` asks again for what was lost"),
                )
            }
            Error::Manifest { .. } => failed.help(
                "khôi phục run.json từ bản sao của đợt kiểm tra, hoặc bắt đầu đợt mới trong thư mục khác",
                "restore run.json from a copy of the run, or begin a new run in another folder",
            ),
            Error::Index { .. } | Error::IndexRow { .. } => failed.help(
                "khôi phục run.sqlite từ bản sao của đợt kiểm tra, hoặc bắt đầu đợt mới; các trang đã lưu vẫn nằm trong \
                 snapshot/*.warc.gz",
                "restore run.sqlite from a copy of the run, or begin a new run; the archived pages are still in \
                 snapshot/*.warc.gz",
            ),
            _ => failed,
        }
    }
}

impl From<registry::LoadError> for CommandError {
    fn from(error: registry::LoadError) -> Self {
        match error {
            registry::LoadError::Invalid(diagnostics) => Self::Invalid(diagnostics),
            registry::LoadError::Read { ref path, ref source } => {
                // A bare word such as `2025` is meant as the name of a cohort, not of a file.
                let named = path.extension().is_none() && path.components().count() == 1;
                let exit = if named && source.kind() == io::ErrorKind::NotFound { Exit::Usage } else { Exit::Io };
                let known = registry::Cohort::built_in().join(", ");
                Self::new(exit, vietnamese::of_registry(&error), error.to_string()).help(
                    format!("chọn một trong {known} hoặc đường dẫn tới một tệp CSV"),
                    format!("give one of {known} or the path of a CSV file"),
                )
            }
        }
    }
}
