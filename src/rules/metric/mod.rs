//! The figures of the survey as data: what each means, in which unit, of how many, on what evidence, and how what could
//! not be decided is counted. The program knows a few ways to measure; a file names one of them and says what comes of
//! it.

mod convert;
mod raw;

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RequirementId;
use crate::text::Bilingual;

pub(super) use convert::{convert, fits};
pub use raw::RawMetric;

/// Kebab-case name of a figure: names its file and its rows in the reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct MetricId(String);

impl MetricId {
    /// Takes `id` as it is; form is checked where the files are read.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MetricId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A figure of the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its name.
    pub id: MetricId,
    /// Its place in the table, smallest first.
    pub order: u32,
    /// As it is named in tables.
    pub title: Bilingual,
    /// What is counted.
    pub definition: Bilingual,
    /// In what it is counted.
    pub unit: Bilingual,
    /// Of how many.
    pub denominator: Bilingual,
    /// What it rests on.
    pub evidence: Bilingual,
    /// How what could not be decided is counted.
    pub unknowns: Bilingual,
    /// Cohorts in which it has no meaning.
    pub left_out_of: Vec<String>,
    /// How it is measured.
    pub measure: Measure,
}

/// How a figure is measured. Written in TOML as a table with exactly one key, for instance `{ full-information = {} }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-description-vi" = "Cách đo. Viết trong TOML thành bảng có đúng một khóa, như `{ full-information = {} }`."))]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Measure {
    /// Portals that give full information under the profile.
    FullInformation {},
    /// Portals on which the finding about a requirement says so.
    Finding {
        /// Which requirement.
        #[schemars(extend("x-description-vi" = "Yêu cầu nào."))]
        requirement: RequirementId,
        /// Outcomes that count.
        #[schemars(extend("x-description-vi" = "Những kết luận được tính."))]
        holds: Vec<Holds>,
    },
    /// Component sites that are alive, of those that are known.
    ComponentSites {
        /// Only these kinds of body; all if empty.
        #[schemars(extend("x-description-vi" = "Chỉ các loại cơ quan này; tất cả nếu trống."))]
        #[serde(default)]
        kinds: Vec<BodyKind>,
    },
    /// Provinces with a living component site of a body of this kind.
    Level {
        /// Kind of body.
        #[schemars(extend("x-description-vi" = "Loại cơ quan."))]
        kind: BodyKind,
    },
    /// Portals that are integrated with their component sites at least so far.
    Integration {
        /// How far.
        #[schemars(extend("x-description-vi" = "Ít nhất ở mức nào."))]
        least: Grade,
    },
    /// Portals that carry an item of the Government Portal that was at most so many days old when the portal was seen.
    GovernmentItems {
        /// How many days.
        #[schemars(extend("x-description-vi" = "Bao nhiêu ngày."))]
        within_days: u32,
    },
    /// Questions of the public that were answered, of those that carry the day they were asked.
    QuestionsAnswered {
        /// Only answers within so many days, and only questions with an answer are counted of; any if absent.
        #[schemars(extend("x-description-vi" = "Chỉ tính câu trả lời trong số ngày này, trên các câu đã trả lời; mọi câu trả lời nếu không ghi."))]
        within_days: Option<u32>,
    },
    /// Portals whose start page leads to a social network account that bears the agency's name.
    NamedAccount {},
}

/// An outcome that makes a figure hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// `passed`
    Passed,
    /// `partial`
    Partial,
}

/// How far a portal is integrated with its component sites: by the share of those that could be seen, dead ones included,
/// which live in its frame and link back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Less than half.
    Loose,
    /// At least half.
    Partial,
    /// At least 80 of 100.
    Substantial,
    /// All, with none left unseen.
    Full,
}

/// Kind of body behind a component site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// Sở, ban, văn phòng, thanh tra of a province.
    Department,
    /// Vụ, cục, viện, trung tâm and other units.
    Unit,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh (until 30 June 2025).
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}
