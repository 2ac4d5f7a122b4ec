//! Which content a run holds already: an answer with the same bytes refers to it instead of repeating them. Remembered by
//! portal, and only while its crawl goes on.
//!
//! A page that an earlier run holds as well, and whose server marks nothing, is kept whole once more: to copy it from there
//! and refer to the copy would take the same room.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use url::Url;

use super::{Visit, digest::Digest, unchanged::Holder};
use crate::registry::PortalId;

/// A body below this takes less room than a record that refers to it.
const WORTH_SHARING: usize = 2048;

/// Holders of content by portal and digest.
#[derive(Debug)]
pub(super) struct Originals {
    known: Mutex<HashMap<PortalId, HashMap<Digest, Holder>>>,
    sharing: Sharing,
}

/// Whether answers may refer to each other's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sharing {
    Allowed,
    /// Programs of the run's format would not understand it.
    Unheard,
}

impl Originals {
    /// For a run of this format.
    pub(super) fn new(format: u32) -> Self {
        Self { known: Mutex::default(), sharing: if format > 1 { Sharing::Allowed } else { Sharing::Unheard } }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PortalId, HashMap<Digest, Holder>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What holds the content of `visit`, which has the digest `payload`, as far as this session knows.
    pub(super) fn holder(&self, portal: &PortalId, visit: &Visit, payload: Digest) -> Option<Holder> {
        let key = match visit.unchanged {
            Some(_) => of_address(payload, &visit.url),
            None if self.is_shared(visit) => payload,
            None => return None,
        };
        self.lock().get(portal)?.get(&key).cloned()
    }

    /// Remembers what holds the content of `visit`; the first one counts.
    pub(super) fn remember(&self, portal: &PortalId, visit: &Visit, payload: Digest, holder: &Holder) {
        let own = visit.unchanged.is_some().then(|| of_address(payload, &visit.url));
        let keys = own.into_iter().chain(self.is_shared(visit).then_some(payload));
        let mut known = self.lock();
        for key in keys {
            let of_portal = known.entry(portal.clone()).or_default();
            of_portal.entry(key).or_insert_with(|| holder.clone());
        }
    }

    /// Forgets what was seen of `portal`.
    pub(super) fn forget(&self, portal: &PortalId) {
        self.lock().remove(portal);
    }

    fn is_shared(&self, visit: &Visit) -> bool {
        let whole =
            |exchange: &crate::fetch::Exchange| exchange.truncated.is_none() && exchange.body.len() >= WORTH_SHARING;
        self.sharing == Sharing::Allowed && visit.result.as_ref().is_ok_and(whole)
    }
}

/// Under which the content of one address is remembered: the same bytes elsewhere have other headers.
fn of_address(payload: Digest, url: &Url) -> Digest {
    Digest::of(&[payload.hex().as_bytes(), url.as_str().as_bytes()])
}
