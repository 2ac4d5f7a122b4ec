//! Whose connection it is that fails: theirs, or our own.
//!
//! When a name does not resolve, or a connection is not made or breaks, either the portal is gone or we are: a laptop
//! loses its Wi-Fi, a router restarts, the name server stumbles, a machine wakes up before its network does. What fails
//! for our own sake says nothing about a portal, so it is not recorded: the crawl pauses, says so, and asks again when
//! the connection is back. The two are told apart by *witnesses*, the hosts that answered last:
//!
//! 1. A failure is believed when somebody else answers after it. A name that does not resolve is believed only when
//!    another name does, looked up anew: connections that are open already work without a name service.
//! 2. When nobody answers by himself, witnesses are connected to, without asking them for anything and at most once a
//!    second. If one can be reached, the failure is the portal's.
//! 3. If none of the last sixteen can be reached, the connection is lost: sixteen servers of different agencies do not
//!    go down in the same second. A witness on the failing host's own address says nothing.
//! 4. Where nobody ever answered, nobody can bear witness. A run that never had a connection has none to lose: it ends
//!    at once with what it saw, which is that no name resolves. So does a portal that is alone in its run. A resumed run
//!    begins with the witnesses of its earlier sessions.
//!
//! While the connection is lost, witnesses are tried at growing intervals and no portal's time runs. After
//! [`CrawlOptions::offline_patience`](super::CrawlOptions::offline_patience) the crawl ends as if it had been
//! interrupted, to be resumed.

mod doubt;
mod witnesses;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Mutex as Line, mpsc, watch},
    time::{Instant, sleep},
};
use url::Url;

pub(super) use self::doubt::{Doubt, doubt};
pub(super) use self::witnesses::Suspect;
use self::witnesses::Witnesses;
use super::{Event, StopSignal, Stopper, attempt::until_loud};
use crate::{
    clock::Clock,
    fetch::{Exchange, Failure, Fetch},
    registry::QuietHours,
    snapshot::HostsBefore,
};

/// How long somebody else may answer by himself before a witness is tried.
const LISTEN: Duration = Duration::from_secs(1);
/// Witnesses are tried again after this, and after twice as long each further time.
const FIRST_TRY: Duration = Duration::from_secs(5);
/// No two tries are further apart.
const LAST_TRY: Duration = Duration::from_mins(1);

/// Who is to blame for a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blame {
    /// The host that was asked.
    Theirs,
    /// Our own connection, which is back: the attempt does not count.
    Ours,
}

/// What was known when an attempt began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    outages: u32,
}

/// What counts as a sign of life: how often there was one, of each kind.
#[derive(Clone, Copy, Debug, Default)]
struct Signs {
    /// Somebody answered.
    answers: u64,
    /// A witness was looked up anew and reached.
    reached: u64,
}

#[derive(Debug, Default)]
struct State {
    witnesses: Witnesses,
    /// How long witnesses were tried in the present outage; `None` when there is none.
    lost: Option<Duration>,
    /// Outages that are over.
    outages: u32,
    /// Time lost in all of them.
    lost_time: Duration,
}

/// Our own way to the internet, as far as the crawl can tell.
#[derive(Debug)]
pub(super) struct Uplink {
    patience: Duration,
    clock: Clock,
    events: mpsc::Sender<Event>,
    state: Mutex<State>,
    signs: watch::Sender<Signs>,
    /// Held by whoever tries witnesses: one at a time, for all.
    trying: Line<()>,
    over: Stopper,
}

impl Uplink {
    /// Goes on with the witnesses of earlier sessions. The signal comes when the connection stayed away for `patience`.
    pub(super) fn new(
        patience: Duration,
        clock: Clock,
        before: &HostsBefore,
        events: mpsc::Sender<Event>,
    ) -> (Self, StopSignal) {
        let (over, signal) = Stopper::new();
        let state = State { witnesses: Witnesses::of(before), ..State::default() };
        let (signs, _) = watch::channel(Signs::default());
        (Self { patience, clock, events, state: Mutex::new(state), signs, trying: Line::default(), over }, signal)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be taken when an attempt begins.
    pub(super) fn mark(&self) -> Mark {
        Mark { outages: self.state().outages }
    }

    /// Time in which nothing could be asked for, all outages so far together.
    pub(super) fn lost_time(&self) -> Duration {
        self.state().lost_time
    }

    /// Whether it is lost now.
    pub(super) fn is_lost(&self) -> bool {
        self.lost().is_some()
    }

    fn lost(&self) -> Option<Duration> {
        self.state().lost
    }

    /// A request for `url` ended like this, which leaves nothing in doubt.
    pub(super) fn ended(&self, url: &Url, result: &Result<Exchange, Failure>) {
        match result {
            Ok(exchange) => self.state().witnesses.add(url, exchange.remote.map(|remote| remote.ip())),
            // Nobody was asked.
            Err(Failure::PrivateAddress) => return,
            Err(_) => {}
        }
        self.signs.send_modify(|signs| signs.answers += 1);
    }

    /// Nobody answered so far, in this session or in an earlier one.
    pub(super) fn never_was(&self) -> bool {
        self.state().witnesses.beside(Suspect::default()).is_empty()
    }

    /// Waits while the connection is lost.
    pub(super) async fn up(&self, fetch: &dyn Fetch, quiet: Option<QuietHours>) {
        if self.is_lost() {
            let _trying = self.trying.lock().await;
            self.sit_out(fetch, quiet).await;
        }
    }

    /// Finds out who is to blame for a failure of `suspect` in an attempt that began at `mark`. Returns only when there is a
    /// connection: not at all when patience runs out first.
    pub(super) async fn blame(
        &self,
        suspect: Suspect<'_>,
        doubt: Doubt,
        mark: Mark,
        fetch: &dyn Fetch,
        quiet: Option<QuietHours>,
    ) -> Blame {
        let failed = Instant::now();
        let before = *self.signs.borrow();
        let believed = |signs: &Signs| match doubt {
            Doubt::Name => signs.reached > before.reached,
            Doubt::Connection => signs.reached > before.reached || signs.answers > before.answers,
        };
        if !self.is_lost() {
            if self.state().witnesses.beside(suspect).is_empty() {
                return if self.state().outages > mark.outages { Blame::Ours } else { Blame::Theirs };
            }
            let mut signs = self.signs.subscribe();
            tokio::select! {
                _ = signs.wait_for(believed) => {}
                () = sleep(LISTEN) => {}
            }
        }
        let _trying = self.trying.lock().await;
        self.sit_out(fetch, quiet).await;
        if self.state().outages > mark.outages {
            return Blame::Ours;
        }
        let heard = believed(&self.signs.borrow());
        if heard || self.reaches_a_witness(suspect, fetch).await {
            return Blame::Theirs;
        }
        self.state().lost = Some(Duration::ZERO);
        self.spend(failed.elapsed());
        let until = self.clock.now().checked_add(self.patience).unwrap_or(jiff::Timestamp::MAX);
        let _ = self.events.send(Event::ConnectionLost { until }).await;
        self.sit_out(fetch, quiet).await;
        Blame::Ours
    }

    /// Tries witnesses at intervals until one can be reached. Whoever waits may be the one who does it, and may be
    /// stopped in the middle of it: the next one goes on. Nobody is tried in quiet hours, and they cost no patience.
    async fn sit_out(&self, fetch: &dyn Fetch, quiet: Option<QuietHours>) {
        let mut pause = FIRST_TRY;
        while let Some(tried) = self.lost() {
            if tried >= self.patience {
                self.over.stop();
                return std::future::pending().await;
            }
            let begin = Instant::now();
            sleep(pause.min(self.patience.saturating_sub(tried))).await;
            self.spend(begin.elapsed());
            pause = (pause * 2).min(LAST_TRY);
            if let Some(hours) = quiet {
                until_loud(hours, self.clock).await;
            }
            let begin = Instant::now();
            let back = self.reaches_a_witness(Suspect::default(), fetch).await;
            self.spend(begin.elapsed());
            if back {
                {
                    let mut state = self.state();
                    state.lost = None;
                    state.outages += 1;
                }
                let _ = self.events.send(Event::ConnectionBack).await;
            }
        }
    }

    fn spend(&self, time: Duration) {
        let mut state = self.state();
        state.lost_time += time;
        if let Some(lost) = &mut state.lost {
            *lost += time;
        }
    }

    /// Whether one of the hosts that answered last, `suspect` and its addresses aside, can be reached.
    async fn reaches_a_witness(&self, suspect: Suspect<'_>, fetch: &dyn Fetch) -> bool {
        let witnesses = self.state().witnesses.beside(suspect);
        let reached = witnesses::any_reached(witnesses, fetch).await;
        if let Some(witness) = &reached {
            self.state().witnesses.rotate(witness);
            self.signs.send_modify(|signs| signs.reached += 1);
        }
        reached.is_some()
    }
}
