//! One value of a table, and what kind of values a column holds.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};

use super::text;

/// What the cells of a column are. Any cell may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Kind {
    /// Text.
    Text,
    /// A word of a closed set, the same in every language.
    Code,
    /// A web address.
    Address,
    /// A whole number.
    Count,
    /// Points from 0 to 100, exact to the hundredth.
    Points,
    /// Yes or no.
    YesNo,
    /// A day in Viet Nam.
    Day,
    /// A moment.
    Moment,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) enum Cell {
    /// Nothing known or nothing to say.
    None,
    /// Of [`Kind::Text`] and [`Kind::Address`]; never empty.
    Text(String),
    /// Of [`Kind::Code`]: the code, and what it is called in the language of the report.
    Code(&'static str, &'static str),
    /// Of [`Kind::Count`].
    Count(u32),
    /// Of [`Kind::Points`], in hundredths.
    Points(u32),
    /// Of [`Kind::YesNo`].
    YesNo(bool),
    /// Of [`Kind::Day`].
    Day(Date),
    /// Of [`Kind::Moment`].
    Moment(Timestamp),
}

impl Cell {
    /// Text; nothing where it is empty.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::None } else { Self::Text(text) }
    }

    /// `value` as what `make` makes of it; nothing where there is none.
    pub(super) fn of<T>(value: Option<T>, make: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::None, make)
    }

    /// Without characters that cannot be seen.
    pub(super) fn visible(self) -> Self {
        match self {
            Self::Text(said) => Self::Text(match text::visible(&said) {
                Cow::Borrowed(_) => said,
                Cow::Owned(shown) => shown,
            }),
            other => other,
        }
    }
}

/// Points with a decimal point whatever the language, so that they stay a number.
pub(in crate::report) fn decimal(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl std::fmt::Display for Cell {
    /// As plain text, the same in every language; nothing for nothing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Code(code, _) => f.write_str(code),
            Self::Count(count) => write!(f, "{count}"),
            Self::Points(hundredths) => f.write_str(&decimal(*hundredths)),
            Self::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Day(day) => write!(f, "{day}"),
            Self::Moment(at) => write!(f, "{at}"),
        }
    }
}
