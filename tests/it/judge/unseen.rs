//! What could not be seen, or only in part: never called missing.

use super::*;

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
            received: None,
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
