//! Annexes per agency: scores with their intervals, component sites, and what each agency still lacks.

use super::super::{
    model::{Cell, Row},
    shared,
    writer::{Writer, address, centred, figures as column, plain, strong, words},
};
use crate::{
    judge::{Criteria, Outcome},
    report::{
        PortalResult, Report, picture,
        points::{middle, ranking, rounded},
        text,
    },
    rules::BodyKind,
};

/// Portals in one picture: what stands on a page.
const ON_A_PAGE: usize = 44;

pub(super) fn scores(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let portals = ranking(report);
    if portals.is_empty() {
        return;
    }
    writer.annex(lang.of("Điểm của các cổng", "Scores of the portals"));
    writer.paragraph(shared::phrase("scores_lead", lang));
    for page in portals.chunks(ON_A_PAGE) {
        let scored: Vec<picture::Scored> = page
            .iter()
            .map(|portal| picture::Scored {
                name: portal.name(lang).to_owned(),
                low: portal.score.low,
                middle: middle(portal),
                high: portal.score.high,
            })
            .collect();
        let drawing = picture::intervals(&scored, |hundredths| rounded(hundredths, lang));
        writer.figure(shared::phrase("scores_caption", lang), drawing, 10);
    }
    let rows = portals.iter().map(|portal| {
        let [passed, partial, failed, cant_tell, inapplicable, untested] = portal.score.counts;
        let number = |value: u32| Cell::from(text::count(value, lang));
        Row::plain(vec![
            portal.name(lang).into(),
            shared::full(portal.score.full_information, lang),
            shared::score(portal, lang).into(),
            number(passed),
            number(partial),
            number(failed),
            number(cant_tell + untested),
            number(inapplicable),
        ])
    });
    let columns = vec![
        words(lang.of("Cơ quan", "Agency"), 10),
        centred(lang.of("Đầy đủ thông tin", "Full information"), 5),
        centred(lang.of("Điểm (khoảng)", "Score (interval)"), 6),
        column(text::outcome(Outcome::Passed, lang), 3),
        column(text::outcome(Outcome::Partial, lang), 3),
        column(text::outcome(Outcome::Failed, lang), 3),
        column(lang.of("Chưa kết luận", "Undecided"), 3),
        column(text::outcome(Outcome::Inapplicable, lang), 3),
    ];
    writer.table(lang.of("Kết quả từng cổng", "Results of each portal"), columns, rows.collect(), None);
}

pub(super) fn component_sites(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let rows: Vec<Row> = report
        .portals
        .iter()
        .filter_map(|result| {
            let census = result.census.as_ref().filter(|census| !census.sites.is_empty())?;
            let Criteria { alive, dead, unseen, link_back, share_frame, .. } = census.criteria();
            let kind = |kind: BodyKind| census.living(kind) as u32;
            let figures = [
                alive,
                kind(BodyKind::Department) + kind(BodyKind::Unit),
                kind(BodyKind::District),
                kind(BodyKind::Commune),
                dead,
                unseen,
                link_back,
                share_frame,
            ];
            let cells = figures.map(|figure| Cell::from(text::count(figure, lang)));
            let grade = text::integration(census.integration(result.seen), lang);
            Some(Row::plain(std::iter::once(result.name(lang).into()).chain(cells).chain([grade.into()]).collect()))
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    writer.annex(lang.of("Trang thành phần của từng cổng", "Component sites of each portal"));
    let mut columns = vec![words(lang.of("Cổng", "Portal"), 8)];
    columns.extend(
        [
            lang.of("Hoạt động", "Alive"),
            lang.of("Sở, đơn vị", "Dep., units"),
            lang.of("Huyện", "District"),
            lang.of("Xã", "Commune"),
            lang.of("Không còn", "Dead"),
            lang.of("Chưa xem", "Not seen"),
            lang.of("Dẫn về", "Link back"),
            lang.of("Chung khung", "Same frame"),
        ]
        .map(|title| column(title, 3)),
    );
    columns.push(centred(lang.of("Tích hợp", "Integration"), 4));
    writer.table(shared::phrase("census_caption", lang), columns, rows, None);
}

/// What each agency lacks for full information, and what else it lost points on.
pub(super) fn missing(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let lacking: Vec<&PortalResult> = report.counted().filter(|portal| !portal.score.lost.is_empty()).collect();
    if lacking.is_empty() {
        return;
    }
    writer.annex(lang.of("Nội dung còn thiếu của từng cơ quan", "What each agency still lacks"));
    for portal in lacking {
        writer.item(portal.name(lang));
        writer.paragraph(vec![
            address(portal.portal.url.as_str()),
            plain(format!(
                " · {}: {} · {}: {}",
                lang.of("điểm", "score"),
                shared::score(portal, lang),
                lang.of("đầy đủ thông tin", "full information"),
                text::full_information(portal.score.full_information, lang),
            )),
        ]);
        let titles = |wanted: bool| {
            let lost = portal.score.lost.iter().filter(|lost| report.in_full_information(&lost.requirement) == wanted);
            lost.map(|lost| {
                let outcome = text::outcome(lost.outcome, lang).to_lowercase();
                format!("{} ({outcome})", report.title(&lost.requirement, lang))
            })
            .collect::<Vec<_>>()
            .join("; ")
        };
        let lists = [
            (lang.of("Thuộc nhóm đầy đủ thông tin", "Of the set of full information"), titles(true)),
            (lang.of("Yêu cầu khác", "Other requirements"), titles(false)),
        ];
        let items = lists.into_iter().filter(|(_, said)| !said.is_empty());
        writer.list(items.map(|(name, said)| vec![strong(format!("{name}: ")), plain(said)].into()).collect());
    }
}
