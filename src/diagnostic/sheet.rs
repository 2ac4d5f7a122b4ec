//! A CSV file whose first line names its columns: finds the columns that are needed and refuses rows of another length.

use std::{borrow::Cow, ops::Range};

use encoding_rs::{Encoding, UTF_8};

use crate::text::{Bilingual, both};

use super::{Cell, Diagnostic, Diagnostics, Record, decode, misspelt, table::records_between};

/// A table with named columns. Further columns than the needed ones are allowed and can be asked for by name.
#[derive(Clone, Debug)]
pub struct Sheet {
    file: String,
    columns: Vec<String>,
    rows: Vec<Record>,
}

/// A row of a [`Sheet`]; it has as many cells as there are columns.
#[derive(Clone, Copy, Debug)]
pub struct SheetRow<'s> {
    sheet: &'s Sheet,
    record: &'s Record,
}

impl Sheet {
    /// Reads the table in `bytes`: UTF-8, or UTF-16 with its mark; cells between commas, or between semicolons or tabs,
    /// as spreadsheets write them where the comma stands in numbers. `None` if no row can be read; everything wrong is
    /// in `out`.
    pub fn read(file: &str, bytes: &[u8], needed: &[&str], out: &mut Diagnostics) -> Option<Self> {
        let text = decode(file, &from_utf16(bytes), out)?;
        let mut records = records_between(separator(&text), file, &text, out).into_iter();
        let Some(header) = records.next() else {
            out.push(Diagnostic::error("empty-file", file, ("bảng trống", "the table is empty")).help(both!(
                "dòng đầu nêu tên các cột: {}",
                "the first line names the columns: {}",
                needed.join(",")
            )));
            return None;
        };
        let columns: Vec<String> = header.cells.iter().map(|cell| cell.text.clone()).collect();
        let mut complete = true;
        for name in needed.iter().filter(|name| !columns.iter().any(|column| column == *name)) {
            complete = false;
            out.push(
                Diagnostic::error(
                    "missing-column",
                    file,
                    both!("thiếu cột `{name}`", "the column `{name}` is missing"),
                )
                .at(header.span.clone())
                .label(misspelt(name, columns.iter().map(String::as_str)))
                .help(both!("tệp cần các cột {}", "the file needs the columns {}", needed.join(", "))),
            );
        }
        if !complete {
            return None;
        }
        let mut rows = Vec::new();
        for record in records {
            if record.cells.len() == columns.len() {
                rows.push(record);
                continue;
            }
            let message = both!(
                "dòng có {} ô trong khi dòng đầu nêu {} cột",
                "{} cells where the first line names {} columns",
                record.cells.len(),
                columns.len()
            );
            out.push(Diagnostic::error("column-count", file, message).at(record.span).help((
                "ô có dấu phẩy phải đặt trong dấu ngoặc kép",
                "a cell that contains a comma must stand in quotation marks",
            )));
        }
        Some(Self { file: file.to_owned(), columns, rows })
    }

    /// Whether there is a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }

    /// The rows below the header, in file order.
    pub fn rows(&self) -> impl Iterator<Item = SheetRow<'_>> {
        self.rows.iter().map(|record| SheetRow { sheet: self, record })
    }
}

/// UTF-16 with its mark as UTF-8; anything else, and what is broken, as it is.
fn from_utf16(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some((encoding, mark)) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8) else {
        return bytes.into();
    };
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]) {
        Some(text) => text.into_owned().into_bytes().into(),
        None => bytes.into(),
    }
}

/// What separates the cells of the first line.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|sign| first.as_bytes().contains(sign)).unwrap_or(b',')
}

impl<'s> SheetRow<'s> {
    /// The cell in `column`, if there is such a column.
    pub fn cell(&self, column: &str) -> Option<&'s Cell> {
        let at = self.sheet.columns.iter().position(|known| known == column)?;
        self.record.cells.get(at)
    }

    /// Text of the cell in `column`; empty if there is no such column.
    pub fn text(&self, column: &str) -> &'s str {
        self.cell(column).map_or("", |cell| &cell.text)
    }

    /// Bytes of the row in the file.
    pub fn span(&self) -> Range<usize> {
        self.record.span.clone()
    }

    /// An error at the cell in `column`, or at the whole row if that is empty.
    pub fn error(&self, column: &str, code: &'static str, message: impl Into<Bilingual>) -> Diagnostic {
        let cell = self.cell(column).filter(|cell| !cell.text.is_empty());
        Diagnostic::error(code, &self.sheet.file, message)
            .at(cell.map_or_else(|| self.span(), |cell| cell.span.clone()))
    }

    /// As [`error`](Self::error), for something that is probably not meant.
    pub fn warning(&self, column: &str, code: &'static str, message: impl Into<Bilingual>) -> Diagnostic {
        let cell = self.cell(column).filter(|cell| !cell.text.is_empty());
        Diagnostic::warning(code, &self.sheet.file, message)
            .at(cell.map_or_else(|| self.span(), |cell| cell.span.clone()))
    }

    /// The pieces of the cell in `column`, which are separated by `;`.
    pub fn pieces(&self, column: &str) -> impl Iterator<Item = &'s str> + use<'s> {
        self.text(column).split(';').map(str::trim).filter(|piece| !piece.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (usize, Vec<(&'static str, Option<usize>)>) {
        let mut out = Diagnostics::new();
        let sheet = Sheet::read("f.csv", text.as_bytes(), &["portal", "reason"], &mut out);
        (sheet.map_or(0, |sheet| sheet.rows().count()), out.iter().map(|d| (d.code, d.line)).collect())
    }

    #[test]
    fn columns_stand_in_any_order_beside_others() {
        let mut out = Diagnostics::new();
        let sheet =
            Sheet::read("f", "\u{feff}x,reason,portal\n1,vì; thế ,a\n".as_bytes(), &["portal"], &mut out).unwrap();
        let row = sheet.rows().next().unwrap();
        assert_eq!((row.text("portal"), row.text("none")), ("a", ""));
        assert_eq!(row.pieces("reason").collect::<Vec<_>>(), ["vì", "thế"]);
        assert!(out.is_empty() && sheet.has("x") && !sheet.has("y"));
    }

    #[test]
    fn tables_are_read_as_spreadsheets_write_them() {
        let utf16 = |text: &str, little: bool| -> Vec<u8> {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        let plain = "portal;reason;name\na;\"số 1, đường; Mẫu\";x\n";
        let tabbed = "portal\treason\tname\na\tsố 1, đường; Mẫu\tx\n";
        let written = [plain.as_bytes().to_vec(), utf16(plain, true), utf16(tabbed, true), utf16(tabbed, false)];
        for bytes in written {
            let mut out = Diagnostics::new();
            let sheet = Sheet::read("f.csv", &bytes, &["portal", "reason"], &mut out).unwrap();
            let row = sheet.rows().next().unwrap();
            assert_eq!((row.text("portal"), row.text("reason")), ("a", "số 1, đường; Mẫu"));
            assert!(out.is_empty());
        }
        // Half a character pair is no text.
        let mut out = Diagnostics::new();
        assert!(Sheet::read("f.csv", &[0xff, 0xfe, 0x00, 0xd8], &["portal"], &mut out).is_none());
        assert_eq!(out.iter().map(|found| found.code).collect::<Vec<_>>(), ["utf-16"]);
    }

    #[test]
    fn what_is_no_such_table_is_said_with_its_line() {
        assert_eq!(read(""), (0, vec![("empty-file", None)]));
        assert_eq!(read("portl,reason\na,b\n"), (0, vec![("missing-column", Some(1))]));
        assert_eq!(read("portal,reason\na,b\nc\nd,e\n"), (2, vec![("column-count", Some(3))]));
    }
}
