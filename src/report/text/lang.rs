//! The two languages of the reports.

use crate::rules::Bilingual;

/// Language in which a report speaks. Names of agencies and words read from pages stay as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The language's code (BCP 47).
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The half of `text` in this language; the other half where this one is empty.
    pub fn pick(self, text: &Bilingual) -> &str {
        let (wanted, other) = match self {
            Self::Vi => (&text.vi, &text.en),
            Self::En => (&text.en, &text.vi),
        };
        if wanted.is_empty() { other } else { wanted }
    }

    /// `vi` or `en`.
    pub(crate) fn of<'t>(self, vi: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}
