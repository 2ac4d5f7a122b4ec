//! Turns bytes into what a judge can count: text, headings, links, lists, tables, people, numbers and dates, each with
//! its place on the page. One parse per page; the tree never leaves this stage. Knows nothing of rules.

mod facts;
mod place;

pub use facts::{
    Charset, CharsetSource, Contact, DatedItem, DocumentNumber, Edition, EmptyNotice, Field, FileKind, Form, FoundDate,
    Heading, Image, LabelSource, Language, Link, Obstacle, Page, Person, ProcedureCode, Section, Table,
};
pub use place::{At, Region, Role};
