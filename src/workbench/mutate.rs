//! All mutants of all fixtures held against their rules.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    fixture::{Fixture, Kind, Level},
    mutant::{Demand, Mutation},
    shelf::Shelf,
    stage::Stage,
    suite::Verdict,
};
use crate::{
    judge::Finding,
    rules::{RequirementId, RulePack},
};

/// One mutant held against its rule.
#[derive(Clone, Debug)]
pub struct MutantTrial {
    /// The fixture it was made of.
    pub file: String,
    /// What was done to it.
    pub mutation: Mutation,
    /// What a sound rule does.
    pub demand: Demand,
    /// What the rule made of it.
    pub finding: Finding,
    /// The same in a word.
    pub level: Level,
    /// Whether the rule did so: [`Verdict::Missed`] if it broke where it must not, [`Verdict::Noisy`] if it still
    /// passed where it must not.
    pub verdict: Verdict,
}

/// Everything the mutants showed.
#[derive(Clone, Debug, Default)]
pub struct MutationRun {
    /// In order of rule, file name and mutation.
    pub trials: Vec<MutantTrial>,
    /// Fixtures that are wrong before anything is done to them, and so left out.
    pub left_out: Vec<String>,
}

impl MutationRun {
    /// Mutants on which the rule did what it must, of one mutation or all.
    pub fn caught(&self, mutation: Option<Mutation>) -> (usize, usize) {
        let of = |trial: &&MutantTrial| mutation.is_none_or(|mutation| trial.mutation == mutation);
        let all = self.trials.iter().filter(of);
        let caught = all.clone().filter(|trial| trial.verdict == Verdict::Held).count();
        (caught, all.count())
    }

    /// Share of caught mutants in tenths of a percent, rounded down.
    pub fn permille(&self) -> u32 {
        let (caught, all) = self.caught(None);
        (caught * 1000).checked_div(all).map_or(1000, |share| share as u32)
    }
}

/// Mutates the fixtures of the rules named in `chosen` (all, if empty).
pub fn mutate_rules(pack: &RulePack, shelf: &Shelf, chosen: &BTreeSet<RequirementId>) -> MutationRun {
    let stage = Stage::new(pack, chosen);
    let strangers = strangers(shelf);
    let mut run = MutationRun::default();
    for id in stage.rules() {
        let Some(rule) = pack.requirement(id) else { continue };
        for fixture in shelf.rules.get(id).into_iter().flatten() {
            let right = |finding: &Finding| {
                let level = Level::of(finding);
                level >= fixture.expected.least && level <= fixture.expected.most
            };
            if !stage.show(fixture).as_ref().is_some_and(right) {
                run.left_out.push(fixture.file.clone());
                continue;
            }
            for mutation in Mutation::ALL {
                let Some((mutant, demand)) = mutation.apply(fixture, rule, strangers.get(id).copied()) else {
                    continue;
                };
                let Some(finding) = stage.show(&mutant) else { continue };
                let level = Level::of(&finding);
                let verdict = judge(fixture, demand, level);
                run.trials.push(MutantTrial { file: fixture.file.clone(), mutation, demand, finding, level, verdict });
            }
        }
    }
    run
}

fn judge(fixture: &Fixture, demand: Demand, level: Level) -> Verdict {
    match demand {
        // That less than everything is left may still be a part of it.
        Demand::Break if level >= Level::Variant => Verdict::Noisy,
        Demand::Stay if level < fixture.expected.least => Verdict::Missed,
        Demand::Stay if level > fixture.expected.most => Verdict::Noisy,
        Demand::Break | Demand::Stay => Verdict::Held,
    }
}

/// For each rule the passing page of the rule after the next one: neighbours in the alphabet often share their matter.
fn strangers(shelf: &Shelf) -> BTreeMap<&RequirementId, &Fixture> {
    let passing: Vec<(&RequirementId, &Fixture)> = shelf
        .rules
        .iter()
        .filter_map(|(id, fixtures)| Some((id, fixtures.iter().find(|f| f.kind == Some(Kind::Pass) && !f.home)?)))
        .collect();
    let count = passing.len();
    if count < 3 {
        return BTreeMap::new();
    }
    shelf
        .rules
        .keys()
        .map(|id| {
            let at = passing.partition_point(|(other, _)| *other <= id);
            (id, passing[(at + 1) % count].1)
        })
        .collect()
}
