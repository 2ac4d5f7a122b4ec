//! Asks for one address until it answers or is not worth asking again. Every attempt waits for its host's turn.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use tokio::time::{Instant, sleep};

use super::{
    StopSignal,
    limit::{Experience, Limits},
};
use crate::{
    clock,
    fetch::{Fetch, FetchRequest, RetryPolicy, pushes_back, retry},
    snapshot::Visit,
};

/// What the attempts share.
pub(super) struct Means<'a> {
    pub(super) fetch: &'a dyn Fetch,
    pub(super) limits: &'a Limits,
    pub(super) policy: &'a RetryPolicy,
    pub(super) seed: u64,
    pub(super) stop: &'a StopSignal,
}

/// The last attempt at `request`; `None` if the stop came before an attempt could be made that ends the matter. Such
/// an address counts as not asked for, and a resumed run asks for it again.
pub(super) async fn attempt(means: &Means<'_>, request: &FetchRequest) -> Option<Visit> {
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
            () = means.stop.stopped() => return None,
            turn = means.limits.turn(host) => turn,
        };
        attempts += 1;
        let at = clock::now();
        let begin = Instant::now();
        let result = means.fetch.fetch(request).await;
        let took = begin.elapsed();
        means.limits.learn(
            host,
            Experience {
                address: result.as_ref().ok().and_then(|exchange| exchange.remote).map(|remote| remote.ip()),
                took,
                pushed_back: pushes_back(&result),
            },
        );
        drop(turn);
        let Some(again) = retry(means.policy, &result, attempts, seed, clock::now()) else {
            let took_ms = u32::try_from(took.as_millis()).unwrap_or(u32::MAX);
            return Some(Visit { url: request.url.clone(), want: request.want, at, attempts, took_ms, result });
        };
        if again.whole_host {
            means.limits.rest(host, again.after);
        }
        tokio::select! {
            biased;
            () = means.stop.stopped() => return None,
            () = sleep(again.after) => {}
        }
    }
}
