//! Dates that only their elements tell: a phrase like "Vừa xong" that is all that an element says, and the day of a date
//! in an element of its own beside its month (`<b>15</b><i>11/2026</i>`).

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use jiff::{ToSpan as _, civil::Date};

use super::dates::{calendar_day, month_and_year};
use super::relative;
use super::sketch::Sketch;
use super::tag::Tag;

/// Longest text of a box that holds a date and nothing else, in bytes: "15 Tháng Mười Hai, 2026" with a break or two.
const LONGEST_BOX: u32 = 48;

/// Longest line, in bytes, and most elements of it that are looked at for a phrase: prose is longer.
const LONGEST_LINE: usize = 600;
const MOST_ELEMENTS: usize = 500;

/// Phrases behind their first letter, which may be a capital.
static PHRASES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(["ôm qua", "ừa xong", "ách đây"]).expect("three short patterns make a small automaton")
});

/// Such dates with their places in the text. Without `today` there are only those of boxes.
pub(super) fn dates(sketch: &Sketch<'_>, today: Option<Date>) -> Vec<(usize, Date)> {
    let mut found: Vec<(usize, Date)> = boxes(sketch).collect();
    if let Some(today) = today {
        found.extend(PHRASES.find_iter(&sketch.text).filter_map(|phrase| told(sketch, phrase.start(), today)));
    }
    found
}

/// The day of a phrase whose second letter stands at `second`, if it stands for itself.
fn told(sketch: &Sketch<'_>, second: usize, today: Date) -> Option<(usize, Date)> {
    let start = sketch.text[..second].char_indices().next_back()?.0;
    let (day, end) = match sketch.text.as_bytes()[start].to_ascii_lowercase() {
        b'h' => (today.checked_sub(1.day()).ok()?, second + "ôm qua".len()),
        b'v' => (today, second + "ừa xong".len()),
        b'c' => relative::ago(&sketch.text, second + "ách đây".len(), today)?,
        _ => return None,
    };
    stands_alone(sketch, start, end).then_some((start, day))
}

/// Whether a line or an element of a line holds what stands between two places, and nothing else.
fn stands_alone(sketch: &Sketch<'_>, start: usize, end: usize) -> bool {
    let number = sketch.run_at(start);
    let (from, to) = sketch.line_span(number);
    if to - from > LONGEST_LINE || end > to {
        return false;
    }
    if from == start && sketch.text[end..to].trim_end().is_empty() {
        return true;
    }
    let Some(run) = sketch.runs.get(number) else { return false };
    let behind = sketch.runs.get(number + 1).map_or(sketch.els.len() as u32, |next| {
        if next.place == next.el { next.place + 1 } else { sketch.el(next.place).end }
    });
    (run.el.min(run.place)..behind).take(MOST_ELEMENTS).any(|at| {
        let shown = !matches!(sketch.el(at).tag, Tag::Title | Tag::Option);
        shown && sketch.text_start(at) as usize == start && sketch.text_of(at).len() == end - start
    })
}

/// Dates whose day stands in an element of its own, the month and year behind it in the same small box.
fn boxes<'s>(sketch: &'s Sketch<'_>) -> impl Iterator<Item = (usize, Date)> + 's {
    let small = sketch.els.iter().enumerate().filter(|(_, el)| (1..=3).contains(&(el.text.1 - el.text.0)));
    small.filter_map(|(at, el)| {
        let at = at as u32;
        // The number of a row stands beside other things than its month.
        if matches!(el.tag, Tag::Td | Tag::Th | Tag::Li | Tag::Title | Tag::Option) {
            return None;
        }
        let (start, parent) = (sketch.text_start(at), el.parent);
        let beside = sketch.text_start(parent) == start && sketch.text_len(parent) <= LONGEST_BOX;
        let date: i16 = beside.then(|| sketch.text_of(at)).filter(|day| day.len() <= 2)?.parse().ok()?;
        let rest = sketch.text.get(el.text.1 as usize..sketch.el(parent).text.1 as usize)?;
        let (month, year) = month_and_year(rest)?;
        Some((start as usize, calendar_day(year, month, date)?))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::dom;
    use super::*;

    fn read(html: &str) -> Vec<String> {
        let html = dom::parse(html);
        dates(&Sketch::of(&html), Some(date(2026, 12, 1))).into_iter().map(|(_, day)| day.to_string()).collect()
    }

    #[test]
    fn a_phrase_that_is_all_an_element_says_is_a_date() {
        for (words, day) in [
            ("Hôm qua", "2026-11-30"),
            ("hôm qua", "2026-11-30"),
            ("Vừa xong", "2026-12-01"),
            ("Cách đây 3 ngày", "2026-11-28"),
            ("cách đây 2 tuần", "2026-11-17"),
            ("Cách đây 5 giờ", "2026-12-01"),
        ] {
            for html in [
                format!("<li><a href=x>Tin trong tỉnh</a> <span>{words}</span></li>"),
                format!("<li><a href=x>Tin trong tỉnh</a><time> {words} </time>|<b>Thời sự</b></li>"),
                format!("<div>Tin trong tỉnh<br>{words}<br>Thời sự</div>"),
            ] {
                assert_eq!(read(&html), [day], "{html}");
            }
            assert_eq!(read(&format!("<p>{words} trời mưa to</p>")), [""; 0], "{words}");
            assert_eq!(read(&format!("<p>Tỉnh {words}</p>")), [""; 0], "{words}");
        }
    }

    #[test]
    fn a_date_over_several_elements_is_one_date() {
        for html in [
            "<div><span>15</span><span>11/2026</span></div>",
            "<div><b>15</b> <i>Tháng 11, 2026</i></div>",
            "<div class=date><p>15</p><p>Th11</p><p>2026</p></div>",
            "<div><strong>15</strong><em>Tháng Mười Một</em> <small>2026</small></div>",
            "<time><span> 15 </span>/ 11 / 2026</time>",
        ] {
            assert_eq!(read(html), ["2026-11-15"], "{html}");
        }
    }

    #[test]
    fn a_number_beside_a_month_is_no_date() {
        for html in [
            "<tr><td>15</td><td>11/2026</td></tr>",
            "<table><tr><td>15</td><td>11/2026</td></tr></table>",
            "<ul><li>15</li><li>11/2026</li></ul>",
            "<div><b>15</b> dự án đến 11/2026</div>",
            "<div><b>35</b><i>11/2026</i></div>",
            "<div><b>15</b><i>11/2026</i> kế hoạch</div>",
            "<div><b>15</b><i>2026</i></div>",
        ] {
            assert_eq!(read(html), [""; 0], "{html}");
        }
    }

    proptest! {
        #[test]
        fn every_day_comes_back_from_a_box(days in 0_i32..36_000, between in "[ \n]{0,2}", form in 0_usize..4) {
            let day = date(1990, 1, 1).checked_add(days.days()).unwrap();
            let (d, m, y) = (day.day(), day.month(), day.year());
            let month = [format!("{m}/{y}"), format!("Tháng {m}, {y}"), format!("Th{m} {y}"), format!("{m:02}-{y}")];
            let html = format!("<div><b>{d}</b>{between}<i>{}</i></div>", month[form]);
            prop_assert_eq!(read(&html), [day.to_string()], "{}", html);
        }

        #[test]
        fn any_page_is_read(html in "(<(b|i|p|td|li|div|/div|/b|/p)>|[0-9]{1,4}|/|tháng |Vừa xong|hôm qua|Cách đây |ngày| |\\PC){0,30}") {
            read(&html);
        }
    }
}
