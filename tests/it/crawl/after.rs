//! What is asked for when no page is: a question to the search, then the files.

use std::sync::Arc;

use d42::{
    crawl::{Budget, CrawlOptions, Focus, FocusFactory, Hint, PortalEnd, Worth},
    fetch::Exchange,
    page::{Link, Page},
    registry::Portal,
    snapshot::{Capture, CaptureResult},
};
use std::sync::Mutex;
use url::Url;

use super::web::{Changed as _, Keeper, Reply, Web, links, portal};
use super::{hurried, run_with};

/// Follows every link; then asks one question and wants some files.
#[derive(Clone, Default)]
struct Wants {
    question: &'static str,
    files: &'static [&'static str],
    /// Path and status of each file seen.
    seen: Arc<Mutex<Vec<String>>>,
}

impl FocusFactory for Wants {
    fn focus(&self, _portal: &Portal) -> Box<dyn Focus> {
        Box::new(self.clone())
    }
}

impl Focus for Wants {
    fn hint(&mut self, _link: &Link) -> Hint {
        Hint::default()
    }

    fn worth(&self, _hint: Hint) -> Worth {
        Worth::Unknown
    }

    fn saw(&mut self, _capture: &Capture, _page: Option<&Page>) {}

    fn finished(&self) -> bool {
        false
    }

    fn question(&mut self) -> Option<Url> {
        Url::parse(self.question).ok()
    }

    fn files(&mut self) -> Vec<Url> {
        self.files.iter().map(|file| Url::parse(file).unwrap()).collect()
    }

    fn saw_file(&mut self, capture: &Capture, _exchange: Option<&Exchange>) {
        let CaptureResult::Answered { status, .. } = &capture.result else { return };
        self.seen.lock().unwrap().push(format!("{} {status}", capture.url.path()));
    }

    fn ended(self: Box<Self>, _end: &PortalEnd) {}
}

/// The paths that a portal of two pages was asked for, the beginnings of a crawl left out.
async fn asked(web: &Arc<Web>, wants: &Wants, files: u32) -> Vec<String> {
    let options = CrawlOptions { budget: Budget { files, ..Budget::default() }, ..hurried() };
    run_with(vec![portal("mau")], options, web.clone(), Arc::new(Keeper::default()), Arc::new(wants.clone())).await;
    web.paths().into_iter().filter(|path| !matches!(path.as_str(), "/robots.txt" | "/" | "/sitemap.xml")).collect()
}

fn web(robots: &str, others: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Arc<Web> {
    let pages = [("/", links(&["/a"])), ("/a", links(&[])), ("/robots.txt", Reply::text(robots))];
    Web::new(pages).otherwise(others)
}

const FILES: &[&str] = &[
    "http://mau.gov.vn/tep/1.pdf",
    "http://mau.gov.vn/tep/2.pdf",
    "http://mau.gov.vn/tep/2.pdf#trang-3",
    "http://other.com/3.pdf",
    "http://mau.gov.vn/tep/4.pdf",
];

#[tokio::test(start_paused = true)]
async fn the_search_is_asked_once_when_the_pages_are_done_and_only_where_robots_allow() {
    let wants = Wants { question: "http://mau.gov.vn/tim?q=mot+hai+ba", ..Wants::default() };
    let finds = |path: &str| if path.starts_with("/tim") { links(&["/b"]) } else { Reply::status(404) };
    assert_eq!(asked(&web("", finds), &wants, 0).await, ["/a", "/tim?q=mot+hai+ba", "/b"]);
    assert_eq!(asked(&web("User-agent: *\nDisallow: /tim", finds), &wants, 0).await, ["/a"]);
}

#[tokio::test(start_paused = true)]
async fn files_come_after_the_pages_each_once_and_none_from_elsewhere() {
    let wants = Wants { files: FILES, ..Wants::default() };
    let there = asked(&web("", |_| Reply::text("%PDF-1.7")), &wants, 40).await;
    assert_eq!(there, ["/a", "/tep/1.pdf", "/tep/2.pdf", "/tep/4.pdf"]);
    assert_eq!(*wants.seen.lock().unwrap(), ["/tep/1.pdf 200", "/tep/2.pdf 200", "/tep/4.pdf 200"]);
}

#[tokio::test(start_paused = true)]
async fn files_are_asked_for_within_their_budget_and_as_robots_allow() {
    let wants = Wants { files: FILES, ..Wants::default() };
    let readable = |_: &str| Reply::text("%PDF-1.7");
    assert_eq!(asked(&web("", readable), &wants, 2).await, ["/a", "/tep/1.pdf", "/tep/2.pdf"]);
    assert_eq!(asked(&web("", readable), &wants, 0).await, ["/a"]);
    let shut = web("User-agent: *\nDisallow: /tep/1", readable);
    assert_eq!(asked(&shut, &wants, 40).await, ["/a", "/tep/2.pdf", "/tep/4.pdf"]);
}

#[tokio::test(start_paused = true)]
async fn a_redirect_of_a_file_is_followed_within_the_portal_only() {
    let moved = |path: &str| match path {
        "/tep/1.pdf" => Reply::status(302).with("location", "/kho/1.pdf"),
        "/tep/2.pdf" => Reply::status(302).with("location", "http://other.com/2.pdf"),
        _ => Reply::text("%PDF-1.7"),
    };
    let wants = Wants { files: &FILES[..2], ..Wants::default() };
    // The second file is under way while the first one answers.
    assert_eq!(asked(&web("", moved), &wants, 40).await, ["/a", "/tep/1.pdf", "/tep/2.pdf", "/kho/1.pdf"]);
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_refuses_its_files_is_left_alone() {
    const MANY: &[&str] = &[
        "http://mau.gov.vn/1.pdf",
        "http://mau.gov.vn/2.pdf",
        "http://mau.gov.vn/3.pdf",
        "http://mau.gov.vn/4.pdf",
        "http://mau.gov.vn/5.pdf",
        "http://mau.gov.vn/6.pdf",
        "http://mau.gov.vn/7.pdf",
        "http://mau.gov.vn/8.pdf",
    ];
    let wants = Wants { files: MANY, ..Wants::default() };
    let there = asked(&web("", |_| Reply::status(403)), &wants, 40).await;
    assert_eq!(there.last().unwrap(), "/6.pdf", "five refusals, and one that was under way: {there:?}");
}
