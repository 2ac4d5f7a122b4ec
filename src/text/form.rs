//! Unicode form and white space. Leaves case, punctuation and spelling alone.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Whether a character may take part in composition, or is invisible. Vietnamese precomposed letters, Latin letters
/// and common punctuation cannot, so that nearly all text skips the Unicode tables.
pub(super) const fn is_exotic(c: char) -> bool {
    let code = c as u32;
    code == 0xAD || (code >= 0x300 && !matches!(code, 0x1EA0..=0x1EFF | 0x2010..=0x2027))
}

/// Characters without width that editors leave inside words: soft hyphen, joiners, direction and byte order marks.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Composed form (NFC). Borrows when the text is composed already.
///
/// ```
/// assert_eq!(d42::text::nfc("Cơ cấu"), "Cơ cấu");
/// assert_eq!(d42::text::nfc("Cơ câ\u{301}u"), "Cơ cấu");
/// ```
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    // Only stretches around exotic characters are looked at. An ASCII character never composes with what stands
    // before it, so that a stretch may begin with one and end before one.
    let bytes = text.as_bytes();
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in text.char_indices().filter(|(_, c)| is_exotic(*c)) {
        if at < done {
            continue;
        }
        let start = bytes[done..at].iter().rposition(u8::is_ascii).map_or(done, |found| done + found);
        let end = bytes[at..].iter().position(u8::is_ascii).map_or(bytes.len(), |found| at + found);
        let stretch = &text[start..end];
        if !is_nfc(stretch) {
            if out.is_empty() {
                out.reserve(text.len());
            }
            out.push_str(&text[done..start]);
            out.extend(stretch.nfc());
            done = end;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Composed form, runs of white space made one space, invisible characters removed, trimmed.
pub fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    collapse_into(&mut out, text);
    out
}

/// Appends the [`collapse`]d text to `out`, without a space in front of it.
pub fn collapse_into(out: &mut String, text: &str) {
    if text.is_ascii() {
        let mut first = true;
        for word in text.split_ascii_whitespace().flat_map(|word| word.split('\u{b}')).filter(|word| !word.is_empty()) {
            if !first {
                out.push(' ');
            }
            first = false;
            out.push_str(word);
        }
        return;
    }
    if text.chars().any(is_exotic) {
        let seen: String = text.chars().filter(|c| !is_invisible(*c)).nfc().collect();
        push_words(out, &seen);
    } else {
        push_words(out, text);
    }
}

fn push_words(out: &mut String, text: &str) {
    let mut first = true;
    for word in text.split_whitespace() {
        if !first {
            out.push(' ');
        }
        first = false;
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn composed_text_is_borrowed() {
        assert!(matches!(nfc("Lãnh đạo Sở – “Ủy ban”"), Cow::Borrowed(_)));
        assert!(matches!(nfc("abc"), Cow::Borrowed(_)));
    }

    #[test]
    fn decomposed_vietnamese_is_composed() {
        let decomposed: String = "Tổ chức bộ máy, quyền hạn".nfd().collect();
        assert_eq!(nfc(&decomposed), "Tổ chức bộ máy, quyền hạn");
    }

    #[test]
    fn white_space_of_every_kind_becomes_one_space() {
        assert_eq!(collapse("  Cơ\u{a0}cấu \n\t tổ\u{3000}chức "), "Cơ cấu tổ chức");
        assert_eq!(collapse(" a \r\n b "), "a b");
        assert_eq!(collapse("thông\u{200b} tin\u{feff}"), "thông tin");
        assert_eq!(collapse(""), "");
    }

    proptest! {
        #[test]
        fn collapse_is_idempotent(text in ".*") {
            let once = collapse(&text);
            prop_assert_eq!(collapse(&once), once);
        }

        #[test]
        fn nfc_agrees_with_the_unicode_tables(text in "\\PC*") {
            let full: String = text.nfc().collect();
            prop_assert_eq!(nfc(&text).into_owned(), full);
        }
    }
}
