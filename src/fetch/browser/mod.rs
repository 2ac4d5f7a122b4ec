//! Renders pages with an installed Chromium, driven over its DevTools protocol. One process for all portals, a few
//! pages at a time, each in a browser context of its own, so that portals share neither cookies nor storage.
//!
//! Nothing leaves Chromium by its own network: every request of a page is caught before it is made and answered through
//! the [`Desk`]; what could not be caught (workers, sockets, the browser's own services) finds a proxy that answers
//! nobody. The clock of a page is virtual: it stands still while an answer is out, however long that waits for its
//! turn, and jumps over waits of scripts.
//!
//! | question | answered in |
//! |---|---|
//! | where is it installed | `find.rs` |
//! | how is it started, and ended whatever happens | `process.rs` |
//! | what may a page ask for | `guard.rs` |
//! | how is a page opened and left | `tab.rs` |
//! | when has it come to rest | `session.rs` |
//! | what is left of it | `markup.rs` |

mod find;
mod guard;
mod markup;
mod process;
mod session;
mod tab;

use std::{path::PathBuf, sync::Arc, time::Duration};

use tokio::sync::{Mutex, Semaphore};

pub use find::find;
use process::Process;
use tab::Trouble;

use super::{BrowserTrouble, Desk, Exchange, Failure, Render, RenderFuture, RenderRequest};

/// How Chromium is used.
#[derive(Clone, Debug)]
pub struct ChromiumOptions {
    /// The program.
    pub program: PathBuf,
    /// What pages are told about who visits them; requests carry the same.
    pub user_agent: String,
    /// Pages rendered at the same time, 1 or more.
    pub tabs: usize,
    /// Pages after which the process is replaced: its memory only grows.
    pub pages: u32,
    /// Limits of one page.
    pub limits: PageLimits,
}

/// Limits of one page.
#[derive(Clone, Copy, Debug)]
pub struct PageLimits {
    /// Longest time from the first request, waits for turns included.
    pub total: Duration,
    /// Longest time without an answer being out: the work of the scripts.
    pub work: Duration,
    /// Time of the page's own clock that its scripts get to come to rest.
    pub settle: Duration,
    /// Most memory of each process of the browser, in bytes.
    pub memory: u64,
}

impl ChromiumOptions {
    /// As for a normal run.
    pub fn new(program: PathBuf, user_agent: String) -> Self {
        let limits = PageLimits {
            total: Duration::from_mins(4),
            work: Duration::from_secs(10),
            settle: Duration::from_secs(8),
            memory: 1 << 30,
        };
        Self { program, user_agent, tabs: 4, pages: 200, limits }
    }
}

/// The browser cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The program cannot be started.
    #[error("cannot start {program}: {problem}")]
    Start {
        /// Which.
        program: String,
        /// What the system says.
        problem: std::io::Error,
    },
    /// It started and did not say where it can be driven.
    #[error("{program} does not answer: {problem}")]
    Silent {
        /// Which.
        program: String,
        /// What it said last, or what is wrong.
        problem: String,
    },
}

/// An installed Chromium, started once and again whenever it ends.
#[derive(Debug)]
pub struct Chromium {
    options: ChromiumOptions,
    version: String,
    current: Mutex<Option<Arc<Process>>>,
    tabs: Semaphore,
}

impl Chromium {
    /// Starts the program, so that it is known to work, and learns its version.
    pub async fn start(options: ChromiumOptions) -> Result<Self, BrowserError> {
        let first = Process::start(&options).await?;
        Ok(Self {
            version: first.version().to_owned(),
            current: Mutex::new(Some(Arc::new(first))),
            tabs: Semaphore::new(options.tabs.max(1)),
            options,
        })
    }

    /// The id of the present process, if one runs.
    pub async fn process_id(&self) -> Option<u32> {
        self.current.lock().await.as_ref().and_then(|process| process.id())
    }

    /// The process that takes the next page.
    async fn process(&self) -> Result<Arc<Process>, BrowserError> {
        let mut current = self.current.lock().await;
        if let Some(process) = current.as_ref().filter(|process| process.takes_one_more(self.options.pages)) {
            return Ok(Arc::clone(process));
        }
        // Pages that the old one still has keep it until they are done.
        *current = None;
        let next = Arc::new(Process::start(&self.options).await?);
        next.takes_one_more(self.options.pages);
        Ok(Arc::clone(current.insert(next)))
    }

    async fn render_page(&self, request: &RenderRequest, desk: &dyn Desk) -> Result<Exchange, Failure> {
        const UNAVAILABLE: Failure = Failure::Browser(BrowserTrouble::Unavailable);
        let _tab = self.tabs.acquire().await.map_err(|_| UNAVAILABLE)?;
        for _ in 0..2 {
            let process = self.process().await.map_err(|error| {
                tracing::warn!("{error}");
                UNAVAILABLE
            })?;
            match tab::render(&process, request, desk, self.options.limits).await {
                Ok(exchange) => return Ok(exchange),
                Err(Trouble::Failed(failure)) => return Err(failure),
                // Whatever ended it may have been another page: once more, in a new one.
                Err(Trouble::Gone) => tracing::debug!(url = %request.url, "the browser ended while it rendered a page"),
            }
        }
        Err(UNAVAILABLE)
    }
}

impl Render for Chromium {
    fn version(&self) -> &str {
        &self.version
    }

    fn render<'a>(&'a self, request: &'a RenderRequest, desk: &'a dyn Desk) -> RenderFuture<'a> {
        Box::pin(self.render_page(request, desk))
    }
}
