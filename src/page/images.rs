//! Pictures that may carry content.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::label;
use super::sketch::Sketch;
use super::tag::Tag;
use super::{Image, Region};

/// Most pictures of a page.
const MAX_IMAGES: usize = 2_000;
/// Pictures with a declared side below this are icons, in pixels.
const ICON: u32 = 60;

/// Words in the file names of pictures that only decorate.
static DECORATIONS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build([
            "icon",
            "ico_",
            "spacer",
            "blank",
            "pixel",
            "bullet",
            "arrow",
            "loading",
            "btn",
            "button",
            "sprite",
            "avatar-default",
        ])
        .expect("a dozen short words")
});

/// Pictures in document order, icons and spacers left out.
pub(super) fn collect(sketch: &Sketch<'_>) -> Vec<Image> {
    let mut images = Vec::new();
    for &el in sketch.images.iter().take(MAX_IMAGES) {
        let small = |name: &str| side(sketch.attr(el, name)).is_some_and(|pixels| pixels < ICON);
        let source = label::image_source(sketch, el);
        if small("width") || small("height") || source.is_empty() || is_decoration(source) {
            continue;
        }
        let words = ["alt", "title"].iter().find_map(|name| sketch.attr(el, name).and_then(label::said));
        let at = sketch.at(el);
        images.push(Image {
            words: words.unwrap_or_else(|| label::file_words(source)),
            stands_alone: at.region == Region::Main && !is_emblem(source) && !leads_away(sketch, el),
            at,
        });
    }
    images
}

/// Whether the picture is the words of a link to something else than a picture.
fn leads_away(sketch: &Sketch<'_>, el: u32) -> bool {
    let link = sketch.ancestors(el).find(|up| sketch.el(*up).tag == Tag::A);
    let target = link.and_then(|link| sketch.attr(link, "href"));
    target.is_some_and(|target| {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let ending = path.rsplit('.').next().unwrap_or_default();
        !["jpg", "jpeg", "png", "gif", "webp", "svg"].iter().any(|picture| ending.eq_ignore_ascii_case(picture))
    })
}

fn is_emblem(source: &str) -> bool {
    let name = source.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    ["banner", "logo"].iter().any(|word| name.contains(word))
}

/// Pixels of a `width` or `height`; percentages say nothing.
fn side(value: Option<&str>) -> Option<u32> {
    let value = value?.trim();
    if value.ends_with('%') {
        return None;
    }
    value.trim_end_matches("px").parse().ok()
}

fn is_decoration(source: &str) -> bool {
    let name = source.rsplit('/').next().unwrap_or_default();
    name.len() < 200 && DECORATIONS.is_match(name)
}
