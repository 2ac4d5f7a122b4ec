//! Addresses that differ only in numbers and values are of one kind, and no kind (calendar days, filters, news articles)
//! takes more than its share.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use url::Url;

use crate::crawl::canonical::is_facet;

/// Addresses that differ only in numbers, titles and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Template {
    /// Fingerprint of what they share.
    pub(super) shape: u64,
    /// What kind of addresses they look like.
    pub(in crate::crawl) kind: Kind,
}

/// How many of a template are worth visiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::crawl) enum Kind {
    /// A place of its own, such as a section of the site.
    Place,
    /// One of many items: an article, a document.
    Item,
    /// One page of a long list.
    Leaf,
    /// A day, week, month or year.
    Calendar,
    /// A list cut by a filter.
    Facet,
}

impl Kind {
    /// The most visits of one template, when the portal has a budget of `pages`.
    pub(in crate::crawl) fn share(self, pages: u32) -> u32 {
        match self {
            Self::Place => u32::MAX,
            Self::Item => (pages / 4).max(20),
            Self::Leaf => (pages / 10).max(5),
            Self::Calendar => (pages / 50).max(5),
            Self::Facet => (pages / 60).max(4),
        }
    }

    /// The most visits of all templates of a kind together: whoever has many calendars has them for every purpose.
    pub(super) fn share_of_all(self, pages: u32) -> u32 {
        match self {
            Self::Calendar | Self::Facet => 2 * self.share(pages),
            Self::Place | Self::Item | Self::Leaf => u32::MAX,
        }
    }

    /// So many pages of a template in a row that say nothing new mean that the others will not either.
    pub(super) fn patience(self) -> u8 {
        match self {
            Self::Calendar | Self::Facet | Self::Leaf => 2,
            Self::Place | Self::Item => 4,
        }
    }
}

impl Template {
    /// The template of `url` (canonical).
    pub fn of(url: &Url) -> Self {
        let mut hasher = DefaultHasher::new();
        url.host_str().hash(&mut hasher);
        let mut kind = Kind::Place;
        let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
        for (at, segment) in segments.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| segments[before]);
            match kind_of_segment(segment, before, &segments[at + 1..]) {
                Kind::Place => segment.hash(&mut hasher),
                other => {
                    kind = kind.max(other);
                    other.hash(&mut hasher);
                }
            }
        }
        let mut names: Vec<String> = Vec::new();
        for pair in url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = name.to_ascii_lowercase();
            kind = kind.max(kind_of_pair(&name, value));
            // A value in words is a place (`option=com_content`), one in numbers is an item.
            names.push(if is_words(value) && !is_facet(&name) { pair.to_owned() } else { name });
        }
        names.sort_unstable();
        names.hash(&mut hasher);
        Self { shape: hasher.finish(), kind }
    }
}

/// Whether a value of the query is a word and no number.
fn is_words(value: &str) -> bool {
    !value.is_empty() && value.len() <= 24 && !value.bytes().any(|byte| byte.is_ascii_digit())
}

/// What a piece of the path stands for, `before` and `after` it the others.
fn kind_of_segment(segment: &str, before: Option<&str>, after: &[&str]) -> Kind {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let stem = segment.split_once('.').map_or(segment, |(stem, _)| stem);
    let (word, number) = stem.split_at(stem.find(|c: char| c.is_ascii_digit()).unwrap_or(stem.len()));
    let word = word.trim_end_matches(['-', '_']);
    let numbers = |text: &str| text.split(['-', '_']).all(all_digits);
    let is_leaf = |word: &str| LEAF.iter().any(|leaf| leaf.eq_ignore_ascii_case(word));
    if (is_leaf(word) && all_digits(number)) || (all_digits(stem) && before.is_some_and(is_leaf)) {
        return Kind::Leaf;
    }
    let month = |text: &&str| matches!(text.len(), 1 | 2) && all_digits(text);
    let dated = is_date(stem)
        || (CALENDAR.iter().any(|day| day.eq_ignore_ascii_case(word)) && !number.is_empty() && numbers(number))
        || (is_year(segment) && after.first().is_some_and(month) && after.iter().all(month))
        || (month(&segment)
            && before.is_some_and(|before| is_year(before) || month(&before))
            && after.iter().all(month));
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    let ends_in_number = after.is_empty() && !number.is_empty() && all_digits(number) && !word.is_empty();
    if dated && after.iter().all(month) {
        Kind::Calendar
    } else if dated
        || digits >= 3
        || digits == segment.len()
        || ends_in_number
        || (after.is_empty() && segment.len() > 40)
    {
        Kind::Item
    } else {
        Kind::Place
    }
}

fn is_year(segment: &str) -> bool {
    segment.len() == 4 && (segment.starts_with("19") || segment.starts_with("20")) && segment.parse::<u16>().is_ok()
}

/// Names of days, weeks, months and years.
const CALENDAR: &[&str] = &[
    "date",
    "day",
    "month",
    "year",
    "week",
    "ngay",
    "thang",
    "nam",
    "tuan",
    "quy",
    "fromdate",
    "todate",
    "tungay",
    "denngay",
    "start_date",
    "end_date",
    "y",
    "m",
    "d",
];
/// Names of the pages of a list.
const LEAF: &[&str] =
    &["page", "trang", "p", "pg", "cur", "start", "offset", "pageindex", "pageno", "paged", "limitstart"];

fn kind_of_pair(name: &str, value: &str) -> Kind {
    let last = name.rsplit(['_', '.', '-']).next().unwrap_or_default();
    if CALENDAR.contains(&name) || CALENDAR.contains(&last) {
        Kind::Calendar
    } else if is_facet(name) {
        Kind::Facet
    } else if LEAF.contains(&name) || LEAF.contains(&last) {
        Kind::Leaf
    } else if value.bytes().any(|byte| byte.is_ascii_digit()) {
        Kind::Item
    } else {
        Kind::Place
    }
}

/// `2026-11`, `2026-11-23`, `23-11-2026`.
fn is_date(segment: &str) -> bool {
    let parts: Vec<&str> = segment.split('-').collect();
    let number = |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.len(), 2 | 3) && parts.iter().all(number) && parts.iter().any(|part| part.len() == 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn template(path: &str) -> Template {
        Template::of(&format!("http://mau.gov.vn{path}").parse().unwrap())
    }

    #[test]
    fn addresses_that_differ_in_numbers_share_a_template() {
        assert_eq!(template("/tin/bai-so-1234.html"), template("/tin/bai-khac-99881.html"));
        assert_eq!(template("/lich?ngay=1&thang=2"), template("/lich?thang=11&ngay=30"));
        assert_eq!(template("/x.aspx?ItemID=5"), template("/x.aspx?ItemID=77"));
        assert_eq!(template("/van-ban/trang-2"), template("/van-ban/trang-31"));
        assert_eq!(template("/lich/2026/11"), template("/lich/1999/2"));
        assert_ne!(template("/gioi-thieu"), template("/lien-he"));
        assert_ne!(template("/index.php?option=a"), template("/index.php?option=b"));
    }

    #[test]
    fn kinds_get_the_share_they_are_worth() {
        for (path, kind) in [
            ("/gioi-thieu", Kind::Place),
            ("/tin/bai-1234.html", Kind::Item),
            ("/tin?page=2", Kind::Leaf),
            ("/web?_101_cur=3", Kind::Leaf),
            ("/lich?thang=3&nam=2026", Kind::Calendar),
            ("/lich/2026-11-23", Kind::Calendar),
            ("/lich/2026/11", Kind::Calendar),
            ("/lich/2026/11/23", Kind::Calendar),
            ("/lich-cong-tac/tuan-45-2026", Kind::Calendar),
            ("/lich/thang-11", Kind::Calendar),
            ("/2026/11/23/bai-viet.html", Kind::Item),
            ("/2026-11-23/bai-viet.html", Kind::Item),
            ("/van-ban/trang-2", Kind::Leaf),
            ("/vi/laws/page-12/", Kind::Leaf),
            ("/tin/page/12", Kind::Leaf),
            ("/index.php?option=com_docman&limitstart=24", Kind::Leaf),
            ("/tin/bai-7.html", Kind::Item),
            ("/nam-quoc-son-ha", Kind::Place),
            ("/dataset?tags=abc", Kind::Facet),
        ] {
            assert_eq!(template(path).kind, kind, "{path}");
        }
        assert!(Kind::Calendar.share(600) < Kind::Item.share(600));
        assert_eq!(Kind::Place.share(600), u32::MAX);
    }

    proptest! {
        #[test]
        fn no_calendar_escapes_its_template(day in 1_u32..29, month in 1_u32..13, year in 1900_u32..3000) {
            let one = template(&format!("/lich?ngay={day}&thang={month}&nam={year}"));
            prop_assert_eq!(one, template("/lich?ngay=1&thang=1&nam=2026"));
            prop_assert_eq!(one.kind, Kind::Calendar);
        }
    }
}
