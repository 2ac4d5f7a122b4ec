//! Weighs outcomes: a score as an interval, full information, totals by tier. Pure arithmetic on findings.

mod census;
mod figures;
#[cfg(test)]
pub(crate) mod fixture;
mod portal;
mod practice;
mod survey;
mod tally;

pub use figures::{FullInformation, LostPoint, PortalScore, SurveyRow, SurveyTotals};
pub use portal::score;
pub use survey::{OTHER_TIERS, Surveyed, survey, tier_word};
