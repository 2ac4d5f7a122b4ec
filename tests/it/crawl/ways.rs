//! Ways to a section besides a plain link: sites on which only one of them leads there.

use std::{io::Write as _, sync::Arc};

use d42::{
    attachment::Nobody,
    audit::{JudgingFocusFactory, Verdicts},
    judge::Judge,
    rules,
};
use flate2::{Compression, write::GzEncoder};
use url::Url;

use super::{hurried, portal, run_on, run_with};
use crate::server::{Answer, Server, bare, html};

const SECTION: &str = "/muc-can-tim";

/// Whether the section is asked for when the start page is `home`, and `lists` are the portal's other files.
async fn leads(home: &'static str, lists: Vec<(&'static str, Answer)>) -> bool {
    let server = Server::start(move |asked| {
        if let Some((_, answer)) = lists.iter().find(|(path, _)| *path == asked.path) {
            return answer.clone();
        }
        match asked.path.as_str() {
            "/" => html(home),
            SECTION => html("<main>Nội dung của mục"),
            _ => bare("404 Not Found"),
        }
    })
    .await;
    run_on(&server, hurried(), &["mau"]).await;
    server.paths().iter().any(|path| path == SECTION)
}

fn file(kind: &str, body: &[u8]) -> Answer {
    Answer::Page(Box::leak(format!("200 OK\r\nContent-Type: {kind}").into_boxed_str()), body.to_vec())
}

#[tokio::test]
async fn every_way_on_a_page_is_followed() {
    for home in [
        "<map name=m><area href=/muc-can-tim alt='Mục'></map><img usemap='#m' src=/a.png>",
        "<iframe src=/muc-can-tim></iframe>",
        "<frameset cols='20%,80%'><frame src=/muc-can-tim></frameset>",
        "<div onclick=\"location.href='/muc-can-tim'\">Mục</div>",
        "<table><tr><td onclick=\"window.open('/muc-can-tim','_blank')\">Mục</table>",
        "<button onclick=\"mo('/muc-can-tim')\">Mục</button>",
        "<a href='javascript:void(0)' onclick='window.location=\"/muc-can-tim\"'>Mục</a>",
        "<select onchange='window.open(this.value)'><option>Chọn<option value=/muc-can-tim>Mục</select>",
        "<select onchange='location=this.value'><option value='./muc-can-tim'>Mục</select>",
        "<li data-url=/muc-can-tim>Mục</li>",
        "<script type='application/json'>[{\"title\":\"Mục cần tìm\",\"url\":\"\\/muc-can-tim\"}]</script>",
        "<script>menu.add('Mục cần tìm', '/muc-can-tim');</script>",
        "<head><link rel=alternate hreflang=en href=/muc-can-tim></head>",
        "<head><link rel=canonical href=http://mau.gov.vn/muc-can-tim></head>",
    ] {
        assert!(leads(home, Vec::new()).await, "{home}");
    }
    assert!(
        !leads("<p>/muc-can-tim</p><script>tai('/muc-can-tim')</script>", Vec::new()).await,
        "a test that can fail"
    );
}

#[tokio::test]
async fn sitemaps_and_their_indexes_lead_to_pages_also_compressed() {
    let urls = b"<urlset><url><loc>http://mau.gov.vn/muc-can-tim</loc></url></urlset>";
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(urls).unwrap();
    let packed = packed.finish().unwrap();
    let index = b"<sitemapindex><sitemap><loc>http://mau.gov.vn/so-do-1.xml.gz</loc></sitemap></sitemapindex>";
    assert!(leads("<p>a", vec![("/sitemap.xml", file("application/xml", urls))]).await);
    assert!(
        leads(
            "<p>a",
            vec![
                ("/robots.txt", file("text/plain", b"Sitemap: http://mau.gov.vn/chi-muc.xml\n")),
                ("/chi-muc.xml", file("application/xml", index)),
                ("/so-do-1.xml.gz", file("application/gzip", &packed)),
            ]
        )
        .await
    );
}

#[tokio::test]
async fn a_body_of_which_a_sitemap_only_names_the_host_is_looked_at_where_its_site_begins() {
    let sitemap = b"<urlset><url><loc>http://sotaichinh.mau.gov.vn/tin/1.html</loc></url>\
        <url><loc>http://mail.mau.gov.vn/anh.jpg</loc></url></urlset>";
    let server = Server::start(move |asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("mau.gov.vn", "/sitemap.xml") => file("application/xml", sitemap),
        (_, "/") => html("<main>Nội dung"),
        _ => bare("404 Not Found"),
    })
    .await;
    judged(&server, &["mau.gov.vn", "sotaichinh.mau.gov.vn", "mail.mau.gov.vn"]).await;
    let asked = |host: &str| server.log().iter().any(|asked| asked.host == host && asked.path == "/");
    assert!(asked("sotaichinh.mau.gov.vn") && !asked("mail.mau.gov.vn"), "{:?}", server.paths());
}

#[tokio::test]
async fn feeds_lead_to_pages() {
    let rss = "<rss><channel><item><title>Mục cần tìm</title><link>http://mau.gov.vn/muc-can-tim</link></item></channel></rss>";
    let atom =
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Mục</title><link href='/muc-can-tim'/></entry></feed>";
    for (kind, feed) in [("rss", rss), ("atom", atom)] {
        let home = match kind {
            "rss" => "<link rel=alternate type='application/rss+xml' href=/tin.xml><p>a",
            _ => "<link rel=alternate type='application/atom+xml' href=/tin.xml><p>a",
        };
        assert!(leads(home, vec![("/tin.xml", file("application/xml", feed.as_bytes()))]).await, "{kind}");
        let robots = ("/robots.txt", file("text/plain", b"User-agent: *\nDisallow: /tin.xml\n"));
        assert!(!leads(home, vec![robots, ("/tin.xml", file("application/xml", feed.as_bytes()))]).await);
    }
}

/// Crawls a portal whose search answers with `results`, steered by the judge; what was asked for.
async fn searched(robots: &'static str, results: fn(words: &str) -> String) -> Vec<String> {
    let server = Server::start(move |asked| {
        let form = "<form action=/tim-kiem><input name=q placeholder='Tìm kiếm'></form>";
        match asked.path.as_str() {
            "/robots.txt" => file("text/plain", robots.as_bytes()),
            "/" => html(&format!("<header>{form}</header><main><p>Xin chào")),
            path if path.starts_with("/tim-kiem?") => {
                let url = Url::parse(&format!("http://mau.gov.vn{path}")).unwrap();
                let words = url.query_pairs().next().unwrap().1.into_owned();
                html(&format!("<header>{form}</header><main><h1>Kết quả: {words}</h1>{}", results(&words)))
            }
            path if path.starts_with("/muc-an") => html("<main>Nội dung"),
            _ => bare("404 Not Found"),
        }
    })
    .await;
    judged(&server, &["mau.gov.vn"]).await;
    server.paths()
}

/// Crawls the portal on `server`, which answers for `hosts`, steered by the judge.
async fn judged(server: &Server, hosts: &[&str]) {
    let pack = rules::load(None).unwrap();
    let judge = Arc::new(Judge::new(&pack, pack.profile("decree-42").unwrap()));
    let verdicts = Arc::new(Verdicts::default());
    let started = "2026-11-23T08:00:00Z".parse().unwrap();
    let focus = Arc::new(JudgingFocusFactory::new(judge, verdicts, Arc::new(Nobody), started));
    run_with(vec![portal("mau")], hurried(), Arc::new(server.fetcher(hosts)), Arc::default(), focus).await;
}

#[tokio::test]
async fn the_portals_own_search_is_asked_for_missing_sections() {
    let paths = searched("", |words| format!("<ul><li><a href='/muc-an-{}'>{words}</a></ul>", words.len())).await;
    let asked = paths.iter().filter(|path| path.starts_with("/tim-kiem")).count();
    let found = paths.iter().filter(|path| path.starts_with("/muc-an")).count();
    assert!((3..=8).contains(&asked) && found >= 2, "{paths:?}");
}

#[tokio::test]
async fn a_search_that_does_not_know_sections_or_is_forbidden_is_left_in_peace() {
    let asked = |paths: &[String]| paths.iter().filter(|path| path.starts_with("/tim-kiem")).count();
    let vain = searched("", |_| "<p>Không có kết quả".to_owned()).await;
    assert_eq!(asked(&vain), 2, "{vain:?}");
    let forbidden = searched("User-agent: *\nDisallow: /tim-kiem\n", |_| String::new()).await;
    assert_eq!(asked(&forbidden), 0, "{forbidden:?}");
}
