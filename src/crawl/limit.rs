//! How often a host is asked, and by how many requests at once. One object per host, shared by all portals that reach
//! it, and one per address behind several hosts, so that a shared server is not asked by each of its names.

use std::{
    collections::HashMap,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::Clock,
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep, sleep_until},
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

/// No pace gets slower than this by our own doing.
const SLOWEST: Duration = Duration::from_secs(30);
/// An answer that takes longer than this is a sign of trouble.
const SLOW_ANSWER: Duration = Duration::from_secs(2);
/// After a slow answer the host rests as long as the answer took, up to this.
const LONGEST_REST: Duration = Duration::from_secs(10);
/// So many good answers in a row make up for one refusal.
const FORGIVEN_AFTER: u32 = 30;
/// An address with several names is asked at most this many times as often as a single host.
const NAMES_SHARE: u32 = 2;

/// Governor's clock on tokio's time, which tests can stop.
#[derive(Clone, Debug, Default)]
struct TokioClock;

impl Clock for TokioClock {
    type Instant = std::time::Instant;

    fn now(&self) -> Self::Instant {
        Instant::now().into_std()
    }
}

type Pace = RateLimiter<NotKeyed, InMemoryState, TokioClock, NoOpMiddleware<std::time::Instant>>;

fn pace(interval: Duration) -> Arc<Pace> {
    let quota = Quota::with_period(interval.max(Duration::from_nanos(1)))
        .unwrap_or(Quota::per_second(NonZeroU32::MIN))
        .allow_burst(NonZeroU32::MIN);
    Arc::new(RateLimiter::direct_with_clock(quota, TokioClock))
}

/// One host, or one address.
#[derive(Debug)]
struct Lane {
    permits: Arc<Semaphore>,
    manners: Mutex<Manners>,
}

#[derive(Debug)]
struct Manners {
    pace: Arc<Pace>,
    /// What the pace is now.
    interval: Duration,
    /// What it goes back to: ours, or what robots.txt asks for.
    usual: Duration,
    resting_until: Option<Instant>,
    good_answers: u32,
    address: Option<IpAddr>,
}

impl Lane {
    fn new(interval: Duration, connections: u32) -> Self {
        let manners = Manners {
            pace: pace(interval),
            interval,
            usual: interval,
            resting_until: None,
            good_answers: 0,
            address: None,
        };
        Self { permits: Arc::new(Semaphore::new(connections.max(1) as usize)), manners: Mutex::new(manners) }
    }

    fn manners(&self) -> MutexGuard<'_, Manners> {
        self.manners.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn wait(&self) {
        loop {
            let (resting, pace) = {
                let mut manners = self.manners();
                if manners.resting_until.is_some_and(|until| until <= Instant::now()) {
                    manners.resting_until = None;
                }
                (manners.resting_until, Arc::clone(&manners.pace))
            };
            if let Some(until) = resting {
                sleep_until(until).await;
                continue;
            }
            match pace.check() {
                Ok(()) => return,
                Err(not_yet) => sleep(not_yet.wait_time_from(TokioClock.now())).await,
            }
        }
    }
}

impl Manners {
    fn set_interval(&mut self, interval: Duration) {
        if interval == self.interval {
            return;
        }
        self.interval = interval;
        let slower = pace(interval);
        // The request that taught us this was the first of the new pace.
        let _ = slower.check();
        self.pace = slower;
    }

    fn rest(&mut self, time: Duration) {
        let until = Instant::now() + time;
        self.resting_until = Some(self.resting_until.map_or(until, |before| before.max(until)));
    }
}

/// The right to make one request now; given back when dropped.
#[derive(Debug)]
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
    /// Whether the server said that it is asked too much.
    pub(super) pushed_back: bool,
}

/// The pace of all hosts.
#[derive(Debug)]
pub(super) struct Limits {
    politeness: Politeness,
    hosts: Mutex<HashMap<String, Arc<Lane>>>,
    addresses: Mutex<HashMap<IpAddr, Arc<Lane>>>,
}

impl Limits {
    pub(super) fn new(politeness: Politeness) -> Self {
        Self { politeness, hosts: Mutex::default(), addresses: Mutex::default() }
    }

    /// Waits until `host` may be asked. Permit first, then rest, then pace, so that nobody waits for a permit with
    /// the pace already spent.
    pub(super) async fn turn(&self, host: &str) -> Turn {
        let Some(lane) = self.host(host) else { return Turn { _permits: Vec::new() } };
        let mut permits = Vec::with_capacity(2);
        permits.extend(Arc::clone(&lane.permits).acquire_owned().await);
        let address = lane.manners().address;
        let shared = address.and_then(|address| self.address(address));
        if let Some(shared) = &shared {
            permits.extend(Arc::clone(&shared.permits).acquire_owned().await);
        }
        lane.wait().await;
        if let Some(shared) = &shared {
            shared.wait().await;
        }
        Turn { _permits: permits }
    }

    /// robots.txt asks for at least `delay` between two requests.
    pub(super) fn slow_to(&self, host: &str, delay: Duration) {
        if let Some(lane) = self.host(host) {
            let mut manners = lane.manners();
            manners.usual = manners.usual.max(delay);
            let interval = manners.interval.max(manners.usual);
            manners.set_interval(interval);
        }
    }

    /// Leaves `host` alone for `time`.
    pub(super) fn rest(&self, host: &str, time: Duration) {
        if let Some(lane) = self.host(host) {
            lane.manners().rest(time);
        }
    }

    /// Learns from an answer: slower where the host struggles, back to the usual pace where it does not.
    pub(super) fn learn(&self, host: &str, experience: Experience) {
        let Some(lane) = self.host(host) else { return };
        let mut manners = lane.manners();
        if experience.address.is_some() {
            manners.address = experience.address;
        }
        if experience.pushed_back {
            manners.good_answers = 0;
            let slower = (manners.interval * 2).min(SLOWEST.max(manners.usual));
            manners.set_interval(slower);
            return;
        }
        if experience.took > SLOW_ANSWER {
            manners.rest(experience.took.min(LONGEST_REST));
        }
        manners.good_answers += 1;
        if manners.good_answers >= FORGIVEN_AFTER && manners.interval > manners.usual {
            manners.good_answers = 0;
            let faster = (manners.interval / 2).max(manners.usual);
            manners.set_interval(faster);
        }
    }

    fn host(&self, host: &str) -> Option<Arc<Lane>> {
        let Politeness::Paced { interval, connections } = self.politeness else { return None };
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = hosts.get(host) {
            return Some(Arc::clone(lane));
        }
        let lane = Arc::new(Lane::new(interval, connections));
        hosts.insert(host.to_owned(), Arc::clone(&lane));
        Some(lane)
    }

    fn address(&self, address: IpAddr) -> Option<Arc<Lane>> {
        let Politeness::Paced { interval, connections } = self.politeness else { return None };
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = addresses
            .entry(address)
            .or_insert_with(|| Arc::new(Lane::new(interval / NAMES_SHARE, connections * NAMES_SHARE)));
        Some(Arc::clone(lane))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Seconds from the start at which each of `count` turns was granted.
    async fn turns(limits: &Limits, host: &str, count: usize) -> Vec<f64> {
        let start = Instant::now();
        let mut granted = Vec::new();
        for _ in 0..count {
            drop(limits.turn(host).await);
            granted.push((start.elapsed().as_secs_f64() * 10.0).round() / 10.0);
        }
        granted
    }

    fn answer(took: Duration, pushed_back: bool) -> Experience {
        Experience { address: None, took, pushed_back }
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_is_asked_once_a_second() {
        let limits = Limits::new(Politeness::default());
        assert_eq!(turns(&limits, "a", 4).await, [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(turns(&limits, "b", 2).await, [0.0, 1.0], "another host has its own pace");
    }

    #[tokio::test(start_paused = true)]
    async fn idle_time_is_not_saved_up() {
        let limits = Limits::new(Politeness::default());
        turns(&limits, "a", 1).await;
        tokio::time::advance(SECOND * 60).await;
        assert_eq!(turns(&limits, "a", 3).await, [0.0, 1.0, 2.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn two_requests_at_once_and_not_three() {
        let limits = Limits::new(Politeness::default());
        let first = limits.turn("a").await;
        let _second = limits.turn("a").await;
        assert!(tokio::time::timeout(SECOND * 60, limits.turn("a")).await.is_err());
        drop(first);
        limits.turn("a").await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_crawl_delay_slows_but_never_speeds_up() {
        let limits = Limits::new(Politeness::default());
        drop(limits.turn("a").await);
        limits.slow_to("a", SECOND * 5);
        limits.slow_to("a", SECOND / 10);
        assert_eq!(turns(&limits, "a", 2).await, [5.0, 10.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_resting_host_is_left_alone() {
        let limits = Limits::new(Politeness::default());
        drop(limits.turn("a").await);
        limits.rest("a", SECOND * 30);
        limits.rest("a", SECOND * 3);
        assert_eq!(turns(&limits, "a", 2).await, [30.0, 31.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_halves_the_pace_and_good_answers_restore_it() {
        let limits = Limits::new(Politeness::default());
        drop(limits.turn("a").await);
        limits.learn("a", answer(SECOND / 10, true));
        assert_eq!(turns(&limits, "a", 2).await, [2.0, 4.0]);
        for _ in 0..FORGIVEN_AFTER {
            limits.learn("a", answer(SECOND / 10, false));
        }
        assert_eq!(turns(&limits, "a", 2).await, [1.0, 2.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_host_rests_as_long_as_it_worked() {
        let limits = Limits::new(Politeness::default());
        drop(limits.turn("a").await);
        limits.learn("a", answer(SECOND * 4, false));
        assert_eq!(turns(&limits, "a", 1).await, [4.0]);
    }

    #[tokio::test(start_paused = true)]
    async fn names_of_one_address_share_a_pace() {
        let limits = Limits::new(Politeness::default());
        let names = ["a", "b", "c", "d"];
        for name in names {
            drop(limits.turn(name).await);
            limits.learn(name, Experience { address: Some([203, 0, 113, 1].into()), ..answer(SECOND / 10, false) });
        }
        tokio::time::advance(SECOND * 10).await;
        let start = Instant::now();
        for name in names {
            drop(limits.turn(name).await);
        }
        assert_eq!(start.elapsed().as_millis() / 100, 15, "two a second, not four at once");
    }

    #[tokio::test(start_paused = true)]
    async fn the_simulator_is_not_paced() {
        let limits = Limits::new(Politeness::Unlimited);
        assert_eq!(turns(&limits, "a", 3).await, [0.0, 0.0, 0.0]);
    }
}
