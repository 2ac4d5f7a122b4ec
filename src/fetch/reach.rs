//! Whether a host can be connected to, without asking it for anything: how the crawl finds out whether its own connection
//! works.

use std::{io::ErrorKind, time::Duration};

use reqwest::dns::{Name, Resolve};
use tokio::{net::TcpStream, time::timeout};
use url::{Host, Url};

/// Looks up the host of `origin` with `resolver` and connects to it. A connection that is refused was answered as well.
pub(super) async fn reach(origin: &Url, resolver: &dyn Resolve, within: Duration) -> bool {
    let (Some(Host::Domain(host)), Some(port)) = (origin.host(), origin.port_or_known_default()) else { return false };
    let Ok(name) = host.parse::<Name>() else { return false };
    let answers = async {
        for mut address in resolver.resolve(name).await.into_iter().flatten() {
            // Only a simulated web has ports of its own.
            if address.port() == 0 {
                address.set_port(port);
            }
            match TcpStream::connect(address).await {
                Ok(_) => return true,
                Err(error) if error.kind() == ErrorKind::ConnectionRefused => return true,
                Err(_) => {}
            }
        }
        false
    };
    timeout(within, answers).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::{super::HostMap, *};

    #[tokio::test]
    async fn whoever_accepts_or_refuses_is_there_and_names_that_lead_nowhere_are_not() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let open = listener.local_addr().unwrap();
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let hosts: HostMap = [("a.vn".to_owned(), open), ("b.vn".to_owned(), closed)].into_iter().collect();
        let reached = async |origin: &str| reach(&origin.parse().unwrap(), &hosts, Duration::from_secs(20)).await;
        assert!(reached("http://a.vn").await && reached("https://b.vn").await);
        assert!(!reached("http://c.vn").await && !reached(&format!("http://{open}")).await);
        let (mut stream, _) = listener.accept().await.unwrap();
        let sent = tokio::io::AsyncReadExt::read(&mut stream, &mut [0; 16]).await.unwrap();
        assert_eq!(sent, 0, "nothing is asked for");
    }
}
