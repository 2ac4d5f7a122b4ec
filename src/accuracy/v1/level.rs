//! Figures at one level: the headline, and by subject and design.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rates::{Counts, Rates, rounded};
use crate::accuracy::{self, LEAST_POSITIVES};
use crate::text::Bilingual;

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
    /// Title of the requirement in both languages; absent for a label code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Bilingual>,
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

impl Level {
    /// Labels of pages do not say how much content must be there: of what is called proven on pages only the precision
    /// is told.
    pub(super) fn new(level: accuracy::Level, figures: &accuracy::Figures, of_pages: bool) -> Self {
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
            title: None,
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
