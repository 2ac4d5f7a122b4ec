//! Behaviour of `judge`: from pages to findings on one portal.

mod census;
mod duty;
mod entries;
mod template;
mod unseen;

use std::path::Path;

use d42::{
    fetch::{Failure, FetchMode},
    judge::{Finding, Gap, Judge, Outcome, PortalView, Reason, Source, Unseen, VisitEnd, address_key},
    page,
    registry::{Manners, Merger, Portal, PortalId, Tier},
    rules::{self, Basis, Observe, Probe, Requirement, RequirementId, RulePack},
    snapshot::CaptureId,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use url::Url;

const RULES: &[(&str, &str)] = &[
    (
        "requirements/legal-documents.toml",
        r#"
id = "legal-documents"
title = { vi = "Văn bản", en = "Documents" }
expects = { vi = "danh mục văn bản", en = "a list of documents" }
remedy = { vi = "đăng văn bản", en = "publish them" }
tiers = ["ministry", "province"]
observe = "page"
[[basis]]
instrument = "42/2022/NĐ-CP"
article = "4"
clause = "1"
point = "a"
force = "mandatory"
from = 2022-08-15
to = 2026-06-30
confidence = "B"
[labels]
text = ["Văn bản pháp luật", "Hệ thống văn bản"]
url = ["van-ban-phap-luat"]
not = ["Văn bản pháp luật nước ngoài"]
[[proof]]
name = "register"
accepts = "strong"
say = { vi = "có số văn bản", en = "document numbers" }
when = { documents = { min = 3 } }
[[proof]]
name = "one-number"
accepts = "incomplete"
say = { vi = "có một số văn bản", en = "one document number" }
when = { documents = { min = 1 } }
[fresh]
within-days = 365
ground = "benchmark"
source = { vi = "thông lệ", en = "custom" }
"#,
    ),
    (
        "requirements/treaties-agreements.toml",
        r#"
id = "treaties-agreements"
title = { vi = "Điều ước", en = "Treaties" }
expects = { vi = "danh mục điều ước", en = "a list" }
remedy = { vi = "đăng điều ước", en = "publish them" }
tiers = ["ministry"]
observe = "page"
where-any = true
[[basis]]
instrument = "42/2022/NĐ-CP"
article = "4"
clause = "1"
point = "b"
force = "mandatory"
confidence = "B"
[labels]
text = ["Điều ước quốc tế"]
[[proof]]
name = "list"
accepts = "strong"
say = { vi = "có danh mục", en = "a list" }
when = { dated-items = { min = 2 } }
"#,
    ),
    (
        "profiles/decree-42.toml",
        r#"
id = "decree-42"
title = { vi = "Nghị định 42", en = "Decree 42" }
statement = { vi = "x", en = "x" }
instruments = ["42/2022/NĐ-CP"]
dated = false
full-information = ["legal-documents"]
"#,
    ),
];

const HOME: &str = "https://mau.gov.vn/";
const DAY: Date = date(2026, 6, 1);

fn judge() -> Judge {
    let pack = pack();
    Judge::new(&pack, pack.profile("decree-42").unwrap())
}

fn pack() -> RulePack {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in RULES {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(path, text).unwrap();
    }
    rules::load(Some(folder.path())).unwrap()
}

fn portal() -> Portal {
    Portal {
        id: PortalId::new("mau"),
        tier: Some(Tier::Ministry),
        name_vi: "Bộ Mẫu".to_owned(),
        name_en: String::new(),
        url: Url::parse(HOME).unwrap(),
        domains: vec!["mau.gov.vn".to_owned()],
        languages: vec!["vi".to_owned()],
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    }
}

/// A portal whose start page has `menu`, and four empty-handed pages beside `pages`.
fn view(judge: &Judge, menu: &str, pages: &[(&str, &str)]) -> PortalView {
    let mut view = PortalView::new(portal(), DAY);
    let filler = "<p>Trang này nói về những việc khác của đơn vị, không có số hiệu hay danh sách nào để xem.</p>";
    let fillers: Vec<String> = (0..4).map(|n| format!("https://mau.gov.vn/khac/{n}")).collect();
    let home = format!("<nav><ul><li><a href='/'>Trang chủ</a></li>{menu}</ul></nav><main>{filler}</main>");
    add(judge, &mut view, HOME, &home);
    for url in &fillers {
        add(judge, &mut view, url, &format!("<main><h1>Khác</h1>{filler}</main>"));
    }
    for (url, html) in pages {
        add(judge, &mut view, url, html);
    }
    view.coverage.home = true;
    view.coverage.exhausted = true;
    view.coverage.pages = view.observations.len() as u32;
    view
}

fn add(judge: &Judge, view: &mut PortalView, url: &str, html: &str) {
    add_part(judge, view, url, html, false);
}

/// As [`add`], perhaps a page of which only the beginning was kept.
fn add_part(judge: &Judge, view: &mut PortalView, url: &str, html: &str, cut: bool) {
    let url = Url::parse(url).unwrap();
    let html = format!("<!doctype html><meta charset=utf-8><title>Bộ Mẫu</title><body>{html}</body>");
    let mut read = page::read(&page::Source {
        url: &url,
        body: html.as_bytes(),
        content_type: Some("text/html; charset=utf-8"),
        home: url.as_str() == HOME,
        day: None,
    });
    read.cut = cut;
    let source = Source {
        capture: CaptureId(format!("mau/{:06}", view.observations.len())),
        digest: String::new(),
        at: "2026-06-01T03:00:00Z".parse().unwrap(),
        received: None,
        mode: FetchMode::Http,
        ipv6: d42::fetch::Ipv6::Unknown,
        flaw: None,
    };
    let observation = judge.observe(&view.portal, &read, source);
    view.visits.insert(address_key(&url), VisitEnd::Page);
    view.observations.push(observation);
}

fn on(judge: &Judge, view: &PortalView, id: &str) -> Finding {
    let id = RequirementId::new(id);
    judge.conclude(view, DAY).into_iter().find(|finding| finding.requirement == id).unwrap()
}

fn register(numbers: usize, year: i32) -> String {
    format!("<main><h1>Danh sách</h1>{}</main>", table(numbers, year))
}

fn table(numbers: usize, year: i32) -> String {
    let row = |n| {
        let (number, day) = (10 + n, 1 + n);
        format!("<tr><td>{number}/QĐ-BM</td><td>0{day}/03/{year}</td><td>Quyết định về việc số {n}</td></tr>")
    };
    let rows = (0..numbers).map(row).collect::<Vec<_>>().concat();
    let head = "<tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>";
    format!("<table>{head}{rows}</table>")
}

const ENTRY: &str = "<li><a href='/vb'>Văn bản pháp luật</a></li>";
const LIST: &str = "https://mau.gov.vn/vb";

#[test]
fn a_menu_label_and_a_page_with_document_numbers_pass_together() {
    let judge = judge();
    let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Passed);
    let evidence = finding.evidence.unwrap();
    assert_eq!(evidence.url, LIST);
    assert!(evidence.excerpt.contains("10/QĐ-BM"), "{}", evidence.excerpt);
    assert_eq!(evidence.signals[0].text, "Văn bản pháp luật");
    assert_eq!(finding.basis, ["Điều 4 khoản 1 điểm a Nghị định 42/2022/NĐ-CP"]);
}

#[test]
fn a_label_alone_never_passes() {
    let judge = judge();
    let empty = "<main><h1>Văn bản pháp luật</h1><p>Đang cập nhật</p></main>";
    let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, empty)]), "legal-documents");
    assert_eq!((finding.outcome, finding.reason), (Outcome::Partial, Reason::Short { gap: Gap::Empty }));
}

#[test]
fn the_page_that_proves_most_wins_not_the_label_that_fits_best() {
    let judge = judge();
    let menu = format!("{ENTRY}<li><a href='/ht'>Hệ thống văn bản của Bộ Mẫu và đơn vị</a></li>");
    let pages = [(LIST, &*register(1, 2026)), ("https://mau.gov.vn/ht", &*register(4, 2026))];
    let finding = on(&judge, &view(&judge, &menu, &pages), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Passed);
    assert_eq!(finding.evidence.unwrap().url, "https://mau.gov.vn/ht");
}

#[test]
fn some_content_but_not_enough_is_partial() {
    let judge = judge();
    let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &register(1, 2026))]), "legal-documents");
    assert_eq!((finding.outcome, finding.reason), (Outcome::Partial, Reason::Short { gap: Gap::Incomplete }));
}

#[test]
fn staleness_against_a_benchmark_leaves_a_note_and_costs_nothing() {
    let judge = judge();
    let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &register(4, 2021))]), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Passed);
    assert!(finding.note.unwrap().vi.contains("365 ngày"));
}

#[test]
fn an_announced_address_that_answers_not_found_is_a_dead_link() {
    let judge = judge();
    let mut view = view(&judge, ENTRY, &[]);
    view.visits.insert("mau.gov.vn/vb".to_owned(), VisitEnd::Status(404));
    let finding = on(&judge, &view, "legal-documents");
    assert_eq!((finding.outcome, finding.reason), (Outcome::Partial, Reason::Short { gap: Gap::DeadLink }));
}

#[test]
fn every_requirement_of_a_large_rule_pack_is_judged() {
    let mut pack = pack();
    let rule = pack.requirements.iter().find(|rule| rule.id.as_str() == "legal-documents").unwrap().clone();
    pack.requirements =
        (0..200).map(|n| Requirement { id: RequirementId::new(format!("copy-{n:03}")), ..rule.clone() }).collect();
    let judge = Judge::new(&pack, pack.profile("decree-42").unwrap());
    let view = view(&judge, ENTRY, &[(LIST, &register(5, 2026))]);
    let findings = judge.conclude(&view, DAY);
    assert_eq!(findings.len(), 200);
    assert!(findings.iter().all(|finding| finding.outcome == Outcome::Passed));
}

#[test]
fn a_page_in_english_does_not_stand_for_the_vietnamese_one_but_names_it() {
    let judge = judge();
    let english = "https://mau.gov.vn/en/documents";
    let rows = table(4, 2026).replace("Quyết định về việc số", "Decision on the matter of number");
    let page = format!(
        "<title>Documents</title><h1>Văn bản pháp luật</h1><p>The following documents have been issued by the agency \
         and are in force. They may be read here and downloaded without any charge by everybody who wants to know what \
         the law says about the matters that are managed by the agency and how they are to be carried out.</p>{rows}"
    );
    let entry = "<li><a href='/en/documents'>Văn bản pháp luật</a></li>";
    let finding = on(&judge, &view(&judge, entry, &[(english, &page)]), "legal-documents");
    assert_ne!(finding.outcome, Outcome::Passed);
    assert!(finding.search.rejected.iter().any(|rejected| rejected.why.en.contains("in English")), "{finding:?}");
    let both = format!("{entry}<li><a href='/vb'>Kho tư liệu điều hành</a></li>");
    let finding = on(&judge, &view(&judge, &both, &[(english, &page), (LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Passed);
    assert_eq!(finding.evidence.unwrap().url, LIST);
}
