//! Until when something is open: closing dates behind their words, and below the header of their column.

use jiff::civil::Date;

use super::{
    phrases::Wanted,
    scope::Scope,
    texts::{Hit, Kind, run_text},
    witness::{Witness, clip},
};
use crate::{
    clock::written,
    page::{At, Line, Table},
};

/// Whether one of the phrases is followed, in the same text or the next, by a date not before the capture.
pub(super) fn open_until(after: &Wanted, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    for phrase in &after.said {
        for hit in scope.texts.of(Kind::Runs, *phrase) {
            let at = page.runs[hit.item as usize].0;
            if hit.folded || !scope.holds(at) {
                continue;
            }
            // A label and its value are neighbours; so are a header cell's column and the cells below it.
            let end = page.runs.get(hit.item as usize + 2).map_or(u32::MAX, |run| run.0.pos);
            let close = scope
                .within(&page.dates, |d| d.at)
                .find(|d| (at.pos..=end.max(at.pos)).contains(&d.at.pos) && d.date >= scope.subject.day);
            if let Some(date) = close {
                let said = clip(run_text(page, hit.item as usize));
                witness.count(1, Some(at), [format!("{said} ({})", written(date.date))]);
                return true;
            }
        }
    }
    false
}

/// Whether something here is said to be closed, or closed by its date, and nothing is open or may be.
pub(super) fn closed(after: &Wanted, said: &Wanted, scope: &Scope<'_>, witness: &mut Witness) -> bool {
    let page = scope.page;
    let dated: Vec<At> = hits(after, scope).collect();
    let shut: Vec<At> = hits(said, scope).collect();
    if dated.is_empty() && shut.is_empty() {
        return false;
    }
    let mut closed: Option<(At, Option<Date>)> = None;
    let tables: Vec<&Table> = page.tables.iter().filter(|table| scope.holds(table.at)).collect();
    // A table of drafts: each row is open, closed, or says nothing of it.
    let speaks =
        |table: &&&Table| dated.iter().any(|at| in_head(table, *at)) || shut.iter().any(|at| row(table, *at).is_some());
    for table in tables.iter().filter(speaks) {
        for line in table.lines.iter().filter(|line| line.filled != 0) {
            let last =
                scope.within(&page.dates, |d| d.at).filter(|d| line.span.contains(&d.at.pos)).map(|d| d.date).max();
            let is_shut = shut.iter().find(|at| line.span.contains(&at.pos));
            match (is_shut, last) {
                (Some(at), _) => _ = closed.get_or_insert((*at, last)),
                (None, Some(last)) if last < scope.subject.day => {
                    closed.get_or_insert((At { pos: line.span.start, ..table.at }, Some(last)));
                }
                (None, _) => return false,
            }
        }
    }
    let elsewhere = |at: &&At| !tables.iter().any(|table| in_head(table, **at) || row(table, **at).is_some());
    for at in shut.iter().filter(elsewhere) {
        closed.get_or_insert((*at, None));
    }
    // The row of a table may itself be the words and their date.
    for at in dated.iter().filter(|at| !tables.iter().any(|table| in_head(table, **at))) {
        // The date stands in the same line or the next; of a range the end counts.
        let own = latest(scope, at.pos..=at.pos);
        let next = page.runs.iter().position(|run| run.0.pos == at.pos).and_then(|run| page.runs.get(run + 1));
        match own.or_else(|| next.and_then(|run| latest(scope, run.0.pos..=run.0.pos))) {
            Some(last) if last >= scope.subject.day => return false,
            Some(last) => _ = closed.get_or_insert((*at, Some(last))),
            None => {}
        }
    }
    let Some((at, last)) = closed else { return false };
    let line = page.runs.iter().position(|run| run.0.pos == at.pos).map(|run| clip(run_text(page, run)));
    witness.count(1, Some(at), [line.or_else(|| last.map(written)).unwrap_or_default()]);
    true
}

/// Where the phrases are said, marks and all.
fn hits<'s>(wanted: &'s Wanted, scope: &'s Scope<'_>) -> impl Iterator<Item = At> + 's {
    let place = |hit: &Hit| (!hit.folded).then(|| scope.page.runs[hit.item as usize].0);
    wanted
        .said
        .iter()
        .flat_map(move |phrase| scope.texts.of(Kind::Runs, *phrase))
        .filter_map(place)
        .filter(|at| scope.holds(*at))
}

/// Whether a place is in the header of a table.
fn in_head(table: &Table, at: At) -> bool {
    table.lines.first().is_some_and(|line| (table.at.pos..line.span.start).contains(&at.pos))
}

/// The row of a table that holds a place.
fn row(table: &Table, at: At) -> Option<&Line> {
    table.lines.iter().find(|line| line.span.contains(&at.pos))
}

fn latest(scope: &Scope<'_>, places: std::ops::RangeInclusive<u32>) -> Option<Date> {
    scope.within(&scope.page.dates, |d| d.at).filter(|d| places.contains(&d.at.pos)).map(|d| d.date).max()
}
