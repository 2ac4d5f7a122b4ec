//! A score as an interval: solid up to the low bound, hatched up to the high bound, a mark at the middle.

use std::fmt::Write as _;

use super::escape;

/// Bounds are hundredths of a point, 0 to 10,000; `middle` is `None` when nothing was decided.
pub(in crate::report) fn interval(low: u32, middle: Option<u32>, high: u32, title: &str) -> String {
    let (low, high) = (low / 10, high.min(10_000) / 10);
    let mut svg = format!(
        "<svg class=\"bar interval\" viewBox=\"0 0 1000 20\" preserveAspectRatio=\"none\" role=\"img\"><title>{}</title>\
         <rect class=\"track\" width=\"1000\" height=\"20\"/>",
        escape(title)
    );
    if low > 0 {
        write!(svg, "<rect class=\"score\" width=\"{low}\" height=\"20\"/>").expect("a string takes every write");
    }
    if high > low {
        let width = high - low;
        write!(svg, "<rect x=\"{low}\" width=\"{width}\" height=\"20\" fill=\"url(#hatch)\"/>")
            .expect("a string takes every write");
    }
    if let Some(middle) = middle {
        let x = (middle / 10).saturating_sub(3).min(994);
        write!(svg, "<rect class=\"mark\" x=\"{x}\" width=\"6\" height=\"20\"/>").expect("a string takes every write");
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_undecided_portal_has_no_mark() {
        assert!(!interval(0, None, 10_000, "x").contains("mark"));
        assert!(interval(3750, Some(5000), 6250, "x").contains("x=\"375\" width=\"250\""));
    }
}
