//! What a page may ask for, and in which form answers are handed to it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chromiumoxide::cdp::browser_protocol::{
    fetch::{EventRequestPaused, FulfillRequestParams, HeaderEntry, RequestId},
    network::{Request, ResourceType},
};
use url::Url;

use super::super::{Exchange, Extra, decode};

/// Longest body of a request, in bytes.
const LONGEST_BODY: usize = 256 * 1024;
/// Longest header of a request, in bytes.
const LONGEST_HEADER: usize = 4 * 1024;

/// No thread and no socket beside the page, nothing embedded: what they ask for would not be seen here.
const POLICY: &str = "worker-src 'none'; object-src 'none'; media-src 'none'; connect-src http: https:";

/// What a request of the page is.
pub(super) enum Asked {
    /// The document itself, or another one that its scripts go to.
    Document(Url, Extra),
    /// A script, or data.
    Part(Url, Extra),
    /// Only how the page looks: as if it were empty.
    Looks,
    /// Not of the network.
    Inner,
    /// Nothing that a page for readers needs, or that could be asked for here.
    Refused,
}

/// What `event`, of a page whose main frame is `main`, asks for.
pub(super) fn asked(event: &EventRequestPaused, main: &str) -> Asked {
    let request = &event.request;
    let Ok(url) = Url::parse(&request.url) else { return Asked::Refused };
    match url.scheme() {
        "http" | "https" => {}
        "data" | "blob" | "about" => return Asked::Inner,
        _ => return Asked::Refused,
    }
    if event.resource_type == ResourceType::Stylesheet {
        return Asked::Looks;
    }
    let Some(extra) = extra(request) else { return Asked::Refused };
    match event.resource_type {
        ResourceType::Document if event.frame_id.inner() == main => Asked::Document(url, extra),
        ResourceType::Script | ResourceType::Xhr | ResourceType::Fetch => Asked::Part(url, extra),
        _ => Asked::Refused,
    }
}

/// What the page adds to its request; `None` if it is of a kind that is not made for it.
fn extra(request: &Request) -> Option<Extra> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in request.headers.inner().as_object().into_iter().flatten() {
        let name = name.to_ascii_lowercase();
        if name.ends_with("purpose") {
            // A page that may be wanted later is not wanted now.
            return None;
        }
        let own = matches!(name.as_str(), "accept" | "authorization" | "content-type" | "origin" | "referer")
            || (name.starts_with("x-") && !name.starts_with("x-forwarded"))
            || name.ends_with("token");
        if let Some(value) = value.as_str().filter(|value| own && value.len() <= LONGEST_HEADER) {
            headers.push((name, value.to_owned()));
        }
    }
    headers.sort_unstable();
    let body = match request.method.as_str() {
        "GET" => None,
        "POST" => {
            let mut body = Vec::new();
            for entry in request.post_data_entries.iter().flatten() {
                let bytes = entry.bytes.as_ref()?;
                body.extend(STANDARD.decode::<&str>(bytes.as_ref()).ok()?);
            }
            let whole = !body.is_empty() || request.has_post_data != Some(true);
            Some(body).filter(|body| whole && body.len() <= LONGEST_BODY).map(Some)?
        }
        _ => return None,
    };
    Some(Extra { headers, body })
}

/// The answer to the request `id`, its coding undone, with at most `cap` bytes; nothing if that cannot be.
pub(super) fn answer(id: RequestId, exchange: &Exchange, document: bool, cap: usize) -> Option<FulfillRequestParams> {
    let body = decode(exchange, cap).ok()?.bytes;
    let mut headers: Vec<HeaderEntry> = Vec::new();
    for (name, value) in &exchange.headers {
        if is_kept(name) {
            headers.push(HeaderEntry::new(name.clone(), String::from_utf8_lossy(value)));
        }
    }
    if document {
        headers.push(HeaderEntry::new("content-security-policy", POLICY));
    }
    Some(fulfil(id, exchange.status, headers, &body))
}

/// An empty answer.
pub(super) fn nothing(id: RequestId) -> FulfillRequestParams {
    fulfil(id, 200, vec![HeaderEntry::new("content-type", "text/css")], &[])
}

fn fulfil(id: RequestId, status: u16, headers: Vec<HeaderEntry>, body: &[u8]) -> FulfillRequestParams {
    let mut params = FulfillRequestParams::new(id, i64::from(status));
    params.response_headers = Some(headers);
    params.body = Some(STANDARD.encode(body).into());
    params
}

/// Whether the page gets to see a header: not those of a coding that is undone, nor those by which a server makes browsers
/// do or remember something beyond the page.
fn is_kept(name: &str) -> bool {
    !matches!(
        name,
        "content-encoding"
            | "content-length"
            | "transfer-encoding"
            | "connection"
            | "alt-svc"
            | "link"
            | "nel"
            | "report-to"
            | "reporting-endpoints"
            | "clear-site-data"
            | "strict-transport-security"
            | "content-disposition"
            | "service-worker-allowed"
            | "sourcemap"
    )
}
