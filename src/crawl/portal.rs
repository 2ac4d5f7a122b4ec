//! The crawl of one portal without network, time or threads: what it knows, and what it is told. The same answers in the
//! same order always lead to the same addresses, which is what lets a killed run be resumed: the loop is run again, with
//! the archive answering first.
//!
//! `portal/choose.rs` says which address is asked for next, `follow.rs` what follows from an answer, `portal/ending.rs`
//! and `again.rs` when it is over.

mod ask;
mod budget;
mod choose;
mod ending;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use url::Url;

pub use self::budget::Budget;
pub(super) use self::{
    ask::{Ask, Next, Purpose, robots_for},
    ending::Went,
};
use super::{
    Archive, CrawlOptions, Focus, Hint, HomeSeen, PortalEnd, Scope, StopReason,
    again::Again,
    canonical::canonical,
    discover::Discoverer,
    files::Files,
    frontier::{Entry, Frontier},
    gate::{Gates, Obedience},
    home::alternates,
    rendering::Rendering,
    traps::Watch,
};
use crate::{
    fetch::{Cookies, Ipv6, Want},
    registry::Portal,
};

/// Another host of the same portal counts as so many clicks more: a portal comes before the sites it links to.
const FAR: u8 = 3;

/// The crawl of one portal.
pub(super) struct PortalCrawl {
    pub(super) portal: Portal,
    pub(super) budget: Budget,
    pub(super) archive: Arc<dyn Archive>,
    pub(super) focus: Box<dyn Focus>,
    pub(super) scope: Scope,
    pub(super) frontier: Frontier,
    pub(super) gates: Gates,
    pub(super) cookies: Cookies,
    pub(super) discoverer: Discoverer,
    /// robots.txt and sitemaps, which go before pages.
    pub(super) errands: VecDeque<(Url, Purpose)>,
    /// Other forms of the start address, for when it cannot be reached.
    pub(super) alternates: VecDeque<Url>,
    /// How often each address was asked for.
    pub(super) asked: HashMap<(Want, String), u8>,
    /// Which addresses lead to nothing new.
    pub(super) watch: Watch,
    /// Crawl-delays learnt: host and delay, for the caller to take.
    pub(super) delays: Vec<(String, Duration)>,
    pub(super) sequence: u32,
    /// The first number that no earlier session of the run has given.
    pub(super) replayed: u32,
    /// The numbers below it under which the archive has lost what was seen.
    pub(super) lost: BTreeSet<u32>,
    /// The number of the next visit that no earlier session made.
    pub(super) fresh: u32,
    /// Time the crawl took so far. What passed between the last answer that was kept and a kill is not in it.
    pub(super) spent: Duration,
    pub(super) page_requests: u32,
    /// Whether there is a browser.
    pub(super) renders: Rendering,
    /// Pages that were given to it, and how many of them are views without an address.
    pub(super) rendered: u32,
    pub(super) views: u32,
    pub(super) sitemap_files: u32,
    /// Feeds that pages announce, and how many of them were read.
    pub(super) feeds: Vec<Url>,
    pub(super) feeds_read: usize,
    /// Questions that were put to the search of the portal; as many as there may be when the focus has none.
    pub(super) questions: u32,
    /// The files, once no page is asked for any more.
    pub(super) files: Option<Files>,
    /// Visits of the portal's own hosts in a row that failed or were refused.
    pub(super) setbacks: u32,
    /// The same of each other host.
    pub(super) host_setbacks: BTreeMap<String, u32>,
    /// Time spent when something good came last.
    pub(super) last_good: Duration,
    /// The present moment, as far as this half knows, and that of its first choice.
    pub(super) now: Timestamp,
    pub(super) began: Timestamp,
    /// Whether an earlier session gave the portal up: what it then held against the portal is not held against it again.
    pub(super) gave_up_before: bool,
    /// Number of the answer that is being taken in.
    pub(super) absorbing: u32,
    /// Number under which the archive holds the next robots.txt of each origin, once looked up.
    pub(super) robots_again: BTreeMap<String, Option<u32>>,
    /// What failed and may be asked for again.
    pub(super) again: Again,
    /// What an address that cannot exist is called, if one is to be asked for.
    pub(super) absent: Option<u64>,
    pub(super) out: u32,
    pub(super) stop: Option<StopReason>,
    pub(super) cut: bool,
    pub(super) end: PortalEnd,
}

impl PortalCrawl {
    pub(super) fn new(
        portal: Portal,
        options: &CrawlOptions,
        archive: Arc<dyn Archive>,
        focus: Box<dyn Focus>,
    ) -> Self {
        let budget = options.budget;
        let before = archive.before(&portal.id);
        let mut crawl = Self {
            scope: Scope::new(&portal),
            budget,
            archive,
            focus,
            frontier: Frontier::default(),
            gates: Gates::new(match portal.manners.robots {
                Some(_) => Obedience::SetAside,
                None => Obedience::Obeyed,
            }),
            cookies: Cookies::default(),
            discoverer: Discoverer::default(),
            errands: VecDeque::new(),
            alternates: alternates(&portal.url),
            asked: HashMap::new(),
            watch: Watch::default(),
            delays: Vec::new(),
            sequence: 0,
            replayed: before.captures,
            lost: before.lost,
            fresh: before.captures,
            spent: before.spent,
            page_requests: 0,
            renders: Rendering::Never,
            rendered: 0,
            views: 0,
            sitemap_files: 0,
            feeds: Vec::new(),
            feeds_read: 0,
            questions: 0,
            files: None,
            setbacks: 0,
            host_setbacks: BTreeMap::new(),
            last_good: before.spent,
            now: Timestamp::MIN,
            began: Timestamp::MIN,
            gave_up_before: matches!(before.stop, Some(StopReason::GaveUp | StopReason::AskedToLeave)),
            absorbing: 0,
            robots_again: BTreeMap::new(),
            again: Again::new(options.second_pass),
            absent: options.ask_absent.then_some(options.seed),
            out: 0,
            stop: None,
            cut: false,
            end: PortalEnd {
                stop: StopReason::Exhausted,
                home: HomeSeen::Unasked,
                pages: 0,
                discovered: 0,
                visited: 0,
                errors: 0,
                sitemap: None,
                exhausted: false,
                forbidden: 0,
                traps: 0,
            },
            portal,
        };
        match canonical(&crawl.portal.url).filter(|home| crawl.scope.contains(home)) {
            Some(home) => {
                crawl.frontier.insist(Entry::new(home, Hint::default(), 0));
                crawl.end.discovered = 1;
            }
            // A registry whose address lies outside its own domains: nothing can be seen.
            None => crawl.end.home = HomeSeen::Redirects,
        }
        crawl
    }

    /// With a browser for pages that need one.
    pub(super) fn with_browser(self, renders: Rendering) -> Self {
        Self { renders, ..self }
    }

    pub(super) fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Tells what time the crawl took so far, earlier sessions included. When the budget is spent, only what the
    /// archive holds is still asked for: it was visited in time.
    pub(super) fn has_taken(&mut self, spent: Duration) {
        self.spent = spent;
    }

    /// Tells what time it is.
    pub(super) fn it_is(&mut self, now: Timestamp) {
        if self.began == Timestamp::MIN {
            self.began = now;
        }
        self.now = now;
    }

    /// Tells what the name service said of a host.
    pub(super) fn located(&mut self, host: &str, ipv6: Ipv6) {
        self.focus.located(host, ipv6);
    }

    /// Whether the archive has nothing more to say: what is asked for now is asked of the network.
    pub(super) fn is_live(&self) -> bool {
        self.sequence >= self.replayed
    }

    /// Time the crawl took so far.
    pub(super) fn spent(&self) -> Duration {
        self.spent
    }

    /// Crawl-delays learnt since the last call.
    pub(super) fn take_delays(&mut self) -> Vec<(String, Duration)> {
        std::mem::take(&mut self.delays)
    }

    /// Clicks from the start page to an address on `to` that a page on `from` with `depth` clicks shows.
    pub(super) fn depth_of(&self, from: &Url, depth: u8, to: &Url) -> u8 {
        let home = |url: &Url| same_site(url, &self.portal.url);
        let far = if home(from) && !home(to) { FAR } else { 0 };
        depth.saturating_add(1).saturating_add(far)
    }
}

/// Whether two addresses have the same host, but for `www.`.
pub(super) fn same_site(a: &Url, b: &Url) -> bool {
    let name = |url: &Url| url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
    name(a) == name(b)
}
