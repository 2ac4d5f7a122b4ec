//! Asks over HTTP: one shared client, no proxy from the environment, no redirect followed, everything bounded.

use std::{sync::Arc, time::Duration};

use reqwest::{
    Client, Request, Response,
    header::{
        ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, COOKIE, HOST, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE,
        IF_NONE_MATCH, USER_AGENT,
    },
    redirect, retry,
};
use rustls::pki_types::CertificateDer;
use tokio::{
    sync::Mutex,
    time::{Instant, timeout_at},
};
use url::{Host, Url};

use super::{
    Contact, Exchange, Failure, Fetch, FetchFuture, FetchRequest, HostMap, Ipv6, LocateFuture, Located, Patience,
    ReachFuture, TimeoutPhase, TlsProblem, Truncation, Validators, Want,
    classify::classify,
    head::{request_head, response_head},
    locate::locate,
    reach::reach,
    resolve::PublicResolver,
    tls::{Roots, client_config, trust},
    trust::Trust,
};
use crate::clock;

const ROBOTS_CAP: usize = 500 * 1024;
const SITEMAP_CAP: usize = 50 << 20;

/// Where requests go.
#[derive(Clone, Debug)]
pub enum Network {
    /// The internet: public addresses only.
    Internet,
    /// A simulated web on this machine: loopback addresses only.
    Simulated(HostMap),
}

/// Limits of one request, and who makes it.
#[derive(Clone, Debug)]
pub struct HttpOptions {
    /// Who can be written to about the requests.
    pub contact: Contact,
    /// Longest time for name, connection and TLS.
    pub connect: Duration,
    /// Longest time without a byte.
    pub read: Duration,
    /// Longest time for the whole exchange.
    pub total: Duration,
    /// Most bytes of response headers.
    pub headers: usize,
    /// Most bytes of a page's body as received.
    pub page: usize,
    /// Most bytes of a file as received.
    pub file: usize,
    /// How many times as long an answer is waited for when something is about to be given up.
    pub longer: u32,
    /// Domains, and what may be wrong with their certificates; it is noted with every answer.
    pub tls_exceptions: Vec<(String, Vec<TlsProblem>)>,
    /// Root certificates (DER) of a simulated web; the internet has those of the system.
    pub roots: Vec<Vec<u8>>,
}

/// How much longer an answer is waited for when something is about to be given up.
const LONGER: u32 = 3;
/// How much more of it is taken.
pub(crate) const LARGER: usize = 2;
/// Longest time for a certificate that another one points to.
const POINTER_TIME: Duration = Duration::from_secs(10);
/// Most bytes of one.
const POINTER_BYTES: usize = 64 * 1024;
/// How long a connection without a request is kept: through the usual pace, while thousands of hosts that are asked once
/// do not keep thousands of sockets.
const IDLE: Duration = Duration::from_secs(10);

impl HttpOptions {
    /// The limits of a normal run.
    pub fn new(contact: Contact) -> Self {
        Self {
            contact,
            connect: Duration::from_secs(10),
            read: Duration::from_secs(20),
            total: Duration::from_mins(1),
            headers: 64 * 1024,
            page: 10 << 20,
            file: 10 << 20,
            longer: LONGER,
            tls_exceptions: Vec::new(),
            roots: Vec::new(),
        }
    }

    /// Most bytes of a body, as received and again after its coding is undone.
    pub fn body_cap(&self, want: Want) -> usize {
        match want {
            Want::Robots => ROBOTS_CAP,
            Want::Sitemap => SITEMAP_CAP,
            Want::Page | Want::Absent | Want::Rendered | Want::Part => self.page,
            Want::File => self.file,
        }
    }

    /// The same with larger limits.
    fn patient(&self) -> Self {
        Self {
            connect: self.connect * self.longer,
            read: self.read * self.longer,
            total: self.total * self.longer,
            page: self.page * LARGER,
            file: self.file * LARGER,
            ..self.clone()
        }
    }
}

/// The client could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// No trust store, or one that cannot be read.
    #[error("cannot use the system's certificates: {0}")]
    Tls(#[from] rustls::Error),
    /// Anything else inside the HTTP client.
    #[error("cannot set up the HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// Asks the network.
#[derive(Debug)]
pub struct HttpFetcher {
    usual: Limited,
    patient: Limited,
    trust: Arc<Trust>,
    /// The hosts of a simulated web; `None` on the internet.
    simulated: Option<HostMap>,
    user_agent: HeaderValue,
    /// Held by whoever follows a certificate's pointers: nobody needs to follow them twice.
    completing: Mutex<()>,
}

/// A client and its limits.
#[derive(Debug)]
struct Limited {
    client: Client,
    options: HttpOptions,
}

impl HttpFetcher {
    /// A client with its own connection pool.
    pub fn new(options: HttpOptions, network: Network) -> Result<Self, SetupError> {
        let simulated = match &network {
            Network::Internet => None,
            Network::Simulated(hosts) => Some(hosts.clone()),
        };
        let roots = if simulated.is_some() { Roots::Only(options.roots.clone()) } else { Roots::System };
        let trust = trust(roots, options.tls_exceptions.clone())?;
        let user_agent = HeaderValue::from_str(&options.contact.user_agent())
            .expect("a contact consists of visible ASCII characters");
        Ok(Self {
            patient: Limited::new(options.patient(), network.clone(), &trust)?,
            usual: Limited::new(options, network, &trust)?,
            trust,
            simulated,
            user_agent,
            completing: Mutex::default(),
        })
    }

    /// The limits in use.
    pub fn options(&self) -> &HttpOptions {
        &self.usual.options
    }

    fn headers(&self, request: &FetchRequest) -> HeaderMap {
        let accept = match request.want {
            Want::Robots => "text/plain,*/*;q=0.5",
            Want::Sitemap => "application/xml,text/xml;q=0.9,*/*;q=0.5",
            Want::File | Want::Part => "*/*",
            Want::Page | Want::Absent | Want::Rendered => "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
        };
        let mut headers = HeaderMap::with_capacity(5);
        headers.insert(USER_AGENT, self.user_agent.clone());
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("vi,en;q=0.5"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        // What scripts ask with; who asks is ours to say.
        for (name, value) in request.extra.iter().flat_map(|extra| &extra.headers) {
            let name =
                HeaderName::try_from(name.as_str()).ok().filter(|name| !matches!(*name, USER_AGENT | COOKIE | HOST));
            if let (Some(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        if let Some(Ok(cookie)) = request.cookie.as_deref().map(HeaderValue::from_str) {
            headers.insert(COOKIE, cookie);
        }
        if let Some(Validators { tag, modified }) = &request.validators {
            for (name, value) in [(IF_NONE_MATCH, tag), (IF_MODIFIED_SINCE, modified)] {
                if let Some(Ok(value)) = value.as_deref().map(HeaderValue::from_bytes) {
                    headers.insert(name, value);
                }
            }
        }
        headers
    }

    /// One attempt; a second one where the chain of the server's certificate could be completed in between.
    async fn attempt(&self, asked: &FetchRequest) -> Result<Exchange, Failure> {
        let host = asked.url.host_str().unwrap_or_default();
        let first = self.once(asked).await;
        if first.as_ref().err() == Some(&Failure::Tls(TlsProblem::MissingIntermediate)) && self.complete(host).await {
            return self.once(asked).await;
        }
        first
    }

    /// Follows the pointers of the certificates of `host` until its chain is whole; says whether anything was learnt.
    async fn complete(&self, host: &str) -> bool {
        let _held = self.completing.lock().await;
        while let Some(pointer) = self.trust.pointer(host) {
            if let Some(certificate) = self.pointed(&pointer).await {
                self.trust.learn(CertificateDer::from(certificate), &pointer);
            } else {
                tracing::debug!(host, pointer, "the missing certificate could not be had");
            }
            if self.trust.is_settled(host) {
                break;
            }
        }
        true
    }

    /// The certificate at `pointer`: plain http, public address, small and soon, or not at all.
    async fn pointed(&self, pointer: &str) -> Option<Vec<u8>> {
        let url = Url::parse(pointer).ok().filter(|url| url.scheme() == "http")?;
        self.check_address(&url).ok()?;
        let mut request = Request::new(reqwest::Method::GET, url);
        request.headers_mut().insert(USER_AGENT, self.user_agent.clone());
        let deadline = Instant::now() + POINTER_TIME.min(self.usual.options.total);
        let mut response = timeout_at(deadline, self.usual.client.execute(request)).await.ok()?.ok()?;
        if response.status() != reqwest::StatusCode::OK {
            return None;
        }
        let (body, stop) = read_body(&mut response, POINTER_BYTES, deadline).await;
        stop.is_none().then_some(body)
    }

    async fn once(&self, asked: &FetchRequest) -> Result<Exchange, Failure> {
        self.check_address(&asked.url)?;
        let Limited { client, options } = match asked.patience {
            Patience::Usual => &self.usual,
            Patience::Long => &self.patient,
        };
        let host = asked.url.host_str().unwrap_or_default();
        let begun = self.trust.begun(host);
        let mut request = Request::new(reqwest::Method::GET, asked.url.clone());
        if let Some(body) = asked.extra.as_ref().and_then(|extra| extra.body.clone()) {
            *request.method_mut() = reqwest::Method::POST;
            *request.body_mut() = Some(body.into());
        }
        *request.headers_mut() = self.headers(asked);
        let request_head = request_head(&request);

        let started = clock::now();
        let begin = Instant::now();
        let deadline = begin + options.total;
        let mut response = match timeout_at(deadline, client.execute(request)).await {
            Err(_) => return Err(Failure::Timeout(TimeoutPhase::Total)),
            Ok(Err(error)) => return Err(self.failure(&error, host, begun)),
            Ok(Ok(response)) => response,
        };
        if response.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum::<usize>()
            > options.headers
        {
            return Err(Failure::Protocol);
        }
        let status = response.status().as_u16();
        let remote = response.remote_addr();
        let response_head = response_head(&response);
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
            .collect();
        let (body, stop) = read_body(&mut response, options.body_cap(asked.want), deadline).await;
        let truncated = match stop {
            None => None,
            Some(Stop::Cap) => Some(Truncation::Length),
            // Of a good answer without a single byte nothing can be used; a redirect or an error says enough.
            Some(Stop::Failed(failure)) if body.is_empty() && (200..300).contains(&status) => return Err(failure),
            Some(Stop::Failed(Failure::Timeout(_))) => Some(Truncation::Time),
            Some(Stop::Failed(_)) => Some(Truncation::Disconnect),
        };
        let took = begin.elapsed();
        let flaw = if asked.url.scheme() == "https" { self.trust.flaw(host) } else { None };
        let names = asked.url.scheme() == "https" && asked.want == Want::Robots;
        let vouched = if names { self.trust.names(host) } else { Vec::new() };
        Ok(Exchange {
            request_head,
            response_head,
            status,
            headers,
            body,
            truncated,
            remote,
            flaw,
            vouched,
            started,
            took,
        })
    }

    /// The failure behind `error`, as closely as it can be told. Before the attempt `begun` handshakes with `host` had
    /// been begun.
    fn failure(&self, error: &reqwest::Error, host: &str, begun: u64) -> Failure {
        match classify(error) {
            Failure::Timeout(TimeoutPhase::Connect) if self.trust.begun(host) > begun => {
                Failure::Timeout(TimeoutPhase::Tls)
            }
            Failure::Tls(TlsProblem::UnknownIssuer) => {
                Failure::Tls(self.trust.problem(host).unwrap_or(TlsProblem::UnknownIssuer))
            }
            failure => failure,
        }
    }

    /// Addresses given as numbers never reach the resolver, so they are refused here.
    fn check_address(&self, url: &Url) -> Result<(), Failure> {
        let allowed = match url.host() {
            Some(Host::Domain(_)) => true,
            Some(Host::Ipv4(address)) => self.simulated.is_some() && address.is_loopback(),
            Some(Host::Ipv6(address)) => self.simulated.is_some() && address.is_loopback(),
            None => false,
        };
        if allowed { Ok(()) } else { Err(Failure::PrivateAddress) }
    }
}

impl Limited {
    fn new(options: HttpOptions, network: Network, trust: &Arc<Trust>) -> Result<Self, SetupError> {
        let builder = Client::builder()
            .no_proxy()
            .redirect(redirect::Policy::none())
            // Whether and when somebody is asked again is the crawl's to say, also where HTTP/2 would allow it at once.
            .retry(retry::never())
            .referer(false)
            .connect_timeout(options.connect)
            .read_timeout(options.read)
            .pool_max_idle_per_host(2)
            .pool_idle_timeout(IDLE)
            .http2_max_header_list_size(u32::try_from(options.headers).unwrap_or(u32::MAX))
            // Old servers fold lines and pad names; browsers forgive them.
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_ignore_invalid_headers_in_responses(true)
            .tls_backend_preconfigured(client_config(trust)?);
        let builder = match network {
            Network::Internet => builder.dns_resolver(PublicResolver::default()),
            Network::Simulated(hosts) => builder.dns_resolver(hosts),
        };
        Ok(Self { client: builder.build()?, options })
    }
}

impl Fetch for HttpFetcher {
    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a> {
        Box::pin(self.attempt(request))
    }

    fn locate<'a>(&'a self, host: &'a str) -> LocateFuture<'a> {
        Box::pin(async move {
            Some(match &self.simulated {
                None => locate(host.to_owned()).await,
                // Nobody can ask it for an AAAA record.
                Some(hosts) => Located {
                    addresses: hosts.get(host).map(|address| address.ip()).into_iter().collect(),
                    ipv6: Ipv6::Unknown,
                },
            })
        })
    }

    fn reaches<'a>(&'a self, origin: &'a Url) -> ReachFuture<'a> {
        let within = self.usual.options.connect;
        match &self.simulated {
            None => Box::pin(async move { reach(origin, &PublicResolver::default(), within).await }),
            Some(hosts) => Box::pin(reach(origin, hosts, within)),
        }
    }
}

enum Stop {
    Cap,
    Failed(Failure),
}

async fn read_body(response: &mut Response, cap: usize, deadline: Instant) -> (Vec<u8>, Option<Stop>) {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    // What is announced is only believed as far as a usual page goes.
    let mut body = Vec::with_capacity(announced.min(cap).min(256 * 1024));
    loop {
        let piece = match timeout_at(deadline, response.chunk()).await {
            Err(_) => return (body, Some(Stop::Failed(Failure::Timeout(TimeoutPhase::Total)))),
            Ok(Err(error)) => return (body, Some(Stop::Failed(body_failure(&error)))),
            Ok(Ok(None)) => return (body, None),
            Ok(Ok(Some(piece))) => piece,
        };
        if body.len() + piece.len() > cap {
            body.extend_from_slice(&piece[..cap - body.len()]);
            return (body, Some(Stop::Cap));
        }
        body.extend_from_slice(&piece);
    }
}

fn body_failure(error: &reqwest::Error) -> Failure {
    match classify(error) {
        // A body that ends too early is reported in many words.
        Failure::Protocol | Failure::Network => Failure::Reset,
        Failure::Timeout(_) => Failure::Timeout(TimeoutPhase::Body),
        failure => failure,
    }
}
