//! Why a command could not do what was asked, and with which exit code the program ends.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::cli::Exit;
use crate::diagnostic::{Diagnostics, nearest, quoted};
use crate::{audit, crawl, registry, rules, snapshot};

/// A command that failed. Printed by [`cli::run`](crate::cli::run), never by the command itself.
#[derive(Debug, Error)]
pub enum CommandError {
    /// A file of the user's has mistakes.
    #[error("{0}")]
    Invalid(Box<Diagnostics>),
    /// Anything else.
    #[error("{message}")]
    Failed {
        /// Exit code of its class.
        exit: Exit,
        /// One sentence, lower case, no full stop, naming the path, address or portal.
        message: String,
        /// What to do; may be empty.
        help: String,
    },
    /// The reader of stdout went away (`d42 … | head`), which is no error.
    #[error("the reader of the output went away")]
    BrokenPipe,
}

impl CommandError {
    /// A failure of the class `exit`.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self::Failed { exit, message: message.into(), help: String::new() }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(self, text: impl Into<String>) -> Self {
        match self {
            Self::Failed { exit, message, .. } => Self::Failed { exit, message, help: text.into() },
            other => other,
        }
    }

    /// A `what` named on the command line that does not exist. The help is the nearest of the `known` names, or
    /// `otherwise`.
    pub fn unknown<'k>(what: &str, given: &str, known: impl IntoIterator<Item = &'k str>, otherwise: &str) -> Self {
        let help = nearest(given, known).map_or_else(|| otherwise.to_owned(), |name| format!("did you mean `{name}`?"));
        Self::new(Exit::Usage, format!("there is no {what} {}", quoted(given))).help(help)
    }

    /// `path` cannot be read.
    pub fn reading(path: &Path, error: &io::Error) -> Self {
        Self::new(Exit::Io, format!("cannot read {}: {error}", path.display()))
    }

    /// `path` cannot be written.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        Self::new(Exit::Io, format!("cannot write {}: {error}", path.display()))
    }

    /// Stdout cannot be written.
    pub fn stdout(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::new(Exit::Io, format!("cannot write to standard output: {error}"))
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
            rules::LoadError::Read { .. } => Self::new(Exit::Io, error.to_string())
                .help("give the folder with `--rules DIR`, or leave it out to use the rules built in"),
            rules::LoadError::NoRules(_) => Self::new(Exit::InvalidInput, error.to_string())
                .help("give the folder that holds `requirements` and `profiles`"),
        }
    }
}

impl From<audit::ManifestError> for CommandError {
    fn from(error: audit::ManifestError) -> Self {
        match error {
            audit::ManifestError::Invalid(diagnostics) => Self::Invalid(diagnostics),
            audit::ManifestError::Read { .. } => Self::new(Exit::Io, error.to_string())
                .help("a folder of saved pages has a manifest.csv with the columns file, agency, tier, original_url"),
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
                    Err(other) => Self::new(Exit::Io, other.to_string()),
                }
            }
            SessionError::Crawl(_) | SessionError::Findings(_) => Self::new(Exit::Io, error.to_string()),
        }
    }
}

impl From<snapshot::Error> for CommandError {
    fn from(error: snapshot::Error) -> Self {
        use snapshot::Error;
        let exit = match &error {
            Error::NotARun { .. } | Error::Occupied { .. } => Exit::Usage,
            Error::OtherFormat { .. } | Error::Locked { .. } => Exit::RunUnusable,
            Error::Manifest { .. }
            | Error::IndexRow { .. }
            | Error::WarcTruncated { .. }
            | Error::WarcShort { .. }
            | Error::WarcDamaged { .. } => Exit::InvalidInput,
            Error::DiskFull { .. }
            | Error::Io { .. }
            | Error::Index { .. }
            | Error::NotAnswered { .. }
            | Error::Closed { .. } => Exit::Io,
        };
        Self::new(exit, error.to_string())
    }
}

impl From<registry::LoadError> for CommandError {
    fn from(error: registry::LoadError) -> Self {
        match error {
            registry::LoadError::Invalid(diagnostics) => Self::Invalid(diagnostics),
            registry::LoadError::Read { ref source, .. } if source.kind() == io::ErrorKind::NotFound => {
                Self::new(Exit::Usage, error.to_string())
                    .help(format!("give one of {} or the path of a CSV file", registry::Cohort::built_in().join(", ")))
            }
            registry::LoadError::Read { .. } => Self::new(Exit::Io, error.to_string())
                .help(format!("give one of {} or the path of a CSV file", registry::Cohort::built_in().join(", "))),
        }
    }
}
