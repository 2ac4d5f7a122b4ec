//! The words a finding ends in: the outcome, and whether the duty still holds today.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The six outcomes, after W3C EARL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Two independent signals: how it was found, and what its content proves.
    Passed,
    /// Found, but empty, stale or incomplete.
    Partial,
    /// Looked for with sufficient coverage and not there.
    Failed,
    /// Could not be seen, or not enough was seen.
    CantTell,
    /// Does not bind this portal.
    Inapplicable,
    /// Cannot be observed from outside, or the budget ended first.
    Untested,
}

impl Outcome {
    /// All six, in the order of tables.
    pub const ALL: [Self; 6] =
        [Self::Passed, Self::Partial, Self::Failed, Self::CantTell, Self::Inapplicable, Self::Untested];

    /// The word in files: `cant-tell`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::CantTell => "cant-tell",
            Self::Inapplicable => "inapplicable",
            Self::Untested => "untested",
        }
    }

    /// The outcome that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// Whether the duty still holds today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// A mandatory basis is in force, from the same or a successor instrument with the same substance.
    Yes,
    /// In force with another force or another ground.
    Changed,
    /// Only a benchmark is left.
    BenchmarkOnly,
    /// No live basis is known.
    None,
}
