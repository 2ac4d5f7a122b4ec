//! Picks the next address of each portal, waits its turn, and hands what came back to the snapshot.

mod archive;
mod event;
mod focus;

pub use archive::{Archive, ArchiveError, Discovered};
pub use event::{Event, Seen};
pub use focus::{BreadthFirst, Focus, FocusFactory, Hint, Worth};

pub use crate::snapshot::{HomeSeen, PortalEnd, StopReason};
