//! One page in a browser: opened in a context of its own, and closed whatever comes of it.

use std::sync::Arc;

use chromiumoxide::{
    Page,
    cdp::browser_protocol::{
        browser::BrowserContextId,
        fetch::{EnableParams, RequestPattern},
        network::{CookieParam, GetCookiesParams, SetCookiesParams},
        target::{CreateBrowserContextParams, CreateTargetParams, DisposeBrowserContextParams},
    },
    error::CdpError,
};
use tokio::time::Instant;
use url::Url;

use super::{
    super::{BrowserTrouble, Desk, Exchange, Failure, RenderRequest},
    PageLimits,
    process::Process,
    session::Session,
};

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The browser has ended.
    Gone,
    /// The page could not be had.
    Failed(Failure),
}

impl From<CdpError> for Trouble {
    fn from(error: CdpError) -> Self {
        tracing::debug!("the browser answers: {error}");
        match error {
            CdpError::Timeout => Self::Failed(Failure::Browser(BrowserTrouble::Stuck)),
            _ => Self::Failed(Failure::Browser(BrowserTrouble::Crashed)),
        }
    }
}

/// Renders `request` in `process`.
pub(super) async fn render(
    process: &Arc<Process>,
    request: &RenderRequest,
    desk: &dyn Desk,
    limits: PageLimits,
) -> Result<Exchange, Trouble> {
    let work = async {
        let tab = Tab::open(process).await?;
        tab.set_cookies(&request.url, request.cookie.as_deref()).await?;
        let session = Session::begin(&tab, request, desk, limits).await?;
        session.run(Instant::now() + limits.total).await
    };
    tokio::select! {
        biased;
        () = process.gone() => Err(Trouble::Gone),
        done = work => done,
    }
}

/// An open page.
#[derive(Debug)]
pub(super) struct Tab {
    process: Arc<Process>,
    context: BrowserContextId,
    page: Page,
}

impl Drop for Tab {
    fn drop(&mut self) {
        let (process, context) = (Arc::clone(&self.process), self.context.clone());
        // Closing takes the browser a moment, and a page that is cut must not wait for it.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let _ = process.browser().execute(DisposeBrowserContextParams::new(context)).await;
            });
        }
    }
}

impl Tab {
    /// Opens an empty page from which nothing can be asked but through [`Session`].
    async fn open(process: &Arc<Process>) -> Result<Self, Trouble> {
        let browser = process.browser();
        let own = CreateBrowserContextParams { dispose_on_detach: Some(true), ..Default::default() };
        let context = browser.create_browser_context(own).await?;
        let mut blank = CreateTargetParams::new("about:blank");
        blank.browser_context_id = Some(context.clone());
        let page = browser.new_page(blank).await?;
        let tab = Self { process: Arc::clone(process), context, page };
        let everything = RequestPattern { url_pattern: Some("*".to_owned()), ..Default::default() };
        tab.page.execute(EnableParams { patterns: Some(vec![everything]), ..Default::default() }).await?;
        Ok(tab)
    }

    /// The page, to be driven.
    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    async fn set_cookies(&self, url: &Url, header: Option<&str>) -> Result<(), Trouble> {
        let pairs = header.into_iter().flat_map(|header| header.split("; ")).filter_map(|pair| pair.split_once('='));
        let cookies: Vec<CookieParam> = pairs
            .map(|(name, value)| {
                let mut cookie = CookieParam::new(name, value);
                cookie.url = Some(url.as_str().to_owned());
                cookie.path = Some("/".to_owned());
                cookie
            })
            .collect();
        if !cookies.is_empty() {
            self.page.execute(SetCookiesParams::new(cookies)).await?;
        }
        Ok(())
    }

    /// The cookies that go to `url`, by name.
    pub(super) async fn cookies(&self, url: &Url) -> Result<Vec<(String, String)>, Trouble> {
        let asked = GetCookiesParams { urls: Some(vec![url.as_str().to_owned()]) };
        let cookies = self.page.execute(asked).await?.result.cookies;
        let mut pairs: Vec<(String, String)> = cookies.into_iter().map(|cookie| (cookie.name, cookie.value)).collect();
        pairs.sort_unstable();
        Ok(pairs)
    }

    /// The same as a `Cookie` header.
    pub(super) async fn cookie_header(&self, url: &Url) -> Result<Option<String>, Trouble> {
        let pairs = self.cookies(url).await?;
        let header = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        Ok((!header.is_empty()).then_some(header))
    }
}
