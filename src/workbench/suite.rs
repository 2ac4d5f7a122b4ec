//! All fixtures held against their rules, the clean corpus against all of them, and which fixtures are owed.

use std::collections::BTreeSet;

use super::{
    fixture::{Fixture, Kind, Level},
    shelf::Shelf,
    stage::Stage,
};
use crate::{
    judge::{Finding, Outcome},
    rules::{Probe, Requirement, RequirementId, RulePack},
};

/// How a rule did on a fixture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// As the fixture says.
    Held,
    /// Found less than there is.
    Missed,
    /// Found more than there is.
    Noisy,
}

/// One fixture held against its rule.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The fixture.
    pub fixture: Fixture,
    /// What the rule made of it.
    pub finding: Finding,
    /// The same in a word.
    pub level: Level,
    /// Whether that is right.
    pub verdict: Verdict,
}

/// A rule without a fixture that it should have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uncovered {
    /// Which rule.
    pub requirement: RequirementId,
    /// Kinds of fixture that are not there.
    pub kinds: Vec<Kind>,
}

/// Why a rule needs no fixtures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exemption {
    /// Only people inside the agency see what it asks for.
    Inside,
    /// Only this check settles it, and no page.
    Check(Probe),
}

/// A rule that found something on a page of the clean corpus.
#[derive(Clone, Debug)]
pub struct Match {
    /// The page.
    pub file: String,
    /// What was found.
    pub finding: Finding,
}

/// Everything a test of the rules found out.
#[derive(Clone, Debug, Default)]
pub struct TestRun {
    /// In order of rule and file name.
    pub trials: Vec<Trial>,
    /// In order of rule.
    pub uncovered: Vec<Uncovered>,
    /// Rules of which no fixture is expected, and why, in order of rule.
    pub exempt: Vec<(RequirementId, Exemption)>,
    /// Pages of the clean corpus.
    pub clean: Vec<String>,
    /// What was found on them although there is nothing.
    pub matches: Vec<Match>,
    /// Rules that were tried.
    pub rules: usize,
}

impl TestRun {
    /// Trials that ended so.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.trials.iter().filter(|trial| trial.verdict == verdict).count()
    }

    /// Whether everything is as it should be.
    pub fn is_clean(&self) -> bool {
        self.count(Verdict::Held) == self.trials.len() && self.uncovered.is_empty() && self.matches.is_empty()
    }
}

/// Tries the rules named in `chosen` (all, if empty) on their fixtures, and all of them on the clean corpus.
pub fn try_rules(pack: &RulePack, shelf: &Shelf, chosen: &BTreeSet<RequirementId>) -> TestRun {
    let stage = Stage::new(pack, chosen);
    let (uncovered, exempt) = (uncovered(pack, shelf, chosen), exempt(pack, chosen));
    let mut run = TestRun { uncovered, exempt, ..TestRun::default() };
    for id in stage.rules() {
        run.rules += 1;
        for fixture in shelf.rules.get(id).into_iter().flatten() {
            let Some(finding) = stage.show(fixture) else { continue };
            let level = Level::of(&finding);
            let verdict = if level < fixture.expected.least {
                Verdict::Missed
            } else if level > fixture.expected.most {
                Verdict::Noisy
            } else {
                Verdict::Held
            };
            run.trials.push(Trial { fixture: fixture.clone(), finding, level, verdict });
        }
    }
    for page in &shelf.clean {
        run.clean.push(page.file.clone());
        let found = stage.show_all(page).into_iter();
        let found = found.filter(|finding| matches!(finding.outcome, Outcome::Passed | Outcome::Partial));
        run.matches.extend(found.map(|finding| Match { file: page.file.clone(), finding }));
    }
    run
}

fn exempt(pack: &RulePack, chosen: &BTreeSet<RequirementId>) -> Vec<(RequirementId, Exemption)> {
    let rules = pack.requirements.iter().filter(|rule| chosen.is_empty() || chosen.contains(&rule.id));
    let why = |rule: &Requirement| match rule.probe {
        _ if Kind::ALL.into_iter().any(|kind| kind.is_owed_by(rule)) => None,
        Some(probe) => Some(Exemption::Check(probe)),
        None => Some(Exemption::Inside),
    };
    rules.filter_map(|rule| Some((rule.id.clone(), why(rule)?))).collect()
}

fn uncovered(pack: &RulePack, shelf: &Shelf, chosen: &BTreeSet<RequirementId>) -> Vec<Uncovered> {
    let mut list = Vec::new();
    for rule in pack.requirements.iter().filter(|rule| chosen.is_empty() || chosen.contains(&rule.id)) {
        let has = |kind: Kind| {
            let mut fixtures = shelf.rules.get(&rule.id).into_iter().flatten();
            fixtures.any(|fixture| fixture.kind == Some(kind))
        };
        let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.is_owed_by(rule) && !has(*kind)).collect();
        if !kinds.is_empty() {
            list.push(Uncovered { requirement: rule.id.clone(), kinds });
        }
    }
    list
}
