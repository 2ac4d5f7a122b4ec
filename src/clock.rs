//! The only source of time. Everything to the right of `snapshot` takes its dates from what was archived.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::Offset};
use tokio::time::{Instant, sleep};

/// Longest sleep before the clock is looked at again: a machine may have slept, or its clock been set.
const GLANCE: Duration = Duration::from_secs(30);

/// The present moment.
#[expect(clippy::disallowed_methods, reason = "the one place that may ask the system for the time")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Where the present moment comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The system, whatever people or a sleeping machine do to its clock.
    #[default]
    System,
    /// So much later than `at` as the runtime's own clock says, which tests can stop.
    Since {
        /// The moment it began at.
        at: Timestamp,
        /// The same moment on the runtime's clock.
        begun: Instant,
        /// Whoever may move its hands.
        hands: Option<Hands>,
    },
}

/// The hands of a clock that goes as the runtime's does, to be moved as people and sleeping machines move those of the
/// system's: the runtime's stand still meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Hands(&'static AtomicI64);

impl Hands {
    /// Moves them forward by so many seconds, or back.
    pub fn turn(self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl PartialEq for Hands {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Hands {}

impl Clock {
    /// A clock that shows `at` now and goes as the runtime's does.
    pub fn from(at: Timestamp) -> Self {
        Self::Since { at, begun: Instant::now(), hands: None }
    }

    /// The same, with hands that can be moved. They are never put away, so a process should not make many.
    pub fn with_hands(at: Timestamp) -> (Self, Hands) {
        let hands = Hands(Box::leak(Box::default()));
        (Self::Since { at, begun: Instant::now(), hands: Some(hands) }, hands)
    }

    /// The present moment.
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => now(),
            Self::Since { at, begun, hands } => {
                let gone = SignedDuration::try_from(begun.elapsed()).unwrap_or(SignedDuration::MAX);
                let moved = hands.map_or(0, |hands| hands.0.load(Ordering::SeqCst));
                let gone = gone.saturating_add(SignedDuration::from_secs(moved));
                at.checked_add(gone).unwrap_or(Timestamp::MAX)
            }
        }
    }
}

/// From `from` to `to`; nothing if `to` is not later.
pub fn between(from: Timestamp, to: Timestamp) -> Duration {
    Duration::try_from(to.duration_since(from)).unwrap_or_default()
}

/// Sleeps for `left`, or until it is time to look at the clock again.
pub async fn doze(left: Duration) {
    sleep(left.min(GLANCE)).await;
}

/// Noon of `day` in Viet Nam: the moment that stands for a day whose hour nobody wrote down.
pub fn noon_in_vietnam(day: Date) -> Timestamp {
    Offset::constant(7).to_timestamp(day.at(12, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

/// The civil date in Viet Nam (UTC+7, no daylight saving) at `moment`.
pub fn date_in_vietnam(moment: Timestamp) -> Date {
    Offset::constant(7).to_datetime(moment).date()
}

/// A day as Vietnamese readers write it: `30/06/2026`.
pub fn written(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}
