//! Time as machines have it: clocks that are set back or forward, and nights in which the machine sleeps while the crawl
//! believes that no time has passed. No portal's time runs out by it, nobody is asked too soon, and nothing is lost.

use std::{sync::Arc, time::Duration};

use d42::{
    clock::{Clock, Hands},
    crawl::{BreadthFirst, Budget, CrawlOptions, StopReason},
    fetch::{Failure, Fetch, FetchFuture, FetchRequest, LocateFuture},
};

use super::{
    Run, SECOND, run_with,
    web::{Asked, Changed as _, Keeper, Reply, Web, links, portal},
};

const HOUR: i64 = 3600;
const PATHS: [&str; 7] = ["/a", "/b", "/c", "/d", "/e", "/f", "/g"];

/// A web that moves the hands of the clock when it is asked for `/d` the first time.
struct Moving {
    web: Arc<Web>,
    hands: Hands,
    by: i64,
}

impl Fetch for Moving {
    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a> {
        if request.url.path() == "/d" && !self.web.paths().contains(&"/d".to_owned()) {
            self.hands.turn(self.by);
        }
        self.web.fetch(request)
    }

    fn locate<'a>(&'a self, host: &'a str) -> LocateFuture<'a> {
        self.web.locate(host)
    }
}

fn web() -> Arc<Web> {
    let pages = PATHS.iter().chain(&["/"]).map(|path| ((*path).to_owned(), links(&PATHS)));
    // One page fails at first, so that there is a second pass to wait for.
    Web::of(pages.collect()).with_latency(|_| SECOND / 10).first("/b", Reply::failure(Failure::Reset))
}

/// The whole crawl of one portal from noon on, by a clock whose hands are moved in the middle of it.
async fn moved(web: &Arc<Web>, by: i64, options: CrawlOptions) -> Run {
    let (clock, hands) = Clock::with_hands("2026-11-24T12:00:00+07:00".parse().unwrap());
    let fetch = Arc::new(Moving { web: web.clone(), hands, by });
    let options = CrawlOptions { clock, ..options };
    run_with(vec![portal("mau")], options, fetch, Arc::new(Keeper::default()), Arc::new(BreadthFirst)).await
}

fn options() -> CrawlOptions {
    let mut options = CrawlOptions {
        budget: Budget { time: SECOND * 60, ..Budget::default() },
        second_pass: Some(SECOND * 600),
        ..CrawlOptions::default()
    };
    options.retry.attempts = 1;
    options
}

fn spacing(log: &[Asked]) -> Duration {
    log.windows(2).map(|pair| pair[1].start - pair[0].start).min().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_or_a_machine_that_sleeps_changes_nothing_but_times() {
    let still = web();
    let expected = moved(&still, 0, options()).await;
    assert_eq!(expected.end().stop, StopReason::Exhausted);
    assert_eq!(expected.keeper.urls("mau").len(), 11, "{:?}", expected.keeper.urls("mau"));
    // Back by a minute, an hour, a year; forward by an hour of sleep and by a year.
    for by in [-60, -HOUR, -8766 * HOUR, HOUR, 8766 * HOUR] {
        let web = web();
        let run = moved(&web, by, options()).await;
        assert_eq!(run.end(), expected.end(), "moved by {by} s");
        let visited =
            |run: &Run| run.keeper.urls("mau").into_iter().filter(|path| path != "/robots.txt").collect::<Vec<_>>();
        assert_eq!(visited(&run), visited(&expected), "moved by {by} s");
        assert!(spacing(&web.log()) >= SECOND, "moved by {by} s: {:?}", web.log());
        assert!(run.keeper.spent() < SECOND * 60, "moved by {by} s: {:?}", run.keeper.spent());
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_pass_is_not_put_off_by_a_clock_that_is_set_back() {
    let begin = tokio::time::Instant::now();
    let web = web();
    moved(&web, -24 * HOUR, options()).await;
    let again = web.log().into_iter().rfind(|asked| asked.path == "/b").unwrap();
    let waited = again.start - begin;
    assert!((SECOND * 600..SECOND * 660).contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_machine_that_sleeps_into_quiet_hours_keeps_them() {
    let web = web();
    // Asleep from noon to one; quiet from half past twelve to two.
    let quiet = "12:30-14:00".parse().ok();
    let run = moved(&web, HOUR, CrawlOptions { quiet_hours: quiet, ..options() }).await;
    assert_eq!(run.end().stop, StopReason::Exhausted);
    let log = web.log();
    let woken = log.iter().position(|asked| asked.path == "/d").unwrap();
    let gap = log[woken + 1].start - log[woken].start;
    assert!(gap >= SECOND * 3590, "{gap:?}");
    assert!(run.keeper.spent() < SECOND * 60, "{:?}", run.keeper.spent());
}
