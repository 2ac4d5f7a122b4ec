//! A crawl with a real browser: paced, archived, and gone through again without one.

use std::sync::Arc;

use d42::{
    crawl::{Browser, CrawlOptions, Politeness},
    fetch::{Fetch, FetchMode, Want},
    snapshot::Run,
};

use super::*;
use crate::{
    rendering::{captured, created, session},
    server::bare,
};

/// A test for robots, behind it a menu that scripts build: an address, a route behind a hash, a form that a link sends.
const CHALLENGE: &str = "<script>document.cookie='qua=1; path=/';location.reload()</script>";
const HOME: &str = "<title>Cổng mẫu</title><form id=f method=post action='/'><input type=hidden name=__EVENTTARGET></form>\
    <div id=noi-dung></div><script>function __doPostBack(t){f.__EVENTTARGET.value=t;f.submit()}\
    (async()=>{const menu=await(await fetch('/api/menu')).text();document.getElementById('noi-dung').innerHTML=\
    location.hash==='#/lanh-dao'?'<h1>Lãnh đạo</h1>':menu})()</script>";
const MENU: &str = "<nav><a href=/gioi-thieu>Giới thiệu chung</a> <a href='#/lanh-dao'>Lãnh đạo cơ quan</a> \
    <a href=\"javascript:__doPostBack('lich','')\">Lịch tiếp công dân</a></nav>";

fn portal_of_scripts(asked: &Asked) -> Answer {
    match (asked.path.as_str(), asked.header("cookie")) {
        ("/robots.txt" | "/sitemap.xml", _) => bare("404 Not Found"),
        (_, None) => html(CHALLENGE),
        ("/", _) if asked.body.contains("__EVENTTARGET=lich") => html("<h1>Lịch tiếp công dân</h1><p>Thứ hai</p>"),
        ("/", _) => html(HOME),
        ("/api/menu", _) => html(MENU),
        (path, _) => html(&format!("<h1>{path}</h1><a href=/>Trang chủ</a>")),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_of_scripts_is_crawled_at_the_usual_pace_and_again_from_its_archive() {
    const TEST: &str = "a_portal_of_scripts_is_crawled_at_the_usual_pace_and_again_from_its_archive";
    let Some(browser) = chromium(TEST, |_| ()).await else { return };
    let server = Server::start(portal_of_scripts).await;
    let fetch: Arc<dyn Fetch> = Arc::new(server.fetcher(&["mau.gov.vn"]));
    let folder = tempfile::tempdir().unwrap();
    let run = created(&folder.path().join("run"));
    let interval = Duration::from_millis(150);
    let paced = CrawlOptions { politeness: Politeness::Paced { interval, connections: 2 }, ..CrawlOptions::default() };
    session(&run, &fetch, Browser::Ready(Arc::new(browser)), paced, usize::MAX).await;

    let log = server.log();
    let gaps: Vec<Duration> = log.windows(2).map(|pair| pair[1].at - pair[0].at).collect();
    assert!(gaps.iter().all(|gap| *gap >= interval.mul_f64(0.8)), "{gaps:?}");
    assert!(log.iter().all(|asked| asked.header("user-agent") == Some(&options().contact.user_agent())));
    assert!(log.iter().any(|asked| asked.path == "/gioi-thieu" && asked.header("cookie").is_some()));

    let captures = run.saved().unwrap().captures(&PortalId::new("mau")).unwrap();
    let markups: Vec<(String, String)> = captures
        .iter()
        .filter(|capture| capture.mode == FetchMode::Browser)
        .map(|capture| {
            let exchange = run.saved().unwrap().exchange(capture).unwrap();
            (capture.url[url::Position::AfterHost..].to_owned(), String::from_utf8(exchange.body).unwrap())
        })
        .collect();
    let shows = |address: &str, text: &str| {
        assert!(markups.iter().any(|(at, markup)| at == address && markup.contains(text)), "{address}: {markups:?}");
    };
    assert_eq!(markups.len(), 3, "{markups:?}");
    shows("/", "Giới thiệu chung");
    shows("/#/lanh-dao", "<h1>Lãnh đạo</h1>");
    shows("/#javascript:__doPostBack('lich','')", "<h1>Lịch tiếp công dân</h1>");

    let (expected, asked) = (captured(&run), server.log().len());
    assert!(expected.iter().any(|(_, want, _)| *want == Want::Rendered));
    run.close().unwrap();
    let run = Run::open(&folder.path().join("run")).unwrap();
    assert_eq!(session(&run, &fetch, Browser::Missing, paced, usize::MAX).await, expected.len());
    assert_eq!((captured(&run), server.log().len()), (expected, asked));
}
