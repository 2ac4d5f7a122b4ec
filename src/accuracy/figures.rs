//! The figures of a measurement as data.

use std::collections::{BTreeMap, BTreeSet};

use super::{Confusion, Rates, Share, Tally};

/// A label code or requirement with fewer positives than this has counts, but no part in the headline.
pub const LEAST_POSITIVES: u32 = 10;

/// How strictly an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// There in some form: an entry or content; of portals, `passed` or `partial`.
    Present,
    /// Own content, whole or in part. Measured on pages only.
    Content,
    /// Own content that proves the requirement; of portals, `passed`.
    Proven,
}

impl Level {
    /// The word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Content => "content",
            Self::Proven => "proven",
        }
    }
}

/// Everything that was counted at one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// By label code (of pages) or requirement (of portals).
    pub subjects: BTreeMap<String, Tally>,
    /// By requirement, where label codes are the subjects. A code that several requirements share says of none of them
    /// that it was missed: such a requirement has a precision and no recall.
    pub requirements: BTreeMap<String, Tally>,
    /// Requirements that are the only one of their label code.
    pub whole: BTreeSet<String>,
    /// By design of sites, then subject.
    pub designs: BTreeMap<String, BTreeMap<String, Tally>>,
    /// By agency, then subject.
    pub agencies: BTreeMap<String, BTreeMap<String, Tally>>,
}

/// The figures to remember of one level.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// Subjects with enough positives to count.
    pub subjects: Vec<String>,
    /// Their mean over all pages or portals together.
    pub pooled: Rates,
    /// The same on each design alone, by design.
    pub designs: Vec<(String, Rates)>,
    /// Mean over designs.
    pub by_design: Rates,
    /// Mean over agencies, of which one may have had several designs.
    pub by_agency: Rates,
    /// Of all subjects and questions together, each question weighing the same.
    pub overall: Tally,
}

impl Figures {
    pub(super) fn count(&mut self, subject: &str, design: &str, agency: &str, there: bool, found: bool) {
        let add = |group: &mut BTreeMap<String, Tally>| {
            group.entry(subject.to_owned()).or_default().count(there, found);
        };
        add(&mut self.subjects);
        add(self.designs.entry(design.to_owned()).or_default());
        add(self.agencies.entry(agency.to_owned()).or_default());
    }

    /// The figures to remember.
    pub fn headline(&self) -> Headline {
        let counted: Vec<&String> = self
            .subjects
            .iter()
            .filter(|(_, tally)| tally.positives() >= LEAST_POSITIVES)
            .map(|(name, _)| name)
            .collect();
        let macro_mean = |group: &BTreeMap<String, Tally>| {
            let rates: Vec<Rates> = counted.iter().filter_map(|name| group.get(*name)).map(Tally::rates).collect();
            Rates::mean(&rates)
        };
        let each = |groups: &BTreeMap<String, BTreeMap<String, Tally>>| -> Vec<(String, Rates)> {
            groups.iter().map(|(name, group)| (name.clone(), macro_mean(group))).collect()
        };
        let mean =
            |groups: &[(String, Rates)]| Rates::mean(&groups.iter().map(|(_, rates)| *rates).collect::<Vec<_>>());
        let designs = each(&self.designs);
        let mut overall = Tally::default();
        for tally in self.subjects.values() {
            overall += *tally;
        }
        Headline {
            pooled: macro_mean(&self.subjects),
            by_design: mean(&designs),
            by_agency: mean(&each(&self.agencies)),
            designs,
            subjects: counted.into_iter().cloned().collect(),
            overall,
        }
    }
}

/// What withholding answers costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Questions that have an answer.
    pub asked: u32,
    /// Of these, answered by "cannot tell" or not at all.
    pub withheld: u32,
    /// Of those withheld, how often something was there.
    pub there: u32,
    /// Right among the answered.
    pub right: u32,
}

impl Withheld {
    /// How many of the answers were withheld.
    pub fn rate(&self) -> Share {
        Share { part: self.withheld, whole: self.asked }
    }

    /// How many were right among those that were given.
    pub fn decided(&self) -> Share {
        Share { part: self.right, whole: self.asked - self.withheld }
    }

    /// How many were right if withholding counts as wrong.
    pub fn all(&self) -> Share {
        Share { part: self.right, whole: self.asked }
    }
}

/// An answer that is not what the labels say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disagreement {
    /// At which level.
    pub level: Level,
    /// Label code or requirement.
    pub subject: String,
    /// Page or portal.
    pub place: String,
    /// What the labels say.
    pub truth: &'static str,
    /// What was said.
    pub answer: &'static str,
}

/// A figure and what it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// Which figure: `present-precision`.
    pub name: &'static str,
    /// At least this, except of `unseen-failed`, which should be no more.
    pub wanted: f64,
    /// What was measured; `None` where nothing could be.
    pub measured: Option<f64>,
}

impl Goal {
    /// Whether it was reached; nothing measured reaches no goal.
    pub fn is_met(&self) -> bool {
        self.measured.is_some_and(|measured| {
            if self.name == Self::UNSEEN_FAILED { measured <= self.wanted } else { measured >= self.wanted }
        })
    }

    /// Findings `failed` about what could not be seen: there must be none.
    pub const UNSEEN_FAILED: &'static str = "unseen-failed";
}

/// A measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Accuracy {
    /// Pages or portals that were labelled.
    pub places: u32,
    /// Questions left out because two readers could differ.
    pub unsure: u32,
    /// Label codes that speak of no requirement, with how often they are present.
    pub without_requirement: BTreeMap<String, u32>,
    /// By level.
    pub levels: BTreeMap<Level, Figures>,
    /// What was said where what was true.
    pub confusion: Confusion,
    /// What withholding costs.
    pub withheld: Withheld,
    /// Findings `failed` where the truth is that nobody can see; `None` of pages.
    pub unseen_failed: Option<u32>,
    /// Sorted.
    pub disagreements: Vec<Disagreement>,
    /// What was to be reached.
    pub goals: Vec<Goal>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_averages_over_frequent_subjects_and_then_over_designs() {
        let mut figures = Figures::default();
        for _ in 0..9 {
            figures.count("a", "large", "A", true, true);
        }
        figures.count("a", "small", "B", true, false);
        figures.count("rare", "small", "B", true, false);
        let headline = figures.headline();
        assert_eq!(headline.subjects, ["a"]);
        assert_eq!(headline.pooled, Rates::new(Some(1.0), Some(0.9)));
        // Found everywhere on one design, nowhere on the other.
        assert_eq!(headline.by_design.recall, Some(0.5));
        assert_eq!(headline.by_design.precision, Some(1.0));
        assert_eq!(headline.overall, Tally { hit: 9, noisy: 0, missed: 2, quiet: 0 });
    }

    #[test]
    fn a_goal_without_a_figure_is_missed() {
        let goal = |name, measured| Goal { name, wanted: 0.0, measured }.is_met();
        assert!(!goal("present-recall", None));
        assert!(goal("present-recall", Some(0.0)) && goal(Goal::UNSEEN_FAILED, Some(0.0)));
        assert!(!goal(Goal::UNSEEN_FAILED, Some(1.0)));
    }
}
