//! Collects the blocks of a document in the order of reading and numbers headings, tables and figures.

use super::model::{Align, Block, Cell, Column, Figure, Heading, Paragraph, Row, RowKind, Span, Style, Table};
use crate::report::{Lang, link::link, picture::Drawing, text::shown};

/// What has been written so far.
pub(super) struct Writer {
    pub(super) lang: Lang,
    blocks: Vec<Block>,
    parts: u32,
    annexes: u32,
    sections: u32,
    tables: u32,
    figures: u32,
}

impl Writer {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, blocks: Vec::new(), parts: 0, annexes: 0, sections: 0, tables: 0, figures: 0 }
    }

    /// A part, numbered in Roman; `breaks` the page or not.
    pub(super) fn part(&mut self, title: &str, breaks: Breaks) {
        self.parts += 1;
        self.sections = 0;
        self.heading(1, format!("{}.", roman(self.parts)), title, breaks);
    }

    /// An annex, numbered in Roman, on a page of its own.
    pub(super) fn annex(&mut self, title: &str) {
        self.annexes += 1;
        self.sections = 0;
        let number = format!("{} {}.", self.lang.of("Phụ lục", "Annex"), roman(self.annexes));
        self.heading(1, number, title, Breaks::Page);
    }

    /// A section of a part, numbered in Arabic.
    pub(super) fn section(&mut self, title: &str) {
        self.sections += 1;
        self.heading(2, format!("{}.", self.sections), title, Breaks::No);
    }

    /// A heading without a number, under the section if there is one.
    pub(super) fn item(&mut self, title: &str) {
        self.heading(if self.sections == 0 { 2 } else { 3 }, String::new(), title, Breaks::No);
    }

    fn heading(&mut self, level: u8, number: String, title: &str, breaks: Breaks) {
        let (breaks, listed) = (breaks == Breaks::Page, !number.is_empty());
        self.blocks.push(Block::Heading(Heading { level, number, text: shown(title), listed, breaks }));
    }

    pub(super) fn paragraph(&mut self, spans: impl Into<Paragraph>) {
        self.blocks.push(Block::Paragraph(spans.into()));
    }

    /// Remarks under each other; nothing without any.
    pub(super) fn list(&mut self, items: Vec<Paragraph>) {
        if !items.is_empty() {
            self.blocks.push(Block::List { items });
        }
    }

    /// A table; nothing without rows.
    pub(super) fn table(&mut self, caption: &str, columns: Vec<Column>, rows: Vec<Row>, note: Option<String>) {
        if rows.is_empty() {
            return;
        }
        self.tables += 1;
        let (number, caption) = (self.tables, shown(caption));
        self.blocks.push(Block::Table(Table { number, caption, columns, rows, note }));
    }

    /// A picture over so many tenths of the width of the text.
    pub(super) fn figure(&mut self, caption: &str, drawing: Drawing, width: u32) {
        self.figures += 1;
        let Drawing { alt, svg, size } = drawing;
        let (number, caption, alt, svg) = (self.figures, shown(caption), shown(&alt), shown(&svg));
        self.blocks.push(Block::Figure(Figure { number, caption, alt, svg, width, size }));
    }

    pub(super) fn finish(self) -> Vec<Block> {
        self.blocks
    }
}

/// Whether a heading begins a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Page,
    No,
}

/// `number` in Roman capitals.
fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let (mut rest, mut written) = (number, String::new());
    for (value, digit) in DIGITS {
        while rest >= value {
            written.push_str(digit);
            rest -= value;
        }
    }
    written
}

/// Words as they are.
pub(super) fn plain(text: impl AsRef<str>) -> Span {
    span(text, Style::Plain)
}

/// Words that stand out.
pub(super) fn strong(text: impl AsRef<str>) -> Span {
    span(text, Style::Strong)
}

/// Words beside the matter.
pub(super) fn slanted(text: impl AsRef<str>) -> Span {
    span(text, Style::Slanted)
}

fn span(text: impl AsRef<str>, style: Style) -> Span {
    Span { text: shown(text.as_ref()), style, link: None }
}

/// An address, as a link where it may be one.
pub(super) fn address(url: &str) -> Span {
    Span { link: link(url), ..plain(url) }
}

impl From<Vec<Span>> for Paragraph {
    fn from(spans: Vec<Span>) -> Self {
        Self { spans }
    }
}

impl From<Span> for Paragraph {
    fn from(span: Span) -> Self {
        Self { spans: vec![span] }
    }
}

impl From<&str> for Paragraph {
    fn from(text: &str) -> Self {
        plain(text).into()
    }
}

/// A column of words.
pub(super) fn words(title: &str, width: u32) -> Column {
    Column { title: title.to_owned(), align: Align::Left, width }
}

/// A column of figures.
pub(super) fn figures(title: &str, width: u32) -> Column {
    Column { title: title.to_owned(), align: Align::Right, width }
}

/// A column of short words.
pub(super) fn centred(title: &str, width: u32) -> Column {
    Column { title: title.to_owned(), align: Align::Centre, width }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text: shown(&text), ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Cell {
    /// On a ground that says the same as its words.
    pub(super) fn on(self, (ink, ground): (&'static str, &'static str)) -> Self {
        Self { ink: Some(ink), ground: Some(ground), ..self }
    }
}

impl Row {
    pub(super) fn plain(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Plain, cells }
    }

    pub(super) fn total(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Total, cells }
    }

    pub(super) fn group(title: &str) -> Self {
        Self { kind: RowKind::Group, cells: vec![title.into()] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_annexes_are_numbered_in_roman_and_sections_begin_again() {
        let mut writer = Writer::new(Lang::Vi);
        writer.part("a", Breaks::No);
        writer.section("b");
        writer.part("c", Breaks::No);
        writer.section("d");
        (0..4).for_each(|_| writer.annex("e"));
        let numbers: Vec<String> = writer
            .finish()
            .into_iter()
            .map(|block| match block {
                Block::Heading(heading) => heading.number,
                other => panic!("{other:?}"),
            })
            .collect();
        let annexes = ["Phụ lục I.", "Phụ lục II.", "Phụ lục III.", "Phụ lục IV."];
        assert_eq!(numbers, [&["I.", "1.", "II.", "1."], &annexes[..]].concat());
    }
}
