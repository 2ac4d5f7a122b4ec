//! The facts of one file, and why there are none.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Kind, Period};

/// Whether a program can read the text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TextLayer {
    /// There is text.
    Present,
    /// The file was understood and holds no text: a scan.
    Missing,
    /// A format that is recognised and not read.
    Unread,
}

/// A document number in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// As normalised: `271/QĐ-UBND`.
    pub text: String,
    /// Type code (`QĐ`); empty if the number has none.
    pub kind: String,
}

/// What is known of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// By its bytes; by type or name only where the bytes say nothing.
    pub kind: Kind,
    /// Pages, slides or sheets; `None` where the format does not tell.
    pub pages: Option<u32>,
    /// Whether a program can read it.
    pub text_layer: TextLayer,
    /// The title the file gives itself; empty if none.
    pub title: String,
    /// The beginning of its text in normal form (see [`crate::text::normalise`]).
    pub words: String,
    /// Distinct dates in the text, in order; not the file's own time stamps.
    pub dates: Vec<Date>,
    /// Distinct document numbers in the text, in order.
    pub documents: Vec<Number>,
    /// Budget years and kinds the text speaks of.
    pub periods: Vec<Period>,
    /// Whether only a part was read.
    pub truncated: bool,
}

/// Why nothing can be said about the content of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unread {
    /// The bytes are not what they claim to be, or are damaged.
    Malformed,
    /// A password is needed.
    Locked,
    /// It unpacks to more than a reader takes.
    TooBig,
    /// The process that read it broke off: a mistake in a library, or more memory than it may have.
    Crashed,
    /// It took longer than a reader may.
    TimedOut,
    /// No reader could be started.
    NoReader,
}

impl Unread {
    /// The word in files: `timed-out`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Locked => "locked",
            Self::TooBig => "too-big",
            Self::Crashed => "crashed",
            Self::TimedOut => "timed-out",
            Self::NoReader => "no-reader",
        }
    }
}

/// What came of reading a file.
pub type Reading = Result<Attachment, Unread>;
