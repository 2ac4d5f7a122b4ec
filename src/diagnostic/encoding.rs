//! Bytes of a user's file to text: UTF-8, with or without a byte order mark. Anything else is reported with its place.

use super::{Diagnostic, Diagnostics, list::NOT_UTF_8};
use crate::text::{Bilingual, both};

/// Makes the text of `file` known to `out` and returns it. A byte order mark is dropped.
///
/// A file that is not UTF-8 at all is reported and gives `None`. In a file with single foreign bytes each is reported
/// and stands as `?` in the text, so that the rest of the file can still be checked and every span stays true. Of what
/// else is wrong on such a line nothing is said ([`Diagnostics::push`]).
pub fn decode(file: &str, bytes: &[u8], out: &mut Diagnostics) -> Option<String> {
    if let Some(order) = utf16(bytes) {
        out.push(
            Diagnostic::error(
                "utf-16",
                file,
                both!(
                    "tệp được ghi theo mã UTF-16 ({order}), không phải UTF-8",
                    "the file is written in UTF-16 ({order}), not UTF-8"
                ),
            )
            .help(
                if std::path::Path::new(file).extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv")) {
                    (
                        "lưu lại theo mã UTF-8: trong Excel chọn “CSV UTF-8”, trong trình soạn thảo chọn mã UTF-8",
                        "save it as UTF-8: in Excel as \"CSV UTF-8\", in a text editor with the encoding UTF-8",
                    )
                } else {
                    (
                        "lưu lại theo mã UTF-8: trong trình soạn thảo chọn “Lưu thành” và mã UTF-8",
                        "save it as UTF-8: in a text editor choose \"Save as\" and the encoding UTF-8",
                    )
                },
            ),
        );
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut foreign: Vec<(usize, u8)> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for &byte in chunk.invalid() {
            foreign.push((text.len(), byte));
            text.push('?');
        }
    }
    out.source(file, text.as_str());
    // One report per line: in a file of another encoding every accented letter is foreign.
    let mut lines: Vec<(usize, u8)> = Vec::new();
    for (at, byte) in foreign {
        if lines.last().is_none_or(|(last, _)| text[*last..at].contains('\n')) {
            lines.push((at, byte));
        }
    }
    let count = lines.len();
    for (number, (at, byte)) in lines.into_iter().enumerate() {
        let mut found = Diagnostic::error(
            NOT_UTF_8,
            file,
            both!("byte 0x{byte:02x} không phải UTF-8", "byte 0x{byte:02x} is not UTF-8"),
        )
        .at(at..at + 1)
        .label(("hiển thị thành `?`", "shown as `?`"));
        // What to do is the same for all of them, and said once, under the last.
        if number + 1 == count {
            let save: Bilingual = (
                "có lẽ tệp được lưu theo bảng mã tiếng Việt cũ (TCVN3, VNI) hoặc mã Windows; hãy lưu lại theo mã UTF-8",
                "the file was probably saved in an older Vietnamese or Windows encoding; save it as UTF-8",
            )
                .into();
            found = found.help(match count {
                1 => save,
                _ => both!("{count} dòng có byte như vậy: {save}", "{count} lines hold such bytes: {save}"; save),
            });
        }
        out.push(found);
    }
    Some(text)
}

fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] => Some("little endian"),
        [0xfe, 0xff, ..] => Some("big endian"),
        // Without a mark: the first characters of our files are ASCII, so every second byte is zero.
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some("little endian"),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some("big endian"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::diagnostic::Diagnostics;

    type Found = Vec<(&'static str, Option<usize>, Option<usize>)>;

    fn codes(bytes: &[u8]) -> (Option<String>, Found) {
        let mut out = Diagnostics::new();
        let text = decode("f", bytes, &mut out);
        (text, out.iter().map(|item| (item.code, item.line, item.column)).collect())
    }

    #[test]
    fn drops_a_byte_order_mark_in_silence() {
        assert_eq!(codes("\u{feff}tỉnh".as_bytes()), (Some("tỉnh".to_owned()), vec![]));
    }

    #[test]
    fn reports_each_line_with_foreign_bytes_and_keeps_the_rest() {
        let (text, found) = codes(b"ok\nt\xecnh \xf0\nt\xe2y\n");
        assert_eq!(text.as_deref(), Some("ok\nt?nh ?\nt?y\n"));
        assert_eq!(found, [("not-utf-8", Some(2), Some(2)), ("not-utf-8", Some(3), Some(2))]);
    }

    #[test]
    fn says_once_what_to_do_and_about_how_many_lines() {
        let mut out = Diagnostics::new();
        decode("f", b"t\xecnh\nt\xe2y\nt\xf4\n", &mut out);
        let helps: Vec<&str> = out.iter().map(|item| item.help.en.as_str()).collect();
        assert_eq!(helps[..2], ["", ""]);
        assert!(helps[2].contains("3 lines"), "{}", helps[2]);
    }

    #[test]
    fn what_follows_from_a_foreign_byte_is_not_said_beside_it() {
        let mut out = Diagnostics::new();
        decode("f", b"a = t\xec\nb\n", &mut out);
        for at in [0..1, 7..8] {
            out.push(crate::diagnostic::Diagnostic::error("consequence", "f", ("hệ quả", "follows")).at(at));
        }
        let found: Vec<_> = out.iter().map(|item| (item.code, item.line)).collect();
        assert_eq!(found, [("not-utf-8", Some(1)), ("consequence", Some(2))]);
    }

    #[test]
    fn advice_on_utf_16_fits_the_kind_of_file() {
        let help = |file: &str| {
            let mut out = Diagnostics::new();
            decode(file, b"\xff\xfei\0d\0", &mut out);
            out.iter().next().unwrap().help.en.clone()
        };
        assert!(help("portals.csv").contains("Excel"));
        assert!(!help("rules/a.toml").contains("Excel") && help("rules/a.toml").contains("text editor"));
    }

    #[test]
    fn names_utf_16_with_and_without_a_mark() {
        assert_eq!(codes(b"\xff\xfei\0d\0").1[0].0, "utf-16");
        assert_eq!(codes(b"\xfe\xff\0i\0d").1[0].0, "utf-16");
        assert_eq!(codes(b"i\0d\0,\0t\0").1[0].0, "utf-16");
        assert_eq!(codes(b"\0i\0d\0,\0t").1[0].0, "utf-16");
    }
}
