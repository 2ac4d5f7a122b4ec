//! From an exchange to a page: the same decision while crawling and when an archived run is judged again.

use url::Url;

use crate::{
    fetch::{Exchange, Failure, decode},
    page::{self, Page},
};

/// The page in the answer to `url`; `None` if it is something else. `cap` is the most bytes after the content coding is
/// undone; an answer that cannot be decoded, or that trips the parser, is a failure.
pub fn read_page(url: &Url, exchange: &Exchange, home: bool, cap: usize) -> Result<Option<Page>, Failure> {
    let content_type = exchange.header("content-type");
    if !content_type.is_none_or(may_be_page) {
        return Ok(None);
    }
    let body = decode(exchange, cap)?;
    if content_type.is_none_or(|text| text.trim().is_empty()) && !body.trim_ascii_start().starts_with(b"<") {
        return Ok(None);
    }
    let source = page::Source { url, body: &body, content_type, home };
    // A page that trips the parser must not end the crawl of the others.
    let read = std::panic::catch_unwind(|| page::read(&source));
    read.map(Some).map_err(|_| Failure::Protocol)
}

/// Whether an answer of this type may be read as a page.
fn may_be_page(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/htm" | "html")
}
