//! Every sentence a report says, in Vietnamese and in English, beside the value it stands for. The matches are
//! exhaustive, so a new outcome or reason does not compile until it can be said in both languages.

mod conclusion;
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

pub(super) use conclusion::{
    bar_title, cause, full_sentence, left_out_sentence, missed_sentence, unreviewed, unseen_sentence,
};
pub(crate) use figure::counted;
pub(super) use figure::{count, day, moment, points, share, tenths};
pub(super) use interface::interface;
pub(crate) use outcome::outcome;
pub(super) use outcome::{full_information, meaning, obligation};
pub(super) use provision::{bases, confidence, force, provision, validity};
pub(super) use reason::{merged, reason};
pub(super) use search::{coverage, mode, signal};
pub(super) use tier::{eighteen, metric, survey_tier, survey_tier_short, tier};
pub(super) use visible::visible;
