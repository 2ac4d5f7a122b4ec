//! One row per component site; a criterion is empty where the site could not be read.

use super::{Cell, Column, Dataset, Kind, column, status};
use crate::{
    judge::{Alive, ComponentSite, SiteState},
    report::{Lang, PortalResult, Report, json::v1, text},
};

/// A component site of a portal.
struct Row<'r> {
    report: &'r Report,
    result: &'r PortalResult,
    site: &'r ComponentSite,
}

type Get = for<'r> fn(&Row<'r>, Lang) -> Cell;

impl Row<'_> {
    fn alive(&self, get: impl FnOnce(Alive) -> Cell) -> Cell {
        match self.site.state {
            SiteState::Alive(alive) => get(alive),
            _ => Cell::None,
        }
    }
}

const COLUMNS: [Column<Get>; 15] = [
    column("portal", Kind::Text, "Mã cổng", "Portal's id", |r, _| Cell::text(r.result.portal.id.to_string())),
    column("portal_name", Kind::Text, "Tên cơ quan", "Agency", |r, lang| Cell::text(r.result.name(lang))),
    column("host", Kind::Text, "Tên miền", "Host", |r, _| Cell::text(&r.site.host)),
    column("name", Kind::Text, "Tên trang thành phần", "Component site", |r, _| Cell::text(&r.site.name)),
    column("kind", Kind::Code, "Mã loại", "Kind's code", |r, lang| {
        Cell::Code(v1::BodyKind::from(r.site.kind).as_str(), text::body(r.site.kind, lang))
    }),
    column("kind_text", Kind::Text, "Loại", "Kind", |r, lang| Cell::text(text::body(r.site.kind, lang))),
    column("state", Kind::Code, "Mã tình trạng", "State's code", |r, lang| {
        Cell::Code(v1::SiteState::from(r.site.state).as_str(), text::site_state(r.site.state, lang))
    }),
    column("state_text", Kind::Text, "Tình trạng", "State", |r, lang| {
        Cell::text(text::site_state(r.site.state, lang))
    }),
    column("named_by", Kind::Code, "Nguồn phát hiện", "Named by", |r, lang| {
        let by = r.site.named_by;
        Cell::Code(v1::NamedBy::from(by).as_str(), text::named_by(by, lang))
    }),
    column("links_back", Kind::YesNo, "Có liên kết về cổng", "Links back", |r, _| {
        r.alive(|alive| Cell::YesNo(alive.links_back))
    }),
    column("shares_frame", Kind::YesNo, "Chung khung trang với cổng", "Shares the frame", |r, _| {
        r.alive(|alive| Cell::YesNo(alive.shares_frame))
    }),
    column("exchanges", Kind::YesNo, "Chung nội dung với cổng", "Exchanges content", |r, _| {
        r.alive(|alive| Cell::YesNo(alive.exchanges))
    }),
    column("newest_item", Kind::Day, "Ngày của mục mới nhất", "Day of the newest item", |r, _| {
        r.alive(|alive| Cell::of(alive.newest, Cell::Day))
    }),
    column(
        "portal_integration",
        Kind::Code,
        "Mức tích hợp của cổng",
        "Integration of the portal",
        |r, lang| {
            let grade = r.result.census.as_ref().map(|census| census.integration(r.result.seen));
            Cell::of(grade, |grade| Cell::Code(v1::Integration::from(grade).as_str(), text::integration(grade, lang)))
        },
    ),
    column("status", Kind::Text, "Tình trạng báo cáo", "State of the report", |r, lang| status(r.report, lang)),
];

#[cfg(test)]
pub(super) fn heads() -> Vec<super::Head> {
    COLUMNS.iter().map(|column| column.head).collect()
}

/// Every component site, by portal and host.
pub(in crate::report) fn components(report: &Report, lang: Lang) -> Dataset<'_> {
    let rows = report.portals.iter().flat_map(move |result| {
        let sites = result.census.iter().flat_map(|census| &census.sites);
        sites.map(move |site| Row { report, result, site })
    });
    let name = ("components", lang.of("Trang thành phần", "Component sites"));
    Dataset::new(name, &COLUMNS, rows, move |get: Get, row| get(row, lang))
}
