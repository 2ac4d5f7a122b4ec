//! The hosts that answered last.

use std::{collections::VecDeque, net::IpAddr};

use url::Url;

use super::super::gate::origin;
use crate::{fetch::Fetch, snapshot::HostsBefore};

/// So many are remembered.
const MOST: usize = 16;
/// So many are tried first; the others only when none of these can be reached.
const FIRST: usize = 3;

/// Who failed.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::crawl) struct Suspect<'s> {
    /// Host, as in addresses.
    pub(in crate::crawl) host: &'s str,
    /// Where it is, as far as that is known.
    pub(in crate::crawl) addresses: &'s [IpAddr],
}

/// A host that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Witness {
    /// Where it answered: scheme, host and port.
    origin: Url,
    /// From which address, where that is known.
    address: Option<IpAddr>,
}

/// The last of them, each address once, whoever is tried next at the front.
#[derive(Debug, Default)]
pub(super) struct Witnesses(VecDeque<Witness>);

impl Witnesses {
    /// Those of earlier sessions. Under which scheme they answered is not kept, so both are tried.
    pub(super) fn of(before: &HostsBefore) -> Self {
        let mut answered: Vec<_> = before.known.iter().filter(|host| !host.addresses.is_empty()).collect();
        answered.sort_by_key(|host| std::cmp::Reverse(host.last));
        let both = answered.into_iter().take(MOST / 2).flat_map(|host| {
            let of = move |scheme| Url::parse(&format!("{scheme}://{}/", host.host)).ok();
            let witness = |origin| Witness { origin, address: host.addresses.first().copied() };
            [of("https"), of("http")].into_iter().flatten().map(witness)
        });
        Self(both.collect())
    }

    /// Notes that `url` was answered from `address`.
    pub(super) fn add(&mut self, url: &Url, address: Option<IpAddr>) {
        // Most answers come from where answers came from before.
        if self.0.front().is_some_and(|first| first.address == address && first.origin.host() == url.host()) {
            return;
        }
        let Ok(origin) = Url::parse(&origin(url)) else { return };
        self.0.retain(|known| known.origin.host() != origin.host() && (address.is_none() || known.address != address));
        self.0.push_front(Witness { origin, address });
        self.0.truncate(MOST);
    }

    /// Those that say something about a failure of `suspect`: other hosts, on other addresses.
    pub(super) fn beside(&self, suspect: Suspect<'_>) -> Vec<Witness> {
        let other = |known: &&Witness| {
            known.origin.host_str() != Some(suspect.host)
                && known.address.is_none_or(|address| !suspect.addresses.contains(&address))
        };
        self.0.iter().filter(other).cloned().collect()
    }

    /// Puts `reached` at the end, so that another one is tried next time.
    pub(super) fn rotate(&mut self, reached: &Witness) {
        if let Some(at) = self.0.iter().position(|known| known == reached)
            && let Some(witness) = self.0.remove(at)
        {
            self.0.push_back(witness);
        }
    }
}

/// The first of `witnesses` that can be reached, if one can: a few are tried, then all others.
pub(super) async fn any_reached(mut witnesses: Vec<Witness>, fetch: &dyn Fetch) -> Option<Witness> {
    let others = witnesses.split_off(witnesses.len().min(FIRST));
    match first_reached(&witnesses, fetch).await {
        Some(reached) => Some(reached),
        None => first_reached(&others, fetch).await,
    }
}

async fn first_reached(witnesses: &[Witness], fetch: &dyn Fetch) -> Option<Witness> {
    let mut tries: Vec<_> = witnesses.iter().map(|witness| (witness, fetch.reaches(&witness.origin))).collect();
    std::future::poll_fn(|context| {
        let mut reached = None;
        tries.retain_mut(|(witness, trying)| match trying.as_mut().poll(context) {
            std::task::Poll::Ready(true) => {
                reached.get_or_insert_with(|| witness.clone());
                false
            }
            std::task::Poll::Ready(false) => false,
            std::task::Poll::Pending => true,
        });
        if reached.is_some() || tries.is_empty() { std::task::Poll::Ready(reached) } else { std::task::Poll::Pending }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(host: &str) -> Url {
        format!("http://{host}/trang?a=1").parse().unwrap()
    }

    fn hosts(witnesses: &[Witness]) -> Vec<&str> {
        witnesses.iter().filter_map(|witness| witness.origin.host_str()).collect()
    }

    #[test]
    fn a_host_does_not_bear_witness_for_itself_nor_for_its_own_address() {
        let mut witnesses = Witnesses::default();
        let ip = |text: &str| text.parse().unwrap();
        witnesses.add(&url("a.vn"), Some(ip("203.0.113.1")));
        witnesses.add(&url("b.vn"), Some(ip("203.0.113.2")));
        let beside = |witnesses: &Witnesses, host, addresses: &[IpAddr]| witnesses.beside(Suspect { host, addresses });
        assert_eq!(hosts(&beside(&witnesses, "a.vn", &[])), ["b.vn"]);
        assert_eq!(hosts(&beside(&witnesses, "c.vn", &[])), ["b.vn", "a.vn"]);
        assert_eq!(hosts(&beside(&witnesses, "c.vn", &[ip("203.0.113.2")])), ["a.vn"]);
        // One server under two names counts once.
        witnesses.add(&url("www.b.vn"), Some(ip("203.0.113.2")));
        let all = beside(&witnesses, "c.vn", &[]);
        assert_eq!(hosts(&all), ["www.b.vn", "a.vn"]);
        assert_eq!(all[0].origin.as_str(), "http://www.b.vn/", "nothing but the origin is kept");
    }

    #[test]
    fn only_the_last_few_are_remembered_and_tried_in_turns() {
        let mut witnesses = Witnesses::default();
        for n in 0..MOST + 4 {
            witnesses.add(&url(&format!("n{n}.vn")), None);
        }
        let known = witnesses.beside(Suspect::default());
        assert_eq!((known.len(), hosts(&known)[0]), (MOST, "n19.vn"));
        witnesses.rotate(&known[0]);
        let next = witnesses.beside(Suspect::default());
        assert_eq!((hosts(&next)[0], hosts(&next)[MOST - 1]), ("n18.vn", "n19.vn"));
    }
}
