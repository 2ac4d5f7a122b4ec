//! Holds a TOML document against the JSON Schema of the type it is meant for.
//!
//! The schema is generated from the type, so the two cannot disagree, and an editor that uses the published schema says
//! the same. Unlike a derived deserialiser the walk does not stop at the first mistake and knows the place of each.
//! Understood is the part of JSON Schema that schemars writes for plain structs, closed sets of words, and tables with
//! exactly one key that names the kind.

use std::ops::Range;

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;
use toml::Spanned;
use toml::de::DeValue;

use super::{Diagnostic, Diagnostics, did_you_mean, nearest, quoted};

/// What a file must look like.
#[derive(Clone, Debug)]
pub struct Shape {
    schema: Value,
}

struct Walk<'a> {
    root: &'a Value,
    file: &'a str,
    out: &'a mut Diagnostics,
}

/// Where in the document the walk stands, in words (`labels.text`).
#[derive(Clone)]
struct Trail(String);

impl Trail {
    fn key(&self, key: &str) -> Self {
        Self(if self.0.is_empty() { key.to_owned() } else { format!("{}.{key}", self.0) })
    }

    fn within(&self) -> String {
        if self.0.is_empty() { String::new() } else { format!(" in `{}`", self.0) }
    }

    fn name(&self) -> String {
        if self.0.is_empty() { "the file".to_owned() } else { format!("`{}`", self.0) }
    }
}

impl Shape {
    /// The shape of `T`.
    pub fn of<T: JsonSchema>() -> Self {
        let generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
        Self { schema: generator.into_root_schema_for::<T>().to_value() }
    }

    /// The JSON Schema itself.
    pub fn schema(&self) -> &Value {
        &self.schema
    }

    /// Reports everything in `root` that does not fit, and drops unknown keys so that the rest can still be read.
    pub(super) fn check(&self, file: &str, root: &mut Spanned<DeValue<'_>>, out: &mut Diagnostics) {
        Walk { root: &self.schema, file, out }.value(&self.schema, root, &Trail(String::new()), None);
    }
}

impl<'a> Walk<'a> {
    /// `kind` is the name of the type, where the schema gives one.
    fn value(&mut self, schema: &'a Value, value: &mut Spanned<DeValue<'_>>, trail: &Trail, kind: Option<&'a str>) {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            return self.value(&self.root["$defs"][name], value, trail, Some(name));
        }
        if schema["$ref"] == "#" {
            return self.value(self.root, value, trail, kind);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            // An optional table: the schema or null, and TOML has no null.
            if let Some(choice) = choices.iter().find(|choice| choice["type"] != "null") {
                return self.value(choice, value, trail, kind);
            }
        }
        if let Some(words) = words(schema) {
            return self.word(&words, value, trail);
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            return self.tagged(choices, value, trail, kind);
        }
        let expected = type_of(schema);
        let fits = match (expected, value.get_ref()) {
            ("object", DeValue::Table(_)) => return self.table(schema, value, trail),
            ("array", DeValue::Array(_)) => return self.array(schema, value, trail),
            ("string", DeValue::Datetime(moment)) => {
                schema["format"] == "date" && moment.date.is_some() && moment.time.is_none()
            }
            ("string", DeValue::String(_)) => schema["format"] != "date",
            ("integer", DeValue::Integer(number)) => in_range(schema, number.as_str(), number.radix()),
            ("boolean", DeValue::Boolean(_)) | ("number", DeValue::Float(_) | DeValue::Integer(_)) => true,
            _ => false,
        };
        if !fits {
            let wanted = wanted(schema, expected);
            let label = match (expected, value.get_ref()) {
                ("integer", DeValue::Integer(_)) => "this number is out of range".to_owned(),
                (_, other) => format!("this is {}", found(other)),
            };
            self.out.push(
                Diagnostic::error("wrong-type", self.file, format!("{} must be {wanted}", trail.name()))
                    .at(value.span())
                    .label(label)
                    .help(describe(schema)),
            );
        }
    }

    fn table(&mut self, schema: &'a Value, value: &mut Spanned<DeValue<'_>>, trail: &Trail) {
        let whole = value.span();
        let DeValue::Table(table) = value.get_mut() else { return };
        let Some(properties) = schema["properties"].as_object() else {
            if schema["additionalProperties"] == false {
                for (key, _) in std::mem::take(table) {
                    self.unknown_key(key.get_ref(), key.span(), &[], trail);
                }
            }
            return;
        };
        let known: Vec<&str> = properties.keys().map(String::as_str).collect();
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let closed = schema["additionalProperties"] == false;
        let strangers: Vec<String> = table
            .iter()
            .filter(|(key, _)| closed && !properties.contains_key(key.get_ref().as_ref()))
            .map(|(key, _)| key.get_ref().to_string())
            .collect();
        for stranger in strangers {
            let Some((key, inner)) = table.remove_entry(stranger.as_str()) else { continue };
            self.unknown_key(&stranger, key.span(), &known, trail);
            // A misspelt key is one mistake, not two: where one is missing, it is read on as what was meant.
            let meant = nearest(&stranger, known.iter().copied());
            if let Some(meant) = meant.filter(|meant| required.contains(meant) && !table.contains_key(*meant)) {
                table.insert(Spanned::new(key.span(), meant.to_owned().into()), inner);
            }
        }
        for key in required {
            if table.contains_key(key) {
                continue;
            }
            let mut missing =
                Diagnostic::error("missing-key", self.file, format!("`{key}` is missing{}", trail.within()))
                    .help(describe(&properties[key]));
            if !trail.0.is_empty() {
                missing = missing.at(whole.clone()).label(format!("`{key}` belongs here"));
            }
            self.out.push(missing);
        }
        for (key, inner) in table.iter_mut() {
            if let Some(schema) = properties.get(key.get_ref().as_ref()) {
                self.value(schema, inner, &trail.key(key.get_ref()), None);
            }
        }
    }

    fn array(&mut self, schema: &'a Value, value: &mut Spanned<DeValue<'_>>, trail: &Trail) {
        let DeValue::Array(array) = value.get_mut() else { return };
        for element in array.iter_mut() {
            self.value(&schema["items"], element, trail, None);
        }
    }

    fn word(&mut self, words: &[&str], value: &Spanned<DeValue<'_>>, trail: &Trail) {
        let Some(given) = value.get_ref().as_str() else {
            self.out.push(
                Diagnostic::error("wrong-type", self.file, format!("{} must be one of a few words", trail.name()))
                    .at(value.span())
                    .label(format!("this is {}", found(value.get_ref())))
                    .help(format!("known words: {}", words.join(", "))),
            );
            return;
        };
        if !words.contains(&given) {
            self.out.push(
                Diagnostic::error(
                    "unknown-word",
                    self.file,
                    format!("unknown value {} for {}", quoted(given), trail.name()),
                )
                .at(value.span())
                .label(did_you_mean(given, words.iter().copied()))
                .help(format!("known: {}", words.join(", "))),
            );
        }
    }

    /// A table whose only key names its kind.
    fn tagged(&mut self, choices: &'a [Value], value: &mut Spanned<DeValue<'_>>, trail: &Trail, kind: Option<&'a str>) {
        let what = kind.map_or_else(|| "kind".to_owned(), in_words);
        let span = value.span();
        let found = found(value.get_ref());
        let properties = |choice: &'a Value| choice["properties"].as_object().into_iter().flatten();
        let known: Vec<&str> = choices.iter().flat_map(properties).map(|(key, _)| key.as_str()).collect();
        let DeValue::Table(table) = value.get_mut() else {
            self.out.push(
                Diagnostic::error("wrong-type", self.file, format!("{} must be a {what}", trail.name()))
                    .at(span)
                    .label(format!("this is {found}"))
                    .help(format!("write a table with one key, such as `{{ {} = … }}`", known.first().unwrap_or(&""))),
            );
            return;
        };
        if table.len() != 1 {
            let keys: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
            let message = if keys.is_empty() {
                format!("an empty {what}{}", trail.within())
            } else {
                format!("a {what} with {} keys{}: {}", keys.len(), trail.within(), keys.join(", "))
            };
            self.out.push(
                Diagnostic::error("not-one-key", self.file, message)
                    .at(span)
                    .label("exactly one key says what is looked for")
                    .help("join several conditions with `{ all = [ … ] }` or `{ any = [ … ] }`"),
            );
        }
        for (key, inner) in table.iter_mut() {
            let name = key.get_ref().as_ref();
            if let Some((_, schema)) = choices.iter().flat_map(properties).find(|(known, _)| *known == name) {
                self.value(schema, inner, &trail.key(name), None);
            } else {
                self.out.push(
                    Diagnostic::error(
                        "unknown-word",
                        self.file,
                        format!("unknown {what} {}{}", quoted(name), trail.within()),
                    )
                    .at(key.span())
                    .label(did_you_mean(name, known.iter().copied()))
                    .help(format!("known: {}", known.join(", "))),
                );
            }
        }
    }

    fn unknown_key(&mut self, key: &str, span: Range<usize>, known: &[&str], trail: &Trail) {
        let help = if known.is_empty() {
            "this table takes no keys".to_owned()
        } else {
            format!("known keys: {}", known.join(", "))
        };
        self.out.push(
            Diagnostic::error("unknown-key", self.file, format!("unknown key {}{}", quoted(key), trail.within()))
                .at(span)
                .label(did_you_mean(key, known.iter().copied()))
                .help(help),
        );
    }
}

/// The words of a closed set, if `schema` is one.
fn words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().map(Value::as_str).collect();
    }
    let mut words = Vec::new();
    for choice in schema["oneOf"].as_array()? {
        match (choice["const"].as_str(), choice["enum"].as_array()) {
            (Some(word), _) => words.push(word),
            (None, Some(several)) => words.extend(several.iter().filter_map(Value::as_str)),
            (None, None) => return None,
        }
    }
    Some(words)
}

/// The type, leaving aside that it may be absent.
fn type_of(schema: &Value) -> &str {
    match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default(),
        other => other.as_str().unwrap_or_default(),
    }
}

fn in_range(schema: &Value, digits: &str, radix: u32) -> bool {
    let Ok(number) = i64::from_str_radix(&digits.replace('_', ""), radix) else { return false };
    let most = match schema["format"].as_str() {
        Some("uint8") => i64::from(u8::MAX),
        Some("uint16") => i64::from(u16::MAX),
        Some("uint32") => i64::from(u32::MAX),
        _ => i64::MAX,
    };
    schema["minimum"].as_i64().is_none_or(|least| number >= least) && number <= most
}

fn wanted(schema: &Value, expected: &str) -> &'static str {
    match expected {
        "object" => "a table",
        "array" => "a list",
        "string" if schema["format"] == "date" => "a date such as 2022-08-15, without quotes",
        "string" => "a text in quotes",
        "boolean" => "true or false",
        "integer" => "a whole number from 0",
        "number" => "a number",
        _ => "something else",
    }
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn describe(schema: &Value) -> String {
    schema["description"].as_str().map(|text| text.replace('\n', " ")).unwrap_or_default()
}

/// `LegalForce` → `legal force`.
fn in_words(kind: &str) -> String {
    let mut words = String::new();
    for character in kind.trim_start_matches("Raw").chars() {
        if character.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}
