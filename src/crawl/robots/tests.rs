//! RFC 9309 as a table: file, address, whether it may be asked for.

use proptest::prelude::*;

use super::*;

fn allows(file: &str, path: &str) -> bool {
    Robots::parse(file.as_bytes()).allows(&format!("http://mau.gov.vn{path}").parse().unwrap())
}

/// (what it shows, file, path, allowed)
const TABLE: &[(&str, &str, &str, bool)] = &[
    // Groups.
    ("no file content", "", "/a", true),
    ("only comments", "# nothing here", "/a", true),
    ("everybody", "User-agent: *\nDisallow: /", "/a", false),
    ("everybody, elsewhere", "User-agent: *\nDisallow: /b", "/a", true),
    ("another crawler", "User-agent: otherbot\nDisallow: /", "/a", true),
    ("by name", "User-agent: d42\nDisallow: /", "/a", false),
    ("by name in capitals", "USER-AGENT: D42\nDISALLOW: /", "/a", false),
    ("by name with version", "User-agent: d42/1.0 (x)\nDisallow: /", "/a", false),
    ("a longer name is another", "User-agent: d42bot\nDisallow: /", "/a", true),
    ("a shorter name is another", "User-agent: d4\nDisallow: /", "/a", true),
    ("named group wins over everybody's", "User-agent: *\nDisallow: /\n\nUser-agent: d42\nDisallow: /b", "/a", true),
    ("named group wins in any order", "User-agent: d42\nDisallow: /b\nUser-agent: *\nDisallow: /", "/a", true),
    ("named group without rules allows all", "User-agent: *\nDisallow: /\nUser-agent: d42\n", "/a", true),
    ("named group with empty rule allows all", "User-agent: d42\nDisallow:\nUser-agent: *\nDisallow: /", "/a", true),
    ("two names share a group", "User-agent: x\nUser-agent: d42\nDisallow: /a", "/a", false),
    ("a name after rules begins a group", "User-agent: d42\nDisallow: /b\nUser-agent: x\nDisallow: /a", "/a", true),
    (
        "groups of one name are joined",
        "User-agent: d42\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: d42\nDisallow: /b",
        "/b",
        false,
    ),
    (
        "groups of one name are joined, first",
        "User-agent: d42\nDisallow: /a\n\nUser-agent: d42\nDisallow: /b",
        "/a",
        false,
    ),
    ("blank lines do not end a group", "User-agent: *\n\n\nDisallow: /a", "/a", false),
    (
        "a sitemap does not end the names",
        "User-agent: d42\nSitemap: http://x/s.xml\nUser-agent: x\nDisallow: /a",
        "/a",
        false,
    ),
    ("an unknown line does not end the names", "User-agent: d42\nHost: x\nUser-agent: x\nDisallow: /a", "/a", false),
    ("rules before any name concern nobody", "Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", true),
    // Precedence.
    ("the longest wins, allow", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true),
    ("the longest wins, disallow", "User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", false),
    ("the longest wins in any order", "User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/c", true),
    ("equally long: allow", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true),
    ("equally long: allow, in any order", "User-agent: *\nAllow: /a\nDisallow: /a", "/a", true),
    ("a star counts as length", "User-agent: *\nAllow: /p\nDisallow: /p*x", "/pax", false),
    ("page before everything", "User-agent: *\nAllow: /page\nDisallow: /*.htm", "/page.htm", false),
    ("everything but one folder", "User-agent: *\nDisallow: /\nAllow: /tin-tuc/", "/tin-tuc/1", true),
    ("everything but one folder, outside", "User-agent: *\nDisallow: /\nAllow: /tin-tuc/", "/khac", false),
    // Paths.
    ("a prefix", "User-agent: *\nDisallow: /fish", "/fish.html", false),
    ("a prefix of a word", "User-agent: *\nDisallow: /fish", "/fishheads/y", false),
    ("case counts", "User-agent: *\nDisallow: /fish", "/Fish.asp", true),
    ("a prefix is not inside", "User-agent: *\nDisallow: /fish", "/catfish", true),
    ("a folder is not its file", "User-agent: *\nDisallow: /fish/", "/fish", true),
    ("a folder's query", "User-agent: *\nDisallow: /fish/", "/fish/?id=1", false),
    ("a query is part of the path", "User-agent: *\nDisallow: /a?x=1", "/a?x=1&y=2", false),
    ("another query", "User-agent: *\nDisallow: /a?x=1", "/a?x=2", true),
    ("a missing first slash is meant", "User-agent: *\nDisallow: admin", "/admin/x", false),
    ("an empty pattern forbids nothing", "User-agent: *\nDisallow:", "/a", true),
    ("an empty allow allows nothing", "User-agent: *\nDisallow: /a\nAllow:", "/a", false),
    ("robots.txt itself", "User-agent: *\nDisallow: /", "/robots.txt", true),
    // Special characters.
    ("star in front", "User-agent: *\nDisallow: /*.php", "/folder/x.php?y", false),
    ("star, no match", "User-agent: *\nDisallow: /*.php", "/folder/x.html", true),
    ("dollar ends", "User-agent: *\nDisallow: /*.php$", "/x.php", false),
    ("dollar ends, more follows", "User-agent: *\nDisallow: /*.php$", "/x.php?y=1", true),
    ("dollar ends, slash follows", "User-agent: *\nDisallow: /x$", "/x/", true),
    ("dollar finds the last place", "User-agent: *\nDisallow: /*.php$", "/x.php.php", false),
    ("dollar in the middle is itself", "User-agent: *\nDisallow: /a$b", "/ab", true),
    ("star between", "User-agent: *\nDisallow: /fish*.php", "/fishheads/catfish.php?p=1", false),
    ("star between, wrong case", "User-agent: *\nDisallow: /fish*.php", "/Fish.PHP", true),
    ("star at the end is no more than a prefix", "User-agent: *\nDisallow: /fish*", "/fish", false),
    ("two stars", "User-agent: *\nDisallow: /a**b", "/axxb", false),
    ("star alone", "User-agent: *\nDisallow: *", "/a", false),
    ("star before a query", "User-agent: *\nDisallow: /*?", "/a?b", false),
    ("star before a query, none", "User-agent: *\nDisallow: /*?", "/a", true),
    ("star in the address is itself", "User-agent: *\nDisallow: /a%2A", "/a*b", false),
    ("dollar in the address is itself", "User-agent: *\nDisallow: /a%24b", "/a$b", false),
    // Escapes.
    ("letters escaped in the file", "User-agent: *\nDisallow: /%62%61%7A", "/baz", false),
    ("letters escaped in the address", "User-agent: *\nDisallow: /baz", "/%62az", false),
    ("case of escapes", "User-agent: *\nDisallow: /a%3cd", "/a%3Cd", false),
    ("an escaped slash is no slash", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true),
    ("letters outside ASCII in the file", "User-agent: *\nDisallow: /thống-kê", "/th%E1%BB%91ng-k%C3%AA/1", false),
    ("letters outside ASCII in the address", "User-agent: *\nDisallow: /th%e1%bb%91ng", "/thống-kê", false),
    // Lines.
    ("comment behind a rule", "User-agent: * # all\nDisallow: /a # not this", "/a", false),
    ("blanks around", "  User-agent :  *  \n\t Disallow\t:\t/a ", "/a", false),
    ("carriage returns only", "User-agent: *\rDisallow: /a\r", "/a", false),
    ("carriage returns and newlines", "User-agent: *\r\nDisallow: /a\r\n", "/a", false),
    ("byte order mark", "\u{feff}User-agent: *\nDisallow: /a", "/a", false),
    ("NULs", "User-agent: *\n\0\0Dis\0allow: /a\0", "/a", false),
    ("misspelt", "Useragent: *\nDissallow: /a", "/a", false),
    ("colon forgotten", "User-agent *\nDisallow /a", "/a", false),
    ("a page instead of a file", "<!doctype html><html><body>Disallow: /a</body>", "/a", true),
    ("an address behind the name of a rule", "User-agent: *\nDisallow: http://mau.gov.vn/a", "/a", true),
];

#[test]
fn the_rfc_holds_case_by_case() {
    assert!(TABLE.len() >= 60);
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
    assert_eq!(delay("User-agent: *\nCrawl-delay: 86400"), Some(LONGEST_DELAY));
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
