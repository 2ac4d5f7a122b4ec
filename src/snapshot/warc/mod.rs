//! WARC 1.1 (ISO 28500:2017): writing and reading the files that hold the exact bytes. Every record is a gzip member
//! of its own, so that any record can be read from its offset alone and any WARC tool can read the file.
//!
//! An exchange becomes three records in this order: `response`, `request`, `metadata`. An address that could not be
//! seen leaves a `metadata` record with the failure. This folder knows nothing of the index.

mod exchange;
mod file;
mod member;
mod read;
mod record;

pub use exchange::exchange_from;
pub(crate) use exchange::{Names, append_visit};
pub(crate) use file::{Place, WarcWriter, file_name, sync_folder};
pub(crate) use member::{Effort, Packer};
pub use read::{Entry, WarcReader};
pub use record::{Kind, Record};
