//! What is known of the files that a portal's sections link to: which were asked for, what came, and what it proves.

use jiff::Timestamp;
use url::Url;

use super::{
    finding::{FileEvidence, FileState},
    observation::address_key,
};
use crate::{
    attachment::{Attachment, Kind, Reading, Unread},
    fetch::Failure,
    registry::Portal,
    snapshot::{Capture, CaptureId, CaptureResult},
};

/// What came of asking for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileEnd {
    /// It answers, and this is what it holds or why that cannot be said.
    Answers(Reading),
    /// A web page came instead: most servers say "not found" so.
    Page,
    /// The server says it is not there, or sends no file (status).
    Missing(u16),
    /// The server refused it or failed (status): nobody can say whether it is there.
    Refused(u16),
    /// The server pointed elsewhere (key of the target, see [`address_key`]).
    Redirect(String),
    /// No answer.
    Failed(Failure),
}

/// A file that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenFile {
    /// Address asked for.
    pub url: String,
    /// Which capture.
    pub capture: CaptureId,
    /// SHA-256 of the captured body; empty if there was no answer.
    pub digest: String,
    /// When it was captured.
    pub at: Timestamp,
    /// What came.
    pub end: FileEnd,
}

impl SeenFile {
    /// From a capture of a file; `reading` is what its body says, where there is a body with a good status.
    pub fn new(capture: &Capture, reading: Option<Reading>) -> Self {
        let (digest, end) = match &capture.result {
            CaptureResult::Failed(failure) => (String::new(), FileEnd::Failed(*failure)),
            CaptureResult::Answered { status, location, digest, length, .. } => {
                let target = location.as_ref().and_then(|location| capture.url.join(location).ok());
                let end = match (*status, target, reading) {
                    (300..=399, Some(target), _) => FileEnd::Redirect(address_key(&target)),
                    (200..=299, _, _) if *length == 0 => FileEnd::Missing(*status),
                    (200..=299, _, Some(Ok(Attachment { kind: Kind::Page, .. }))) => FileEnd::Page,
                    (200..=299, _, Some(reading)) => FileEnd::Answers(reading),
                    (200..=299, _, None) => FileEnd::Answers(Err(Unread::NoReader)),
                    (status @ (401 | 403 | 407 | 408 | 425 | 429 | 500..), _, _) => FileEnd::Refused(status),
                    (status, ..) => FileEnd::Missing(status),
                };
                (digest.clone(), end)
            }
        };
        Self { url: capture.url.to_string(), capture: capture.id.clone(), digest, at: capture.at, end }
    }
}

/// Whether a file answers, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    Yes,
    No,
    /// It was not asked for, or nobody can say.
    Unknown,
}

/// The files of one section, settled.
#[derive(Debug, Default)]
pub(crate) struct Known<'v> {
    /// Those that were asked for, in the order of the section.
    pub(crate) seen: Vec<&'v SeenFile>,
    pub(crate) answering: u32,
    pub(crate) dead: u32,
    pub(crate) unknown: u32,
}

impl<'v> Known<'v> {
    /// What `view` knows of the files that a section links to: `links` are the keys of some, `more` how many there are
    /// besides.
    pub(crate) fn of(view: &'v super::PortalView, links: &[FileLink], more: u32) -> Self {
        let mut known = Self { unknown: more, ..Self::default() };
        for link in links {
            let key = link.url().map(|url| address_key(&url)).unwrap_or_default();
            let Some((seen, answers)) = settle(view, &key) else {
                known.unknown += 1;
                continue;
            };
            known.seen.push(seen);
            match answers {
                Answers::Yes => known.answering += 1,
                Answers::Unknown => known.unknown += 1,
                Answers::No => known.dead += 1,
            }
        }
        known
    }

    /// The same again.
    pub(crate) fn copied(&self) -> Self {
        Self { seen: self.seen.clone(), ..*self }
    }

    /// What was read of those that answer.
    pub(crate) fn readings(&self) -> impl Iterator<Item = &'v Attachment> {
        self.seen.iter().filter_map(|seen| match &seen.end {
            FileEnd::Answers(Ok(attachment)) => Some(attachment),
            _ => None,
        })
    }
}

impl SeenFile {
    /// As evidence.
    pub(crate) fn evidence(&self) -> FileEvidence {
        const NAMED: usize = 3;
        let read = match &self.end {
            FileEnd::Answers(Ok(attachment)) => Some(attachment),
            _ => None,
        };
        FileEvidence {
            url: self.url.clone(),
            capture: self.capture.clone(),
            digest: self.digest.clone(),
            state: match &self.end {
                FileEnd::Answers(Ok(_)) => FileState::Answers,
                FileEnd::Answers(Err(unread)) => FileState::Unread(*unread),
                FileEnd::Page => FileState::PageInstead,
                FileEnd::Missing(status) => FileState::Missing(*status),
                FileEnd::Refused(status) => FileState::Refused(*status),
                FileEnd::Redirect(_) | FileEnd::Failed(_) => FileState::Unanswered,
            },
            kind: read.map(|file| file.kind),
            pages: read.and_then(|file| file.pages),
            text_layer: read.map(|file| file.text_layer),
            documents: read
                .map(|file| file.documents.iter().take(NAMED).map(|number| number.text.clone()).collect())
                .unwrap_or_default(),
            periods: read.map(|file| file.periods.iter().rev().take(NAMED).copied().collect()).unwrap_or_default(),
        }
    }
}

/// A link of a section to a file: the address alone, because many pages have many of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileLink(Box<str>);

impl FileLink {
    /// To `url`.
    pub(crate) fn to(url: &Url) -> Self {
        Self(url.as_str().into())
    }

    /// Its address. (What was written from an address is one.)
    pub(crate) fn url(&self) -> Option<Url> {
        Url::parse(&self.0).ok()
    }
}

/// The last answer on the way from an address, if it was asked for.
pub(super) fn settle<'v>(view: &'v super::PortalView, key: &str) -> Option<(&'v SeenFile, Answers)> {
    const LONGEST_CHAIN: usize = 6;
    let mut seen = view.files.get(key)?;
    for _ in 0..LONGEST_CHAIN {
        let answers = match &seen.end {
            FileEnd::Answers(_) => Answers::Yes,
            FileEnd::Page | FileEnd::Missing(_) => Answers::No,
            FileEnd::Refused(_) | FileEnd::Failed(_) => Answers::Unknown,
            FileEnd::Redirect(next) => match view.files.get(next) {
                Some(next) => {
                    seen = next;
                    continue;
                }
                None => Answers::Unknown,
            },
        };
        return Some((seen, answers));
    }
    Some((seen, Answers::Unknown))
}

/// Whether the crawl of `portal` would ask for a file at `url`.
pub(crate) fn may_be_asked(portal: &Portal, url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && portal.covers(url)
}
