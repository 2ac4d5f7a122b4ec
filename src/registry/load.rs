//! Reads a registry: one of the built-in cohorts or a file, checked as a whole.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rust_embed::Embed;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::columns::{Column, Header};
use super::row::Row;
use super::{Portal, Registry};
use crate::diagnostic::{Cell, Diagnostic, Diagnostics, decode};
use crate::text::{Bilingual, both};

/// The registries as they were when the program was built.
#[derive(Embed)]
#[folder = "rules/portals/"]
struct BuiltIn;

/// Which registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cohort {
    /// One that comes with the rules, by name: `2024`, `2026`.
    Named(String),
    /// A file of the user's.
    File(PathBuf),
}

impl Cohort {
    /// The cohorts that come with the program, oldest first.
    pub fn built_in() -> Vec<String> {
        let mut names: Vec<String> =
            BuiltIn::iter().filter_map(|name| name.strip_suffix(".csv").map(str::to_owned)).collect();
        names.sort();
        names
    }
}

impl From<&str> for Cohort {
    /// A known name is a cohort, everything else a path.
    fn from(text: &str) -> Self {
        if Self::built_in().iter().any(|name| name == text) {
            Self::Named(text.to_owned())
        } else {
            Self::File(PathBuf::from(text))
        }
    }
}

impl std::fmt::Display for Cohort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Why no registry could be loaded.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot read registry {path}: {source}", path = path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// At least one row has an error.
    #[error("the registry has problems: {0}")]
    Invalid(Box<Diagnostics>),
}

/// The registry of `cohort`. A named cohort is taken from `portals/` of the rules folder if that has it, else from the
/// copy in the binary.
pub fn load(cohort: &Cohort, rules: Option<&Path>) -> Result<Registry, LoadError> {
    let read = |path: &Path| std::fs::read(path).map_err(|source| LoadError::Read { path: path.to_owned(), source });
    let (name, shown, bytes) = match cohort {
        Cohort::Named(name) => {
            let file =
                rules.map(|rules| rules.join("portals").join(format!("{name}.csv"))).filter(|path| path.exists());
            if let Some(path) = file {
                (name.clone(), path.display().to_string(), read(&path)?)
            } else {
                let missing = || LoadError::Read {
                    path: PathBuf::from(format!("{name}.csv")),
                    source: std::io::ErrorKind::NotFound.into(),
                };
                let bytes = BuiltIn::get(&format!("{name}.csv")).ok_or_else(missing)?.data.into_owned();
                (name.clone(), format!("(built in) rules/portals/{name}.csv"), bytes)
            }
        }
        Cohort::File(path) => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            (name, path.display().to_string(), read(path)?)
        }
    };
    let mut out = Diagnostics::new();
    let portals = check_bytes(&shown, &bytes, &mut out);
    if out.errors() > 0 {
        return Err(LoadError::Invalid(Box::new(out)));
    }
    Ok(Registry { cohort: name, portals, digest: hexadecimal(&Sha256::digest(&bytes)) })
}

/// The agencies of the newest cohort that comes with the program: those that took over the agencies of older ones.
pub fn agencies_of_today() -> Vec<Portal> {
    let newest = Cohort::built_in().pop().map(Cohort::Named);
    newest.and_then(|cohort| load(&cohort, None).ok()).map(|registry| registry.portals).unwrap_or_default()
}

/// The portals of a registry file; complete only if nothing was reported to `out`.
pub fn check_bytes(file: &str, bytes: &[u8], out: &mut Diagnostics) -> Vec<Portal> {
    let Some(text) = decode(file, bytes, out) else { return Vec::new() };
    let records = crate::diagnostic::records(file, &text, out);
    let Some((first, rows)) = records.split_first() else {
        out.push(Diagnostic::error("empty-file", file, ("danh sách cổng trống", "the registry is empty")).help((
            "dòng đầu nêu tên các cột, mỗi dòng sau là một cổng",
            "the first line names the columns, each further line is a portal",
        )));
        return Vec::new();
    };
    let header = Header::read(file, first, out);
    if header.len() == 0 {
        return Vec::new();
    }
    if rows.is_empty() && out.iter().all(|found| found.code != "csv-syntax") {
        out.push(
            Diagnostic::error("no-portals", file, ("danh sách không có cổng nào", "the registry lists no portal"))
                .at(first.span.clone())
                .label(("chỉ có tên các cột", "only the names of the columns"))
                .help((
                    "thêm mỗi cổng một dòng, hoặc bỏ `--cohort` để dùng danh sách 2024",
                    "add a line for each portal, or leave `--cohort` out for the cohort of 2024",
                )),
        );
    }
    let mut portals = Vec::new();
    let mut ids: BTreeMap<String, Cell> = BTreeMap::new();
    let mut hosts: BTreeMap<String, Cell> = BTreeMap::new();
    for record in rows {
        if record.cells.len() != header.len() {
            out.push(
                Diagnostic::error(
                    "column-count",
                    file,
                    both!(
                        "dòng có {} ô trong khi dòng đầu nêu {} cột",
                        "{} cells where the first line names {} columns",
                        record.cells.len(),
                        header.len()
                    ),
                )
                .at(record.span.clone())
                .help((
                    "ô có dấu phẩy phải đặt trong dấu ngoặc kép",
                    "a cell that contains a comma must stand in quotation marks",
                )),
            );
            continue;
        }
        if !header.usable {
            continue;
        }
        let row = Row { file, header: &header, record };
        let portal = row.read(out);
        if let Some(cell) = row.cell(Column::Id) {
            unique("duplicate-id", ("mã", "id"), &cell.text, cell, &mut ids, file, out);
        }
        if let (Some(portal), Some(cell)) = (&portal, row.cell(Column::Url)) {
            let host = portal.url.host_str().unwrap_or_default();
            let host = host.strip_prefix("www.").unwrap_or(host);
            unique("duplicate-host", ("tên miền máy chủ", "host"), host, cell, &mut hosts, file, out);
        }
        portals.extend(portal);
    }
    portals
}

fn unique(
    code: &'static str,
    what: (&str, &str),
    value: &str,
    cell: &Cell,
    seen: &mut BTreeMap<String, Cell>,
    file: &str,
    out: &mut Diagnostics,
) {
    if let Some(first) = seen.get(value) {
        let what = Bilingual::from(what);
        let said = both!("{what} `{value}` được dùng ở hai dòng", "the {what} `{value}` is used by two rows"; what);
        out.push(
            Diagnostic::error(code, file, said)
                .at(cell.span.clone())
                .label(("lần thứ hai", "second time"))
                .related(file, first.span.clone(), ("lần đầu", "first time"))
                .help(both!("mỗi cổng có {what} riêng", "every portal has its own {what}"; what)),
        );
    } else {
        seen.insert(value.to_owned(), cell.clone());
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
