//! Version 1 of a measurement on disk (`accuracy.json`). Published: fields are added, never renamed or given another
//! meaning. Rates are numbers from 0 to 1, rounded to four decimals; `null` where nothing was there to measure.

mod answers;
mod document;
mod hold_out;
mod level;
mod rates;

pub use answers::{Confusion, Disagreement, SubjectConfusion, Uncounted, Withheld};
pub use document::{Accuracy, Format, Goal, Kind, Of};
pub use hold_out::{HeldOut, HoldOut};
pub use level::{Design, Headline, Level, Subject};
pub use rates::{Counts, Rates, Share};
