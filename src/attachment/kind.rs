//! What a file is: by its first bytes, then by its type, then by its name.

use std::io::Cursor;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;
use zip::ZipArchive;

/// Formats of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Portable Document Format.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Excel since 2007, binary workbooks included.
    Xlsx,
    /// PowerPoint since 2007.
    Pptx,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// Word 97 to 2003.
    Doc,
    /// Excel 97 to 2003.
    Xls,
    /// Other compound files of Office 97 to 2003.
    OldOffice,
    /// Rich Text Format.
    Rtf,
    /// Comma-separated values or other plain text.
    Text,
    /// A picture: a scan outside a document.
    Picture,
    /// ZIP, RAR, 7z.
    Archive,
    /// A web page where a file was expected.
    Page,
    /// Nothing known.
    Other,
}

impl Kind {
    /// The word in files: `pdf`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::OldOffice => "old-office",
            Self::Rtf => "rtf",
            Self::Text => "text",
            Self::Picture => "picture",
            Self::Archive => "archive",
            Self::Page => "page",
            Self::Other => "other",
        }
    }
}

/// The kind of `body`, which `url` answered as `content_type`.
pub(super) fn kind_of(body: &[u8], content_type: Option<&str>, url: &Url) -> Kind {
    by_bytes(body).or_else(|| by_type(content_type?)).or_else(|| by_name(url)).unwrap_or(Kind::Other)
}

/// First bytes that say what a file is.
const STARTS: &[(&[u8], Kind)] = &[
    (b"{\\rtf", Kind::Rtf),
    (b"Rar!\x1a\x07", Kind::Archive),
    (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
    (b"\x89PNG", Kind::Picture),
    (b"\xff\xd8\xff", Kind::Picture),
    (b"GIF8", Kind::Picture),
    (b"II*\0", Kind::Picture),
    (b"MM\0*", Kind::Picture),
];

fn by_bytes(body: &[u8]) -> Option<Kind> {
    // The header may stand a little into the file (PDF 32000-1 Annex H, note 13).
    if memchr::memmem::find(&body[..body.len().min(1024)], b"%PDF-").is_some() {
        return Some(Kind::Pdf);
    }
    if body.starts_with(b"PK\x03\x04") || body.starts_with(b"PK\x05\x06") {
        return Some(package(body));
    }
    if body.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Some(compound(body));
    }
    if let Some((_, kind)) = STARTS.iter().find(|(start, _)| body.starts_with(start)) {
        return Some(*kind);
    }
    is_page(body).then_some(Kind::Page)
}

/// Whether it begins like a web page.
pub(super) fn is_page(body: &[u8]) -> bool {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    let head = text[..text.len().min(512)].to_ascii_lowercase();
    let page = [b"<!doctype html".as_slice(), b"<html", b"<head", b"<script"].iter().any(|tag| head.starts_with(tag));
    // Comments and prologues before the first element.
    page || (head.starts_with(b"<") && memchr::memmem::find(&head, b"<html").is_some())
}

/// What a ZIP file is, by the names in its directory.
fn package(body: &[u8]) -> Kind {
    let Ok(archive) = ZipArchive::new(Cursor::new(body)) else { return Kind::Archive };
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("word/document.xml") {
        Kind::Docx
    } else if has("xl/workbook.xml") || has("xl/workbook.bin") {
        Kind::Xlsx
    } else if has("ppt/presentation.xml") {
        Kind::Pptx
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        // The first member of an OpenDocument file is stored and says what it is.
        let start = &body[..body.len().min(200)];
        let sheet = memchr::memmem::find(start, b"application/vnd.oasis.opendocument.spreadsheet").is_some();
        if sheet { Kind::Ods } else { Kind::Odt }
    } else {
        Kind::Archive
    }
}

/// What a compound file is, by the names of its streams, which stand in UTF-16 in its directory.
fn compound(body: &[u8]) -> Kind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(body, &wide).is_some()
    };
    if has("WordDocument") {
        Kind::Doc
    } else if has("Workbook") || has("Book") {
        Kind::Xls
    } else {
        Kind::OldOffice
    }
}

fn by_type(content_type: &str) -> Option<Kind> {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "text/csv" | "text/plain" => Some(Kind::Text),
        "text/html" | "application/xhtml+xml" => Some(Kind::Page),
        "application/rtf" | "text/rtf" => Some(Kind::Rtf),
        other if other.starts_with("image/") => Some(Kind::Picture),
        _ => None,
    }
}

fn by_name(url: &Url) -> Option<Kind> {
    let (_, ending) = url.path().rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "csv" | "txt" => Some(Kind::Text),
        "rar" | "zip" | "7z" => Some(Kind::Archive),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &[u8], content_type: &str, name: &str) -> Kind {
        let url = Url::parse("http://mau.gov.vn/tep/").unwrap().join(name).unwrap();
        kind_of(body, Some(content_type), &url)
    }

    #[test]
    fn bytes_win_over_type_and_name() {
        assert_eq!(of(b"%PDF-1.4 \n", "text/html", "a.doc"), Kind::Pdf);
        assert_eq!(of(b"\n\n<!DOCTYPE html><p>404", "application/pdf", "a.pdf"), Kind::Page);
        assert_eq!(of(b"<!-- x --><html>", "application/pdf", "a.pdf"), Kind::Page);
        assert_eq!(of(b"{\\rtf1", "application/msword", "a.doc"), Kind::Rtf);
        assert_eq!(of(b"PK\x03\x04 cut off", "application/msword", "a.docx"), Kind::Archive);
        assert_eq!(of(b"a,b\n1,2\n", "text/csv; charset=utf-8", "a"), Kind::Text);
        assert_eq!(of(b"a,b\n1,2\n", "application/octet-stream", "a.csv"), Kind::Text);
        assert_eq!(of(b"", "", "a.pdf"), Kind::Other, "a name alone makes no document");
    }
}
