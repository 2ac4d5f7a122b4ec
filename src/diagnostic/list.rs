//! The diagnostics of one reading, with the texts they point into.

use std::collections::BTreeMap;
use std::fmt;

use super::source::Source;
use super::{Diagnostic, Severity};
use crate::text::{Bilingual, both};

/// Code of a line with bytes that are no letters.
pub(super) const NOT_UTF_8: &str = "not-utf-8";

/// Diagnostics in order of file and place, together with the texts of the files.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
    sources: BTreeMap<String, Source>,
}

impl Diagnostics {
    /// An empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the decoded text of `file` known, so that places in it can be shown. Call before pushing.
    pub fn source(&mut self, file: impl Into<String>, text: impl Into<String>) {
        self.sources.insert(file.into(), Source::new(text.into()));
    }

    /// Adds a diagnostic, at its place in the order.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if let (Some(span), Some(source)) = (&diagnostic.span, self.sources.get(&diagnostic.file)) {
            let (line, column) = source.line_and_column(span.start);
            diagnostic.line = Some(line);
            diagnostic.column = Some(column);
        }
        // What else is wrong with a line whose letters cannot be read follows from that.
        let unread = |other: &Diagnostic| {
            other.code == NOT_UTF_8 && other.file == diagnostic.file && other.line == diagnostic.line
        };
        if diagnostic.line.is_some() && diagnostic.code != NOT_UTF_8 && self.items.iter().any(unread) {
            return;
        }
        let at = self.items.partition_point(|other| order(other) <= order(&diagnostic));
        self.items.insert(at, diagnostic);
    }

    /// Adds everything in `other`.
    pub fn append(&mut self, other: Self) {
        self.sources.extend(other.sources);
        for diagnostic in other.items {
            self.push(diagnostic);
        }
    }

    /// In order of file and place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }

    /// The text of `file`, if it was read.
    pub(super) fn source_of(&self, file: &str) -> Option<&Source> {
        self.sources.get(file)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many errors.
    pub fn errors(&self) -> usize {
        self.items.iter().filter(|item| item.severity == Severity::Error).count()
    }

    /// How many warnings.
    pub fn warnings(&self) -> usize {
        self.items.len() - self.errors()
    }

    /// Whether an error about `file` lies inside `span`.
    pub fn error_within(&self, file: &str, span: &std::ops::Range<usize>) -> bool {
        self.items.iter().any(|item| {
            item.severity == Severity::Error
                && item.file == file
                && item.span.as_ref().is_some_and(|other| span.start <= other.start && other.end <= span.end)
        })
    }

    /// `3 errors, 1 warning in 2 files`.
    pub fn summary(&self) -> Bilingual {
        let mut files: Vec<&str> = self.items.iter().map(|item| item.file.as_str()).collect();
        files.dedup();
        let errors = counted(self.errors(), "lỗi", "error");
        let warnings = counted(self.warnings(), "cảnh báo", "warning");
        let files = counted(files.len(), "tệp", "file");
        match (self.errors(), self.warnings()) {
            (0, 0) => ("không có vấn đề nào", "no problems").into(),
            (_, 0) => both!("{errors} trong {files}", "{errors} in {files}"; errors, files),
            (0, _) => both!("{warnings} trong {files}", "{warnings} in {files}"; warnings, files),
            _ => {
                both!("{errors}, {warnings} trong {files}", "{errors}, {warnings} in {files}"; errors, warnings, files)
            }
        }
    }
}

impl fmt::Display for Diagnostics {
    /// The summary in English; the list itself needs a style and is rendered by [`render`](super::render).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary().en)
    }
}

fn order(diagnostic: &Diagnostic) -> (&str, usize, &str, &str) {
    let start = diagnostic.span.as_ref().map_or(0, |span| span.start);
    (&diagnostic.file, start, diagnostic.code, &diagnostic.message.en)
}

fn counted(count: usize, vi: &str, en: &str) -> Bilingual {
    let s = if count == 1 { "" } else { "s" };
    both!("{count} {vi}", "{count} {en}{s}")
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Diagnostics};

    #[test]
    fn is_sorted_by_file_and_place_whatever_the_order_of_discovery() {
        let mut list = Diagnostics::new();
        list.source("b.toml", "Điều 4\nkhoản 1\n");
        list.push(Diagnostic::error("late", "b.toml", ("dòng thứ hai", "second line")).at(10..11));
        list.push(Diagnostic::warning("early", "b.toml", ("dòng đầu", "first line")).at(2..3));
        list.push(Diagnostic::error("other", "a.toml", ("cả tệp", "whole file")));
        let seen: Vec<_> = list.iter().map(|item| (item.code, item.line, item.column)).collect();
        assert_eq!(seen, [("other", None, None), ("early", Some(1), Some(2)), ("late", Some(2), Some(1))]);
        assert_eq!(list.summary(), ("2 lỗi, 1 cảnh báo trong 2 tệp", "2 errors, 1 warning in 2 files").into());
    }
}
