//! What a portal repeats proves no section: a block of news that stands in the content of every page, a box that nearly
//! every page carries under a heading of its own, the start page shown at an address that leads nowhere, and the English
//! edition, whose duties are duties of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    labels::ReqIndex,
    observation::{Candidate, Observation, Verdict},
    view::PortalView,
};
use crate::rules::Bilingual;

/// So many pages that nothing announces as the section show the same evidence: it belongs to the frame of all pages.
const MANY: usize = 4;
/// So large a share of them, in per cent, shows one box under a heading of its own: it belongs to the frame as well.
const NEARLY_ALL: usize = 80;
/// Bits in which the fingerprints of one page at two addresses may differ, of 64: a counter of visits.
const SAME_PAGE: u32 = 1;

/// Where the content of a candidate stands as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// On many pages that have nothing to do with it.
    Everywhere,
    /// In a box that bears the section's name on nearly every page.
    Box,
    /// On the start page.
    Home,
    /// In English, on a portal that speaks Vietnamese.
    English,
}

impl Repeat {
    /// Why it proves nothing, for the report.
    pub(super) fn say(self) -> Bilingual {
        let (vi, en) = match self {
            Self::Everywhere => (
                "nội dung này lặp lại trên nhiều trang khác của cổng, không phải nội dung riêng của mục",
                "the same content stands on many other pages of the portal; it is not the section's own",
            ),
            Self::Box => (
                "chỉ hiển thị trong một khung lặp lại trên hầu hết các trang của cổng, mục không có trang riêng",
                "shown only in a box that nearly every page of the portal repeats; the section has no page of its own",
            ),
            Self::English => (
                "trang tiếng Anh, không thay cho nội dung tiếng Việt",
                "a page in English, which does not stand for the Vietnamese one",
            ),
            Self::Home => ("địa chỉ này chỉ hiển thị lại trang chủ", "the address only shows the start page again"),
        };
        Bilingual { vi: vi.to_owned(), en: en.to_owned() }
    }
}

/// What a portal repeats of the evidence for one requirement.
pub(super) struct Repeats<'v> {
    home: Option<(&'v str, u64)>,
    /// Whether pages in English are an edition beside another.
    translates: bool,
    /// By what holds, and the excerpt that shows it: pages that nothing announces, one at two addresses taken once.
    strangers: BTreeMap<(Verdict, &'v str), Vec<&'v Observation>>,
    /// What boxes show that nearly all such pages carry under a heading of their own.
    boxes: BTreeSet<Boxed<'v>>,
}

/// What holds in a box, the excerpt that shows it, the place on the page and the number of facts: a page that shows more
/// than the box, or the same in another place, shows it as its own.
type Boxed<'v> = (Verdict, &'v str, &'v str, u32);

impl<'v> Repeats<'v> {
    /// `announced` tells whether some link announces the page with that key as the section.
    pub(super) fn of_requirement(
        view: &'v PortalView,
        requirement: ReqIndex,
        announced: impl Fn(&str) -> bool,
    ) -> Self {
        let home = view.home().and_then(|home| {
            let page = view.observations.iter().find(|page| page.key == home)?;
            (page.fingerprint != 0).then_some((home, page.fingerprint))
        });
        let mut strangers: BTreeMap<(Verdict, &str), Vec<&Observation>> = BTreeMap::new();
        let mut boxes: BTreeMap<Boxed<'_>, BTreeSet<u64>> = BTreeMap::new();
        for page in view.own_pages().filter(|page| !announced(&page.key)) {
            let candidates = || page.candidates.iter().filter(|candidate| candidate.requirement == requirement);
            // A block under a heading of its own says what it is, and counts unless nearly every page has it.
            if candidates().any(|candidate| !candidate.signals.is_empty()) {
                // A page that bears the name itself is no stranger to what stands below it.
                let own = candidates().any(|candidate| candidate.whole && !candidate.signals.is_empty());
                for shown in candidates().filter(|candidate| !candidate.whole && !own).filter_map(boxed) {
                    boxes.entry(shown).or_default().insert(page.fingerprint);
                }
                continue;
            }
            for candidate in candidates() {
                let Some(evidence) = evidence(candidate) else { continue };
                let pages = strangers.entry(evidence).or_default();
                if pages.len() < MANY && !pages.iter().any(|known| is_same(known.fingerprint, page.fingerprint)) {
                    pages.push(page);
                }
            }
        }
        boxes.retain(|_, pages| pages.len() >= MANY);
        if !boxes.is_empty() {
            let unannounced = view.own_pages().filter(|page| !announced(&page.key));
            let all = unannounced.map(|page| page.fingerprint).collect::<BTreeSet<u64>>().len();
            boxes.retain(|_, pages| pages.len() * 100 >= all * NEARLY_ALL);
        }
        Self { home, translates: view.translates(), strangers, boxes: boxes.into_keys().collect() }
    }

    /// Whether, and where, the portal repeats what `candidate` of `page` shows.
    pub(super) fn of(&self, page: &Observation, candidate: &Candidate) -> Option<Repeat> {
        if self.translates && page.english && !candidate.of_site {
            return Some(Repeat::English);
        }
        let evidence = evidence(candidate)?;
        if self.home.is_some_and(|(home, fingerprint)| page.key != home && is_same(page.fingerprint, fingerprint)) {
            return Some(Repeat::Home);
        }
        if boxed(candidate).is_some_and(|shown| self.boxes.contains(&shown)) {
            return Some(Repeat::Box);
        }
        let known = self.strangers.get(&evidence).map_or(0, Vec::len);
        (known >= MANY).then_some(Repeat::Everywhere)
    }
}

/// What shows that a candidate is the section.
fn evidence(candidate: &Candidate) -> Option<(Verdict, &str)> {
    let counts = !candidate.of_site && matches!(candidate.verdict, Verdict::Proven(..));
    (counts && !candidate.excerpt.is_empty()).then_some((candidate.verdict, candidate.excerpt.as_str()))
}

/// The same with the place where it stands and how much of it there is.
fn boxed(candidate: &Candidate) -> Option<Boxed<'_>> {
    let (verdict, excerpt) = evidence(candidate)?;
    Some((verdict, excerpt, candidate.place.as_str(), candidate.facts))
}

/// Whether two fingerprints belong to one page. Without any text there is none.
pub(super) fn is_same(one: u64, other: u64) -> bool {
    one != 0 && other != 0 && (one ^ other).count_ones() <= SAME_PAGE
}
