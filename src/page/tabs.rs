//! Panes of tabs: all of them stand in the same HTML, and the label that opens one is its heading.

use std::collections::BTreeMap;

use super::Region;
use super::label;
use super::sketch::Sketch;

/// Labels by the element of their pane.
pub(super) type Panes = BTreeMap<u32, String>;

/// Most panes of a page.
const MOST: usize = 60;
/// Longest label, in bytes.
const LONGEST: usize = 150;

/// Panes with text, outside menus and margins.
pub(super) fn panes(sketch: &Sketch<'_>) -> Panes {
    let mut wanted: BTreeMap<&str, u32> = BTreeMap::new();
    for &anchor in &sketch.anchors {
        if let Some(id) = pane_of(sketch, anchor)
            && wanted.len() < MOST
        {
            wanted.entry(id).or_insert(anchor);
        }
    }
    let mut panes = Panes::new();
    if wanted.is_empty() {
        return panes;
    }
    for (index, el) in sketch.els.iter().enumerate() {
        let index = index as u32;
        let Some(&anchor) = sketch.attr(index, "id").and_then(|id| wanted.get(id)) else { continue };
        let around = index <= anchor && anchor < el.end;
        let text = label::one_line(sketch.text_of(anchor));
        let named = text.len() <= LONGEST && text.chars().any(char::is_alphabetic);
        let content = matches!(el.region, Region::Main | Region::Aside) && sketch.text_len(index) > 0;
        if named && content && !around {
            panes.insert(index, text);
        }
    }
    panes
}

/// The id of the pane that a link opens, if it says that it is a tab.
fn pane_of<'t>(sketch: &Sketch<'t>, anchor: u32) -> Option<&'t str> {
    let id = sketch.attr(anchor, "href")?.strip_prefix('#').filter(|id| !id.is_empty())?;
    let says = |name| sketch.attr(anchor, name).is_some_and(|value| matches!(value, "tab" | "pill"));
    let listed = || {
        let classes = sketch.ancestors(anchor).take(3).filter_map(|el| sketch.attr(el, "class"));
        classes
            .flat_map(str::split_ascii_whitespace)
            .any(|class| matches!(class, "nav-tabs" | "tabs" | "tab" | "nav-pills"))
    };
    (says("data-toggle") || says("data-bs-toggle") || says("role") || listed()).then_some(id)
}

#[cfg(test)]
mod tests {
    use crate::page::{self, Page, Source};

    fn read(body: &str) -> Page {
        let url = "https://mau.gov.vn/don-vi".parse().unwrap();
        page::read(&Source {
            url: &url,
            body: body.as_bytes(),
            content_type: Some("text/html"),
            home: false,
            day: None,
        })
    }

    #[test]
    fn the_label_of_a_tab_heads_its_pane() {
        let page = read(
            "<meta charset=utf-8><main><h1>Văn phòng</h1><ul class='nav nav-tabs'><li><a href='#cn' data-toggle=tab>Chức năng</a>\
             <li><a href='#ld' data-toggle=tab>Lãnh đạo</a><li><a href='#sau' data-toggle=tab>Sau này</a></ul>\
             <div id=cn><h2>QUYẾT ĐỊNH</h2><p>Tham mưu, giúp Bộ trưởng quản lý công tác văn thư.</p></div>\
             <div id=ld><p>Bà Nguyễn Thị Mẫu</p></div><div id=sau></div></main>",
        );
        let headed =
            |text: &str| page.sections.iter().find(|s| s.heading.is_some_and(|h| page.headings[h].text == text));
        let functions = headed("Chức năng").unwrap();
        assert_eq!(functions.words, 13);
        assert!(headed("Lãnh đạo").unwrap().span.start >= functions.span.end);
        assert!(headed("Sau này").is_none(), "an empty pane is headed by nothing");
        assert!(headed("Văn phòng").unwrap().span.end >= functions.span.end, "tabs do not end what stands before");
    }
}
