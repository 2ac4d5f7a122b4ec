//! What follows from an answer: rules from robots.txt, addresses from sitemaps, pages and redirects. The other half of
//! [`PortalCrawl`], which chooses what is asked for.

use jiff::Timestamp;
use url::Url;

use super::{
    ArchiveError, Discovered, Event, HomeSeen, RobotsAnswer, Seen, Worth,
    again::may_pass,
    canonical::{canonical, key},
    discover::Discoverer,
    frontier::{Entry, Offer},
    gate::{origin, robots_url},
    portal::{Ask, PortalCrawl, Purpose, Went, same_site},
    reading::{Missed, only_sends_on, read_page, refusal},
    traps::{Claim, is_page, trap},
};
use crate::{
    fetch::{Exchange, Failure, Patience, Want},
    page::{self, Page},
    snapshot::{Capture, Visit, body_digest},
};

/// Redirects followed in a row, also for robots.txt (RFC 9309 section 2.3.1.2).
pub(super) const MOST_HOPS: u8 = 5;
/// RFC 9110 section 15.4.5.
const NOT_MODIFIED: u16 = 304;

impl PortalCrawl {
    /// Takes in an answer: records it, unless it comes from the archive (`kept`), and follows what it says. Answers
    /// must come in the order of their asking.
    pub(super) fn absorb(&mut self, ask: Ask, visit: &Visit, kept: Option<Capture>) -> Result<Event, ArchiveError> {
        self.out -= 1;
        self.absorbing = ask.sequence;
        let archived = kept.is_some();
        // Content that has not changed is taken in as if it had been sent again.
        let is_confirmed = ask.request.validators.is_some()
            && matches!(&visit.result, Ok(exchange) if exchange.status == NOT_MODIFIED);
        let received = visit.result.as_ref().map_or(0, |exchange| exchange.body.len() as u64);
        let confirmed = if is_confirmed { Some(self.archive.confirmed(&self.portal.id, visit)?) } else { None };
        let visit = confirmed.as_ref().unwrap_or(visit);
        if let Ok(exchange) = &visit.result {
            let new = self.cookies.absorb(&visit.url, exchange);
            self.follow(ask, visit, Ok((exchange, new)), kept)?;
        } else if let Err(failure) = visit.result {
            self.follow(ask, visit, Err(failure), kept)?;
        }
        Ok(Event::Visited {
            portal: self.portal.id.clone(),
            url: visit.url.clone(),
            seen: match &visit.result {
                Ok(exchange) => Seen::Status(exchange.status),
                Err(failure) => Seen::Failed(*failure),
            },
            bytes: received,
            pages: self.end.pages,
            queued: u32::try_from(self.frontier.len()).unwrap_or(u32::MAX),
            archived,
        })
    }

    fn follow(
        &mut self,
        ask: Ask,
        visit: &Visit,
        answer: Result<(&Exchange, bool), Failure>,
        kept: Option<Capture>,
    ) -> Result<(), ArchiveError> {
        match ask.purpose {
            Purpose::Robots { origins, hops } => {
                self.follow_robots(origins, hops, visit);
                let vouched = answer.map(|(exchange, _)| self.follow_certificate(exchange)).unwrap_or_default();
                let capture = self.keep(ask.sequence, visit, &vouched, kept)?;
                if visit.result.is_err() {
                    self.focus.saw(&capture, None);
                }
            }
            Purpose::Sitemap { depth, hops } => {
                let found = answer.map(|(exchange, _)| self.follow_sitemap(&visit.url, exchange, depth, hops));
                self.keep(ask.sequence, visit, &found.unwrap_or_default(), kept)?;
            }
            Purpose::Feed { hops } => {
                let found = answer.map(|(exchange, _)| self.follow_feed(&visit.url, exchange, hops));
                self.keep(ask.sequence, visit, &found.unwrap_or_default(), kept)?;
            }
            Purpose::File { hops } => {
                let answer = answer.map(|(exchange, _)| exchange);
                self.follow_file(&visit.url, hops, answer);
                let capture = self.keep(ask.sequence, visit, &[], kept)?;
                self.focus.saw_file(&capture, answer.ok());
            }
            Purpose::Absent => {
                let page = answer.ok().and_then(|(exchange, _)| {
                    let answered = (200..300).contains(&exchange.status) && exchange.truncated.is_none();
                    answered.then(|| {
                        read_page(&visit.url, exchange, visit.content_at(), false, self.page_bytes()).ok()?
                    })?
                });
                let capture = self.keep(ask.sequence, visit, &[], kept)?;
                if let Some(page) = page {
                    self.focus.absent(&capture, &page);
                }
            }
            Purpose::Page(entry) => match answer {
                Err(failure) => {
                    self.went(Went::Wrong, &entry.url);
                    if may_pass(&visit.result, entry.depth == 0) {
                        self.again.lost(&entry, visit.at, false);
                    }
                    if entry.depth == 0 {
                        self.home_failed(failure, &entry.url);
                    }
                    let capture = self.keep(ask.sequence, visit, &[], kept)?;
                    self.focus.saw(&capture, None);
                }
                Ok((exchange, new_cookies)) => {
                    if may_pass(&visit.result, entry.depth == 0) {
                        self.again.lost(&entry, visit.at, true);
                    }
                    let (page, found) = self.follow_page(&entry, exchange, visit.content_at(), new_cookies);
                    let capture = self.keep(ask.sequence, visit, &found, kept)?;
                    self.focus.saw(&capture, page.as_ref().ok());
                    if let Err(Some(missed)) = &page {
                        self.focus.missed(&capture, missed);
                    }
                    let rendered = self.wants_rendering(&entry, page.as_ref().map_err(Option::as_ref))?;
                    if let Ok(page) = &page
                        && !rendered
                    {
                        // What a shell looks like says nothing about what is behind it.
                        self.watch_page(&entry, page);
                        self.give_views(&entry, page)?;
                    }
                }
            },
            Purpose::Rendered(entry) => {
                self.page_requests = self.page_requests.saturating_add(visit.attempts);
                let (page, found) = match answer {
                    Ok((exchange, new_cookies)) => self.follow_rendered(&entry, exchange, visit, new_cookies),
                    Err(_) => (Err(None), Vec::new()),
                };
                let capture = self.keep(ask.sequence, visit, &found, kept)?;
                self.focus.saw(&capture, page.as_ref().ok());
                match &page {
                    Ok(page) => self.give_views(&entry, page)?,
                    Err(Some(missed)) => self.focus.missed(&capture, missed),
                    Err(None) => {}
                }
            }
        }
        Ok(())
    }

    /// Most bytes of a page after its coding is undone.
    pub(super) fn page_bytes(&self) -> usize {
        self.budget.page_bytes_for(self.again.patience())
    }

    fn keep(
        &self,
        sequence: u32,
        visit: &Visit,
        found: &[Discovered],
        kept: Option<Capture>,
    ) -> Result<Capture, ArchiveError> {
        if let Some(capture) = kept {
            return Ok(capture);
        }
        self.archive.spend(&self.portal.id, self.spent)?;
        self.archive.record(&self.portal.id, sequence, visit, found)
    }

    fn follow_robots(&mut self, mut origins: Vec<String>, hops: u8, visit: &Visit) {
        let answer = RobotsAnswer::of(&visit.result);
        if let RobotsAnswer::Redirect(location) = &answer
            && hops < MOST_HOPS
            // Also to hosts of others, and nothing but this file: the redirect says where the portal's own rules lie
            // (RFC 9309 section 2.3.1.2).
            && let Some(url) = visit.url.join(location).ok().and_then(|url| canonical(&url))
        {
            // The robots.txt of another host speaks for that host too.
            if url.path() == "/robots.txt" && !origins.contains(&origin(&url)) && self.gates.claim(&url) {
                origins.push(origin(&url));
            }
            self.errands.push_front((url, Purpose::Robots { origins, hops: hops + 1 }));
            return;
        }
        self.gates.settle(&origins, &answer, visit.at);
        for origin in &origins {
            self.robots_again.remove(origin);
        }
        if matches!(answer, RobotsAnswer::ServerError(_) | RobotsAnswer::Unreachable(_)) {
            if may_pass(&visit.result, true) {
                for origin in origins.iter().filter_map(|origin| Url::parse(origin).ok()) {
                    self.again.shut(origin, visit.at);
                }
            }
            self.robots_lost(&origins);
        }
        if let RobotsAnswer::Rules(robots) = &answer
            && let Some(delay) = robots.delay()
        {
            let hosts = origins.iter().filter_map(|origin| Url::parse(origin).ok()?.host_str().map(str::to_owned));
            self.delays.extend(hosts.map(|host| (host, delay)));
        }
    }

    /// A robots.txt that was read before cannot be had again: from here on everything is forbidden (section 2.3.1.4). If it
    /// is the portal's own, nothing is left to do today.
    fn robots_lost(&mut self, origins: &[String]) {
        let lost = origins.iter().filter_map(|origin| Url::parse(origin).ok()).any(|url| {
            let robots = (Want::Robots, robots_url(&url).as_str().to_owned());
            same_site(&url, &self.portal.url) && self.asked.get(&robots).is_some_and(|times| *times > 1)
        });
        // In the second pass this is the second attempt, and not a change for the worse.
        let first = self.again.patience() == Patience::Usual || self.end.home == HomeSeen::Read;
        if lost && first && self.portal.manners.robots.is_none() {
            self.give_up();
        }
    }

    /// What follows from the answer of a page: what it is, and what it shows first.
    fn follow_page(
        &mut self,
        entry: &Entry,
        exchange: &Exchange,
        at: Timestamp,
        new_cookies: bool,
    ) -> (Result<Page, Option<Missed>>, Vec<Discovered>) {
        if !entry.stand_in {
            self.end.visited += 1;
        }
        match exchange.status {
            200..=299 => match read_page(&entry.url, exchange, at, entry.depth == 0, self.page_bytes()) {
                Ok(Some(page)) => {
                    self.went(Went::Well, &entry.url);
                    // A page that only sends its reader on is a redirect in other words.
                    if only_sends_on(&page) {
                        let target = page.refresh.as_ref().and_then(|target| self.in_scope(target));
                        let missed = Missed::SendsOn(target.clone());
                        return (Err(Some(missed)), self.follow_to(entry, target, new_cookies));
                    }
                    self.end.pages += 1;
                    if entry.depth == 0 {
                        self.home_read(&entry.url);
                    }
                    let found = self.discover(&page, entry.depth);
                    (Ok(page), found)
                }
                Ok(None) => {
                    self.home(entry, HomeSeen::NotAPage);
                    (Err(Some(Missed::NotAPage)), Vec::new())
                }
                Err(failure) => {
                    self.went(Went::Wrong, &entry.url);
                    self.home(entry, HomeSeen::Failed { failure });
                    (Err(Some(Missed::Broken(failure))), Vec::new())
                }
            },
            300..=399 => {
                let target = self.redirect_target(&entry.url, exchange);
                (Err(None), self.follow_to(entry, target, new_cookies))
            }
            status => {
                let wrong = matches!(status, 401 | 403 | 407 | 429 | 500..);
                self.went(if wrong { Went::Wrong } else { Went::Well }, &entry.url);
                self.home(entry, HomeSeen::Status { status });
                (Err(refusal(&entry.url, exchange, at, self.page_bytes())), Vec::new())
            }
        }
    }

    /// Learns from a page which addresses lead to nothing new.
    pub(super) fn watch_page(&mut self, entry: &Entry, page: &Page) {
        let claim = self.claim(entry, page);
        self.watch.saw(&entry.url, page, claim);
    }

    /// Whether `page` says itself that it is another form of a page that was visited. Templates that call every page the
    /// start page say nothing.
    fn claim(&self, entry: &Entry, page: &Page) -> Claim {
        let canonical = page.canonical.as_ref().and_then(canonical);
        let other = canonical.filter(|url| key(url) != key(&entry.url) && url.path() != "/");
        if other.is_some_and(|url| self.frontier.was_taken(&url)) { Claim::Copy } else { Claim::Original }
    }

    fn home(&mut self, entry: &Entry, seen: HomeSeen) {
        if entry.depth == 0 {
            self.end.home = seen;
        }
    }

    pub(super) fn home_read(&mut self, url: &Url) {
        self.end.home = HomeSeen::Read;
        if let Some(seed) = self.absent.take() {
            self.errands.push_back((absent_address(url, seed), Purpose::Absent));
        }
        let named = self.gates.rules(url).map(|robots| robots.sitemaps().to_vec()).unwrap_or_default();
        for address in &named {
            self.want_sitemap(url, address, 0);
        }
        if self.sitemap_files == 0 {
            self.want_sitemap(url, "/sitemap.xml", 0);
        }
    }

    /// Offers the target of `link` to the frontier; what comes back was never seen before.
    pub(super) fn offer(&mut self, link: &page::Link, depth: u8, hops: HopsSoFar) -> Option<Discovered> {
        let url = link.target.as_ref().and_then(canonical)?;
        if !self.scope.contains(&url) || !is_page(&url) {
            return None;
        }
        if trap(&url).is_some() {
            self.end.traps += u32::from(self.discoverer.is_new_trap(key(&url)));
            return None;
        }
        let (hint, hops) = match hops {
            HopsSoFar::None => (self.focus.hint(link), 0),
            HopsSoFar::Of(entry) => (entry.hint, entry.hops + 1),
        };
        let worth = self.focus.worth(hint);
        if worth == Worth::Never {
            return None;
        }
        let entry = Entry { hops, ..Entry::new(url.clone(), hint, depth) };
        match self.frontier.offer(entry, |hint| self.focus.worth(hint)) {
            Offer::Known => None,
            Offer::New | Offer::Full => {
                self.end.discovered += 1;
                Some(Discovered { url, label: link.label.clone(), depth, worth })
            }
        }
    }

    pub(super) fn redirect_target(&self, at: &Url, exchange: &Exchange) -> Option<Url> {
        self.in_scope(&at.join(exchange.header("location")?).ok()?)
    }

    fn in_scope(&self, url: &Url) -> Option<Url> {
        canonical(url).filter(|url| self.scope.contains(url))
    }

    /// A redirect is a discovery with the hint and depth of the address it came from.
    pub(super) fn follow_to(&mut self, entry: &Entry, target: Option<Url>, new_cookies: bool) -> Vec<Discovered> {
        let Some(url) = target.filter(|_| entry.hops < MOST_HOPS) else {
            self.home(entry, HomeSeen::Redirects);
            return Vec::new();
        };
        // http to https, with or without www, a slash at the end, or a cookie first: the same address for the
        // frontier, but not yet for the server.
        if key(&url) == key(&entry.url) {
            if url != entry.url || new_cookies {
                let again = Entry { hops: entry.hops + 1, stand_in: true, ..Entry::new(url, entry.hint, entry.depth) };
                self.frontier.insist(again);
            } else {
                self.home(entry, HomeSeen::Redirects);
            }
            return Vec::new();
        }
        let found = self.offer(&Discoverer::bare_link(url), entry.depth, HopsSoFar::Of(entry));
        if found.is_none() {
            // A start page that leads to nothing new goes in a circle, or nowhere.
            self.home(entry, HomeSeen::Redirects);
        }
        found.into_iter().collect()
    }
}

/// An address on the host of `url` that cannot exist.
fn absent_address(url: &Url, seed: u64) -> Url {
    let name = body_digest(format!("{seed} {}", url.host_str().unwrap_or_default()).as_bytes());
    let mut absent = url.clone();
    absent.set_path(&format!("/khong-co-trang-nay-{}", &name[..16]));
    absent.set_query(None);
    absent
}

#[derive(Clone, Copy)]
pub(super) enum HopsSoFar<'a> {
    /// Found on a page or in a sitemap.
    None,
    /// Redirected from this address.
    Of(&'a Entry),
}
