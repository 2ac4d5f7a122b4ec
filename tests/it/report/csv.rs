//! The tables for spreadsheets.

use d42::report::{Lang, csv, html, json};

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

#[test]
fn every_form_says_how_a_portal_was_treated_apart_and_by_whose_leave() {
    let report = model::everything();
    let table = rows(&csv::portals(&report, Lang::En).unwrap());
    let apart: Vec<&Vec<String>> = table[1..].iter().filter(|row| !row[26].is_empty()).collect();
    assert_eq!((apart.len(), apart[0][0].as_str(), apart[0][27].as_str()), (1, "bo-mau-02", "12/VPMP; 2026-10-12"));
    assert!(apart[0][26].contains("at least 2.5 s apart (reason: đề nghị <của> Bộ)"), "{}", apart[0][26]);

    let json: serde_json::Value = serde_json::from_str(&json::write(&report).unwrap()).unwrap();
    let portal = json["portals"].as_array().unwrap().iter().find(|portal| portal["id"] == "bo-mau-02").unwrap();
    assert_eq!(portal["manners"]["interval_ms"], 2500);
    assert_eq!(portal["manners"]["robots_authorisation"]["document"], "12/VPMP");
    assert!(json["portals"].as_array().unwrap().iter().filter(|portal| portal.get("manners").is_some()).count() == 1);

    let html = html::write(&report, Lang::Vi).unwrap();
    assert!(html.contains("Không theo robots.txt của cổng này, theo văn bản cho phép số 12/VPMP ngày 12/10/2026"));
    assert!(html.contains("(lý do: đề nghị &lt;của&gt; Bộ)"));
}
