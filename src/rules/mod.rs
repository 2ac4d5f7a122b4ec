//! What each required information category looks like, and on which legal ground: requirements as data, checked into
//! the types that run.

mod basis;
mod detector;
mod requirement;

pub use basis::{Basis, Confidence, Force};
pub use detector::{Detector, Phrases, TableWant};
pub use requirement::{
    Accepts, Bilingual, Freshness, Ground, Labels, Observe, Profile, ProfileId, Proof, Rejection, Requirement,
    RequirementId, RulePack,
};
