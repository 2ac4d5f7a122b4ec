//! Holds pages against rules and gives every requirement an outcome with evidence.
//!
//! Two steps, both pure. Each page alone becomes a small [`Observation`] (which parts of it were announced as what, and
//! what they prove). Then, per portal, all observations together become one [`Finding`] per requirement. The order of
//! pages never matters.

mod announce;
mod assess;
mod census;
mod circumstances;
mod closing;
mod conclude;
mod covering;
mod detect;
mod entries;
mod files;
mod finding;
mod fit;
mod fnv;
mod labels;
mod likeness;
mod measure;
mod observation;
mod observe;
mod pending;
mod people;
mod phrases;
mod practice;
mod ranking;
mod reading;
mod recognise;
mod register;
mod repeats;
mod sample;
mod scope;
mod search;
mod set;
mod settle;
mod sharing;
mod syllables;
mod targets;
mod technical;
mod texts;
mod times;
mod verdict;
mod view;
mod visit;
mod witness;

pub use census::{Alive, Census, CensusTaker, ComponentSite, Criteria, Integration, SiteState, kind_of_host};
pub use circumstances::{Attempt, AttemptEnd, Certificate, CertificateState, Circumstances};
pub use covering::{LEAST_PAGES, MENU_SHARE, SEEN_SHARE};
pub use files::{FileEnd, SeenFile};
pub use finding::{
    Coverage, Evidence, FileEvidence, FileGap, FileSearch, FileState, Finding, Gap, LegacyPage, Obligation, Outcome,
    Reason, Rejected, Search, Signal, SignalKind, UnreadFiles, Unseen,
};
pub use observation::{Observation, Shown, Source, address_key};
pub use practice::{Account, Government, Platform, Practice, Questions, platform_of};
pub use set::RequirementSet;
pub use verdict::Judge;
pub use view::PortalView;
pub use visit::VisitEnd;
