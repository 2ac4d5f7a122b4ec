//! Bytes to text: byte order mark, header, `meta`, then the browsers' own guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258, X_USER_DEFINED};

use super::{Charset, CharsetSource, Legacy, legacy};

/// How far into a page a `meta` charset is looked for. Browsers stop at 1,024 bytes; portals put scripts first.
const PRESCAN: usize = 8 * 1024;
/// How much of a page the guess looks at.
const GUESSED: usize = 256 * 1024;

/// Text of `body`, composed (NFC), and how it was read. A declared UTF-8 that does not hold is overruled by the guess
/// when the page fits that one without error, as some portals declare what their old pages are not.
///
/// Vietnamese typed in an encoding of before Unicode is put into Unicode and the encoding noted (see [`legacy`]).
pub(super) fn decode<'b>(body: &'b [u8], content_type: Option<&str>) -> (Cow<'b, str>, Charset) {
    let (text, charset) = decode_as_declared(body, content_type);
    // What a guess takes for windows-1258, or a page declares as its own business, may be bytes of such a font.
    let by_font = charset.name == WINDOWS_1258.name() || charset.name == X_USER_DEFINED.name();
    let text = if by_font { by_font_or(body, text) } else { text };
    if let Some(old) = legacy::of(&text) {
        return (legacy::repair(&text, old).into(), Charset { legacy: Some(old), ..charset });
    }
    // A guess says so of other languages as well.
    let vietnamese = charset.name == WINDOWS_1258.name() && text.chars().any(legacy::is_unicode_vietnamese);
    (text, Charset { legacy: vietnamese.then_some(Legacy::Windows1258), ..charset })
}

/// `body` as windows-1252 if that shows the signs of an old font, else `text`.
fn by_font_or<'b>(body: &'b [u8], text: Cow<'b, str>) -> Cow<'b, str> {
    let (latin, _) = WINDOWS_1252.decode_without_bom_handling(body);
    if legacy::of(&latin).is_some() { latin } else { text }
}

fn decode_as_declared<'b>(body: &'b [u8], content_type: Option<&str>) -> (Cow<'b, str>, Charset) {
    let (encoding, source, skip) = if let Some((encoding, length)) = Encoding::for_bom(body) {
        (encoding, CharsetSource::Bom, length)
    } else if let Some(encoding) = content_type.and_then(from_content_type) {
        (encoding, CharsetSource::Header, 0)
    } else if let Some(encoding) = from_meta(body) {
        (encoding, CharsetSource::Meta, 0)
    } else {
        (guess(body), CharsetSource::Detected, 0)
    };
    let body = &body[skip..];
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    if malformed && source != CharsetSource::Bom && source != CharsetSource::Detected {
        let other = guess(body);
        if other != encoding && other != UTF_8 || (other == UTF_8 && std::str::from_utf8(body).is_ok()) {
            let (second, bad) = other.decode_without_bom_handling(body);
            if !bad && replacements(&text) > MANY_ERRORS {
                return (
                    composed(second),
                    Charset { name: other.name(), source: CharsetSource::Detected, malformed: true, legacy: None },
                );
            }
        }
    }
    (composed(text), Charset { name: encoding.name(), source, malformed, legacy: None })
}

/// A few broken bytes are cut-off texts, not another charset.
const MANY_ERRORS: usize = 20;

fn replacements(text: &str) -> usize {
    memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}").take(MANY_ERRORS + 1).count()
}

fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    match crate::text::nfc(&text) {
        Cow::Owned(composed) => Cow::Owned(composed),
        Cow::Borrowed(_) => text,
    }
}

fn from_content_type(content_type: &str) -> Option<&'static Encoding> {
    label_after_charset(content_type.as_bytes()).and_then(Encoding::for_label)
}

/// The label after `charset=`, wherever it stands; quotes and spaces as browsers take them.
fn label_after_charset(text: &[u8]) -> Option<&[u8]> {
    let at = text.windows(7).position(|window| window.eq_ignore_ascii_case(b"charset"))?;
    let rest = text[at + 7..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.')))
        .unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// `<meta charset=…>` or `<meta http-equiv=… content="…charset=…">` near the start.
fn from_meta(body: &[u8]) -> Option<&'static Encoding> {
    let start = &body[..body.len().min(PRESCAN)];
    let mut from = 0;
    while let Some(open) = memchr::memchr(b'<', &start[from..]) {
        let at = from + open;
        let rest = &start[at..];
        if rest.starts_with(b"<!--") {
            from = at + 4 + memchr::memmem::find(&rest[4..], b"-->")?;
            continue;
        }
        from = at + 1;
        if rest.len() > 6
            && rest[1..5].eq_ignore_ascii_case(b"meta")
            && (rest[5].is_ascii_whitespace() || rest[5] == b'/')
        {
            let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
            if let Some(encoding) = label_after_charset(&rest[..end]).and_then(Encoding::for_label) {
                // The HTML standard: bytes in which a meta element could be read are not UTF-16.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
    }
    None
}

fn guess(body: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(body).is_ok() {
        return UTF_8;
    }
    let sample = &body[..body.len().min(GUESSED)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guessed = detector.guess(Some(b"vn"), Utf8Detection::Allow);
    // A Vietnamese page cut inside a character is still UTF-8 for every reader.
    if guessed == WINDOWS_1252 && !body.is_ascii() { WINDOWS_1258 } else { guessed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: &str = "Cơ cấu tổ chức của Ủy ban nhân dân";

    fn in_1258() -> Vec<u8> {
        use unicode_normalization::UnicodeNormalization as _;
        // windows-1258 has the base letters with circumflex, breve and horn; tones are combining marks.
        let mut out = Vec::new();
        for c in WORDS.chars() {
            let mut buffer = [0; 4];
            let (bytes, _, bad) = WINDOWS_1258.encode(c.encode_utf8(&mut buffer));
            if !bad {
                out.extend_from_slice(&bytes);
                continue;
            }
            let parts: Vec<char> = c.nfd().collect();
            let (tones, base): (Vec<char>, Vec<char>) =
                parts.into_iter().partition(|p| matches!(p, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
            let base: String = base.into_iter().nfc().chain(tones).collect();
            let (bytes, _, bad) = WINDOWS_1258.encode(&base);
            assert!(!bad, "{c}");
            out.extend_from_slice(&bytes);
        }
        out
    }

    #[test]
    fn windows_1258_is_composed() {
        let bytes = in_1258();
        let (text, charset) = decode(&bytes, Some("text/html; charset=windows-1258"));
        assert_eq!(text, WORDS);
        assert_eq!((charset.name, charset.source, charset.malformed), ("windows-1258", CharsetSource::Header, false));
        assert_eq!(charset.legacy, Some(Legacy::Windows1258));
        let (_, latin) = decode(b"caf\xe9 cr\xe8me", Some("text/html; charset=windows-1258"));
        assert_eq!(latin.legacy, None, "nothing Vietnamese in it");
    }

    #[test]
    fn the_mark_wins_over_the_header_and_the_header_over_meta() {
        let mut body = b"\xef\xbb\xbf".to_vec();
        body.extend_from_slice(WORDS.as_bytes());
        let (text, charset) = decode(&body, Some("text/html; charset=iso-8859-1"));
        assert_eq!((text.as_ref(), charset.source), (WORDS, CharsetSource::Bom));
        let page = format!("<html><head><meta charset=iso-8859-1></head>{WORDS}");
        let (text, charset) = decode(page.as_bytes(), Some("text/html;charset=\"UTF-8\""));
        assert!(text.ends_with(WORDS));
        assert_eq!(charset.source, CharsetSource::Header);
    }

    #[test]
    fn meta_is_read_in_both_spellings_but_not_in_comments() {
        for meta in [
            "<meta charset='utf-8'>",
            "<META http-equiv=\"Content-Type\" content=\"text/html; charset = utf-8\" />",
            "<!-- <meta charset=big5> --><meta name=x><meta charset=\"utf-8\"/>",
        ] {
            let page = format!("<html>{meta}{WORDS}");
            let (_, charset) = decode(page.as_bytes(), Some("text/html"));
            assert_eq!((charset.name, charset.source), ("UTF-8", CharsetSource::Meta), "{meta}");
        }
    }

    #[test]
    fn undeclared_bytes_are_guessed() {
        assert_eq!(decode(WORDS.as_bytes(), None).1.name, "UTF-8");
        let bytes = in_1258();
        let (text, charset) = decode(&bytes, None);
        assert_eq!((charset.name, charset.source), ("windows-1258", CharsetSource::Detected));
        assert_eq!(text, WORDS);
    }

    #[test]
    fn broken_bytes_are_told() {
        let (text, charset) = decode(b"abc \xff def", Some("text/html; charset=utf-8"));
        assert!(charset.malformed);
        assert!(text.contains("abc") && text.contains("def"));
    }

    #[test]
    fn utf_16_is_read_by_its_mark() {
        let mut body = vec![0xff, 0xfe];
        body.extend(WORDS.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode(&body, None).0, WORDS);
    }

    #[test]
    fn bytes_of_an_old_font_become_unicode_however_they_are_declared() {
        let old =
            "<p>Céng hoµ x· héi chñ nghÜa ViÖt Nam, thñ tôc hµnh chÝnh, gi¶i quyÕt khiÕu n¹i cña ng\u{AD}êi d©n</p>"
                .repeat(4);
        let (bytes, _, lossy) = WINDOWS_1252.encode(&old);
        assert!(!lossy);
        for declared in [None, Some("text/html; charset=iso-8859-1"), Some("text/html; charset=x-user-defined")] {
            let (text, charset) = decode(&bytes, declared);
            assert!(text.contains("Cộng hoà xã hội chủ nghĩa Việt Nam, thủ tục hành chính"), "{declared:?}: {text}");
            assert_eq!(charset.legacy, Some(Legacy::Tcvn3));
        }
        let (text, charset) = decode(old.as_bytes(), Some("text/html; charset=utf-8"));
        assert!(text.contains("khiếu nại của người dân") && charset.legacy.is_some(), "{text}");
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(body in proptest::collection::vec(any::<u8>(), 0..400), label in "\\PC{0,20}") {
            let _ = decode(&body, Some(&format!("text/html; charset={label}")));
        }
    }
}
