//! Addresses without end, and many addresses of one thing: what is left out, and how much of one kind is visited.
//!
//! Two answers. [`trap`] names addresses that are never worth a visit. [`Template`] groups addresses that differ only
//! in numbers and values, so that no kind of page (calendar days, filters, news articles) takes more than its share.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use url::Url;

use super::canonical::is_facet;

/// Why an address is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trap {
    /// The path goes in circles or grows by a language code with every click.
    Growing,
    /// More path segments than any site map has.
    Deep,
    /// A log-in with the address to return to.
    LogIn,
    /// A copy of a page for print, mail or saving, or only a part of one.
    Copy,
    /// The same list in another order or length.
    Order,
    /// A filter upon a filter.
    Facets,
    /// Counts a click and leads elsewhere, switches the theme, or does something on the server.
    Action,
}

const DEEPEST: usize = 16;

/// Why `url` (canonical) is not worth a visit; `None` if it may be.
pub fn trap(url: &Url) -> Option<Trap> {
    let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    trap_in_path(&segments).or_else(|| trap_in_query(&segments, url.query()?))
}

/// Whether `url` may be a page for people by the ending of its name: not a picture, a style sheet, a document.
pub(super) fn is_page(url: &Url) -> bool {
    const OTHERS: &[&str] = &[
        "7z", "apk", "avi", "bmp", "css", "csv", "dmg", "doc", "docx", "eot", "epub", "exe", "flv", "gif", "gz", "ico",
        "ics", "jpeg", "jpg", "js", "json", "kml", "m4a", "mov", "mp3", "mp4", "mpg", "msi", "odp", "ods", "odt",
        "ogg", "otf", "pdf", "png", "ppt", "pptx", "ps", "rar", "rss", "rtf", "shp", "svg", "swf", "tar", "tif",
        "tiff", "ttf", "txt", "wav", "webm", "webp", "wma", "wmv", "woff", "woff2", "xls", "xlsx", "xml", "zip",
    ];
    let name = url.path().rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_none_or(|(_, ending)| OTHERS.binary_search(&ending.to_ascii_lowercase().as_str()).is_err())
}

fn trap_in_path(segments: &[&str]) -> Option<Trap> {
    if segments.len() > DEEPEST {
        return Some(Trap::Deep);
    }
    let word = |segment: &&str| segment.len() > 1 && !segment.bytes().all(|byte| byte.is_ascii_digit());
    let language = |segment: &&str| matches!(*segment, "vi" | "en" | "vn" | "vi-vn" | "en-us");
    for (at, segment) in segments.iter().enumerate() {
        if !word(segment) {
            continue;
        }
        let again = segments[at + 1..].iter().filter(|other| other == &segment).count();
        if again >= 2 || segments.get(at + 1) == Some(segment) {
            return Some(Trap::Growing);
        }
        // `/tin/x.html/vi/en/vi`: a switch of language that appends itself.
        let before = at.checked_sub(1).map(|before| &segments[before]);
        if language(segment) && before.is_some_and(|before| language(before) || is_document(before)) {
            return Some(Trap::Growing);
        }
        // `/a/b/a/b`
        if at >= 1 && segments.get(at + 1) == segments.get(at - 1) && segments.get(at + 2) == Some(segment) {
            return Some(Trap::Growing);
        }
        match segment.to_ascii_lowercase().as_str() {
            "savefile" | "sendmail" | "print" | "in-bai-viet" | "print-article" => return Some(Trap::Copy),
            "click" if before.is_some_and(|before| before.contains("banner") || before.contains("ads")) => {
                return Some(Trap::Action);
            }
            "logout" | "dang-xuat" | "signout" => return Some(Trap::Action),
            _ => {}
        }
    }
    None
}

fn is_document(segment: &str) -> bool {
    [".html", ".htm", ".aspx", ".php", ".jsp"].iter().any(|ending| segment.to_ascii_lowercase().ends_with(ending))
}

fn trap_in_query(segments: &[&str], query: &str) -> Option<Trap> {
    let log_in = segments.iter().any(|segment| {
        let lower = segment.to_ascii_lowercase();
        ["login", "dang-nhap", "dangnhap", "signin", "logon"].iter().any(|word| lower.contains(word))
    });
    let mut facets = 0;
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = name.to_ascii_lowercase();
        // Liferay writes the portlet before the name: `_101_INSTANCE_x_delta`.
        let last = name.rsplit('_').next().unwrap_or_default();
        match name.as_str() {
            "returnurl" | "return_url" | "return" | "redirect" | "redirect_to" | "backurl" | "nv_redirect"
            | "continue" | "back_url" | "destination"
                if log_in || value.starts_with("%2F") || value.starts_with("http") || value.starts_with('/') =>
            {
                return Some(Trap::LogIn);
            }
            "nvvithemever" | "theme" | "themeid" | "replytocom" | "add-to-cart" => return Some(Trap::Action),
            "p_p_lifecycle" if value != "0" => return Some(Trap::Action),
            "p_p_state" if !matches!(value, "normal" | "maximized") => return Some(Trap::Copy),
            "print" | "isprint" | "printpage" | "inbai" | "savefile" | "pop" => return Some(Trap::Copy),
            "tmpl" if value == "component" => return Some(Trap::Copy),
            "task" | "view" | "action" | "layout" | "mode" if matches!(value, "print" | "mail" | "pdf") => {
                return Some(Trap::Copy);
            }
            "sort" | "sortby" | "sort_by" | "orderby" | "order_by" | "orderdir" | "sortdir" | "filter_order" => {
                return Some(Trap::Order);
            }
            _ if matches!(last, "delta" | "orderbycol" | "orderbytype") || name.ends_with("_limit") => {
                return Some(Trap::Order);
            }
            _ if is_facet(&name) => facets += 1,
            _ => {}
        }
    }
    (facets >= 2).then_some(Trap::Facets)
}

/// Addresses that differ only in numbers, titles and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Template {
    /// Fingerprint of what they share.
    pub(super) shape: u64,
    /// What kind of addresses they look like.
    pub(super) kind: Kind,
}

/// How many of a template are worth visiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
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
    pub(super) fn share(self, pages: u32) -> u32 {
        match self {
            Self::Place => u32::MAX,
            Self::Item => (pages / 4).max(20),
            Self::Leaf => (pages / 20).max(5),
            Self::Calendar => (pages / 50).max(5),
            Self::Facet => (pages / 60).max(4),
        }
    }
}

impl Template {
    /// The template of `url` (canonical).
    pub fn of(url: &Url) -> Self {
        let mut hasher = DefaultHasher::new();
        url.host_str().hash(&mut hasher);
        let mut kind = Kind::Place;
        let mut segments = url.path().split('/').filter(|segment| !segment.is_empty()).peekable();
        while let Some(segment) = segments.next() {
            let digits = segment.bytes().filter(u8::is_ascii_digit).count();
            if is_date(segment) {
                kind = kind.max(Kind::Calendar);
                "date".hash(&mut hasher);
            } else if digits >= 3 || digits == segment.len() || (segments.peek().is_none() && segment.len() > 40) {
                kind = kind.max(Kind::Item);
                "item".hash(&mut hasher);
            } else {
                segment.hash(&mut hasher);
            }
        }
        let mut names: Vec<String> = Vec::new();
        for pair in url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = name.to_ascii_lowercase();
            kind = kind.max(kind_of_pair(&name, value));
            // A value in words is a place (`option=com_content`), one in numbers is an item.
            let words = !value.is_empty() && value.len() <= 24 && !value.bytes().any(|byte| byte.is_ascii_digit());
            names.push(if words && !is_facet(&name) { pair.to_owned() } else { name });
        }
        names.sort_unstable();
        names.hash(&mut hasher);
        Self { shape: hasher.finish(), kind }
    }
}

fn kind_of_pair(name: &str, value: &str) -> Kind {
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
    const LEAF: &[&str] = &["page", "trang", "p", "pg", "cur", "start", "offset", "pageindex", "pageno", "paged"];
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

    fn of(path: &str) -> Option<Trap> {
        trap(&format!("http://mau.gov.vn{path}").parse().unwrap())
    }

    fn template(path: &str) -> Template {
        Template::of(&format!("http://mau.gov.vn{path}").parse().unwrap())
    }

    #[test]
    fn endless_and_repeated_addresses_are_named() {
        for (path, wanted) in [
            ("/a/x.html/vi/en/vi", Trap::Growing),
            ("/a/x.html/vi", Trap::Growing),
            ("/vi/en/gioi-thieu", Trap::Growing),
            ("/tin/tin/tin", Trap::Growing),
            ("/tin/su-kien/tin/su-kien", Trap::Growing),
            ("/a1/b1/a1/c1/a1", Trap::Growing),
            ("/1a/2b/3c/4d/5e/6f/7g/8h/9i/10j/11k/12l/13m/14n/15o/16p/17q", Trap::Deep),
            ("/c/portal/login?p_l_id=1&redirect=%2Fweb", Trap::LogIn),
            ("/users/dang-nhap?returnurl=abc", Trap::LogIn),
            ("/x?nv_redirect=http%3A", Trap::LogIn),
            ("/vi/news/savefile/x/y-12.html", Trap::Copy),
            ("/vi/news/print/x/y-12.html", Trap::Copy),
            ("/tin?print=1", Trap::Copy),
            ("/web/guest?p_p_id=x&p_p_state=pop_up", Trap::Copy),
            ("/index.php?option=com_content&tmpl=component", Trap::Copy),
            ("/dataset?sort=title+asc", Trap::Order),
            ("/web?_101_INSTANCE_abc_delta=20", Trap::Order),
            ("/dataset?_organization_limit=0", Trap::Order),
            ("/dataset?organization=a&res_format=CSV", Trap::Facets),
            ("/banners/click/?id=5", Trap::Action),
            ("/?nvvithemever=r", Trap::Action),
            ("/web?p_p_id=x&p_p_lifecycle=1", Trap::Action),
            ("/dang-xuat", Trap::Action),
        ] {
            assert_eq!(of(path), Some(wanted), "{path}");
        }
    }

    #[test]
    fn ordinary_addresses_are_not_traps() {
        for path in [
            "/",
            "/vi/gioi-thieu/co-cau-to-chuc",
            "/web/guest/lanh-ao-so",
            "/x/-/view_content/x/-/view_content/12-bai",
            "/2024/01/01/bai-viet.html",
            "/en",
            "/vi",
            "/Pages/x.aspx?ItemID=12&Keyword=",
            "/index.php?option=com_content&view=article&id=5429%3Aslug",
            "/web/guest?p_p_id=x&p_p_lifecycle=0&p_p_state=normal",
            "/dataset?organization=so-tai-chinh",
            "/wps/portal/!ut/p/z1/04_Sj9CPykssy0xPLMnMz0vMAfIjo8zi/dz/d5/L2dBISEvZ0FBIS9nQSEh/",
            "/dang-nhap",
            "/lien-he?x=1",
        ] {
            assert_eq!(of(path), None, "{path}");
        }
    }

    #[test]
    fn files_are_not_pages() {
        let page = |path: &str| is_page(&format!("http://mau.gov.vn{path}").parse().unwrap());
        for path in ["/", "/a.html", "/a.aspx", "/Pages/x.ASPX?f=a.pdf", "/v1.2/tin", "/123/QD-UBND"] {
            assert!(page(path), "{path}");
        }
        for path in ["/a.pdf", "/A.PDF?download=1", "/x..docx", "/feed.rss", "/7z.7z", "/b.zip", "/o.swf"] {
            assert!(!page(path), "{path}");
        }
    }

    #[test]
    fn addresses_that_differ_in_numbers_share_a_template() {
        assert_eq!(template("/tin/bai-so-1234.html"), template("/tin/bai-khac-99881.html"));
        assert_eq!(template("/lich?ngay=1&thang=2"), template("/lich?thang=11&ngay=30"));
        assert_eq!(template("/x.aspx?ItemID=5"), template("/x.aspx?ItemID=77"));
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
