//! Telephones, e-mail addresses (written out, disguised, or hidden by Cloudflare) and postal addresses.

use super::Contact;
use super::cues::{Cue, Cues};
use super::scan::Scanned;
use super::sketch::Sketch;

/// Longest line that is a postal address.
const LONGEST_ADDRESS: usize = 400;

/// A telephone number that begins with a digit, `(` or `+` at `at`: its digits, and where it ends. A fax number is
/// read over but not returned as a telephone.
pub(super) fn phone_at(text: &str, at: usize) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    if text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | '=')) {
        return None;
    }
    let mut digits = String::new();
    let mut end = at;
    let mut groups = 0;
    let mut cursor = at;
    let mut gap = 0;
    while cursor < bytes.len() && digits.len() <= 14 {
        match bytes[cursor] {
            byte if byte.is_ascii_digit() => {
                if gap > 0 || digits.is_empty() {
                    groups += 1;
                }
                // Three separators in a row end a number.
                gap = 0;
                digits.push(char::from(byte));
                end = cursor + 1;
            }
            b'+' if digits.is_empty() => {}
            b' ' | b'.' | b'-' | b'(' | b')' => gap += 1,
            _ => break,
        }
        if gap > 3 {
            break;
        }
        if gap > 0 && is_number(&digits, gap) && !continues(bytes, cursor) {
            break;
        }
        cursor += 1;
    }
    let plus = bytes[at] == b'+' || bytes.get(at + 1) == Some(&b'+');
    let bracket = bytes[at] == b'(';
    if bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'%')) || groups > 6 {
        return None;
    }
    let before = label_before(text, at);
    if NOT_PHONES.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let national = digits.starts_with('0') && matches!(digits.len(), 10 | 11);
    let abroad = digits.starts_with("84")
        && matches!(digits.len(), 10..=13)
        && (plus || bracket || groups > 1 || digits.len() > 10);
    let service = (digits.starts_with("1800") || digits.starts_with("1900")) && matches!(digits.len(), 8 | 10);
    // The state's own exchange ("080 43162"), and local numbers where the line says what they are.
    let exchange = digits.starts_with("080") && digits.len() == 8;
    let labelled = PHONES.iter().any(|word| before.ends_with(word)) && matches!(digits.len(), 7..=11);
    (national || abroad || service || exchange || labelled).then_some((digits, end))
}

fn is_number(digits: &str, gap: usize) -> bool {
    digits.starts_with('0')
        && (matches!(digits.len(), 10 | 11) || (digits.len() == 8 && digits.starts_with("080") && gap > 1))
}

/// Whether the separator at `at` is one inside a number that is already long enough: it never is.
fn continues(bytes: &[u8], at: usize) -> bool {
    // "0292.3820674" is complete at ten digits; "(+84.236) 3.893.777" is not.
    matches!(bytes.get(at), Some(b'0'..=b'9'))
}

const PHONES: &[&str] = &["thoại", "đt", "sđt", "tel", "phone", "hotline", "nóng", "dđ", "động", "máy"];
const NOT_PHONES: &[&str] = &["fax", "thuế", "mst", "khoản", "cmnd", "cccd", "stk", "mã", "id"];

/// The word before a number, without its colon, in lower case.
fn label_before(text: &str, at: usize) -> String {
    let before = text[..at].trim_end_matches([' ', ':', '.', '(', '-', '–']);
    if before.len() < at.saturating_sub(6) || before.ends_with('\n') {
        return String::new();
    }
    let word = before.rsplit([' ', '\n', ',', ';', '|', '/', '(', '.']).next().unwrap_or_default();
    if word.len() > 24 { String::new() } else { word.to_lowercase() }
}

/// The address whose `@` stands at `at`.
fn email_around(text: &str, at: usize, sign: usize) -> Option<String> {
    let bytes = text.as_bytes();
    let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let start = at - bytes[..at].iter().rev().take_while(|b| local(**b)).take(64).count();
    let after = at + sign;
    let end = after
        + bytes[after..].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).take(120).count();
    let name = text[start..at].trim_start_matches(['.', '-', '_']);
    let host = text[after..end].trim_end_matches(['.', '-']);
    let ending = host.rsplit('.').next()?;
    let plausible = host.contains('.')
        && ending.len() >= 2
        && ending.bytes().all(|b| b.is_ascii_alphabetic())
        && !host.contains("..");
    (!name.is_empty() && plausible && !host.starts_with(['.', '-']))
        .then(|| format!("{name}@{host}").to_ascii_lowercase())
}

/// What stands in place of `@`; the first two also between spaces.
const DISGUISES: &[&str] = &["[at]", "(at)", "[AT]", "(AT)", "[a]", "(a)", "[@]"];

/// E-mail addresses of a text with their offsets.
pub(super) fn emails_in(text: &str) -> Vec<(usize, String)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'@', bytes) {
        if let Some(address) = email_around(text, at, 1) {
            found.push((at, address));
        }
    }
    for at in memchr::memchr2_iter(b'[', b'(', bytes) {
        let rest = &text[at..];
        let Some(disguise) = DISGUISES.iter().find(|disguise| rest.starts_with(**disguise)) else { continue };
        let spaced = matches!(*disguise, "[at]" | "(at)") && text[..at].ends_with(' ') && rest[4..].starts_with(' ');
        let around = if spaced { (at - 1, disguise.len() + 2) } else { (at, disguise.len()) };
        for (at, sign) in [(at, disguise.len()), around] {
            if let Some(address) = email_around(text, at, sign) {
                found.push((at, address));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Undoes Cloudflare's disguise: hexadecimal bytes, the first of which is XORed with all others.
pub(super) fn cloudflare(hex: &str) -> Option<String> {
    const LONGEST: usize = 400;
    let hex = hex.as_bytes();
    if hex.len() < 6 || hex.len() > LONGEST || !hex.len().is_multiple_of(2) {
        return None;
    }
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let key = byte(&hex[..2])?;
    let plain: Option<Vec<u8>> = hex[2..].chunks_exact(2).map(|pair| byte(pair).map(|b| b ^ key)).collect();
    let plain = String::from_utf8(plain?).ok()?;
    let address = plain.split('?').next().unwrap_or_default();
    email_around(address, address.find('@')?, 1)
}

/// The address in a `mailto:` or a disguised link target.
pub(super) fn email_of_target(href: &str) -> Option<String> {
    if let Some((_, hex)) = href.split_once("/cdn-cgi/l/email-protection#") {
        return cloudflare(hex);
    }
    let (scheme, rest) = href.split_once(':')?;
    if !scheme.trim().eq_ignore_ascii_case("mailto") {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(rest).decode_utf8_lossy();
    email_around(&decoded, decoded.find('@')?, 1)
}

/// All contacts in document order.
pub(super) fn collect(sketch: &Sketch<'_>, scanned: &mut Scanned, cues: &Cues) -> Vec<Contact> {
    let mut found: Vec<(u32, Contact)> = Vec::new();
    for (offset, digits) in std::mem::take(&mut scanned.phones) {
        found.push((offset as u32, Contact::Phone { digits, at: sketch.at_offset(offset) }));
    }
    for (offset, address) in emails_in(&sketch.text) {
        found.push((offset as u32, Contact::Email { address, at: sketch.at_offset(offset) }));
    }
    for &el in &sketch.hidden_mail {
        if let Some(address) = sketch.attr(el, "data-cfemail").and_then(cloudflare) {
            found.push((sketch.text_start(el), Contact::Email { address, at: sketch.at(el) }));
        }
    }
    for &el in &sketch.anchors {
        let Some(href) = sketch.attr(el, "href").map(str::trim) else { continue };
        // Cheap tests first: nearly all links are neither.
        if !(href.starts_with(['m', 'M', 't', 'T']) || href.contains("/cdn-cgi/")) {
            continue;
        }
        let offset = sketch.text_start(el);
        if let Some(address) = email_of_target(href) {
            if !sketch.text_of(el).contains('@') {
                found.push((offset, Contact::Email { address, at: sketch.at(el) }));
            }
        } else if let Some(number) = href.strip_prefix("tel:")
            && !sketch.text_of(el).bytes().any(|b| b.is_ascii_digit())
            && let Some((digits, _)) = phone_at(number.trim(), 0)
        {
            found.push((offset, Contact::Phone { digits, at: sketch.at(el) }));
        }
    }
    collect_postal(sketch, cues, &mut found);
    found.sort_by_key(|(offset, _)| *offset);
    let vendors: Vec<(usize, u32)> =
        cues.of(Cue::Vendor).map(|cue| (sketch.run_at(cue.start), cue.start as u32)).collect();
    if !vendors.is_empty() {
        // What follows the maker of the site in its line reaches the maker, not the agency.
        let of_vendor = |offset: u32| {
            let run = sketch.run_at(offset as usize);
            vendors.iter().any(|(line, start)| *line == run && *start <= offset)
        };
        found.retain(|(offset, _)| !of_vendor(*offset));
    }
    found.into_iter().map(|(_, contact)| contact).collect()
}

fn collect_postal(sketch: &Sketch<'_>, cues: &Cues, found: &mut Vec<(u32, Contact)>) {
    let mut last = usize::MAX;
    for cue in cues.of(Cue::Address) {
        let run = sketch.run_at(cue.start);
        let rest = sketch.text[cue.end..].split('\n').next().unwrap_or_default();
        let begins = sketch.text[..cue.start].ends_with([' ', '\n', ':', '-', '*', '•']) || cue.start == 0;
        // The address stands behind the word, or on the next line if the word stands alone.
        let (run, line) = if rest.trim_matches([' ', ':', '.']).is_empty() && run + 1 < sketch.runs.len() {
            (run + 1, sketch.line(run + 1))
        } else {
            (run, sketch.line(run))
        };
        if run == last || !begins || line.len() > LONGEST_ADDRESS || !is_address(line) {
            continue;
        }
        last = run;
        let place = sketch.runs[run];
        found.push((place.start, Contact::Postal { line: line.to_owned(), at: sketch.at_run(place) }));
    }
}

/// A line with a place name's word or a house number, and more than the label.
fn is_address(line: &str) -> bool {
    const PLACES: &[&str] = &[
        "đường",
        "phố",
        "phường",
        "quận",
        "huyện",
        "xã",
        "thị trấn",
        "thị xã",
        "thành phố",
        "tỉnh",
        "tp",
        "khu",
        "tầng",
        "tòa nhà",
        "hà nội",
        "street",
        "ward",
        "district",
        "province",
        "city",
        "số",
        "đại lộ",
        "km",
    ];
    let normal = crate::text::normalise(line);
    let padded = format!(" {normal} ");
    let places = PLACES.iter().filter(|place| padded.contains(&format!(" {place} "))).count();
    let digits = line.bytes().any(|b| b.is_ascii_digit());
    line.contains([',', '-', '–'])
        && (places >= 2 || (digits && places >= 1) || (digits && line.matches(',').count() >= 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn phones(text: &str) -> Vec<String> {
        super::super::scan::scan(text, None).phones.into_iter().map(|(_, digits)| digits).collect()
    }

    #[test]
    fn telephones_are_read_in_every_form() {
        for (text, digits) in [
            ("(024) 35123536", "02435123536"),
            ("(024)35123536", "02435123536"),
            ("(04) 62703613", "0462703613"),
            ("(84-4)38258875", "84438258875"),
            ("84-02438.253933", "8402438253933"),
            ("0439388407", "0439388407"),
            ("(+84.236) 3.893.777", "842363893777"),
            ("0292.3820674", "02923820674"),
            ("02753.814281", "02753814281"),
            ("080 43162", "08043162"),
            ("080.48924", "08048924"),
            ("18001096", "18001096"),
            ("1900 1234", "19001234"),
            ("0239.628.6666", "02396286666"),
            ("Điện thoại: 3822.123", "3822123"),
            ("+84 24 3512 3536", "842435123536"),
        ] {
            assert_eq!(phones(text), [digits], "{text}");
        }
    }

    #[test]
    fn two_numbers_on_a_line_are_two() {
        assert_eq!(phones("ĐT: 02363.822.134 - 0905123456"), ["02363822134", "0905123456"]);
        assert_eq!(phones("080.85037 - 080 85038"), ["08085037", "08085038"]);
        assert_eq!(phones("ĐT: 0236 3822134, Fax: 0236 3825321"), ["02363822134"]);
    }

    #[test]
    fn other_numbers_are_no_telephones() {
        for text in [
            "Mã số thuế: 0100109106",
            "12/03/2024",
            "1.250.000.000 đồng",
            "012345678912345",
            "số 0123/QĐ-UBND",
            "2020 2021 2022",
        ] {
            assert_eq!(phones(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn addresses_are_read_through_disguises() {
        let found: Vec<String> =
            emails_in("Thư: Van.Phong@danang.gov.vn, sotttt[at]tinh.gov.vn; a (at) b.gov.vn @ x@y")
                .into_iter()
                .map(|(_, a)| a)
                .collect();
        assert_eq!(found, ["van.phong@danang.gov.vn", "sotttt@tinh.gov.vn", "a@b.gov.vn"]);
        assert_eq!(email_of_target("mailto:So%40tinh.gov.vn?subject=x").as_deref(), Some("so@tinh.gov.vn"));
    }

    #[test]
    fn cloudflare_hides_nothing() {
        let key = 0x2a_u8;
        let bytes = std::iter::once(key).chain("bbt@tinh.gov.vn".bytes().map(|b| b ^ key));
        let hex = bytes.fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        assert_eq!(cloudflare(&hex).as_deref(), Some("bbt@tinh.gov.vn"));
        assert_eq!(email_of_target(&format!("/cdn-cgi/l/email-protection#{hex}")).as_deref(), Some("bbt@tinh.gov.vn"));
        assert_eq!(cloudflare("zz00"), None);
        assert_eq!(cloudflare("é0é0é0"), None);
    }

    #[test]
    fn lines_with_places_are_addresses() {
        assert!(is_address("Địa chỉ: 24 Trần Phú, phường Hải Châu, thành phố Mẫu"));
        assert!(!is_address("Địa chỉ nhận hồ sơ"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9@.a-z()\\[\\]+ -]{0,60}") {
            emails_in(&text);
            phones(&text);
            cloudflare(&text);
            email_of_target(&text);
        }
    }
}
