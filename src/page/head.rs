//! What the head of a page announces: title, generator, base, canonical address, feeds, alternates.

use url::Url;

use super::links::resolve;
use super::sketch::Sketch;
use super::tag::Tag;
use super::technical::{self, Meta};

/// Announcements of one page.
#[derive(Default)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) generator: String,
    /// `base` element, resolved.
    pub(super) base: Option<Url>,
    pub(super) canonical: Option<Url>,
    /// Target of a `meta` refresh to another address.
    pub(super) refresh: Option<Url>,
    pub(super) feeds: Vec<Url>,
    /// `hreflang` and target of each alternate.
    pub(super) alternates: Vec<(String, Option<Url>)>,
    /// `og:type`, lower case.
    pub(super) kind: String,
    pub(super) metas: Vec<Meta>,
}

/// Most alternates and feeds that are kept.
const MOST: usize = 100;

/// Reads the announcements, wherever in the page they stand.
pub(super) fn read(sketch: &Sketch<'_>, url: &Url) -> Head {
    let mut head = Head::default();
    for &el in &sketch.head {
        match sketch.el(el).tag {
            Tag::Title if head.title.is_empty() && !sketch.ancestors(el).any(|a| sketch.el(a).tag == Tag::Raw) => {
                sketch.text_of(el).clone_into(&mut head.title);
            }
            Tag::Base if head.base.is_none() => {
                head.base = sketch.attr(el, "href").and_then(|href| url.join(href.trim()).ok());
            }
            Tag::Meta => read_meta(sketch, el, url, &mut head),
            Tag::Link => read_link(sketch, el, url, &mut head),
            _ => {}
        }
    }
    head
}

fn read_meta(sketch: &Sketch<'_>, el: u32, url: &Url, head: &mut Head) {
    if sketch.attr(el, "http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh")) {
        let base = head.base.as_ref().unwrap_or(url);
        let target = sketch.attr(el, "content").and_then(refresh_target).and_then(|target| resolve(target, base));
        head.refresh = head.refresh.take().or(target.filter(|target| target != url));
        return;
    }
    let Some(name) = sketch.attr(el, "name").or_else(|| sketch.attr(el, "property")) else { return };
    let content = || sketch.attr(el, "content").unwrap_or_default();
    technical::keep(&mut head.metas, name, content());
    if name.eq_ignore_ascii_case("generator") {
        head.generator = super::label::one_line(&crate::text::collapse(content()));
    } else if name.eq_ignore_ascii_case("og:type") {
        head.kind = content().trim().to_ascii_lowercase();
    }
}

fn read_link(sketch: &Sketch<'_>, el: u32, url: &Url, head: &mut Head) {
    let Some(rel) = sketch.attr(el, "rel") else { return };
    let is = |word: &str| rel.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word));
    let target = || sketch.attr(el, "href").and_then(|href| resolve(href.trim(), head.base.as_ref().unwrap_or(url)));
    if is("canonical") {
        let found = target();
        head.canonical = head.canonical.take().or(found);
    } else if is("alternate") {
        if let Some(language) = sketch.attr(el, "hreflang") {
            if head.alternates.len() < MOST {
                let target = target();
                head.alternates.push((language.trim().to_ascii_lowercase(), target));
            }
        } else if sketch.attr(el, "type").is_some_and(|kind| kind.contains("rss+xml") || kind.contains("atom+xml"))
            && head.feeds.len() < MOST
            && let Some(feed) = target()
        {
            head.feeds.push(feed);
        }
    }
}

/// The address in `0; url=/vi/`; `None` when the page only reloads itself.
fn refresh_target(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let named = rest.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("url"));
    let target = if named { rest[3..].trim_start().strip_prefix('=')? } else { rest };
    let target = target.trim().trim_matches(['\'', '"']).trim();
    (!target.is_empty()).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_names_its_target_in_several_spellings() {
        for content in ["0;url=/vi", "0; URL = /vi", "5;URL='/vi'", "0,url=\"/vi\"", "0; /vi"] {
            assert_eq!(refresh_target(content), Some("/vi"), "{content}");
        }
        for content in ["30", "", "0;", "0;url=", "0; url"] {
            assert!(refresh_target(content).is_none_or(|target| target == "url"), "{content}");
        }
    }
}
