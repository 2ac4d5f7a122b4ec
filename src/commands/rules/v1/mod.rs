//! What the commands write as JSON: published forms, each with a version of its own and a JSON Schema.

mod diff;
mod mutate;
mod test;

use schemars::schema_for;

pub(super) use diff::DiffV1;
pub(super) use mutate::MutateV1;
pub(super) use test::TestV1;

use super::super::problems::ProblemsV1;

/// A form of result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResultKind {
    Check,
    Test,
    Mutate,
    Diff,
}

/// The JSON Schema of a form, indented, ending in a newline.
pub(super) fn schema(kind: ResultKind) -> String {
    let schema = match kind {
        ResultKind::Check => schema_for!(ProblemsV1<'static>),
        ResultKind::Test => schema_for!(TestV1<'static>),
        ResultKind::Mutate => schema_for!(MutateV1<'static>),
        ResultKind::Diff => schema_for!(DiffV1<'static>),
    };
    format!("{:#}\n", schema.to_value())
}
