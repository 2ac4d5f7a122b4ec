//! A page as a browser left it: a `resource` record with its markup, because no server sent it in this form (WARC 1.1
//! section 6.4), followed by the capture's `metadata` record, which says with which status and headers it counts.

use std::{fmt::Write as _, net::SocketAddr, time::Duration};

use super::{
    Effort, Kind, Packer, Record,
    exchange::{parse_truncation, truncation_word},
    record::Fields,
};
use crate::{
    fetch::Exchange,
    snapshot::{Visit, digest::Digest},
};

/// What stands before the status and before each header in the metadata.
const STATUS: &str = "renderedStatus";
const HEADER: &str = "renderedHeader";

/// Appends the `resource` record.
pub(super) fn append_resource(
    packer: &mut Packer,
    id: &str,
    visit: &Visit,
    exchange: &Exchange,
    payload: Digest,
    out: &mut Vec<u8>,
) {
    let fields = Fields::new(&Kind::Resource, id, exchange.started)
        .add("WARC-Target-URI", &visit.url)
        .add_some("WARC-Truncated", exchange.truncated.map(truncation_word))
        .add("WARC-Payload-Digest", payload.labelled())
        .finish(exchange.header("content-type").unwrap_or("text/html"), &[&exchange.body]);
    packer.pack(&[fields.as_bytes(), &exchange.body, b"\r\n\r\n"], Effort::Fast, out);
}

/// The lines of the metadata that give back what the `resource` record has no place for.
pub(super) fn lines(exchange: &Exchange) -> String {
    let mut lines = format!("{STATUS}: {}\r\n", exchange.status);
    for (name, value) in &exchange.headers {
        let value = String::from_utf8_lossy(value).replace(['\r', '\n'], " ");
        // Writing to a String cannot fail.
        let _ = write!(lines, "{HEADER}: {name}: {value}\r\n");
    }
    lines
}

/// The exchange in the records `resource` and `metadata`.
pub(super) fn exchange_from(
    resource: &Record,
    metadata: &Record,
    took: Duration,
    remote: Option<SocketAddr>,
) -> Result<Exchange, String> {
    if metadata.kind != Kind::Metadata {
        return Err("it is not a resource followed by its metadata".to_owned());
    }
    let text = std::str::from_utf8(&metadata.block).map_err(|_| "its metadata is not UTF-8")?;
    let mut status = None;
    let mut headers = Vec::new();
    for (name, value) in text.lines().filter_map(|line| line.split_once(": ")) {
        match name {
            STATUS => status = value.parse().ok(),
            HEADER => {
                let (name, value) = value.split_once(": ").ok_or("a header in its metadata has no colon")?;
                headers.push((name.to_owned(), value.as_bytes().to_vec()));
            }
            _ => {}
        }
    }
    Ok(Exchange {
        request_head: Vec::new(),
        response_head: Vec::new(),
        status: status.ok_or("its metadata names no status")?,
        headers,
        body: resource.block.clone(),
        truncated: resource.field("WARC-Truncated").map(parse_truncation).transpose()?,
        remote,
        flaw: None,
        vouched: Vec::new(),
        started: resource
            .field("WARC-Date")
            .and_then(|date| date.parse().ok())
            .ok_or("its WARC-Date cannot be read")?,
        took,
    })
}
