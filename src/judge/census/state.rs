//! What was met at the address of a component site, and what it has in common with its portal.

use std::collections::BTreeMap;

use url::Url;

use super::{
    Alive, SiteState,
    sight::{Sight, is_folder},
};
use crate::{
    fetch::Failure,
    judge::{
        observation::{Observation, address_key},
        view::PortalView,
        visit::VisitEnd,
    },
};

/// Share of the words in the portal's menus, header and footer that a component site must repeat to share its frame.
const FRAME_SHARE: f64 = 0.6;
/// Fewer words than this in a frame tell nothing.
const LEAST_FRAME: usize = 5;
/// Items that stand on both start pages before they are taken to exchange content.
const LEAST_ITEMS: usize = 2;

/// What the component sites of a portal are held against.
pub(super) struct Meeting<'v> {
    view: &'v PortalView,
    /// Pages by key.
    pages: BTreeMap<&'v str, &'v Observation>,
    /// The portal's start page.
    home: Option<&'v Sight>,
}

impl<'v> Meeting<'v> {
    pub(super) fn new(view: &'v PortalView) -> Self {
        let own = view.own_host();
        let home = view
            .observations
            .iter()
            .filter(|page| page.sight.site() == own && !page.sight.frame.is_empty())
            .max_by_key(|page| (view.home() == Some(page.key()), std::cmp::Reverse(page.key())))
            .map(|page| &page.sight);
        Self { view, pages: view.observations.iter().map(|page| (page.key(), page)).collect(), home }
    }

    /// The portal's start page.
    pub(super) fn home(&self) -> Option<&'v Sight> {
        self.home
    }

    /// The start page of the site at `host`, or in that folder, if it could be read there.
    pub(super) fn start(&self, host: &str) -> Option<&'v Sight> {
        let key = start_key(host)?;
        let (settled, _) = self.view.settle(&key)?;
        let page = self.pages.get(settled)?;
        (page.sight.site() == host && page.obstacle.is_none()).then_some(&page.sight)
    }

    /// What was met at `host`.
    pub(super) fn state(&self, host: &str) -> SiteState {
        let Some(key) = start_key(host) else { return SiteState::Unseen };
        let Some((settled, end)) = self.view.settle(&key) else { return SiteState::Unseen };
        let there = if is_folder(host) { settled } else { settled.split('/').next().unwrap_or_default() };
        if there != host {
            return SiteState::Moved;
        }
        match end {
            Some(VisitEnd::Page) => match self.start(host) {
                Some(site) => SiteState::Alive(self.alive(site)),
                None => SiteState::Opaque,
            },
            Some(VisitEnd::Status(404 | 410) | VisitEnd::Failed(Failure::Dns | Failure::Refused)) => SiteState::Dead,
            _ => SiteState::Unseen,
        }
    }

    fn alive(&self, site: &Sight) -> Alive {
        let home = self.home;
        Alive {
            shares_frame: home.is_some_and(|home| shares(&home.frame, &site.frame)),
            links_back: site.links_back,
            exchanges: home.is_some_and(|home| exchange(home, site)),
            newest: site.newest,
        }
    }
}

fn start_key(host: &str) -> Option<String> {
    Url::parse(&format!("http://{host}/")).ok().map(|start| address_key(&start))
}

fn shares(portal: &[u64], site: &[u64]) -> bool {
    portal.len() >= LEAST_FRAME && common(portal, site) as f64 >= FRAME_SHARE * portal.len() as f64
}

/// Whether one takes the other's feed, or both show the same items.
fn exchange(home: &Sight, site: &Sight) -> bool {
    home.feeds.iter().any(|feed| feed == site.host())
        || site.feeds.iter().any(|feed| feed == home.host())
        || common(&home.items, &site.items) >= LEAST_ITEMS
}

/// Members of one sorted list that are in the other.
fn common(one: &[u64], other: &[u64]) -> usize {
    one.iter().filter(|member| other.binary_search(member).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_shared_when_most_of_its_words_are_repeated() {
        let portal: Vec<u64> = (0..10).collect();
        assert!(shares(&portal, &(0..7).collect::<Vec<_>>()));
        assert!(!shares(&portal, &(0..5).collect::<Vec<_>>()));
        assert!(!shares(&[1, 2], &[1, 2]));
    }

    #[test]
    fn content_is_exchanged_by_the_same_items() {
        let sight = |items: &[u64]| Sight { items: items.to_vec(), ..Sight::default() };
        assert!(exchange(&sight(&[1, 2, 3]), &sight(&[2, 3])));
        assert!(!exchange(&sight(&[1, 2, 3]), &sight(&[3, 4])));
    }
}
