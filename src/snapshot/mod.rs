//! Keeps the exact bytes of every exchange, and the index to find them again: a run is a folder.

mod capture;

pub use capture::{Capture, CaptureId, Result as CaptureResult, Visit};
