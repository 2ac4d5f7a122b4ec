//! The text of spreadsheets, old and new: cell after cell, row after row.

use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Reader as _, Xls, Xlsb, Xlsx};
use zip::ZipArchive;

use super::{
    Kind, Unread,
    read::{Extract, malformed},
};

/// Sheets read.
const MOST_SHEETS: usize = 30;
/// Cells read in all sheets together.
const MOST_CELLS: usize = 200_000;
/// Most bytes all members together may announce to unpack to.
const UNPACKED: u64 = 200 << 20;

pub(super) fn extract(kind: Kind, body: &[u8]) -> Result<Extract, Unread> {
    let mut out = Extract::default();
    let source = Cursor::new(body);
    match kind {
        Kind::Xls => {
            let mut book: Xls<_> = Xls::new(source).map_err(|error| match error {
                calamine::XlsError::Password => Unread::Locked,
                _ => Unread::Malformed,
            })?;
            let sheets = book.worksheets();
            ranges(&sheets, &mut out);
        }
        Kind::Ods => {
            check_size(body)?;
            let mut book: Ods<_> = Ods::new(source).map_err(malformed)?;
            let sheets = book.worksheets();
            ranges(&sheets, &mut out);
        }
        _ => {
            check_size(body)?;
            if let Ok(book) = Xlsx::new(source.clone()) {
                streamed(book, &mut out)?;
            } else {
                let mut book: Xlsb<_> = Xlsb::new(source).map_err(malformed)?;
                let sheets = book.worksheets();
                ranges(&sheets, &mut out);
            }
        }
    }
    Ok(out)
}

/// A bomb says how large it is, or lies and is cut off by the limits of the process.
fn check_size(body: &[u8]) -> Result<(), Unread> {
    let mut archive = ZipArchive::new(Cursor::new(body)).map_err(malformed)?;
    let mut size = 0_u64;
    for index in 0..archive.len() {
        size = size.saturating_add(archive.by_index_raw(index).map_err(malformed)?.size());
    }
    if size > UNPACKED { Err(Unread::TooBig) } else { Ok(()) }
}

/// Cell by cell: a sheet that claims a million empty rows costs nothing.
fn streamed(mut book: Xlsx<Cursor<&[u8]>>, out: &mut Extract) -> Result<(), Unread> {
    let names = book.sheet_names();
    out.pages = u32::try_from(names.len()).ok();
    out.truncated = names.len() > MOST_SHEETS;
    let mut cells = 0;
    for name in names.iter().take(MOST_SHEETS) {
        // Charts and macros are sheets without cells.
        let Ok(mut reader) = book.worksheet_cells_reader(name) else { continue };
        let mut row = None;
        while let Some(cell) = reader.next_cell().map_err(malformed)? {
            cells += 1;
            if row.is_some_and(|row| row != cell.get_position().0) {
                out.push("\n");
            }
            row = Some(cell.get_position().0);
            let more = match cell.get_value() {
                DataRef::String(text) => add(text, out),
                DataRef::SharedString(text) => add(text, out),
                other => add(&Data::from(other.clone()).to_string(), out),
            };
            if !more || cells >= MOST_CELLS {
                out.truncated = true;
                return Ok(());
            }
        }
        out.push("\n");
    }
    Ok(())
}

fn ranges(sheets: &[(String, calamine::Range<Data>)], out: &mut Extract) {
    out.pages = u32::try_from(sheets.len()).ok();
    out.truncated = sheets.len() > MOST_SHEETS;
    let mut cells = 0;
    for (_, sheet) in sheets.iter().take(MOST_SHEETS) {
        for row in sheet.rows() {
            for cell in row.iter().filter(|cell| !matches!(cell, Data::Empty)) {
                cells += 1;
                if cells >= MOST_CELLS || !add(&cell.to_string(), out) {
                    out.truncated = true;
                    return;
                }
            }
            out.push("\n");
        }
    }
}

fn add(cell: &str, out: &mut Extract) -> bool {
    out.push(cell) && out.push(" ")
}
