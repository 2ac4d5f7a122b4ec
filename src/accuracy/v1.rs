//! Version 1 of a measurement on disk (`accuracy.json`). Published: fields are added, never renamed or given another
//! meaning. Rates are numbers from 0 to 1, rounded to four decimals; `null` where nothing was there to measure.

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};

use super::{self as accuracy, LEAST_POSITIVES};

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

/// What was measured with a part of every rule's labels held out, over all parts together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldOut {
    /// Into how many parts the labels were divided.
    pub parts: u32,
    /// By which seed.
    pub seed: u64,
    /// Of held-out names that were called like some labels, how many were like the right ones.
    pub names_precision: Share,
    /// Of all held-out names, how many were called like the right labels.
    pub names_recall: Share,
    /// By level, where only known names count.
    pub by_known_names: Vec<HeldOut>,
    /// By level, where a page may be recognised without one.
    pub recognised: Vec<HeldOut>,
}

/// Figures at one level with labels held out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldOut {
    /// `present`, `content` or `proven`.
    pub level: String,
    /// Of all label codes and pages together.
    pub overall: Counts,
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

/// A part of a whole with its 95 % Wilson interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
    /// The share.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
}

/// Three rates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// How much of what was found is there.
    pub precision: Option<f64>,
    /// How much of what is there was found.
    pub recall: Option<f64>,
    /// Harmonic mean of the two; of a mean over groups, the mean of theirs.
    pub f1: Option<f64>,
}

/// Counts with their rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// There and found.
    pub hit: u32,
    /// Found and not there.
    pub noisy: u32,
    /// There and not found.
    pub missed: u32,
    /// Neither.
    pub quiet: u32,
    /// How much of what was found is there.
    pub precision: Share,
    /// How much of what is there was found; null where that cannot be told.
    pub recall: Option<Share>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
}

/// Figures at one level.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// `present`, `content` or `proven`.
    pub level: String,
    /// The figures to remember.
    pub headline: Headline,
    /// By label code, of a run by requirement.
    pub subjects: Vec<Subject>,
    /// By requirement, where label codes are the subjects.
    pub requirements: Vec<Subject>,
    /// By design of sites.
    pub designs: Vec<Design>,
}

/// The figures to remember.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// Positives a subject needs to be counted.
    pub least_positives: u32,
    /// Subjects that have them.
    pub subjects: Vec<String>,
    /// Mean over these subjects on each held-out design, averaged over designs: the figure the goals speak of.
    pub by_design: Rates,
    /// The same by agency.
    pub by_agency: Rates,
    /// Mean over these subjects over everything together.
    pub pooled: Rates,
    /// All subjects, each question weighing the same.
    pub overall: Counts,
}

/// Figures of a label code or requirement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Label code or id of the requirement.
    pub id: String,
    /// Whether it has enough positives to be part of the headline.
    pub counted: bool,
    /// The counts.
    pub counts: Counts,
}

/// Figures of one design of sites alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// Name of the design.
    pub id: String,
    /// Mean over the counted subjects on it.
    pub rates: Rates,
    /// All subjects, each question weighing the same.
    pub overall: Counts,
}

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

impl HoldOut {
    /// The published form of `measured`.
    pub fn new(parts: accuracy::Parts, measured: &accuracy::HoldOut) -> Self {
        let levels = |sums: &std::collections::BTreeMap<accuracy::Level, accuracy::Tally>| {
            let of = |(level, tally): (&accuracy::Level, &accuracy::Tally)| HeldOut {
                level: level.word().to_owned(),
                overall: Counts::new(*tally, true),
            };
            sums.iter().map(of).collect()
        };
        Self {
            parts: parts.count,
            seed: parts.seed,
            names_precision: measured.precision().into(),
            names_recall: measured.recall().into(),
            by_known_names: levels(&measured.by_known_names),
            recognised: levels(&measured.recognised),
        }
    }
}

impl Level {
    /// Labels of pages do not say how much content must be there: of what is called proven on pages only the precision
    /// is told.
    fn new(level: accuracy::Level, figures: &accuracy::Figures, of_pages: bool) -> Self {
        let headline = figures.headline();
        let recall = !(of_pages && level == accuracy::Level::Proven);
        let rates = |rates: accuracy::Rates| {
            if recall {
                rates.into()
            } else {
                Rates { precision: rates.precision.map(rounded), recall: None, f1: None }
            }
        };
        let subject = |id: &String, tally: &accuracy::Tally, recall: bool| Subject {
            id: id.clone(),
            counted: headline.subjects.contains(id),
            counts: Counts::new(*tally, recall),
        };
        let designs = figures.designs.values().zip(&headline.designs).map(|(group, (id, of))| {
            let mut overall = accuracy::Tally::default();
            for tally in group.values() {
                overall += *tally;
            }
            Design { id: id.clone(), rates: rates(*of), overall: Counts::new(overall, recall) }
        });
        Self {
            level: level.word().to_owned(),
            subjects: figures.subjects.iter().map(|(id, tally)| subject(id, tally, recall)).collect(),
            requirements: figures
                .requirements
                .iter()
                .map(|(id, tally)| subject(id, tally, recall && figures.whole.contains(id)))
                .collect(),
            designs: designs.collect(),
            headline: Headline {
                least_positives: LEAST_POSITIVES,
                subjects: headline.subjects.clone(),
                by_design: rates(headline.by_design),
                by_agency: rates(headline.by_agency),
                pooled: rates(headline.pooled),
                overall: Counts::new(headline.overall, recall),
            },
        }
    }
}

impl Counts {
    fn new(tally: accuracy::Tally, recall: bool) -> Self {
        let accuracy::Tally { hit, noisy, missed, quiet } = tally;
        Self {
            hit,
            noisy,
            missed,
            quiet,
            precision: tally.precision().into(),
            recall: recall.then(|| tally.recall().into()),
            f1: tally.rates().f1.filter(|_| recall).map(rounded),
        }
    }
}

impl From<accuracy::Share> for Share {
    fn from(share: accuracy::Share) -> Self {
        let (low, high) = share.interval().unzip();
        Self {
            part: share.part,
            whole: share.whole,
            value: share.value().map(rounded),
            low: low.map(rounded),
            high: high.map(rounded),
        }
    }
}

impl From<accuracy::Rates> for Rates {
    fn from(rates: accuracy::Rates) -> Self {
        Self { precision: rates.precision.map(rounded), recall: rates.recall.map(rounded), f1: rates.f1.map(rounded) }
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
