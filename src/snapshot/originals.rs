//! Which content a run holds already: an answer with the same bytes refers to it instead of repeating them. Remembered by
//! portal, and only while its crawl goes on.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{digest::Digest, unchanged::Holder};
use crate::registry::PortalId;

/// A body below this takes less room than a record that refers to it.
pub(super) const WORTH_SHARING: usize = 2048;

#[derive(Debug, Default)]
pub(super) struct Originals(Mutex<HashMap<PortalId, HashMap<Digest, Holder>>>);

impl Originals {
    fn lock(&self) -> MutexGuard<'_, HashMap<PortalId, HashMap<Digest, Holder>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What holds the content with `digest`.
    pub(super) fn of(&self, portal: &PortalId, digest: Digest) -> Option<Holder> {
        self.lock().get(portal)?.get(&digest).cloned()
    }

    /// Remembers what holds the content with `digest`; the first one counts.
    pub(super) fn add(&self, portal: &PortalId, digest: Digest, holder: Holder) {
        self.lock().entry(portal.clone()).or_default().entry(digest).or_insert(holder);
    }

    /// Forgets what was seen of `portal`.
    pub(super) fn forget(&self, portal: &PortalId) {
        self.lock().remove(portal);
    }
}
