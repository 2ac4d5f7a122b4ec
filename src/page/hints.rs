//! What class names and ids say an element is for.
//!
//! Every content system names its boxes in its own way, but the words inside the names are few. A name is taken apart
//! into words; names of tabs, sliders and items are told from those of page regions.

use std::{cell::RefCell, collections::HashMap, sync::LazyLock};

use aho_corasick::AhoCorasick;
use foldhash::fast::RandomState;

/// Set of purposes, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

impl Hints {
    pub(super) const MENU: Self = Self(1);
    pub(super) const HEADER: Self = Self(1 << 1);
    pub(super) const FOOTER: Self = Self(1 << 2);
    pub(super) const ASIDE: Self = Self(1 << 3);
    pub(super) const BREADCRUMB: Self = Self(1 << 4);
    pub(super) const MAIN: Self = Self(1 << 5);
    /// Title of a block of the page.
    pub(super) const BLOCK_TITLE: Self = Self(1 << 6);
    /// Some title: of a block or of an item of a list.
    pub(super) const TITLE: Self = Self(1 << 7);
    pub(super) const QUESTION: Self = Self(1 << 8);
    pub(super) const ANSWER: Self = Self(1 << 9);
    pub(super) const CLOCK: Self = Self(1 << 10);
    pub(super) const HEAD_CELL: Self = Self(1 << 11);
    pub(super) const TABS: Self = Self(1 << 12);
    pub(super) const PAGE_TITLE: Self = Self(1 << 13);
    pub(super) const PAGER: Self = Self(1 << 14);

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Stems without which a name is not looked at.
static STEMS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build([
            "menu",
            "nav",
            "head",
            "foot",
            "side",
            "crumb",
            "title",
            "tieude",
            "tieu-de",
            "tieu_de",
            "question",
            "answer",
            "hoi",
            "dap",
            "traloi",
            "tra-loi",
            "faq",
            "clock",
            "time",
            "dongho",
            "today",
            "date",
            "main",
            "content",
            "path",
            "duongdan",
            "duong-dan",
            "copyright",
            "masthead",
            "banner",
            "caption",
            "tab",
            "left",
            "right",
            "tit",
            "bottom",
            "pag",
            "noidung",
            "phantrang",
            "chantrang",
            "ngay",
        ])
        .expect("the stems above are few and short")
});

/// How many class attributes are remembered.
const PLACES: usize = 256;

/// Reads names; class attributes that repeat, as they do in every list, are read once.
pub(super) struct Reader<'t> {
    /// Attributes read lately, each at the one place where it is looked for.
    lately: [(&'t str, Hints); PLACES],
}

impl Default for Reader<'_> {
    fn default() -> Self {
        // No attribute has no hints.
        Self { lately: [("", Hints::default()); PLACES] }
    }
}

impl<'t> Reader<'t> {
    pub(super) fn class(&mut self, class: &'t str) -> Hints {
        let place = place(class);
        let lately = &mut self.lately[place];
        if lately.0 != class {
            *lately = (class, read(class));
        }
        lately.1
    }
}

/// Where a class attribute is looked for, by its length and its ends.
fn place(class: &str) -> usize {
    const STIR: u64 = 0x9e37_79b9_7f4a_7c15;
    let bytes = class.as_bytes();
    let ends = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(27),
        _ => bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    ((ends ^ bytes.len() as u64).wrapping_mul(STIR) >> 56) as usize % PLACES
}

/// Hints of a class attribute or an id.
pub(super) fn read(names: &str) -> Hints {
    const LONGEST: usize = 400;
    if names.len() > LONGEST || !STEMS.is_match(names) {
        return Hints::default();
    }
    REMEMBERED.with_borrow_mut(|remembered| {
        if let Some(hints) = remembered.get(names) {
            return *hints;
        }
        let every = names.split_ascii_whitespace().take(12);
        let hints = every.fold(Hints::default(), |hints, name| hints.with(read_name(name)));
        if remembered.len() >= MOST_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(names.into(), hints);
        hints
    })
}

/// How many names each thread remembers: the pages of a portal share theirs.
const MOST_REMEMBERED: usize = 2_000;

thread_local! {
    static REMEMBERED: RefCell<HashMap<Box<str>, Hints, RandomState>> = RefCell::default();
}

/// A name's words in lower case, separated by spaces: `dng-portlet-headerTitle` → `dng portlet header title`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    let mut previous = b' ';
    for byte in name.bytes() {
        if !byte.is_ascii_alphabetic() {
            previous = b' ';
            continue;
        }
        let hump = byte.is_ascii_uppercase() && previous.is_ascii_lowercase();
        if (previous == b' ' || hump) && !words.is_empty() {
            words.push(' ');
        }
        words.push(char::from(byte.to_ascii_lowercase()));
        previous = byte;
    }
    words
}

fn read_name(name: &str) -> Hints {
    /// Parts of small boxes: their `header` is a block title, their `footer` a "more" link.
    const SMALL: &[&str] = &[
        "accordion",
        "alert",
        "article",
        "block",
        "box",
        "calendar",
        "card",
        "col",
        "column",
        "comment",
        "content",
        "dataset",
        "entry",
        "fc",
        "group",
        "item",
        "list",
        "media",
        "modal",
        "module",
        "news",
        "panel",
        "popup",
        "portlet",
        "post",
        "section",
        "tab",
        "table",
        "widget",
        "pane",
        "form",
        "video",
        "doc",
        "topper",
        "row",
        "caption",
    ];
    /// Words of a title of a repeated item, not of a block.
    const ITEM: &[&str] = &[
        "item", "news", "post", "tin", "video", "media", "event", "image", "img", "doc", "sub", "subtitle", "entry",
        "article", "list", "product", "album", "photo", "thumb", "desc", "menu", "nav", "slide", "caption", "link",
    ];
    let text = words(name);
    let words: Vec<&str> = text.split(' ').collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let holds = |stem: &str| words.iter().any(|word| word.contains(stem));
    let mut hints = Hints::default();
    let tabs = has(&["tabs", "tab", "pills", "tablist", "tabbed"]);
    let small = has(SMALL);
    if tabs {
        hints = hints.with(Hints::TABS);
    }
    if holds("crumb") || has(&["duongdan", "sitepath", "sitemappath", "urlpath"]) || name == "path" {
        hints = hints.with(Hints::BREADCRUMB);
    } else if !tabs
        && (holds("menu")
            || has(&[
                "nav",
                "navs",
                "navbar",
                "navigation",
                "topnav",
                "subnav",
                "sidenav",
                "mainnav",
                "navi",
                "navmain",
            ]))
        && !has(&[
            "facet",
            "content",
            "no",
            "toggle",
            "toggler",
            "page",
            "icon",
            "btn",
            "button",
            "prev",
            "next",
            "slick",
            "owl",
            "help",
            "title",
            "ribbon",
            "mso",
            "noteboard",
        ])
    {
        hints = hints.with(Hints::MENU);
    }
    if has(&["pagination", "pager", "paging", "phantrang"]) {
        hints = hints.with(Hints::PAGER);
    }
    if !small {
        if holds("header")
            || has(&["masthead", "topbar"])
            || (words.len() == 1 && matches!(words[0], "head" | "banner"))
        {
            hints = hints.with(Hints::HEADER);
        }
        if holds("footer") || has(&["foot", "chantrang", "copyright"]) {
            hints = hints.with(Hints::FOOTER);
        }
    }
    let col = has(&["col", "column", "cot", "side", "bar", "block", "sidebar", "box"]);
    let beside = words.len() == 1 && name.len() == words[0].len() && matches!(words[0], "left" | "right");
    let column = col && has(&["left", "right", "trai", "phai"]) && !has(&["pull", "text"]);
    if beside || column || holds("sidebar") || has(&["aside", "sidenav"]) {
        hints = hints.with(Hints::ASIDE);
    }
    if matches!(
        name,
        "main"
            | "content"
            | "main-content"
            | "maincontent"
            | "mainContent"
            | "noidung"
            | "page-content"
            | "MainContent"
            | "content-main"
            | "main_content"
    ) {
        hints = hints.with(Hints::MAIN);
    }
    read_titles(name, &words, hints, has(ITEM))
}

fn read_titles(name: &str, words: &[&str], mut hints: Hints, of_item: bool) -> Hints {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let joined = words.concat();
    if has(&["title", "tieude", "heading", "headline", "titles", "tit", "caption", "rtitle", "ttl"])
        || words.iter().any(|word| word.ends_with("title") || word.ends_with("tieude") || word.ends_with("titletext"))
        || joined.contains("tieude")
        || name == "head"
        || (has(&["header"]) && has(&["portlet", "panel", "card", "box", "block", "widget", "module", "section"]))
    {
        hints = hints.with(Hints::TITLE);
        if !of_item {
            hints = hints.with(Hints::BLOCK_TITLE);
        }
        if has(&["page"]) || name == "main-title" {
            hints = hints.with(Hints::PAGE_TITLE);
        }
    }
    if has(&["question", "cauhoi", "faqquestion", "ques", "hoi"]) || joined.contains("cauhoi") {
        hints = hints.with(Hints::QUESTION);
    }
    if has(&["answer", "answers", "traloi", "dapan", "ans"]) || joined.contains("traloi") {
        hints = hints.with(Hints::ANSWER);
    }
    if has(&["clock", "dongho", "today", "currentdate", "datenow", "timenow", "datetime", "hientai"])
        || (has(&["current", "now", "top", "header", "he", "system"]) && has(&["date", "time", "ngay"]))
    {
        hints = hints.with(Hints::CLOCK);
    }
    if has(&["header", "head", "heading", "rgheader", "gridheader", "thead"])
        || words.iter().any(|word| word.ends_with("header"))
    {
        hints = hints.with(Hints::HEAD_CELL);
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_named_in_many_ways() {
        for name in
            ["menu", "navbar-nav", "DivMenuBig_Bar", "root-menu-li1_Bar", "ctl00_Menu1", "main-navbar", "topMenu"]
        {
            assert!(read(name).has(Hints::MENU), "{name}");
        }
        for name in ["breadcrumb", "CMSBreadCrumbsLink", "bread-crumb", "duongdan"] {
            assert!(read(name).has(Hints::BREADCRUMB), "{name}");
        }
        for name in ["footer", "site-footer", "ctl00_pFooterSub", "copyright"] {
            assert!(read(name).has(Hints::FOOTER), "{name}");
        }
        for name in ["box-sidebar", "sidebar", "col-left", "right"] {
            assert!(read(name).has(Hints::ASIDE), "{name}");
        }
    }

    #[test]
    fn parts_of_small_boxes_are_no_regions() {
        for name in
            ["panel-header", "card-footer", "nav nav-tabs", "modal-header", "portlet-title", "nav-facet", "text-right"]
        {
            let hints = read(name);
            let region = Hints::MENU.with(Hints::HEADER).with(Hints::FOOTER).with(Hints::ASIDE);
            assert!(!hints.has(region) || hints.has(Hints::TABS), "{name}");
        }
    }

    #[test]
    fn titles_of_blocks_are_told_from_titles_of_items() {
        for name in [
            "portlet-title",
            "block-title",
            "title",
            "dng-portlet-header-title",
            "UI_Danhsachtin_tieude",
            "box-title",
            "ms-WPTitle",
        ] {
            assert!(read(name).has(Hints::TITLE), "{name}");
        }
        for name in ["news-title", "post-title", "UI_Danhsachtin_tieude_item", "video-title"] {
            assert!(!read(name).has(Hints::BLOCK_TITLE), "{name}");
        }
    }

    #[test]
    fn questions_and_answers_are_named() {
        assert!(read("noi-dung-traloi").has(Hints::ANSWER));
        assert!(read("faq-question").has(Hints::QUESTION));
    }
}
