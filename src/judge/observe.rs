//! One page alone: which parts of it are announced as what, and what they prove.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;
use url::Url;

use super::{
    Judge,
    census::Sight,
    detect::holds,
    files::FileLink,
    finding::SignalKind,
    fnv::hash,
    labels::{Fit, LabelHit, ReqIndex},
    observation::{Candidate, Entry, Observation, OnFiles, OwnSignal, Source, Target, Verdict, address_key},
    pending::{Pending, asks_files},
    scope::{Regions, Scope, Subject},
    texts::Texts,
    witness::{Witness, clip},
};
use crate::{
    clock::date_in_vietnam,
    page::{At, LabelSource, Link, Page, Region, Role, Section},
    registry::Portal,
    rules::Observe,
    text,
};

/// Fewer words than this, and no fact of any kind, is an empty section.
const FEW_WORDS: u32 = 25;
/// A longer text, in bytes, is a sentence and no name.
const LONGEST_NAME: usize = 160;

/// Announcements per requirement: on the page as a whole, and on its sections.
#[derive(Default)]
struct Announced {
    whole: Vec<OwnSignal>,
    /// Whether title, trail, address or heading name a look-alike.
    disowned: bool,
    sections: BTreeMap<usize, Vec<OwnSignal>>,
}

impl Judge {
    /// Looks at one page of `portal`.
    pub fn observe(&self, portal: &Portal, page: &Page, source: Source) -> Observation {
        let names = agency_names(portal);
        let day = date_in_vietnam(source.at);
        let subject = Subject { names: &names, domains: &portal.domains, tier: portal.tier, day };
        let readable = page.obstacle.is_none();
        let mut observation = Observation {
            source,
            key: address_key(&page.url),
            url: page.url.to_string(),
            obstacle: page.obstacle,
            cut: page.cut,
            fingerprint: page.fingerprint,
            legacy: page.charset.legacy,
            undecodable: is_garbled(page),
            candidates: Vec::new(),
            names: Vec::new(),
            entries: Vec::new(),
            disowned: Vec::new(),
            menu: Arc::default(),
            entrances: Arc::default(),
            script_links: 0,
            sight: Sight::of(portal, page),
        };
        self.read_links(portal, page, &mut observation);
        if readable && !observation.undecodable {
            self.hold_against_rules(page, subject, &mut observation);
            if observation.candidates.iter().any(Candidate::is_unannounced) {
                observation.names = own_names(page, &names);
            }
        }
        observation
    }

    fn read_links(&self, portal: &Portal, page: &Page, observation: &mut Observation) {
        let mut seen: BTreeMap<(ReqIndex, Target), usize> = BTreeMap::new();
        let (mut menu, mut entrances) = (Vec::new(), Vec::new());
        for link in &page.links {
            if link.target.is_none() && link.script.is_some() {
                observation.script_links += 1;
            }
            let hits = self.hits_of(link);
            let in_menu = link.at.region == Region::Menu;
            let leads_on = page.role == Role::Home || (link.at.region == Region::Aside && link.file.is_none());
            if hits.is_empty() && !in_menu && !leads_on {
                continue;
            }
            let target = match &link.target {
                Some(target) if portal.covers(target) => Target::Inside(address_key(target)),
                Some(target) => Target::Outside(target.to_string()),
                None => Target::Script,
            };
            if let (true, Target::Inside(key)) = (in_menu, &target) {
                menu.push(hash(key));
            }
            if let (true, Target::Inside(key)) = (leads_on, &target) {
                entrances.push(hash(key));
            }
            for hit in hits.iter() {
                if hit.against {
                    if let Target::Inside(key) = &target {
                        observation.disowned.push((hit.requirement, key.clone()));
                    }
                    continue;
                }
                let entry = Entry {
                    requirement: hit.requirement,
                    target: target.clone(),
                    text: clip(if link.label.is_empty() { &link.slug } else { &link.label }),
                    label: hit.label,
                    fit: hit.fit,
                    region: link.at.region,
                };
                match seen.get(&(hit.requirement, target.clone())) {
                    Some(known) if observation.entries[*known].fit >= hit.fit => {}
                    Some(known) => observation.entries[*known] = Arc::new(entry),
                    None => {
                        seen.insert((hit.requirement, target.clone()), observation.entries.len());
                        observation.entries.push(Arc::new(entry));
                    }
                }
            }
        }
        observation.disowned.sort();
        observation.disowned.dedup();
        entrances.sort_unstable();
        entrances.dedup();
        observation.entrances = entrances.into();
        menu.sort_unstable();
        menu.dedup();
        observation.menu = menu.into();
    }

    /// Which requirements a link announces: by its words, else (a bare image, or words that announce nothing) by the
    /// words of its address.
    pub(crate) fn hits_of(&self, link: &Link) -> Arc<[LabelHit]> {
        let by_label = match link.source {
            LabelSource::Text | LabelSource::Attribute => self.labels.in_text(&link.label),
            LabelSource::FileName | LabelSource::Address => self.labels.in_slug(&link.label),
            LabelSource::None => Arc::default(),
        };
        let announces_by_address =
            by_label.is_empty() && (link.image_only || link.label.is_empty()) && link.file.is_none();
        if announces_by_address {
            return self.labels.in_slug(&link.slug);
        }
        if link.target.as_ref().is_some_and(|target| !by_label.is_empty() && self.filters_another(target, &by_label)) {
            return Arc::default();
        }
        // "Thông tin" that leads to /about: the address says what the words leave open, but only as a whole.
        let navigates = matches!(link.at.region, Region::Menu | Region::Header | Region::Footer);
        match &link.target {
            Some(target) if by_label.is_empty() && navigates && link.file.is_none() => self.by_address(target),
            _ => by_label,
        }
    }

    /// Whether a link is one choice of a filter in the section of another requirement: "Cơ cấu tổ chức" that leads to
    /// `van-ban-quy-pham-phap-luat?linh-vuc=39` is a field of documents.
    fn filters_another(&self, target: &Url, hits: &[LabelHit]) -> bool {
        if target.query().is_none() {
            return false;
        }
        let said = self.by_address(target);
        !said.is_empty() && !said.iter().any(|there| hits.iter().any(|hit| hit.requirement == there.requirement))
    }

    /// What the last piece of an address names as a whole.
    fn by_address(&self, target: &Url) -> Arc<[LabelHit]> {
        let last = target.path_segments().and_then(|mut pieces| pieces.rfind(|piece| !piece.is_empty()));
        self.labels.in_address(&text::slug_words(last.unwrap_or_default()))
    }

    fn announcements(&self, page: &Page) -> BTreeMap<ReqIndex, Announced> {
        let mut found: BTreeMap<ReqIndex, Announced> = BTreeMap::new();
        let mut whole = |kind: SignalKind, words: &str, hits: Arc<[LabelHit]>| {
            for hit in hits.iter() {
                if hit.against {
                    found.entry(hit.requirement).or_default().disowned = true;
                    continue;
                }
                let announced = &mut found.entry(hit.requirement).or_default().whole;
                announced.push(OwnSignal { kind, fit: hit.fit, text: clip(words), label: hit.label });
            }
        };
        if page.role != Role::Home {
            for part in title_parts(&page.title) {
                whole(SignalKind::Title, part, self.labels.in_text(part));
            }
            for crumb in page.breadcrumb.iter().rev().take(2) {
                whole(SignalKind::Breadcrumb, crumb, self.labels.in_text(crumb));
            }
            let segments: Vec<&str> = page.url.path_segments().map(Iterator::collect).unwrap_or_default();
            for segment in segments.iter().rev().filter(|s| !s.is_empty()).take(2) {
                let words = text::slug_words(segment);
                let hits = self.labels.in_slug(&words);
                whole(SignalKind::Address, segment, hits);
            }
            // Joomla and its like name the section in the query: `?view=section&id=27:thu-tuc-hanh-chinh`.
            for (_, value) in page.url.query_pairs().filter(|(_, value)| value.contains('-')).take(4) {
                whole(SignalKind::Address, &value, self.labels.in_slug(&text::slug_words(&value)));
            }
            if let Some(first) = page.headings.iter().find(|h| h.at.region == Region::Main) {
                whole(SignalKind::Heading, &first.text, self.labels.in_text(&first.text));
            }
            forget_foreign_trails(&mut found);
        }
        for (index, section) in page.sections.iter().enumerate() {
            let Some(heading) = section.heading.map(|h| &page.headings[h]) else { continue };
            if !matches!(heading.at.region, Region::Main | Region::Aside) {
                continue;
            }
            for hit in self.labels.in_text(&heading.text).iter().filter(|hit| !hit.against) {
                let signal =
                    OwnSignal { kind: SignalKind::Heading, fit: hit.fit, text: clip(&heading.text), label: hit.label };
                found.entry(hit.requirement).or_default().sections.entry(index).or_default().push(signal);
            }
        }
        found
    }

    fn hold_against_rules(&self, page: &Page, subject: Subject<'_>, observation: &mut Observation) {
        let texts = Texts::new(&self.phrases, page);
        let mut announced = self.announcements(page);
        for index in 0..self.requirements.len() {
            let requirement = index as ReqIndex;
            let own = announced.remove(&requirement).unwrap_or_default();
            let labelled = !own.whole.is_empty() || !own.sections.is_empty();
            let scope = |section: &Section, regions| Scope {
                page,
                texts: &texts,
                subject,
                span: section.span.clone(),
                regions,
                labelled,
            };
            match self.requirements[index].observe {
                Observe::Person => {}
                Observe::Site | Observe::Probe => {
                    let everything = Section { span: 0..u32::MAX, ..page.sections[0].clone() };
                    let candidate =
                        self.assess(requirement, &scope(&everything, Regions::All), &everything, Vec::new());
                    if matches!(candidate.verdict, Verdict::Proven(..)) {
                        observation.candidates.push(candidate);
                    }
                }
                Observe::Page => {
                    for (at, signals) in own.sections {
                        let section = &page.sections[at];
                        let scope = scope(section, Regions::Content(section.region));
                        observation.candidates.push(self.assess(requirement, &scope, section, signals));
                    }
                    // Without a word of its own the page may still be what a menu entry elsewhere announces.
                    if page.role == Role::Home || (own.whole.is_empty() && (own.disowned || page.role == Role::Article))
                    {
                        continue;
                    }
                    let section = &page.sections[0];
                    let scope = scope(section, Regions::Content(Region::Main));
                    let candidate = self.assess(requirement, &scope, section, own.whole);
                    if !candidate.signals.is_empty()
                        || candidate.verdict != Verdict::Unproven
                        || candidate.on_files.is_some()
                    {
                        observation.candidates.push(candidate);
                    }
                }
            }
        }
    }

    /// Holds one part of a page against one requirement.
    fn assess(
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
        let rejected = tests.rejections.iter().position(|when| holds(when, scope, &mut Witness::default()));
        let proven = || {
            let mut best: Option<(Verdict, Witness)> = None;
            for (index, (proof, when)) in rule.proofs.iter().zip(&tests.proofs).enumerate() {
                let verdict = Verdict::Proven(proof.accepts, std::cmp::Reverse(index as u16));
                if best.as_ref().is_some_and(|(known, _)| *known >= verdict) {
                    continue;
                }
                let mut seen = Witness::default();
                if holds(when, scope, &mut seen) {
                    best = Some((verdict, seen));
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
            None => self.on_files(requirement, scope, verdict),
            Some(_) => None,
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
            verdict,
            on_files,
            excerpt: excerpt(&witness),
            facts: witness.facts,
            newest: if worth_telling { newest(scope) } else { None },
        }
    }
}

/// A trail names the way to a page, and in many templates the way to another one: where the page's own heading or
/// address is the whole name of one requirement, the trail alone speaks for no other.
fn forget_foreign_trails(found: &mut BTreeMap<ReqIndex, Announced>) {
    let own = |signal: &OwnSignal| {
        signal.fit == Fit::Whole && matches!(signal.kind, SignalKind::Heading | SignalKind::Address)
    };
    if found.values().any(|announced| announced.whole.iter().any(own)) {
        for announced in found.values_mut() {
            if announced.whole.iter().all(|signal| signal.kind == SignalKind::Breadcrumb) {
                announced.whole.clear();
            }
        }
    }
}

impl Judge {
    /// What of `verdict`, which was given with no file known, depends on the files of the section.
    fn on_files(&self, requirement: ReqIndex, scope: &Scope<'_>, verdict: Verdict) -> Option<Box<OnFiles>> {
        let rule = &self.requirements[usize::from(requirement)];
        let tests = &self.tests[usize::from(requirement)];
        if !tests.ask_files {
            return None;
        }
        let (links, more) = file_links(scope);
        if links.is_empty() {
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
                if verdict == worth || holds(when, scope, &mut Witness::default()) {
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
        (!pending.is_empty()).then(|| Box::new(OnFiles { steady, pending, links, more }))
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

/// Parts of a page title: most templates write "section - agency" or "agency | section".
fn title_parts(title: &str) -> impl Iterator<Item = &str> {
    const BETWEEN: [&str; 6] = [" - ", " | ", " – ", " :: ", " » ", " > "];
    let mut parts = vec![title];
    for mark in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    if parts.len() > 1 {
        parts.push(title);
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
}

/// Normal forms of what an inner page calls itself, without the agency's name: parts of its title, its first heading, the
/// words of its address. The trail is left out: it ends with the page on some portals and above it on others.
fn own_names(page: &Page, agency: &[String]) -> Vec<Box<str>> {
    let heading = page.headings.iter().find(|h| h.at.region == Region::Main).map(|h| h.text.as_str());
    let said = title_parts(&page.title).chain(heading);
    let mut names: Vec<String> = said.filter(|text| text.len() <= LONGEST_NAME).map(text::normalise).collect();
    let segment = page.url.path_segments().and_then(|mut all| all.rfind(|segment| !segment.is_empty()));
    names.extend(segment.map(text::slug_words));
    let values = page.url.query_pairs().map(|(_, value)| value).filter(|value| value.contains('-')).take(4);
    names.extend(values.map(|value| text::slug_words(&value)));
    for name in &mut names {
        for own in agency {
            if let Some(at) = name.find(own.as_str()) {
                name.replace_range(at..at + own.len(), "");
            }
        }
        name.truncate(name.trim_end().len());
    }
    names.retain(|name| name.split_whitespace().count() > 1);
    names.sort();
    names.dedup();
    names.into_iter().map(String::into_boxed_str).collect()
}

/// Normal forms by which the agency may call itself: the full name, and for localities the bare name.
fn agency_names(portal: &Portal) -> Vec<String> {
    let full = text::normalise(&portal.name_vi);
    let mut names = vec![full.clone()];
    for kind in ["tỉnh ", "thành phố "] {
        if let Some(bare) = full.strip_prefix(kind) {
            names.push(bare.to_owned());
        }
    }
    let english = text::normalise(&portal.name_en);
    if !english.is_empty() {
        names.push(english);
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Text in which replaced bytes or the usual traces of a wrong charset stand too thick to trust its words.
fn is_garbled(page: &Page) -> bool {
    const TRACES: [&str; 5] = ["Ã¡", "Æ°", "á»", "áº", "Ã¢"];
    const REPLACED: &str = "\u{FFFD}";
    let text = page.text.as_bytes();
    // One pass for all: these two bytes, in the middle of every trace and at the head of the replacement, are rare in
    // sound text.
    let signs = memchr::memchr2_iter(0xC2, 0xEF, text);
    let bad = signs.filter(|at| {
        text[*at..].starts_with(REPLACED.as_bytes())
            || TRACES
                .iter()
                .any(|trace| at.checked_sub(2).is_some_and(|from| text[from..].starts_with(trace.as_bytes())))
    });
    let bad = bad.count();
    bad > 20 && bad * 200 > text.len()
}

/// Whether an announcement is strong enough to say that something was promised there.
pub(crate) fn promises(fit: Fit) -> bool {
    fit >= Fit::Start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    fn garbled(words: &str) -> bool {
        let url = "https://mau.gov.vn/".parse().unwrap();
        let body = format!("<main>{}</main>", format!("<p>{words}</p>").repeat(30));
        let content_type = Some("text/html; charset=utf-8");
        is_garbled(&page::read(&page::Source { url: &url, body: body.as_bytes(), content_type, home: true, day: None }))
    }

    #[test]
    fn text_read_in_a_wrong_charset_is_not_trusted() {
        assert!(garbled("Cá»•ng thÃ´ng tin Ä‘iá»‡n"));
        assert!(garbled("C\u{FFFD}ng th\u{FFFD}ng tin"));
        assert!(!garbled("Cổng thông tin điện tử: Ã á ã Ä â"));
    }
}
