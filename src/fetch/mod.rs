//! Asks for one address once: one request in, one exchange or one typed failure out. Redirects are not followed here;
//! each hop goes back through the crawl, its scope and its limits.

mod exchange;
mod failure;

pub use exchange::{Exchange, FetchMode, FetchRequest, Truncation, Want};
pub use failure::{Failure, TimeoutPhase, TlsProblem};

use std::{future::Future, pin::Pin};

/// A boxed answer, so that a fetcher can be a trait object.
pub type FetchFuture<'a> = Pin<Box<dyn Future<Output = Result<Exchange, Failure>> + Send + 'a>>;

/// Something that can ask for an address: the network, an archive that is replayed, a test double.
pub trait Fetch: Send + Sync {
    /// One attempt, without retry and without waiting for a turn.
    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a>;
}
