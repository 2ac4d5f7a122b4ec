//! Behaviour of `judge`: from pages to findings on one portal.

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

/// The register of documents, as if only asking for a file could settle it.
fn probing() -> Judge {
    let mut pack = pack();
    for rule in pack.requirements.iter_mut().filter(|rule| rule.id.as_str() == "legal-documents") {
        (rule.observe, rule.probe) = (Observe::Probe, Some(Probe::Attachment));
    }
    Judge::new(&pack, pack.profile("decree-42").unwrap())
}

#[test]
fn what_only_a_probe_settles_is_untested_and_names_the_probe() {
    let judge = probing();
    let untested = (Outcome::Untested, Reason::NeedsProbe { probe: Probe::Attachment });
    for register in [String::new(), register(1, 2026)] {
        let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &register)]), "legal-documents");
        assert_eq!((finding.outcome, finding.reason), untested, "{register}");
    }
}

#[test]
fn a_probe_is_spared_where_a_page_proves_enough() {
    let judge = probing();
    let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Passed);
    assert_eq!(finding.evidence.unwrap().url, LIST);
}

#[test]
fn a_profile_may_ask_for_bases_that_name_an_article() {
    let mut pack = pack();
    let vague = |basis: &Basis| Basis { article: String::new(), ..basis.clone() };
    for rule in pack.requirements.iter_mut().filter(|rule| rule.id.as_str() == "treaties-agreements") {
        rule.bases = rule.bases.iter().map(vague).collect();
    }
    let mut profile = pack.profile("decree-42").unwrap().clone();
    assert_eq!(Judge::new(&pack, &profile).requirements().len(), 2);
    profile.article_named = true;
    assert_eq!(Judge::new(&pack, &profile).requirements().len(), 1);
}

#[test]
fn strong_content_under_an_unknown_menu_name_is_neither_passed_nor_missing() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Kho tư liệu điều hành</a></li>";
    let finding = on(&judge, &view(&judge, menu, &[(LIST, &register(4, 2026))]), "legal-documents");
    let cause = Unseen::UnknownName { page: LIST.to_owned() };
    assert_eq!((finding.outcome, finding.reason), (Outcome::CantTell, Reason::Unseen { cause }));
}

#[test]
fn a_menu_entry_of_other_words_is_found_by_the_whole_name_in_its_address() {
    let judge = judge();
    let named = |address: &str| {
        let menu = format!("<li><a href='{address}'>Kho tư liệu điều hành</a></li>");
        let page = format!("https://mau.gov.vn{address}");
        on(&judge, &view(&judge, &menu, &[(&page, &register(4, 2026))]), "legal-documents").outcome
    };
    assert_eq!(named("/van-ban-phap-luat"), Outcome::Passed);
    assert_eq!(named("/tim-hieu-van-ban-phap-luat-moi-ban-hanh"), Outcome::CantTell);
}

#[test]
fn a_choice_in_the_filter_of_another_section_is_no_entry() {
    let judge = judge();
    let there = |address: &str| {
        let menu = format!("<li><a href='{address}'>Điều ước quốc tế</a></li>");
        on(&judge, &view(&judge, &menu, &[]), "treaties-agreements").outcome
    };
    assert_eq!(there("/van-ban-phap-luat?linh-vuc=39"), Outcome::Inapplicable);
    assert_ne!(there("/van-ban?linh-vuc=39"), Outcome::Inapplicable);
}

#[test]
fn the_title_of_one_document_announces_no_section() {
    let judge = judge();
    let named = |words: &str| {
        let menu = format!("<li><a href='/vb'>{words}</a></li>");
        on(&judge, &view(&judge, &menu, &[(LIST, &register(4, 2026))]), "legal-documents").outcome
    };
    assert_eq!(named("Danh mục Văn bản pháp luật"), Outcome::Passed);
    assert_eq!(named("Nghị định 5/2024/NĐ-CP Văn bản pháp luật"), Outcome::CantTell);
}

#[test]
fn a_trail_to_another_section_than_the_page_names_itself_announces_nothing() {
    let judge = judge();
    let page = |heading: &str| {
        let trail = "<div class=breadcrumb><a href='/'>Trang chủ</a><a href='/vb'>Văn bản pháp luật</a></div>";
        let page = format!("<main>{trail}<h1>{heading}</h1>{}</main>", table(4, 2026));
        on(&judge, &view(&judge, "", &[("https://mau.gov.vn/du", &page)]), "legal-documents").outcome
    };
    assert_eq!(page("Tất cả"), Outcome::Passed);
    assert_ne!(page("Điều ước quốc tế"), Outcome::Passed);
}

#[test]
fn content_that_nothing_announces_does_not_pass() {
    let judge = judge();
    let finding = on(&judge, &view(&judge, "", &[(LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!((finding.outcome, finding.reason), (Outcome::Failed, Reason::NotFound));
    assert!(finding.search.labels > 0);
}

#[test]
fn a_look_alike_label_announces_nothing() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Văn bản pháp luật nước ngoài</a></li>";
    let finding = on(&judge, &view(&judge, menu, &[(LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Failed);
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
fn an_announced_address_that_could_not_be_seen_is_never_called_missing() {
    let judge = judge();
    for end in [VisitEnd::Failed(Failure::Reset), VisitEnd::Status(503), VisitEnd::Status(403)] {
        let mut view = view(&judge, ENTRY, &[]);
        view.visits.insert("mau.gov.vn/vb".to_owned(), end);
        assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::CantTell);
    }
    let menu = "<li><a href=\"javascript:__doPostBack('ctl00$menu','vb')\">Văn bản pháp luật</a></li>";
    assert_eq!(on(&judge, &view(&judge, menu, &[]), "legal-documents").outcome, Outcome::CantTell);
}

#[test]
fn a_portal_that_could_not_be_seen_has_not_one_failed() {
    let judge = judge();
    let ends = [
        (VisitEnd::Failed(Failure::Dns), Unseen::Unreachable { failure: Failure::Dns }),
        (VisitEnd::Status(403), Unseen::Blocked { status: 403 }),
        (VisitEnd::Status(502), Unseen::ServerError { status: 502 }),
        (VisitEnd::Status(429), Unseen::RateLimited),
        (VisitEnd::Status(401), Unseen::LogIn),
        (VisitEnd::Unread(Unseen::Captcha), Unseen::Captcha),
        (
            VisitEnd::Redirect("elsewhere.example/x".to_owned()),
            Unseen::RedirectsAway { to: "elsewhere.example".to_owned() },
        ),
        (VisitEnd::Redirect("mau.gov.vn".to_owned()), Unseen::RedirectLoop),
        (VisitEnd::Redirect("mau.gov.vn/5".to_owned()), Unseen::RedirectLoop),
    ];
    for (end, cause) in ends {
        let mut view = PortalView::new(portal(), DAY);
        view.visits.insert("mau.gov.vn".to_owned(), end);
        for finding in judge.conclude(&view, DAY) {
            assert_eq!((finding.outcome, finding.reason), (Outcome::CantTell, Reason::Unseen { cause: cause.clone() }));
        }
    }
}

#[test]
fn too_little_coverage_is_not_absence() {
    let judge = judge();
    let mut view = view(&judge, "<li><a href='/a'>A</a></li><li><a href='/b'>B</a></li>", &[]);
    view.coverage.exhausted = false;
    let finding = on(&judge, &view, "legal-documents");
    assert_eq!((finding.outcome, finding.reason), (Outcome::CantTell, Reason::Unseen { cause: Unseen::Coverage }));
}

#[test]
fn a_section_that_shows_only_a_picture_is_left_to_a_person() {
    let judge = judge();
    let of = |content: &str| {
        let page = format!("<main><h1>Văn bản pháp luật</h1>{content}</main>");
        let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &page)]), "legal-documents");
        (finding.outcome, finding.reason)
    };
    let pictured = (Outcome::CantTell, Reason::Unseen { cause: Unseen::PictureOnly { page: LIST.to_owned() } });
    let empty = (Outcome::Partial, Reason::Short { gap: Gap::Empty });
    assert_eq!(of("<p><img src='/tep/bang.png' width=900></p>"), pictured);
    assert_eq!(of("<p><a href='/tep/bang.JPG?w=2000'><img src='/tep/bang-nho.jpg' alt='Bảng'></a></p>"), pictured);
    // A banner, the picture of a link to elsewhere and an icon show nothing of the section.
    assert_eq!(of("<p><img src='/tep/banner.png' width=900></p>"), empty);
    assert_eq!(of("<p><a href='/tin'><img src='/tep/tin.png' width=900></a></p>"), empty);
    assert_eq!(of("<p><img src='/tep/bang.png' width=40></p>"), empty);
    // Nor does one beside words that say that there is nothing yet.
    assert_eq!(of("<p>Nội dung đang được cập nhật.</p><p><img src='/tep/bang.png' width=900></p>"), empty);
}

#[test]
fn a_portal_that_begins_to_refuse_us_is_not_called_incomplete() {
    let judge = judge();
    let mut view = view(&judge, ENTRY, &[(LIST, &register(1, 2026))]);
    for n in 0..9 {
        view.visits.insert(format!("mau.gov.vn/tin/{n}"), VisitEnd::Status(403));
    }
    for id in ["legal-documents", "treaties-agreements"] {
        let finding = on(&judge, &view, id);
        let reason = Reason::Unseen { cause: Unseen::Coverage };
        assert_eq!((finding.outcome, finding.reason), (Outcome::CantTell, reason), "{id}");
    }
    // Nor where every address of it is the start page with other words behind it.
    for n in 0..9 {
        view.visits.remove(&format!("mau.gov.vn/tin/{n}"));
        view.visits.insert(format!("mau.gov.vn?tin={n}"), VisitEnd::Status(403));
    }
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::CantTell);
    // A dead host beside the portal's own says nothing about the portal.
    view.visits.retain(|_, end| *end == VisitEnd::Page);
    view.visits.insert("phong.mau.gov.vn".to_owned(), VisitEnd::Failed(Failure::Dns));
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Partial);
}

#[test]
fn a_duty_that_binds_only_where_there_is_such_matter_is_inapplicable_without_any() {
    let judge = judge();
    let finding = on(&judge, &view(&judge, "", &[]), "treaties-agreements");
    assert_eq!((finding.outcome, finding.reason), (Outcome::Inapplicable, Reason::NoSuchMatter));
}

#[test]
fn another_tier_and_a_merged_agency_are_inapplicable() {
    let judge = judge();
    let mut other = view(&judge, "", &[]);
    other.portal.tier = Some(Tier::Province);
    assert_eq!(on(&judge, &other, "treaties-agreements").reason, Reason::OtherTier);
    let mut merged = view(&judge, "", &[]);
    merged.portal.merged = Some(Merger { into: PortalId::new("bo-moi"), since: date(2025, 3, 1) });
    for finding in judge.conclude(&merged, DAY) {
        assert_eq!(finding.outcome, Outcome::Inapplicable);
    }
    merged.portal.merged = Some(Merger { into: PortalId::new("bo-moi"), since: date(2026, 7, 1) });
    assert_eq!(on(&judge, &merged, "legal-documents").outcome, Outcome::Failed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_pages_never_changes_a_finding(order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let judge = judge();
        let menu = format!("{ENTRY}<li><a href='/ht'>Hệ thống văn bản</a></li>");
        let listing = register(4, 2026);
        let pages =
            [(LIST, &*listing), ("https://mau.gov.vn/ht", &*listing), ("https://mau.gov.vn/van-ban-phap-luat", &*listing)];
        let mut view = view(&judge, &menu, &pages);
        let before = judge.conclude(&view, DAY);
        let pages = std::mem::take(&mut view.observations);
        view.observations = order.iter().map(|at| pages[*at].clone()).collect();
        prop_assert_eq!(judge.conclude(&view, DAY), before);
    }
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
fn the_beginning_of_a_page_may_prove_something_but_never_that_something_is_missing() {
    let judge = judge();
    let cut_list = |html: &str, cut: bool| {
        let mut view = view(&judge, ENTRY, &[]);
        add_part(&judge, &mut view, LIST, html, cut);
        view.coverage.pages += 1;
        on(&judge, &view, "legal-documents")
    };
    let proven = cut_list(&register(5, 2026), true);
    assert_eq!(proven.outcome, Outcome::Passed);
    assert!(proven.evidence.unwrap().cut, "the evidence says that more may stand there");

    let too_long = Reason::Unseen { cause: Unseen::CutPage };
    let empty = "<main><h1>Văn bản</h1><p>Đang cập nhật</p></main>";
    let thin = "<main><h1>Văn bản pháp luật</h1><p>Trang này nói về những việc khác của đơn vị.</p></main>";
    for html in [empty, thin, &register(1, 2026)] {
        let whole = cut_list(html, false);
        assert!(matches!(whole.outcome, Outcome::Failed | Outcome::Partial), "{whole:?}");
        let cut = cut_list(html, true);
        assert_eq!(
            (cut.outcome, &cut.reason, cut.evidence.is_none_or(|e| e.cut)),
            (Outcome::CantTell, &too_long, true)
        );
    }
}

#[test]
fn nothing_is_missing_on_a_portal_whose_pages_were_cut() {
    let judge = judge();
    let outcome = |cut_home: bool, cut_inner: bool| {
        let mut view = view(&judge, "", &[]);
        assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Failed);
        let filler = "<main><p>Trang này nói về những việc khác của đơn vị.</p></main>";
        for (url, cut) in [(HOME, cut_home), ("https://mau.gov.vn/khac/0", cut_inner)] {
            view.observations.retain(|page| page.key() != address_key(&Url::parse(url).unwrap()));
            add_part(&judge, &mut view, url, filler, cut);
        }
        on(&judge, &view, "legal-documents").outcome
    };
    assert_eq!(outcome(false, false), Outcome::Failed);
    assert_eq!(outcome(true, false), Outcome::CantTell);
    assert_eq!(outcome(false, true), Outcome::CantTell);
}

/// A list that no other page has.
fn list(page: usize) -> String {
    let entry = |at: usize| format!("<li>Việc t{page}a{at} nơi n{at}b{page} khi k{page}</li>");
    format!("<ul>{}</ul>", (0..25).map(entry).collect::<String>())
}

#[test]
fn a_block_that_stands_on_every_page_proves_no_section() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Văn bản pháp luật</a></li>";
    let block = table(4, 2026);
    let frame = |page: usize, title: &str| format!("<main><h1>{title}</h1>{}{block}</main>", list(page));
    let section = frame(99, "Văn bản pháp luật");
    let mut view = view(&judge, menu, &[("https://mau.gov.vn/vb", &section)]);
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Passed);
    for page in 0..5 {
        add(&judge, &mut view, &format!("https://mau.gov.vn/tin/{page}"), &frame(page, &format!("Tin số {page}")));
    }
    let finding = on(&judge, &view, "legal-documents");
    assert_ne!(finding.outcome, Outcome::Passed, "{finding:?}");
    assert!(finding.search.rejected.iter().any(|place| place.why.en.contains("many other pages")), "{finding:?}");
}

#[test]
fn a_block_under_its_own_heading_counts_wherever_it_stands() {
    let judge = judge();
    let block = format!("<div class='block'><h3>Văn bản pháp luật</h3>{}</div>", table(4, 2026));
    let pages: Vec<String> = (0..6).map(|n| format!("<main><h1>Tin số {n}</h1>{}{block}</main>", list(n))).collect();
    let mut view = view(&judge, "", &[]);
    for (n, html) in pages.iter().enumerate() {
        add(&judge, &mut view, &format!("https://mau.gov.vn/tin/{n}"), html);
    }
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Passed);
}

#[test]
fn a_list_at_several_addresses_of_its_own_still_proves_its_section() {
    let judge = judge();
    let menu = "<li><a href='/vb'>Văn bản pháp luật</a></li>";
    let page = |n: usize| format!("<main><h1>Văn bản pháp luật</h1>{}{}</main>", list(n), table(4, 2026));
    let addresses: Vec<String> = (0..8).map(|n| format!("https://mau.gov.vn/vb?sap-xep={n}")).collect();
    let mut view = view(&judge, menu, &[("https://mau.gov.vn/vb", &page(50))]);
    for (n, address) in addresses.iter().enumerate() {
        add(&judge, &mut view, address, &page(n));
    }
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Passed);
}

#[test]
fn the_start_page_shown_at_another_address_proves_no_section() {
    let judge = judge();
    let mut view = PortalView::new(portal(), DAY);
    let menu = "<nav><a href='/vb'>Văn bản pháp luật</a></nav>";
    let html = format!("{menu}<main><h1>Trang chủ</h1>{}{}</main>", list(1), table(5, 2026));
    add(&judge, &mut view, HOME, &html);
    add(&judge, &mut view, "https://mau.gov.vn/vb", &html);
    view.coverage.home = true;
    view.coverage.exhausted = true;
    let finding = on(&judge, &view, "legal-documents");
    assert_ne!(finding.outcome, Outcome::Passed, "{finding:?}");
    assert!(finding.search.rejected.iter().any(|place| place.why.en.contains("start page")), "{finding:?}");
}

#[test]
fn strong_content_behind_a_banner_without_words_is_not_called_missing() {
    let judge = judge();
    let mut view = view(&judge, "", &[(LIST, &register(4, 2026))]);
    assert_eq!(on(&judge, &view, "legal-documents").outcome, Outcome::Failed);
    let banner = "<main><a href='/vb'><img src='/anh/09_14847939.png'></a></main>";
    view.observations.clear();
    add(&judge, &mut view, HOME, banner);
    add(&judge, &mut view, LIST, &register(4, 2026));
    let cause = Unseen::UnknownName { page: LIST.to_owned() };
    assert_eq!(on(&judge, &view, "legal-documents").reason, Reason::Unseen { cause });
}

#[test]
fn a_host_without_an_ipv6_address_fails_only_where_the_name_service_answered() {
    use d42::fetch::Ipv6;
    let pack = d42::rules::load(None).unwrap();
    let judge = Judge::new(&pack, pack.profile("decree-42").unwrap());
    let finding = |ipv6| {
        let mut view = PortalView::new(portal(), DAY);
        let html = "<!doctype html><meta charset=utf-8><title>Bộ Mẫu</title><h1>Bộ Mẫu</h1><p>IPv6 Ready</p>";
        let url = Url::parse(HOME).unwrap();
        let read = page::read(&page::Source {
            url: &url,
            body: html.as_bytes(),
            content_type: Some("text/html; charset=utf-8"),
            home: true,
            day: None,
        });
        let source = Source {
            capture: CaptureId("mau/000001".to_owned()),
            digest: String::new(),
            at: "2026-06-01T03:00:00Z".parse().unwrap(),
            mode: FetchMode::Http,
            ipv6,
            flaw: None,
        };
        view.visits.insert(address_key(&url), VisitEnd::Page);
        view.observations.push(judge.observe(&view.portal, &read, source));
        on(&judge, &view, "ipv6")
    };
    let passed = finding(Ipv6::Present);
    assert_eq!(passed.outcome, Outcome::Passed);
    assert!(passed.evidence.unwrap().excerpt.contains("mau.gov.vn: AAAA"));
    let failed = finding(Ipv6::Absent);
    assert_eq!((failed.outcome, failed.search.looked_at.len()), (Outcome::Failed, 1));
    assert!(failed.note.unwrap().en.contains("mau.gov.vn has no AAAA record"));
    let unasked = finding(Ipv6::Unknown);
    assert_eq!((unasked.outcome, unasked.reason), (Outcome::Untested, Reason::NeedsProbe { probe: Probe::Resolution }));
}

#[test]
fn a_portal_that_was_left_alone_is_never_said_to_lack_anything() {
    let judge = judge();
    let left = |menu: &str| {
        let mut view = view(&judge, menu, &[(LIST, &register(4, 2026))]);
        let before = on(&judge, &view, "legal-documents").outcome;
        (view.left_alone, view.cut_short) = (true, true);
        let after = on(&judge, &view, "legal-documents");
        (before, after.outcome, after.reason)
    };
    let (before, after, reason) = left("");
    assert_eq!((before, after), (Outcome::Failed, Outcome::CantTell));
    assert_eq!(reason, Reason::Unseen { cause: Unseen::LeftAlone });
    let (before, after, _) = left(ENTRY);
    assert_eq!((before, after), (Outcome::Passed, Outcome::Passed), "what was proven stays so");
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
