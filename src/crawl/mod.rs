//! Picks the next address of each portal, waits its turn, and hands what came back to the snapshot.

mod archive;
mod attempt;
mod canonical;
mod discover;
mod drive;
mod event;
mod fleet;
mod focus;
mod follow;
mod frontier;
mod gate;
mod home;
mod limit;
mod portal;
mod robots;
mod scope;
mod sitemap;
mod stop;
mod traps;

pub use archive::{Archive, ArchiveError, Discovered};
pub use canonical::{Key, canonical, key};
pub use event::{Event, Seen};
pub use fleet::{CrawlError, CrawlOptions, Parts, crawl};
pub use focus::{BreadthFirst, Focus, FocusFactory, Hint, Worth};
pub use limit::Politeness;
pub use portal::Budget;
pub use robots::{Robots, RobotsAnswer};
pub use scope::Scope;
pub use sitemap::Sitemap;
pub use stop::{StopSignal, Stopper};
pub use traps::{Template, Trap, trap};

pub use crate::snapshot::{HomeSeen, PortalEnd, StopReason};
