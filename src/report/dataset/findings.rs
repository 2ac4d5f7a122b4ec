//! One row per portal and requirement: the finding, its evidence, and what people decided about it.

use super::{Cell, Column, Dataset, Head, Kind, column, status};
use crate::{
    judge::{Evidence, FileSearch, Finding, Outcome},
    report::{Lang, PortalResult, ReasonCode, Report, json::v1, mask, text},
    review::{Decision, Waiver},
    rules::Requirement,
};

/// A finding with what it belongs to.
pub(super) struct Row<'r> {
    report: &'r Report,
    portal: &'r PortalResult,
    finding: &'r Finding,
}

pub(super) type Get = for<'r> fn(&Row<'r>, Lang) -> Cell;

impl<'r> Row<'r> {
    fn requirement(&self) -> Option<&'r Requirement> {
        self.report.requirement(&self.finding.requirement)
    }

    fn seen(&self, get: impl FnOnce(&'r Evidence) -> Cell) -> Cell {
        Cell::of(self.finding.evidence.as_ref(), get)
    }

    fn files(&self, get: impl FnOnce(&'r FileSearch) -> Cell) -> Cell {
        Cell::of(self.finding.search.files.as_ref(), get)
    }

    fn review(&self, get: impl FnOnce(&'r Decision) -> Cell) -> Cell {
        let ruling = self.portal.rulings.get(&self.finding.requirement);
        Cell::of(ruling.and_then(|ruling| ruling.review.as_ref()), get)
    }

    fn waiver(&self, get: impl FnOnce(&'r Waiver) -> Cell) -> Cell {
        let ruling = self.portal.rulings.get(&self.finding.requirement);
        Cell::of(ruling.and_then(|ruling| ruling.waiver.as_ref()), get)
    }

    fn masked(&self, text: &str) -> Cell {
        Cell::text(mask::text(text, &self.finding.requirement))
    }

    /// Whether there is any evidence to speak of.
    #[cfg(feature = "xlsx")]
    pub(super) fn has_evidence(&self) -> bool {
        self.finding.evidence.is_some()
    }
}

fn outcome(outcome: Outcome, lang: Lang) -> Cell {
    Cell::Code(v1::Outcome::from(outcome).as_str(), text::outcome(outcome, lang))
}

/// What the finding is about.
const SUBJECT: [Column<Get>; 5] = [
    column("portal", Kind::Text, "Mã cổng", "Portal's id", |r, _| Cell::text(r.finding.portal.to_string())),
    column("portal_name", Kind::Text, "Tên cơ quan", "Agency", |r, lang| Cell::text(r.portal.name(lang))),
    column("tier", Kind::Code, "Loại cơ quan", "Kind of agency", |r, lang| super::portals::tier(r.portal, lang)),
    column("requirement", Kind::Text, "Mã yêu cầu", "Requirement's id", |r, _| {
        Cell::text(r.finding.requirement.to_string())
    }),
    column("title", Kind::Text, "Yêu cầu", "Requirement", |r, lang| {
        Cell::text(r.report.title(&r.finding.requirement, lang))
    }),
];

/// What was concluded.
const CONCLUSION: [Column<Get>; 8] = [
    column("outcome", Kind::Code, "Mã kết quả", "Outcome's code", |r, lang| outcome(r.finding.outcome, lang)),
    column("outcome_text", Kind::Text, "Kết quả", "Outcome", |r, lang| {
        Cell::text(text::outcome(r.finding.outcome, lang))
    }),
    column("reason", Kind::Code, "Mã lý do", "Reason's code", |r, lang| {
        let code = ReasonCode::from(&r.finding.reason);
        Cell::Code(code.as_str(), text::cause(code, lang))
    }),
    column("reason_text", Kind::Text, "Lý do", "Reason", |r, lang| {
        Cell::text(r.report.why(r.portal, &r.finding.requirement, &r.finding.reason, lang))
    }),
    column(
        "full_information_set",
        Kind::YesNo,
        "Tính vào mức đầy đủ thông tin",
        "Counts for full information",
        |r, _| Cell::YesNo(r.report.in_full_information(&r.finding.requirement)),
    ),
    column("points_lost", Kind::Points, "Điểm bị mất (trên 100)", "Points lost (of 100)", |r, _| {
        Cell::Points(r.portal.lost(&r.finding.requirement))
    }),
    column("legal_basis", Kind::Text, "Căn cứ pháp lý", "Legal basis", |r, lang| {
        Cell::text(text::bases(&r.finding.basis, r.requirement(), lang).join("; "))
    }),
    column("holds_today", Kind::Code, "Nghĩa vụ hiện nay", "Whether the duty still holds", |r, lang| {
        let holds = r.finding.holds_today;
        Cell::Code(v1::Obligation::from(holds).as_str(), text::obligation(holds, lang))
    }),
];

/// Where and how it was seen.
const EVIDENCE: [Column<Get>; 11] = [
    column(
        "evidence_url",
        Kind::Address,
        "Địa chỉ trang làm chứng cứ",
        "Address of the page seen",
        |r, _| r.seen(|e| Cell::text(&e.url)),
    ),
    column("evidence_place", Kind::Text, "Vị trí trên trang", "Place on the page", |r, lang| {
        r.seen(|e| Cell::text(text::place(&e.place, lang)))
    }),
    column("evidence_heading", Kind::Text, "Tiêu đề mục", "Heading of the section", |r, _| {
        r.seen(|e| Cell::text(&e.heading))
    }),
    column("evidence_excerpt", Kind::Text, "Trích nội dung đã thấy", "What was seen", |r, _| {
        r.seen(|e| Cell::text(&e.excerpt))
    }),
    column("evidence_proof", Kind::Text, "Điều chứng minh", "What it proves", |r, lang| {
        r.seen(|e| Cell::text(lang.pick(&e.proof)))
    }),
    column("found_by", Kind::Text, "Nhận ra nhờ", "How it was found", |r, lang| {
        r.seen(|e| {
            let said = e.signals.iter().map(|signal| format!("{}: {}", text::signal(signal.kind, lang), signal.text));
            Cell::text(said.collect::<Vec<_>>().join("; "))
        })
    }),
    column("newest_item", Kind::Day, "Ngày của mục mới nhất", "Day of the newest item", |r, _| {
        r.seen(|e| Cell::of(e.newest, Cell::Day))
    }),
    column("capture", Kind::Text, "Mã bản lưu", "Capture's number", |r, _| {
        r.seen(|e| Cell::text(e.capture.to_string()))
    }),
    column("sha256", Kind::Text, "SHA-256 của nội dung lưu", "SHA-256 of the archived content", |r, _| {
        r.seen(|e| Cell::text(&e.digest))
    }),
    column("captured_at", Kind::Moment, "Thời điểm thu thập", "Captured at", |r, _| {
        r.seen(|e| Cell::Moment(e.at))
    }),
    column("fetch_mode", Kind::Code, "Cách thu thập", "How it was captured", |r, lang| {
        r.seen(|e| Cell::Code(v1::FetchMode::from(e.mode).as_str(), text::mode(e.mode, lang)))
    }),
];

/// What was searched, and what would help.
const SEARCH: [Column<Get>; 5] = [
    column("labels_searched", Kind::Count, "Số tên gọi đã tìm", "Labels looked for", |r, _| {
        Cell::Count(r.finding.search.labels)
    }),
    column(
        "pages_looked_at",
        Kind::Text,
        "Các trang đã xem vì được giới thiệu",
        "Pages looked at",
        |r, _| Cell::text(r.finding.search.looked_at.join(" ")),
    ),
    column(
        "candidates_rejected",
        Kind::Text,
        "Các trang không được chấp nhận",
        "Pages turned down",
        |r, lang| {
            let rejected = r.finding.search.rejected.iter();
            let said = rejected.map(|one| format!("{} ({})", one.url, lang.pick(&one.why)));
            Cell::text(said.collect::<Vec<_>>().join("; "))
        },
    ),
    column("note", Kind::Text, "Ghi chú", "Note", |r, lang| {
        Cell::of(r.finding.note.as_ref(), |note| Cell::text(lang.pick(note)))
    }),
    column("remedy", Kind::Text, "Cách khắc phục", "What would satisfy it", |r, lang| {
        Cell::of(r.requirement(), |known| Cell::text(lang.pick(&known.remedy)))
    }),
];

/// Whether the page was cut short.
const CUT: [Column<Get>; 1] = [column(
    "page_cut",
    Kind::YesNo,
    "Chỉ lưu được phần đầu trang",
    "Only the page's beginning was kept",
    |r, _| r.seen(|e| Cell::YesNo(e.cut)),
)];

/// What people decided.
const RULINGS: [Column<Get>; 7] = [
    column(
        "judged_outcome",
        Kind::Code,
        "Kết quả do chương trình đánh giá",
        "Outcome by the program",
        |r, lang| {
            let ruling = r.portal.rulings.get(&r.finding.requirement);
            outcome(ruling.map_or(r.finding.outcome, |ruling| ruling.judged), lang)
        },
    ),
    column("reviewed_by", Kind::Text, "Người rà soát", "Reviewer", |r, _| {
        r.review(|review| Cell::text(&review.name))
    }),
    column("reviewed_on", Kind::Day, "Ngày rà soát", "Reviewed on", |r, _| {
        r.review(|review| Cell::Day(review.date))
    }),
    column("review_reason", Kind::Text, "Lý do của người rà soát", "Reviewer's reason", |r, _| {
        r.review(|review| r.masked(&review.reason))
    }),
    column("waived_by", Kind::Text, "Người miễn trừ", "Waived by", |r, _| {
        r.waiver(|waiver| Cell::text(&waiver.who))
    }),
    column("waived_until", Kind::Day, "Miễn trừ đến hết ngày", "Waived until", |r, _| {
        r.waiver(|waiver| Cell::Day(waiver.expires))
    }),
    column("waiver_reason", Kind::Text, "Lý do miễn trừ", "Reason of the waiver", |r, _| {
        r.waiver(|waiver| r.masked(&waiver.reason))
    }),
];

/// Files of the section.
const FILES: [Column<Get>; 4] = [
    column("files_named", Kind::Count, "Số tệp được nêu", "Files named", |r, _| {
        r.files(|f| Cell::Count(f.named))
    }),
    column("files_fetched", Kind::Count, "Số tệp đã tải", "Files fetched", |r, _| {
        r.files(|f| Cell::Count(f.fetched))
    }),
    column("files_read", Kind::Count, "Số tệp đọc được", "Files read", |r, _| {
        r.files(|f| Cell::Count(f.read))
    }),
    column("files_unread", Kind::Text, "Vì sao có tệp chưa đọc", "Why files were not read", |r, lang| {
        r.files(|f| Cell::text(text::file_gaps(f, lang)))
    }),
];

/// Since when the content is as it was, and what the report says of itself.
const REST: [Column<Get>; 2] = [
    column(
        "content_received_at",
        Kind::Moment,
        "Thời điểm nhận nội dung (nếu chỉ được xác nhận lại)",
        "Content received at (where it was only confirmed)",
        |r, _| r.seen(|e| Cell::of(e.received, Cell::Moment)),
    ),
    column("status", Kind::Text, "Tình trạng báo cáo", "State of the report", |r, lang| status(r.report, lang)),
];

const COLUMNS: [&[Column<Get>]; 8] = [&SUBJECT, &CONCLUSION, &EVIDENCE, &SEARCH, &CUT, &RULINGS, &FILES, &REST];

/// All findings in the report's order.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = Row<'_>> {
    report
        .portals
        .iter()
        .flat_map(move |portal| portal.findings.iter().map(move |finding| Row { report, portal, finding }))
}

/// Its columns, those of the evidence apart or alone.
pub(super) fn columns(wanted: fn(&Head) -> bool) -> impl Iterator<Item = &'static Column<Get>> {
    COLUMNS.into_iter().flatten().filter(move |column| wanted(&column.head))
}

/// Whether the column speaks of what was seen, and not of what was concluded.
#[cfg(feature = "xlsx")]
pub(super) fn is_evidence(head: &Head) -> bool {
    let named = |columns: &[Column<Get>]| columns.iter().any(|column| column.head.name == head.name);
    named(&EVIDENCE) || named(&CUT) || head.name == "content_received_at"
}

#[cfg(test)]
pub(super) fn heads() -> Vec<Head> {
    columns(|_| true).map(|column| column.head).collect()
}

/// Every finding with everything said about it.
pub(in crate::report) fn findings(report: &Report, lang: Lang) -> Dataset<'_> {
    let name = ("findings", lang.of("Kết luận", "Findings"));
    Dataset::new(name, columns(|_| true), rows(report), move |get: Get, row| get(row, lang))
}
