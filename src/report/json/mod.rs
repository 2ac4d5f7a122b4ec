//! `report.json`: the published form of a report, for programs. Each version is a frozen type of its own.

mod convert;
mod inputs;
mod survey;
pub mod v1;

use schemars::{Schema, generate::SchemaSettings};

use super::Report;

/// `report` as indented JSON with a final line feed. The same report gives the same bytes.
///
/// # Errors
/// When the serialiser fails, which for these types means memory ran out.
pub fn write(report: &Report) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(&v1::Report::from(report))?;
    text.push('\n');
    Ok(text)
}

/// JSON Schema (draft 2020-12) of `report.json`, as committed under `reports/report.schema.json`.
pub fn schema() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<v1::Report>()
}
