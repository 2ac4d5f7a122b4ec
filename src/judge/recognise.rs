//! Pages whose content strongly proves a requirement under a name that no label knows. They count only with a second
//! signal, independent of what they prove: a name that is like the known ones, a proof that nothing else can satisfy, or
//! that the page can be nothing else that the portal still owes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Judge,
    entries::promises,
    finding::{Signal, SignalKind},
    fnv::hash,
    labels::ReqIndex,
    likeness::{CLEARLY, HINT, LIKE, SURE},
    observation::{Candidate, Observation, Verdict},
    ranking::Announcement,
    view::{PortalView, trouble_of},
};
use crate::{
    page::Obstacle,
    rules::{Accepts, RequirementId},
    text,
};

/// A page that is the section asked for although nothing calls it so.
pub(super) struct Recognised<'v> {
    pub(super) page: &'v Observation,
    pub(super) candidate: &'v Candidate,
    pub(super) signal: Signal,
}

/// What was recognised on a portal.
#[derive(Default)]
pub(super) struct Recognition<'v> {
    /// By requirement.
    pub(super) sections: BTreeMap<ReqIndex, Vec<Recognised<'v>>>,
    /// Keys of pages that bear the name of a section and prove it.
    pub(super) claimed: BTreeSet<&'v str>,
    /// Requirements with the keys of pages outside the menus that prove them under a name a little like theirs.
    pub(super) hinted: BTreeSet<(ReqIndex, &'v str)>,
}

/// How well the names of a page fit each requirement, with the name that fits best.
type Likenesses<'p> = BTreeMap<ReqIndex, (f64, &'p str)>;

impl Judge {
    /// Recognises the pages of a portal. `announcements` are all links that announce something.
    pub(super) fn recognise<'v>(
        &self,
        view: &'v PortalView,
        announcements: &BTreeMap<ReqIndex, Vec<Announcement<'v>>>,
    ) -> Recognition<'v> {
        let mut recognition = Recognition::default();
        let announced = announced(view, announcements);
        let translates = view.translates();
        let own_pages = || view.own_pages().filter(|page| !(translates && page.english));
        let is_claimed = |page: &Observation, candidate: &Candidate| {
            proves(candidate)
                && (!candidate.signals.is_empty()
                    || (candidate.whole && announced.contains(&(candidate.requirement, page.key.as_str()))))
        };
        let settled: BTreeSet<ReqIndex> = own_pages()
            .flat_map(|page| page.candidates.iter().filter(|c| is_claimed(page, c)).map(|c| c.requirement))
            .collect();
        recognition.claimed = own_pages()
            .filter(|page| page.candidates.iter().any(|c| c.whole && is_claimed(page, c)))
            .map(|page| page.key.as_str())
            .collect();
        if !self.recognises {
            return recognition;
        }
        let english = self.english_sections(view);
        let frame = frame_names(view);
        let disowned: BTreeSet<&(ReqIndex, String)> = own_pages().flat_map(|page| &page.disowned).collect();
        let (menu, entrances, home) = (view.menu(), view.entrances(), view.home());
        for page in own_pages().filter(|page| !page.names.is_empty() && Some(page.key.as_str()) != home) {
            let key = hash(&page.key);
            let in_place = menu.binary_search(&key).is_ok() || entrances.binary_search(&key).is_ok();
            if trouble_of(page).is_some() {
                continue;
            }
            let nameless: Vec<&Candidate> = page
                .candidates
                .iter()
                .filter(|c| c.is_unannounced() && !settled.contains(&c.requirement))
                .filter(|c| !announced.contains(&(c.requirement, page.key.as_str())))
                .filter(|c| !disowned.contains(&(c.requirement, page.key.clone())))
                .collect();
            let claimed = recognition.claimed.contains(page.key.as_str());
            let likenesses = self.likenesses(page, &frame);
            let named_in_english = |candidate: &Candidate| {
                let free = candidate.is_nameless() && !claimed;
                english.get(&candidate.requirement).filter(|_| free).cloned()
            };
            // What the English edition names lies where its entry leads, whatever else looks like it.
            let owed = |c: &&&Candidate| c.is_nameless() && !english.contains_key(&c.requirement);
            let alone = nameless.iter().filter(owed).count() == 1;
            for candidate in &nameless {
                let own = likenesses.get(&candidate.requirement).map_or(0.0, |(share, _)| *share);
                if in_place {
                    let kind = self.second_signal(candidate, &likenesses, claimed, alone);
                    let signal = kind.map(|kind| self.signal(page, candidate, &likenesses, kind));
                    if let Some(signal) = signal.or_else(|| named_in_english(candidate)) {
                        let found = Recognised { page, candidate, signal };
                        recognition.sections.entry(candidate.requirement).or_default().push(found);
                    }
                } else if own >= HINT && candidate.is_nameless() {
                    recognition.hinted.insert((candidate.requirement, page.key.as_str()));
                }
            }
        }
        recognition
    }

    /// What the English edition names and proves. That alone is no section of the portal, but together with a page of
    /// the menus that has the content it is.
    fn english_sections(&self, view: &PortalView) -> BTreeMap<ReqIndex, Signal> {
        let mut sections = BTreeMap::new();
        for page in view.own_pages().filter(|page| page.english && view.translates()) {
            for candidate in page.candidates.iter().filter(|candidate| proves(candidate)) {
                if let Some(own) = candidate.signals.first() {
                    let label = self.labels.label(own.label).to_owned();
                    let signal = Signal { kind: own.kind, text: own.text.clone(), label, page: page.url.clone() };
                    sections.entry(candidate.requirement).or_insert(signal);
                }
            }
        }
        sections
    }

    /// What is recognised on a page by itself, without any other page of its portal.
    pub(super) fn recognised_alone(&self, page: &Observation) -> Vec<ReqIndex> {
        if !self.recognises || page.names.is_empty() || page.obstacle.is_some_and(|o| o != Obstacle::LogIn) {
            return Vec::new();
        }
        let claimed = page.candidates.iter().any(|c| c.whole && proves(c) && !c.signals.is_empty());
        let likenesses = self.likenesses(page, &BTreeSet::new());
        let nameless = page.candidates.iter().filter(|c| c.is_unannounced() && c.verdict != Verdict::Empty);
        let recognised = nameless.filter(|c| self.second_signal(c, &likenesses, claimed, false).is_some());
        recognised.map(|candidate| candidate.requirement).collect()
    }

    /// The requirement whose labels are clearly more like `name` than those of any other, if any.
    pub fn likens(&self, name: &str) -> Option<&RequirementId> {
        let mut shares: Vec<(f64, ReqIndex)> =
            self.vocabulary.likeness(&text::normalise(name)).into_iter().map(|(index, share)| (share, index)).collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (share, index) = *shares.first()?;
        let rival = shares.get(1).map_or(0.0, |(share, _)| *share);
        let clear = share >= LIKE && share - rival >= CLEARLY;
        self.requirements.get(usize::from(index)).filter(|_| clear).map(|requirement| &requirement.id)
    }

    /// `frame` are names that do not belong to the page alone.
    fn likenesses<'p>(&self, page: &'p Observation, frame: &BTreeSet<&str>) -> Likenesses<'p> {
        let mut best = Likenesses::new();
        for name in page.names.iter().filter(|name| !frame.contains(&***name)) {
            for (requirement, share) in self.vocabulary.likeness(name) {
                let known = best.entry(requirement).or_insert((share, name));
                if share > known.0 {
                    *known = (share, name);
                }
            }
        }
        best
    }

    /// What beside its content speaks for `candidate`. `claimed`: the page is known to be another section. `alone`: of
    /// all that the page proves, nothing else is still owed.
    fn second_signal(
        &self,
        candidate: &Candidate,
        likenesses: &Likenesses<'_>,
        claimed: bool,
        alone: bool,
    ) -> Option<SignalKind> {
        let own = likenesses.get(&candidate.requirement).map_or(0.0, |(share, _)| *share);
        let others = likenesses.iter().filter(|(requirement, _)| **requirement != candidate.requirement);
        let rival = others.map(|(_, (share, _))| *share).fold(0.0, f64::max);
        // What is a variant here may be the very thing elsewhere: there the name has to say more.
        let least = if matches!(candidate.verdict, Verdict::Proven(Accepts::Variant, _)) { SURE } else { LIKE };
        if own >= least && own - rival >= CLEARLY {
            return Some(SignalKind::Likeness);
        }
        let another = claimed || (rival >= SURE && rival - own >= CLEARLY);
        if another || !candidate.is_nameless() {
            return None;
        }
        if alone && own >= HINT && own >= rival && (rival < SURE || own - rival >= CLEARLY) {
            return Some(SignalKind::Likeness);
        }
        self.is_self_evident(candidate).then_some(SignalKind::Content)
    }

    /// Whether the proof that held needs no known name.
    pub(super) fn is_self_evident(&self, candidate: &Candidate) -> bool {
        let proofs = &self.requirements[usize::from(candidate.requirement)].proofs;
        match candidate.verdict {
            Verdict::Proven(_, std::cmp::Reverse(index)) => proofs[usize::from(index)].self_evident,
            _ => false,
        }
    }

    fn signal(
        &self,
        page: &Observation,
        candidate: &Candidate,
        likenesses: &Likenesses<'_>,
        kind: SignalKind,
    ) -> Signal {
        let labels = &self.requirements[usize::from(candidate.requirement)].labels.text;
        let like = likenesses.get(&candidate.requirement).filter(|_| kind == SignalKind::Likeness);
        let (text, label) = match like {
            Some((_, name)) => {
                let shared = |label: &&String| shared_words(name, label);
                (*name, labels.iter().rev().max_by_key(shared).cloned().unwrap_or_default())
            }
            None => (candidate.heading.as_str(), String::new()),
        };
        Signal { kind, text: text.to_owned(), label, page: page.url.clone() }
    }
}

/// Names that so many pages bear that they belong to the frame of all pages.
fn frame_names(view: &PortalView) -> BTreeSet<&str> {
    const MANY: u32 = 4;
    let mut bearers: BTreeMap<&str, u32> = BTreeMap::new();
    for name in view.own_pages().flat_map(|page| &page.names) {
        *bearers.entry(name).or_default() += 1;
    }
    bearers.into_iter().filter(|(_, pages)| *pages >= MANY).map(|(name, _)| name).collect()
}

/// Pages that a link announces as a requirement, redirects followed.
fn announced<'v>(
    view: &'v PortalView,
    announcements: &BTreeMap<ReqIndex, Vec<Announcement<'v>>>,
) -> BTreeSet<(ReqIndex, &'v str)> {
    let all = announcements.iter().flat_map(|(requirement, list)| list.iter().map(move |a| (*requirement, a.entry)));
    all.filter(|(_, entry)| promises(entry.fit))
        .filter_map(|(requirement, entry)| Some((requirement, view.settle(entry.inside()?)?.0)))
        .collect()
}

fn proves(candidate: &Candidate) -> bool {
    !candidate.of_site && matches!(candidate.verdict, Verdict::Proven(Accepts::Strong | Accepts::Variant, _))
}

/// How many words of `label` stand in `name`, and how many do not: more and fewer are better.
fn shared_words(name: &str, label: &str) -> (usize, std::cmp::Reverse<usize>) {
    let norm = text::normalise(label);
    let norm = if text::has_marks(name) { norm } else { text::strip_marks(&norm) };
    let (shared, other): (Vec<&str>, Vec<&str>) =
        norm.split(' ').partition(|word| name.split(' ').any(|own| own == *word));
    (shared.len(), std::cmp::Reverse(other.len()))
}
