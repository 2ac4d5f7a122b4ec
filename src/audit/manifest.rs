//! `manifest.csv` of a folder of saved pages: which file is which page of which agency.

use std::path::{Path, PathBuf};

use url::Url;

use crate::{
    diagnostic::{Cell, Diagnostic, Diagnostics, Record, decode, misspelt, quoted, records},
    registry::Tier,
    text::both,
};

/// One row of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedPage {
    /// Path of the file, relative to the folder.
    pub file: String,
    /// Name of the agency; pages of one agency are judged together.
    pub agency: String,
    /// `None` for a tier that is not one of ours: every requirement applies.
    pub tier: Option<Tier>,
    /// Where the page was; made up from the file's path when the manifest does not know.
    pub url: Url,
    /// Whether the row says that it is the start page (`page_kind` begins with `home`, or the address has no path).
    pub home: bool,
}

/// Why a folder of saved pages cannot be judged.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The manifest or a page cannot be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// At least one row has an error.
    #[error("the manifest has problems: {0}")]
    Invalid(Box<Diagnostics>),
}

const NEEDED: [&str; 4] = ["file", "agency", "tier", "original_url"];

/// Host of pages whose address nobody wrote down; RFC 6761 keeps `.invalid` from ever being a real one.
const UNKNOWN_HOST: &str = "saved.invalid";

/// Reads `manifest.csv` in `folder`. Further columns are allowed and left alone.
pub fn read_manifest(folder: &Path) -> Result<Vec<SavedPage>, ManifestError> {
    let path = folder.join("manifest.csv");
    let shown = path.display().to_string();
    let bytes = std::fs::read(&path).map_err(|source| ManifestError::Read { path, source })?;
    let mut out = Diagnostics::new();
    let pages = rows(&shown, &bytes, folder, &mut out);
    if out.errors() > 0 { Err(ManifestError::Invalid(Box::new(out))) } else { Ok(pages) }
}

fn rows(shown: &str, bytes: &[u8], folder: &Path, out: &mut Diagnostics) -> Vec<SavedPage> {
    let Some(text) = decode(shown, bytes, out) else { return Vec::new() };
    let records = records(shown, &text, out);
    let Some((header, rows)) = records.split_first() else {
        out.push(
            Diagnostic::error("empty-file", shown, ("tệp manifest.csv trống", "the manifest is empty")).help(both!(
                "dòng đầu nêu tên các cột: {}",
                "the first line names the columns: {}",
                NEEDED.join(",")
            )),
        );
        return Vec::new();
    };
    let column = |name: &str| header.cells.iter().position(|cell| cell.text == name);
    let mut missing = false;
    for name in NEEDED.iter().filter(|name| column(name).is_none()) {
        missing = true;
        let known = header.cells.iter().map(|cell| cell.text.as_str());
        out.push(
            Diagnostic::error("missing-column", shown, both!("thiếu cột `{name}`", "the column `{name}` is missing"))
                .at(header.span.clone())
                .label(misspelt(name, known))
                .help(both!("tệp cần các cột {}", "the file needs the columns {}", NEEDED.join(", "))),
        );
    }
    if missing {
        return Vec::new();
    }
    let cell = |record: &'_ Record, name: &str| column(name).and_then(|at| record.cells.get(at).cloned());
    let mut pages = Vec::new();
    for record in rows {
        if record.cells.len() != header.cells.len() {
            let (have, want) = (record.cells.len(), header.cells.len());
            let message = both!(
                "dòng có {have} ô trong khi dòng đầu nêu {want} cột",
                "{have} cells where the first line names {want} columns"
            );
            out.push(Diagnostic::error("column-count", shown, message).at(record.span.clone()));
            continue;
        }
        let (Some(file), Some(agency)) = (cell(record, "file"), cell(record, "agency")) else { continue };
        let Some(url) = address(shown, &file, cell(record, "original_url").as_ref(), out) else { continue };
        if agency.text.is_empty() {
            let said = ("ô `agency` trống", "the cell `agency` is empty");
            out.push(Diagnostic::error("empty-cell", shown, said).at(record.span.clone()));
            continue;
        }
        if !folder.join(&file.text).is_file() {
            out.push(
                Diagnostic::error(
                    "no-such-file",
                    shown,
                    both!("không có tệp {}", "there is no file {}", quoted(&file.text)),
                )
                .at(file.span.clone())
                .help((
                    "đường dẫn tính từ thư mục chứa manifest.csv",
                    "paths are relative to the folder of the manifest",
                )),
            );
            continue;
        }
        let kind = cell(record, "page_kind").map(|cell| cell.text).unwrap_or_default();
        let bare = url.host_str().is_none_or(|host| host != UNKNOWN_HOST) && url.path() == "/";
        pages.push(SavedPage {
            file: file.text,
            agency: agency.text,
            tier: cell(record, "tier").and_then(|cell| Tier::from_name(&cell.text)),
            home: kind == "home" || bare,
            url,
        });
    }
    pages
}

/// The address in the cell, or one made of the file's path when the cell is empty.
fn address(shown: &str, file: &Cell, original: Option<&Cell>, out: &mut Diagnostics) -> Option<Url> {
    if let Some(cell) = original.filter(|cell| !cell.text.is_empty()) {
        return match Url::parse(&cell.text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => Some(url),
            _ => {
                let message = both!("địa chỉ không dùng được {}", "unusable address {}", quoted(&cell.text));
                out.push(Diagnostic::error("unusable-url", shown, message).at(cell.span.clone()).help((
                    "viết theo dạng `https://coquan.gov.vn/trang`, hoặc để ô trống",
                    "write it as `https://agency.gov.vn/page`, or leave the cell empty",
                )));
                None
            }
        };
    }
    let mut url = Url::parse(&format!("http://{UNKNOWN_HOST}/")).ok()?;
    url.set_path(&file.text);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<SavedPage>, Vec<(&'static str, Option<usize>)>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.html"), "x").unwrap();
        std::fs::write(folder.path().join("manifest.csv"), text).unwrap();
        match read_manifest(folder.path()) {
            Ok(pages) => (pages, Vec::new()),
            Err(ManifestError::Invalid(out)) => (Vec::new(), out.iter().map(|d| (d.code, d.line)).collect()),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn an_unknown_tier_binds_every_requirement_and_an_unknown_address_is_made_of_the_path() {
        let (pages, _) = read("file,agency,tier,original_url,more\na.html,Bộ Mẫu,public school,,x\n");
        assert_eq!(pages[0].tier, None);
        assert_eq!(pages[0].url.as_str(), "http://saved.invalid/a.html");
    }

    #[test]
    fn every_bad_row_is_reported_with_its_line() {
        let (_, problems) = read(
            "file,agency,tier,original_url\na.html,,ministry,\nb.html,Bộ Mẫu,ministry,\na.html,Bộ Mẫu,ministry,ftp://x\na.html\n",
        );
        let expected = [("empty-cell", 2), ("no-such-file", 3), ("unusable-url", 4), ("column-count", 5)];
        assert_eq!(problems, expected.map(|(code, line)| (code, Some(line))));
    }

    #[test]
    fn a_missing_column_is_named() {
        let (_, problems) = read("file,agency,tier,url\na.html,Bộ Mẫu,ministry,\n");
        assert_eq!(problems, [("missing-column", Some(1))]);
    }
}
