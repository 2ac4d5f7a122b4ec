//! What the dates of a section mean on the day it was seen: this week's calendar, answers and how long they took, budget years.

use std::{collections::BTreeSet, sync::LazyLock};

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::{ToSpan as _, civil::Date};

use super::{measure::contains_syllables, practice::Questions, scope::Scope, texts::run_text, witness::Witness};
use crate::{
    attachment::{Period, periods},
    clock::written,
    page::{At, Page},
    text,
};

/// A week or a fortnight is written "from … to …"; longer stretches are plans, not calendars.
const LONGEST_RANGE: i64 = 14;
/// A question that took longer was not answered, it was dug up.
const LONGEST_ANSWER: i32 = 3 * 366;

/// Whether a date of the week of the capture or of the coming one (Monday to Sunday) stands here, or two dates next to
/// each other that enclose the day.
pub(super) fn this_week(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let day = scope.subject.day;
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let Ok(monday) = day.checked_sub(back.days()) else { return false };
    let Ok(sunday) = monday.checked_add(13.days()) else { return false };
    let dates = of_calendar(scope);
    let inside = dates.iter().find(|(date, _)| (monday..=sunday).contains(date));
    let around = dates.windows(2).map(|pair| (pair[0], pair[1].0)).find(|((from, _), to)| {
        (*from..=*to).contains(&day) && from.until(*to).is_ok_and(|span| i64::from(span.get_days()) <= LONGEST_RANGE)
    });
    let found = inside
        .map(|(date, at)| (*at, written(*date)))
        .or_else(|| around.map(|((from, at), to)| (at, format!("{} - {}", written(from), written(to)))));
    if let Some((at, said)) = found {
        witness.count(1, Some(at), [said]);
        return true;
    }
    false
}

/// The dates of a calendar: not the day on which it was put up, and where its table has dates, those there and in the
/// lines that name a week.
fn of_calendar(scope: &Scope<'_>) -> Vec<(Date, At)> {
    const PUBLISHED: [&str; 10] = [
        "ngày đăng",
        "đăng ngày",
        "đăng lúc",
        "thời gian đăng",
        "ngày tạo",
        "ngày cập nhật",
        "cập nhật",
        "xuất bản",
        "ngày xuất bản",
        "posted",
    ];
    let page = scope.page;
    let all: Vec<(Date, At)> = scope.within(&page.dates, |d| d.at).map(|d| (d.date, d.at)).collect();
    if all.is_empty() {
        return all;
    }
    let mut published: BTreeSet<u32> = BTreeSet::new();
    let mut headed: BTreeSet<u32> = BTreeSet::new();
    for (index, (at, _)) in page.runs.iter().enumerate() {
        let line = run_text(page, index);
        if !line.bytes().any(|b| b.is_ascii_digit()) || !scope.holds(*at) {
            continue;
        }
        let words = text::normalise(line);
        if PUBLISHED.iter().any(|phrase| words.starts_with(phrase)) {
            published.insert(at.pos);
        } else if contains_syllables(&words, "tuần") || contains_syllables(&words, "week") {
            headed.insert(at.pos);
        }
    }
    let tables = || page.tables.iter().filter(|table| scope.holds(table.at));
    let in_table = |at: At| tables().any(|t| t.lines.iter().any(|line| line.span.contains(&at.pos)));
    let tabled = all.iter().any(|(_, at)| in_table(*at));
    all.into_iter()
        .filter(|(_, at)| !published.contains(&at.pos) && (!tabled || headed.contains(&at.pos) || in_table(*at)))
        .collect()
}

/// A word of every phrase below that says when a question was asked or answered, in each case it is written in: lines
/// without any need no closer look.
static SPOKEN: LazyLock<AhoCorasick> = LazyLock::new(|| {
    const WORDS: [&str; 15] = [
        "hỏi", "Hỏi", "HỎI", "gửi", "Gửi", "GỬI", "lời", "Lời", "LỜI", "asked", "Asked", "ASKED", "answered",
        "Answered", "ANSWERED",
    ];
    let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(WORDS);
    builder.expect("the words above are few and short")
});

/// Whether a date of asking stands before a date of answering, and how long the answers took.
pub(super) fn answered_in(scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let Dialogue { answered, .. } = dialogue(scope.page, |at| scope.holds(at));
    let Some((_, first)) = answered.first().copied() else { return false };
    let count = answered.len();
    let mut took: Vec<u32> = answered.into_iter().map(|(days, _)| days).collect();
    took.sort_unstable();
    let median = took[took.len() / 2];
    witness.count(count, Some(first), [format!("{count} câu có ngày hỏi và ngày trả lời, trung vị {median} ngày")]);
    true
}

/// The dated questions of a whole page.
pub(super) fn questions(page: &Page) -> Questions {
    let Dialogue { answered, unanswered } = dialogue(page, |_| true);
    Questions::new(answered.into_iter().map(|(days, _)| days).collect(), unanswered)
}

/// Questions with the day they were asked.
#[derive(Default)]
struct Dialogue {
    /// After how many days those were answered that have a day of answering, and where the question stands.
    answered: Vec<(u32, At)>,
    /// Those followed by another question before any answer.
    unanswered: u32,
}

/// Reads days of asking and answering off the parts of `page` that `holds` names.
fn dialogue(page: &Page, holds: impl Fn(At) -> bool) -> Dialogue {
    const ASKED: [&str; 6] = ["ngày hỏi", "ngày gửi", "thời gian gửi", "hỏi ngày", "gửi ngày", "date asked"];
    const ANSWERED: [&str; 5] = ["ngày trả lời", "thời gian trả lời", "trả lời ngày", "đã trả lời", "date answered"];
    let mut found = Dialogue::default();
    let mut asked: Option<(Date, At)> = None;
    let mut dates = page.dates.iter().filter(|date| holds(date.at)).peekable();
    let mut expects: Option<bool> = None;
    let mut spoken = SPOKEN.find_iter(&page.text).map(|found| found.start()).peekable();
    if spoken.peek().is_none() {
        return found;
    }
    for index in 0..page.runs.len() {
        let at = page.runs[index].0;
        if !holds(at) {
            continue;
        }
        let line = run_text(page, index);
        let start = page.runs[index].1 as usize;
        while spoken.next_if(|place| *place < start).is_some() {}
        if spoken.peek().is_some_and(|place| *place < start + line.len()) {
            let words = text::normalise(line);
            let says = |phrases: &[&str]| phrases.iter().any(|phrase| contains_syllables(&words, phrase));
            if says(&ANSWERED) {
                expects = Some(true);
            } else if says(&ASKED) {
                expects = Some(false);
            }
        }
        while dates.peek().is_some_and(|date| date.at.pos < at.pos) {
            dates.next();
        }
        let Some(date) = dates.next_if(|date| date.at.pos == at.pos) else { continue };
        match expects.take() {
            Some(false) => found.unanswered += u32::from(asked.replace((date.date, at)).is_some()),
            Some(true) => {
                if let Some((from, place)) = asked.take()
                    && let Ok(span) = from.until(date.date)
                    && (0..=LONGEST_ANSWER).contains(&span.get_days())
                {
                    found.answered.push((span.get_days().unsigned_abs(), place));
                }
            }
            None => {}
        }
    }
    found.unanswered += u32::from(asked.is_some());
    found
}

/// Whether so many different budget years with so many different kinds are named in titles of entries, links, tables or headings.
pub(super) fn budget_periods(min: u32, stages: u32, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    let mut found: BTreeSet<Period> = BTreeSet::new();
    let mut first = None;
    let items = scope.within(&page.items, |i| i.at).map(|i| (i.at, i.title.as_str()));
    let links = scope.within(&page.links, |l| l.at).map(|l| (l.at, l.label.as_str()));
    let entries = page.entries.iter().filter(|e| scope.holds(e.1)).map(|e| (e.1, e.0.as_str()));
    let headings = page.headings.iter().filter(|h| scope.holds(h.at)).map(|h| (h.at, h.text.as_str()));
    let captions = page.tables.iter().filter(|t| scope.holds(t.at)).map(|t| (t.at, t.caption.as_str()));
    for (at, title) in items.chain(links).chain(entries).chain(headings).chain(captions) {
        // Both kinds end in the same word, and a year begins with 20.
        if !title.contains("20") {
            continue;
        }
        let of_title = periods(&text::normalise(title));
        if !of_title.is_empty() {
            first.get_or_insert(at);
            found.extend(of_title);
        }
    }
    let different: BTreeSet<_> = found.iter().map(|period| period.stage).collect();
    let enough = found.len() >= min.max(1) as usize && different.len() >= stages as usize;
    if enough {
        let said = found.iter().rev().map(|period| format!("{} {}", period.stage.vi(), period.year));
        witness.count(found.len(), first, said);
    }
    enough
}
