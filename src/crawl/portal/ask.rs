//! What is asked for now, and what for.

use url::Url;

use super::super::{
    frontier::Entry,
    gate::{origin, robots_url},
    render::Leave,
};
use crate::{
    fetch::FetchRequest,
    snapshot::{Capture, Visit},
};

/// One address to ask for now.
#[derive(Debug)]
pub(in crate::crawl) struct Ask {
    pub(in crate::crawl) request: FetchRequest,
    /// Number within the portal.
    pub(in crate::crawl) sequence: u32,
    pub(in crate::crawl) purpose: Purpose,
    /// What the page may do, if it is to be rendered.
    pub(in crate::crawl) leave: Option<Leave>,
    /// The answer, if the archive has it already.
    pub(in crate::crawl) earlier: Option<(Capture, Visit)>,
}

#[derive(Debug)]
pub(in crate::crawl) enum Purpose {
    Robots {
        origins: Vec<String>,
        hops: u8,
    },
    Sitemap {
        depth: u8,
        hops: u8,
    },
    /// A news feed, whose entries may lead where nothing else does.
    Feed {
        hops: u8,
    },
    Page(Entry),
    /// A page that was seen, or not, without its scripts.
    Rendered(Entry),
    File {
        hops: u8,
    },
    /// An address that cannot exist: what the host answers there, it answers where there is nothing.
    Absent,
}

/// What [`PortalCrawl::next`](super::PortalCrawl::next) says.
pub(in crate::crawl) enum Next {
    /// Ask for this.
    Ask(Box<Ask>),
    /// What comes next depends on an answer that is still out.
    Wait,
    /// The crawl is over.
    Over,
}

pub(in crate::crawl) fn robots_for(url: &Url) -> (Url, Purpose) {
    (robots_url(url), Purpose::Robots { origins: vec![origin(url)], hops: 0 })
}
