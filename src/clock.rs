//! The only source of time. Everything to the right of `snapshot` takes its dates from what was archived.

use jiff::{Timestamp, civil::Date, tz::Offset};

/// The present moment.
#[expect(clippy::disallowed_methods, reason = "the one place that may ask the system for the time")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Noon of `day` in Viet Nam: the moment that stands for a day whose hour nobody wrote down.
pub fn noon_in_vietnam(day: Date) -> Timestamp {
    Offset::constant(7).to_timestamp(day.at(12, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

/// The civil date in Viet Nam (UTC+7, no daylight saving) at `moment`.
pub fn date_in_vietnam(moment: Timestamp) -> Date {
    Offset::constant(7).to_datetime(moment).date()
}

/// A day as Vietnamese readers write it: `30/06/2026`.
pub fn written(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}
