//! The text of a file that diagnostics point into, with its lines counted once.

use std::ops::Range;

/// A decoded file.
#[derive(Clone, Debug)]
pub(super) struct Source {
    text: String,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl Source {
    pub(super) fn new(text: String) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// Line and column of byte `at`, both from 1, the column in characters.
    pub(super) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let at = self.boundary(at);
        let line = self.starts.partition_point(|start| *start <= at);
        (line, self.text[self.starts[line - 1]..at].chars().count() + 1)
    }

    /// Number of the line on which `span` starts, that line without its line break, and the part of `span` in it.
    pub(super) fn line(&self, span: &Range<usize>) -> (usize, &str, Range<usize>) {
        let at = self.boundary(span.start);
        let number = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[number - 1];
        let end = self.starts.get(number).map_or(self.text.len(), |next| next - 1);
        let line = self.text[start..end].trim_end_matches('\r');
        let until = self.boundary(span.end).max(at);
        (number, line, (at - start).min(line.len())..(until - start).min(line.len()))
    }

    /// The nearest character boundary at or before `at`.
    fn boundary(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn lines_end_at_any_kind_of_line_break() {
        let source = Source::new("một\r\nhai\n\nbốn".to_owned());
        assert_eq!(source.line(&(0..3)), (1, "một", 0..1));
        assert_eq!(source.line(&(7..10)), (2, "hai", 0..3));
        assert_eq!(source.line(&(11..11)), (3, "", 0..0));
        assert_eq!(source.line(&(13..99)), (4, "bốn", 1..5));
        assert_eq!(source.line_and_column(99), (4, 4));
        assert_eq!(Source::new(String::new()).line_and_column(5), (1, 1));
    }
}
