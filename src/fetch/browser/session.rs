//! What happens on a page from its first request until its scripts have come to rest, and what is left of it then.

use std::time::Duration;

use chromiumoxide::{
    cdp::{
        browser_protocol::{
            emulation::{EventVirtualTimeBudgetExpired, SetVirtualTimePolicyParams, VirtualTimePolicy},
            fetch::{ContinueRequestParams, EventRequestPaused, FailRequestParams, RequestId},
            inspector::EventTargetCrashed,
            network::ErrorReason,
            page::{AddScriptToEvaluateOnNewDocumentParams, CrashParams, EventFrameNavigated, NavigateParams},
        },
        js_protocol::runtime::EvaluateParams,
    },
    listeners::EventStream,
};
use futures_util::{StreamExt as _, future::BoxFuture, stream::FuturesUnordered};
use percent_encoding::percent_decode_str;
use tokio::time::{Instant, sleep_until, timeout};
use url::{Position, Url};

use super::{
    super::{ACTION, BrowserTrouble, Desk, Exchange, Failure, Part, Refused, RenderRequest, Truncation},
    PageLimits,
    guard::{Asked, answer, asked, nothing},
    markup::markup,
    tab::{Tab, Trouble},
};
use crate::clock;

/// How often the document may be asked for: once, once more with the cookie it has set, and for a form.
const MOST_DOCUMENTS: u32 = 5;
/// How often a page is scrolled to its end while that brings more.
const MOST_SCROLLS: u32 = 8;
/// The page's own time after it was scrolled, or after the script of a link.
const AFTER: Duration = Duration::from_secs(3);
/// A page that asks for nothing for so long when its own time is over has come to rest: what follows from being drawn takes
/// real time.
const QUIET: Duration = Duration::from_millis(300);
/// Longest time for the page to give its markup.
const READ: Duration = Duration::from_secs(10);

/// Scripts may open no other window; a question to the reader is answered at once.
const BEFORE: &str = "window.open=()=>null;window.alert=()=>{};window.confirm=()=>true;window.prompt=()=>null;\
    window.print=()=>{};";
const SCROLL: &str = "(()=>{scrollTo(0,document.documentElement.scrollHeight);\
    return document.getElementsByTagName('*').length})()";

/// How a wait for the scripts ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// They have come to rest.
    Came,
    /// They work without end.
    Never,
    /// The time of the page is over.
    Late,
}

/// Answers that are out; of each whether it is the document.
type Out<'a> = FuturesUnordered<BoxFuture<'a, (RequestId, bool, Result<Exchange, Refused>)>>;

/// A page at work.
pub(super) struct Session<'a> {
    tab: &'a Tab,
    desk: &'a dyn Desk,
    request: &'a RenderRequest,
    limits: PageLimits,
    main: String,
    paused: EventStream<EventRequestPaused>,
    navigated: EventStream<EventFrameNavigated>,
    expired: EventStream<EventVirtualTimeBudgetExpired>,
    crashed: EventStream<EventTargetCrashed>,
    documents: u32,
    /// The document as it was answered last, without its body.
    document: Option<Exchange>,
    /// Where the page leads to, if it does.
    leads: Option<Url>,
    failure: Option<Failure>,
}

impl<'a> Session<'a> {
    pub(super) async fn begin(
        tab: &'a Tab,
        request: &'a RenderRequest,
        desk: &'a dyn Desk,
        limits: PageLimits,
    ) -> Result<Self, Trouble> {
        let page = tab.page();
        let main = page.mainframe().await?.ok_or(Trouble::Failed(Failure::Browser(BrowserTrouble::Crashed)))?;
        page.execute(AddScriptToEvaluateOnNewDocumentParams::new(BEFORE)).await?;
        Ok(Self {
            tab,
            desk,
            request,
            limits,
            main: main.inner().clone(),
            paused: page.event_listener().await?,
            navigated: page.event_listener().await?,
            expired: page.event_listener().await?,
            crashed: page.event_listener().await?,
            documents: 0,
            document: None,
            leads: None,
            failure: None,
        })
    }

    /// Opens the page and waits until its scripts have come to rest, at the latest until `end`.
    pub(super) async fn run(mut self, end: Instant) -> Result<Exchange, Trouble> {
        let (address, action) = split(&self.request.url);
        let page = self.tab.page().clone();
        // Its answer comes when the page is there, which is for the events to say.
        let _navigation = AbortOnDrop(tokio::spawn(async move {
            let _ = page.execute(NavigateParams::new(address)).await;
        }));
        let mut out = Out::new();
        let mut rest = self.settle(&mut out, end).await?;
        if rest == Rest::Came
            && let Some(action) = action
        {
            self.evaluate::<serde_json::Value>(&action).await;
            self.grant(AFTER);
            rest = self.settle(&mut out, end).await?;
        }
        // What follows from one scroll is drawn, and asked for, with the next.
        let (mut elements, mut idle) = (0, 0);
        for _ in 0..MOST_SCROLLS {
            if rest != Rest::Came || self.is_over() || idle == 2 {
                break;
            }
            let Some(now) = self.evaluate::<u64>(SCROLL).await else { break };
            idle = if now > elements { 0 } else { idle + 1 };
            elements = now;
            self.grant(AFTER);
            rest = self.settle(&mut out, end).await?;
        }
        self.leave(rest).await
    }

    fn is_over(&self) -> bool {
        self.leads.is_some() || self.failure.is_some()
    }

    /// Lets so much of the page's own time pass, which stands still while an answer is out.
    fn grant(&self, time: Duration) {
        let mut policy = SetVirtualTimePolicyParams::new(VirtualTimePolicy::PauseIfNetworkFetchesPending);
        policy.budget = Some(time.as_millis() as f64);
        policy.max_virtual_time_task_starvation_count = Some(10_000);
        // A page that does not take it is found to be stuck.
        if let Ok(sent) = self.tab.page().command_future(policy) {
            tokio::spawn(async move { sent.await.map(drop) });
        }
    }

    async fn settle(&mut self, out: &mut Out<'a>, end: Instant) -> Result<Rest, Trouble> {
        let mut since = Instant::now();
        let mut over = None;
        loop {
            if self.is_over() {
                return Ok(Rest::Came);
            }
            let quiet = over.unwrap_or(since) + QUIET;
            let work = if out.is_empty() { (since + self.limits.work).min(end) } else { end };
            tokio::select! {
                biased;
                crash = self.crashed.next() => {
                    // An event stream ends with the page.
                    drop(crash);
                    return Err(Trouble::Failed(Failure::Browser(BrowserTrouble::Crashed)));
                }
                Some(event) = self.paused.next() => {
                    since = Instant::now();
                    self.take(&event, out).await?;
                }
                Some((id, document, result)) = out.next(), if !out.is_empty() => {
                    since = Instant::now();
                    self.hand_over(id, document, result).await?;
                    if over.take().is_some() {
                        self.grant(AFTER);
                    }
                }
                Some(event) = self.navigated.next() => {
                    since = Instant::now();
                    if event.frame.id.inner() == &self.main && event.frame.url.starts_with("http") {
                        over = None;
                        self.grant(self.limits.settle);
                    }
                }
                Some(_) = self.expired.next() => {
                    // A budget of the empty page before, or of the document that has just been left.
                    if self.document.is_some() {
                        over = Some(Instant::now());
                    }
                }
                () = sleep_until(quiet), if over.is_some() && out.is_empty() => return Ok(Rest::Came),
                () = sleep_until(work) => {
                    return Ok(if Instant::now() >= end { Rest::Late } else { Rest::Never });
                }
            }
        }
    }

    /// A request of the page.
    async fn take(&mut self, event: &EventRequestPaused, out: &mut Out<'a>) -> Result<(), Trouble> {
        let id = event.request_id.clone();
        let page = self.tab.page();
        let (url, extra, document) = match asked(event, &self.main) {
            Asked::Document(url, extra) => {
                if url[..Position::AfterQuery] != self.request.url[..Position::AfterQuery] {
                    // To another address: for the crawl to follow, unless it is a form.
                    if extra.body.is_none() {
                        self.leads = Some(url);
                    }
                    return self.refuse(id).await;
                }
                self.documents += 1;
                if self.documents > MOST_DOCUMENTS {
                    self.failure = Some(Failure::Browser(BrowserTrouble::Stuck));
                    return self.refuse(id).await;
                }
                (url, extra, true)
            }
            Asked::Part(url, extra) => (url, extra, false),
            Asked::Looks => {
                page.execute(nothing(id)).await?;
                return Ok(());
            }
            Asked::Inner => {
                page.execute(ContinueRequestParams::new(id)).await?;
                return Ok(());
            }
            Asked::Refused => return self.refuse(id).await,
        };
        let cookie = self.tab.cookie_header(&url).await?;
        let desk = self.desk;
        out.push(Box::pin(async move { (id, document, desk.ask(Part { url, cookie, extra }).await) }));
        Ok(())
    }

    async fn refuse(&self, id: RequestId) -> Result<(), Trouble> {
        self.tab.page().execute(FailRequestParams::new(id, ErrorReason::BlockedByClient)).await?;
        Ok(())
    }

    /// The answer to a request of the page.
    async fn hand_over(
        &mut self,
        id: RequestId,
        document: bool,
        result: Result<Exchange, Refused>,
    ) -> Result<(), Trouble> {
        let exchange = match result {
            Ok(exchange) => exchange,
            Err(refused) => {
                if document {
                    self.failure = Some(match refused {
                        Refused::Failed(failure) => failure,
                        Refused::NotForYou => Failure::Browser(BrowserTrouble::Stuck),
                    });
                }
                return self.refuse(id).await;
            }
        };
        if document && (300..400).contains(&exchange.status) {
            let target = exchange.header("location").and_then(|to| self.request.url.join(to).ok());
            if let Some(target) = target
                && target[..Position::AfterQuery] != self.request.url[..Position::AfterQuery]
            {
                self.leads = Some(target);
                return self.refuse(id).await;
            }
        }
        let Some(params) = answer(id.clone(), &exchange, document, self.request.bytes) else {
            if document {
                self.failure = Some(Failure::Decoding);
            }
            return self.refuse(id).await;
        };
        self.tab.page().execute(params).await?;
        if document {
            self.document = Some(Exchange { body: Vec::new(), ..exchange });
        }
        Ok(())
    }

    /// The value of a script in the page's own world; nothing if it does not come in time.
    async fn evaluate<T: serde::de::DeserializeOwned>(&self, script: &str) -> Option<T> {
        let mut params = EvaluateParams::new(script);
        params.user_gesture = Some(true);
        params.return_by_value = Some(true);
        let value = timeout(READ, self.tab.page().execute(params)).await.ok()?.ok()?.result.result.value?;
        serde_json::from_value(value).ok()
    }

    /// What is left.
    async fn leave(self, rest: Rest) -> Result<Exchange, Trouble> {
        if let Some(failure) = self.failure {
            return Err(Trouble::Failed(failure));
        }
        let cookies = self.tab.cookies(&self.request.url).await?;
        let known: Vec<&str> = self.request.cookie.as_deref().map(|all| all.split("; ").collect()).unwrap_or_default();
        let set = cookies
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .filter(|pair| !known.contains(&pair.as_str()))
            .map(|pair| ("set-cookie".to_owned(), format!("{pair}; Path=/").into_bytes()));
        if let Some(target) = &self.leads {
            let mut headers = vec![("location".to_owned(), target.as_str().as_bytes().to_vec())];
            headers.extend(set);
            return Ok(self.exchange(302, headers, Vec::new(), None));
        }
        let Some(left) = timeout(READ, markup(self.tab.page(), &self.main, self.request.bytes)).await.ok().flatten()
        else {
            // A script that never ends would keep a processor for as long as the browser runs.
            let crash = self.tab.page().command_future(CrashParams::default());
            if let Ok(crash) = crash {
                let _ = timeout(READ, crash).await;
            }
            return Err(Trouble::Failed(Failure::Browser(BrowserTrouble::Stuck)));
        };
        let mut body = format!("<!DOCTYPE html>{}", left.markup).into_bytes();
        let mut truncated = left.cut.then_some(Truncation::Length);
        if body.len() > self.request.bytes {
            body.truncate(self.request.bytes);
            truncated = Some(Truncation::Length);
        }
        if rest == Rest::Late {
            truncated = Some(Truncation::Time);
        }
        let status = self.document.as_ref().map_or(200, |document| document.status);
        let mut headers = vec![("content-type".to_owned(), b"text/html; charset=utf-8".to_vec())];
        headers.extend(set);
        Ok(self.exchange(status, headers, body, truncated))
    }

    fn exchange(
        &self,
        status: u16,
        headers: Vec<(String, Vec<u8>)>,
        body: Vec<u8>,
        truncated: Option<Truncation>,
    ) -> Exchange {
        let document = self.document.as_ref();
        let started = document.map_or_else(clock::now, |document| document.started);
        Exchange {
            request_head: Vec::new(),
            response_head: Vec::new(),
            status,
            headers,
            body,
            truncated,
            remote: document.and_then(|document| document.remote),
            flaw: document.and_then(|document| document.flaw.clone()),
            vouched: Vec::new(),
            started,
            took: Duration::ZERO,
        }
    }
}

/// The address to open, with its route, and the script to run then.
fn split(url: &Url) -> (String, Option<String>) {
    let Some(script) = url.fragment().and_then(|fragment| fragment.strip_prefix(ACTION)) else {
        return (url.as_str().to_owned(), None);
    };
    let mut address = url.clone();
    address.set_fragment(None);
    (address.into(), percent_decode_str(script).decode_utf8().ok().map(std::borrow::Cow::into_owned))
}

struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
