//! Holds pages against rules and gives every requirement an outcome with evidence.
//!
//! Two steps, both pure. Each page alone becomes a small `Observation` (which sections of it were announced as what, and
//! what they prove). Then, per portal, all observations together become one [`Finding`] per requirement. The order of
//! pages never matters.

mod finding;

pub use finding::{
    Coverage, Evidence, Finding, Gap, Obligation, Outcome, Reason, Rejected, Search, Signal, SignalKind, Unseen,
};
