//! Archived pages in a browser: the evidence of a report leads to them, and nothing of them acts.

use std::net::SocketAddr;

use d42::{
    report::Lang,
    show::{Library, serve},
    snapshot::CaptureId,
};
use reqwest::{Client, Method, Response, StatusCode, header};

use crate::report::{copied_run, report_of};

struct Scene {
    _run: tempfile::TempDir,
    address: SocketAddr,
    client: Client,
    serving: tokio::task::JoinHandle<()>,
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Scene {
    async fn new() -> Self {
        let run = copied_run();
        let library = Library::new(run.path(), &report_of(run.path()), Lang::En).unwrap();
        assert_eq!(
            library.address(&CaptureId("bo-mau-01/000000".to_owned())).unwrap().unwrap(),
            "/archive/bo-mau-01/000000"
        );
        for unknown in ["bo-mau-01/999999", "bo-mau-99/000000", "bo-mau-01", "../000001", ""] {
            assert_eq!(library.address(&CaptureId(unknown.to_owned())).unwrap(), None, "{unknown}");
        }
        let serving = serve(library, 0).await.unwrap();
        let address = serving.address();
        assert!(address.ip().is_loopback());
        let serving = tokio::spawn(serving.run());
        // Another test may have done so.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().build().unwrap();
        Self { _run: run, address, client, serving }
    }

    async fn get(&self, path: &str) -> Response {
        self.client.get(format!("http://{}{path}", self.address)).send().await.unwrap()
    }
}

/// What stands between `before` and `after`, the first time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before} in {text}"));
    rest.split_once(after).unwrap().0
}

#[tokio::test]
async fn evidence_leads_to_the_archived_page_with_the_place_marked_and_nothing_there_acts() {
    let scene = Scene::new().await;
    let report = scene.get("/").await.text().await.unwrap();
    let link = between(&report, "<a href=\"/archive/", "\"");
    let (capture, requirement) = link.split_once("?found=").unwrap();

    let frame = scene.get(&format!("/archive/{link}")).await;
    let policy = frame.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.contains("frame-src 'self'") && !policy.contains("script-src"), "{policy}");
    let frame = frame.text().await.unwrap();
    assert!(frame.contains("ARCHIVED COPY, not the live page · SIMULATED DATA"), "{frame}");
    assert!(frame.contains(&format!("?found={requirement}\" aria-current=\"true\"")), "{frame}");
    assert_eq!(
        between(&frame, "<iframe sandbox src=\"", "\""),
        format!("/raw/{capture}?found={requirement}#d42-found")
    );

    let page = scene.get(&format!("/raw/{capture}?found={requirement}")).await;
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.starts_with("sandbox; default-src 'none'"), "{policy}");
    assert_eq!(page.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let page = page.text().await.unwrap();
    assert!(page.contains("id=\"d42-found\"") && !page.contains("<script") && !page.contains(" href="), "{page}");

    let original = scene.get(&format!("/raw/{capture}?download")).await;
    let name = format!("attachment; filename=\"{}.bin\"", capture.replace('/', "-"));
    assert_eq!(original.headers()[header::CONTENT_DISPOSITION], name);
    assert!(original.text().await.unwrap().contains("href="), "the original is as it was captured");
}

#[tokio::test]
async fn nobody_but_a_reader_on_this_machine_is_answered() {
    let scene = Scene::new().await;
    let address = format!("http://{}/", scene.address);
    let rebound = scene.client.get(&address).header(header::HOST, "cong-gia.vn").send().await.unwrap();
    assert_eq!(rebound.status(), StatusCode::MISDIRECTED_REQUEST);
    let posted = scene.client.request(Method::POST, &address).send().await.unwrap();
    assert_eq!(posted.status(), StatusCode::METHOD_NOT_ALLOWED);
    for missing in ["/archive/bo-mau-01/999999", "/raw/..%2f..%2frun.json", "/raw/", "/run.json", "/archive/<b>/1"] {
        assert_eq!(scene.get(missing).await.status(), StatusCode::NOT_FOUND, "{missing}");
    }
}
