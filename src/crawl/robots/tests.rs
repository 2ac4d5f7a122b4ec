//! The table of RFC 9309, and what a table cannot hold: bytes, sizes, kinds of answer.

use proptest::prelude::*;

use super::{table::TABLE, *};

fn allows(file: &str, path: &str) -> bool {
    Robots::parse(file.as_bytes()).allows(&format!("http://mau.gov.vn{path}").parse().unwrap())
}

#[test]
fn the_rfc_holds_case_by_case() {
    assert!(TABLE.len() >= 120);
    let wrong: Vec<&str> =
        TABLE.iter().filter(|(_, file, path, allowed)| allows(file, path) != *allowed).map(|case| case.0).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn utf_16_files_are_read() {
    let file = "User-agent: *\nDisallow: /a";
    let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(file.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(file.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for body in [little, big] {
        assert!(!Robots::parse(&body).allows(&"http://mau.gov.vn/a".parse().unwrap()));
    }
}

#[test]
fn octets_that_are_no_utf_8_are_octets_of_the_address() {
    let robots = Robots::parse(b"User-agent: *\nDisallow: /caf\xe9/\nDisallow: /b # \xff\n");
    for (path, allowed) in [("/caf%E9/1", false), ("/caf%C3%A9/1", true), ("/b", false)] {
        assert_eq!(robots.allows(&format!("http://mau.gov.vn{path}").parse().unwrap()), allowed, "{path}");
    }
}

#[test]
fn what_lies_beyond_500_kib_is_not_read_and_the_line_at_the_edge_neither() {
    let url = |path: &str| format!("http://mau.gov.vn{path}").parse().unwrap();
    let mut file = b"User-agent: *\nDisallow: /first\n".to_vec();
    file.resize(CAP - 14, b'\n');
    file.extend_from_slice(b"Disallow: /last-of-all\nDisallow: /beyond\n");
    let robots = Robots::parse(&file);
    assert!(!robots.allows(&url("/first")));
    assert!(robots.allows(&url("/last-of-all")) && robots.allows(&url("/lasting")) && robots.allows(&url("/beyond")));
}

#[test]
fn delays_are_read_capped_and_kept_apart() {
    let delay = |file: &str| Robots::parse(file.as_bytes()).delay();
    assert_eq!(delay("User-agent: *\nCrawl-delay: 5"), Some(Duration::from_secs(5)));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 0,5"), Some(Duration::from_millis(500)));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 120"), Some(Duration::from_mins(2)));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 8640000"), Some(Duration::from_hours(24)));
    assert_eq!(delay("User-agent: x\nCrawl-delay: 5"), None);
    for nonsense in ["-1", "nan", "inf", "soon", ""] {
        assert_eq!(delay(&format!("User-agent: *\nCrawl-delay: {nonsense}")), None, "{nonsense}");
    }
}

#[test]
fn sitemaps_are_collected_from_everywhere() {
    let robots = Robots::parse(b"Sitemap: http://a/1.xml\nUser-agent: x\nDisallow: /\nSITEMAP:/2.xml\n");
    assert_eq!(robots.sitemaps(), ["http://a/1.xml", "/2.xml"]);
    assert_eq!(Robots::parse("Sitemap: /s\n".repeat(1000).as_bytes()).sitemaps().len(), 20);
}

#[test]
fn each_kind_of_answer_has_its_meaning() {
    let answer = |status, headers: &[(&str, &str)], body: &str| {
        RobotsAnswer::of(&Ok(Exchange {
            request_head: Vec::new(),
            response_head: Vec::new(),
            status,
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect(),
            body: body.as_bytes().to_vec(),
            truncated: None,
            remote: None,
            flaw: None,
            vouched: Vec::new(),
            started: jiff::Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        }))
    };
    let forbids = "User-agent: *\nDisallow: /";
    let free = RobotsAnswer::Rules(Robots::default());
    assert_eq!(answer(200, &[], forbids), RobotsAnswer::Rules(Robots::parse(forbids.as_bytes())));
    assert_eq!(answer(301, &[("location", "/r")], ""), RobotsAnswer::Redirect("/r".to_owned()));
    for status in [302, 400, 401, 403, 404, 410, 451] {
        assert_eq!(answer(status, &[], forbids), free, "{status}");
    }
    for status in [429, 500, 503, 599] {
        assert_eq!(answer(status, &[], ""), RobotsAnswer::ServerError(status));
    }
    let garbled = answer(200, &[("content-encoding", "br")], forbids);
    assert_eq!(garbled, RobotsAnswer::Unreachable(Failure::Decoding));
    assert_eq!(RobotsAnswer::of(&Err(Failure::Dns)), RobotsAnswer::Unreachable(Failure::Dns));
    assert!(!Robots::forbidding().allows(&"http://mau.gov.vn/".parse().unwrap()));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_trouble(body: Vec<u8>) {
        Robots::parse(&body);
    }

    #[test]
    fn matching_agrees_with_the_plain_definition(pattern in "[ab*]{0,6}\\$?", path in "[ab]{0,8}") {
        fn plain(pattern: &[u8], path: &[u8]) -> bool {
            match (pattern, path) {
                ([], _) => true,
                ([b'$'], rest) => rest.is_empty(),
                ([b'*', more @ ..], rest) => (0..=rest.len()).any(|skip| plain(more, &rest[skip..])),
                ([wanted, more @ ..], [found, rest @ ..]) => wanted == found && plain(more, rest),
                _ => false,
            }
        }
        prop_assert_eq!(matches(&pattern, &path), plain(pattern.as_bytes(), path.as_bytes()));
    }
}
