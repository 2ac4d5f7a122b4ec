//! Keeps once what the pages of a portal repeat: a menu stands on every page, and so does everything it announces.

use std::{collections::HashSet, hash::Hash, sync::Arc};

use super::observation::{Entry, Observation};

/// What the pages seen so far had in common.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sharing {
    entries: HashSet<Arc<Entry>>,
    menus: HashSet<Arc<[u64]>>,
}

impl Sharing {
    /// Replaces the parts of `page` that an earlier page had as well by those of the earlier page.
    pub(crate) fn share(&mut self, page: &mut Observation) {
        for entry in &mut page.entries {
            share(&mut self.entries, entry);
        }
        share(&mut self.menus, &mut page.menu);
        share(&mut self.menus, &mut page.entrances);
        page.names.shrink_to_fit();
        page.entries.shrink_to_fit();
        page.candidates.shrink_to_fit();
    }
}

fn share<T: Eq + Hash + ?Sized>(known: &mut HashSet<Arc<T>>, mine: &mut Arc<T>) {
    match known.get(mine) {
        Some(theirs) => *mine = Arc::clone(theirs),
        None => {
            known.insert(Arc::clone(mine));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fetch::FetchMode,
        judge::{Source, census::Sight, fit::Fit, observation::Target, practice::Glance},
        page::Region,
        snapshot::CaptureId,
    };

    #[test]
    fn a_menu_that_stands_on_every_page_is_kept_once() {
        let mut sharing = Sharing::default();
        let mut pages = [page("mau.gov.vn/a"), page("mau.gov.vn/a"), page("mau.gov.vn/b")];
        let before = pages.clone();
        for page in &mut pages {
            sharing.share(page);
        }
        assert!(Arc::ptr_eq(&pages[0].entries[0], &pages[1].entries[0]));
        assert!(Arc::ptr_eq(&pages[0].menu, &pages[2].menu));
        assert_eq!(
            pages.each_ref().map(|page| page.entries.clone()),
            before.map(|page| page.entries),
            "nothing changes"
        );
    }

    /// A page whose menu has one entry that leads to `target`.
    fn page(target: &str) -> Observation {
        let entry = Entry {
            requirement: 0,
            target: Target::Inside(target.to_owned()),
            text: "Giới thiệu".to_owned(),
            label: 0,
            fit: Fit::Whole,
            region: Region::Menu,
        };
        let source = Source {
            capture: CaptureId(String::new()),
            digest: String::new(),
            at: jiff::Timestamp::UNIX_EPOCH,
            received: None,
            mode: FetchMode::Http,
            ipv6: crate::fetch::Ipv6::Unknown,
            flaw: None,
        };
        Observation {
            source,
            key: String::new(),
            url: String::new(),
            obstacle: None,
            cut: false,
            fingerprint: 0,
            legacy: None,
            english: false,
            undecodable: false,
            candidates: Vec::new(),
            names: Vec::new(),
            entries: vec![Arc::new(entry)],
            disowned: Vec::new(),
            menu: vec![1, 2].into(),
            entrances: Arc::default(),
            script_links: 0,
            sight: Sight::default(),
            glance: Glance::default(),
        }
    }
}
