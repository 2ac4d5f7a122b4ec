//! All pages of a portal together: one finding per requirement.

use jiff::civil::Date;

use super::{
    Judge,
    circumstances::Attempt,
    covering::covers_menus,
    entries::promises,
    files::SeenFile,
    finding::{Evidence, Finding, Gap, Obligation, Outcome, Reason, Search, Unseen},
    fit::Fit,
    labels::ReqIndex,
    observation::{Target, Verdict, address_key},
    ranking::{Announcement, Ranked, announcements, incoming, kinds, looked_at, rejected},
    reading::file_search,
    recognise::Recognition,
    repeats::{Repeat, Repeats},
    view::{PortalView, trouble_of},
    visit::VisitEnd,
};
use crate::{
    clock,
    fetch::Ipv6,
    page::{Obstacle, Region},
    rules::{Accepts, Basis, Bilingual, Force, Ground, Observe, Probe, Profile, Requirement},
    text::both,
};

/// What is known of a portal as a whole before anything is looked for.
struct Known<'v> {
    view: &'v PortalView,
    /// Why it could not be seen, if so.
    trouble: Option<Unseen>,
    /// Whether enough of it was seen to call something missing.
    covered: bool,
    /// Pages that are what is asked for under a name that no label knows.
    recognition: Recognition<'v>,
}

impl Judge {
    /// The findings on one portal, sorted by requirement; under a dated profile only on what had a basis on the day the
    /// portal was seen. `today` decides whether a duty still holds.
    pub fn conclude(&self, view: &PortalView, today: Date) -> Vec<Finding> {
        let mut by_requirement = announcements(view);
        let recognition = self.recognise(view, &by_requirement);
        let known = Known { view, trouble: view.trouble(), covered: covers_menus(view), recognition };
        (0..self.requirements.len())
            .filter(|index| self.profile.bases(&self.requirements[*index], view.day).next().is_some())
            .map(|index| {
                let requirement = index as ReqIndex;
                let announcements = by_requirement.remove(&requirement).unwrap_or_default();
                self.finding(&known, requirement, &announcements, today)
            })
            .collect()
    }

    fn finding(
        &self,
        known: &Known<'_>,
        requirement: ReqIndex,
        announcements: &[Announcement<'_>],
        today: Date,
    ) -> Finding {
        let (view, covered) = (known.view, known.covered);
        let rule = &self.requirements[usize::from(requirement)];
        let mut finding = Finding {
            portal: view.portal.id.clone(),
            requirement: rule.id.clone(),
            outcome: Outcome::CantTell,
            reason: Reason::Unseen { cause: Unseen::Coverage },
            evidence: None,
            search: Search { labels: self.labels.count_for(requirement), ..Search::default() },
            basis: cited(self.profile.bases(rule, view.day)),
            holds_today: obligation(rule, &self.profile, today),
            note: None,
        };
        finding.search.attempts = attempts(view, known.trouble.as_ref(), announcements);
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
        let incoming = incoming(view, announcements);
        let repeats = Repeats::of_requirement(view, requirement, |key| incoming.contains_key(key));
        let recognised = known.recognition.sections.get(&requirement).map_or(&[][..], Vec::as_slice);
        let ranked = self.ranked(view, requirement, &incoming, recognised, &repeats);
        let proven = |r: &&Ranked<'_>| matches!(r.verdict, Verdict::Proven(Accepts::Strong | Accepts::Variant, _));
        if let Some(probe) = rule.probe.filter(|_| !ranked.first().as_ref().is_some_and(proven)) {
            match &known.trouble {
                Some(trouble) => settle(Outcome::CantTell, Reason::Unseen { cause: trouble.clone() }),
                None if probe == Probe::Resolution && view.home_ipv6() == Ipv6::Absent => {
                    settle(Outcome::Failed, Reason::NotFound);
                    finding.search.looked_at = view.home_url().into_iter().collect();
                    finding.note = Some(without_aaaa(view));
                }
                None => settle(Outcome::Untested, Reason::NeedsProbe { probe }),
            }
            return finding;
        }
        finding.search.looked_at = looked_at(&ranked);
        finding.search.rejected = rejected(rule, &ranked);
        finding.search.files = file_search(view, &ranked);
        if rule.observe == Observe::Site && finding.search.looked_at.is_empty() {
            // Looked for on every page; the start page stands for them.
            finding.search.looked_at = view.home_url().into_iter().collect();
        }
        let cut = ranked.iter().any(|r| r.page.cut && !matches!(r.verdict, Verdict::Rejected(_)));
        if let Some(best) = ranked.first()
            && let Verdict::Proven(accepts, std::cmp::Reverse(index)) = best.verdict
        {
            let proof = &rule.proofs[usize::from(index)];
            finding.evidence = Some(evidence(view, best, &proof.say));
            let age = best.candidate.newest.and_then(|newest| view.day.since(newest).ok()).map(|s| s.get_days());
            let stale =
                rule.freshness.as_ref().filter(|f| age.is_some_and(|age| i64::from(age) > i64::from(f.within_days)));
            (finding.outcome, finding.reason) = match (accepts, stale) {
                // The rest, or something newer, may stand in the part of the page that was not kept.
                (Accepts::Incomplete | Accepts::Outdated, _) if cut => Self::cut_page(),
                (_, Some(f)) if cut && f.ground == Ground::Duty => Self::cut_page(),
                // The rest may stand where nobody looked.
                (Accepts::Incomplete | Accepts::Outdated, _) if !covered && view.cut_short => {
                    (Outcome::Untested, Reason::Budget)
                }
                (Accepts::Incomplete | Accepts::Outdated, _) if !covered => {
                    let cause = known.trouble.clone().unwrap_or(Unseen::Coverage);
                    (Outcome::CantTell, Reason::Unseen { cause })
                }
                (Accepts::Incomplete, _) => (Outcome::Partial, Reason::Short { gap: Gap::Incomplete }),
                (Accepts::Outdated, _) => (Outcome::Partial, Reason::Short { gap: Gap::Stale }),
                (_, Some(f)) if f.ground == Ground::Duty => (Outcome::Partial, Reason::Short { gap: Gap::Stale }),
                (accepts, _) => {
                    let variant = accepts == Accepts::Variant;
                    (Outcome::Passed, Reason::Proven { proof: proof.name.clone(), variant })
                }
            };
            let spoilt = ranked.iter().filter(|r| r.candidate.of_site && self.spoils(requirement, r.verdict)).count();
            finding.note = dead_files(view, best)
                .or_else(|| (spoilt > 1).then(|| both!("trên {spoilt} trang", "on {spoilt} pages")))
                .or_else(|| stale.map(|f| older_than(best.candidate.newest, f.within_days, &f.source)));
            return finding;
        }
        (finding.outcome, finding.reason, finding.evidence) =
            self.without_proof(known, requirement, &ranked, &repeats, announcements);
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

    /// The outcome when no candidate proves anything.
    fn without_proof(
        &self,
        known: &Known<'_>,
        requirement: ReqIndex,
        ranked: &[Ranked<'_>],
        repeats: &Repeats<'_>,
        announcements: &[Announcement<'_>],
    ) -> (Outcome, Reason, Option<Evidence>) {
        let unseen = |cause: Unseen| (Outcome::CantTell, Reason::Unseen { cause }, None);
        let (view, covered) = (known.view, known.covered);
        if let Some(trouble) = &known.trouble {
            return unseen(trouble.clone());
        }
        let (unread, dead) = unread(view, announcements);
        let promised = |r: &&Ranked<'_>| r.verdict == Verdict::Empty && !r.page.cut && promises(r.fit);
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
        // What a picture shows nobody here can read.
        if let Some(pictured) = ranked.iter().find(|r| promised(r) && r.candidate.pictured) {
            return unseen(Unseen::PictureOnly { page: pictured.page.url.clone() });
        }
        if let Some(empty) = empty {
            let say = Bilingual { vi: "mục không có nội dung".to_owned(), en: "the section is empty".to_owned() };
            return (Outcome::Partial, Reason::Short { gap: Gap::Empty }, Some(evidence(view, empty, &say)));
        }
        if let Some(framed) = ranked.iter().find(|r| r.repeats == Some(Repeat::Box) && promises(r.fit)) {
            let evidence = evidence(view, framed, &Repeat::Box.say());
            return (Outcome::Partial, Reason::Short { gap: Gap::Incomplete }, Some(evidence));
        }
        let thin = |r: &&Ranked<'_>| {
            let unproven = r.verdict == Verdict::Unproven && r.repeats != Some(Repeat::English);
            unproven && r.fit == Fit::Whole && kinds(&r.signals) >= 2
        };
        if let Some(thin) = ranked.iter().find(thin) {
            let say = Bilingual {
                vi: "có mục nhưng không thấy nội dung mà quy tắc yêu cầu".to_owned(),
                en: "the section exists, but not the content the rule asks for".to_owned(),
            };
            return (Outcome::Partial, Reason::Short { gap: Gap::Incomplete }, Some(evidence(view, thin, &say)));
        }
        if dead {
            return (Outcome::Partial, Reason::Short { gap: Gap::DeadLink }, None);
        }
        if let Some(page) = self.under_another_name(view, requirement, repeats, &known.recognition) {
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
                    // "No such page" in words is as good as a status. That an address only looks like one that cannot
                    // exist is less: scripts may show different things at both.
                    if page.is_some_and(|page| page.obstacle == Some(Obstacle::SoftNotFound)) {
                        dead = true;
                        continue;
                    }
                    match page.and_then(trouble_of) {
                        Some(cause) => Some(cause),
                        None => continue,
                    }
                }
                Some((_, None)) if view.cut_short => None,
                // Never asked for.
                Some((end, None)) if end == key => Some(Unseen::AnnouncedButUnseen),
                Some((end, last)) => Some(announced(view.unseen(end, last))),
                None => Some(announced(Unseen::RedirectLoop)),
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

/// Attempts at the start page where it keeps the whole portal from being seen, otherwise at what is announced.
fn attempts(view: &PortalView, trouble: Option<&Unseen>, announcements: &[Announcement<'_>]) -> Vec<Attempt> {
    const LISTED: usize = 10;
    // Most portals were asked once, and have thousands of announcements.
    if !view.gathering.has_repeated() {
        return Vec::new();
    }
    let home = view.own_host();
    let robots = format!("{home}/robots.txt");
    let start = address_key(&view.portal.url);
    let mut keys: Vec<&str> = match trouble {
        Some(_) => vec![&start, &robots],
        None => announcements.iter().filter_map(|announcement| announcement.entry.inside()).collect(),
    };
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().flat_map(|key| view.gathering.at(key)).take(LISTED).cloned().collect()
}

/// That what is announced could not be read for this reason.
fn announced(cause: Unseen) -> Unseen {
    Unseen::Announced { cause: Box::new(cause) }
}

fn evidence(view: &PortalView, best: &Ranked<'_>, say: &Bilingual) -> Evidence {
    let on_files = best.candidate.on_files.as_ref();
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
        received: source.received,
        mode: source.mode,
        flaw: source.flaw.clone(),
        files: on_files
            .map(|on_files| on_files.known(view).seen.into_iter().map(SeenFile::evidence).collect())
            .unwrap_or_default(),
        files_announced: on_files.map_or(0, |on_files| on_files.announced()),
    }
}

/// That the name service has been asked.
fn without_aaaa(view: &PortalView) -> Bilingual {
    let url = view.home_url().and_then(|url| url.parse::<url::Url>().ok());
    let host = url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
    both!(
        "máy chủ tên miền trả lời rằng {host} không có bản ghi AAAA",
        "the name service answered that {host} has no AAAA record"
    )
}

/// That files are missing, where the section is worth less for it.
fn dead_files(view: &PortalView, best: &Ranked<'_>) -> Option<Bilingual> {
    let on_files = best.candidate.on_files.as_ref().filter(|_| best.verdict < best.candidate.verdict)?;
    let known = on_files.known(view);
    let (asked, dead) = (known.seen.len(), known.dead);
    Some(Bilingual {
        vi: format!("{dead} trong {asked} tệp đã thử không tải được"),
        en: format!("{dead} of {asked} files that were asked for do not answer"),
    })
}

fn older_than(newest: Option<Date>, days: u32, source: &Bilingual) -> Bilingual {
    let newest = newest.map(clock::written).unwrap_or_default();
    both!(
        "mục mới nhất ngày {newest}, quá {days} ngày ({source})",
        "newest item of {newest}, older than {days} days ({source})";
        source
    )
}

/// Each provision once: a former duty that is kept as a benchmark has two rows for one article.
fn cited<'b>(bases: impl Iterator<Item = &'b Basis>) -> Vec<String> {
    let mut cited: Vec<String> = Vec::new();
    for provision in bases.map(Basis::cite_vi) {
        if !cited.contains(&provision) {
            cited.push(provision);
        }
    }
    cited
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
