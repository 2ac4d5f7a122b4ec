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
use crate::text::{Bilingual, both};

/// Keyword of a schema for the description in Vietnamese; `description` has the English one.
const VIETNAMESE: &str = "x-description-vi";

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

    fn within(&self) -> Bilingual {
        if self.0.is_empty() { Bilingual::default() } else { both!(" trong `{}`", " in `{}`", self.0) }
    }

    fn name(&self) -> Bilingual {
        if self.0.is_empty() { ("tệp", "the file").into() } else { Bilingual::same(format!("`{}`", self.0)) }
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

    /// Paths of descriptions that exist in English only. A file's shape should have none: they are shown as help.
    #[cfg(test)]
    pub(crate) fn untranslated(&self) -> Vec<String> {
        fn walk(schema: &Value, path: &str, found: &mut Vec<String>) {
            let said = !schema["description"].is_null() && words(schema).is_none();
            if said && schema[VIETNAMESE].as_str().is_none_or(|text| !crate::text::has_marks(text)) {
                found.push(path.to_owned());
            }
            for inner in ["properties", "$defs"].iter().filter_map(|key| schema[key].as_object()) {
                for (name, schema) in inner {
                    walk(schema, &format!("{path}/{name}"), found);
                }
            }
            // What stands at a kind itself is never shown, what stands at its fields is.
            for kind in schema["oneOf"].as_array().into_iter().flatten() {
                for (name, schema) in kind["properties"].as_object().into_iter().flatten() {
                    walk(schema, &format!("{path}/{name}"), found);
                }
            }
        }
        let mut found = Vec::new();
        walk(&self.schema, "", &mut found);
        found
    }

    /// Reports everything in `root` that does not fit, and drops unknown keys so that the rest can still be read.
    pub(super) fn check(&self, file: &str, root: &mut Spanned<DeValue<'_>>, out: &mut Diagnostics) {
        Walk { root: &self.schema, file, out }.value(&self.schema, root, &Trail(String::new()));
    }
}

impl<'a> Walk<'a> {
    fn value(&mut self, schema: &'a Value, value: &mut Spanned<DeValue<'_>>, trail: &Trail) {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            return self.value(&self.root["$defs"][name], value, trail);
        }
        if schema["$ref"] == "#" {
            return self.value(self.root, value, trail);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            // An optional table: the schema or null, and TOML has no null.
            if let Some(choice) = choices.iter().find(|choice| choice["type"] != "null") {
                return self.value(choice, value, trail);
            }
        }
        if let Some(words) = words(schema) {
            return self.word(&words, value, trail);
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            return self.tagged(choices, value, trail);
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
            let (name, wanted) = (trail.name(), wanted(schema, expected));
            let label = match (expected, value.get_ref()) {
                ("integer", DeValue::Integer(_)) => {
                    ("số này ngoài khoảng cho phép", "this number is out of range").into()
                }
                (_, other) => this_is(other),
            };
            self.out.push(
                Diagnostic::error(
                    "wrong-type",
                    self.file,
                    both!("{name} phải là {wanted}", "{name} must be {wanted}"; name, wanted),
                )
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
            let within = trail.within();
            let mut missing = Diagnostic::error(
                "missing-key",
                self.file,
                both!("thiếu khóa `{key}`{within}", "`{key}` is missing{within}"; within),
            )
            .help(describe(&properties[key]));
            if !trail.0.is_empty() {
                missing = missing.at(whole.clone()).label(both!("cần có `{key}` ở đây", "`{key}` belongs here"));
            }
            self.out.push(missing);
        }
        for (key, inner) in table.iter_mut() {
            if let Some(schema) = properties.get(key.get_ref().as_ref()) {
                self.value(schema, inner, &trail.key(key.get_ref()));
            }
        }
    }

    fn array(&mut self, schema: &'a Value, value: &mut Spanned<DeValue<'_>>, trail: &Trail) {
        let DeValue::Array(array) = value.get_mut() else { return };
        for element in array.iter_mut() {
            self.value(&schema["items"], element, trail);
        }
    }

    fn word(&mut self, words: &[&str], value: &Spanned<DeValue<'_>>, trail: &Trail) {
        let name = trail.name();
        let known = both!("các giá trị hợp lệ: {}", "known: {}", words.join(", "));
        let Some(given) = value.get_ref().as_str() else {
            self.out.push(
                Diagnostic::error(
                    "wrong-type",
                    self.file,
                    both!("{name} phải là một trong các từ cho trước", "{name} must be one of a few words"; name),
                )
                .at(value.span())
                .label(this_is(value.get_ref()))
                .help(known),
            );
            return;
        };
        if !words.contains(&given) {
            let near = did_you_mean(given, words.iter().copied());
            let given = Bilingual::same(quoted(given));
            self.out.push(
                Diagnostic::error(
                    "unknown-word",
                    self.file,
                    both!("{name} có giá trị lạ {given}", "unknown value {given} for {name}"; name, given),
                )
                .at(value.span())
                .label(near)
                .help(known),
            );
        }
    }

    /// A table whose only key names its kind.
    fn tagged(&mut self, choices: &'a [Value], value: &mut Spanned<DeValue<'_>>, trail: &Trail) {
        let (name, within) = (trail.name(), trail.within());
        let span = value.span();
        let label = this_is(value.get_ref());
        let properties = |choice: &'a Value| choice["properties"].as_object().into_iter().flatten();
        let known: Vec<&str> = choices.iter().flat_map(properties).map(|(key, _)| key.as_str()).collect();
        let DeValue::Table(table) = value.get_mut() else {
            self.out.push(
                Diagnostic::error(
                    "wrong-type",
                    self.file,
                    both!("{name} phải là một điều kiện", "{name} must be a condition"; name),
                )
                .at(span)
                .label(label)
                .help(both!(
                    "viết một bảng có đúng một khóa, như `{{ {} = … }}`",
                    "write a table with one key, such as `{{ {} = … }}`",
                    known.first().unwrap_or(&"")
                )),
            );
            return;
        };
        if table.len() != 1 {
            let keys: Vec<&str> = table.keys().map(|key| key.get_ref().as_ref()).collect();
            let (count, keys) = (keys.len(), keys.join(", "));
            let message = if count == 0 {
                both!("điều kiện trống{within}", "an empty condition{within}"; within)
            } else {
                let count = Bilingual::same(count.to_string());
                let keys = Bilingual::same(keys);
                both!("điều kiện có {count} khóa{within}: {keys}", "a condition with {count} keys{within}: {keys}"; count, keys, within)
            };
            self.out.push(
                Diagnostic::error("not-one-key", self.file, message)
                    .at(span)
                    .label(("đúng một khóa cho biết cần tìm gì", "exactly one key says what is looked for"))
                    .help((
                        "ghép nhiều điều kiện bằng `{ all = [ … ] }` hoặc `{ any = [ … ] }`",
                        "join several conditions with `{ all = [ … ] }` or `{ any = [ … ] }`",
                    )),
            );
        }
        for (key, inner) in table.iter_mut() {
            let name = key.get_ref().as_ref();
            if let Some((_, schema)) = choices.iter().flat_map(properties).find(|(known, _)| *known == name) {
                self.value(schema, inner, &trail.key(name));
            } else {
                let given = Bilingual::same(quoted(name));
                self.out.push(
                    Diagnostic::error(
                        "unknown-word",
                        self.file,
                        both!("không có điều kiện {given}{within}", "unknown condition {given}{within}"; given, within),
                    )
                    .at(key.span())
                    .label(did_you_mean(name, known.iter().copied()))
                    .help(both!("các điều kiện có: {}", "known: {}", known.join(", "))),
                );
            }
        }
    }

    fn unknown_key(&mut self, key: &str, span: Range<usize>, known: &[&str], trail: &Trail) {
        let help = if known.is_empty() {
            ("bảng này không nhận khóa nào", "this table takes no keys").into()
        } else {
            both!("các khóa có: {}", "known keys: {}", known.join(", "))
        };
        let (given, within) = (Bilingual::same(quoted(key)), trail.within());
        self.out.push(
            Diagnostic::error(
                "unknown-key",
                self.file,
                both!("khóa lạ {given}{within}", "unknown key {given}{within}"; given, within),
            )
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

fn wanted(schema: &Value, expected: &str) -> Bilingual {
    match expected {
        "object" => ("một bảng", "a table"),
        "array" => ("một danh sách", "a list"),
        "string" if schema["format"] == "date" => {
            ("ngày tháng như 2022-08-15, không có dấu nháy", "a date such as 2022-08-15, without quotes")
        }
        "string" => ("chuỗi ký tự trong dấu nháy", "a text in quotes"),
        "boolean" => ("true hoặc false", "true or false"),
        "integer" => ("số nguyên từ 0 trở lên", "a whole number from 0"),
        "number" => ("một số", "a number"),
        _ => ("thứ khác", "something else"),
    }
    .into()
}

fn this_is(value: &DeValue<'_>) -> Bilingual {
    match value {
        DeValue::String(_) => ("đây là chuỗi ký tự", "this is a text"),
        DeValue::Integer(_) => ("đây là số nguyên", "this is a whole number"),
        DeValue::Float(_) => ("đây là số thập phân", "this is a number with a point"),
        DeValue::Boolean(_) => ("đây là true hoặc false", "this is true or false"),
        DeValue::Datetime(_) => ("đây là ngày tháng hoặc giờ", "this is a date or time"),
        DeValue::Array(_) => ("đây là danh sách", "this is a list"),
        DeValue::Table(_) => ("đây là bảng", "this is a table"),
    }
    .into()
}

/// What the doc comment of a field says, and the attribute beside it in Vietnamese.
fn describe(schema: &Value) -> Bilingual {
    let text = |key: &str| schema[key].as_str().map(|text| text.replace('\n', " ")).unwrap_or_default();
    (text(VIETNAMESE), text("description")).into()
}
