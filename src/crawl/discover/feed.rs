//! News feeds (RSS 0.9 to 2.0, RDF, Atom): the entries with their titles. Read as a stream within the limits below.

use quick_xml::{
    Reader,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};

use crate::{
    fetch::{Exchange, decode, gunzip, is_gzip},
    text,
};

/// Most bytes after decompression.
const CAP: usize = 5 << 20;
/// Most entries taken from one feed.
const MOST_ENTRIES: usize = 200;
/// Deepest nesting of elements read.
const DEEPEST: usize = 32;
/// Longest title or address, in bytes.
const LONGEST: usize = 2048;

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::crawl) struct FeedEntry {
    pub(in crate::crawl) title: String,
    /// As written.
    pub(in crate::crawl) address: String,
}

/// The entries of the feed in an answer; `None` if it is none.
pub(in crate::crawl) fn entries_of(exchange: &Exchange) -> Option<Vec<FeedEntry>> {
    let mut body = decode(exchange, CAP).ok()?;
    if is_gzip(&body.bytes) {
        body = gunzip(&body.bytes, CAP).ok()?;
    }
    parse(&body.bytes)
}

fn parse(bytes: &[u8]) -> Option<Vec<FeedEntry>> {
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    let mut reader = Reader::from_str(text.trim_start());
    reader.config_mut().check_end_names = false;
    let mut entries: Vec<FeedEntry> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut said = String::new();
    let mut recognised = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let name = start.local_name().as_ref().to_owned();
                recognised |= open.is_empty() && matches!(name.as_str(), "rss" | "feed" | "RDF");
                if !recognised || open.len() > DEEPEST || entries.len() >= MOST_ENTRIES {
                    break;
                }
                begin(&start, &name, &mut entries, open.last());
                said.clear();
                open.push(name);
            }
            Ok(Event::Empty(start)) => {
                let name = start.local_name().as_ref().to_owned();
                begin(&start, &name, &mut entries, open.last());
            }
            Ok(Event::End(_)) => {
                let name = open.pop();
                let inside = open.last().is_some_and(|parent| is_entry(parent));
                if let Some(entry) = entries.last_mut().filter(|_| inside) {
                    match name.as_deref() {
                        Some("title") => entry.title = text::collapse(&said),
                        Some("link") if entry.address.is_empty() => said.trim().clone_into(&mut entry.address),
                        _ => {}
                    }
                }
                said.clear();
            }
            Ok(Event::Text(text)) => push(&mut said, &text),
            Ok(Event::CData(text)) => push(&mut said, &text),
            Ok(Event::GeneralRef(reference)) => match (reference.resolve_char_ref(), resolve_xml_entity(&reference)) {
                (Ok(Some(c)), _) => push(&mut said, c.encode_utf8(&mut [0; 4])),
                (_, Some(known)) => push(&mut said, known),
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    entries.retain(|entry| !entry.address.is_empty());
    recognised.then_some(entries)
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

/// What an element that begins says: a new entry, or the address of an Atom link.
fn begin(start: &BytesStart<'_>, name: &str, entries: &mut Vec<FeedEntry>, parent: Option<&String>) {
    if is_entry(name) {
        entries.push(FeedEntry::default());
    } else if name == "link" && parent.is_some_and(|parent| is_entry(parent)) {
        let value = |key: &str| {
            let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == key)?;
            Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
        };
        let about_it = value("rel").is_none_or(|rel| rel == "alternate");
        if let (Some(entry), Some(address), true) = (entries.last_mut(), value("href"), about_it) {
            entry.address = address;
        }
    }
}

fn push(said: &mut String, text: &str) {
    if said.len() + text.len() <= LONGEST {
        said.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pairs(feed: &str) -> Vec<(String, String)> {
        let entries = parse(feed.as_bytes()).unwrap();
        entries.into_iter().map(|entry| (entry.title, entry.address)).collect()
    }

    #[test]
    fn rss_and_atom_entries_have_titles_and_addresses() {
        let rss = "<?xml version='1.0'?><rss version='2.0'><channel><title>Cổng</title><link>http://a/</link>\
                   <item><title><![CDATA[Công khai  ngân sách]]></title><link> http://a/1?x=1&amp;y=2 </link></item>\
                   <item><title>Không có</title></item></channel></rss>";
        assert_eq!(pairs(rss), [("Công khai ngân sách".to_owned(), "http://a/1?x=1&y=2".to_owned())]);
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><link href='/self'/><entry><title>B &amp; C</title>\
                    <link rel='edit' href='/e'/><link href='/b'/></entry></feed>";
        assert_eq!(pairs(atom), [("B & C".to_owned(), "/b".to_owned())]);
        let rdf = "<rdf:RDF xmlns:rdf='x'><item><title>D</title><link>/d</link></item></rdf:RDF>";
        assert_eq!(pairs(rdf), [("D".to_owned(), "/d".to_owned())]);
    }

    #[test]
    fn other_files_are_no_feeds_and_broken_ones_keep_what_came_before() {
        assert_eq!(parse(b"<html><item><link>/a</link></item>"), None);
        assert_eq!(parse(b"a"), None);
        assert_eq!(pairs("<rss><item><title>A</title><link>/a</link></item><item><title").len(), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_trouble(body: Vec<u8>, xml in "<rss>[<>/a-z&;#x0-9='!\\[\\]-]{0,80}") {
            parse(&body);
            parse(xml.as_bytes());
        }
    }
}
