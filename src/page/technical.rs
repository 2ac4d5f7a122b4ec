//! What the source of a page says beyond what a reader sees: named metadata, the declared language, pictures with
//! words in place of them, the state's services that its scripts call.

use std::collections::BTreeSet;

use memchr::memmem;

use super::head::Head;
use super::sketch::Sketch;
use super::tag::Tag;

/// Most named metadata of a page, and the longest value that is kept, in bytes.
const MAX_METAS: usize = 60;
pub(super) const LONGEST_META: usize = 300;

/// Under which domain services of the state are.
const STATE: &str = ".gov.vn";
/// Most services of a page; the longest name of a host, in bytes (RFC 1035, section 2.3.4).
const MOST_SERVICES: usize = 40;
const LONGEST_HOST: usize = 253;

/// One `meta` element with a name and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// `name` or `property`, lower case (`dc.title`, `og:title`, `viewport`).
    pub name: String,
    /// Its value, white space collapsed, never empty.
    pub content: String,
}

/// What the source says beyond the content.
#[derive(Clone, Debug, Default)]
pub struct Technical {
    /// Named metadata in document order.
    pub metas: Vec<Meta>,
    /// `lang` of the document element, lower case; empty if not declared.
    pub language: String,
    /// `img` elements on the page.
    pub pictures: u32,
    /// Those with an `alt` attribute; an empty one says that the picture only decorates (HTML, section 4.8.4.4).
    pub described: u32,
    /// Hosts under `.gov.vn` that scripts call or are loaded from, sorted.
    pub services: Vec<String>,
}

/// Takes the metadata that [`super::head`] has read and looks at the rest.
pub(super) fn collect(sketch: &Sketch<'_>, head: &mut Head) -> Technical {
    let root = sketch.els.iter().position(|el| el.tag == Tag::Html);
    let language = root.and_then(|el| sketch.attr(el as u32, "lang")).unwrap_or_default().trim().to_ascii_lowercase();
    let pictures = || sketch.images.iter().filter(|el| sketch.el(**el).tag == Tag::Img);
    Technical {
        metas: std::mem::take(&mut head.metas),
        language,
        pictures: pictures().count() as u32,
        described: pictures().filter(|el| sketch.attr(**el, "alt").is_some()).count() as u32,
        services: services(sketch),
    }
}

fn services(sketch: &Sketch<'_>) -> Vec<String> {
    let mut hosts = BTreeSet::new();
    for text in sketch.scripts.iter().chain(&sketch.script_files) {
        for end in memmem::find_iter(text.as_bytes(), STATE).take(MOST_SERVICES) {
            let host = &text[..end + STATE.len()];
            let other = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
            let host = &host[host.rfind(other).map_or(0, |at| host.ceil_char_boundary(at + 1))..];
            // "…gov.vnpt.vn" is another.
            let whole = !text[end + STATE.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
            if whole && host.len() > STATE.len() && host.len() <= LONGEST_HOST && hosts.len() < MOST_SERVICES {
                hosts.insert(host.to_ascii_lowercase());
            }
        }
    }
    hosts.into_iter().collect()
}

/// Keeps one `meta` element, unless it says nothing or the page has too many.
pub(super) fn keep(metas: &mut Vec<Meta>, name: &str, content: &str) {
    if metas.len() < MAX_METAS && content.chars().any(char::is_alphanumeric) {
        let mut content = crate::text::collapse(content);
        content.truncate(content.floor_char_boundary(LONGEST_META));
        metas.push(Meta { name: name.trim().to_ascii_lowercase(), content });
    }
}
