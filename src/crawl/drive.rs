//! Runs one portal: keeps a window of requests in the air and takes their answers in, in the order of the asking. With
//! a window of two, the n-th address is chosen when the answers 0 to n-2 are known, whatever comes back first.

use std::{collections::VecDeque, sync::Arc};

use tokio::{
    sync::{Semaphore, mpsc},
    task::{JoinHandle, spawn_blocking},
    time::Instant,
};

use super::{
    Archive, ArchiveError, CrawlError, CrawlOptions, Event, FocusFactory, StopReason, StopSignal,
    attempt::{Means, attempt},
    limit::Limits,
    portal::{Ask, Next, PortalCrawl},
};
use crate::{
    fetch::Fetch,
    registry::Portal,
    snapshot::{Capture, PortalEnd, Visit},
};

/// What all portals share.
pub(super) struct Shared {
    pub(super) options: CrawlOptions,
    pub(super) fetch: Arc<dyn Fetch>,
    pub(super) archive: Arc<dyn Archive>,
    pub(super) focus: Arc<dyn FocusFactory>,
    pub(super) limits: Limits,
    /// One permit for each page that is parsed and judged at the same time.
    pub(super) thinking: Semaphore,
    pub(super) events: mpsc::Sender<Event>,
    /// The caller's wish.
    pub(super) stop: StopSignal,
    /// The end of everything when the archive fails.
    pub(super) broken: StopSignal,
}

/// A request under way, or an answer that is there already.
enum Flight {
    Air(JoinHandle<Option<Landed>>),
    Ground(Box<Landed>),
}

struct Landed {
    ask: Ask,
    visit: Visit,
    kept: Option<Capture>,
}

/// Crawls `portal` to its end.
pub(super) async fn drive(shared: Arc<Shared>, portal: Portal) -> Result<PortalEnd, CrawlError> {
    let id = portal.id.clone();
    shared.tell(Event::PortalStarted { portal: id.clone() }).await;
    let begin = Instant::now();
    let focus = shared.focus.focus(&portal);
    let options = &shared.options;
    let mut crawl = Box::new(PortalCrawl::new(portal, options.budget, Arc::clone(&shared.archive), focus));
    let before = crawl.spent();
    let mut flights: VecDeque<Flight> = VecDeque::new();
    let mut landed: Option<Landed> = None;
    loop {
        if shared.stop.is_stopped() || shared.broken.is_stopped() {
            crawl.stop(StopReason::Interrupted);
        }
        crawl.has_taken(before + begin.elapsed());
        let room = options.window.max(1).saturating_sub(flights.len());
        let thought = shared.think(crawl, landed.take(), room).await?;
        crawl = thought.crawl;
        for (host, delay) in crawl.take_delays() {
            shared.limits.slow_to(&host, delay);
        }
        if let Some(event) = thought.event {
            shared.tell(event).await;
        }
        for ask in thought.asks {
            flights.push_back(shared.launch(ask));
        }
        let Some(flight) = flights.pop_front() else { break };
        landed = flight.land().await;
        if landed.is_none() {
            // The stop came first. What is still out was asked later and must not be recorded before it.
            for flight in flights.drain(..) {
                flight.abandon();
            }
            crawl.stop(StopReason::Interrupted);
            crawl.has_taken(before + begin.elapsed());
            break;
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

    fn launch(self: &Arc<Self>, mut ask: Ask) -> Flight {
        if let Some((capture, visit)) = ask.earlier.take() {
            return Flight::Ground(Box::new(Landed { ask, visit, kept: Some(capture) }));
        }
        let shared = Arc::clone(self);
        Flight::Air(tokio::spawn(async move {
            let means = Means {
                fetch: &*shared.fetch,
                limits: &shared.limits,
                policy: &shared.options.retry,
                seed: shared.options.seed,
                stop: &shared.stop,
            };
            let visit = attempt(&means, &ask.request).await?;
            Some(Landed { ask, visit, kept: None })
        }))
    }

    /// Tells the caller, who may have gone.
    async fn tell(&self, event: Event) {
        let _ = self.events.send(event).await;
    }
}

impl Flight {
    /// The answer; `None` if it was given up.
    async fn land(self) -> Option<Landed> {
        match self {
            Self::Ground(landed) => Some(*landed),
            Self::Air(task) => task.await.ok().flatten(),
        }
    }

    fn abandon(self) {
        if let Self::Air(task) = self {
            task.abort();
        }
    }
}
