//! A crawl of fifty portals whose process is killed at random instants, and taken up again each time. The portals are
//! served from here, so that what they were asked is known from their side over all sessions.
//!
//! `D42_KILLS=N` kills it N times; `benches/kill.sh` does it a hundred times.
#![cfg(unix)]

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use d42::{
    audit::{RunOptions, Session},
    crawl::{PortalEnd, Stopper},
    fetch::{Contact, HttpFetcher, HttpOptions, Network},
    judge::Judge,
    registry::{Manners, Portal, PortalId, Registry},
    rules,
    snapshot::{CaptureResult, FindingRow, Run, SavedRun, Settings, warc::WarcReader},
};
use tokio::sync::{mpsc, watch};

use crate::server::{Answer, Asked, Server, bare, html};

const PORTALS: usize = 50;
/// Of these, so many ask for a long time between two requests, longer than a session takes to begin.
const SLOW: usize = 3;
const CRAWL_DELAY: Duration = Duration::from_secs(2);
/// Requests per second to one of the others.
const RATE: f64 = 10.0;
const CONTACT: &str = "mailto:demo@example.vn";
const SEED: u64 = 42;
/// No session is killed later than this unless somebody has to be asked first, in milliseconds.
const LATEST: u64 = 2500;
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_mins(5);

fn kills() -> usize {
    std::env::var("D42_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10)
}

fn host(portal: usize) -> String {
    format!("mau-{portal:02}.gov.vn")
}

fn id(portal: usize) -> PortalId {
    PortalId::new(format!("mau-{portal:02}"))
}

/// How often the portals were asked so far.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: usize,
    /// Those that ask for a long time between two requests.
    slow: usize,
}

/// Portals made of the pages that rules pass by, each with some of them.
struct Web {
    servers: Vec<Server>,
    count: watch::Receiver<Count>,
}

impl Web {
    async fn start(kills: usize, first: u8) -> Self {
        let all: Arc<Vec<(String, String)>> = Arc::new(passing());
        let (sender, count) = watch::channel(Count::default());
        let sender = Arc::new(sender);
        let mut servers = Vec::new();
        for portal in 0..PORTALS {
            let slow = portal < SLOW;
            let (all, sender) = (Arc::clone(&all), Arc::clone(&sender));
            let answer = move |asked: &Asked| {
                sender.send_modify(|count| {
                    count.all += 1;
                    count.slow += usize::from(slow);
                });
                answer(asked, portal, &all, kills)
            };
            // An address of its own, so that it has a budget of its own.
            let address = Ipv4Addr::new(127, 50, first, portal as u8 + 1);
            servers.push(Server::start_on(address.into(), answer).await);
        }
        Self { servers, count }
    }

    fn address(&self, portal: usize) -> SocketAddr {
        self.servers[portal].address
    }

    fn log(&self, portal: usize) -> Vec<Asked> {
        self.servers[portal].log()
    }

    fn count(&self) -> Count {
        *self.count.borrow()
    }

    /// Waits until `enough` of it was asked.
    async fn asked(&mut self, enough: impl FnMut(&Count) -> bool) {
        let waited = tokio::time::timeout(PATIENCE, self.count.wait_for(enough)).await;
        drop(waited.expect("the crawl ended, or stands still").unwrap());
    }
}

/// Title and text of the fixture pages by which rules pass.
fn passing() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/rules");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let texts = folders.iter().filter_map(|folder| std::fs::read_to_string(folder.join("pass.html")).ok());
    let title = |text: &str| {
        let (_, rest) = text.split_once("<title>")?;
        Some(rest.split_once("</title>")?.0.split(" - ").next()?.trim().to_owned())
    };
    texts.filter_map(|text| Some((title(&text)?, text))).collect()
}

/// Whoever is asked slowly has a page for every kill, so that he is never done before.
fn answer(asked: &Asked, portal: usize, all: &[(String, String)], kills: usize) -> Answer {
    let slow = portal < SLOW;
    let pages = if slow { kills / 2 + 4 } else { 4 + kills / 5 };
    let own = |page: usize| &all[(portal * 7 + page * 3) % all.len()];
    match asked.path.as_str() {
        "/robots.txt" if slow => {
            let rules = format!("User-agent: *\nCrawl-delay: {}\n", CRAWL_DELAY.as_secs());
            Answer::Page("200 OK\r\nContent-Type: text/plain", rules.into_bytes())
        }
        "/" => {
            let link = |page: usize| format!("<li><a href='/muc-{page}'>{}</a></li>", own(page).0);
            let links: String = (0..pages).map(link).collect();
            html(&format!("<!doctype html><title>Cổng Mẫu {portal}</title><nav><ul>{links}</ul></nav><main></main>"))
        }
        path => match path.strip_prefix("/muc-").and_then(|page| page.parse().ok()) {
            Some(page) if page < pages && slow => {
                html(&format!("<title>Mục {page}</title><main><h1>Mục {page}</h1></main>"))
            }
            Some(page) if page < pages => html(&own(page).1),
            _ => bare("404 Not Found"),
        },
    }
}

fn begin(folder: &Path) {
    let portals = (0..PORTALS).map(|portal| Portal {
        id: id(portal),
        tier: None,
        name_vi: format!("Mẫu {portal}"),
        name_en: String::new(),
        url: format!("http://{}/", host(portal)).parse().unwrap(),
        domains: vec![host(portal)],
        languages: Vec::new(),
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    });
    let registry = Registry { cohort: "mau".to_owned(), digest: String::new(), portals: portals.collect() };
    let options = RunOptions { rate: RATE, again_after: Some(0), ..RunOptions::new(CONTACT.to_owned()) };
    let settings = Settings {
        rules_digest: String::new(),
        profile: "decree-42".to_owned(),
        options: options.to_map(),
        seed: 0,
        simulated: true,
        since: None,
        started: "2026-11-23T08:00:00Z".parse().unwrap(),
    };
    Run::create(folder, settings, &registry).unwrap().close().unwrap();
}

/// This binary again, as a process of its own that goes on with the run in `folder`.
fn session(folder: &Path, web: &Web) -> Child {
    let addresses: Vec<String> = (0..PORTALS).map(|portal| web.address(portal).to_string()).collect();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "kill::child_that_goes_on_with_a_crawl", "--ignored", "--test-threads=1"]);
    command.env("D42_TEST_RUN", folder).env("D42_TEST_WEB", addresses.join(","));
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
#[ignore = "the child of the test below, not a test"]
fn child_that_goes_on_with_a_crawl() {
    let Some(folder) = std::env::var_os("D42_TEST_RUN").map(PathBuf::from) else { return };
    let Ok(addresses) = std::env::var("D42_TEST_WEB") else { return };
    let hosts = addresses.split(',').enumerate().map(|(portal, address)| (host(portal), address.parse().unwrap()));
    let pack = rules::load(None).unwrap();
    let judge = Judge::new(&pack, pack.profile("decree-42").unwrap());
    let run = Run::open(&folder).unwrap();
    let options = RunOptions::from_map(&run.manifest().options).unwrap();
    let portals = run.saved().unwrap().portals().unwrap();
    let session = Session::new(run, portals, pack, judge);
    let http = HttpOptions::new(Contact::parse(CONTACT).unwrap());
    let fetch = Arc::new(HttpFetcher::new(http, Network::Simulated(hosts.collect())).unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (_stopper, stop) = Stopper::new();
        let (tell, mut told) = mpsc::channel(64);
        let listen = tokio::spawn(async move { while told.recv().await.is_some() {} });
        session.crawl(fetch, options.crawl(0), tell, stop).await.unwrap();
        listen.await.unwrap();
    });
    session.conclude().unwrap();
}

/// What was kept under a number: address, moment and digest.
type Kept = BTreeMap<(usize, u32), (String, String, String)>;

/// Everything the run in `folder` has acknowledged.
fn kept(folder: &Path) -> Kept {
    let saved = SavedRun::open_still(folder).unwrap();
    let mut kept = Kept::new();
    for portal in 0..PORTALS {
        for capture in saved.captures(&id(portal)).unwrap() {
            let digest = match &capture.result {
                CaptureResult::Answered { digest, .. } => digest.clone(),
                CaptureResult::Failed(failure) => format!("{failure:?}"),
            };
            let what = (capture.url.to_string(), capture.at.to_string(), digest);
            assert_eq!(kept.insert((portal, capture.sequence), what), None, "stored twice");
        }
    }
    kept
}

/// What a run found and how it got there, times and capture ids aside.
#[derive(Debug, PartialEq)]
struct Harvest {
    findings: Vec<FindingRow>,
    ends: Vec<Option<PortalEnd>>,
    visits: Vec<Vec<(String, String)>>,
}

fn harvest(folder: &Path) -> Harvest {
    let saved = SavedRun::open(folder).unwrap();
    assert!(saved.manifest().finished.is_some());
    let mut findings = saved.findings().unwrap();
    for finding in &mut findings {
        if let Some(text) = &mut finding.evidence {
            let mut evidence: serde_json::Map<_, _> = serde_json::from_str(text).unwrap();
            evidence.retain(|key, _| key != "at" && key != "capture");
            *text = serde_json::Value::Object(evidence).to_string();
        }
    }
    let ends = (0..PORTALS).map(|portal| saved.end(&id(portal)).unwrap()).collect();
    let mut visits = vec![Vec::new(); PORTALS];
    for ((portal, sequence), (url, _, digest)) in kept(folder) {
        assert_eq!(visits[portal].len(), sequence as usize, "numbers without a gap");
        visits[portal].push((url, digest));
    }
    Harvest { findings, ends, visits }
}

/// The archive holds each capture of the index once: a response, a request and a metadata record, or the last alone.
fn assert_archived_once(folder: &Path) {
    let saved = SavedRun::open(folder).unwrap();
    let mut ids = BTreeSet::new();
    let mut records = BTreeMap::new();
    for file in saved.warc_files().unwrap() {
        for entry in WarcReader::open(&file).unwrap().records().map(Result::unwrap) {
            assert!(
                ids.insert(entry.record.field("WARC-Record-ID").unwrap().to_owned()),
                "a record stands there twice"
            );
            *records.entry(entry.record.field("WARC-Type").unwrap().to_owned()).or_insert(0) += 1;
        }
    }
    let mut captures = (0, 0);
    for portal in 0..PORTALS {
        for capture in saved.captures(&id(portal)).unwrap() {
            let answered = matches!(capture.result, CaptureResult::Answered { .. });
            captures = (captures.0 + 1, captures.1 + usize::from(answered));
        }
    }
    assert_eq!((records["metadata"], records["response"], records["request"]), (captures.0, captures.1, captures.1));
}

/// No host was asked sooner than its limit, sessions and what lies between them together.
fn assert_polite(web: &Web) -> Duration {
    let mut shortest = Duration::MAX;
    for portal in 0..PORTALS {
        let log = web.log(portal);
        // A Crawl-delay is known from the last time on that robots.txt was asked for: kills before its answer was kept
        // make for more than one time. Tolerance: a busy machine may note a request late, so two may seem a third of the
        // time closer.
        let (from, apart, most) = if portal < SLOW {
            (log.iter().rposition(|asked| asked.path == "/robots.txt").unwrap(), 1, CRAWL_DELAY * 2 / 3)
        } else {
            (0, 4, Duration::from_secs_f64(4.0 / RATE) * 2 / 3)
        };
        let times: Vec<Instant> = log[from..].iter().map(|asked| asked.at).collect();
        for window in times.windows(apart + 1) {
            let time = window[apart] - window[0];
            assert!(time >= most, "{}: {} requests within {time:?}", host(portal), apart + 1);
            if portal < SLOW {
                shortest = shortest.min(time);
            }
        }
    }
    shortest
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crawl_of_fifty_portals_killed_at_random_instants_ends_like_one_that_was_left_alone() {
    let kills = kills();
    let scratch = tempfile::tempdir().unwrap();
    let undisturbed = scratch.path().join("undisturbed");
    begin(&undisturbed);
    let quiet_web = Web::start(kills, 0).await;
    let mut left_alone = session(&undisturbed, &quiet_web);

    let killed = scratch.path().join("killed");
    begin(&killed);
    let mut web = Web::start(kills, 1).await;
    let mut before = Kept::new();
    let mut state = SEED;
    for number in 0..kills {
        let mut child = session(&killed, &web);
        let now = web.count();
        // Every other time just after somebody was asked who wants to be left alone for long.
        let after_slow = number % 2 == 1;
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if after_slow {
            web.asked(|count| count.slow > now.slow).await;
        } else {
            let instant = Duration::from_millis((state >> 33) % LATEST);
            tokio::time::sleep(instant).await;
        }
        // SIGKILL: nothing is flushed, nothing is said.
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "it ended by itself before kill {number}");
        let after = kept(&killed);
        assert!(before.iter().all(|(number, what)| after.get(number) == Some(what)), "kill {number} lost something");
        before = after;
    }
    assert!(session(&killed, &web).wait().unwrap().success());
    assert!(left_alone.wait().unwrap().success());
    let expected = harvest(&undisturbed);
    let total = kept(&undisturbed).len();
    let passed = expected.findings.iter().filter(|finding| finding.outcome == "passed").count();
    assert!(total > PORTALS * 8 && passed > PORTALS, "{total} captures, {passed} passed");
    assert_eq!(quiet_web.count().all, total, "nothing is asked for twice");
    assert_polite(&quiet_web);
    assert!(before.len() < total, "the last kill came before the end");
    assert_eq!(harvest(&killed), expected);
    let after = kept(&killed);
    assert!(before.iter().all(|(number, what)| after.get(number) == Some(what)));
    assert_archived_once(&killed);
    let shortest = assert_polite(&web);
    if std::env::var_os("D42_KILLS").is_some() {
        let (asked, kept) = (web.count().all, after.len());
        eprintln!(
            "{kills} kills: {kept} captures, {} findings as undisturbed; {asked} requests, {} of them a second time; {} ms \
             at least between two to a host with a Crawl-delay of {} s",
            expected.findings.len(),
            asked - kept,
            shortest.as_millis(),
            CRAWL_DELAY.as_secs()
        );
    }
}
