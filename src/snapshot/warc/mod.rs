//! WARC 1.1 (ISO 28500:2017): writing and reading the files that hold the exact bytes. Every record is a gzip member
//! of its own, so that any record can be read from its offset alone and any WARC tool can read the file.
//!
//! An exchange becomes three records in this order: `response`, `request`, `metadata`. Where its content stands in the run
//! already, a `revisit` takes the place of the `response`; where a server confirmed content of an earlier run, the
//! `response` of that run comes first. An address that could not be seen leaves a `metadata` record with the failure. A page as a browser left it is a `resource` and a `metadata`
//! record. This folder knows nothing of the index.
//!
//! The payload of a `response` is the body as received: without its transfer coding, with its content coding (section
//! 6.3.2). A header that would contradict what is kept, `Transfer-Encoding` or the `Content-Length` of a body that broke
//! off, stands under its name with `X-Crawler-` before it, and `WARC-Truncated` says why something is missing.

mod exchange;
mod file;
mod member;
mod read;
mod record;
mod rendered;
mod revisit;

pub use exchange::exchange_from;
pub(crate) use exchange::{Names, append_visit, written_out};
pub(crate) use file::{Place, WarcWriter, file_name, sync_folder};
pub(crate) use member::{Effort, Packer};
pub use read::{Entry, WarcReader};
pub use record::{Kind, Record};
pub(crate) use revisit::Revisited;
