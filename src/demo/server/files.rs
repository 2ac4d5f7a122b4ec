//! Files behind links: tiny, valid, and marked as simulated. Also the old encoding of Vietnamese pages.

use flate2::Crc;
use hyper::StatusCode;
use unicode_normalization::{
    UnicodeNormalization as _,
    char::{compose, is_combining_mark},
};

use super::respond::Reply;
use crate::demo::{families, prose::SIMULATED};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file at `path`, if it is the address of one.
pub(super) fn reply(path: &str) -> Option<Reply> {
    let (stem, extension) = path.rsplit_once('.')?;
    let known = stem.contains("/tep/") || stem.contains("/anh/") || stem.contains("/du-lieu/");
    let picture = matches!(extension, "png" | "jpg" | "gif" | "webp" | "svg");
    if !known && !picture {
        return None;
    }
    let lines = lines(stem);
    Some(match (extension, fate(stem)) {
        ("pdf" | "docx", Fate::Lost) => {
            let page =
                format!("<html><head><title>404</title></head><body>{SIMULATED}: không tìm thấy tệp</body></html>");
            Reply::status(StatusCode::NOT_FOUND, page)
        }
        ("pdf", Fate::Scanned) => Reply::ok("application/pdf", pdf(&[])),
        ("pdf", _) => Reply::ok("application/pdf", pdf(&lines)),
        ("docx", _) => Reply::ok(DOCX, docx(&lines)),
        ("xlsx", _) => Reply::ok(XLSX, xlsx()),
        ("csv", _) => Reply::ok("text/csv; charset=utf-8", format!("ghi_chu,nam,gia_tri\n{SIMULATED},2026,42\n")),
        ("json", _) => Reply::ok("application/json", format!("[{{\"ghi_chu\":\"{SIMULATED}\",\"gia_tri\":42}}]")),
        _ if picture => Reply::ok("image/png", png()),
        _ => return None,
    })
}

/// What becomes of the file of a register's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// There, with its text.
    Kept,
    /// A picture of paper.
    Scanned,
    /// Linked and gone.
    Lost,
}

/// Of the rows of a register a quarter is scanned and a twelfth lost; every other file is kept.
fn fate(stem: &str) -> Fate {
    let Some((_, name)) = numbered(stem) else { return Fate::Kept };
    match name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 12 {
        0 => Fate::Lost,
        1..=3 => Fate::Scanned,
        _ => Fate::Kept,
    }
}

/// Year and document number in the address of a row's file: `/tep/2026/05-2026-TT-BM01`.
fn numbered(stem: &str) -> Option<(&str, String)> {
    let (_, rest) = stem.rsplit_once("/tep/")?;
    let (year, name) = rest.split_once('/')?;
    let (serial, letters) = name.split_once('-')?;
    if !serial.bytes().all(|byte| byte.is_ascii_digit()) || serial.is_empty() {
        return None;
    }
    let letters = letters.replacen("QD-", "QĐ-", 1);
    let letters = letters
        .strip_prefix(year)
        .and_then(|rest| rest.strip_prefix('-'))
        .map_or(letters.clone(), |rest| format!("{year}/{rest}"));
    Some((year, format!("{serial}/{letters}")))
}

/// What stands in the file.
fn lines(stem: &str) -> Vec<String> {
    let mut lines = vec![SIMULATED.to_owned()];
    if let Some((year, number)) = numbered(stem) {
        lines.push(format!("Số: {number}"));
        lines.push(format!("Ngày 15 tháng 01 năm {year}"));
    }
    lines
}

/// One page of text, or of a grey picture if there is none. The font is named, not embedded: its codes are the
/// characters themselves, and a table for readers says so.
fn pdf(lines: &[String]) -> Vec<u8> {
    let title = SIMULATED.encode_utf16().fold("FEFF".to_owned(), |hex, unit| hex + &format!("{unit:04X}"));
    let mut text = String::new();
    let mut codes = std::collections::BTreeSet::new();
    for (number, line) in lines.iter().enumerate() {
        let hex = line.encode_utf16().fold(String::new(), |hex, unit| hex + &format!("{unit:04X}"));
        codes.extend(line.encode_utf16());
        families::put!(text, "BT /F1 14 Tf 72 {} Td <{hex}> Tj ET\n", 760 - 24 * number);
    }
    if lines.is_empty() {
        text.push_str("q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q");
    }
    let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n\
                   1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        .to_owned();
    // At most 100 entries in one table (Adobe technical note 5411).
    for part in codes.iter().collect::<Vec<_>>().chunks(100) {
        families::put!(map, "{} beginbfchar\n", part.len());
        for code in part {
            families::put!(map, "<{code:04X}> <{code:04X}>\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap end end");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /ArialUnicodeMS /Encoding /Identity-H /DescendantFonts [7 0 R] \
         /ToUnicode 8 0 R >>"
            .to_owned(),
        format!("<< /Title <{title}> >>"),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ArialUnicodeMS /DW 500 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
    ];
    let mut out = format!("%PDF-1.4\n% {SIMULATED}\n");
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        families::put!(out, "{} 0 obj\n{object}\nendobj\n", i + 1);
    }
    let start = out.len();
    families::put!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        families::put!(out, "{offset:010} 00000 n \n");
    }
    families::put!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    out.into_bytes()
}

fn docx(lines: &[String]) -> Vec<u8> {
    let mut paragraphs = String::new();
    for line in lines {
        families::put!(paragraphs, "<w:p><w:r><w:t>{line}</w:t></w:r></w:p>");
    }
    zip(&[
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned(),
        ),
        (
            "_rels/.rels",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned(),
        ),
        (
            "word/document.xml",
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>"),
        ),
    ])
}

fn xlsx() -> Vec<u8> {
    zip(&[
        (
            "[Content_Types].xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>".to_owned(),
        ),
        (
            "_rels/.rels",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned(),
        ),
        (
            "xl/workbook.xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{SIMULATED}</t></is></c></row></sheetData></worksheet>"),
        ),
    ])
}

/// A ZIP archive with stored members (APPNOTE 4.3: local headers, central directory, end record).
fn zip(members: &[(&str, String)]) -> Vec<u8> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (name, text) in members {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let offset = out.len() as u32;
        let size = (text.len() as u32).to_le_bytes();
        // Version 2.0, no flags, stored, 1 January 2026.
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x5c];
        common.extend(crc.sum().to_le_bytes());
        common.extend(size);
        common.extend(size);
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(text.as_bytes());
        central.extend(b"PK\x01\x02\x14\x00");
        central.extend(&common);
        central.extend([0; 10]);
        central.extend(offset.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let count = (members.len() as u16).to_le_bytes();
    let start = (out.len() as u32).to_le_bytes();
    let length = (central.len() as u32).to_le_bytes();
    out.extend(central);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(length);
    out.extend(start);
    out.extend([0, 0]);
    out
}

/// A grey point with a comment.
fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let text = [b"Comment\0\0\0\0\0".as_slice(), SIMULATED.as_bytes()].concat();
    // zlib: stored block of filter byte and one grey sample, then Adler-32.
    let data = [0x78, 0x01, 0x01, 2, 0, 0xfd, 0xff, 0, 0x80, 0x00, 0x82, 0x00, 0x81];
    for (kind, body) in [
        (b"IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0].as_slice()),
        (b"iTXt", text.as_slice()),
        (b"IDAT", data.as_slice()),
        (b"IEND", [].as_slice()),
    ] {
        let mut crc = Crc::new();
        crc.update(kind);
        crc.update(body);
        out.extend((body.len() as u32).to_be_bytes());
        out.extend(kind);
        out.extend(body);
        out.extend(crc.sum().to_be_bytes());
    }
    out
}

/// `text` in windows-1258: base letters with circumflex, breve or horn, followed by the tone as a mark of its own.
pub(super) fn windows_1258(text: &str) -> Vec<u8> {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let mut split = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        if c.is_ascii() {
            split.push(c);
            continue;
        }
        let parts: Vec<char> = std::iter::once(c).nfd().collect();
        let mut letter = parts[0];
        let mut tones = Vec::new();
        for &mark in parts[1..].iter().filter(|c| is_combining_mark(**c)) {
            if TONES.contains(&mark) {
                tones.push(mark);
            } else {
                letter = compose(letter, mark).unwrap_or(letter);
            }
        }
        split.push(letter);
        split.extend(tones);
    }
    encoding_rs::WINDOWS_1258.encode(&split).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_encoding_decodes_to_the_same_text_once_composed() {
        let text = "Cơ cấu tổ chức, quyền hạn và nhiệm vụ; Điều ước quốc tế";
        let bytes = windows_1258(text);
        let (decoded, _, malformed) = encoding_rs::WINDOWS_1258.decode(&bytes);
        assert!(!malformed);
        assert_eq!(decoded.nfc().collect::<String>(), text);
        assert!(std::str::from_utf8(&bytes).is_err());
    }

    #[test]
    fn rows_of_a_register_lead_to_files_that_bear_their_number() {
        use crate::attachment::{File, TextLayer, read};
        let url = url::Url::parse("http://mau.gov.vn/").unwrap();
        let of = |body: &[u8]| read(&File { url: &url, content_type: None, body }).unwrap();
        for (stem, number) in
            [("/vi/tep/2026/05-2026-TT-BM01", "05/2026/TT-BM01"), ("/tep/2025/31-QD-UBND", "31/QĐ-UBND")]
        {
            for file in [of(&pdf(&lines(stem))), of(&docx(&lines(stem)))] {
                assert_eq!(file.documents.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), [number]);
                assert_eq!(file.dates.len(), 1, "{}", file.words);
            }
        }
        let scan = of(&pdf(&[]));
        assert_eq!(scan.text_layer, TextLayer::Missing);
        assert_eq!(fate("/tep/quy-trinh"), Fate::Kept, "only rows are lost");
    }

    #[test]
    fn offsets_in_the_pdf_point_at_its_objects() {
        let bytes = pdf(&lines("/tep/2026/05-2026-TT-BM01"));
        let text = String::from_utf8_lossy(&bytes);
        let start: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        assert!(bytes[start..].starts_with(b"xref"));
        let first: usize = String::from_utf8_lossy(&bytes[start..]).lines().nth(3).unwrap()[..10].parse().unwrap();
        assert!(bytes[first..].starts_with(b"1 0 obj"));
    }

    #[test]
    fn the_archive_names_each_member_where_the_directory_says() {
        let bytes = docx(&[SIMULATED.to_owned()]);
        let end = bytes.len() - 22;
        assert!(bytes[end..].starts_with(b"PK\x05\x06"));
        let start = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap()) as usize;
        assert!(bytes[start..].starts_with(b"PK\x01\x02"));
        let offset = u32::from_le_bytes(bytes[start + 42..start + 46].try_into().unwrap()) as usize;
        assert!(bytes[offset..].starts_with(b"PK\x03\x04"));
    }
}
