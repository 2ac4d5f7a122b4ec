//! How a visit ended, as far as verdicts depend on it.

use super::{finding::Unseen, observation::address_key};
use crate::{
    fetch::{Failure, TimeoutPhase, Truncation},
    snapshot::{Capture, CaptureResult},
};

/// How a visit ended, as far as verdicts depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitEnd {
    /// A page was read.
    Page,
    /// The server pointed elsewhere (key of the target, see [`address_key`]).
    Redirect(String),
    /// An answer with a status that carries no page.
    Status(u16),
    /// No answer.
    Failed(Failure),
    /// An answer that shows something else than the page.
    Unread(Unseen),
}

impl VisitEnd {
    /// How a visit ended, by what the index knows of it.
    pub(super) fn of(capture: &Capture) -> Self {
        match &capture.result {
            CaptureResult::Failed(failure) => Self::Failed(*failure),
            // Half a page is no page: what is missing may stand in the other half.
            CaptureResult::Answered { truncated: Some(Truncation::Disconnect), .. } => Self::Failed(Failure::Reset),
            CaptureResult::Answered { truncated: Some(Truncation::Time), .. } => {
                Self::Failed(Failure::Timeout(TimeoutPhase::Body))
            }
            CaptureResult::Answered { status: 300..=399, location: Some(location), .. } => {
                match capture.url.join(location) {
                    Ok(target) => Self::Redirect(address_key(&target)),
                    Err(_) => Self::Status(404),
                }
            }
            CaptureResult::Answered { status: 200..=299, .. } => Self::Page,
            CaptureResult::Answered { status, .. } => Self::Status(*status),
        }
    }
}
