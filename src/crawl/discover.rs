//! What else there is to ask for: what a page leads to (`discover/ways.rs`), what a portal lists for machines
//! (`discover/lists.rs`), which hosts it names otherwise (`discover/hosts.rs`), and here which links are worth a closer look: menus repeat on every page, so most links were
//! looked at before.

mod feed;
mod hosts;
mod lists;
mod ways;

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use url::Url;

use super::Key;
use crate::{
    page::{At, LabelSource, Link, Region},
    text,
};

pub use hosts::named_hosts;

/// Most links remembered; beyond them each is looked at again, which costs time and nothing else.
const MOST_LINKS: usize = 100_000;
/// Most traps told apart.
const MOST_TRAPS: usize = 10_000;

/// Remembers links by fingerprint.
#[derive(Debug, Default)]
pub(super) struct Discoverer {
    links: HashSet<u64>,
    traps: HashSet<Key>,
}

impl Discoverer {
    /// Whether `link` can be followed and was not seen before under these words.
    pub(super) fn is_new(&mut self, link: &Link) -> bool {
        let Some(target) = &link.target else { return false };
        if link.file.is_some() || link.nofollow || !matches!(target.scheme(), "http" | "https") {
            return false;
        }
        let mut hasher = DefaultHasher::new();
        (target.as_str(), &link.label).hash(&mut hasher);
        let fingerprint = hasher.finish();
        if self.links.len() < MOST_LINKS { self.links.insert(fingerprint) } else { !self.links.contains(&fingerprint) }
    }

    /// Whether the trap with `key` was not counted before.
    pub(super) fn is_new_trap(&mut self, key: Key) -> bool {
        self.traps.len() < MOST_TRAPS && self.traps.insert(key)
    }

    /// A link that has no words but those of its address: from a sitemap, or the target of a redirect.
    pub(super) fn bare_link(url: Url) -> Link {
        Link {
            label: String::new(),
            source: LabelSource::Address,
            slug: text::slug_words(url.path()),
            file: None,
            image_only: false,
            script: None,
            nofollow: false,
            at: At { pos: 0, region: Region::Main },
            target: Some(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(target: &str, label: &str) -> Link {
        Link { label: label.to_owned(), ..Discoverer::bare_link(target.parse().unwrap()) }
    }

    #[test]
    fn a_link_is_looked_at_once_for_each_wording() {
        let mut discoverer = Discoverer::default();
        assert!(discoverer.is_new(&link("http://mau.gov.vn/a", "")));
        assert!(!discoverer.is_new(&link("http://mau.gov.vn/a", "")));
        assert!(discoverer.is_new(&link("http://mau.gov.vn/a", "Giới thiệu")));
        assert!(!discoverer.is_new(&link("mailto:a@mau.gov.vn", "")));
        assert!(!discoverer.is_new(&Link { nofollow: true, ..link("http://mau.gov.vn/b", "") }));
    }

    #[test]
    fn the_address_speaks_for_a_link_without_words() {
        assert_eq!(
            Discoverer::bare_link("http://mau.gov.vn/vi/lanh-ao-so.html".parse().unwrap()).slug,
            "vi lanh ao so"
        );
    }
}
