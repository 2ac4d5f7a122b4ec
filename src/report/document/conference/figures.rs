//! Tables of the survey's figures by kind of agency, and what each figure means.

use super::super::{
    model::{Cell, Row},
    writer::{Writer, figures as column, plain, strong, words},
};
use crate::{
    report::{Lang, Report, text},
    rules::Metric,
    score::{OTHER_TIERS, SurveyRow},
};

/// The rows of a figure by kind of agency; that of all agencies stands last.
pub(super) fn rows<'r>(report: &'r Report, metric: &'r Metric) -> impl Iterator<Item = &'r SurveyRow> {
    report.totals.rows.iter().filter(move |row| row.metric == metric.id)
}

/// A table of the figures whose place in the survey lies in `orders`; nothing where none was measured.
pub(super) fn table(report: &Report, caption: &str, orders: std::ops::Range<u32>, writer: &mut Writer) {
    let lang = writer.lang;
    let metrics: Vec<&Metric> = report.metrics.iter().filter(|metric| orders.contains(&metric.order)).collect();
    let tiers: Vec<&str> = ["ministry", "agency", "province", OTHER_TIERS, "all"]
        .into_iter()
        .filter(|tier| metrics.iter().any(|metric| rows(report, metric).any(|row| row.tier == *tier)))
        .collect();
    let lines = metrics.iter().map(|metric| {
        let cells = tiers.iter().map(|tier| {
            let row = rows(report, metric).find(|row| row.tier == *tier);
            row.map_or_else(|| Cell::from("–"), |row| value(row, lang).into())
        });
        Row::plain(std::iter::once(lang.pick(&metric.title).into()).chain(cells).collect())
    });
    let mut columns = vec![words(lang.of("Chỉ tiêu", "Figure"), 6)];
    columns.extend(tiers.iter().filter_map(|tier| text::survey_tier(tier, lang)).map(|title| column(title, 3)));
    let note = report.assumes_the_eighteen().then(|| text::eighteen(lang).to_owned());
    writer.table(caption, columns, lines.collect(), note);
}

/// `14/18 (78 %)`, and how many are undecided.
fn value(row: &SurveyRow, lang: Lang) -> String {
    let said = of(row.value, row.denominator, lang);
    match row.undecided {
        0 => said,
        open => format!("{said}; {} {}", text::count(open, lang), lang.of("chưa kết luận", "undecided")),
    }
}

/// `14/18 (78 %)`.
pub(super) fn of(value: u32, denominator: u32, lang: Lang) -> String {
    let number = |value| text::count(value, lang);
    format!("{}/{} ({})", number(value), number(denominator), text::share(value, denominator, lang))
}

/// What each figure counts, of how many, on what evidence, and how unknowns are counted.
pub(super) fn definitions(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    if report.metrics.is_empty() {
        return;
    }
    writer.annex(lang.of("Định nghĩa các chỉ tiêu", "Definitions of the figures"));
    for metric in &report.metrics {
        writer.item(lang.pick(&metric.title));
        let said = [
            (lang.of("Định nghĩa", "Definition"), &metric.definition),
            (lang.of("Đơn vị", "Unit"), &metric.unit),
            (lang.of("Tính trên", "Counted of"), &metric.denominator),
            (lang.of("Chứng cứ", "Evidence"), &metric.evidence),
            (lang.of("Chưa kết luận", "Undecided"), &metric.unknowns),
        ];
        let items = said.map(|(name, words)| vec![strong(format!("{name}: ")), plain(lang.pick(words))].into());
        writer.list(items.into());
    }
}
