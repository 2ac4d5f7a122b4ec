//! What a page calls itself: as which requirements its title, trail, address and headings announce it and its sections.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use url::Url;

use super::{
    Judge,
    finding::SignalKind,
    fit::Fit,
    labels::{LabelHit, ReqIndex},
    observation::OwnSignal,
    witness::clip,
};
use crate::{
    page::{Page, Region, Role},
    text,
};

/// A longer text, in bytes, is a sentence and no name.
const LONGEST_NAME: usize = 160;

/// Announcements per requirement: on the page as a whole, and on its sections.
#[derive(Default)]
pub(super) struct Announced {
    pub(super) whole: Vec<OwnSignal>,
    /// Whether title, trail, address or heading name a look-alike.
    pub(super) disowned: bool,
    pub(super) sections: BTreeMap<usize, Vec<OwnSignal>>,
}

impl Judge {
    /// By requirement, what announces the page and its sections.
    pub(super) fn announcements(&self, page: &Page) -> BTreeMap<ReqIndex, Announced> {
        let mut found: BTreeMap<ReqIndex, Announced> = BTreeMap::new();
        let echo = echo(page);
        let echoes = |words: &str| echo.as_ref().is_some_and(|asked| text::normalise(words).contains(asked.as_str()));
        let mut whole = |kind: SignalKind, words: &str, hits: Arc<[LabelHit]>| {
            if echoes(words) {
                return;
            }
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
            for value in query_names(&page.url).filter(|_| echo.is_none()) {
                whole(SignalKind::Address, &value, self.labels.in_slug(&text::slug_words(&value)));
            }
            if let Some(first) = first_heading(page) {
                whole(SignalKind::Heading, first, self.labels.in_text(first));
            }
            forget_foreign_trails(&mut found);
        }
        for (index, section) in page.sections.iter().enumerate() {
            let Some(heading) = section.heading.map(|h| &page.headings[h]) else { continue };
            if !matches!(heading.at.region, Region::Main | Region::Aside) || echoes(&heading.text) {
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
}

/// What a page of search results was asked for, in normal form: it repeats it, and is no section of that name.
fn echo(page: &Page) -> Option<String> {
    page.url.query()?;
    let searches = page.forms.iter().filter(|form| form.search).filter_map(|form| form.query.as_ref());
    searches.filter_map(|query| query.asked(&page.url)).map(|asked| text::normalise(&asked)).next()
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

/// The first heading of the main content.
fn first_heading(page: &Page) -> Option<&str> {
    page.headings.iter().find(|heading| heading.at.region == Region::Main).map(|heading| heading.text.as_str())
}

/// The last piece of an address that says anything.
pub(super) fn last_piece(url: &Url) -> Option<&str> {
    url.path_segments()?.rfind(|piece| !piece.is_empty())
}

/// Names in a query: Joomla and its like call the section so, `?view=section&id=27:thu-tuc-hanh-chinh`.
fn query_names(url: &Url) -> impl Iterator<Item = Cow<'_, str>> {
    url.query_pairs().map(|(_, value)| value).filter(|value| value.contains('-')).take(4)
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
pub(super) fn own_names(page: &Page, agency: &[String]) -> Vec<Box<str>> {
    let said = title_parts(&page.title).chain(first_heading(page));
    let mut names: Vec<String> = said.filter(|text| text.len() <= LONGEST_NAME).map(text::normalise).collect();
    names.extend(last_piece(&page.url).map(text::slug_words));
    names.extend(query_names(&page.url).map(|value| text::slug_words(&value)));
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
