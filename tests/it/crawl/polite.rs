//! Politeness as a server sees it: how far apart requests come, when none come, and what is asked for again.

use std::{sync::Arc, time::Duration};

use d42::{
    clock::Clock,
    crawl::{
        BreadthFirst, Browser, Budget, CrawlOptions, Event, HomeSeen, Parts, Politeness, StopReason, Stopper, crawl,
    },
    fetch::{Failure, Fetch, RetryPolicy, TimeoutPhase, Want},
    registry::{Authorisation, Manners, Portal, PortalId, Registry},
    snapshot::{HostBefore, HostsBefore, PaceReason, Run as SnapshotRun, Settings},
};
use jiff::Timestamp;
use tokio::{sync::mpsc, time::Instant};

use super::{
    Run, SECOND, hurried, run, run_with,
    web::{Asked, Changed as _, Keeper, Reply, Web, links, portal},
};

fn paced() -> CrawlOptions {
    CrawlOptions { clock: Clock::from(moment("2026-11-24T00:00:00+07:00")), ..CrawlOptions::default() }
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn apart(manners: Manners) -> Portal {
    Portal { manners, ..portal("mau") }
}

async fn visit(web: &Arc<Web>, options: CrawlOptions, portals: Vec<Portal>, keeper: Keeper) -> Run {
    run_with(portals, options, web.clone(), Arc::new(keeper), Arc::new(BreadthFirst)).await
}

/// Shortest time between two requests in a row.
fn shortest(log: &[Asked]) -> Duration {
    log.windows(2).map(|pair| pair[1].start - pair[0].start).min().unwrap()
}

fn many(count: usize) -> Reply {
    let pages: Vec<String> = (0..count).map(|n| format!("/{}", "x".repeat(n + 1))).collect();
    links(&pages.iter().map(String::as_str).collect::<Vec<_>>())
}

#[tokio::test(start_paused = true)]
async fn hosts_that_share_an_address_are_asked_as_one() {
    let names = ["mau", "hai", "ba"];
    let mut web = Web::new([("/", links(&["/a", "/b"])), ("/a", links(&[])), ("/b", links(&[]))]);
    for (name, addresses) in
        [("mau", &["203.0.113.1", "2001:db8::1"][..]), ("hai", &["203.0.113.1"]), ("ba", &["2001:db8::1"])]
    {
        web = web.located(&format!("{name}.gov.vn"), addresses);
    }
    let run = visit(&web, paced(), names.map(portal).into(), Keeper::default()).await;
    let log = web.log();
    assert_eq!(log.len(), 15);
    for (one, other) in [("mau", "hai"), ("mau", "ba")] {
        let shared: Vec<Asked> =
            log.iter().filter(|asked| [one, other].iter().any(|name| asked.host.starts_with(name))).cloned().collect();
        assert!(shortest(&shared) >= SECOND, "{shared:?}");
    }
    assert!(shortest(&log) < SECOND, "hai and ba have nothing in common");
    let kept = run.keeper.resolutions();
    assert_eq!(kept.len(), 3);
    assert_eq!(kept.iter().find(|found| found.host == "mau.gov.vn").unwrap().addresses.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_struggles_is_asked_less_often_and_more_often_again_when_it_has_recovered() {
    let web = Web::new([("/", many(90))]).otherwise(|path| match path.len() {
        20..26 => Reply::status(500),
        _ => links(&[]),
    });
    let run = visit(&web, paced(), vec![portal("mau")], Keeper::default()).await;
    assert_eq!(run.end().stop, StopReason::Exhausted);
    let log = web.log();
    assert!(shortest(&log) >= SECOND, "never faster than the usual pace");
    let gap = |length: usize| {
        let at = log.iter().position(|asked| asked.path.len() == length).unwrap();
        log[at].start - log[at - 1].start
    };
    assert_eq!(gap(15), SECOND);
    assert!(gap(28) >= SECOND * 8, "{:?}", gap(28));
    assert!(gap(60) < gap(28) && gap(60) > SECOND, "back slowly: {:?}", gap(60));
    let why: Vec<PaceReason> = run.keeper.paces().iter().map(|change| change.why).collect();
    assert!(why.contains(&PaceReason::Errors) && why.contains(&PaceReason::Recovered), "{why:?}");
}

#[tokio::test(start_paused = true)]
async fn rising_latency_slows_the_pace_down() {
    let web = Web::new([("/", many(60))]).otherwise(|_| links(&[])).with_latency(|path| match path.len() {
        30.. => Duration::from_millis(1200),
        _ => Duration::from_millis(100),
    });
    let run = visit(&web, paced(), vec![portal("mau")], Keeper::default()).await;
    let first = run.keeper.paces().into_iter().find(|change| change.why == PaceReason::Latency).unwrap();
    assert_eq!(first.interval, SECOND * 3 / 2);
    assert_eq!(first.host, "mau.gov.vn");
    let log = web.log();
    assert!(shortest(&log[log.len() - 10..]) >= SECOND * 3 / 2);
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_answers_with_errors_for_long_is_left_alone_and_taken_up_again_another_day() {
    let broken = |path: &str| if path.len() > 10 { Reply::status(500) } else { links(&[]) };
    let web = Web::new([("/", many(60))]).otherwise(broken);
    let stopped = visit(&web, hurried(), vec![portal("mau")], Keeper::default()).await;
    assert_eq!((stopped.end().stop, stopped.end().exhausted), (StopReason::GaveUp, false));
    let visits = stopped.keeper.visits("mau");
    assert!(visits.len() < 40);

    let well = Web::new([("/", many(60))]).otherwise(|_| links(&[]));
    let keeper = Keeper::resumed("mau", &visits).ended(StopReason::GaveUp, HostsBefore::default());
    let resumed = visit(&well, hurried(), vec![portal("mau")], keeper).await;
    assert_eq!(resumed.end().stop, StopReason::Exhausted);
    assert_eq!(resumed.keeper.visits("mau").len(), 63, "what it has is not asked for again, the rest is");
    assert_eq!(well.paths().len(), 63 - visits.len());

    // Cut off in the middle of that second try, the third goes on in the same way.
    let all = resumed.keeper.visits("mau");
    for kept in [visits.len() + 1, visits.len() + 9] {
        let web = Web::new([("/", many(60))]).otherwise(|_| links(&[]));
        let keeper = Keeper::resumed("mau", &all[..kept]).ended(StopReason::GaveUp, HostsBefore::default());
        let third = visit(&web, hurried(), vec![portal("mau")], keeper).await;
        assert_eq!(third.keeper.urls("mau"), resumed.keeper.urls("mau"));
    }
}

#[tokio::test(start_paused = true)]
async fn ten_minutes_without_anything_good_are_enough() {
    let web = Web::new([("/", many(60))])
        .otherwise(|path| {
            if path.starts_with("/x") {
                Reply::failure(Failure::Timeout(TimeoutPhase::Total))
            } else {
                Reply::status(404)
            }
        })
        .with_latency(|path| if path.starts_with("/x") { SECOND * 60 } else { SECOND / 10 });
    let run = visit(&web, paced(), vec![portal("mau")], Keeper::default()).await;
    assert_eq!(run.end().stop, StopReason::GaveUp);
    assert!(run.end().errors < 20, "{:?}", run.end());
}

#[tokio::test(start_paused = true)]
async fn a_dead_host_beside_the_portals_own_does_not_end_the_portal() {
    let far: Vec<String> = (0..30).map(|n| format!("http://so.mau.gov.vn/{}", "y".repeat(n + 1))).collect();
    let mut all: Vec<&str> = far.iter().map(String::as_str).collect();
    all.extend(["/a", "/b"]);
    let web = Web::new([("/", links(&all)), ("/a", links(&["/c"])), ("/b", links(&[])), ("/c", links(&[]))])
        .otherwise(|path| if path.starts_with("/y") { Reply::status(500) } else { Reply::status(404) });
    let run = visit(&web, hurried(), vec![portal("mau")], Keeper::default()).await;
    assert_eq!(run.end().stop, StopReason::Exhausted);
    assert_eq!(run.end().pages, 4);
    let asked = web.paths().iter().filter(|path| path.starts_with("/y")).count();
    assert!((8..=10).contains(&asked), "{asked}");
}

#[tokio::test(start_paused = true)]
async fn nobody_comes_back_sooner_than_he_was_told_and_nobody_waits_longer_than_there_is_time() {
    let web = Web::new([("/", links(&["/a", "/b"])), ("/a", links(&[])), ("/b", links(&[]))])
        .first("/a", Reply::status(503).with("retry-after", "7200"));
    let options = paced();
    let clock = options.clock;
    let stopped = visit(&web, options, vec![portal("mau")], Keeper::default()).await;
    assert_eq!(stopped.end().stop, StopReason::AskedToLeave);
    let told = web.log().iter().find(|asked| asked.path == "/a").unwrap().start;
    let late = |log: &[Asked]| log.iter().filter(|asked| asked.start > told + SECOND).count();
    assert!(late(&web.log()) <= 1, "at most what was under way: {:?}", web.log());
    let rest = stopped.keeper.paces().into_iter().find(|change| change.why == PaceReason::RetryAfter).unwrap();
    assert!(rest.until.unwrap().duration_since(rest.at).as_secs() >= 7200);

    // The next session remembers.
    let visits = stopped.keeper.visits("mau");
    let host = HostBefore {
        host: "mau.gov.vn".to_owned(),
        last: visits.last().unwrap().at,
        addresses: Vec::new(),
        ipv6: None,
        broken_off: false,
        interval: Some(SECOND * 2),
        crawl_delay: None,
        until: rest.until,
    };
    let before = HostsBefore { known: vec![host], broken_off: false };
    let early = Keeper::resumed("mau", &visits).ended(StopReason::AskedToLeave, before.clone());
    let asked = web.paths().len();
    let again = visit(&web, CrawlOptions { clock, ..CrawlOptions::default() }, vec![portal("mau")], early).await;
    assert_eq!((again.end().stop, web.paths().len()), (StopReason::AskedToLeave, asked), "still asked to stay away");
    tokio::time::sleep(SECOND * 7100).await;
    let later = Keeper::resumed("mau", &visits).ended(StopReason::AskedToLeave, before);
    let again = visit(&web, CrawlOptions { clock, ..CrawlOptions::default() }, vec![portal("mau")], later).await;
    assert_eq!(again.end().stop, StopReason::Exhausted);
    assert!(web.log()[asked].start >= told + SECOND * 7200, "and not a second sooner");
}

#[tokio::test(start_paused = true)]
async fn a_crawl_delay_of_an_hour_is_kept_to_the_second() {
    let web = Web::new([("/robots.txt", Reply::text("User-agent: *\nCrawl-delay: 3600\n")), ("/", links(&["/a"]))]);
    let budget = Budget { time: Duration::from_hours(10), ..Budget::default() };
    let run = visit(&web, CrawlOptions { budget, ..paced() }, vec![portal("mau")], Keeper::default()).await;
    assert_eq!(run.end().stop, StopReason::Exhausted);
    assert!(shortest(&web.log()) >= SECOND * 3600);
    assert_eq!(run.keeper.paces().first().unwrap().why, PaceReason::CrawlDelay);

    let web = Web::new([("/robots.txt", Reply::text("User-agent: *\nCrawl-delay: 3600\n")), ("/", links(&["/a"]))]);
    let run = visit(&web, paced(), vec![portal("mau")], Keeper::default()).await;
    assert_eq!((run.end().stop, web.paths().len()), (StopReason::AskedToLeave, 1), "45 minutes are not enough");
}

#[tokio::test(start_paused = true)]
async fn no_request_is_sent_in_quiet_hours_and_they_cost_the_portal_no_time() {
    let web = Web::new([("/", many(30))]).otherwise(|_| links(&[]));
    let begin = Instant::now();
    let clock = Clock::from(moment("2026-11-24T06:59:50+07:00"));
    let quiet_hours = "07:00-18:00".parse().ok();
    let options = CrawlOptions { clock, quiet_hours, ..CrawlOptions::default() };
    let run = visit(&web, options, vec![portal("mau")], Keeper::default()).await;
    assert_eq!(run.end().stop, StopReason::Exhausted);
    let starts: Vec<Duration> = web.starts().iter().map(|start| *start - begin).collect();
    let quiet = SECOND * 10..SECOND * 10 + Duration::from_hours(11);
    assert!(starts.iter().all(|start| !quiet.contains(start)), "{starts:?}");
    assert!((8..=12).contains(&starts.iter().filter(|start| **start < quiet.start).count()), "{starts:?}");
    assert!(starts.iter().filter(|start| **start >= quiet.end).count() > 15);
    assert!(run.keeper.spent() < Duration::from_mins(2), "{:?}", run.keeper.spent());
    let paused = run.events.iter().find_map(|event| match event {
        Event::Paused { until, .. } => Some(*until),
        _ => None,
    });
    assert_eq!(paused, Some(moment("2026-11-24T18:00:00+07:00")));
}

#[tokio::test(start_paused = true)]
async fn a_portals_own_hours_and_pace_go_before_those_of_the_run() {
    let web = Web::new([("/", links(&["/a", "/b"])), ("/a", links(&[])), ("/b", links(&[]))]);
    let manners = Manners {
        interval: Some(SECOND * 7),
        quiet_hours: "00:00-02:00".parse().ok(),
        reason: "đề nghị của cơ quan".to_owned(),
        ..Manners::default()
    };
    let begin = Instant::now();
    let run = visit(&web, paced(), vec![apart(manners)], Keeper::default()).await;
    assert_eq!(run.end().stop, StopReason::Exhausted);
    assert!(web.starts()[0] - begin >= Duration::from_hours(2));
    assert!(shortest(&web.log()) >= SECOND * 7);
}

#[tokio::test(start_paused = true)]
async fn a_crawl_that_is_stopped_in_quiet_hours_ends_at_once() {
    let web = Web::new([("/", links(&[]))]);
    let keeper = Arc::new(Keeper::default());
    let (sender, mut receiver) = mpsc::channel(16);
    let (stopper, stop) = Stopper::new();
    tokio::spawn(async move {
        while let Some(event) = receiver.recv().await {
            if matches!(event, Event::Paused { .. }) {
                stopper.stop();
            }
        }
    });
    let begin = Instant::now();
    let options = CrawlOptions { quiet_hours: "00:00-18:00".parse().ok(), ..paced() };
    let parts = Parts {
        fetch: web.clone(),
        browser: d42::crawl::Browser::Never,
        archive: keeper.clone(),
        focus: Arc::new(BreadthFirst),
    };
    crawl(vec![portal("mau")], options, parts, sender, stop).await.unwrap();
    assert!(begin.elapsed() < SECOND && web.paths().is_empty());
    assert_eq!(keeper.ends()["mau"].stop, StopReason::Interrupted);
}

/// A crawl at an hour a request: the first robots.txt is a day old after twenty-four.
fn slow() -> CrawlOptions {
    CrawlOptions {
        politeness: Politeness::Paced { interval: Duration::from_hours(1), connections: 1 },
        budget: Budget { time: Duration::from_hours(1000), ..Budget::default() },
        ..paced()
    }
}

#[tokio::test(start_paused = true)]
async fn robots_txt_is_asked_for_again_after_a_day_and_the_new_one_holds() {
    let web = || {
        Web::new([("/", many(40)), ("/robots.txt", Reply::text("User-agent: *\nDisallow: /khong\n"))])
            .second("/robots.txt", Reply::text("User-agent: *\nDisallow: /xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"))
            .otherwise(|_| links(&[]))
    };
    let first = web();
    let whole = visit(&first, slow(), vec![portal("mau")], Keeper::default()).await;
    let asked: Vec<usize> =
        (0..).zip(first.paths()).filter(|(_, path)| path == "/robots.txt").map(|(n, _)| n).collect();
    let times: Vec<Duration> = asked.iter().map(|n| first.starts()[*n] - first.starts()[0]).collect();
    assert_eq!(times.len(), 2, "{:?}", first.paths());
    assert!(times[1] >= Duration::from_hours(24) && times[1] <= Duration::from_hours(26), "{times:?}");
    assert_eq!(whole.end().forbidden, 3, "the new rules hold: {:?}", first.paths());

    // A resumed crawl asks again where the first one did, and nowhere else.
    let visits = whole.keeper.visits("mau");
    for kept in [asked[1], asked[1] + 1, asked[1] + 2, visits.len()] {
        let again = web().with_skipped(visits[..kept].iter());
        let resumed =
            visit(&again, hurried_on(&visits), vec![portal("mau")], Keeper::resumed("mau", &visits[..kept])).await;
        assert_eq!(resumed.keeper.urls("mau"), whole.keeper.urls("mau"), "after {kept}");
        assert_eq!(again.paths().len(), visits.len() - kept, "after {kept}");
    }
}

/// Without pace, right after the last visit.
fn hurried_on(visits: &[d42::snapshot::Visit]) -> CrawlOptions {
    let last = visits.iter().map(|visit| visit.at).max().unwrap();
    CrawlOptions { clock: Clock::from(last + SECOND), ..hurried() }
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_resumed_another_day_asks_for_robots_txt_first() {
    let web = Web::new([("/", many(5))]).otherwise(|_| links(&[]));
    let whole =
        visit(&web, CrawlOptions { clock: paced().clock, ..hurried() }, vec![portal("mau")], Keeper::default()).await;
    let visits = whole.keeper.visits("mau");
    let next_day = CrawlOptions { clock: Clock::from(moment("2026-11-25T09:00:00+07:00")), ..hurried() };
    let again = Web::new([("/", many(5)), ("/robots.txt", Reply::text("User-agent: *\nDisallow: /xx"))])
        .otherwise(|_| links(&[]));
    let resumed = visit(&again, next_day, vec![portal("mau")], Keeper::resumed("mau", &visits[..4])).await;
    assert_eq!(again.paths()[0], "/robots.txt");
    assert!(again.paths().iter().all(|path| !path.starts_with("/xx")), "{:?}", again.paths());
    assert_eq!(resumed.end().stop, StopReason::Exhausted);
}

#[tokio::test(start_paused = true)]
async fn when_robots_txt_cannot_be_had_again_nothing_may_be_asked_for() {
    for reply in [Reply::status(503), Reply::failure(Failure::Refused)] {
        let web = Web::new([("/", many(40)), ("/robots.txt", Reply::status(404))])
            .second("/robots.txt", reply)
            .otherwise(|_| links(&[]));
        let run = visit(&web, slow(), vec![portal("mau")], Keeper::default()).await;
        assert_eq!((run.end().stop, run.end().home), (StopReason::GaveUp, HomeSeen::Read));
        let lost = web.paths().iter().rposition(|path| path == "/robots.txt").unwrap();
        assert_eq!(web.paths().len(), lost + 1, "{:?}", web.paths());
        assert!(run.end().forbidden == 0 && run.end().pages > 5);

        // Another day it can: the crawl goes on.
        let visits = run.keeper.visits("mau");
        let well = Web::new([("/", many(40))]).otherwise(|_| links(&[]));
        let keeper = Keeper::resumed("mau", &visits).ended(StopReason::GaveUp, HostsBefore::default());
        let resumed = visit(&well, hurried_on(&visits), vec![portal("mau")], keeper).await;
        assert_eq!(
            well.paths().first().map(String::as_str),
            Some("/robots.txt"),
            "{:?} {:?}",
            resumed.end(),
            run.keeper.urls("mau")
        );
        assert_eq!((resumed.end().stop, resumed.end().pages), (StopReason::Exhausted, 41));
    }
}

#[tokio::test(start_paused = true)]
async fn robots_txt_is_set_aside_only_where_a_document_says_so() {
    let web = || {
        Web::new([
            ("/robots.txt", Reply::text("User-agent: *\nDisallow: /\nCrawl-delay: 3\nSitemap: /so-do.xml\n")),
            ("/", links(&["/a"])),
            ("/a", links(&[])),
        ])
    };
    let obeyed = web();
    let run = visit(&obeyed, paced(), vec![portal("mau")], Keeper::default()).await;
    assert_eq!((run.end().stop, obeyed.paths().len()), (StopReason::RobotsForbid, 1));

    let set_aside = web();
    let leave = Manners { robots: Authorisation::parse("12/VPMP; 2026-10-12"), ..Manners::default() };
    let run = visit(&set_aside, paced(), vec![apart(leave)], Keeper::default()).await;
    assert_eq!((run.end().stop, run.end().pages, run.end().forbidden), (StopReason::Exhausted, 2, 0));
    assert_eq!(set_aside.paths(), ["/robots.txt", "/", "/so-do.xml", "/a"], "it is read for its sitemaps");
    assert!(shortest(&set_aside.log()) >= SECOND * 3, "and for its Crawl-delay");
}

#[tokio::test(start_paused = true)]
async fn robots_txt_is_followed_to_another_authority_and_nothing_else_is() {
    let web = Web::new([("/", links(&["/a", "/cam"])), ("/a", links(&[]))])
        .first("http://mau.gov.vn/robots.txt", Reply::status(301).with("location", "http://cdn.khac.vn/robots.txt"))
        .first("http://cdn.khac.vn/robots.txt", Reply::text("User-agent: *\nDisallow: /cam\n"));
    let run = run(&web, hurried()).await;
    assert_eq!(run.end().forbidden, 1);
    let away: Vec<String> =
        web.log().into_iter().filter(|asked| asked.host != "mau.gov.vn").map(|asked| asked.path).collect();
    assert_eq!(away, ["/robots.txt"]);
}

/// With the real archive and the process gone in the middle: the server sees no gap shorter than the pace.
#[tokio::test(start_paused = true)]
async fn after_a_kill_no_host_is_asked_sooner_than_its_limit() {
    let web = Web::new([("/robots.txt", Reply::text("User-agent: *\nCrawl-delay: 5\n")), ("/", many(12))])
        .otherwise(|_| links(&[]));
    let registry = Registry { cohort: "mau".to_owned(), portals: vec![portal("mau")], digest: String::new() };
    let settings = Settings {
        rules_digest: String::new(),
        profile: String::new(),
        options: serde_json::Map::new(),
        seed: 0,
        simulated: true,
        started: Timestamp::UNIX_EPOCH,
        since: None,
    };
    let folder = tempfile::tempdir().unwrap();
    let options = CrawlOptions { retry: RetryPolicy::default(), ..paced() };
    let session = async |run: &SnapshotRun, until: Duration| {
        let (sender, mut receiver) = mpsc::channel(1);
        let (_stopper, stop) = Stopper::new();
        tokio::spawn(async move { while receiver.recv().await.is_some() {} });
        let fetch: Arc<dyn Fetch> = web.clone();
        let parts =
            Parts { fetch, browser: Browser::Never, archive: Arc::new(run.recorder()), focus: Arc::new(BreadthFirst) };
        // The whole crawl is dropped where it stands, as a kill would do.
        let crawled = tokio::time::timeout(until, crawl(vec![portal("mau")], options, parts, sender, stop)).await;
        crawled.map(Result::unwrap).is_ok()
    };
    let path = folder.path().join("run");
    let mut run = SnapshotRun::create(&path, settings, &registry).unwrap();
    let mut sessions = 1;
    while !session(&run, Duration::from_millis(12_300 + 400 * sessions)).await {
        run.recorder().flush().unwrap();
        run.close().unwrap();
        run = SnapshotRun::open(&path).unwrap();
        sessions += 1;
        assert!(sessions < 30, "{:?}", web.log());
    }
    assert!(sessions > 3, "{sessions}");
    let log = web.log();
    assert!(shortest(&log[1..]) >= SECOND * 5, "{log:?}");
    assert!(log[1].start - log[0].start >= SECOND * 5, "{log:?}");
    let saved = run.saved().unwrap();
    assert_eq!(saved.captures(&PortalId::new("mau")).unwrap().len(), 15);
    let robots =
        saved.captures(&PortalId::new("mau")).unwrap().iter().filter(|capture| capture.want == Want::Robots).count();
    assert_eq!(robots, 1);
    assert_eq!(saved.paces().unwrap().iter().filter(|change| change.why == PaceReason::CrawlDelay).count(), 1);
}
