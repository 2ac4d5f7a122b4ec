//! Entries of lists: dated ones, and short texts that begin an entry, a row or a box.

use std::collections::BTreeMap;

use super::dates;
use super::scan::Scanned;
use super::sketch::Sketch;
use super::tag::Tag;
use super::{At, DatedItem, Region};

/// Most dated entries, and most short entries, of a page.
const MAX_ITEMS: usize = 5_000;
/// Longest text of an entry, in bytes.
const LONGEST_ITEM: u32 = 3_000;
/// A list inside an entry that only holds its date, author and counter (NukeViet) is no longer than this, in bytes.
const LONGEST_MARGINAL: u32 = 80;
/// Shortest title, in bytes.
const SHORTEST_TITLE: usize = 8;
/// Text of a row shorter than this names a field rather than an entry, in bytes.
const LONGEST_LABEL: usize = 24;
/// Longest short entry, in bytes.
const LONGEST_ENTRY: usize = 160;

/// Dated entries in document order, one for each list entry, row or box.
pub(super) fn dated(sketch: &Sketch<'_>, scanned: &Scanned) -> Vec<DatedItem> {
    // By entry: what was found, and whether its date stands inside the title.
    let mut items: BTreeMap<u32, (DatedItem, bool)> = BTreeMap::new();
    for (offset, date) in &scanned.dates {
        if items.len() >= MAX_ITEMS {
            break;
        }
        let Some(run) = sketch.runs.get(sketch.run_at(*offset)) else { continue };
        if matches!(sketch.el(run.el).region, Region::Header | Region::Breadcrumb) || dates::is_clock(sketch, *offset) {
            continue;
        }
        let Some(el) = entry_around(sketch, run.el) else { continue };
        let in_link = link_at(sketch, el, *offset);
        match items.get_mut(&el) {
            None => {
                if let Some(title) = title_of(sketch, el) {
                    items.insert(
                        el,
                        (DatedItem { title, date: *date, end: sketch.el(el).end, at: sketch.at(el) }, in_link),
                    );
                }
            }
            // The date beside a title says when it was published; of dates inside a title the latest is the news.
            Some((item, inside @ true)) if !in_link || *date > item.date => {
                item.date = *date;
                *inside = in_link;
            }
            Some(_) => {}
        }
    }
    items.into_values().map(|(item, _)| item).collect()
}

fn link_at(sketch: &Sketch<'_>, el: u32, offset: usize) -> bool {
    let offset = offset as u32;
    sketch.within(&sketch.anchors, el).iter().any(|link| {
        let text = sketch.el(*link).text;
        text.0 <= offset && offset < text.1
    })
}

/// The list entry, row or repeated box around a date that also has a title.
fn entry_around(sketch: &Sketch<'_>, el: u32) -> Option<u32> {
    for candidate in std::iter::once(el).chain(sketch.ancestors(el)).take(9) {
        let this = sketch.el(candidate);
        if this.tag == Tag::Ul && sketch.text_len(candidate) <= LONGEST_MARGINAL {
            continue;
        }
        if matches!(this.tag, Tag::Table | Tag::Tbody | Tag::Ul | Tag::Body | Tag::Main | Tag::Form)
            || sketch.text_len(candidate) > LONGEST_ITEM
        {
            return None;
        }
        let entry = matches!(this.tag, Tag::Li | Tag::Tr | Tag::Article | Tag::Dd);
        let repeated = || {
            matches!(this.tag, Tag::Div | Tag::Td | Tag::Section | Tag::P | Tag::A | Tag::Block)
                && has_like_sibling(sketch, candidate)
        };
        if (entry || repeated()) && has_title(sketch, candidate) {
            return Some(candidate);
        }
    }
    None
}

fn has_title(sketch: &Sketch<'_>, el: u32) -> bool {
    let linked = sketch.el(el).tag == Tag::A
        || sketch
            .within(&sketch.anchors, el)
            .iter()
            .any(|link| sketch.text_len(*link) as usize >= SHORTEST_TITLE && sketch.words_in_link(*link) >= 2);
    linked || (sketch.el(el).tag == Tag::Tr && title_of(sketch, el).is_some())
}

/// Whether a neighbour has the same tag and class.
fn has_like_sibling(sketch: &Sketch<'_>, el: u32) -> bool {
    let parent = sketch.el(el).parent;
    let this = sketch.el(el);
    let class = sketch.attr(el, "class").unwrap_or_default();
    let like = |other: u32| {
        other != el && other < sketch.el(parent).end && {
            let that = sketch.el(other);
            that.parent == parent && that.tag == this.tag && sketch.attr(other, "class").unwrap_or_default() == class
        }
    };
    if (this.end as usize) < sketch.els.len() && like(this.end) {
        return true;
    }
    // The last of its kind: look at its elder siblings, a few.
    let mut sibling = parent + 1;
    for _ in 0..12 {
        if sibling >= el {
            break;
        }
        if like(sibling) {
            return true;
        }
        sibling = sketch.el(sibling).end;
    }
    false
}

/// The longest link text that says something, else the first line that is long enough to be a title.
fn title_of(sketch: &Sketch<'_>, el: u32) -> Option<String> {
    let links = sketch.within(&sketch.anchors, el).iter().copied().filter(|link| is_title(sketch.text_of(*link)));
    if let Some(link) = links.max_by_key(|link| (sketch.text_len(*link), u32::MAX - link)) {
        return Some(super::label::one_line(sketch.text_of(link)));
    }
    let words = |line: &&str| {
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        line.len() >= LONGEST_LABEL && letters * 2 > line.chars().count() && is_title(line)
    };
    let lines = sketch.runs_in(el).map(|run| sketch.line(run)).filter(words);
    lines.max_by_key(|line| line.len()).map(super::label::one_line)
}

/// Whether a link text can be a title: no file name and no word for an action.
fn is_title(text: &str) -> bool {
    const ACTIONS: &[&str] = &[
        "xem chi tiết",
        "chi tiết",
        "xem thêm",
        "tải về",
        "tải xuống",
        "download",
        "đọc tiếp",
        "hiệu chỉnh",
        "xem tiếp",
        "tải văn bản",
        "chỉnh sửa",
        "read more",
        "tải file",
        "xem văn bản",
        "file đính kèm",
        "tệp đính kèm",
        "xem nội dung",
        "nội dung chi tiết",
    ];
    let file = text.rsplit_once('.').is_some_and(|(_, ending)| {
        let ending = ending.split(['(', ' ']).next().unwrap_or_default();
        ["pdf", "doc", "docx", "xls", "xlsx", "zip", "rar"].iter().any(|known| known.eq_ignore_ascii_case(ending))
    });
    text.len() >= SHORTEST_TITLE
        && !file
        && (text.len() > 30 || !ACTIONS.contains(&crate::text::normalise(text).as_str()))
}

/// Short lines of the main and side columns that are not links as a whole, without their numbering.
pub(super) fn entries(sketch: &Sketch<'_>) -> Vec<(String, At)> {
    let mut entries = Vec::new();
    for number in 0..sketch.runs.len() {
        let run = sketch.runs[number];
        let el = sketch.el(run.el);
        let line = sketch.line(number);
        if line.len() > LONGEST_ENTRY || !matches!(el.region, Region::Main | Region::Aside) || el.tag == Tag::A {
            continue;
        }
        let text = without_numbering(line);
        if text.chars().next().is_some_and(char::is_alphabetic) && text.len() > 2 {
            entries.push((text.to_owned(), sketch.at_run(run)));
            if entries.len() >= MAX_ITEMS {
                break;
            }
        }
    }
    entries
}

/// The text behind `1.`, `-`, `a)`, `+`, `•`.
fn without_numbering(line: &str) -> &str {
    let bare = line.trim_start_matches(|c: char| !c.is_alphabetic());
    let mut chars = bare.chars();
    match (chars.next(), chars.next()) {
        (Some(letter), Some(')')) if letter.is_alphabetic() => chars.as_str().trim_start(),
        _ => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_is_taken_off() {
        assert_eq!(without_numbering("1.2. Vụ Pháp chế"), "Vụ Pháp chế");
        assert_eq!(without_numbering("a) Phòng Tổ chức"), "Phòng Tổ chức");
        assert_eq!(without_numbering("- Cục Bảo trợ"), "Cục Bảo trợ");
    }
}
