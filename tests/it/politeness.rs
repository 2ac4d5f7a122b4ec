//! The account for administrators: what `d42 politeness` says of a stored run, in every form.

use std::{fs, path::Path, time::Duration};

use crate::cli::d42;
use d42::{
    audit::RunOptions,
    cli::Exit,
    fetch::{Exchange, Failure, Ipv6, Patience, TimeoutPhase, Want},
    politeness::v1,
    registry::{Authorisation, Manners, Portal, PortalId, Registry},
    report::Lang,
    snapshot::{PaceChange, PaceReason, Resolution, Retried, Run, SavedRun, Settings, Visit},
};
use jiff::{SignedDuration, Timestamp};

fn begin() -> Timestamp {
    "2026-11-23T19:00:00Z".parse().unwrap()
}

fn after(seconds: i64) -> Timestamp {
    begin() + SignedDuration::from_secs(seconds)
}

fn portal(name: &str, manners: Manners) -> Portal {
    Portal {
        id: PortalId::new(name),
        tier: None,
        name_vi: format!("Bộ {name}"),
        name_en: String::new(),
        url: format!("https://{name}.gov.vn/").parse().unwrap(),
        domains: vec![format!("{name}.gov.vn")],
        languages: Vec::new(),
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners,
    }
}

fn visit(host: &str, path: &str, at: i64, attempts: u32, result: Result<(u16, &str), Failure>) -> Visit {
    let want = match path {
        "/robots.txt" => Want::Robots,
        _ => Want::Page,
    };
    let result = result.map(|(status, body)| Exchange {
        request_head: b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        response_head: format!("HTTP/1.1 {status} Mau\r\n\r\n").into_bytes(),
        status,
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
        truncated: None,
        flaw: None,
        vouched: Vec::new(),
        remote: Some("203.0.113.7:443".parse().unwrap()),
        started: after(at),
        took: Duration::from_millis(80),
    });
    let url = format!("https://{host}{path}").parse().unwrap();
    Visit { url, want, at: after(at), attempts, patience: Patience::Usual, took_ms: 80, unchanged: None, result }
}

/// A run over two portals on one address: one treated as usual, with a bad hour, one apart.
fn stored() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let apart = Manners {
        quiet_hours: "07:00-18:00".parse().ok(),
        reason: "đề nghị của Bộ".to_owned(),
        robots: Authorisation::parse("12/VPMP; 2026-10-12"),
        ..Manners::default()
    };
    let portals = vec![portal("mau-01", Manners::default()), portal("mau-02", apart)];
    let registry = Registry { cohort: "2026".to_owned(), portals, digest: String::new() };
    let settings = Settings {
        rules_digest: String::new(),
        profile: "decree-42".to_owned(),
        options: RunOptions::new("mailto:audit@example.org".to_owned()).to_map(),
        seed: 0,
        simulated: false,
        started: begin(),
        since: None,
    };
    let run = Run::create(&folder.path().join("run"), settings, &registry).unwrap();
    let recorder = run.recorder();
    let robots = "User-agent: *\nDisallow: /cam\nCrawl-delay: 2\n";
    let timeout = Err(Failure::Timeout(TimeoutPhase::Body));
    let first = [
        visit("mau-01.gov.vn", "/robots.txt", 0, 1, Ok((200, robots))),
        visit("mau-01.gov.vn", "/", 2, 1, Ok((200, "<p>Trang"))),
        visit("mau-01.gov.vn", "/a", 4, 1, Ok((404, ""))),
        visit("mau-01.gov.vn", "/b", 20, 2, Ok((200, "<p>Trang"))),
        visit("mau-01.gov.vn", "/c", 30, 1, timeout),
    ];
    for (number, visit) in (0..).zip(&first) {
        recorder.record(&PortalId::new("mau-01"), number, visit, Vec::new()).unwrap();
    }
    let second = [
        visit("mau-02.gov.vn", "/robots.txt", 1, 1, Ok((404, ""))),
        visit("mau-02.gov.vn", "/", 3, 1, Ok((200, "<p>Trang"))),
    ];
    for (number, visit) in (0..).zip(&second) {
        recorder.record(&PortalId::new("mau-02"), number, visit, Vec::new()).unwrap();
    }
    let host = || "mau-01.gov.vn".to_owned();
    recorder.retried(&Retried { host: host(), at: after(6), ended: Ok(503) }).unwrap();
    let change = |seconds, why, interval, rest: Option<i64>| PaceChange {
        host: host(),
        at: after(seconds),
        why,
        interval: Duration::from_secs(interval),
        until: rest.map(|rest| after(seconds + rest)),
    };
    for change in [
        change(0, PaceReason::CrawlDelay, 2, None),
        change(6, PaceReason::PushedBack, 4, None),
        change(6, PaceReason::RetryAfter, 4, Some(14)),
    ] {
        recorder.paced(&change).unwrap();
    }
    let addresses = vec!["203.0.113.7".parse().unwrap(), "2001:db8::7".parse().unwrap()];
    recorder.resolved(&Resolution { host: host(), at: after(0), addresses, ipv6: Ipv6::Present }).unwrap();
    drop(recorder);
    run.finish().unwrap();
    // The end of a run is the clock's; a report of it would differ from day to day.
    let path = folder.path().join("run/run.json");
    let manifest = fs::read_to_string(&path).unwrap();
    let finished = regex::Regex::new(r#""finished": "[^"]*""#).unwrap();
    fs::write(&path, finished.replace(&manifest, r#""finished": "2026-11-23T19:01:00Z""#).as_ref()).unwrap();
    folder
}

fn path(folder: &tempfile::TempDir) -> String {
    folder.path().join("run").display().to_string()
}

#[test]
fn the_account_says_how_every_host_was_asked_in_both_languages() {
    let folder = stored();
    for lang in ["vi", "en"] {
        let (exit, stdout, stderr) = d42(&["politeness", &path(&folder), "--lang", lang]);
        assert_eq!((exit, stderr.as_str()), (Exit::Done, ""));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("politeness__{lang}"), stdout);
        });
    }
}

#[test]
fn the_figures_are_those_of_the_requests() {
    let folder = stored();
    let account = d42::politeness::account(&SavedRun::open(&folder.path().join("run")).unwrap()).unwrap();
    assert_eq!(
        account.hosts.iter().map(|host| host.host.as_str()).collect::<Vec<_>>(),
        ["mau-01.gov.vn", "mau-02.gov.vn"]
    );
    let first = &account.hosts[0];
    assert_eq!((first.requests, first.untimed, first.errors), (6, 0, 2), "the retry counts, and a 404 is no error");
    assert_eq!(first.peak, v1::Peak { busiest_minute: 6, shortest_gap_ms: Some(2000), longest_burst: 1 });
    assert_eq!(first.crawl_delay_ms, Some(2000));
    assert_eq!(first.outcomes[0].kind, "200");
    let second = &account.hosts[1];
    assert_eq!((second.quiet_hours.as_deref(), second.in_quiet_hours), (Some("07:00-18:00"), 0));
    assert_eq!(second.robots[0].answer, v1::RobotsAnswer::None);
    assert!(second.manners[1].en.contains("12/VPMP"), "{:?}", second.manners);
    let shared = &account.shared[0];
    assert_eq!((shared.address.as_str(), shared.hosts.len(), shared.requests), ("203.0.113.7", 2, 8));
    assert_eq!(shared.peak.shortest_gap_ms, Some(1000));
}

#[test]
fn json_is_valid_against_its_committed_schema() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/politeness.schema.json");
    let schema = serde_json::to_value(v1::Politeness::schema()).unwrap();
    let wanted = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("D42_UPDATE").is_some() {
        fs::write(&committed, &wanted).unwrap();
    }
    assert_eq!(fs::read_to_string(&committed).unwrap(), wanted, "run with D42_UPDATE=1 and review the difference");
    let folder = stored();
    let (exit, stdout, _) = d42(&["politeness", &path(&folder), "--format", "json"]);
    assert_eq!(exit, Exit::Done);
    let value: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let read: v1::Politeness = serde_json::from_value(value).unwrap();
    assert_eq!(read.run.user_agent.as_deref().map(|agent| agent.ends_with("(+mailto:audit@example.org)")), Some(true));
}

#[test]
fn one_page_answers_for_one_host_and_loads_nothing() {
    let folder = stored();
    let page = folder.path().join("tra-loi.html");
    let target = page.display().to_string();
    let (exit, stdout, stderr) = d42(&["politeness", &path(&folder), "--host", "mau-01.gov.vn", "--out", &target]);
    assert_eq!((exit, stdout.as_str(), stderr.as_str()), (Exit::Done, "", ""));
    let html = fs::read_to_string(&page).unwrap();
    assert!(
        html.contains("<html lang=\"vi\">")
            && html.contains("default-src &#x27;none&#x27;") | html.contains("default-src 'none'")
    );
    assert!(html.contains("<h2>mau-01.gov.vn</h2>") && !html.contains("<h2>mau-02.gov.vn</h2>"));
    assert!(html.contains("Retry-After") && html.contains("203.0.113.7"));
    for foreign in ["<script", "src=", "@import", "url("] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    let account = d42::politeness::account(&SavedRun::open(&folder.path().join("run")).unwrap()).unwrap();
    let once = d42::politeness::html::write(&account, Lang::En).unwrap();
    assert_eq!(once, d42::politeness::html::write(&account, Lang::En).unwrap());

    let (exit, _, stderr) = d42(&["politeness", &path(&folder), "--host", "mau-1.gov.vn", "--lang", "en"]);
    assert_eq!(exit, Exit::Usage);
    assert!(stderr.contains("mau-01.gov.vn"), "{stderr}");
}

#[test]
fn a_run_of_an_earlier_program_has_an_account_too() {
    let folder = stored();
    let index = rusqlite::Connection::open(folder.path().join("run/run.sqlite")).unwrap();
    index.execute_batch("DROP TABLE pace; DROP TABLE resolutions; DROP TABLE retries").unwrap();
    drop(index);
    let account = d42::politeness::account(&SavedRun::open(&folder.path().join("run")).unwrap()).unwrap();
    assert_eq!((account.hosts[0].requests, account.hosts[0].untimed), (6, 1), "its time is not known, its number is");
    let said = d42::politeness::text::write(&account, Lang::En);
    assert!(said.contains("1 of them retries whose time was not noted"), "{said}");
}
