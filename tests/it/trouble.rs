//! Every way in which a portal can fail to be seen, each with a server that provokes it: all of them end as `cant-tell`
//! with a reason of their own, and not one duty is called missing. Beside them a portal that answers is read as ever.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc, time::Duration};

use d42::{
    audit::{RunOptions, Session},
    crawl::{Browser, CrawlOptions, Stopper},
    fetch::{Contact, HttpFetcher, HttpOptions, Network, RetryPolicy},
    judge::{Judge, Outcome, Reason},
    registry::{Manners, Portal, PortalId, Registry},
    report::{ReasonCode, Report},
    rules,
    snapshot::{Run, SavedRun, Settings},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::mpsc,
};

use crate::{
    server::{Answer, Asked, Server, bare, html},
    tls::{GOOD, Signer, Wanted, authority, secure, shown},
};

/// A web of troubled portals, each at `NAME.gov.vn`.
pub(crate) struct Scene {
    /// Most bytes taken of a page.
    pub(crate) most_of_a_page: usize,
    /// Who renders pages.
    pub(crate) browser: Browser,
    hosts: Vec<(String, SocketAddr)>,
    portals: Vec<Portal>,
    servers: Vec<Server>,
    held: Vec<TcpStream>,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            most_of_a_page: 20_000,
            browser: Browser::Never,
            hosts: Vec::new(),
            portals: Vec::new(),
            servers: Vec::new(),
            held: Vec::new(),
        }
    }
}

impl Scene {
    fn portal(&mut self, name: &str, scheme: &str) {
        self.portals.push(Portal {
            id: PortalId::new(name),
            tier: None,
            name_vi: format!("Mẫu {name}"),
            name_en: String::new(),
            url: format!("{scheme}://{name}.gov.vn/").parse().unwrap(),
            domains: vec![format!("{name}.gov.vn")],
            languages: Vec::new(),
            note: String::new(),
            predecessors: Vec::new(),
            merged: None,
            manners: Manners::default(),
        });
    }

    pub(crate) fn at(&mut self, name: &str, scheme: &str, address: SocketAddr) {
        self.portal(name, scheme);
        self.hosts.push((format!("{name}.gov.vn"), address));
    }

    /// A portal that answers everything but robots.txt like this.
    pub(crate) async fn answers(&mut self, name: &str, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) {
        let robots = |asked: &Asked| asked.path == "/robots.txt";
        let server =
            Server::start(move |asked| if robots(asked) { bare("404 Not Found") } else { answer(asked) }).await;
        self.at(name, "http", server.address);
        self.servers.push(server);
    }

    /// Another host.
    pub(crate) fn also(&mut self, host: &str, server: Server) {
        self.hosts.push((host.to_owned(), server.address));
        self.servers.push(server);
    }

    /// A portal over https whose server says only these bytes to whoever connects.
    async fn says(&mut self, name: &str, words: &'static [u8]) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        self.at(name, "https", listener.local_addr().unwrap());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(words).await;
            }
        });
    }

    /// Audits all of it.
    pub(crate) async fn audit(self, root: &Signer) -> (Report, SavedRun, tempfile::TempDir) {
        let scratch = tempfile::tempdir().unwrap();
        let contact = "mailto:demo@example.vn";
        let options = RunOptions { rate: 0.0, again_after: Some(0), ..RunOptions::new(contact.to_owned()) };
        let settings = Settings {
            rules_digest: String::new(),
            profile: "decree-42".to_owned(),
            options: options.to_map(),
            seed: 0,
            simulated: true,
            started: "2026-11-23T08:00:00Z".parse().unwrap(),
            since: None,
        };
        let pack = rules::load(None).unwrap();
        let judge = Judge::new(&pack, pack.profile("decree-42").unwrap());
        let folder = scratch.path().join("run");
        let registry = Registry { cohort: "mau".to_owned(), digest: String::new(), portals: self.portals.clone() };
        let run = Run::create(&folder, settings, &registry).unwrap();
        let mut session = Session::new(run, self.portals, pack, judge);
        session.use_browser(self.browser).unwrap();
        let mut http = HttpOptions::new(Contact::parse(contact).unwrap());
        (http.connect, http.read) = (Duration::from_millis(200), Duration::from_millis(600));
        (http.total, http.longer) = (Duration::from_secs(2), 1);
        http.page = self.most_of_a_page;
        http.roots = vec![root.certificate.to_vec()];
        let fetch = Arc::new(HttpFetcher::new(http, Network::Simulated(self.hosts.into_iter().collect())).unwrap());
        let (_stopper, stop) = Stopper::new();
        let (tell, mut told) = mpsc::channel(64);
        let listen = tokio::spawn(async move { while told.recv().await.is_some() {} });
        let retry = RetryPolicy { attempts: 1, ..RetryPolicy::default() };
        let options = CrawlOptions { retry, ..options.crawl(0) };
        session.crawl(fetch, options, tell, stop).await.unwrap();
        listen.await.unwrap();
        let report = tokio::task::spawn_blocking(move || session.conclude().unwrap().0).await.unwrap();
        (report, SavedRun::open(&folder).unwrap(), scratch)
    }
}

fn page(body: &'static str) -> impl Fn(&Asked) -> Answer {
    move |_| html(body)
}

fn gone(head: &'static str) -> impl Fn(&Asked) -> Answer {
    move |_| bare(head)
}

/// A server whose queue of connections is full, so that no further one is made.
async fn full(held: &mut Vec<TcpStream>) -> SocketAddr {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    for _ in 0..8 {
        if let Ok(Ok(stream)) = tokio::time::timeout(Duration::from_millis(20), TcpStream::connect(address)).await {
            held.push(stream);
        }
    }
    // Nobody accepts, and the queue stays full as long as the runtime lives.
    std::mem::forget(listener);
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_has_its_word_and_none_is_called_missing() {
    let (root, other) = (authority("Gốc Mẫu", None, None), authority("Gốc Lạ", None, None));
    let between = authority("Trung gian Mẫu", Some(&root), None);
    let mut scene = Scene::default();

    scene.portal("dns", "http");
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    scene.at("refused", "http", nobody);
    scene.answers("reset", |_| Answer::Reset(Vec::new())).await;
    let address = full(&mut scene.held).await;
    scene.at("timeout-connect", "http", address);
    let silent = Server::start(|_| Answer::Silence(Vec::new())).await;
    scene.at("timeout-tls", "https", silent.address);
    scene.answers("timeout-first-byte", |_| Answer::Silence(Vec::new())).await;
    let begun = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n<p>";
    scene.answers("timeout-body", |_| Answer::Silence(begun.to_vec())).await;

    let flawed = [
        ("tls-expired", shown(&Wanted { name: "tls-expired.gov.vn", expired: true, ..GOOD }, Some(&root), &[])),
        ("tls-wrong-name", shown(&GOOD, Some(&root), &[])),
        ("tls-self-signed", shown(&Wanted { name: "tls-self-signed.gov.vn", ..GOOD }, None, &[])),
        ("tls-unknown-issuer", shown(&Wanted { name: "tls-unknown-issuer.gov.vn", ..GOOD }, Some(&other), &[&other])),
        (
            "tls-missing-intermediate",
            shown(
                &Wanted { name: "tls-missing-intermediate.gov.vn", pointer: Some("http://ca.mau.vn/"), ..GOOD },
                Some(&between),
                &[],
            ),
        ),
    ];
    for (name, shown) in flawed {
        scene.at(name, "https", secure(shown).await);
    }
    scene.says("tls-too-old", &[0x15, 3, 1, 0, 2, 2, 70]).await;
    scene.says("tls-handshake", &[0x15, 3, 1, 0, 2, 2, 80]).await;
    scene.answers("protocol", |_| Answer::Raw(b"220 mail.mau.gov.vn ESMTP\r\n".to_vec())).await;

    scene.answers("cut-page", |_| html(&"<p>Trang dài quá giới hạn của lần kiểm tra.</p>".repeat(9_000))).await;
    scene
        .answers("redirect-loop", |asked| match asked.path.as_str() {
            "/" => bare("302 Found\r\nLocation: /a"),
            _ => bare("302 Found\r\nLocation: /"),
        })
        .await;
    scene.answers("redirects-away", gone("302 Found\r\nLocation: http://10.0.0.1/")).await;
    let robots = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Answer::Page("200 OK\r\nContent-Type: text/plain", b"User-agent: *\nDisallow: /\n".to_vec()),
        _ => html("<p>xin chào"),
    })
    .await;
    scene.at("robots-forbid", "http", robots.address);

    let robots = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => bare("500 Internal Server Error"),
        _ => html("<p>xin chào"),
    })
    .await;
    scene.at("server-error--robots", "http", robots.address);

    scene.answers("blocked", gone("403 Forbidden")).await;
    scene
        .answers("blocked--firewall", |_| {
            let body = "<title>Web Application Firewall</title><h1>Request blocked</h1><p>Your request was blocked by the security policy.</p>";
            Answer::Page("200 OK\r\nContent-Type: text/html", body.into())
        })
        .await;
    scene.answers("rate-limited", gone("429 Too Many Requests")).await;
    scene.answers("server-error", gone("500 Internal Server Error")).await;
    scene.answers("log-in", gone("401 Unauthorized")).await;
    scene
        .answers("challenge", |_| {
            let body = "<title>Just a moment...</title><p>Checking your browser before accessing</p>";
            Answer::Page("403 Forbidden\r\nContent-Type: text/html", body.into())
        })
        .await;
    scene
        .answers(
            "challenge--cookie",
            page("<title>Cổng</title><script>document.cookie='D1N=1'; window.location.reload(true);</script>"),
        )
        .await;
    scene
        .answers("log-in--form", page("<title>Đăng nhập</title><main><form><input name=u><input type=password name=p><button>Đăng nhập</button></form></main>"))
        .await;
    scene
        .answers("captcha", page("<title>Cổng</title><p>Vui lòng nhập mã xác nhận</p><form><input name=x></form>"))
        .await;
    scene
        .answers("geo-blocked", |_| {
            let body = "<title>Thông báo</title><p>Cổng chỉ cho phép truy cập từ Việt Nam.</p>";
            Answer::Page("403 Forbidden\r\nContent-Type: text/html; charset=utf-8", body.into())
        })
        .await;
    scene.answers("needs-rendering", page("<div id=app></div><script src=/app.js></script>")).await;
    scene
        .answers("soft-not-found", page("<title>Cổng</title><main><h1>Lỗi</h1><p>Trang không tồn tại</p></main>"))
        .await;
    scene
        .answers("not-a-page", |_| Answer::Page("200 OK\r\nContent-Type: application/pdf", b"%PDF-1.7".to_vec()))
        .await;
    scene
        .answers("decoding", |_| {
            Answer::Page("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", vec![0x8b; 64])
        })
        .await;
    scene
        .answers("decoding--zstd", |_| {
            Answer::Page("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd", vec![0x28; 64])
        })
        .await;

    let names: Vec<String> = scene.portals.iter().map(|portal| portal.id.to_string()).collect();
    assert_eq!(names.len(), 35);
    let (report, run, _scratch) = scene.audit(&root).await;
    let mut seen: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for finding in report.findings() {
        assert!(
            !matches!(finding.outcome, Outcome::Failed | Outcome::Partial | Outcome::Passed),
            "{}: {:?}",
            finding.portal,
            finding
        );
        if let Reason::Unseen { .. } = &finding.reason {
            assert_eq!(finding.outcome, Outcome::CantTell);
            let code = ReasonCode::from(&finding.reason).to_string();
            *seen.entry(finding.portal.to_string()).or_default().entry(code).or_default() += 1;
        }
    }
    let words: BTreeMap<String, Vec<String>> =
        seen.iter().map(|(portal, codes)| (portal.clone(), codes.keys().cloned().collect())).collect();
    // Behind two dashes stands in which of several ways it comes about.
    let word = |name: &String| name.split("--").next().unwrap().to_owned();
    let expected: BTreeMap<String, Vec<String>> = names.iter().map(|name| (name.clone(), vec![word(name)])).collect();
    assert_eq!(words, expected);
    assert!(seen.values().all(|codes| codes.values().sum::<u32>() > 20));

    // Both attempts stand beside what was concluded from them.
    let of = |portal: &str| report.findings().find(|f| f.portal.as_str() == portal && !f.search.attempts.is_empty());
    for portal in ["dns", "refused", "reset", "timeout-body", "server-error", "rate-limited", "blocked", "cut-page"] {
        let finding = of(portal).unwrap_or_else(|| panic!("{portal} was not asked twice"));
        assert!(finding.search.attempts.len() >= 2, "{portal}: {:?}", finding.search.attempts);
    }
    for portal in ["not-a-page", "robots-forbid", "tls-expired"] {
        assert!(of(portal).is_none(), "another attempt would bring nothing new: {portal}");
    }
    // Judged again from the archive, every word is the same.
    let pack = rules::load(None).unwrap();
    let judge = Judge::new(&pack, pack.profile("decree-42").unwrap());
    let again = d42::audit::judge_run(&judge, &run, &d42::attachment::Nobody).unwrap();
    let first: Vec<_> =
        report.findings().map(|f| (f.portal.clone(), f.requirement.clone(), f.reason.clone())).collect();
    let mut second: Vec<_> = again
        .values()
        .flat_map(|outcome| &outcome.findings)
        .map(|f| (f.portal.clone(), f.requirement.clone(), f.reason.clone()))
        .collect();
    let order = |one: &(PortalId, rules::RequirementId, Reason)| (one.0.clone(), one.1.clone());
    let mut first = first;
    first.sort_by_key(order);
    second.sort_by_key(order);
    assert_eq!(first, second);
}
