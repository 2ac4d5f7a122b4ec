//! Says in figures how far the verdicts can be trusted: what was found is held against what people labelled, or against
//! what the simulator planted.
//!
//! Pure arithmetic. Questions become [`Tally`]s by label code, requirement and site; rates carry 95 % Wilson intervals.
//! The headline averages over label codes, each weighing the same, and is told per held-out design of sites: rules are
//! written by hand and nothing is trained, so that holding a design out means measuring on it alone and averaging over
//! designs. An answer that was withheld counts as not found there; what withholding costs is told apart.

mod codes;
mod confusion;
mod figures;
mod hold_out;
mod labels;
mod measure;
mod tally;
pub mod v1;
mod wilson;

pub use codes::{Codes, Meaning};
pub use confusion::Confusion;
pub use figures::{Accuracy, Disagreement, Figures, Goal, Headline, LEAST_POSITIVES, Level, Withheld};
pub use hold_out::{HoldOut, Parts};
pub use labels::{Labels, OutcomeLabel, PageLabels};
pub use measure::{Seen, of_outcomes, of_pages};
pub use tally::{Rates, Share, Tally};
