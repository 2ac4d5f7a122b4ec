//! The government web in a box: invented agencies, their portals and component sites, served inside the process on
//! loopback addresses, with a known truth to hold an audit against.
//!
//! [`Plan`] decides what exists and what is wrong with it; [`agreement`] holds findings against that. The generator
//! reads neither rule files nor label lists, and every page it makes says `DỮ LIỆU MÔ PHỎNG`.

mod component;
mod content;
mod duty;
mod entries;
mod families;
mod labels;
mod node;
mod plan;
mod portal;
mod prose;
mod quota;
#[cfg(test)]
mod rehearsal;
mod rng;
mod sections;
mod server;
mod site;
mod states;
mod stock;
mod traps;
mod truth;

pub use component::{Component, ComponentKind, Life};
pub use duty::planted;
pub use plan::{Hazards, Plan, PlanOptions};
pub use portal::{Eyes, Family, PlannedPortal, State, Trouble};
pub use server::{HostCounts, Server, ServerOptions};
pub use truth::{Agreement, Disagreement, Score, Truth, agreement};

pub(crate) use node::ARTICLES;
pub(crate) use rng::Rng;
