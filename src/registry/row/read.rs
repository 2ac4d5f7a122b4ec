//! A line as a whole: its cells put together, and the one thing asked of every needed cell.

use crate::diagnostic::{Cell, Diagnostic, Diagnostics, Record};
use crate::registry::Portal;
use crate::registry::columns::{Column, Header};
use crate::text::{Bilingual, both};

/// A line while it is read.
pub(in crate::registry) struct Row<'a> {
    pub file: &'a str,
    pub header: &'a Header,
    pub record: &'a Record,
}

impl<'a> Row<'a> {
    /// The cell of `column`, if the file has the column and the cell is not empty.
    pub(in crate::registry) fn cell(&self, column: Column) -> Option<&'a Cell> {
        self.record.cells.get(self.header.position(column)?).filter(|cell| !cell.text.is_empty())
    }

    pub(super) fn error(&self, code: &'static str, cell: &Cell, message: impl Into<Bilingual>) -> Diagnostic {
        Diagnostic::error(code, self.file, message).at(cell.span.clone())
    }

    /// The portal, if every cell could be used. Everything else is reported.
    pub(in crate::registry) fn read(&self, out: &mut Diagnostics) -> Option<Portal> {
        let id = self.needed(Column::Id, "id", out).and_then(|cell| self.id(cell, out));
        let tier = self.needed(Column::Tier, "tier", out).and_then(|cell| self.tier(cell, out));
        let name_vi = self.needed(Column::NameVi, "name_vi", out);
        let url = self.needed(Column::Url, "url", out).and_then(|cell| self.url(cell, out));
        let domains = self.domains(url.as_ref(), out);
        let languages = self.languages(out);
        let predecessors = self.predecessors(out);
        let merged = self.merged(out);
        let manners = self.manners(out);
        let text = |column| self.cell(column).map(|cell| cell.text.clone()).unwrap_or_default();
        Some(Portal {
            id: id?,
            tier: Some(tier?),
            name_vi: name_vi?.text.clone(),
            name_en: text(Column::NameEn),
            url: url?,
            domains: domains?,
            languages: languages?,
            note: text(Column::Note),
            predecessors: predecessors?,
            merged: merged.ok()?,
            manners: manners.ok()?,
        })
    }

    fn needed(&self, column: Column, name: &str, out: &mut Diagnostics) -> Option<&'a Cell> {
        let cell = self.cell(column);
        if cell.is_none() {
            let span =
                self.header.position(column).and_then(|index| self.record.cells.get(index)).map(|cell| &cell.span);
            out.push(
                Diagnostic::error("empty-cell", self.file, both!("ô `{name}` trống", "the cell `{name}` is empty"))
                    .at(span.unwrap_or(&self.record.span).clone())
                    .label(both!("dòng nào cũng cần `{name}`", "`{name}` is needed in every row")),
            );
        }
        cell
    }
}

/// The cell cannot be used, and that has been said.
pub(super) struct Reported;

/// The values of a cell that may hold several.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}
