//! How often a host is asked, and by how many requests at once. One lane per host, shared by all portals that reach it,
//! and one per address: hosts that resolve to the same address share one budget, that of a single host. A request waits
//! for its host and for every address its host has, whichever of them it will be sent to.
//!
//! What is wished (`politeness.rs`) opens a lane (`lanes.rs`); a request waits there for its turn (`turn.rs`), and how it
//! went changes the pace (`pace.rs`).

mod lanes;
mod pace;
mod politeness;
#[cfg(test)]
mod stopwatch;
mod turn;

pub use politeness::Politeness;

pub(super) use self::{
    pace::{Experience, Rest, Whom},
    politeness::Wish,
    turn::{Limits, Turn},
};
