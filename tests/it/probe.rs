//! Looks at portals at intervals: one request each, kept whole, and gone on with after a stop.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use d42::{
    availability::{Log, Plan, tally, watch},
    clock::Clock,
    crawl::Stopper,
    fetch::{Exchange, Failure, Fetch, FetchFuture, FetchRequest},
    registry::{Cohort, Portal, load},
    report::ReasonCode,
};
use jiff::Timestamp;

/// Every third request of the second portal fails, and one is answered with an error.
#[derive(Default)]
struct Moody(AtomicUsize);

impl Fetch for Moody {
    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a> {
        Box::pin(async move {
            let steady = request.portal.as_str() == "a";
            let turn = if steady { 0 } else { self.0.fetch_add(1, Ordering::SeqCst) };
            if turn % 3 == 1 {
                return Err(Failure::Refused);
            }
            Ok(Exchange {
                request_head: Vec::new(),
                response_head: Vec::new(),
                status: if turn % 3 == 2 { 503 } else { 200 },
                headers: Vec::new(),
                body: Vec::new(),
                truncated: None,
                remote: None,
                flaw: None,
                vouched: Vec::new(),
                started: Timestamp::UNIX_EPOCH,
                took: Duration::ZERO,
            })
        })
    }
}

fn portals(folder: &std::path::Path) -> Vec<Portal> {
    let path = folder.join("two.csv");
    std::fs::write(
        &path,
        "id,tier,name_vi,url\na,ministry,Bộ Mẫu 01,http://a.invalid\nb,province,Tỉnh Mẫu 01,http://b.invalid\n",
    )
    .unwrap();
    load(&Cohort::from(path.display().to_string().as_str()), None).unwrap().portals
}

#[tokio::test(start_paused = true)]
async fn each_portal_is_asked_once_a_round_and_a_stopped_watch_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (portals, path) = (portals(folder.path()), folder.path().join("answers.jsonl"));
    let clock = Clock::from("2026-11-23T08:00:00Z".parse().unwrap());
    let fetch = Arc::new(Moody::default());
    let plan = Plan { every: Duration::from_hours(1), total: Duration::from_hours(6) };
    let (stopper, stop) = Stopper::new();
    {
        let mut log = Log::open(&path).unwrap();
        let watching = watch(&portals, plan, fetch.clone(), &mut log, clock, stop);
        let stopping = async {
            tokio::time::sleep(Duration::from_mins(150)).await;
            stopper.stop();
        };
        tokio::join!(watching, stopping).0.unwrap();
        assert_eq!(log.samples().len(), 6, "three rounds of two portals");
    }
    // A kill in the middle of a line.
    let mut text = std::fs::read_to_string(&path).unwrap();
    text.push_str("{\"portal\":\"a\",\"at\":\"2026-11");
    std::fs::write(&path, text).unwrap();

    let mut log = Log::open(&path).unwrap();
    assert_eq!(log.samples().len(), 6);
    let (_stopper, stop) = Stopper::new();
    watch(&portals, plan, fetch, &mut log, clock, stop).await.unwrap();
    assert_eq!(Log::open(&path).unwrap().samples(), log.samples(), "what is counted is what is kept");
    let tallies = tally(log.samples());
    let counts: Vec<(u32, u32)> = tallies.values().map(|tally| (tally.answers, tally.attempts)).collect();
    assert_eq!(counts, [(6, 6), (2, 6)]);
    let failures = &tallies.values().nth(1).unwrap().failures;
    assert_eq!((failures[&ReasonCode::Refused], failures[&ReasonCode::ServerError]), (2, 2));
}

/// Nothing can be reached from here in some rounds.
struct Unplugged {
    begin: tokio::time::Instant,
    hours: std::ops::Range<u64>,
    answers: Moody,
}

impl Fetch for Unplugged {
    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a> {
        if self.hours.contains(&(self.begin.elapsed().as_secs() / 3600)) {
            return Box::pin(std::future::ready(Err(Failure::Dns)));
        }
        self.answers.fetch(request)
    }
}

#[tokio::test(start_paused = true)]
async fn rounds_in_which_our_own_connection_is_gone_count_for_no_portal() {
    let folder = tempfile::tempdir().unwrap();
    let two = portals(folder.path());
    let third = Portal { id: d42::registry::PortalId::new("c"), ..two[1].clone() };
    let three = [&two[..], &[third]].concat();
    let plan = Plan { every: Duration::from_hours(1), total: Duration::from_hours(4) };
    // Gone for two rounds; gone from the start, when nobody knows better; and two portals, of whom neither can tell.
    for (portals, hours, expected) in [(&three, 1..3, (6, 2)), (&three, 0..4, (12, 0)), (&two, 1..3, (8, 0))] {
        let clock = Clock::from("2026-11-23T08:00:00Z".parse().unwrap());
        let mut log = Log::open(&folder.path().join(format!("{}-{}.jsonl", portals.len(), hours.start))).unwrap();
        let fetch = Arc::new(Unplugged { begin: tokio::time::Instant::now(), hours, answers: Moody::default() });
        let (_stopper, stop) = Stopper::new();
        let left_out = watch(portals, plan, fetch, &mut log, clock, stop).await.unwrap();
        assert_eq!((log.samples().len(), left_out), expected);
    }
}

#[test]
fn a_file_of_something_else_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "xin chào\n").unwrap();
    assert!(Log::open(&path).unwrap_err().to_string().starts_with("line 1 of"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "xin chào\n");
}
