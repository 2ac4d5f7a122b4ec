//! From bytes to facts: finds out what the file is, has its text read, and reads the facts off the text.

use url::Url;

use super::{
    Attachment, Kind, Number, Reading, TextLayer, Unread, kind::kind_of, package, pdf, period::periods, sheet, word97,
};
use crate::{page, text};

/// Most characters of text taken from a file; dates and numbers of a document stand on its first pages.
pub(super) const MOST_TEXT: usize = 200_000;
/// Most characters of the text that are kept in normal form.
const KEPT_WORDS: usize = 4_000;
/// Most facts of a kind that are kept.
const MOST_FACTS: usize = 40;
/// Fewer letters than this are stamps and page numbers on a scan, not its text.
const FEW_LETTERS: usize = 12;

/// An answer that is to be read as a file.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Where it lies.
    pub url: &'a Url,
    /// `Content-Type` as sent.
    pub content_type: Option<&'a str>,
    /// The bytes, content coding undone.
    pub body: &'a [u8],
}

/// What a format's reader takes out of a file.
#[derive(Debug, Default)]
pub(super) struct Extract {
    pub(super) pages: Option<u32>,
    pub(super) title: String,
    /// At most [`MOST_TEXT`] characters.
    pub(super) text: String,
    /// Whether there was more.
    pub(super) truncated: bool,
}

impl Extract {
    /// Adds text; false once there is enough.
    pub(super) fn push(&mut self, text: &str) -> bool {
        let room = MOST_TEXT.saturating_sub(self.text.len());
        if text.len() > room {
            let end = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            self.text.push_str(&text[..end]);
            self.truncated = true;
            return false;
        }
        self.text.push_str(text);
        true
    }
}

/// Reads a file. The same bytes always give the same answer; hostile ones may take all the time and memory there is,
/// or end the process: see [`Workers`](super::Workers).
///
/// # Errors
/// Says why the content of a file whose format is read could not be.
pub fn read(file: &File<'_>) -> Reading {
    let kind = kind_of(file.body, file.content_type, file.url);
    let extract = match kind {
        Kind::Pdf => pdf::extract(file.body)?,
        Kind::Docx | Kind::Pptx | Kind::Odt => package::extract(kind, file.body)?,
        Kind::Xlsx | Kind::Xls | Kind::Ods => sheet::extract(kind, file.body)?,
        Kind::Doc => word97::extract(file.body)?,
        Kind::Text => plain(file.body),
        Kind::Picture => Extract { pages: Some(1), ..Extract::default() },
        Kind::OldOffice | Kind::Rtf | Kind::Archive | Kind::Page | Kind::Other => {
            return Ok(facts(kind, TextLayer::Unread, &Extract::default()));
        }
    };
    let letters = extract.text.chars().filter(|c| c.is_alphabetic()).take(FEW_LETTERS).count();
    let layer = if letters < FEW_LETTERS { TextLayer::Missing } else { TextLayer::Present };
    Ok(facts(kind, layer, &extract))
}

fn plain(body: &[u8]) -> Extract {
    let mut extract = Extract::default();
    // A little more than is kept, so that what is cut off is known to be.
    extract.push(&String::from_utf8_lossy(&body[..body.len().min(2 * MOST_TEXT)]));
    extract
}

fn facts(kind: Kind, text_layer: TextLayer, extract: &Extract) -> Attachment {
    let lines: Vec<String> = extract.text.lines().map(text::collapse).filter(|line| !line.is_empty()).collect();
    let found = page::plain_facts(&lines.join("\n"));
    let mut dates = Vec::new();
    for date in found.dates {
        if dates.len() < MOST_FACTS && !dates.contains(&date) {
            dates.push(date);
        }
    }
    let mut documents: Vec<Number> = Vec::new();
    for (text, kind) in found.documents {
        if documents.len() < MOST_FACTS && !documents.iter().any(|known| known.text == text) {
            documents.push(Number { text, kind });
        }
    }
    let mut words = text::normalise(&lines.join(" "));
    let mut periods = periods(&words);
    periods.truncate(MOST_FACTS);
    if let Some((end, _)) = words.char_indices().nth(KEPT_WORDS) {
        words.truncate(end);
    }
    Attachment {
        kind,
        pages: extract.pages,
        text_layer,
        title: clip(&text::collapse(&extract.title)),
        words,
        dates,
        documents,
        periods,
        truncated: extract.truncated,
    }
}

/// At most 200 characters.
fn clip(text: &str) -> String {
    text.chars().take(200).collect()
}

/// Reports what a library says is wrong as damage.
pub(super) fn malformed<E>(_: E) -> Unread {
    Unread::Malformed
}
