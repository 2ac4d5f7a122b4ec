//! One row per portal: its score, its full information, what was searched, and how it was treated.

use super::{Cell, Column, Dataset, Kind, column, status};
use crate::{
    judge::Outcome,
    registry::Merger,
    report::{Lang, PortalResult, Report, json::v1, text},
};

/// A portal in its report.
struct Row<'r> {
    report: &'r Report,
    result: &'r PortalResult,
}

type Get = for<'r> fn(&Row<'r>, Lang) -> Cell;

impl<'r> Row<'r> {
    fn counts(&self, outcome: Outcome) -> Cell {
        let [passed, partial, failed, cant_tell, inapplicable, untested] = self.result.score.counts;
        Cell::Count(match outcome {
            Outcome::Passed => passed,
            Outcome::Partial => partial,
            Outcome::Failed => failed,
            Outcome::CantTell => cant_tell,
            Outcome::Inapplicable => inapplicable,
            Outcome::Untested => untested,
        })
    }

    fn merged(&self, get: impl FnOnce(&'r Merger) -> Cell) -> Cell {
        Cell::of(self.result.portal.merged.as_ref(), get)
    }
}

/// The code of the kind of agency.
pub(super) fn tier(result: &PortalResult, lang: Lang) -> Cell {
    let word = text::tier(result.portal.tier, lang);
    Cell::of(result.portal.tier, |tier| Cell::Code(v1::Tier::from(tier).as_str(), word))
}

const COLUMNS: [Column<Get>; 31] = [
    column("portal", Kind::Text, "Mã cổng", "Portal's id", |r, _| Cell::text(r.result.portal.id.to_string())),
    column("portal_name", Kind::Text, "Tên cơ quan", "Agency", |r, lang| Cell::text(r.result.name(lang))),
    column("tier", Kind::Code, "Loại cơ quan", "Kind of agency", |r, lang| tier(r.result, lang)),
    column("url", Kind::Address, "Địa chỉ", "Address", |r, _| Cell::text(r.result.portal.url.as_str())),
    column("score_low", Kind::Points, "Điểm, cận thấp", "Score, low bound", |r, _| {
        Cell::Points(r.result.score.low)
    }),
    column("score_middle", Kind::Points, "Điểm", "Score", |r, _| Cell::Points(r.result.score.middle)),
    column("score_high", Kind::Points, "Điểm, cận cao", "Score, high bound", |r, _| {
        Cell::Points(r.result.score.high)
    }),
    column("full_information", Kind::Code, "Đầy đủ thông tin", "Full information", |r, lang| {
        let full = r.result.score.full_information;
        Cell::Code(v1::FullInformation::from(full).as_str(), text::full_information(full, lang))
    }),
    column(
        "missing_for_full_information",
        Kind::Text,
        "Còn thiếu để đầy đủ thông tin",
        "Missing for full information",
        |r, _| {
            let missing = r.result.score.missing_for_full.iter();
            Cell::text(missing.map(ToString::to_string).collect::<Vec<_>>().join(" "))
        },
    ),
    column("passed", Kind::Count, "Số yêu cầu đạt", "Requirements passed", |r, _| r.counts(Outcome::Passed)),
    column("partial", Kind::Count, "Số yêu cầu đạt một phần", "Requirements partial", |r, _| {
        r.counts(Outcome::Partial)
    }),
    column("failed", Kind::Count, "Số yêu cầu không đạt", "Requirements failed", |r, _| {
        r.counts(Outcome::Failed)
    }),
    column("cant_tell", Kind::Count, "Số yêu cầu chưa thể kết luận", "Requirements undecided", |r, _| {
        r.counts(Outcome::CantTell)
    }),
    column("inapplicable", Kind::Count, "Số yêu cầu không áp dụng", "Requirements not applicable", |r, _| {
        r.counts(Outcome::Inapplicable)
    }),
    column("untested", Kind::Count, "Số yêu cầu chưa kiểm tra", "Requirements not tested", |r, _| {
        r.counts(Outcome::Untested)
    }),
    column(
        "not_observable",
        Kind::Count,
        "Số yêu cầu không thể quan sát từ bên ngoài",
        "Not observable from outside",
        |r, _| Cell::Count(r.result.score.not_observable),
    ),
    column("pages_read", Kind::Count, "Số trang đã đọc", "Pages read", |r, _| {
        Cell::Count(r.result.coverage.pages)
    }),
    column("addresses_discovered", Kind::Count, "Số địa chỉ phát hiện", "Addresses discovered", |r, _| {
        Cell::Count(r.result.coverage.discovered)
    }),
    column("addresses_visited", Kind::Count, "Số địa chỉ đã truy cập", "Addresses visited", |r, _| {
        Cell::Count(r.result.coverage.visited)
    }),
    column("errors", Kind::Count, "Số lần truy cập lỗi", "Errors", |r, _| {
        Cell::Count(r.result.coverage.errors)
    }),
    column("menu_labels", Kind::Count, "Số mục trình đơn", "Menu entries", |r, _| {
        Cell::Count(r.result.coverage.menu_entries)
    }),
    column(
        "sitemap_addresses",
        Kind::Count,
        "Số địa chỉ trong sơ đồ trang",
        "Addresses in the site map",
        |r, _| Cell::of(r.result.coverage.sitemap, Cell::Count),
    ),
    column(
        "robots_excluded",
        Kind::Count,
        "Số địa chỉ bị robots.txt loại trừ",
        "Addresses forbidden by robots.txt",
        |r, _| Cell::Count(r.result.coverage.forbidden),
    ),
    column("merged_into", Kind::Text, "Mã cơ quan nhận sáp nhập", "Merged into (id)", |r, _| {
        r.merged(|merger| Cell::text(merger.into.to_string()))
    }),
    column("merged_since", Kind::Day, "Sáp nhập từ ngày", "Merged since", |r, _| {
        r.merged(|merger| Cell::Day(merger.since))
    }),
    column("merged_into_name", Kind::Text, "Cơ quan nhận sáp nhập", "Merged into", |r, lang| {
        r.merged(|merger| Cell::text(r.report.name(&merger.into, lang)))
    }),
    column("manners", Kind::Text, "Cách truy cập riêng", "How it was treated apart", |r, lang| {
        Cell::text(text::manners(&r.result.portal.manners, lang).join("; "))
    }),
    column(
        "robots_authorisation",
        Kind::Text,
        "Văn bản cho phép bỏ qua robots.txt",
        "Document that sets robots.txt aside",
        |r, _| Cell::of(r.result.portal.manners.robots.as_ref(), |document| Cell::text(document.to_string())),
    ),
    column("reviewed", Kind::Count, "Số kết luận đã rà soát", "Findings reviewed", |r, _| {
        Cell::Count(r.result.rulings.values().filter(|ruling| ruling.review.is_some()).count() as u32)
    }),
    column("waived", Kind::Count, "Số kết luận được miễn trừ", "Findings waived", |r, _| {
        Cell::Count(r.result.rulings.values().filter(|ruling| ruling.waiver.is_some()).count() as u32)
    }),
    column("status", Kind::Text, "Tình trạng báo cáo", "State of the report", |r, lang| status(r.report, lang)),
];

#[cfg(test)]
pub(super) fn heads() -> Vec<super::Head> {
    COLUMNS.iter().map(|column| column.head).collect()
}

/// Every portal, by tier and id.
pub(in crate::report) fn portals(report: &Report, lang: Lang) -> Dataset<'_> {
    let rows = report.portals.iter().map(move |result| Row { report, result });
    Dataset::new(("portals", lang.of("Cổng", "Portals")), &COLUMNS, rows, move |get: Get, row| get(row, lang))
}
