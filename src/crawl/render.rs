//! Has one page rendered. What its scripts ask for is asked like everything else: within the portal, where robots.txt lets
//! us in, when its host's turn has come, and no more of it than the portal has left.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use jiff::Timestamp;
use tokio::{sync::Mutex as Line, time::Instant};
use url::Url;

use super::{
    Robots, RobotsAnswer, Scope,
    attempt::{Attempted, Means, attempt},
    follow::MOST_HOPS,
    gate::{origin, robots_url},
};
use crate::{
    fetch::{
        BrowserTrouble, Desk, Exchange, Extra, Failure, FetchRequest, Part, PartFuture, Refused, Render, RenderRequest,
        Want,
    },
    snapshot::{Retried, Visit},
};

/// What the crawl of a portal lets one of its pages do.
#[derive(Clone, Debug)]
pub(super) struct Leave {
    pub(super) scope: Scope,
    /// The rules of each origin; those that are not here are asked for. `None` where they are set aside.
    pub(super) rules: Option<BTreeMap<String, Robots>>,
    /// Most requests.
    pub(super) requests: u32,
    /// Most bytes of what is left of the page.
    pub(super) bytes: usize,
}

/// Renders the page of `request`.
pub(super) async fn render(
    means: &Means<'_>,
    browser: &dyn Render,
    request: &FetchRequest,
    leave: &Leave,
) -> Attempted {
    let counter = Counter {
        means,
        request,
        leave,
        rules: Line::new(leave.rules.clone().unwrap_or_default()),
        asked: AtomicU32::new(0),
        broken_off: Mutex::new(None),
    };
    let wanted = RenderRequest { url: request.url.clone(), cookie: request.cookie.clone(), bytes: leave.bytes };
    let at = means.clock.now();
    let begin = Instant::now();
    let result = tokio::select! {
        biased;
        () = means.halt.comes() => return Attempted::Stopped,
        result = browser.render(&wanted, &counter) => result,
    };
    if let Some(broken_off) = counter.broken_off.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return broken_off;
    }
    Attempted::Visit(Box::new(Visit {
        url: request.url.clone(),
        want: request.want,
        at,
        attempts: counter.asked.into_inner().max(1),
        patience: request.patience,
        took_ms: u32::try_from(begin.elapsed().as_millis()).unwrap_or(u32::MAX),
        unchanged: None,
        result: result.map(|exchange| Exchange { took: begin.elapsed(), ..exchange }),
    }))
}

/// What stands for a page that cannot be rendered because there is no browser.
pub(super) fn unavailable(request: &FetchRequest, at: Timestamp) -> Visit {
    let FetchRequest { url, want, patience, .. } = request.clone();
    let result = Err(Failure::Browser(BrowserTrouble::Unavailable));
    Visit { url, want, at, attempts: 1, patience, took_ms: 0, unchanged: None, result }
}

/// Where the page asks.
struct Counter<'a> {
    means: &'a Means<'a>,
    request: &'a FetchRequest,
    leave: &'a Leave,
    rules: Line<BTreeMap<String, Robots>>,
    asked: AtomicU32,
    /// Why the page is not to be counted at all, if so.
    broken_off: Mutex<Option<Attempted>>,
}

impl Desk for Counter<'_> {
    fn ask(&self, part: Part) -> PartFuture<'_> {
        Box::pin(async move {
            if !self.leave.scope.contains(&part.url) || !self.may(&part.url).await {
                return Err(Refused::NotForYou);
            }
            self.request(part.url, Want::Part, part.cookie, Some(part.extra)).await
        })
    }
}

impl Counter<'_> {
    /// One request, if there is one left.
    async fn request(
        &self,
        url: Url,
        want: Want,
        cookie: Option<String>,
        extra: Option<Extra>,
    ) -> Result<Exchange, Refused> {
        if self.asked.fetch_add(1, Ordering::Relaxed) >= self.leave.requests {
            self.asked.fetch_sub(1, Ordering::Relaxed);
            return Err(Refused::NotForYou);
        }
        let FetchRequest { portal, patience, .. } = self.request;
        let request =
            FetchRequest { portal: portal.clone(), url, want, cookie, patience: *patience, validators: None, extra };
        match attempt(self.means, &request).await {
            Attempted::Visit(visit) => {
                let host = visit.url.host_str().unwrap_or_default().to_owned();
                let ended = visit.result.as_ref().map(|exchange| exchange.status).map_err(|failure| *failure);
                self.means.keep_retried(Retried { host, at: visit.at, ended }).await;
                visit.result.map_err(Refused::Failed)
            }
            other => {
                self.broken_off.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(other);
                Err(Refused::NotForYou)
            }
        }
    }

    /// Whether robots.txt lets us have `url`. That of an origin that was not visited before is asked for now, once.
    async fn may(&self, url: &Url) -> bool {
        if self.leave.rules.is_none() {
            return true;
        }
        let mut rules = self.rules.lock().await;
        if let Some(rules) = rules.get(&origin(url)) {
            return rules.allows(url);
        }
        let mut at = robots_url(url);
        for _ in 0..=MOST_HOPS {
            let result = match self.request(at.clone(), Want::Robots, None, None).await {
                Ok(exchange) => Ok(exchange),
                Err(Refused::Failed(failure)) => Err(failure),
                Err(Refused::NotForYou) => return false,
            };
            match RobotsAnswer::of(&result) {
                RobotsAnswer::Redirect(to) => match at.join(&to) {
                    Ok(next) if self.leave.scope.contains(&next) => at = next,
                    _ => break,
                },
                RobotsAnswer::Rules(found) => {
                    let allowed = found.allows(url);
                    rules.insert(origin(url), found);
                    return allowed;
                }
                RobotsAnswer::ServerError(_) | RobotsAnswer::Unreachable(_) => return false,
            }
        }
        // A redirect that cannot be followed counts as no rules (RFC 9309 section 2.3.1.2).
        rules.insert(origin(url), Robots::default());
        true
    }
}
