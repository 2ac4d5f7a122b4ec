//! Where a host is, before it is asked for anything: hosts that share an address share one budget. And whether it has an
//! AAAA record, which is a duty of its own: asked for by itself, because a common look-up does not tell "has none" from
//! "did not answer".

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use dns_lookup::{AddrFamily, AddrInfoHints, LookupErrorKind, SockType, getaddrinfo};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::resolve::is_public;

/// The system's resolver gives up by itself, but may take half a minute.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whether a host can be reached over IPv6, as far as the name service says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ipv6 {
    /// It has an AAAA record with a public address.
    Present,
    /// The name service answered that it has none.
    Absent,
    /// The name service did not answer the question.
    #[default]
    Unknown,
}

/// Where a host is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// Its public addresses, sorted; none if the name did not resolve.
    pub addresses: Vec<IpAddr>,
    /// Whether one of them is reached over IPv6.
    pub ipv6: Ipv6,
}

impl Located {
    /// What two answers of the name service say together.
    fn of(all: &[IpAddr], sixth: SixthAnswer) -> Self {
        let mut addresses: Vec<IpAddr> = all.iter().copied().filter(|address| is_public(*address)).collect();
        let ipv6 = match sixth {
            SixthAnswer::Some(found) => {
                let public = || found.iter().copied().filter(|address| is_public(*address));
                addresses.extend(public());
                if public().next().is_some() { Ipv6::Present } else { Ipv6::Absent }
            }
            // That a name has no address of one kind is only told from a name that does not exist by the other kind.
            SixthAnswer::None if !addresses.is_empty() => Ipv6::Absent,
            SixthAnswer::None | SixthAnswer::Silence => Ipv6::Unknown,
        };
        addresses.sort_unstable();
        addresses.dedup();
        Self { addresses, ipv6 }
    }
}

/// What came of the question for AAAA records.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SixthAnswer {
    Some(Vec<IpAddr>),
    None,
    Silence,
}

/// Asks the system's resolver where `host` is.
pub(super) async fn locate(host: String) -> Located {
    let look = async {
        let all: Vec<IpAddr> = match tokio::net::lookup_host((host.as_str(), 0)).await {
            Ok(found) => found.map(|address: SocketAddr| address.ip()).collect(),
            Err(_) => Vec::new(),
        };
        let sixth = tokio::task::spawn_blocking(move || ask_for_ipv6(&host)).await.unwrap_or(SixthAnswer::Silence);
        Located::of(&all, sixth)
    };
    timeout(PATIENCE, look).await.unwrap_or_default()
}

fn ask_for_ipv6(host: &str) -> SixthAnswer {
    let hints = AddrInfoHints {
        address: AddrFamily::Inet6.into(),
        socktype: SockType::Stream.into(),
        ..AddrInfoHints::default()
    };
    match getaddrinfo(Some(host), None, Some(hints)) {
        Ok(found) => SixthAnswer::Some(found.filter_map(Result::ok).map(|info| info.sockaddr.ip()).collect()),
        Err(error) => match error.kind() {
            LookupErrorKind::NoName | LookupErrorKind::NoData => SixthAnswer::None,
            _ => SixthAnswer::Silence,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn no_aaaa_record_is_said_only_where_the_name_service_answered() {
        let four = addresses(&["1.1.1.1"]);
        let ipv6 = |all: &[IpAddr], sixth| Located::of(all, sixth).ipv6;
        assert_eq!(ipv6(&four, SixthAnswer::Some(addresses(&["2001:4860:4860::8888"]))), Ipv6::Present);
        assert_eq!(ipv6(&four, SixthAnswer::None), Ipv6::Absent);
        assert_eq!(ipv6(&four, SixthAnswer::Silence), Ipv6::Unknown);
        assert_eq!(ipv6(&[], SixthAnswer::None), Ipv6::Unknown, "a name that does not resolve at all");
        assert_eq!(ipv6(&four, SixthAnswer::Some(addresses(&["fe80::1"]))), Ipv6::Absent, "an address nobody reaches");
    }

    #[test]
    fn addresses_of_both_kinds_are_one_sorted_list_of_public_ones() {
        let all = addresses(&["2001:4860:4860::8888", "10.0.0.1", "1.1.1.1", "1.1.1.1"]);
        let located = Located::of(&all, SixthAnswer::Some(addresses(&["2001:4860:4860::8888"])));
        assert_eq!(located.addresses, addresses(&["1.1.1.1", "2001:4860:4860::8888"]));
    }

    #[tokio::test]
    async fn this_machine_is_nowhere_on_the_internet() {
        let here = locate("localhost".to_owned()).await;
        assert!(here.addresses.is_empty() && here.ipv6 != Ipv6::Present, "{here:?}");
    }
}
