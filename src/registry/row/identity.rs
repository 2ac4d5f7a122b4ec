//! Who the agency is: its id and tier, its languages, and what it came from or went into.

use jiff::civil::Date;

use super::read::{Reported, Row, pieces};
use crate::diagnostic::{Cell, Diagnostics, did_you_mean, quoted};
use crate::registry::columns::Column;
use crate::registry::{Merger, PortalId, Tier};
use crate::text::both;

impl Row<'_> {
    pub(super) fn id(&self, cell: &Cell, out: &mut Diagnostics) -> Option<PortalId> {
        if kebab_case(&cell.text) {
            return Some(PortalId::new(cell.text.clone()));
        }
        out.push(
            self.error(
                "id-form",
                cell,
                both!("mã {} không đúng dạng kebab-case", "the id {} is not in kebab case", quoted(&cell.text)),
            )
            .label((
                "chữ thường không dấu và chữ số, các từ nối bằng `-`",
                "lower-case letters and digits, words joined by `-`",
            )),
        );
        None
    }

    pub(super) fn tier(&self, cell: &Cell, out: &mut Diagnostics) -> Option<Tier> {
        if let Some(tier) = Tier::from_name(&cell.text) {
            return Some(tier);
        }
        let names = Tier::ALL.map(Tier::name);
        out.push(
            self.error("unknown-tier", cell, both!("không có cấp {}", "unknown tier {}", quoted(&cell.text)))
                .label(did_you_mean(&cell.text, names))
                .help(both!("các cấp có: {}", "known: {}", names.join(", "))),
        );
        None
    }

    pub(super) fn languages(&self, out: &mut Diagnostics) -> Option<Vec<String>> {
        let Some(cell) = self.cell(Column::Languages) else { return Some(Vec::new()) };
        let languages: Vec<String> = pieces(&cell.text).map(str::to_owned).collect();
        let odd = languages
            .iter()
            .find(|code| !(2..=3).contains(&code.len()) || !code.bytes().all(|byte| byte.is_ascii_lowercase()));
        if let Some(odd) = odd {
            out.push(
                self.error(
                    "language-code",
                    cell,
                    both!("{} không phải mã ngôn ngữ", "{} is not a language code", quoted(odd)),
                )
                .label(("hai hoặc ba chữ thường", "two or three lower-case letters"))
                .help(("như `vi;en`", "such as `vi;en`")),
            );
            return None;
        }
        Some(languages)
    }

    pub(super) fn predecessors(&self, out: &mut Diagnostics) -> Option<Vec<PortalId>> {
        let Some(cell) = self.cell(Column::Predecessors) else { return Some(Vec::new()) };
        let mut ids = Vec::new();
        for id in pieces(&cell.text) {
            if !kebab_case(id) {
                out.push(
                    self.error(
                        "id-form",
                        cell,
                        both!("mã {} không đúng dạng kebab-case", "the id {} is not in kebab case", quoted(id)),
                    )
                    .label((
                        "các mã trong danh sách trước đó, cách nhau bằng `;`",
                        "ids of an earlier cohort, separated by `;`",
                    )),
                );
                return None;
            }
            ids.push(PortalId::new(id));
        }
        Some(ids)
    }

    pub(super) fn merged(&self, out: &mut Diagnostics) -> Result<Option<Merger>, Reported> {
        let (into, since) = (self.cell(Column::MergedInto), self.cell(Column::MergedSince));
        match (into, since) {
            (None, None) => Ok(None),
            (Some(into), Some(since)) => {
                let id = self.id(into, out);
                let date = since.text.parse::<Date>();
                if date.is_err() {
                    out.push(
                        self.error(
                            "date-form",
                            since,
                            both!("{} không phải ngày tháng", "{} is not a date", quoted(&since.text)),
                        )
                        .label(("năm-tháng-ngày, như 2025-07-01", "year-month-day, such as 2025-07-01")),
                    );
                }
                match (id, date) {
                    (Some(into), Ok(since)) => Ok(Some(Merger { into, since })),
                    _ => Err(Reported),
                }
            }
            (Some(cell), None) | (None, Some(cell)) => {
                out.push(
                    self.error(
                        "half-merger",
                        cell,
                        (
                            "`merged_into` và `merged_since` phải đi cùng nhau",
                            "`merged_into` and `merged_since` belong together",
                        ),
                    )
                    .label(("ô kia trống", "the other cell is empty"))
                    .help((
                        "ghi cả cơ quan tiếp nhận và ngày đầu tiên của cơ quan mới",
                        "name both the agency that took it over and the first day of the new agency",
                    )),
                );
                Err(Reported)
            }
        }
    }
}

fn kebab_case(id: &str) -> bool {
    id.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
