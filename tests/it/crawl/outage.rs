//! Our own connection: when it is lost the crawl pauses, says so, and goes on as if nothing had been; a portal that is
//! gone by itself is told apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use d42::{
    clock::Clock,
    crawl::{BreadthFirst, Budget, CrawlError, CrawlOptions, Event, Parts, StopReason, Stopper, crawl},
    fetch::{Failure, Fetch, FetchFuture, FetchRequest, Ipv6, LocateFuture, Located, ReachFuture, TimeoutPhase},
    registry::{PortalId, Registry},
    snapshot::{CaptureResult, Run as SnapshotRun, SavedRun, Settings},
};
use jiff::Timestamp;
use tokio::{sync::mpsc, time::Instant};
use url::Url;

use super::{
    SECOND,
    web::{Changed as _, Reply, Web, links, portal},
};

const PORTALS: usize = 12;
/// The first failures, of twelve portals at once.
const CUT_AT: Duration = Duration::from_millis(4_500);
const HOUR: Duration = Duration::from_hours(1);

/// What is wrong with the way to a host, by its name and the time since the beginning.
type Cut = Box<dyn Fn(&str, Duration) -> Option<Failure> + Send + Sync>;

/// The way to a web, which may be cut.
struct Cable {
    web: Arc<Web>,
    begin: Instant,
    cut: Cut,
    /// Whether names can be looked up and connections made, since the beginning.
    works: fn(Duration) -> bool,
    failed: AtomicUsize,
    tried: Mutex<Vec<Instant>>,
}

impl Cable {
    fn new(
        cut: impl Fn(&str, Duration) -> Option<Failure> + Send + Sync + 'static,
        works: fn(Duration) -> bool,
    ) -> Arc<Self> {
        let pages: Vec<(String, Reply)> = ["/", "/a", "/b", "/c", "/d", "/e", "/f"]
            .into_iter()
            .map(|path| (path.to_owned(), links(&["/a", "/b", "/c", "/d", "/e", "/f"])))
            .collect();
        Arc::new(Self {
            web: Web::of(pages).with_latency(|_| SECOND / 10),
            begin: Instant::now(),
            cut: Box::new(cut),
            works,
            failed: AtomicUsize::default(),
            tried: Mutex::default(),
        })
    }

    /// Cut for everybody between two moments.
    fn cut_between(from: Duration, to: Duration, failure: Failure) -> Arc<Self> {
        let works = |since: Duration| !(CUT_AT..CUT_AT + HOUR).contains(&since);
        assert_eq!((from, to), (CUT_AT, CUT_AT + HOUR), "as `works` has it");
        Self::new(move |_, since| (!works(since)).then_some(failure), works)
    }

    fn failure(&self, host: &str) -> Option<Failure> {
        (self.cut)(host, self.begin.elapsed())
    }

    fn tried(&self) -> Vec<Instant> {
        self.tried.lock().unwrap().clone()
    }
}

impl Fetch for Cable {
    fn fetch<'a>(&'a self, request: &'a FetchRequest) -> FetchFuture<'a> {
        Box::pin(async move {
            let host = request.url.host_str().unwrap();
            if let Some(failure) = self.failure(host) {
                self.failed.fetch_add(1, Ordering::SeqCst);
                if matches!(failure, Failure::Timeout(_)) {
                    tokio::time::sleep(SECOND * 10).await;
                }
                return Err(failure);
            }
            let mut exchange = self.web.fetch(request).await?;
            // What was under way when it was cut never arrives.
            if self.failure(host).is_some() {
                return Err(Failure::Reset);
            }
            exchange.remote = Some(address(host));
            Ok(exchange)
        })
    }

    fn locate<'a>(&'a self, host: &'a str) -> LocateFuture<'a> {
        let found = self.failure(host).is_none().then(|| address(host).ip());
        Box::pin(std::future::ready(Some(Located { addresses: found.into_iter().collect(), ipv6: Ipv6::Unknown })))
    }

    fn reaches<'a>(&'a self, origin: &'a Url) -> ReachFuture<'a> {
        self.tried.lock().unwrap().push(Instant::now());
        let reached = (self.works)(self.begin.elapsed()) && self.failure(origin.host_str().unwrap()).is_none();
        Box::pin(std::future::ready(reached))
    }
}

/// Another address for each name.
fn address(host: &str) -> SocketAddr {
    let sum = host.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    SocketAddr::from(((0xcb00_7100 | (sum & 0xff)).to_be_bytes(), 80))
}

fn names() -> Vec<String> {
    (0..PORTALS).map(|n| format!("mau-{n:02}")).collect()
}

fn options() -> CrawlOptions {
    CrawlOptions {
        clock: Clock::from("2026-11-24T00:00:00+07:00".parse().unwrap()),
        // Less than an outage.
        budget: Budget { time: SECOND * 120, ..Budget::default() },
        second_pass: Some(SECOND * 600),
        ..CrawlOptions::default()
    }
}

/// A run folder that is crawled in one or more sessions.
struct Folder {
    scratch: tempfile::TempDir,
    names: Vec<String>,
}

impl Folder {
    fn new(names: Vec<String>) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let portals = names.iter().map(|name| portal(name)).collect();
        let registry = Registry { cohort: "mau".to_owned(), portals, digest: String::new() };
        let settings = Settings {
            rules_digest: String::new(),
            profile: String::new(),
            options: serde_json::Map::new(),
            seed: 0,
            simulated: true,
            since: None,
            started: Timestamp::UNIX_EPOCH,
        };
        SnapshotRun::create(&scratch.path().join("run"), settings, &registry).unwrap().close().unwrap();
        Self { scratch, names }
    }

    /// One session, stopped after `until`; what it said and how it ended.
    async fn session(
        &self,
        cable: &Arc<Cable>,
        options: CrawlOptions,
        until: Duration,
    ) -> (Vec<Event>, Result<(), CrawlError>) {
        let run = SnapshotRun::open(&self.scratch.path().join("run")).unwrap();
        let (sender, mut receiver) = mpsc::channel(16);
        let (stopper, stop) = Stopper::new();
        let listener = tokio::spawn(async move {
            let mut events = Vec::new();
            while let Some(event) = receiver.recv().await {
                events.push(event);
            }
            events
        });
        let timer = tokio::spawn(async move {
            tokio::time::sleep(until).await;
            stopper.stop();
        });
        let fetch: Arc<dyn Fetch> = cable.clone();
        let parts = Parts {
            fetch,
            archive: Arc::new(run.recorder()),
            focus: Arc::new(BreadthFirst),
            browser: d42::crawl::Browser::Never,
        };
        let portals = self.names.iter().map(|name| portal(name)).collect();
        let ended = crawl(portals, options, parts, sender, stop).await;
        timer.abort();
        run.close().unwrap();
        (listener.await.unwrap(), ended)
    }

    fn saved(&self) -> SavedRun {
        SavedRun::open(&self.scratch.path().join("run")).unwrap()
    }

    /// Addresses visited, in order, by portal; with how those that failed did.
    fn visits(&self) -> BTreeMap<String, Vec<(String, Option<Failure>)>> {
        let saved = self.saved();
        let visits = |name: &String| {
            let captures = saved.captures(&PortalId::new(name)).unwrap();
            let failed = |result| match result {
                CaptureResult::Failed(failure) => Some(failure),
                CaptureResult::Answered { .. } => None,
            };
            captures.into_iter().map(|capture| (capture.url.to_string(), failed(capture.result))).collect()
        };
        self.names.iter().map(|name| (name.clone(), visits(name))).collect()
    }

    fn stops(&self) -> BTreeSet<String> {
        let saved = self.saved();
        let stop = |name: &String| format!("{:?}", saved.end(&PortalId::new(name)).unwrap().unwrap().stop);
        self.names.iter().map(stop).collect()
    }
}

/// A whole crawl by `cable` in one session.
async fn crawled(cable: &Arc<Cable>, options: CrawlOptions) -> (Folder, Vec<Event>, Result<(), CrawlError>) {
    let folder = Folder::new(names());
    let (events, ended) = folder.session(cable, options, HOUR * 24).await;
    (folder, events, ended)
}

/// What was said of the connection.
fn said(events: &[Event]) -> Vec<&'static str> {
    let word = |event: &Event| match event {
        Event::ConnectionLost { .. } => Some("lost"),
        Event::ConnectionBack => Some("back"),
        _ => None,
    };
    events.iter().filter_map(word).collect()
}

fn never_cut() -> Arc<Cable> {
    Cable::new(|_, _| None, |_| true)
}

const FAILURES: [Failure; 5] = [
    Failure::Dns,
    Failure::Network,
    Failure::Reset,
    Failure::Timeout(TimeoutPhase::Connect),
    Failure::Timeout(TimeoutPhase::FirstByte),
];

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_gone_for_an_hour_costs_an_hour_and_nothing_else() {
    let (undisturbed, events, _) = crawled(&never_cut(), options()).await;
    assert_eq!((said(&events), undisturbed.stops().len()), (Vec::new(), 1));
    let expected = undisturbed.visits();
    assert!(expected.values().all(|visits| visits.len() > 8), "{expected:?}");
    for failure in FAILURES {
        let cable = Cable::cut_between(CUT_AT, CUT_AT + HOUR, failure);
        let (folder, events, ended) = crawled(&cable, options()).await;
        ended.unwrap();
        assert_eq!(said(&events), ["lost", "back"], "{failure:?}");
        assert_eq!(folder.visits(), expected, "{failure:?}: nothing failed, nothing was left out or asked for twice");
        assert_eq!(folder.stops(), undisturbed.stops(), "{failure:?}: the time of no portal ran");

        // Seen from the web: nothing for an hour, and no host too soon before or after.
        let log = cable.web.log();
        assert!(log.iter().all(|asked| !(CUT_AT..CUT_AT + HOUR).contains(&(asked.start - cable.begin))));
        for name in names() {
            let own: Vec<_> = log.iter().filter(|asked| asked.host == format!("{name}.gov.vn")).collect();
            assert!(own.windows(2).all(|pair| pair[1].start - pair[0].start >= SECOND), "{failure:?}: {own:?}");
        }
        assert!(log.last().unwrap().start - cable.begin < CUT_AT + HOUR + SECOND * 120, "and soon it went on");
        assert!(cable.failed.load(Ordering::SeqCst) <= 4 * PORTALS, "nobody asks in vain for an hour");
        let tried = cable.tried().len();
        assert!((60..2000).contains(&tried), "{failure:?}: {tried}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_service_that_stumbles_pauses_the_crawl_although_open_connections_work() {
    // The first six portals have connections that are open; the names of the others cannot be looked up any more.
    let works = |since: Duration| !(CUT_AT..CUT_AT + HOUR).contains(&since);
    let cable = Cable::new(move |host, since| (!works(since) && host >= "mau-06").then_some(Failure::Dns), works);
    let (folder, events, ended) = crawled(&cable, options()).await;
    ended.unwrap();
    assert_eq!(said(&events), ["lost", "back"]);
    assert_eq!(folder.visits(), crawled(&never_cut(), options()).await.0.visits());
}

#[tokio::test(start_paused = true)]
async fn a_portal_that_is_gone_among_others_that_answer_is_reported_as_gone() {
    for failure in FAILURES {
        let cable = Cable::new(move |host, _| host.ends_with("mau-03.gov.vn").then_some(failure), |_| true);
        let options = CrawlOptions { budget: Budget::default(), ..options() };
        let (folder, events, ended) = crawled(&cable, options).await;
        ended.unwrap();
        assert_eq!(said(&events), [""; 0], "{failure:?}");
        let end = folder.saved().end(&PortalId::new("mau-03")).unwrap().unwrap();
        assert_eq!((end.stop, end.visited), (StopReason::Unreachable { failure }, 0));
        assert!(cable.tried().len() < 60, "{failure:?}: witnesses are not asked for every word");
    }
}

#[tokio::test(start_paused = true)]
async fn all_portals_gone_from_the_start_end_at_once() {
    let cable = Cable::new(|_, _| Some(Failure::Dns), |_| false);
    let options = CrawlOptions { second_pass: Some(Duration::from_mins(10)), ..options() };
    let (folder, events, ended) = crawled(&cable, options).await;
    ended.unwrap();
    assert_eq!((said(&events), cable.tried().len()), (Vec::new(), 0), "nobody is there to bear witness");
    assert!(cable.begin.elapsed() < SECOND * 60, "{:?}", cable.begin.elapsed());
    assert_eq!(folder.stops(), BTreeSet::from(["Unreachable { failure: Dns }".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_portal_alone_in_its_run_that_goes_down_is_not_waited_for() {
    let cable = Cable::new(|_, since| (since > CUT_AT).then_some(Failure::Network), |since| since <= CUT_AT);
    let folder = Folder::new(vec!["mau-00".to_owned()]);
    let (events, ended) = folder.session(&cable, options(), HOUR * 24).await;
    ended.unwrap();
    assert_eq!(said(&events), [""; 0]);
    let visits = &folder.visits()["mau-00"];
    assert!(visits.iter().any(|(_, failed)| *failed == Some(Failure::Network)), "{visits:?}");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_stays_away_ends_the_crawl_to_be_resumed_and_blames_nobody() {
    let (undisturbed, _, _) = crawled(&never_cut(), options()).await;
    let folder = Folder::new(names());
    let patient = CrawlOptions { offline_patience: HOUR / 2, ..options() };
    let gone = Cable::new(|_, since| (since > CUT_AT).then_some(Failure::Dns), |since| since <= CUT_AT);
    let (events, ended) = folder.session(&gone, patient, HOUR * 24).await;
    assert!(matches!(ended, Err(CrawlError::Offline)), "{ended:?}");
    assert_eq!(said(&events), ["lost"]);
    let took = gone.begin.elapsed();
    assert!((HOUR / 2..HOUR / 2 + SECOND * 30).contains(&took), "{took:?}");
    assert_eq!(folder.stops(), BTreeSet::from(["Interrupted".to_owned()]));
    let kept = folder.visits();
    assert!(kept.values().flatten().all(|(_, failed)| failed.is_none()), "{kept:?}");

    // The next session still has no connection. It knows that the run had one, so it waits, and blames nobody either.
    let nothing = Cable::new(|_, _| Some(Failure::Dns), |_| false);
    let (events, ended) = folder.session(&nothing, patient, HOUR * 24).await;
    assert!(matches!(ended, Err(CrawlError::Offline)), "{ended:?}");
    assert_eq!(said(&events), ["lost"]);
    assert_eq!(folder.visits(), kept);

    let (events, ended) = folder.session(&never_cut(), patient, HOUR * 24).await;
    ended.unwrap();
    assert_eq!(said(&events), [""; 0]);
    assert_eq!((folder.visits(), folder.stops()), (undisturbed.visits(), undisturbed.stops()));
}

#[tokio::test(start_paused = true)]
async fn a_stop_is_heard_while_the_connection_is_lost() {
    let cable = Cable::cut_between(CUT_AT, CUT_AT + HOUR, Failure::Network);
    let folder = Folder::new(names());
    let (events, ended) = folder.session(&cable, options(), HOUR / 2).await;
    ended.unwrap();
    assert_eq!((said(&events), cable.begin.elapsed()), (vec!["lost"], HOUR / 2));
    assert_eq!(folder.stops(), BTreeSet::from(["Interrupted".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn nobody_is_tried_in_quiet_hours() {
    let cable = Cable::cut_between(CUT_AT, CUT_AT + HOUR, Failure::Network);
    let quiet = "00:10-00:50".parse().ok();
    let (folder, events, ended) = crawled(&cable, CrawlOptions { quiet_hours: quiet, ..options() }).await;
    ended.unwrap();
    assert_eq!(said(&events), ["lost", "back"]);
    let since = |moment: Instant| moment - cable.begin;
    let (from, to) = (Duration::from_mins(10), Duration::from_mins(50));
    assert!(cable.tried().into_iter().all(|tried| !(from..to).contains(&since(tried))));
    assert!(cable.tried().into_iter().any(|tried| since(tried) >= to));
    assert_eq!(folder.stops(), BTreeSet::from(["Exhausted".to_owned()]));
}
