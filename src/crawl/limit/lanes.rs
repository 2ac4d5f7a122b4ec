//! Which lanes a host has: its own, and that of each of its addresses. A lane begins where earlier sessions of the run
//! left it. Who may go, and when, is `turn.rs`.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    net::IpAddr,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{sync::Mutex as Line, time::Instant};

use super::{super::lane::Lane, politeness::Wish};
use crate::{
    clock::between,
    fetch::Ipv6,
    snapshot::{HostBefore, HostsBefore},
};

/// Most addresses of one host that are kept apart.
const MOST_ADDRESSES: usize = 32;

/// A host with its addresses.
#[derive(Debug)]
pub(super) struct Host {
    pub(super) lane: Lane,
    addresses: Mutex<BTreeSet<IpAddr>>,
    /// When the name service was asked, and what it said about IPv6.
    pub(super) located: Line<Option<(Instant, Ipv6)>>,
    /// What it said of IPv6 first, in any session of the run.
    pub(super) ipv6: OnceLock<Ipv6>,
}

impl Host {
    pub(super) fn addresses(&self) -> Vec<IpAddr> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    /// Notes addresses; whether one was new.
    pub(super) fn add(&self, found: impl IntoIterator<Item = IpAddr>) -> bool {
        let mut known = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.len();
        known.extend(found.into_iter().take(MOST_ADDRESSES.saturating_sub(before)));
        known.len() > before
    }
}

/// The lanes of all hosts and addresses.
#[derive(Debug)]
pub(super) struct Lanes {
    begun: (Timestamp, Instant),
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    addresses: Mutex<HashMap<IpAddr, Arc<Lane>>>,
    before: BTreeMap<String, HostBefore>,
    broken_off: bool,
}

impl Lanes {
    /// Goes on at `began` from what earlier sessions of the run did.
    pub(super) fn new(began: Timestamp, before: HostsBefore) -> Self {
        Self {
            begun: (began, Instant::now()),
            hosts: Mutex::default(),
            addresses: Mutex::default(),
            before: before.known.into_iter().map(|host| (host.host.clone(), host)).collect(),
            broken_off: before.broken_off,
        }
    }

    /// The host of this name, if it was asked for before.
    pub(super) fn known(&self, name: &str) -> Option<Arc<Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// What the name service said of `host` and IPv6 when it was asked first, in any session of the run.
    pub(super) fn ipv6(&self, host: &str) -> Option<Ipv6> {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = hosts.get(host).and_then(|host| host.ipv6.get().copied());
        known.or_else(|| self.before.get(host)?.ipv6)
    }

    /// The host of this name.
    pub(super) fn host(&self, name: &str, wish: Wish) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = hosts.get(name) {
            // A portal that wants more time than the one that came first gets it.
            known.lane.slow_to(wish.interval);
            return Arc::clone(known);
        }
        let before = self.before.get(name);
        let usual = wish.interval.max(before.and_then(|host| host.crawl_delay).unwrap_or_default());
        let interval = usual.max(before.and_then(|host| host.interval).unwrap_or_default());
        let lane = Lane::new(interval, usual, wish.connections);
        if let Some(rest) = self.rest_before(before, interval) {
            lane.rest(rest);
        }
        let host = Host { lane, addresses: Mutex::default(), located: Line::default(), ipv6: OnceLock::new() };
        if let Some(ipv6) = before.and_then(|host| host.ipv6) {
            host.ipv6.get_or_init(|| ipv6);
        }
        host.add(before.into_iter().flat_map(|host| host.addresses.iter().copied()));
        let host = Arc::new(host);
        hosts.insert(name.to_owned(), Arc::clone(&host));
        host
    }

    /// The lane of this address.
    pub(super) fn address(&self, address: IpAddr, wish: Wish) -> Arc<Lane> {
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = addresses.get(&address) {
            known.slow_to(wish.interval);
            return Arc::clone(known);
        }
        let lane = Lane::new(wish.interval, wish.interval, wish.connections);
        let before = self.before.values().filter(|host| host.addresses.contains(&address));
        let rests = before.filter_map(|host| self.rest_before(Some(host), wish.interval));
        // What one host asked for is its own; only the pace is common.
        if let Some(rest) = rests.map(|rest| rest.min(wish.interval)).max() {
            lane.rest(rest);
        }
        let lane = Arc::new(lane);
        addresses.insert(address, Arc::clone(&lane));
        lane
    }

    /// How long from now a host must be left alone because of what an earlier session asked it. Where requests may have
    /// been lost, as if one had been sent the moment this session began.
    fn rest_before(&self, before: Option<&HostBefore>, interval: Duration) -> Option<Duration> {
        let (began, begun) = self.begun;
        let gone = begun.elapsed();
        let (last, until) = match before {
            Some(host) => (if host.broken_off { began } else { host.last }, host.until),
            None if self.broken_off => (began, None),
            None => return None,
        };
        // A clock that was set back makes the last request one of the future: no rest is longer than the pace.
        let paced = between(began, last).saturating_add(interval);
        let paced = if last <= began { interval.saturating_sub(between(last, began)) } else { paced.min(interval) };
        let asked = until.map(|until| between(began, until)).unwrap_or_default();
        Some(paced.max(asked).saturating_sub(gone)).filter(|rest| !rest.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::stopwatch::{SECOND, WISH, ip, resumed, turns},
        *,
    };

    fn before(last: &str, broken_off: bool) -> HostsBefore {
        let host = HostBefore {
            host: "a".to_owned(),
            last: last.parse().unwrap(),
            addresses: vec![ip("203.0.113.1")],
            ipv6: None,
            broken_off,
            interval: Some(SECOND * 8),
            crawl_delay: Some(SECOND * 5),
            until: None,
        };
        HostsBefore { known: vec![host], broken_off }
    }

    #[tokio::test(start_paused = true)]
    async fn a_resumed_run_keeps_the_pace_and_waits_what_was_left_of_it() {
        let limits = resumed(before("2026-11-23T23:59:57Z", false));
        assert_eq!(turns(&limits, "a", 2).await, [5.0, 13.0], "eight seconds from the last request");
        let limits = resumed(before("2026-11-23T22:00:00Z", false));
        assert_eq!(turns(&limits, "a", 1).await, [0.0], "long ago");
        let limits = resumed(before("2026-11-24T07:00:00Z", false));
        assert_eq!(turns(&limits, "a", 1).await, [8.0], "a clock that was set back costs one interval and no more");
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_sudden_end_every_host_counts_as_asked_just_now() {
        let limits = resumed(before("2026-11-23T22:00:00Z", true));
        assert_eq!(turns(&limits, "a", 1).await, [8.0]);
        let limits = resumed(before("2026-11-23T22:00:00Z", true));
        assert_eq!(turns(&limits, "b", 1).await, [1.0], "its request may have been the one that was lost");
    }

    #[tokio::test(start_paused = true)]
    async fn a_wish_to_be_left_alone_outlives_the_session() {
        let mut left_alone = before("2026-11-23T23:00:00Z", false);
        left_alone.known[0].until = Some("2026-11-24T01:00:00Z".parse().unwrap());
        let limits = resumed(left_alone);
        assert!(limits.turn("a", WISH, SECOND * 60).await.is_err());
        assert_eq!(turns(&limits, "a", 1).await, [3600.0]);
    }
}
