//! One row per requirement: what it asks for, on what ground, and how many portals meet it.

use super::{Cell, Column, Dataset, Kind, column, status};
use crate::{
    judge::Outcome,
    report::{Lang, Report, mask, tally::Tally, text},
    rules::Requirement,
};

/// A requirement with what was found about it.
struct Row<'r> {
    report: &'r Report,
    requirement: &'r Requirement,
    tally: Tally,
}

type Get = for<'r> fn(&Row<'r>, Lang) -> Cell;

/// A page that meets the requirement: that of the first portal which passed on it.
fn example<'r>(row: &Row<'r>) -> Option<&'r str> {
    let findings = row.report.findings().filter(|finding| finding.requirement == row.requirement.id);
    let mut met = findings.filter(|finding| finding.outcome == Outcome::Passed).filter_map(|f| f.evidence.as_ref());
    met.find(|evidence| !mask::is_masked(&evidence.url)).map(|evidence| evidence.url.as_str())
}

const COLUMNS: [Column<Get>; 18] = [
    column("requirement", Kind::Text, "Mã yêu cầu", "Requirement's id", |r, _| {
        Cell::text(r.requirement.id.to_string())
    }),
    column("title", Kind::Text, "Yêu cầu", "Requirement", |r, lang| Cell::text(lang.pick(&r.requirement.title))),
    column(
        "full_information_set",
        Kind::YesNo,
        "Tính vào mức đầy đủ thông tin",
        "Counts for full information",
        |r, _| Cell::YesNo(r.report.in_full_information(&r.requirement.id)),
    ),
    column("passed", Kind::Count, "Số cổng đạt", "Portals that pass", |r, _| Cell::Count(r.tally.passed)),
    column("partial", Kind::Count, "Số cổng đạt một phần", "Portals partial", |r, _| {
        Cell::Count(r.tally.partial)
    }),
    column("failed", Kind::Count, "Số cổng không đạt", "Portals that fail", |r, _| Cell::Count(r.tally.failed)),
    column("undecided", Kind::Count, "Số cổng chưa kết luận", "Portals undecided", |r, _| {
        Cell::Count(r.tally.undecided)
    }),
    column("inapplicable", Kind::Count, "Số cổng không áp dụng", "Portals it does not bind", |r, _| {
        Cell::Count(r.tally.inapplicable)
    }),
    column(
        "passed_share",
        Kind::Points,
        "Tỷ lệ đạt trên số đã kết luận (%)",
        "Share that pass of those decided (%)",
        |r, _| {
            let seen = r.tally.seen();
            if seen == 0 { Cell::None } else { Cell::Points(text::hundredths(r.tally.passed, seen)) }
        },
    ),
    column("weight", Kind::Count, "Trọng số", "Weight", |r, _| Cell::Count(r.requirement.weight)),
    column("tiers", Kind::Text, "Cơ quan bị ràng buộc", "Agencies bound", |r, lang| {
        let tiers = r.requirement.tiers.iter().map(|tier| text::tier(Some(*tier), lang));
        Cell::text(tiers.collect::<Vec<_>>().join("; "))
    }),
    column("legal_basis", Kind::Text, "Căn cứ pháp lý", "Legal basis", |r, lang| {
        let bases = r.requirement.bases.iter().map(|basis| text::provision(basis, lang));
        Cell::text(bases.collect::<Vec<_>>().join("; "))
    }),
    column("force", Kind::Text, "Mức ràng buộc", "Force", |r, lang| {
        let forces = r.requirement.bases.iter().map(|basis| text::force(basis.force, lang));
        Cell::text(forces.collect::<Vec<_>>().join("; "))
    }),
    column("expects", Kind::Text, "Nội dung phải có", "What must be there", |r, lang| {
        Cell::text(lang.pick(&r.requirement.expects))
    }),
    column("remedy", Kind::Text, "Cách khắc phục", "What would satisfy it", |r, lang| {
        Cell::text(lang.pick(&r.requirement.remedy))
    }),
    column("update", Kind::Text, "Thời hạn cập nhật", "To be brought up to date", |r, lang| {
        Cell::of(r.requirement.update.as_ref(), |update| Cell::text(lang.pick(update)))
    }),
    column("example_url", Kind::Address, "Một trang đạt yêu cầu", "A page that meets it", |r, _| {
        Cell::of(example(r), Cell::text)
    }),
    column("status", Kind::Text, "Tình trạng báo cáo", "State of the report", |r, lang| status(r.report, lang)),
];

#[cfg(test)]
pub(super) fn heads() -> Vec<super::Head> {
    COLUMNS.iter().map(|column| column.head).collect()
}

/// Every requirement of the profile, in the order of the articles.
pub(in crate::report) fn requirements(report: &Report, lang: Lang) -> Dataset<'_> {
    let rows = report.requirements.iter().map(move |requirement| {
        let tally = Tally::of(report, requirement, |_| true);
        Row { report, requirement, tally }
    });
    let name = ("requirements", lang.of("Yêu cầu", "Requirements"));
    Dataset::new(name, &COLUMNS, rows, move |get: Get, row| get(row, lang))
}
