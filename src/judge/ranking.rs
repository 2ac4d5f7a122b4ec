//! The places of a portal that may be the section a requirement asks for, best first.

use std::collections::BTreeMap;

use super::{
    Judge,
    finding::{Rejected, Signal, SignalKind},
    fit::Fit,
    labels::ReqIndex,
    observation::{Candidate, Entry, Observation, Target, Verdict},
    recognise::{Recognised, Recognition},
    repeats::{Repeat, Repeats},
    view::PortalView,
};
use crate::rules::{Bilingual, Requirement};

/// Places listed in a proof of absence.
const LISTED: usize = 10;

/// A link that announces a requirement, with the page it stands on.
pub(super) struct Announcement<'v> {
    pub(super) entry: &'v Entry,
    pub(super) on: &'v Observation,
}

/// By requirement all links of the portal's own pages that announce it.
pub(super) fn announcements(view: &PortalView) -> BTreeMap<ReqIndex, Vec<Announcement<'_>>> {
    let mut found: BTreeMap<ReqIndex, Vec<Announcement<'_>>> = BTreeMap::new();
    for page in view.own_pages() {
        for entry in &page.entries {
            found.entry(entry.requirement).or_default().push(Announcement { entry, on: page });
        }
    }
    found
}

/// A candidate with everything that announces it.
pub(super) struct Ranked<'v> {
    pub(super) candidate: &'v Candidate,
    pub(super) page: &'v Observation,
    /// What it proves, repetition aside.
    pub(super) verdict: Verdict,
    /// Where its content stands as well, if that is why it proves nothing.
    pub(super) repeats: Option<Repeat>,
    pub(super) signals: Vec<Signal>,
    /// Best fit over all announcements.
    pub(super) fit: Fit,
}

/// By the key of a page the links that announce it.
pub(super) type Incoming<'a, 'v> = BTreeMap<&'v str, Vec<&'a Announcement<'v>>>;

/// The pages that `announcements` lead to, redirects followed; the start page is nobody's section.
pub(super) fn incoming<'a, 'v>(view: &'v PortalView, announcements: &'a [Announcement<'v>]) -> Incoming<'a, 'v> {
    let home = view.home();
    let mut incoming: Incoming<'a, 'v> = BTreeMap::new();
    for announcement in announcements {
        if let Target::Inside(key) = &announcement.entry.target
            && let Some((key, _)) = view.settle(key)
            && Some(key) != home
        {
            incoming.entry(key).or_default().push(announcement);
        }
    }
    incoming
}

impl Judge {
    /// Candidates of one requirement that are announced by themselves or by a link elsewhere, best first.
    pub(super) fn ranked<'v>(
        &self,
        view: &'v PortalView,
        requirement: ReqIndex,
        incoming: &Incoming<'_, 'v>,
        recognised: &[Recognised<'v>],
        repeats: &Repeats<'_>,
    ) -> Vec<Ranked<'v>> {
        let unrepeated = recognised.iter().filter(|r| repeats.of(r.page, r.candidate).is_none());
        let mut ranked: Vec<Ranked<'v>> = unrepeated
            .map(|Recognised { page, candidate, signal }| Ranked {
                candidate,
                page,
                verdict: self.settled(view, candidate),
                repeats: None,
                signals: vec![signal.clone()],
                // Less than a known name; enough to promise what an empty section then lacks.
                fit: if candidate.verdict == Verdict::Empty { Fit::Start } else { Fit::Within },
            })
            .collect();
        for page in view.own_pages() {
            let incoming = incoming.get(page.key.as_str());
            for candidate in page.candidates.iter().filter(|c| c.requirement == requirement) {
                // A link announces the page as a whole, not one of its sections.
                let incoming = incoming.filter(|_| candidate.whole);
                let (mut signals, mut fit) = (Vec::new(), None);
                for own in &candidate.signals {
                    fit = fit.max(Some(own.fit));
                    signals.push(Signal {
                        kind: own.kind,
                        text: own.text.clone(),
                        label: self.labels.label(own.label).to_owned(),
                        page: page.url.clone(),
                    });
                }
                for announcement in incoming.into_iter().flatten() {
                    fit = fit.max(Some(announcement.entry.fit));
                    signals.push(Signal {
                        kind: SignalKind::Entry,
                        text: announcement.entry.text.clone(),
                        label: self.labels.label(announcement.entry.label).to_owned(),
                        page: announcement.on.url.clone(),
                    });
                }
                if candidate.of_site {
                    fit = fit.max(Some(Fit::Whole));
                    signals.push(Signal {
                        kind: SignalKind::Site,
                        text: candidate.heading.clone(),
                        label: String::new(),
                        page: page.url.clone(),
                    });
                }
                let Some(fit) = fit else { continue };
                tidy(&mut signals);
                let repeats = repeats.of(page, candidate);
                let verdict = if repeats.is_some() { Verdict::Unproven } else { self.settled(view, candidate) };
                ranked.push(Ranked { candidate, page, verdict, repeats, signals, fit });
            }
        }
        ranked.sort_by(|a, b| {
            let strength = |r: &Ranked<'_>| {
                let spoils = r.candidate.of_site && self.spoils(requirement, r.verdict);
                let worth = (spoils, r.verdict, r.fit);
                (worth, kinds(&r.signals), r.candidate.facts.min(50), r.candidate.newest)
            };
            let place = |r: &Ranked<'v>| (r.page.key.as_str(), r.candidate.place.as_str());
            strength(b).cmp(&strength(a)).then_with(|| place(a).cmp(&place(b)))
        });
        ranked
    }

    /// Whether what holds spoils all else that is proven: in the same section, or on any page of the site where the
    /// requirement is one of the site.
    pub(super) fn spoils(&self, requirement: ReqIndex, verdict: Verdict) -> bool {
        let proofs = &self.requirements[usize::from(requirement)].proofs;
        matches!(verdict, Verdict::Proven(_, std::cmp::Reverse(index)) if proofs[usize::from(index)].spoils)
    }

    /// A page that the menus or the start page lead to and that strongly proves the requirement although nothing
    /// announces it: what the portal calls by a name that the rule does not know must not be called missing.
    /// A page that bears the name of another section and proves it counts only where what it proves is plain by itself.
    pub(super) fn under_another_name(
        &self,
        view: &PortalView,
        requirement: ReqIndex,
        repeats: &Repeats<'_>,
        recognition: &Recognition<'_>,
    ) -> Option<String> {
        let strongly = |candidate: &&Candidate| candidate.requirement == requirement && candidate.is_nameless();
        let menu = view.menu();
        let home = view.home();
        let entrances = view.entrances();
        view.own_pages()
            .filter(|page| Some(page.key.as_str()) != home)
            .filter(|page| {
                let key = super::fnv::hash(&page.key);
                menu.binary_search(&key).is_ok()
                    || entrances.binary_search(&key).is_ok()
                    || recognition.hinted.contains(&(requirement, page.key.as_str()))
            })
            .filter(|page| {
                let free = !recognition.claimed.contains(page.key.as_str());
                let counts = |c: &Candidate| free || self.is_self_evident(c);
                page.candidates.iter().any(|c| strongly(&c) && counts(c) && repeats.of(page, c).is_none())
            })
            .filter(|page| {
                let disowned = (requirement, page.key.clone());
                !view.own_pages().any(|other| other.disowned.binary_search(&disowned).is_ok())
            })
            .map(|page| page.url.clone())
            .min()
    }
}

/// Those that were turned down, and why.
pub(super) fn rejected(rule: &Requirement, ranked: &[Ranked<'_>]) -> Vec<Rejected> {
    let mut rejected: Vec<Rejected> = ranked
        .iter()
        .filter_map(|r| {
            let why = match r.verdict {
                _ if r.repeats.is_some() => r.repeats.map(Repeat::say).unwrap_or_default(),
                Verdict::Rejected(index) => rule.rejections[usize::from(index)].say.clone(),
                Verdict::Unproven => Bilingual {
                    vi: "không có nội dung mà quy tắc yêu cầu".to_owned(),
                    en: "the content the rule asks for is not there".to_owned(),
                },
                Verdict::Empty if r.candidate.pictured => Bilingual {
                    vi: "mục chỉ có hình ảnh".to_owned(),
                    en: "the section shows only a picture".to_owned(),
                },
                Verdict::Empty => {
                    Bilingual { vi: "mục không có nội dung".to_owned(), en: "the section is empty".to_owned() }
                }
                Verdict::Proven(..) => return None,
            };
            let announced = r.signals.first().map(|s| s.text.clone()).unwrap_or_default();
            Some(Rejected { url: r.page.url.clone(), announced, why })
        })
        .collect();
    rejected.dedup();
    rejected.truncate(LISTED);
    rejected
}

/// Where they stand, a few.
pub(super) fn looked_at(ranked: &[Ranked<'_>]) -> Vec<String> {
    let mut pages: Vec<String> = Vec::new();
    for r in ranked {
        if pages.len() < LISTED && !pages.contains(&r.page.url) {
            pages.push(r.page.url.clone());
        }
    }
    pages
}

/// How many different kinds of signal there are.
pub(super) fn kinds(signals: &[Signal]) -> usize {
    let mut kinds: Vec<SignalKind> = signals.iter().map(|s| s.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len()
}

/// Sorted, without repetition (a menu entry stands on every page), at most five of each kind.
fn tidy(signals: &mut Vec<Signal>) {
    signals.sort();
    signals.dedup_by(|a, b| a.kind == b.kind && a.text == b.text && a.kind == SignalKind::Entry);
    let mut counts: BTreeMap<SignalKind, usize> = BTreeMap::new();
    signals.retain(|signal| {
        let count = counts.entry(signal.kind).or_default();
        *count += 1;
        *count <= 5
    });
}
