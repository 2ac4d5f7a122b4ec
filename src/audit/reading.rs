//! From an archived exchange to a page, the same way while crawling and when a run is judged again.

use url::Url;

use crate::{
    fetch::{self, Exchange},
    page::{self, Page},
};

/// A page is never read beyond this many decoded bytes.
pub(crate) const PAGE_CAP: usize = 10 * 1024 * 1024;

/// The page in `exchange`; `None` if it is not HTML or its coding cannot be undone.
pub(crate) fn read_page(url: &Url, exchange: &Exchange, home: bool) -> Option<Page> {
    let content_type = exchange.header("content-type");
    let body = fetch::decode(exchange, PAGE_CAP).ok()?;
    let declared = content_type.map(|value| value.split(';').next().unwrap_or("").trim().to_ascii_lowercase());
    let html = match declared.as_deref() {
        Some("text/html" | "application/xhtml+xml") => true,
        Some("" | "text/plain" | "application/octet-stream") | None => looks_like_html(&body),
        Some(_) => false,
    };
    html.then(|| page::read(&page::Source { url, body: &body, content_type, home }))
}

fn looks_like_html(body: &[u8]) -> bool {
    let start: Vec<u8> = body.iter().copied().skip_while(|b| b.is_ascii_whitespace() || *b >= 0x80).take(64).collect();
    let start = start.to_ascii_lowercase();
    [b"<!doctype html".as_slice(), b"<html", b"<head", b"<body", b"<script", b"<!--"]
        .iter()
        .any(|m| start.starts_with(m))
}
