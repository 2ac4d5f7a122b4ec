//! A page as its scripts leave it: what is asked of a browser, and what the browser asks back. It never goes to the network
//! itself: everything that a page needs is asked for at a [`Desk`], which answers through the same client, scope, pace
//! and robots.txt as any other request of the crawl, or refuses.

use std::{future::Future, pin::Pin};

use url::Url;

use super::{Exchange, Extra, Failure};

/// What a page asks for.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it lies, without fragment.
    pub url: Url,
    /// `Cookie` header to send: what the page has set by now, its scripts included.
    pub cookie: Option<String>,
    /// What the page adds to the request.
    pub extra: Extra,
}

/// Why a part is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It lies outside of the portal, or robots.txt keeps it from us, or the page has had enough.
    NotForYou,
    /// It was asked for and could not be had.
    Failed(Failure),
}

/// A boxed answer of a desk.
pub type PartFuture<'a> = Pin<Box<dyn Future<Output = Result<Exchange, Refused>> + Send + 'a>>;

/// Where a page that is rendered asks for what it needs.
pub trait Desk: Send + Sync {
    /// Answers, when its turn has come.
    fn ask(&self, part: Part) -> PartFuture<'_>;
}

/// A page to be rendered.
#[derive(Clone, Debug)]
pub struct RenderRequest {
    /// Its address. A fragment that begins with `/` or `!` is a route that its scripts know, one that begins with
    /// [`ACTION`] is a script that is run once the page is there.
    pub url: Url,
    /// The cookies of the portal for it, as a `Cookie` header.
    pub cookie: Option<String>,
    /// Most bytes of what is left of it.
    pub bytes: usize,
}

/// How a fragment begins that is the script of a link: `javascript:__doPostBack('menu','3')`, escaped as fragments are.
pub const ACTION: &str = "javascript:";

/// A boxed answer of a renderer.
pub type RenderFuture<'a> = Pin<Box<dyn Future<Output = Result<Exchange, Failure>> + Send + 'a>>;

/// Something that runs the scripts of pages.
pub trait Render: Send + Sync {
    /// What it is, as in the manifest: `Chrome/156.0.8078.114`.
    fn version(&self) -> &str;

    /// The document at an address when its scripts have come to rest, as if a server had sent it: the status of the
    /// document, its markup as UTF-8, and the cookies that scripts and servers have set meanwhile. A page whose scripts
    /// lead to another address is a redirect to there. Nothing has been sent but through `desk`.
    fn render<'a>(&'a self, request: &'a RenderRequest, desk: &'a dyn Desk) -> RenderFuture<'a>;
}
