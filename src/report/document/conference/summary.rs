//! The summary: what a leader should know, on one page.

use super::{
    super::{
        model::Row,
        shared,
        writer::{Breaks, Writer, figures as column, strong, words},
    },
    figures,
};
use crate::{
    report::{Report, conclusions, picture, text},
    score::FullInformation,
};

/// The headline figures stand at whole tens in the order of the survey; those between refine them.
const HEADLINE: u32 = 10;

pub(super) fn write(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    writer.part(lang.of("Tóm tắt", "Summary"), Breaks::Page);
    if report.is_simulated() {
        writer.paragraph(strong(shared::phrase("simulated_long", lang)));
    }
    if report.is_unfinished() {
        writer.paragraph(strong(text::unfinished(report.run.unfinished, report.portals.len() as u32, lang)));
    }
    if report.is_draft() {
        writer.paragraph(strong(text::unreviewed(report.unreviewed.len() as u32, lang)));
    }
    writer.list(conclusions::conclusions(report, lang).iter().map(|said| said.as_str().into()).collect());
    let bars: Vec<picture::Bar> = report
        .full_information_rows()
        .filter_map(|row| {
            let no = row.denominator.saturating_sub(row.value + row.undecided);
            let name = text::survey_tier(&row.tier, lang)?.to_owned();
            Some(picture::Bar { name, parts: vec![row.value, row.undecided, no] })
        })
        .collect();
    if !bars.is_empty() {
        let drawing = picture::parts(&bars, &shared::states(lang), |value| text::count(value, lang));
        writer.figure(shared::phrase("full_chart", lang), drawing, 10);
    }
    let rows: Vec<Row> = report
        .metrics
        .iter()
        .filter(|metric| metric.order.is_multiple_of(HEADLINE))
        .filter_map(|metric| {
            // A figure that is asked of provinces only has no row for all.
            let row = figures::rows(report, metric).last()?;
            let undecided = if row.undecided > 0 { text::count(row.undecided, lang) } else { "–".to_owned() };
            Some(Row::plain(vec![
                lang.pick(&metric.title).into(),
                format!("{}/{}", text::count(row.value, lang), text::count(row.denominator, lang)).into(),
                text::share(row.value, row.denominator, lang).into(),
                undecided.into(),
            ]))
        })
        .collect();
    let columns = vec![
        words(lang.of("Chỉ tiêu", "Figure"), 8),
        column(lang.of("Số lượng", "Number"), 3),
        column(lang.of("Tỷ lệ", "Share"), 2),
        column(text::full_information(FullInformation::Undecided, lang), 3),
    ];
    writer.table(lang.of("Các số liệu chính", "Main figures"), columns, rows, None);
}
