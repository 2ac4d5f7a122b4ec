//! Behaviour of `crawl`: what it asks for, in which order and pace, and what it leaves alone.

mod after;
mod again;
mod outage;
mod polite;
mod time;
mod traps;
mod ways;
mod web;

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use d42::{
    crawl::{
        BreadthFirst, Browser, Budget, CrawlOptions, Event, Focus, FocusFactory, Hint, HomeSeen, Parts, Politeness,
        PortalEnd, Seen, StopReason, Stopper, Worth, crawl,
    },
    fetch::{Failure, Fetch, RetryPolicy, TimeoutPhase, TlsProblem, Want},
    page::{Link, Page},
    registry::{Portal, PortalId, Registry},
    snapshot::{Capture, Run as SnapshotRun, Settings},
};
use tokio::sync::mpsc;

use crate::server::{Answer, Server, bare, html};
use web::{Changed as _, Keeper, Labels, Reply, Web, links, portal};

const SECOND: Duration = Duration::from_secs(1);

/// Options without pace, for tests that are not about it.
fn hurried() -> CrawlOptions {
    CrawlOptions {
        politeness: Politeness::Unlimited,
        retry: RetryPolicy { base: Duration::from_millis(1), ..RetryPolicy::default() },
        ..CrawlOptions::default()
    }
}

struct Run {
    keeper: Arc<Keeper>,
    ends: BTreeMap<String, PortalEnd>,
    events: Vec<Event>,
}

impl Run {
    /// The end of the only portal.
    fn end(&self) -> &PortalEnd {
        assert_eq!(self.ends.len(), 1);
        self.ends.values().next().unwrap()
    }
}

async fn run_with(
    portals: Vec<Portal>,
    options: CrawlOptions,
    fetch: Arc<dyn Fetch>,
    keeper: Arc<Keeper>,
    focus: Arc<dyn FocusFactory>,
) -> Run {
    let (sender, mut receiver) = mpsc::channel(16);
    let (_stopper, stop) = Stopper::new();
    let listener = tokio::spawn(async move {
        let mut events = Vec::new();
        while let Some(event) = receiver.recv().await {
            events.push(event);
        }
        events
    });
    let parts = Parts { fetch, browser: Browser::Never, archive: keeper.clone(), focus };
    crawl(portals, options, parts, sender, stop).await.unwrap();
    let events = listener.await.unwrap();
    Run { ends: keeper.ends(), keeper, events }
}

async fn run(web: &Arc<Web>, options: CrawlOptions) -> Run {
    let keeper = Arc::new(Keeper::default());
    run_with(vec![portal("mau")], options, web.clone(), keeper, Arc::new(BreadthFirst)).await
}

async fn run_on(server: &Server, options: CrawlOptions, names: &[&str]) -> Run {
    let hosts: Vec<String> = names.iter().map(|name| format!("{name}.gov.vn")).collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let fetcher = Arc::new(server.fetcher(&hosts));
    let portals = names.iter().map(|name| portal(name)).collect();
    run_with(portals, options, fetcher, Arc::default(), Arc::new(BreadthFirst)).await
}

#[tokio::test(start_paused = true)]
async fn robots_come_first_then_the_start_page_then_the_sitemap() {
    let web = Web::new([
        ("/robots.txt", Reply::text("User-agent: *\nDisallow: /cam\nSitemap: /so-do.xml\n")),
        ("/", links(&["/a", "/cam/1", "/b"])),
        ("/a", links(&["/cam/2", "/"])),
        ("/b", links(&[])),
        (
            "/so-do.xml",
            Reply::text(
                "<urlset><url><loc>http://mau.gov.vn/c</loc></url><url><loc>http://khac.vn/</loc></url></urlset>",
            ),
        ),
        ("/c", links(&[])),
    ]);
    let run = run(&web, hurried()).await;
    assert_eq!(web.paths(), ["/robots.txt", "/", "/so-do.xml", "/a", "/b", "/c"]);
    let end = run.end();
    assert_eq!((end.stop, end.home, end.exhausted), (StopReason::Exhausted, HomeSeen::Read, true));
    assert_eq!((end.pages, end.discovered, end.visited, end.forbidden, end.errors), (4, 6, 4, 2, 0));
    assert_eq!(end.sitemap, Some(1));
    assert_eq!(run.keeper.urls("mau"), web.paths(), "everything is recorded in the order of the asking");
    assert!(matches!(run.events.first(), Some(Event::PortalStarted { .. })));
    assert!(matches!(run.events.last(), Some(Event::PortalDone { .. })));
    let seen = run.events.iter().filter(|event| matches!(event, Event::Visited { seen: Seen::Status(200), .. }));
    assert_eq!(seen.count(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_host_is_asked_once_a_second_and_never_by_three_at_once() {
    let pages: Vec<String> = (0..12).map(|n| format!("/trang-{}", char::from(b'a' + n))).collect();
    let paths: Vec<&str> = pages.iter().map(String::as_str).collect();
    for (latency, busiest) in [(SECOND / 10, 1), (SECOND * 3 / 2, 2)] {
        let web = Web::new([("/", links(&paths))]).with_latency(move |_| latency);
        run(&web, CrawlOptions::default()).await;
        let starts = web.starts();
        assert_eq!(starts.len(), 15);
        assert!(starts.windows(2).all(|pair| pair[1] - pair[0] >= SECOND), "{starts:?}");
        assert_eq!(web.most_at_once(), busiest);
    }
}

#[tokio::test(start_paused = true)]
async fn a_crawl_delay_is_kept() {
    let web = Web::new([("/robots.txt", Reply::text("User-agent: *\nCrawl-delay: 7\n")), ("/", links(&["/a", "/b"]))]);
    run(&web, CrawlOptions::default()).await;
    let starts = web.starts();
    assert!(starts.len() == 5 && starts.windows(2).all(|pair| pair[1] - pair[0] >= SECOND * 7), "{starts:?}");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_asks_for_time_gets_it_from_everybody() {
    let web = Web::new([("/", links(&["/a", "/b", "/c"])), ("/a", links(&[])), ("/b", links(&[])), ("/c", links(&[]))])
        .first("/a", Reply::status(503).with("retry-after", "40"));
    let run = run(&web, CrawlOptions::default()).await;
    let log = web.log();
    let refused = log.iter().position(|asked| asked.path == "/a").unwrap();
    let early = log[refused + 1..].iter().filter(|asked| asked.start - log[refused].start < SECOND * 40).count();
    assert!(early <= 1, "at most the request that was under way: {log:?}");
    assert_eq!(run.end().pages, 4);
    assert_eq!(run.keeper.visits("mau").iter().find(|visit| visit.url.path() == "/a").unwrap().attempts, 2);
}

#[tokio::test(start_paused = true)]
async fn the_order_of_answers_does_not_change_what_is_visited() {
    let tree = |web: &mut Vec<(String, Reply)>| {
        for a in 'a'..'f' {
            let below: Vec<String> = ('a'..'e').map(|b| format!("/{a}/{b}")).collect();
            web.push((format!("/{a}"), links(&below.iter().map(String::as_str).collect::<Vec<_>>())));
            web.extend(below.into_iter().map(|path| (path.clone(), links(&["/x", "/y", "/z"]))));
        }
    };
    let mut visited = Vec::new();
    for seed in 0..6_u64 {
        let mut pages = vec![("/".to_owned(), links(&["/a", "/b", "/c", "/d", "/e"]))];
        tree(&mut pages);
        let web = Web::of(pages).with_latency(move |path| {
            let sum = path.bytes().fold(seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
            Duration::from_millis(sum % 900)
        });
        visited.push(run(&web, hurried()).await.keeper.urls("mau"));
    }
    assert_eq!(visited[0].len(), 31);
    assert!(visited.iter().all(|other| *other == visited[0]), "{visited:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_resumed_crawl_goes_on_where_the_first_ended_and_ends_the_same() {
    let web = || {
        Web::new([
            ("/robots.txt", Reply::text("User-agent: *\nDisallow: /cam\n")),
            ("/", Reply::status(302).with("location", "/").with("set-cookie", "a=1; Path=/")),
            ("/a", links(&["/cam", "/b", "/c", "/d"])),
            ("/b", Reply::failure(Failure::Reset)),
            ("/c", Reply::status(404)),
            ("/d", Reply::status(301).with("location", "/e")),
            ("/e", links(&["/a"])),
        ])
        .second("/", links(&["/a"]))
    };
    let whole = run(&web(), hurried()).await;
    let visits = whole.keeper.visits("mau");
    assert_eq!(visits.len(), 9, "{:?}", whole.keeper.urls("mau"));
    for kept in 0..=visits.len() {
        let web = web().with_skipped(visits[..kept].iter().filter(|visit| visit.want == Want::Page));
        let keeper = Arc::new(Keeper::resumed("mau", &visits[..kept]));
        let again = run_with(vec![portal("mau")], hurried(), web.clone(), keeper, Arc::new(BreadthFirst)).await;
        assert_eq!(again.keeper.urls("mau"), whole.keeper.urls("mau"), "after {kept}");
        assert_eq!(again.end(), whole.end(), "after {kept}");
        let asked: u32 = visits[kept..].iter().map(|visit| visit.attempts).sum();
        assert_eq!(web.paths().len(), asked as usize, "nothing is asked for twice, after {kept}");
        let archived = again.events.iter().filter(|event| matches!(event, Event::Visited { archived: true, .. }));
        assert_eq!(archived.count(), kept);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_wanted_goes_first_and_nothing_more_is_asked_once_it_is_found() {
    let web = Web::new([
        ("/", links(&["/tin-1", "/tin-2", "/muc", "/tim-thay"]).label("/tim-thay", "muốn")),
        ("/tim-thay", links(&["/sau"])),
    ]);
    let labels =
        Arc::new(Labels::new(|label| if label == "muốn" { Worth::Wanted } else { Worth::Unknown }, "/tim-thay"));
    let keeper = Arc::new(Keeper::default());
    let run = run_with(vec![portal("mau")], hurried(), web.clone(), keeper, labels.clone()).await;
    assert_eq!(run.end().stop, StopReason::EverythingDecided);
    assert_eq!(web.paths(), ["/robots.txt", "/", "/sitemap.xml", "/tim-thay", "/tin-1"], "one was under way");
    assert_eq!(labels.seen(), ["/ 200 page", "/tim-thay 200 page", "/tin-1 404"]);
    assert!(!run.end().exhausted);
    assert_eq!(run.end().discovered, 6);
}

#[tokio::test(start_paused = true)]
async fn articles_take_no_more_than_their_share_unless_they_are_wanted() {
    let mut paths: Vec<String> = (0..30).map(|n| format!("/tin/bai-{}.html", 1000 + n)).collect();
    paths.push("/muc".to_owned());
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let web =
        Web::new([("/", links(&paths)), ("/muc", links(&["/tin/bai-9999.html"]).label("/tin/bai-9999.html", "muốn"))]);
    let labels = Labels::new(|label| if label == "muốn" { Worth::Wanted } else { Worth::Unknown }, "");
    let budget = Budget { pages: 60, ..Budget::default() };
    let options = CrawlOptions { budget, ..hurried() };
    let run = run_with(vec![portal("mau")], options, web.clone(), Arc::default(), Arc::new(labels)).await;
    let articles = web.paths().into_iter().filter(|path| path.starts_with("/tin/")).collect::<Vec<_>>();
    assert_eq!(articles.len(), 21);
    assert_eq!(articles.last().map(String::as_str), Some("/tin/bai-9999.html"));
    assert_eq!((run.end().traps, run.end().exhausted), (10, true));
}

#[tokio::test(start_paused = true)]
async fn budgets_end_a_portal() {
    // A site without end: every page leads to the next.
    let endless = || Web::default().otherwise(|path| links(&[&format!("{path}a")]));
    let budget = Budget { pages: 10, depth: 200, ..Budget::default() };
    let web = endless();
    let pages = run(&web, CrawlOptions { budget, ..hurried() }).await;
    assert_eq!((pages.end().stop, pages.end().pages), (StopReason::PageBudget, 10));

    let budget = Budget { depth: 4, ..Budget::default() };
    let depth = run(&endless(), CrawlOptions { budget, ..hurried() }).await;
    assert_eq!((depth.end().stop, depth.end().pages, depth.end().exhausted), (StopReason::Exhausted, 5, false));

    let budget = Budget { depth: 200, time: SECOND * 60, ..Budget::default() };
    let time = run(&endless(), CrawlOptions { budget, ..CrawlOptions::default() }).await;
    assert_eq!(time.end().stop, StopReason::TimeBudget);
    assert!((55..=60).contains(&time.end().pages), "{}", time.end().pages);
}

#[tokio::test(start_paused = true)]
async fn sessions_of_a_resumed_crawl_share_one_time_budget() {
    let budget = Budget { depth: 200, time: SECOND * 60, ..Budget::default() };
    let options = CrawlOptions { budget, ..CrawlOptions::default() };
    let endless = || Web::default().otherwise(|path| links(&[&format!("{path}a")]));
    let whole = run(&endless(), options).await;
    let visits = whole.keeper.visits("mau");
    assert_eq!((whole.end().stop, whole.keeper.spent()), (StopReason::TimeBudget, SECOND * 60));

    // Killed half way, again near the end, and once after the budget was spent.
    for (kept, spent) in [(20, 20), (20, 50), (visits.len(), 60)] {
        let web = endless();
        let keeper = Arc::new(Keeper::resumed("mau", &visits[..kept]).after(SECOND * spent));
        let begin = tokio::time::Instant::now();
        let again = run_with(vec![portal("mau")], options, web.clone(), keeper, Arc::new(BreadthFirst)).await;
        assert_eq!(begin.elapsed() + SECOND * spent, SECOND * 60, "in sum, after {kept} in {spent} s");
        assert_eq!((again.end().stop, again.keeper.spent()), (StopReason::TimeBudget, SECOND * 60));
        assert_eq!(&again.keeper.urls("mau")[..kept], &whole.keeper.urls("mau")[..kept], "what was seen counts");
        assert_eq!(web.paths().is_empty(), spent == 60, "and nobody is asked when no time is left");
    }
    let keeper = Arc::new(Keeper::resumed("mau", &visits).after(SECOND * 60));
    let again = run_with(vec![portal("mau")], options, endless(), keeper, Arc::new(BreadthFirst)).await;
    assert_eq!(again.end(), whole.end(), "a portal that had spent its budget stays as it was");
}

#[tokio::test(start_paused = true)]
async fn a_stop_lets_requests_under_way_finish_and_begins_no_others() {
    let web =
        Web::default().otherwise(|path| links(&[&format!("{path}a"), &format!("{path}b")])).with_latency(|_| SECOND);
    let keeper = Arc::new(Keeper::default());
    let (sender, mut receiver) = mpsc::channel(16);
    let (stopper, stop) = Stopper::new();
    let parts =
        Parts { fetch: web.clone(), browser: Browser::Never, archive: keeper.clone(), focus: Arc::new(BreadthFirst) };
    let listener = tokio::spawn(async move {
        let mut visits = 0;
        while let Some(event) = receiver.recv().await {
            visits += u32::from(matches!(event, Event::Visited { .. }));
            if visits == 6 {
                stopper.stop();
            }
        }
    });
    crawl(vec![portal("mau"), portal("sau")], CrawlOptions { portals: 1, ..hurried() }, parts, sender, stop)
        .await
        .unwrap();
    listener.await.unwrap();
    assert_eq!(keeper.ends()["mau"].stop, StopReason::Interrupted);
    assert_eq!(keeper.visits("mau").len(), web.paths().len(), "what was asked for is recorded");
    assert!((6..=8).contains(&web.paths().len()), "{:?}", web.paths());
    assert!(!keeper.ends().contains_key("sau"), "a portal that was not begun is left for the next time");
}

#[tokio::test(start_paused = true)]
async fn the_answer_for_robots_decides_whether_a_portal_is_visited() {
    let with = async |robots: Reply| {
        let web = Web::new([("/robots.txt", robots), ("/", links(&[]))]);
        let run = run(&web, hurried()).await;
        (run.end().stop, run.end().home, web.log().iter().filter(|asked| asked.path == "/").count())
    };
    let visited = (StopReason::Exhausted, HomeSeen::Read, 1);
    assert_eq!(with(Reply::status(404)).await, visited);
    assert_eq!(with(Reply::status(403)).await, visited);
    assert_eq!(with(Reply::text("<html>not found</html>")).await, visited);
    assert_eq!(with(Reply::status(301).with("location", "/")).await.0, StopReason::Exhausted);
    assert_eq!(with(Reply::status(301).with("location", "http://khac.vn/robots.txt")).await, visited);
    assert_eq!(with(Reply::status(301).with("location", "/robots.txt")).await, visited, "a circle ends");
    let forbidden = (StopReason::RobotsForbid, HomeSeen::Unasked, 0);
    assert_eq!(with(Reply::text("User-agent: d42\nDisallow: /")).await, forbidden);
    let trouble = (StopReason::RobotsUnavailable { status: 500 }, HomeSeen::Unasked, 0);
    assert_eq!(with(Reply::status(500)).await, trouble);
    let (stop, home, asked) = with(Reply::failure(Failure::Timeout(TimeoutPhase::FirstByte))).await;
    let failure = Failure::Timeout(TimeoutPhase::FirstByte);
    assert_eq!((stop, home, asked), (StopReason::Unreachable { failure }, HomeSeen::Failed { failure }, 0));
}

#[tokio::test(start_paused = true)]
async fn each_host_of_a_portal_is_asked_for_its_own_robots() {
    let web = Web::of(vec![
        ("/".to_owned(), links(&["http://con.mau.gov.vn/a", "/b", "http://con.mau.gov.vn/cam"])),
        ("http://con.mau.gov.vn/robots.txt".to_owned(), Reply::text("User-agent: *\nDisallow: /cam")),
    ]);
    let run = run(&web, hurried()).await;
    let con: Vec<String> =
        web.log().into_iter().filter(|asked| asked.host == "con.mau.gov.vn").map(|a| a.path).collect();
    assert_eq!(con, ["/robots.txt", "/a"]);
    assert_eq!(run.end().forbidden, 1);
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_cannot_be_reached_says_why_after_its_other_addresses_were_tried() {
    let web = Web::default().otherwise(|_| Reply::failure(Failure::Dns));
    let run = run(&web, hurried()).await;
    let failure = Failure::Dns;
    assert_eq!((run.end().stop, run.end().home), (StopReason::Unreachable { failure }, HomeSeen::Failed { failure }));
    assert_eq!((run.end().pages, run.end().exhausted), (0, false));
    let tried: Vec<String> = web.log().into_iter().map(|asked| asked.origin).collect();
    assert!(tried.contains(&"https://www.mau.gov.vn".to_owned()), "{tried:?}");
    assert_eq!(tried.len(), 4, "two names, each asked twice: {tried:?}");
}

#[tokio::test(start_paused = true)]
async fn a_portal_whose_certificate_fails_is_read_without_one() {
    let web = Web::new([("/", links(&["/a"]))]).refusing("https://mau.gov.vn", Failure::Tls(TlsProblem::Expired));
    let mut portal = portal("mau");
    portal.url = "https://mau.gov.vn/".parse().unwrap();
    let run = run_with(vec![portal], hurried(), web, Arc::default(), Arc::new(BreadthFirst)).await;
    assert_eq!((run.end().stop, run.end().home, run.end().pages), (StopReason::Exhausted, HomeSeen::Read, 1));
}

#[tokio::test(start_paused = true)]
async fn redirects_are_followed_within_the_portal_and_not_in_circles() {
    let with = async |location: &str| {
        let home = Reply::status(302).with("location", location);
        let web = Web::new([
            ("/", home),
            ("/1", Reply::status(302).with("location", "/2")),
            ("/2", Reply::status(302).with("location", "/1")),
            ("/vi", links(&[])),
        ]);
        let run = run(&web, hurried()).await;
        (run.end().home, web.log())
    };
    assert_eq!(with("/vi").await.0, HomeSeen::Read);
    for nowhere in [
        "/",
        "/1",
        "http://khac.vn/",
        "http://127.0.0.1/",
        "http://169.254.169.254/x",
        "file:///etc/passwd",
        "http://mau.gov.vn:22/",
    ] {
        let (home, log) = with(nowhere).await;
        assert_eq!(home, HomeSeen::Redirects, "{nowhere}");
        assert!(log.iter().all(|asked| asked.origin == "http://mau.gov.vn"), "{nowhere}: {log:?}");
        assert!(log.len() <= 4, "{nowhere}: {log:?}");
    }
    let chain = Web::default().otherwise(|path| match path {
        "/robots.txt" => Reply::status(404),
        path => Reply::status(302).with("location", &format!("{path}a")),
    });
    assert_eq!(run(&chain, hurried()).await.end().home, HomeSeen::Redirects);
    assert_eq!(chain.paths().len(), 7, "five hops after the start page");
}

#[tokio::test(start_paused = true)]
async fn a_change_of_scheme_or_host_form_is_followed() {
    let web = Web::new([("/vi", links(&[]))])
        .otherwise(|_| Reply::status(404))
        .redirecting("http://mau.gov.vn", "https://mau.gov.vn")
        .redirecting("https://mau.gov.vn", "https://www.mau.gov.vn")
        .first("/", Reply::status(302).with("location", "/vi"));
    let run = run(&web, hurried()).await;
    assert_eq!(run.end().home, HomeSeen::Read, "{:?}", web.log());
    let robots = web.log().iter().filter(|asked| asked.path == "/robots.txt").count();
    assert_eq!(robots, 3, "each origin's robots.txt is asked for once: {:?}", web.log());
}

#[tokio::test(start_paused = true)]
async fn a_page_that_only_sends_its_reader_on_is_a_redirect() {
    let refresh = |more: &str| {
        let mut reply = links(&[]);
        reply.set_body(&format!("<meta http-equiv=refresh content='0; url=/vi'>{more}"));
        reply
    };
    let web = Web::new([("/", refresh("")), ("/vi", links(&["/a"]))]);
    let sent_on = run(&web, hurried()).await;
    assert_eq!((sent_on.end().home, sent_on.end().pages, sent_on.end().visited), (HomeSeen::Read, 1, 3));
    assert_eq!(web.paths(), ["/robots.txt", "/", "/vi", "/sitemap.xml", "/a"]);

    let web = Web::new([("/", refresh("<a href=/b>b</a>")), ("/vi", links(&[]))]);
    let page = run(&web, hurried()).await;
    assert_eq!((page.end().home, page.end().pages), (HomeSeen::Read, 1), "a page with links is a page");
}

#[tokio::test(start_paused = true)]
async fn a_mistake_met_on_one_portal_leaves_the_others_alone() {
    struct Trips;
    impl FocusFactory for Trips {
        fn focus(&self, portal: &Portal) -> Box<dyn Focus> {
            Box::new(TripsOn(portal.id.as_str() == "mau"))
        }
    }
    struct TripsOn(bool);
    impl Focus for TripsOn {
        fn hint(&mut self, _link: &Link) -> Hint {
            Hint::default()
        }
        fn worth(&self, _hint: Hint) -> Worth {
            Worth::Unknown
        }
        fn saw(&mut self, _capture: &Capture, _page: Option<&Page>) {
            assert!(!self.0, "tripped on purpose");
        }
        fn finished(&self) -> bool {
            false
        }
        fn ended(self: Box<Self>, _end: &PortalEnd) {}
    }
    let web = Web::new([("/", links(&["/a"])), ("/a", links(&[]))]);
    let keeper = Arc::new(Keeper::default());
    let (sender, mut receiver) = mpsc::channel(16);
    tokio::spawn(async move { while receiver.recv().await.is_some() {} });
    let (_stopper, stop) = Stopper::new();
    let parts = Parts { fetch: web, browser: Browser::Never, archive: keeper.clone(), focus: Arc::new(Trips) };
    let error = crawl(["mau", "sau"].map(portal).into(), hurried(), parts, sender, stop).await.unwrap_err();
    assert_eq!(error.to_string(), "the crawl of portal mau broke off by a mistake in the program");
    assert_eq!(keeper.ends()["sau"].pages, 2);
    assert!(!keeper.ends().contains_key("mau"));
}

#[tokio::test(start_paused = true)]
async fn a_page_behind_a_cookie_is_asked_for_again_with_it() {
    let web = Web::default().otherwise(|_| Reply::status(404)).behind_cookie("/", links(&[]));
    let run = run(&web, hurried()).await;
    assert_eq!(run.end().home, HomeSeen::Read);
    assert_eq!(web.paths(), ["/robots.txt", "/", "/", "/sitemap.xml"]);
}

#[tokio::test(start_paused = true)]
async fn endless_sites_are_bounded() {
    let web = Web::default().otherwise(|path| {
        let (bare, query) = path.split_once('?').unwrap_or((path, ""));
        let day: u32 = query.strip_prefix("ngay=").and_then(|day| day.parse().ok()).unwrap_or(0);
        links(&[
            &format!("/lich?ngay={}", day + 1),
            &format!("/lich?ngay={}", day + 2),
            &format!("{}/vi", bare.trim_end_matches('/')),
            &format!("{}/en", bare.trim_end_matches('/')),
            &format!("/gioi-thieu;jsessionid=A{day}B{}", path.len()),
            &format!("/dang-nhap?redirect={}", path.replace('/', "%2F")),
            &format!("/gioi-thieu?sort={day}"),
        ])
    });
    let budget = Budget { depth: 250, ..Budget::default() };
    let run = run(&web, CrawlOptions { budget, ..hurried() }).await;
    assert_eq!(run.end().stop, StopReason::Exhausted);
    assert!(web.paths().len() < 40, "{} requests: {:?}", web.paths().len(), web.paths());
    assert!(run.end().traps > 0);
    let introduced = web.paths().iter().filter(|path| path.starts_with("/gioi-thieu") && !path.contains("/vi")).count();
    assert!(introduced <= 3, "session ids do not multiply pages: {:?}", web.paths());
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_refuses_visit_after_visit_is_left_alone() {
    let pages: Vec<String> = (0..50).map(|n| format!("/muc/{}", "x".repeat(n + 1))).collect();
    let paths: Vec<&str> = pages.iter().map(String::as_str).collect();
    let web = Web::new([("/", links(&paths))]).otherwise(|_| Reply::status(403));
    let run = run(&web, hurried()).await;
    assert_eq!((run.end().stop, run.end().home, run.end().exhausted), (StopReason::GaveUp, HomeSeen::Read, false));
    assert_eq!(run.end().errors, 21, "twenty, and one that was under way");
}

#[tokio::test(start_paused = true)]
async fn a_portals_own_pages_come_before_those_of_its_other_hosts() {
    let web = Web::of(vec![
        ("http://mau.gov.vn/".to_owned(), links(&["http://so.mau.gov.vn/", "/a", "http://www.mau.gov.vn/b"])),
        ("http://so.mau.gov.vn/".to_owned(), links(&["/x"])),
        ("/a".to_owned(), links(&["/a/1"])),
        ("/a/1".to_owned(), links(&["/a/1/2"])),
    ]);
    run(&web, hurried()).await;
    let mut paths: Vec<String> = web.log().into_iter().map(|asked| format!("{}{}", asked.host, asked.path)).collect();
    paths.retain(|path| !path.ends_with("robots.txt") && !path.ends_with("sitemap.xml"));
    let place = |wanted: &str| paths.iter().position(|path| path == wanted).unwrap();
    assert!(place("mau.gov.vn/a/1/2") < place("so.mau.gov.vn/"), "{paths:?}");
    assert!(place("www.mau.gov.vn/b") < place("mau.gov.vn/a/1"), "{paths:?}");
    assert_eq!(paths.len(), 7);
}

#[tokio::test(start_paused = true)]
async fn an_archive_that_fails_ends_the_whole_crawl() {
    let web = Web::default().otherwise(|path| links(&[&format!("{path}a")]));
    let keeper = Arc::new(Keeper::full_after(20));
    let (sender, mut receiver) = mpsc::channel(16);
    tokio::spawn(async move { while receiver.recv().await.is_some() {} });
    let (_stopper, stop) = Stopper::new();
    let parts = Parts { fetch: web.clone(), browser: Browser::Never, archive: keeper, focus: Arc::new(BreadthFirst) };
    let budget = Budget { depth: 250, ..Budget::default() };
    let portals = ["mau", "hai", "ba"].map(portal).into();
    let error = crawl(portals, CrawlOptions { budget, ..hurried() }, parts, sender, stop).await.unwrap_err();
    assert_eq!(error.to_string(), "no space left");
    assert!(web.paths().len() < 40);
}

#[tokio::test]
async fn two_requests_of_a_portal_are_under_way_at_most_and_pages_are_read_over_the_wire() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Answer::Page("404 Not Found", Vec::new()),
        "/" => html(
            &('a'..'u').map(|letter| ["<a href='/muc-", &letter.to_string(), "'>Mục</a>"].concat()).collect::<String>(),
        ),
        _ => html("<p>Trang con"),
    })
    .await;
    let run = run_on(&server, hurried(), &["mau"]).await;
    assert_eq!((run.end().stop, run.end().pages), (StopReason::Exhausted, 21));
    assert!(server.most_at_once() <= 2);
    // The client may open a connection while another is on its way back to its pool.
    assert!(server.most_open() <= 3, "{}", server.most_open());
}

#[tokio::test]
async fn the_pace_holds_over_the_wire() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => bare("404 Not Found"),
        "/" => html("<a href=/a>a</a><a href=/b>b</a><a href=/c>c</a>"),
        _ => html("x"),
    })
    .await;
    let interval = Duration::from_millis(120);
    let options =
        CrawlOptions { politeness: Politeness::Paced { interval, connections: 2 }, ..CrawlOptions::default() };
    run_on(&server, options, &["mau"]).await;
    let times: Vec<Instant> = server.log().iter().map(|asked| asked.at).collect();
    assert_eq!(times.len(), 6);
    // Tolerance: the server notes a request a little late, so two may seem a third of the interval closer.
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= interval * 2 / 3), "{times:?}");
}

#[tokio::test]
async fn two_names_of_one_server_are_asked_as_one_over_the_wire() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => bare("404 Not Found"),
        "/" => html("<a href=/a>a</a>"),
        _ => html("x"),
    })
    .await;
    let interval = Duration::from_millis(60);
    let options =
        CrawlOptions { politeness: Politeness::Paced { interval, connections: 2 }, ..CrawlOptions::default() };
    run_on(&server, options, &["mau", "hai"]).await;
    let log = server.log();
    let hosts: std::collections::BTreeSet<&str> = log.iter().map(|asked| asked.host.as_str()).collect();
    assert_eq!(hosts.len(), 2);
    // Tolerance as above; without a common budget half of the requests would come together.
    let close = log.windows(2).filter(|pair| pair[1].at - pair[0].at < interval / 2).count();
    assert!(close <= 1 && log.len() >= 8, "{close} of {}", log.len());
}

#[tokio::test]
async fn cookies_stay_with_their_portal() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => bare("404 Not Found"),
        "/" if asked.host == "mau.gov.vn" => Answer::Page(
            "200 OK\r\nContent-Type: text/html\r\nSet-Cookie: phien=mau; Path=/",
            b"<a href=/a>a</a>".to_vec(),
        ),
        "/" => html("<a href=/a>a</a><a href=http://mau.gov.vn/b>b</a>"),
        _ => html("x"),
    })
    .await;
    run_on(&server, hurried(), &["mau", "khac"]).await;
    let cookie = |host: &str, path: &str| {
        let log = server.log();
        let asked = log.iter().find(|asked| asked.host == host && asked.path == path).unwrap().clone();
        asked.header("cookie").map(str::to_owned)
    };
    assert_eq!(cookie("mau.gov.vn", "/a").as_deref(), Some("phien=mau"));
    assert_eq!(cookie("khac.gov.vn", "/a"), None);
    assert!(server.log().iter().all(|asked| asked.path != "/b"), "another portal's host is out of scope");
}

#[tokio::test]
async fn hostile_answers_end_in_figures_and_not_in_trouble() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Answer::Endless(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), b"Disallow: /dau\n".repeat(500)),
        "/" => html(
            "<a href=/reset>1</a><a href=/endless>2</a><a href=/bomb>3</a><a href=/headers>4</a><a href=/half>5</a>",
        ),
        "/reset" => Answer::Reset(Vec::new()),
        "/endless" => {
            Answer::Endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec(), b"<p>a".repeat(999))
        }
        "/bomb" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            for _ in 0..20 {
                std::io::Write::write_all(&mut encoder, &vec![b' '; 1 << 20]).unwrap();
            }
            Answer::Page("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", encoder.finish().unwrap())
        }
        "/headers" => Answer::Endless(b"HTTP/1.1 200 OK\r\n".to_vec(), b"X-A: b\r\n".repeat(99)),
        "/half" => Answer::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<a href=/x>x</a>".to_vec()),
        _ => html("x"),
    })
    .await;
    let run = run_on(&server, hurried(), &["mau"]).await;
    let seen: BTreeMap<String, Seen> = run
        .events
        .iter()
        .filter_map(|event| match event {
            Event::Visited { url, seen, .. } => Some((url.path().to_owned(), *seen)),
            _ => None,
        })
        .collect();
    assert_eq!(seen["/reset"], Seen::Failed(Failure::Reset));
    assert_eq!(seen["/headers"], Seen::Failed(Failure::Protocol));
    assert_eq!(seen["/endless"], Seen::Status(200));
    assert_eq!(seen["/x"], Seen::Status(200), "half a page is read as far as it goes");
    assert_eq!((run.end().stop, run.end().home, run.end().errors), (StopReason::Exhausted, HomeSeen::Read, 3));
}

/// With the real archive: what a run folder holds after a stop is enough to go on from.
#[tokio::test]
async fn a_run_folder_carries_a_stopped_crawl_to_the_same_end() {
    let page = |path: &str| {
        let below = ["a", "b", "c"].map(|name| format!("<a href='{}/{name}'>{name}</a>", path.trim_end_matches('/')));
        html(&below.concat())
    };
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/robots.txt" | "/sitemap.xml" => bare("404 Not Found"),
        path if path.len() > 5 => bare("404 Not Found"),
        path => page(path),
    })
    .await;
    let fetcher: Arc<dyn Fetch> = Arc::new(server.fetcher(&["mau.gov.vn"]));
    let registry = Registry { cohort: "mau".to_owned(), portals: vec![portal("mau")], digest: String::new() };
    let settings = || Settings {
        rules_digest: String::new(),
        profile: String::new(),
        options: serde_json::Map::new(),
        seed: 0,
        simulated: true,
        started: jiff::Timestamp::UNIX_EPOCH,
        since: None,
    };
    let session = async |run: &SnapshotRun, stop_after: usize| {
        let (sender, mut receiver) = mpsc::channel(1);
        let (stopper, stop) = Stopper::new();
        let counter = tokio::spawn(async move {
            let (mut visits, mut archived) = (0, 0);
            while let Some(event) = receiver.recv().await {
                visits += usize::from(matches!(event, Event::Visited { .. }));
                archived += usize::from(matches!(event, Event::Visited { archived: true, .. }));
                if visits >= stop_after {
                    stopper.stop();
                }
            }
            archived
        });
        let parts = Parts {
            fetch: Arc::clone(&fetcher),
            browser: Browser::Never,
            archive: Arc::new(run.recorder()),
            focus: Arc::new(BreadthFirst),
        };
        crawl(vec![portal("mau")], hurried(), parts, sender, stop).await.unwrap();
        counter.await.unwrap()
    };
    let captured = |run: &SnapshotRun| {
        let captures = run.saved().unwrap().captures(&PortalId::new("mau")).unwrap();
        captures.into_iter().map(|capture| (capture.sequence, capture.url.to_string())).collect::<Vec<_>>()
    };

    let folder = tempfile::tempdir().unwrap();
    let whole = SnapshotRun::create(&folder.path().join("whole"), settings(), &registry).unwrap();
    session(&whole, usize::MAX).await;
    let asked = server.paths().len();

    let path = folder.path().join("stopped");
    let run = SnapshotRun::create(&path, settings(), &registry).unwrap();
    session(&run, 7).await;
    let first = captured(&run).len();
    run.close().unwrap();
    assert!((7..12).contains(&first), "{first}");
    let run = SnapshotRun::open(&path).unwrap();
    assert_eq!(session(&run, usize::MAX).await, first, "the archive answers for everything it holds");
    assert_eq!(captured(&run), captured(&whole));
    assert_eq!(server.paths().len(), 2 * asked, "nothing is asked for twice");
}
