//! A run folder: what goes in comes out, whatever happens in between.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use d42::{
    fetch::{Exchange, Failure, Ipv6, Patience, TimeoutPhase, Truncation, Want},
    registry::{Manners, Portal, PortalId, Registry, Tier},
    snapshot::{
        Before, CaptureResult, Error, FindingRow, Found, HomeSeen, HostsBefore, PaceChange, PaceReason, PortalEnd,
        Resolution, Run, SavedRun, Settings, StopReason, Visit, warc::WarcReader,
    },
};
use jiff::Timestamp;
use proptest::prelude::*;
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
        manners: Manners::default(),
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
        since: None,
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
        flaw: None,
        vouched: Vec::new(),
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
        patience: Patience::Usual,
        took_ms: 120,
        unchanged: None,
        result,
    }
}

fn page(number: u32) -> Visit {
    let body = format!("<p>Trang số {number}</p>").repeat(20);
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    visit(&format!("http://mau-01.gov.vn/{number}"), Ok(exchange(head, body.as_bytes())))
}

/// A page of 30 KB that does not deflate.
fn large_page(number: u32) -> Visit {
    let mut state = number | 1;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    let body: Vec<u8> = noise.take(30_000).collect();
    visit(&format!("http://mau-01.gov.vn/{number}"), Ok(exchange("HTTP/1.1 200 OK\r\n\r\n", &body)))
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
        visit("http://mau-01.gov.vn/1", Err(Failure::Timeout(TimeoutPhase::FirstByte))),
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
    assert_eq!(captures[2].result, CaptureResult::Failed(Failure::Timeout(TimeoutPhase::FirstByte)));
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
fn a_resumed_run_knows_how_long_a_portal_took() {
    let folder = tempfile::tempdir().unwrap();
    let portal = PortalId::new("mau-01");
    let run = Run::create(folder.path(), settings(), &registry()).unwrap();
    let recorder = run.recorder();
    for (number, millis) in [(0, 1_500), (1, 4_250)] {
        recorder.spend(&portal, Duration::from_millis(millis)).unwrap();
        recorder.record(&portal, number, &page(number), vec![]).unwrap();
    }
    assert_eq!(recorder.before(&portal), Before::default(), "an earlier session only");
    run.close().unwrap();
    let run = Run::open(folder.path()).unwrap();
    let before = run.recorder().before(&portal);
    assert_eq!(before, Before { captures: 2, lost: BTreeSet::new(), spent: Duration::from_millis(4_250), stop: None });
    assert_eq!(run.recorder().before(&PortalId::new("mau-02")), Before::default());
    run.close().unwrap();

    // A run of an earlier program, which did not count.
    let index = rusqlite::Connection::open(folder.path().join("run.sqlite")).unwrap();
    index.execute_batch("ALTER TABLE portals DROP COLUMN spent_ms").unwrap();
    drop(index);
    let run = Run::open(folder.path()).unwrap();
    assert_eq!(
        run.recorder().before(&portal),
        Before { captures: 2, lost: BTreeSet::new(), spent: Duration::ZERO, stop: None }
    );
    run.recorder().spend(&portal, Duration::from_millis(7)).unwrap();
    run.close().unwrap();
    let spent = Run::open(folder.path()).unwrap().recorder().before(&portal).spent;
    assert_eq!(spent, Duration::from_millis(7));
}

#[test]
fn a_resumed_run_knows_where_hosts_are_and_how_they_were_asked() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create(folder.path(), settings(), &registry()).unwrap();
    assert_eq!(*run.recorder().hosts(), HostsBefore::default());
    let recorder = run.recorder();
    let change = |why, seconds, until| PaceChange {
        host: "mau-01.gov.vn".to_owned(),
        at: "2026-11-24T01:00:00Z".parse().unwrap(),
        why,
        interval: Duration::from_secs(seconds),
        until,
    };
    let until = Some("2026-11-24T02:00:00Z".parse().unwrap());
    let changes = [
        change(PaceReason::CrawlDelay, 5, None),
        change(PaceReason::RetryAfter, 10, until),
        change(PaceReason::Recovered, 8, None),
    ];
    for change in &changes {
        recorder.paced(change).unwrap();
    }
    let found = Resolution {
        host: "mau-01.gov.vn".to_owned(),
        at: "2026-11-24T00:59:00Z".parse().unwrap(),
        addresses: vec!["203.0.113.7".parse().unwrap(), "2001:db8::7".parse().unwrap()],
        ipv6: Ipv6::Present,
    };
    recorder.resolved(&found).unwrap();
    let visit = page(0);
    recorder.record(&PortalId::new("mau-01"), 0, &visit, vec![]).unwrap();
    drop(recorder);
    run.close().unwrap();

    let run = Run::open(folder.path()).unwrap();
    let hosts = run.recorder().hosts().clone();
    assert!(hosts.broken_off, "no portal was ended");
    let host = visit.url.host_str().unwrap().to_owned();
    let known = hosts.known.iter().find(|known| known.host == host).unwrap();
    assert_eq!((known.last, known.broken_off), (visit.at, true));
    let saved = run.saved().unwrap();
    assert_eq!(saved.paces().unwrap(), changes);
    assert_eq!(saved.resolutions().unwrap(), [found]);
    assert_eq!((known.interval, known.crawl_delay), (Some(Duration::from_secs(8)), Some(Duration::from_secs(5))));
    assert_eq!(known.until, until);
    drop(saved);
    run.close().unwrap();

    // A run of an earlier program, which kept neither.
    let index = rusqlite::Connection::open(folder.path().join("run.sqlite")).unwrap();
    index.execute_batch("DROP TABLE pace; DROP TABLE resolutions; ALTER TABLE portals DROP COLUMN open").unwrap();
    drop(index);
    assert_eq!(SavedRun::open(folder.path()).unwrap().paces().unwrap(), []);
    assert!(Run::open(folder.path()).unwrap().recorder().hosts().broken_off, "nobody knows");
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
    run.recorder().replace_findings(vec![row("mau-01", "gone")], Vec::new()).unwrap();
    run.recorder()
        .replace_findings(vec![row("mau-01", "b"), row("mau-01", "a"), row("mau-02", "c")], Vec::new())
        .unwrap();
    assert_eq!(run.saved().unwrap().findings().unwrap(), [row("mau-02", "c"), row("mau-01", "a"), row("mau-01", "b")]);
}

/// Values of headers and bodies as servers send them, odd ones included.
fn any_exchange() -> impl Strategy<Value = Exchange> {
    let name = prop_oneof![
        "[A-Za-z][A-Za-z0-9-]{0,20}",
        Just("Transfer-Encoding".to_owned()),
        Just("X-Crawler-X-crawler-Transfer-ENCODING".to_owned()),
        Just("Content-Length".to_owned()),
        Just("x-crawler-content-length".to_owned()),
    ];
    let value = "[!-~]([ -~\u{80}-\u{ff}]{0,40}[!-~])?";
    let truncated = prop_oneof![
        Just(None),
        Just(Some(Truncation::Length)),
        Just(Some(Truncation::Time)),
        Just(Some(Truncation::Disconnect)),
    ];
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..2000),
        Just(b"\r\n\r\nWARC/1.1\r\n\r\n".to_vec()),
        "[ -~]{0,200}".prop_map(|text| text.repeat(50).into_bytes()),
    ];
    let headers = proptest::collection::vec((name, value), 0..8);
    (100..600_u16, headers, body, truncated, any::<Option<[u8; 16]>>(), 0..100_000_u64).prop_map(
        |(status, headers, body, truncated, remote, took)| {
            let mut head = format!("HTTP/1.1 {status} \r\n");
            for (name, value) in &headers {
                let _ = write!(head, "{name}: {value}\r\n");
            }
            let mut exchange = exchange(&(head + "\r\n"), &body);
            exchange.truncated = truncated;
            exchange.remote = remote.map(|address| SocketAddr::from((address, 80)));
            exchange.took = Duration::from_millis(took);
            exchange
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_exchange_is_read_back_byte_for_byte(exchanges in proptest::collection::vec(any_exchange(), 1..6)) {
        let folder = tempfile::tempdir().unwrap();
        let portal = PortalId::new("mau-01");
        let run = Run::create(folder.path(), settings(), &registry()).unwrap();
        let mut kept = Vec::new();
        for (number, exchange) in (0..).zip(exchanges) {
            let took = exchange.took.as_millis() as u32;
            let visit = Visit { took_ms: took, ..visit("http://mau-01.gov.vn/", Ok(exchange)) };
            kept.push((run.recorder().record(&portal, number, &visit, vec![]).unwrap(), visit));
        }
        let saved = run.saved().unwrap();
        for (capture, visit) in &kept {
            let read = saved.visit(capture).unwrap();
            prop_assert!(same(&read, visit), "{read:?}\n{visit:?}");
        }
    }
}

fn warc_of(folder: &Path) -> PathBuf {
    folder.join("snapshot/d42-00000.warc.gz")
}

/// A closed run with three answered visits and a failed one.
fn small_run() -> (tempfile::TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().unwrap();
    let run = write_pages(folder.path(), 3);
    let failed = visit("http://mau-01.gov.vn/x", Err(Failure::Dns));
    run.recorder().record(&PortalId::new("mau-01"), 3, &failed, vec![]).unwrap();
    run.close().unwrap();
    let bytes = fs::read(warc_of(folder.path())).unwrap();
    (folder, bytes)
}

#[test]
fn every_record_is_a_gzip_member_of_its_own() {
    let (folder, bytes) = small_run();
    let mut reader = WarcReader::open(&warc_of(folder.path())).unwrap();
    let entries: Vec<_> = reader.records().map(Result::unwrap).collect();
    let kinds: Vec<_> = entries.iter().map(|entry| entry.record.field("WARC-Type").unwrap()).collect();
    let visit = ["response", "request", "metadata"];
    assert_eq!(kinds, [&["warcinfo"][..], &visit, &visit, &visit, &["metadata"]].concat());
    for entry in &entries {
        let mut text = Vec::new();
        let member = &bytes[entry.offset as usize..entry.end as usize];
        let mut decoder = flate2::bufread::GzDecoder::new(member);
        decoder.read_to_end(&mut text).unwrap();
        assert!(text.starts_with(b"WARC/1.1\r\n") && text.ends_with(b"\r\n\r\n"));
        assert!(decoder.into_inner().is_empty(), "one member holds one whole record");
        assert_eq!(reader.record_at(entry.offset).unwrap(), *entry);
    }
    let ids: BTreeSet<_> = entries.iter().map(|entry| entry.record.field("WARC-Record-ID").unwrap()).collect();
    assert_eq!(ids.len(), entries.len());
    let located = |kind: &str| {
        let of_kind = entries.iter().filter(|entry| entry.record.field("WARC-Type") == Some(kind));
        of_kind.map(|entry| entry.record.field("WARC-IP-Address")).collect::<Vec<_>>()
    };
    assert_eq!(located("response"), located("request"), "both say which address was connected to");
    assert!(located("request").contains(&Some("192.0.2.1")));
}

#[test]
fn a_file_cut_anywhere_gives_its_whole_records_and_then_the_place_of_the_cut() {
    let (folder, bytes) = small_run();
    let whole: Vec<_> = WarcReader::open(&warc_of(folder.path())).unwrap().records().map(Result::unwrap).collect();
    for cut in 0..bytes.len() {
        let path = folder.path().join(format!("cut-{cut}"));
        fs::write(&path, &bytes[..cut]).unwrap();
        let mut reader = WarcReader::open(&path).unwrap();
        let mut read: Vec<_> = reader.records().collect();
        let begun = whole.iter().rfind(|entry| entry.offset < cut as u64 && cut as u64 != entry.end);
        if let Some(begun) = begun.filter(|begun| begun.end > cut as u64) {
            match read.pop() {
                Some(Err(Error::WarcTruncated { offset, length, .. })) => {
                    assert_eq!((offset, length), (begun.offset, cut as u64));
                }
                other => panic!("cut at {cut}: {other:?}"),
            }
        }
        let read: Vec<_> = read.into_iter().map(Result::unwrap).collect();
        assert_eq!(read, whole[..read.len()], "cut at {cut}");
        assert!(whole.get(read.len()).is_none_or(|next| next.end > cut as u64), "cut at {cut}");
    }
}

#[test]
fn a_changed_byte_never_changes_what_is_read() {
    let (folder, bytes) = small_run();
    let whole: Vec<_> = WarcReader::open(&warc_of(folder.path())).unwrap().records().map(Result::unwrap).collect();
    for place in 0..bytes.len() {
        let path = folder.path().join(format!("changed-{place}"));
        let mut bytes = bytes.clone();
        bytes[place] ^= 0x55;
        fs::write(&path, &bytes).unwrap();
        for (read, whole) in WarcReader::open(&path).unwrap().records().zip(&whole) {
            match read {
                Ok(read) => assert_eq!(read.record, whole.record, "byte {place}"),
                Err(Error::WarcDamaged { .. } | Error::WarcTruncated { .. }) => {}
                Err(other) => panic!("byte {place}: {other}"),
            }
        }
    }
}

#[test]
fn a_truncated_file_is_named_and_resume_is_advised_only_where_it_helps() {
    let (folder, bytes) = small_run();
    fs::write(warc_of(folder.path()), &bytes[..bytes.len() / 2]).unwrap();
    let message = || {
        let saved = SavedRun::open(folder.path()).unwrap();
        let captures = saved.captures(&PortalId::new("mau-01")).unwrap();
        assert!(saved.exchange(&captures[0]).is_ok());
        let errors = captures.iter().filter_map(|capture| saved.exchange(capture).err());
        errors.map(|error| error.to_string()).next().unwrap()
    };
    // All of it had reached the disk: what is gone does not come back by going on.
    let lost = message();
    assert!(lost.contains(&format!("d42-00000.warc.gz has {} bytes", bytes.len() / 2)), "{lost}");
    assert!(lost.contains("restore it from a copy") && !lost.contains("resume"), "{lost}");
    assert!(matches!(Run::open(folder.path()), Err(Error::WarcShort { .. })));
    // None of it had: the run is cut back and goes on.
    let index = rusqlite::Connection::open(folder.path().join("run.sqlite")).unwrap();
    index.execute_batch("UPDATE warc_files SET durable = 0").unwrap();
    drop(index);
    let cut = message();
    assert!(cut.contains("d42-00000.warc.gz ends in the middle of the record at offset"), "{cut}");
    assert!(cut.contains("`d42 resume`"), "{cut}");
    assert!(Run::open(folder.path()).unwrap().recovery().dropped > 0);
}

#[test]
fn an_exchanged_body_does_not_pass_for_evidence() {
    let (folder, _) = small_run();
    let (other, _) = small_run();
    let run = Run::open(other.path()).unwrap();
    run.close().unwrap();
    // Another run's file with records of the same shape at the same offsets, but other pages.
    let forged = tempfile::tempdir().unwrap();
    let run = Run::create(forged.path(), settings(), &registry()).unwrap();
    run.recorder().record(&PortalId::new("mau-01"), 0, &page(7), vec![]).unwrap();
    run.close().unwrap();
    fs::copy(warc_of(forged.path()), warc_of(folder.path())).unwrap();
    let saved = SavedRun::open(folder.path()).unwrap();
    let captures = saved.captures(&PortalId::new("mau-01")).unwrap();
    assert!(matches!(saved.exchange(&captures[0]), Err(Error::WarcDamaged { .. })));
}

#[test]
fn a_second_writer_is_refused_with_the_number_of_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let run = write_pages(folder.path(), 1);
    match Run::open(folder.path()).unwrap_err() {
        Error::Locked { pid, .. } => assert_eq!(pid, std::process::id().to_string()),
        other => panic!("{other}"),
    }
    // Readers are welcome, and the lock file of a run that has ended is no obstacle.
    SavedRun::open(folder.path()).unwrap();
    run.close().unwrap();
    assert!(folder.path().join("run.lock").exists());
    Run::open(folder.path()).unwrap();
}

#[test]
fn a_run_of_another_format_is_refused_naming_both() {
    let (folder, _) = small_run();
    let manifest = folder.path().join("run.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, r#"{"format": 9, "d42": "7.0.0", "unheard": true}"#).unwrap();
    for error in [Run::open(folder.path()).unwrap_err(), SavedRun::open(folder.path()).unwrap_err()] {
        let message = error.to_string();
        assert!(message.contains("in run format 9 by d42 7.0.0"), "{message}");
        assert!(message.contains("reads run format 2"), "{message}");
    }
    fs::write(&manifest, text.replace("\"seed\"", "\"sed\"")).unwrap();
    let message = SavedRun::open(folder.path()).unwrap_err().to_string();
    assert!(message.contains("run.json") && message.contains("unknown field `sed`"), "{message}");
    fs::write(&manifest, &text).unwrap();
    let index = rusqlite::Connection::open(folder.path().join("run.sqlite")).unwrap();
    index.pragma_update(None, "user_version", 3).unwrap();
    drop(index);
    assert!(matches!(SavedRun::open(folder.path()), Err(Error::OtherFormat { found: 3, reads: 2, .. })));
}

#[test]
fn what_is_no_run_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(SavedRun::open(folder.path()), Err(Error::NotARun { .. })));
    assert!(matches!(Run::open(&folder.path().join("none")), Err(Error::NotARun { .. })));
    assert!(!folder.path().join("none").exists(), "looking leaves nothing behind");
    fs::write(folder.path().join("thesis.doc"), "").unwrap();
    assert!(matches!(Run::create(folder.path(), settings(), &registry()), Err(Error::Occupied { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_run_is_read_where_nothing_can_be_written() {
    let (folder, _) = small_run();
    // What a folder without permission to write comes to, also for the superuser: SQLite cannot set up its memory.
    fs::create_dir(folder.path().join("run.sqlite-shm")).unwrap();
    let saved = SavedRun::open(folder.path()).unwrap();
    assert_eq!(saved.captures(&PortalId::new("mau-01")).unwrap().len(), 4);
}

/// Re-runs this test binary as a process of its own that runs `test` on `folder`, started through `shell`.
#[cfg(unix)]
fn child(test: &str, folder: &Path, shell: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{shell} exec \"$0\" \"$@\"")).arg(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("snapshot::{test}"), "--ignored", "--nocapture", "--test-threads=1"]);
    command.env("D42_TEST_RUN", folder).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

#[test]
#[ignore = "the child of the tests below, not a test"]
fn child_that_records_until_it_cannot() {
    let Some(folder) = std::env::var_os("D42_TEST_RUN").map(PathBuf::from) else { return };
    let portal = PortalId::new("mau-01");
    let run = Run::open(&folder).unwrap();
    let recorder = run.recorder();
    let make = if std::env::var_os("D42_TEST_LARGE").is_some() { large_page } else { page };
    let first = run.saved().unwrap().captures(&portal).unwrap().len() as u32;
    for number in first..first + 100_000 {
        let step = || {
            recorder.record(&portal, number, &make(number), vec![])?;
            // Some are left to the writer's own pace, so that a kill also meets work in progress.
            if number % 3 == 0 { recorder.flush() } else { Ok(()) }
        };
        match step() {
            Ok(()) if number % 3 == 0 => println!("kept {number}"),
            Ok(()) => {}
            Err(error) => {
                println!("error {error:?}");
                return;
            }
        }
    }
}

/// Everything up to `kept` is there once, in order and readable; gives the number of captures.
#[cfg(unix)]
fn assert_whole(folder: &Path, kept: u32, make: fn(u32) -> Visit) -> u32 {
    let portal = PortalId::new("mau-01");
    let run = Run::open(folder).unwrap();
    let saved = run.saved().unwrap();
    let captures = saved.captures(&portal).unwrap();
    assert!(captures.len() as u32 > kept, "{} captures, but number {kept} was acknowledged", captures.len());
    for (number, capture) in (0..).zip(&captures) {
        assert_eq!(capture.sequence, number);
        assert!(same(&saved.visit(capture).unwrap(), &make(number)), "capture {number}");
    }
    let mut reader = WarcReader::open(&warc_of(folder)).unwrap();
    assert_eq!(reader.records().map(Result::unwrap).count(), 1 + 3 * captures.len(), "nothing twice, nothing half");
    captures.len() as u32
}

#[cfg(unix)]
fn last_kept(lines: impl Iterator<Item = String>) -> Option<u32> {
    lines.filter_map(|line| line.split("kept ").nth(1)?.trim().parse().ok()).last()
}

#[test]
#[cfg(unix)]
fn a_killed_writer_loses_nothing_that_was_acknowledged_and_repeats_nothing() {
    let folder = tempfile::tempdir().unwrap();
    write_pages(folder.path(), 0).close().unwrap();
    // One run, killed again and again, each time after another number of acknowledgements.
    for acknowledged in [1, 2, 5, 11, 23] {
        let mut child = child("child_that_records_until_it_cannot", folder.path(), "").spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let kept = last_kept(lines.filter(|line| line.contains("kept ")).take(acknowledged)).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_whole(folder.path(), kept, page);
    }
}

#[test]
#[cfg(unix)]
fn a_full_disk_ends_the_run_with_its_name_and_keeps_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    write_pages(folder.path(), 0).close().unwrap();
    // Files may grow to 400 KB; the signal that would kill the process is ignored, so writing fails instead.
    let output = child("child_that_records_until_it_cannot", folder.path(), "trap '' XFSZ; ulimit -f 800;")
        .env("D42_TEST_LARGE", "yes")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("error DiskFull"), "{text}");
    let kept = last_kept(text.lines().map(str::to_owned)).unwrap();
    let captures = assert_whole(folder.path(), kept, large_page);
    // With space again, the run goes on.
    let run = Run::open(folder.path()).unwrap();
    run.recorder().record(&PortalId::new("mau-01"), captures, &large_page(captures), vec![]).unwrap();
    run.close().unwrap();
    assert_whole(folder.path(), captures, large_page);
}
