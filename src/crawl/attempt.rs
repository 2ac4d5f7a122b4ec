//! Asks for one address until it answers or is not worth asking again. Every attempt waits for its host's turn, for the
//! end of the portal's quiet hours and for our own connection; one that fails for want of the latter does not count.

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
    time::Duration,
};

use tokio::{
    task::spawn_blocking,
    time::{Instant, sleep},
};

use super::{
    Archive, ArchiveError,
    lane::TooLong,
    limit::{Experience, Limits, Rest, Turn, Whom, Wish},
    stop::Halt,
    temper::Strain,
    uplink::{Blame, Mark, Suspect, Uplink, doubt},
};
use crate::{
    clock::{Clock, between, doze},
    fetch::{Exchange, Failure, Fetch, FetchRequest, Patience, RetryPolicy, Want, retry, retry_after},
    registry::QuietHours,
    snapshot::{PaceChange, PaceReason, Resolution, Retried, Visit},
};

/// What the attempts share.
pub(super) struct Means<'a> {
    pub(super) fetch: &'a dyn Fetch,
    pub(super) archive: &'a Arc<dyn Archive>,
    pub(super) limits: &'a Limits,
    pub(super) policy: &'a RetryPolicy,
    pub(super) clock: Clock,
    pub(super) seed: u64,
    pub(super) uplink: &'a Uplink,
    pub(super) halt: &'a Halt,
    /// Pace of the portal's hosts; `None` without any.
    pub(super) wish: Option<Wish>,
    /// When the portal is not asked for anything.
    pub(super) quiet: Option<QuietHours>,
    /// Nobody waits longer for a host that wants to be left alone.
    pub(super) patience: Duration,
}

/// What came of asking.
pub(super) enum Attempted {
    /// The last attempt.
    Visit(Box<Visit>),
    /// The end of the crawl came before an attempt could be made that ends the matter. The address counts as not asked for, and a
    /// resumed run asks for it again.
    Stopped,
    /// The host wants to be left alone for longer than there is time. The address counts as not asked for.
    LeftAlone,
}

/// Asks for `request`.
pub(super) async fn attempt(means: &Means<'_>, request: &FetchRequest) -> Attempted {
    let host = request.url.host_str().unwrap_or_default();
    let seed = {
        let mut hasher = DefaultHasher::new();
        (means.seed, request.url.as_str()).hash(&mut hasher);
        hasher.finish()
    };
    let mut attempts = 0;
    loop {
        let turn = tokio::select! {
            biased;
            () = means.halt.comes() => return Attempted::Stopped,
            turn = means.turn(host) => match turn {
                Ok(turn) => turn,
                Err(TooLong) => return Attempted::LeftAlone,
            },
        };
        let mark = means.uplink.mark();
        let at = means.clock.now();
        let begin = Instant::now();
        let result = means.fetch.fetch(request).await;
        let took = begin.elapsed();
        let ours = tokio::select! {
            biased;
            () = means.halt.comes(), if doubt(&result).is_some() => return Attempted::Stopped,
            blame = means.blame(request, &result, mark) => blame == Blame::Ours,
        };
        if ours {
            continue;
        }
        attempts += 1;
        // The second pass is itself the repetition, a page that is rendered is not kept waiting for one, and what only
        // helps to find pages is not waited for twice: a host that is slow with it is slow with its pages.
        let once = RetryPolicy { attempts: 1, ..*means.policy };
        let aside = matches!(request.want, Want::Absent | Want::Sitemap) && matches!(result, Err(Failure::Timeout(_)));
        let alone = request.patience == Patience::Long || request.extra.is_some() || aside;
        let policy = if alone { &once } else { means.policy };
        let again = retry(policy, &result, attempts, seed, means.clock.now());
        means.learn(host, &result, took, again.filter(|again| again.whole_host).map(|again| again.after)).await;
        drop(turn);
        let Some(again) = again else {
            let took_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
            let (url, want, patience) = (request.url.clone(), request.want, request.patience);
            let visit = Visit { url, want, at, attempts, patience, took_ms, unchanged: None, result };
            return Attempted::Visit(Box::new(visit));
        };
        means.keep_retried(Retried { host: host.to_owned(), at, ended: result.map(|exchange| exchange.status) }).await;
        tokio::select! {
            biased;
            () = means.halt.comes() => return Attempted::Stopped,
            () = sleep(again.after) => {}
        }
    }
}

impl Means<'_> {
    /// Waits until `host` may be asked, outside of the portal's quiet hours.
    async fn turn(&self, host: &str) -> Result<Turn, TooLong> {
        loop {
            if let Some(hours) = self.quiet {
                until_loud(hours, self.clock).await;
            }
            self.uplink.up(self.fetch, self.quiet).await;
            let Some(wish) = self.wish else { return Ok(Turn::default()) };
            if let Some(found) = self.limits.locate(host, wish, self.fetch).await {
                self.keep_resolution(found).await;
            }
            let turn = self.limits.turn(host, wish, self.patience).await?;
            // Quiet may have begun, or the connection been lost, while others had their turn.
            let quiet = self.quiet.is_some_and(|hours| hours.until(self.clock.now()).is_some());
            if !quiet && !self.uplink.is_lost() {
                return Ok(turn);
            }
        }
    }

    /// Who is to blame for how `request` ended, if anybody is.
    async fn blame(&self, request: &FetchRequest, result: &Result<Exchange, Failure>, mark: Mark) -> Blame {
        let Some(doubt) = doubt(result) else {
            self.uplink.ended(&request.url, result);
            return Blame::Theirs;
        };
        let host = request.url.host_str().unwrap_or_default();
        let addresses = self.limits.addresses(host);
        let suspect = Suspect { host, addresses: &addresses };
        self.uplink.blame(suspect, doubt, mark, self.fetch, self.quiet).await
    }

    /// Lets the pace follow from an answer. `before_again` is how long the whole host should be left alone before another
    /// attempt.
    async fn learn(
        &self,
        host: &str,
        result: &Result<Exchange, Failure>,
        took: Duration,
        before_again: Option<Duration>,
    ) {
        let Some(wish) = self.wish else { return };
        let address = result.as_ref().ok().and_then(|exchange| exchange.remote).map(|remote| remote.ip());
        let strain = strain(result);
        let mut changes = Vec::new();
        changes.extend(self.limits.learn(host, wish, Experience { address, took, strain }));
        if strain == Strain::None {
            changes.extend(self.limits.breathe(host, wish, took));
        }
        let asked = result.as_ref().ok().and_then(|exchange| retry_after(exchange, self.clock.now()));
        if let Some(time) = asked.max(before_again) {
            let why = if asked.is_some() { PaceReason::RetryAfter } else { PaceReason::PushedBack };
            // "Too many requests" is said by whatever stands before all hosts of an address.
            let whom = match result {
                Ok(exchange) if exchange.status == 429 => Whom::Everybody,
                _ => Whom::Host,
            };
            changes.push(self.limits.rest(host, wish, Rest { time, why, whom }));
        }
        for change in changes {
            self.keep_pace(change).await;
        }
    }

    async fn keep_pace(&self, change: PaceChange) {
        self.keep(move |archive| archive.paced(&change)).await;
    }

    pub(super) async fn keep_retried(&self, retried: Retried) {
        self.keep(move |archive| archive.retried(&retried)).await;
    }

    async fn keep_resolution(&self, found: Resolution) {
        self.keep(move |archive| archive.resolved(&found)).await;
    }

    /// The archive may block. If it fails, the next visit cannot be kept either, and that ends the crawl.
    async fn keep(&self, keep: impl FnOnce(&dyn Archive) -> Result<(), ArchiveError> + Send + 'static) {
        let archive = Arc::clone(self.archive);
        if let Ok(Err(error)) = spawn_blocking(move || keep(&*archive)).await {
            tracing::warn!("how a host was treated was not kept: {error}");
        }
    }
}

/// What an answer says about the load of its host.
fn strain(result: &Result<Exchange, Failure>) -> Strain {
    match result {
        Ok(exchange) => match exchange.status {
            429 | 503 => Strain::PushedBack,
            500..=599 => Strain::Error,
            401 | 403 | 407 => Strain::Unrelated,
            _ => Strain::None,
        },
        Err(Failure::Refused | Failure::Reset | Failure::Timeout(_)) => Strain::Error,
        Err(_) => Strain::Unrelated,
    }
}

/// Waits until `hours` are over.
pub(super) async fn until_loud(hours: QuietHours, clock: Clock) {
    loop {
        let now = clock.now();
        let Some(until) = hours.until(now) else { return };
        // A moment more, so that rounding never ends the wait before the minute does.
        doze(between(now, until) + Duration::from_millis(1)).await;
    }
}
