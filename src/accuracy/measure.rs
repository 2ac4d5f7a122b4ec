//! Holds what was found against labels: page by page, or portal by portal.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Accuracy, Codes, Confusion, Disagreement, Figures, Goal, Level, OutcomeLabel, PageLabels, Withheld, codes::Meaning,
};
use crate::{
    judge::{Finding, Outcome, Shown},
    rules::RequirementId,
};

/// What one page shows by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// By requirement; what is not named here is not shown.
    pub shown: BTreeMap<RequirementId, Shown>,
    /// Whether the whole page could be read, so that what is not shown is not there.
    pub readable: bool,
}

/// What a label code can say of a page.
const TRUTHS: [&str; 3] = ["absent", "entry", "content"];
/// What can be said of a page.
const ANSWERS: [&str; 5] = ["nothing", "named", "incomplete", "proven", "cant-tell"];
/// The six words of findings.
const OUTCOMES: [&str; 6] = ["passed", "partial", "failed", "cant-tell", "inapplicable", "untested"];

/// Holds pages against `labels`. `seen` has every labelled file.
pub fn of_pages(codes: &Codes, labels: &[PageLabels], seen: &BTreeMap<String, Seen>) -> Accuracy {
    let mut levels = BTreeMap::new();
    let mut confusion = Confusion::new(&TRUTHS, &ANSWERS);
    let mut withheld = Withheld::default();
    let mut disagreements = Vec::new();
    let mut without_requirement: BTreeMap<String, u32> = BTreeMap::new();
    let mut unsure = 0;
    let nothing = Seen::default();
    for page in labels {
        let seen = seen.get(&page.file).unwrap_or(&nothing);
        for (code, meaning) in &codes.0 {
            if meaning.present.is_empty() && meaning.content.is_empty() {
                let there = u32::from(page.present.contains(code));
                *without_requirement.entry(code.clone()).or_default() += there;
                continue;
            }
            if page.unsure.contains(code) {
                unsure += 1;
                continue;
            }
            let question = Question { seen, truth: truth(page, code) };
            for (level, ids, there, least) in asked(meaning, question.truth) {
                let figures: &mut Figures = levels.entry(level).or_default();
                let found = question.found(ids, least);
                figures.count(code, &page.design, &page.agency, there, found);
                if there != found && (level != Level::Proven || found) {
                    disagreements.push(Disagreement {
                        level,
                        subject: code.clone(),
                        place: page.file.clone(),
                        truth: TRUTHS[question.truth],
                        answer: ANSWERS[question.answer(meaning)],
                    });
                }
            }
            let answer = question.answer(meaning);
            confusion.count(code, question.truth, answer);
            withheld.asked += 1;
            if answer == ANSWERS.len() - 1 {
                withheld.withheld += 1;
                withheld.there += u32::from(question.truth > 0);
            } else {
                withheld.right += u32::from((question.truth > 0) == (answer > 0));
            }
        }
    }
    for (level, figures) in &mut levels {
        requirements(*level, codes, labels, seen, figures);
    }
    disagreements.sort();
    let goals = page_goals(&levels);
    Accuracy {
        places: labels.len() as u32,
        unsure,
        without_requirement,
        levels,
        confusion,
        withheld,
        unseen_failed: None,
        disagreements,
        goals,
    }
}

/// A label code on a page.
struct Question<'q> {
    seen: &'q Seen,
    /// Position in [`TRUTHS`].
    truth: usize,
}

fn truth(page: &PageLabels, code: &str) -> usize {
    usize::from(page.present.contains(code)) + usize::from(page.content.contains(code))
}

/// The levels at which a code can be asked for: by which requirements, whether it is there, what must be shown at least.
fn asked(meaning: &Meaning, truth: usize) -> impl Iterator<Item = (Level, &[RequirementId], bool, Shown)> {
    [
        (Level::Present, &meaning.present[..], truth > 0, Shown::Named),
        (Level::Content, &meaning.content[..], truth > 1, Shown::Incomplete),
        (Level::Proven, &meaning.content[..], truth > 1, Shown::Proven),
    ]
    .into_iter()
    .filter(|(_, ids, ..)| !ids.is_empty())
}

impl Question<'_> {
    fn found(&self, ids: &[RequirementId], least: Shown) -> bool {
        ids.iter().any(|id| self.seen.shown.get(id) >= Some(&least))
    }

    /// Position in [`ANSWERS`]. A code that asks for presence alone is never answered by more than "named", one that
    /// asks for content alone never by less than "incomplete".
    fn answer(&self, meaning: &Meaning) -> usize {
        if self.found(&meaning.content, Shown::Proven) {
            3
        } else if self.found(&meaning.content, Shown::Incomplete) {
            2
        } else if self.found(&meaning.present, Shown::Named) {
            1
        } else if self.seen.readable {
            0
        } else {
            4
        }
    }
}

/// Counts by requirement. A requirement is there where a code that speaks of it is. That a code is there does not say
/// which of several requirements it means: only one that has a code to itself can be missed.
fn requirements(
    level: Level,
    codes: &Codes,
    labels: &[PageLabels],
    seen: &BTreeMap<String, Seen>,
    figures: &mut Figures,
) {
    let mut spoken_of: BTreeMap<&RequirementId, Vec<(&String, bool)>> = BTreeMap::new();
    for (code, meaning) in &codes.0 {
        for (_, ids, ..) in asked(meaning, 0).filter(|(at, ..)| *at == level) {
            for id in ids {
                spoken_of.entry(id).or_default().push((code, ids.len() == 1));
            }
        }
    }
    let least = match level {
        Level::Present => Shown::Named,
        Level::Content => Shown::Incomplete,
        Level::Proven => Shown::Proven,
    };
    for (id, speaking) in spoken_of {
        if speaking.iter().any(|(_, alone)| *alone) {
            figures.whole.insert(id.to_string());
        }
        let tally = figures.requirements.entry(id.to_string()).or_default();
        for page in labels {
            let set = if level == Level::Present { &page.present } else { &page.content };
            let there = |(code, _): &&(&String, bool)| set.contains(*code);
            let is_there = speaking.iter().any(|code| there(&code));
            let sure = is_there || !speaking.iter().any(|(code, _)| page.unsure.contains(*code));
            let found = seen.get(&page.file).is_some_and(|seen| seen.shown.get(id) >= Some(&least));
            let alone = speaking.iter().filter(there).any(|(_, alone)| *alone);
            if sure && (found || !is_there || alone) {
                tally.count(is_there, found);
            }
        }
    }
}

fn page_goals(levels: &BTreeMap<Level, Figures>) -> Vec<Goal> {
    let mean = |level| levels.get(&level).map(|figures| figures.headline().by_design).unwrap_or_default();
    let (present, proven) = (mean(Level::Present), mean(Level::Proven));
    vec![
        Goal { name: "present-precision", wanted: 0.97, measured: present.precision },
        Goal { name: "present-recall", wanted: 0.92, measured: present.recall },
        Goal { name: "proven-precision", wanted: 0.95, measured: proven.precision },
    ]
}

/// Holds `findings` against labels of portals. A label without a finding counts as not tested.
pub fn of_outcomes<'f>(labels: &[OutcomeLabel], findings: impl IntoIterator<Item = &'f Finding>) -> Accuracy {
    let found: BTreeMap<_, Outcome> =
        findings.into_iter().map(|f| ((f.portal.as_str(), f.requirement.as_str()), f.outcome)).collect();
    let mut levels: BTreeMap<Level, Figures> = BTreeMap::new();
    let mut confusion = Confusion::new(&OUTCOMES, &OUTCOMES);
    let mut withheld = Withheld::default();
    let mut disagreements = Vec::new();
    let (mut unseen_failed, mut same) = (0, 0);
    let portals: BTreeSet<&str> = labels.iter().map(|label| label.portal.as_str()).collect();
    for label in labels {
        let (portal, requirement) = (label.portal.as_str(), label.requirement.as_str());
        let answer = found.get(&(portal, requirement)).copied().unwrap_or(Outcome::Untested);
        let place = |outcome: Outcome| Outcome::ALL.iter().position(|known| *known == outcome).unwrap_or_default();
        confusion.count(requirement, place(label.outcome), place(answer));
        let undecided = |outcome| matches!(outcome, Outcome::CantTell | Outcome::Untested);
        let there = |outcome| matches!(outcome, Outcome::Passed | Outcome::Partial);
        same += u32::from(answer == label.outcome);
        if undecided(label.outcome) {
            unseen_failed += u32::from(answer == Outcome::Failed);
        } else {
            withheld.asked += 1;
            if undecided(answer) {
                withheld.withheld += 1;
                withheld.there += u32::from(there(label.outcome));
            } else {
                withheld.right += u32::from(answer == label.outcome);
            }
            for (level, is, was) in [
                (Level::Present, there(label.outcome), there(answer)),
                (Level::Proven, label.outcome == Outcome::Passed, answer == Outcome::Passed),
            ] {
                levels.entry(level).or_default().count(requirement, &label.design, portal, is, was);
            }
        }
        if answer != label.outcome {
            disagreements.push(Disagreement {
                level: Level::Present,
                subject: requirement.to_owned(),
                place: portal.to_owned(),
                truth: label.outcome.word(),
                answer: answer.word(),
            });
        }
    }
    disagreements.sort();
    let all = super::Share { part: same, whole: labels.len() as u32 };
    Accuracy {
        places: portals.len() as u32,
        unsure: 0,
        without_requirement: BTreeMap::new(),
        levels,
        confusion,
        withheld,
        unseen_failed: Some(unseen_failed),
        disagreements,
        goals: vec![
            Goal { name: "agreement", wanted: 0.99, measured: all.value() },
            Goal { name: Goal::UNSEEN_FAILED, wanted: 0.0, measured: Some(f64::from(unseen_failed)) },
        ],
    }
}
