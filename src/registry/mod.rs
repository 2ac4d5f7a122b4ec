//! Which portals to visit: the cohorts of agencies, read from CSV and checked before anything is crawled.

mod portal;

pub use portal::{Merger, Portal, PortalId, Registry, SurveyTier, Tier};
