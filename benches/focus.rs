//! How many pages it takes until the requirements of a portal are decided: the judge's order against breadth-first.
//!
//! `cargo bench --bench focus`. Simulated portals that are mostly news, one of each family, are crawled twice over
//! loopback. Decidable is what has been proven by the end of either crawl. Nothing is timed, and the order of visits
//! depends on nothing but the pages: every run prints the same.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use d42::{
    audit::{JudgingFocusFactory, Progress, Verdicts},
    clock::Clock,
    crawl::{
        BreadthFirst, Browser, Budget, CrawlOptions, Focus, FocusFactory, Hint, Missed, Parts, Politeness, PortalEnd,
        Stopper, Worth, crawl,
    },
    demo::{Family, Plan, PlanOptions, Server, ServerOptions},
    fetch::{Contact, Exchange, FetchMode, HttpFetcher, HttpOptions, Ipv6, Network},
    judge::{self, Judge},
    page::{Link, Page},
    registry::Portal,
    snapshot::{Capture, CaptureResult, Run, Settings},
};
use jiff::civil::date;
use tokio::sync::mpsc;
use url::Url;

/// News articles of each portal; with sections, documents and copies for the printer every portal has 300 pages and more.
const ARTICLES: u16 = 300;
/// Enough for every page of every portal.
const PAGES: u32 = 5_000;

/// In which order a portal is visited.
#[derive(Clone, Copy)]
enum Order {
    BestFirst,
    BreadthFirst,
}

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let families = if std::env::args().any(|word| word == "--bench") { &Family::READABLE[..] } else { &[] };
    let mut all = Tally::default();
    report("portal          family   pages  decidable  90%: best  breadth  100%: best  breadth");
    for family in families {
        let portal = Measured::of(*family);
        let tally = portal.tally();
        report(&format!(
            "{:<15} {:<8} {:>5} {:>10} {:>10} {:>8} {:>11} {:>8}",
            portal.name,
            family.word(),
            portal.breadth.pages,
            tally.decidable,
            tally.most.0,
            tally.most.1,
            tally.all.0,
            tally.all.1
        ));
        assert!(portal.breadth.pages >= 300, "a portal of at least 300 pages");
        all.add(&tally);
    }
    if families.is_empty() {
        return;
    }
    let share = |(best, breadth): (u32, u32)| f64::from(best) / f64::from(breadth);
    report(&format!(
        "best-first needs {:.2} of breadth-first's pages at 90% (goal: at most 0.33), {:.2} at 100%",
        share(all.most),
        share(all.all)
    ));
}

/// Pages needed on portals together: by best-first and by breadth-first.
#[derive(Default)]
struct Tally {
    decidable: usize,
    /// Until nine in ten are decided.
    most: (u32, u32),
    /// Until all are.
    all: (u32, u32),
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.decidable += other.decidable;
        self.most = (self.most.0 + other.most.0, self.most.1 + other.most.1);
        self.all = (self.all.0 + other.all.0, self.all.1 + other.all.1);
    }
}

/// One portal, crawled in both orders.
struct Measured {
    name: String,
    best: Course,
    breadth: Course,
}

impl Measured {
    fn of(family: Family) -> Self {
        let mut plan = Plan::new(PlanOptions { articles: ARTICLES, ..PlanOptions::full(42, 0, date(2026, 11, 23)) });
        plan.portals.retain(|portal| portal.family == family && portal.trouble.is_none());
        plan.portals.truncate(1);
        let plan = Arc::new(plan);
        Self {
            name: plan.portals[0].id.to_string(),
            best: course(&plan, Order::BestFirst),
            breadth: course(&plan, Order::BreadthFirst),
        }
    }

    fn tally(&self) -> Tally {
        let decidable: Vec<u16> = {
            let mut both: Vec<u16> = self.best.decided.keys().chain(self.breadth.decided.keys()).copied().collect();
            both.sort_unstable();
            both.dedup();
            both
        };
        let needed = |course: &Course, share: usize| {
            let mut pages: Vec<u32> =
                decidable.iter().map(|one| course.decided.get(one).copied().unwrap_or(course.pages)).collect();
            pages.sort_unstable();
            let wanted = (decidable.len() * share).div_ceil(100);
            wanted.checked_sub(1).map_or(0, |last| pages[last])
        };
        Tally {
            decidable: decidable.len(),
            most: (needed(&self.best, 90), needed(&self.breadth, 90)),
            all: (needed(&self.best, 100), needed(&self.breadth, 100)),
        }
    }
}

/// How a crawl went: pages read, and after how many of them each requirement was decided.
#[derive(Clone, Default)]
struct Course {
    pages: u32,
    decided: BTreeMap<u16, u32>,
}

/// Crawls the one portal of `plan` in `order`.
fn course(plan: &Arc<Plan>, order: Order) -> Course {
    let rules = d42::rules::load(Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").as_path()))
        .expect("the rules of the repository are sound");
    let profile = rules.profile("decree-42").expect("a profile of the repository");
    let judge = Arc::new(Judge::new(&rules, profile));
    let server = Server::start(Arc::clone(plan), ServerOptions::default()).expect("loopback can be bound");
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let started = "2026-11-23T08:00:00Z".parse().expect("a well-formed time");
    let settings = Settings {
        rules_digest: String::new(),
        profile: "decree-42".to_owned(),
        options: serde_json::Map::new(),
        seed: 0,
        simulated: true,
        started,
        since: None,
    };
    let registry = plan.registry();
    let run = Run::create(&scratch.path().join("run"), settings, &registry).expect("a run in a scratch folder");
    let contact = Contact::parse("mailto:demo@example.vn").expect("a well-formed contact");
    let network = Network::Simulated(server.hosts().clone().into_iter().collect());
    let fetch = HttpFetcher::new(HttpOptions::new(contact), network).expect("a client");
    let verdicts = Arc::new(Verdicts::default());
    let reader = Arc::new(d42::attachment::Nobody);
    let course = Arc::new(Mutex::new(Course::default()));
    let focus = Watching {
        order,
        steering: JudgingFocusFactory::new(Arc::clone(&judge), verdicts, reader, started),
        judge,
        course: Arc::clone(&course),
    };
    let parts = Parts {
        fetch: Arc::new(fetch),
        archive: Arc::new(run.recorder()),
        focus: Arc::new(focus),
        browser: Browser::Never,
    };
    let budget = Budget { pages: PAGES, depth: 60, time: Duration::from_hours(1), files: 0, ..Budget::default() };
    let options =
        CrawlOptions { budget, politeness: Politeness::Unlimited, clock: Clock::System, ..CrawlOptions::default() };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let (_stopper, stop) = Stopper::new();
        let (tell, mut told) = mpsc::channel(64);
        let listen = tokio::spawn(async move { while told.recv().await.is_some() {} });
        crawl(registry.portals, options, parts, tell, stop).await.expect("the crawl comes to its end");
        listen.await.expect("the listener ends with the crawl");
    });
    run.close().expect("the run can be closed");
    let course = course.lock().unwrap_or_else(PoisonError::into_inner);
    course.clone()
}

/// Makes the judge's focus, and watches what is decided while it, or breadth-first, chooses.
struct Watching {
    order: Order,
    steering: JudgingFocusFactory,
    judge: Arc<Judge>,
    course: Arc<Mutex<Course>>,
}

impl FocusFactory for Watching {
    fn focus(&self, portal: &Portal) -> Box<dyn Focus> {
        Box::new(Watch {
            steering: match self.order {
                Order::BestFirst => self.steering.focus(portal),
                Order::BreadthFirst => Box::new(BreadthFirst),
            },
            progress: Progress::new(&self.judge, portal),
            portal: portal.clone(),
            judge: Arc::clone(&self.judge),
            course: Arc::clone(&self.course),
        })
    }
}

struct Watch {
    steering: Box<dyn Focus>,
    progress: Progress,
    portal: Portal,
    judge: Arc<Judge>,
    course: Arc<Mutex<Course>>,
}

impl Watch {
    /// The requirements that are not decided.
    fn open(&self) -> Vec<u16> {
        let all = 0..u16::try_from(self.judge.requirements().len()).expect("some hundred requirements");
        all.filter(|one| self.progress.undecided().contains(*one)).collect()
    }
}

impl Focus for Watch {
    fn hint(&mut self, link: &Link) -> Hint {
        self.steering.hint(link)
    }

    fn worth(&self, hint: Hint) -> Worth {
        self.steering.worth(hint)
    }

    fn chose(&mut self, hint: Hint) {
        self.steering.chose(hint);
    }

    fn saw(&mut self, capture: &Capture, page: Option<&Page>) {
        self.steering.saw(capture, page);
        let before = self.open();
        if let Some(page) = page {
            let observation = self.judge.observe(&self.portal, page, source(capture));
            self.progress.saw(&observation);
        }
        let after = self.open();
        let mut course = self.course.lock().unwrap_or_else(PoisonError::into_inner);
        // Redirects, files and pages that are not there are none.
        course.pages += u32::from(page.is_some());
        let pages = course.pages;
        for decided in before.into_iter().filter(|one| !after.contains(one)) {
            course.decided.insert(decided, pages);
        }
    }

    fn located(&mut self, host: &str, ipv6: Ipv6) {
        self.steering.located(host, ipv6);
    }

    fn missed(&mut self, capture: &Capture, why: &Missed) {
        self.steering.missed(capture, why);
    }

    fn absent(&mut self, capture: &Capture, page: &Page) {
        self.steering.absent(capture, page);
    }

    fn finished(&self) -> bool {
        self.steering.finished()
    }

    fn question(&mut self) -> Option<Url> {
        self.steering.question()
    }

    fn saw_file(&mut self, capture: &Capture, exchange: Option<&Exchange>) {
        self.steering.saw_file(capture, exchange);
    }

    fn ended(self: Box<Self>, end: &PortalEnd) {
        self.steering.ended(end);
    }
}

fn source(capture: &Capture) -> judge::Source {
    let digest = match &capture.result {
        CaptureResult::Answered { digest, .. } => digest.clone(),
        CaptureResult::Failed(_) => String::new(),
    };
    judge::Source {
        capture: capture.id.clone(),
        digest,
        at: capture.at,
        received: capture.received,
        mode: FetchMode::Http,
        ipv6: Ipv6::Unknown,
        flaw: None,
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark tells its figures")]
fn report(line: &str) {
    println!("{line}");
}
