//! Pieces that several documents have in common.

use super::{
    model::{Cell, Paragraph, Row},
    writer::{Writer, centred, figures, plain, slanted, strong, words},
};
use crate::{
    judge::{Finding, Outcome},
    report::{
        Lang, PortalResult, Report,
        picture::Look,
        points::{middle, rounded},
        svg, text,
        text::count,
    },
    score::FullInformation,
};

/// `97,4 (95,1–98,6)`; only the interval where nothing was decided.
pub(super) fn score(portal: &PortalResult, lang: Lang) -> String {
    let bounds = format!("{}–{}", rounded(portal.score.low, lang), rounded(portal.score.high, lang));
    middle(portal).map_or_else(|| bounds.clone(), |middle| format!("{} ({bounds})", rounded(middle, lang)))
}

/// The word for full information, on the ground of its colour.
pub(super) fn full(word: FullInformation, lang: Lang) -> Cell {
    Cell::from(text::full_information(word, lang)).on(svg::inks(svg::like(word)))
}

/// How full information is drawn.
pub(super) fn look(word: FullInformation) -> Look {
    match word {
        FullInformation::Yes => Look::Good,
        FullInformation::No => Look::Bad,
        FullInformation::Undecided => Look::Open,
        FullInformation::LeftOut => Look::Out,
    }
}

/// The states of full information in a legend.
pub(super) fn states(lang: Lang) -> [(Look, &'static str); 3] {
    [FullInformation::Yes, FullInformation::Undecided, FullInformation::No]
        .map(|word| (look(word), text::full_information(word, lang)))
}

/// What is known of the run.
pub(super) fn facts(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let rows = crate::report::facts::facts(report, lang);
    let rows = rows.into_iter().map(|(name, value)| Row::plain(vec![name.into(), value.into()])).collect();
    let columns = vec![words(lang.of("Mục", "Item"), 3), words(lang.of("Nội dung", "Content"), 7)];
    writer.table(lang.of("Thông tin về đợt kiểm tra", "About the run"), columns, rows, None);
}

/// What each outcome means.
pub(super) fn outcomes(writer: &mut Writer) {
    let lang = writer.lang;
    let rows = Outcome::ALL.map(|outcome| {
        Row::plain(vec![
            Cell::from(text::outcome(outcome, lang)).on(svg::inks(outcome)),
            text::meaning(outcome, lang).into(),
        ])
    });
    let columns = vec![words(lang.of("Kết quả", "Outcome"), 2), words(lang.of("Ý nghĩa", "Meaning"), 7)];
    writer.table(lang.of("Các kết quả và ý nghĩa", "Outcomes and what they mean"), columns, rows.into(), None);
}

/// The phrases of the report for the screen that documents say as well.
pub(super) fn phrase(key: &str, lang: Lang) -> &'static str {
    text::interface(lang).get(key).copied().unwrap_or_default()
}

/// What a finding says: the requirement, its outcome, why, and where it was seen.
pub(super) fn finding(report: &Report, portal: &PortalResult, finding: &Finding, lang: Lang) -> Paragraph {
    let mut spans = vec![
        strong(report.title(&finding.requirement, lang)),
        plain(format!(": {}. ", text::outcome(portal.weighed(finding), lang))),
        plain(report.why(portal, &finding.requirement, &finding.reason, lang)),
    ];
    if report.in_full_information(&finding.requirement) {
        spans.push(slanted(format!(" ({})", phrase("counts_for_full", lang))));
    }
    spans.into()
}

/// The component sites of `portals` by kind and state; nothing where there are none.
pub(super) fn sites_by_kind<'r>(portals: impl Iterator<Item = &'r PortalResult>, writer: &mut Writer) {
    use crate::{judge::SiteState, rules::BodyKind};
    const KINDS: [BodyKind; 4] = [BodyKind::Department, BodyKind::Unit, BodyKind::District, BodyKind::Commune];
    let lang = writer.lang;
    let mut counts = [[0_u32; 5]; 4];
    for site in portals.filter_map(|portal| portal.census.as_ref()).flat_map(|census| &census.sites) {
        let column = match site.state {
            SiteState::Alive(_) => 0,
            SiteState::Opaque => 1,
            SiteState::Dead => 2,
            SiteState::Unseen => 3,
            SiteState::Moved | SiteState::Copy => 4,
        };
        if let Some(row) = KINDS.iter().position(|kind| *kind == site.kind) {
            counts[row][column] += 1;
        }
    }
    let line = |name: &str, figures: [u32; 5]| -> Vec<Cell> {
        std::iter::once(name.into()).chain(figures.map(|figure| count(figure, lang).into())).collect()
    };
    let total: [u32; 5] = std::array::from_fn(|column| counts.iter().map(|row| row[column]).sum());
    if total.iter().sum::<u32>() == 0 {
        return;
    }
    let mut rows: Vec<Row> =
        KINDS.iter().zip(counts).map(|(kind, figures)| Row::plain(line(text::body(*kind, lang), figures))).collect();
    rows.push(Row::total(line(lang.of("Tất cả", "All"), total)));
    let columns = vec![
        words(lang.of("Loại trang", "Kind of site"), 4),
        figures(lang.of("Hoạt động", "Alive"), 2),
        figures(lang.of("Không đọc được", "Unreadable"), 2),
        figures(lang.of("Không còn", "Dead"), 2),
        figures(lang.of("Chưa xem được", "Not seen"), 2),
        figures(lang.of("Chuyển, trùng", "Moved, copies"), 2),
    ];
    let caption = lang.of("Trang thành phần theo loại và tình trạng", "Component sites by kind and state");
    writer.table(caption, columns, rows, None);
}

/// How often each outcome was given, for one portal.
pub(super) fn tally(portal: &PortalResult, writer: &mut Writer) {
    let lang = writer.lang;
    let cells = portal.score.counts.map(|number| Cell::from(count(number, lang)));
    let columns = Outcome::ALL.map(|outcome| centred(text::outcome(outcome, lang), 1));
    let caption = lang.of("Số nghĩa vụ theo kết quả", "Duties by outcome");
    writer.table(caption, columns.into(), vec![Row::plain(cells.into())], None);
}
