//! Whether an answer or a failure is worth another attempt, and after what wait. A pure question: the crawl keeps the
//! time, and every retry goes back through the host's pace.

use std::time::Duration;

use jiff::Timestamp;

use super::{Exchange, Failure, TlsProblem, Truncation};
use crate::clock::between;

/// How patient the crawl is with one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Attempts in all, the first included.
    pub attempts: u32,
    /// Wait before the second attempt; doubles with each further one.
    pub base: Duration,
    /// No wait of our own choosing is longer.
    pub most: Duration,
    /// After a `Retry-After` longer than this, the address is not asked for again; its host is left alone all the same.
    pub retry_after_most: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_secs(2),
            most: Duration::from_secs(30),
            retry_after_most: Duration::from_mins(2),
        }
    }
}

/// Another attempt is worth making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How long to wait first.
    pub after: Duration,
    /// Whether the server meant all of its addresses, so that the whole host should be left alone that long.
    pub whole_host: bool,
}

/// Whether attempt number `attempt` (the first is 1), which ended with `result` at `now`, should be followed by
/// another. `seed` spreads the waits of different addresses; the same seed gives the same wait.
pub fn retry(
    policy: &RetryPolicy,
    result: &Result<Exchange, Failure>,
    attempt: u32,
    seed: u64,
    now: Timestamp,
) -> Option<Retry> {
    if attempt >= policy.attempts.min(most_attempts(result)) {
        return None;
    }
    let asked = result.as_ref().ok().and_then(|exchange| retry_after(exchange, now));
    Some(match asked {
        // Nobody waits so long for one address, and nobody asks sooner than he was told.
        Some(wait) if wait > policy.retry_after_most => return None,
        Some(wait) => {
            let own = policy.base.mul_f64(share(seed, attempt) / 4.0);
            Retry { after: wait + own, whole_host: true }
        }
        None => Retry { after: backoff(policy, attempt, seed), whole_host: pushes_back(result) },
    })
}

/// How long the server asked us to stay away, from seconds or a date (RFC 9110 section 10.2.3).
pub fn retry_after(exchange: &Exchange, now: Timestamp) -> Option<Duration> {
    if !matches!(exchange.status, 429 | 503) {
        return None;
    }
    let value = exchange.header("retry-after")?.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
    Some(between(now, until))
}

/// Whether the server says that it is asked too much.
pub fn pushes_back(result: &Result<Exchange, Failure>) -> bool {
    result.as_ref().is_ok_and(|exchange| matches!(exchange.status, 429 | 503))
}

/// How often an address that ends like this may be asked at most.
fn most_attempts(result: &Result<Exchange, Failure>) -> u32 {
    match result {
        Ok(exchange) => match (exchange.status, exchange.truncated) {
            (429 | 502..=504, _) => u32::MAX,
            // Part of a page is something: ask once more, then make do.
            (_, Some(Truncation::Disconnect)) => 2,
            _ => 1,
        },
        Err(Failure::Reset | Failure::Timeout(_)) => u32::MAX,
        // A name server may stumble once in a long night; a host that is gone stays gone.
        Err(Failure::Dns | Failure::Refused | Failure::Network | Failure::Tls(TlsProblem::Handshake)) => 2,
        Err(
            Failure::Tls(_) | Failure::PrivateAddress | Failure::Protocol | Failure::Decoding | Failure::Browser(_),
        ) => 1,
    }
}

/// Exponential, with the upper half left to chance so that waits do not fall together.
fn backoff(policy: &RetryPolicy, attempt: u32, seed: u64) -> Duration {
    let doubled = policy.base.saturating_mul(1 << (attempt.saturating_sub(1)).min(16));
    doubled.min(policy.most).mul_f64(0.5 + share(seed, attempt) / 2.0)
}

/// A number in [0, 1) that depends on nothing but its arguments (SplitMix64).
fn share(seed: u64, attempt: u32) -> f64 {
    let mut z = seed.wrapping_add(u64::from(attempt).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fetch::TimeoutPhase;

    fn exchange(status: u16, headers: &[(&str, &str)]) -> Exchange {
        Exchange {
            request_head: Vec::new(),
            response_head: Vec::new(),
            status,
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect(),
            body: Vec::new(),
            truncated: None,
            remote: None,
            flaw: None,
            vouched: Vec::new(),
            started: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
        }
    }

    fn asks_again_status(status: u16, attempt: u32) -> bool {
        asks_again(&Ok(exchange(status, &[])), attempt)
    }

    fn asks_again(result: &Result<Exchange, Failure>, attempt: u32) -> bool {
        retry(&RetryPolicy::default(), result, attempt, 1, Timestamp::UNIX_EPOCH).is_some()
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for status in [429, 502, 503, 504] {
            assert!(asks_again_status(status, 1) && asks_again_status(status, 2), "{status}");
            assert!(!asks_again_status(status, 3), "{status}");
        }
        for status in [200, 301, 304, 400, 401, 403, 404, 410, 451, 500, 501] {
            assert!(!asks_again_status(status, 1), "{status}");
        }
        for failure in [Failure::Reset, Failure::Timeout(TimeoutPhase::FirstByte)] {
            assert!(asks_again(&Err(failure), 2), "{failure:?}");
        }
        for failure in [Failure::Dns, Failure::Refused, Failure::Network] {
            assert!(asks_again(&Err(failure), 1) && !asks_again(&Err(failure), 2), "{failure:?}");
        }
        for failure in [Failure::Protocol, Failure::PrivateAddress, Failure::Tls(TlsProblem::Expired)] {
            assert!(!asks_again(&Err(failure), 1), "{failure:?}");
        }
    }

    #[test]
    fn a_servers_wish_is_honoured_in_seconds_and_as_a_date() {
        let now: Timestamp = "2026-11-23T08:00:00Z".parse().unwrap();
        let wait = |value| retry_after(&exchange(503, &[("retry-after", value)]), now);
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait(" 0 "), Some(Duration::ZERO));
        assert_eq!(wait("Mon, 23 Nov 2026 08:00:30 GMT"), Some(Duration::from_secs(30)));
        assert_eq!(wait("Mon, 23 Nov 2026 07:00:00 GMT"), Some(Duration::ZERO), "a date that has passed");
        assert_eq!(wait("99999999999999999999"), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(wait("-3"), None);
        assert_eq!(wait("soon"), None);
    }

    #[test]
    fn a_servers_wish_concerns_the_whole_host_and_is_never_cut_short() {
        let policy = RetryPolicy::default();
        let wish = |value| retry(&policy, &Ok(exchange(429, &[("retry-after", value)])), 1, 1, Timestamp::UNIX_EPOCH);
        assert!(wish("5").unwrap().whole_host && wish("5").unwrap().after >= Duration::from_secs(5));
        assert!(wish("120").unwrap().after >= policy.retry_after_most);
        assert_eq!(wish("86400"), None);
    }

    #[test]
    fn a_body_cut_by_the_connection_is_asked_for_once_more() {
        let mut cut = exchange(200, &[]);
        cut.truncated = Some(Truncation::Disconnect);
        assert!(asks_again(&Ok(cut.clone()), 1) && !asks_again(&Ok(cut.clone()), 2));
        cut.truncated = Some(Truncation::Length);
        assert!(!asks_again(&Ok(cut), 1));
    }

    proptest! {
        #[test]
        fn waits_grow_within_their_bounds_and_repeat_for_the_same_seed(seed: u64, attempt in 1_u32..40) {
            let policy = RetryPolicy { attempts: u32::MAX, ..RetryPolicy::default() };
            let ask = || retry(&policy, &Err(Failure::Reset), attempt, seed, Timestamp::UNIX_EPOCH).unwrap().after;
            prop_assert_eq!(ask(), ask());
            prop_assert!(ask() >= policy.base / 2 && ask() <= policy.most);
        }
    }
}
