//! One diagnostic as data. Rendering is left to [`render`](super::render).

use std::ops::Range;

use crate::text::Bilingual;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used; something in it is probably not meant.
    Warning,
}

/// Another place that belongs to the same mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path as shown to the user.
    pub file: String,
    /// Bytes in the decoded text of the file.
    pub span: Range<usize>,
    /// What stands there.
    pub label: Bilingual,
}

/// A mistake in a file that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case name of the kind of mistake.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence, lower case, no full stop.
    pub message: Bilingual,
    /// Path as shown to the user.
    pub file: String,
    /// Bytes in the decoded text of the file; `None` when the file as a whole is meant.
    pub span: Option<Range<usize>>,
    /// Line of the span's start, from 1; filled when the diagnostic joins a list that knows the file's text.
    pub line: Option<usize>,
    /// Character in that line, from 1.
    pub column: Option<usize>,
    /// Words beside the caret; may be empty.
    pub label: Bilingual,
    /// What to do; may be empty.
    pub help: Bilingual,
    /// Other places that belong to it, in the order they should be shown.
    pub related: Vec<Place>,
}

impl Diagnostic {
    /// A mistake because of which `file` cannot be used.
    pub fn error(code: &'static str, file: impl Into<String>, message: impl Into<Bilingual>) -> Self {
        Self::new(Severity::Error, code, file.into(), message.into())
    }

    /// Something in `file` that is probably not meant.
    pub fn warning(code: &'static str, file: impl Into<String>, message: impl Into<Bilingual>) -> Self {
        Self::new(Severity::Warning, code, file.into(), message.into())
    }

    fn new(severity: Severity, code: &'static str, file: String, message: Bilingual) -> Self {
        Self {
            code,
            severity,
            message,
            file,
            span: None,
            line: None,
            column: None,
            label: Bilingual::default(),
            help: Bilingual::default(),
            related: Vec::new(),
        }
    }

    /// The place in the file, as bytes of its decoded text.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// Words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<Bilingual>) -> Self {
        self.label = label.into();
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Bilingual>) -> Self {
        self.help = help.into();
        self
    }

    /// Another place that belongs to it.
    #[must_use]
    pub fn related(mut self, file: impl Into<String>, span: Range<usize>, label: impl Into<Bilingual>) -> Self {
        self.related.push(Place { file: file.into(), span, label: label.into() });
        self
    }
}

/// `value` in back quotes, fit for one line of a message: control characters escaped, long values cut.
pub fn quoted(value: &str) -> String {
    const LIMIT: usize = 80;
    let mut text = String::from("`");
    for (count, character) in value.chars().enumerate() {
        if count == LIMIT {
            text.push('…');
            break;
        }
        if character.is_control() { text.extend(character.escape_debug()) } else { text.push(character) }
    }
    text.push('`');
    text
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_value_from_a_file_cannot_break_the_line_or_colour_the_terminal() {
        assert_eq!(quoted("a\n\u{1b}[31mb"), "`a\\n\\u{1b}[31mb`");
        assert_eq!(quoted(&"ă".repeat(200)).chars().count(), 83);
    }
}
