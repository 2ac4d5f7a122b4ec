//! What is said about one requirement on one portal, and why: the types of a [`Finding`], one file for each question it
//! answers.

mod evidence;
mod file;
mod outcome;
mod reason;
mod record;
mod search;

pub use evidence::{Evidence, Signal, SignalKind};
pub use file::{FileEvidence, FileGap, FileSearch, FileState, UnreadFiles};
pub use outcome::{Obligation, Outcome};
pub use reason::{Gap, Reason, Unseen};
pub use record::Finding;
pub use search::{Coverage, LegacyPage, Rejected, Search};
