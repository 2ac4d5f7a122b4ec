//! Turns the bytes of a file behind a link into facts: what kind of file it is, whether it has text a program can read,
//! and which dates, document numbers and budget periods stand in it. Beside [`page`](crate::page), whose reading of
//! dates and numbers it uses; knows nothing of rules.
//!
//! [`read()`] is a pure function of the bytes. It leans on libraries that parse what strangers wrote, so the program
//! never calls it on such bytes itself: a [`Workers`] pool keeps child processes with a limit on memory and time, and
//! whatever happens to one of them becomes an [`Unread`].
//!
//! | question | answered in |
//! |---|---|
//! | what is it | `kind.rs` |
//! | what does it say | `pdf.rs`, `package.rs`, `sheet.rs`, `word97.rs` |
//! | which years and kinds of budget | `period.rs` |
//! | who reads it | `frame.rs`, `worker.rs` (the child), `workers.rs` (its parent) |

mod facts;
mod frame;
mod kind;
mod package;
mod pdf;
mod period;
mod read;
mod sheet;
mod word97;
mod worker;
mod workers;

pub use facts::{Attachment, Number, Reading, TextLayer, Unread};
pub use kind::Kind;
pub use period::{Period, Stage, periods};
pub use read::{File, read};
pub use worker::{READ_ATTACHMENT, serve};
pub use workers::{Here, Nobody, ReadFiles, Workers};
