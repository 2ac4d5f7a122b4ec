//! Sitemaps (sitemaps.org protocol 0.9): the addresses of a `urlset`, the files of a `sitemapindex`, or plain text.
//! Read as a stream; whatever a hostile file does, memory and time stay within the limits below.

use quick_xml::{Reader, escape::resolve_xml_entity, events::Event};

use crate::fetch::{Exchange, decode, gunzip, is_gzip};

/// Most addresses taken from one file.
pub(super) const MOST_ADDRESSES: usize = 50_000;
/// Most bytes after decompression.
const CAP: usize = 50 << 20;
/// Deepest nesting of elements read; the protocol needs three.
const DEEPEST: usize = 16;
/// Longest address in bytes, by the protocol.
const LONGEST: usize = 2048;

/// What a sitemap file names, as written and in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitemap {
    /// Addresses of pages.
    pub pages: Vec<String>,
    /// Addresses of further sitemaps.
    pub files: Vec<String>,
    /// Whether the file broke off or was cut at a limit.
    pub incomplete: bool,
}

impl Sitemap {
    /// Reads the body of an answer: content coding and gzip files undone. `None` if it is no sitemap at all.
    pub fn of(exchange: &Exchange) -> Option<Self> {
        let mut body = decode(exchange, CAP).ok()?;
        let mut cut = exchange.truncated.is_some() || body.cut;
        if is_gzip(&body.bytes) {
            body = gunzip(&body.bytes, CAP).ok()?;
            cut |= body.cut;
        }
        let mut sitemap = Self::parse(&body.bytes)?;
        sitemap.incomplete |= cut;
        Some(sitemap)
    }

    /// Reads XML or plain text. `None` if it is neither kind of sitemap.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
        if bytes.starts_with(b"<") { parse_xml(bytes) } else { parse_text(bytes) }
    }

    fn len(&self) -> usize {
        self.pages.len() + self.files.len()
    }
}

fn parse_text(bytes: &[u8]) -> Option<Sitemap> {
    let mut sitemap = Sitemap::default();
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii) {
        if line.is_empty() {
            continue;
        }
        if sitemap.len() >= MOST_ADDRESSES {
            sitemap.incomplete = true;
            break;
        }
        match std::str::from_utf8(line) {
            Ok(line) if line.len() <= LONGEST && (line.starts_with("http://") || line.starts_with("https://")) => {
                sitemap.pages.push(line.to_owned());
            }
            // One line that is no address makes it another kind of text.
            _ => return None,
        }
    }
    (sitemap.len() > 0).then_some(sitemap)
}

fn parse_xml(bytes: &[u8]) -> Option<Sitemap> {
    // The protocol asks for UTF-8; addresses are ASCII in every charset in use.
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut sitemap = Sitemap::default();
    // Local names of the open elements; `image:loc` stands below `image:image` and is not taken.
    let mut open: Vec<Tag> = Vec::new();
    let mut address: Option<String> = None;
    let mut recognised = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let tag = Tag::of(start.local_name().as_ref());
                recognised |= open.is_empty() && tag == Tag::Root;
                if tag == Tag::Loc && matches!(open.last(), Some(Tag::Url | Tag::Sitemap)) {
                    address = Some(String::new());
                }
                open.push(tag);
                if open.len() > DEEPEST || !recognised {
                    sitemap.incomplete = true;
                    break;
                }
            }
            Ok(Event::End(_)) => {
                if open.pop() == Some(Tag::Loc)
                    && let Some(found) = address.take()
                {
                    keep(&mut sitemap, open.last(), &found);
                }
                if sitemap.len() >= MOST_ADDRESSES {
                    sitemap.incomplete = true;
                    break;
                }
            }
            Ok(Event::Text(text)) => push(&mut address, &text),
            Ok(Event::CData(text)) => push(&mut address, &text),
            // Only the five predefined entities and numbers; nothing a file declares is ever expanded.
            Ok(Event::GeneralRef(reference)) => match (reference.resolve_char_ref(), resolve_xml_entity(&reference)) {
                (Ok(Some(c)), _) => push(&mut address, c.encode_utf8(&mut [0; 4])),
                (_, Some(known)) => push(&mut address, known),
                _ => address = None,
            },
            Ok(Event::Eof) => {
                sitemap.incomplete |= !open.is_empty();
                break;
            }
            Ok(_) => {}
            Err(_) => {
                sitemap.incomplete = true;
                break;
            }
        }
    }
    recognised.then_some(sitemap)
}

fn push(address: &mut Option<String>, text: &str) {
    if let Some(so_far) = address {
        if so_far.len() + text.len() > 2 * LONGEST {
            *address = None;
        } else {
            so_far.push_str(text);
        }
    }
}

fn keep(sitemap: &mut Sitemap, parent: Option<&Tag>, found: &str) {
    let found = found.trim();
    if found.is_empty() || found.len() > LONGEST {
        return;
    }
    match parent {
        Some(Tag::Url) => sitemap.pages.push(found.to_owned()),
        Some(Tag::Sitemap) => sitemap.files.push(found.to_owned()),
        _ => {}
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Root,
    Url,
    Sitemap,
    Loc,
    Other,
}

impl Tag {
    fn of(name: &str) -> Self {
        match name {
            "urlset" | "sitemapindex" => Self::Root,
            "url" => Self::Url,
            "sitemap" => Self::Sitemap,
            "loc" => Self::Loc,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Sitemap {
        Sitemap::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn pages_and_files_are_told_apart() {
        let pages = parse(
            "\u{feff}<?xml version='1.0'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\
             <url><loc>\n http://mau.gov.vn/a?x=1&amp;y=&#50; </loc><lastmod>2026-01-01</lastmod>\
             <image:image><image:loc>http://mau.gov.vn/i.png</image:loc></image:image></url>\
             <url><loc><![CDATA[http://mau.gov.vn/b]]></loc></url><url><loc/></url></urlset>",
        );
        assert_eq!(pages.pages, ["http://mau.gov.vn/a?x=1&y=2", "http://mau.gov.vn/b"]);
        assert!(pages.files.is_empty() && !pages.incomplete);
        let index = parse("<s:sitemapindex><s:sitemap><s:loc>/s1.xml.gz</s:loc></s:sitemap></s:sitemapindex>");
        assert_eq!((index.files, index.pages), (vec!["/s1.xml.gz".to_owned()], Vec::new()));
    }

    #[test]
    fn plain_text_counts_when_every_line_is_an_address() {
        assert_eq!(parse("http://mau.gov.vn/a\r\nhttps://mau.gov.vn/b\n").pages.len(), 2);
        for other in ["", "hello", "http://mau.gov.vn/a\nhello", "<html><body></body></html>", "<rss><url><loc>x"] {
            assert_eq!(Sitemap::parse(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn what_a_broken_file_named_before_it_broke_is_kept() {
        let broken = parse("<urlset><url><loc>http://mau.gov.vn/a</loc></url><url><loc>http://mau.gov.vn/");
        assert_eq!(broken.pages, ["http://mau.gov.vn/a"]);
        assert!(broken.incomplete);
        let malformed = parse("<urlset><url><loc>http://mau.gov.vn/a</loc></url><url <<>");
        assert_eq!(malformed.pages.len(), 1);
    }

    #[test]
    fn entities_a_file_declares_are_not_expanded() {
        let laughs = "<?xml version='1.0'?><!DOCTYPE urlset [<!ENTITY a 'http://mau.gov.vn/'><!ENTITY b '&a;&a;&a;'>\
                      <!ENTITY x SYSTEM 'file:///etc/passwd'>]>\
                      <urlset><url><loc>&b;</loc></url><url><loc>&x;</loc></url>\
                      <url><loc>http://mau.gov.vn/ok</loc></url></urlset>";
        assert_eq!(parse(laughs).pages, ["http://mau.gov.vn/ok"]);
    }

    #[test]
    fn size_and_depth_are_bounded() {
        let many = format!("<urlset>{}</urlset>", "<url><loc>http://m/</loc></url>".repeat(MOST_ADDRESSES + 10));
        let many = parse(&many);
        assert!(many.pages.len() == MOST_ADDRESSES && many.incomplete);
        assert!(parse(&format!("<urlset>{}", "<a>".repeat(100_000))).incomplete);
        let long = format!("<urlset><url><loc>http://m/{}</loc></url></urlset>", "a".repeat(100_000));
        assert!(parse(&long).pages.is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_trouble(body: Vec<u8>, xml in "<urlset>[<>/a-z&;#x0-9!\\[\\]' -]{0,80}") {
            Sitemap::parse(&body);
            Sitemap::parse(xml.as_bytes());
        }
    }
}
