//! Every sentence a report says, in Vietnamese and in English, beside the value it stands for. The matches are
//! exhaustive, so a new outcome or reason does not compile until it can be said in both languages.

mod brought;
mod circumstances;
mod component;
mod conclusion;
mod figure;
mod file;
mod interface;
mod manners;
mod outcome;
mod place;
mod provision;
mod reason;
mod ruling;
mod search;
mod tier;
mod visible;

pub use crate::text::Lang;

pub(super) use brought::{answer, declared, differences, level, obstacles};
pub(super) use circumstances::{attempt, certificate, flaw};
pub(crate) use component::{body, integration, named_by, site_state};
pub(super) use conclusion::{
    bar_title, cause, full_sentence, left_out_sentence, missed_sentence, unfinished, unreviewed, unseen_sentence,
};
pub(super) use figure::{count, hundredths, moment, points, seen_at, share, tenths};
pub(crate) use figure::{counted, day};
pub(crate) use file::{file, file_gap, file_gaps, file_search, files_unasked};
pub(super) use interface::interface;
pub(crate) use manners::{manners, seconds};
pub(crate) use outcome::{full_information, outcome};
pub(super) use outcome::{meaning, obligation};
pub(super) use place::place;
pub(super) use provision::{bases, confidence, force, provision, validity};
pub(crate) use reason::probe;
pub(super) use reason::{failure, merged, reason, tls_problem};
pub(super) use ruling::{decided, review, ruled_sentence, waiver, waiver_state};
pub(super) use search::{coverage, mode, signal};
pub(crate) use tier::tier;
pub(super) use tier::{eighteen, survey_tier, survey_tier_short};
pub(super) use visible::shown;
pub(crate) use visible::visible;
