//! A body that begins and then keeps its reader waiting.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
};

use hyper::body::{Body, Bytes, Frame, SizeHint};

/// Sends its beginning, and nothing of the rest that it announced.
#[derive(Debug)]
pub(super) struct Stalled {
    begin: Bytes,
    announced: u64,
}

impl Stalled {
    /// The first `sent` bytes of `whole`.
    pub(super) fn after(sent: usize, whole: &Bytes) -> Self {
        Self { begin: whole.slice(..sent.min(whole.len())), announced: whole.len() as u64 + 1 }
    }
}

impl Body for Stalled {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.begin.is_empty() {
            // Nobody will be woken: the connection ends when the client has had enough.
            return Poll::Pending;
        }
        Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.begin)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
