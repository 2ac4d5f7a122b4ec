//! What one page adds to the census.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    super::fnv::hash,
    address::{bare_host, component_of, is_start},
    body::kind_of,
    host::kind_of_host,
};
use crate::{
    page::{Page, Region, Role},
    registry::Portal,
    rules::BodyKind,
    text,
};

/// Titles of items with fewer words than this may agree by chance.
const TELLING_WORDS: usize = 5;
/// Most items of a start page that are compared.
const MOST_ITEMS: usize = 200;
/// Most letters of a name.
const LONGEST_NAME: usize = 160;
/// Shorter texts are no copies of each other, only alike in saying nothing.
const LEAST_TEXT: usize = 200;

/// The kind of body whose site stands at `host`, by the words of a link to it, or by the host itself.
pub(super) fn body_at(host: &str, words: &str) -> Option<BodyKind> {
    kind_of(words).or_else(|| kind_of_host(host))
}

/// A host that a link announces as a body's site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Announced {
    /// Words that name a body come before the words of a link whose target alone does.
    pub(super) by_host: bool,
    pub(super) words: String,
    pub(super) kind: BodyKind,
}

/// What one page adds to the census.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sight {
    /// Host of the page without `www.`.
    pub(super) host: String,
    /// Component sites announced by a link to their start page, by host.
    pub(super) announced: Vec<(String, Announced)>,
    /// Start pages only: hashes of the words of links in menus, header and footer.
    pub(super) frame: Vec<u64>,
    /// Whether some link leads to the portal's own host.
    pub(super) links_back: bool,
    /// Start pages only: what the page calls itself.
    pub(super) title: String,
    /// Start pages only: hash of the whole text; 0 if that is too short to tell.
    pub(super) text: u64,
    /// Start pages only: hashes of the titles of dated items, sorted.
    pub(super) items: Vec<u64>,
    /// Start pages only: day of the newest item.
    pub(super) newest: Option<Date>,
    /// Start pages only: hosts whose feeds it takes or offers, other than its own.
    pub(super) feeds: Vec<String>,
}

impl Sight {
    /// Looks at one page of `portal`, seen on `day`.
    pub(crate) fn of(portal: &Portal, page: &Page, day: Date) -> Self {
        let own = bare_host(&portal.url);
        let host = bare_host(&page.url);
        let mut announced: BTreeMap<&str, Announced> = BTreeMap::new();
        let (mut frame, mut links_back) = (Vec::new(), false);
        // A portal's start page may stand behind a redirect to a path.
        let start = is_start(&page.url) || page.role == Role::Home;
        for link in page.links.iter().chain(&page.controls) {
            if start && matches!(link.at.region, Region::Menu | Region::Header | Region::Footer) {
                let words = text::normalise(&link.label);
                if !words.is_empty() {
                    frame.push(hash(&words));
                }
            }
            let Some(target) = &link.target else { continue };
            let to = bare_host(target);
            links_back |= to == own;
            if component_of(portal, target).is_some()
                && let Some(kind) = body_at(to, &link.label)
            {
                let found = Announced {
                    by_host: kind_of(&link.label).is_none(),
                    words: link.label.chars().take(LONGEST_NAME).collect(),
                    kind,
                };
                let known = announced.entry(to).or_insert_with(|| found.clone());
                *known = found.min(known.clone());
            }
        }
        frame.sort_unstable();
        frame.dedup();
        let announced = announced.into_iter().map(|(host, found)| (host.to_owned(), found)).collect();
        let sight = Self { host: host.to_owned(), announced, frame, links_back, ..Self::default() };
        if start { sight.with_start(page, day) } else { sight }
    }

    /// With what only start pages are asked for.
    fn with_start(mut self, page: &Page, day: Date) -> Self {
        let telling = |title: &&str| title.split(' ').count() >= TELLING_WORDS;
        let titles = page.items.iter().map(|item| item.title.as_str());
        self.items = titles.filter(telling).take(MOST_ITEMS).map(|title| hash(&text::normalise(title))).collect();
        self.items.sort_unstable();
        self.items.dedup();
        self.newest = page.items.iter().map(|item| item.date).filter(|date| *date <= day).max();
        self.text = if page.text.len() < LEAST_TEXT { 0 } else { hash(&page.text) };
        self.title = page.title.chars().take(LONGEST_NAME).collect();
        let feeds = page.feeds.iter().map(bare_host).filter(|feed| *feed != self.host);
        self.feeds = feeds.map(str::to_owned).collect();
        self
    }

    /// Component sites named on the page, by host.
    pub(super) fn announced(&self) -> impl Iterator<Item = (&str, &Announced)> {
        self.announced.iter().map(|(host, found)| (host.as_str(), found))
    }

    /// Hosts of component sites named on the page.
    pub(crate) fn hosts(&self) -> impl Iterator<Item = &str> {
        self.announced.iter().map(|(host, _)| host.as_str())
    }

    /// Host of the page without `www.`.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}
