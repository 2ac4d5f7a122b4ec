//! What a reader of the other tables has to know: the run, the law, and how outcomes, scores and full information come
//! about. One row per remark.

use super::{Cell, Column, Dataset, Kind, column};
use crate::{
    judge::Outcome,
    report::{Lang, Report, facts, text},
};

type Row = (String, String);
type Get = fn(&Row, Lang) -> Cell;

const COLUMNS: [Column<Get>; 2] = [
    column("item", Kind::Text, "Mục", "Item", |(item, _), _| Cell::text(item)),
    column("value", Kind::Text, "Nội dung", "Content", |(_, value), _| Cell::text(value)),
];

#[cfg(test)]
pub(super) fn heads() -> Vec<super::Head> {
    COLUMNS.iter().map(|column| column.head).collect()
}

/// What there is to know, in the order of reading.
pub(in crate::report) fn method(report: &Report, lang: Lang) -> Dataset<'_> {
    let phrase = text::interface(lang);
    let say = |key: &str| phrase.get(key).copied().unwrap_or_default().to_owned();
    let mut rows: Vec<Row> = Vec::new();
    if report.is_simulated() {
        rows.push((say("simulated_short"), say("simulated_long")));
    }
    if report.is_unfinished() {
        rows.push((say("unfinished_short"), say("unfinished_long")));
    }
    if report.is_draft() {
        rows.push((say("draft_short"), text::unreviewed(report.unreviewed.len() as u32, lang)));
    }
    rows.push((say("law"), lang.pick(&report.profile.title).to_owned()));
    rows.push((say("law"), lang.pick(&report.profile.statement).to_owned()));
    rows.extend(facts::facts(report, lang).into_iter().map(|(item, value)| (item.to_owned(), value)));
    rows.extend(Outcome::ALL.map(|outcome| {
        let meaning = text::meaning(outcome, lang).to_owned();
        (text::outcome(outcome, lang).to_owned(), meaning)
    }));
    rows.extend(["guide_score", "guide_full", "guide_absence", "guide_people", "guide_objection"].map(|key| {
        let said = say(key);
        // Each of these sentences begins with what it is about.
        match said.split_once(": ") {
            Some((item, value)) if item.chars().count() < 30 => (item.to_owned(), value.to_owned()),
            _ => (say("guide"), said),
        }
    }));
    if report.assumes_the_eighteen() {
        rows.push((say("note"), text::eighteen(lang).to_owned()));
    }
    let name = ("method", lang.of("Phương pháp", "Method"));
    Dataset::new(name, &COLUMNS, rows.into_iter(), move |get: Get, row| get(row, lang))
}
