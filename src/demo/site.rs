//! One portal's site, before markup: which pages it has, under which addresses, and what stands on each.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use jiff::{Span, civil::Date};
use unicode_normalization::UnicodeNormalization as _;

use super::{
    Rng,
    content::{Content, Document, Item},
    entries::Entry,
    families::{self, Frame},
    node::{CATEGORIES, DOCUMENTS, ENGLISH, Node, PER_PAGE, TOPICS},
    plan::{Hazards, Plan},
    portal::{Family, PlannedPortal, State, Trouble},
    sections,
    traps::SWITCH,
};

/// Most articles that a page of news lists.
const MOST_ON_PAGE: usize = 20;

/// The pages of a news category.
pub(crate) struct NewsPages {
    /// Articles on a page; the last may have fewer.
    pub(crate) on_each: usize,
    pub(crate) pages: u16,
}

/// One portal's site.
pub(crate) struct Site {
    plan: Arc<Plan>,
    index: usize,
    pub(crate) seed: u64,
    pub(crate) entries: Vec<Entry>,
    pub(crate) documents: Vec<Document>,
    pub(crate) news: Vec<Item>,
    paths: BTreeMap<String, Node>,
    frame: OnceLock<Frame>,
    shared_frame: OnceLock<Frame>,
    english_frame: OnceLock<Frame>,
}

impl Site {
    /// The site of the plan's `index`-th portal.
    pub(crate) fn new(plan: &Arc<Plan>, index: usize) -> Self {
        let seed = Rng::nth(plan.options.seed, "site", index as u64).next();
        let mut site = Self {
            plan: Arc::clone(plan),
            index,
            seed,
            entries: Vec::new(),
            documents: Vec::new(),
            news: Vec::new(),
            paths: BTreeMap::new(),
            frame: OnceLock::new(),
            shared_frame: OnceLock::new(),
            english_frame: OnceLock::new(),
        };
        site.entries = site.announce();
        site.documents = (0..DOCUMENTS).map(|k| site.document(k)).collect();
        site.news = (0..plan.options.articles).map(|k| site.article(k)).collect();
        for k in 0..DOCUMENTS {
            site.documents[usize::from(k)].href = site.href(Node::Document(k));
        }
        for k in 0..plan.options.articles {
            site.news[usize::from(k)].href = site.href(Node::Article(k));
        }
        site.paths = site.nodes().into_iter().map(|node| (families::key(&site.href(node)), node)).collect();
        site
    }

    /// The plan behind it.
    pub(crate) fn portal(&self) -> &PlannedPortal {
        &self.plan.portals[self.index]
    }

    /// The other portals of the plan.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// A stream of its own for the part named `key`.
    pub(crate) fn rng(&self, key: &str) -> Rng {
        Rng::keyed(self.seed, key)
    }

    /// The simulated day, `days` ago.
    pub(crate) fn ago(&self, days: usize) -> Date {
        self.plan.options.today.saturating_sub(Span::new().days(i64::try_from(days).unwrap_or_default()))
    }

    /// The simulated day.
    pub(crate) fn today(&self) -> Date {
        self.plan.options.today
    }

    /// Days by which the section `id` is behind.
    pub(crate) fn lag(&self, id: &str) -> usize {
        if self.portal().state(id) == State::Stale { 240 } else { 2 }
    }

    /// State of a duty.
    pub(crate) fn state(&self, id: &str) -> State {
        self.portal().state(id)
    }

    /// Address of a page, below the host.
    pub(crate) fn href(&self, node: Node) -> String {
        families::path(self, node)
    }

    /// Address of the section `id`, if it has an entry.
    pub(crate) fn section(&self, id: &str) -> Option<String> {
        let at = self.entries.iter().position(|e| e.id == id)?;
        Some(self.entry_href(at))
    }

    /// Address behind the entry at `at`.
    pub(crate) fn entry_href(&self, at: usize) -> String {
        self.shown(at).unwrap_or_else(|| self.href(Node::Section(at as u16)))
    }

    /// The page at `path` (with its query, session ids taken out).
    pub(crate) fn find(&self, path: &str) -> Option<Node> {
        let key = families::key(path);
        let known = |key: &str| self.paths.get(key).copied();
        known(&key).or_else(|| families::endless(self, &key)).or_else(|| known(self.shrunk(&key)?))
    }

    /// The parts that every page shares, made once.
    pub(crate) fn frame(&self) -> &Frame {
        self.frame.get_or_init(|| families::frame(self))
    }

    /// The same parts for component sites: every address leads to the portal.
    pub(crate) fn shared_frame(&self) -> &Frame {
        self.shared_frame.get_or_init(|| {
            let own = self.frame();
            let host = &self.portal().host;
            let absolute = |text: &str| {
                let text = text.replace("href=\"/", &format!("href=\"http://{host}/"));
                text.replace(&format!("href=\"{SWITCH}\""), &format!("href=\"http://{host}/{SWITCH}\""))
            };
            Frame { head: own.head.clone(), before: absolute(&own.before), after: absolute(&own.after) }
        })
    }

    /// The page as HTML.
    pub(crate) fn render(&self, node: Node) -> String {
        let real = self.state("english-structure") == State::Passed;
        let frame = match node {
            Node::English(_) if real => self.english_frame.get_or_init(|| families::english_frame(self)),
            _ => self.frame(),
        };
        let html = families::in_frame(self, &self.content(node), frame);
        if self.portal().decomposed { html.nfd().collect() } else { html }
    }

    /// What stands on a page.
    pub(crate) fn content(&self, node: Node) -> Content {
        sections::content(self, node)
    }

    /// All pages that have an end.
    pub(crate) fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![Node::Home, Node::Login];
        nodes.extend(
            (0..self.entries.len()).filter(|&i| self.entries[i].elsewhere.is_none()).map(|i| Node::Section(i as u16)),
        );
        if matches!(self.state("legal-documents"), State::Passed | State::Stale) {
            nodes.extend((1..DOCUMENTS.div_ceil(PER_PAGE)).map(Node::Register));
            nodes.extend((0..DOCUMENTS).map(Node::Document));
        }
        for category in 0..CATEGORIES.len() as u16 {
            nodes.extend((0..self.news_of(category).pages).map(|page| Node::News(category, page)));
        }
        nodes.extend((0..self.news.len() as u16).map(Node::Article));
        if self.state("print-save") == State::Passed {
            nodes.extend((0..self.news.len() as u16).map(Node::Print));
        }
        nodes.extend((0..TOPICS.len() as u16).map(Node::Topic));
        if self.state("english-structure") != State::Absent {
            nodes.extend((0..ENGLISH.len() as u16).filter(|&i| self.has_english(i)).map(Node::English));
        }
        if matches!(self.state("other-languages"), State::Passed) {
            nodes.push(Node::Foreign);
        }
        if self.state("site-search") == State::Passed {
            nodes.push(Node::Search);
        }
        nodes
    }

    /// How the news of a category is divided into pages.
    pub(crate) fn news_of(&self, category: u16) -> NewsPages {
        let articles = self.news.len().saturating_sub(usize::from(category)).div_ceil(CATEGORIES.len());
        let on_each = (articles / 2 + 1).min(MOST_ON_PAGE);
        NewsPages { on_each, pages: articles.div_ceil(on_each) as u16 }
    }

    /// Whether addresses go on without end in some places.
    pub(crate) fn endless(&self) -> bool {
        self.plan.options.hazards == Hazards::Planted
    }

    /// Whether the English edition holds the page at `at` of [`ENGLISH`].
    pub(crate) fn has_english(&self, at: u16) -> bool {
        let real = self.state("english-structure") == State::Passed;
        match at {
            0 => self.state("english-structure") != State::Absent,
            2 => self.state("english-contacts") == State::Passed,
            _ => real,
        }
    }

    /// Whether links carry a session id.
    pub(crate) fn sessions(&self) -> bool {
        self.endless() && self.portal().family == Family::Tables && self.portal().number.is_multiple_of(3)
    }

    /// Whether pages are sent in windows-1258.
    pub(crate) fn legacy_charset(&self) -> bool {
        matches!(self.portal().trouble, Some(Trouble::WrongCharset | Trouble::NoCharset))
    }
}
