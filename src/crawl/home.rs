//! Other forms of a portal's start address, for when the one in the registry cannot be reached.

use std::collections::VecDeque;

use url::Url;

use super::canonical::canonical;
use crate::fetch::{Failure, TimeoutPhase};

/// Whether another form of the address may answer where this one failed.
pub(super) fn elsewhere_may_help(failure: Failure) -> bool {
    match failure {
        // A bad certificate says nothing about the plain address.
        Failure::Dns
        | Failure::Refused
        | Failure::Network
        | Failure::Reset
        | Failure::PrivateAddress
        | Failure::Tls(_) => true,
        Failure::Timeout(phase) => matches!(phase, TimeoutPhase::Connect | TimeoutPhase::Tls),
        Failure::Protocol | Failure::Decoding | Failure::Browser(_) => false,
    }
}

/// The start address with the other scheme and with or without `www.`: registries are written from memory.
pub(super) fn alternates(home: &Url) -> VecDeque<Url> {
    let mut forms = VecDeque::new();
    let Some(home) = canonical(home) else { return forms };
    let other_scheme = |url: &Url| {
        let mut other = url.clone();
        let scheme = if url.scheme() == "https" { "http" } else { "https" };
        (url.port().is_none() && other.set_scheme(scheme).is_ok()).then_some(other)
    };
    let host = home.host_str().unwrap_or_default();
    let other_host = host.strip_prefix("www.").map_or_else(|| format!("www.{host}"), str::to_owned);
    let mut renamed = home.clone();
    forms.extend(other_scheme(&home));
    if renamed.set_host(Some(&other_host)).is_ok() {
        forms.extend(other_scheme(&renamed));
        forms.push_back(renamed);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::TlsProblem;

    #[test]
    fn schemes_and_www_are_tried_in_order() {
        let forms = |home: &str| alternates(&home.parse().unwrap()).into_iter().map(String::from).collect::<Vec<_>>();
        assert_eq!(
            forms("https://mau.gov.vn"),
            ["http://mau.gov.vn/", "http://www.mau.gov.vn/", "https://www.mau.gov.vn/"]
        );
        assert_eq!(
            forms("http://www.mau.gov.vn/vi"),
            ["https://www.mau.gov.vn/vi", "https://mau.gov.vn/vi", "http://mau.gov.vn/vi"]
        );
        assert_eq!(forms("http://mau.gov.vn:8001/"), ["http://www.mau.gov.vn:8001/"], "a port belongs to its scheme");
    }

    #[test]
    fn another_form_is_tried_when_no_connection_was_made() {
        assert!(elsewhere_may_help(Failure::Tls(TlsProblem::Expired)) && elsewhere_may_help(Failure::Refused));
        assert!(
            !elsewhere_may_help(Failure::Timeout(TimeoutPhase::FirstByte)) && !elsewhere_may_help(Failure::Protocol)
        );
    }
}
