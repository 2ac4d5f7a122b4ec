//! Where the links of a page lead, as numbers: rule after rule asks how many different files or sites there are, and
//! comparing numbers is cheaper than comparing addresses.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use url::Url;

use crate::page::Page;

/// Targets and hosts of the links of one page.
#[derive(Debug)]
pub(crate) struct Targets<'p> {
    /// By link: its target, and the host of it; equal ones have equal numbers.
    of_links: Vec<Option<(u32, u32)>>,
    hosts: Vec<&'p str>,
}

impl<'p> Targets<'p> {
    pub(crate) fn of(page: &'p Page) -> Self {
        let mut targets: HashMap<&str, u32, RandomState> =
            HashMap::with_capacity_and_hasher(page.links.len(), RandomState::default());
        let mut numbers: HashMap<&str, u32, RandomState> = HashMap::default();
        let mut hosts = Vec::new();
        let mut number = |target: &'p Url| {
            let next = targets.len() as u32;
            let host = target.host_str().unwrap_or("");
            let of_host = *numbers.entry(host).or_insert_with(|| {
                hosts.push(host);
                hosts.len() as u32 - 1
            });
            (*targets.entry(target.as_str()).or_insert(next), of_host)
        };
        let of_links = page.links.iter().map(|link| link.target.as_ref().map(&mut number)).collect();
        Self { of_links, hosts }
    }

    /// Number of the target of a link, if it has one.
    pub(crate) fn number(&self, link: usize) -> Option<u32> {
        self.of_links[link].map(|(target, _)| target)
    }

    /// The hosts that fit.
    pub(crate) fn hosts(&self, fits: impl Fn(&str) -> bool) -> Hosts {
        Hosts(self.hosts.iter().map(|host| fits(host)).collect())
    }

    /// Number of the target of a link, if it has one and its host is among `hosts`.
    pub(crate) fn number_at(&self, link: usize, hosts: &Hosts) -> Option<u32> {
        self.of_links[link].filter(|(_, host)| hosts.0[*host as usize]).map(|(target, _)| target)
    }
}

/// Some of the hosts that the links of a page lead to.
#[derive(Debug)]
pub(crate) struct Hosts(Vec<bool>);

impl Hosts {
    pub(crate) fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }
}

/// Whether an address names something behind the start page of its host: an account, an app, an item. The start page
/// itself does not, nor does a button that hands a page on to others.
pub(crate) fn is_inside(target: &Url) -> bool {
    let start = target.path() == "/" && target.query().is_none();
    let shares = target.path().contains("sharer") || target.query_pairs().any(|(_, value)| value.starts_with("http"));
    !start && !shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_told_from_a_start_page_and_from_a_share_button() {
        let inside = |address: &str| is_inside(&address.parse().unwrap());
        for address in [
            "https://www.facebook.com/bomau01",
            "https://www.facebook.com/profile.php?id=1000",
            "https://www.facebook.com/share/1AbC/",
            "https://play.google.com/store/apps/details?id=vn.gov.bomau01",
            "https://vanban.chinhphu.vn/?pageid=27160&docid=1",
        ] {
            assert!(inside(address), "{address}");
        }
        for address in [
            "https://www.facebook.com/",
            "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fbomau01.gov.vn%2F",
            "https://zalo.me/share?u=http://bomau01.gov.vn/",
            "https://twitter.com/intent/tweet?url=https://bomau01.gov.vn/",
            "https://chinhphu.vn",
        ] {
            assert!(!inside(address), "{address}");
        }
    }
}
