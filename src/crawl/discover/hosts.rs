//! Hosts of a portal that no page need link to: its sitemaps and the certificates of its servers name them.

use std::collections::BTreeSet;

use url::Url;

use super::Discoverer;
use crate::{
    crawl::{Discovered, NamedBy, Scope, Sitemap, canonical::canonical, follow::HopsSoFar, portal::PortalCrawl},
    fetch::{Exchange, Want},
};

/// Hosts taken from one answer.
const MOST_HOSTS: usize = 500;

/// The hosts in `scope` that the answer to a request for `want` at `at` names other than by links, without `www.`; and
/// what of it names them.
pub fn named_hosts(want: Want, at: &Url, exchange: &Exchange, scope: &Scope) -> Option<(NamedBy, BTreeSet<String>)> {
    match want {
        Want::Robots => Some((NamedBy::Certificate, in_certificate(exchange, scope))),
        Want::Sitemap if exchange.status == 200 => {
            Sitemap::of(exchange).map(|sitemap| (NamedBy::Sitemap, in_sitemap(at, &sitemap, scope)))
        }
        _ => None,
    }
}

fn in_certificate(exchange: &Exchange, scope: &Scope) -> BTreeSet<String> {
    let starts = exchange.vouched.iter().filter_map(|host| Url::parse(&format!("https://{host}/")).ok());
    hosts(starts, scope)
}

pub(super) fn in_sitemap(at: &Url, sitemap: &Sitemap, scope: &Scope) -> BTreeSet<String> {
    hosts(sitemap.pages.iter().filter_map(|address| canonical(&at.join(address).ok()?)), scope)
}

fn hosts(urls: impl Iterator<Item = Url>, scope: &Scope) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for url in urls {
        let host = url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host)).unwrap_or_default();
        if !found.contains(host) && scope.contains(&url) {
            found.insert(host.to_owned());
            if found.len() == MOST_HOSTS {
                break;
            }
        }
    }
    found
}

impl PortalCrawl {
    /// The other hosts that a server's certificate is for.
    pub(in crate::crawl) fn follow_certificate(&mut self, exchange: &Exchange) -> Vec<Discovered> {
        self.offer_hosts(&in_certificate(exchange, &self.scope), NamedBy::Certificate)
    }

    /// Offers the start pages of those of `hosts` that are worth a look.
    pub(super) fn offer_hosts(&mut self, hosts: &BTreeSet<String>, by: NamedBy) -> Vec<Discovered> {
        let mut found = Vec::new();
        for host in hosts {
            let mut start = self.portal.url.clone();
            start.set_path("/");
            start.set_query(None);
            if self.focus.named(host, by) && start.set_host(Some(host)).is_ok() {
                let depth = self.depth_of(&self.portal.url, 0, &start);
                found.extend(self.offer(&Discoverer::bare_link(start), depth, HopsSoFar::None));
            }
        }
        found
    }
}
