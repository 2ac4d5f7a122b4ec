//! Tables for spreadsheets: UTF-8 with a byte order mark, so that office programs read the diacritics; a cell that a
//! spreadsheet would take for a formula is disarmed.

use std::{borrow::Cow, io};

use super::{
    Lang, Report,
    dataset::{self, Dataset},
};

/// Why a table could not be written.
pub type Error = ::csv::Error;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// One row per portal and requirement, in the report's order; words in `lang`, codes as published in the JSON.
///
/// # Errors
/// When memory runs out; nothing else can go wrong.
pub fn findings(report: &Report, lang: Lang) -> Result<Vec<u8>, Error> {
    table(dataset::findings(report, lang))
}

/// One row per portal.
///
/// # Errors
/// As [`findings`].
pub fn portals(report: &Report, lang: Lang) -> Result<Vec<u8>, Error> {
    table(dataset::portals(report, lang))
}

/// One row per component site; a criterion is empty where the site could not be read.
///
/// # Errors
/// As [`findings`].
pub fn components(report: &Report, lang: Lang) -> Result<Vec<u8>, Error> {
    table(dataset::components(report, lang))
}

fn table(data: Dataset<'_>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    write(data, &mut bytes)?;
    Ok(bytes)
}

/// Writes `data` row by row.
pub(super) fn write(data: Dataset<'_>, mut out: impl io::Write) -> Result<(), Error> {
    out.write_all(BOM)?;
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    writer.write_record(data.heads.iter().map(|head| head.name))?;
    for row in data.rows {
        for cell in row {
            writer.write_field(disarmed(&cell.to_string()).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.flush()?)
}

/// A leading `=`, `+`, `-`, `@`, tab or line break gets an apostrophe. Line feeds stay: quoted cells may hold them.
fn disarmed(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_disarmed() {
        for armed in ["=1+1", "+84 24", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(disarmed(armed).starts_with('\''), "{armed:?}");
        }
        assert_eq!(disarmed("Bộ Mẫu 01"), "Bộ Mẫu 01");
        assert_eq!(disarmed("a=1"), "a=1");
    }
}
