//! Loops that every family writes, around markup of its own: lists of links, of words, of cells.

use super::navigation::Anchor;
use crate::demo::content::Cell;

/// Each of `texts` between `before` and `after`.
pub(super) fn wrapped<T: AsRef<str>>(out: &mut String, texts: impl IntoIterator<Item = T>, before: &str, after: &str) {
    for text in texts {
        out.extend([before, text.as_ref(), after]);
    }
}

/// Each of `list` as `before ADDRESS between TEXT after`.
pub(super) fn anchors(out: &mut String, list: &[Anchor], before: &str, between: &str, after: &str) {
    for (text, href) in list {
        out.extend([before, href, between, text, after]);
    }
}

/// The cells of a row, each between `before` and `after`.
pub(super) fn cells(out: &mut String, row: &[Cell], before: &str, after: &str) {
    for value in row {
        out.push_str(before);
        cell(out, value);
        out.push_str(after);
    }
}

/// The text of a cell, or its link.
pub(super) fn cell(out: &mut String, value: &Cell) {
    match value {
        Cell::Text(text) => out.push_str(text),
        Cell::Link { text, href } => out.extend(["<a href=\"", href, "\">", text, "</a>"]),
    }
}
