//! JSON Schema of the rule files, for editors. Committed beside the rules and compared in a test.

use super::RawMetric;
use super::raw::{RawProfile, RawRequirement};
use crate::diagnostic::Shape;

/// Kind of rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `rules/requirements/*.toml`.
    Requirement,
    /// `rules/profiles/*.toml`.
    Profile,
    /// `rules/survey/*.toml`.
    Metric,
}

impl FileKind {
    /// Of the file with this name below the rules folder, with `/`.
    pub(super) fn of(name: &str) -> Self {
        match name.split('/').next() {
            Some("profiles") => Self::Profile,
            Some("survey") => Self::Metric,
            _ => Self::Requirement,
        }
    }
}

/// The schema of a kind of rule file, indented, ending in a newline.
pub fn schema(kind: FileKind) -> String {
    let shape = match kind {
        FileKind::Requirement => Shape::of::<RawRequirement>(),
        FileKind::Profile => Shape::of::<RawProfile>(),
        FileKind::Metric => Shape::of::<RawMetric>(),
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
        assert_eq!(Shape::of::<RawMetric>().untranslated(), [""; 0]);
    }
}
