//! Whether portals answer, asked at intervals over days: one request for the start page each time, kept line by line in
//! a file that survives a kill and goes on where it ended.

mod file;
mod round;
mod tally;

pub use file::{Error, Log, Sample};
pub use round::{Plan, watch};
pub use tally::{Tally, tally};
