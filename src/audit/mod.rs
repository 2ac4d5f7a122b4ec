//! Joins the two halves: the judge tells the crawl what is still wanted, and every portal that ends becomes findings.
//! The same functions judge a stored run or a folder of saved pages, so that the way pages came in never matters.

mod focus;
mod outcome;
mod progress;

pub use focus::{JudgingFocus, JudgingFocusFactory};
pub use outcome::{PortalOutcome, Verdicts};
pub use progress::Progress;
