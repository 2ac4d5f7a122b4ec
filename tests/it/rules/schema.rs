//! The published schemas of rule files, and what an editor makes of them.

use super::*;

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    for (kind, name) in
        [(FileKind::Requirement, "requirement"), (FileKind::Profile, "profile"), (FileKind::Metric, "metric")]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("rules/{name}.schema.json"));
        let committed = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            committed,
            rules::schema(kind),
            "renew it: d42 rules schema --kind {name} > rules/{name}.schema.json"
        );
    }
}

#[test]
fn an_editor_that_uses_the_schema_agrees_about_the_sound_files() {
    for (kind, text) in [
        (FileKind::Requirement, PAGE),
        (FileKind::Requirement, SITE),
        (FileKind::Profile, PROFILE),
        (FileKind::Metric, METRIC),
    ] {
        let schema: serde_json::Value = serde_json::from_str(&rules::schema(kind)).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let table: toml::Table = text.parse().unwrap();
        // Dates have no counterpart in JSON and become texts.
        let value = as_json(&toml::Value::Table(table));
        let problems: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{problems:?}");
    }
}

fn as_json(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(yes) => (*yes).into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            serde_json::Value::Object(table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect())
        }
    }
}

proptest::proptest! {
    /// Whatever a slip of the editor leaves of a file is reported or loaded, never a panic.
    #[test]
    fn no_mutilated_file_makes_the_reader_panic(
        from in 0usize..1_400,
        length in 0usize..60,
        put in "[\\[\\]{}\"=.,#\n a-zđ0-9-]{0,12}",
    ) {
        let letters: Vec<char> = PAGE.trim_start().chars().collect();
        let from = from.min(letters.len());
        let until = (from + length).min(letters.len());
        let text: String = letters[..from].iter().copied().chain(put.chars()).chain(letters[until..].iter().copied()).collect();
        let dir = tempfile::tempdir().unwrap();
        write_rules(dir.path(), &[]);
        std::fs::write(dir.path().join(IN_PAGE), &text).unwrap();
        let checked = rules::check(Some(dir.path())).unwrap();
        proptest::prop_assert_eq!(checked.pack.is_none(), checked.diagnostics.errors() > 0);
        render(&checked.diagnostics, Style::Coloured, Lang::Vi);
        // The walk along the schema finds everything that the types refuse.
        proptest::prop_assert!(checked.diagnostics.iter().all(|found| found.code != "invalid-value"), "{text}");
    }
}
