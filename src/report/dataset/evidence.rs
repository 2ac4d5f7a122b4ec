//! For readers at a screen the findings are cut in two: what was concluded, and what was seen.

use super::{
    Dataset,
    findings::{self, Get},
};
use crate::report::{Lang, Report};

/// Columns by which a row of the one table is found in the other.
const KEYS: [&str; 6] = ["portal", "portal_name", "requirement", "title", "outcome_text", "status"];

/// Findings without their evidence.
pub(in crate::report) fn findings_alone(report: &Report, lang: Lang) -> Dataset<'_> {
    let name = ("findings", lang.of("Kết luận", "Findings"));
    let columns = findings::columns(|head| !findings::is_evidence(head));
    Dataset::new(name, columns, findings::rows(report), move |get: Get, row| get(row, lang))
}

/// What was seen, a row for each finding that rests on something.
pub(in crate::report) fn evidence(report: &Report, lang: Lang) -> Dataset<'_> {
    let name = ("evidence", lang.of("Chứng cứ", "Evidence"));
    let columns = findings::columns(|head| findings::is_evidence(head) || KEYS.contains(&head.name));
    let rows = findings::rows(report).filter(findings::Row::has_evidence);
    Dataset::new(name, columns, rows, move |get: Get, row| get(row, lang))
}
