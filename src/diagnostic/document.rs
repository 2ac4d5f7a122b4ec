//! TOML that a person wrote, read so that everything wrong with it is found in one go, each at its own place.
//!
//! First the text is parsed (several syntax errors at once), then held against the [`Shape`] of the type that is wanted.
//! What passed can be read part by part through [`Node`]; a part that did not pass reads as `None` and the others are
//! still checked.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{Diagnostic, Diagnostics, Shape};
use crate::text::{Bilingual, both};

/// A parsed file.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    file: String,
    root: Spanned<DeValue<'t>>,
}

/// A value in a [`Document`] and its place.
#[derive(Clone, Copy, Debug)]
pub struct Node<'d> {
    file: &'d str,
    value: &'d Spanned<DeValue<'d>>,
}

impl<'t> Document<'t> {
    /// Parses `text` and reports all syntax errors, or else everything that does not fit `shape`. `None` after a syntax
    /// error: what a recovering parser made of the rest would only mislead.
    pub fn parse(file: &str, text: &'t str, shape: &Shape, out: &mut Diagnostics) -> Option<Self> {
        out.source(file, text);
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            syntax(file, text, &errors, out);
            return None;
        }
        let span = table.span();
        let mut root = Spanned::new(span, DeValue::Table(table.into_inner()));
        shape.check(file, &mut root, out);
        Some(Self { file: file.to_owned(), root })
    }

    /// The whole file, a table.
    pub fn root(&self) -> Node<'_> {
        Node { file: &self.file, value: &self.root }
    }
}

impl<'d> Node<'d> {
    /// The value of `key`, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<Self> {
        self.value.get_ref().as_table()?.get(key).map(|value| Self { file: self.file, value })
    }

    /// The only entry of this table: its key and value. `None` if there are several or none.
    pub fn only_entry(&self) -> Option<(&'d str, Self)> {
        let table = self.value.get_ref().as_table()?;
        let (key, value) = table.iter().next().filter(|_| table.len() == 1)?;
        Some((key.get_ref().as_ref(), Self { file: self.file, value }))
    }

    /// The elements, if this is a list; otherwise nothing.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'d> {
        let file = self.file;
        self.value
            .get_ref()
            .as_array()
            .into_iter()
            .flat_map(|array| array.iter())
            .map(move |value| Self { file, value })
    }

    /// The text, if this is one.
    pub fn text(&self) -> Option<&'d str> {
        self.value.get_ref().as_str()
    }

    /// Bytes of the value in the file.
    pub fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// Path of the file as shown to the user.
    pub fn file(&self) -> &'d str {
        self.file
    }

    /// An error at this place.
    pub fn error(&self, code: &'static str, message: impl Into<Bilingual>) -> Diagnostic {
        Diagnostic::error(code, self.file, message).at(self.span())
    }

    /// A warning at this place.
    pub fn warning(&self, code: &'static str, message: impl Into<Bilingual>) -> Diagnostic {
        Diagnostic::warning(code, self.file, message).at(self.span())
    }

    /// The value as `T`. `None` if it does not fit, which is reported unless it has been already.
    pub fn read<T: DeserializeOwned>(&self, out: &mut Diagnostics) -> Option<T> {
        match T::deserialize(ValueDeserializer::from(self.value.clone())) {
            Ok(value) => Some(value),
            Err(error) => {
                if !out.error_within(self.file, &extent(self.value)) {
                    let span = error.span().unwrap_or_else(|| self.span());
                    let said = error.message();
                    let said = both!("giá trị không dùng được; chi tiết: {said}", "unusable value: {said}");
                    out.push(Diagnostic::error("invalid-value", self.file, said).at(span));
                }
                None
            }
        }
    }
}

/// Reports syntax errors: one per line, and of a row of lines that are all wrong only the first, since a bracket that is
/// never closed makes nonsense of everything after it.
fn syntax(file: &str, text: &str, errors: &[toml::de::Error], out: &mut Diagnostics) {
    let mut lines: Vec<(usize, Range<usize>, &str)> = Vec::new();
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let line = text.get(..span.start).unwrap_or(text).matches('\n').count();
        lines.push((line, span, error.message()));
    }
    lines.sort_by_key(|(line, span, _)| (*line, span.start));
    lines.dedup_by_key(|(line, ..)| *line);
    // Blank lines do not end a row.
    for row in lines.chunk_by(|(before, ..), (after, ..)| after - before <= 2) {
        let shown = if row.len() > 2 { 1 } else { row.len() };
        for (_, span, message) in &row[..shown] {
            let mut found = Diagnostic::error(
                "toml-syntax",
                file,
                both!("không đúng cú pháp TOML; chi tiết: {message}", "not TOML: {message}"),
            )
            .at(span.clone())
            .help((
                "xem https://toml.io về cách viết chuỗi, danh sách và bảng",
                "see https://toml.io for how to write texts, lists and tables",
            ));
            if shown < row.len() {
                found = found.label(("từ đây trở đi không đọc được gì", "nothing can be read from here on")).help((
                    "tìm ở đây và phía trên dấu ngoặc hoặc dấu nháy mở mà không đóng",
                    "look here and above for a bracket or quotation mark that is opened and never closed",
                ));
            }
            out.push(found);
        }
    }
}

/// From the first to the last byte of everything in `value`. The span of a table under a `[header]` is the header alone.
fn extent(value: &Spanned<DeValue<'_>>) -> Range<usize> {
    let join = |a: Range<usize>, b: Range<usize>| a.start.min(b.start)..a.end.max(b.end);
    match value.get_ref() {
        DeValue::Array(array) => array.iter().map(extent).fold(value.span(), join),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| join(key.span(), extent(value))).fold(value.span(), join)
        }
        _ => value.span(),
    }
}
