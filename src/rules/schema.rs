//! JSON Schema of the rule files, for editors. Committed beside the rules and compared in a test.

use super::raw::{RawProfile, RawRequirement};
use crate::diagnostic::Shape;

/// Kind of rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `rules/requirements/*.toml`.
    Requirement,
    /// `rules/profiles/*.toml`.
    Profile,
}

/// The schema of a kind of rule file, indented, ending in a newline.
pub fn schema(kind: FileKind) -> String {
    let shape = match kind {
        FileKind::Requirement => Shape::of::<RawRequirement>(),
        FileKind::Profile => Shape::of::<RawProfile>(),
    };
    format!("{:#}\n", shape.schema())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_described_in_both_languages() {
        assert_eq!(Shape::of::<RawRequirement>().untranslated(), [""; 0]);
        assert_eq!(Shape::of::<RawProfile>().untranslated(), [""; 0]);
    }
}
