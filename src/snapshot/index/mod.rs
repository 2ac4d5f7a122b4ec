//! `run.sqlite`: where to find what. Every table is described in `schema.sql`, `pace.sql` and `judged.sql`. One connection
//! writes, in the thread of the writer; readers open their own.

mod captures;
mod database;
mod findings;
mod judged;
mod pace;
mod portals;
mod reviews;
mod words;

pub(crate) use captures::Row;
pub(crate) use database::{FORMAT, Index, is_readable};
pub use findings::FindingRow;
pub use judged::JudgedRow;
pub use reviews::ReviewRow;
