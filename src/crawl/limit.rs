//! How often a host is asked, and by how many requests at once. One lane per host, shared by all portals that reach it,
//! and one per address: hosts that resolve to the same address share one budget, that of a single host. A request waits
//! for its host and for every address its host has, whichever of them it will be sent to.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    net::IpAddr,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{
    sync::{Mutex as Line, OwnedSemaphorePermit},
    time::Instant,
};

use super::{
    lane::{Lane, TooLong},
    temper::{Step, Strain},
};
use crate::{
    clock::Clock,
    fetch::{Fetch, Ipv6},
    registry::Manners,
    snapshot::{HostBefore, HostsBefore, PaceChange, PaceReason, Resolution},
};

/// How hosts are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Politeness {
    /// Paced, with a limit on requests at once.
    Paced {
        /// Least time between the beginnings of two requests to a host.
        interval: Duration,
        /// Most requests at once to a host.
        connections: u32,
    },
    /// As fast as the machine allows. For the simulator on loopback only.
    Unlimited,
}

impl Default for Politeness {
    fn default() -> Self {
        Self::Paced { interval: Duration::from_secs(1), connections: 2 }
    }
}

/// An answer that takes longer than this is a sign of trouble.
const SLOW_ANSWER: Duration = Duration::from_secs(2);
/// After a slow answer the host rests as long as the answer took, up to this.
const LONGEST_REST: Duration = Duration::from_secs(10);
/// The name service is asked again after so long: content networks move their hosts about.
const LOCATED_FOR: Duration = Duration::from_mins(10);
/// Most addresses of one host that are kept apart.
const MOST_ADDRESSES: usize = 32;

/// What one portal asks of the pace of its hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) interval: Duration,
    pub(super) connections: u32,
}

impl Politeness {
    /// As `manners` have it where they say something; `None` without any pace.
    pub(super) fn with(self, manners: &Manners) -> Option<Wish> {
        let Self::Paced { interval, connections } = self else { return None };
        Some(Wish {
            interval: manners.interval.unwrap_or(interval),
            connections: manners.connections.unwrap_or(connections),
        })
    }
}

/// The right to make one request now; given back when dropped.
#[derive(Debug, Default)]
pub(super) struct Turn {
    _permits: Vec<OwnedSemaphorePermit>,
}

/// How a request to a host went, as far as its pace is concerned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Experience {
    /// The address that answered.
    pub(super) address: Option<IpAddr>,
    /// How long the answer took.
    pub(super) took: Duration,
    /// What it says about the load.
    pub(super) strain: Strain,
}

/// A time in which a host is left alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    pub(super) time: Duration,
    pub(super) why: PaceReason,
    pub(super) whom: Whom,
}

/// Who is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// The host that said so.
    Host,
    /// All that share an address with it.
    Everybody,
}

/// A host with its addresses.
#[derive(Debug)]
struct Host {
    lane: Lane,
    addresses: Mutex<BTreeSet<IpAddr>>,
    /// When the name service was asked, and what it said about IPv6.
    located: Line<Option<(Instant, Ipv6)>>,
    /// What it said of IPv6 first, in any session of the run.
    ipv6: OnceLock<Ipv6>,
}

impl Host {
    fn addresses(&self) -> Vec<IpAddr> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }

    /// Notes addresses; whether one was new.
    fn add(&self, found: impl IntoIterator<Item = IpAddr>) -> bool {
        let mut known = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.len();
        known.extend(found.into_iter().take(MOST_ADDRESSES.saturating_sub(before)));
        known.len() > before
    }
}

/// The pace of all hosts.
#[derive(Debug)]
pub(super) struct Limits {
    clock: Clock,
    begun: (Timestamp, Instant),
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    addresses: Mutex<HashMap<IpAddr, Arc<Lane>>>,
    before: BTreeMap<String, HostBefore>,
    broken_off: bool,
}

impl Limits {
    /// Goes on from what earlier sessions of the run did.
    pub(super) fn new(clock: Clock, before: HostsBefore) -> Self {
        Self {
            clock,
            begun: (clock.now(), Instant::now()),
            hosts: Mutex::default(),
            addresses: Mutex::default(),
            before: before.known.into_iter().map(|host| (host.host.clone(), host)).collect(),
            broken_off: before.broken_off,
        }
    }

    /// Learns where `host` is, unless that is known well enough; what the archive should keep of it.
    pub(super) async fn locate(&self, host: &str, wish: Wish, fetch: &dyn Fetch) -> Option<Resolution> {
        let known = self.host(host, wish);
        let mut located = known.located.lock().await;
        if located.is_some_and(|(at, _)| at.elapsed() < LOCATED_FOR) {
            return None;
        }
        let said = located.map(|(_, ipv6)| ipv6);
        let at = self.clock.now();
        let found = fetch.locate(host).await?;
        *located = Some((Instant::now(), found.ipv6));
        known.ipv6.get_or_init(|| found.ipv6);
        let moved = known.add(found.addresses.iter().copied());
        let news = moved || said != Some(found.ipv6);
        news.then(|| Resolution { host: host.to_owned(), at, addresses: found.addresses, ipv6: found.ipv6 })
    }

    /// What the name service said of `host` and IPv6 when it was asked first, in any session of the run.
    pub(super) fn ipv6(&self, host: &str) -> Option<Ipv6> {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = hosts.get(host).and_then(|host| host.ipv6.get().copied());
        known.or_else(|| self.before.get(host)?.ipv6)
    }

    /// Waits until `host` may be asked. Permits first, then rest and pace, so that nobody waits for a permit with the pace
    /// already spent. Fails when the host wants to be left alone for longer than `patience`.
    pub(super) async fn turn(&self, host: &str, wish: Wish, patience: Duration) -> Result<Turn, TooLong> {
        let host = self.host(host, wish);
        let group: Vec<Arc<Lane>> = host.addresses().into_iter().map(|address| self.address(address, wish)).collect();
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

    /// robots.txt asks for at least `delay` between two requests.
    pub(super) fn slow_to(&self, host: &str, wish: Wish, delay: Duration) -> Option<PaceChange> {
        let known = self.host(host, wish);
        known.lane.slow_to(delay).then(|| self.change(host, &known.lane, PaceReason::CrawlDelay, None))
    }

    /// Leaves `host` alone for a time.
    pub(super) fn rest(&self, host: &str, wish: Wish, rest: Rest) -> PaceChange {
        let Rest { time, why, whom } = rest;
        let known = self.host(host, wish);
        known.lane.rest(time);
        if whom == Whom::Everybody {
            for address in known.addresses() {
                self.address(address, wish).rest(time);
            }
        }
        self.change(host, &known.lane, why, Some(time))
    }

    /// Learns from an answer: slower where the host struggles, back to the usual pace where it does not. What the archive
    /// should keep of it.
    pub(super) fn learn(&self, host: &str, wish: Wish, experience: Experience) -> Option<PaceChange> {
        let known = self.host(host, wish);
        let Experience { address, took, strain } = experience;
        known.add(address);
        let step = known.lane.learn(strain, took);
        // What strains a server strains it under all of its names; an error may be one site's own.
        if strain != Strain::Error {
            for address in known.addresses() {
                self.address(address, wish).learn(strain, took);
            }
        }
        let why = match step? {
            Step::Slower(why) => why,
            Step::Faster | Step::Stay => PaceReason::Recovered,
        };
        Some(self.change(host, &known.lane, why, None))
    }

    /// After an answer that took long, the host rests as long again.
    pub(super) fn breathe(&self, host: &str, wish: Wish, took: Duration) -> Option<PaceChange> {
        if took <= SLOW_ANSWER {
            return None;
        }
        let (known, time) = (self.host(host, wish), took.min(LONGEST_REST));
        known.lane.rest(time);
        Some(self.change(host, &known.lane, PaceReason::SlowAnswer, Some(time)))
    }

    fn change(&self, host: &str, lane: &Lane, why: PaceReason, rest: Option<Duration>) -> PaceChange {
        let at = self.clock.now();
        let until = rest.map(|rest| at.checked_add(rest).unwrap_or(Timestamp::MAX));
        PaceChange { host: host.to_owned(), at, why, interval: lane.interval(), until }
    }

    fn host(&self, name: &str, wish: Wish) -> Arc<Host> {
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

    fn address(&self, address: IpAddr, wish: Wish) -> Arc<Lane> {
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
        let paced = left(last, began).saturating_add(interval);
        let paced = if last <= began { interval.saturating_sub(left(began, last)) } else { paced.min(interval) };
        let asked = until.map(|until| left(until, began)).unwrap_or_default();
        Some(paced.max(asked).saturating_sub(gone)).filter(|rest| !rest.is_zero())
    }
}

/// How much later `moment` is than `than`; zero if it is not.
fn left(moment: Timestamp, than: Timestamp) -> Duration {
    Duration::try_from(moment.duration_since(than)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const WISH: Wish = Wish { interval: SECOND, connections: 2 };
    const PATIENT: Duration = Duration::from_hours(10);

    fn limits() -> Limits {
        Limits::new(Clock::from("2026-11-24T00:00:00Z".parse().unwrap()), HostsBefore::default())
    }

    async fn turn(limits: &Limits, host: &str) -> Turn {
        limits.turn(host, WISH, PATIENT).await.unwrap()
    }

    /// Seconds from the start at which each of `count` turns was granted.
    async fn turns(limits: &Limits, host: &str, count: usize) -> Vec<f64> {
        let start = Instant::now();
        let mut granted = Vec::new();
        for _ in 0..count {
            drop(turn(limits, host).await);
            granted.push((start.elapsed().as_secs_f64() * 10.0).round() / 10.0);
        }
        granted
    }

    fn answer(took: Duration, strain: Strain) -> Experience {
        Experience { address: None, took, strain }
    }

    fn resting(time: Duration, whom: Whom) -> Rest {
        Rest { time, why: PaceReason::RetryAfter, whom }
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// A name service that knows these names.
    struct Names(Vec<(&'static str, Vec<&'static str>)>);

    impl Fetch for Names {
        fn fetch<'a>(&'a self, _request: &'a crate::fetch::FetchRequest) -> crate::fetch::FetchFuture<'a> {
            Box::pin(std::future::ready(Err(crate::fetch::Failure::Dns)))
        }

        fn locate<'a>(&'a self, host: &'a str) -> crate::fetch::LocateFuture<'a> {
            let found = self.0.iter().find(|(name, _)| *name == host).map(|(_, found)| found.clone());
            let addresses = found.unwrap_or_default().into_iter().map(ip).collect();
            Box::pin(std::future::ready(Some(crate::fetch::Located { addresses, ipv6: Ipv6::Absent })))
        }
    }

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
    async fn a_crawl_delay_slows_but_never_speeds_up() {
        let limits = limits();
        drop(turn(&limits, "a").await);
        let change = limits.slow_to("a", WISH, SECOND * 5).unwrap();
        assert_eq!((change.why, change.interval), (PaceReason::CrawlDelay, SECOND * 5));
        assert_eq!(limits.slow_to("a", WISH, SECOND / 10), None);
        assert_eq!(turns(&limits, "a", 2).await, [5.0, 10.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_resting_host_is_left_alone_and_nobody_waits_longer_than_there_is_time() {
        let limits = limits();
        drop(turn(&limits, "a").await);
        let change = limits.rest("a", WISH, resting(SECOND * 30, Whom::Host));
        assert_eq!(change.until, Some("2026-11-24T00:00:30Z".parse().unwrap()));
        limits.rest("a", WISH, resting(SECOND * 3, Whom::Host));
        assert!(limits.turn("a", WISH, SECOND * 29).await.is_err());
        assert_eq!(turns(&limits, "a", 2).await, [30.0, 31.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_halves_the_pace_and_good_answers_restore_it_step_by_step() {
        let limits = limits();
        drop(turn(&limits, "a").await);
        let change = limits.learn("a", WISH, answer(SECOND / 10, Strain::PushedBack)).unwrap();
        assert_eq!((change.why, change.interval), (PaceReason::PushedBack, SECOND * 2));
        assert_eq!(turns(&limits, "a", 2).await, [2.0, 4.0]);
        let steps: Vec<Duration> = (0..100)
            .filter_map(|_| limits.learn("a", WISH, answer(SECOND / 10, Strain::None)))
            .map(|change| change.interval)
            .collect();
        assert_eq!(steps.first(), Some(&(SECOND * 8 / 5)));
        assert_eq!((steps.last(), steps.len()), (Some(&SECOND), 4));
        assert_eq!(turns(&limits, "a", 2).await, [1.0, 2.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_makes_a_host_faster_than_its_crawl_delay() {
        let limits = limits();
        limits.slow_to("a", WISH, SECOND * 5);
        limits.learn("a", WISH, answer(SECOND / 10, Strain::PushedBack));
        for _ in 0..200 {
            limits.learn("a", WISH, answer(SECOND / 10, Strain::None));
        }
        drop(turn(&limits, "a").await);
        assert_eq!(turns(&limits, "a", 2).await, [5.0, 10.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_host_rests_as_long_as_it_worked() {
        let limits = limits();
        drop(turn(&limits, "a").await);
        assert_eq!(limits.breathe("a", WISH, SECOND), None);
        assert_eq!(limits.breathe("a", WISH, SECOND * 4).unwrap().why, PaceReason::SlowAnswer);
        assert_eq!(turns(&limits, "a", 1).await, [4.0]);
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

    #[tokio::test(start_paused = true)]
    async fn a_refusal_for_too_many_requests_rests_every_name_of_the_address() {
        let limits = limits();
        let names = Names(vec![("a", vec!["203.0.113.1"]), ("b", vec!["203.0.113.1"])]);
        for name in ["a", "b"] {
            limits.locate(name, WISH, &names).await;
        }
        limits.rest("a", WISH, resting(SECOND * 20, Whom::Everybody));
        assert_eq!(turns(&limits, "b", 1).await, [20.0]);
        limits.rest("a", WISH, resting(SECOND * 20, Whom::Host));
        assert_eq!(turns(&limits, "b", 1).await, [1.0]);
    }

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

    fn resumed(before: HostsBefore) -> Limits {
        Limits::new(Clock::from("2026-11-24T00:00:00Z".parse().unwrap()), before)
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

    #[test]
    fn the_registry_has_its_way_with_the_pace_and_the_simulator_has_none() {
        let apart = Manners { interval: Some(SECOND * 3), ..Manners::default() };
        assert_eq!(Politeness::default().with(&apart), Some(Wish { interval: SECOND * 3, connections: 2 }));
        assert_eq!(Politeness::Unlimited.with(&apart), None);
    }
}
