//! A measurement as a whole: where it comes from, its goals, and its form as a file.

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};

use super::{
    answers::{Confusion, Disagreement, SubjectConfusion, Uncounted, Withheld},
    hold_out::HoldOut,
    level::Level,
    rates::rounded,
};
use crate::{accuracy, rules::Requirement};

/// Which version of this format a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// This one.
    #[serde(rename = "d42-accuracy/1")]
    V1,
}

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Saved pages, each by itself.
    Pages,
    /// The findings of a run.
    Run,
}

/// A measurement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "d42 accuracy")]
pub struct Accuracy {
    /// Version of the format.
    pub format: Format,
    /// Where it comes from.
    pub of: Of,
    /// Goals, and whether they were reached.
    pub goals: Vec<Goal>,
    /// By level, the least strict first.
    pub levels: Vec<Level>,
    /// What was said where what was true.
    pub confusion: Confusion,
    /// What withholding answers costs.
    pub withheld: Withheld,
    /// Findings `failed` where the truth is that nobody can see; null of pages.
    pub unseen_failed: Option<u32>,
    /// Label codes that speak of no requirement, with how often they are present.
    pub without_requirement: Vec<Uncounted>,
    /// Every answer that is not what the labels say.
    pub disagreements: Vec<Disagreement>,
    /// What the rules would say if they knew fewer names; only where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_out: Option<HoldOut>,
}

/// Where a measurement comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Of {
    /// Program and version that judged.
    pub program: String,
    /// Pages or a run.
    pub kind: Kind,
    /// Name of the folder.
    pub name: String,
    /// True when the pages were made by the simulator.
    pub simulated: bool,
    /// SHA-256 of the rule pack.
    pub rules_digest: String,
    /// SHA-256 of the file of labels.
    pub labels_digest: String,
    /// Day on which the pages count as seen.
    #[schemars(with = "String", extend("format" = "date"))]
    pub day: Date,
    /// Labelled pages or portals.
    pub places: u32,
    /// Questions left out because two readers could differ.
    pub unsure: u32,
}

/// A figure and what it should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Which figure.
    pub name: String,
    /// At least this; of `unseen-failed`, at most this.
    pub wanted: f64,
    /// What was measured.
    pub measured: Option<f64>,
    /// Whether it was reached.
    pub met: bool,
}

impl Accuracy {
    /// The published form of `measured`, which comes from `of`.
    pub fn new(of: Of, measured: &accuracy::Accuracy) -> Self {
        let confusion = &measured.confusion;
        let of_pages = of.kind == Kind::Pages;
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        Self {
            format: Format::V1,
            of,
            goals: measured
                .goals
                .iter()
                .map(|goal| Goal {
                    name: goal.name.to_owned(),
                    wanted: goal.wanted,
                    measured: goal.measured.map(rounded),
                    met: goal.is_met(),
                })
                .collect(),
            levels: measured.levels.iter().map(|(level, figures)| Level::new(*level, figures, of_pages)).collect(),
            confusion: Confusion {
                truths: words(confusion.truths),
                answers: words(confusion.answers),
                all: confusion.all.clone(),
                by_subject: confusion
                    .by_subject
                    .iter()
                    .map(|(id, rows)| SubjectConfusion { id: id.clone(), rows: rows.clone() })
                    .collect(),
            },
            withheld: Withheld {
                rate: measured.withheld.rate().into(),
                there: measured.withheld.there,
                decided: measured.withheld.decided().into(),
                all: measured.withheld.all().into(),
            },
            unseen_failed: measured.unseen_failed,
            without_requirement: measured
                .without_requirement
                .iter()
                .map(|(id, present)| Uncounted { id: id.clone(), present: *present })
                .collect(),
            disagreements: measured
                .disagreements
                .iter()
                .map(|one| Disagreement {
                    level: one.level.word().to_owned(),
                    subject: one.subject.clone(),
                    place: one.place.clone(),
                    truth: one.truth.to_owned(),
                    answer: one.answer.to_owned(),
                })
                .collect(),
            hold_out: None,
        }
    }

    /// The same with the titles of requirements beside their ids, for readers who do not know the ids.
    #[must_use]
    pub fn entitled(mut self, requirements: &[Requirement]) -> Self {
        for level in &mut self.levels {
            for subject in level.subjects.iter_mut().chain(&mut level.requirements) {
                let known = requirements.iter().find(|rule| rule.id.as_str() == subject.id);
                subject.title = known.map(|rule| rule.title.clone());
            }
        }
        self
    }

    /// Reads a file that [`write`](Self::write) made.
    ///
    /// # Errors
    /// When it is not JSON or not of this version.
    pub fn read(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// As indented JSON with a final line feed.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn write(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// JSON Schema (draft 2020-12), as committed under `reports/accuracy.schema.json`.
    pub fn schema() -> Schema {
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Self>()
    }
}
