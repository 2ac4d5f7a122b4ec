//! Files behind links: what is read out of them, and that none can take the run down.

use std::{path::PathBuf, time::Duration};

use d42::attachment::{Attachment, File, Here, Kind, ReadFiles as _, Reading, Stage, TextLayer, Unread, Workers, read};
use proptest::prelude::*;
use url::Url;

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/attachments").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn url(name: &str) -> Url {
    Url::parse("http://mau.gov.vn/tep/").unwrap().join(name).unwrap()
}

fn read_here(name: &str) -> Attachment {
    read(&File { url: &url(name), content_type: None, body: &fixture(name) }).unwrap()
}

fn workers() -> Workers {
    Workers::of(PathBuf::from(env!("CARGO_BIN_EXE_d42")))
}

fn read_by(workers: &Workers, name: &str) -> Reading {
    workers.read(&File { url: &url(name), content_type: None, body: &fixture(name) })
}

#[test]
fn every_format_gives_the_same_number_dates_and_periods() {
    let formats = [
        ("text.pdf", Kind::Pdf),
        ("text.docx", Kind::Docx),
        ("text.xlsx", Kind::Xlsx),
        ("text.xls", Kind::Xls),
        ("text.doc", Kind::Doc),
    ];
    for (name, kind) in formats {
        let file = read_here(name);
        assert_eq!(file.kind, kind, "{name}");
        assert_eq!(file.text_layer, TextLayer::Present, "{name}");
        let numbers: Vec<&str> = file.documents.iter().map(|number| number.text.as_str()).collect();
        assert_eq!(numbers, ["271/QĐ-UBND", "45/NQ-HĐND"], "{name}: {}", file.words);
        let dates: Vec<String> = file.dates.iter().map(ToString::to_string).collect();
        assert_eq!(dates, ["2026-01-15", "2025-12-10"], "{name}: {}", file.words);
        let periods: Vec<_> = file.periods.iter().map(|period| (period.year, period.stage)).collect();
        assert_eq!(periods, [(2024, Stage::Settlement), (2026, Stage::Estimate)], "{name}: {}", file.words);
        assert!(file.words.starts_with("dữ liệu mô phỏng ủy ban nhân dân tỉnh mẫu 07"), "{name}: {}", file.words);
        assert!(!file.truncated, "{name}");
    }
    assert_eq!(read_here("text.pdf").title, "Quyết định công bố dự toán");
    assert_eq!(read_here("text.docx").title, "Quyết định công bố dự toán");
}

#[test]
fn letters_placed_one_by_one_become_words_again() {
    assert_eq!(read_here("letters.pdf").words, "số 271 qđ ubnd ngày 15 01 2026 của tỉnh mẫu 07");
}

#[test]
fn a_scan_is_recognised_by_its_missing_text() {
    let scan = read_here("scan.pdf");
    assert_eq!((scan.kind, scan.text_layer, scan.pages), (Kind::Pdf, TextLayer::Missing, Some(2)));
}

#[test]
fn what_no_reader_takes_is_recognised_all_the_same() {
    for (body, kind) in [
        (b"{\\rtf1 Van ban}".as_slice(), Kind::Rtf),
        (b"Rar!\x1a\x07\x01\x00", Kind::Archive),
        (b"<!doctype html><title>404</title>", Kind::Page),
    ] {
        let file = read(&File { url: &url("a.doc"), content_type: None, body }).unwrap();
        assert_eq!((file.kind, file.text_layer), (kind, TextLayer::Unread));
    }
}

#[test]
fn bounds_hold_without_a_process_around_them() {
    let read = |name: &str| read(&File { url: &url(name), content_type: None, body: &fixture(name) });
    assert_eq!(read("bomb.docx"), Err(Unread::TooBig));
    let laughs = read("laughs.docx").unwrap();
    assert_eq!(laughs.words, "văn bản mẫu số 1", "no entity is expanded");
    assert_eq!(read("circle.pdf").map(|file| file.text_layer), Ok(TextLayer::Missing));
    assert!(read("pages.pdf").is_ok());
    assert!(read("deep.pdf").is_ok());
}

#[test]
fn a_worker_says_what_the_reader_says() {
    let workers = workers();
    for name in ["text.pdf", "text.docx", "text.xlsx", "text.xls", "text.doc", "scan.pdf", "bomb.docx", "pages.pdf"] {
        let here = Here.read(&File { url: &url(name), content_type: None, body: &fixture(name) });
        assert_eq!(read_by(&workers, name), here, "{name}");
    }
}

#[test]
fn a_file_that_eats_all_memory_ends_its_reader_and_nothing_else() {
    let workers = workers();
    let bomb = read_by(&workers, "bomb.pdf");
    assert!(matches!(bomb, Err(Unread::Crashed | Unread::Malformed | Unread::TooBig)) || cfg!(not(unix)), "{bomb:?}");
    assert!(read_by(&workers, "text.pdf").is_ok(), "the next file is read by another");
}

#[test]
fn a_file_that_takes_too_long_is_given_up() {
    let workers = workers().patient_for(Duration::ZERO);
    assert_eq!(read_by(&workers, "text.pdf"), Err(Unread::TimedOut));
}

#[test]
fn a_program_that_is_no_reader_is_said_to_be_none() {
    let missing = Workers::of(PathBuf::from("/nirgendwo/d42"));
    assert_eq!(read_by(&missing, "text.pdf"), Err(Unread::NoReader));
    // This very test program, say.
    let other = Workers::of_this_program().unwrap();
    assert_eq!(read_by(&other, "text.pdf"), Err(Unread::NoReader));
}

#[test]
fn many_threads_share_the_workers() {
    let workers = workers();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for name in ["text.pdf", "bomb.docx", "text.doc"] {
                    let here = Here.read(&File { url: &url(name), content_type: None, body: &fixture(name) });
                    assert_eq!(read_by(&workers, name), here);
                }
            });
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Damage anywhere in a good file: whatever the reader says, it ends.
    #[test]
    fn damaged_files_are_survived(
        name in prop::sample::select(vec!["text.pdf", "letters.pdf", "text.docx", "text.xlsx", "text.xls", "text.doc"]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
        length in any::<prop::sample::Index>(),
    ) {
        let mut body = fixture(name);
        for (at, byte) in damage {
            let at = at.index(body.len());
            body[at] = byte;
        }
        body.truncate(length.index(body.len()) + body.len() / 2);
        let _ = Here.read(&File { url: &url(name), content_type: None, body: &body });
    }
}
