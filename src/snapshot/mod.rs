//! Keeps the exact bytes of every exchange, and the index to find them again: a run is a folder.
//!
//! | in the folder | what it is |
//! |---|---|
//! | `run.json` | the [`Manifest`]: versions, digests, options, seed, times |
//! | `snapshot/d42-00000.warc.gz` … | WARC 1.1, a gzip member per record, readable by any WARC tool |
//! | `run.sqlite` | portals, captures, frontier, findings, reviews; pace; described in `index/schema.sql`, `index/pace.sql` |
//! | `run.lock` | held while a process writes to the run |
//!
//! [`Run`] is a run open for writing, [`Recorder`] the way into it, [`SavedRun`] a run open for reading. Appending
//! the records, then committing their rows, is the work of one thread; a kill at any moment loses only what it had not
//! yet committed, and the next [`Run::open`] cuts off what had no row yet.

mod capture;
mod digest;
mod ending;
mod error;
mod index;
mod lock;
mod manifest;
pub mod measure;
mod originals;
mod pace;
mod queue;
mod recorder;
mod recover;
mod repair;
mod run;
mod saved;
mod unchanged;
pub mod warc;
mod writer;

pub use capture::{Capture, CaptureId, Result as CaptureResult, Visit};
pub use digest::body_digest;
pub(crate) use digest::hex;
pub use ending::{HomeSeen, PortalEnd, StopReason};
pub use error::{Error, IndexTrouble};
pub use index::{FindingRow, JudgedRow, ReviewRow};
pub use lock::Lock;
pub use manifest::{Manifest, Settings, Since};
pub use pace::{HostBefore, HostsBefore, PaceChange, PaceReason, Resolution, Retried};
pub use recorder::{Before, Found, Recorder};
pub use recover::Recovery;
pub use run::Run;
pub use saved::{Records, SavedRun};
pub use unchanged::{Original, Unchanged};
