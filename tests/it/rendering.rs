//! What the crawl lets pages do that are rendered, with a stand-in for the browser that asks for what the page names and
//! adds it to the page. What a real one does is in `browser.rs`.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use d42::{
    audit::judge_run,
    crawl::{BreadthFirst, Browser, CrawlOptions, Event, Parts, Politeness, Stopper, crawl},
    fetch::{
        Desk, Exchange, Extra, Failure, Fetch, FetchMode, Part, Refused, Render, RenderFuture, RenderRequest, Want,
    },
    judge::Judge,
    registry::{Manners, Portal, PortalId, Registry},
    rules,
    snapshot::{Run, Settings},
};
use tokio::sync::mpsc;

use crate::{
    server::{Answer, Asked, Server, bare, html},
    tls::authority,
    trouble::Scene,
};

/// Asks for every `data-part` of a page and puts what comes into the page, or the word `refused`.
struct Puppet;

impl Puppet {
    async fn make(request: &RenderRequest, desk: &dyn Desk) -> Result<Exchange, Failure> {
        let failed = |refused| match refused {
            Refused::Failed(failure) => failure,
            Refused::NotForYou => Failure::Protocol,
        };
        let ask = async |url: &str, cookie| {
            let url = request.url.join(url).unwrap();
            desk.ask(Part { url, cookie, extra: Extra::default() }).await
        };
        let mut document = ask(request.url.path(), request.cookie.clone()).await.map_err(failed)?;
        let mut markup = String::from_utf8(std::mem::take(&mut document.body)).unwrap();
        if let Some(name) = markup.split("data-cookie=").nth(1) {
            let cookie = name.split('>').next().unwrap().to_owned();
            document = ask(request.url.path(), Some(cookie.clone())).await.map_err(failed)?;
            markup = String::from_utf8(std::mem::take(&mut document.body)).unwrap();
            document.headers.push(("set-cookie".to_owned(), cookie.into_bytes()));
        }
        let parts: Vec<String> =
            markup.split("data-part=").skip(1).map(|part| part.split('>').next().unwrap().to_owned()).collect();
        for part in parts {
            match ask(&part, None).await {
                Ok(answer) => markup.push_str(std::str::from_utf8(&answer.body).unwrap()),
                Err(_) => markup.push_str("<p>refused</p>"),
            }
        }
        document.headers.retain(|(name, _)| name == "set-cookie");
        document.headers.insert(0, ("content-type".to_owned(), b"text/html; charset=utf-8".to_vec()));
        Ok(Exchange { body: markup.into_bytes(), request_head: Vec::new(), response_head: Vec::new(), ..document })
    }
}

impl Render for Puppet {
    fn version(&self) -> &'static str {
        "Puppet/1"
    }

    fn render<'a>(&'a self, request: &'a RenderRequest, desk: &'a dyn Desk) -> RenderFuture<'a> {
        Box::pin(Self::make(request, desk))
    }
}

const SHELL: &str = "<title>Cổng</title><div id=app></div><script src=/app.js></script>\
    <i data-part=/menu></i><i data-part=/cam/so-lieu></i><i data-part=http://khac.vn/x></i>\
    <i data-part=http://169.254.169.254/></i><i data-part=http://anh.mau.gov.vn/than></i>";

fn shell(asked: &Asked) -> Answer {
    match (asked.host.as_str(), asked.path.as_str()) {
        ("mau.gov.vn", "/robots.txt") => {
            Answer::Page("200 OK\r\nContent-Type: text/plain", b"User-agent: *\nDisallow: /cam/".to_vec())
        }
        ("anh.mau.gov.vn", "/robots.txt") => {
            Answer::Page("200 OK\r\nContent-Type: text/plain", b"User-agent: *\nAllow: /\nDisallow: /rieng".to_vec())
        }
        ("mau.gov.vn", "/") => html(SHELL),
        ("mau.gov.vn", "/menu") => html("<nav><a href=/gioi-thieu>Giới thiệu</a> <a href=/lien-he>Liên hệ</a></nav>"),
        ("mau.gov.vn", "/gioi-thieu" | "/lien-he") => html("<h1>Trang trong</h1><a href=/>Về trang chủ</a>"),
        ("anh.mau.gov.vn", "/than") => html("<p>Lời chào</p>"),
        _ => bare("404 Not Found"),
    }
}

fn portal(name: &str) -> Portal {
    Portal {
        id: PortalId::new(name),
        tier: None,
        name_vi: "Bộ Mẫu".to_owned(),
        name_en: String::new(),
        url: format!("http://{name}.gov.vn/").parse().unwrap(),
        domains: vec![format!("{name}.gov.vn")],
        languages: Vec::new(),
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    }
}

pub(crate) fn created(folder: &std::path::Path) -> Run {
    let settings = Settings {
        rules_digest: String::new(),
        profile: String::new(),
        options: serde_json::Map::new(),
        seed: 0,
        simulated: true,
        started: jiff::Timestamp::UNIX_EPOCH,
        since: None,
    };
    let registry = Registry { cohort: "mau".to_owned(), portals: vec![portal("mau")], digest: String::new() };
    Run::create(folder, settings, &registry).unwrap()
}

/// Crawls until so many visits are recorded; how many of them the archive answered.
pub(crate) async fn session(
    run: &Run,
    fetch: &Arc<dyn Fetch>,
    browser: Browser,
    options: CrawlOptions,
    visits: usize,
) -> usize {
    let (sender, mut receiver) = mpsc::channel(1);
    let (stopper, stop) = Stopper::new();
    let counter = tokio::spawn(async move {
        let (mut seen, mut from_archive) = (0, 0);
        while let Some(event) = receiver.recv().await {
            if let Event::Visited { archived, .. } = event {
                seen += 1;
                from_archive += usize::from(archived);
            }
            if seen >= visits {
                stopper.stop();
            }
        }
        from_archive
    });
    let parts =
        Parts { fetch: Arc::clone(fetch), browser, archive: Arc::new(run.recorder()), focus: Arc::new(BreadthFirst) };
    crawl(vec![portal("mau")], options, parts, sender, stop).await.unwrap();
    counter.await.unwrap()
}

pub(crate) fn captured(run: &Run) -> Vec<(String, Want, FetchMode)> {
    let captures = run.saved().unwrap().captures(&PortalId::new("mau")).unwrap();
    captures.into_iter().map(|capture| (capture.url.path().to_owned(), capture.want, capture.mode)).collect()
}

fn hurried() -> CrawlOptions {
    CrawlOptions { politeness: Politeness::Unlimited, ..CrawlOptions::default() }
}

#[tokio::test]
async fn a_page_gets_what_the_crawl_would_get_and_no_sooner() {
    let server = Server::start(shell).await;
    let fetch: Arc<dyn Fetch> = Arc::new(server.fetcher(&["mau.gov.vn", "anh.mau.gov.vn", "khac.vn"]));
    let folder = tempfile::tempdir().unwrap();
    let run = created(&folder.path().join("run"));
    let interval = Duration::from_millis(150);
    let options =
        CrawlOptions { politeness: Politeness::Paced { interval, connections: 2 }, ..CrawlOptions::default() };
    let begin = Instant::now();
    session(&run, &fetch, Browser::Ready(Arc::new(Puppet)), options, usize::MAX).await;
    let log = server.log();
    let asked: Vec<(&str, &str)> = log.iter().map(|asked| (asked.host.as_str(), asked.path.as_str())).collect();
    assert_eq!(
        asked,
        [
            ("mau.gov.vn", "/robots.txt"),
            ("mau.gov.vn", "/"),
            ("mau.gov.vn", "/sitemap.xml"),
            ("mau.gov.vn", "/"),
            ("mau.gov.vn", "/menu"),
            ("anh.mau.gov.vn", "/robots.txt"),
            ("anh.mau.gov.vn", "/than"),
            ("mau.gov.vn", "/gioi-thieu"),
            ("mau.gov.vn", "/lien-he"),
        ],
        "robots.txt forbids one part, and two lie elsewhere"
    );
    let own = log.iter().filter(|asked| asked.host == "mau.gov.vn").map(|asked| asked.at).collect::<Vec<_>>();
    let gaps: Vec<Duration> = own.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().all(|gap| *gap >= interval.mul_f64(0.8)), "{gaps:?} within {:?}", begin.elapsed());
    assert!(
        log.iter().all(|asked| asked.header("user-agent").is_some_and(|agent| agent.contains("audit.example.org")))
    );

    let captures = run.saved().unwrap().captures(&PortalId::new("mau")).unwrap();
    let rendered: Vec<_> = captures.iter().filter(|capture| capture.want == Want::Rendered).collect();
    assert_eq!(rendered.len(), 1);
    assert_eq!((rendered[0].mode, rendered[0].attempts), (FetchMode::Browser, 4), "requests that reached a server");
    let exchange = run.saved().unwrap().exchange(rendered[0]).unwrap();
    let markup = String::from_utf8(exchange.body).unwrap();
    assert_eq!(markup.matches("refused").count(), 3, "{markup}");
    let beside = run.saved().unwrap().retried().unwrap();
    assert_eq!(beside.len(), 4, "what the page asked for counts among the requests to a host: {beside:?}");
}

#[tokio::test]
async fn a_run_that_is_resumed_takes_rendered_pages_from_its_archive() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.header("cookie")) {
        ("/robots.txt" | "/sitemap.xml", _) => bare("404 Not Found"),
        (_, Some(cookie)) if cookie.contains("qua=1") => {
            html("<h1>Trang</h1><a href=/a>Trang một của cổng</a> <a href=/b>Trang hai của cổng</a>")
        }
        _ => html("<script>document.cookie='qua=1';location.reload()</script><i data-cookie=qua=1></i>"),
    })
    .await;
    let fetch: Arc<dyn Fetch> = Arc::new(server.fetcher(&["mau.gov.vn"]));
    let folder = tempfile::tempdir().unwrap();
    let browser = || Browser::Ready(Arc::new(Puppet));
    let whole = created(&folder.path().join("whole"));
    session(&whole, &fetch, browser(), hurried(), usize::MAX).await;
    let expected = captured(&whole);
    assert_eq!(
        expected[..4].iter().map(|(path, want, _)| (path.as_str(), *want)).collect::<Vec<_>>(),
        [("/robots.txt", Want::Robots), ("/", Want::Page), ("/sitemap.xml", Want::Sitemap), ("/", Want::Rendered)]
    );
    assert!(
        expected[4..].iter().all(|(_, _, mode)| *mode == FetchMode::Http),
        "the cookie opens the others: {expected:?}"
    );
    assert!(expected.iter().any(|(path, ..)| path == "/b"));
    for stop in 1..expected.len() {
        let path = folder.path().join(stop.to_string());
        let run = created(&path);
        session(&run, &fetch, browser(), hurried(), stop).await;
        let first = captured(&run).len();
        run.close().unwrap();
        let run = Run::open(&path).unwrap();
        assert_eq!(session(&run, &fetch, browser(), hurried(), usize::MAX).await, first, "stopped after {stop}");
        assert_eq!(captured(&run), expected, "stopped after {stop}");
    }
    // Complete as it is, it needs no browser to be gone through again.
    whole.close().unwrap();
    let whole = Run::open(&folder.path().join("whole")).unwrap();
    let asked = server.log().len();
    assert_eq!(session(&whole, &fetch, Browser::Missing, hurried(), usize::MAX).await, expected.len());
    assert_eq!(server.log().len(), asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_made_is_judged_and_judged_again_from_the_archive() {
    const CONTACT: &str = include_str!("../../fixtures/rules/agency-contact/pass-page.html");
    let answer = |asked: &Asked| match asked.path.as_str() {
        "/menu" => html("<nav><a href=/lien-he>Liên hệ</a></nav>"),
        "/noi-dung" => html(CONTACT),
        "/lien-he" => html("<div id=app></div><script src=/app.js></script><i data-part=/noi-dung></i>"),
        "/" => html("<div id=app></div><script src=/app.js></script><i data-part=/menu></i>"),
        _ => bare("404 Not Found"),
    };
    let mut outcomes = Vec::new();
    for browser in [Browser::Ready(Arc::new(Puppet)), Browser::Never] {
        let mut scene = Scene::default();
        scene.browser = browser;
        scene.answers("mau", answer).await;
        let (report, run, _scratch) = scene.audit(&authority("Gốc Mẫu", None, None)).await;
        let pack = rules::load(None).unwrap();
        let judge = Judge::new(&pack, pack.profile("decree-42").unwrap());
        let again = judge_run(&judge, &run, &d42::attachment::Nobody).unwrap();
        let live: BTreeMap<_, _> = report.findings().map(|found| (found.requirement.clone(), found.clone())).collect();
        for found in again.values().flat_map(|outcome| &outcome.findings) {
            let first = &live[&found.requirement];
            assert_eq!((first.outcome, &first.reason), (found.outcome, &found.reason), "{}", found.requirement);
            assert_eq!(first.evidence.as_ref().map(|e| &e.url), found.evidence.as_ref().map(|e| &e.url));
        }
        let modes: Vec<_> = live.values().filter_map(|found| found.evidence.as_ref()).map(|e| e.mode).collect();
        outcomes.push((modes.contains(&FetchMode::Browser), run.manifest().browser.clone()));
    }
    assert_eq!(outcomes, [(true, Some("Puppet/1".to_owned())), (false, None)]);
}
