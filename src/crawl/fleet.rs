//! All portals at once: politeness binds each host, so the portals wait side by side.

use std::{num::NonZeroUsize, sync::Arc, thread::available_parallelism, time::Duration};

use tokio::{
    sync::{Semaphore, mpsc},
    task::JoinSet,
};

use super::{
    Archive, ArchiveError, Budget, Event, FocusFactory, Politeness, StopSignal, Stopper,
    drive::{Shared, drive},
    limit::Limits,
    roll::Roll,
    stop::Halt,
    uplink::Uplink,
};
use crate::{
    clock::Clock,
    fetch::{Fetch, Render, RetryPolicy},
    registry::{Portal, PortalId, QuietHours},
};

/// How to crawl.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrawlOptions {
    /// Limits of each portal.
    pub budget: Budget,
    /// How hosts are treated.
    pub politeness: Politeness,
    /// How patient we are with single addresses.
    pub retry: RetryPolicy,
    /// Requests of one portal under way at once, 1 or more. Part of what makes a run repeatable: a run is resumed
    /// with the window it was begun with.
    pub window: usize,
    /// Portals crawled at the same time, 1 or more.
    pub portals: usize,
    /// Pages parsed and judged at the same time; the machine's processors if `None`.
    pub threads: Option<NonZeroUsize>,
    /// Spreads the waits of retries.
    pub seed: u64,
    /// When no portal is asked for anything that names no hours of its own.
    pub quiet_hours: Option<QuietHours>,
    /// Where the time of day comes from.
    pub clock: Clock,
    /// Least time after which what failed is asked for once more with larger limits; `None` for no second pass.
    pub second_pass: Option<Duration>,
    /// Whether each portal is asked for an address that cannot exist, to know what it shows there.
    pub ask_absent: bool,
    /// How long our own connection is waited for when it is lost, before the crawl ends to be resumed another time.
    pub offline_patience: Duration,
}

impl Default for CrawlOptions {
    fn default() -> Self {
        Self {
            budget: Budget::default(),
            politeness: Politeness::default(),
            retry: RetryPolicy::default(),
            window: 2,
            portals: 128,
            threads: None,
            seed: 0,
            quiet_hours: None,
            clock: Clock::System,
            second_pass: None,
            ask_absent: false,
            offline_patience: Duration::from_hours(12),
        }
    }
}

/// Who reads pages that only scripts can build.
#[derive(Clone, Default)]
pub enum Browser {
    /// Nobody, and nobody did: such pages stay unread.
    #[default]
    Never,
    /// Nobody now; what the archive of the run holds counts.
    Missing,
    /// This one.
    Ready(Arc<dyn Render>),
}

/// The other halves of a crawl.
#[derive(Clone)]
pub struct Parts {
    /// Asks the network.
    pub fetch: Arc<dyn Fetch>,
    /// Reads pages that only scripts can build.
    pub browser: Browser,
    /// Keeps what was seen.
    pub archive: Arc<dyn Archive>,
    /// Says what is wanted.
    pub focus: Arc<dyn FocusFactory>,
}

/// The crawl as a whole cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum CrawlError {
    /// What was seen cannot be kept.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Our own connection was lost and did not come back.
    #[error("the connection to the internet did not come back")]
    Offline,
    /// A mistake in this program, met on one portal.
    #[error("the crawl of portal {0} broke off by a mistake in the program")]
    Panicked(PortalId),
}

/// Crawls all `portals` and tells `events` about it. Returns when all are done or, after `stop`, when what was under
/// way has been recorded. An archive that fails and a connection that stays away end the whole crawl; nothing else does,
/// though a portal lost to a mistake in the program is reported as an error at the end.
pub async fn crawl(
    portals: Vec<Portal>,
    options: CrawlOptions,
    parts: Parts,
    events: mpsc::Sender<Event>,
    stop: StopSignal,
) -> Result<(), CrawlError> {
    let threads = options.threads.or_else(|| available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let (breaker, wreck) = Stopper::new();
    let hosts = parts.archive.hosts();
    let (uplink, offline) = Uplink::new(options.offline_patience, options.clock, &hosts, events.clone());
    let limits = Limits::new(options.clock, hosts);
    let shared = Arc::new(Shared {
        options,
        fetch: parts.fetch,
        browser: parts.browser,
        archive: parts.archive,
        focus: parts.focus,
        limits,
        uplink,
        roll: Roll::default(),
        thinking: Semaphore::new(threads),
        events,
        halt: Halt { wish: stop, broken: wreck, offline },
    });
    let mut waiting = portals.into_iter();
    let mut running = JoinSet::new();
    let (mut broken, mut lost) = (None, None);
    loop {
        while running.len() < options.portals.max(1)
            && !shared.halt.has_come()
            && let Some(portal) = waiting.next()
        {
            running.spawn(drive(Arc::clone(&shared), portal));
        }
        match running.join_next().await {
            None => {
                let offline = shared.halt.offline.is_stopped().then_some(CrawlError::Offline);
                return broken.or(offline).or(lost).map_or(Ok(()), Err);
            }
            Some(Ok(Ok(_))) => {}
            // A mistake met on one portal leaves the others alone; the run is incomplete all the same.
            Some(Ok(Err(error @ CrawlError::Panicked(_)))) => {
                tracing::error!("{error}");
                lost.get_or_insert(error);
            }
            Some(Ok(Err(error))) => {
                // The first error is the cause; those of other portals follow from it.
                breaker.stop();
                broken.get_or_insert(error);
            }
            Some(Err(task)) => tracing::error!(%task, "the crawl of a portal broke off"),
        }
    }
}
