//! Shows the archived pages of a run in a browser, on this machine alone: the report, and behind its evidence the pages
//! as they were captured, with the place that was found marked. Nothing that is shown can run, send anything or load
//! anything, and every page says that it is an archived one.

mod replica;
mod serve;
mod sheet;

pub use serve::{Error, Serving, serve};
pub use sheet::Library;

/// A place on an archived page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Mark {
    /// Path of the element, as evidence has it.
    place: String,
    /// Heading of the section there.
    heading: String,
}
