//! The tables of a report as typed data: every column once, with its name, kind and meaning beside the value it takes
//! from the report. CSV, JSON Lines, Parquet, their dictionary and the workbook are written from here, so that no form
//! says something else than another.

mod cell;
mod components;
#[cfg(feature = "xlsx")]
mod evidence;
mod findings;
#[cfg(feature = "xlsx")]
mod method;
mod portals;
mod requirements;
mod survey;

use super::{Lang, Report, text};

pub(super) use cell::{Cell, Kind};
pub(super) use components::components;
#[cfg(feature = "xlsx")]
pub(super) use evidence::{evidence, findings_alone};
pub(super) use findings::findings;
#[cfg(feature = "xlsx")]
pub(super) use method::method;
pub(super) use portals::portals;
pub(super) use requirements::requirements;
pub(super) use survey::survey;

/// A column whose cells `get` takes from a row.
struct Column<Get> {
    head: Head,
    get: Get,
}

/// What a column is called, holds and means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Its name for programs: never changed once published.
    pub(super) name: &'static str,
    /// What its cells are.
    pub(super) kind: Kind,
    vi: &'static str,
    en: &'static str,
}

impl Head {
    /// What it means, short enough for the head of a column.
    pub(super) fn says(&self, lang: Lang) -> &'static str {
        lang.of(self.vi, self.en)
    }
}

const fn column<Get>(name: &'static str, kind: Kind, vi: &'static str, en: &'static str, get: Get) -> Column<Get> {
    Column { head: Head { name, kind, vi, en }, get }
}

/// Rows of typed cells under named columns, made one by one while they are read.
pub(super) struct Dataset<'r> {
    /// Its name for programs.
    pub(super) name: &'static str,
    /// Its name for people.
    pub(super) title: &'static str,
    /// Its columns.
    pub(super) heads: Vec<Head>,
    /// Its rows, each of as many cells as there are columns.
    pub(super) rows: Box<dyn Iterator<Item = Vec<Cell>> + 'r>,
}

impl<'r> Dataset<'r> {
    /// The values that `take` gets by each of `columns` from each of `rows`. Characters that cannot be seen are shown.
    fn new<Row: 'r, Get: Copy + 'static>(
        (name, title): (&'static str, &'static str),
        columns: impl IntoIterator<Item = &'static Column<Get>>,
        rows: impl Iterator<Item = Row> + 'r,
        take: impl Fn(Get, &Row) -> Cell + 'r,
    ) -> Self {
        let (heads, gets): (Vec<Head>, Vec<Get>) = columns.into_iter().map(|one| (one.head, one.get)).unzip();
        let rows = rows.map(move |row| gets.iter().map(|get| take(*get, &row).visible()).collect());
        Self { name, title, heads, rows: Box::new(rows) }
    }
}

/// What the report says of itself, on every row, because rows get copied out of their file.
fn status(report: &Report, lang: Lang) -> Cell {
    Cell::text(report.states(lang).join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own_and_says_what_it_means_in_both_languages() {
        let heads = [
            findings::heads(),
            portals::heads(),
            components::heads(),
            requirements::heads(),
            survey::heads(),
            #[cfg(feature = "xlsx")]
            method::heads(),
        ];
        for heads in heads {
            let names: std::collections::BTreeSet<_> = heads.iter().map(|head| head.name).collect();
            assert_eq!(names.len(), heads.len());
            for Head { name, vi, en, .. } in heads {
                assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{name}");
                assert!(!vi.is_empty() && !en.is_empty() && !crate::text::has_marks(en), "{name}");
            }
        }
    }
}
