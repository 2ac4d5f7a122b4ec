//! The facts of one page. Everything is owned text and numbers, in document order.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use url::Url;

use super::query::Query;
use super::technical::Technical;
use super::{At, Legacy, Obstacle, Region, Role};

/// Where the charset was learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CharsetSource {
    /// Byte order mark.
    Bom,
    /// `Content-Type` header.
    Header,
    /// `meta` element.
    Meta,
    /// Guessed from the bytes.
    Detected,
}

/// How the bytes were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charset {
    /// WHATWG name.
    pub name: &'static str,
    /// Where it was learnt.
    pub source: CharsetSource,
    /// Whether some bytes did not fit the charset.
    pub malformed: bool,
    /// The encoding older than Unicode in which the text was typed, and out of which it was put, if so.
    pub legacy: Option<Legacy>,
}

/// Language of running text, told by its words, not by the `lang` attribute (which is wrong on most portals).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Vietnamese with diacritics.
    Vietnamese,
    /// English.
    English,
    /// Some other script or language.
    Other,
    /// Too little text to tell.
    Unknown,
}

/// A heading: `h1`–`h6`, or an element that serves as one (block titles of the known CMS families).
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Text, white space collapsed, NFC.
    pub text: String,
    /// Place.
    pub at: At,
}

/// A stretch of the page: index 0 is the whole main content, the others begin at a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Index into [`Page::headings`]; `None` for the whole main content.
    pub heading: Option<usize>,
    /// Element ordinals from the heading up to the next heading of the same or a higher level.
    pub span: Range<u32>,
    /// Region of the heading (`Main` for the whole content).
    pub region: Region,
    /// Words of running text outside links.
    pub words: u32,
    /// CSS-like path of the heading or container, to find it again on the page.
    pub path: String,
}

/// Where the words of a link come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelSource {
    /// Text of the link itself.
    Text,
    /// `aria-label`, `title` or `alt`.
    Attribute,
    /// Words of the image's file name.
    FileName,
    /// Words of the target address.
    Address,
    /// Nothing says what it is.
    None,
}

/// Document formats behind links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// `.pdf`
    Pdf,
    /// `.doc`, `.docx`, `.odt`, `.rtf`
    Word,
    /// `.xls`, `.xlsx`, `.ods`, `.csv`
    Sheet,
    /// `.ppt`, `.pptx`
    Slides,
    /// `.zip`, `.rar`, `.7z`
    Archive,
    /// `.json`, `.xml`, `.geojson`, `.shp` …
    Data,
}

/// A link or another way to somewhere else.
#[derive(Clone, Debug)]
pub struct Link {
    /// Resolved target; `None` for `javascript:` and empty targets, which are navigation that cannot be followed.
    pub target: Option<Url>,
    /// Best words for it, white space collapsed, NFC; empty if none.
    pub label: String,
    /// Where those words come from.
    pub source: LabelSource,
    /// Words of the address and file name, separated by spaces, without diacritics: a second chance for a bare image or
    /// a link without words. Empty where the link itself says what it is.
    pub slug: String,
    /// Set when the target is a file.
    pub file: Option<FileKind>,
    /// Whether the link's only content is an image.
    pub image_only: bool,
    /// `onclick`, `href="javascript:…"` text, if any, cut to 200 characters.
    pub script: Option<String>,
    /// Whether `rel` forbids following.
    pub nofollow: bool,
    /// Place.
    pub at: At,
}

/// An entry of a list, table or run of like elements that has a title and, mostly, a date.
#[derive(Clone, Debug)]
pub struct DatedItem {
    /// Text of its link or first cell with letters.
    pub title: String,
    /// Date standing in the item.
    pub date: Date,
    /// One past its last element.
    pub end: u32,
    /// Place.
    pub at: At,
}

/// A body row of a table.
#[derive(Clone, Debug)]
pub struct Line {
    /// Columns of the grid in which something stands, a bit for each.
    pub filled: u64,
    /// Elements of the row.
    pub span: Range<u32>,
}

/// A table with data (layout tables are left out).
#[derive(Clone, Debug)]
pub struct Table {
    /// Header cells in order.
    pub columns: Vec<String>,
    /// For each of them the columns of the grid below it, a bit for each.
    pub places: Vec<u64>,
    /// Body rows that hold text.
    pub lines: Vec<Line>,
    /// Cells in the body that hold a figure.
    pub figures: u32,
    /// First body row, for the excerpt.
    pub sample: Vec<String>,
    /// Caption or nearest heading inside the table.
    pub caption: String,
    /// Place.
    pub at: At,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    /// Label, placeholder, title and name, joined by ` | `.
    pub words: String,
    /// `text`, `search`, `email`, `textarea`, `select`, `file`, `password`, `radio`, `submit` …
    pub kind: String,
}

/// A form, or an unwrapped group of fields (WebForms pages wrap the whole page in one form: its fields are grouped by
/// their nearest container instead).
#[derive(Clone, Debug)]
pub struct Form {
    /// Resolved action, if any.
    pub action: Option<Url>,
    /// Visible fields and buttons.
    pub fields: Vec<Field>,
    /// Whether it looks like the search of the site.
    pub search: bool,
    /// How it asks, if by its address alone.
    pub query: Option<Query>,
    /// Place.
    pub at: At,
}

/// A named person with a post.
#[derive(Clone, Debug)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Post as written (`Thứ trưởng`).
    pub post: String,
    /// Telephone standing with the person.
    pub phone: Option<String>,
    /// E-mail standing with the person.
    pub email: Option<String>,
    /// Place.
    pub at: At,
}

/// Whether a line gives a document its number or speaks of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mention {
    /// The number that an entry gives.
    Own,
    /// A citation: "Căn cứ Nghị định …", "triển khai Quyết định …".
    Cited,
}

/// A document number such as `34/2026/QĐ-UBND`.
#[derive(Clone, Debug)]
pub struct DocumentNumber {
    /// As normalised: no inner spaces.
    pub text: String,
    /// Type code (`QĐ`, `TT`, `NĐ` …); empty if the number has none.
    pub kind: String,
    /// Year inside the number; normative documents have one.
    pub year: Option<i16>,
    /// Whether it is the entry's own.
    pub mention: Mention,
    /// Place.
    pub at: At,
}

/// A calendar date.
#[derive(Clone, Copy, Debug)]
pub struct FoundDate {
    /// The day.
    pub date: Date,
    /// Place.
    pub at: At,
}

/// A way to reach somebody.
#[derive(Clone, Debug)]
pub enum Contact {
    /// Digits and punctuation as written.
    Phone {
        /// Digits only, leading 0 or +84 kept.
        digits: String,
        /// Place.
        at: At,
    },
    /// Lower case; Cloudflare's obfuscation undone.
    Email {
        /// The address.
        address: String,
        /// Place.
        at: At,
    },
    /// A street address, as the line it stands in.
    Postal {
        /// The line.
        line: String,
        /// Place.
        at: At,
    },
}

/// Code of an administrative procedure such as `1.004227`.
#[derive(Clone, Debug)]
pub struct ProcedureCode {
    /// As written.
    pub code: String,
    /// Place.
    pub at: At,
}

/// An image that may carry content.
#[derive(Clone, Debug)]
pub struct Image {
    /// `alt`, `title` or words of the file name.
    pub words: String,
    /// Whether it stands among the content for itself: it leads nowhere but to a picture, and is no banner or emblem.
    pub stands_alone: bool,
    /// Place.
    pub at: At,
}

/// Another edition or feed announced by the page.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Language code, lower case (`en`).
    pub language: String,
    /// Where it is.
    pub target: Option<Url>,
    /// Whether a visitor can see it (a flag or link), not only a tag in the head.
    pub visible: bool,
    /// Whether choosing it leads anywhere, be it by a script.
    pub leads: bool,
}

/// A phrase that says the section has no content ("đang cập nhật").
#[derive(Clone, Debug)]
pub struct EmptyNotice {
    /// The phrase found, as written.
    pub phrase: String,
    /// Place.
    pub at: At,
}

/// One page, read once.
#[derive(Clone, Debug)]
pub struct Page {
    /// Address it was read from.
    pub url: Url,
    /// Start page, article or inner page.
    pub role: Role,
    /// How the bytes were read.
    pub charset: Charset,
    /// Language of the running text.
    pub language: Language,
    /// `title` element.
    pub title: String,
    /// `generator` meta element.
    pub generator: String,
    /// Trail to the page, outermost first.
    pub breadcrumb: Vec<String>,
    /// `rel=canonical`, resolved.
    pub canonical: Option<Url>,
    /// Where the page sends its reader by itself (`meta http-equiv="refresh"`), if that is another address.
    pub refresh: Option<Url>,
    /// All headings.
    pub headings: Vec<Heading>,
    /// At least one; index 0 is the whole main content.
    pub sections: Vec<Section>,
    /// All links.
    pub links: Vec<Link>,
    /// Entries of menus that a script would build: what stands in inline scripts and data, with words.
    pub scripted: Vec<Link>,
    /// Buttons and other controls that are not links: label and script.
    pub controls: Vec<Link>,
    /// Dated entries.
    pub items: Vec<DatedItem>,
    /// Short texts that begin list entries, table rows, boxes (units of an organisation chart).
    pub entries: Vec<(String, At)>,
    /// Data tables.
    pub tables: Vec<Table>,
    /// Forms.
    pub forms: Vec<Form>,
    /// People.
    pub people: Vec<Person>,
    /// Document numbers.
    pub documents: Vec<DocumentNumber>,
    /// Dates; the page's own clock is left out.
    pub dates: Vec<FoundDate>,
    /// Telephones, e-mails, addresses.
    pub contacts: Vec<Contact>,
    /// Procedure codes.
    pub codes: Vec<ProcedureCode>,
    /// Images larger than an icon.
    pub images: Vec<Image>,
    /// Question–answer pairs: places of the answers.
    pub answers: Vec<At>,
    /// Feeds announced (`application/rss+xml`, `application/atom+xml`).
    pub feeds: Vec<Url>,
    /// Other language editions.
    pub editions: Vec<Edition>,
    /// What the source says beyond the content.
    pub technical: Technical,
    /// Emptiness in words.
    pub notices: Vec<EmptyNotice>,
    /// What keeps a plain reader out, if anything.
    pub obstacle: Option<Obstacle>,
    /// Whether only the beginning of the page was kept (set by whoever kept it): what is not here may stand in the rest.
    pub cut: bool,
    /// Visible text of all regions in document order, blocks separated by newlines, NFC.
    pub text: String,
    /// For each text block where it stands and where it starts in [`Page::text`], in order of the latter. A block behind
    /// an inner element has the place of the outer one.
    pub runs: Vec<(At, u32)>,
    /// 64-bit similarity hash of the main text.
    pub fingerprint: u64,
}

impl Contact {
    /// Its place.
    pub fn at(&self) -> At {
        match self {
            Self::Phone { at, .. } | Self::Email { at, .. } | Self::Postal { at, .. } => *at,
        }
    }
}
