//! Which portals to visit: the cohorts of agencies, read from CSV and checked before anything is crawled.
//!
//! [`load`] gives a [`Registry`] only when no row has an error. A portal's scope is its registered domain
//! ([`registered_domain`]) unless the file names others.

mod columns;
mod domain;
mod load;
mod manners;
mod portal;
mod quiet;
mod row;

pub use domain::registered_domain;
pub use load::{Cohort, LoadError, agencies_of_today, check_bytes, load};
pub use manners::{Authorisation, Manners};
pub use portal::{Merger, Portal, PortalId, Registry, SurveyTier, Tier};
pub use quiet::{QuietHours, QuietHoursError};

pub(crate) use load::hexadecimal;
