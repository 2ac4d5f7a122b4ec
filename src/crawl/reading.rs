//! From an exchange to a page: the same decision while crawling and when an archived run is judged again.

use jiff::Timestamp;
use url::Url;

use crate::{
    clock::date_in_vietnam,
    fetch::{Exchange, Failure, decode},
    page::{self, Obstacle, Page},
};

/// The page in the answer to `url`, which came at `at`; `None` if it is something else. `cap` is the most bytes after the content coding is
/// undone, beyond which the page is cut; an answer that cannot be decoded, or that trips the parser, is a failure.
pub fn read_page(
    url: &Url,
    exchange: &Exchange,
    at: Timestamp,
    home: bool,
    cap: usize,
) -> Result<Option<Page>, Failure> {
    let content_type = exchange.header("content-type");
    if !content_type.is_none_or(may_be_page) {
        return Ok(None);
    }
    let body = decode(exchange, cap)?;
    if content_type.is_none_or(|text| text.trim().is_empty()) && !body.bytes.trim_ascii_start().starts_with(b"<") {
        return Ok(None);
    }
    let day = Some(date_in_vietnam(at));
    let source = page::Source { url, body: &body.bytes, content_type, home, day };
    // A page that trips the parser must not end the crawl of the others.
    let read = std::panic::catch_unwind(|| page::read(&source));
    let mut page = read.map_err(|_| Failure::Protocol)?;
    page.cut = body.cut || exchange.truncated.is_some();
    Ok(Some(page))
}

/// Why the answer to an address that was asked for as a page is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missed {
    /// It only sends its reader on, to there if that is an address of the portal.
    SendsOn(Option<Url>),
    /// It is something else than a page.
    NotAPage,
    /// It could not be decoded, or tripped the parser.
    Broken(Failure),
    /// It is a refusal whose body says more than its status.
    Hindered(Obstacle),
}

/// What the body of a refusal says: firewalls, tests for robots and log-ins come with a status of their own as often as
/// with 200. `None` where it says no more than its status.
pub fn refusal(url: &Url, exchange: &Exchange, at: Timestamp, cap: usize) -> Option<Missed> {
    if !matches!(exchange.status, 401 | 403 | 405..=407 | 409 | 412 | 418 | 429 | 451 | 503) {
        return None;
    }
    let page = read_page(url, exchange, at, false, cap).ok()??;
    let telling = page.obstacle.filter(|obstacle| {
        matches!(obstacle, Obstacle::Challenge | Obstacle::Captcha | Obstacle::GeoBlocked | Obstacle::LogIn)
    });
    telling.map(Missed::Hindered)
}

/// Whether an answer of this type may be read as a page.
fn may_be_page(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "" | "text/html" | "application/xhtml+xml" | "text/htm" | "html")
}

/// Whether a page only sends its reader on to another address: a redirect in other words.
pub fn only_sends_on(page: &Page) -> bool {
    page.refresh.is_some() && page.links.iter().all(|link| link.target.is_none())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::fetch::Truncation;

    #[test]
    fn a_page_that_was_cut_says_so() {
        let url = Url::parse("http://mau.gov.vn/").unwrap();
        let cut = |truncated, cap| {
            let exchange = Exchange {
                request_head: Vec::new(),
                response_head: Vec::new(),
                status: 200,
                headers: vec![("content-type".to_owned(), b"text/html".to_vec())],
                body: b"<p>Trang m\xe1\xba\xabu</p>".to_vec(),
                truncated,
                remote: None,
                flaw: None,
                vouched: Vec::new(),
                started: Timestamp::UNIX_EPOCH,
                took: Duration::ZERO,
            };
            read_page(&url, &exchange, Timestamp::UNIX_EPOCH, true, cap).unwrap().unwrap().cut
        };
        assert!(!cut(None, 1000));
        assert!(cut(Some(Truncation::Length), 1000), "by the cap on what is downloaded");
        assert!(cut(None, 10), "by the cap on what is unpacked");
    }
}
