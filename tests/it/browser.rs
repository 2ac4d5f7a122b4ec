//! A real Chromium on pages of a loopback server: what scripts build is seen, and nothing is asked for but through the
//! desk. Without an installed Chromium each test says `skipped`.

mod crawl;
mod hostile;
mod pages;

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use d42::{
    fetch::{
        Chromium, ChromiumOptions, Desk, Exchange, Failure, Fetch as _, FetchRequest, HttpFetcher, Part, PartFuture,
        Patience, Refused, Render as _, RenderRequest, Want,
    },
    registry::PortalId,
};
use url::Url;

use crate::server::{Answer, Asked, Server, html, options};

/// A browser with small limits, unless none is installed, which is said under the test's name.
#[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
pub(crate) async fn chromium(test: &str, change: impl FnOnce(&mut ChromiumOptions)) -> Option<Chromium> {
    let Some(program) = d42::fetch::find() else {
        eprintln!("skipped: {test} (no Chromium is installed)");
        return None;
    };
    let mut chromium = ChromiumOptions::new(program, options().contact.user_agent());
    change(&mut chromium);
    Some(Chromium::start(chromium).await.unwrap())
}

/// The hosts under `mau.gov.vn`, all on one server; anything else is refused.
pub(super) struct Counter {
    fetch: HttpFetcher,
    asked: AtomicU32,
    most: u32,
}

impl Desk for Counter {
    fn ask(&self, part: Part) -> PartFuture<'_> {
        Box::pin(async move {
            let inside = part.url.host_str().is_some_and(|host| host == "mau.gov.vn" || host.ends_with(".mau.gov.vn"));
            if !inside || self.asked.fetch_add(1, Ordering::SeqCst) >= self.most {
                return Err(Refused::NotForYou);
            }
            let request = FetchRequest {
                portal: PortalId::new("mau"),
                url: part.url,
                want: Want::Part,
                cookie: part.cookie,
                patience: Patience::Usual,
                validators: None,
                extra: Some(part.extra),
            };
            self.fetch.fetch(&request).await.map_err(Refused::Failed)
        })
    }
}

pub(super) fn desk(server: &Server) -> Counter {
    let fetch = server.fetcher(&["mau.gov.vn", "dich-vu.mau.gov.vn"]);
    Counter { fetch, asked: AtomicU32::new(0), most: 40 }
}

/// Renders `address` with what `answers` gives.
pub(super) async fn rendered(browser: &Chromium, server: &Server, address: &str) -> Result<Exchange, Failure> {
    let request = RenderRequest { url: Url::parse(address).unwrap(), cookie: None, bytes: 200_000 };
    let desk = desk(server);
    tokio::time::timeout(Duration::from_secs(90), browser.render(&request, &desk)).await.unwrap()
}

pub(super) fn markup(exchange: &Exchange) -> &str {
    std::str::from_utf8(&exchange.body).unwrap()
}

/// A page whose body is `script`, at `/`, and `more` elsewhere.
pub(super) async fn scripted(script: &str, more: fn(&Asked) -> Answer) -> Server {
    let page = format!("<!doctype html><title>Cổng mẫu</title><body><div id=noi-dung></div><script>{script}</script>");
    Server::start(move |asked| if asked.path == "/" { html(&page) } else { more(asked) }).await
}

pub(super) fn none(_: &Asked) -> Answer {
    Answer::Page("404 Not Found", Vec::new())
}
