//! The government web in a box: invented agencies, their portals and component sites, served inside the process on
//! loopback addresses, with a known truth to hold an audit against.
//!
//! [`Plan`] decides what exists and what is wrong with it; [`agreement`] holds findings against that. The generator
//! reads neither rule files nor label lists, and every page it makes says `DỮ LIỆU MÔ PHỎNG`.

mod component;
mod duty;
mod labels;
mod plan;
mod rng;
mod truth;

pub use component::{Component, ComponentKind, Life};
pub use plan::{Family, Plan, PlanOptions, PlannedPortal, State, Trouble};
pub use truth::{Agreement, Disagreement, Score, Truth, agreement};

pub(crate) use rng::Rng;
