//! How close requests came: the busiest minute, the shortest gap, the longest burst.

use std::time::Duration;

use jiff::Timestamp;

use crate::clock::between;

/// Requests closer together than this are a burst.
pub(super) const BURST: Duration = Duration::from_secs(1);

/// How close requests came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Peak {
    /// Most requests within any 60 seconds.
    pub(super) busiest_minute: u32,
    /// Shortest time between two requests in a row; `None` of fewer than two.
    pub(super) shortest_gap: Option<Duration>,
    /// Most requests in a row each less than a second after the one before; 1 where none was so close.
    pub(super) longest_burst: u32,
}

/// The peak of requests sent at `times`, in any order.
pub(super) fn peak(mut times: Vec<Timestamp>) -> Peak {
    times.sort_unstable();
    let mut peak = Peak::default();
    let (mut oldest, mut burst) = (0, 0);
    for (index, time) in times.iter().enumerate() {
        while between(times[oldest], *time) >= Duration::from_mins(1) {
            oldest += 1;
        }
        peak.busiest_minute = peak.busiest_minute.max((index + 1 - oldest) as u32);
        let since = index.checked_sub(1).map(|before| between(times[before], *time));
        peak.shortest_gap = match (peak.shortest_gap, since) {
            (Some(shortest), Some(since)) => Some(shortest.min(since)),
            (shortest, since) => shortest.or(since),
        };
        burst = if since.is_some_and(|since| since < BURST) { burst + 1 } else { 1 };
        peak.longest_burst = peak.longest_burst.max(burst);
    }
    peak
}

/// How often two requests in a row came less than `delay` apart, from `since` on. Clocks are read to the millisecond.
pub(super) fn closer(times: &[Timestamp], since: Timestamp, delay: Duration) -> u32 {
    let mut times: Vec<Timestamp> = times.iter().copied().filter(|time| *time >= since).collect();
    times.sort_unstable();
    let least = delay.saturating_sub(Duration::from_millis(1));
    times.windows(2).filter(|pair| between(pair[0], pair[1]) < least).count() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(millis: &[i64]) -> Vec<Timestamp> {
        millis.iter().map(|millis| Timestamp::from_millisecond(*millis).unwrap()).collect()
    }

    #[test]
    fn a_steady_pace_has_sixty_a_minute_and_no_burst() {
        let steady: Vec<i64> = (0..100).map(|second| second * 1000).collect();
        let shortest_gap = Some(Duration::from_secs(1));
        assert_eq!(peak(at(&steady)), Peak { busiest_minute: 60, shortest_gap, longest_burst: 1 });
        assert_eq!(peak(Vec::new()), Peak::default());
        assert_eq!(peak(at(&[5])), Peak { busiest_minute: 1, shortest_gap: None, longest_burst: 1 });
    }

    #[test]
    fn a_burst_is_found_wherever_it_is_and_in_any_order() {
        let times = at(&[90_000, 0, 50_000, 50_200, 50_900, 52_000]);
        let shortest_gap = Some(Duration::from_millis(200));
        assert_eq!(peak(times), Peak { busiest_minute: 5, shortest_gap, longest_burst: 3 });
    }

    #[test]
    fn what_came_closer_than_asked_is_counted_from_when_it_was_asked() {
        let times = at(&[0, 500, 10_000, 12_000, 13_000]);
        let since = Timestamp::from_millisecond(9_000).unwrap();
        assert_eq!(closer(&times, since, Duration::from_secs(2)), 1);
    }

    proptest! {
        #[test]
        fn the_peak_is_that_of_the_plain_definition(millis in proptest::collection::vec(0_i64..300_000, 0..40)) {
            let times = at(&millis);
            let within = |from: Timestamp| {
                times.iter().filter(|time| **time >= from && between(from, **time) < Duration::from_mins(1)).count()
            };
            let plain = times.iter().map(|time| within(*time)).max().unwrap_or(0) as u32;
            prop_assert_eq!(peak(times).busiest_minute, plain);
        }
    }
}
