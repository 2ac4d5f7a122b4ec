//! One part of a page held against one requirement: what it proves, and what of that hangs on files not seen yet.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Judge,
    detect::holds,
    files::FileLink,
    labels::ReqIndex,
    observation::{Candidate, OnFiles, OwnSignal, Verdict, address_key},
    pending::{Pending, asks_files},
    scope::Scope,
    witness::{Witness, clip},
};
use crate::{
    page::{At, Page, Section},
    rules::Observe,
};

/// Fewer words than this, and no fact of any kind, is an empty section.
const FEW_WORDS: u32 = 25;

impl Judge {
    /// Holds one part of a page against one requirement.
    pub(super) fn assess(
        &self,
        requirement: ReqIndex,
        scope: &Scope<'_>,
        section: &Section,
        signals: Vec<OwnSignal>,
    ) -> Candidate {
        let rule = &self.requirements[usize::from(requirement)];
        let page = scope.page;
        let mut witness = Witness::default();
        let tests = &self.tests[usize::from(requirement)];
        let rejected = tests.rejections.iter().position(|when| holds(when, scope, &mut Witness::unread()));
        let proven = || {
            let mut best: Option<(Verdict, Witness)> = None;
            for (index, (proof, when)) in rule.proofs.iter().zip(&tests.proofs).enumerate() {
                let verdict = Verdict::Proven(proof.accepts, std::cmp::Reverse(index as u16));
                if !proof.spoils && best.as_ref().is_some_and(|(known, _)| *known >= verdict) {
                    continue;
                }
                // Most do not hold, and to find that out costs less than to note on the way what they would rest on.
                if holds(when, scope, &mut Witness::unread()) {
                    let mut seen = Witness::default();
                    holds(when, scope, &mut seen);
                    best = Some((verdict, seen));
                    if proof.spoils {
                        break;
                    }
                }
            }
            best
        };
        let verdict = match rejected {
            // That something is missing tells a look-alike only where there is anything at all.
            Some(_) if says_empty(scope, section) => Verdict::Empty,
            Some(index) => Verdict::Rejected(index as u16),
            None => match proven() {
                Some((verdict, seen)) => {
                    witness = seen;
                    verdict
                }
                None if is_empty(scope, section) => Verdict::Empty,
                None => Verdict::Unproven,
            },
        };
        let on_files = match rejected {
            None if !self.spoils(requirement, verdict) => self.on_files(requirement, scope, verdict),
            _ => None,
        };
        let part = part(page, section, witness.at);
        let heading = part.heading.map_or(&page.title, |h| &page.headings[h].text);
        let worth_telling = !signals.is_empty() || matches!(verdict, Verdict::Proven(..));
        Candidate {
            requirement,
            signals,
            whole: section.heading.is_none(),
            of_site: matches!(rule.observe, Observe::Site | Observe::Probe),
            place: if worth_telling { part.path.clone() } else { String::new() },
            heading: if worth_telling { clip(heading) } else { String::new() },
            pictured: verdict == Verdict::Empty && is_pictured(scope),
            verdict,
            on_files,
            excerpt: excerpt(&witness),
            facts: witness.facts,
            newest: if worth_telling { newest(scope) } else { None },
        }
    }

    /// What of `verdict`, which was given with no file known, depends on the files of the section.
    fn on_files(&self, requirement: ReqIndex, scope: &Scope<'_>, verdict: Verdict) -> Option<Box<OnFiles>> {
        let rule = &self.requirements[usize::from(requirement)];
        let tests = &self.tests[usize::from(requirement)];
        if !tests.ask_files {
            return None;
        }
        if !scope.within(&scope.page.links, |l| l.at).any(|link| link.file.is_some() && link.target.is_some()) {
            return None;
        }
        let mut steady = if matches!(verdict, Verdict::Proven(..)) { Verdict::Unproven } else { verdict };
        let mut pending = Vec::new();
        for (index, (proof, when)) in rule.proofs.iter().zip(&tests.proofs).enumerate() {
            let worth = Verdict::Proven(proof.accepts, std::cmp::Reverse(index as u16));
            if steady >= worth {
                continue;
            }
            if !asks_files(when) {
                if verdict == worth || holds(when, scope, &mut Witness::unread()) {
                    steady = worth;
                }
                continue;
            }
            let left = Pending::of(when, scope);
            match left.settled() {
                Some(true) => steady = worth,
                Some(false) => {}
                None => pending.push((worth, left)),
            }
        }
        pending.retain(|(worth, _)| *worth > steady);
        (!pending.is_empty()).then(|| {
            let (links, more) = file_links(scope);
            Box::new(OnFiles { steady, pending, links, more })
        })
    }
}

/// The first files that the section links to, and how many others there are.
fn file_links(scope: &Scope<'_>) -> (Vec<FileLink>, u32) {
    const KEPT: usize = 6;
    let mut links: Vec<FileLink> = Vec::new();
    let mut seen = BTreeSet::new();
    for link in scope.within(&scope.page.links, |l| l.at) {
        let (Some(_), Some(url)) = (link.file, &link.target) else { continue };
        if seen.insert(address_key(url)) && links.len() < KEPT {
            links.push(FileLink::to(url));
        }
    }
    let more = (seen.len() - links.len()) as u32;
    (links, more)
}

/// The part of `section` in which its evidence stands: under the last heading before the first fact, if any.
fn part<'p>(page: &'p Page, section: &'p Section, evidence: Option<At>) -> &'p Section {
    let under = evidence.and_then(|at| {
        let within = |part: &&Section| part.heading.is_some() && part.span.contains(&at.pos);
        page.sections.iter().filter(within).min_by_key(|part| part.span.end - part.span.start)
    });
    under.filter(|part| section.span.contains(&part.span.start)).unwrap_or(section)
}

fn excerpt(witness: &Witness) -> String {
    let mut samples: Vec<&str> = Vec::new();
    for sample in &witness.samples {
        let sample = sample.trim();
        // A telephone that stands beside its owner needs no place of its own.
        let bare = sample.strip_prefix("ĐT ").unwrap_or(sample);
        let said = samples.iter().any(|known| known.len() >= bare.len() && known.contains(bare));
        if !sample.is_empty() && !said {
            samples.push(sample);
        }
    }
    clip(&samples.join("; "))
}

/// Date of the newest entry not after the capture; dates in running text count only where there is no dated entry.
fn newest(scope: &Scope<'_>) -> Option<Date> {
    let past = |date: &Date| *date <= scope.subject.day;
    let items = scope.within(&scope.page.items, |i| i.at).map(|i| i.date).filter(past).max();
    items.or_else(|| scope.within(&scope.page.dates, |d| d.at).map(|d| d.date).filter(past).max())
}

/// Whether the section itself says that it has no content, and has none.
fn says_empty(scope: &Scope<'_>, section: &Section) -> bool {
    scope.within(&scope.page.notices, |n| n.at).next().is_some() && is_empty(scope, section)
}

/// Whether a picture stands where the words of the section should, and nothing says that they are still to come.
fn is_pictured(scope: &Scope<'_>) -> bool {
    let page = scope.page;
    scope.within(&page.images, |i| i.at).any(|image| image.stands_alone)
        && scope.within(&page.notices, |n| n.at).next().is_none()
}

fn is_empty(scope: &Scope<'_>, section: &Section) -> bool {
    // So much text is something, whatever else there is.
    if section.words >= 4 * FEW_WORDS {
        return false;
    }
    let page = scope.page;
    let items = scope.within(&page.items, |i| i.at).count();
    let files = scope.within(&page.links, |l| l.at).filter(|l| l.file.is_some()).count();
    let tables = scope.within(&page.tables, |t| t.at).count();
    let noticed = scope.within(&page.notices, |n| n.at).next().is_some();
    let bare = items == 0 && files == 0 && tables == 0;
    let asks = scope.within(&page.forms, |f| f.at).any(|form| !form.search);
    (noticed && bare) || (section.words < FEW_WORDS && items < 2 && files == 0 && !asks)
}
