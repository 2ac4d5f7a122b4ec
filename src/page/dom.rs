//! Parses a page within bounds.
//!
//! The parser is fed in pieces. Its work per tag grows with the depth of the open elements, and badly nested
//! formatting multiplies nodes; between two pieces both are looked at, and the rest of a page that goes beyond the
//! bounds is left unread. Real pages stay far below: the deepest seen have some 60 levels.

use ego_tree::Tree;
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use scraper::{Html, Node};

use super::attributes::Attributes;
use super::sink::Sink;

/// Deepest nesting that is still parsed; browsers stop at the same depth.
const MAX_DEPTH: usize = 512;
/// Most nodes of a tree (about 50 MB of memory).
const MAX_NODES: usize = 250_000;
/// Bytes between two looks at the tree, and while it is deep.
const PIECE: usize = 8 * 1024;
const PIECE_WHEN_DEEP: usize = 1024;
/// From here on a tree is deep.
const DEEP: usize = 96;
/// Bytes of a page for each node of its tree, about; room for the nodes is made once, as moving them costs more than
/// leaving some of it empty.
const BYTES_A_NODE: usize = 20;
/// Longest text that is parsed at all.
const MAX_INPUT: usize = 64 * 1024 * 1024;

/// A page as a tree.
#[derive(Debug)]
pub(super) struct Dom {
    /// The elements, without attributes.
    pub(super) html: Html,
    pub(super) attributes: Attributes,
    /// Bytes of the text that were parsed: all of it, unless it goes beyond the bounds.
    pub(super) parsed: usize,
}

/// The tree of `text`, cut where it goes beyond the bounds.
pub(super) fn parse(text: &str) -> Dom {
    let text = &text[..text.floor_char_boundary(MAX_INPUT)];
    let mut html = Html::new_document();
    html.tree = Tree::with_capacity(Node::Document, (text.len() / BYTES_A_NODE).min(MAX_NODES));
    let mut parser =
        driver::parse_document(Sink::new(html, Attributes::with_room_for(text.len())), ParseOpts::default());
    let mut from = 0;
    let mut piece = PIECE_WHEN_DEEP;
    while from < text.len() {
        let to = text.floor_char_boundary(from + piece);
        // A copy of a piece at a time: the page may be large, and text in the tree shares what it was parsed from.
        parser.process(StrTendril::from_slice(&text[from..to]));
        from = to;
        match depth_within_bounds(&parser.tokenizer.sink.sink) {
            Some(depth) => piece = if depth > DEEP { PIECE_WHEN_DEEP } else { PIECE },
            None => break,
        }
    }
    let (html, attributes) = parser.finish();
    Dom { html, attributes, parsed: from }
}

/// Depth of the tree, `None` beyond the bounds. The chain of last children is what the parser holds open.
fn depth_within_bounds(sink: &Sink) -> Option<usize> {
    let html = sink.html();
    let mut depth = 0;
    let mut node = html.tree.root();
    while let Some(last) = node.last_child() {
        node = last;
        depth += 1;
        if depth > MAX_DEPTH {
            return None;
        }
    }
    (html.tree.values().len() <= MAX_NODES).then_some(depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_the_same_tree_as_the_whole() {
        let row = "<tr><td>Số 12/QĐ-UBND<td class=\"ngày\">12/03/2024 &amp; <a href='/x?a=1&b=2'>Lãnh đạo</a><!-- ghi chú -->";
        let page = format!(
            "<!DOCTYPE html><title>Trang</title><table>{}</table><script>if (a < b) {{}}</script>",
            row.repeat(200)
        );
        let whole = Html::parse_document(&page);
        let nodes = |html: &Html| {
            let name = |node: &Node| match node {
                Node::Element(element) => element.name().to_owned(),
                Node::Text(text) => text.to_string(),
                _ => String::new(),
            };
            html.tree.nodes().map(|n| (n.parent().map(|p| p.id()), name(n.value()))).collect::<Vec<_>>()
        };
        let described = |node: &(_, String)| !node.1.is_empty();
        let ours: Vec<_> = nodes(&parse(&page).html).into_iter().filter(described).map(|n| n.1).collect();
        let theirs: Vec<_> = nodes(&whole).into_iter().filter(described).map(|n| n.1).collect();
        assert_eq!(ours, theirs);
    }

    #[test]
    fn a_hundred_thousand_open_elements_are_cut() {
        let nodes = parse(&"<div>".repeat(100_000)).html.tree.values().len();
        assert!(nodes < 2_000, "{nodes}");
    }

    #[test]
    fn formatting_that_multiplies_itself_is_cut() {
        let fonts = (0..400).fold(String::new(), |all, n| all + &format!("<font color={n}>"));
        let page = format!("<p>{fonts}{}", "</p><p>x".repeat(100_000));
        let nodes = parse(&page).html.tree.values().len();
        assert!(nodes < 2 * MAX_NODES, "{nodes}");
    }
}
