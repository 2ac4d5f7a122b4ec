//! Entries of menus that a script would build: addresses that stand in the text of inline scripts and data, each with the
//! words that stand beside it. Entries without words are left out: scripts are full of addresses of parts, pictures and
//! services.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use url::Url;

use super::links::{file_kind, resolve};
use super::sketch::Sketch;
use super::{At, LabelSource, Link, Region};

/// Most bytes of scripts that are read.
const MOST_BYTES: usize = 1 << 20;
/// Most addresses that are looked at, and most entries that are kept.
const MOST_TRIED: usize = 4_000;
const MOST_KEPT: usize = 1_000;
/// Words and address of an entry stand no further apart, in bytes.
const NEAR: usize = 300;
/// Longest address and longest words, in bytes.
const LONGEST_ADDRESS: usize = 500;
const LONGEST_WORDS: usize = 200;

/// How a quoted address begins, and what a key is called whose value may be one.
static STARTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let starts =
        ["\"/", "'/", "\"\\/", "'\\/", "\"http", "'http", "url\"", "href\"", "link\"", "url:", "href:", "link:"];
    AhoCorasick::builder()
        .ascii_case_insensitive(false)
        .build(starts)
        .expect("few short patterns make a small automaton")
});

/// Names of the words of an entry.
const NAMES: &[&str] =
    &["title", "name", "text", "label", "caption", "ten", "tieude", "tenmenu", "ten_menu", "tieu_de"];

/// The entries, in the order of the scripts.
pub(super) fn collect(sketch: &Sketch<'_>, base: &Url) -> Vec<Link> {
    let (mut entries, mut tried, mut bytes) = (Vec::new(), 0, 0);
    for script in &sketch.scripts {
        bytes += script.len();
        if bytes > MOST_BYTES {
            break;
        }
        let mut done = 0;
        for found in STARTS.find_iter(script) {
            if found.start() < done {
                continue;
            }
            tried += 1;
            if tried > MOST_TRIED || entries.len() >= MOST_KEPT {
                return entries;
            }
            let quoted = script.as_bytes()[found.start()];
            let open = match quoted {
                b'"' | b'\'' => Some(found.start()),
                _ => value_after(script, found.end()),
            };
            let Some((address, end)) = open.and_then(|open| literal(script, open)) else { continue };
            done = end;
            if let Some(target) = target(&address, base)
                && let Some(label) = words_beside(script, open.unwrap_or_default(), end)
            {
                entries.push(Link {
                    file: file_kind(&target),
                    target: Some(target),
                    label,
                    source: LabelSource::Text,
                    slug: String::new(),
                    image_only: false,
                    script: None,
                    nofollow: false,
                    at: At { pos: 0, region: Region::Main },
                });
            }
        }
    }
    entries
}

/// Where the quoted value of a key begins whose name ends before `at`.
fn value_after(script: &str, at: usize) -> Option<usize> {
    let rest = script[at..].trim_start();
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    let open = script.len() - rest.len();
    (rest.starts_with(['"', '\'']) && open - at < 8).then_some(open)
}

/// The text quoted at `open`, escapes undone, and where it ends.
fn literal(script: &str, open: usize) -> Option<(String, usize)> {
    let quote = *script.as_bytes().get(open).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let inner = &script[open + 1..];
    let limit = inner.floor_char_boundary(LONGEST_ADDRESS);
    let mut text = String::new();
    let mut chars = inner[..limit].char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next()?.1 {
                'u' => {
                    let code = inner.get(at + 2..at + 6)?;
                    text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                    chars.nth(3);
                }
                'n' | 't' | 'r' => text.push(' '),
                other => text.push(other),
            },
            '\n' => return None,
            c if c == char::from(quote) => return Some((text, open + 1 + at + 1)),
            c => text.push(c),
        }
    }
    None
}

/// The page that `address` leads to, if it is the address of one.
fn target(address: &str, base: &Url) -> Option<Url> {
    const PARTS: &[&str] =
        &["css", "js", "json", "png", "jpg", "jpeg", "gif", "svg", "ico", "woff", "woff2", "webp", "map"];
    let plain = !address.contains(['{', '}', '<', '>', ' ', '$', '*', '(', '|', '^', '\\']);
    let rooted = address.strip_prefix('/').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let absolute = address.starts_with("http://") || address.starts_with("https://");
    let relative = address.starts_with(|c: char| c.is_ascii_alphanumeric())
        && [".html", ".htm", ".aspx", ".php", ".jsp"].iter().any(|ending| address.contains(ending));
    let name = address.split(['?', '#']).next()?.rsplit('/').next()?;
    let part = name.rsplit_once('.').is_some_and(|(_, ending)| PARTS.contains(&ending.to_ascii_lowercase().as_str()));
    (plain && (rooted || absolute || relative) && !part).then(|| resolve(address, base)).flatten()
}

/// The words of the entry whose address stands at `open..end`: under a known name in the same braces, else the text quoted
/// right before it in the same brackets.
fn words_beside(script: &str, open: usize, end: usize) -> Option<String> {
    let before = &script[script.floor_char_boundary(open.saturating_sub(NEAR))..open];
    let after = &script[end..script.floor_char_boundary((end + NEAR).min(script.len()))];
    let own_before = &before[before.rfind(['{', '}', '[']).map_or(0, |at| at + 1)..];
    let own_after = &after[..after.find(['{', '}', '[', ']']).unwrap_or(after.len())];
    let named = |part: &str| {
        NAMES.iter().find_map(|name| {
            part.match_indices(name).find_map(|(at, _)| {
                let whole = !part[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
                let rest = part[at + name.len()..].trim_start_matches(['"', '\'']).trim_start();
                let value = rest.strip_prefix(':').filter(|_| whole)?.trim_start();
                said(&literal(value, 0)?.0)
            })
        })
    };
    named(own_before).or_else(|| named(own_after)).or_else(|| {
        let call = before.trim_end().strip_suffix(',')?.trim_end();
        let quote = call.chars().next_back().filter(|c| matches!(c, '"' | '\''))?;
        let inner = &call[..call.len() - 1];
        said(&literal(call, inner.rfind(quote)?)?.0)
    })
}

/// The words, if they are words for people.
fn said(text: &str) -> Option<String> {
    let text = crate::text::collapse(text);
    let for_people = !text.contains('<') && (text.contains(' ') || !text.is_ascii());
    (for_people && text.len() <= LONGEST_WORDS && text.chars().any(char::is_alphabetic)).then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::dom;
    use super::*;

    fn entries(script: &str) -> Vec<(String, String)> {
        let html = dom::parse(&format!("<body><script>{script}</script>"));
        let links = collect(&Sketch::of(&html), &Url::parse("http://a.gov.vn/x/").unwrap());
        links
            .into_iter()
            .map(|link| (link.label, link.target.unwrap()[url::Position::BeforePath..].to_owned()))
            .collect()
    }

    fn pair(label: &str, path: &str) -> (String, String) {
        (label.to_owned(), path.to_owned())
    }

    #[test]
    fn menus_in_json_are_read_with_their_words() {
        let found = entries(
            r#"var menu=[{"title":"Gi\u1edbi thi\u1ec7u","url":"\/gioi-thieu"},{"url":"/lien-he?x=1","icon":"/i.png","name":"Liên hệ"},
            {name:'Cơ cấu tổ chức',link:'co-cau.aspx',children:[{title:"Lãnh đạo",href:"http://a.gov.vn/lanh-dao"}]}]"#,
        );
        let wanted = [
            pair("Giới thiệu", "/gioi-thieu"),
            pair("Liên hệ", "/lien-he?x=1"),
            pair("Cơ cấu tổ chức", "/x/co-cau.aspx"),
            pair("Lãnh đạo", "/lanh-dao"),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn calls_that_build_a_menu_are_read() {
        assert_eq!(
            entries("addItem('Thủ tục hành chính', '/thu-tuc'); d.add(3,0,\"Văn bản\",'/van-ban/');"),
            [pair("Thủ tục hành chính", "/thu-tuc"), pair("Văn bản", "/van-ban/")]
        );
    }

    #[test]
    fn parts_services_and_patterns_are_no_entries() {
        let script = r#"load('/o/theme/main.js');var api="/api/v1/menu",re='/^a$/',css="/a.css";fetch("/x",{title:"Đang tải"});
            {"title":"Ảnh đẹp","url":"/anh.png"};a='<a href="/y">'+t;{"name":"id","url":"/z"};url:"{{link}}""#;
        assert_eq!(entries(script), []);
    }

    proptest! {
        #[test]
        fn any_script_is_read(
            parts in prop::collection::vec(
                prop_oneof!["(url|title|name|link)?[\"']?:?", "[\"'{}\\[\\],\\\\]", "\\\\u[0-9a-fđ]{0,4}", "/a", "http://b/", "đ", "\\PC{0,3}"],
                0..40,
            ),
        ) {
            entries(&parts.concat());
        }
    }
}
