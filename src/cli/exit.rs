//! Exit codes. Scripts rely on them: a code never changes its meaning.

use std::process::ExitCode;

/// How a run of the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Done; also when the reader of the output went away.
    Done = 0,
    /// Done, with findings beyond the threshold that was asked for.
    Findings = 1,
    /// The command line is wrong, or names something that does not exist.
    Usage = 2,
    /// What a rule, registry, settings or manifest file says is wrong, or the archive of a run is damaged. Nothing was
    /// visited.
    InvalidInput = 3,
    /// No portal could be seen.
    NothingSeen = 4,
    /// The run folder is in use by another process, or of another version.
    RunUnusable = 5,
    /// A file could not be read or written.
    Io = 6,
    /// Stopped by the user, or because the connection to the internet stayed away; the run can be resumed.
    Interrupted = 130,
}

impl Exit {
    /// Every code, in order.
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::Findings,
        Self::Usage,
        Self::InvalidInput,
        Self::NothingSeen,
        Self::RunUnusable,
        Self::Io,
        Self::Interrupted,
    ];

    /// The number the shell sees.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// What it means, for `--help`.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Findings => "findings beyond the threshold asked for",
            Self::Usage => "wrong usage",
            Self::InvalidInput => "invalid rule, registry, settings or manifest file, or damaged run",
            Self::NothingSeen => "no portal could be seen",
            Self::RunUnusable => "run folder locked or of another version",
            Self::Io => "a file could not be read or written",
            Self::Interrupted => "interrupted",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
