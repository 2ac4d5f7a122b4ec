//! A register of documents: entries, rows or lines that each give a number and a date.

use super::scope::Scope;
use crate::page::{DocumentNumber, Mention};

/// Without an entry around it, a date stands at most so many elements from its number.
const NEAR: u32 = 24;

/// Of `numbers`, in document order, the first of each entry that also gives a date. A citation is no entry, and a line
/// with many numbers is one.
pub(super) fn dated<'p>(
    numbers: impl Iterator<Item = &'p DocumentNumber>,
    scope: &Scope<'p>,
) -> Vec<&'p DocumentNumber> {
    let page = scope.page;
    let own: Vec<&DocumentNumber> = numbers.filter(|number| number.mention == Mention::Own).collect();
    let mut dates: Vec<u32> = scope.within(&page.dates, |d| d.at).map(|d| d.at.pos).collect();
    dates.sort_unstable();
    let dated = |from: u32, to: u32| dates.get(dates.partition_point(|pos| *pos < from)).is_some_and(|pos| *pos < to);
    let mut spans: Vec<(u32, u32)> = scope.within(&page.items, |i| i.at).map(|item| (item.at.pos, item.end)).collect();
    let tables = page.tables.iter().filter(|table| scope.holds(table.at));
    spans.extend(tables.flat_map(|table| &table.lines).map(|line| (line.span.start, line.span.end)));
    spans.sort_unstable();
    let mut last = None;
    let mut found = Vec::new();
    for (at, number) in own.iter().enumerate() {
        let pos = number.at.pos;
        let before = spans.partition_point(|(from, _)| *from <= pos);
        let around = spans[..before].iter().rev().take(4).find(|(_, to)| pos < *to);
        let entry = around.map_or(pos, |(from, _)| *from);
        if last.replace(entry) == Some(entry) {
            continue;
        }
        let (from, to) = around.copied().unwrap_or_else(|| {
            let from = at.checked_sub(1).map_or(0, |before| own[before].at.pos + 1).min(pos);
            let to = own.get(at + 1).map_or(u32::MAX, |next| next.at.pos.max(pos + 1));
            (from.max(pos.saturating_sub(NEAR)), to.min(pos.saturating_add(NEAR)))
        });
        if dated(from, to) {
            found.push(*number);
        }
    }
    found
}
