//! The registered domain of a host: how far a portal reaches when its row names no domains.
//!
//! The Public Suffix List is not needed: every host comes from a registry, and registries list Vietnamese agencies.

/// Labels under `.vn` below which names are registered (VNNIC's second-level domains).
const SECOND_LEVEL: [&str; 15] =
    ["ac", "ai", "biz", "com", "edu", "gov", "health", "id", "info", "int", "io", "name", "net", "org", "pro"];

/// The registered domain of `host`: `hoidap.danang.gov.vn` and `www.danang.gov.vn` belong to `danang.gov.vn`,
/// `vpcp.chinhphu.vn` to `chinhphu.vn`. Never wider than three labels under a second-level suffix of `.vn` and two
/// labels elsewhere under `.vn`. Outside `.vn`, where the suffixes are not known here, the host itself without `www.`.
pub fn registered_domain(host: &str) -> String {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let labels: Vec<&str> = host.split('.').collect();
    let keep = match labels.as_slice() {
        [.., second, "vn"] if SECOND_LEVEL.contains(second) => 3,
        [.., "vn"] => 2,
        _ => labels.len(),
    };
    labels[labels.len().saturating_sub(keep)..].join(".")
}

#[cfg(test)]
mod tests {
    use super::registered_domain;

    #[test]
    fn is_never_wider_than_what_one_owner_registers() {
        for (host, domain) in [
            ("www.hanoi.gov.vn", "hanoi.gov.vn"),
            ("hoidap.danang.gov.vn", "danang.gov.vn"),
            ("english.ubdt.gov.vn", "ubdt.gov.vn"),
            ("vpcp.chinhphu.vn", "chinhphu.vn"),
            ("bqp.vn", "bqp.vn"),
            ("www.vnanet.vn", "vnanet.vn"),
            ("so.mau.edu.vn", "mau.edu.vn"),
            ("Portal.Mau.GOV.VN.", "mau.gov.vn"),
            ("gov.vn", "gov.vn"),
            ("www.example.co.uk", "example.co.uk"),
        ] {
            assert_eq!(registered_domain(host), domain);
        }
    }
}
