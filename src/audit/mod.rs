//! Joins the two halves: the judge tells the crawl what is still wanted, and every portal that ends becomes findings.
//! The same functions judge a stored run or a folder of saved pages, so that the way pages came in never matters.

mod assemble;
mod browser;
mod files;
mod focus;
mod kept;
mod manifest;
mod missing;
mod options;
mod outcome;
mod progress;
mod question;
mod saved;
mod session;
mod stored;

/// Program and version, as manifests and reports name it.
pub const PROGRAM: &str = concat!("d42 ", env!("CARGO_PKG_VERSION"));

pub use assemble::{assemble, decisions, facts_of, finding_rows, run_facts};
pub use browser::BrowserChoice;
pub use focus::{JudgingFocus, JudgingFocusFactory};
pub use kept::{Kept, Stale, kept};
pub use manifest::{ManifestError, SavedPage, read_manifest};
pub use options::RunOptions;
pub use outcome::{PortalOutcome, Verdicts};
pub use progress::Progress;
pub use saved::{SavedPortal, judge_saved};
pub use session::{Session, SessionError};
pub use stored::{Damage, Judged, judge_portal, judge_run, judge_run_on};
