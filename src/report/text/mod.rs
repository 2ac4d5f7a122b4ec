//! Every sentence a report says, in Vietnamese and in English, beside the value it stands for. The matches are
//! exhaustive, so a new outcome or reason does not compile until it can be said in both languages.

mod figure;
mod interface;
mod lang;
mod outcome;
mod provision;
mod reason;
mod search;
mod tier;
mod visible;

pub use lang::Lang;

pub(super) use figure::{count, day, moment, points, share};
pub(super) use interface::interface;
pub(super) use outcome::{full_information, obligation, outcome};
pub(super) use provision::{bases, confidence, force, provision};
pub(super) use reason::reason;
pub(super) use search::{coverage, mode, signal};
pub(super) use tier::{eighteen, metric, survey_tier, tier};
pub(super) use visible::visible;
