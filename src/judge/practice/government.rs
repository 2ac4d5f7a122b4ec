//! What a portal carries of the Government Portal: items that link to their originals, and the day of the newest.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{page::Page, text};

/// Hosts of the Government Portal and of its newspaper; hosts below them count as well.
const HOSTS: &[&str] = &["chinhphu.vn", "baochinhphu.vn"];
/// Links with fewer words name a section or the portal, not an item.
const TITLE_WORDS: usize = 5;

/// What is carried of the Government Portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Government {
    /// Whether anything leads there.
    pub linked: bool,
    /// Whether a feed of it is announced.
    pub feed: bool,
    /// Most items with links to their originals on one page.
    pub items: u32,
    /// Day of the newest dated item.
    pub newest: Option<Date>,
}

impl Government {
    pub(super) fn of(page: &Page) -> Self {
        let mut found = Self { feed: page.feeds.iter().any(is_governments), ..Self::default() };
        let dates: BTreeMap<&str, Date> = page.items.iter().map(|item| (item.title.as_str(), item.date)).collect();
        for link in &page.links {
            let Some(target) = link.target.as_ref().filter(|target| is_governments(target)) else { continue };
            found.linked = true;
            if target.path() != "/" && text::normalise(&link.label).split(' ').count() >= TITLE_WORDS {
                found.items += 1;
                found.newest = found.newest.max(dates.get(link.label.as_str()).copied());
            }
        }
        found
    }

    pub(super) fn add(&mut self, page: &Self) {
        self.linked |= page.linked;
        self.feed |= page.feed;
        self.items = self.items.max(page.items);
        self.newest = self.newest.max(page.newest);
    }
}

fn is_governments(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    HOSTS.iter().any(|own| host.strip_suffix(own).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    fn carried(body: &str) -> Government {
        let url = "https://mau.gov.vn/".parse().unwrap();
        let content_type = Some("text/html; charset=utf-8");
        let day = Some(jiff::civil::date(2026, 5, 1));
        Government::of(&page::read(&page::Source { url: &url, body: body.as_bytes(), content_type, home: true, day }))
    }

    #[test]
    fn items_with_links_to_their_originals_are_carried_and_a_banner_is_not() {
        let item = |day: u8| {
            format!(
                "<li><a href=\"https://chinhphu.vn/tin/{day}\">Thủ tướng chỉ đạo đẩy mạnh cải cách số {day}</a> \
                 <span>{day:02}/04/2026</span></li>"
            )
        };
        let found = carried(&format!("<main><h2>Tin Chính phủ</h2><ul>{}{}</ul></main>", item(3), item(20)));
        assert_eq!((found.items, found.newest), (2, Some(jiff::civil::date(2026, 4, 20))));
        let banner =
            carried("<main><p><a href=\"https://chinhphu.vn/\">Cổng Thông tin điện tử Chính phủ</a></p></main>");
        assert_eq!(banner, Government { linked: true, ..Government::default() });
        assert_eq!(carried("<main><a href=\"https://vochinhphu.vn/a\">x</a></main>"), Government::default());
    }
}
