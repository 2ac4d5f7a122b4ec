//! Days told by how long ago they were: `3 ngày trước`, `2 giờ trước`, `hôm qua`, `5 days ago`. They count from the day
//! the page was captured; a page without one has no such dates.

use jiff::{Span, ToSpan as _, civil::Date};

/// Units with the words for them. Hours and less are the same day: the hour of the capture is not asked for.
const UNITS: &[(Unit, &[&str])] = &[
    (
        Unit::SameDay,
        &["giây", "phút", "giờ", "tiếng", "seconds", "second", "minutes", "minute", "mins", "min", "hours", "hour"],
    ),
    (Unit::Day, &["ngày", "days", "day"]),
    (Unit::Week, &["tuần", "weeks", "week"]),
    (Unit::Month, &["tháng", "months", "month"]),
    (Unit::Year, &["năm", "years", "year"]),
];

#[derive(Clone, Copy)]
enum Unit {
    SameDay,
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    fn times(self, count: i64) -> Span {
        match self {
            Self::SameDay => 0.days(),
            Self::Day => count.days(),
            Self::Week => count.weeks(),
            Self::Month => count.months(),
            Self::Year => count.years(),
        }
    }
}

/// The day that a count of units before `today`, whose first digit stands at `at`, speaks of; and where it ends.
pub(super) fn date_at(text: &str, at: usize, today: Date) -> Option<(Date, usize)> {
    let rest = &text[at..];
    let (span, after) = counted(rest)?;
    let after = ["trước", "ago"].iter().find_map(|word| after.trim_start_matches(' ').strip_prefix(word))?;
    // "5 ngày trước khi hết hạn" is no day.
    if after.trim_start_matches(' ').starts_with(char::is_alphanumeric) {
        return None;
    }
    Some((today.checked_sub(span).ok()?, text.len() - after.len()))
}

/// The day that a count of units at `at`, as it follows "cách đây", speaks of; and where it ends.
pub(super) fn ago(text: &str, at: usize, today: Date) -> Option<(Date, usize)> {
    let (span, after) = counted(text.get(at..)?.trim_start_matches(' '))?;
    Some((today.checked_sub(span).ok()?, text.len() - after.len()))
}

/// `3 ngày` at the start of a text, and what follows.
fn counted(text: &str) -> Option<(Span, &str)> {
    const MOST_DIGITS: usize = 3;
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > MOST_DIGITS {
        return None;
    }
    let count: i64 = text[..len].parse().ok()?;
    let after = text[len..].trim_start_matches(' ');
    UNITS.iter().find_map(|(unit, words)| {
        let after = words.iter().find_map(|word| after.strip_prefix(word))?;
        Some((unit.times(count), after))
    })
}

/// Each place where yesterday is spoken of as a date: beside an hour, or alone.
pub(super) fn yesterdays(text: &str) -> impl Iterator<Item = usize> + '_ {
    const WORDS: &str = "ôm qua";
    let found = memchr::memmem::find_iter(text.as_bytes(), WORDS);
    found.filter_map(|at| {
        let start = at.checked_sub(1).filter(|start| matches!(text.as_bytes()[*start], b'h' | b'H'))?;
        let alone = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ' ');
        let after = text[at + WORDS.len()..].trim_start_matches([' ', ',', '|', '-']);
        (alone
            && (after.is_empty() || after.starts_with(['\n', ')']) || after.starts_with(|c: char| c.is_ascii_digit())))
        .then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(text: &str) -> Option<String> {
        let at = text.find(|c: char| c.is_ascii_digit())?;
        date_at(text, at, date(2026, 3, 2)).map(|(day, _)| day.to_string())
    }

    #[test]
    fn days_are_counted_back_from_the_capture() {
        for (text, day) in [
            ("3 ngày trước", "2026-02-27"),
            ("2 giờ trước", "2026-03-02"),
            ("15 phút trước | Tin tức", "2026-03-02"),
            ("1 tuần trước)", "2026-02-23"),
            ("2 tháng trước", "2026-01-02"),
            ("1 năm trước", "2025-03-02"),
            ("5 days ago", "2026-02-25"),
            ("1 hour ago", "2026-03-02"),
        ] {
            assert_eq!(read(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn a_term_before_an_event_is_no_day() {
        for text in ["05 ngày trước khi hết hạn", "3 ngày làm việc trước", "30 ngày", "2024 năm trước", "3 giờ chiều"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn yesterday_is_a_date_beside_an_hour_or_alone() {
        for (text, count) in
            [("Hôm qua, 14:30", 1), ("tin\nhôm qua\ntin", 1), ("Từ hôm qua trời mưa", 0), ("Hôm qua trời mưa", 0)]
        {
            assert_eq!(yesterdays(text).count(), count, "{text}");
        }
    }
}
