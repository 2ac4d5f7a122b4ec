//! What stands at each address: the report, the frame around an archived page, the page itself.

use std::path::{Path, PathBuf};

use minijinja::{Environment, context, value::Serde};
use serde::Serialize;

use super::{
    Mark,
    replica::{FOUND, harmless},
};
use crate::{
    fetch::{FetchMode, decode},
    judge::Outcome,
    page::bounded_text,
    report::{Lang, Report, html, json::v1, outcome_word, visible},
    snapshot::{Capture, CaptureId, CaptureResult, Error, SavedRun},
};

const TEMPLATE: &str = include_str!("../../reports/templates/archived.html");
/// Bytes of an archived page that are shown.
const MOST: usize = 32 * 1024 * 1024;

/// Of the report: its own scripts sort and filter it.
const OF_REPORT: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
                         base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Of the frame: it holds one archived page.
const OF_FRAME: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; \
                        form-action 'none'; frame-ancestors 'none'";
/// Of an archived page: nothing runs and nothing is loaded, whatever was left in it.
const OF_PAGE: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                       form-action 'none'; frame-ancestors 'self'";

/// An answer.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) policy: &'static str,
    /// Name under which it is to be kept as a file.
    pub(super) keep_as: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    fn html(status: u16, policy: &'static str, body: String) -> Self {
        Self { status, content_type: "text/html; charset=utf-8", policy, keep_as: None, body: body.into_bytes() }
    }
}

#[derive(Serialize)]
struct Found {
    id: String,
    title: String,
    outcome: &'static str,
    heading: String,
    current: bool,
}

/// A run, ready to be shown.
pub struct Library {
    folder: PathBuf,
    lang: Lang,
    report: v1::Report,
    document: String,
}

impl Library {
    /// The run in `folder`, of which `report` was made.
    pub fn new(folder: &Path, report: &Report, lang: Lang) -> Result<Self, html::Error> {
        let document = html::write_beside_archive(report, lang)?;
        Ok(Self { folder: folder.to_owned(), lang, report: v1::Report::from(report), document })
    }

    /// Where a capture is shown, if the run has it.
    pub fn address(&self, capture: &CaptureId) -> Result<Option<String>, Error> {
        let known = SavedRun::open(&self.folder)?.capture(capture)?;
        Ok(known.map(|capture| format!("{}{}", html::ARCHIVE, capture.id)))
    }

    /// What stands at `path`, which may have a `query`.
    pub(super) fn answer(&self, path: &str, query: &str) -> Reply {
        if path == "/" {
            return Reply::html(200, OF_REPORT, self.document.clone());
        }
        let (framed, id) = match (path.strip_prefix(html::ARCHIVE), path.strip_prefix("/raw/")) {
            (Some(id), _) => (true, id),
            (None, Some(id)) => (false, id),
            (None, None) => return self.missing(),
        };
        let run = match SavedRun::open(&self.folder) {
            Ok(run) => run,
            Err(error) => return self.trouble(&error),
        };
        match run.capture(&CaptureId(id.to_owned())) {
            Ok(Some(capture)) if framed => self.frame(&capture, query),
            Ok(Some(capture)) => self.page(&run, &capture, query),
            Ok(None) => self.missing(),
            Err(error) => self.trouble(&error),
        }
    }

    fn missing(&self) -> Reply {
        let said = self.lang.of("Đợt kiểm tra không có bản ghi này.", "The run has no such capture.");
        Reply::html(404, OF_PAGE, format!("<!doctype html><p>{said}"))
    }

    fn trouble(&self, error: &Error) -> Reply {
        tracing::warn!(%error, "an archived page cannot be read");
        let said = self.lang.of("Không đọc được bản ghi này từ kho lưu.", "The archive does not give this capture.");
        Reply::html(500, OF_PAGE, format!("<!doctype html><p>{said}"))
    }

    /// The findings that rest on `capture`: their requirement and what was found there.
    fn findings<'l>(&'l self, capture: &'l Capture) -> impl Iterator<Item = (&'l v1::Finding, &'l v1::Evidence)> {
        let portal = self.report.portals.iter().find(|portal| portal.id == capture.portal.as_str());
        let findings = portal.into_iter().flat_map(|portal| &portal.findings);
        findings.filter_map(|finding| Some((finding, finding.evidence.as_ref()?))).filter(|(_, evidence)| {
            let files = evidence.files.iter().map(|file| &file.capture);
            std::iter::once(&evidence.capture).chain(files).any(|id| *id == capture.id.0)
        })
    }

    fn frame(&self, capture: &Capture, query: &str) -> Reply {
        let wanted = query.strip_prefix("found=");
        let titled = |id: &str| {
            let known = self.report.requirements.iter().find(|known| known.id == id);
            known.map_or_else(|| id.to_owned(), |known| self.lang.of(&known.title.vi, &known.title.en).to_owned())
        };
        let mut found: Vec<_> = self
            .findings(capture)
            .map(|(finding, evidence)| Found {
                id: finding.requirement.clone(),
                title: titled(&finding.requirement),
                outcome: word(finding.outcome, self.lang),
                heading: visible(&evidence.heading).into_owned(),
                current: wanted == Some(&finding.requirement),
            })
            .collect();
        if let (None, Some(first)) = (wanted, found.first_mut()) {
            first.current = true;
        }
        let marked = found.iter().find(|one| one.current).map(|one| one.id.clone());
        let raw = format!("/raw/{}", capture.id);
        let (status, digest) = match &capture.result {
            CaptureResult::Answered { status, digest, .. } => (status.to_string(), digest.as_str()),
            CaptureResult::Failed(_) => ("–".to_owned(), "–"),
        };
        let mode = match capture.mode {
            FetchMode::Http => self.lang.of("HTTP thuần", "plain HTTP"),
            FetchMode::Browser => self.lang.of("trình duyệt", "browser"),
            FetchMode::Saved => self.lang.of("tệp đã lưu", "saved file"),
        };
        let page = context! {
            lang => self.lang.code(),
            t => Serde(self.words()),
            simulated => self.report.simulated,
            url => visible(capture.url.as_str()),
            at => capture.at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
            capture => &capture.id.0,
            found => Serde(found),
            fragment => marked.map(|id| format!("?found={id}#{FOUND}")).unwrap_or_default(),
            status, digest, mode, raw,
        };
        let rendered = environment().and_then(|environment| environment.get_template("archived.html")?.render(page));
        match rendered {
            Ok(rendered) => Reply::html(200, OF_FRAME, rendered),
            Err(error) => {
                tracing::error!(%error, "the frame cannot be made");
                Reply::html(500, OF_PAGE, "<!doctype html>".to_owned())
            }
        }
    }

    fn page(&self, run: &SavedRun, capture: &Capture, query: &str) -> Reply {
        let exchange = match run.exchange(capture) {
            Ok(exchange) => exchange,
            Err(Error::NotAnswered { .. }) => {
                let said = self.lang.of("Địa chỉ này không trả lời.", "This address did not answer.");
                return Reply::html(200, OF_PAGE, format!("<!doctype html><p>{said}"));
            }
            Err(error) => return self.trouble(&error),
        };
        let content_type = exchange.header("content-type").map(str::to_owned);
        let body = decode(&exchange, MOST).map_or(exchange.body.clone(), |body| body.bytes.into_owned());
        let is_page = content_type.as_deref().is_none_or(|said| said.trim().is_empty() || said.contains("html"));
        if query == "download" || !is_page {
            let name = format!("{}.bin", capture.id.0.replace('/', "-"));
            let (content_type, policy) = ("application/octet-stream", OF_PAGE);
            return Reply { status: 200, content_type, policy, keep_as: Some(name), body };
        }
        let mark = query.strip_prefix("found=").and_then(|wanted| {
            let (_, evidence) = self.findings(capture).find(|(finding, _)| finding.requirement == wanted)?;
            Some(Mark { place: evidence.place.clone(), heading: evidence.heading.clone() })
        });
        let text = bounded_text(&body, content_type.as_deref());
        let style = format!(
            "<style>body{{font-family:system-ui,sans-serif}}#{FOUND}{{outline:3px solid #b3541e!important;\
             background:#ffefc2!important;scroll-margin:3rem}}</style>"
        );
        let replica = harmless(&text, mark.as_ref());
        Reply::html(200, OF_PAGE, replica.replacen("</head>", &(style + "</head>"), 1))
    }

    fn words(&self) -> serde_json::Map<String, serde_json::Value> {
        let words = [
            ("title", "BẢN LƯU, không phải trang đang chạy", "ARCHIVED COPY, not the live page"),
            ("simulated", "DỮ LIỆU MÔ PHỎNG", "SIMULATED DATA"),
            ("captured", "Lưu lúc", "Captured"),
            ("rests", "Các kết luận dựa vào trang này:", "Findings that rest on this page:"),
            ("nothing_rests", "Không có kết luận nào dựa vào trang này.", "No finding rests on this page."),
            ("report", "Báo cáo", "Report"),
            ("download", "Tải nội dung gốc", "Download the original content"),
        ];
        words.into_iter().map(|(key, vi, en)| (key.to_owned(), self.lang.of(vi, en).into())).collect()
    }
}

/// A published outcome in words.
fn word(outcome: v1::Outcome, lang: Lang) -> &'static str {
    let known = Outcome::ALL.into_iter().find(|known| v1::Outcome::from(*known) == outcome);
    known.map_or(outcome.as_str(), |known| outcome_word(known, lang))
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = html::environment()?;
    environment.add_template("archived.html", TEMPLATE)?;
    Ok(environment)
}
