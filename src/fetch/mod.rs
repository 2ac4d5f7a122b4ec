//! Asks for one address once: one request in, one exchange or one typed failure out. Redirects are not followed here;
//! each hop goes back through the crawl, its scope and its limits. Pages that are nothing without their scripts are rendered
//! by a browser (`render.rs`, `browser/`), which asks for everything at a desk that the crawl keeps.

#[cfg(feature = "browser")]
mod browser;
mod certificate;
mod classify;
mod contact;
mod cookies;
mod decode;
mod exchange;
mod failure;
mod head;
mod http;
mod locate;
mod reach;
mod render;
mod resolve;
mod retry;
mod sessions;
mod tls;
mod trust;

#[cfg(feature = "browser")]
pub use browser::{BrowserError, Chromium, ChromiumOptions, PageLimits, find};
pub use contact::{Contact, ContactError};
pub use cookies::Cookies;
pub use decode::{Decoded, decode, gunzip, is_gzip};
pub use exchange::{Exchange, Extra, FetchMode, FetchRequest, Patience, Truncation, Validators, Want};
pub use failure::{BrowserTrouble, Failure, TimeoutPhase, TlsFlaw, TlsProblem};
pub(crate) use http::LARGER;
pub use http::{HttpFetcher, HttpOptions, Network, SetupError};
pub use locate::{Ipv6, Located};
pub use render::{ACTION, Desk, Part, PartFuture, Refused, Render, RenderFuture, RenderRequest};
pub use resolve::HostMap;
pub use retry::{Retry, RetryPolicy, pushes_back, retry, retry_after};

use std::{future::Future, pin::Pin};

use url::Url;

/// A boxed answer, so that a fetcher can be a trait object.
pub type FetchFuture<'a> = Pin<Box<dyn Future<Output = Result<Exchange, Failure>> + Send + 'a>>;

/// A boxed answer of the name service.
pub type LocateFuture<'a> = Pin<Box<dyn Future<Output = Option<Located>> + Send + 'a>>;

/// A boxed answer whether a host can be reached.
pub type ReachFuture<'a> = Pin<Box<dyn Future<Output = bool> + Send + 'a>>;

/// Something that can ask for an address: the network, an archive that is replayed, a test double.
pub trait Fetch: Send + Sync {
    /// One attempt, without retry and without waiting for a turn.
    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a>;

    /// Where `host` is; `None` from what has no name service.
    fn locate<'a>(&'a self, _host: &'a str) -> LocateFuture<'a> {
        Box::pin(std::future::ready(None))
    }

    /// Whether the host of `origin` can be connected to: its name is looked up anew and a connection made or refused, and
    /// nothing is asked for. Always so where there is no network.
    fn reaches<'a>(&'a self, _origin: &'a Url) -> ReachFuture<'a> {
        Box::pin(std::future::ready(true))
    }
}
