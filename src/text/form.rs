//! Unicode form and white space. Leaves case, punctuation and spelling alone.

use std::borrow::Cow;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc, is_nfc_quick};

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
    // Only stretches around exotic characters are looked at. An ASCII character never composes with what stands
    // before it, so that a stretch may begin with one and end before one.
    let bytes = text.as_bytes();
    let mut out = String::new();
    let (mut done, mut from) = (0, 0);
    while let Some(at) = exotic_from(bytes, from) {
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
        from = end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Composed form without invisible characters, which part letters from their marks until they are gone.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) { text.chars().filter(|c| !is_invisible(*c)).nfc().collect() } else { nfc(text) }
}

/// A byte at or after `from` in a character that [`is_exotic`]; may also name one in a character that is not.
#[expect(clippy::needless_bitwise_bool, reason = "leaving early would keep bytes from being looked at together")]
fn exotic_from(bytes: &[u8], from: usize) -> Option<usize> {
    /// Bytes looked at together.
    const CHUNK: usize = 256;
    // Leads from CC on, but for those of Vietnamese letters (E1 BA, E1 BB) and of common punctuation (E2 80), where only
    // two spaces (80 80, 80 81) have another form.
    let exotic = |byte: u8, next: u8| {
        let letter = (byte == 0xE1) & ((next == 0xBA) | (next == 0xBB));
        let sign = (byte == 0xE2) & (next == 0x80);
        ((byte >= 0xCC) & !letter & !sign) | ((byte == 0x80) & ((next == 0x80) | (next == 0x81)))
    };
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        let nexts = rest.get(1..)?;
        let length = nexts.len().min(CHUNK);
        if length == 0 {
            return None;
        }
        let (chunk, nexts) = (&rest[..length], &nexts[..length]);
        if chunk.iter().zip(nexts).fold(false, |seen, (byte, next)| seen | exotic(*byte, *next)) {
            let found = chunk.iter().zip(nexts).position(|(byte, next)| exotic(*byte, *next));
            return found.map(|found| at + found);
        }
        at += length;
    }
}

/// Whether `more` can stand behind `before` without a mark of one moving to a letter of the other.
pub(crate) fn stands_apart(before: &str, more: &str) -> bool {
    match (before.chars().next_back(), more.chars().next()) {
        (Some(last), Some(first)) if is_exotic(first) => {
            // Marks below a letter let those above it through, so that each mark at the front counts.
            let marks = more.chars().skip(1).take_while(|mark| canonical_combining_class(*mark) != 0);
            is_nfc_quick([last, first].into_iter().chain(marks)) == IsNormalized::Yes
        }
        _ => true,
    }
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
    push_words(out, &visible(text));
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
        fn nfc_agrees_with_the_unicode_tables_over_many_bytes(text in "[aă\u{301}\u{323}\u{343}\u{2126}\u{2026}\u{2000}ế ]{0,200}") {
            let full: String = text.nfc().collect();
            prop_assert_eq!(nfc(&text).into_owned(), full);
        }

        #[test]
        fn texts_that_stand_apart_are_composed_together(before in "[aạ\u{301}\u{1100} ]{0,3}", more in "[bạ\u{301}\u{322}\u{323}\u{1161}]{0,3}") {
            let (before, more) = (nfc(&before).into_owned(), nfc(&more).into_owned());
            let together = format!("{before}{more}");
            if stands_apart(&before, &more) {
                prop_assert_eq!(nfc(&together).into_owned(), together);
            }
            let spaced = format!("{before} {more}");
            prop_assert_eq!(nfc(&spaced).into_owned(), spaced);
        }

        #[test]
        fn nfc_agrees_with_the_unicode_tables(text in "\\PC*") {
            let full: String = text.nfc().collect();
            prop_assert_eq!(nfc(&text).into_owned(), full);
        }
    }
}
