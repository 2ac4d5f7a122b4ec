//! Addresses that are never worth a visit, told by the address alone.

use url::Url;

use crate::crawl::canonical::is_facet;

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
pub(in crate::crawl) fn is_page(url: &Url) -> bool {
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
        let lower = segment.to_ascii_lowercase();
        match [".aspx", ".php", ".jsp", ".html"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower) {
            "savefile" | "sendmail" | "print" | "in-bai-viet" | "print-article" | "ban-in" | "in-bai" | "inbaiviet"
            | "inbai" | "intin" | "gui-mail" | "sendtofriend" | "email-article" | "printpreview" => {
                return Some(Trap::Copy);
            }
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
    let pairs: Vec<&str> = query.split('&').collect();
    for (at, pair) in pairs.iter().enumerate() {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let again =
            |other: &&str| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('=') && *other != *pair);
        if !value.is_empty() && pairs[..at].iter().any(again) {
            return Some(Trap::Facets);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str) -> Option<Trap> {
        trap(&format!("http://mau.gov.vn{path}").parse().unwrap())
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
            ("/tim?linh-vuc=1&co-quan=2&linh-vuc=3", Trap::Facets),
            ("/ban-in/123", Trap::Copy),
            ("/_layouts/15/Portal/InBaiViet.aspx?ItemID=5", Trap::Copy),
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
            "/xem?id=1&idcha=2",
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
}
