//! Calendar dates in every spelling of Vietnamese pages. The page's own clock is left out.

use jiff::civil::Date;

use super::hints::Hints;
use super::scan::Scanned;
use super::sketch::Sketch;
use super::{FoundDate, Region};

/// Years a page may speak of as calendar dates.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// Years written with two digits: portals are younger than their century.
const SHORT_YEARS: std::ops::RangeInclusive<i16> = 0..=49;
const CENTURY: i16 = 2000;
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The date whose first digit stands at `at`, and where it ends: `12/03/2024`, `12 - 3 - 2024`, `12.03.2024`,
/// `12/03/24`, `2024-03-12`, `12 tháng 3 năm 2024`, `12 tháng ba, 2024`, `12 thg 3, 2024`, `12 Th3, 2024`, `12 March 2024`,
/// the day of `March 12, 2024`.
pub(super) fn date_at(text: &str, at: usize) -> Option<(Date, usize)> {
    let rest = &text[at..];
    let (first, len) = digits(rest, 4)?;
    let after = &rest[len..];
    if len == 4 {
        return year_first(first, after).map(|(date, used)| (date, at + len + used));
    }
    if len > 2 {
        return None;
    }
    let (date, used) =
        numeric(first, after).or_else(|| worded(first, after)).or_else(|| month_first(first, &text[..at], after))?;
    Some((date, at + len + used))
}

/// Up to `most` digits at the start; `None` if there is none or more than that.
fn digits(text: &str, most: usize) -> Option<(i16, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (len > 0 && len <= most).then(|| text[..len].parse().ok()).flatten().map(|value| (value, len))
}

/// The day with these numbers, if there is one that a page may speak of.
pub(super) fn calendar_day(year: i16, month: i16, day: i16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn year_first(year: i16, after: &str) -> Option<(Date, usize)> {
    let separator = after.bytes().next().filter(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let (month, month_len) = digits(&after[1..], 2)?;
    let rest = &after[1 + month_len..];
    if rest.bytes().next() != Some(separator) {
        return None;
    }
    let (date, day_len) = digits(&rest[1..], 2)?;
    Some((calendar_day(year, month, date)?, 2 + month_len + day_len))
}

fn numeric(first: i16, after: &str) -> Option<(Date, usize)> {
    let (separator, rest) = separated(after)?;
    let (month, month_len) = digits(rest, 2)?;
    let (second, rest) = separated(&rest[month_len..])?;
    let (year, year_len) = digits(rest, 4)?;
    let year = match year_len {
        4 => year,
        // Other signs between pairs of digits make telephones and parts of codes.
        2 if separator == b'/' && SHORT_YEARS.contains(&year) && !rest[2..].starts_with('/') => CENTURY + year,
        _ => return None,
    };
    let date = (second == separator).then(|| calendar_day(year, month, first))??;
    Some((date, after.len() - rest.len() + year_len))
}

/// What separates the numbers of a date, with a space on either side or none: "12/ 3/ 2024", "10 - 08 - 2018".
fn separated(text: &str) -> Option<(u8, &str)> {
    let text = text.strip_prefix(' ').unwrap_or(text);
    let separator = text.bytes().next().filter(|byte| matches!(byte, b'/' | b'-' | b'.'))?;
    Some((separator, text[1..].strip_prefix(' ').unwrap_or(&text[1..])))
}

/// `tháng 3 năm 2024`, `Tháng 3, 2024`, `tháng 3/2024`, `thg 3, 2024`, `Th3, 2024`, `March 2024`, after a day.
fn worded(first: i16, after: &str) -> Option<(Date, usize)> {
    let trimmed = after.trim_start_matches([' ', ',']);
    let mut used = after.len() - trimmed.len();
    if used > 2 {
        return None;
    }
    // "15th" is English.
    let short = || strip_month(trimmed, SHORT_FORMS).filter(|_| used > 0);
    let (month, rest) = strip_month(trimmed, LONG_FORMS).or_else(short).or_else(|| english_month(trimmed))?;
    let tail = rest.trim_start_matches([' ', ',', '/', '-', '.']);
    let tail = strip_word(tail, &["năm", "Năm", "NĂM", "nam"]).map_or(tail, |rest| rest.trim_start_matches(' '));
    let (year, len) = digits(tail, 4)?;
    if len != 4 || rest.len() - tail.len() > 10 {
        return None;
    }
    used += trimmed.len() - tail.len() + len;
    Some((calendar_day(year, month, first)?, used))
}

/// `tháng` before the number or name of a month.
const LONG_FORMS: &[&str] = &["tháng", "Tháng", "THÁNG", "thang"];
/// The same as content management systems shorten it.
const SHORT_FORMS: &[&str] = &["thg.", "Thg.", "thg", "Thg", "THG", "Th.", "Th", "th", "TH", "T"];

/// A month behind one of the words for it.
fn strip_month<'t>(text: &'t str, words: &[&str]) -> Option<(i16, &'t str)> {
    let spaced = strip_word(text, words)?.trim_start_matches(' ');
    match digits(spaced, 2) {
        Some((month, len)) => Some((month, &spaced[len..])),
        None => month_in_words(spaced),
    }
}

/// The month and year that a text consists of: `11/2026`, `Tháng 11, 2026`, `Th11` and `2026` on lines of their own.
pub(super) fn month_and_year(text: &str) -> Option<(i16, i16)> {
    let text = text.trim_matches([' ', '\n', '/', '-', '.', ',']);
    let named = strip_month(text, LONG_FORMS).or_else(|| strip_month(text, SHORT_FORMS));
    let (month, rest) = named.or_else(|| {
        let (month, len) = digits(text, 2)?;
        Some((month, &text[len..]))
    })?;
    let tail = rest.trim_start_matches([' ', '\n', ',', '/', '-', '.']);
    if named.is_none() && tail.len() == rest.len() {
        return None;
    }
    let tail = strip_word(tail, &["năm", "Năm", "NĂM"]).map_or(tail, |rest| rest.trim_start_matches([' ', '\n']));
    let (year, len) = digits(tail, 4)?;
    (len == 4 && tail.len() == len).then_some((month, year))
}

/// A month by its name; the longer name first where one begins another.
fn month_in_words(text: &str) -> Option<(i16, &str)> {
    const NAMES: &[(i16, &str)] = &[
        (12, "mười hai"),
        (11, "mười một"),
        (10, "mười"),
        (1, "một"),
        (1, "giêng"),
        (2, "hai"),
        (3, "ba"),
        (4, "tư"),
        (4, "bốn"),
        (5, "năm"),
        (6, "sáu"),
        (7, "bảy"),
        (7, "bẩy"),
        (8, "tám"),
        (9, "chín"),
        (12, "chạp"),
    ];
    let letters = text.chars();
    let start = letters.take(8).flat_map(char::to_lowercase).collect::<String>();
    let (month, name) = NAMES.iter().find(|(_, name)| start.starts_with(name))?;
    // Each letter of every name is as long small as capital.
    let rest = text.get(name.len()..)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some((*month, rest))
}

/// `12, 2024` or `12th, 2024` after `March`.
fn month_first(date: i16, before: &str, after: &str) -> Option<(Date, usize)> {
    let name = before.strip_suffix(' ')?.trim_end_matches('.');
    let start = name.len() - name.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let (month, _) = english_month(&name[start..])?;
    let ordinal = strip_word(after, &["st", "nd", "rd", "th"]).unwrap_or(after);
    let rest = ordinal.trim_start_matches([' ', ',']);
    let (year, len) = digits(rest, 4)?;
    let near = ordinal.len() > rest.len() && ordinal.len() - rest.len() <= 2;
    (len == 4 && near)
        .then(|| calendar_day(year, month, date))
        .flatten()
        .map(|date| (date, after.len() - rest.len() + len))
}

fn strip_word<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

fn english_month(text: &str) -> Option<(i16, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let start = text.get(..3)?.to_ascii_lowercase();
    let month = (1..).zip(MONTHS).find(|(_, month)| **month == start)?.0;
    (3..=9).contains(&len).then(|| (month, &text[len..]))
}

/// Dates with their places, without the page's own clock.
pub(super) fn collect(sketch: &Sketch<'_>, scanned: &Scanned) -> Vec<FoundDate> {
    scanned
        .dates
        .iter()
        .filter(|(offset, _)| !is_clock(sketch, *offset))
        .map(|(offset, date)| FoundDate { date: *date, at: sketch.at_offset(*offset) })
        .collect()
}

/// Whether a date tells the visitor what day it is: named as a clock, or a weekday with a date and nothing else in
/// the head of the page.
pub(super) fn is_clock(sketch: &Sketch<'_>, offset: usize) -> bool {
    let run = sketch.run_at(offset);
    let Some(start) = sketch.runs.get(run) else { return false };
    let region = sketch.el(start.el).region;
    let line = sketch.line(run);
    let named = std::iter::once(start.el)
        .chain(sketch.ancestors(start.el))
        .take(4)
        .any(|el| sketch.el(el).hints.has(Hints::CLOCK));
    if named && line.len() < 80 && offset * 3 < sketch.text.len() {
        return true;
    }
    let early = offset * 5 < sketch.text.len();
    let outside = matches!(region, Region::Header | Region::Menu | Region::Breadcrumb);
    let bare = line.len() < 90 && (starts_with_weekday(line) || line.contains("Hôm nay") || line.contains("GMT"));
    bare && (outside || early && !has_list_around(sketch, start.el))
}

fn starts_with_weekday(line: &str) -> bool {
    const DAYS: &[&str] = &["Thứ", "thứ", "THỨ", "Chủ nhật", "Chủ Nhật", "CHỦ NHẬT", "Hôm nay", "Hà Nội, ngày"];
    DAYS.iter().any(|day| line.starts_with(day))
}

fn has_list_around(sketch: &Sketch<'_>, el: u32) -> bool {
    use super::tag::Tag;
    std::iter::once(el)
        .chain(sketch.ancestors(el))
        .take(6)
        .any(|el| matches!(sketch.el(el).tag, Tag::Li | Tag::Article | Tag::H(_)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, &str)> {
        let at = text.find(|c: char| c.is_ascii_digit())?;
        date_at(text, at).map(|(date, end)| (date.to_string(), &text[end..]))
    }

    #[test]
    fn every_spelling_is_read() {
        for text in [
            "12/03/2024",
            "12/3/2024",
            "12-03-2024",
            "12.03.2024",
            "2024-03-12",
            "12 / 2",
            "12/ 3/ 2024",
            "12 - 03 - 2024",
            "12 /3 /2024",
            "12 tháng ba năm 2024",
            "12 Tháng Ba, 2024",
            "March 12, 2024",
            "Mar. 12 2024",
            "March 12th, 2024",
            "ngày 12 tháng 3 năm 2024",
            "ngày 12 tháng 03 năm 2024",
            "12 Tháng 3, 2024",
            "12 tháng 3/2024",
            "12 March 2024",
            "12 Mar, 2024",
            "12 thg 3, 2024",
            "12 Thg. 3 2024",
            "12 Th3, 2024",
            "12 Th3 2024",
            "12 T3, 2024",
            "12/03/24",
            "12/3/24",
        ] {
            if text == "12 / 2" {
                assert_eq!(read(text), None);
            } else {
                assert_eq!(
                    read(text).map(|(date, rest)| (date, rest.is_empty())),
                    Some(("2024-03-12".to_owned(), true)),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn months_are_read_in_words_of_any_size() {
        for (text, day) in [
            ("15 Tháng Mười Một 2026", "2026-11-15"),
            ("15 tháng mười hai, 2026", "2026-12-15"),
            ("15 THÁNG MƯỜI 2026", "2026-10-15"),
            ("15 Tháng Năm năm 2026", "2026-05-15"),
            ("15 Tháng Tư, 2026", "2026-04-15"),
        ] {
            assert_eq!(read(text), Some((day.to_owned(), "")), "{text}");
        }
    }

    #[test]
    fn a_month_and_a_year_are_read_only_where_there_is_nothing_else() {
        for text in ["11/2026", " Tháng 11, 2026 ", "Th11\n2026", "/ 11 / 2026", "tháng 11 năm 2026", "Thg 11 2026"]
        {
            assert_eq!(month_and_year(text), Some((11, 2026)), "{text:?}");
        }
        for text in ["2026", "112026", "11", "11/2026 kế hoạch", "dự án 11/2026", "tháng này 2026", "11/20261"]
        {
            assert_eq!(month_and_year(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_day_comes_back_from_every_spelling(days in 0_i32..17_000, form in 0_usize..9) {
            use jiff::ToSpan as _;
            let day = jiff::civil::date(2001, 1, 1).checked_add(days.days()).unwrap();
            let (d, m, y) = (day.day(), day.month(), day.year());
            let text = [
                format!("{d}/{m}/{y}"),
                format!("{d:02}/{m:02}/{:02}", y % 100),
                format!("{d} - {m} - {y}"),
                format!("{d} tháng {m} năm {y}"),
                format!("{d} Tháng {m}, {y}"),
                format!("{d} thg {m}, {y}"),
                format!("{d} Th{m}, {y}"),
                format!("{y}-{m:02}-{d:02}"),
                format!("{d}.{m:02}.{y}"),
            ];
            prop_assert_eq!(read(&text[form]), Some((day.to_string(), "")), "{}", &text[form]);
        }
    }

    #[test]
    fn hours_stand_beside_dates() {
        assert_eq!(read("04/04/2018 9:34:50 SA").unwrap().0, "2018-04-04");
        assert_eq!(read("27/03/2024 2:19 CH").unwrap().0, "2024-03-27");
        assert_eq!(read("Thứ Sáu | 15/11/2024 | 08:30").unwrap().0, "2024-11-15");
        assert_eq!(read("2024-03-12T10:00:00+07:00").unwrap().0, "2024-03-12");
    }

    #[test]
    fn no_day_no_date() {
        for text in [
            "31/02/2024",
            "12/2024",
            "1/13/2024",
            "12-03-24",
            "12.03.24",
            "12/03/89",
            "12/03/24/5",
            "12th3, 2024",
            "12 Thông 3, 2024",
            "120/03/2024",
            "192.168.1.2024",
            "12 tháng 3",
            "12 tháng bao nhiêu 2024",
            "12 - 3",
            "12 / 3 - 2024",
            "May 2024",
            "0/0/2024",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
