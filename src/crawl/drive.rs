//! Runs one portal: keeps a window of requests in the air and takes their answers in, in the order of the asking. With
//! a window of two, the n-th address is chosen when the answers 0 to n-2 are known, whatever comes back first.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::{
    sync::{Semaphore, mpsc},
    task::{JoinHandle, spawn_blocking},
    time::Instant,
};

use super::{
    Archive, ArchiveError, Browser, CrawlError, CrawlOptions, Event, FocusFactory, StopReason,
    attempt::{Attempted, Means, attempt, until_loud},
    event::Pause,
    limit::{Limits, Wish},
    portal::{Ask, Next, PortalCrawl},
    render::{render, unavailable},
    rendering::Rendering,
    roll::Roll,
    stop::Halt,
    uplink::Uplink,
};
use crate::{
    clock::{between, doze},
    fetch::Fetch,
    registry::{Portal, PortalId, QuietHours},
    snapshot::{Capture, PortalEnd, Visit},
};

/// Nobody leaves because of a wait that ends so soon after the time of the portal.
const GRACE: Duration = Duration::from_mins(1);

/// What all portals share.
pub(super) struct Shared {
    pub(super) options: CrawlOptions,
    pub(super) fetch: Arc<dyn Fetch>,
    /// Reads pages that only scripts can build.
    pub(super) browser: Browser,
    pub(super) archive: Arc<dyn Archive>,
    pub(super) focus: Arc<dyn FocusFactory>,
    pub(super) limits: Limits,
    pub(super) uplink: Uplink,
    pub(super) roll: Roll,
    /// One permit for each page that is parsed and judged at the same time.
    pub(super) thinking: Semaphore,
    pub(super) events: mpsc::Sender<Event>,
    /// What ends everything.
    pub(super) halt: Halt,
}

/// A request under way, or an answer that is there already.
enum Flight {
    Air(Air),
    Ground(Box<Landed>),
}

/// A request that ends with the crawl that made it.
struct Air(JoinHandle<Result<Landed, Aborted>>);

impl Drop for Air {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aborted {
    /// The stop came first.
    Stopped,
    /// The host wants to be left alone for too long.
    LeftAlone,
}

/// How one portal is treated.
#[derive(Clone, Copy)]
struct Manner {
    wish: Option<Wish>,
    quiet: Option<QuietHours>,
}

struct Landed {
    ask: Ask,
    visit: Visit,
    kept: Option<Capture>,
}

/// Crawls `portal` to its end.
pub(super) async fn drive(shared: Arc<Shared>, portal: Portal) -> Result<PortalEnd, CrawlError> {
    let id = portal.id.clone();
    let _running = shared.roll.enter(|| shared.uplink.never_was());
    shared.tell(Event::PortalStarted { portal: id.clone() }).await;
    let begin = Instant::now();
    let began = shared.options.clock.now();
    let manner = Manner {
        wish: shared.options.politeness.with(&portal.manners),
        quiet: portal.manners.quiet_hours.or(shared.options.quiet_hours),
    };
    let focus = shared.focus.focus(&portal);
    let options = &shared.options;
    let mut crawl = Box::new(
        PortalCrawl::new(portal, options, Arc::clone(&shared.archive), focus)
            .with_browser(Rendering::of(&shared.browser)),
    );
    let before = crawl.spent();
    // Neither quiet hours, nor the time between its two passes, nor that without a connection take anything from the time
    // of the portal.
    let lost_before = shared.uplink.lost_time();
    let mut waited = Duration::ZERO;
    let spent = |waited: Duration| {
        let quiet = manner.quiet.map(|hours| hours.overlap(began, shared.options.clock.now()));
        let lost = shared.uplink.lost_time().saturating_sub(lost_before);
        before + begin.elapsed().saturating_sub(quiet.unwrap_or_default() + lost + waited)
    };
    let mut flights: VecDeque<Flight> = VecDeque::new();
    let mut landed: Option<Landed> = None;
    // Until when quiet hours were said to last.
    let mut told = None;
    loop {
        if shared.halt.has_come() {
            crawl.stop(StopReason::Interrupted);
        }
        crawl.has_taken(spent(waited));
        crawl.it_is(shared.options.clock.now());
        let room = options.window.max(1).saturating_sub(flights.len());
        let thought = shared.think(crawl, landed.take(), room).await?;
        crawl = thought.crawl;
        for (host, delay) in crawl.take_delays() {
            if let Some(change) = manner.wish.and_then(|wish| shared.limits.slow_to(&host, wish, delay)) {
                let archive = Arc::clone(&shared.archive);
                spawn_blocking(move || archive.paced(&change))
                    .await
                    .map_err(|_| CrawlError::Panicked(id.clone()))??;
            }
        }
        if let Some(event) = thought.event {
            shared.tell(event).await;
        }
        for ask in thought.asks {
            if ask.earlier.is_none() {
                shared.pause(&id, manner, &mut told).await;
            }
            let patience = options.budget.time.saturating_sub(spent(waited)) + GRACE;
            flights.push_back(shared.launch(ask, manner, patience));
        }
        let Some(flight) = flights.pop_front() else {
            let Some(due) = crawl.again.due() else { break };
            let (wait, lost) = (Instant::now(), shared.uplink.lost_time());
            if crawl.is_live() && !shared.until(&id, due).await {
                crawl.stop(StopReason::Interrupted);
                break;
            }
            waited += wait.elapsed().saturating_sub(shared.uplink.lost_time().saturating_sub(lost));
            crawl.begin_again();
            continue;
        };
        let answer = tokio::select! {
            biased;
            answer = flight.land() => answer,
            () = shared.herald(&id, manner, &mut told) => Err(Aborted::Stopped),
        };
        match answer {
            Ok(answer) => {
                let host = answer.visit.url.host_str().unwrap_or_default();
                if let Some(ipv6) = shared.limits.ipv6(host) {
                    crawl.located(host, ipv6);
                }
                landed = Some(answer);
            }
            Err(aborted) => {
                // What is still out was asked later and must not be recorded before it.
                flights.clear();
                crawl.stop(match aborted {
                    Aborted::Stopped => StopReason::Interrupted,
                    Aborted::LeftAlone => StopReason::AskedToLeave,
                });
                crawl.has_taken(spent(waited));
                break;
            }
        }
    }
    let end = spawn_blocking(move || crawl.finish()).await.map_err(|_| CrawlError::Panicked(id.clone()))??;
    shared.tell(Event::PortalDone { portal: id, end: end.clone() }).await;
    Ok(end)
}

struct Thought {
    crawl: Box<PortalCrawl>,
    event: Option<Event>,
    asks: Vec<Ask>,
}

impl Shared {
    /// Takes in an answer and chooses up to `room` next addresses, on a blocking thread: parsing and judging are work.
    async fn think(
        &self,
        mut crawl: Box<PortalCrawl>,
        landed: Option<Landed>,
        room: usize,
    ) -> Result<Thought, CrawlError> {
        let id = crawl.portal().id.clone();
        let _permit = self.thinking.acquire().await;
        let task = spawn_blocking(move || -> Result<Thought, ArchiveError> {
            let event = match landed {
                Some(Landed { ask, visit, kept }) => Some(crawl.absorb(ask, &visit, kept)?),
                None => None,
            };
            // The address whose answer was just taken in has left its place in the window.
            let mut asks = Vec::with_capacity(room);
            while asks.len() < room
                && let Next::Ask(ask) = crawl.next()?
            {
                asks.push(*ask);
            }
            Ok(Thought { crawl, event, asks })
        });
        Ok(task.await.map_err(|_| CrawlError::Panicked(id))??)
    }

    fn launch(self: &Arc<Self>, mut ask: Ask, manner: Manner, patience: Duration) -> Flight {
        if let Some((capture, visit)) = ask.earlier.take() {
            return Flight::Ground(Box::new(Landed { ask, visit, kept: Some(capture) }));
        }
        let shared = Arc::clone(self);
        Flight::Air(Air(tokio::spawn(async move {
            let means = Means {
                fetch: &*shared.fetch,
                archive: &shared.archive,
                limits: &shared.limits,
                policy: &shared.options.retry,
                clock: shared.options.clock,
                seed: shared.options.seed,
                uplink: &shared.uplink,
                halt: &shared.halt,
                wish: manner.wish,
                quiet: manner.quiet,
                patience,
            };
            let attempted = match (&shared.browser, &ask.leave) {
                (Browser::Ready(browser), Some(leave)) => render(&means, &**browser, &ask.request, leave).await,
                // Without a browser only what the archive holds is asked for, or what it has lost.
                (Browser::Never | Browser::Missing, Some(_)) => {
                    Attempted::Visit(Box::new(unavailable(&ask.request, means.clock.now())))
                }
                (_, None) => attempt(&means, &ask.request).await,
            };
            match attempted {
                Attempted::Visit(visit) => Ok(Landed { ask, visit: *visit, kept: None }),
                Attempted::Stopped => Err(Aborted::Stopped),
                Attempted::LeftAlone => Err(Aborted::LeftAlone),
            }
        })))
    }

    /// Says it when quiet hours hold, once for each of them; whether they do.
    async fn announce(&self, portal: &PortalId, hours: QuietHours, told: &mut Option<Timestamp>) -> bool {
        let Some(until) = hours.until(self.options.clock.now()) else { return false };
        if *told != Some(until) {
            *told = Some(until);
            self.tell(Event::Paused { portal: portal.clone(), until, pause: Pause::QuietHours }).await;
        }
        true
    }

    /// Says it when quiet hours begin while a request waits for its turn. Never returns.
    async fn herald(&self, portal: &PortalId, manner: Manner, told: &mut Option<Timestamp>) {
        let Some(hours) = manner.quiet else { return std::future::pending().await };
        loop {
            self.announce(portal, hours, told).await;
            doze(Duration::MAX).await;
        }
    }

    /// Waits for the second pass of `portal`, due at `due`, unless there is nothing to wait for; says no when the stop
    /// comes first. A clock that is set back does not make the wait longer.
    async fn until(&self, portal: &PortalId, due: Timestamp) -> bool {
        let _waiting = self.roll.wait(|| self.uplink.never_was());
        let most = Instant::now() + self.options.second_pass.unwrap_or_default();
        if due > self.options.clock.now() {
            self.tell(Event::Paused { portal: portal.clone(), until: due, pause: Pause::SecondPass }).await;
        }
        loop {
            let left = between(self.options.clock.now(), due);
            let left = left.min(most.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return true;
            }
            tokio::select! {
                biased;
                () = self.halt.comes() => return false,
                () = self.roll.is_pointless() => return true,
                () = doze(left) => {}
            }
        }
    }

    /// Waits for the end of quiet hours and says until when; returns at once when the stop comes.
    async fn pause(&self, portal: &PortalId, manner: Manner, told: &mut Option<Timestamp>) {
        let Some(hours) = manner.quiet else { return };
        if !self.announce(portal, hours, told).await {
            return;
        }
        tokio::select! {
            biased;
            () = self.halt.comes() => {}
            () = until_loud(hours, self.options.clock) => {}
        }
    }

    /// Tells the caller, who may have gone.
    async fn tell(&self, event: Event) {
        let _ = self.events.send(event).await;
    }
}

impl Flight {
    /// The answer, or why there is none.
    async fn land(self) -> Result<Landed, Aborted> {
        match self {
            Self::Ground(landed) => Ok(*landed),
            Self::Air(mut task) => (&mut task.0).await.unwrap_or(Err(Aborted::Stopped)),
        }
    }
}
