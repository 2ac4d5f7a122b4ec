//! A mistake in a user's file: a code, a sentence, a place, and what to do.
//!
//! Three parts, none of which knows any stage. [`Diagnostic`] and the sorted list [`Diagnostics`] are data. The text
//! with a caret under the place is one rendering of them. [`Document`] reads TOML against the JSON Schema of the type
//! that is wanted, so that every misspelt key, missing key and wrong value of a file is reported at once.

mod document;
mod encoding;
mod list;
mod message;
mod nearest;
mod render;
mod shape;
mod sheet;
mod source;
mod table;

pub use document::{Document, Node};
pub use encoding::decode;
pub use list::Diagnostics;
pub use message::{Diagnostic, Place, Severity, quoted};
pub use nearest::{did_you_mean, misspelt, nearest};
pub use render::{Style, render};
pub use shape::Shape;
pub use sheet::{Sheet, SheetRow};
pub use table::{Cell, Record, records};
