//! The crawl of one portal without network, time or threads: which address is asked for next, and what follows from
//! an answer. The same answers in the same order always lead to the same addresses, which is what lets a killed run be
//! resumed: the loop is run again, with the archive answering first.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use url::Url;

use super::{
    Archive, ArchiveError, CrawlOptions, Focus, Hint, HomeSeen, PortalEnd, Scope, StopReason, Template, Worth,
    again::Again,
    canonical::canonical,
    discover::Discoverer,
    files::Files,
    frontier::{Entry, Frontier},
    gate::{Gates, Obedience, Pass, Why, origin, robots_url},
    home::{alternates, elsewhere_may_help},
    traps::Kind,
};
use crate::{
    fetch::{Cookies, Failure, FetchRequest, Ipv6, LARGER, Patience, Want},
    registry::Portal,
    snapshot::{Capture, Visit},
};

/// So many failures and refusals in a row mean that a portal is down, or does not want us.
const MOST_SETBACKS: u32 = 20;
/// Fewer are enough when nothing good has come for so long.
const SETBACKS_AND: (u32, Duration) = (5, Duration::from_mins(10));
/// So many failures and refusals in a row of a host beside the portal's own mean that this host is left alone.
const MOST_HOST_SETBACKS: u32 = 8;
/// Another host of the same portal counts as so many clicks more: a portal comes before the sites it links to.
const FAR: u8 = 3;

/// How much of a portal is visited at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Requests for pages, redirects and errors included.
    pub pages: u32,
    /// Clicks from the start page; another host of the portal counts as three more.
    pub depth: u8,
    /// Time from the first request; that of all sessions together where a run was resumed.
    pub time: Duration,
    /// Most bytes of a page after its coding is undone.
    pub page_bytes: usize,
    /// Requests for files, redirects and errors included, once no page is asked for any more.
    pub files: u32,
    /// Most bytes of a file after its coding is undone.
    pub file_bytes: usize,
}

impl Budget {
    /// Most bytes of a page after its coding is undone, by the limits it was asked for within.
    pub fn page_bytes_for(&self, patience: Patience) -> usize {
        match patience {
            Patience::Usual => self.page_bytes,
            Patience::Long => self.page_bytes.saturating_mul(LARGER),
        }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            pages: 600,
            depth: 8,
            time: Duration::from_mins(45),
            page_bytes: 10 << 20,
            files: 40,
            file_bytes: 10 << 20,
        }
    }
}

/// One address to ask for now.
#[derive(Debug)]
pub(super) struct Ask {
    pub(super) request: FetchRequest,
    /// Number within the portal.
    pub(super) sequence: u32,
    pub(super) purpose: Purpose,
    /// The answer, if the archive has it already.
    pub(super) earlier: Option<(Capture, Visit)>,
}

#[derive(Debug)]
pub(super) enum Purpose {
    Robots {
        origins: Vec<String>,
        hops: u8,
    },
    Sitemap {
        depth: u8,
        hops: u8,
    },
    Page(Entry),
    File {
        hops: u8,
    },
    /// An address that cannot exist: what the host answers there, it answers where there is nothing.
    Absent,
}

/// What [`PortalCrawl::next`] says.
pub(super) enum Next {
    /// Ask for this.
    Ask(Box<Ask>),
    /// What comes next depends on an answer that is still out.
    Wait,
    /// The crawl is over.
    Over,
}

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
    /// Visits per template.
    pub(super) templates: HashMap<u64, u32>,
    /// Crawl-delays learnt: host and delay, for the caller to take.
    pub(super) delays: Vec<(String, Duration)>,
    pub(super) sequence: u32,
    /// The first number that no earlier session of the run has given.
    pub(super) replayed: u32,
    /// Time the crawl took so far. What passed between the last answer that was kept and a kill is not in it.
    pub(super) spent: Duration,
    pub(super) page_requests: u32,
    pub(super) sitemap_files: u32,
    /// Whether the focus was asked for its question to the search of the portal.
    pub(super) questioned: bool,
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
            templates: HashMap::new(),
            delays: Vec::new(),
            sequence: 0,
            replayed: before.captures,
            spent: before.spent,
            page_requests: 0,
            sitemap_files: 0,
            questioned: false,
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

    pub(super) fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Ends the crawl; answers that are still out are taken in.
    pub(super) fn stop(&mut self, reason: StopReason) {
        self.stop.get_or_insert(reason);
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

    /// Whether `url` may be asked for; a robots.txt that is too old is forgotten first. An archived session is followed in
    /// what it asked for again, whatever the time was.
    pub(super) fn pass(&mut self, url: &Url) -> Result<Pass, ArchiveError> {
        if url.host_str().is_some_and(|host| self.is_given_up(host)) {
            return Ok(Pass::Shut(Why::GivenUp));
        }
        let old = if self.is_live() {
            // Another day, another try: a host that failed the session that gave up may let this one in.
            let lost = self.gave_up_before && self.gates.is_lost(url, self.began);
            lost || self.gates.is_old(url, self.now)
        } else {
            self.was_asked_again(url)?
        };
        if old {
            self.gates.forget(url);
        }
        Ok(self.gates.pass(url))
    }

    /// Whether an earlier session asked for the robots.txt of `url` again as its next request.
    fn was_asked_again(&mut self, url: &Url) -> Result<bool, ArchiveError> {
        if !self.gates.is_settled(url) {
            return Ok(false);
        }
        if let Some(place) = self.robots_again.get(&origin(url)) {
            return Ok(*place == Some(self.sequence));
        }
        let robots = robots_url(url);
        let times = self.asked.get(&(Want::Robots, robots.as_str().to_owned())).copied().unwrap_or_default();
        let next = self.archive.earlier(&self.portal.id, &robots, Want::Robots, times)?;
        let place = next.map(|(capture, _)| capture.sequence);
        self.robots_again.insert(origin(url), place);
        Ok(place == Some(self.sequence))
    }

    fn is_given_up(&self, host: &str) -> bool {
        self.host_setbacks.get(host).is_some_and(|setbacks| *setbacks >= MOST_HOST_SETBACKS)
    }

    /// Time the crawl took so far.
    pub(super) fn spent(&self) -> Duration {
        self.spent
    }

    /// Crawl-delays learnt since the last call.
    pub(super) fn take_delays(&mut self) -> Vec<(String, Duration)> {
        std::mem::take(&mut self.delays)
    }

    /// The next address. Depends only on the answers taken in so far.
    pub(super) fn next(&mut self) -> Result<Next, ArchiveError> {
        loop {
            if self.again.due().is_some() {
                return Ok(Next::Wait);
            }
            if let Some(reason) = self.stop {
                if self.out == 0 && self.comes_again(reason) {
                    continue;
                }
                return Ok(Next::Over);
            }
            if self.spent >= self.budget.time && self.is_live() {
                self.stop(StopReason::TimeBudget);
                continue;
            }
            if let Some((url, purpose)) = self.errands.pop_front() {
                let pass = match purpose {
                    Purpose::Robots { .. } => Pass::Open,
                    Purpose::Sitemap { .. } | Purpose::Page(_) | Purpose::File { .. } | Purpose::Absent => {
                        self.pass(&url)?
                    }
                };
                match pass {
                    Pass::Open => return self.ask(url, purpose),
                    Pass::Shut(_) => {}
                    Pass::AskFirst => {
                        let robots = robots_for(&url);
                        self.errands.push_front((url, purpose));
                        self.errands.push_front(robots);
                    }
                    Pass::Wait => {
                        self.errands.push_front((url, purpose));
                        return Ok(Next::Wait);
                    }
                }
                continue;
            }
            if self.files.is_some() {
                match self.next_file()? {
                    Some(next) => return Ok(next),
                    None => continue,
                }
            }
            let reason = if self.end.home != HomeSeen::Unasked && self.focus.finished() {
                StopReason::EverythingDecided
            } else if let Some(entry) = self.frontier.take(|hint| self.focus.worth(hint)) {
                if self.page_requests < self.budget.pages {
                    match self.consider(entry)? {
                        Some(next) => return Ok(next),
                        None => continue,
                    }
                }
                self.frontier.put_back(&entry);
                StopReason::PageBudget
            } else if self.out > 0 {
                return Ok(Next::Wait);
            } else {
                StopReason::Exhausted
            };
            if let Some(next) = self.pages_are_done(reason) {
                return Ok(next);
            }
        }
    }

    /// Asks for the page at `entry`, unless depth, share or robots.txt speak against it.
    fn consider(&mut self, entry: Entry) -> Result<Option<Next>, ArchiveError> {
        if entry.depth > self.budget.depth {
            self.cut = true;
            return Ok(None);
        }
        let template = Template::of(&entry.url);
        // An item that looks like something undecided is worth a visit however many of its kind were seen.
        let wanted = template.kind == Kind::Item && self.focus.worth(entry.hint) == Worth::Wanted;
        if !entry.stand_in && !wanted && self.exceeded(&template) {
            self.end.traps += 1;
            self.end.discovered = self.end.discovered.saturating_sub(1);
            return Ok(None);
        }
        match self.pass(&entry.url)? {
            Pass::Open => {
                if template.kind != Kind::Place {
                    *self.templates.entry(template.shape).or_default() += 1;
                }
                self.page_requests += 1;
                self.ask(entry.url.clone(), Purpose::Page(entry)).map(Some)
            }
            Pass::AskFirst => {
                self.errands.push_front(robots_for(&entry.url));
                self.frontier.put_back(&entry);
                Ok(None)
            }
            Pass::Wait => {
                self.frontier.put_back(&entry);
                Ok(Some(Next::Wait))
            }
            Pass::Shut(why) => {
                self.shut_out(&entry, why);
                Ok(None)
            }
        }
    }

    fn exceeded(&self, template: &Template) -> bool {
        self.templates.get(&template.shape).is_some_and(|visits| *visits >= template.kind.share(self.budget.pages))
    }

    /// An address whose host does not let us in.
    fn shut_out(&mut self, entry: &Entry, why: Why) {
        match why {
            Why::Rules => self.end.forbidden += 1,
            Why::Down(_) | Why::Trouble(_) | Why::GivenUp => self.end.errors += 1,
        }
        if entry.depth > 0 {
            return;
        }
        match why {
            Why::Rules => self.stop(StopReason::RobotsForbid),
            Why::Trouble(status) => self.stop(StopReason::RobotsUnavailable { status }),
            Why::Down(failure) => self.home_failed(failure, &entry.url),
            Why::GivenUp => self.give_up(),
        }
    }

    /// Counts failures and refusals of `at`'s host in a row. When they do not end, the portal is left alone, or only that
    /// host if it is not the portal's own.
    pub(super) fn went(&mut self, well: Went, at: &Url) {
        let own = same_site(at, &self.portal.url);
        let host = at.host_str().unwrap_or_default();
        match well {
            Went::Well if own => {
                self.setbacks = 0;
                self.last_good = self.spent;
            }
            Went::Well => {
                self.host_setbacks.remove(host);
            }
            Went::Wrong => {
                self.end.errors += 1;
                if !own {
                    *self.host_setbacks.entry(host.to_owned()).or_default() += 1;
                    return;
                }
                // What led an earlier session to give up is over.
                if self.gave_up_before && self.absorbing < self.replayed {
                    return;
                }
                self.setbacks += 1;
                let (some, time) = SETBACKS_AND;
                let long = self.setbacks >= some && self.spent.saturating_sub(self.last_good) >= time;
                if self.setbacks >= MOST_SETBACKS || long {
                    self.give_up();
                }
            }
        }
    }

    /// The portal is left alone, to be taken up again another day.
    pub(super) fn give_up(&mut self) {
        let archived = self.absorbing < self.replayed || !self.is_live();
        if !(self.gave_up_before && archived) {
            self.stop(StopReason::GaveUp);
        }
    }

    /// Clicks from the start page to an address on `to` that a page on `from` with `depth` clicks shows.
    pub(super) fn depth_of(&self, from: &Url, depth: u8, to: &Url) -> u8 {
        let home = |url: &Url| same_site(url, &self.portal.url);
        let far = if home(from) && !home(to) { FAR } else { 0 };
        depth.saturating_add(1).saturating_add(far)
    }

    /// The start page cannot be reached: other forms of its address are tried before the portal is given up.
    pub(super) fn home_failed(&mut self, failure: Failure, at: &Url) {
        if failure == Failure::Dns {
            // The other scheme would ask for the same name.
            self.alternates.retain(|other| other.host() != at.host());
        }
        let first = match self.end.home {
            HomeSeen::Failed { failure } => failure,
            _ => failure,
        };
        self.end.home = HomeSeen::Failed { failure: first };
        let next = if elsewhere_may_help(failure) { self.alternates.pop_front() } else { None };
        match next {
            Some(url) => {
                self.frontier.insist(Entry::new(url, Hint::default(), 0));
            }
            None => self.stop(StopReason::Unreachable { failure: first }),
        }
    }

    pub(super) fn ask(&mut self, url: Url, purpose: Purpose) -> Result<Next, ArchiveError> {
        let want = match purpose {
            Purpose::Robots { .. } => Want::Robots,
            Purpose::Sitemap { .. } => Want::Sitemap,
            Purpose::Page(_) => Want::Page,
            Purpose::File { .. } => Want::File,
            Purpose::Absent => Want::Absent,
        };
        let again = self.asked.entry((want, url.as_str().to_owned())).or_default();
        let earlier = self.archive.earlier(&self.portal.id, &url, want, *again)?;
        *again = again.saturating_add(1);
        let cookie = self.cookies.header(&url);
        let ask = Ask {
            request: FetchRequest {
                portal: self.portal.id.clone(),
                url,
                want,
                cookie,
                patience: self.again.patience(),
            },
            sequence: self.sequence,
            purpose,
            earlier,
        };
        self.sequence += 1;
        self.out += 1;
        Ok(Next::Ask(Box::new(ask)))
    }

    /// Closes the portal: settles the figures, tells the archive and the focus.
    pub(super) fn finish(mut self: Box<Self>) -> Result<PortalEnd, ArchiveError> {
        let stop = self.stop.unwrap_or(StopReason::Exhausted);
        self.end.stop = stop;
        self.end.exhausted = stop == StopReason::Exhausted
            && self.end.home == HomeSeen::Read
            && !self.cut
            && !self.frontier.overflowed();
        // What waits only as the hundredth of its kind was not going to be visited.
        let mut beyond = 0;
        for url in self.frontier.waiting() {
            if self.exceeded(&Template::of(&url)) {
                beyond += 1;
            }
        }
        self.end.traps += beyond;
        self.end.discovered = self.end.discovered.saturating_sub(beyond);
        self.archive.spend(&self.portal.id, self.spent)?;
        self.archive.end(&self.portal.id, &self.end)?;
        self.focus.ended(&self.end);
        Ok(self.end)
    }
}

/// How a visit went, as far as the portal's patience with us is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Went {
    /// With an answer, be it that there is nothing.
    Well,
    /// Not at all, with a refusal, or with an error of the server.
    Wrong,
}

/// Whether two addresses have the same host, but for `www.`.
pub(super) fn same_site(a: &Url, b: &Url) -> bool {
    let name = |url: &Url| url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
    name(a) == name(b)
}

pub(super) fn robots_for(url: &Url) -> (Url, Purpose) {
    (robots_url(url), Purpose::Robots { origins: vec![origin(url)], hops: 0 })
}
