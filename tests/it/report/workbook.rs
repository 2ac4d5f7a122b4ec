//! The workbook: what its sheets hold, and what no foreign text may do to it.

use std::io::{Cursor, Read as _};

use calamine::{Data, Range, Reader as _, Xlsx};
use d42::report::{Lang, Report, xlsx};

use super::model;

fn written(report: &Report, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    xlsx::write(report, lang, &mut bytes).unwrap();
    bytes
}

fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap().worksheets()
}

/// Column of the head `said`.
fn column(sheet: &Range<Data>, said: &str) -> usize {
    let heads = sheet.rows().next().unwrap();
    heads.iter().position(|head| *head == said).unwrap_or_else(|| panic!("no column {said} in {heads:?}"))
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_table_is_a_sheet_with_filters_and_a_frozen_head() {
    let bytes = written(&model::everything(), Lang::Vi);
    let sheets = sheets(&bytes);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Tổng hợp", "Cổng", "Yêu cầu", "Kết luận", "Chứng cứ", "Trang thành phần", "Phương pháp"]);
    for sheet in 1..=names.len() {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains("<autoFilter ref=\"A1:"), "sheet {sheet}");
        assert!(xml.contains("state=\"frozen\"") && xml.contains("ySplit=\"1\""), "sheet {sheet}");
    }
    let findings = &sheets[3].1;
    assert_eq!(findings.height(), 1 + 12 * (4 + model::unseen().len()));
    let coloured = part(&bytes, "xl/worksheets/sheet4.xml");
    assert!(coloured.contains("<conditionalFormatting") && coloured.contains("\"Không đạt\""), "outcomes are coloured");
}

#[test]
fn numbers_are_numbers_and_days_are_days() {
    let sheets = sheets(&written(&model::everything(), Lang::En));
    let portals = &sheets[1].1;
    let score = column(portals, "Score, low bound");
    assert!(portals.rows().skip(1).all(|row| matches!(row[score], Data::Float(_))));
    let merged = column(portals, "Merged since");
    let days: Vec<&Data> =
        portals.rows().skip(1).map(|row| &row[merged]).filter(|cell| **cell != Data::Empty).collect();
    assert!(!days.is_empty() && days.iter().all(|day| matches!(day, Data::DateTime(_))), "{days:?}");
    let evidence = &sheets[4].1;
    let at = column(evidence, "Captured at");
    assert!(evidence.height() > 1 && evidence.rows().skip(1).all(|row| matches!(row[at], Data::DateTime(_))));
}

#[test]
fn addresses_are_links_on_the_sheets_of_portals_and_requirements_only() {
    let bytes = written(&model::everything(), Lang::Vi);
    for sheet in 1..=7 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert_eq!(xml.contains("<hyperlink "), [2, 3].contains(&sheet), "sheet {sheet}");
    }
}

#[test]
fn foreign_text_is_never_a_formula_and_hides_nothing() {
    let bytes = written(&model::hostile(), Lang::Vi);
    for (name, sheet) in sheets(&bytes) {
        for cell in sheet.rows().flatten() {
            assert!(!cell.to_string().contains('\u{202e}'), "{name}: {cell}");
        }
    }
    for sheet in 1..=7 {
        assert!(!part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"), "sheet {sheet}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for lang in Lang::ALL {
        let bytes = written(&model::everything(), lang);
        assert!(bytes == written(&model::shuffled(), lang));
        // What the archive says of its parts' times is not the clock's.
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let years: Vec<u16> = (0..archive.len())
            .map(|part| archive.by_index(part).unwrap().last_modified().map_or(1980, |time| time.year()))
            .collect();
        assert!(years.iter().all(|year| *year == 1980), "{years:?}");
    }
}
