//! Hours of the day in which nothing is asked for, in Viet Nam's time.

use std::{fmt, str::FromStr, time::Duration};

use jiff::{SignedDuration, Timestamp, civil::Time, tz::Offset};

/// From one time of the day to another, past midnight if the second is the earlier one: `07:00-18:00`, `22:00-06:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    from: Time,
    to: Time,
}

/// Why a text names no hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuietHoursError {
    /// Not two times of the day.
    #[error("write two times of the day such as `07:00-18:00`")]
    Form,
    /// Twice the same time: nothing at all, or the whole day.
    #[error("the two times are the same")]
    Empty,
}

impl FromStr for QuietHours {
    type Err = QuietHoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, to) = text.split_once(['-', '–']).ok_or(QuietHoursError::Form)?;
        let time = |text: &str| {
            let (hour, minute) = text.trim().split_once(':')?;
            let number = |text: &str| {
                (matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit()))
                    .then(|| text.parse::<i8>().ok())
                    .flatten()
            };
            // 24:00 is the midnight that ends the day.
            let hour = number(hour)?;
            let minute = number(minute)?;
            if (hour, minute) == (24, 0) { Some(Time::midnight()) } else { Time::new(hour, minute, 0, 0).ok() }
        };
        let hours = Self { from: time(from).ok_or(QuietHoursError::Form)?, to: time(to).ok_or(QuietHoursError::Form)? };
        if hours.from == hours.to { Err(QuietHoursError::Empty) } else { Ok(hours) }
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from.hour(), from.minute(), to.hour(), to.minute())
    }
}

/// Viet Nam keeps one time all year.
const VIET_NAM: Offset = Offset::constant(7);

impl QuietHours {
    /// When the quiet that holds at `now` ends; `None` if none holds.
    pub fn until(self, now: Timestamp) -> Option<Timestamp> {
        let here = VIET_NAM.to_datetime(now);
        let time = here.time();
        let (quiet, tomorrow) = if self.from < self.to {
            (self.from <= time && time < self.to, false)
        } else {
            (time >= self.from || time < self.to, time >= self.from)
        };
        if !quiet {
            return None;
        }
        let day = if tomorrow { here.date().tomorrow().ok()? } else { here.date() };
        VIET_NAM.to_timestamp(day.to_datetime(self.to)).ok()
    }

    /// When the next quiet begins after `now`, or the one that holds at `now` began.
    fn next(self, now: Timestamp) -> Option<Timestamp> {
        let here = VIET_NAM.to_datetime(now);
        let day = if here.time() < self.from { here.date() } else { here.date().tomorrow().ok()? };
        VIET_NAM.to_timestamp(day.to_datetime(self.from)).ok()
    }

    /// How much of the time from `begin` to `end` was quiet.
    pub fn overlap(self, begin: Timestamp, end: Timestamp) -> Duration {
        let mut sum = SignedDuration::ZERO;
        let mut at = begin;
        while at < end {
            let Some(over) = self.until(at) else {
                match self.next(at) {
                    Some(next) => at = next,
                    None => break,
                }
                continue;
            };
            sum += over.min(end).duration_since(at);
            at = over;
        }
        sum.unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours(text: &str) -> QuietHours {
        text.parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        format!("2026-11-24T{text}:00+07:00").parse().unwrap()
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        assert_eq!(hours(" 7:00 - 18:00 ").to_string(), "07:00-18:00");
        assert_eq!(hours("22:30–06:00").to_string(), "22:30-06:00");
        assert_eq!(hours("18:00-24:00").to_string(), "18:00-00:00");
        for wrong in ["", "7-18", "07:00", "07:00-25:00", "07:60-08:00", "a:b-c:d", "07:00-08:00-09:00", "-1:00-02:00"]
        {
            assert_eq!(wrong.parse::<QuietHours>(), Err(QuietHoursError::Form), "{wrong}");
        }
        assert_eq!("07:00-07:00".parse::<QuietHours>(), Err(QuietHoursError::Empty));
    }

    #[test]
    fn quiet_holds_from_the_first_minute_to_the_last_in_viet_nam() {
        let day = hours("07:00-18:00");
        assert_eq!(day.until(at("06:59")), None);
        assert_eq!(day.until(at("07:00")), Some(at("18:00")));
        assert_eq!(day.until(at("17:59")), Some(at("18:00")));
        assert_eq!(day.until(at("18:00")), None);
        let night = hours("22:00-06:00");
        assert_eq!(night.until(at("23:00")), Some("2026-11-25T06:00:00+07:00".parse().unwrap()));
        assert_eq!(night.until(at("05:00")), Some(at("06:00")));
        assert_eq!(night.until(at("06:00")), None);
        // 01:00 in UTC is 08:00 in Viet Nam.
        assert!(day.until("2026-11-24T01:00:00Z".parse().unwrap()).is_some());
    }

    #[test]
    fn only_what_was_quiet_is_taken_off_the_time() {
        let day = hours("07:00-18:00");
        assert_eq!(day.overlap(at("06:00"), at("07:30")), Duration::from_mins(30));
        assert_eq!(day.overlap(at("08:00"), at("09:00")), Duration::from_hours(1));
        assert_eq!(day.overlap(at("19:00"), at("23:00")), Duration::ZERO);
        let two_days = "2026-11-26T00:00:00+07:00".parse().unwrap();
        assert_eq!(day.overlap(at("00:00"), two_days), Duration::from_hours(22));
        assert_eq!(day.overlap(at("09:00"), at("08:00")), Duration::ZERO, "a clock that jumped back");
    }

    proptest! {
        #[test]
        fn quiet_ends_when_it_says(from in 0_i8..24, to in 0_i8..24, minute in 0_i8..60, moment in 0_i64..10_000_000_000) {
            prop_assume!((from, minute) != (to, 0));
            let hours = hours(&format!("{from}:{minute:02}-{to}:00"));
            prop_assert_eq!(hours.to_string().parse(), Ok(hours));
            let now = Timestamp::from_second(moment).unwrap();
            if let Some(until) = hours.until(now) {
                prop_assert!(until > now && until.duration_since(now) <= SignedDuration::from_hours(24));
                prop_assert_eq!(hours.until(until), None);
            }
        }
    }
}
