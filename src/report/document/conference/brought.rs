//! What analysts brought: the agencies' own answers against what was seen, and obstacles and recommendations by who can
//! resolve them, as the conference asks for them. Left out where nothing was brought.

use super::super::{
    model::{Paragraph, Row},
    writer::{Breaks, Writer, centred, plain, strong, words},
};
use crate::{
    inputs::Discrepancy,
    report::{Report, text},
};

pub(super) fn declared(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let Some(held) = &report.declared else { return };
    let title = lang.of("Đối chiếu với số liệu cơ quan tự khai", "Against what agencies declare");
    writer.part(title, Breaks::No);
    writer.paragraph(text::declared(held, lang).as_str());
    for (caption, all) in text::differences(lang).into_iter().zip([&held.more_declared, &held.more_seen]) {
        let row = |one: &Discrepancy| {
            Row::plain(vec![
                report.name(&one.declared.portal, lang).into(),
                report.title(&one.declared.requirement, lang).into(),
                text::answer(one.declared.answer, lang).into(),
                text::outcome(one.seen, lang).into(),
                one.declared.note.as_str().into(),
            ])
        };
        let columns = vec![
            words(lang.of("Cơ quan", "Agency"), 3),
            words(lang.of("Yêu cầu", "Requirement"), 4),
            centred(lang.of("Tự khai", "Declared"), 2),
            centred(lang.of("Thấy được", "Seen"), 2),
            words(lang.of("Ghi chú", "Note"), 3),
        ];
        writer.table(caption, columns, all.iter().map(row).collect(), None);
    }
}

pub(super) fn obstacles(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let groups = report.obstacles.iter().flat_map(|obstacles| &obstacles.groups);
    let groups: Vec<_> = groups.filter(|(_, all)| !all.is_empty()).collect();
    if groups.is_empty() {
        return;
    }
    writer.part(lang.of("Khó khăn, vướng mắc và kiến nghị", "Obstacles and recommendations"), Breaks::No);
    let mut last = None;
    for ((level, kind), all) in groups {
        if last != Some(level) {
            writer.section(text::level(*level, lang));
            last = Some(level);
        }
        writer.item(&capital(text::obstacles(*kind, lang)));
        let said = |one: &crate::inputs::Obstacle| -> Paragraph {
            vec![strong(report.name(&one.agency, lang)), plain(": "), plain(&one.text)].into()
        };
        writer.list(all.iter().map(said).collect());
    }
}

/// With a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
