//! The committed samples under `reports/`: made from the small archived run of invented agencies in
//! `fixtures/sample/run`, made again here and compared.
//!
//! After a change of rules, texts or templates: `D42_UPDATE=1 cargo test --test it report::sample`, then review the
//! difference. After a change of the fixture's pages or of the run format:
//! `cargo test --test it report::sample::record -- --ignored`, then the former.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use d42::{
    audit,
    fetch::{Exchange, Failure, Patience, Want},
    judge::Judge,
    registry::{self, Cohort, Portal},
    report::{Lang, Report, csv, html, json},
    review::{Rulings, Waivers},
    rules,
    snapshot::{HomeSeen, PortalEnd, Run, SavedRun, Settings, StopReason, Visit},
};
use jiff::{SignedDuration, Timestamp, civil::date};
use minijinja::{Environment, Value, context, value::Serde};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A copy of the archived run: reading an index may leave side files, and the committed run stays as it is.
pub(crate) fn copied_run() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    copy(&here("fixtures/sample/run"), scratch.path());
    scratch
}

/// The report of the archived run, for the day after it.
fn report() -> Report {
    report_of(copied_run().path())
}

/// The report of the run in `folder`, for that day.
pub(crate) fn report_of(folder: &Path) -> Report {
    let run = SavedRun::open(folder).unwrap();
    let rules = rules::load(Some(&here("rules"))).unwrap();
    let judge = Judge::new(&rules, rules.profile("decree-42").unwrap());
    let outcomes = audit::judge_run(&judge, &run, &d42::attachment::Nobody).unwrap();
    let mut facts = audit::facts_of(&run).unwrap();
    facts.rules_digest.clone_from(&rules.digest);
    audit::assemble(
        &judge,
        &rules,
        &run.portals().unwrap(),
        outcomes,
        facts,
        date(2026, 11, 21),
        &Rulings::new(audit::decisions(&run).unwrap(), Waivers::default()),
    )
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn threads_change_nothing_about_a_judgement() {
    let scratch = copied_run();
    let run = SavedRun::open(scratch.path()).unwrap();
    let rules = rules::load(Some(&here("rules"))).unwrap();
    let judge = Judge::new(&rules, rules.profile("decree-42").unwrap());
    let on = |threads: usize| {
        let threads = threads.try_into().unwrap();
        let outcomes = audit::judge_run_on(threads, &judge, &run, &d42::attachment::Nobody, &|_| ()).unwrap().outcomes;
        assert_eq!(outcomes.len(), run.portals().unwrap().len());
        format!("{outcomes:?}")
    };
    assert_eq!(on(3), on(1));
}

#[test]
fn the_committed_samples_are_what_the_archived_run_gives() {
    let report = report();
    let samples: [(&str, Vec<u8>); 5] = [
        ("sample-report.json", json::write(&report).unwrap().into_bytes()),
        ("sample-findings.csv", csv::findings(&report, Lang::Vi).unwrap()),
        ("sample-portals.csv", csv::portals(&report, Lang::Vi).unwrap()),
        ("sample-report.html", html::write(&report, Lang::Vi).unwrap().into_bytes()),
        ("sample-report.en.html", html::write(&report, Lang::En).unwrap().into_bytes()),
    ];
    for (name, bytes) in samples {
        let path = here("reports").join(name);
        if std::env::var_os("D42_UPDATE").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        assert!(fs::read(&path).unwrap() == bytes, "{name} differs: run with D42_UPDATE=1 and review the difference");
    }
}

#[test]
fn the_sample_masks_who_asked_and_keeps_the_contacts_of_officials() {
    let written = json::write(&report()).unwrap();
    for private in ["Nguyễn Thị Mẫu", "mau.nguyen@example.com", "0912 345 678"] {
        assert!(!written.contains(private), "{private}");
    }
    assert!(written.contains("024 3999"), "an official's telephone is evidence");
}

/// What a portal of the fixture is like.
struct Site {
    /// Letters in its document numbers.
    code: &'static str,
    leaders: (&'static str, &'static str, &'static str),
    place: &'static str,
    /// Address and the section behind it.
    pages: Vec<(&'static str, &'static str)>,
    /// Menu entries that answer with an error: address, label, status.
    broken: Vec<(&'static str, &'static str, u16)>,
    frame: Frame,
}

/// What stands around every page.
#[derive(PartialEq)]
enum Frame {
    /// A search field, links to component sites and to related portals.
    Full,
    /// None of these.
    Bare,
}

/// A request of the crawl and what came back: status and body.
type Step = (String, Want, Result<(u16, String), Failure>);

const EVERYWHERE: [&str; 27] = [
    "co-cau-to-chuc",
    "chuc-nang-nhiem-vu",
    "don-vi-truc-thuoc",
    "lanh-dao",
    "danh-ba",
    "van-ban",
    "thu-tuc-hanh-chinh",
    "quy-trinh",
    "pho-bien-giao-duc-phap-luat",
    "chien-luoc-quy-hoach",
    "chuong-trinh-cong-tac",
    "bao-cao-tai-chinh",
    "so-lieu-thong-ke",
    "danh-muc-thong-tin-cong-khai",
    "dau-tu-cong",
    "du-thao",
    "hoi-dap",
    "tra-cuu-cau-hoi",
    "thong-ke-hoi-dap",
    "phan-anh-kien-nghi",
    "khao-sat-hai-long",
    "tin-tuc",
    "en-structure",
    "en-contact",
    "canh-bao",
    "de-tai-khoa-hoc",
    "du-lieu-mo",
];

fn site(portal: &str) -> Option<Site> {
    let ministry = ("Lãnh đạo Bộ", "Bộ trưởng", "Thứ trưởng");
    let same = |slugs: &[&'static str]| slugs.iter().map(|slug| (*slug, *slug)).collect::<Vec<_>>();
    match portal {
        "bo-mau-01" => {
            let mut pages = same(&EVERYWHERE);
            pages.extend(same(&["lich-su-hinh-thanh", "dieu-uoc-quoc-te"]));
            Some(Site { code: "BM01", leaders: ministry, place: "", pages, broken: Vec::new(), frame: Frame::Full })
        }
        "bo-mau-02" => {
            let without = [
                "quy-trinh",
                "chien-luoc-quy-hoach",
                "danh-muc-thong-tin-cong-khai",
                "du-lieu-mo",
                "tra-cuu-cau-hoi",
                "thong-ke-hoi-dap",
                "en-structure",
                "en-contact",
                "van-ban",
                "bao-cao-tai-chinh",
                "de-tai-khoa-hoc",
            ];
            let kept: Vec<&'static str> = EVERYWHERE.into_iter().filter(|slug| !without.contains(slug)).collect();
            let mut pages = same(&kept);
            pages.extend([("van-ban", "van-ban-cu"), ("bao-cao-tai-chinh", "trong")]);
            let frame = Frame::Bare;
            let broken = vec![("quy-trinh", "Quy trình giải quyết công việc", 404)];
            Some(Site { code: "BM02", leaders: ministry, place: "", pages, broken, frame })
        }
        "tinh-mau-01" => {
            let mut pages = same(&EVERYWHERE);
            pages.retain(|(slug, _)| !["khao-sat-hai-long", "chuong-trinh-cong-tac"].contains(slug));
            pages.extend(same(&["tong-quan", "ban-do-hanh-chinh"]));
            let leaders = ("Lãnh đạo UBND tỉnh", "Chủ tịch Ủy ban nhân dân tỉnh", "Phó Chủ tịch Ủy ban nhân dân tỉnh");
            let broken = vec![("chuong-trinh-cong-tac", "Chương trình công tác", 500)];
            Some(Site { code: "UBND", leaders, place: "Tỉnh Mẫu 01", pages, broken, frame: Frame::Full })
        }
        _ => None,
    }
}

/// Title of a section: its heading.
fn title_of(section: &str) -> String {
    section
        .split_once("<h1>")
        .and_then(|(_, rest)| rest.split_once("</h1>"))
        .map(|(title, _)| title.to_owned())
        .unwrap()
}

/// The pages of a portal by path; the start page first.
fn pages(portal: &Portal, site: &Site) -> Vec<(String, u16, String)> {
    let environment = Environment::new();
    let full = site.frame == Frame::Full;
    let host = portal.url.host_str().unwrap();
    let read = |name: &str| fs::read_to_string(here("fixtures/sample").join(name)).unwrap();
    let (frame, home) = (read("page.html"), read("home.html"));
    let fill = |template: &str, title: &str| {
        let (leaders, post, deputy) = site.leaders;
        let values = context! {
            title, host, leaders, post, deputy, agency => &portal.name_vi, code => site.code, place => site.place,
            components => full, links => full,
        };
        environment.render_str(template, values).unwrap()
    };
    let titles: BTreeMap<&str, String> = site
        .pages
        .iter()
        .map(|(slug, section)| {
            let source = if *section == "trong" { *slug } else { *section };
            (*slug, fill(&title_of(&read(&format!("sections/{source}.html"))), ""))
        })
        .collect();
    let english = |slug: &str| slug.starts_with("en-");
    let href = |slug: &str| if english(slug) { format!("/en/{}", &slug[3..]) } else { format!("/{slug}") };
    let mut menu: Vec<(String, String)> =
        site.pages.iter().map(|(slug, _)| (href(slug), titles[slug].clone())).collect();
    menu.extend(site.broken.iter().map(|(slug, title, _)| (href(slug), (*title).to_owned())));
    let menu = Value::from(Serde(menu));
    let page = |title: &str, body: &str, trail: bool, lang: &str| {
        let values = context! {
            title, body, menu => &menu, trail, lang, host, agency => &portal.name_vi, search => full,
        };
        environment.render_str(&frame, values).unwrap()
    };
    let mut all = vec![("/".to_owned(), 200, page("Trang chủ", &fill(&home, ""), false, "vi"))];
    for (slug, section) in &site.pages {
        let body = fill(&read(&format!("sections/{section}.html")), &titles[slug]);
        let lang = if english(slug) { "en" } else { "vi" };
        all.push((href(slug), 200, page(&titles[slug], &body, true, lang)));
    }
    for (slug, title, status) in &site.broken {
        all.push((href(slug), *status, page(title, "<h1>Lỗi</h1><p>Không mở được trang.</p>", false, "vi")));
    }
    all
}

fn exchange(host: &str, path: &str, status: u16, body: &str, started: Timestamp) -> Exchange {
    let reason = match status {
        200 => "OK",
        403 => "Forbidden",
        500 => "Internal Server Error",
        _ => "Not Found",
    };
    Exchange {
        request_head: format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes(),
        response_head: format!(
            "HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes(),
        status,
        headers: vec![
            ("content-type".to_owned(), b"text/html; charset=utf-8".to_vec()),
            ("content-length".to_owned(), body.len().to_string().into_bytes()),
        ],
        body: body.as_bytes().to_vec(),
        truncated: None,
        remote: None,
        flaw: None,
        vouched: Vec::new(),
        started,
        took: Duration::from_millis(40),
    }
}

/// Archives the fixture's pages as a run, as a crawl would have.
#[test]
#[ignore = "writes fixtures/sample/run anew"]
fn record() {
    let folder = here("fixtures/sample/run");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let cohort = Cohort::from(here("fixtures/sample/portals.csv").to_str().unwrap());
    let mut registry = registry::load(&cohort, None).unwrap();
    "mẫu".clone_into(&mut registry.cohort);
    let mut now: Timestamp = "2026-11-20T02:00:00Z".parse().unwrap();
    let settings = Settings {
        rules_digest: rules::load(Some(&here("rules"))).unwrap().digest,
        profile: "decree-42".to_owned(),
        options: serde_json::Map::new(),
        seed: 42,
        simulated: true,
        started: now,
        since: None,
    };
    let run = Run::create(&folder, settings, &registry).unwrap();
    let recorder = run.recorder();
    for portal in &registry.portals {
        let host = portal.url.host_str().unwrap().to_owned();
        let mut visits: Vec<Step> = Vec::new();
        let (mut stop, mut home) = (StopReason::Exhausted, HomeSeen::Read);
        match portal.id.as_str() {
            "co-quan-mau-01" => {
                home = HomeSeen::Status { status: 403 };
                visits.push(("/".to_owned(), Want::Page, Ok((403, "<h1>403 Forbidden</h1>".to_owned()))));
            }
            "tinh-mau-02" => {
                (stop, home) =
                    (StopReason::Unreachable { failure: Failure::Dns }, HomeSeen::Failed { failure: Failure::Dns });
                visits.push(("/robots.txt".to_owned(), Want::Robots, Err(Failure::Dns)));
            }
            id => {
                visits.push(("/robots.txt".to_owned(), Want::Robots, Ok((404, String::new()))));
                let pages = match site(id) {
                    Some(site) => pages(portal, &site),
                    None => vec![(
                        "/".to_owned(),
                        200,
                        "<!doctype html><title>Chuyển hướng</title><h1>Cổng đã ngừng hoạt động</h1>".to_owned(),
                    )],
                };
                visits.extend(pages.into_iter().map(|(path, status, body)| (path, Want::Page, Ok((status, body)))));
            }
        }
        for (sequence, (path, want, answer)) in (0..).zip(&visits) {
            now = now.checked_add(SignedDuration::from_secs(1)).unwrap();
            let result = answer.clone().map(|(status, body)| exchange(&host, path, status, &body, now));
            let visit = Visit {
                url: portal.url.join(path).unwrap(),
                want: *want,
                at: now,
                attempts: 1,
                patience: Patience::Usual,
                took_ms: 40,
                unchanged: None,
                result,
            };
            recorder.record(&portal.id, sequence, &visit, Vec::new()).unwrap();
        }
        let asked = visits.iter().filter(|(_, want, _)| *want == Want::Page);
        let read = asked.clone().filter(|(.., answer)| matches!(answer, Ok((200, _)))).count() as u32;
        let visited = asked.clone().count() as u32;
        let end = PortalEnd {
            stop,
            home,
            pages: read,
            discovered: visited.max(1),
            visited,
            errors: (visits.len() as u32) - read - u32::from(read > 0),
            sitemap: None,
            exhausted: stop == StopReason::Exhausted,
            forbidden: 0,
            traps: 0,
        };
        recorder.end(&portal.id, &end).unwrap();
    }
    run.finish().unwrap();
    let lock = folder.join("run.lock");
    if lock.exists() {
        fs::remove_file(lock).unwrap();
    }
}
