//! The header line of a registry: which column stands where.

use crate::diagnostic::{Diagnostic, Diagnostics, Record, did_you_mean, quoted};
use crate::text::both;

/// A column of a registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    Tier,
    NameVi,
    NameEn,
    Url,
    Domains,
    Code,
    Languages,
    Note,
    Confidence,
    Source,
    Predecessors,
    MergedInto,
    MergedSince,
    Interval,
    Connections,
    QuietHours,
    TlsException,
    OverrideReason,
    RobotsAuthorisation,
}

impl Column {
    const ALL: [(&'static str, Self); 20] = [
        ("id", Self::Id),
        ("tier", Self::Tier),
        ("name_vi", Self::NameVi),
        ("name_en", Self::NameEn),
        ("url", Self::Url),
        ("domains", Self::Domains),
        ("code", Self::Code),
        ("languages", Self::Languages),
        ("note", Self::Note),
        ("confidence", Self::Confidence),
        ("source", Self::Source),
        ("predecessors", Self::Predecessors),
        ("merged_into", Self::MergedInto),
        ("merged_since", Self::MergedSince),
        ("interval_s", Self::Interval),
        ("connections", Self::Connections),
        ("quiet_hours", Self::QuietHours),
        ("tls_exception", Self::TlsException),
        ("override_reason", Self::OverrideReason),
        ("robots_authorisation", Self::RobotsAuthorisation),
    ];

    const REQUIRED: [&'static str; 4] = ["id", "tier", "name_vi", "url"];
}

/// Columns of the file in file order; `None` for one that is not known.
#[derive(Debug)]
pub(super) struct Header {
    columns: Vec<Option<Column>>,
    /// Whether every column that a portal needs is there.
    pub usable: bool,
}

impl Header {
    /// Reads the header line and reports unknown, repeated and missing columns.
    pub(super) fn read(file: &str, record: &Record, out: &mut Diagnostics) -> Self {
        let names = Column::ALL.map(|(name, _)| name);
        if let [cell] = record.cells.as_slice()
            && let Some(separator) = [(';', ("dấu chấm phẩy", "semicolons")), ('\t', ("dấu tab", "tabs"))]
                .into_iter()
                .find(|(mark, _)| cell.text.contains(*mark))
        {
            let (vi, en) = separator.1;
            out.push(
                Diagnostic::error(
                    "wrong-separator",
                    file,
                    both!("các ô cách nhau bằng {vi}", "the cells are separated by {en}"),
                )
                .at(cell.span.clone())
                .label(("cần dấu phẩy", "commas are wanted"))
                .help((
                    "lưu lại bảng tính thành CSV với dấu phẩy; với thiết lập vùng Việt Nam, phần mềm bảng tính ghi dấu chấm phẩy",
                    "save the sheet again as CSV with commas; a spreadsheet under Vietnamese settings writes semicolons",
                )),
            );
            return Self { columns: Vec::new(), usable: false };
        }
        let mut columns = Vec::new();
        for (index, cell) in record.cells.iter().enumerate() {
            let column = Column::ALL.iter().find(|(name, _)| *name == cell.text).map(|(_, column)| *column);
            if let Some(column) = column
                && let Some(first) = columns.iter().position(|other| *other == Some(column))
            {
                out.push(
                    Diagnostic::error(
                        "duplicate-column",
                        file,
                        both!("cột `{}` xuất hiện hai lần", "the column `{}` occurs twice", cell.text),
                    )
                    .at(cell.span.clone())
                    .label(("lần thứ hai", "second time"))
                    .related(file, record.cells[first].span.clone(), ("lần đầu", "first time")),
                );
            } else if column.is_none() {
                out.push(
                    Diagnostic::error(
                        "unknown-column",
                        file,
                        both!(
                            "cột {} không có trong quy định: {}",
                            "column {} is unknown: {}",
                            index + 1,
                            quoted(&cell.text)
                        ),
                    )
                    .at(cell.span.clone())
                    .label(did_you_mean(&cell.text, names))
                    .help(both!("các cột có: {}", "known columns: {}", names.join(", "))),
                );
            }
            columns.push(column);
        }
        let missing: Vec<&str> =
            Column::REQUIRED.into_iter().filter(|name| record.cells.iter().all(|cell| cell.text != *name)).collect();
        for name in &missing {
            out.push(
                Diagnostic::error(
                    "missing-column",
                    file,
                    both!("thiếu cột `{name}`", "the column `{name}` is missing"),
                )
                .at(record.span.clone())
                .label(("dòng đầu nêu tên các cột", "the first line names the columns"))
                .help(both!(
                    "danh sách cổng cần ít nhất các cột {}",
                    "a registry needs at least the columns {}",
                    Column::REQUIRED.join(", ")
                )),
            );
        }
        Self { columns, usable: missing.is_empty() }
    }

    /// How many columns the file has.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Where `column` stands.
    pub(super) fn position(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|other| *other == Some(column))
    }
}
