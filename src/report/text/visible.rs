//! Makes foreign text safe to show to people: characters that change the direction of writing or cannot be seen are
//! replaced by their code in brackets, so that a page cannot make a report read otherwise than it is.

use std::{borrow::Cow, fmt::Write as _};

fn hidden(c: char) -> bool {
    matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{061c}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// `text` without invisible characters.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hidden(c) {
            write!(shown, "[U+{:04X}]", u32::from(c)).expect("a string takes every write");
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// `text` as a person may see it.
pub(in crate::report) fn shown(text: &str) -> String {
    visible(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_marks_are_shown_and_vietnamese_is_untouched() {
        assert_eq!(visible("Bộ \u{202e}uẫM\u{200b}"), "Bộ [U+202E]uẫM[U+200B]");
        assert!(matches!(visible("Ủy ban nhân dân tỉnh Mẫu 07"), Cow::Borrowed(_)));
    }
}
