//! Document numbers (Decree 30/2020/NĐ-CP Art 8, Annex I; laws and Party documents have forms of their own) and codes
//! of administrative procedures.

use super::DocumentNumber;
use super::Mention;
use super::ProcedureCode;
use super::scan::Scanned;
use super::sketch::Sketch;

/// Abbreviations of document types, some also as they are typed without the stroke.
const KINDS: &[&str] = &[
    "AL", "BB", "BC", "BTC", "CĐ", "CT", "CTR", "CTr", "CTrHĐ", "CV", "ĐA", "DA", "ĐK", "GCN", "GM", "GP", "GPXB",
    "HD", "HĐ", "HDLN", "KH", "KL", "L", "LCT", "LT", "ND", "NĐ", "NQ", "NQLT", "PA", "PC", "PL", "QC", "QCLN", "QD",
    "QĐ", "QH", "SL", "TB", "TC", "TLLT", "TT", "TTLT", "TTr", "TTR", "VBHN",
];
/// Years of normative documents.
const YEARS: std::ops::RangeInclusive<i16> = 1945..=2100;

/// A number taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) kind: String,
    pub(super) year: Option<i16>,
}

/// The document number that begins with the digits at `at`, and where it ends.
pub(super) fn document_at(text: &str, at: usize) -> Option<(Number, usize)> {
    let rest = &text[at..];
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=6).contains(&len) {
        return None;
    }
    let number = &rest[..len];
    let mut cursor = len;
    // Suffix letters of a split number: "12a/2024/…".
    if rest.as_bytes().get(cursor).is_some_and(u8::is_ascii_lowercase) {
        cursor += 1;
    }
    let party = rest[cursor..].starts_with('-');
    if party {
        let (code, end) = code_at(rest, cursor + 1)?;
        let (kind, organ) = code.split_once('/')?;
        // Party documents: N-NQ/TW.
        if !KINDS.contains(&kind) && kind != "QĐi" || organ.len() < 2 {
            return None;
        }
        return Some((Number { text: format!("{number}-{code}"), kind: kind.to_owned(), year: None }, at + end));
    }
    cursor = stroke(rest, cursor)?;
    let mut year = None;
    let year_len = rest[cursor..].bytes().take_while(u8::is_ascii_digit).count();
    if year_len == 4 {
        let value: i16 = rest[cursor..cursor + 4].parse().ok()?;
        if let Some(next) = stroke(rest, cursor + 4)
            && YEARS.contains(&value)
        {
            year = Some(value);
            cursor = next;
        }
    }
    let (code, end) = code_at(rest, cursor)?;
    let kind = kind_of(&code, year.is_some())?;
    let suffix = &rest[len..len + usize::from(rest.as_bytes()[len].is_ascii_lowercase())];
    let text = match year {
        Some(year) => format!("{number}{suffix}/{year}/{code}"),
        None => format!("{number}{suffix}/{code}"),
    };
    Some((Number { text, kind, year }, at + end))
}

/// A stroke with at most one space on either side.
fn stroke(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = at + usize::from(bytes.get(at) == Some(&b' '));
    (bytes.get(at) == Some(&b'/')).then_some(())?;
    Some(at + 1 + usize::from(bytes.get(at + 1) == Some(&b' ')))
}

/// Capitals, digits, `&`, joined by `-`, `/` or a hyphen with one space; the letter `Ð` is made `Đ`.
fn code_at(text: &str, at: usize) -> Option<(String, usize)> {
    const LONGEST: usize = 40;
    let mut code = String::new();
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let c = if c == 'Ð' { 'Đ' } else { c };
        let joined = !code.is_empty() && !code.ends_with(['-', '/', '&']);
        if c.is_uppercase()
            || (c.is_ascii_digit() && !code.is_empty())
            || (c == 'r' && code.ends_with('T'))
            || (c == 'i' && code.ends_with("QĐ"))
        {
            code.push(c);
            end = at + offset + c.len_utf8();
        } else if matches!(c, '-' | '–' | '/' | '&') && joined {
            code.push(if c == '–' { '-' } else { c });
            if chars.peek().is_some_and(|(_, next)| *next == ' ') && c != '/' {
                chars.next();
            }
        } else if c == ' '
            && joined
            && chars.peek().is_some_and(|(_, next)| *next == '-')
            && follows_capital(&text[at + offset + 2..])
        {
            // "QĐ -UBND"
        } else {
            // A capital that begins an ordinary word belongs to the next word: "QĐ-UBND-Về".
            if c.is_lowercase() && code.chars().next_back().is_some_and(char::is_alphabetic) && text[..end].len() > at {
                let cut = code.trim_end_matches(|c: char| c.is_alphanumeric());
                let dropped = code.len() - cut.len();
                if cut.is_empty() || dropped > 3 {
                    return None;
                }
                end -= dropped;
                code.truncate(cut.len());
            }
            break;
        }
        if code.len() > LONGEST {
            return None;
        }
    }
    let kept = code.trim_end_matches(['-', '/', '&']).len();
    code.truncate(kept);
    end = end.max(at);
    (code.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some((code, end))
}

fn follows_capital(rest: &str) -> bool {
    rest.trim_start_matches(' ').chars().next().is_some_and(char::is_uppercase)
}

/// The type code; empty for letters that only name offices; `None` if this is no document number.
fn kind_of(code: &str, has_year: bool) -> Option<String> {
    let first = code.split(['-', '/']).next().unwrap_or_default();
    let known = KINDS.contains(&first);
    let parliament =
        first.strip_prefix("QH").is_some_and(|term| !term.is_empty() && term.bytes().all(|b| b.is_ascii_digit()));
    let standing = first.strip_prefix("UBTVQH").is_some();
    if parliament || standing {
        return Some("QH".to_owned());
    }
    let parts = code.split('-').count();
    let lettered = code.split('-').all(|part| part.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    if known && (parts > 1 || has_year || first.len() > 1) {
        return Some(first.to_owned());
    }
    // Letters of two offices ("2027/STTTT-BC"): an ordinary letter without a type.
    (lettered && (parts > 1 || has_year) && code.len() <= 30).then(String::new)
}

/// Where the procedure code that begins at `at` ends: `1.004227`, `2.001234.000.00.00.H06`.
pub(super) fn procedure_code_end(text: &str, at: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[at..];
    let digits = |from: usize, count: usize| {
        bytes.get(from..from + count).is_some_and(|part| part.iter().all(u8::is_ascii_digit)).then_some(from + count)
    };
    if !matches!(bytes.first(), Some(b'1'..=b'3')) || bytes.get(1) != Some(&b'.') {
        return None;
    }
    let end = digits(2, 6)?;
    let follows = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    if follows(end) || (bytes.get(end) == Some(&b',') && follows(end + 1)) {
        return None;
    }
    let long = (bytes.get(end) == Some(&b'.'))
        .then(|| digits(end + 1, 3))
        .flatten()
        .filter(|end| bytes.get(*end) == Some(&b'.'))
        .and_then(|end| digits(end + 1, 2))
        .filter(|end| bytes.get(*end) == Some(&b'.'))
        .and_then(|end| digits(end + 1, 2))
        .filter(|end| bytes.get(*end) == Some(&b'.') && bytes.get(*end + 1).is_some_and(u8::is_ascii_uppercase))
        .and_then(|end| digits(end + 2, 2));
    Some(at + long.unwrap_or(end))
}

/// Document numbers with their places.
pub(super) fn documents(sketch: &Sketch<'_>, scanned: &mut Scanned) -> Vec<DocumentNumber> {
    let found = std::mem::take(&mut scanned.documents);
    let place = |(offset, number): (usize, Number)| DocumentNumber {
        text: number.text,
        kind: number.kind,
        year: number.year,
        mention: mention(&sketch.text[sketch.line_span(sketch.run_at(offset)).0.min(offset)..offset]),
        at: sketch.at_offset(offset),
    };
    found.into_iter().map(place).collect()
}

/// Kinds of documents in words without marks, longer ones first where they end alike.
const NAMED: [&str; 15] = [
    "thong tu lien tich",
    "thong tu",
    "nghi dinh",
    "quyet dinh",
    "nghi quyet",
    "chi thi",
    "phap lenh",
    "ke hoach",
    "cong van",
    "thong bao",
    "huong dan",
    "cong dien",
    "van ban",
    "to trinh",
    "luat",
];
/// What stands before the kind of a document that the line speaks of.
const CITING: [&str; 18] = [
    "can cu",
    "ban hanh",
    "kem theo",
    "theo",
    "vua ky",
    "da ky",
    "thi hanh",
    "thuc hien",
    "trien khai",
    "sua doi",
    "bo sung",
    "thay the",
    "bai bo",
    "huong dan",
    "quy dinh tai",
    "pho bien",
    "gioi thieu",
    "gop y",
];

/// What a document number is in its line, told by the words before it.
fn mention(before: &str) -> Mention {
    const LOOKED_AT: usize = 100;
    let mut from = before.len().saturating_sub(LOOKED_AT);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let words = crate::text::strip_marks(&before[from..].to_lowercase());
    if before.trim_start().starts_with("Căn cứ") || (from == 0 && words.trim_start().starts_with("can cu")) {
        return Mention::Cited;
    }
    let words = words.trim_end_matches([' ', ':']);
    let words = words.strip_suffix("so").unwrap_or(words).trim_end_matches([' ', ':']);
    let Some(words) = NAMED.iter().find_map(|kind| words.strip_suffix(kind)) else { return Mention::Own };
    let words = words.trim_end();
    let said = CITING.iter().any(|verb| {
        words.strip_suffix(verb).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', ',', '(', '"', '“']))
    });
    if said { Mention::Cited } else { Mention::Own }
}

/// Procedure codes with their places.
pub(super) fn codes(sketch: &Sketch<'_>, scanned: &mut Scanned) -> Vec<ProcedureCode> {
    let found = std::mem::take(&mut scanned.codes);
    found.into_iter().map(|(offset, code)| ProcedureCode { code, at: sketch.at_offset(offset) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, Option<i16>)> {
        document_at(text, 0).map(|(number, _)| (number.text, number.kind, number.year))
    }

    #[test]
    fn numbers_are_read_in_every_form() {
        for (text, wanted, kind, year) in [
            ("34/2026/QĐ-UBND ngày", "34/2026/QĐ-UBND", "QĐ", Some(2026)),
            ("42/2022/NĐ-CP", "42/2022/NĐ-CP", "NĐ", Some(2022)),
            ("7433/KH-UBND V/v", "7433/KH-UBND", "KH", None),
            ("271/QĐ- LĐTBXH", "271/QĐ-LĐTBXH", "QĐ", None),
            ("2027 /STTTT-BC", "2027/STTTT-BC", "", None),
            ("80/2015/QH13", "80/2015/QH13", "QH", Some(2015)),
            ("03/VBHN-VPQH", "03/VBHN-VPQH", "VBHN", None),
            ("29-NQ/TW", "29-NQ/TW", "NQ", None),
            ("63/2023/AL", "63/2023/AL", "AL", Some(2023)),
            ("5/HD-LĐLĐTP", "5/HD-LĐLĐTP", "HD", None),
            ("12/2017/TT-BLĐTB&XH", "12/2017/TT-BLĐTB&XH", "TT", Some(2017)),
            ("1/CTr-UBND", "1/CTr-UBND", "CTr", None),
            ("05/QÐ-BTC", "05/QĐ-BTC", "QĐ", None),
            ("12/TTr-SNV", "12/TTr-SNV", "TTr", None),
            ("15/QĐ-UBND-NC.", "15/QĐ-UBND-NC", "QĐ", None),
            ("12/QĐ -UBND", "12/QĐ-UBND", "QĐ", None),
        ] {
            assert_eq!(read(text), Some((wanted.to_owned(), kind.to_owned(), year)), "{text}");
        }
    }

    #[test]
    fn fractions_and_dates_are_no_numbers() {
        for text in ["24/24", "12/03/2024", "12/2024", "5/KP3", "1/Vv", "3/A", "100/km", "10/10 Tháng", "12/Văn phòng"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn procedure_codes_are_told_from_amounts() {
        let end = |text: &str| procedure_code_end(text, 0).map(|end| text[..end].to_owned());
        assert_eq!(end("1.004227 - Cấp").as_deref(), Some("1.004227"));
        assert_eq!(end("2.001234.000.00.00.H06)").as_deref(), Some("2.001234.000.00.00.H06"));
        assert_eq!(end("1.004.227"), None);
        assert_eq!(end("1.0042275"), None);
    }
}
