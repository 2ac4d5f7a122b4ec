//! The addresses of one portal that wait for their visit, best first: by what the focus says they are worth at the
//! moment, then by clicks from the start page, then in the order they were found.
//!
//! Compact, because thousands of portals wait at once: a waiting address keeps its path (`frontier/paths.rs`) and 16
//! bytes; every address ever seen keeps a fingerprint and its best hint. Bounded in both.

mod paths;

use std::collections::{BTreeMap, HashMap, VecDeque, hash_map};

use url::{Position, Url};

use self::paths::{Paths, Span};
use super::{Hint, Key, Worth, canonical::key};

/// Most addresses that wait at once; more are counted, not kept.
const MOST_WAITING: usize = 20_000;
/// Most addresses told apart; further ones are dropped.
const MOST_SEEN: usize = 200_000;
/// Most combinations of scheme, host and port; a portal with more makes them up.
const MOST_SITES: usize = 2_000;
/// Hint of an address that was handed out.
const TAKEN: Hint = Hint(u32::MAX);

/// An address on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Canonical.
    pub(super) url: Url,
    /// What the focus made of the best link to it.
    pub(super) hint: Hint,
    /// Clicks from the start page.
    pub(super) depth: u8,
    /// Redirects followed to it.
    pub(super) hops: u8,
    /// Whether it stands in for an address that was discovered before: the next hop of a redirect between forms of one
    /// address, or the same address with its new cookie.
    pub(super) stand_in: bool,
    /// Given by the frontier.
    pub(super) order: u32,
}

impl Entry {
    /// An address that does not come out of a queue.
    pub(super) fn new(url: Url, hint: Hint, depth: u8) -> Self {
        Self { url, hint, depth, hops: 0, stand_in: false, order: 0 }
    }
}

/// What became of an address that was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// Seen for the first time; it waits now.
    New,
    /// Seen before; under a better hint it waits again, in front.
    Known,
    /// Seen for the first time, but there is no room: it is counted and not visited.
    Full,
}

/// A waiting address, without what it shares with others.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    order: u32,
    /// Path and query.
    path: Span,
    /// Index of scheme, host and port.
    site: u16,
    hops: u8,
    stand_in: bool,
}

#[derive(Debug, Default)]
pub(super) struct Frontier {
    queues: BTreeMap<(Hint, u8), VecDeque<Waiting>>,
    paths: Paths,
    /// Quickly, as the keys are hashes already; with seeds, as portals choose their addresses.
    seen: HashMap<Key, Hint, foldhash::fast::RandomState>,
    /// `https://host:port`, in the order first seen.
    sites: Vec<Box<str>>,
    site_numbers: BTreeMap<Box<str>, u16>,
    waiting: usize,
    next: u32,
    /// Whether some address had to be dropped.
    overflowed: bool,
}

impl Frontier {
    /// Offers an address. `worth` is asked about hints of addresses that are known already.
    pub(super) fn offer(&mut self, entry: Entry, worth: impl Fn(Hint) -> Worth) -> Offer {
        let full = self.waiting >= MOST_WAITING || self.site(&entry.url).is_none();
        let crowded = self.seen.len() >= MOST_SEEN;
        match self.seen.entry(key(&entry.url)) {
            hash_map::Entry::Occupied(mut known) => {
                let before = *known.get();
                if before != TAKEN && !full && worth(entry.hint) > worth(before) {
                    // The old place in the queue is passed over when its turn comes.
                    known.insert(entry.hint);
                    self.push(entry);
                }
                Offer::Known
            }
            hash_map::Entry::Vacant(_) if crowded => {
                self.overflowed = true;
                Offer::Known
            }
            hash_map::Entry::Vacant(unknown) => {
                unknown.insert(if full { TAKEN } else { entry.hint });
                if full {
                    self.overflowed = true;
                    return Offer::Full;
                }
                self.push(entry);
                Offer::New
            }
        }
    }

    /// Puts in an address without asking whether it was seen: the next hop of a redirect between addresses with the
    /// same key, or a page that is asked for again with its cookie.
    pub(super) fn insist(&mut self, entry: Entry) {
        self.seen.insert(key(&entry.url), entry.hint);
        self.push(entry);
    }

    /// Puts back an address that was taken, to where it was.
    pub(super) fn put_back(&mut self, entry: &Entry) {
        self.seen.insert(key(&entry.url), entry.hint);
        let place = (entry.hint, entry.depth);
        if let Some(waiting) = self.shrink(entry) {
            self.queues.entry(place).or_default().push_front(waiting);
            self.waiting += 1;
        }
    }

    /// Takes the address worth most; none that is worth [`Worth::Never`].
    pub(super) fn take(&mut self, worth: impl Fn(Hint) -> Worth) -> Option<Entry> {
        loop {
            let best = self
                .queues
                .iter()
                .filter_map(|(&(hint, depth), queue)| {
                    let worth = worth(hint);
                    let first = queue.front()?;
                    (worth > Worth::Never).then_some(((std::cmp::Reverse(worth), depth, first.order), (hint, depth)))
                })
                .min()?
                .1;
            let queue = self.queues.get_mut(&best)?;
            let waiting = queue.pop_front()?;
            if queue.is_empty() {
                self.queues.remove(&best);
            }
            self.waiting -= 1;
            let entry = self.grow(waiting, best);
            self.give_up(waiting.path);
            let entry = entry?;
            let key = key(&entry.url);
            if self.seen.get(&key) == Some(&entry.hint) {
                self.seen.insert(key, TAKEN);
                return Some(entry);
            }
        }
    }

    /// Whether `url` (canonical) was handed out.
    pub(super) fn was_taken(&self, url: &Url) -> bool {
        self.seen.get(&key(url)) == Some(&TAKEN)
    }

    /// Every address that waits, in no order that matters.
    pub(super) fn waiting(&self) -> impl Iterator<Item = Url> {
        self.queues.iter().flat_map(|(&place, queue)| queue.iter().map(move |waiting| (place, waiting))).filter_map(
            |(place, waiting)| {
                let url = self.url(*waiting)?;
                (self.seen.get(&key(&url)) == Some(&place.0)).then_some(url)
            },
        )
    }

    /// Addresses that wait, double places included.
    pub(super) fn len(&self) -> usize {
        self.waiting
    }

    /// Whether an address was dropped for want of room.
    pub(super) fn overflowed(&self) -> bool {
        self.overflowed
    }

    fn push(&mut self, mut entry: Entry) {
        // What a redirect leads to was the best already, and is gone on with before others are begun.
        let begun = entry.hops > 0;
        entry.order = if begun { 0 } else { self.next };
        self.next += u32::from(!begun);
        let place = (entry.hint, entry.depth);
        if let Some(waiting) = self.shrink(&entry) {
            let queue = self.queues.entry(place).or_default();
            if begun {
                queue.push_front(waiting);
            } else {
                queue.push_back(waiting);
            }
            self.waiting += 1;
        }
    }

    fn shrink(&mut self, entry: &Entry) -> Option<Waiting> {
        let site = self.site(&entry.url)?;
        let path = self.paths.add(&entry.url[Position::BeforePath..])?;
        Some(Waiting { order: entry.order, site, hops: entry.hops, stand_in: entry.stand_in, path })
    }

    /// Number of the scheme, host and port of `url`; `None` when there are too many.
    fn site(&mut self, url: &Url) -> Option<u16> {
        let site = &url[..Position::BeforePath];
        if let Some(number) = self.site_numbers.get(site) {
            return Some(*number);
        }
        if self.sites.len() >= MOST_SITES {
            return None;
        }
        let number = u16::try_from(self.sites.len()).ok()?;
        self.sites.push(site.into());
        self.site_numbers.insert(site.into(), number);
        Some(number)
    }

    fn grow(&self, waiting: Waiting, (hint, depth): (Hint, u8)) -> Option<Entry> {
        let url = self.url(waiting)?;
        Some(Entry { url, hint, depth, hops: waiting.hops, stand_in: waiting.stand_in, order: waiting.order })
    }

    fn url(&self, waiting: Waiting) -> Option<Url> {
        let site = self.sites.get(usize::from(waiting.site))?;
        Url::parse(&format!("{site}{}", self.paths.get(waiting.path))).ok()
    }

    /// Frees the path of an address that waits no more.
    fn give_up(&mut self, path: Span) {
        self.paths.give_up(path);
        if self.paths.is_wasteful() {
            self.paths.gather(self.queues.values_mut().flatten().map(|waiting| &mut waiting.path));
        }
    }
}

#[cfg(test)]
mod tests;
