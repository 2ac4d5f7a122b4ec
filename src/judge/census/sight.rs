//! What one page adds to the census.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;

use super::{
    super::fnv::hash,
    address::{bare_host, component_of, folder_of, is_start},
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
/// Fewer links are no menu.
const LEAST_MENU: usize = 5;
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
    /// The folder of which the page is the start page, where that is a site of its own (see [`folder_of`]).
    pub(super) folder: Option<String>,
    /// Component sites announced by a link to their start page, by host, or by folder of the portal's own host.
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

/// Whether a site is a folder of the portal's own host.
pub(super) fn is_folder(site: &str) -> bool {
    site.contains('/')
}

/// Whether most of the links to the same host in a page's menus and header stay inside of `folder`: the menu is that of
/// a site of its own, and the page not one on that body in the portal.
fn has_own_menu(page: &Page, folder: &str) -> bool {
    let Some(path) = folder.find('/').map(|at| &folder[at..]) else { return false };
    let host = bare_host(&page.url);
    let (mut inside, mut all) = (BTreeSet::new(), 0_usize);
    for link in page.links.iter().filter(|link| matches!(link.at.region, Region::Menu | Region::Header)) {
        let Some(target) = link.target.as_ref().filter(|target| bare_host(target) == host) else { continue };
        all += 1;
        if target.path().strip_prefix(path).is_some_and(|rest| rest.len() > 1 && rest.starts_with('/')) {
            inside.insert(target.as_str());
        }
    }
    inside.len() >= LEAST_MENU && inside.len() * 2 >= all
}

impl Sight {
    /// Looks at one page of `portal`, seen on `day`.
    pub(crate) fn of(portal: &Portal, page: &Page, day: Date) -> Self {
        let own = bare_host(&portal.url);
        let host = bare_host(&page.url);
        let mut announced: BTreeMap<Cow<'_, str>, Announced> = BTreeMap::new();
        let (mut frame, mut links_back) = (Vec::new(), false);
        let folder = folder_of(portal, &page.url).filter(|folder| has_own_menu(page, folder));
        // A portal's start page may stand behind a redirect to a path.
        let home = is_start(&page.url) || page.role == Role::Home;
        let start = home || folder.is_some();
        for link in page.links.iter().chain(&page.controls) {
            if start && matches!(link.at.region, Region::Menu | Region::Header | Region::Footer) {
                let words = text::normalise(&link.label);
                if !words.is_empty() {
                    frame.push(hash(&words));
                }
            }
            let Some(target) = &link.target else { continue };
            let to = bare_host(target);
            links_back |= to == own && (folder.is_none() || is_start(target));
            let site = match component_of(portal, target) {
                Some(_) => body_at(to, &link.label).map(|kind| (Cow::Borrowed(to), kind)),
                // The address of a folder alone says nothing: it may be a page on that body.
                // Menus are the same on every page: those of start pages are enough.
                None if home || matches!(link.at.region, Region::Main | Region::Aside) => {
                    folder_of(portal, target).and_then(|folder| Some((folder.into(), kind_of(&link.label)?)))
                }
                None => None,
            };
            if let Some((site, kind)) = site {
                let found = Announced {
                    by_host: kind_of(&link.label).is_none(),
                    words: link.label.chars().take(LONGEST_NAME).collect(),
                    kind,
                };
                let known = announced.entry(site).or_insert_with(|| found.clone());
                *known = found.min(known.clone());
            }
        }
        frame.sort_unstable();
        frame.dedup();
        let announced = announced.into_iter().map(|(site, found)| (site.into_owned(), found)).collect();
        let sight = Self { host: host.to_owned(), folder, announced, frame, links_back, ..Self::default() };
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

    /// Component sites named on the page, by host or folder.
    pub(super) fn announced(&self) -> impl Iterator<Item = (&str, &Announced)> {
        self.announced.iter().map(|(host, found)| (host.as_str(), found))
    }

    /// Hosts of component sites named on the page.
    pub(crate) fn hosts(&self) -> impl Iterator<Item = &str> {
        self.announced.iter().map(|(site, _)| site.as_str()).filter(|site| !is_folder(site))
    }

    /// The site of which this is the start page, or a page: a folder or a host.
    pub(super) fn site(&self) -> &str {
        self.folder.as_deref().unwrap_or(&self.host)
    }

    /// Host of the page without `www.`.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}
