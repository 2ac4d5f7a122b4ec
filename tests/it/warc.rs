//! What servers send and what the archive then holds, chunked, compressed and cut answers included: read back here, and by
//! the tools of others (`tests/warc/replay.py`), which also replay it.

use std::{fmt::Write as _, fs, io::Write as _, path::Path, process::Command, time::Duration};

use d42::{
    fetch::{Fetch as _, FetchRequest, HttpFetcher, Patience, Truncation, Want},
    registry::{Manners, Portal, PortalId, Registry},
    snapshot::{
        Run, Settings, Visit,
        warc::{Kind, WarcReader},
    },
};
use jiff::Timestamp;

use crate::server::{Answer, Server, options};

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
            portal: PortalId::new("mau-01"),
            url: url.clone(),
            want: Want::Page,
            cookie: None,
            patience: Patience::Usual,
        };
        let result = fetcher.fetch(&request).await;
        let at = result.as_ref().map_or(Timestamp::UNIX_EPOCH, |exchange| exchange.started);
        let visit = Visit { url, want: Want::Page, at, attempts: 1, patience: Patience::Usual, took_ms: 1, result };
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

/// Lets the tools of others read and replay the archive of the run in `folder`.
fn replay(python: &str, folder: &Path, kept: &[(Visit, Case)]) -> String {
    let warcs = folder.join("snapshot");
    let mut lines = String::new();
    for (visit, case) in kept {
        let line = serde_json::json!({
            "url": visit.url,
            "date": visit.at.to_string(),
            "kind": "response",
            "status": case.status,
            "payload": case.payload.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")),
            "length": case.length.map(|length| length.to_string()),
            "truncated": case.truncated,
        });
        let _ = writeln!(lines, "{line}");
    }
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
    eprintln!("{}", replay(&python, folder.path(), &kept).trim());
}
