//! Ways to other addresses: links, image maps, frames, choices of a list that open an address, elements with a script
//! that does.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use url::Url;

use super::is_route;
use super::label;
use super::sketch::Sketch;
use super::tag::Tag;
use super::{FileKind, LabelSource, Link};

/// Most links of a page; the largest seen on a real portal has some 1,500.
const MAX_LINKS: usize = 20_000;
/// Most controls of a page.
const MAX_CONTROLS: usize = 2_000;
/// Longest script text that is kept, in bytes.
const MAX_SCRIPT: usize = 200;
/// Longest address that is resolved.
const MAX_ADDRESS: usize = 4_000;

/// Links and controls, each in document order.
pub(super) fn collect(sketch: &Sketch<'_>, base: &Url) -> (Vec<Link>, Vec<Link>) {
    let mut addresses = Addresses {
        base,
        known: HashMap::with_capacity_and_hasher(sketch.anchors.len().min(MAX_LINKS), RandomState::default()),
    };
    let mut links = Vec::with_capacity(sketch.anchors.len().min(MAX_LINKS));
    for &el in sketch.anchors.iter().take(MAX_LINKS) {
        if let Some(link) = anchor(sketch, el, &mut addresses) {
            links.push(link);
        }
    }
    let plain = links.len();
    let mut controls = Vec::new();
    for &el in sketch.jumps.iter().take(MAX_LINKS) {
        if links.len() >= MAX_LINKS {
            break;
        }
        match jump(sketch, el, &mut addresses) {
            Some(link) if link.target.is_some() => links.push(link),
            Some(link) if controls.len() < MAX_CONTROLS => controls.push(link),
            _ => {}
        }
    }
    if links.len() > plain {
        links.sort_by_key(|link| link.at.pos);
    }
    for &el in sketch.buttons.iter().take(MAX_CONTROLS) {
        if sketch.attr(el, "onclick").is_none() {
            controls.push(control(sketch, el));
        }
    }
    controls.sort_by_key(|control| control.at.pos);
    controls.truncate(MAX_CONTROLS);
    (links, controls)
}

fn anchor<'t>(sketch: &Sketch<'t>, el: u32, addresses: &mut Addresses<'t, '_>) -> Option<Link> {
    let (mut href, mut onclick, mut rel) = (None, None, None);
    for (name, value) in sketch.el(el).attributes.iter() {
        match name {
            "href" => href = Some(value.trim()),
            "onclick" => onclick = Some(value),
            "rel" => rel = Some(value),
            _ => {}
        }
    }
    let (target, script) = follow(href, onclick, addresses);
    let images = !sketch.within(&sketch.images, el).is_empty();
    let link = finish(sketch, el, target, script, rel, images);
    // A named anchor or an empty wrapper leads nowhere and says nothing.
    (link.target.is_some() || link.script.is_some() || !link.label.is_empty()).then_some(link)
}

/// Target and script of a link. `#`, `javascript:` and empty targets cannot be followed; the script may name an
/// address that can.
fn follow<'t>(
    href: Option<&'t str>,
    onclick: Option<&'t str>,
    addresses: &mut Addresses<'t, '_>,
) -> (Option<Url>, Option<String>) {
    let href = href.unwrap_or_default();
    let colon = href.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
    let script_text = if colon { Some(&href[11..]) } else { onclick };
    let script = script_text.map(str::trim).filter(|text| !text.is_empty()).map(cut);
    let place = href.strip_prefix('#').is_some_and(|fragment| !is_route(fragment));
    if !colon && !href.is_empty() && !place {
        return (addresses.resolve(href), onclick.map(|text| cut(text.trim())).filter(|text| !text.is_empty()));
    }
    // `javascript:void(0)` beside a script that says more.
    let said = [script_text, onclick].into_iter().flatten().find_map(address_in_script);
    (said.and_then(|address| addresses.resolve(address)), script)
}

fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(MAX_SCRIPT)].to_owned()
}

/// Addresses as they stand on one page, each resolved once: menus are printed twice, for wide screens and for narrow
/// ones, and every entry of a list leads to the same place by its picture and by its title.
struct Addresses<'t, 'b> {
    base: &'b Url,
    known: HashMap<&'t str, Option<Url>, RandomState>,
}

impl<'t> Addresses<'t, '_> {
    fn resolve(&mut self, address: &'t str) -> Option<Url> {
        self.known.entry(address).or_insert_with(|| resolve(address, self.base)).clone()
    }
}

/// An absolute address; mail, telephone and data addresses are no targets.
pub(super) fn resolve(address: &str, base: &Url) -> Option<Url> {
    if address.is_empty() || address.len() > MAX_ADDRESS {
        return None;
    }
    let url = base.join(address).ok()?;
    matches!(url.scheme(), "http" | "https" | "ftp").then_some(url)
}

/// The address in `location.href='…'`, `location = "…"`, `window.open('…')`; in any other call only one from the root or
/// a whole one.
fn address_in_script(script: &str) -> Option<&str> {
    const ROOTED: [&str; 6] = ["'/", "\"/", "'http:", "\"http:", "'https:", "\"https:"];
    let jumps = ["location", "window.open", "open("].iter().filter_map(|word| script.find(word)).min();
    let rest = &script[jumps.or_else(|| ROOTED.iter().filter_map(|start| script.find(start)).min())?..];
    let open = rest.find(['\'', '"'])?;
    let quote = rest.as_bytes()[open];
    let inner = &rest[open + 1..];
    let close = inner.bytes().position(|b| b == quote)?;
    let address = inner[..close].trim();
    (address.len() > 1 && !address.starts_with('#') && (address.contains(['/', '.', '?']))).then_some(address)
}

/// Frames, areas, choices and elements with a script.
fn jump<'t>(sketch: &Sketch<'t>, el: u32, addresses: &mut Addresses<'t, '_>) -> Option<Link> {
    let tag = sketch.el(el).tag;
    let data = || sketch.attr(el, "data-url").or_else(|| sketch.attr(el, "data-href"));
    match tag {
        Tag::Area => {
            let (target, script) =
                follow(sketch.attr(el, "href").map(str::trim), sketch.attr(el, "onclick"), addresses);
            Some(finish(sketch, el, target, script, sketch.attr(el, "rel"), true))
        }
        Tag::Iframe | Tag::Embed => {
            let source = sketch.attr(el, "src").or_else(|| sketch.attr(el, "data-src"))?;
            Some(finish(sketch, el, addresses.resolve(source.trim()), None, None, false))
        }
        Tag::Object => Some(finish(sketch, el, addresses.resolve(sketch.attr(el, "data")?.trim()), None, None, false)),
        Tag::Option => {
            let address = data().or_else(|| sketch.attr(el, "value"))?.trim();
            let absolute =
                address.starts_with("http://") || address.starts_with("https://") || address.starts_with("//");
            let rooted = address.starts_with('/') && address.len() > 1;
            let target =
                (absolute || rooted || data().is_some() || (is_address(address) && jumps_on_change(sketch, el)))
                    .then(|| addresses.resolve(address))
                    .flatten();
            target.is_some().then(|| finish(sketch, el, target, None, None, false))
        }
        _ => {
            let onclick = sketch.attr(el, "onclick");
            let target = data()
                .and_then(|address| addresses.resolve(address.trim()))
                .or_else(|| onclick.and_then(address_in_script).and_then(|address| addresses.resolve(address)));
            if target.is_some() && !sketch.within(&sketch.anchors, el).is_empty() {
                // The links inside say the same in plain words.
                return None;
            }
            let script = onclick.map(|text| cut(text.trim()));
            Some(finish(sketch, el, target, script, None, !sketch.within(&sketch.images, el).is_empty()))
        }
    }
}

/// Whether a value may be an address relative to the page.
fn is_address(value: &str) -> bool {
    value.len() > 2 && value.contains(['/', '.', '?']) && !value.contains(' ')
}

/// Whether the list around a choice goes where the choice says.
fn jumps_on_change(sketch: &Sketch<'_>, option: u32) -> bool {
    let list = sketch.ancestors(option).take(2).find(|el| sketch.el(*el).tag == Tag::Select);
    let script = list.and_then(|list| sketch.attr(list, "onchange"));
    script.is_some_and(|script| script.contains("location") || script.contains("open("))
}

fn control(sketch: &Sketch<'_>, el: u32) -> Link {
    let mut link = finish(sketch, el, None, None, None, false);
    if link.label.is_empty()
        && let Some(words) = ["value", "name", "id"].iter().find_map(|name| sketch.attr(el, name))
    {
        link.label = label::one_line(&crate::text::collapse(words));
        link.source = LabelSource::Attribute;
    }
    link
}

fn finish(
    sketch: &Sketch<'_>,
    el: u32,
    target: Option<Url>,
    script: Option<String>,
    rel: Option<&str>,
    images: bool,
) -> Link {
    let (mut label, mut source) = label::of(sketch, el);
    let image_only = images && source != LabelSource::Text;
    let picture = if image_only { label::image_words(sketch, el) } else { String::new() };
    // Most links say what they are; the words of their addresses are not worth making.
    let speechless = image_only || label.is_empty();
    let mut slug = target.as_ref().filter(|_| speechless).map(address_words).unwrap_or_default();
    if label.is_empty() && !picture.is_empty() {
        label.clone_from(&picture);
        source = LabelSource::FileName;
    } else if label.is_empty()
        && let Some(words) = target.as_ref().map(last_words).filter(|words| !words.is_empty())
    {
        label = words;
        source = LabelSource::Address;
    }
    if !picture.is_empty() {
        if !slug.is_empty() {
            slug.push(' ');
        }
        slug.push_str(&picture);
    }
    let file = target.as_ref().and_then(file_kind);
    let nofollow =
        rel.is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("nofollow")));
    Link { target, label, source, slug, file, image_only, script, nofollow, at: sketch.at(el) }
}

/// Words of path and query; identifiers and portlet state left out.
fn address_words(url: &Url) -> String {
    const LONGEST: usize = 300;
    let path = url.path();
    let mut words = crate::text::slug_words(&path[..path.len().min(LONGEST)]);
    if let Some(query) = url.query().filter(|query| query.len() <= LONGEST && !query.contains("p_p_id")) {
        for value in query.split('&').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value) {
            if value.len() > 5 && value.contains(['-', '_', '%', '+']) && value.bytes().any(|b| b.is_ascii_alphabetic())
            {
                let more = crate::text::slug_words(value);
                if !more.is_empty() {
                    words.push(' ');
                    words.push_str(&more);
                }
            }
        }
    }
    words
}

fn last_words(url: &Url) -> String {
    let mut parts = url.path_segments().into_iter().flatten().rev().filter(|part| part.len() <= 200);
    parts
        .find_map(|part| {
            let words = crate::text::slug_words(part);
            let telling = words.bytes().filter(u8::is_ascii_alphabetic).count() > 2
                && !matches!(words.as_str(), "index" | "default" | "home");
            telling.then_some(words)
        })
        .or_else(|| url.host_str().filter(|_| url.path().len() <= 1).map(str::to_owned))
        .unwrap_or_default()
}

/// The document format an address leads to. Liferay puts an identifier behind the file name; viewers and download
/// scripts carry it in the query.
pub(super) fn file_kind(url: &Url) -> Option<FileKind> {
    let path = url.path();
    let by_path = path.rsplit('/').take(3).find_map(kind_of_name);
    let by_query = || {
        let query = url.query()?;
        if !query.contains('.') && !query.contains("%2") {
            return None;
        }
        query.split('&').filter_map(|pair| pair.split_once('=')).find_map(|(_, value)| kind_of_name(value))
    };
    let kind = by_path.or_else(by_query)?;
    let feed = kind == FileKind::Data && ["rss", "feed", "sitemap", "atom"].iter().any(|word| path.contains(word));
    (!feed).then_some(kind)
}

/// Endings of file names by format.
const KINDS: &[(FileKind, &[&str])] = &[
    (FileKind::Pdf, &["pdf"]),
    (FileKind::Word, &["doc", "docx", "docm", "odt", "rtf"]),
    (FileKind::Sheet, &["xls", "xlsx", "xlsm", "ods", "csv"]),
    (FileKind::Slides, &["ppt", "pptx", "odp", "ppsx"]),
    (FileKind::Archive, &["zip", "rar", "7z", "gz", "tar"]),
    (FileKind::Data, &["json", "xml", "geojson", "shp", "kml", "gpkg", "rdf", "ttl", "jsonld", "parquet"]),
];

fn kind_of_name(name: &str) -> Option<FileKind> {
    const LONGEST: usize = 8;
    // Looked for in the last bytes only: most names have no ending at all.
    let bytes = name.as_bytes();
    let tail = &bytes[bytes.len().saturating_sub(LONGEST + 1)..];
    let dot = tail.iter().rposition(|byte| *byte == b'.')?;
    let ending = &tail[dot + 1..];
    if ending.len() < 2 {
        return None;
    }
    KINDS
        .iter()
        .find(|(_, endings)| endings.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(ending)))
        .map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn addresses_in_scripts_are_found() {
        assert_eq!(address_in_script("window.location.href='/van-ban'"), Some("/van-ban"));
        assert_eq!(
            address_in_script("javascript:window.open(\"http://a.gov.vn/x\", '_blank')"),
            Some("http://a.gov.vn/x")
        );
        assert_eq!(address_in_script("goTo('/tin-tuc')"), Some("/tin-tuc"));
        assert_eq!(address_in_script("mo(3, \"https://a.gov.vn/y\")"), Some("https://a.gov.vn/y"));
        assert_eq!(address_in_script("clickBanner(90)"), None);
        assert_eq!(address_in_script("__doPostBack('ctl00$x','')"), None);
        assert_eq!(address_in_script("location='"), None);
    }

    #[test]
    fn files_are_known_behind_identifiers_and_viewers() {
        for (address, kind) in [
            ("http://a.gov.vn/x.PDF", Some(FileKind::Pdf)),
            ("http://a.gov.vn/documents/10180/0/bao%20cao.docx/6f1c-22?t=15", Some(FileKind::Word)),
            ("http://a.gov.vn/download?file=kh.xlsx&id=1", Some(FileKind::Sheet)),
            ("http://a.gov.vn/23-VBHN-VPQH..pdf", Some(FileKind::Pdf)),
            ("http://a.gov.vn/rss/tin.xml", None),
            ("http://a.gov.vn/trang.html", None),
        ] {
            assert_eq!(file_kind(&url(address)), kind, "{address}");
        }
    }

    #[test]
    fn malformed_targets_are_no_targets() {
        let base = url("http://a.gov.vn/b/");
        assert_eq!(resolve("http://[bad", &base), None);
        assert_eq!(resolve("mailto:a@b.vn", &base), None);
        assert_eq!(resolve("c.html", &base).unwrap().as_str(), "http://a.gov.vn/b/c.html");
    }
}
