//! Bars cut into parts of a whole, a row each, with their figures in them.

use super::{
    Look,
    canvas::{Anchor, Canvas, Drawing, fitted},
};

/// A bar: its name, and how much of it is in which state, in the order of the states.
pub(in crate::report) struct Bar {
    pub(in crate::report) name: String,
    pub(in crate::report) parts: Vec<u32>,
}

const WIDTH: u32 = 640;
const LEFT: u32 = 190;
const BAR: u32 = 22;
const STEP: u32 = 32;

/// `bars` under a legend of the `states`; `number` writes a figure.
pub(in crate::report) fn parts(bars: &[Bar], states: &[(Look, &str)], number: impl Fn(u32) -> String) -> Drawing {
    let mut canvas = Canvas::new(WIDTH, 30 + STEP * bars.len() as u32);
    canvas.legend([LEFT, 4], states);
    let mut said = Vec::new();
    for (row, bar) in (0_u32..).zip(bars) {
        let y = 26 + row * STEP;
        let total: u32 = bar.parts.iter().sum();
        canvas.text([LEFT - 8, y + 15], Anchor::End, 12, "#1b1f24", &fitted(&bar.name, LEFT - 12, 12));
        let place =
            |value: u32| LEFT + (u64::from(value) * u64::from(WIDTH - LEFT - 4) / u64::from(total.max(1))) as u32;
        let mut before = 0;
        for ((look, _), value) in states.iter().zip(&bar.parts).filter(|(_, value)| **value > 0) {
            let (left, right) = (place(before), place(before + value));
            canvas.area([left, y, right - left, BAR], *look);
            let figure = number(*value);
            if right - left > 8 * figure.chars().count() as u32 {
                let ink = if *look == Look::Good { "#ffffff" } else { "#1b1f24" };
                canvas.text([left.midpoint(right), y + 15], Anchor::Middle, 12, ink, &figure);
            }
            before += value;
        }
        let figures = states.iter().zip(&bar.parts).map(|((_, words), value)| format!("{words} {}", number(*value)));
        said.push(format!("{}: {}", bar.name, figures.collect::<Vec<_>>().join(", ")));
    }
    canvas.finish(said.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_says_its_figures_in_words_and_no_name_becomes_markup() {
        let bars = [Bar { name: "<b>&".to_owned(), parts: vec![2, 0, 1] }];
        let states = [(Look::Good, "yes"), (Look::Bad, "no"), (Look::Open, "open")];
        let drawing = parts(&bars, &states, |value| value.to_string());
        assert_eq!(drawing.alt, "<b>&: yes 2, no 0, open 1");
        assert!(drawing.svg.contains("&lt;b&gt;&amp;") && !drawing.svg.contains("<b>"));
    }
}
