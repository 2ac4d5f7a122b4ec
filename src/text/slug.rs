//! Words of addresses and file names.

use percent_encoding::percent_decode_str;

use super::marks::strip_marks;

/// Endings of pages and files that say nothing about content.
const ENDINGS: &[&str] = &[
    "7z", "action", "ashx", "asp", "aspx", "avif", "bmp", "cfm", "csv", "do", "doc", "docx", "faces", "gif", "htm",
    "html", "ico", "jpeg", "jpg", "jsf", "json", "jsp", "jspx", "odp", "ods", "odt", "pdf", "php", "png", "ppt",
    "pptx", "rar", "rss", "rtf", "shtml", "svg", "tif", "tiff", "txt", "webp", "xhtml", "xls", "xlsx", "xml", "zip",
];

/// Lower-case words without marks, separated by single spaces, of a piece of an address or a file name: percent
/// signs decoded, `camelCase` and punctuation taken apart; pieces of digits only, endings such as `.aspx` and the
/// conjunction `va` left out (as [`normalise`](super::normalise) leaves out `và`). A run of capitals stays one word.
///
/// ```
/// assert_eq!(d42::text::slug_words("/vi/co-cau-to-chuc.html"), "vi co cau to chuc");
/// assert_eq!(d42::text::slug_words("GOPYDUTHAOVANBAN_1502147272140.png"), "gopyduthaovanban");
/// ```
pub fn slug_words(piece: &str) -> String {
    let decoded = if piece.contains('%') {
        percent_decode_str(piece).decode_utf8_lossy()
    } else {
        std::borrow::Cow::Borrowed(piece)
    };
    let bare = if decoded.is_ascii() { decoded } else { strip_marks(&decoded).into() };
    let mut out = String::with_capacity(bare.len());
    for part in bare.split('/') {
        push_part(&mut out, without_ending(part));
    }
    out
}

fn without_ending(part: &str) -> &str {
    match part.rsplit_once('.') {
        Some((stem, ending)) if ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)) => {
            stem.trim_end_matches('.')
        }
        _ => part,
    }
}

fn push_part(out: &mut String, part: &str) {
    if part.is_ascii() {
        push_ascii_part(out, part);
        return;
    }
    let mut start = None;
    let mut previous = ' ';
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !c.is_alphanumeric() {
            if let Some(from) = start.take() {
                push_word(out, &part[from..at]);
            }
        } else if let Some(from) = start {
            let hump = c.is_uppercase()
                && (previous.is_lowercase()
                    || (previous.is_uppercase() && chars.peek().is_some_and(|(_, next)| next.is_lowercase())));
            if hump {
                push_word(out, &part[from..at]);
                start = Some(at);
            }
        } else {
            start = Some(at);
        }
        previous = c;
    }
    if let Some(from) = start {
        push_word(out, &part[from..]);
    }
}

/// The same for nearly all addresses there are.
fn push_ascii_part(out: &mut String, part: &str) {
    let bytes = part.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let from = at;
        let mut previous = b' ';
        while let Some(byte) = bytes.get(at).copied().filter(u8::is_ascii_alphanumeric) {
            let hump = byte.is_ascii_uppercase()
                && (previous.is_ascii_lowercase()
                    || (previous.is_ascii_uppercase() && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)));
            if hump {
                break;
            }
            previous = byte;
            at += 1;
        }
        push_word(out, &part[from..at]);
        // A hump begins the next word; what separates words is skipped.
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_alphanumeric()) {
            at += 1;
        }
    }
}

fn push_word(out: &mut String, word: &str) {
    // Without any word between two signs there is nothing, which counts as digits only.
    if word.bytes().all(|b| b.is_ascii_digit()) || word.eq_ignore_ascii_case("va") {
        return;
    }
    if !out.is_empty() {
        out.push(' ');
    }
    if word.is_ascii() {
        let from = out.len();
        out.push_str(word);
        out[from..].make_ascii_lowercase();
    } else {
        out.push_str(&word.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_become_words() {
        assert_eq!(slug_words("lanh-ao-so"), "lanh ao so");
        assert_eq!(slug_words("-au-thau-mua-sam-cong"), "au thau mua sam cong");
        assert_eq!(slug_words("/Pages/SoDoToChuc.aspx"), "pages so do to chuc");
        assert_eq!(slug_words("CSDLVBPL_DNG_1492962517775.png"), "csdlvbpl dng");
        assert_eq!(slug_words("Lich_1491291493534.png"), "lich");
        assert_eq!(slug_words("09_1484793978980.png"), "");
        assert_eq!(slug_words("23-VBHN-VPQH..pdf"), "vbhn vpqh");
        assert_eq!(slug_words("to-chuc-va-nhan-su"), "to chuc nhan su");
        assert_eq!(slug_words("DVCTrucTuyen"), "dvc truc tuyen");
    }

    #[test]
    fn percent_signs_are_decoded() {
        assert_eq!(slug_words("L%C3%A3nh+%C4%91%E1%BA%A1o"), "lanh dao");
        assert_eq!(slug_words("bao%20cao%2F2024%ff"), "bao cao");
    }

    proptest! {
        #[test]
        fn ascii_addresses_are_read_like_all_others(text in "[a-zA-Z0-9_. /-]{0,40}") {
            // One letter beyond ASCII sends the whole part the other way.
            let mut long = String::new();
            for part in text.split('/') {
                push_part(&mut long, &format!("{} é", without_ending(part)));
            }
            let words: Vec<String> = slug_words(&text).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
            let others: Vec<String> = long.split(' ').filter(|w| !w.is_empty() && *w != "é").map(str::to_owned).collect();
            prop_assert_eq!(words, others);
        }

        #[test]
        fn words_are_separated_by_single_spaces(text in "\\PC*") {
            let words = slug_words(&text);
            prop_assert!(!words.contains("  ") && words.trim() == words);
        }
    }
}
