//! Which address is asked for next: robots.txt and sitemaps, then pages, then files, each only where its host lets us in.
//! Depends on nothing but the answers taken in so far. When there is no next one is `ending.rs`.

use url::Url;

use super::{
    super::{
        ArchiveError, HomeSeen, StopReason,
        frontier::Entry,
        gate::{Pass, Why, origin, robots_url},
    },
    PortalCrawl,
    ask::{Ask, Next, Purpose, robots_for},
};
use crate::fetch::{FetchRequest, Want};

impl PortalCrawl {
    /// The next address. Depends only on the answers taken in so far.
    pub(in crate::crawl) fn next(&mut self) -> Result<Next, ArchiveError> {
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
                if matches!(purpose, Purpose::Rendered(_)) && !self.may_render(&url)? {
                    continue;
                }
                let pass = match purpose {
                    Purpose::Robots { .. } => Pass::Open,
                    Purpose::Sitemap { .. }
                    | Purpose::Feed { .. }
                    | Purpose::Page(_)
                    | Purpose::Rendered(_)
                    | Purpose::File { .. }
                    | Purpose::Absent => self.pass(&url)?,
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
            } else if let Some(feed) = self.next_feed() {
                self.errands.push_back(feed);
                continue;
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
        let worth = self.focus.worth(entry.hint);
        if !entry.stand_in && entry.depth > 0 && self.watch.turns_down(&entry.url, worth, self.budget.pages) {
            self.end.traps += 1;
            self.end.discovered = self.end.discovered.saturating_sub(1);
            return Ok(None);
        }
        if self.out > 0 && self.watch.hangs_on_last(&entry.url) {
            self.frontier.put_back(&entry);
            return Ok(Some(Next::Wait));
        }
        match self.pass(&entry.url)? {
            Pass::Open => {
                self.watch.asks(&entry.url);
                self.page_requests += 1;
                if entry.hops == 0 {
                    self.focus.chose(entry.hint);
                }
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

    /// Whether `url` may be asked for; a robots.txt that is too old is forgotten first. An archived session is followed in
    /// what it asked for again, whatever the time was.
    pub(in crate::crawl) fn pass(&mut self, url: &Url) -> Result<Pass, ArchiveError> {
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

    pub(in crate::crawl) fn ask(&mut self, url: Url, purpose: Purpose) -> Result<Next, ArchiveError> {
        let want = match purpose {
            Purpose::Robots { .. } => Want::Robots,
            Purpose::Sitemap { .. } | Purpose::Feed { .. } => Want::Sitemap,
            Purpose::Page(_) => Want::Page,
            Purpose::Rendered(_) => Want::Rendered,
            Purpose::File { .. } => Want::File,
            Purpose::Absent => Want::Absent,
        };
        let again = self.asked.entry((want, url.as_str().to_owned())).or_default();
        let earlier = self.archive.earlier(&self.portal.id, &url, want, *again)?;
        *again = again.saturating_add(1);
        let validators = match (&earlier, want) {
            (Some(_), _) | (_, Want::Absent | Want::Rendered) => None,
            (None, _) => self.archive.known(&self.portal.id, &url, want)?,
        };
        let cookie = self.cookies.header(&url);
        let sequence = if earlier.is_some() { self.sequence } else { self.number() };
        let ask = Ask {
            request: FetchRequest {
                portal: self.portal.id.clone(),
                url,
                want,
                cookie,
                patience: self.again.patience(),
                validators,
                extra: None,
            },
            sequence,
            leave: (want == Want::Rendered).then(|| self.leave()),
            purpose,
            earlier,
        };
        self.sequence += 1;
        self.out += 1;
        Ok(Next::Ask(Box::new(ask)))
    }

    /// Under which number a visit is kept that the archive does not hold: that of the one it has lost here, or a new one.
    fn number(&mut self) -> u32 {
        if self.lost.remove(&self.sequence) {
            return self.sequence;
        }
        self.fresh += 1;
        self.fresh - 1
    }
}
