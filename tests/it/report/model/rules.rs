//! Requirements and the profile of a sample report.

use super::*;

/// Id, titles, clause and point of Article 4 (or article 8 for the last ones).
pub(super) const REQUIREMENTS: [(&str, &str, &str, &str, &str); 12] = [
    (
        "legal-documents",
        "Văn bản quy phạm pháp luật và văn bản quản lý hành chính",
        "Legal and administrative documents",
        "4",
        "a",
    ),
    ("treaties-agreements", "Điều ước quốc tế, thỏa thuận quốc tế", "Treaties and international agreements", "4", "b"),
    ("admin-procedures", "Thủ tục hành chính", "Administrative procedures", "4", "c"),
    ("legal-dissemination", "Phổ biến, hướng dẫn thực hiện pháp luật", "Dissemination of the law", "4", "d"),
    ("strategy-planning", "Chiến lược, quy hoạch, kế hoạch phát triển", "Strategies and plans", "4", "đ"),
    ("org-structure-chart", "Sơ đồ, cơ cấu tổ chức", "Organisation chart and structure", "4", "e"),
    (
        "contact-officials",
        "Thông tin liên hệ của cán bộ, công chức có thẩm quyền",
        "Contacts of competent officials",
        "4",
        "e",
    ),
    ("annual-financial-report", "Báo cáo tài chính năm", "Annual financial report", "4", "g"),
    ("sector-statistics", "Thông tin thống kê ngành, lĩnh vực quản lý", "Sector statistics", "4", "h"),
    ("open-data-portal", "Cổng dữ liệu", "Data portal", "5", "a"),
    ("qa-feedback", "Hỏi đáp, tiếp nhận phản ánh, kiến nghị", "Questions, answers and feedback", "8", "a"),
    ("evaluation-results", "Kết quả đánh giá nội bộ", "Internal evaluation", "8", "d"),
];

pub(super) fn requirement(index: usize) -> Requirement {
    let (id, vi, en, article, point) = REQUIREMENTS[index % REQUIREMENTS.len()];
    let round = index / REQUIREMENTS.len();
    let (id, number) =
        if round == 0 { (id.to_owned(), String::new()) } else { (format!("{id}-{round}"), format!(" ({round})")) };
    Requirement {
        id: RequirementId::new(&id),
        title: text(&format!("{vi}{number}"), &format!("{en}{number}")),
        expects: text(
            "Danh sách đầy đủ, cập nhật, mỗi mục mở được và có ngày ban hành.",
            "A complete and current list in which every entry opens and carries its date.",
        ),
        remedy: text(
            "Tạo một mục trên thanh điều hướng chính, đăng danh sách kèm số, ngày và tệp tải về.",
            "Add an entry to the main menu and publish the list with numbers, dates and files.",
        ),
        update: None,
        tiers: vec![Tier::Ministry, Tier::MinisterialAgency, Tier::GovernmentAgency, Tier::Province],
        weight: 1,
        where_any: id == "treaties-agreements",
        observe: if id == "evaluation-results" { Observe::Person } else { Observe::Page },
        probe: None,
        bases: vec![
            Basis {
                instrument: "42/2022/NĐ-CP".to_owned(),
                article: article.to_owned(),
                clause: "1".to_owned(),
                point: point.to_owned(),
                force: Force::Mandatory,
                from: Some(date(2022, 8, 15)),
                to: Some(date(2026, 6, 30)),
                confidence: Confidence::B,
                note: d42::text::Bilingual::default(),
            },
            Basis {
                instrument: "224/2026/NĐ-CP".to_owned(),
                article: "9".to_owned(),
                clause: "1".to_owned(),
                point: "d".to_owned(),
                force: Force::Mandatory,
                from: Some(date(2026, 7, 1)),
                to: None,
                confidence: Confidence::A,
                note: d42::text::Bilingual::default(),
            },
        ],
        labels: Labels::default(),
        proofs: vec![Proof {
            name: "numbers".to_owned(),
            accepts: Accepts::Strong,
            self_evident: false,
            spoils: false,
            say: text("danh sách có số và ngày văn bản", "a list with document numbers and dates"),
            when: Detector::Documents { min: 3, kinds: Vec::new(), normative: false, dated: false },
        }],
        rejections: Vec::new(),
        freshness: None,
    }
}

pub(super) fn profile(rules: &[Requirement]) -> Profile {
    let mut full: Vec<RequirementId> =
        rules.iter().filter(|rule| rule.bases[0].article == "4").map(|rule| rule.id.clone()).collect();
    full.sort();
    Profile {
        id: ProfileId("decree-42".to_owned()),
        title: text("Nghị định số 42/2022/NĐ-CP", "Decree 42/2022/NĐ-CP"),
        statement: text(
            "Báo cáo đánh giá theo Nghị định số 42/2022/NĐ-CP. Nghị định này hết hiệu lực sau ngày 30/6/2026; từ ngày 01/7/2026 áp dụng Nghị định số 224/2026/NĐ-CP.",
            "This report judges by Decree 42/2022/NĐ-CP, which ceased to apply on 30 June 2026; Decree 224/2026/NĐ-CP applies since.",
        ),
        instruments: vec!["42/2022/NĐ-CP".to_owned()],
        dated: false,
        article_named: false,
        full_information: full,
    }
}
