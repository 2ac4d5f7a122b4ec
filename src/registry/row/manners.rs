//! How the portal is visited where that differs from the others, and why.

use std::time::Duration;

use super::read::{Reported, Row};
use crate::diagnostic::{Diagnostics, quoted};
use crate::fetch::TlsProblem;
use crate::registry::columns::Column;
use crate::registry::{Authorisation, Manners, QuietHours, QuietHoursError};
use crate::text::both;

impl Row<'_> {
    pub(super) fn manners(&self, out: &mut Diagnostics) -> Result<Manners, Reported> {
        let interval = self.manner(Column::Interval, out, |text| {
            let seconds = text.replace(',', ".").parse::<f64>().ok();
            let usable = seconds.filter(|seconds| *seconds > 0.0 && *seconds <= 3600.0);
            usable.map(Duration::from_secs_f64).ok_or(Unusable {
                code: "interval-form",
                message: ("khoảng cách giữa hai yêu cầu", "the interval between two requests"),
                label: (
                    "số giây, lớn hơn 0 và không quá 3600, như 2.5",
                    "seconds, more than 0 and up to 3600, such as 2.5",
                ),
            })
        });
        let connections = self.manner(Column::Connections, out, |text| {
            text.parse().ok().filter(|count| (1..=8).contains(count)).ok_or(Unusable {
                code: "connections-form",
                message: ("số kết nối cùng lúc", "the number of connections at a time"),
                label: ("từ 1 đến 8", "from 1 to 8"),
            })
        });
        let quiet_hours = self.manner(Column::QuietHours, out, |text| {
            text.parse::<QuietHours>().map_err(|error| Unusable {
                code: "quiet-hours-form",
                message: ("giờ nghỉ", "the quiet hours"),
                label: match error {
                    QuietHoursError::Form => {
                        ("hai thời điểm trong ngày, như 07:00-18:00", "two times of the day, such as 07:00-18:00")
                    }
                    QuietHoursError::Empty => ("hai thời điểm trùng nhau", "the two times are the same"),
                },
            })
        });
        let tls = self.manner(Column::TlsException, out, |text| {
            TlsProblem::accepted(text).ok_or(Unusable {
                code: "tls-exception-form",
                message: ("lỗi chứng thư số được chấp nhận", "what is accepted of a certificate"),
                label: (
                    "expired, wrong-name, self-signed, missing-intermediate, unknown-issuer; các lỗi cách nhau bằng `;`",
                    "expired, wrong-name, self-signed, missing-intermediate, unknown-issuer; separated by `;`",
                ),
            })
        });
        let robots = self.manner(Column::RobotsAuthorisation, out, |text| {
            Authorisation::parse(text).ok_or(Unusable {
                code: "authorisation-form",
                message: ("văn bản cho phép không theo robots.txt", "the authorisation to set robots.txt aside"),
                label: (
                    "số và ngày của văn bản, như `1234/VPCP-KSTT; 2026-10-12`",
                    "number and date of the document, such as `1234/VPCP-KSTT; 2026-10-12`",
                ),
            })
        });
        let reason = self.cell(Column::OverrideReason);
        let manners = Manners {
            interval: interval?,
            connections: connections?,
            quiet_hours: quiet_hours?,
            tls: tls?.unwrap_or_default(),
            reason: reason.map(|cell| cell.text.clone()).unwrap_or_default(),
            robots: robots?,
        };
        match reason {
            None if manners.differ() => {
                let first = [Column::Interval, Column::Connections, Column::QuietHours, Column::TlsException];
                let cell = first.into_iter().find_map(|column| self.cell(column)).ok_or(Reported)?;
                out.push(
                    self.error(
                        "override-without-reason",
                        cell,
                        (
                            "cổng được truy cập theo cách riêng mà không nêu lý do",
                            "the portal is treated apart from the others and no reason is given",
                        ),
                    )
                    .label(("`override_reason` trống", "`override_reason` is empty"))
                    .help((
                        "ghi lý do vào `override_reason`, như văn bản hoặc đề nghị của cơ quan: báo cáo nêu lý do đó",
                        "write the reason into `override_reason`, such as a letter of the agency: reports show it",
                    )),
                );
                Err(Reported)
            }
            Some(cell) if !manners.differ() => {
                out.push(
                    self.error(
                        "reason-without-override",
                        cell,
                        (
                            "`override_reason` có lý do mà không có gì khác với các cổng khác",
                            "`override_reason` gives a reason where nothing differs from the other portals",
                        ),
                    )
                    .label((
                        "`interval_s`, `connections`, `quiet_hours`, `tls_exception` đều trống",
                        "`interval_s`, `connections`, `quiet_hours` and `tls_exception` are empty",
                    ))
                    .help((
                        "ghi ít nhất một ô trong số đó, hoặc chuyển câu này sang `note`",
                        "fill in at least one of them, or move the sentence to `note`",
                    )),
                );
                Err(Reported)
            }
            _ => Ok(manners),
        }
    }

    /// The value of an optional cell; what is wrong with it is said.
    fn manner<T>(
        &self,
        column: Column,
        out: &mut Diagnostics,
        read: impl FnOnce(&str) -> Result<T, Unusable>,
    ) -> Result<Option<T>, Reported> {
        let Some(cell) = self.cell(column) else { return Ok(None) };
        read(cell.text.trim()).map(Some).map_err(|Unusable { code, message: (vi, en), label }| {
            let given = quoted(&cell.text);
            out.push(
                self.error(code, cell, both!("{vi} không dùng được: {given}", "{en} cannot be used: {given}"))
                    .label(label),
            );
            Reported
        })
    }
}

/// Why a cell on manners cannot be used.
struct Unusable {
    code: &'static str,
    /// What the cell is about.
    message: (&'static str, &'static str),
    /// What it should hold.
    label: (&'static str, &'static str),
}
