//! A bar cut into parts of a whole.

use std::fmt::Write as _;

use super::escape;

/// One part of a bar.
pub(in crate::report) struct Part {
    /// Class of the palette.
    pub class: &'static str,
    /// How much of the whole.
    pub value: u32,
    /// Whether it is hatched: what is not decided.
    pub hatched: bool,
}

/// A bar whose parts add up to its width. `title` says it all in words.
pub(in crate::report) fn stacked(parts: &[Part], title: &str) -> String {
    let total: u32 = parts.iter().map(|part| part.value).sum();
    let mut svg = format!(
        "<svg class=\"bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\"><title>{}</title>",
        escape(title)
    );
    let mut before = 0_u32;
    for part in parts.iter().filter(|part| part.value > 0) {
        let (left, right) = (place(before, total), place(before + part.value, total));
        // A gap of two units keeps neighbours apart without colour.
        let width = (right - left).saturating_sub(2).max(1);
        write!(svg, "<rect class=\"{}\" x=\"{left}\" width=\"{width}\" height=\"20\"/>", part.class)
            .expect("a string takes every write");
        if part.hatched {
            write!(svg, "<rect x=\"{left}\" width=\"{width}\" height=\"20\" fill=\"url(#hatch)\"/>")
                .expect("a string takes every write");
        }
        before += part.value;
    }
    svg.push_str("</svg>");
    svg
}

/// `value` of `total` on a scale of 1,000.
fn place(value: u32, total: u32) -> u32 {
    (u64::from(value) * 1000 / u64::from(total.max(1))) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fill_the_bar_and_titles_are_escaped() {
        let parts = [
            Part { class: "passed", value: 3, hatched: false },
            Part { class: "failed", value: 0, hatched: false },
            Part { class: "cant-tell", value: 1, hatched: true },
        ];
        assert_eq!(
            stacked(&parts, "<b> & \"c\""),
            "<svg class=\"bar\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\">\
             <title>&lt;b&gt; &amp; &quot;c&quot;</title>\
             <rect class=\"passed\" x=\"0\" width=\"748\" height=\"20\"/>\
             <rect class=\"cant-tell\" x=\"750\" width=\"248\" height=\"20\"/>\
             <rect x=\"750\" width=\"248\" height=\"20\" fill=\"url(#hatch)\"/></svg>"
        );
    }
}
