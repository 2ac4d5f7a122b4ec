//! What people say about findings: a reviewer's decision takes the place of what the program said, a waiver keeps a
//! finding from costing anything. The program's own word is always kept beside them.
//!
//! Decisions come as a table ([`table`]) and lie in the run's index; waivers stand in `waivers.toml` beside the rules
//! ([`Waivers`]). [`Rulings`] joins both and applies them to findings. Pure; reading and writing files is left to the
//! commands.

mod apply;
mod cell;
mod decision;
pub mod table;
mod waiver;

pub use apply::{Ruling, Rulings, WaiverState, WaiverUse, weighed};
pub use decision::{Decision, Key};
pub use waiver::{Waiver, Waivers};
