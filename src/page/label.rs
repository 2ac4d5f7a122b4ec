//! The best words for a link or a picture, and where they come from.

use super::LabelSource;
use super::sketch::Sketch;

/// Longest label, in bytes.
const LONGEST: usize = 400;

/// Words of an element: its text, else its own or its images' attributes.
pub(super) fn of(sketch: &Sketch<'_>, el: u32) -> (String, LabelSource) {
    let text = sketch.text_of(el);
    if text.chars().any(char::is_alphanumeric) {
        return (one_line(text), LabelSource::Text);
    }
    for name in ["aria-label", "title", "alt"] {
        if let Some(words) = sketch.attr(el, name).and_then(said) {
            return (words, LabelSource::Attribute);
        }
    }
    for &image in sketch.within(&sketch.images, el) {
        for name in ["alt", "title", "aria-label"] {
            if let Some(words) = sketch.attr(image, name).and_then(said) {
                return (words, LabelSource::Attribute);
            }
        }
    }
    // A sign such as "»" is better than nothing only if nothing else comes.
    (String::new(), LabelSource::None)
}

/// The text of an attribute, if it says anything.
pub(super) fn said(text: &str) -> Option<String> {
    if !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let words = one_line(&crate::text::collapse(text));
    (!is_file_name(&words) && !is_dummy(&words)).then_some(words)
}

/// Words of the file name of the first image inside an element.
pub(super) fn image_words(sketch: &Sketch<'_>, el: u32) -> String {
    let images = sketch.within(&sketch.images, el);
    images
        .iter()
        .map(|image| file_words(image_source(sketch, *image)))
        .find(|words| !words.is_empty())
        .unwrap_or_default()
}

/// Address of an image, also of one that is loaded late.
pub(super) fn image_source<'t>(sketch: &Sketch<'t>, image: u32) -> &'t str {
    let source = sketch.attr(image, "src").unwrap_or_default();
    if source.is_empty() || source.starts_with("data:") {
        ["data-src", "data-original", "data-lazy-src"]
            .iter()
            .find_map(|name| sketch.attr(image, name))
            .unwrap_or_default()
    } else {
        source
    }
}

/// Words of the last part of an image's address. Liferay puts the file name before an identifier.
pub(super) fn file_words(source: &str) -> String {
    let path = source.split(['?', '#']).next().unwrap_or_default();
    let named = path.rsplit('/').take(3).find(|part| is_file_name(part));
    let last = named.or_else(|| path.rsplit('/').next()).unwrap_or_default();
    if last.len() > 200 { String::new() } else { crate::text::slug_words(last) }
}

fn is_file_name(text: &str) -> bool {
    !text.contains(' ')
        && text.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty()
                && ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "ico"]
                    .iter()
                    .any(|known| ending.eq_ignore_ascii_case(known))
        })
}

/// Words templates leave in attributes.
fn is_dummy(words: &str) -> bool {
    [
        "img",
        "image",
        "images",
        "icon",
        "logo-img",
        "banner",
        "photo",
        "hình ảnh",
        "undefined",
        "null",
        "link",
        "no image",
    ]
    .iter()
    .any(|dummy| words.eq_ignore_ascii_case(dummy))
}

/// Lines joined by spaces, cut at a character. Text that stands twice, as themes print it for screen readers, is
/// said once.
pub(super) fn one_line(text: &str) -> String {
    let text = once(&text[..text.floor_char_boundary(LONGEST)]);
    if text.contains('\n') { text.replace('\n', " ") } else { text.to_owned() }
}

/// The first half of a text whose halves are equal and longer than a word.
fn once(text: &str) -> &str {
    let middle = text.len() / 2;
    let doubled = text.len() % 2 == 1
        && matches!(text.as_bytes().get(middle), Some(b' ' | b'\n'))
        && middle > 4
        && text.is_char_boundary(middle + 1)
        && text[..middle] == text[middle + 1..];
    if doubled { &text[..middle] } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_for_eyes_and_screen_readers_is_said_once() {
        assert_eq!(one_line("Cơ cấu tổ chức Cơ cấu tổ chức"), "Cơ cấu tổ chức");
        assert_eq!(one_line("Thông báo\nThông báo"), "Thông báo");
        assert_eq!(one_line("ba ba"), "ba ba");
    }

    #[test]
    fn file_names_are_found_before_identifiers() {
        assert_eq!(file_words("/documents/10180/GOPYDUTHAOVANBAN_1502147272140.png/6f1c?t=1"), "gopyduthaovanban");
        assert_eq!(file_words("../images/Lich_1491291493534.png"), "lich");
        assert_eq!(said("logo_bo.png"), None);
    }
}
