//! Keeps spreadsheets from running what stands in a cell, in a way that can be undone exactly.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula.
const ARMED: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn is_armed(text: &str) -> bool {
    text.starts_with(ARMED)
}

/// Puts an apostrophe before a text that a spreadsheet would run, and before one that looks as if this had been done already.
pub(super) fn disarm(text: &str) -> Cow<'_, str> {
    if is_armed(text.trim_start_matches('\'')) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`disarm`] was given.
pub(super) fn arm(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_armed(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_ordinary_words_left_alone() {
        for formula in ["=1+1", "+84", "-1", "@A1", "\t=1", "\r=1"] {
            assert_eq!(disarm(formula), format!("'{formula}"));
        }
        for plain in ["", "Đã có mục này", "a=1", "'nháy", "0912"] {
            assert_eq!(disarm(plain), plain);
            assert_eq!(arm(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn what_was_disarmed_comes_back_as_it_was(text in "['=+@a -]{0,6}") {
            let safe = disarm(&text);
            prop_assert!(!is_armed(&safe));
            prop_assert_eq!(arm(&safe), text.as_str());
        }
    }
}
