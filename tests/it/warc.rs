//! What servers send and what the archive then holds, chunked, compressed and cut answers included: read back here, and by
//! the tools of others (`tests/warc/replay.py`), which also replay it.

use std::{fs, io::Write as _, path::Path, process::Command, time::Duration};

use d42::{
    fetch::{Exchange, Fetch as _, FetchRequest, HttpFetcher, Patience, Truncation, Want},
    registry::{Manners, Portal, PortalId, Registry},
    snapshot::{
        Capture, CaptureResult, Run, SavedRun, Settings, Visit,
        warc::{Kind, Record, WarcReader},
    },
};
use jiff::Timestamp;

use crate::server::{Answer, Asked, Server, bare, options};

const HOST: &str = "mau-01.gov.vn";

/// One answer, and what must be kept of it.
struct Case {
    path: &'static str,
    answer: Answer,
    /// The body without its transfer coding, as far as it comes.
    payload: Vec<u8>,
    status: u16,
    /// What the kept head may say of its length.
    length: Option<usize>,
    truncated: Option<Truncation>,
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// `body` in chunks of 7 bytes and more, with an extension and a trailer.
fn chunked(head: &str, body: &[u8]) -> Answer {
    let mut bytes = format!("HTTP/1.1 {head}\r\nTransfer-Encoding: chunked\r\n\r\n").into_bytes();
    for (number, chunk) in body.chunks(7.max(body.len() / 3)).enumerate() {
        let extension = if number == 0 { ";name=value" } else { "" };
        bytes.extend(format!("{:x}{extension}\r\n", chunk.len()).as_bytes());
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\nX-Trailer: end\r\n\r\n");
    Answer::Raw(bytes)
}

/// Half of what is announced, then `end`.
fn half(body: &[u8], end: fn(Vec<u8>) -> Answer) -> Answer {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n", 2 * body.len());
    end([head.as_bytes(), body].concat())
}

fn cases() -> Vec<Case> {
    let page = "<html><title>Cơ cấu tổ chức</title><p>Đơn vị trực thuộc</p></html>".repeat(20).into_bytes();
    let every_byte: Vec<u8> = (0..=255_u8).cycle().take(5_000).collect();
    let large: Vec<u8> = b"<p>r\xe1\xba\xa5t d\xc3\xa0i</p>".iter().copied().cycle().take(150_000).collect();
    let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
    let coded = "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip";
    let case = |path, answer, payload: &[u8]| Case {
        path,
        answer,
        payload: payload.to_vec(),
        status: 200,
        length: None,
        truncated: None,
    };
    vec![
        Case { length: Some(page.len()), ..case("/plain", Answer::Page(html, page.clone()), &page) },
        case("/chunked", chunked(html, &page), &page),
        Case { length: Some(gzip(&page).len()), ..case("/compressed", Answer::Page(coded, gzip(&page)), &gzip(&page)) },
        case("/compressed-and-chunked", chunked(coded, &gzip(&page)), &gzip(&page)),
        case("/bytes", chunked("200 OK\r\nContent-Type: application/octet-stream", &every_byte), &every_byte),
        case(
            "/until-it-closes",
            Answer::Raw([b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".as_slice(), &page].concat()),
            &page,
        ),
        Case {
            truncated: Some(Truncation::Length),
            ..case("/cut", Answer::Page(html, large.clone()), &large[..100_000])
        },
        Case {
            truncated: Some(Truncation::Length),
            ..case("/cut-and-chunked", chunked(html, &large), &large[..100_000])
        },
        Case { truncated: Some(Truncation::Disconnect), ..case("/broken-off", half(&page, Answer::Raw), &page) },
        Case { truncated: Some(Truncation::Time), ..case("/silent", half(&page, Answer::Silence), &page) },
        Case {
            status: 302,
            length: Some(0),
            ..case("/moved", Answer::Page("302 Found\r\nLocation: /plain", Vec::new()), b"")
        },
        Case {
            status: 404,
            length: Some(4),
            ..case("/missing", Answer::Page("404 Not Found\r\nContent-Type: text/html", b"<p>0".to_vec()), b"<p>0")
        },
        Case {
            length: Some(2),
            ..case(
                "/with-names-of-ours",
                Answer::Page("200 OK\r\nX-Crawler-Content-Length: 9\r\nX-Crawler-Transfer-Encoding: x", b"<p".to_vec()),
                b"<p",
            )
        },
    ]
}

fn create(folder: &Path) -> Run {
    let portal = Portal {
        id: PortalId::new("mau-01"),
        tier: None,
        name_vi: "Tỉnh Mẫu 01".to_owned(),
        name_en: String::new(),
        url: format!("http://{HOST}/").parse().unwrap(),
        domains: vec![HOST.to_owned()],
        languages: vec![],
        note: String::new(),
        predecessors: vec![],
        merged: None,
        manners: Manners::default(),
    };
    let settings = Settings {
        rules_digest: String::new(),
        profile: "decree-42".to_owned(),
        options: serde_json::Map::new(),
        seed: 1,
        simulated: true,
        started: "2026-11-23T08:00:00Z".parse().unwrap(),
        since: None,
    };
    Run::create(folder, settings, &Registry { cohort: "2024".to_owned(), portals: vec![portal], digest: String::new() })
        .unwrap()
}

/// Asks a server on loopback for every case and keeps the answers in a run in `folder`.
async fn record(folder: &Path, cases: Vec<Case>) -> Vec<(Visit, Case)> {
    let answers: Vec<_> = cases.iter().map(|case| (case.path, case.answer.clone())).collect();
    let server = Server::start(move |asked| {
        answers.iter().find(|(path, _)| *path == asked.path).map(|(_, answer)| answer.clone()).unwrap()
    })
    .await;
    let mut limits = options();
    limits.read = Duration::from_millis(800);
    let fetcher = HttpFetcher::new(limits, server.network(&[HOST])).unwrap();
    let run = create(folder);
    let mut kept = Vec::new();
    for (number, case) in (0..).zip(cases) {
        let url: url::Url = format!("http://{HOST}{}", case.path).parse().unwrap();
        let request = FetchRequest {
            extra: None,
            portal: PortalId::new("mau-01"),
            url: url.clone(),
            want: Want::Page,
            cookie: None,
            patience: Patience::Usual,
            validators: None,
        };
        let result = fetcher.fetch(&request).await;
        let at = result.as_ref().map_or(Timestamp::UNIX_EPOCH, |exchange| exchange.started);
        let visit = Visit {
            url,
            want: Want::Page,
            at,
            attempts: 1,
            patience: Patience::Usual,
            took_ms: 1,
            unchanged: None,
            result,
        };
        run.recorder().record(&PortalId::new("mau-01"), number, &visit, vec![]).unwrap();
        kept.push((visit, case));
    }
    run.close().unwrap();
    kept
}

#[tokio::test]
async fn what_a_server_sent_is_what_the_archive_says_it_sent() {
    let folder = tempfile::tempdir().unwrap();
    let kept = record(folder.path(), cases()).await;
    let mut reader = WarcReader::open(&folder.path().join("snapshot/d42-00000.warc.gz")).unwrap();
    let records: Vec<_> = reader.records().map(|entry| entry.unwrap().record).collect();
    let responses: Vec<_> = records.iter().filter(|record| record.kind == Kind::Response).collect();
    assert_eq!(responses.len(), kept.len());
    for ((visit, case), response) in kept.iter().zip(responses) {
        let exchange = visit.result.as_ref().unwrap();
        let end = response.block.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        let (head, payload) = response.block.split_at(end);
        assert_eq!(payload, case.payload, "{}", case.path);
        assert_eq!((exchange.status, exchange.truncated), (case.status, case.truncated), "{}", case.path);
        assert_eq!(response.field("WARC-Target-URI"), Some(visit.url.as_str()));
        let head = String::from_utf8(head.to_vec()).unwrap();
        let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        assert_eq!(header("transfer-encoding"), None, "{}: {head}", case.path);
        let length = case.length.map(|length| length.to_string());
        assert_eq!(header("content-length"), length.as_deref(), "{}: {head}", case.path);
        let dates: Vec<_> = records
            .iter()
            .filter(|record| record.field("WARC-Target-URI") == Some(visit.url.as_str()))
            .map(|record| record.field("WARC-Date").unwrap())
            .collect();
        assert!(dates.len() == 3 && dates.iter().all(|date| *date == dates[0]), "{dates:?}");
    }
    let of = |path: &str| kept.iter().find(|(_, case)| case.path == path).map(|(visit, _)| visit).unwrap();
    let sent = |path: &str| String::from_utf8(of(path).result.as_ref().unwrap().response_head.clone()).unwrap();
    assert!(sent("/chunked").contains("\r\ntransfer-encoding: chunked\r\n"), "in memory the head is as it came");
    assert!(sent("/broken-off").contains("\r\ncontent-length: "), "{}", sent("/broken-off"));
}

/// What the tools of others must find of a visit.
fn expected(visit: &Visit, kind: &str, payload: &[u8], refers_to: Option<Timestamp>) -> serde_json::Value {
    let exchange = visit.result.as_ref().unwrap();
    let truncated = serde_json::to_value(exchange.truncated).unwrap();
    serde_json::json!({
        "url": visit.url,
        "date": exchange.started.to_string(),
        "kind": kind,
        "status": exchange.status,
        "payload": payload.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")),
        "length": exchange.header("content-length").filter(|length| *length == payload.len().to_string()),
        // Content that is left off for its digest says so by the same field.
        "truncated": if refers_to.is_some() && visit.unchanged.is_none() { "length".into() } else { truncated },
        "refers_to": refers_to.map(|date| date.to_string()),
    })
}

/// Lets the tools of others read and replay the archive of the run in `folder`, and gives what they say.
fn replay(python: &str, folder: &Path, expected: &[serde_json::Value]) -> String {
    let warcs = folder.join("snapshot");
    let lines = expected.iter().fold(String::new(), |lines, line| lines + &format!("{line}\n"));
    fs::write(warcs.join("expected.jsonl"), lines).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/warc/replay.py");
    let replay = Command::new(python).arg(script).arg(&warcs).output().unwrap();
    let said = String::from_utf8_lossy(&replay.stdout).into_owned() + &String::from_utf8_lossy(&replay.stderr);
    assert!(replay.status.success(), "{said}");
    said
}

#[tokio::test]
async fn the_tools_of_others_read_and_replay_the_archive() {
    let Some(python) = std::env::var("D42_WARC_PYTHON").ok() else {
        eprintln!(
            "skipped: the_tools_of_others_read_and_replay_the_archive (name a Python with tests/warc/requirements.txt in \
             D42_WARC_PYTHON)"
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let kept = record(folder.path(), cases()).await;
    let lines: Vec<_> = kept.iter().map(|(visit, case)| expected(visit, "response", &case.payload, None)).collect();
    eprintln!("{}", replay(&python, folder.path(), &lines).trim());

    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let lines = follow(first.path(), second.path()).await;
    eprintln!("{}", replay(&python, second.path(), &lines).trim());
}

/// A long page, and the head of an answer that is marked.
fn long_page() -> Vec<u8> {
    "<html><title>Thủ tục hành chính</title><p>Danh mục thủ tục</p></html>".repeat(60).into_bytes()
}

/// Answers with marks and, to who knows them, that nothing has changed.
fn marked(asked: &Asked) -> Answer {
    let known = asked.header("if-none-match") == Some("\"a\"") || asked.header("if-modified-since").is_some();
    match asked.path.as_str() {
        _ if known => bare("304 Not Modified\r\nETag: \"a\"\r\nSet-Cookie: session=new"),
        "/tagged" => {
            chunked("200 OK\r\nContent-Type: text/html\r\nETag: \"a\"\r\nSet-Cookie: session=old", &long_page())
        }
        "/dated" => chunked(
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nLast-Modified: Mon, 23 Nov 2026 00:00:00 GMT",
            &gzip(&long_page()),
        ),
        _ => Answer::Page("200 OK\r\nContent-Type: text/html\r\nX-Made: anew", long_page()),
    }
}

/// Visits `paths` for `run` and gives what was kept.
async fn visit_all(run: &Run, fetcher: &HttpFetcher, paths: &[&str]) -> Vec<(Visit, Capture)> {
    let portal = PortalId::new("mau-01");
    let mut kept = Vec::new();
    for (number, path) in (0..).zip(paths) {
        let url: url::Url = format!("http://{HOST}{path}").parse().unwrap();
        let recorder = run.recorder();
        let request = FetchRequest {
            extra: None,
            portal: portal.clone(),
            url: url.clone(),
            want: Want::Page,
            cookie: None,
            patience: Patience::Usual,
            validators: recorder.known(&portal, &url, Want::Page).unwrap(),
        };
        let exchange = Exchange { took: Duration::from_millis(1), ..fetcher.fetch(&request).await.unwrap() };
        let (at, status) = (exchange.started, exchange.status);
        let (attempts, patience, result) = (1, Patience::Usual, Ok(exchange));
        let mut visit = Visit { url, want: Want::Page, at, attempts, patience, took_ms: 1, unchanged: None, result };
        if status == 304 {
            visit = recorder.confirmed(&portal, &visit).unwrap();
        }
        let capture = recorder.record(&portal, number, &visit, vec![]).unwrap();
        kept.push((visit, capture));
    }
    kept
}

/// A run in `first`, and one in `second` that follows it; what others must find in the latter.
async fn follow(first: &Path, second: &Path) -> Vec<serde_json::Value> {
    let server = Server::start(marked).await;
    let fetcher = server.fetcher(&[HOST]);
    let run = create(first);
    let before = visit_all(&run, &fetcher, &["/tagged", "/dated", "/plain"]).await;
    run.close().unwrap();
    let run = create(second);
    run.recorder().follow(SavedRun::open(first).unwrap());
    let paths = ["/tagged", "/dated", "/plain", "/tagged", "/plain-too"];
    let kept = visit_all(&run, &fetcher, &paths).await;

    // What is read back is what was handed in, but for the copy that stands in the archive now.
    let saved = run.saved().unwrap();
    for (visit, capture) in &kept {
        let mut visit = visit.clone();
        if let Some(unchanged) = &mut visit.unchanged {
            assert!(unchanged.original.take().is_some());
            assert_eq!(capture.received, Some(unchanged.received));
        }
        assert!(format!("{:?}", saved.visit(capture).unwrap()) == format!("{visit:?}"), "{}", visit.url);
    }
    let received: Vec<_> = before.iter().map(|(visit, _)| visit.at).collect();
    let date = |number: usize| kept[number].0.result.as_ref().unwrap().started;
    let page = long_page();
    let lines = vec![
        expected(&before[0].0, "response", &page, None),
        expected(&kept[0].0, "revisit", &page, Some(received[0])),
        expected(&before[1].0, "response", &gzip(&page), None),
        expected(&kept[1].0, "revisit", &gzip(&page), Some(received[1])),
        // The same bytes as those that were copied first.
        expected(&kept[2].0, "revisit", &page, Some(received[0])),
        expected(&kept[3].0, "revisit", &page, Some(received[0])),
        expected(&kept[4].0, "revisit", &page, Some(received[0])),
    ];
    assert!(date(0) > received[0]);
    run.close().unwrap();
    lines
}

#[tokio::test]
async fn content_that_a_server_confirmed_or_sent_twice_stands_in_the_archive_once() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    follow(first.path(), second.path()).await;
    // The run is whole by itself.
    drop(first);
    let mut reader = WarcReader::open(&second.path().join("snapshot/d42-00000.warc.gz")).unwrap();
    let records: Vec<_> = reader.records().map(|entry| entry.unwrap().record).collect();
    let kinds: Vec<_> = records.iter().map(|record| record.field("WARC-Type").unwrap()).collect();
    let copied = ["response", "revisit", "request", "metadata"];
    let referring = &copied[1..];
    assert_eq!(kinds, [&["warcinfo"][..], &copied, &copied, referring, referring, referring].concat());
    let profiles: Vec<_> = records.iter().filter_map(|record| record.field("WARC-Profile")).collect();
    let ends: Vec<_> = profiles.iter().map(|profile| profile.rsplit('/').next().unwrap()).collect();
    let (confirmed, same) = ("server-not-modified", "identical-payload-digest");
    assert_eq!(ends, [confirmed, confirmed, same, confirmed, same]);
    let asked: Vec<_> = records.iter().filter(|record| record.kind == Kind::Request).collect();
    let conditions = |record: &Record| String::from_utf8(record.block.clone()).unwrap().matches("\r\nif-").count();
    assert_eq!(asked.iter().map(|record| conditions(record)).collect::<Vec<_>>(), [1, 1, 0, 1, 0]);

    let saved = SavedRun::open(second.path()).unwrap();
    let captures = saved.captures(&PortalId::new("mau-01")).unwrap();
    let tagged = saved.visit(&captures[0]).unwrap();
    let exchange = tagged.result.as_ref().unwrap();
    assert_eq!((exchange.status, exchange.header("content-type")), (200, Some("text/html")));
    assert_eq!(exchange.header("set-cookie"), Some("session=new"), "a cookie of the earlier run is not sent again");
    assert!(tagged.unchanged.unwrap().answer.starts_with(b"HTTP/1.1 304 Not Modified\r\n"));
    let plain = saved.exchange(&captures[2]).unwrap();
    assert_eq!(plain.header("x-made"), Some("anew"), "the head is its own");
    assert_eq!((plain.body, plain.truncated), (long_page(), None));

    // A copy that is lost takes with it whatever refers to it.
    drop(saved);
    let warc = second.path().join("snapshot/d42-00000.warc.gz");
    let mut bytes = fs::read(&warc).unwrap();
    let CaptureResult::Answered { offset, .. } = captures[0].result else { panic!("it was answered") };
    bytes[offset as usize..][..40].fill(0);
    fs::write(&warc, bytes).unwrap();
    let run = Run::repair(second.path()).unwrap();
    assert_eq!(run.recovery().dropped, 4);
    let left = run.saved().unwrap().captures(&PortalId::new("mau-01")).unwrap();
    assert_eq!(left.iter().map(|capture| capture.url.path()).collect::<Vec<_>>(), ["/dated"]);
}

#[tokio::test]
async fn a_run_of_the_first_format_is_read_and_gone_on_with_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(marked).await;
    let fetcher = server.fetcher(&[HOST]);
    let run = create(folder.path());
    visit_all(&run, &fetcher, &["/tagged"]).await;
    run.close().unwrap();
    // As the programs of that format left it.
    let index = rusqlite::Connection::open(folder.path().join("run.sqlite")).unwrap();
    for column in ["revisit", "original_file", "original_offset", "received"] {
        index.execute_batch(&format!("ALTER TABLE captures DROP COLUMN {column}")).unwrap();
    }
    index.execute_batch("PRAGMA user_version = 1").unwrap();
    drop(index);
    let manifest = folder.path().join("run.json");
    let text = fs::read_to_string(&manifest).unwrap();
    assert!(text.contains("\"format\": 2"));
    fs::write(&manifest, text.replace("\"format\": 2", "\"format\": 1")).unwrap();

    let portal = PortalId::new("mau-01");
    let saved = SavedRun::open(folder.path()).unwrap();
    let before = saved.captures(&portal).unwrap();
    assert_eq!(saved.exchange(&before[0]).unwrap().body, long_page());
    let run = Run::open(folder.path()).unwrap();
    let again = [(1, "/plain"), (2, "/plain-too")].map(|(sequence, path)| {
        let url = format!("http://{HOST}{path}").parse().unwrap();
        let visit = Visit { url, ..saved.visit(&before[0]).unwrap() };
        run.recorder().record(&portal, sequence, &visit, vec![]).unwrap()
    });
    run.close().unwrap();
    let saved = SavedRun::open(folder.path()).unwrap();
    assert_eq!(saved.manifest().format, 1);
    for capture in again {
        assert_eq!(saved.exchange(&capture).unwrap().body, long_page());
    }
    let mut reader = WarcReader::open(&folder.path().join("snapshot/d42-00000.warc.gz")).unwrap();
    let kinds: Vec<_> = reader.records().map(|entry| entry.unwrap().record.kind).collect();
    assert!(!kinds.contains(&Kind::Revisit), "a program of that format would not understand it: {kinds:?}");
}
