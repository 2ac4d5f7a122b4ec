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

    /// The search of the portal, if one was seen that asks by its address.
    pub(super) fn search(&self) -> Option<&Query> {
        self.search.as_ref().map(|(_, query)| query)
    }

    /// The address that asks, if there is a search and something to ask for.
    pub(super) fn address(&self) -> Option<Url> {
        Some(self.search.as_ref()?.1.address(&self.title.as_ref()?.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{page, score::fixture::portal};

    fn asked(pages: &[(&str, &str)]) -> Option<String> {
        let portal = portal("mau", "ministry");
        let mut question = Question::default();
        for (path, body) in pages {
            let url = portal.url.join(path).unwrap();
            let html = format!("<!doctype html><meta charset=utf-8><body>{body}</body>");
            let content_type = Some("text/html; charset=utf-8");
            let home = *path == "/";
            let read = page::Source { url: &url, body: html.as_bytes(), content_type, home, day: None };
            question.saw(&portal, &page::read(&read));
        }
        let address = question.address()?;
        address.query_pairs().find(|(name, _)| name == "q").map(|(_, words)| words.into_owned())
    }

    const SEARCH: &str = "<header><form action='/tim-kiem'><input name=q placeholder='Tìm kiếm'></form></header>";

    fn news(title: &str) -> String {
        format!("<main><ul><li><a href='/x'>{title}</a> 03/05/2026</li></ul></main>")
    }

    #[test]
    fn the_title_of_an_entry_is_asked_for_those_of_the_start_page_first() {
        let inner = news("Kết quả tiếp công dân quý một");
        let home = news("Thông báo lịch nghỉ lễ năm nay");
        let seen = asked(&[("/a", &format!("{SEARCH}{inner}")), ("/", &home)]);
        assert_eq!(seen.as_deref(), Some("Thông báo lịch nghỉ lễ năm nay"));
    }

    #[test]
    fn nothing_is_asked_without_a_search_of_its_own_or_a_title_to_ask_for() {
        assert_eq!(asked(&[("/", &news("Thông báo lịch nghỉ lễ năm nay"))]), None);
        assert_eq!(asked(&[("/", &format!("{SEARCH}{}", news("Tin mới")))]), None);
        let foreign = SEARCH.replace("/tim-kiem", "https://www.example.com/search");
        assert_eq!(asked(&[("/", &format!("{foreign}{}", news("Thông báo lịch nghỉ lễ năm nay")))]), None);
    }
}
