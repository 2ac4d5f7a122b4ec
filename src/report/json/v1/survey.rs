//! The survey table, as published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;

/// The survey table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// What the figures mean, in the order of the table.
    #[serde(default)]
    pub metrics: Vec<Metric>,
    /// By metric, then tier.
    pub rows: Vec<SurveyRow>,
    /// Merged agencies left out of every denominator.
    pub left_out: Vec<String>,
    /// What has to be said beside the table; present for the cohort of 2024.
    pub note: Option<Text>,
}

/// A figure of the survey: what it means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Kebab-case name.
    pub id: String,
    /// Name.
    pub title: Text,
    /// What is counted.
    pub definition: Text,
    /// In what it is counted.
    pub unit: Text,
    /// Of how many.
    pub denominator: Text,
    /// What it rests on.
    pub evidence: Text,
    /// How what could not be decided is counted.
    pub unknowns: Text,
}

/// One line of the survey table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyRow {
    /// Id of the figure.
    pub metric: String,
    /// `ministry`, `agency`, `province`, `other` (unknown or not surveyed) or `all`.
    pub tier: String,
    /// How many.
    pub value: u32,
    /// Of how many.
    pub denominator: u32,
    /// How many of these could not be decided.
    pub undecided: u32,
}
