//! Heads of requests and answers as HTTP/1.1 text.

use std::fmt::Write as _;

use reqwest::{Request, Response, header::HeaderMap};

/// The request as HTTP/1.1 text, also where HTTP/2 was spoken (the WARC format knows no other form).
pub(super) fn request_head(request: &Request) -> Vec<u8> {
    let url = request.url();
    let mut head = format!("{} {}", request.method(), url.path());
    if let Some(query) = url.query() {
        let _ = write!(head, "?{query}");
    }
    let _ = write!(head, " HTTP/1.1\r\nhost: {}", url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        let _ = write!(head, ":{port}");
    }
    head.push_str("\r\n");
    let mut head = head.into_bytes();
    push_headers(&mut head, request.headers());
    head
}

/// Status line and headers as received.
pub(super) fn response_head(response: &Response) -> Vec<u8> {
    let status = response.status();
    let mut head = format!("HTTP/1.1 {} ", status.as_u16()).into_bytes();
    match response.extensions().get::<hyper::ext::ReasonPhrase>() {
        Some(reason) => head.extend_from_slice(reason.as_bytes()),
        None => head.extend_from_slice(status.canonical_reason().unwrap_or_default().as_bytes()),
    }
    head.extend_from_slice(b"\r\n");
    push_headers(&mut head, response.headers());
    head
}

fn push_headers(head: &mut Vec<u8>, headers: &HeaderMap) {
    for (name, value) in headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
}
