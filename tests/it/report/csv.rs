//! The tables for spreadsheets.

use d42::report::{Lang, csv};

use super::model;

fn rows(table: &[u8]) -> Vec<Vec<String>> {
    let text = table.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect()).collect()
}

#[test]
fn there_is_one_row_per_portal_and_requirement() {
    let table = rows(&csv::findings(&model::everything(), Lang::Vi).unwrap());
    assert_eq!(table.len(), 1 + 12 * (4 + model::unseen().len()));
    assert_eq!(table[0][..6], ["portal", "portal_name", "tier", "requirement", "title", "outcome"]);
    assert!(table[1..].iter().all(|row| row.last().unwrap() == "DỮ LIỆU MÔ PHỎNG · DỰ THẢO"));
}

#[test]
fn portals_are_summed_up_in_a_table_of_their_own() {
    let table = rows(&csv::portals(&model::everything(), Lang::En).unwrap());
    assert_eq!(table.len(), 1 + 4 + model::unseen().len());
    let merged = table.iter().find(|row| row[0] == "bo-mau-03").unwrap();
    assert_eq!(merged[7], "left-out");
    assert_eq!(&merged[23..25], ["bo-mau-01", "2025-03-01"]);
}

#[test]
fn no_cell_is_a_formula_and_none_hides_a_character() {
    let report = model::hostile();
    for table in [csv::findings(&report, Lang::Vi).unwrap(), csv::portals(&report, Lang::En).unwrap()] {
        for cell in rows(&table).iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
            assert!(!cell.contains('\u{202e}'), "{cell}");
        }
    }
}

#[test]
fn the_order_of_the_ingredients_never_shows() {
    for lang in Lang::ALL {
        assert_eq!(
            csv::findings(&model::everything(), lang).unwrap(),
            csv::findings(&model::shuffled(), lang).unwrap()
        );
        assert_eq!(csv::portals(&model::everything(), lang).unwrap(), csv::portals(&model::shuffled(), lang).unwrap());
    }
}
