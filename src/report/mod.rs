//! Writes findings and scores down: JSON, CSV and one self-contained HTML file.
//!
//! [`Report`] is what every format is made from: it puts portals, findings and requirements into their published
//! order and masks private persons once, so that no format can forget to. The formats are pure: the same report gives
//! the same bytes. Writing files is left to the command.

mod before;
pub mod census;
mod code;
mod conclusions;
pub mod csv;
pub mod data;
mod dataset;
pub mod document;
mod facts;
pub mod html;
pub mod json;
mod link;
mod mask;
mod model;
mod order;
mod picture;
mod points;
mod queue;
mod run_facts;
pub mod summary;
mod svg;
mod table;
mod tally;
mod text;
mod trust;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use before::Before;
pub use code::ReasonCode;
pub use model::{Parts, PortalResult, Report};
pub use queue::Waiting;
pub use run_facts::{Earlier, Origin, RunFacts};
pub(crate) use table::Table;
pub use text::Lang;
pub(crate) use text::full_information as full_information_word;
pub(crate) use text::{
    counted, day, file as file_line, files_unasked, manners, outcome as outcome_word, probe, seconds, tier, visible,
};
