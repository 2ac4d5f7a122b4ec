//! Which addresses belong to a portal: those under its registered domains, by name, on a usual port.

use std::collections::BTreeSet;

use url::{Host, Url};

use crate::registry::Portal;

/// What belongs to one portal.
#[derive(Clone, Debug)]
pub struct Scope {
    domains: Vec<String>,
    ports: BTreeSet<u16>,
}

impl Scope {
    /// The scope of `portal`: its domains and all names below them, on ports 80, 443 and that of its own address.
    pub fn new(portal: &Portal) -> Self {
        let domains = portal.domains.iter().map(|domain| domain.trim_start_matches('.').to_ascii_lowercase());
        Self {
            domains: domains.filter(|domain| !domain.is_empty()).collect(),
            ports: [80, 443].into_iter().chain(portal.url.port()).collect(),
        }
    }

    /// Whether `url` may be visited on behalf of the portal.
    pub fn contains(&self, url: &Url) -> bool {
        // Numbers instead of names stay outside whatever they lead to: no resolver ever checks them.
        let Some(Host::Domain(host)) = url.host() else { return false };
        let host = host.strip_suffix('.').unwrap_or(host);
        matches!(url.scheme(), "http" | "https")
            && url.port_or_known_default().is_some_and(|port| self.ports.contains(&port))
            && self.domains.iter().any(|domain| {
                host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Manners, PortalId};

    fn scope(url: &str) -> Scope {
        Scope::new(&Portal {
            id: PortalId::new("mau"),
            tier: None,
            name_vi: String::new(),
            name_en: String::new(),
            url: url.parse().unwrap(),
            domains: vec!["Mau.gov.vn".to_owned(), ".khac.vn".to_owned()],
            languages: Vec::new(),
            note: String::new(),
            predecessors: Vec::new(),
            merged: None,
            manners: Manners::default(),
        })
    }

    #[test]
    fn a_portal_is_its_domains_and_all_below() {
        let scope = scope("https://mau.gov.vn");
        for inside in ["http://mau.gov.vn/", "https://MAU.gov.vn./a", "https://a.b.mau.gov.vn/", "http://khac.vn:80/"] {
            assert!(scope.contains(&inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "http://gov.vn/",
            "http://xmau.gov.vn/",
            "http://mau.gov.vn.evil.example/",
            "http://mau.gov.vn:8080/",
            "http://mau.gov.vn:22/",
            "ftp://mau.gov.vn/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://2130706433/",
            "http://0x7f.1/",
        ] {
            assert!(!scope.contains(&outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn a_portals_own_port_belongs_to_it() {
        assert!(scope("http://mau.gov.vn:8001/").contains(&"http://con.mau.gov.vn:8001/x".parse().unwrap()));
    }
}
