//! The only source of time. Everything to the right of `snapshot` takes its dates from what was archived.

use jiff::{Timestamp, civil::Date, tz::Offset};

/// The present moment.
#[expect(clippy::disallowed_methods, reason = "the one place that may ask the system for the time")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The civil date in Viet Nam (UTC+7, no daylight saving) at `moment`.
pub fn date_in_vietnam(moment: Timestamp) -> Date {
    Offset::constant(7).to_datetime(moment).date()
}
