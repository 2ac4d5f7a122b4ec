//! A CSV file whose first line names its columns: finds the columns that are needed and refuses rows of another length.

use std::ops::Range;

use crate::text::{Bilingual, both};

use super::{Cell, Diagnostic, Diagnostics, Record, decode, misspelt, records};

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
    /// Reads the table in `bytes`. `None` if no row can be read; everything wrong is in `out`.
    pub fn read(file: &str, bytes: &[u8], needed: &[&str], out: &mut Diagnostics) -> Option<Self> {
        let text = decode(file, bytes, out)?;
        let mut records = records(file, &text, out).into_iter();
        let Some(header) = records.next() else {
            out.push(Diagnostic::error("empty-file", file, ("bảng trống", "the table is empty")).help(both!(
                "dòng đầu nêu tên các cột: {}",
                "the first line names the columns: {}",
                needed.join(",")
            )));
            return None;
        };
        let columns: Vec<String> = header.cells.iter().map(|cell| cell.text.clone()).collect();
        if let [only] = &columns[..]
            && only.contains(';')
        {
            out.push(
                Diagnostic::error(
                    "wrong-separator",
                    file,
                    ("các ô cách nhau bằng dấu `;`", "the cells are separated by `;`"),
                )
                .at(header.span)
                .label(("các cột phải cách nhau bằng dấu phẩy", "columns are separated by commas"))
                .help((
                    "lưu lại với dấu phẩy; trong Excel chọn “CSV UTF-8” khi dấu phân cách danh sách của hệ thống là dấu phẩy",
                    "save it with commas, in Excel as \"CSV UTF-8\" under an English list separator",
                )),
            );
            return None;
        }
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
    fn what_is_no_such_table_is_said_with_its_line() {
        assert_eq!(read(""), (0, vec![("empty-file", None)]));
        assert_eq!(read("portal;reason\na;b\n"), (0, vec![("wrong-separator", Some(1))]));
        assert_eq!(read("portl,reason\na,b\n"), (0, vec![("missing-column", Some(1))]));
        assert_eq!(read("portal,reason\na,b\nc\nd,e\n"), (2, vec![("column-count", Some(3))]));
    }
}
