//! The colours of a report, in one place. Each outcome has a dark ink (text, signs), a fill (bars) and a pale ground;
//! fills differ in lightness, so they stay apart for the colour-blind and on a black-and-white printer, where hatching
//! (see [`DEFINITIONS`]) marks what is not decided.

use std::fmt::Write as _;

use crate::{judge::Outcome, report::json::v1, score::FullInformation};

/// Name of the class, ink and ground on white paper, fill, ink and ground on a dark screen, fill on a dark screen.
const OUTCOMES: [(&str, [&str; 6]); 6] = [
    ("passed", ["#0b5345", "#e6f2ee", "#14705c", "#7fd1b9", "#12302a", "#3f9c84"]),
    ("partial", ["#7a4b00", "#fbf1dc", "#d9a13b", "#f0c674", "#3a2d12", "#c08a2b"]),
    ("failed", ["#8c2310", "#fae9e5", "#a8321c", "#f2a48f", "#3d1b14", "#d0563c"]),
    ("cant-tell", ["#3c4a66", "#eceff5", "#a9b4c9", "#b7c4de", "#232a38", "#7886a3"]),
    ("inapplicable", ["#55585c", "#f1f1f0", "#dcdcda", "#b4b7bb", "#2a2b2d", "#4a4c4f"]),
    ("untested", ["#55585c", "#f1f1f0", "#c4c4c1", "#b4b7bb", "#2a2b2d", "#66686c"]),
];

/// Grounds of the heat table from nothing missing to everything missing; ink on them; the same on a dark screen.
const HEAT: [[&str; 4]; 6] = [
    ["#ffffff", "#1b1f24", "#15181c", "#e6e4df"],
    ["#fbe9df", "#1b1f24", "#33231d", "#e6e4df"],
    ["#f3c7b1", "#1b1f24", "#532f22", "#f2ece8"],
    ["#e39a7b", "#1b1f24", "#7d3c27", "#ffffff"],
    ["#b04e2f", "#ffffff", "#ab4a2d", "#ffffff"],
    ["#8c2310", "#ffffff", "#dd6a50", "#15181c"],
];

/// Hatchings referred to by the charts; stands once in the document.
pub(in crate::report) const DEFINITIONS: &str = "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>\
    <pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
    <rect class=\"hatch-line\" width=\"2\" height=\"8\"/></pattern>\
    </defs></svg>";

/// Ink and ground of an outcome on white paper, as `#rrggbb`.
pub(in crate::report) fn inks(outcome: Outcome) -> (&'static str, &'static str) {
    let word = v1::Outcome::from(outcome).as_str();
    let known = OUTCOMES.iter().find(|(name, _)| *name == word).map(|(_, [ink, ground, ..])| (*ink, *ground));
    known.unwrap_or(("#000000", "#ffffff"))
}

/// The outcome whose colours say the same as a word on full information.
pub(in crate::report) fn like(full: FullInformation) -> Outcome {
    match full {
        FullInformation::Yes => Outcome::Passed,
        FullInformation::No => Outcome::Failed,
        FullInformation::Undecided => Outcome::CantTell,
        FullInformation::LeftOut => Outcome::Inapplicable,
    }
}

/// Ink and ground on white paper of a cell in which `lacking` of `seen` lack something. Five steps above nothing: any
/// lack at all is visible, and only everything is the darkest.
pub(in crate::report) fn heat(lacking: u32, seen: u32) -> (&'static str, &'static str) {
    let [ground, ink, ..] = HEAT[heat_level(lacking, seen) as usize];
    (ink, ground)
}

/// The step of [`heat`].
pub(in crate::report) fn heat_level(lacking: u32, seen: u32) -> u32 {
    if lacking == 0 { 0 } else { (1 + lacking * 4 / seen.max(1)).min(5) }
}

/// The palette as CSS: custom properties for light and dark, and the classes the charts use.
pub(in crate::report) fn css() -> String {
    let mut css = String::from(":root{");
    declare(&mut css, 0);
    css.push_str("}\n@media screen and (prefers-color-scheme:dark){:root{");
    declare(&mut css, 1);
    css.push_str("}}\n");
    for (name, _) in OUTCOMES {
        write!(
            css,
            ".o-{name}{{--ink:var(--{name});--ground:var(--{name}-ground)}}svg .{name}{{fill:var(--{name}-fill)}}"
        )
        .expect("a string takes every write");
    }
    for level in 0..HEAT.len() {
        write!(css, ".h{level}{{background:var(--heat{level});color:var(--heat{level}-ink)}}")
            .expect("a string takes every write");
    }
    css.push('\n');
    css
}

/// Custom properties for paper and light screens (`0`) or dark screens (`1`).
fn declare(css: &mut String, screen: usize) {
    for (name, colours) in OUTCOMES {
        let [ink, ground, fill] = [colours[3 * screen], colours[3 * screen + 1], colours[3 * screen + 2]];
        write!(css, "--{name}:{ink};--{name}-ground:{ground};--{name}-fill:{fill};")
            .expect("a string takes every write");
    }
    for (level, colours) in HEAT.iter().enumerate() {
        let [ground, ink] = [colours[2 * screen], colours[2 * screen + 1]];
        write!(css, "--heat{level}:{ground};--heat{level}-ink:{ink};").expect("a string takes every write");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_word_is_readable_on_its_ground() {
        for (name, [ink, ground, _, dark_ink, dark_ground, _]) in OUTCOMES {
            assert!(contrast(ink, ground) >= 4.5, "{name}");
            assert!(contrast(dark_ink, dark_ground) >= 4.5, "{name} on a dark screen");
        }
        for (level, [ground, ink, dark_ground, dark_ink]) in HEAT.iter().enumerate() {
            assert!(contrast(ink, ground) >= 4.5, "heat {level}");
            assert!(contrast(dark_ink, dark_ground) >= 4.5, "heat {level} on a dark screen");
        }
    }

    #[test]
    fn neighbouring_fills_differ_in_grey() {
        let fills: Vec<f64> = OUTCOMES.iter().map(|(_, colours)| luminance(colours[2])).collect();
        for pair in fills.windows(2) {
            assert!((pair[0] - pair[1]).abs() > 0.05, "{fills:?}");
        }
    }
}
