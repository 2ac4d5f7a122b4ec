//! Pictures for documents: whole SVG files with their own words, colours and hatching, drawn alike by word
//! processors and browsers. Each says in words what it shows; states differ by lightness, hatching and the words in
//! them, so that nothing is lost in black and white. (The bars of the report for the screen are in `svg`: they stretch,
//! and take their colours from the page.)

mod canvas;
mod intervals;
mod parts;
mod tiles;

pub(super) use canvas::Drawing;
pub(super) use intervals::{Scored, intervals};
pub(super) use parts::{Bar, parts};
pub(super) use tiles::{Tile, is_mapped, tiles};

/// The face of documents and pictures in four styles: Tinos, with the metrics of Times and every Vietnamese letter (see
/// `reports/fonts`). Regular comes first.
#[cfg(feature = "docx")]
pub(super) const FACES: [&[u8]; 4] = [
    include_bytes!("../../../reports/fonts/Tinos-Regular.ttf"),
    include_bytes!("../../../reports/fonts/Tinos-Bold.ttf"),
    include_bytes!("../../../reports/fonts/Tinos-Italic.ttf"),
    include_bytes!("../../../reports/fonts/Tinos-BoldItalic.ttf"),
];

/// How a state is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Reached.
    Good,
    /// In part.
    Middling,
    /// Not reached.
    Bad,
    /// Not decided: hatched.
    Open,
    /// Not counted.
    Out,
}

impl Look {
    /// Fill, and ink on it.
    fn colours(self) -> (&'static str, &'static str) {
        match self {
            Self::Good => ("#14705c", "#ffffff"),
            Self::Middling => ("#e8c27a", "#1b1f24"),
            Self::Bad => ("#f3c7b1", "#1b1f24"),
            Self::Open => ("#ffffff", "#1b1f24"),
            Self::Out => ("#ececea", "#55585c"),
        }
    }
}
