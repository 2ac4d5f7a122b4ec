//! What stands on a page, before any markup: blocks that each family renders in its own way.

use jiff::civil::Date;

/// An entry of a list.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) date: Option<Date>,
    pub(crate) summary: String,
}

/// A document of the register.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) number: String,
    pub(crate) kind: &'static str,
    pub(crate) about: String,
    pub(crate) issued: Date,
    pub(crate) effective: Date,
    pub(crate) authority: String,
    pub(crate) signer: String,
    pub(crate) href: String,
    pub(crate) file: Option<String>,
}

impl Document {
    /// `Quyết định số 12/QĐ-BM01 về việc …`.
    pub(crate) fn title(&self) -> String {
        format!("{} số {} {}", self.kind, self.number, self.about)
    }
}

/// An official.
#[derive(Clone, Debug)]
pub(crate) struct Official {
    pub(crate) name: String,
    pub(crate) post: String,
    pub(crate) unit: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) note: String,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) label: &'static str,
    pub(crate) name: &'static str,
    /// `text`, `textarea`, `date`, or the choices of a `select` joined by `|`.
    pub(crate) kind: &'static str,
}

/// A question with its answer.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) asked: String,
    pub(crate) by: String,
    pub(crate) on: Date,
    pub(crate) answer: Option<(String, Date)>,
    /// How far it has got, where the list tells.
    pub(crate) state: Option<&'static str>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Text(String),
    Link { text: String, href: String },
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub(crate) enum Block {
    Heading(String),
    Para(String),
    /// Entries of a list; the heading above it, if any, with its own link.
    List {
        heading: Option<(String, String)>,
        items: Vec<Item>,
    },
    /// The register: every column, or titles alone.
    Documents {
        rows: Vec<Document>,
        columns: bool,
        pages: Vec<(String, String)>,
    },
    /// Names and values of one thing.
    Fields(Vec<(&'static str, Cell)>),
    Table {
        caption: String,
        columns: Vec<&'static str>,
        rows: Vec<Vec<Cell>>,
    },
    /// Groups of names.
    Tree {
        root: String,
        groups: Vec<(String, Vec<String>)>,
    },
    Picture {
        src: String,
        alt: Option<String>,
    },
    People(Vec<Official>),
    Form {
        title: String,
        action: String,
        fields: Vec<Field>,
        button: &'static str,
    },
    Questions(Vec<Question>),
    Notice(&'static str),
    Links {
        heading: String,
        links: Vec<(String, String)>,
    },
    /// A drop-down of addresses.
    Choice {
        heading: String,
        links: Vec<(String, String)>,
    },
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) title: String,
    /// Names of the pages above it.
    pub(crate) trail: Vec<(String, String)>,
    pub(crate) blocks: Vec<Block>,
    /// Day of posting, for articles.
    pub(crate) posted: Option<Date>,
    /// Print and save links.
    pub(crate) print: Option<String>,
    /// Buttons for social networks.
    pub(crate) share: bool,
    /// The start page shows no trail and no title.
    pub(crate) home: bool,
}
