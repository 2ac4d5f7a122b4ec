//! A small HTTP server on loopback that answers whatever a test wants, badly if asked to, and keeps a log.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use d42::fetch::{Contact, HostMap, HttpFetcher, HttpOptions, Network};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What to do with one request.
#[derive(Clone)]
pub(crate) enum Answer {
    /// A well-formed answer: status line and headers (without length), body.
    Page(&'static str, Vec<u8>),
    /// Exactly these bytes, then the end of the connection.
    Raw(Vec<u8>),
    /// These bytes, then again and again the second ones, until the client goes away.
    Endless(Vec<u8>, Vec<u8>),
    /// These bytes, then one byte at a time with this pause.
    Drip(Vec<u8>, Duration),
    /// These bytes, then nothing, with the connection open.
    Silence(Vec<u8>),
    /// These bytes, then a reset.
    Reset(Vec<u8>),
}

/// An HTML page.
pub(crate) fn html(body: &str) -> Answer {
    Answer::Page("200 OK\r\nContent-Type: text/html; charset=utf-8", body.as_bytes().to_vec())
}

/// An empty answer with these headers.
pub(crate) fn bare(head: &'static str) -> Answer {
    Answer::Page(head, Vec::new())
}

/// One request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// When its last header byte was read.
    pub(crate) at: Instant,
    /// `Host` header.
    pub(crate) host: String,
    /// Path and query.
    pub(crate) path: String,
    /// Whole head.
    pub(crate) head: String,
    /// What came with it.
    pub(crate) body: String,
}

impl Asked {
    /// Value of the header `name` (lower case).
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

type Handler = dyn Fn(&Asked) -> Answer + Send + Sync;

/// A running server; ends with the test's runtime.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    log: Arc<Mutex<Vec<Asked>>>,
    most_open: Arc<AtomicUsize>,
    most_at_once: Arc<AtomicUsize>,
}

impl Server {
    /// Serves `handler` on a free port of 127.0.0.1.
    pub(crate) async fn start(handler: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        Self::start_on(IpAddr::from([127, 0, 0, 1]), handler).await
    }

    /// Serves `handler` on a free port of another address of this machine.
    pub(crate) async fn start_on(address: IpAddr, handler: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((address, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let most_open = Arc::new(AtomicUsize::new(0));
        let open = Arc::new(AtomicUsize::new(0));
        let handler: Arc<Handler> = Arc::new(handler);
        let (kept_log, kept_most) = (Arc::clone(&log), Arc::clone(&most_open));
        let most_at_once = Arc::new(AtomicUsize::new(0));
        let busy = Arc::new(Busy { now: AtomicUsize::new(0), most: Arc::clone(&most_at_once) });
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (handler, log, open) = (Arc::clone(&handler), Arc::clone(&kept_log), Arc::clone(&open));
                let busy = Arc::clone(&busy);
                kept_most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::spawn(async move {
                    // The client hanging up is the end of many a test.
                    let _ = serve(stream, &*handler, &log, &busy).await;
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { address, log, most_open, most_at_once }
    }

    /// Everything asked so far, in order of arrival.
    pub(crate) fn log(&self) -> Vec<Asked> {
        self.log.lock().unwrap().clone()
    }

    /// Paths asked for, in order of arrival.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.log().into_iter().map(|asked| asked.path).collect()
    }

    /// How many connections were open at once, at most.
    pub(crate) fn most_open(&self) -> usize {
        self.most_open.load(Ordering::SeqCst)
    }

    /// How many requests were being answered at once, at most.
    pub(crate) fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }

    /// A network in which `hosts` are all served here.
    pub(crate) fn network(&self, hosts: &[&str]) -> Network {
        Network::Simulated(hosts.iter().map(|host| ((*host).to_owned(), self.address)).collect::<HostMap>())
    }

    /// A fetcher that knows only `hosts`, all served here, with small limits.
    pub(crate) fn fetcher(&self, hosts: &[&str]) -> HttpFetcher {
        HttpFetcher::new(options(), self.network(hosts)).unwrap()
    }
}

/// A small page limit and more patience than any answer needs, however busy the machine is.
pub(crate) fn options() -> HttpOptions {
    let mut options = HttpOptions::new(Contact::parse("https://audit.example.org/").unwrap());
    options.page = 100_000;
    options.connect = Duration::from_secs(20);
    options.read = Duration::from_secs(20);
    options.total = Duration::from_secs(40);
    options
}

/// For answers that never come.
pub(crate) fn hurried() -> HttpOptions {
    let mut options = options();
    options.connect = Duration::from_secs(2);
    options.read = Duration::from_millis(800);
    options.total = Duration::from_secs(2);
    options
}

/// Requests being answered.
struct Busy {
    now: AtomicUsize,
    most: Arc<AtomicUsize>,
}

async fn serve(mut stream: TcpStream, handler: &Handler, log: &Mutex<Vec<Asked>>, busy: &Busy) -> io::Result<()> {
    loop {
        let Some(asked) = read_head(&mut stream).await? else { return Ok(()) };
        log.lock().unwrap().push(asked.clone());
        busy.most.fetch_max(busy.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let answer = handler(&asked);
        tokio::task::yield_now().await;
        busy.now.fetch_sub(1, Ordering::SeqCst);
        match answer {
            Answer::Page(head, body) => {
                let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n", body.len());
                stream.write_all(head.as_bytes()).await?;
                stream.write_all(&body).await?;
            }
            Answer::Raw(bytes) => {
                stream.write_all(&bytes).await?;
                return stream.shutdown().await;
            }
            Answer::Endless(head, piece) => {
                stream.write_all(&head).await?;
                loop {
                    stream.write_all(&piece).await?;
                }
            }
            Answer::Drip(head, pause) => {
                stream.write_all(&head).await?;
                loop {
                    stream.write_all(b"x").await?;
                    tokio::time::sleep(pause).await;
                }
            }
            Answer::Silence(bytes) => {
                stream.write_all(&bytes).await?;
                std::future::pending::<()>().await;
            }
            Answer::Reset(bytes) => {
                stream.write_all(&bytes).await?;
                stream.set_zero_linger()?;
                return Ok(());
            }
        }
    }
}

async fn read_head(stream: &mut TcpStream) -> io::Result<Option<Asked>> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).await? == 0 {
            return Ok(None);
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut asked = Asked { at: Instant::now(), host: String::new(), path, head, body: String::new() };
    asked.host = asked.header("host").unwrap_or_default().to_owned();
    let mut body = vec![0; asked.header("content-length").map_or(0, |length| length.parse().unwrap())];
    stream.read_exact(&mut body).await?;
    asked.body = String::from_utf8(body).unwrap();
    Ok(Some(asked))
}
