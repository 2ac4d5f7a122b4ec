//! The second pass: what failed is asked for once more, later and with larger limits, before anything is concluded. And
//! the address that cannot exist.

use d42::fetch::Patience;
use tokio::time::Instant;

use super::*;

const LATER: Duration = Duration::from_mins(10);

fn twice() -> CrawlOptions {
    let retry = RetryPolicy { attempts: 1, ..RetryPolicy::default() };
    CrawlOptions { second_pass: Some(LATER), retry, ..hurried() }
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_was_down_is_asked_again_later_and_read_with_larger_limits() {
    let late = || Reply::failure(Failure::Timeout(TimeoutPhase::FirstByte));
    let web = || Web::new([("/a", links(&[]))]).first("/", links(&["/a"])).first("/", late());
    let begin = Instant::now();
    let first = web();
    let whole = run(&first, twice()).await;
    assert_eq!((whole.end().stop, whole.end().home), (StopReason::Exhausted, HomeSeen::Read));
    assert!(begin.elapsed() >= LATER && begin.elapsed() < 2 * LATER, "{:?}", begin.elapsed());
    let visits = whole.keeper.visits("mau");
    let pages: Vec<_> =
        visits.iter().filter(|v| v.want == Want::Page).map(|v| (v.url.path(), v.patience, v.result.is_ok())).collect();
    assert_eq!(pages, [("/", Patience::Usual, false), ("/", Patience::Long, true), ("/a", Patience::Long, true)]);
    for kept in 0..=visits.len() {
        let web = web().with_skipped(visits[..kept].iter().filter(|visit| visit.want == Want::Page));
        let keeper = Arc::new(Keeper::resumed("mau", &visits[..kept]));
        let again = run_with(vec![portal("mau")], twice(), web.clone(), keeper, Arc::new(BreadthFirst)).await;
        assert_eq!(again.keeper.urls("mau"), whole.keeper.urls("mau"), "after {kept}");
        assert_eq!(again.end(), whole.end(), "after {kept}");
        assert_eq!(web.paths().len(), visits.len() - kept, "after {kept}");
    }
}

#[tokio::test(start_paused = true)]
async fn pages_that_failed_are_asked_for_once_more_and_others_are_not() {
    let web = Web::new([
        ("/", links(&["/reset", "/loi", "/khong-co", "/cam", "/tot"])),
        ("/khong-co", Reply::status(404)),
        ("/cam", Reply::status(403)),
        ("/loi", Reply::status(503)),
        ("/tot", links(&[])),
    ])
    .first("/reset", links(&["/moi"]))
    .first("/reset", Reply::failure(Failure::Reset));
    let run = run(&web, twice()).await;
    let times = |path: &str| web.paths().iter().filter(|asked| *asked == path).count();
    for (path, expected) in [("/reset", 2), ("/loi", 2), ("/khong-co", 1), ("/cam", 1), ("/tot", 1), ("/moi", 1)] {
        assert_eq!(times(path), expected, "{path}");
    }
    assert_eq!(run.end().stop, StopReason::Exhausted);
    assert_eq!(run.end().visited, 7, "asked for twice is visited once");
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_stays_silent_is_asked_twice_and_no_more() {
    let web = Web::default().otherwise(|_| Reply::failure(Failure::Refused));
    let run = run(&web, twice()).await;
    let failure = Failure::Refused;
    assert_eq!((run.end().stop, run.end().home), (StopReason::Unreachable { failure }, HomeSeen::Failed { failure }));
    let home: Vec<_> = web.log().into_iter().filter(|asked| asked.origin == "http://mau.gov.vn").collect();
    assert_eq!(home.len(), 2, "its robots.txt in each pass");
}

#[tokio::test(start_paused = true)]
async fn without_anything_lost_nobody_waits() {
    let begin = Instant::now();
    let web = Web::new([("/", links(&["/a"])), ("/a", links(&[]))]);
    assert_eq!(run(&web, twice()).await.end().stop, StopReason::Exhausted);
    assert!(begin.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn an_address_that_cannot_exist_is_asked_for_once_under_robots() {
    let asked = async |robots: &str, seed: u64| {
        let web = Web::new([
            ("/robots.txt", Reply::text(robots)),
            ("/", links(&["/a", "http://con.mau.gov.vn/"])),
            ("/a", links(&[])),
        ]);
        run(&web, CrawlOptions { ask_absent: true, seed, ..hurried() }).await;
        let absent = |path: &String| path.starts_with("/khong-co-trang-nay-");
        web.paths().into_iter().filter(absent).collect::<Vec<_>>()
    };
    let first = asked("", 1).await;
    assert_eq!(first.len(), 1);
    assert_eq!(asked("", 1).await, first, "the name follows from the seed");
    assert_ne!(asked("", 2).await, first);
    assert_eq!(asked("User-agent: *\nDisallow: /khong-co\n", 1).await, [""; 0]);
}
