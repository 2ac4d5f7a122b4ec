//! How each host was treated, for whoever runs it: how many requests, how far apart, what came of them, when the pace was
//! lowered and why. Computed from a stored run; asks nobody for anything.
//!
//! [`account`] makes the figures ([`v1::Politeness`], the published form), [`text`] and [`html`] say the same lines, which
//! `lines.rs` words once.

mod account;
pub mod html;
mod lines;
mod peak;
pub mod text;
pub mod v1;

pub use account::account;
