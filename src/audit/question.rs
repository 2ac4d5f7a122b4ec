//! What to ask the search of a portal: the title of something that was seen there, so that a search that works must
//! find it.

use url::Url;

use crate::{
    page::{Page, Query, Region, Role},
    registry::Portal,
};

/// Words of a title that is neither too common nor too long for a field.
const WORDS: std::ops::RangeInclusive<usize> = 4..=14;

/// The first search and the first title that are seen; those of the start page before others.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    search: Option<(bool, Query)>,
    title: Option<(bool, String)>,
}

impl Question {
    /// Looks for a search that asks by its address, and for a dated entry whose title can be asked for.
    pub(super) fn saw(&mut self, portal: &Portal, page: &Page) {
        let at_home = page.role == Role::Home;
        if self.search.as_ref().is_none_or(|(home, _)| !home && at_home) {
            let own = |query: &&Query| portal.covers(query.action());
            let found = page.forms.iter().filter(|form| form.search).filter_map(|form| form.query.as_ref()).find(own);
            self.search = found.map(|query| (at_home, query.clone())).or(self.search.take());
        }
        if self.title.as_ref().is_none_or(|(home, _)| !home && at_home) {
            let fits = |title: &str| WORDS.contains(&title.split_whitespace().count());
            let mut entries = page.items.iter().filter(|item| item.at.region == Region::Main);
            let found = entries.find(|item| fits(&item.title));
            self.title = found.map(|item| (at_home, item.title.clone())).or(self.title.take());
        }
    }

    /// The address that asks, if there is a search and something to ask for.
    pub(super) fn address(&self) -> Option<Url> {
        Some(self.search.as_ref()?.1.address(&self.title.as_ref()?.1))
    }
}
