//! The answers behind the figures: what was said where what was true, what was withheld, and where the two differ.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rates::Share;

/// What was said where what was true.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confusion {
    /// Words of the rows: what is true.
    pub truths: Vec<String>,
    /// Words of the columns: what was said.
    pub answers: Vec<String>,
    /// Over everything.
    pub all: Vec<Vec<u32>>,
    /// By label code or requirement.
    pub by_subject: Vec<SubjectConfusion>,
}

/// The table of one label code or requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubjectConfusion {
    /// Label code or requirement.
    pub id: String,
    /// Its counts.
    pub rows: Vec<Vec<u32>>,
}

/// What withholding answers costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// Questions answered by "cannot tell" or not at all.
    pub rate: Share,
    /// Of these, how often something was there.
    pub there: u32,
    /// Right among the answered.
    pub decided: Share,
    /// Right if withholding counts as wrong.
    pub all: Share,
}

/// A label code without a requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uncounted {
    /// Label code.
    pub id: String,
    /// Places where it is present.
    pub present: u32,
}

/// An answer that is not what the labels say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    /// At which level.
    pub level: String,
    /// Label code or requirement.
    pub subject: String,
    /// Page or portal.
    pub place: String,
    /// What the labels say.
    pub truth: String,
    /// What was said.
    pub answer: String,
}
