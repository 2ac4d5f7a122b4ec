//! A web in memory, for tests that stop the clock, with an archive and a focus that remember what they were told.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write as _,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use d42::{
    crawl::{Archive, ArchiveError, Discovered, Focus, FocusFactory, Hint, PortalEnd, Worth},
    fetch::{Exchange, Failure, Fetch, FetchFuture, FetchMode, FetchRequest, Ipv6, LocateFuture, Located, Want},
    page::{Link, Page},
    registry::{Manners, Portal, PortalId},
    snapshot::{Before, Capture, CaptureId, CaptureResult, HostsBefore, PaceChange, Resolution, StopReason, Visit},
};
use jiff::Timestamp;
use tokio::time::Instant;
use url::Url;

/// A portal at `http://NAME.gov.vn/`.
pub(super) fn portal(name: &str) -> Portal {
    Portal {
        id: PortalId::new(name),
        tier: None,
        name_vi: String::new(),
        name_en: String::new(),
        url: format!("http://{name}.gov.vn/").parse().unwrap(),
        domains: vec![format!("{name}.gov.vn")],
        languages: Vec::new(),
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    }
}

/// Status and headers.
type Head = (u16, Vec<(String, Vec<u8>)>);

/// What an address answers.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    result: Result<Head, Failure>,
    body: String,
}

impl Reply {
    pub(super) fn status(status: u16) -> Self {
        Self { result: Ok((status, Vec::new())), body: String::new() }
    }

    pub(super) fn text(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::status(200).with("content-type", "text/plain") }
    }

    pub(super) fn failure(failure: Failure) -> Self {
        Self { result: Err(failure), body: String::new() }
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        if let Ok((_, headers)) = &mut self.result {
            headers.push((name.to_owned(), value.as_bytes().to_vec()));
        }
        self
    }

    pub(super) fn set_body(&mut self, body: &str) {
        body.clone_into(&mut self.body);
    }

    /// Gives the link to `path` this text.
    pub(super) fn label(mut self, path: &str, label: &str) -> Self {
        self.body = self.body.replace(&format!("'{path}'>mục"), &format!("'{path}'>{label}"));
        self
    }
}

/// A page with these links.
pub(super) fn links(targets: &[&str]) -> Reply {
    let mut body = "<!doctype html><title>Mẫu</title><main>".to_owned();
    for target in targets {
        let _ = write!(body, "<p><a href='{target}'>mục</a></p>");
    }
    Reply { body, ..Reply::status(200).with("content-type", "text/html; charset=utf-8") }
}

/// A request as it reached the web.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) start: Instant,
    pub(super) origin: String,
    pub(super) host: String,
    pub(super) path: String,
}

type Latency = dyn Fn(&str) -> Duration + Send + Sync;
type Otherwise = dyn Fn(&str) -> Reply + Send + Sync;

/// The web: paths of any host, or whole addresses.
#[derive(Default)]
pub(super) struct Web {
    replies: BTreeMap<String, Vec<Reply>>,
    otherwise: Option<Box<Otherwise>>,
    latency: Option<Box<Latency>>,
    refusing: BTreeMap<String, Failure>,
    redirecting: BTreeMap<String, String>,
    cookie_page: Option<(String, Reply)>,
    addresses: BTreeMap<String, Vec<IpAddr>>,
    asked: Mutex<Vec<Asked>>,
    times: Mutex<HashMap<String, usize>>,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
}

impl Web {
    pub(super) fn new<const N: usize>(pages: [(&str, Reply); N]) -> Arc<Self> {
        Self::of(pages.into_iter().map(|(path, reply)| (path.to_owned(), reply)).collect())
    }

    pub(super) fn of(pages: Vec<(String, Reply)>) -> Arc<Self> {
        let replies = pages.into_iter().map(|(path, reply)| (path, vec![reply])).collect();
        Arc::new(Self { replies, ..Self::default() })
    }

    fn log_entry(&self, url: &Url) {
        let mut path = url.path().to_owned();
        if let Some(query) = url.query() {
            let _ = write!(path, "?{query}");
        }
        self.asked.lock().unwrap().push(Asked {
            start: Instant::now(),
            origin: url[..url::Position::BeforePath].to_owned(),
            host: url.host_str().unwrap().to_owned(),
            path,
        });
    }

    fn reply(&self, request: &FetchRequest) -> Reply {
        let url = &request.url;
        let origin = &url[..url::Position::BeforePath];
        if let Some(failure) = self.refusing.get(origin) {
            return Reply::failure(*failure);
        }
        if let Some(to) = self.redirecting.get(origin) {
            return Reply::status(301).with("location", &format!("{to}{}", &url[url::Position::BeforePath..]));
        }
        let path = &url[url::Position::BeforePath..];
        if let Some((behind, reply)) = &self.cookie_page
            && behind == path
        {
            return match &request.cookie {
                Some(cookie) if cookie == "qua=1" => reply.clone(),
                _ => Reply::status(302).with("location", path).with("set-cookie", "qua=1; Path=/"),
            };
        }
        let (found, name) = match self.replies.get(url.as_str()) {
            Some(replies) => (Some(replies), url.as_str()),
            None => (self.replies.get(path), path),
        };
        match found {
            Some(replies) => {
                let mut times = self.times.lock().unwrap();
                let nth = times.entry(name.to_owned()).or_default();
                *nth += 1;
                replies[(*nth - 1).min(replies.len() - 1)].clone()
            }
            None => match &self.otherwise {
                Some(otherwise) if path != "/robots.txt" && path != "/sitemap.xml" => otherwise(path),
                Some(otherwise) if matches!(otherwise(path).result, Err(_) | Ok((404, _))) => otherwise(path),
                _ => Reply::status(404),
            },
        }
    }

    pub(super) fn log(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(super) fn paths(&self) -> Vec<String> {
        self.log().into_iter().map(|asked| asked.path).collect()
    }

    /// When each request began.
    pub(super) fn starts(&self) -> Vec<Instant> {
        self.log().iter().map(|asked| asked.start).collect()
    }

    pub(super) fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }
}

/// Changes to a web before it is used.
pub(super) trait Changed {
    fn change(self, change: impl FnOnce(&mut Web)) -> Arc<Web>;

    fn with_latency(self, latency: impl Fn(&str) -> Duration + Send + Sync + 'static) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| web.latency = Some(Box::new(latency)))
    }

    fn otherwise(self, otherwise: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| web.otherwise = Some(Box::new(otherwise)))
    }

    /// What `path` answers the first time.
    fn first(self, path: &str, reply: Reply) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| web.replies.entry(path.to_owned()).or_default().insert(0, reply))
    }

    /// What `path` answers from the second time on.
    fn second(self, path: &str, reply: Reply) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| web.replies.entry(path.to_owned()).or_default().push(reply))
    }

    /// Everything under `origin` fails.
    fn refusing(self, origin: &str, failure: Failure) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| {
            web.refusing.insert(origin.to_owned(), failure);
        })
    }

    /// Everything under `origin` leads to the same under `to`.
    fn redirecting(self, origin: &str, to: &str) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| {
            web.redirecting.insert(origin.to_owned(), to.to_owned());
        })
    }

    /// The name service knows these addresses of `host`.
    fn located(self, host: &str, addresses: &[&str]) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| {
            let addresses = addresses.iter().map(|address| address.parse().unwrap()).collect();
            web.addresses.insert(host.to_owned(), addresses);
        })
    }

    /// `path` sets a cookie and leads to itself, until the cookie comes back.
    fn behind_cookie(self, path: &str, reply: Reply) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| web.cookie_page = Some((path.to_owned(), reply)))
    }

    /// Counts `visits` as made already, for addresses that answer differently the second time.
    fn with_skipped<'v>(self, visits: impl Iterator<Item = &'v Visit>) -> Arc<Web>
    where
        Self: Sized,
    {
        self.change(|web| {
            for visit in visits {
                *web.times.get_mut().unwrap().entry(visit.url.path().to_owned()).or_default() += 1;
            }
        })
    }
}

impl Changed for Arc<Web> {
    fn change(mut self, change: impl FnOnce(&mut Web)) -> Self {
        change(Self::get_mut(&mut self).unwrap());
        self
    }
}

impl Changed for Web {
    fn change(mut self, change: impl FnOnce(&mut Self)) -> Arc<Web> {
        change(&mut self);
        Arc::new(self)
    }
}

impl Fetch for Web {
    fn locate<'a>(&'a self, host: &'a str) -> LocateFuture<'a> {
        let addresses = self.addresses.get(host).cloned();
        let located = addresses.map(|addresses| Located { addresses, ipv6: Ipv6::Absent });
        Box::pin(std::future::ready(located))
    }

    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a> {
        Box::pin(async move {
            self.log_entry(&request.url);
            self.most_at_once.fetch_max(self.at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            if let Some(latency) = &self.latency {
                tokio::time::sleep(latency(request.url.path())).await;
            }
            self.at_once.fetch_sub(1, Ordering::SeqCst);
            let reply = self.reply(request);
            let (status, headers) = reply.result?;
            let mut response_head = format!("HTTP/1.1 {status} Mau\r\n");
            for (name, value) in &headers {
                let _ = write!(response_head, "{name}: {}\r\n", String::from_utf8_lossy(value));
            }
            response_head.push_str("\r\n");
            Ok(Exchange {
                request_head: format!("GET {} HTTP/1.1\r\n\r\n", request.url.path()).into_bytes(),
                response_head: response_head.into_bytes(),
                status,
                headers,
                body: reply.body.into_bytes(),
                truncated: None,
                remote: None,
                flaw: None,
                vouched: Vec::new(),
                started: Timestamp::UNIX_EPOCH,
                took: Duration::ZERO,
            })
        })
    }
}

/// An archive in memory.
#[derive(Default)]
pub(super) struct Keeper {
    kept: Mutex<BTreeMap<(PortalId, u32), Visit>>,
    earlier: Vec<(PortalId, Visit)>,
    ends: Mutex<BTreeMap<PortalId, PortalEnd>>,
    spent_before: Duration,
    spent: Mutex<Duration>,
    room: Option<usize>,
    stop_before: Option<StopReason>,
    hosts_before: HostsBefore,
    paces: Mutex<Vec<PaceChange>>,
    resolutions: Mutex<Vec<Resolution>>,
}

impl Keeper {
    /// Holds the visits of an earlier session.
    pub(super) fn resumed(portal: &str, visits: &[Visit]) -> Self {
        let id = PortalId::new(portal);
        let earlier: Vec<(PortalId, Visit)> = visits.iter().map(|visit| (id.clone(), visit.clone())).collect();
        let kept = (0..).zip(visits).map(|(number, visit)| ((id.clone(), number), visit.clone())).collect();
        Self { kept: Mutex::new(kept), earlier, ..Self::default() }
    }

    /// After earlier sessions that took so long.
    pub(super) fn after(self, spent: Duration) -> Self {
        Self { spent_before: spent, ..self }
    }

    /// After an earlier session that ended so, and left hosts so.
    pub(super) fn ended(self, stop: StopReason, hosts: HostsBefore) -> Self {
        Self { stop_before: Some(stop), hosts_before: hosts, ..self }
    }

    /// Changes of pace it was told of.
    pub(super) fn paces(&self) -> Vec<PaceChange> {
        self.paces.lock().unwrap().clone()
    }

    /// What it was told of where hosts are.
    pub(super) fn resolutions(&self) -> Vec<Resolution> {
        self.resolutions.lock().unwrap().clone()
    }

    /// What it was told last of the time that was spent.
    pub(super) fn spent(&self) -> Duration {
        *self.spent.lock().unwrap()
    }

    /// Fails after so many records.
    pub(super) fn full_after(room: usize) -> Self {
        Self { room: Some(room), ..Self::default() }
    }

    pub(super) fn visits(&self, portal: &str) -> Vec<Visit> {
        let kept = self.kept.lock().unwrap();
        kept.iter().filter(|((id, _), _)| id.as_str() == portal).map(|(_, visit)| visit.clone()).collect()
    }

    /// Paths in the order of their numbers.
    pub(super) fn urls(&self, portal: &str) -> Vec<String> {
        self.visits(portal).iter().map(|visit| visit.url.path().to_owned()).collect()
    }

    pub(super) fn ends(&self) -> BTreeMap<String, PortalEnd> {
        self.ends.lock().unwrap().iter().map(|(id, end)| (id.to_string(), end.clone())).collect()
    }
}

impl Archive for Keeper {
    fn before(&self, portal: &PortalId) -> Before {
        let captures = self.earlier.iter().filter(|(id, _)| id == portal).count();
        Before { captures: captures as u32, lost: BTreeSet::new(), spent: self.spent_before, stop: self.stop_before }
    }

    fn spend(&self, _portal: &PortalId, spent: Duration) -> Result<(), ArchiveError> {
        *self.spent.lock().unwrap() = spent;
        Ok(())
    }

    fn earlier(
        &self,
        portal: &PortalId,
        url: &Url,
        want: Want,
        again: u8,
    ) -> Result<Option<(Capture, Visit)>, ArchiveError> {
        let numbered = (0..).zip(self.earlier.iter().filter(|(id, _)| id == portal));
        let mut same = numbered.filter(|(_, (_, visit))| visit.url == *url && visit.want == want);
        Ok(same.nth(again.into()).map(|(number, (_, visit))| (capture(portal, number, visit), visit.clone())))
    }

    fn record(
        &self,
        portal: &PortalId,
        sequence: u32,
        visit: &Visit,
        _discovered: &[Discovered],
    ) -> Result<Capture, ArchiveError> {
        let mut kept = self.kept.lock().unwrap();
        if self.room.is_some_and(|room| kept.len() >= room) {
            return Err(ArchiveError::new("no space left"));
        }
        let numbers = kept.keys().filter(|(id, _)| id == portal).count();
        assert_eq!(sequence as usize, numbers, "visits are recorded in order, without gaps");
        kept.insert((portal.clone(), sequence), visit.clone());
        Ok(capture(portal, sequence, visit))
    }

    fn paced(&self, change: &PaceChange) -> Result<(), ArchiveError> {
        self.paces.lock().unwrap().push(change.clone());
        Ok(())
    }

    fn resolved(&self, found: &Resolution) -> Result<(), ArchiveError> {
        self.resolutions.lock().unwrap().push(found.clone());
        Ok(())
    }

    fn hosts(&self) -> HostsBefore {
        self.hosts_before.clone()
    }

    fn end(&self, portal: &PortalId, end: &PortalEnd) -> Result<(), ArchiveError> {
        self.ends.lock().unwrap().insert(portal.clone(), end.clone());
        Ok(())
    }
}

fn capture(portal: &PortalId, sequence: u32, visit: &Visit) -> Capture {
    Capture {
        id: CaptureId(format!("{portal}/{sequence:06}")),
        portal: portal.clone(),
        sequence,
        url: visit.url.clone(),
        want: visit.want,
        mode: FetchMode::Http,
        at: visit.at,
        took_ms: visit.took_ms,
        attempts: visit.attempts,
        patience: visit.patience,
        received: None,
        result: match &visit.result {
            Ok(exchange) => CaptureResult::Answered {
                status: exchange.status,
                content_type: String::new(),
                location: None,
                length: exchange.body.len() as u64,
                digest: String::new(),
                truncated: None,
                flaw: None,
                vouched: Vec::new(),
                file: String::new(),
                offset: 0,
            },
            Err(failure) => CaptureResult::Failed(*failure),
        },
    }
}

/// A focus that knows labels, and has enough when it saw a certain page.
pub(super) struct Labels {
    worth: fn(&str) -> Worth,
    enough: &'static str,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Labels {
    pub(super) fn new(worth: fn(&str) -> Worth, enough: &'static str) -> Self {
        Self { worth, enough, seen: Arc::default() }
    }

    /// Path, status and whether there was a page, of each visit.
    pub(super) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

impl FocusFactory for Labels {
    fn focus(&self, _portal: &Portal) -> Box<dyn Focus> {
        Box::new(OneLabels {
            worth: self.worth,
            enough: self.enough,
            seen: Arc::clone(&self.seen),
            hints: vec![String::new()],
            finished: false,
        })
    }
}

struct OneLabels {
    worth: fn(&str) -> Worth,
    enough: &'static str,
    seen: Arc<Mutex<Vec<String>>>,
    hints: Vec<String>,
    finished: bool,
}

impl Focus for OneLabels {
    fn hint(&mut self, link: &Link) -> Hint {
        let known = self.hints.iter().position(|label| *label == link.label);
        Hint(known.unwrap_or_else(|| {
            self.hints.push(link.label.clone());
            self.hints.len() - 1
        }) as u32)
    }

    fn worth(&self, hint: Hint) -> Worth {
        (self.worth)(&self.hints[hint.0 as usize])
    }

    fn saw(&mut self, capture: &Capture, page: Option<&Page>) {
        let status = match &capture.result {
            CaptureResult::Answered { status, .. } => status.to_string(),
            CaptureResult::Failed(failure) => format!("{failure:?}"),
        };
        let page_word = if page.is_some() { " page" } else { "" };
        self.seen.lock().unwrap().push(format!("{} {status}{page_word}", capture.url.path()));
        self.finished |= capture.url.path() == self.enough;
    }

    fn finished(&self) -> bool {
        self.finished
    }

    fn ended(self: Box<Self>, _end: &PortalEnd) {}
}
