//! Charts as inline SVG: bars without text inside, so that they stretch to any width and the figures beside them stay
//! readable on a phone. Every chart has a title for those who cannot see it and differs by lightness and hatching, not
//! by colour alone.

mod interval;
mod palette;
mod stacked;

pub(super) use interval::interval;
pub(super) use palette::{DEFINITIONS, css, heat, heat_level, inks, like};
pub(super) use stacked::{Part, stacked};

/// `text` as character data or attribute value, in SVG and HTML alike.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
