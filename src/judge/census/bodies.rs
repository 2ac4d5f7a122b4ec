//! Which pages of a portal's visit belong to sites of its bodies: a component site's chart is not the portal's chart.

use std::collections::BTreeSet;

use super::{address::bare_host, sight::Sight};
use crate::judge::{observation::Observation, view::PortalView};

/// The sites of a portal's bodies.
pub(crate) struct Bodies<'v> {
    hosts: BTreeSet<&'v str>,
    /// Folders of the portal's own host.
    folders: BTreeSet<&'v str>,
}

impl<'v> Bodies<'v> {
    /// Those that pages in `view` announce.
    pub(crate) fn of(view: &'v PortalView) -> Self {
        let own = bare_host(&view.portal.url);
        let sights = || view.observations.iter().map(|page| &page.sight).filter(|sight| sight.site() == own);
        let mut folders: BTreeSet<&str> =
            view.observations.iter().filter_map(|page| page.sight.folder.as_deref()).collect();
        if !folders.is_empty() {
            let announced: BTreeSet<&str> = sights().flat_map(Sight::announced).map(|(site, _)| site).collect();
            folders.retain(|folder| announced.contains(folder));
        }
        Self { hosts: sights().flat_map(Sight::hosts).collect(), folders }
    }

    /// Whether `page` is one of theirs.
    pub(crate) fn hold(&self, page: &Observation) -> bool {
        let within = |folder: &&str| match page.key().strip_prefix(*folder) {
            Some(rest) => rest.is_empty() || rest.starts_with('/'),
            None => false,
        };
        self.hosts.contains(page.sight.host()) || self.folders.iter().any(within)
    }
}
