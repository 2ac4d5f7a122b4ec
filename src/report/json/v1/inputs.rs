//! What analysts brought.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Outcome;

/// Answers of agencies held against what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Answers that say what was found.
    pub agree: u32,
    /// Answers about what could not be seen or decided.
    pub unchecked: u32,
    /// More is declared than was seen.
    pub more_declared: Vec<Discrepancy>,
    /// More was seen than is declared.
    pub more_seen: Vec<Discrepancy>,
}

/// What is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is published.
    Yes,
    /// In part.
    Partly,
    /// It is not.
    No,
}

/// An answer that is not what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Discrepancy {
    /// Id of the portal.
    pub portal: String,
    /// Id of the requirement.
    pub requirement: String,
    /// What is declared.
    pub declared: Answer,
    /// What was found.
    pub seen: Outcome,
    /// Remark of the agency; may be empty.
    pub note: String,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ObstacleKind {
    /// What keeps an agency from it.
    Obstacle,
    /// What it asks for.
    Recommendation,
}

/// Who has the power to resolve it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The Government and the Prime Minister.
    Government,
    /// A ministry or branch.
    Ministry,
    /// A province or city.
    Province,
    /// Whoever runs the portal.
    Portal,
}

/// An obstacle or a recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Obstacle {
    /// Id of the agency's portal.
    pub agency: String,
    /// In its words.
    pub text: String,
    /// What is said.
    pub kind: ObstacleKind,
    /// Who can resolve it.
    pub level: Level,
}
