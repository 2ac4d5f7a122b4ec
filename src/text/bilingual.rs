//! A text in the two languages in which the program speaks, and the choice between them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text in both languages. Whoever writes one half has to write the other beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-description-vi" = "Một đoạn văn bản bằng cả hai ngôn ngữ của báo cáo."))]
pub struct Bilingual {
    /// Vietnamese, with diacritics, NFC.
    #[schemars(extend("x-description-vi" = "Tiếng Việt, có dấu, dạng NFC."))]
    pub vi: String,
    /// English.
    #[schemars(extend("x-description-vi" = "Tiếng Anh."))]
    pub en: String,
}

impl Bilingual {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.vi.is_empty() && self.en.is_empty()
    }

    /// The same words in both languages: names, numbers, what a library said.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { vi: text.clone(), en: text }
    }

    /// The text, or `other` if there is none.
    #[must_use]
    pub fn or(self, other: impl Into<Self>) -> Self {
        if self.is_empty() { other.into() } else { self }
    }
}

impl<V: Into<String>, E: Into<String>> From<(V, E)> for Bilingual {
    /// Vietnamese, then English.
    fn from((vi, en): (V, E)) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }
}

/// A [`Bilingual`] from two format strings, Vietnamese first. Names after `;` are bilingual texts themselves: each half
/// takes their half.
macro_rules! both {
    ($vi:literal, $en:literal $(, $argument:expr)* $(,)?) => {
        $crate::text::Bilingual { vi: format!($vi $(, $argument)*), en: format!($en $(, $argument)*) }
    };
    ($vi:literal, $en:literal; $($part:ident),+ $(,)?) => {
        $crate::text::Bilingual {
            vi: {
                $(let $part = &$part.vi;)+
                format!($vi)
            },
            en: {
                $(let $part = &$part.en;)+
                format!($en)
            },
        }
    };
}
pub(crate) use both;

/// Language in which the program speaks. Names of agencies and words read from pages stay as they are.
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

#[cfg(test)]
mod tests {
    use super::{Bilingual, Lang};

    #[test]
    fn each_half_takes_its_half_of_what_it_names() {
        let what: Bilingual = ("cổng", "portal").into();
        let name = "x";
        let said = both!("không có {what} `{name}`", "there is no {what} `{name}`"; what);
        assert_eq!(Lang::Vi.pick(&said), "không có cổng `x`");
        assert_eq!(Lang::En.pick(&said), "there is no portal `x`");
    }
}
