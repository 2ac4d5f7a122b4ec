//! A requirement file to the requirement that runs. Every part is checked, even when another part is broken.
//!
//! One file for each kind of part; [`draft`] puts them together.

mod draft;
mod duty;
mod ground;
mod proof;
mod texts;

pub(super) use draft::{Draft, requirement};
pub(super) use texts::{bilingual, not_nfc};
