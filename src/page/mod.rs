//! Turns bytes into what a judge can count: text, headings, links, lists, tables, people, numbers and dates, each with
//! its place on the page. One parse per page; the tree never leaves this stage. Knows nothing of rules.
//!
//! The way of a page: `charset` makes text of bytes, `dom` parses it within bounds, `sketch` walks the tree once and
//! lays it flat (elements in document order, their text as ranges of one string), `regions` says which part of the
//! page each element belongs to. Every other file reads one kind of fact off that flat form.

mod address;
mod answers;
mod apart;
mod attributes;
mod charset;
mod contacts;
mod cues;
mod dates;
mod dom;
mod editions;
mod emptiness;
mod facts;
mod fingerprint;
mod forms;
mod head;
mod hints;
mod images;
mod label;
mod language;
mod legacy;
mod links;
mod lists;
mod names;
mod numbers;
mod obstacle;
mod outline;
mod people;
mod place;
mod plain;
mod query;
mod read;
mod regions;
mod relative;
mod role;
mod scan;
mod scripted;
mod sink;
mod sketch;
mod tables;
mod tabs;
mod tag;
mod technical;
mod walk;

pub use address::{is_noise, is_route};
pub use facts::{
    Charset, CharsetSource, Contact, DatedItem, DocumentNumber, Edition, EmptyNotice, Field, FileKind, Form, FoundDate,
    Heading, Image, LabelSource, Language, Line, Link, Mention, Page, Person, ProcedureCode, Section, Table,
};
pub use legacy::Legacy;
pub use obstacle::Obstacle;
pub use place::{At, Region, Role};
pub use plain::{PlainFacts, plain_facts};
pub use query::Query;
pub(crate) use read::bounded_text;
pub use read::{Source, read};
pub use technical::{Meta, Technical};
