//! Addresses that a portal lists for machines: its sitemaps, and its news feeds when nothing else is left.

use url::Url;

use super::{Discoverer, feed, hosts::in_sitemap};
use crate::{
    crawl::{
        Discovered, NamedBy, Sitemap,
        canonical::canonical,
        follow::{HopsSoFar, MOST_HOPS},
        portal::{PortalCrawl, Purpose},
        traps::is_page,
    },
    fetch::{Exchange, Want},
    page::{LabelSource, Link, Page},
};

/// Sitemaps below sitemaps.
const SITEMAP_DEPTH: u8 = 2;
/// Sitemap files read.
const SITEMAP_FILES: u32 = 10;
/// Addresses taken from all sitemaps together.
const SITEMAP_ADDRESSES: u32 = 50_000;
/// Feeds read.
const MOST_FEEDS: usize = 3;

impl PortalCrawl {
    pub(in crate::crawl) fn follow_sitemap(
        &mut self,
        at: &Url,
        exchange: &Exchange,
        depth: u8,
        hops: u8,
    ) -> Vec<Discovered> {
        if (300..400).contains(&exchange.status) {
            if let Some(url) = self.redirect_target(at, exchange).filter(|_| hops < MOST_HOPS) {
                self.errands.push_front((url, Purpose::Sitemap { depth, hops: hops + 1 }));
            }
            return Vec::new();
        }
        let Some(sitemap) = Some(exchange).filter(|exchange| exchange.status == 200).and_then(Sitemap::of) else {
            return Vec::new();
        };
        if depth < SITEMAP_DEPTH {
            for file in &sitemap.files {
                self.want_sitemap(at, file, depth + 1);
            }
        }
        let mut named = self.end.sitemap.unwrap_or(0);
        let mut found = self.offer_hosts(&in_sitemap(at, &sitemap, &self.scope), NamedBy::Sitemap);
        for address in &sitemap.pages {
            if named >= SITEMAP_ADDRESSES {
                break;
            }
            let Some(url) = at.join(address).ok().and_then(|url| canonical(&url)) else { continue };
            if !self.scope.contains(&url) || !is_page(&url) {
                continue;
            }
            named += 1;
            let depth = self.depth_of(&self.portal.url, 0, &url);
            if let Some(discovered) = self.offer(&Discoverer::bare_link(url), depth, HopsSoFar::None) {
                found.push(discovered);
            }
        }
        self.end.sitemap = Some(named);
        found
    }

    pub(in crate::crawl) fn want_sitemap(&mut self, base: &Url, address: &str, depth: u8) {
        let Some(url) = base.join(address).ok().and_then(|url| canonical(&url)) else { return };
        let asked = self.asked.contains_key(&(Want::Sitemap, url.as_str().to_owned()))
            || self.errands.iter().any(|(waiting, _)| *waiting == url);
        if self.sitemap_files < SITEMAP_FILES && self.scope.contains(&url) && !asked {
            self.sitemap_files += 1;
            self.errands.push_back((url, Purpose::Sitemap { depth, hops: 0 }));
        }
    }

    /// Remembers the feeds that `page` announces. They are news for the most part, so they are read last.
    pub(in crate::crawl) fn note_feeds(&mut self, page: &Page) {
        for feed in page.feeds.iter().filter_map(canonical) {
            if self.feeds.len() < MOST_FEEDS && self.scope.contains(&feed) && !self.feeds.contains(&feed) {
                self.feeds.push(feed);
            }
        }
    }

    /// The next feed that was not read.
    pub(in crate::crawl) fn next_feed(&mut self) -> Option<(Url, Purpose)> {
        let feed = self.feeds.get(self.feeds_read)?.clone();
        self.feeds_read += 1;
        Some((feed, Purpose::Feed { hops: 0 }))
    }

    pub(in crate::crawl) fn follow_feed(&mut self, at: &Url, exchange: &Exchange, hops: u8) -> Vec<Discovered> {
        if (300..400).contains(&exchange.status) {
            if let Some(url) = self.redirect_target(at, exchange).filter(|_| hops < MOST_HOPS) {
                self.errands.push_front((url, Purpose::Feed { hops: hops + 1 }));
            }
            return Vec::new();
        }
        let entries = Some(exchange).filter(|exchange| exchange.status == 200).and_then(feed::entries_of);
        let mut found = Vec::new();
        for entry in entries.unwrap_or_default() {
            let Some(url) = at.join(&entry.address).ok().and_then(|url| canonical(&url)) else { continue };
            let depth = self.depth_of(&self.portal.url, 0, &url);
            let link = Link { label: entry.title, source: LabelSource::Text, ..Discoverer::bare_link(url) };
            found.extend(self.offer(&link, depth, HopsSoFar::None));
        }
        found
    }
}
