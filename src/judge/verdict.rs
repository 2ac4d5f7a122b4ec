//! The judge itself: a rule pack under one profile, made ready for many pages.

use std::collections::BTreeMap;

use super::{
    detect::Detector,
    labels::{LabelMatcher, ReqIndex},
    likeness::Vocabulary,
    observation::{Observation, Shown, Verdict},
    pending::asks_files,
    phrases::{PhraseBook, PhraseSearch},
    set::RequirementSet,
};
use crate::{
    page::Link,
    registry::Portal,
    rules::{self, Accepts, Observe, Profile, Requirement, RequirementId, RulePack},
};

/// A rule pack under one profile, with its labels and phrases compiled. Cheap to share, never changed.
#[derive(Debug)]
pub struct Judge {
    /// Requirements of the profile, sorted by id.
    pub(crate) requirements: Vec<Requirement>,
    /// Their conditions, ready to be held against pages; one for each requirement.
    pub(crate) tests: Vec<Tests>,
    pub(crate) profile: Profile,
    pub(crate) labels: LabelMatcher,
    pub(crate) phrases: PhraseSearch,
    pub(crate) vocabulary: Vocabulary,
    /// Whether a page may be recognised without a known name.
    pub(crate) recognises: bool,
}

/// The conditions of a requirement, in the order of its file.
#[derive(Debug)]
pub(crate) struct Tests {
    pub(crate) proofs: Vec<Detector>,
    /// Whether some proof asks anything of files.
    pub(crate) ask_files: bool,
    pub(crate) rejections: Vec<Detector>,
}

impl Judge {
    /// Makes the requirements of `pack` that have a basis in `profile` ready. Under a dated profile every requirement
    /// with a basis in one of its instruments is kept; which bases hold is asked per page.
    pub fn new(pack: &RulePack, profile: &Profile) -> Self {
        let requirements: Vec<Requirement> =
            pack.requirements.iter().filter(|r| r.bases.iter().any(|basis| profile.covers(basis))).cloned().collect();
        let refs: Vec<&Requirement> = requirements.iter().collect();
        let labels = LabelMatcher::new(&refs);
        let mut book = PhraseBook::default();
        let tests = requirements.iter().map(|requirement| Tests::of(requirement, &mut book)).collect();
        // Names of what the profile does not ask for compete as well.
        let others = pack.requirements.iter().filter(|r| requirements.iter().all(|known| known.id != r.id));
        let vocabulary = Vocabulary::new(requirements.iter().chain(others));
        let profile = profile.clone();
        Self { labels, phrases: book.into_search(), requirements, tests, profile, vocabulary, recognises: true }
    }

    /// The same judge, but one for whom a page without a known name is never the section asked for: shows what
    /// recognising it otherwise is worth.
    #[must_use]
    pub fn by_known_names_alone(mut self) -> Self {
        self.recognises = false;
        self
    }

    /// Requirements of the profile, sorted by id.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Whether a rule wants to know what the portal's search finds.
    pub fn asks_the_search(&self) -> bool {
        self.requirements
            .iter()
            .flat_map(|rule| &rule.proofs)
            .any(|proof| proof.when.mentions(&rules::Detector::Finds {}))
    }

    /// What a page by itself, without any other page of its portal, shows of each requirement; sorted by id.
    pub fn shown(&self, page: &Observation) -> BTreeMap<RequirementId, Shown> {
        let mut shown: BTreeMap<RequirementId, Shown> = BTreeMap::new();
        let mut note = |requirement: ReqIndex, what: Shown| {
            let best = shown.entry(self.requirements[usize::from(requirement)].id.clone()).or_insert(what);
            *best = (*best).max(what);
        };
        page.entries.iter().for_each(|entry| note(entry.requirement, Shown::Named));
        for candidate in page.candidates.iter().filter(|c| c.of_site || !c.signals.is_empty()) {
            let what = match candidate.verdict {
                Verdict::Proven(Accepts::Strong | Accepts::Variant, _) => Shown::Proven,
                Verdict::Proven(Accepts::Incomplete | Accepts::Outdated, _) => Shown::Incomplete,
                Verdict::Empty | Verdict::Unproven => Shown::Named,
                Verdict::Rejected(_) => continue,
            };
            note(candidate.requirement, what);
        }
        self.recognised_alone(page).into_iter().for_each(|requirement| note(requirement, Shown::Proven));
        shown
    }

    /// One line per announcement and held proof on a page, for people who wonder why: requirement, what, words.
    pub fn explain_page(&self, page: &Observation) -> Vec<String> {
        let id = |requirement: ReqIndex| &self.requirements[usize::from(requirement)].id;
        let entries = page.entries.iter().map(|entry| {
            let label = self.labels.label(entry.label);
            format!("{} announced {:?} by `{}` as `{label}`", id(entry.requirement), entry.fit, entry.text)
        });
        let candidates = page.candidates.iter().filter(|c| c.of_site || !c.signals.is_empty()).map(|candidate| {
            let rule = &self.requirements[usize::from(candidate.requirement)];
            let verdict = match candidate.verdict {
                Verdict::Proven(_, std::cmp::Reverse(proof)) => {
                    format!("proven by {} ({})", rule.proofs[usize::from(proof)].name, candidate.excerpt)
                }
                Verdict::Rejected(index) => format!("turned down: {}", rule.rejections[usize::from(index)].name),
                Verdict::Empty => "empty".to_owned(),
                Verdict::Unproven => "proves nothing".to_owned(),
            };
            let signals: Vec<String> =
                candidate.signals.iter().map(|s| format!("{:?} {:?} `{}`", s.kind, s.fit, s.text)).collect();
            format!("{} {verdict} [{}] at {}", rule.id, signals.join(", "), candidate.place)
        });
        entries.chain(candidates).collect()
    }

    /// The requirements that bind `portal` and can be settled by reading its pages.
    pub(crate) fn observable(&self, portal: &Portal) -> RequirementSet {
        let wanted = |rule: &Requirement| {
            matches!(rule.observe, Observe::Page | Observe::Site)
                && portal.tier.is_none_or(|tier| rule.tiers.contains(&tier))
        };
        let bound = self.requirements.iter().enumerate().filter(|(_, rule)| wanted(rule));
        bound.map(|(index, _)| index as ReqIndex).collect()
    }

    /// The requirements that bind `portal` and are sections of its site, those of full information first.
    pub(crate) fn sections_of(&self, portal: &Portal) -> Vec<ReqIndex> {
        let bound = self.observable(portal);
        let is_section = |index: &ReqIndex| {
            bound.contains(*index) && self.requirements[usize::from(*index)].observe == Observe::Page
        };
        let mut sections: Vec<ReqIndex> = (0..self.requirements.len() as ReqIndex).filter(is_section).collect();
        sections
            .sort_by_key(|index| !self.profile.full_information.contains(&self.requirements[usize::from(*index)].id));
        sections
    }

    /// The first name of a requirement, if it says enough to be searched for.
    pub(crate) fn main_label(&self, requirement: ReqIndex) -> Option<&str> {
        let label = self.requirements[usize::from(requirement)].labels.text.first()?;
        (label.split_whitespace().count() >= 2).then_some(label.as_str())
    }

    /// The requirements that `link` announces.
    pub(crate) fn announced_by(&self, link: &Link) -> RequirementSet {
        self.hits_of(link).iter().filter(|hit| !hit.against).map(|hit| hit.requirement).collect()
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }
}

impl Tests {
    fn of(requirement: &Requirement, book: &mut PhraseBook) -> Self {
        let mut ready =
            |condition: &rules::Detector| condition.with_phrases(&mut |list, used| book.numbers(list, used));
        let proofs: Vec<Detector> = requirement.proofs.iter().map(|proof| ready(&proof.when)).collect();
        Self {
            ask_files: proofs.iter().any(asks_files),
            proofs,
            rejections: requirement.rejections.iter().map(|rejection| ready(&rejection.when)).collect(),
        }
    }
}
