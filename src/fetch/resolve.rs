//! Host names to socket addresses, with a refusal of every address that is not on the public internet. The check sits
//! in the resolver, so that the address that was checked is the address that is connected to.

use std::{
    collections::BTreeMap,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Why a name gave no address to connect to.
#[derive(Debug, thiserror::Error)]
pub(super) enum ResolveError {
    /// No such name, or the name server did not answer.
    #[error("the name did not resolve")]
    NotFound(#[source] Option<io::Error>),
    /// The name leads only to addresses outside the public internet.
    #[error("the name leads only to private addresses")]
    Private,
}

/// What a name service answers.
type Looking = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// The system's resolver; keeps only public addresses. It is asked anew for each connection, and what it says then is
/// checked then, so that a name that is bound to another address in the meantime gains nothing by it.
#[derive(Clone, Copy, Debug)]
pub(super) struct PublicResolver {
    look: fn(String) -> Looking,
}

impl Default for PublicResolver {
    fn default() -> Self {
        Self { look: |name| Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) }) }
    }
}

impl Resolve for PublicResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let found = (self.look)(name.as_str().to_owned());
        Box::pin(async move { Ok(keep_public(found.await.map_err(|error| ResolveError::NotFound(Some(error)))?)?) })
    }
}

fn keep_public(found: Vec<SocketAddr>) -> Result<Addrs, ResolveError> {
    if found.is_empty() {
        return Err(ResolveError::NotFound(None));
    }
    let public: Vec<SocketAddr> = found.into_iter().filter(|address| is_public(address.ip())).collect();
    if public.is_empty() { Err(ResolveError::Private) } else { Ok(Box::new(public.into_iter())) }
}

/// Host names of a simulated web, each on a loopback address and port. No other name resolves, and no other address
/// comes out, so that a simulated run cannot leave the machine.
#[derive(Clone, Debug, Default)]
pub struct HostMap(Arc<BTreeMap<String, SocketAddr>>);

impl FromIterator<(String, SocketAddr)> for HostMap {
    /// Names are taken without regard to case; addresses that are not loopback are left out.
    fn from_iter<T: IntoIterator<Item = (String, SocketAddr)>>(hosts: T) -> Self {
        let loopback = hosts.into_iter().filter(|(_, address)| address.ip().is_loopback());
        Self(Arc::new(loopback.map(|(name, address)| (name.to_ascii_lowercase(), address)).collect()))
    }
}

impl HostMap {
    /// Where `host` is served. The port is used for addresses that name none.
    pub fn get(&self, host: &str) -> Option<SocketAddr> {
        self.0.get(host).copied()
    }
}

impl Resolve for HostMap {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self.get(&name.as_str().to_ascii_lowercase());
        Box::pin(async move {
            match found {
                Some(address) => Ok(Box::new(std::iter::once(address)) as Addrs),
                None => Err(ResolveError::NotFound(None).into()),
            }
        })
    }
}

/// Whether `address` is on the public internet, as far as the special-purpose registries of IANA (RFC 6890) tell.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local() // 169.254.0.0/16, cloud metadata included
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0 // this network
        || (a == 100 && (64..128).contains(&b)) // carrier-grade NAT, RFC 6598
        || (a == 192 && b == 0 && c == 0) // IETF protocol assignments
        || (a == 192 && b == 88 && c == 99) // 6to4 relays, deprecated
        || (a == 198 && (b == 18 || b == 19)) // benchmarking, RFC 2544
        || a >= 240; // reserved
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let low_v4 = || Ipv4Addr::from_bits((u32::from(segments[6]) << 16) | u32::from(segments[7]));
    match segments {
        // IPv4-mapped; IPv4-translated; NAT64 (RFC 6052): what counts is the IPv4 address inside.
        [0, 0, 0, 0, 0, 0xffff, _, _] | [0, 0, 0, 0, 0xffff, 0, _, _] | [0x64, 0xff9b, 0, 0, 0, 0, _, _] => {
            is_public_v4(low_v4())
        }
        // 6to4 carries its IPv4 address in the second and third segment.
        [0x2002, high, low, ..] => is_public_v4(Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low))),
        // Teredo, ORCHID, benchmarking and the other protocol assignments of 2001::/23; documentation.
        [0x2001, second, ..] => second >= 0x200 && second != 0xdb8,
        [0x3fff, second, ..] => second >= 0x1000,
        // Only 2000::/3 is handed out as global unicast; this leaves out unspecified, loopback, IPv4-compatible,
        // local NAT64, unique-local, link-local, site-local and multicast.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().unwrap())
    }

    #[test]
    fn addresses_inside_are_refused_in_every_notation() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:0:10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:c0a8:101::1",
            "3fff::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!public(inside), "{inside} is not public");
        }
    }

    #[test]
    fn addresses_on_the_internet_pass() {
        for outside in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "103.9.200.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.254",
            "2001:4860:4860::8888",
            "2402:800::1",
            "2a00:1450::1",
            "::ffff:1.1.1.1",
            "64:ff9b::1.1.1.1",
        ] {
            assert!(public(outside), "{outside} is public");
        }
    }

    #[test]
    fn a_name_with_one_public_address_keeps_only_that_one() {
        let inside: SocketAddr = "10.0.0.1:0".parse().unwrap();
        let outside: SocketAddr = "1.1.1.1:0".parse().unwrap();
        assert_eq!(keep_public(vec![inside, outside]).unwrap().collect::<Vec<_>>(), [outside]);
        assert!(matches!(keep_public(vec![inside]), Err(ResolveError::Private)));
        assert!(matches!(keep_public(Vec::new()), Err(ResolveError::NotFound(None))));
    }

    #[tokio::test]
    async fn the_systems_names_for_this_machine_are_refused() {
        let Err(error) = PublicResolver::default().resolve("localhost".parse().unwrap()).await else {
            unreachable!("localhost resolved to something public");
        };
        assert!(error.downcast_ref::<ResolveError>().is_some());
    }

    #[tokio::test]
    async fn a_name_that_is_bound_to_another_address_between_two_connections_is_refused_the_second_time() {
        static LISTENER: OnceLock<SocketAddr> = OnceLock::new();
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        LISTENER.set(listener.local_addr().unwrap()).unwrap();
        let resolver = PublicResolver {
            look: |_| {
                let outside = "1.1.1.1:0".parse().unwrap();
                let first = ASKED.fetch_add(1, Ordering::SeqCst) == 0;
                Box::pin(std::future::ready(Ok(vec![if first { outside } else { LISTENER.get().copied().unwrap() }])))
            },
        };
        let name = || "mau.gov.vn".parse().unwrap();
        let first: Vec<SocketAddr> = resolver.resolve(name()).await.unwrap().collect();
        assert_eq!(first, ["1.1.1.1:0".parse().unwrap()]);
        // From here on it leads to this machine, where somebody would accept.
        let client = reqwest::Client::builder()
            .no_proxy()
            .dns_resolver(resolver)
            .tls_backend_preconfigured(super::super::tls::client_config(&trust()).unwrap())
            .build()
            .unwrap();
        let error = client.get("http://mau.gov.vn/").send().await.unwrap_err();
        assert_eq!(super::super::classify::classify(&error), super::super::Failure::PrivateAddress);
        assert!(ASKED.load(Ordering::SeqCst) >= 2);
        let accepted = tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await;
        assert!(accepted.is_err(), "nobody was connected to");
    }

    fn trust() -> Arc<super::super::trust::Trust> {
        super::super::tls::trust(super::super::tls::Roots::Only(Vec::new()), Vec::new()).unwrap()
    }

    #[test]
    fn a_host_map_never_leaves_the_machine() {
        let map: HostMap = [
            ("A.gov.vn".to_owned(), "127.0.0.2:8001".parse().unwrap()),
            ("b.gov.vn".to_owned(), "1.1.1.1:80".parse().unwrap()),
        ]
        .into_iter()
        .collect();
        assert_eq!(map.get("a.gov.vn"), Some("127.0.0.2:8001".parse().unwrap()));
        assert_eq!(map.get("b.gov.vn"), None);
    }
}
