//! The inspection of one province: its portal, and its component sites at every level, each with what it has in common
//! with the portal.

use super::{
    dossier,
    head::{Contents, Letterhead, document},
    model::{Cell, Document, Row},
    shared,
    writer::{Breaks, Writer, centred, figures as column, words},
};
use crate::{
    judge::{Census, ComponentSite, Criteria, SiteState},
    report::{Lang, PortalResult, Report, svg, text},
    rules::BodyKind,
};

/// The document.
pub(super) fn build(report: &Report, province: &PortalResult, letterhead: &Letterhead, lang: Lang) -> Document {
    let mut writer = Writer::new(lang);
    dossier::summary(report, province, &mut writer);
    if let Some(census) = province.census.as_ref().filter(|census| !census.sites.is_empty()) {
        overview(province, census, &mut writer);
        members(census, &mut writer);
    } else {
        writer.part(lang.of("Trang thành phần", "Component sites"), Breaks::No);
        let none = lang.of(
            "Không thấy trang thành phần nào được cổng giới thiệu.",
            "The portal announces no component site that could be found.",
        );
        writer.paragraph(none);
    }
    dossier::lacking(report, province, &mut writer);
    dossier::undecided(report, province, &mut writer);
    dossier::objection(letterhead, &mut writer);
    let name = province.name(lang);
    let subject = match lang {
        Lang::Vi => format!("Kết quả kiểm tra cổng thông tin điện tử và các trang thành phần của {name}"),
        Lang::En => format!("Inspection of the web portal of {name} and its component sites"),
    };
    document(report, letterhead, &subject, Contents::None, writer.finish(), lang)
}

/// How many sites at each level, and what they have in common with the portal.
fn overview(province: &PortalResult, census: &Census, writer: &mut Writer) {
    let lang = writer.lang;
    writer.part(lang.of("Trang thành phần", "Component sites"), Breaks::No);
    writer.paragraph(shared::phrase("census_lead", lang));
    shared::sites_by_kind(std::iter::once(province), writer);
    let Criteria { known, alive, link_back, share_frame, exchange, .. } = census.criteria();
    let line = |name: &str, value: u32, of: u32| {
        let figures = format!("{}/{}", text::count(value, lang), text::count(of, lang));
        Row::plain(vec![name.into(), figures.into(), text::share(value, of, lang).into()])
    };
    let mut rows = vec![
        line(lang.of("Hoạt động", "Alive"), alive, known),
        line(lang.of("Có liên kết về cổng", "Link back to the portal"), link_back, alive),
        line(lang.of("Chung khung trang với cổng", "Share the portal's frame"), share_frame, alive),
        line(lang.of("Chung nội dung với cổng", "Exchange content with the portal"), exchange, alive),
    ];
    let grade = text::integration(census.integration(province.seen), lang);
    rows.push(Row::total(vec![lang.of("Mức tích hợp", "Integration").into(), grade.into(), Cell::default()]));
    let columns = vec![
        words(lang.of("Tiêu chí", "Criterion"), 5),
        column(lang.of("Số trang", "Sites"), 2),
        column(lang.of("Tỷ lệ", "Share"), 2),
    ];
    writer.table(lang.of("Kết nối với cổng", "Connection with the portal"), columns, rows, None);
}

/// Every site, by level.
fn members(census: &Census, writer: &mut Writer) {
    let lang = writer.lang;
    let mut rows = Vec::new();
    for kind in [BodyKind::Department, BodyKind::Unit, BodyKind::District, BodyKind::Commune] {
        let mut sites: Vec<&ComponentSite> = census.sites.iter().filter(|site| site.kind == kind).collect();
        sites.sort_by(|a, b| (&a.name, &a.host).cmp(&(&b.name, &b.host)));
        if !sites.is_empty() {
            let title = text::body(kind, lang);
            rows.push(Row::group(&format!("{title} ({})", text::count(sites.len() as u32, lang))));
            rows.extend(sites.into_iter().map(|site| member(site, lang)));
        }
    }
    let columns = vec![
        words(lang.of("Trang thành phần", "Component site"), 7),
        words(lang.of("Tên miền", "Host"), 7),
        centred(lang.of("Tình trạng", "State"), 4),
        centred(lang.of("Dẫn về cổng", "Links back"), 3),
        centred(lang.of("Chung khung", "Same frame"), 3),
        centred(lang.of("Chung nội dung", "Same content"), 3),
        centred(lang.of("Mới nhất", "Newest"), 4),
    ];
    writer.table(lang.of("Từng trang thành phần", "Each component site"), columns, rows, None);
}

fn member(site: &ComponentSite, lang: Lang) -> Row {
    use crate::judge::Outcome::{CantTell, Failed, Inapplicable, Partial, Passed};
    let like = match site.state {
        SiteState::Alive(_) => Passed,
        SiteState::Opaque => Partial,
        SiteState::Dead => Failed,
        SiteState::Unseen => CantTell,
        SiteState::Moved | SiteState::Copy => Inapplicable,
    };
    let mut cells: Vec<Cell> = vec![site.name.as_str().into(), site.host.as_str().into()];
    cells.push(Cell::from(text::site_state(site.state, lang)).on(svg::inks(like)));
    match site.state {
        SiteState::Alive(alive) => {
            let word = |met: bool| Cell::from(if met { lang.of("có", "yes") } else { lang.of("không", "no") });
            cells.extend([alive.links_back, alive.shares_frame, alive.exchanges].map(word));
            cells.push(alive.newest.map_or_else(|| "–".to_owned(), |day| text::day(day, lang)).into());
        }
        _ => cells.extend(["–", "–", "–", "–"].map(Cell::from)),
    }
    Row::plain(cells)
}
