//! A way to ask a running crawl to stop: no new requests, those under way are finished and recorded. And what else ends
//! a crawl before its time.

use tokio::sync::watch;

/// Stops the crawls that hold its signal. Dropping it does not stop them.
#[derive(Debug)]
pub struct Stopper(watch::Sender<bool>);

/// Tells a crawl when to stop.
#[derive(Clone, Debug)]
pub struct StopSignal(watch::Receiver<bool>);

impl Stopper {
    /// A stopper and its signal.
    pub fn new() -> (Self, StopSignal) {
        let (sender, receiver) = watch::channel(false);
        (Self(sender), StopSignal(receiver))
    }

    /// Asks everybody to stop.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl StopSignal {
    /// Whether the stop was asked for.
    pub fn is_stopped(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when the stop is asked for; never, if nobody can ask any more.
    pub async fn stopped(&self) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|stopped| *stopped).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Everything that ends a crawl before its time.
#[derive(Clone, Debug)]
pub(super) struct Halt {
    /// The caller's wish.
    pub(super) wish: StopSignal,
    /// The archive failed.
    pub(super) broken: StopSignal,
    /// Our own connection stayed away.
    pub(super) offline: StopSignal,
}

impl Halt {
    /// Whether the crawl is to end.
    pub(super) fn has_come(&self) -> bool {
        self.wish.is_stopped() || self.broken.is_stopped() || self.offline.is_stopped()
    }

    /// Returns when the crawl is to end.
    pub(super) async fn comes(&self) {
        tokio::select! {
            () = self.wish.stopped() => {}
            () = self.broken.stopped() => {}
            () = self.offline.stopped() => {}
        }
    }
}
