//! `report.json`: valid against its committed schema, readable back, the same every time.

use std::{fs, path::Path};

use d42::report::{
    ReasonCode,
    json::{self, v1},
};

use super::model;

fn schema() -> serde_json::Value {
    serde_json::to_value(json::schema()).unwrap()
}

/// `D42_UPDATE=1 cargo test` writes the schema anew after a change of the published type.
#[test]
fn the_committed_schema_is_that_of_the_type() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/report.schema.json");
    let wanted = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("D42_UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted, "run with D42_UPDATE=1 and review the difference");
}

#[test]
fn a_report_is_valid_against_its_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for report in [model::everything(), model::hostile()] {
        let value: serde_json::Value = serde_json::from_str(&json::write(&report).unwrap()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn a_report_reads_back_as_the_published_type() {
    let written = json::write(&model::everything()).unwrap();
    let read: v1::Report = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::to_string_pretty(&read).unwrap() + "\n", written);
    assert!(read.simulated && read.draft);
    assert!(!read.unreviewed.is_empty());
}

#[test]
fn every_finding_has_one_of_the_six_outcomes_and_every_reason_occurs() {
    let value: serde_json::Value = serde_json::from_str(&json::write(&model::everything()).unwrap()).unwrap();
    let mut codes = Vec::new();
    for finding in value["portals"].as_array().unwrap().iter().flat_map(|p| p["findings"].as_array().unwrap()) {
        let outcome = finding["outcome"].as_str().unwrap();
        assert!(["passed", "partial", "failed", "cant-tell", "inapplicable", "untested"].contains(&outcome));
        assert_ne!(finding["reason"]["say"]["vi"], finding["reason"]["say"]["en"]);
        codes.push(finding["reason"]["code"].as_str().unwrap());
    }
    for code in ReasonCode::ALL {
        assert!(codes.contains(&code.as_str()), "{code}");
    }
}

#[test]
fn the_order_of_the_ingredients_never_shows() {
    assert_eq!(json::write(&model::everything()).unwrap(), json::write(&model::shuffled()).unwrap());
}
