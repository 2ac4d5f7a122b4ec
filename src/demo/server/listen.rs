//! Sockets, the server's thread, and its end.

use std::{
    convert::Infallible,
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
    thread,
    time::Duration,
};

use http_body_util::{Either, Full};
use hyper::{
    Request, Response, StatusCode, body::Body as _, body::Bytes, body::Incoming, header, server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;

use super::{Shared, counts::Answered, respond, stall::Stalled};

/// Idle connections are closed after this time, so that thousands of hosts do not keep thousands of sockets.
const IDLE: Duration = Duration::from_secs(5);

/// A running thread and the means to end it.
pub(super) struct Listening {
    end: watch::Sender<bool>,
    thread: thread::JoinHandle<()>,
}

impl Listening {
    /// Ends the thread and waits for it.
    pub(super) fn stop(self) {
        self.end.send_replace(true);
        // The thread holds nothing to save; if it panicked, the panic was printed where it happened.
        drop(self.thread.join());
    }
}

/// Binds one address per group and serves those that are open.
pub(super) fn start(
    shared: &Arc<Shared>,
    open: impl Iterator<Item = bool>,
) -> io::Result<(Listening, Vec<SocketAddr>)> {
    let mut addresses = Vec::new();
    let mut listeners = Vec::new();
    for (group, open) in open.enumerate() {
        let listener = bind(group)?;
        addresses.push(listener.local_addr()?);
        if open {
            listener.set_nonblocking(true)?;
            listeners.push(listener);
        }
    }
    let (end, ended) = watch::channel(false);
    let shared = Arc::clone(shared);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let thread = thread::Builder::new().name("simulator".to_owned()).spawn(move || {
        runtime.block_on(async move {
            for listener in listeners {
                match tokio::net::TcpListener::from_std(listener) {
                    Ok(listener) => drop(tokio::spawn(accept(listener, Arc::clone(&shared), ended.clone()))),
                    Err(error) => tracing::error!(%error, "cannot listen"),
                }
            }
            let mut ended = ended;
            // Ends as well when the sender is gone.
            let _ = ended.wait_for(|end| *end).await;
        });
        // Connections still open are cut; clients of a simulator have nothing to lose.
        runtime.shutdown_background();
    })?;
    Ok((Listening { end, thread }, addresses))
}

/// An address of its own below 127.42.0.0/16; systems with a single loopback address get a port of their own instead.
fn bind(group: usize) -> io::Result<TcpListener> {
    let own = Ipv4Addr::new(127, 42, (group / 250) as u8, (group % 250 + 1) as u8);
    TcpListener::bind((IpAddr::V4(own), 0)).or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
}

async fn accept(listener: tokio::net::TcpListener, shared: Arc<Shared>, mut ended: watch::Receiver<bool>) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = ended.wait_for(|end| *end) => return,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, mostly: let connections end before the next try.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        drop(stream.set_nodelay(true));
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&shared), request));
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(IDLE);
            if let Err(error) = http.serve_connection(TokioIo::new(stream), service).await {
                tracing::trace!(%error, "connection ended");
            }
        });
    }
}

async fn answer(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> Result<Response<Either<Full<Bytes>, Stalled>>, Infallible> {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .map(|value| value.split(':').next().unwrap_or_default().to_ascii_lowercase())
        .unwrap_or_default();
    let allowed = shared.counts.begin(&host, shared.options.rate);
    let response = if allowed {
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let cookie = request.headers().get(header::COOKIE).and_then(|value| value.to_str().ok());
        let reply = respond::reply(&shared, &host, path, cookie);
        let delay = shared.options.latency + reply.delay;
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        reply.into_response(request.headers(), shared.plan.options.today)
    } else {
        respond::Reply::limited().into_response(request.headers(), shared.plan.options.today)
    };
    let head: usize = response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    let body = response.body().size_hint().exact().unwrap_or_default();
    let answered = match response.status() {
        StatusCode::NOT_MODIFIED => Answered::NotModified,
        StatusCode::OK if is_html(&response) => Answered::Page,
        _ => Answered::Other,
    };
    shared.counts.end(&host, answered, head as u64 + body);
    Ok(response)
}

fn is_html<B>(response: &Response<B>) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
