//! What archiving costs, on pages of 77 KB, the average of real ones: packing alone at several deflate levels, and the
//! whole way of a visit into a run folder.

use std::{fmt::Write as _, time::Duration};

use d42::{
    fetch::{Exchange, Patience, Want},
    registry::{Portal, PortalId, Registry},
    snapshot::{Found, Run, Settings, Visit, measure::Packing},
};
use divan::{Bencher, counter::BytesCount};
use jiff::Timestamp;

const PAGE: usize = 77_000;

fn main() {
    divan::main();
}

/// Text that deflates about as well as a real page (to a fifth or a sixth): markup that repeats, words that vary.
fn page(seed: u32) -> Vec<u8> {
    const WORDS: [&str; 24] = [
        "thông",
        "tin",
        "cơ",
        "quan",
        "nhà",
        "nước",
        "quyết",
        "định",
        "công",
        "khai",
        "ủy",
        "ban",
        "nhân",
        "dân",
        "tỉnh",
        "văn",
        "bản",
        "chỉ",
        "đạo",
        "điều",
        "hành",
        "thủ",
        "tục",
        "hành chính",
    ];
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    };
    let mut out = String::with_capacity(PAGE + 512);
    while out.len() < PAGE {
        let (id, day) = (next() % 90_000 + 10_000, next() % 28 + 1);
        let _ = write!(out, "<li class=\"news-item col-md-4\"><a href=\"/tin-tuc/{id:x}-{:x}.html\">", next());
        for _ in 0..next() % 12 + 4 {
            out.push_str(WORDS[next() as usize % WORDS.len()]);
            out.push(' ');
        }
        let _ = writeln!(out, "</a><span class=\"date\">{day:02}/11/2026</span></li>");
    }
    out.into_bytes()
}

fn visit(number: u32, body: Vec<u8>, coding: &str) -> Visit {
    let at = Timestamp::UNIX_EPOCH;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nServer: nginx\r\n\
         Cache-Control: private\r\nSet-Cookie: ASP.NET_SessionId=0123456789abcdef; path=/; HttpOnly\r\n{coding}\r\n",
        body.len()
    );
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.as_bytes().to_vec()))
        .collect();
    let exchange = Exchange {
        request_head: b"GET / HTTP/1.1\r\nHost: mau-01.gov.vn\r\nUser-Agent: d42\r\nAccept-Encoding: gzip\r\n\r\n"
            .to_vec(),
        response_head: head.into_bytes(),
        status: 200,
        headers,
        body,
        truncated: None,
        remote: None,
        flaw: None,
        vouched: Vec::new(),
        started: at,
        took: Duration::from_millis(80),
    };
    let url = format!("http://mau-01.gov.vn/tin-tuc/{number}.html").parse().expect("a plain address");
    Visit {
        url,
        want: Want::Page,
        at,
        attempts: 1,
        patience: Patience::Usual,
        took_ms: 80,
        unchanged: None,
        result: Ok(exchange),
    }
}

fn found(number: u32) -> Found {
    let url = format!("http://mau-01.gov.vn/web/guest/chi-tiet-tin-tuc?id={number}").parse().expect("a plain address");
    Found { url, label: "Thông tin chỉ đạo, điều hành".to_owned(), depth: 2, worth: "unknown" }
}

/// Digests, fields and gzip members of one visit, in memory.
#[divan::bench(args = [1, 2, 3, 4, 6])]
fn pack_plain(bencher: Bencher<'_, '_>, level: u32) {
    let visit = visit(0, page(1), "");
    let mut packing = Packing::new(level);
    bencher.counter(BytesCount::new(PAGE)).bench_local(|| packing.pack(&visit).len());
}

/// The same for a body the server had compressed: 16 KB that are stored as they are.
#[divan::bench]
fn pack_gzip(bencher: Bencher<'_, '_>) {
    let mut state = 1_u32;
    let body = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 11) as u8
    });
    let visit = visit(0, body.take(16_000).collect(), "Content-Encoding: gzip\r\n");
    let mut packing = Packing::new(1);
    bencher.bench_local(|| packing.pack(&visit).len());
}

/// A hundred visits into a new run folder, each showing twenty new addresses; index rows committed, everything synced;
/// divide by a hundred.
#[divan::bench(sample_count = 20)]
fn record_100(bencher: Bencher<'_, '_>) {
    let visits: Vec<Visit> = (0..100).map(|number| visit(number, page(number), "")).collect();
    let portal = PortalId::new("mau-01");
    bencher
        .counter(BytesCount::new(100 * PAGE))
        .with_inputs(|| tempfile::tempdir().expect("a scratch folder"))
        .bench_local_refs(|folder| {
            let run = Run::create(folder.path(), settings(), &registry()).expect("an empty folder");
            let recorder = run.recorder();
            for (number, visit) in (0..).zip(&visits) {
                let found = (0..20).map(|link| found(number * 20 + link)).collect();
                recorder.record(&portal, number, visit, found).expect("space");
            }
            run.close().expect("space");
        });
}

/// A hundred captures read back by their offsets, digests checked; divide by a hundred.
#[divan::bench(sample_count = 20)]
fn read_100(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let portal = PortalId::new("mau-01");
    let run = Run::create(folder.path(), settings(), &registry()).expect("an empty folder");
    for number in 0..100 {
        let visit = visit(number, page(number), "");
        run.recorder().record(&portal, number, &visit, vec![]).expect("space");
    }
    let saved = run.saved().expect("a run");
    let captures = saved.captures(&portal).expect("captures");
    bencher.counter(BytesCount::new(100 * PAGE)).bench_local(|| {
        captures.iter().map(|capture| saved.exchange(capture).expect("an exchange").body.len()).sum::<usize>()
    });
}

fn settings() -> Settings {
    Settings {
        rules_digest: String::new(),
        profile: "decree-42".to_owned(),
        options: serde_json::Map::new(),
        seed: 0,
        simulated: true,
        started: Timestamp::UNIX_EPOCH,
        since: None,
    }
}

fn registry() -> Registry {
    let portal = Portal {
        id: PortalId::new("mau-01"),
        tier: None,
        name_vi: "Tỉnh Mẫu 01".to_owned(),
        name_en: String::new(),
        url: "http://mau-01.gov.vn/".parse().expect("a plain address"),
        domains: vec!["mau-01.gov.vn".to_owned()],
        languages: vec![],
        note: String::new(),
        predecessors: vec![],
        merged: None,
        manners: d42::registry::Manners::default(),
    };
    Registry { cohort: "2024".to_owned(), portals: vec![portal], digest: String::new() }
}
