//! The files of a section: what came of asking for them, and which were not read for what reason.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    attachment::{Kind, Period, TextLayer, Unread},
    snapshot::CaptureId,
};

/// What came of asking for a file of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", content = "detail", rename_all = "kebab-case")]
pub enum FileState {
    /// It answers and was read.
    Answers,
    /// It answers; why its content could not be read.
    Unread(Unread),
    /// A web page came instead of a file.
    PageInstead,
    /// The server says it is not there (status).
    Missing(u16),
    /// The server refused it (status): nobody can say.
    Refused(u16),
    /// No answer, or a redirect that was not followed to its end.
    Unanswered,
}

/// A file of the section as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileEvidence {
    /// Its address.
    pub url: String,
    /// Which capture.
    pub capture: CaptureId,
    /// SHA-256 of the captured body; empty if there was no answer.
    pub digest: String,
    /// What came.
    pub state: FileState,
    /// Its format, if it was read.
    pub kind: Option<Kind>,
    /// Pages, slides or sheets.
    pub pages: Option<u32>,
    /// Whether a program can read it.
    pub text_layer: Option<TextLayer>,
    /// A few document numbers in its text.
    pub documents: Vec<String>,
    /// A few budget periods in its text.
    pub periods: Vec<Period>,
}

/// How far the files of the sections looked at were searched: `read` and `unread` together are `named`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileSearch {
    /// Files that the sections link to.
    pub named: u32,
    /// Of these, fetched: they were asked for and came.
    pub fetched: u32,
    /// Of these, read by the program.
    pub read: u32,
    /// The others, by reason.
    pub unread: Vec<UnreadFiles>,
}

/// Files that were not read for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnreadFiles {
    /// Why.
    pub why: FileGap,
    /// How many.
    pub count: u32,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileGap {
    /// Not asked for: others of the section were, or the visit ended before.
    NotAsked,
    /// Not asked for, because it lies outside the portal.
    Elsewhere,
    /// It came, a scan without text.
    Scan,
    /// It came, in a format whose content is not read.
    Format,
    /// It came damaged.
    Malformed,
    /// It came, and needs a password.
    Locked,
    /// It came, and is too large to be read.
    TooBig,
    /// It came, and the program could not read it.
    Reader,
    /// The server says that it is not there, or sends a web page in its place.
    Missing,
    /// The server refused it.
    Refused,
    /// No answer, or a redirect that was not followed to its end.
    Unanswered,
}

impl FileGap {
    /// The word in files: `not-asked`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Elsewhere => "elsewhere",
            Self::Scan => "scan",
            Self::Format => "format",
            Self::Malformed => "malformed",
            Self::Locked => "locked",
            Self::TooBig => "too-big",
            Self::Reader => "reader",
            Self::Missing => "missing",
            Self::Refused => "refused",
            Self::Unanswered => "unanswered",
        }
    }
}
