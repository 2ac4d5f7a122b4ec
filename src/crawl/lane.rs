//! The way to one host, or to one address that several hosts share: how many requests at once, how far apart, and when
//! not at all.

use std::{
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
    sync::{Mutex as Line, Semaphore},
    time::{Instant, sleep, sleep_until},
};

use super::temper::{Step, Strain, Temper, stepped};

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

/// A wait that is longer than anybody has time for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// One host, or one address.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) permits: Arc<Semaphore>,
    /// Held by whoever is asked next, from the wait for the pace to the request itself.
    pub(super) line: Arc<Line<()>>,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    pace: Arc<Pace>,
    /// What the pace is now.
    interval: Duration,
    /// What it goes back to: the registry's, ours, or what robots.txt asks for.
    usual: Duration,
    resting_until: Option<Instant>,
    temper: Temper,
}

impl Lane {
    /// With `interval` between two requests, that goes back to `usual`.
    pub(super) fn new(interval: Duration, usual: Duration, connections: u32) -> Self {
        let state = State { pace: pace(interval), interval, usual, resting_until: None, temper: Temper::default() };
        Self {
            permits: Arc::new(Semaphore::new(connections.max(1) as usize)),
            line: Arc::default(),
            state: Mutex::new(state),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Least time between two requests now.
    pub(super) fn interval(&self) -> Duration {
        self.state().interval
    }

    /// Until when nothing may be asked for, if that moment has not come yet.
    pub(super) fn resting_until(&self) -> Option<Instant> {
        let mut state = self.state();
        state.resting_until = state.resting_until.filter(|until| *until > Instant::now());
        state.resting_until
    }

    /// Waits for the pace and gives the moment it was kept. Nobody waits for longer than `patience`.
    pub(super) async fn wait(&self, patience: Duration) -> Result<Instant, TooLong> {
        loop {
            if let Some(until) = self.resting_until() {
                if until - Instant::now() > patience {
                    return Err(TooLong);
                }
                sleep_until(until).await;
                continue;
            }
            let pace = Arc::clone(&self.state().pace);
            match pace.check() {
                Ok(()) => return Ok(Instant::now()),
                Err(not_yet) => {
                    let wait = not_yet.wait_time_from(TokioClock.now());
                    if wait > patience {
                        return Err(TooLong);
                    }
                    sleep(wait).await;
                }
            }
        }
    }

    /// The request of the turn that was granted at `granted` is made only now: the pace counts from here.
    pub(super) fn stamp(&self, granted: Instant) {
        if granted < Instant::now() {
            self.state().renew();
        }
    }

    /// At least `usual` between two requests from here on; whether that changed anything.
    pub(super) fn slow_to(&self, usual: Duration) -> bool {
        let mut state = self.state();
        state.usual = state.usual.max(usual);
        let interval = state.interval.max(state.usual);
        state.set_interval(interval)
    }

    /// Leaves it alone for `time`.
    pub(super) fn rest(&self, time: Duration) {
        // A moment so far away that it cannot be named is as good as a year.
        let until = Instant::now().checked_add(time).unwrap_or(Instant::now() + Duration::from_hours(24 * 365));
        let mut state = self.state();
        state.resting_until = Some(state.resting_until.map_or(until, |before| before.max(until)));
    }

    /// Learns from an answer; what it did, if the pace is another now.
    pub(super) fn learn(&self, strain: Strain, took: Duration) -> Option<Step> {
        let mut state = self.state();
        let step = state.temper.judge(strain, took);
        let interval = stepped(state.interval, state.usual, step);
        state.set_interval(interval).then_some(step)
    }
}

impl State {
    fn set_interval(&mut self, interval: Duration) -> bool {
        let changed = interval != self.interval;
        if changed {
            self.interval = interval;
            // The request that taught us this was the first of the new pace.
            self.renew();
        }
        changed
    }

    fn renew(&mut self) {
        self.pace = pace(self.interval);
        let _ = self.pace.check();
    }
}
