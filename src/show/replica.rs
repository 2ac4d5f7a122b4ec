//! Makes an archived page harmless: what runs, loads, sends or leads away is taken out, and what was found is marked.

use scraper::{ElementRef, Html, Node};

use super::Mark;

/// Where the found place is on the page, as a fragment of its address.
pub(super) const FOUND: &str = "d42-found";

/// Elements of which nothing is left.
const REMOVED: [&str; 12] = [
    "script", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "audio", "video",
];
/// Attributes that load something, lead somewhere or send something.
const DROPPED: [&str; 15] = [
    "src",
    "srcset",
    "srcdoc",
    "action",
    "formaction",
    "poster",
    "background",
    "data",
    "ping",
    "target",
    "download",
    "http-equiv",
    "manifest",
    "longdesc",
    "autofocus",
];

/// `html`, whose nesting is bounded, without anything that acts. An element that `mark` tells gets the id [`FOUND`].
pub(super) fn harmless(html: &str, mark: Option<&Mark>) -> String {
    let mut page = Html::parse_document(html);
    let found = mark.and_then(|mark| locate(&page, mark)).map(|element| element.id());
    let removed: Vec<_> = page
        .tree
        .nodes()
        .filter(|node| match node.value() {
            Node::Element(element) => REMOVED.contains(&element.name()),
            Node::Comment(_) | Node::ProcessingInstruction(_) => true,
            _ => false,
        })
        .map(|node| node.id())
        .collect();
    for id in removed {
        if let Some(mut node) = page.tree.get_mut(id) {
            node.detach();
        }
    }
    for node in page.tree.values_mut() {
        let Node::Element(element) = node else { continue };
        let mut address = None;
        element.attrs.retain(|(name, value)| {
            let name: &str = &name.local;
            if name.ends_with("href") {
                // Shown to whoever points at it; nobody is led away from the archive by accident.
                address = Some(value.clone());
            }
            !(name.ends_with("href") || name.starts_with("on") || DROPPED.contains(&name))
        });
        let title = address.filter(|_| element.attr("title").is_none());
        if let Some(address) = title {
            element.attrs.push((attribute("title"), address));
        }
    }
    if let Some(mut node) = found.and_then(|id| page.tree.get_mut(id))
        && let Node::Element(element) = node.value()
    {
        element.attrs.retain(|(name, _)| &*name.local != "id");
        element.attrs.push((attribute("id"), FOUND.into()));
    }
    page.html()
}

fn attribute(name: &str) -> html5ever::QualName {
    html5ever::QualName::new(None, html5ever::ns!(), name.into())
}

/// The element of `mark`: of those that its path may mean, the first that has its heading; else the first.
fn locate<'p>(page: &'p Html, mark: &Mark) -> Option<ElementRef<'p>> {
    let step = mark.place.rsplit(" > ").next().filter(|step| !step.is_empty())?;
    let (name, rest) = step.split_at(step.find(['#', '.']).unwrap_or(step.len()));
    let fits = |element: &ElementRef<'_>| {
        let value = element.value();
        value.name() == name
            && match (rest.strip_prefix('#'), rest.strip_prefix('.')) {
                (Some(id), _) => value.attr("id") == Some(id),
                (_, Some(class)) => {
                    value.attr("class").and_then(|all| all.split_ascii_whitespace().next()) == Some(class)
                }
                _ => true,
            }
    };
    let candidates = || page.tree.nodes().filter_map(ElementRef::wrap).filter(fits);
    let heading = words(&mark.heading);
    let says =
        |element: &ElementRef<'_>| !heading.is_empty() && words(&element.text().collect::<String>()).contains(&heading);
    candidates().find(says).or_else(|| candidates().next())
}

fn words(text: &str) -> String {
    let text = crate::text::nfc(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_loads_or_leads_away_is_left() {
        let page = r#"<!doctype html><html><head><base href="//x.vn"><script>a()</script><link rel=stylesheet href=b.css>
            <meta http-equiv=refresh content="0;url=//x.vn"></head><body onload=c() background=d.png><noscript>n</noscript>
            <a href="javascript:e()" target=_top>Liên hệ</a><img src=f.png onerror=g()><form action=//x.vn><button
            formaction=h>i</button></form><svg><a xlink:href="javascript:j()"><script>k()</script>l</a></svg>
            <iframe src=m></iframe><!--o--></body></html>"#;
        let shown = harmless(page, None);
        for gone in [
            "a()",
            "b.css",
            "c()",
            "d.png",
            "f.png",
            "g()",
            "\"//x.vn\"",
            "formaction",
            "href",
            "k()",
            "iframe",
            "<!--",
            "refresh\"",
            "noscript",
            "target",
        ] {
            assert!(!shown.contains(gone), "{gone}: {shown}");
        }
        assert!(shown.contains(r#"title="javascript:e()""#) && shown.contains("Liên hệ"), "{shown}");
    }

    #[test]
    fn the_section_that_was_found_is_marked_and_not_the_one_before_it() {
        let page = "<body><main><h2>Tin tức</h2><h2 id=x>Thông tin <b>lãnh  đạo</b></h2></main></body>";
        let mark = |place: &str, heading: &str| {
            harmless(page, Some(&Mark { place: place.to_owned(), heading: heading.to_owned() }))
        };
        assert!(mark("html > body > main > h2", "THÔNG TIN LÃNH ĐẠO").contains(r#"<h2 id="d42-found">Thông tin"#));
        assert!(mark("html > body > main > h2#x", "").contains(r#"<h2 id="d42-found">Thông tin"#));
        assert!(mark("html > body > main > h2", "Không có").contains(r#"<h2 id="d42-found">Tin tức"#));
        assert!(!mark("html > body > table", "Tin tức").contains("d42-found"));
        assert!(!mark("", "Tin tức").contains("d42-found"));
    }
}
