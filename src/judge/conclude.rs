//! All pages of a portal together: one finding per requirement.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Judge,
    finding::{Evidence, Finding, Gap, Obligation, Outcome, Reason, Rejected, Search, Signal, SignalKind, Unseen},
    labels::{Fit, ReqIndex},
    observation::{Candidate, Entry, Observation, Target, Verdict},
    observe::promises,
    view::{PortalView, VisitEnd, trouble_of},
};
use crate::{
    clock,
    page::Region,
    rules::{Accepts, Basis, Bilingual, Force, Ground, Observe, Profile, Requirement},
};

/// Share of the menu links that must have been followed before something may be called missing.
pub const MENU_SHARE: f64 = 0.9;
/// Share of what was asked for on the portal's own host that must have answered.
pub const SEEN_SHARE: f64 = 0.95;
/// Pages that must have been read before something may be called missing.
pub const LEAST_PAGES: u32 = 5;
/// Places listed in a proof of absence.
const LISTED: usize = 10;

/// A link that announces a requirement, with the page it stands on.
struct Announcement<'v> {
    entry: &'v Entry,
    on: &'v Observation,
}

/// A candidate with everything that announces it.
struct Ranked<'v> {
    candidate: &'v Candidate,
    page: &'v Observation,
    signals: Vec<Signal>,
    /// Best fit over all announcements.
    fit: Fit,
}

impl Judge {
    /// The findings on one portal, sorted by requirement; under a dated profile only on what had a basis on the day the
    /// portal was seen. `today` decides whether a duty still holds.
    pub fn conclude(&self, view: &PortalView, today: Date) -> Vec<Finding> {
        let mut by_requirement: BTreeMap<ReqIndex, Vec<Announcement<'_>>> = BTreeMap::new();
        for page in view.own_pages() {
            for entry in &page.entries {
                let list = by_requirement.entry(entry.requirement).or_default();
                list.push(Announcement { entry, on: page });
            }
        }
        let trouble = view.trouble();
        let covered = covers_menus(view);
        (0..self.requirements.len())
            .filter(|index| self.profile.bases(&self.requirements[*index], view.day).next().is_some())
            .map(|index| {
                let requirement = index as ReqIndex;
                let announcements = by_requirement.remove(&requirement).unwrap_or_default();
                self.finding(view, requirement, &announcements, trouble.as_ref(), covered, today)
            })
            .collect()
    }

    fn finding(
        &self,
        view: &PortalView,
        requirement: ReqIndex,
        announcements: &[Announcement<'_>],
        trouble: Option<&Unseen>,
        covered: bool,
        today: Date,
    ) -> Finding {
        let rule = &self.requirements[usize::from(requirement)];
        let mut finding = Finding {
            portal: view.portal.id.clone(),
            requirement: rule.id.clone(),
            outcome: Outcome::CantTell,
            reason: Reason::Unseen { cause: Unseen::Coverage },
            evidence: None,
            search: Search { labels: self.labels.count_for(requirement), ..Search::default() },
            basis: self.profile.bases(rule, view.day).map(Basis::cite_vi).collect(),
            holds_today: obligation(rule, &self.profile, today),
            note: None,
        };
        let mut settle = |outcome: Outcome, reason: Reason| (finding.outcome, finding.reason) = (outcome, reason);
        if let Some(merger) = view.portal.merged.as_ref().filter(|merger| merger.since <= view.day) {
            settle(Outcome::Inapplicable, Reason::Merged { into: merger.into.clone(), since: merger.since });
            return finding;
        }
        if view.portal.tier.is_some_and(|tier| !rule.tiers.contains(&tier)) {
            settle(Outcome::Inapplicable, Reason::OtherTier);
            return finding;
        }
        if rule.observe == Observe::Person {
            settle(Outcome::Untested, Reason::NotObservable);
            return finding;
        }
        let ranked = self.ranked(view, requirement, announcements);
        let proven =
            |r: &&Ranked<'_>| matches!(r.candidate.verdict, Verdict::Proven(Accepts::Strong | Accepts::Variant, _));
        if let Some(probe) = rule.probe.filter(|_| !ranked.first().as_ref().is_some_and(proven)) {
            match trouble {
                Some(trouble) => settle(Outcome::CantTell, Reason::Unseen { cause: trouble.clone() }),
                None => settle(Outcome::Untested, Reason::NeedsProbe { probe }),
            }
            return finding;
        }
        finding.search.looked_at = looked_at(&ranked);
        finding.search.rejected = Self::rejected(rule, &ranked);
        if rule.observe == Observe::Site && finding.search.looked_at.is_empty() {
            // Looked for on every page; the start page stands for them.
            finding.search.looked_at = view.home_url().into_iter().collect();
        }
        let cut = ranked.iter().any(|r| r.page.cut && !matches!(r.candidate.verdict, Verdict::Rejected(_)));
        if let Some(best) = ranked.first()
            && let Verdict::Proven(accepts, std::cmp::Reverse(index)) = best.candidate.verdict
        {
            let proof = &rule.proofs[usize::from(index)];
            finding.evidence = Some(evidence(best, &proof.say));
            let age = best.candidate.newest.and_then(|newest| view.day.since(newest).ok()).map(|s| s.get_days());
            let stale =
                rule.freshness.as_ref().filter(|f| age.is_some_and(|age| i64::from(age) > i64::from(f.within_days)));
            (finding.outcome, finding.reason) = match (accepts, stale) {
                // The rest, or something newer, may stand in the part of the page that was not kept.
                (Accepts::Incomplete, _) if cut => Self::cut_page(),
                (_, Some(f)) if cut && f.ground == Ground::Duty => Self::cut_page(),
                // The rest may stand where nobody looked.
                (Accepts::Incomplete, _) if !covered && view.cut_short => (Outcome::Untested, Reason::Budget),
                (Accepts::Incomplete, _) if !covered => {
                    let cause = trouble.cloned().unwrap_or(Unseen::Coverage);
                    (Outcome::CantTell, Reason::Unseen { cause })
                }
                (Accepts::Incomplete, _) => (Outcome::Partial, Reason::Short { gap: Gap::Incomplete }),
                (_, Some(f)) if f.ground == Ground::Duty => (Outcome::Partial, Reason::Short { gap: Gap::Stale }),
                (accepts, _) => {
                    let variant = accepts == Accepts::Variant;
                    (Outcome::Passed, Reason::Proven { proof: proof.name.clone(), variant })
                }
            };
            finding.note = stale.map(|f| older_than(best.candidate.newest, f.within_days, &f.source));
            return finding;
        }
        (finding.outcome, finding.reason, finding.evidence) =
            self.without_proof(view, requirement, &ranked, announcements, trouble, covered);
        if cut && matches!(finding.outcome, Outcome::Failed | Outcome::Partial) {
            (finding.outcome, finding.reason) = Self::cut_page();
            finding.evidence = None;
        }
        finding
    }

    /// What is not in the beginning of a page may stand in the rest of it.
    fn cut_page() -> (Outcome, Reason) {
        (Outcome::CantTell, Reason::Unseen { cause: Unseen::CutPage })
    }

    /// Candidates of one requirement that are announced by themselves or by a link elsewhere, best first.
    fn ranked<'v>(
        &self,
        view: &'v PortalView,
        requirement: ReqIndex,
        announcements: &[Announcement<'v>],
    ) -> Vec<Ranked<'v>> {
        let home = view.home();
        let mut entries: BTreeMap<&str, Vec<&Announcement<'_>>> = BTreeMap::new();
        for announcement in announcements {
            if let Target::Inside(key) = &announcement.entry.target
                && let Some((key, _)) = view.settle(key)
                && Some(key) != home
            {
                entries.entry(key).or_default().push(announcement);
            }
        }
        let mut ranked: Vec<Ranked<'v>> = Vec::new();
        for page in view.own_pages() {
            let incoming = entries.get(page.key.as_str());
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
                        text: String::new(),
                        label: String::new(),
                        page: page.url.clone(),
                    });
                }
                let Some(fit) = fit else { continue };
                tidy(&mut signals);
                ranked.push(Ranked { candidate, page, signals, fit });
            }
        }
        ranked.sort_by(|a, b| {
            let strength = |r: &Ranked<'_>| {
                (r.candidate.verdict, r.fit, kinds(&r.signals), r.candidate.facts.min(50), r.candidate.newest)
            };
            let place = |r: &Ranked<'v>| (r.page.key.as_str(), r.candidate.place.as_str());
            strength(b).cmp(&strength(a)).then_with(|| place(a).cmp(&place(b)))
        });
        ranked
    }

    fn rejected(rule: &Requirement, ranked: &[Ranked<'_>]) -> Vec<Rejected> {
        let mut rejected: Vec<Rejected> = ranked
            .iter()
            .filter_map(|r| {
                let why = match r.candidate.verdict {
                    Verdict::Rejected(index) => rule.rejections[usize::from(index)].say.clone(),
                    Verdict::Unproven => Bilingual {
                        vi: "không có nội dung mà quy tắc yêu cầu".to_owned(),
                        en: "the content the rule asks for is not there".to_owned(),
                    },
                    Verdict::Empty => Bilingual {
                        vi: "mục không có nội dung".to_owned(),
                        en: "the section is empty".to_owned(),
                    },
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

    /// A page of the menus that strongly proves the requirement although nothing announces it: what the portal calls
    /// by a name that the rule does not know must not be called missing.
    fn under_another_name(view: &PortalView, requirement: ReqIndex) -> Option<String> {
        let strongly = |candidate: &Candidate| {
            candidate.requirement == requirement
                && candidate.whole
                && !candidate.of_site
                && candidate.signals.is_empty()
                && matches!(candidate.verdict, Verdict::Proven(Accepts::Strong, _))
        };
        let menu = view.menu();
        let home = view.home();
        view.own_pages()
            .filter(|page| Some(page.key.as_str()) != home)
            .filter(|page| menu.binary_search(&super::fnv::hash(&page.key)).is_ok())
            .filter(|page| page.candidates.iter().any(strongly))
            .filter(|page| {
                let disowned = (requirement, page.key.clone());
                !view.own_pages().any(|other| other.disowned.binary_search(&disowned).is_ok())
            })
            .map(|page| page.url.clone())
            .min()
    }

    /// The outcome when no candidate proves anything.
    fn without_proof(
        &self,
        view: &PortalView,
        requirement: ReqIndex,
        ranked: &[Ranked<'_>],
        announcements: &[Announcement<'_>],
        trouble: Option<&Unseen>,
        covered: bool,
    ) -> (Outcome, Reason, Option<Evidence>) {
        let unseen = |cause: Unseen| (Outcome::CantTell, Reason::Unseen { cause }, None);
        if let Some(trouble) = trouble {
            return unseen(trouble.clone());
        }
        let (unread, dead) = unread(view, announcements);
        let promised = |r: &&Ranked<'_>| r.candidate.verdict == Verdict::Empty && !r.page.cut && promises(r.fit);
        let empty = ranked.iter().find(promised);
        // Announced behind something that could not be read: nobody can say it is not there. Only a section that bears
        // the very name and is empty says more.
        if let Some(cause) = unread
            && empty.is_none_or(|empty| empty.fit != Fit::Whole)
        {
            let outcome = if cause == Reason::Budget { Outcome::Untested } else { Outcome::CantTell };
            return (outcome, cause, None);
        }
        if !covered {
            return if view.cut_short { (Outcome::Untested, Reason::Budget, None) } else { unseen(Unseen::Coverage) };
        }
        if let Some(empty) = empty {
            let say = Bilingual { vi: "mục không có nội dung".to_owned(), en: "the section is empty".to_owned() };
            return (Outcome::Partial, Reason::Short { gap: Gap::Empty }, Some(evidence(empty, &say)));
        }
        let thin =
            |r: &&Ranked<'_>| r.candidate.verdict == Verdict::Unproven && r.fit == Fit::Whole && kinds(&r.signals) >= 2;
        if let Some(thin) = ranked.iter().find(thin) {
            let say = Bilingual {
                vi: "có mục nhưng không thấy nội dung mà quy tắc yêu cầu".to_owned(),
                en: "the section exists, but not the content the rule asks for".to_owned(),
            };
            return (Outcome::Partial, Reason::Short { gap: Gap::Incomplete }, Some(evidence(thin, &say)));
        }
        if dead {
            return (Outcome::Partial, Reason::Short { gap: Gap::DeadLink }, None);
        }
        if let Some(page) = Self::under_another_name(view, requirement) {
            return unseen(Unseen::UnknownName { page });
        }
        if self.requirements[usize::from(requirement)].where_any {
            return (Outcome::Inapplicable, Reason::NoSuchMatter, None);
        }
        (Outcome::Failed, Reason::NotFound, None)
    }
}

/// Why the first announced place that could not be read was not, and whether some announced place does not exist.
fn unread(view: &PortalView, announcements: &[Announcement<'_>]) -> (Option<Reason>, bool) {
    let (mut unread, mut dead) = (None, false);
    for announcement in announcements.iter().filter(|a| promises(a.entry.fit)) {
        let cause = match &announcement.entry.target {
            Target::Inside(key) => match view.settle(key) {
                Some((_, Some(VisitEnd::Status(404 | 410)))) => {
                    dead = true;
                    continue;
                }
                Some((key, Some(VisitEnd::Page))) => {
                    let page = view.observations.iter().find(|page| page.key == key);
                    match page.and_then(trouble_of) {
                        Some(Unseen::Coverage) => {
                            dead = true;
                            continue;
                        }
                        Some(cause) => Some(cause),
                        None => continue,
                    }
                }
                Some((_, None)) if view.cut_short => None,
                Some(_) | None => Some(Unseen::AnnouncedButUnseen),
            },
            Target::Outside(_) => Some(Unseen::AnnouncedButUnseen),
            Target::Script if announcement.entry.region != Region::Main && announcement.entry.fit == Fit::Whole => {
                Some(Unseen::AnnouncedButUnseen)
            }
            Target::Script => continue,
        };
        unread.get_or_insert(cause.map_or(Reason::Budget, |cause| Reason::Unseen { cause }));
    }
    (unread, dead)
}

/// Whether enough of the portal was seen to call something missing: the start page was read, and nearly everything on
/// the portal's own host answered with a page (or with "no such page"), be it that nothing was left to visit or that
/// nearly every menu link was followed. Refusals, failures, what robots.txt keeps us from and pages of which only the
/// beginning was kept count as not seen.
pub(crate) fn covers_menus(view: &PortalView) -> bool {
    if !view.coverage.home || view.coverage.pages < LEAST_PAGES {
        return false;
    }
    let own = |key: &str| key.split(['/', ':']).next() == Some(view.own_host().as_str());
    let cut: BTreeSet<&str> = view.observations.iter().filter(|page| page.cut).map(Observation::key).collect();
    let answered = |(key, end): &(&String, &VisitEnd)| {
        matches!(end, VisitEnd::Page | VisitEnd::Redirect(_) | VisitEnd::Status(404 | 410))
            && !cut.contains(key.as_str())
    };
    let (seen, unseen): (Vec<_>, Vec<_>) = view.visits.iter().filter(|(key, _)| own(key)).partition(answered);
    let lost = unseen.len() as f64 + f64::from(view.coverage.forbidden);
    if lost > (1.0 - SEEN_SHARE) * (seen.len() as f64 + lost) {
        return false;
    }
    if view.coverage.exhausted {
        return true;
    }
    let menu = view.menu();
    let mut followed: Vec<u64> = view.visits.iter().filter(answered).map(|(key, _)| super::fnv::hash(key)).collect();
    followed.sort_unstable();
    let followed = menu.iter().filter(|target| followed.binary_search(target).is_ok()).count();
    !menu.is_empty() && followed as f64 >= MENU_SHARE * menu.len() as f64
}

fn looked_at(ranked: &[Ranked<'_>]) -> Vec<String> {
    let mut pages: Vec<String> = Vec::new();
    for r in ranked {
        if pages.len() < LISTED && !pages.contains(&r.page.url) {
            pages.push(r.page.url.clone());
        }
    }
    pages
}

/// How many different kinds of signal there are.
fn kinds(signals: &[Signal]) -> usize {
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

fn evidence(best: &Ranked<'_>, say: &Bilingual) -> Evidence {
    let source = &best.page.source;
    Evidence {
        url: best.page.url.clone(),
        cut: best.page.cut,
        place: best.candidate.place.clone(),
        heading: best.candidate.heading.clone(),
        excerpt: best.candidate.excerpt.clone(),
        proof: say.clone(),
        signals: best.signals.clone(),
        newest: best.candidate.newest,
        capture: source.capture.clone(),
        digest: source.digest.clone(),
        at: source.at,
        mode: source.mode,
    }
}

fn older_than(newest: Option<Date>, days: u32, source: &str) -> Bilingual {
    let newest = newest.map(clock::written).unwrap_or_default();
    Bilingual {
        vi: format!("mục mới nhất ngày {newest}, quá {days} ngày ({source})"),
        en: format!("newest item of {newest}, older than {days} days ({source})"),
    }
}

/// Whether the duty still holds on `today`, by the dated bases of the requirement.
fn obligation(rule: &Requirement, profile: &Profile, today: Date) -> Obligation {
    const SUCCESSOR: &str = "224/2026/NĐ-CP";
    let live: Vec<&Basis> = rule.bases.iter().filter(|basis| basis.holds_on(today)).collect();
    let same = |basis: &&Basis| basis.instrument == SUCCESSOR || profile.covers(basis);
    if live.is_empty() {
        Obligation::None
    } else if live.iter().filter(|b| same(b)).any(|basis| basis.force == Force::Mandatory) {
        Obligation::Yes
    } else if live.iter().all(|basis| matches!(basis.force, Force::Benchmark | Force::Customary)) {
        Obligation::BenchmarkOnly
    } else {
        Obligation::Changed
    }
}
