//! Servers that speak HTTP/2 badly, frame by frame (RFC 9113).

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use d42::{
    fetch::{Exchange, Failure, Fetch as _, FetchRequest, HttpFetcher, Network, Patience, Want},
    registry::PortalId,
};
use tokio::{
    io::{self, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    server::hurried,
    tls::{GOOD, HOST, Shown, Signer, Wanted, authority, shown},
};

/// What a server does with every stream that is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Refuses it: by the protocol it may be opened again at once, and politeness forbids it.
    Refuse,
    /// Ends the connection in good order, before an answer.
    GoAway,
    /// Begins to answer, and resets it.
    Break,
    /// Sends headers without end.
    Headers,
    /// Sends pings without end.
    Pings,
    /// Answers one byte at a time.
    Drip,
    /// Sends frames that break the rules.
    Nonsense,
}

pub(super) const ACTS: [(&str, Act); 7] = [
    ("h2-refuses", Act::Refuse),
    ("h2-goes-away", Act::GoAway),
    ("h2-breaks", Act::Break),
    ("h2-headers", Act::Headers),
    ("h2-pings", Act::Pings),
    ("h2-drips", Act::Drip),
    ("h2-nonsense", Act::Nonsense),
];

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;
const END_HEADERS: u8 = 4;
/// `:status: 200` and `content-type: text/html` (RFC 7541, appendix A).
const PAGE: &[u8] = b"\x88\x0f\x10\x09text/html";

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() as u32).to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// A server of `shown`; how many streams were opened there.
pub(super) async fn serve(shown: Shown, act: Act) -> (SocketAddr, Arc<AtomicUsize>) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut config = config.with_no_client_auth().with_single_cert(shown.chain, shown.key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let opened = Arc::new(AtomicUsize::default());
    let count = Arc::clone(&opened);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, count) = (acceptor.clone(), Arc::clone(&count));
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else { return };
                // The client hanging up is the end of it.
                let _ = speak(stream, act, &count).await;
            });
        }
    });
    (address, opened)
}

async fn speak(mut stream: impl AsyncRead + AsyncWrite + Unpin, act: Act, opened: &AtomicUsize) -> io::Result<()> {
    stream.read_exact(&mut [0; 24]).await?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[])).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        stream.read_exact(&mut vec![0; length]).await?;
        let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        if head[3] != HEADERS {
            continue;
        }
        opened.fetch_add(1, Ordering::SeqCst);
        let begin = frame(HEADERS, END_HEADERS, id, PAGE);
        let refused = 7_u32.to_be_bytes();
        let internal = 2_u32.to_be_bytes();
        match act {
            Act::Refuse => stream.write_all(&frame(RST_STREAM, 0, id, &refused)).await?,
            Act::GoAway => return stream.write_all(&frame(GOAWAY, 0, 0, &[0; 8])).await,
            Act::Break => stream.write_all(&[begin, frame(RST_STREAM, 0, id, &internal)].concat()).await?,
            Act::Headers => {
                stream.write_all(&frame(HEADERS, 0, id, PAGE)).await?;
                let more = frame(CONTINUATION, 0, id, &b"\x00\x03x-a\x03nua".repeat(100));
                loop {
                    stream.write_all(&more).await?;
                }
            }
            Act::Pings => loop {
                stream.write_all(&frame(PING, 0, 0, &[7; 8]).repeat(100)).await?;
            },
            Act::Drip => {
                stream.write_all(&begin).await?;
                loop {
                    stream.write_all(&frame(DATA, 0, id, b"x")).await?;
                    tokio::time::sleep(Duration::from_millis(30)).await;
                }
            }
            Act::Nonsense => stream.write_all(&frame(DATA, 0xff, id + 1000, &[0xff; 300])).await?,
        }
    }
}

async fn asked(root: &Signer, act: Act) -> (Result<Exchange, Failure>, usize) {
    let (address, opened) = serve(shown(&GOOD, Some(root), &[]), act).await;
    let mut options = hurried();
    options.roots = vec![root.certificate.to_vec()];
    let hosts = [(HOST.to_owned(), address)].into_iter().collect();
    let fetcher = HttpFetcher::new(options, Network::Simulated(hosts)).unwrap();
    let url = format!("https://{HOST}/").parse().unwrap();
    let (portal, want) = (PortalId::new("mau"), Want::Page);
    let request =
        FetchRequest { portal, url, want, cookie: None, extra: None, validators: None, patience: Patience::Usual };
    (fetcher.fetch(&request).await, opened.load(Ordering::SeqCst))
}

#[tokio::test]
async fn each_way_to_break_http_2_ends_in_a_word_and_nobody_is_asked_twice() {
    let root = authority("Gốc Mẫu", None, None);
    for (name, act) in ACTS {
        let (result, opened) = asked(&root, act).await;
        assert_eq!(opened, 1, "{name}");
        match (act, result) {
            (Act::Refuse | Act::GoAway | Act::Break, result) => {
                assert_eq!(result.unwrap_err(), Failure::Reset, "{name}");
            }
            (Act::Headers | Act::Nonsense, result) => assert_eq!(result.unwrap_err(), Failure::Protocol, "{name}"),
            (Act::Pings, result) => {
                assert!(matches!(result, Err(Failure::Timeout(_) | Failure::Protocol)), "{name}: {result:?}");
            }
            (Act::Drip, result) => assert!(result.unwrap().truncated.is_some(), "{name}"),
        }
    }
}

/// The server of a portal that does this.
pub(super) async fn portal(name: &str, root: &Signer, act: Act) -> SocketAddr {
    let host = format!("{name}.gov.vn");
    serve(shown(&Wanted { name: &host, ..GOOD }, Some(root), &[]), act).await.0
}
