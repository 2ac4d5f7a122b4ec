//! The dictionary of the open data: a Frictionless Data Package (specification 1) that names every file and says of
//! every column what it holds.

use jiff::civil::Date;
use serde::Serialize;

use super::{Error, Form, TABLES, Table};
use crate::report::{
    Lang, Report,
    dataset::{Head, Kind},
    text,
};

/// Name of the dictionary's file: the specification's.
pub const DICTIONARY: &str = "datapackage.json";

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: String,
    title: &'static str,
    description: String,
    version: &'static str,
    created: String,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: String,
    path: String,
    title: &'a str,
    profile: &'static str,
    format: &'static str,
    mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    title: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    true_values: Option<[&'static str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    false_values: Option<[&'static str; 1]>,
}

/// The dictionary of the tables of `report` in `forms`, their titles in `lang`.
///
/// # Errors
/// When memory runs out.
pub fn dictionary(report: &Report, lang: Lang, forms: &[Form]) -> Result<Vec<u8>, Error> {
    let phrase = text::interface(lang);
    let mut description = report.states(lang);
    description.push(lang.pick(&report.profile.statement));
    let resources = TABLES.iter().flat_map(|table| forms.iter().map(move |form| (table, *form)));
    let package = Package {
        profile: "data-package",
        name: name(&report.run.id, report.day),
        title: phrase.get("title").copied().unwrap_or_default(),
        description: description.join(". "),
        version: env!("CARGO_PKG_VERSION"),
        created: format!("{}T00:00:00Z", report.day),
        resources: resources.filter_map(|(table, form)| resource(report, table, form, lang)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&package)?;
    text.push('\n');
    Ok(text.into_bytes())
}

/// The specification knows small letters, digits, and three signs only.
fn name(run: &str, day: Date) -> String {
    let clean = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c) { c } else { '-' };
    let run: String = run.to_ascii_lowercase().chars().map(clean).collect();
    format!("d42-{run}-{day}")
}

/// A file of the package. Lines of JSON are all that says what columns there are: without any, the specification's own tool
/// takes the file for broken, and it is not named.
fn resource(report: &Report, table: &Table, form: Form, lang: Lang) -> Option<Resource<'static>> {
    let mut data = (table.make)(report, lang);
    if form == Form::JsonLines && data.rows.next().is_none() {
        return None;
    }
    let (format, mediatype, encoding) = match form {
        Form::Csv => ("csv", "text/csv", Some("utf-8-sig")),
        Form::JsonLines => ("jsonl", "application/jsonl", Some("utf-8")),
        #[cfg(feature = "parquet")]
        Form::Parquet => ("parquet", "application/vnd.apache.parquet", None),
    };
    Some(Resource {
        name: if form == Form::Csv { data.name.to_owned() } else { format!("{}-{}", data.name, form.ending()) },
        path: format!("{}.{}", data.name, form.ending()),
        title: data.title,
        profile: "tabular-data-resource",
        format,
        mediatype,
        encoding,
        schema: Schema {
            fields: data.heads.iter().map(|head| field(head, form, lang)).collect(),
            missing_values: [""],
        },
    })
}

fn field(head: &Head, form: Form, lang: Lang) -> Field {
    let (kind, format) = match head.kind {
        // Addresses as portals write them are not all of the form that the specification's `uri` wants.
        Kind::Text | Kind::Code | Kind::Address => ("string", None),
        Kind::Count => ("integer", None),
        Kind::Points => ("number", None),
        Kind::YesNo => ("boolean", None),
        Kind::Day => ("date", None),
        Kind::Moment => ("datetime", Some("any")),
    };
    let words = head.kind == Kind::YesNo && form == Form::Csv;
    Field {
        name: head.name,
        kind,
        format,
        title: head.says(lang),
        true_values: words.then_some(["yes"]),
        false_values: words.then_some(["no"]),
    }
}
