//! A CSV file as records whose cells know their place. Quoting is left to the csv crate; only places are found here.

use std::ops::Range;

use super::{Diagnostic, Diagnostics};
use crate::text::both;

/// A cell: its text without quotes, and its bytes in the file with them.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Unquoted and trimmed.
    pub text: String,
    /// In the decoded text.
    pub span: Range<usize>,
}

/// A line of the table.
#[derive(Clone, Debug)]
pub struct Record {
    /// In file order.
    pub cells: Vec<Cell>,
    /// The whole line without its line break.
    pub span: Range<usize>,
}

/// All records of the CSV `text`, header included; blank lines are passed over. Broken quoting is reported.
pub fn records(file: &str, text: &str, out: &mut Diagnostics) -> Vec<Record> {
    records_between(b',', file, text, out)
}

/// The same with another separator between the cells.
pub(super) fn records_between(separator: u8, file: &str, text: &str, out: &mut Diagnostics) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(separator);
    let mut reader = reader.from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte() as usize;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let said = both!("không phải CSV: {error}", "not CSV: {error}");
                out.push(Diagnostic::error("csv-syntax", file, said).at(start..start));
                break;
            }
        }
        let end = (reader.position().byte() as usize).min(text.len());
        let raw = &text[start.min(end)..end];
        let lead = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let start = start + lead;
        let end = start + text[start..end].trim_end_matches(['\r', '\n']).len();
        let places = places(&text[start..end], separator);
        let cells = record
            .iter()
            .zip(places.into_iter().map(Some).chain(std::iter::repeat(None)))
            .map(|(cell, place)| {
                let span = place.map_or(start..end, |place| start + place.start..start + place.end);
                Cell { text: cell.trim().to_owned(), span }
            })
            .collect();
        if text[start..end].matches('"').count() % 2 == 1 {
            out.push(
                Diagnostic::error(
                    "csv-syntax",
                    file,
                    ("có dấu ngoặc kép mở mà không đóng", "a quotation mark is opened and never closed"),
                )
                .at(start..end)
                .label(("mọi thứ phía sau dồn vào một ô", "everything after it became one cell"))
                .help((
                    "đóng dấu ngoặc kép; bên trong ô thì viết dấu ngoặc kép hai lần",
                    "close it, or write a quotation mark inside a cell as two",
                )),
            );
            continue;
        }
        found.push(Record { cells, span: start..end });
    }
    found
}

/// Places of the cells of one record: cut at separators outside quotes.
fn places(line: &str, separator: u8) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            _ if byte == separator && !quoted => {
                places.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    places.push(start..line.len());
    places
}

#[cfg(test)]
mod tests {
    use super::records;
    use crate::diagnostic::Diagnostics;

    #[test]
    fn every_cell_knows_its_place_despite_quotes_and_line_breaks() {
        let text = "id,name\r\n\r\na,\"Bộ \"\"Mẫu\"\", 01\"\r\nb,\"hai\ndòng\"\n";
        let mut out = Diagnostics::new();
        let found = records("f", text, &mut out);
        let seen: Vec<_> = found.iter().flat_map(|record| &record.cells).map(|cell| &text[cell.span.clone()]).collect();
        assert_eq!(seen, ["id", "name", "a", "\"Bộ \"\"Mẫu\"\", 01\"", "b", "\"hai\ndòng\""]);
        assert_eq!(found[1].cells[1].text, "Bộ \"Mẫu\", 01");
        assert!(out.is_empty());
    }
}
