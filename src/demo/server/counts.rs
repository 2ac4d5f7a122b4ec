//! What each host was asked, as the server saw it, and the limiter behind `429`.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// What one host was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostCounts {
    /// Requests, answered in any way.
    pub requests: u64,
    /// Of these, answered with 429.
    pub limited: u64,
    /// Of these, answered 200 with a page of HTML.
    pub pages: u64,
    /// Of these, answered with 304: what was known had not changed.
    pub not_modified: u64,
    /// Bytes of all answers, headers and bodies as announced.
    pub bytes: u64,
    /// Most requests within one second of the server's clock.
    pub peak_per_second: u32,
    /// Most requests in progress at the same time.
    pub max_concurrent: u32,
}

#[derive(Debug, Default)]
struct Host {
    counts: HostCounts,
    in_progress: u32,
    second: (u64, u32),
    /// Requests that may still be answered, in millionths, and when that was true.
    allowance: Option<(u64, u64)>,
}

/// What an answer was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// 200 with HTML.
    Page,
    /// 304.
    NotModified,
    /// Anything else.
    Other,
}

/// Counters of all hosts.
#[derive(Debug)]
pub(super) struct Counts {
    started: Instant,
    hosts: Mutex<BTreeMap<String, Host>>,
}

impl Default for Counts {
    fn default() -> Self {
        Self { started: Instant::now(), hosts: Mutex::default() }
    }
}

impl Counts {
    fn hosts(&self) -> MutexGuard<'_, BTreeMap<String, Host>> {
        // A counter left behind by a panicking thread is still a counter.
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes the start of a request; says whether it may be answered under `rate` requests per second.
    pub(super) fn begin(&self, name: &str, rate: Option<u32>) -> bool {
        self.begin_at(name, rate, self.started.elapsed().as_micros() as u64)
    }

    fn begin_at(&self, name: &str, rate: Option<u32>, now: u64) -> bool {
        let mut hosts = self.hosts();
        if !hosts.contains_key(name) {
            hosts.insert(name.to_owned(), Host::default());
        }
        let Some(host) = hosts.get_mut(name) else { return true };
        host.counts.requests += 1;
        host.in_progress += 1;
        host.counts.max_concurrent = host.counts.max_concurrent.max(host.in_progress);
        let second = now / 1_000_000;
        host.second = if host.second.0 == second { (second, host.second.1 + 1) } else { (second, 1) };
        host.counts.peak_per_second = host.counts.peak_per_second.max(host.second.1);
        let Some(rate) = rate.map(u64::from) else { return true };
        // A bucket that holds one second's worth and fills steadily.
        let (left, at) = host.allowance.unwrap_or((rate * 1_000_000, now));
        let left = (left + (now - at) * rate).min(rate * 1_000_000);
        let allowed = left >= 1_000_000;
        host.allowance = Some((if allowed { left - 1_000_000 } else { left }, now));
        host.counts.limited += u64::from(!allowed);
        allowed
    }

    /// Notes the end of a request, answered so, with so many bytes.
    pub(super) fn end(&self, name: &str, answered: Answered, bytes: u64) {
        if let Some(host) = self.hosts().get_mut(name) {
            host.counts.pages += u64::from(answered == Answered::Page);
            host.counts.not_modified += u64::from(answered == Answered::NotModified);
            host.counts.bytes += bytes;
            host.in_progress = host.in_progress.saturating_sub(1);
        }
    }

    /// All counters so far.
    pub(super) fn all(&self) -> BTreeMap<String, HostCounts> {
        self.hosts().iter().map(|(name, host)| (name.clone(), host.counts)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_answers_its_rate_and_no_more() {
        let counts = Counts::default();
        let answered = (0..40).filter(|i| counts.begin_at("a", Some(5), i * 50_000)).count();
        // Two seconds at five a second, and the second's worth it began with.
        assert_eq!(answered, 14);
        assert_eq!(counts.all()["a"].limited, 26);
        assert_eq!(counts.all()["a"].peak_per_second, 20);
    }

    #[test]
    fn requests_in_progress_are_counted_until_they_end() {
        let counts = Counts::default();
        for _ in 0..3 {
            counts.begin_at("a", None, 0);
            counts.begin_at("a", None, 0);
            counts.end("a", Answered::Page, 7);
            counts.end("a", Answered::Other, 7);
        }
        assert_eq!(counts.all()["a"].pages, 3);
        assert_eq!(counts.all()["a"].max_concurrent, 2);
        assert_eq!(counts.all()["a"].requests, 6);
        assert_eq!(counts.all()["a"].bytes, 42);
    }
}
