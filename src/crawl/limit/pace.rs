//! How the pace of a host changes: slower where robots.txt asks for it or the host struggles, a rest where it wants to be
//! left alone, and back to the usual. What strains one address counts for all that share it.

use std::{net::IpAddr, time::Duration};

use jiff::Timestamp;

use super::{
    super::{
        lane::Lane,
        temper::{Step, Strain},
    },
    politeness::Wish,
    turn::Limits,
};
use crate::snapshot::{PaceChange, PaceReason};

/// An answer that takes longer than this is a sign of trouble.
const SLOW_ANSWER: Duration = Duration::from_secs(2);
/// After a slow answer the host rests as long as the answer took, up to this.
const LONGEST_REST: Duration = Duration::from_secs(10);

/// How a request to a host went, as far as its pace is concerned.
#[derive(Clone, Copy, Debug)]
pub(in crate::crawl) struct Experience {
    /// The address that answered.
    pub(in crate::crawl) address: Option<IpAddr>,
    /// How long the answer took.
    pub(in crate::crawl) took: Duration,
    /// What it says about the load.
    pub(in crate::crawl) strain: Strain,
}

/// A time in which a host is left alone.
#[derive(Clone, Copy, Debug)]
pub(in crate::crawl) struct Rest {
    pub(in crate::crawl) time: Duration,
    pub(in crate::crawl) why: PaceReason,
    pub(in crate::crawl) whom: Whom,
}

/// Who is left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::crawl) enum Whom {
    /// The host that said so.
    Host,
    /// All that share an address with it.
    Everybody,
}

impl Limits {
    /// robots.txt asks for at least `delay` between two requests.
    pub(in crate::crawl) fn slow_to(&self, host: &str, wish: Wish, delay: Duration) -> Option<PaceChange> {
        let known = self.lanes.host(host, wish);
        known.lane.slow_to(delay).then(|| self.change(host, &known.lane, PaceReason::CrawlDelay, None))
    }

    /// Leaves `host` alone for a time.
    pub(in crate::crawl) fn rest(&self, host: &str, wish: Wish, rest: Rest) -> PaceChange {
        let Rest { time, why, whom } = rest;
        let known = self.lanes.host(host, wish);
        known.lane.rest(time);
        if whom == Whom::Everybody {
            for address in known.addresses() {
                self.lanes.address(address, wish).rest(time);
            }
        }
        self.change(host, &known.lane, why, Some(time))
    }

    /// Learns from an answer: slower where the host struggles, back to the usual pace where it does not. What the archive
    /// should keep of it.
    pub(in crate::crawl) fn learn(&self, host: &str, wish: Wish, experience: Experience) -> Option<PaceChange> {
        let known = self.lanes.host(host, wish);
        let Experience { address, took, strain } = experience;
        known.add(address);
        let step = known.lane.learn(strain, took);
        // What strains a server strains it under all of its names; an error may be one site's own.
        if strain != Strain::Error {
            for address in known.addresses() {
                self.lanes.address(address, wish).learn(strain, took);
            }
        }
        let why = match step? {
            Step::Slower(why) => why,
            Step::Faster | Step::Stay => PaceReason::Recovered,
        };
        Some(self.change(host, &known.lane, why, None))
    }

    /// After an answer that took long, the host rests as long again.
    pub(in crate::crawl) fn breathe(&self, host: &str, wish: Wish, took: Duration) -> Option<PaceChange> {
        if took <= SLOW_ANSWER {
            return None;
        }
        let (known, time) = (self.lanes.host(host, wish), took.min(LONGEST_REST));
        known.lane.rest(time);
        Some(self.change(host, &known.lane, PaceReason::SlowAnswer, Some(time)))
    }

    fn change(&self, host: &str, lane: &Lane, why: PaceReason, rest: Option<Duration>) -> PaceChange {
        let at = self.clock.now();
        let until = rest.map(|rest| at.checked_add(rest).unwrap_or(Timestamp::MAX));
        PaceChange { host: host.to_owned(), at, why, interval: lane.interval(), until }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::stopwatch::{Names, SECOND, WISH, answer, limits, turn, turns},
        *,
    };

    fn resting(time: Duration, whom: Whom) -> Rest {
        Rest { time, why: PaceReason::RetryAfter, whom }
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
}
