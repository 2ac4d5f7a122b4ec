//! Hostile portals beside one that behaves: whatever they send, the well-behaved one is read to its end with its
//! findings, on time and within bounded memory.

mod h2;

use std::{
    collections::BTreeMap,
    io::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

use d42::{judge::Outcome, registry::PortalId, report::ReasonCode, snapshot::Capture};

use crate::{
    server::{Answer, Asked, Server, bare, html},
    tls::authority,
    trouble::Scene,
};

/// Most memory that the whole of it may take, servers included.
const MOST_KIB: u64 = 300 * 1024;

fn gzip(pieces: impl Iterator<Item = String>) -> Arc<[u8]> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for piece in pieces {
        encoder.write_all(piece.as_bytes()).unwrap();
    }
    encoder.finish().unwrap().into()
}

/// Bodies that are large once unpacked, made once so that the servers take little memory themselves.
#[derive(Clone)]
struct Packed {
    bomb: Arc<[u8]>,
    zstd: Arc<[u8]>,
    nested: Arc<[u8]>,
    links: Arc<[u8]>,
}

impl Packed {
    fn new() -> Self {
        Self {
            bomb: gzip((0..200).map(|_| "a".repeat(1 << 20))),
            // Blocks of one repeated byte, 128 KiB each (RFC 8878 section 3.1.1.2).
            zstd: [&b"\x28\xb5\x2f\xfd\x00\x58"[..], &b"\x02\x00\x10a".repeat(1600)].concat().into(),
            nested: gzip((0..100).map(|_| "<div>".repeat(20_000))),
            links: gzip((0..1_000_000).map(|n| format!("<a href=/{n}>x</a>"))),
        }
    }
}

fn gzipped(body: &[u8]) -> Answer {
    Answer::Page("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", body.to_vec())
}

/// What each of them does.
fn attack(name: &str, asked: &Asked, packed: &Packed) -> Answer {
    let page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    let open = [&page[..], b"\r\n"].concat();
    match name {
        "endless-body" => Answer::Endless(open, b"<p>nua va nua va nua".repeat(400)),
        "endless-headers" => Answer::Endless(page.to_vec(), b"X-Them: nua\r\n".repeat(400)),
        "one-byte" => Answer::Drip(open, Duration::from_millis(30)),
        "gzip-bomb" => gzipped(&packed.bomb),
        "brotli-bomb" => {
            Answer::Page("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", BROTLI_BOMB.to_vec())
        }
        "zstd-bomb" => {
            Answer::Page("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd", packed.zstd.to_vec())
        }
        "redirects" => {
            let next = asked.path.trim_start_matches('/').parse::<u32>().unwrap_or(0) + 1;
            Answer::Raw(
                format!("HTTP/1.1 302 Found\r\nLocation: http://h{}.redirects.gov.vn/{next}\r\n\r\n", next % 3).into(),
            )
        }
        "nested" => gzipped(&packed.nested),
        "million-links" if asked.path == "/" => gzipped(&packed.links),
        "invalid-utf8" => {
            let body =
                [&b"<title>\xff\xfe</title><a href='/\xc3\x28\xa0\xa1'>\xf8\x88</a>"[..], &[0xff; 4096]].concat();
            Answer::Page("200 OK\r\nContent-Type: text/html; charset=khong-co", body)
        }
        "cookies" => {
            let mut head = page.to_vec();
            for n in 0..500 {
                head.extend(format!("Set-Cookie: {}{n}={}\r\n", asked.path.len(), "x".repeat(60)).into_bytes());
            }
            head.extend(b"\r\n<a href=/a>a</a><a href=/bb>b</a><a href=/ccc>c</a>");
            Answer::Raw(head)
        }
        "lying-length" => Answer::Raw([&page[..], b"Content-Length: 999999999999\r\n\r\n<p>it"].concat()),
        "lying-type" => Answer::Page("200 OK\r\nContent-Type: text/html", (0..=255).cycle().take(60_000).collect()),
        "inward" if asked.path == "/chuyen-1" => bare("302 Found\r\nLocation: http://169.254.169.254/latest"),
        "inward" if asked.path == "/chuyen-2" => bare("302 Found\r\nLocation: file:///etc/passwd"),
        "inward" if asked.path == "/chuyen-3" => bare("302 Found\r\nLocation: data:text/html,<p>x"),
        "inward" if asked.path == "/chuyen-4" => bare("302 Found\r\nLocation: javascript:alert(1)"),
        "inward" => html(
            "<a href=http://169.254.169.254/latest>a</a><a href=http://127.0.0.1:1/>b</a><a href=http://[::1]/>c</a>\
             <a href=file:///etc/passwd>d</a><a href=javascript:alert(1)>e</a><a href=data:text/html,x>f</a>\
             <a href=/chuyen-1>g</a><a href=/chuyen-2>h</a><a href=/chuyen-3>i</a><a href=/chuyen-4>k</a>\
             <a href=http://trong.inward.gov.vn/>l</a><iframe src=file:///etc/shadow></iframe>\
             <meta http-equiv=refresh content='0;url=http://10.0.0.1/'>",
        ),
        _ => bare("404 Not Found"),
    }
}

/// 200 MiB of one letter.
const BROTLI_BOMB: &[u8] = &[
    0xcf, 0xff, 0xff, 0x7f, 0xf8, 0x25, 0xc2, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x9f, 0xff, 0xff, 0xff, 0xf0, 0x4b,
    0x00, 0xc4, 0x61, 0x01, 0x80, 0xee, 0xfd, 0x3f, 0xff, 0xff, 0xff, 0xe1, 0x97, 0x00, 0x88, 0xc3, 0x22, 0x00, 0xdd,
    0xfb, 0x7f, 0xfe, 0xff, 0xff, 0xc3, 0x2f, 0x01, 0x10, 0x87, 0x05, 0x00, 0xba, 0xf7, 0xff, 0xfc, 0xff, 0xff, 0x87,
    0x5f, 0x02, 0x20, 0x0e, 0x0b, 0x00, 0x74, 0xef, 0xff, 0xf9, 0xff, 0xff, 0x0f, 0xbf, 0x04, 0x40, 0x1c, 0x16, 0x00,
    0xe8, 0xde, 0xff, 0xf3, 0xff, 0xff, 0x1f, 0x7e, 0x09, 0x80, 0x38, 0x2c, 0x00, 0xd0, 0xbd, 0xff, 0xe7, 0xff, 0xff,
    0x3f, 0xfc, 0x12, 0x00, 0x71, 0x58, 0x00, 0xa0, 0x7b, 0xff, 0xcf, 0xff, 0xff, 0x7f, 0xf8, 0x25, 0x00, 0xe2, 0xb0,
    0x00, 0x40, 0xf7, 0xfe, 0x9f, 0xff, 0xff, 0xff, 0xf0, 0x4b, 0x00, 0xc4, 0x61, 0x01, 0x80, 0xee, 0xfd, 0x3f, 0xff,
    0xff, 0xff, 0xe1, 0x97, 0x00, 0x88, 0xc3, 0x02, 0x00, 0xdd, 0xfb, 0x7f, 0xfe, 0xff, 0xff, 0xc3, 0x2f, 0x01, 0x10,
    0x87, 0x05, 0x00, 0xba, 0xf7, 0xff, 0xf9, 0xff, 0xff, 0x87, 0x5f, 0x02, 0x20, 0x0e, 0x0b, 0x00, 0x74, 0xef, 0xff,
    0x00,
];

const ATTACKS: [&str; 14] = [
    "endless-body",
    "endless-headers",
    "one-byte",
    "gzip-bomb",
    "brotli-bomb",
    "zstd-bomb",
    "redirects",
    "nested",
    "million-links",
    "invalid-utf8",
    "cookies",
    "lying-length",
    "lying-type",
    "inward",
];

/// Runs itself again, so that the memory measured is that of this test alone.
#[test]
fn hostile_portals_harm_nobody_beside_them() {
    const AGAIN: &str = "D42_TEST_HOSTILE";
    if std::env::var_os(AGAIN).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(beside_each_other());
        return;
    }
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "hostile::hostile_portals_harm_nobody_beside_them", "--nocapture"]).env(AGAIN, "1");
    // Without it glibc keeps for later what the first large pages took, and the peak says more of glibc than of what is
    // held: some 350 MB.
    command.env("MALLOC_MMAP_THRESHOLD_", "1048576");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

async fn beside_each_other() {
    let mut scene = Scene::default();
    scene.most_of_a_page = 10 << 20;
    let packed = Packed::new();
    for name in ATTACKS {
        let packed = packed.clone();
        scene.answers(name, move |asked| attack(name, asked, &packed)).await;
    }
    for host in ["h0", "h1", "h2"] {
        let packed = packed.clone();
        let server = Server::start(move |asked| attack("redirects", asked, &packed)).await;
        scene.also(&format!("{host}.redirects.gov.vn"), server);
    }
    let root = authority("Gốc Mẫu", None, None);
    for (name, act) in h2::ACTS {
        let address = h2::portal(name, &root, act).await;
        scene.at(name, "https", address);
    }
    scene
        .answers("tot", |asked| match asked.path.as_str() {
            "/" => html(
                "<title>Cổng mẫu</title><nav><a href=/1>Giới thiệu</a><a href=/2>Tin tức</a><a href=/3>Văn bản</a>\
                 <a href=/4>Liên hệ</a><a href=/5>Thủ tục hành chính</a></nav><main><p>Xin chào</p></main>",
            ),
            "/1" | "/2" | "/3" | "/4" | "/5" => html("<title>Mục</title><nav><a href=/>Trang chủ</a></nav><main><h1>Mục</h1><p>Nội dung của mục này, viết đủ dài để đọc.</p></main>"),
            _ => bare("404 Not Found"),
        })
        .await;
    let begin = Instant::now();
    let (report, run, _scratch) = scene.audit(&root).await;
    let took = begin.elapsed();

    let mut outcomes: BTreeMap<String, Vec<Outcome>> = BTreeMap::new();
    for finding in report.findings() {
        outcomes.entry(finding.portal.to_string()).or_default().push(finding.outcome);
    }
    let hostile = ATTACKS.into_iter().chain(h2::ACTS.map(|(name, _)| name));
    assert_eq!(outcomes.len(), hostile.clone().count() + 1);
    assert!(outcomes["tot"].contains(&Outcome::Failed), "the well-behaved portal was seen to its end");
    for name in hostile.clone() {
        assert!(!outcomes[name].contains(&Outcome::Failed), "{name}: {:?}", outcomes[name]);
    }
    for name in ["brotli-bomb", "zstd-bomb"] {
        let unseen =
            report.findings().filter(|found| found.portal.as_str() == name && found.outcome == Outcome::CantTell);
        let codes: Vec<ReasonCode> = unseen.map(|finding| ReasonCode::from(&finding.reason)).collect();
        assert!(codes.len() > 20 && codes.iter().all(|code| *code == ReasonCode::Decoding), "{name}: {codes:?}");
    }
    // The well-behaved one did not wait for the others.
    let captures = |name: &str| run.captures(&PortalId::new(name)).unwrap();
    let ended = |capture: Capture| capture.at + Duration::from_millis(capture.took_ms.into());
    let last = hostile.flat_map(captures).map(ended).max().unwrap();
    assert!(captures("tot").into_iter().map(ended).max().unwrap() < last);
    // Nothing inside was asked for, by link, redirect or name.
    for capture in run.captures(&PortalId::new("inward")).unwrap() {
        let host = capture.url.host_str().unwrap_or_default().to_owned();
        assert!(host.ends_with("inward.gov.vn") && capture.url.scheme() == "http", "{}", capture.url);
    }
    assert!(took.as_secs() < 120, "{took:?}");
    if let Some(peak) = peak_kib() {
        assert!(peak < MOST_KIB, "{peak} KiB at most");
    }
}

/// Most memory this process ever had, in KiB, where the system says so.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}
