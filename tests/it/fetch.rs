//! Behaviour of `fetch`: what it asks, what it keeps, and what hostile servers cannot do to it.

use std::{io::Write as _, time::Duration};

use d42::{
    fetch::{
        Exchange, Failure, Fetch as _, FetchRequest, HttpFetcher, Patience, TimeoutPhase, Truncation, Want, decode,
    },
    registry::PortalId,
};

use crate::server::{Answer, Server, bare, html, hurried, options};

const HOST: &str = "mau.gov.vn";

fn request(url: &str) -> FetchRequest {
    FetchRequest {
        extra: None,
        portal: PortalId::new("mau"),
        url: url.parse().unwrap(),
        want: Want::Page,
        cookie: None,
        patience: Patience::Usual,
        validators: None,
    }
}

async fn ask_hurriedly(answer: fn() -> Answer) -> Result<Exchange, Failure> {
    let server = Server::start(move |_| answer()).await;
    let fetcher = HttpFetcher::new(hurried(), server.network(&[HOST])).unwrap();
    fetcher.fetch(&request("http://mau.gov.vn/")).await
}

async fn ask(answer: fn() -> Answer) -> Result<Exchange, Failure> {
    let server = Server::start(move |_| answer()).await;
    server.fetcher(&[HOST]).fetch(&request("http://mau.gov.vn/")).await
}

#[tokio::test]
async fn a_request_says_who_asks_and_what_for() {
    let server = Server::start(|_| html("<p>xin chào")).await;
    let fetcher = server.fetcher(&[HOST]);
    let mut wanted = request("http://mau.gov.vn/tin-tuc?trang=2");
    wanted.cookie = Some("a=1; b=2".to_owned());
    let exchange = fetcher.fetch(&wanted).await.unwrap();
    let asked = server.log().remove(0);
    assert_eq!(asked.path, "/tin-tuc?trang=2");
    assert_eq!(asked.host, HOST, "the port of the resolver stays out of sight");
    let agent = format!("d42/{} (+https://audit.example.org/)", env!("CARGO_PKG_VERSION"));
    assert_eq!(asked.header("user-agent"), Some(agent.as_str()));
    assert_eq!(asked.header("accept-encoding"), Some("gzip"));
    assert_eq!(asked.header("accept-language"), Some("vi,en;q=0.5"));
    assert_eq!(asked.header("cookie"), Some("a=1; b=2"));
    assert_eq!(asked.header("referer"), None);
    assert!(asked.header("accept").is_some_and(|accept| accept.starts_with("text/html")));

    // What is archived is what was sent, header by header.
    let sorted = |head: &str| {
        let mut lines: Vec<String> = head.trim_end().lines().map(str::to_owned).collect();
        lines[1..].sort();
        lines
    };
    assert_eq!(sorted(std::str::from_utf8(&exchange.request_head).unwrap()), sorted(&asked.head));
    assert_eq!(exchange.status, 200);
    assert_eq!(exchange.body, "<p>xin chào".as_bytes());
    assert_eq!(exchange.remote, Some(server.address));
    assert_eq!(exchange.header("content-type"), Some("text/html; charset=utf-8"));
}

#[tokio::test]
async fn the_answers_head_is_kept_as_sent_with_the_transfer_coding_undone() {
    let exchange = ask(|| {
        Answer::Raw(
            b"HTTP/1.1 200 Tot Lam\r\nServer: mau\r\nTransfer-Encoding: chunked\r\nSet-Cookie: a=1\r\n\
              Set-Cookie: b=2\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
                .to_vec(),
        )
    })
    .await
    .unwrap();
    assert_eq!(
        String::from_utf8(exchange.response_head).unwrap(),
        "HTTP/1.1 200 Tot Lam\r\nserver: mau\r\ntransfer-encoding: chunked\r\nset-cookie: a=1\r\n\
         set-cookie: b=2\r\n\r\n"
    );
    assert_eq!((exchange.body.as_slice(), exchange.truncated), (b"abcde".as_slice(), None));
}

#[tokio::test]
async fn a_redirect_is_reported_and_not_followed() {
    let server = Server::start(|_| bare("302 Found\r\nLocation: http://mau.gov.vn/den")).await;
    let exchange = server.fetcher(&[HOST]).fetch(&request("http://mau.gov.vn/")).await.unwrap();
    assert_eq!((exchange.status, exchange.header("location")), (302, Some("http://mau.gov.vn/den")));
    assert_eq!(server.paths(), ["/"]);
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let server = Server::start(|_| html("<p>xin chào")).await;
    let fetcher = server.fetcher(&[HOST]);
    for _ in 0..3 {
        fetcher.fetch(&request("http://mau.gov.vn/")).await.unwrap();
    }
    assert_eq!(server.most_open(), 1);
}

#[tokio::test]
async fn a_compressed_body_is_kept_as_sent_and_undone_on_request() {
    let exchange = ask(|| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all("<p>Cơ cấu tổ chức".repeat(50).as_bytes()).unwrap();
        Answer::Page("200 OK\r\nContent-Encoding: gzip", encoder.finish().unwrap())
    })
    .await
    .unwrap();
    assert!(exchange.body.starts_with(&[0x1f, 0x8b]));
    assert_eq!(decode(&exchange, 10_000).unwrap().bytes.as_ref(), "<p>Cơ cấu tổ chức".repeat(50).as_bytes());
}

#[tokio::test]
async fn a_decompression_bomb_is_a_failure() {
    let exchange = ask(|| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..40 {
            encoder.write_all(&vec![0; 1 << 20]).unwrap();
        }
        Answer::Page("200 OK\r\nContent-Encoding: gzip", encoder.finish().unwrap())
    })
    .await
    .unwrap();
    assert!(exchange.body.len() < 100_000);
    assert_eq!(decode(&exchange, 10 << 20), Err(Failure::Decoding));
}

#[tokio::test]
async fn a_body_without_end_is_cut_at_the_cap() {
    let exchange = ask(|| Answer::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'a'; 8192])).await.unwrap();
    assert_eq!((exchange.body.len(), exchange.truncated), (100_000, Some(Truncation::Length)));
}

#[tokio::test]
async fn headers_without_end_are_refused() {
    let endless = ask(|| Answer::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-More: and more\r\n".to_vec())).await;
    assert_eq!(endless.unwrap_err(), Failure::Protocol);
    let one_long = ask(|| Answer::Endless(b"HTTP/1.1 200 OK\r\nX-Long: ".to_vec(), vec![b'a'; 8192])).await;
    assert_eq!(one_long.unwrap_err(), Failure::Protocol);
    let over_the_cap = ask(|| {
        Answer::Raw(format!("HTTP/1.1 200 OK\r\nX-Long: {}\r\nContent-Length: 0\r\n\r\n", "a".repeat(70_000)).into())
    })
    .await;
    assert_eq!(over_the_cap.unwrap_err(), Failure::Protocol);
}

#[tokio::test]
async fn a_dripping_server_is_left_when_the_time_is_up() {
    let exchange =
        ask_hurriedly(|| Answer::Drip(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), Duration::from_millis(20))).await.unwrap();
    assert_eq!(exchange.truncated, Some(Truncation::Time));
    assert!(!exchange.body.is_empty() && exchange.took < Duration::from_secs(5));
    let head = ask_hurriedly(|| Answer::Drip(b"HTTP/1.1 200 OK\r\nX-Slow: ".to_vec(), Duration::from_millis(20))).await;
    // While headers drip no part of the answer has arrived, so the shorter of the two limits ends it.
    assert!(matches!(
        head.unwrap_err(),
        Failure::Timeout(TimeoutPhase::FirstByte | TimeoutPhase::Body | TimeoutPhase::Total)
    ));
}

#[tokio::test]
async fn a_silent_server_is_left_when_the_time_is_up() {
    assert_eq!(
        ask_hurriedly(|| Answer::Silence(Vec::new())).await.unwrap_err(),
        Failure::Timeout(TimeoutPhase::FirstByte)
    );
    let after_head = ask_hurriedly(|| Answer::Silence(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".to_vec())).await;
    assert_eq!(after_head.unwrap_err(), Failure::Timeout(TimeoutPhase::Body));
    let after_error =
        ask_hurriedly(|| Answer::Silence(b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\n".to_vec())).await;
    assert_eq!(after_error.unwrap().status, 404, "an error says enough without its body");
}

#[tokio::test]
async fn an_exchange_takes_no_longer_than_it_may_in_all() {
    let server = Server::start(|_| Answer::Silence(Vec::new())).await;
    let mut options = options();
    options.total = Duration::from_millis(300);
    let fetcher = HttpFetcher::new(options, server.network(&[HOST])).unwrap();
    let failure = fetcher.fetch(&request("http://mau.gov.vn/")).await.unwrap_err();
    assert_eq!(failure, Failure::Timeout(TimeoutPhase::Total));
}

#[tokio::test]
async fn a_broken_connection_is_told_from_a_broken_answer() {
    assert_eq!(ask(|| Answer::Reset(Vec::new())).await.unwrap_err(), Failure::Reset);
    assert_eq!(ask(|| Answer::Raw(Vec::new())).await.unwrap_err(), Failure::Reset);
    assert_eq!(ask(|| Answer::Raw(b"220 mail.mau.gov.vn ESMTP\r\n".to_vec())).await.unwrap_err(), Failure::Protocol);
    let early = ask(|| Answer::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n<p>half".to_vec())).await.unwrap();
    assert_eq!((early.body.as_slice(), early.truncated), (b"<p>half".as_slice(), Some(Truncation::Disconnect)));
    let chunk = ask(|| Answer::Raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec())).await;
    assert_eq!(chunk.unwrap_err(), Failure::Reset);
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_refused() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let hosts = [(HOST.to_owned(), address)].into_iter().collect();
    let fetcher = HttpFetcher::new(options(), d42::fetch::Network::Simulated(hosts)).unwrap();
    assert_eq!(fetcher.fetch(&request("http://mau.gov.vn/")).await.unwrap_err(), Failure::Refused);
}

#[tokio::test]
async fn a_plain_server_behind_https_is_a_failed_handshake() {
    let server = Server::start(|_| html("")).await;
    let fetcher = HttpFetcher::new(hurried(), server.network(&[HOST])).unwrap();
    let failure = fetcher.fetch(&request("https://mau.gov.vn/")).await.unwrap_err();
    assert!(matches!(failure, Failure::Tls(_) | Failure::Timeout(_)), "{failure:?}");
}

#[tokio::test]
async fn names_and_numbers_outside_the_simulated_web_are_not_asked() {
    let server = Server::start(|_| html("")).await;
    let fetcher = server.fetcher(&[HOST]);
    let fails = async |url: &str| fetcher.fetch(&request(url)).await.unwrap_err();
    assert_eq!(fails("http://khac.gov.vn/").await, Failure::Dns);
    assert_eq!(fails("http://localhost/").await, Failure::Dns);
    for number in ["http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://1.1.1.1/"]
    {
        assert_eq!(fails(number).await, Failure::PrivateAddress, "{number}");
    }
    assert!(server.log().is_empty());
}

/// Runs itself again with proxies in the environment, since a process must not change its own.
#[tokio::test]
async fn the_environments_proxy_is_not_used() {
    const AGAIN: &str = "D42_TEST_WITH_PROXY";
    if std::env::var_os(AGAIN).is_some() {
        let exchange = ask(|| html("direct")).await.unwrap();
        assert_eq!(exchange.body, b"direct");
        return;
    }
    let proxy = Server::start(|_| html("by proxy")).await;
    let address = format!("http://{}/", proxy.address);
    let mut child = tokio::task::spawn_blocking(move || {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "fetch::the_environments_proxy_is_not_used"]).env(AGAIN, "1");
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"] {
            command.env(name, &address);
        }
        command.output().unwrap()
    })
    .await
    .unwrap();
    child.stdout.append(&mut child.stderr);
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    assert!(proxy.log().is_empty());
}
