//! Letters without their marks, for addresses, file names and typed-without-marks labels.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::normal::normalise;

/// Base letters of U+00C0–U+00FF; `?` where there is none.
const LATIN: &[u8; 64] = b"AAAAAA?CEEEEIIII?NOOOOO??UUUUY??aaaaaa?ceeeeiiii?nooooo??uuuuy?y";
/// Base letters of U+1EA0–U+1EF9, the Vietnamese block.
const VIETNAMESE: &[u8; 90] =
    b"AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy";

/// Base letter of one of the letters Vietnamese is written with.
const fn vietnamese_base(c: char) -> Option<char> {
    let code = c as u32;
    let base = match code {
        0xC0..=0xFF => LATIN[(code - 0xC0) as usize],
        0x1EA0..=0x1EF9 => VIETNAMESE[(code - 0x1EA0) as usize],
        0x102 => b'A',
        0x103 => b'a',
        0x110 => b'D',
        0x111 => b'd',
        0x128 => b'I',
        0x129 => b'i',
        0x168 | 0x1AF => b'U',
        0x169 | 0x1B0 => b'u',
        0x1A0 => b'O',
        0x1A1 => b'o',
        _ => b'?',
    };
    if base == b'?' { None } else { Some(base as char) }
}

/// Takes every diacritic off; `đ` becomes `d`. Case and everything that is no letter stay.
///
/// ```
/// assert_eq!(d42::text::strip_marks("Lãnh đạo Sở"), "Lanh dao So");
/// ```
pub fn strip_marks(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_base(&mut out, c);
    }
    out
}

fn push_base(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c);
    } else if let Some(base) = vietnamese_base(c) {
        out.push(base);
    } else if !is_combining_mark(c) {
        let mut base = None;
        decompose_canonical(c, |part| {
            base.get_or_insert(part);
        });
        out.push(base.unwrap_or(c));
    }
}

/// Whether the text has a letter with a Vietnamese diacritic, composed or not; `đ` counts.
pub fn has_marks(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c, '\u{300}'..='\u{303}' | '\u{306}' | '\u{309}' | '\u{31B}' | '\u{323}')
                || (!c.is_ascii() && vietnamese_base(c).is_some())
        })
}

/// The form that content systems make of a title when their transliteration does not know `đ`: normalised, without
/// marks, every `đ` missing.
///
/// ```
/// assert_eq!(d42::text::drops_dstroke("Lãnh đạo Sở"), "lanh ao so");
/// ```
pub fn drops_dstroke(text: &str) -> String {
    let normal = normalise(text);
    let mut out = String::with_capacity(normal.len());
    for c in normal.chars().filter(|c| *c != 'đ') {
        push_base(&mut out, c);
    }
    if out.starts_with(' ') || out.ends_with(' ') || out.contains("  ") { super::collapse(&out) } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    const ALPHABET: &str = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ";

    #[test]
    fn every_vietnamese_letter_has_its_base() {
        for c in ALPHABET.chars().chain(ALPHABET.to_uppercase().chars()) {
            let bare = strip_marks(&c.to_string());
            assert!(bare.len() == 1 && bare.is_ascii(), "{c} became {bare}");
            let decomposed: String = c.nfd().collect();
            assert_eq!(strip_marks(&decomposed), bare);
            assert_eq!(has_marks(&c.to_string()), !c.is_ascii());
            assert_eq!(has_marks(&decomposed), !c.is_ascii());
        }
    }

    #[test]
    fn punctuation_has_no_marks() {
        assert!(!has_marks("Tin – “abc” · 10 × 20 ÷ 3 ® ©"));
    }

    #[test]
    fn liferay_slugs_lose_the_letter_d_with_stroke() {
        assert_eq!(drops_dstroke("Hoạt động Đảng, đoàn thể"), "hoat ong ang oan the");
        assert_eq!(drops_dstroke("Hỏi đáp"), "hoi ap");
        assert_eq!(drops_dstroke("đ đ a"), "a");
    }

    proptest! {
        #[test]
        fn strip_marks_is_idempotent(text in "\\PC*") {
            let once = strip_marks(&text);
            prop_assert_eq!(strip_marks(&once), once);
        }

        #[test]
        fn strip_marks_ignores_unicode_form(text in "[a-zA-ZàạảãầấẩẫăắằặđĐêếệỉĩôốộợởưứựỷỵ ]{0,40}") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(strip_marks(&decomposed), strip_marks(&text));
        }
    }
}
