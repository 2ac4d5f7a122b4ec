//! For benchmarks: the queue of a portal without a crawl around it.

use url::Url;

use super::{
    Hint, Worth,
    frontier::{Entry, Frontier, Offer},
};

/// The addresses of one portal that wait.
#[derive(Default)]
pub struct Queue {
    frontier: Frontier,
}

impl Queue {
    /// Offers an address as a crawl would, `depth` clicks from the start page; whether it waits now.
    pub fn offer(&mut self, url: Url, hint: Hint, depth: u8) -> bool {
        self.frontier.offer(Entry::new(url, hint, depth), |_| Worth::Unknown) == Offer::New
    }

    /// Takes the next address.
    pub fn take(&mut self) -> Option<Url> {
        self.frontier.take(|_| Worth::Unknown).map(|entry| entry.url)
    }
}
