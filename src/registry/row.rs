//! One line of a registry to a [`Portal`]. Every cell is checked, even when another is wrong.

use std::time::Duration;

use jiff::civil::Date;
use url::{Host, Url};

use super::columns::{Column, Header};
use super::{Authorisation, Manners, Merger, Portal, PortalId, QuietHours, QuietHoursError, Tier, registered_domain};
use crate::diagnostic::{Cell, Diagnostic, Diagnostics, Record, did_you_mean, quoted};
use crate::fetch::TlsProblem;
use crate::text::{Bilingual, both};

/// A line while it is read.
pub(super) struct Row<'a> {
    pub file: &'a str,
    pub header: &'a Header,
    pub record: &'a Record,
}

impl<'a> Row<'a> {
    /// The cell of `column`, if the file has the column and the cell is not empty.
    pub(super) fn cell(&self, column: Column) -> Option<&'a Cell> {
        self.record.cells.get(self.header.position(column)?).filter(|cell| !cell.text.is_empty())
    }

    fn error(&self, code: &'static str, cell: &Cell, message: impl Into<Bilingual>) -> Diagnostic {
        Diagnostic::error(code, self.file, message).at(cell.span.clone())
    }

    /// The portal, if every cell could be used. Everything else is reported.
    pub(super) fn read(&self, out: &mut Diagnostics) -> Option<Portal> {
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

    fn id(&self, cell: &Cell, out: &mut Diagnostics) -> Option<PortalId> {
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

    fn tier(&self, cell: &Cell, out: &mut Diagnostics) -> Option<Tier> {
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

    fn url(&self, cell: &Cell, out: &mut Diagnostics) -> Option<Url> {
        let reason: Bilingual = match Url::parse(&cell.text) {
            Err(url::ParseError::RelativeUrlWithoutBase) => {
                ("không bắt đầu bằng http:// hoặc https://", "it does not begin with http:// or https://").into()
            }
            Err(error) => both!("không đúng dạng địa chỉ: {error}", "{error}"),
            Ok(url) if !matches!(url.scheme(), "http" | "https") => both!(
                "chỉ truy cập được http và https, không phải {}",
                "only http and https can be visited, not {}",
                quoted(url.scheme())
            ),
            Ok(url) if !url.username().is_empty() || url.password().is_some() => {
                ("có kèm tên người dùng hoặc mật khẩu", "it carries a user name or password").into()
            }
            Ok(url) => match url.host() {
                Some(Host::Domain(host)) if host.trim_end_matches('.').contains('.') => return Some(url),
                Some(Host::Domain(host)) => {
                    both!("tên máy chủ {} không có dấu chấm", "the host {} has no dot", quoted(host))
                }
                _ => (
                    "máy chủ là địa chỉ IP; cơ quan phải có tên miền",
                    "the host is an IP address; an agency has a name",
                )
                    .into(),
            },
        };
        out.push(
            self.error(
                "unusable-url",
                cell,
                both!("địa chỉ không dùng được {}", "unusable address {}", quoted(&cell.text)),
            )
            .label(reason)
            .help((
                "ghi trang chủ theo dạng `https://coquan.gov.vn`",
                "write the start page as `https://agency.gov.vn`",
            )),
        );
        None
    }

    fn domains(&self, url: Option<&Url>, out: &mut Diagnostics) -> Option<Vec<String>> {
        let Some(cell) = self.cell(Column::Domains) else {
            return Some(url.and_then(Url::host_str).map(registered_domain).into_iter().collect());
        };
        let mut domains = Vec::new();
        let mut sound = true;
        for domain in pieces(&cell.text) {
            let domain = domain.to_ascii_lowercase();
            let form = domain.contains('.')
                && domain.split('.').all(|label| {
                    !label.is_empty()
                        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                        && !label.starts_with('-')
                        && !label.ends_with('-')
                });
            // `gov.vn` as a domain would put every agency of the country into the scope of one.
            let wide = registered_domain(&format!("x.{domain}")) == format!("x.{domain}")
                && domain.split('.').next_back() == Some("vn");
            if !form || domain.parse::<std::net::IpAddr>().is_ok() || wide {
                sound = false;
                out.push(
                    self.error(
                        "unusable-domain",
                        cell,
                        both!("tên miền không dùng được {}", "unusable domain {}", quoted(&domain)),
                    )
                    .label((
                        "tên miền đã đăng ký như `danang.gov.vn`, không có http:// và đường dẫn",
                        "a registered domain such as `danang.gov.vn`, without http:// and path",
                    ))
                    .help(("nhiều tên miền cách nhau bằng `;`", "several domains are separated by `;`")),
                );
            } else {
                domains.push(domain);
            }
        }
        if let Some(host) = url.and_then(Url::host_str)
            && sound
            && !domains.iter().any(|domain| host == domain || host.ends_with(&format!(".{domain}")))
        {
            sound = false;
            out.push(
                self.error(
                    "domain-without-url",
                    cell,
                    both!(
                        "địa chỉ trang chủ nằm ngoài các tên miền: {}",
                        "the start address lies outside the domains: {}",
                        quoted(host)
                    ),
                )
                .label(("phải có tên miền của chính cổng", "the portal's own host must be covered"))
                .help((
                    "thêm tên miền của cổng, hoặc để ô trống để lấy theo địa chỉ",
                    "add its domain, or leave the cell empty to derive it from the address",
                )),
            );
        }
        sound.then_some(domains)
    }

    fn languages(&self, out: &mut Diagnostics) -> Option<Vec<String>> {
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

    fn predecessors(&self, out: &mut Diagnostics) -> Option<Vec<PortalId>> {
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

    fn manners(&self, out: &mut Diagnostics) -> Result<Manners, Reported> {
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

    fn merged(&self, out: &mut Diagnostics) -> Result<Option<Merger>, Reported> {
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

/// Why a cell on manners cannot be used.
struct Unusable {
    code: &'static str,
    /// What the cell is about.
    message: (&'static str, &'static str),
    /// What it should hold.
    label: (&'static str, &'static str),
}

/// The cell cannot be used, and that has been said.
struct Reported;

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}

fn kebab_case(id: &str) -> bool {
    id.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
