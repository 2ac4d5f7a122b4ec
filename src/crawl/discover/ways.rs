//! Every way that a page shows to others: links, frames, maps, choices and scripts, which `page` has brought into one form,
//! and what its head announces.

use super::Discoverer;
use crate::{
    crawl::{Discovered, canonical::canonical, follow::HopsSoFar, portal::PortalCrawl},
    page::{Link, Page},
};

/// Editions in other languages that are followed although nobody can choose them: some systems announce every language
/// they know.
const MOST_ANNOUNCED: usize = 3;

impl PortalCrawl {
    /// Offers what `page` leads to; what comes back was never seen before.
    pub(in crate::crawl) fn discover(&mut self, page: &Page, depth: u8) -> Vec<Discovered> {
        let mut found = Vec::new();
        for link in page.links.iter().chain(&page.controls).chain(&page.scripted) {
            self.discover_one(page, depth, link, &mut found);
        }
        for link in announced(page, depth) {
            self.discover_one(page, depth, &link, &mut found);
        }
        self.note_feeds(page);
        found
    }

    fn discover_one(&mut self, page: &Page, depth: u8, link: &Link, found: &mut Vec<Discovered>) {
        if self.discoverer.is_new(link)
            && let Some(target) = &link.target
            && let Some(discovered) = self.offer(link, self.depth_of(&page.url, depth, target), HopsSoFar::None)
        {
            found.push(discovered);
        }
    }
}

/// What the head of a page announces: its own best address, and on the start page editions in other languages.
fn announced(page: &Page, depth: u8) -> Vec<Link> {
    let own = page.canonical.iter().filter(|url| canonical(url) != canonical(&page.url)).cloned();
    let unseen = page.editions.iter().filter(|edition| !edition.visible);
    let spoken = |language: &str| matches!(language, "vi" | "en");
    let many = unseen.clone().count() > MOST_ANNOUNCED;
    let editions = unseen.filter(|edition| depth == 0 && (!many || spoken(&edition.language)));
    own.chain(editions.filter_map(|edition| edition.target.clone())).map(Discoverer::bare_link).collect()
}
