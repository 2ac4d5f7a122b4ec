//! Portals in order, each with its score and the interval in which it lies.

use super::{
    Look,
    canvas::{Anchor, Canvas, Drawing, fitted},
};

/// A portal's score in hundredths of a point; `middle` is `None` when nothing was decided.
pub(in crate::report) struct Scored {
    pub(in crate::report) name: String,
    pub(in crate::report) low: u32,
    pub(in crate::report) middle: Option<u32>,
    pub(in crate::report) high: u32,
}

const WIDTH: u32 = 640;
const LEFT: u32 = 230;
const RIGHT: u32 = 600;
const STEP: u32 = 16;

/// A line for each of `portals`, in their order, over a scale from 0 to 100; `number` writes points.
pub(in crate::report) fn intervals(portals: &[Scored], number: impl Fn(u32) -> String) -> Drawing {
    let bottom = 22 + STEP * portals.len() as u32;
    let mut canvas = Canvas::new(WIDTH, bottom + 6);
    let place = |hundredths: u32| LEFT + hundredths.min(10_000) * (RIGHT - LEFT) / 10_000;
    for mark in [0, 2_500, 5_000, 7_500, 10_000] {
        let x = place(mark);
        canvas.line([x, 16, x, bottom], "#c4c4c1");
        canvas.text([x, 11], Anchor::Middle, 10, "#55585c", &(mark / 100).to_string());
    }
    let mut said = Vec::new();
    for (row, portal) in (0_u32..).zip(portals) {
        let y = 20 + row * STEP;
        canvas.text([LEFT - 8, y + 10], Anchor::End, 11, "#1b1f24", &fitted(&portal.name, LEFT - 12, 11));
        let (low, high) = (place(portal.low), place(portal.high));
        canvas.area([LEFT, y + 3, low - LEFT, 7], Look::Good);
        if high > low {
            canvas.area([low, y + 3, high - low, 7], Look::Open);
        }
        let bounds = format!("{}–{}", number(portal.low), number(portal.high));
        let score = portal.middle.map_or_else(|| "–".to_owned(), &number);
        if let Some(middle) = portal.middle {
            canvas.dot([place(middle), y + 6]);
        }
        canvas.text([WIDTH - 2, y + 10], Anchor::End, 11, "#1b1f24", &score);
        said.push(format!("{} {score} ({bounds})", portal.name));
    }
    canvas.finish(said.join("; "))
}
