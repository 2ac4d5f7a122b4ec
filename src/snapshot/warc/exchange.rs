//! An exchange as WARC records, and back.

use std::{borrow::Cow, fmt::Write as _, net::SocketAddr, time::Duration};

use jiff::Timestamp;

use super::{Effort, Kind, Packer, Record, record::Fields};
use crate::{
    fetch::{Exchange, Failure, Truncation},
    snapshot::{CaptureId, Visit, digest::Digest},
};

/// Deterministic record ids: the same run, capture and kind always give the same id.
pub(crate) struct Names<'a> {
    /// Id of the run.
    pub(crate) run: &'a str,
}

impl Names<'_> {
    fn id(&self, of: &str, kind: &str) -> String {
        Digest::of(&[self.run.as_bytes(), b"\0", of.as_bytes(), b"\0", kind.as_bytes()]).uuid()
    }
}

/// Appends the first record of a file: who wrote it, for which run.
pub(crate) fn append_info(packer: &mut Packer, run: &str, name: &str, at: Timestamp, out: &mut Vec<u8>) {
    let block = format!(
        "software: d42/{}\r\nformat: WARC File Format 1.1\r\nisPartOf: {run}\r\nrobots: classic\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let fields = Fields::new(&Kind::Info, &Names { run }.id(name, "warcinfo"), at)
        .add("WARC-Filename", name)
        .finish("application/warc-fields", &[block.as_bytes()]);
    packer.pack(&[fields.as_bytes(), block.as_bytes(), b"\r\n\r\n"], Effort::Fast, out);
}

/// Appends the records of one visit, and gives the digest of the body if there is one.
pub(crate) fn append_visit(
    packer: &mut Packer,
    names: &Names<'_>,
    capture: &CaptureId,
    visit: &Visit,
    out: &mut Vec<u8>,
) -> Option<Digest> {
    let id = |kind| names.id(&capture.0, kind);
    let response_id = id("response");
    let mut digest = None;
    if let Ok(exchange) = &visit.result {
        let payload = Digest::of(&[&exchange.body]);
        digest = Some(payload);
        let head = rename(&exchange.response_head, archived_name);
        let fields = Fields::new(&Kind::Response, &response_id, exchange.started)
            .add("WARC-Target-URI", &visit.url)
            .add_some("WARC-IP-Address", exchange.remote.map(|remote| remote.ip()))
            .add_some("WARC-Truncated", exchange.truncated.map(truncation_word))
            .add("WARC-Payload-Digest", payload.labelled())
            .finish("application/http;msgtype=response", &[&head, &exchange.body]);
        let effort = if is_compressed(exchange) { Effort::Stored } else { Effort::Fast };
        packer.pack(&[fields.as_bytes(), &head, &exchange.body, b"\r\n\r\n"], effort, out);

        let fields = Fields::new(&Kind::Request, &id("request"), exchange.started)
            .add("WARC-Target-URI", &visit.url)
            .add_some("WARC-IP-Address", exchange.remote.map(|remote| remote.ip()))
            .add("WARC-Concurrent-To", format_args!("<urn:uuid:{response_id}>"))
            .finish("application/http;msgtype=request", &[&exchange.request_head]);
        packer.pack(&[fields.as_bytes(), &exchange.request_head, b"\r\n\r\n"], Effort::Fast, out);
    }
    let block = metadata(capture, visit);
    let fields = Fields::new(&Kind::Metadata, &id("metadata"), visit.at)
        .add("WARC-Target-URI", &visit.url)
        .add_some("WARC-Concurrent-To", digest.map(|_| format!("<urn:uuid:{response_id}>")))
        .finish("application/warc-fields", &[block.as_bytes()]);
    packer.pack(&[fields.as_bytes(), block.as_bytes(), b"\r\n\r\n"], Effort::Fast, out);
    digest
}

fn metadata(capture: &CaptureId, visit: &Visit) -> String {
    let mut block = format!("capture: {capture}\r\nattempts: {}\r\nfetchTimeMs: {}\r\n", visit.attempts, visit.took_ms);
    let _ = match &visit.result {
        Ok(Exchange { remote: Some(remote), .. }) => write!(block, "remote: {remote}\r\n"),
        Ok(_) => Ok(()),
        Err(failure) => write!(block, "failure: {}\r\n", failure_words(*failure)),
    };
    if let Ok(Exchange { flaw: Some(flaw), .. }) = &visit.result {
        let _ = write!(block, "certificate: {}\r\n", serde_json::to_string(flaw).unwrap_or_default());
    }
    block
}

fn failure_words(failure: Failure) -> String {
    serde_json::to_string(&failure).unwrap_or_default()
}

/// The exchange in the records `response` and `request`.
pub fn exchange_from(
    response: &Record,
    request: &Record,
    took: Duration,
    remote: Option<SocketAddr>,
) -> Result<Exchange, String> {
    if response.kind != Kind::Response || request.kind != Kind::Request {
        return Err("it is not a response followed by its request".to_owned());
    }
    let end = memchr::memmem::find(&response.block, b"\r\n\r\n").ok_or("its HTTP headers have no end")? + 4;
    let response_head = rename(&response.block[..end], original_name).into_owned();
    let started =
        response.field("WARC-Date").and_then(|date| date.parse().ok()).ok_or("its WARC-Date cannot be read")?;
    let (status, headers) = parse_head(&response_head).ok_or("its HTTP headers cannot be read")?;
    Ok(Exchange {
        request_head: request.block.clone(),
        response_head,
        status,
        headers,
        body: response.block[end..].to_vec(),
        truncated: response.field("WARC-Truncated").map(parse_truncation).transpose()?,
        remote,
        // Kept in the index, which knows it of failures and answers alike.
        flaw: None,
        started,
        took,
    })
}

type Headers = Vec<(String, Vec<u8>)>;

fn parse_head(head: &[u8]) -> Option<(u16, Headers)> {
    let mut lines = head
        .strip_suffix(b"\r\n\r\n")?
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let status = std::str::from_utf8(lines.next()?.split(|byte| *byte == b' ').nth(1)?).ok()?.parse().ok()?;
    let headers = lines
        .map(|line| {
            let colon = memchr::memchr(b':', line)?;
            let name = String::from_utf8_lossy(&line[..colon]).to_ascii_lowercase();
            Some((name, line[colon + 1..].trim_ascii().to_vec()))
        })
        .collect::<Option<_>>()?;
    Some((status, headers))
}

/// The body is kept without transfer coding, so a header that announces one would mislead readers: it is renamed in
/// the archive, as other crawlers do, and gets its name back when it is read.
const RENAMED: &str = "transfer-encoding";
const PREFIX: &str = "X-Crawler-";

fn archived_name(name: &str) -> Option<Cow<'_, str>> {
    is_renamed(name).then(|| Cow::Owned(format!("{PREFIX}{name}")))
}

fn original_name(name: &str) -> Option<Cow<'_, str>> {
    name.strip_prefix(PREFIX).filter(|rest| is_renamed(rest)).map(Cow::Borrowed)
}

/// Whether `name` is the header in question under any number of prefixes, so that renaming can always be undone.
fn is_renamed(mut name: &str) -> bool {
    while let Some(prefix) = name.get(..PREFIX.len()).filter(|prefix| prefix.eq_ignore_ascii_case(PREFIX)) {
        name = &name[prefix.len()..];
    }
    name.eq_ignore_ascii_case(RENAMED)
}

fn rename(head: &[u8], new_name: fn(&str) -> Option<Cow<'_, str>>) -> Cow<'_, [u8]> {
    let mut out: Option<Vec<u8>> = None;
    let mut at = 0;
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let name = memchr::memchr(b':', line).and_then(|colon| std::str::from_utf8(&line[..colon]).ok());
        if let Some((name, new)) = name.and_then(|name| Some((name, new_name(name)?))) {
            let out = out.get_or_insert_with(|| head[..at].to_vec());
            out.extend_from_slice(new.as_bytes());
            out.extend_from_slice(&line[name.len()..]);
        } else if let Some(out) = &mut out {
            out.extend_from_slice(line);
        }
        at += line.len();
    }
    out.map_or(Cow::Borrowed(head), Cow::Owned)
}

/// Whether deflating the body once more would be work for nothing.
fn is_compressed(exchange: &Exchange) -> bool {
    let coded = exchange.header("content-encoding").is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"));
    let kind = exchange.header("content-type").unwrap_or_default();
    coded
        || (kind.starts_with("image/") && !kind.starts_with("image/svg"))
        || kind.contains("zip")
        || kind.starts_with("application/pdf")
}

fn truncation_word(truncation: Truncation) -> &'static str {
    match truncation {
        Truncation::Length => "length",
        Truncation::Time => "time",
        Truncation::Disconnect => "disconnect",
    }
}

fn parse_truncation(word: &str) -> Result<Truncation, String> {
    match word {
        "length" => Ok(Truncation::Length),
        "time" => Ok(Truncation::Time),
        "disconnect" => Ok(Truncation::Disconnect),
        other => Err(format!("it is truncated for the unknown reason `{other}`")),
    }
}
