//! Where the portal is: its start page and the domains that belong to it.

use url::{Host, Url};

use super::read::{Row, pieces};
use crate::diagnostic::{Cell, Diagnostics, quoted};
use crate::registry::columns::Column;
use crate::registry::registered_domain;
use crate::text::{Bilingual, both};

impl Row<'_> {
    pub(super) fn url(&self, cell: &Cell, out: &mut Diagnostics) -> Option<Url> {
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

    pub(super) fn domains(&self, url: Option<&Url>, out: &mut Diagnostics) -> Option<Vec<String>> {
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
}
