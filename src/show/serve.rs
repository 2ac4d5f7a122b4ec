//! A server on this machine's own loopback address, for one reader.

use std::{
    convert::Infallible,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{self, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{net::TcpListener, task::JoinSet};

use super::Library;

/// Idle connections are closed after this time.
const IDLE: Duration = Duration::from_secs(30);

/// It cannot be served.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {source}")]
pub struct Error {
    /// Where.
    pub address: SocketAddr,
    /// Why.
    pub source: io::Error,
}

/// A library that is open.
pub struct Serving {
    listener: TcpListener,
    address: SocketAddr,
    library: Arc<Library>,
}

/// Opens `library` on `port`; on any that is free if it is 0. Nobody is served before [`Serving::run`].
pub async fn serve(library: Library, port: u16) -> Result<Serving, Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listen = async || {
        let listener = TcpListener::bind(address).await?;
        Ok((listener.local_addr()?, listener))
    };
    let (address, listener) = listen().await.map_err(|source| Error { address, source })?;
    Ok(Serving { listener, address, library: Arc::new(library) })
}

impl Serving {
    /// Where it is found.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until it is dropped.
    pub async fn run(self) {
        let mut readers = JoinSet::new();
        loop {
            let Ok((stream, _)) = self.listener.accept().await else {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            };
            while readers.try_join_next().is_some() {}
            let (library, address) = (Arc::clone(&self.library), self.address);
            readers.spawn(async move {
                let service = service_fn(|request| answer(Arc::clone(&library), address, request));
                let mut http = http1::Builder::new();
                http.timer(TokioTimer::new()).header_read_timeout(IDLE);
                if let Err(error) = http.serve_connection(TokioIo::new(stream), service).await {
                    tracing::trace!(%error, "connection ended");
                }
            });
        }
    }
}

async fn answer(
    library: Arc<Library>,
    address: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let refuse = |status: StatusCode| {
        let mut response = Response::new(Full::default());
        *response.status_mut() = status;
        Ok(response)
    };
    // A page elsewhere may know this address under a name of its own (DNS rebinding); it learns nothing here.
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if host != address.to_string() && host != format!("localhost:{}", address.port()) {
        return refuse(StatusCode::MISDIRECTED_REQUEST);
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return refuse(StatusCode::METHOD_NOT_ALLOWED);
    }
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().unwrap_or_default().to_owned());
    let reply = tokio::task::spawn_blocking(move || library.answer(&path, &query)).await;
    let Ok(reply) = reply else { return refuse(StatusCode::INTERNAL_SERVER_ERROR) };
    let mut response = Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(reply.content_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(reply.policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(name) = reply.keep_as
        && let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
    {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
