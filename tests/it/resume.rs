//! A crawl that is killed again and again ends with the findings of one that was left alone.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Write as _, stdout},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use d42::{
    audit::{JudgingFocusFactory, Verdicts, finding_rows},
    crawl::{CrawlOptions, Event, Parts, Politeness, PortalEnd, Stopper, crawl},
    demo::{Plan, PlanOptions, Server, ServerOptions},
    fetch::{Contact, HttpFetcher, HttpOptions, Network, RetryPolicy},
    judge::Judge,
    rules,
    snapshot::{FindingRow, Run, SavedRun, Settings},
};
use jiff::{Timestamp, civil::date};
use tokio::sync::mpsc;

const SEED: u64 = 42;

fn plan() -> Arc<Plan> {
    Arc::new(Plan::new(PlanOptions { seed: SEED, portals: 3, components: 0, today: date(2026, 11, 23) }))
}

/// Begins or takes up the run in `folder`, and sees it through, saying a word on stdout for every visit.
async fn audit(folder: &Path) {
    let plan = plan();
    let server = Server::start(Arc::clone(&plan), ServerOptions::default()).unwrap();
    let pack = rules::load(None).unwrap();
    let profile = pack.profile("decree-42").unwrap().clone();
    let registry = plan.registry();
    let run = if folder.join("run.json").exists() {
        Run::open(folder).unwrap()
    } else {
        let settings = Settings {
            rules_digest: String::new(),
            profile: "decree-42".to_owned(),
            options: serde_json::Map::new(),
            seed: SEED,
            simulated: true,
            started: "2026-11-23T08:00:00Z".parse::<Timestamp>().unwrap(),
        };
        Run::create(folder, settings, &registry).unwrap()
    };
    let hosts = server.hosts().iter().map(|(name, address)| (name.clone(), *address)).collect();
    let contact = HttpOptions::new(Contact::parse("https://audit.example.org/").unwrap());
    let verdicts = Arc::new(Verdicts::default());
    let judge = Arc::new(Judge::new(&pack, &profile));
    let parts = Parts {
        fetch: Arc::new(HttpFetcher::new(contact, Network::Simulated(hosts)).unwrap()),
        archive: Arc::new(run.recorder()),
        focus: Arc::new(JudgingFocusFactory::new(judge, Arc::clone(&verdicts), run.manifest().started)),
    };
    let options = CrawlOptions {
        politeness: Politeness::Unlimited,
        retry: RetryPolicy { base: Duration::from_millis(1), ..RetryPolicy::default() },
        ..CrawlOptions::default()
    };
    let (events, mut heard) = mpsc::channel(64);
    let listener = tokio::spawn(async move {
        let mut out = stdout();
        while let Some(event) = heard.recv().await {
            if let Event::Visited { archived, .. } = event {
                writeln!(out, "{}", if archived { "again" } else { "visited" }).unwrap();
            }
        }
    });
    let (_stopper, stop) = Stopper::new();
    crawl(registry.portals, options, parts, events, stop).await.unwrap();
    listener.await.unwrap();
    run.recorder().replace_findings(finding_rows(&verdicts.take()).unwrap()).unwrap();
    run.finish().unwrap();
}

#[test]
#[ignore = "the child of the test below, not a test"]
fn child_that_audits() {
    let Some(folder) = std::env::var_os("D42_TEST_RUN").map(PathBuf::from) else { return };
    tokio::runtime::Runtime::new().unwrap().block_on(audit(&folder));
}

/// Runs the child on `folder`; kills it after so many visits to the network, or lets it end. Gives the words it said.
fn child(folder: &Path, kill_after: Option<usize>) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "resume::child_that_audits", "--ignored", "--nocapture", "--test-threads=1"])
        .env("D42_TEST_RUN", folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut words = Vec::new();
    let mut visited = 0;
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        // The harness writes the test's name before the first word, on the same line.
        let line = line.unwrap();
        let Some(word) = ["visited", "again"].into_iter().find(|word| line.ends_with(word)) else { continue };
        words.push(word.to_owned());
        visited += usize::from(word == "visited");
        if kill_after == Some(visited) {
            child.kill().unwrap();
            break;
        }
    }
    let status = child.wait().unwrap();
    assert!(kill_after.is_some() || status.success(), "the audit ended by itself: {status}");
    words
}

/// What a run found and how it got there, times and capture ids aside.
#[derive(Debug, PartialEq)]
struct Harvest {
    findings: Vec<FindingRow>,
    ends: BTreeMap<String, Option<PortalEnd>>,
    visits: BTreeMap<String, Vec<String>>,
}

fn harvest(folder: &Path) -> Harvest {
    let run = SavedRun::open(folder).unwrap();
    assert!(run.manifest().finished.is_some());
    let mut findings = run.findings().unwrap();
    for finding in &mut findings {
        if let Some(text) = &mut finding.evidence {
            let mut evidence: serde_json::Map<_, _> = serde_json::from_str(text).unwrap();
            for aside in ["at", "capture"] {
                assert!(evidence.remove(aside).is_some(), "evidence has no {aside}");
            }
            *text = serde_json::Value::Object(evidence).to_string();
        }
    }
    let mut harvest = Harvest { findings, ends: BTreeMap::new(), visits: BTreeMap::new() };
    for portal in run.portals().unwrap() {
        let captures = run.captures(&portal.id).unwrap();
        assert!(captures.iter().zip(0..).all(|(capture, number)| capture.sequence == number));
        let visits = captures.iter().map(|capture| capture.url.to_string()).collect();
        harvest.visits.insert(portal.id.to_string(), visits);
        harvest.ends.insert(portal.id.to_string(), run.end(&portal.id).unwrap());
    }
    harvest
}

#[test]
fn a_run_killed_at_several_points_and_resumed_finds_what_an_undisturbed_one_finds() {
    let undisturbed = tempfile::tempdir().unwrap();
    let words = child(undisturbed.path(), None);
    let expected = harvest(undisturbed.path());
    let total = words.len();
    assert!(total > 60 && expected.findings.len() > 100, "{total} visits are too few to be killed among");
    assert_eq!(words.iter().filter(|word| *word == "again").count(), 0);

    let killed = tempfile::tempdir().unwrap();
    let mut state = SEED;
    let mut seen_before = 0;
    for _ in 0..5 {
        // A point drawn by lot, early enough that even five such stretches do not reach the end.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let words = child(killed.path(), Some(1 + (state >> 33) as usize % (total / 8)));
        seen_before = words.iter().filter(|word| *word == "again").count().max(seen_before);
    }
    let words = child(killed.path(), None);
    let again = words.iter().filter(|word| *word == "again").count();
    assert!(again >= seen_before && again > 0, "what was kept is not asked for again");
    assert!(words.len() > again, "the last kill came before the end");
    assert!(words.len() - again < total, "the last session had less to do than the undisturbed one");
    assert_eq!(harvest(killed.path()), expected);
}
