//! A run folder: what goes in comes out, whatever happens in between.

use std::{net::SocketAddr, path::Path, time::Duration};

use d42::{
    fetch::{Exchange, Failure, TimeoutPhase, Truncation, Want},
    registry::{Portal, PortalId, Registry, Tier},
    snapshot::{
        CaptureResult, Error, FindingRow, Found, HomeSeen, PortalEnd, Run, SavedRun, Settings, StopReason, Visit,
    },
};
use jiff::Timestamp;
use url::Url;

fn registry() -> Registry {
    let portal = |id: &str, tier| Portal {
        id: PortalId::new(id),
        tier,
        name_vi: format!("Tỉnh Mẫu {id}"),
        name_en: String::new(),
        url: format!("http://{id}.gov.vn/").parse().unwrap(),
        domains: vec![format!("{id}.gov.vn")],
        languages: vec!["vi".to_owned()],
        note: "ghi chú".to_owned(),
        predecessors: vec![PortalId::new("old")],
        merged: None,
    };
    Registry {
        cohort: "2024".to_owned(),
        portals: vec![portal("mau-02", Some(Tier::Province)), portal("mau-01", None)],
        digest: "ab".repeat(32),
    }
}

fn settings() -> Settings {
    Settings {
        rules_digest: "cd".repeat(32),
        profile: "decree-42".to_owned(),
        options: serde_json::Map::new(),
        seed: 42,
        simulated: true,
        started: Timestamp::UNIX_EPOCH,
    }
}

fn exchange(head: &str, body: &[u8]) -> Exchange {
    let headers = head
        .lines()
        .skip(1)
        .map_while(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().as_bytes().to_vec()))
        .collect();
    Exchange {
        request_head: b"GET / HTTP/1.1\r\nHost: mau-01.gov.vn\r\n\r\n".to_vec(),
        response_head: head.as_bytes().to_vec(),
        status: head[9..12].parse().unwrap(),
        headers,
        body: body.to_vec(),
        truncated: None,
        remote: Some(SocketAddr::from(([192, 0, 2, 1], 443))),
        started: "2026-11-23T08:00:00.123456789Z".parse().unwrap(),
        took: Duration::from_millis(120),
    }
}

fn visit(url: &str, result: Result<Exchange, Failure>) -> Visit {
    Visit {
        url: url.parse().unwrap(),
        want: Want::Page,
        at: "2026-11-23T08:00:00.123456789Z".parse().unwrap(),
        attempts: 1,
        took_ms: 120,
        result,
    }
}

fn page(number: u32) -> Visit {
    let body = format!("<p>Trang số {number}</p>").repeat(20);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    visit(&format!("http://mau-01.gov.vn/{number}"), Ok(exchange(head, body.as_bytes())))
}

fn same(left: &Visit, right: &Visit) -> bool {
    format!("{left:?}") == format!("{right:?}")
}

fn end() -> PortalEnd {
    PortalEnd {
        stop: StopReason::Unreachable { failure: Failure::Timeout(TimeoutPhase::Connect) },
        home: HomeSeen::Status { status: 503 },
        pages: 1,
        discovered: 2,
        visited: 3,
        errors: 4,
        sitemap: Some(5),
        exhausted: true,
        forbidden: 6,
        traps: 7,
    }
}

fn write_pages(folder: &Path, count: u32) -> Run {
    let run = Run::create(folder, settings(), &registry()).unwrap();
    let recorder = run.recorder();
    for number in 0..count {
        recorder.record(&PortalId::new("mau-01"), number, &page(number), vec![]).unwrap();
    }
    run
}

#[test]
fn what_was_recorded_is_read_back_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let portal = PortalId::new("mau-01");
    let run = Run::create(folder.path(), settings(), &registry()).unwrap();
    let recorder = run.recorder();
    let mut cut = exchange("HTTP/1.1 404 Not Found\r\nX-Crawler-transfer-encoding: a\r\n\r\n", &[0, 255, b'\r', b'\n']);
    cut.truncated = Some(Truncation::Disconnect);
    cut.remote = None;
    let visits = [
        page(0),
        visit("http://mau-01.gov.vn/?a=b&c=%C3%A1", Ok(cut)),
        visit("http://mau-01.gov.vn/1", Err(Failure::Timeout(TimeoutPhase::Read))),
        visit("http://mau-01.gov.vn/2", Ok(exchange("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", b""))),
        page(0),
    ];
    let found =
        Found { url: "http://mau-01.gov.vn/x".parse().unwrap(), label: "Mục".into(), depth: 1, worth: "wanted" };
    let mut captures = Vec::new();
    for (sequence, visit) in (0..).zip(&visits) {
        captures.push(recorder.record(&portal, sequence, visit, vec![found.clone()]).unwrap());
    }
    recorder.end(&portal, &end()).unwrap();
    run.finish().unwrap();

    let saved = SavedRun::open(folder.path()).unwrap();
    assert!(saved.manifest().finished.is_some());
    assert_eq!(saved.captures(&portal).unwrap(), captures);
    assert_eq!(captures[2].result, CaptureResult::Failed(Failure::Timeout(TimeoutPhase::Read)));
    assert_eq!(captures[4].id.to_string(), "mau-01/000004");
    for (capture, visit) in captures.iter().zip(&visits) {
        assert!(same(&saved.visit(capture).unwrap(), visit), "{capture:?}");
    }
    assert!(matches!(saved.exchange(&captures[2]), Err(Error::NotAnswered { .. })));
    assert_eq!(saved.end(&portal).unwrap(), Some(end()));
    assert_eq!(saved.end(&PortalId::new("mau-02")).unwrap(), None);
    let registry = registry();
    assert_eq!(saved.registry().unwrap().portals, registry.portals);
}

#[test]
fn a_resumed_run_remembers_every_attempt_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let portal = PortalId::new("mau-01");
    let run = write_pages(folder.path(), 2);
    let mut again = page(0);
    again.attempts = 3;
    run.recorder().record(&portal, 2, &again, vec![]).unwrap();
    assert!(run.recorder().earlier(&portal, &again.url, Want::Page, 0).unwrap().is_none(), "seen in this session");
    run.close().unwrap();

    let run = Run::open(folder.path()).unwrap();
    assert_eq!(run.recovery(), d42::snapshot::Recovery::default());
    let recorder = run.recorder();
    let attempt = |again| recorder.earlier(&portal, &page(0).url, Want::Page, again).unwrap();
    assert!(same(&attempt(0).unwrap().1, &page(0)));
    assert_eq!(attempt(1).unwrap().0.sequence, 2);
    assert!(same(&attempt(1).unwrap().1, &again));
    assert!(attempt(2).is_none());
    assert!(recorder.earlier(&portal, &page(0).url, Want::Robots, 0).unwrap().is_none());
    assert!(recorder.earlier(&portal, &Url::parse("http://b.gov.vn/").unwrap(), Want::Page, 0).unwrap().is_none());
}

#[test]
fn a_judgement_replaces_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create(folder.path(), settings(), &registry()).unwrap();
    let row = |portal: &str, requirement: &str| FindingRow {
        portal: portal.to_owned(),
        requirement: requirement.to_owned(),
        outcome: "passed".to_owned(),
        reason: "{}".to_owned(),
        evidence: None,
        search: "{}".to_owned(),
        basis: "[]".to_owned(),
        holds_today: "yes".to_owned(),
        note: None,
    };
    run.recorder().replace_findings(vec![row("mau-01", "gone")]).unwrap();
    run.recorder().replace_findings(vec![row("mau-01", "b"), row("mau-01", "a"), row("mau-02", "c")]).unwrap();
    assert_eq!(run.saved().unwrap().findings().unwrap(), [row("mau-02", "c"), row("mau-01", "a"), row("mau-01", "b")]);
}
