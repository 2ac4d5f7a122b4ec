//! Weighs outcomes: a score as an interval, full information, totals by tier. Pure arithmetic on findings.

mod figures;

pub use figures::{FullInformation, LostPoint, Metric, PortalScore, SurveyRow, SurveyTotals};
