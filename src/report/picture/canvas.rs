//! A drawing in whole units, written as SVG.

use std::fmt::Write as _;

use super::{super::svg::escape, Look};

/// A picture, and what it shows in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Drawing {
    /// What it shows.
    pub(in crate::report) alt: String,
    /// A whole SVG file.
    pub(in crate::report) svg: String,
    /// Width and height in its own units.
    pub(in crate::report) size: [u32; 2],
}

/// Where a text stands about its place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing while it is made.
pub(super) struct Canvas {
    size: [u32; 2],
    body: String,
}

impl Canvas {
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self { size: [width, height], body: String::new() }
    }

    /// A box as `look` fills it.
    pub(super) fn area(&mut self, [x, y, width, height]: [u32; 4], look: Look) {
        let (fill, _) = look.colours();
        self.add(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" stroke=\"#55585c\" \
             stroke-width=\"0.6\"/>"
        ));
        if look == Look::Open {
            self.hatch([x, y, width, height]);
        }
    }

    /// Strokes across a box. Drawn one by one: not every word processor knows patterns.
    fn hatch(&mut self, [x, y, width, height]: [u32; 4]) {
        let (left, right, top, bottom) = (i64::from(x), i64::from(x + width), i64::from(y), i64::from(y + height));
        let mut strokes = String::new();
        // Every stroke runs up to the right: x + y is the same all along it.
        let mut sum = left + top + 5;
        while sum < right + bottom {
            let (from, to) = (left.max(sum - bottom), right.min(sum - top));
            // Writing to a String cannot fail, here and below.
            let _ = write!(strokes, "M{from} {}L{to} {}", sum - from, sum - to);
            sum += 5;
        }
        self.add(format_args!("<path d=\"{strokes}\" stroke=\"#8a93a3\" stroke-width=\"0.8\" fill=\"none\"/>"));
    }

    /// A line.
    pub(super) fn line(&mut self, [x, y, to_x, to_y]: [u32; 4], colour: &str) {
        self.add(format_args!(
            "<path d=\"M{x} {y}L{to_x} {to_y}\" stroke=\"{colour}\" stroke-width=\"0.6\" fill=\"none\"/>"
        ));
    }

    /// A dot.
    pub(super) fn dot(&mut self, [x, y]: [u32; 2]) {
        self.add(format_args!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"3\" fill=\"#ffffff\" stroke=\"#1b1f24\" stroke-width=\"1.4\"/>"
        ));
    }

    /// Words of `size` units.
    pub(super) fn text(&mut self, [x, y]: [u32; 2], anchor: Anchor, size: u32, ink: &str, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{ink}\">{}</text>",
            escape(words)
        ));
    }

    /// What the states are called, in a row from `x`, or further left where they would not fit.
    pub(super) fn legend(&mut self, [x, y]: [u32; 2], states: &[(Look, &str)]) {
        // A box, its distances, and letters about half as wide as they are high.
        let width = |words: &str| 36 + 11 * words.chars().count() as u32 / 2;
        let all: u32 = states.iter().map(|(_, words)| width(words)).sum();
        let mut x = x.min(self.size[0].saturating_sub(all));
        for (look, words) in states {
            self.area([x, y, 18, 11], *look);
            self.text([x + 23, y + 10], Anchor::Start, 11, "#1b1f24", words);
            x += width(words);
        }
    }

    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        let _ = self.body.write_fmt(element);
    }

    pub(super) fn finish(self, alt: String) -> Drawing {
        let [width, height] = self.size;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" font-family=\"Tinos, 'Times New Roman', 'Liberation Serif', serif\">{}</svg>",
            self.body
        );
        Drawing { alt, svg, size: self.size }
    }
}

/// `words` cut to about `width` units at `size`, as a reader's eye would.
pub(super) fn fitted(words: &str, width: u32, size: u32) -> String {
    // A letter of a serif face is about half as wide as it is high.
    let most = (2 * width / size.max(1)) as usize;
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let mut cut: String = words.chars().take(most.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}
