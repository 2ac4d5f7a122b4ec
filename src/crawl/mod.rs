//! Picks the next address of each portal, waits its turn, and hands what came back to the snapshot.
//!
//! [`crawl`] runs all portals side by side. Each portal has two halves. The one without network and time
//! (`portal.rs`, `portal/`, `follow.rs`) chooses addresses and takes answers in; the same answers in the same order
//! always lead to the same addresses. The other (`drive.rs`, `attempt.rs`) keeps a window of two requests in the air and hands
//! their answers over in the order of the asking, so that the network's timing changes nothing. A killed run is
//! resumed by running the same loop again with the [`Archive`] answering first.
//!
//! A page that is nothing without its scripts is asked for a second time, of a browser. Whether it is one follows from the
//! first answer, so the archive answers both when the run is resumed; what the page asks for meanwhile is no part of the
//! loop: it is asked at the crawl's pace and counted, and only what is left of the page is kept.
//!
//! | question | answered in |
//! |---|---|
//! | does it belong to the portal | `scope.rs` |
//! | are these two addresses one | `canonical.rs` |
//! | is it endless | `traps/` |
//! | may it be asked for | `robots.rs`, `gate.rs` |
//! | which comes first | `portal/choose.rs`, `frontier.rs`, with the caller's [`Focus`] |
//! | how soon, how often | `limit/`, `lane.rs`, `temper.rs` |
//! | is it down, or are we | `uplink/` |
//! | when is it over | `portal/ending.rs`, `again.rs` |
//! | is it one for a browser | `rendering.rs`, `render.rs` |
//! | what else is there | `discover/`, `sitemap.rs`, `files.rs` |

mod again;
mod archive;
mod attempt;
mod canonical;
mod discover;
mod drive;
mod event;
mod files;
mod fleet;
mod focus;
mod follow;
mod frontier;
mod gate;
mod home;
mod lane;
mod limit;
pub mod measure;
mod portal;
mod reading;
mod render;
mod rendering;
mod robots;
mod roll;
mod scope;
mod sitemap;
mod stop;
mod temper;
mod traps;
mod uplink;

pub use archive::{Archive, ArchiveError, Discovered};
pub use canonical::{Key, canonical, key};
pub use discover::named_hosts;
pub use event::{Event, Pause, Seen};
pub use fleet::{Browser, CrawlError, CrawlOptions, Parts, crawl};
pub use focus::{BreadthFirst, Focus, FocusFactory, Hint, NamedBy, Worth};
pub use limit::Politeness;
pub use portal::Budget;
pub use reading::{Missed, only_sends_on, read_page, refusal};
pub use robots::{Robots, RobotsAnswer};
pub use scope::Scope;
pub use sitemap::Sitemap;
pub use stop::{StopSignal, Stopper};
pub use traps::{Template, Trap, trap};

pub use crate::snapshot::{HomeSeen, PortalEnd, StopReason};
