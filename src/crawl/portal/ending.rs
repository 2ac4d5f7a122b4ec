//! How the crawl of a portal ends: the failures and refusals it is given up for, a start page or host that cannot be
//! had, and the figures that are settled at the end. That what failed is asked for once more first is `again.rs`.

use std::time::Duration;

use url::Url;

use super::{
    super::{
        ArchiveError, Hint, HomeSeen, PortalEnd, StopReason, Worth, frontier::Entry, gate::Why,
        home::elsewhere_may_help,
    },
    PortalCrawl, same_site,
};
use crate::fetch::Failure;

/// So many failures and refusals in a row mean that a portal is down, or does not want us.
const MOST_SETBACKS: u32 = 20;
/// Fewer are enough when nothing good has come for so long.
const SETBACKS_AND: (u32, Duration) = (5, Duration::from_mins(10));
/// So many failures and refusals in a row of a host beside the portal's own mean that this host is left alone.
const MOST_HOST_SETBACKS: u32 = 8;

/// How a visit went, as far as the portal's patience with us is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::crawl) enum Went {
    /// With an answer, be it that there is nothing.
    Well,
    /// Not at all, with a refusal, or with an error of the server.
    Wrong,
}

impl PortalCrawl {
    /// Ends the crawl; answers that are still out are taken in.
    pub(in crate::crawl) fn stop(&mut self, reason: StopReason) {
        self.stop.get_or_insert(reason);
    }

    /// Whether `host` failed or refused so often that it is left alone.
    pub(super) fn is_given_up(&self, host: &str) -> bool {
        self.host_setbacks.get(host).is_some_and(|setbacks| *setbacks >= MOST_HOST_SETBACKS)
    }

    /// An address whose host does not let us in.
    pub(super) fn shut_out(&mut self, entry: &Entry, why: Why) {
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
    pub(in crate::crawl) fn went(&mut self, well: Went, at: &Url) {
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
    pub(in crate::crawl) fn give_up(&mut self) {
        let archived = self.absorbing < self.replayed || !self.is_live();
        if !(self.gave_up_before && archived) {
            self.stop(StopReason::GaveUp);
        }
    }

    /// The start page cannot be reached: other forms of its address are tried before the portal is given up.
    pub(in crate::crawl) fn home_failed(&mut self, failure: Failure, at: &Url) {
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

    /// Closes the portal: settles the figures, tells the archive and the focus.
    pub(in crate::crawl) fn finish(mut self: Box<Self>) -> Result<PortalEnd, ArchiveError> {
        let stop = self.stop.unwrap_or(StopReason::Exhausted);
        self.end.stop = stop;
        self.end.exhausted = stop == StopReason::Exhausted
            && self.end.home == HomeSeen::Read
            && !self.cut
            && !self.frontier.overflowed();
        // What waits only as the hundredth of its kind was not going to be visited.
        let mut beyond = 0;
        for url in self.frontier.waiting() {
            if self.watch.turns_down(&url, Worth::Unknown, self.budget.pages) {
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
