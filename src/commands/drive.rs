//! Runs a session to its end on an async runtime: progress while it goes, a clean stop on Ctrl-C. Shared by the commands
//! that crawl.

use std::{path::Path, sync::Arc, time::Duration};

use tokio::sync::mpsc;

use super::{CommandError, browser, open_files, vietnamese};
use crate::{
    audit::{RunOptions, Session, SessionError},
    cli::{Context, Exit, Progress},
    crawl::{CrawlError, Stopper},
    fetch::{Contact, Fetch, HttpFetcher, HttpOptions, Network},
    registry::Portal,
    report::{Lang, counted},
};

/// Events the crawl may be ahead of the display.
const EVENTS: usize = 1024;

/// How a crawl ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Crawled {
    /// Every portal is done.
    Whole,
    /// The user asked to stop, or our own connection stayed away; what was under way has been recorded.
    Interrupted,
}

/// The client for `portals`, real ones or, with a host map, those of a simulated web.
pub(super) fn client(contact: &str, network: Network, portals: &[Portal]) -> Result<Arc<dyn Fetch>, CommandError> {
    let contact = Contact::parse(contact).map_err(|error| {
        CommandError::new(Exit::Usage, vietnamese::of_contact(&error), error.to_string()).help(
            "cho một địa chỉ mà cơ quan được truy cập có thể liên hệ: `--contact https://…` hoặc `--contact mailto:…`",
            "give an address that visited agencies can turn to: `--contact https://…` or `--contact mailto:…`",
        )
    })?;
    let mut options = HttpOptions::new(contact);
    let excepted = portals.iter().filter(|portal| !portal.manners.tls.is_empty());
    options.tls_exceptions = excepted
        .flat_map(|portal| portal.domains.iter().map(|domain| (domain.clone(), portal.manners.tls.clone())))
        .collect();
    if matches!(network, Network::Simulated(_)) {
        // On one's own machine an answer that takes longer does not come.
        options.read = Duration::from_secs(5);
        options.longer = 1;
    }
    let fetcher = HttpFetcher::new(options, network).map_err(|error| {
        CommandError::new(Exit::Io, format!("không chuẩn bị được kết nối HTTP: {error}"), error.to_string())
    })?;
    Ok(Arc::new(fetcher))
}

/// What runs requests side by side.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, CommandError> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        CommandError::new(
            Exit::Io,
            format!("không khởi động được: {error}"),
            format!("cannot start the runtime: {error}"),
        )
    })
}

/// Crawls `portals` portals of `session` to the end, or until Ctrl-C.
pub(super) fn crawl(
    session: &mut Session,
    portals: usize,
    fetch: Arc<dyn Fetch>,
    options: &RunOptions,
    seed: u64,
    context: &Context,
) -> Result<Crawled, CommandError> {
    open_files::raise();
    let mut crawl = options.crawl(seed);
    if let Some(most) = open_files::portals().filter(|most| *most < crawl.portals.min(portals)) {
        crawl.portals = most;
        context.note(&match context.lang {
            Lang::Vi => format!("giới hạn số tệp mở chỉ cho phép {most} cổng cùng lúc (ulimit -n)"),
            Lang::En => {
                let portals = counted(u32::try_from(most).unwrap_or(u32::MAX), "portal", "portals");
                format!("the limit of open files lets only {portals} be visited at once (ulimit -n)")
            }
        });
    }
    runtime()?.block_on(async {
        session.use_browser(browser::ready(&options.browser, &options.contact, context).await?)?;
        let (stopper, stop) = Stopper::new();
        let (tell, mut told) = mpsc::channel(EVENTS);
        let mut progress = Progress::new(context, portals, options.max_pages);
        let mut end = Crawled::Whole;
        let mut listening = true;
        let crawling = session.crawl(fetch, crawl, tell, stop);
        tokio::pin!(crawling);
        // One listener for the whole crawl: a signal between two would be lost.
        let interrupt = tokio::signal::ctrl_c();
        tokio::pin!(interrupt);
        let mut result: Option<Result<(), SessionError>> = None;
        loop {
            tokio::select! {
                event = told.recv() => match event {
                    Some(event) => progress.saw(&event),
                    // Every sender is gone: the crawl has ended, or is about to.
                    None => break,
                },
                ended = &mut crawling, if result.is_none() => result = Some(ended),
                interrupted = &mut interrupt, if listening => {
                    listening = false;
                    if interrupted.is_ok() {
                        end = Crawled::Interrupted;
                        stopper.stop();
                        context.note(match context.lang {
                            Lang::Vi => "đang dừng: chờ các yêu cầu đang gửi được ghi lại",
                            Lang::En => "stopping: waiting until requests under way are recorded",
                        });
                    }
                }
            }
        }
        let result = match result {
            Some(result) => result,
            None => crawling.await,
        };
        progress.finish();
        match result {
            Err(SessionError::Crawl(CrawlError::Offline)) => {
                let minutes = options.offline_minutes;
                context.note(&match context.lang {
                    Lang::Vi => format!("mất kết nối mạng suốt {minutes} phút: dừng"),
                    Lang::En => format!("no connection to the internet for {minutes} minutes: stopping"),
                });
                Ok(Crawled::Interrupted)
            }
            other => Ok(other.map(|()| end)?),
        }
    })
}

/// Ends an interrupted run: tells how to go on.
pub(super) fn interrupted(session: Session, context: &Context) -> Result<Exit, CommandError> {
    let folder = session.folder().to_owned();
    session.leave()?;
    context.note(&resume_hint(&folder, context.lang));
    Ok(Exit::Interrupted)
}

fn resume_hint(folder: &Path, lang: Lang) -> String {
    let folder = folder.display();
    match lang {
        Lang::Vi => format!("đã dừng, không mất gì; tiếp tục bằng: d42 resume {folder}"),
        Lang::En => format!("stopped, nothing is lost; go on with: d42 resume {folder}"),
    }
}
