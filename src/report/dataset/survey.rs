//! One row per figure of the survey and kind of agency: how many, of how many, and what it means.

use super::{Cell, Column, Dataset, Kind, column, status};
use crate::{
    report::{Lang, Report, text},
    rules::{Bilingual, Metric},
    score::SurveyRow,
};

/// A line of the survey table.
struct Row<'r> {
    report: &'r Report,
    line: &'r SurveyRow,
}

type Get = for<'r> fn(&Row<'r>, Lang) -> Cell;

impl<'r> Row<'r> {
    fn said(&self, lang: Lang, get: fn(&'r Metric) -> &'r Bilingual) -> Cell {
        let metric = self.report.metrics.iter().find(|metric| metric.id == self.line.metric);
        Cell::of(metric, |metric| Cell::text(lang.pick(get(metric))))
    }
}

const COLUMNS: [Column<Get>; 14] = [
    column("figure", Kind::Text, "Mã chỉ tiêu", "Figure's id", |r, _| Cell::text(r.line.metric.as_str())),
    column("title", Kind::Text, "Chỉ tiêu", "Figure", |r, lang| r.said(lang, |metric| &metric.title)),
    column("tier", Kind::Text, "Mã nhóm cơ quan", "Kind of agency (code)", |r, _| Cell::text(&r.line.tier)),
    column("tier_text", Kind::Text, "Nhóm cơ quan", "Kind of agency", |r, lang| {
        Cell::of(text::survey_tier(&r.line.tier, lang), Cell::text)
    }),
    column("value", Kind::Count, "Số đạt", "Value", |r, _| Cell::Count(r.line.value)),
    column("denominator", Kind::Count, "Tính trên", "Of how many", |r, _| Cell::Count(r.line.denominator)),
    column("undecided", Kind::Count, "Trong đó chưa kết luận", "Of these undecided", |r, _| {
        Cell::Count(r.line.undecided)
    }),
    column("share", Kind::Points, "Tỷ lệ (%)", "Share (%)", |r, _| {
        Cell::Points(text::hundredths(r.line.value, r.line.denominator))
    }),
    column("unit", Kind::Text, "Đơn vị", "Unit", |r, lang| r.said(lang, |metric| &metric.unit)),
    column("definition", Kind::Text, "Định nghĩa", "Definition", |r, lang| {
        r.said(lang, |metric| &metric.definition)
    }),
    column("denominator_text", Kind::Text, "Mẫu số là gì", "What it is counted of", |r, lang| {
        r.said(lang, |metric| &metric.denominator)
    }),
    column("evidence", Kind::Text, "Chứng cứ", "Evidence", |r, lang| r.said(lang, |metric| &metric.evidence)),
    column("unknowns", Kind::Text, "Xử lý phần chưa kết luận", "How unknowns are counted", |r, lang| {
        r.said(lang, |metric| &metric.unknowns)
    }),
    column("status", Kind::Text, "Tình trạng báo cáo", "State of the report", |r, lang| status(r.report, lang)),
];

#[cfg(test)]
pub(super) fn heads() -> Vec<super::Head> {
    COLUMNS.iter().map(|column| column.head).collect()
}

/// The survey table, a figure and a kind of agency a row.
pub(in crate::report) fn survey(report: &Report, lang: Lang) -> Dataset<'_> {
    let rows = report.totals.rows.iter().map(move |line| Row { report, line });
    let name = ("survey", lang.of("Tổng hợp", "Summary"));
    Dataset::new(name, &COLUMNS, rows, move |get: Get, row| get(row, lang))
}
