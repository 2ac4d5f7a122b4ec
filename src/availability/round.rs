//! Rounds at fixed moments after the first: each portal once in each. A watch that is taken up again first asks whom the
//! present round has not asked yet; rounds that passed unseen are left out.
//!
//! So is a round in which not one of several portals could be reached, although some could before: then it is not they who
//! are gone, but our own connection, and nothing is said of anybody. What one or two portals fail in is theirs, because
//! nobody else is there to tell, and so is what nobody ever was reached in.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use tokio::{task::JoinSet, time::Instant};

use super::{Error, Log, Sample};
use crate::{
    clock::{Clock, between, doze},
    crawl::StopSignal,
    fetch::{Failure, Fetch, FetchRequest, Patience, Want},
    registry::{Portal, PortalId},
};

/// Portals asked at once.
const AT_ONCE: usize = 32;

/// From so many portals on, all of them being out of reach at once is our own doing.
const MANY: usize = 3;

/// How often and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Time between two looks at a portal.
    pub every: Duration,
    /// From the first round to the end.
    pub total: Duration,
}

/// Watches `portals` until the plan is fulfilled or `stop` comes. Gives how many rounds were left out for want of a
/// connection of our own.
pub async fn watch(
    portals: &[Portal],
    plan: Plan,
    fetch: Arc<dyn Fetch>,
    log: &mut Log,
    clock: Clock,
    stop: StopSignal,
) -> Result<u32, Error> {
    let mut left_out = 0;
    let first = log.samples().iter().map(|sample| sample.at).min().unwrap_or_else(|| clock.now());
    loop {
        let gone = between(first, clock.now());
        if (gone >= plan.total && !plan.total.is_zero()) || stop.is_stopped() {
            return Ok(left_out);
        }
        let round = gone.as_millis() / plan.every.as_millis().max(1);
        let of = |sample: &&Sample| between(first, sample.at).as_millis() / plan.every.as_millis().max(1) == round;
        let asked: BTreeSet<PortalId> = log.samples().iter().filter(of).map(|sample| sample.portal.clone()).collect();
        let mut waiting = portals.iter().filter(|portal| !asked.contains(&portal.id));
        let mut running = JoinSet::new();
        let mut held = Vec::new();
        loop {
            while running.len() < AT_ONCE
                && !stop.is_stopped()
                && let Some(portal) = waiting.next()
            {
                running.spawn(look(portal.clone(), Arc::clone(&fetch), clock));
            }
            match running.join_next().await {
                // Until somebody was reached, it may be us.
                Some(Ok(sample)) if sample.failure.is_some_and(may_be_ours) => held.push(sample),
                Some(Ok(sample)) => log.add(sample)?,
                Some(Err(_)) => {}
                None => break,
            }
        }
        let reached = |sample: &Sample| !sample.failure.is_some_and(may_be_ours);
        let anybody = log.samples().iter().any(|sample| of(&sample) && reached(sample));
        if held.len() >= MANY && !anybody && log.samples().iter().any(reached) {
            left_out += 1;
        } else {
            held.drain(..).try_for_each(|sample| log.add(sample))?;
        }
        log.sync()?;
        let next = plan.every.saturating_mul(u32::try_from(round + 1).unwrap_or(u32::MAX));
        if next >= plan.total {
            return Ok(left_out);
        }
        loop {
            let left = next.saturating_sub(between(first, clock.now()));
            if left.is_zero() {
                break;
            }
            tokio::select! {
                biased;
                () = stop.stopped() => return Ok(left_out),
                () = doze(left) => {}
            }
        }
    }
}

/// Whether a failure looks the same from here when it is our own connection that is gone.
fn may_be_ours(failure: Failure) -> bool {
    matches!(failure, Failure::Dns | Failure::Network | Failure::Timeout(_) | Failure::Reset)
}

/// One request for the start page.
async fn look(portal: Portal, fetch: Arc<dyn Fetch>, clock: Clock) -> Sample {
    let at = clock.now();
    let begin = Instant::now();
    let request = FetchRequest {
        extra: None,
        portal: portal.id.clone(),
        url: portal.url.clone(),
        want: Want::Page,
        cookie: None,
        patience: Patience::Usual,
        validators: None,
    };
    let result = fetch.fetch(&request).await;
    let took_ms = u32::try_from(begin.elapsed().as_millis()).unwrap_or(u32::MAX);
    let (status, failure) = match result {
        Ok(exchange) => (Some(exchange.status), None),
        Err(failure) => (None, Some(failure)),
    };
    Sample { portal: portal.id, at, took_ms, status, failure }
}
