//! What each required information category looks like, and on which legal ground: requirements as data, checked into
//! the types that run.
//!
//! [`load`] reads a folder of TOML files (or the copy built into the binary) and gives a [`RulePack`] only when no file
//! has an error; [`check`] gives the diagnostics as well. What is written is described by the `Raw…` types, from which
//! [`schema`] is generated.

mod basis;
mod convert;
mod cross;
mod detect;
mod detector;
mod label;
mod law;
mod load;
mod metric;
mod profile;
pub mod raw;
mod rephrase;
mod requirement;
mod schema;
mod wants;
mod words;

pub use crate::text::Bilingual;
pub use basis::{Basis, Confidence, Force, POINTS};
pub use detector::{Detector, Phrases};
pub use law::{Article, law};
pub use load::{Checked, LoadError, check, check_bytes, load};
pub use metric::{BodyKind, Grade, Holds, Measure, Metric, MetricId, RawMetric};
pub use rephrase::PhraseUse;
pub use requirement::{
    Accepts, Freshness, Ground, Labels, Observe, Probe, Profile, ProfileId, Proof, Rejection, Requirement,
    RequirementId, RulePack,
};
pub use schema::{FileKind, schema};
pub use wants::{FilesSay, TableWant};
pub use words::{Words, words};
