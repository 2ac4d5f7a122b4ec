//! What a portal repeats proves no section: a block of news that stands in the content of every page, the start page
//! shown at an address that leads nowhere, and the English edition, whose duties are duties of their own.

use std::collections::BTreeMap;

use super::{
    labels::ReqIndex,
    observation::{Candidate, Observation, Verdict},
    view::PortalView,
};
use crate::rules::Bilingual;

/// So many pages that nothing announces as the section show the same evidence: it belongs to the frame of all pages.
const MANY: usize = 4;
/// Bits in which the fingerprints of one page at two addresses may differ, of 64: a counter of visits.
const SAME_PAGE: u32 = 1;

/// Where the content of a candidate stands as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// On many pages that have nothing to do with it.
    Everywhere,
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
}

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
        for page in view.own_pages().filter(|page| !announced(&page.key)) {
            let candidates = || page.candidates.iter().filter(|candidate| candidate.requirement == requirement);
            // A block under a heading of its own says on every page what it is.
            if candidates().any(|candidate| !candidate.signals.is_empty()) {
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
        Self { home, translates: view.translates(), strangers }
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
        let known = self.strangers.get(&evidence).map_or(0, Vec::len);
        (known >= MANY).then_some(Repeat::Everywhere)
    }
}

/// What shows that a candidate is the section.
fn evidence(candidate: &Candidate) -> Option<(Verdict, &str)> {
    let counts = !candidate.of_site && matches!(candidate.verdict, Verdict::Proven(..));
    (counts && !candidate.excerpt.is_empty()).then_some((candidate.verdict, candidate.excerpt.as_str()))
}

/// Whether two fingerprints belong to one page. Without any text there is none.
pub(super) fn is_same(one: u64, other: u64) -> bool {
    one != 0 && other != 0 && (one ^ other).count_ones() <= SAME_PAGE
}
