//! Where and how a section was seen.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::FileEvidence;
use crate::{
    fetch::{FetchMode, TlsFlaw},
    rules::Bilingual,
    snapshot::CaptureId,
};

/// How a section was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// A link or menu entry on another page.
    Entry,
    /// A heading on the page.
    Heading,
    /// The page's title.
    Title,
    /// The trail to the page.
    Breadcrumb,
    /// The page's address.
    Address,
    /// A property of the site itself, for requirements observed on the site as a whole.
    Site,
    /// A name that no label knows, but that shares the telling words of one.
    Likeness,
    /// A page of the menus whose content says by itself what it is, whatever its name.
    Content,
}

/// One way in which a section was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Signal {
    /// Which kind.
    pub kind: SignalKind,
    /// The words seen.
    pub text: String,
    /// The rule's label they match.
    pub label: String,
    /// Page on which they were seen.
    pub page: String,
}

/// Where and how something was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Address of the page.
    pub url: String,
    /// Place on the page: path of the section's heading or container.
    pub place: String,
    /// Heading of the section, or the page's title.
    pub heading: String,
    /// Whether only the beginning of the page was kept, so that more may stand there.
    pub cut: bool,
    /// What was seen, private persons masked.
    pub excerpt: String,
    /// Counted facts in words, for instance `5 số văn bản`.
    pub proof: Bilingual,
    /// How it was found, strongest first.
    pub signals: Vec<Signal>,
    /// Date of the newest dated item in the section.
    #[schemars(with = "Option<String>")]
    pub newest: Option<Date>,
    /// Which capture.
    pub capture: CaptureId,
    /// SHA-256 of the captured body.
    pub digest: String,
    /// When it was captured, or confirmed by the server.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// When its content was received, where the server only said at `at` that it has not changed since.
    #[schemars(with = "Option<String>")]
    pub received: Option<Timestamp>,
    /// How it was captured.
    pub mode: FetchMode,
    /// What is wrong with the certificate of the server it came from, if anything is.
    pub flaw: Option<TlsFlaw>,
    /// Files of the section that were asked for, where its proof depends on them.
    pub files: Vec<FileEvidence>,
    /// How many files the section links to, where its proof depends on them.
    pub files_announced: u32,
}
