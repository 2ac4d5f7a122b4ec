//! What the crawl tells while it runs. The caller decides between a bar, lines and silence.

use jiff::Timestamp;
use url::Url;

use super::PortalEnd;
use crate::{fetch::Failure, registry::PortalId};

/// How a visit ended, in one word for the display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Answered with this status.
    Status(u16),
    /// Not answered.
    Failed(Failure),
}

/// What a portal pauses for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// Its quiet hours.
    QuietHours,
    /// Its second pass is to come at another time than the first.
    SecondPass,
}

/// Something that happened. For one portal events come in order; between portals there is none.
#[derive(Clone, Debug)]
pub enum Event {
    /// The first request is about to be made.
    PortalStarted {
        /// Which portal.
        portal: PortalId,
    },
    /// A visit was recorded, or found in the archive of a resumed run.
    Visited {
        /// Which portal.
        portal: PortalId,
        /// What was asked for.
        url: Url,
        /// How it ended.
        seen: Seen,
        /// Body bytes as received.
        bytes: u64,
        /// Pages read so far on this portal.
        pages: u32,
        /// Addresses waiting on this portal.
        queued: u32,
        /// Whether the archive answered instead of the network.
        archived: bool,
    },
    /// Nothing is asked for on this portal until then.
    Paused {
        /// Which portal.
        portal: PortalId,
        /// When it goes on.
        until: Timestamp,
        /// What for.
        pause: Pause,
    },
    /// Our own connection is lost: nothing is asked for on any portal, until it is back or, at the latest, this moment has
    /// come and the crawl ends.
    ConnectionLost {
        /// When the crawl ends.
        until: Timestamp,
    },
    /// Our own connection is back, and the crawl goes on.
    ConnectionBack,
    /// The portal is done.
    PortalDone {
        /// Which portal.
        portal: PortalId,
        /// How it ended.
        end: PortalEnd,
    },
}
