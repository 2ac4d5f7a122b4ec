//! What the commands write as JSON: published forms, each with a version of its own and a JSON Schema.

mod diff;
mod mutate;
mod test;

use schemars::{JsonSchema, schema_for};

pub(super) use diff::DiffV1;
pub(super) use mutate::MutateV1;
pub(super) use test::TestV1;

/// The JSON Schema of a form, indented, ending in a newline.
pub(super) fn schema<T: JsonSchema>() -> String {
    format!("{:#}\n", schema_for!(T).to_value())
}
