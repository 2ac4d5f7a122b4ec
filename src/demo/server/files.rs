//! Files behind links: tiny, valid, and marked as simulated. Also the old encoding of Vietnamese pages.

use flate2::Crc;
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
    Some(match extension {
        "pdf" => Reply::ok("application/pdf", pdf()),
        "docx" => Reply::ok(DOCX, docx()),
        "xlsx" => Reply::ok(XLSX, xlsx()),
        "csv" => Reply::ok("text/csv; charset=utf-8", format!("ghi_chu,nam,gia_tri\n{SIMULATED},2026,42\n")),
        "json" => Reply::ok("application/json", format!("[{{\"ghi_chu\":\"{SIMULATED}\",\"gia_tri\":42}}]")),
        _ if picture => Reply::ok("image/png", png()),
        _ => return None,
    })
}

/// One page of text; the standard fonts know no Vietnamese marks, so the visible line goes without them.
fn pdf() -> Vec<u8> {
    let title = SIMULATED.encode_utf16().fold("FEFF".to_owned(), |hex, unit| hex + &format!("{unit:04X}"));
    let text = "BT /F1 18 Tf 72 720 Td (DU LIEU MO PHONG - SIMULATED DATA) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Title <{title}> >>"),
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

fn docx() -> Vec<u8> {
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
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{SIMULATED}</w:t></w:r></w:p></w:body></w:document>"),
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
    fn offsets_in_the_pdf_point_at_its_objects() {
        let bytes = pdf();
        let text = String::from_utf8_lossy(&bytes);
        let start: usize = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        assert!(bytes[start..].starts_with(b"xref"));
        let first: usize = String::from_utf8_lossy(&bytes[start..]).lines().nth(3).unwrap()[..10].parse().unwrap();
        assert!(bytes[first..].starts_with(b"1 0 obj"));
    }

    #[test]
    fn the_archive_names_each_member_where_the_directory_says() {
        let bytes = docx();
        let end = bytes.len() - 22;
        assert!(bytes[end..].starts_with(b"PK\x05\x06"));
        let start = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap()) as usize;
        assert!(bytes[start..].starts_with(b"PK\x01\x02"));
        let offset = u32::from_le_bytes(bytes[start + 42..start + 46].try_into().unwrap()) as usize;
        assert!(bytes[offset..].starts_with(b"PK\x03\x04"));
    }
}
