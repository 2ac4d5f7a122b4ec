//! Scope and method: which portals, when, by which law, and how outcomes come about.

use super::super::{
    model::Row,
    shared,
    writer::{Breaks, Writer, words},
};
use crate::{
    report::{Report, text},
    score::FullInformation,
};

pub(super) fn write(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    writer.part(lang.of("Phạm vi và phương pháp", "Scope and method"), Breaks::Page);
    writer.section(lang.of("Phạm vi", "Scope"));
    shared::facts(report, writer);
    left_out(report, writer);
    writer.section(lang.of("Căn cứ đánh giá", "The law it judges by"));
    writer.paragraph(lang.pick(&report.profile.statement));
    writer.section(lang.of("Cách đánh giá", "How outcomes come about"));
    for key in ["guide_absence", "guide_full", "guide_score", "guide_people"] {
        writer.paragraph(shared::phrase(key, lang));
    }
    shared::outcomes(writer);
}

/// Agencies that were merged before the day of capture.
fn left_out(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let merged = report.portals.iter().filter(|result| result.score.full_information == FullInformation::LeftOut);
    let rows = merged.filter_map(|result| {
        let merger = result.portal.merged.as_ref()?;
        Some(Row::plain(vec![
            result.name(lang).into(),
            report.name(&merger.into, lang).into(),
            text::day(merger.since, lang).into(),
        ]))
    });
    let columns = vec![
        words(lang.of("Cơ quan", "Agency"), 4),
        words(lang.of("Nay thuộc", "Now part of"), 4),
        words(lang.of("Từ ngày", "Since"), 2),
    ];
    writer.table(shared::phrase("left_out", lang), columns, rows.collect(), None);
}
