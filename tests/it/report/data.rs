//! The open data: three forms of the same tables, and the dictionary that describes them.

use d42::report::{
    Lang, Report,
    data::{self, Form, TABLES},
};
use serde_json::Value;

use super::model;

fn written(report: &Report, lang: Lang, table: &str, form: Form) -> Vec<u8> {
    let mut bytes = Vec::new();
    TABLES.iter().find(|one| one.name == table).unwrap().write(report, lang, form, &mut bytes).unwrap();
    bytes
}

fn lines(report: &Report, table: &str) -> Vec<Value> {
    let text = String::from_utf8(written(report, Lang::Vi, table, Form::JsonLines)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn records(report: &Report, table: &str) -> Vec<csv::StringRecord> {
    let bytes = written(report, Lang::Vi, table, Form::Csv);
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    csv::ReaderBuilder::new().has_headers(false).from_reader(text).records().map(Result::unwrap).collect()
}

/// A value of JSON as the table for spreadsheets writes it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn every_form_holds_the_same_rows() {
    let report = model::everything();
    for table in TABLES {
        let (lines, records) = (lines(&report, table.name), records(&report, table.name));
        assert_eq!(records.len(), lines.len() + 1, "{}", table.name);
        for (line, record) in lines.iter().zip(&records[1..]) {
            for (name, cell) in records[0].iter().zip(record) {
                let (said, cell) = (plain(&line[name]), cell.trim_start_matches('\''));
                let same = match (said.parse::<f64>(), cell.parse::<f64>()) {
                    (Ok(one), Ok(other)) => (one - other).abs() < 1e-9,
                    _ => said == cell,
                };
                assert!(same, "{} {name}: {said} is not {cell}", table.name);
            }
        }
    }
}

#[test]
fn the_dictionary_names_every_file_and_every_column_in_its_order() {
    let report = model::with_sites();
    let package: Value = serde_json::from_slice(&data::dictionary(&report, Lang::En, Form::ALL).unwrap()).unwrap();
    assert!(package["description"].as_str().unwrap().starts_with("SIMULATED DATA. DRAFT. "));
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), TABLES.len() * Form::ALL.len());
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let (table, _) = path.split_once('.').unwrap();
        let names: Vec<&str> =
            resource["schema"]["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
        assert_eq!(names, records(&report, table)[0].iter().collect::<Vec<_>>(), "{path}");
    }
}

#[test]
fn a_file_of_lines_that_has_none_is_not_named_in_the_dictionary() {
    let named = |report| -> Vec<String> {
        let package: Value = serde_json::from_slice(&data::dictionary(&report, Lang::En, Form::ALL).unwrap()).unwrap();
        package["resources"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap().to_owned()).collect()
    };
    let (with, without) = (named(model::with_sites()), named(model::everything()));
    let lost: Vec<_> = with.iter().filter(|path| !without.contains(path)).collect();
    assert_eq!(lost, ["components.jsonl"]);
}

#[test]
fn no_form_hides_a_character_and_none_depends_on_the_order_of_the_ingredients() {
    for table in TABLES {
        for form in Form::ALL {
            let hostile = written(&model::hostile(), Lang::Vi, table.name, *form);
            assert!(!hostile.windows(3).any(|bytes| bytes == "\u{202e}".as_bytes()), "{} {form:?}", table.name);
            let bytes = written(&model::everything(), Lang::Vi, table.name, *form);
            assert!(bytes == written(&model::shuffled(), Lang::Vi, table.name, *form), "{} {form:?}", table.name);
        }
    }
}

#[test]
fn the_specifications_own_tool_finds_the_package_valid() {
    let Some(tool) = std::env::var_os("D42_FRICTIONLESS") else {
        eprintln!("skipped: no tool for data packages (D42_FRICTIONLESS)");
        return;
    };
    // The tool reads Parquet only with libraries many times its size.
    let forms = [Form::Csv, Form::JsonLines];
    let folder = tempfile::tempdir().unwrap();
    for report in [model::everything(), model::with_sites(), model::hostile()] {
        for (table, form) in TABLES.iter().flat_map(|table| forms.map(|form| (table, form))) {
            let path = folder.path().join(format!("{}.{}", table.name, form.ending()));
            std::fs::write(path, written(&report, Lang::Vi, table.name, form)).unwrap();
        }
        let path = folder.path().join(data::DICTIONARY);
        std::fs::write(&path, data::dictionary(&report, Lang::Vi, &forms).unwrap()).unwrap();
        let said = std::process::Command::new(&tool).arg("validate").arg(&path).output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    }
}

#[cfg(feature = "parquet")]
#[test]
fn columns_keep_their_types() {
    use std::io::Write as _;

    use parquet::{
        file::reader::{FileReader as _, SerializedFileReader},
        record::Field,
    };
    let report = model::everything();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&written(&report, Lang::Vi, "portals", Form::Parquet)).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let lines = lines(&report, "portals");
    assert_eq!(rows.len(), lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        for (name, field) in row.get_column_iter() {
            match field {
                Field::Null => assert!(line[name].is_null(), "{name}"),
                Field::Str(text) => assert_eq!(line[name].as_str().unwrap(), text, "{name}"),
                Field::Long(count) => assert_eq!(line[name].as_i64().unwrap(), *count, "{name}"),
                Field::Decimal(_) => assert!(line[name].is_number(), "{name}"),
                Field::Date(days) => {
                    let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(*days)).unwrap();
                    assert_eq!(line[name].as_str().unwrap(), day.to_string(), "{name}");
                }
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}
