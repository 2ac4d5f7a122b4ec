//! What a document is: a head as state documents have it, and headings, paragraphs, lists, tables and figures under
//! it, each with its number. Built once from a report; every form draws the same blocks, so that content stands in one
//! place. All text is shown as it may be seen by people; no form takes any of it for markup.

use serde::Serialize;

/// A document, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Document {
    /// `vi` or `en`.
    pub(super) lang: &'static str,
    /// What stands above everything.
    pub(super) head: Head,
    /// What every page has to say of the document, in capitals: simulated, unfinished, a draft.
    pub(super) states: Vec<&'static str>,
    /// Of which run and by which program, at the foot of the page.
    pub(super) origin: String,
    /// Day of the document, as in `2026-11-23`.
    pub(super) day: String,
    /// Whether a table of contents stands after the head.
    pub(super) contents: bool,
    /// Words that the forms need themselves.
    pub(super) words: Words,
    /// The content, in order.
    pub(super) blocks: Vec<Block>,
}

/// The head of a state document (Decree 30/2020/NĐ-CP, Appendix I).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Head {
    /// The name of the country, in capitals.
    pub(super) nation: &'static str,
    /// Under it.
    pub(super) motto: &'static str,
    /// The body above the issuing one, in capitals; may be absent.
    pub(super) superior: Option<String>,
    /// The issuing body, in capitals.
    pub(super) issuer: String,
    /// Number and symbol, or dots where they are to be filled in.
    pub(super) number: String,
    /// Place and day.
    pub(super) place_day: String,
    /// Kind of document, in capitals.
    pub(super) kind: String,
    /// What it is about.
    pub(super) subject: String,
}

/// Words that the forms need themselves, in the language of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Words {
    pub(super) contents: &'static str,
    pub(super) table: &'static str,
    pub(super) figure: &'static str,
    pub(super) page: &'static str,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub(super) enum Block {
    Heading(Heading),
    Paragraph(Paragraph),
    /// Remarks under each other.
    List {
        items: Vec<Paragraph>,
    },
    Table(Table),
    Figure(Figure),
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Heading {
    /// 1 (phần, phụ lục), 2 (mục) or 3; never one under nothing.
    pub(super) level: u8,
    /// `I.`, `1.`, `Phụ lục I.`; empty for none.
    pub(super) number: String,
    pub(super) text: String,
    /// Whether the table of contents lists it.
    pub(super) listed: bool,
    /// Whether it begins a page.
    pub(super) breaks: bool,
}

/// Words in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Paragraph {
    pub(super) spans: Vec<Span>,
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Style {
    Plain,
    Strong,
    Slanted,
}

/// Words set alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) style: Style,
    /// A web address that they lead to.
    pub(super) link: Option<String>,
}

/// Where the words of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Align {
    Left,
    Centre,
    Right,
}

/// A table with a head that is repeated on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Table {
    /// From 1, through the whole document.
    pub(super) number: u32,
    pub(super) caption: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// A remark under it.
    pub(super) note: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Column {
    pub(super) title: String,
    pub(super) align: Align,
    /// Its share of the width.
    pub(super) width: u32,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RowKind {
    /// Cells under the columns, the first of them heads the row.
    Plain,
    /// One cell across all columns: what the rows below have in common.
    Group,
    /// As plain, of all rows together.
    Total,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    pub(super) kind: RowKind,
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Cell {
    pub(super) text: String,
    /// A web address that it leads to.
    pub(super) link: Option<String>,
    /// Its ground and the ink on it, where colour says something that the words say as well.
    pub(super) ground: Option<&'static str>,
    pub(super) ink: Option<&'static str>,
}

/// A picture with its caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Figure {
    /// From 1, through the whole document.
    pub(super) number: u32,
    pub(super) caption: String,
    /// The picture in words, for those who cannot see it.
    pub(super) alt: String,
    /// A complete SVG document without scripts.
    pub(super) svg: String,
    /// In tenths of the width of the text.
    pub(super) width: u32,
    /// Width and height of the drawing, in its own units.
    pub(super) size: [u32; 2],
}
