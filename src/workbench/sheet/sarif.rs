//! SARIF 2.1.0 (OASIS standard of 27 March 2020): a log with one run, a rule for each kind of problem, a result for
//! each problem.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Sheet, portable};
use crate::diagnostic::Severity;

pub(super) fn write(sheet: &Sheet) -> Value {
    let codes: BTreeSet<&str> = sheet.problems().map(|(_, problem)| problem.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let results: Vec<Value> = sheet
        .problems()
        .map(|(case, problem)| {
            let mut region = json!({ "startLine": problem.line.unwrap_or(1) });
            if let Some(column) = problem.column {
                region["startColumn"] = column.into();
            }
            let mut text = problem.message.clone();
            if !problem.help.is_empty() {
                text.push('\n');
                text.push_str(&problem.help);
            }
            json!({
                "ruleId": problem.code,
                "ruleIndex": codes.iter().position(|code| *code == problem.code),
                "level": match problem.severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                },
                "message": { "text": text },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": address(&case.file) },
                        "region": region,
                    },
                    "logicalLocations": [{ "name": case.name, "fullyQualifiedName": format!("{}/{}", case.suite, case.name) }],
                }],
                // What the same problem is recognised by in the next run, wherever its line has moved to.
                "partialFingerprints": { "case/v1": format!("{}/{}/{}", case.suite, case.name, problem.code) },
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "d42",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| json!({ "id": code })).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": format!("{}/", sheet.command.replace(' ', "-")) },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A path as the URI reference that the format asks for.
fn address(path: &str) -> String {
    const KEEP: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');
    let path = portable(path);
    let path = percent_encoding::utf8_percent_encode(&path, KEEP).to_string();
    if path.starts_with('/') { format!("file://{path}") } else { path }
}
