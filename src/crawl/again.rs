//! The second pass: before anything is concluded from silence, what failed is asked for once more, at another time and
//! with larger limits. Part of the same loop: the archive answers it when a run is resumed.

use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::{HomeSeen, StopReason, Worth, frontier::Entry, home::alternates, portal::PortalCrawl};
use crate::{
    fetch::{Exchange, Failure, Patience, TlsProblem},
    registry::Portal,
};

/// Addresses remembered for the second pass.
const MOST_REMEMBERED: usize = 500;
/// Addresses asked for again.
const MOST_AGAIN: usize = 40;

/// Where a portal stands between its two passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The first pass is under way, or there is no second.
    First,
    /// The first is over; the second begins when this moment has come.
    Waiting(Timestamp),
    /// The second is under way, or over.
    Second,
}

/// What the first pass lost.
#[derive(Debug)]
pub(super) struct Again {
    /// Least time between an attempt and its repetition; `None` for no second pass.
    after: Option<Duration>,
    stage: Stage,
    lost: Vec<Entry>,
    /// Origins whose robots.txt could not be had.
    shut: Vec<Url>,
    /// When the last of these attempts was made.
    last: Timestamp,
}

impl Again {
    pub(super) fn new(after: Option<Duration>) -> Self {
        Self { after, stage: Stage::First, lost: Vec::new(), shut: Vec::new(), last: Timestamp::MIN }
    }

    /// Within which limits is asked.
    pub(super) fn patience(&self) -> Patience {
        if self.stage == Stage::Second { Patience::Long } else { Patience::Usual }
    }

    /// Until when the crawl waits, if it does.
    pub(super) fn due(&self) -> Option<Timestamp> {
        match self.stage {
            Stage::Waiting(due) => Some(due),
            Stage::First | Stage::Second => None,
        }
    }

    /// Notes an address that was lost at `at`, `answered` or not: an answer has been counted as a visit.
    pub(super) fn lost(&mut self, entry: &Entry, at: Timestamp, answered: bool) {
        if self.stage == Stage::First && self.after.is_some() && self.lost.len() < MOST_REMEMBERED {
            self.lost.push(Entry { stand_in: entry.stand_in || answered, ..entry.clone() });
            self.last = self.last.max(at);
        }
    }

    /// Notes a host whose robots.txt was lost at `at`.
    pub(super) fn shut(&mut self, origin: Url, at: Timestamp) {
        if self.stage == Stage::First && self.after.is_some() && self.shut.len() < MOST_REMEMBERED {
            self.shut.push(origin);
            self.last = self.last.max(at);
        }
    }
}

/// Whether another answer may come another time. A start page (`home`) is worth more: a firewall may have been startled.
pub(super) fn may_pass(result: &Result<Exchange, Failure>, home: bool) -> bool {
    match result {
        Err(
            Failure::Dns
            | Failure::Refused
            | Failure::Reset
            | Failure::Timeout(_)
            | Failure::Network
            | Failure::Tls(TlsProblem::Handshake),
        ) => true,
        Err(
            Failure::Tls(_) | Failure::PrivateAddress | Failure::Protocol | Failure::Decoding | Failure::Browser(_),
        ) => false,
        Ok(exchange) => {
            let cut = (200..300).contains(&exchange.status) && exchange.truncated.is_some();
            cut || matches!(exchange.status, 408 | 425 | 429 | 500..) || (home && exchange.status == 403)
        }
    }
}

impl PortalCrawl {
    /// The pass that ends for `reason` is the first, and something that is still wanted was lost in it: the second will
    /// follow.
    pub(super) fn comes_again(&mut self, reason: StopReason) -> bool {
        let Some(after) = self.again.after.filter(|_| self.again.stage == Stage::First) else { return false };
        if self.out > 0 {
            return false;
        }
        let home = match reason {
            StopReason::Unreachable { .. } | StopReason::RobotsUnavailable { .. } => true,
            StopReason::Exhausted | StopReason::PageBudget => self.end.home != HomeSeen::Read,
            StopReason::EverythingDecided
            | StopReason::TimeBudget
            | StopReason::Interrupted
            | StopReason::GaveUp
            | StopReason::AskedToLeave
            | StopReason::RobotsForbid => return false,
        };
        // A start page of which only the beginning came was read, and still is lost.
        let wanted = |entry: &Entry| match entry.depth {
            0 => home || entry.stand_in,
            _ => self.focus.worth(entry.hint) > Worth::Spare,
        };
        self.again.lost.retain(wanted);
        let shut_out = self.again.shut.iter().any(|origin| home && belongs(&self.portal, origin));
        if self.again.lost.is_empty() && !shut_out {
            self.again.stage = Stage::Second;
            return false;
        }
        let due = self.again.last.checked_add(after).unwrap_or(self.again.last);
        self.again.stage = Stage::Waiting(due);
        self.stop = None;
        true
    }

    /// The time has come for the second pass.
    pub(super) fn begin_again(&mut self) {
        self.again.stage = Stage::Second;
        self.stop = None;
        self.setbacks = 0;
        self.host_setbacks.clear();
        self.last_good = self.spent;
        for origin in std::mem::take(&mut self.again.shut) {
            self.gates.forget(&origin);
        }
        let mut lost = std::mem::take(&mut self.again.lost);
        if self.end.home != HomeSeen::Read
            && let Some(home) = super::canonical(&self.portal.url).filter(|home| self.scope.contains(home))
        {
            self.end.home = HomeSeen::Unasked;
            self.alternates = alternates(&self.portal.url);
            self.frontier
                .insist(Entry { stand_in: self.end.visited > 0, ..Entry::new(home, super::Hint::default(), 0) });
            lost.retain(|entry| entry.depth > 0);
        }
        lost.sort_by_key(|entry| std::cmp::Reverse(self.focus.worth(entry.hint)));
        lost.truncate(MOST_AGAIN);
        for entry in lost {
            self.frontier.insist(entry);
        }
    }
}

/// Whether `origin` is the host of the portal's start page.
fn belongs(portal: &Portal, origin: &Url) -> bool {
    super::portal::same_site(origin, &portal.url)
}
