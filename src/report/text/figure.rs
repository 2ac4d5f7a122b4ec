//! Numbers, days and moments as each language writes them. Moments are told in Viet Nam's time.

use jiff::{Timestamp, civil::Date, tz::Offset};

use super::Lang;
use crate::{clock, judge::Evidence};

/// A whole number with its thousands grouped.
pub(in crate::report) fn count(value: u32, lang: Lang) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(lang.of(".", ","));
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with the English name of what it counts: `1 portal`, `2 portals`.
pub(crate) fn counted(value: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(value, Lang::En), if value == 1 { one } else { many })
}

/// Hundredths of a point as points: `8750` is `87,5`. Whole points carry no decimals.
pub(in crate::report) fn points(hundredths: u32, lang: Lang) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let mark = lang.of(",", ".");
    match rest {
        0 => whole.to_string(),
        rest if rest.is_multiple_of(10) => format!("{whole}{mark}{}", rest / 10),
        rest => format!("{whole}{mark}{rest:02}"),
    }
}

/// Tenths of a point as points, always with one decimal so that columns line up: `875` is `87,5`.
pub(in crate::report) fn tenths(value: u32, lang: Lang) -> String {
    format!("{}{}{}", value / 10, lang.of(",", "."), value % 10)
}

/// `part` of `whole` in per cent, without decimals; `–` of nothing.
pub(in crate::report) fn share(part: u32, whole: u32, lang: Lang) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let rounded = (u64::from(part) * 200 + u64::from(whole)) / (2 * u64::from(whole));
    format!("{rounded}{}", lang.of(" %", "%")).replace(' ', "\u{a0}")
}

/// `part` of `whole` in hundredths of a per cent.
pub(in crate::report) fn hundredths(part: u32, whole: u32) -> u32 {
    let (part, whole) = (u64::from(part), u64::from(whole.max(1)));
    ((part * 20_000 + whole) / (2 * whole)) as u32
}

/// A civil day: `30/06/2026`, `30 June 2026`.
pub(crate) fn day(date: Date, lang: Lang) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match lang {
        Lang::Vi => clock::written(date),
        Lang::En => {
            let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month - 1)).unwrap_or(&"");
            format!("{} {month} {}", date.day(), date.year())
        }
    }
}

/// A moment in Viet Nam's time (UTC+7, no daylight saving), to the minute.
pub(in crate::report) fn moment(at: Timestamp, lang: Lang) -> String {
    let local = Offset::constant(7).to_datetime(at);
    format!("{:02}:{:02} {}", local.hour(), local.minute(), day(local.date(), lang))
}

/// When a page was seen, and since when it is as it was, where its server only confirmed that.
pub(in crate::report) fn seen_at(evidence: &Evidence, lang: Lang) -> String {
    let at = moment(evidence.at, lang);
    match evidence.received {
        None => at,
        Some(received) => {
            let received = moment(received, lang);
            match lang {
                Lang::Vi => format!("{at} (máy chủ xác nhận nội dung nhận lúc {received} chưa thay đổi)"),
                Lang::En => {
                    format!("{at} (the server confirmed that the content received at {received} has not changed)")
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(count(5635, Lang::Vi), "5.635");
        assert_eq!(count(1_234_567, Lang::En), "1,234,567");
        assert_eq!([counted(1, "portal", "portals"), counted(0, "portal", "portals")], ["1 portal", "0 portals"]);
        assert_eq!(points(8750, Lang::Vi), "87,5");
        assert_eq!(points(10_000, Lang::En), "100");
        assert_eq!(points(263, Lang::En), "2.63");
        assert_eq!(points(5, Lang::Vi), "0,05");
        assert_eq!(share(1, 3, Lang::En), "33%");
        assert_eq!(share(0, 0, Lang::En), "–");
    }

    #[test]
    fn moments_are_told_in_viet_nams_time() {
        let at: Timestamp = "2026-11-22T18:05:00Z".parse().unwrap();
        assert_eq!(moment(at, Lang::Vi), "01:05 23/11/2026");
        assert_eq!(moment(at, Lang::En), "01:05 23 November 2026");
    }
}
