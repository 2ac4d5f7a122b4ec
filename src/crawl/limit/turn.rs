//! Whose turn it is: where a host is, and the wait for its lane and those of its addresses. How their pace changes is
//! `pace.rs`.

use std::{net::IpAddr, sync::Arc, time::Duration};

use tokio::{sync::OwnedSemaphorePermit, time::Instant};

use super::{
    super::lane::{Lane, TooLong},
    lanes::Lanes,
    politeness::Wish,
};
use crate::{
    clock::Clock,
    fetch::{Fetch, Ipv6},
    snapshot::{HostsBefore, Resolution},
};

/// The name service is asked again after so long: content networks move their hosts about.
const LOCATED_FOR: Duration = Duration::from_mins(10);

/// The right to make one request now; given back when dropped.
#[derive(Debug, Default)]
pub(in crate::crawl) struct Turn {
    _permits: Vec<OwnedSemaphorePermit>,
}

/// The pace of all hosts.
#[derive(Debug)]
pub(in crate::crawl) struct Limits {
    pub(super) clock: Clock,
    pub(super) lanes: Lanes,
}

impl Limits {
    /// Goes on from what earlier sessions of the run did.
    pub(in crate::crawl) fn new(clock: Clock, before: HostsBefore) -> Self {
        Self { clock, lanes: Lanes::new(clock.now(), before) }
    }

    /// Learns where `host` is, unless that is known well enough; what the archive should keep of it.
    pub(in crate::crawl) async fn locate(&self, host: &str, wish: Wish, fetch: &dyn Fetch) -> Option<Resolution> {
        let known = self.lanes.host(host, wish);
        let mut located = known.located.lock().await;
        if located.is_some_and(|(at, _)| at.elapsed() < LOCATED_FOR) {
            return None;
        }
        let said = located.map(|(_, ipv6)| ipv6);
        let at = self.clock.now();
        // A name without a public address may have one the next time it is asked for.
        let found = fetch.locate(host).await.filter(|found| !found.addresses.is_empty())?;
        *located = Some((Instant::now(), found.ipv6));
        known.ipv6.get_or_init(|| found.ipv6);
        let moved = known.add(found.addresses.iter().copied());
        let news = moved || said != Some(found.ipv6);
        news.then(|| Resolution { host: host.to_owned(), at, addresses: found.addresses, ipv6: found.ipv6 })
    }

    /// What the name service said of `host` and IPv6 when it was asked first, in any session of the run.
    pub(in crate::crawl) fn ipv6(&self, host: &str) -> Option<Ipv6> {
        self.lanes.ipv6(host)
    }

    /// Where `host` is, as far as that is known.
    pub(in crate::crawl) fn addresses(&self, host: &str) -> Vec<IpAddr> {
        self.lanes.known(host).map_or_else(Vec::new, |host| host.addresses())
    }

    /// Waits until `host` may be asked. Permits first, then rest and pace, so that nobody waits for a permit with the pace
    /// already spent. Fails when the host wants to be left alone for longer than `patience`.
    pub(in crate::crawl) async fn turn(&self, host: &str, wish: Wish, patience: Duration) -> Result<Turn, TooLong> {
        let host = self.lanes.host(host, wish);
        let group: Vec<Arc<Lane>> =
            host.addresses().into_iter().map(|address| self.lanes.address(address, wish)).collect();
        let mut permits = Vec::with_capacity(1 + group.len());
        permits.extend(Arc::clone(&host.lane.permits).acquire_owned().await);
        // Always in the order of the addresses, so that no two hosts wait for each other.
        for shared in &group {
            permits.extend(Arc::clone(&shared.permits).acquire_owned().await);
        }
        let _line = host.lane.line.lock().await;
        loop {
            let granted = host.lane.wait(patience).await?;
            let mut lines = Vec::with_capacity(group.len());
            let mut shared_granted = Vec::with_capacity(group.len());
            for shared in &group {
                lines.push(Arc::clone(&shared.line).lock_owned().await);
                shared_granted.push(shared.wait(patience).await?);
            }
            // Somebody may have been told meanwhile to leave one of them alone.
            if host.lane.resting_until().is_some() || group.iter().any(|shared| shared.resting_until().is_some()) {
                continue;
            }
            host.lane.stamp(granted);
            for (shared, granted) in group.iter().zip(shared_granted) {
                shared.stamp(granted);
            }
            return Ok(Turn { _permits: permits });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            super::temper::Strain,
            pace::Experience,
            stopwatch::{Names, SECOND, WISH, answer, ip, limits, turn, turns},
        },
        *,
    };

    #[tokio::test(start_paused = true)]
    async fn a_host_is_asked_once_a_second() {
        let limits = limits();
        assert_eq!(turns(&limits, "a", 4).await, [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(turns(&limits, "b", 2).await, [0.0, 1.0], "another host has its own pace");
    }

    #[tokio::test(start_paused = true)]
    async fn idle_time_is_not_saved_up() {
        let limits = limits();
        turns(&limits, "a", 1).await;
        tokio::time::advance(SECOND * 60).await;
        assert_eq!(turns(&limits, "a", 3).await, [0.0, 1.0, 2.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn two_requests_at_once_and_not_three() {
        let limits = limits();
        let first = turn(&limits, "a").await;
        let _second = turn(&limits, "a").await;
        assert!(tokio::time::timeout(SECOND * 60, turn(&limits, "a")).await.is_err());
        drop(first);
        turn(&limits, "a").await;
    }

    #[tokio::test(start_paused = true)]
    async fn names_of_one_address_share_the_budget_of_one_host_from_the_first_request_on() {
        let limits = limits();
        let names = Names(vec![
            ("a", vec!["203.0.113.1"]),
            ("b", vec!["203.0.113.1", "2001:db8::1"]),
            ("c", vec!["2001:db8::1"]),
            ("d", vec!["203.0.113.2"]),
        ]);
        for name in ["a", "b", "c", "d"] {
            let kept = limits.locate(name, WISH, &names).await.unwrap();
            assert_eq!(kept.host, name);
            assert_eq!(limits.locate(name, WISH, &names).await, None, "known well enough");
        }
        let start = Instant::now();
        let mut granted = Vec::new();
        for name in ["a", "b", "c", "d", "a", "c"] {
            drop(turn(&limits, name).await);
            granted.push((name, start.elapsed().as_secs()));
        }
        // c shares with b by the other address, and with a by nothing; d is on its own.
        assert_eq!(granted, [("a", 0), ("b", 1), ("c", 2), ("d", 2), ("a", 2), ("c", 3)]);
    }

    #[tokio::test(start_paused = true)]
    async fn names_of_one_address_share_its_connections() {
        let limits = limits();
        let names = Names(vec![("a", vec!["203.0.113.1"]), ("b", vec!["203.0.113.1"])]);
        for name in ["a", "b"] {
            limits.locate(name, WISH, &names).await;
        }
        let _first = turn(&limits, "a").await;
        let second = turn(&limits, "b").await;
        assert!(tokio::time::timeout(SECOND * 60, turn(&limits, "b")).await.is_err());
        drop(second);
        turn(&limits, "b").await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_crawl_delay_is_kept_from_request_to_request_however_long_others_held_the_address() {
        let limits = Arc::new(limits());
        let names = Names(vec![("slow", vec!["203.0.113.1"]), ("busy", vec!["203.0.113.1"])]);
        for name in ["slow", "busy"] {
            limits.locate(name, WISH, &names).await;
        }
        limits.slow_to("slow", WISH, SECOND * 5);
        let busy = tokio::spawn({
            let limits = Arc::clone(&limits);
            async move {
                for _ in 0..40 {
                    drop(turn(&limits, "busy").await);
                }
            }
        });
        let mut granted = Vec::new();
        for _ in 0..5 {
            drop(turn(&limits, "slow").await);
            granted.push(Instant::now());
        }
        assert!(granted.windows(2).all(|pair| pair[1] - pair[0] >= SECOND * 5), "{granted:?}");
        busy.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn an_address_that_turns_up_in_an_answer_counts_from_then_on() {
        let limits = limits();
        for name in ["a", "b"] {
            drop(turn(&limits, name).await);
            let address = Some(ip("203.0.113.9"));
            limits.learn(name, WISH, Experience { address, ..answer(SECOND / 10, Strain::None) });
        }
        tokio::time::advance(SECOND * 10).await;
        let start = Instant::now();
        for name in ["a", "b", "a", "b"] {
            drop(turn(&limits, name).await);
        }
        assert_eq!(start.elapsed().as_secs(), 3, "one a second together");
    }
}
