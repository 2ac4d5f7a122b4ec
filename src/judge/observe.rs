//! One page alone: which parts of it are announced as what, and what they prove.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Judge,
    announce::own_names,
    census::Sight,
    labels::ReqIndex,
    observation::{Candidate, Observation, OwnSignal, Source, Verdict, address_key},
    practice::Glance,
    scope::{Regions, Scope, Subject},
    texts::Texts,
};
use crate::{
    clock::date_in_vietnam,
    page::{Language, Page, Region, Role, Section},
    registry::Portal,
    rules::Observe,
    text,
};

impl Judge {
    /// Looks at one page of `portal`.
    pub fn observe(&self, portal: &Portal, page: &Page, source: Source) -> Observation {
        let names = agency_names(portal);
        let day = date_in_vietnam(source.at);
        let subject = Subject { names: &names, domains: &portal.domains, tier: portal.tier, day, ipv6: source.ipv6 };
        let readable = page.obstacle.is_none();
        let mut observation = Observation {
            source,
            key: address_key(&page.url),
            url: page.url.to_string(),
            obstacle: page.obstacle,
            cut: page.cut,
            fingerprint: page.fingerprint,
            legacy: page.charset.legacy,
            english: page.language == Language::English,
            undecodable: is_garbled(page),
            candidates: Vec::new(),
            names: Vec::new(),
            entries: Vec::new(),
            disowned: Vec::new(),
            menu: Arc::default(),
            entrances: Arc::default(),
            script_links: 0,
            sight: Sight::of(portal, page, day),
            glance: Glance::of(portal, page),
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
                    let joined = joined(page, &own.sections);
                    let single = own.sections.into_iter().map(|(at, signals)| (page.sections[at].clone(), signals));
                    for (section, signals) in single.chain(joined) {
                        let scope = scope(&section, Regions::Content(section.region));
                        observation.candidates.push(self.assess(requirement, &scope, &section, signals));
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
}

/// Announced sections that follow each other directly, taken together: a page may tell of one duty under two headings,
/// functions and then tasks, neither of which is enough alone.
fn joined(page: &Page, announced: &BTreeMap<usize, Vec<OwnSignal>>) -> Vec<(Section, Vec<OwnSignal>)> {
    let mut found: Vec<(Section, Vec<OwnSignal>)> = Vec::new();
    let mut rows = announced.iter().map(|(at, signals)| (&page.sections[*at], signals)).peekable();
    while let Some((first, signals)) = rows.next() {
        let (mut whole, mut signals) = (first.clone(), signals.clone());
        while let Some((next, more)) =
            rows.next_if(|(next, _)| next.span.start == whole.span.end && next.region == whole.region)
        {
            whole.span.end = next.span.end;
            whole.words += next.words;
            signals.extend(more.iter().cloned());
        }
        if whole.span != first.span {
            found.push((whole, signals));
        }
    }
    found
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
