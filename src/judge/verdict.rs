//! The judge itself: a rule pack under one profile, made ready for many pages.

use super::{labels::LabelMatcher, phrases::PhraseSearch};
use crate::{
    page::Link,
    registry::Portal,
    rules::{Detector, Observe, Profile, Requirement, RulePack},
    text,
};

/// A rule pack under one profile, with its labels and phrases compiled. Cheap to share, never changed.
#[derive(Debug)]
pub struct Judge {
    /// Requirements of the profile, sorted by id.
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) profile: Profile,
    pub(crate) labels: LabelMatcher,
    pub(crate) phrases: PhraseSearch,
}

impl Judge {
    /// More requirements than this would not fit the bit sets of a crawl's progress.
    pub const MOST_REQUIREMENTS: usize = 128;

    /// Makes the requirements of `pack` that have a basis in `profile` ready. Under a dated profile every requirement
    /// with a basis in one of its instruments is kept; which bases hold is asked per page.
    pub fn new(pack: &RulePack, profile: &Profile) -> Self {
        let requirements: Vec<Requirement> = pack
            .requirements
            .iter()
            .filter(|r| r.bases.iter().any(|basis| profile.instruments.contains(&basis.instrument)))
            .cloned()
            .map(prepared)
            .take(Self::MOST_REQUIREMENTS)
            .collect();
        let refs: Vec<&Requirement> = requirements.iter().collect();
        let (labels, phrases) = (LabelMatcher::new(&refs), PhraseSearch::new(&refs));
        Self { labels, phrases, requirements, profile: profile.clone() }
    }

    /// Requirements of the profile, sorted by id.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Bit set of the requirements that bind `portal` and can be seen from outside.
    pub(crate) fn observable(&self, portal: &Portal) -> u128 {
        let wanted = |rule: &Requirement| {
            rule.observe != Observe::Person && portal.tier.is_none_or(|tier| rule.tiers.contains(&tier))
        };
        self.requirements.iter().enumerate().filter(|(_, r)| wanted(r)).fold(0, |set, (index, _)| set | 1 << index)
    }

    /// Bit set of the requirements that `link` announces.
    pub(crate) fn announced_by(&self, link: &Link) -> u128 {
        self.hits_of(link).iter().fold(0, |set, hit| set | 1 << hit.requirement)
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}

/// Brings the phrases of all detectors to normal form, once instead of on every page.
fn prepared(mut requirement: Requirement) -> Requirement {
    requirement.proofs.iter_mut().for_each(|proof| prepare(&mut proof.when));
    requirement.rejections.iter_mut().for_each(|rejection| prepare(&mut rejection.when));
    requirement
}

fn prepare(detector: &mut Detector) {
    let normal = |phrases: &mut Vec<String>| phrases.iter_mut().for_each(|p| *p = text::normalise(p));
    match detector {
        Detector::Units { starting: phrases, .. }
        | Detector::Phrases { any: phrases, .. }
        | Detector::Heading { any: phrases }
        | Detector::Links { labelled: phrases, .. } => normal(phrases),
        Detector::Table(want) => want.columns.iter_mut().for_each(normal),
        Detector::Form { asks, .. } => asks.iter_mut().for_each(normal),
        Detector::Under { heading, has } => {
            normal(heading);
            prepare(has);
        }
        Detector::In { has, .. } | Detector::On { has, .. } | Detector::Not(has) => prepare(has),
        Detector::All(of) | Detector::Any(of) | Detector::AtLeast { of, .. } => of.iter_mut().for_each(prepare),
        _ => {}
    }
}
