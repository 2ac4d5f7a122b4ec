//! What must hold for any bytes whatever: one function per surface that hostile bytes reach. The fuzz targets call them
//! with bytes of their own making, and the test suite with the seeds under `fixtures/fuzz/`, so that they are kept in
//! order where no fuzzer is installed.

use std::{
    io::{Cursor, Write as _},
    path::Path,
    sync::LazyLock,
    time::Duration,
};

use d42::{
    attachment::{self, File},
    crawl::{Robots, Sitemap},
    diagnostic::{self, Style},
    fetch::{FetchMode, Ipv6},
    judge::{self, Judge},
    page::{self, Page, Source},
    registry::{self, Cohort, Portal},
    rules,
    snapshot::{
        CaptureId,
        warc::{WarcReader, exchange_from},
    },
    text::{self, Lang},
};
use flate2::{Compression, write::GzEncoder};
use jiff::{Timestamp, civil::date};
use url::Url;

fn address(text: &str) -> Url {
    Url::parse(text).expect("a well-formed address")
}

/// robots.txt: bounded, never in the way of itself, and the same with any line ends.
pub fn robots(data: &[u8]) {
    const LINE_ENDS_MATTER_FROM: usize = 100 * 1024;
    const LONGEST_DELAY: Duration = Duration::from_hours(24);
    let robots = Robots::parse(data);
    assert!(robots.allows(&address("https://a.gov.vn/robots.txt")));
    assert!(robots.delay().is_none_or(|delay| delay <= LONGEST_DELAY));
    assert!(robots.sitemaps().len() <= 20);
    let asked = String::from_utf8_lossy(&data[data.len() - data.len().min(200)..]).into_owned();
    let mut urls = vec![address("https://a.gov.vn/"), address("https://a.gov.vn/tin-tuc?trang=2")];
    urls.extend(address("https://a.gov.vn/").join(&asked).ok());
    let allowed: Vec<bool> = urls.iter().map(|url| robots.allows(url)).collect();
    if data.len() < LINE_ENDS_MATTER_FROM
        && let Ok(text) = std::str::from_utf8(data)
    {
        let dos = Robots::parse(text.replace('\n', "\r\n").as_bytes());
        assert_eq!(urls.iter().map(|url| dos.allows(url)).collect::<Vec<_>>(), allowed);
        assert_eq!((dos.delay(), dos.sitemaps()), (robots.delay(), robots.sitemaps()));
    }
}

/// Sitemaps: bounded, and no address is empty.
pub fn sitemap(data: &[u8]) {
    const MOST: usize = 50_000;
    let Some(sitemap) = Sitemap::parse(data) else { return };
    assert!(sitemap.pages.len() + sitemap.files.len() <= MOST);
    assert!(sitemap.pages.iter().chain(&sitemap.files).all(|found| !found.trim().is_empty()));
}

/// HTML: every place lies on the page, the same bytes give the same facts, and the judge can look at them.
pub fn page(data: &[u8]) {
    static URL: LazyLock<Url> = LazyLock::new(|| address("https://a.gov.vn/muc/trang.aspx?id=1"));
    let source = Source { url: &URL, body: data, content_type: None, home: false, day: Some(date(2026, 6, 1)) };
    let page = page::read(&source);
    hangs_together(&page);
    let observe = |page: &Page| {
        let source = judge::Source {
            capture: CaptureId("c".to_owned()),
            digest: String::new(),
            at: Timestamp::UNIX_EPOCH,
            received: None,
            mode: FetchMode::Http,
            ipv6: Ipv6::Unknown,
            flaw: None,
        };
        format!("{:?}", JUDGE.1.observe(&JUDGE.0, page, source))
    };
    let again = page::read(&source);
    assert_eq!(format!("{page:?}"), format!("{again:?}"));
    assert_eq!(observe(&page), observe(&again));
}

static JUDGE: LazyLock<(Portal, Judge)> = LazyLock::new(|| {
    let rules = rules::load(None).expect("the rules in the program");
    let profile = rules.profile("decree-42").expect("a profile of every version");
    let registry = registry::load(&Cohort::from("2024"), None).expect("the registry in the program");
    (registry.portals[0].clone(), Judge::new(&rules, profile))
});

fn hangs_together(page: &Page) {
    assert!(!page.sections.is_empty(), "the whole content is always there");
    for section in &page.sections {
        assert!(section.span.start <= section.span.end);
        assert!(section.heading.is_none_or(|heading| heading < page.headings.len()));
    }
    assert!(page.runs.is_sorted_by_key(|(_, start)| *start));
    for (_, start) in &page.runs {
        assert!(page.text.is_char_boundary(*start as usize), "a text block begins inside a letter");
    }
    assert_eq!(text::nfc(&page.text), page.text, "the text is in NFC");
    assert!(page.links.len() <= 20_000 && page.items.len() <= 5_000 && page.entries.len() <= 5_000);
    for link in &page.links {
        let target = link.target.as_ref();
        assert!(target.is_none_or(|target| matches!(target.scheme(), "http" | "https")), "{target:?}");
    }
}

/// Dates, document numbers and labels in running text.
pub fn text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let facts = page::plain_facts(&text);
    for (number, kind) in &facts.documents {
        assert!(number.chars().any(|c| c.is_ascii_digit()), "{number}");
        assert!(kind.is_empty() || number.contains(kind.as_str()), "{number} {kind}");
        let again = page::plain_facts(number);
        assert!(again.documents.iter().any(|(other, _)| other == number), "{number} is not read back: {again:?}");
    }
    for day in &facts.dates {
        assert!((1900..2200).contains(&day.year()), "{day}");
        let again = page::plain_facts(&format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()));
        assert_eq!(again.dates, [*day]);
    }
    let normal = text::normalise(&text);
    assert_eq!(text::normalise(&normal), normal, "normal forms are normal");
    assert!(!normal.starts_with(' ') && !normal.ends_with(' ') && !normal.contains("  "));
    let bare = text::strip_marks(&text);
    assert!(!text::has_marks(&bare), "{bare:?}");
    text::slug_words(&text);
}

/// Rule files: mistakes are reported at places that exist, in both languages.
pub fn rules(data: &[u8]) {
    for name in ["requirements/thu.toml", "profiles/thu.toml"] {
        let checked = rules::check_bytes(name, data);
        assert_eq!(checked.pack.is_some(), checked.diagnostics.errors() == 0);
        for lang in [Lang::Vi, Lang::En] {
            let shown = diagnostic::render(&checked.diagnostics, Style::Plain, lang);
            assert_eq!(shown.is_empty(), checked.diagnostics.is_empty());
        }
    }
}

/// Archives: as they are, and as the content of a whole gzip member.
pub fn warc(data: &[u8]) {
    let mut packer = GzEncoder::new(Vec::new(), Compression::none());
    packer.write_all(data).expect("memory takes everything");
    let packed = packer.finish().expect("memory takes everything");
    for bytes in [data, packed.as_slice()] {
        let mut reader = WarcReader::over(Path::new("thu.warc.gz"), Cursor::new(bytes)).expect("memory can be read");
        let mut end = 0;
        let mut records = Vec::new();
        for entry in reader.records().map_while(Result::ok) {
            assert!(entry.offset == end && entry.end > entry.offset && entry.end <= bytes.len() as u64);
            end = entry.end;
            records.push(entry.record);
        }
        for record in &records {
            for request in &records {
                if let Ok(exchange) = exchange_from(record, request, Duration::ZERO, None) {
                    assert!(exchange.body.len() <= record.block.len());
                }
            }
        }
    }
}

/// Files: what the process that reads them does with any bytes. It may be killed for time and memory, never for a
/// mistake of ours.
pub fn attachment(data: &[u8]) {
    let url = address("https://a.gov.vn/tep/van-ban");
    for content_type in [None, Some("application/pdf")] {
        let file = File { url: &url, content_type, body: data };
        if let Ok(read) = attachment::read(&file) {
            assert!(read.words.len() <= 64 * 1024 && read.dates.len() <= 40 && read.documents.len() <= 40);
            assert_eq!(text::normalise(&read.words), read.words);
        }
    }
}
