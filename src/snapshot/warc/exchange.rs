//! An exchange as WARC records, and back.

use std::{borrow::Cow, fmt::Write as _, net::SocketAddr, time::Duration};

use jiff::Timestamp;
use url::Url;

use super::{
    Effort, Kind, Packer, Record,
    record::Fields,
    rendered,
    revisit::{answer_field, append_revisit},
};
use crate::{
    fetch::{Exchange, Failure, Truncation, Want},
    snapshot::{CaptureId, Visit, digest::Digest, unchanged::Holder},
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

impl Names<'_> {
    /// `WARC-Record-ID` of the `response` of a capture.
    pub(crate) fn response(&self, capture: &CaptureId) -> String {
        format!("<urn:uuid:{}>", self.id(&capture.0, "response"))
    }
}

/// Appends the records of one visit. `payload` is the digest of its body, if it has one, and `holder` the record of the run
/// that holds the same body already.
pub(crate) fn append_visit(
    packer: &mut Packer,
    names: &Names<'_>,
    capture: &CaptureId,
    visit: &Visit,
    (payload, holder): (Option<Digest>, Option<&Holder>),
    out: &mut Vec<u8>,
) {
    let id = |kind| names.id(&capture.0, kind);
    let is_rendered = visit.want == Want::Rendered;
    let first = id(match holder {
        _ if is_rendered => "resource",
        Some(_) => "revisit",
        None => "response",
    });
    if let (Ok(exchange), Some(payload)) = (&visit.result, payload)
        && is_rendered
    {
        rendered::append_resource(packer, &first, visit, exchange, payload, out);
    } else if let (Ok(exchange), Some(payload)) = (&visit.result, payload) {
        if let Some(holder) = holder {
            let head = archived_head(&exchange.response_head, exchange.body.len());
            append_revisit(packer, &first, (visit, exchange, &head), (holder, payload), out);
        } else {
            append_response(packer, &first, (&visit.url, exchange, payload), out);
        }

        let fields = Fields::new(&Kind::Request, &id("request"), exchange.started)
            .add("WARC-Target-URI", &visit.url)
            .add_some("WARC-IP-Address", exchange.remote.map(|remote| remote.ip()))
            .add("WARC-Concurrent-To", format_args!("<urn:uuid:{first}>"))
            .finish("application/http;msgtype=request", &[&exchange.request_head]);
        packer.pack(&[fields.as_bytes(), &exchange.request_head, b"\r\n\r\n"], Effort::Fast, out);
    }
    let block = metadata(capture, visit);
    // All records of one capture bear the same date (WARC 1.1 section 5.4).
    let date = visit.result.as_ref().map_or(visit.at, |exchange| exchange.started);
    let fields = Fields::new(&Kind::Metadata, &id("metadata"), date)
        .add("WARC-Target-URI", &visit.url)
        .add_some("WARC-Concurrent-To", payload.map(|_| format!("<urn:uuid:{first}>")))
        .finish("application/warc-fields", &[block.as_bytes()]);
    packer.pack(&[fields.as_bytes(), block.as_bytes(), b"\r\n\r\n"], Effort::Fast, out);
}

/// Appends the record of an answer with its content.
fn append_response(
    packer: &mut Packer,
    id: &str,
    (url, exchange, payload): (&Url, &Exchange, Digest),
    out: &mut Vec<u8>,
) {
    let head = archived_head(&exchange.response_head, exchange.body.len());
    let fields = Fields::new(&Kind::Response, id, exchange.started)
        .add("WARC-Target-URI", url)
        .add_some("WARC-IP-Address", exchange.remote.map(|remote| remote.ip()))
        .add_some("WARC-Truncated", exchange.truncated.map(truncation_word))
        .add("WARC-Payload-Digest", payload.labelled())
        .finish("application/http;msgtype=response", &[&head, &exchange.body]);
    let effort = if is_compressed(exchange) { Effort::Stored } else { Effort::Fast };
    packer.pack(&[fields.as_bytes(), &head, &exchange.body, b"\r\n\r\n"], effort, out);
}

/// The `response` record of a capture that only referred to the content of another one, written out.
pub(crate) fn written_out(names: &Names<'_>, capture: &CaptureId, url: &Url, exchange: &Exchange) -> Vec<u8> {
    let mut out = Vec::new();
    let payload = Digest::of(&[&exchange.body]);
    append_response(&mut Packer::new(1), &names.id(&capture.0, "response"), (url, exchange, payload), &mut out);
    out
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
    if let Ok(Exchange { vouched, .. }) = &visit.result
        && !vouched.is_empty()
    {
        let _ = write!(block, "certificateNames: {}\r\n", vouched.join(" "));
    }
    if let Some(unchanged) = &visit.unchanged {
        block.push_str(&answer_field(&unchanged.answer));
    }
    if let (Want::Rendered, Ok(exchange)) = (visit.want, &visit.result) {
        block.push_str(&rendered::lines(exchange));
    }
    block
}

fn failure_words(failure: Failure) -> String {
    serde_json::to_string(&failure).unwrap_or_default()
}

/// The exchange in the records `response` and `request`, or `resource` and `metadata` where a browser made the page.
pub fn exchange_from(
    response: &Record,
    request: &Record,
    took: Duration,
    remote: Option<SocketAddr>,
) -> Result<Exchange, String> {
    if response.kind == Kind::Resource {
        return rendered::exchange_from(response, request, took, remote);
    }
    if response.kind != Kind::Response || request.kind != Kind::Request {
        return Err("it is not a response followed by its request".to_owned());
    }
    let end = memchr::memmem::find(&response.block, b"\r\n\r\n").ok_or("its HTTP headers have no end")? + 4;
    let response_head = received_head(&response.block[..end]).into_owned();
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
        vouched: Vec::new(),
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

/// A header that says how the body travelled would mislead whoever reads it as it is kept: `Transfer-Encoding`, which is
/// undone, and a `Content-Length` that is not the length of what is there, because the answer broke off or was cut. Both
/// are renamed in the archive, to the names that Common Crawl gives them, and get their own back when they are read.
const PREFIX: &str = "X-Crawler-";

/// Status line and headers as they stand in the archive before a body of `length` bytes.
fn archived_head(head: &[u8], length: usize) -> Cow<'_, [u8]> {
    rename(head, |name, value| {
        let misleads = match travels(name)? {
            Travel::Length => value.trim_ascii() != length.to_string().as_bytes(),
            // What looks renamed and came like this gets one prefix more, so that renaming can always be undone.
            Travel::Coded | Travel::Renamed => true,
        };
        misleads.then(|| Cow::Owned(format!("{PREFIX}{name}")))
    })
}

/// As they were received.
fn received_head(head: &[u8]) -> Cow<'_, [u8]> {
    rename(head, |name, _| match travels(name)? {
        Travel::Renamed => name.get(PREFIX.len()..).map(Cow::Borrowed),
        Travel::Coded | Travel::Length => None,
    })
}

/// A header that says how the body travelled.
enum Travel {
    /// `Transfer-Encoding`.
    Coded,
    /// `Content-Length`.
    Length,
    /// One of them under any number of prefixes.
    Renamed,
}

fn travels(name: &str) -> Option<Travel> {
    let mut bare = name;
    while let Some(prefix) = bare.get(..PREFIX.len()).filter(|prefix| prefix.eq_ignore_ascii_case(PREFIX)) {
        bare = &bare[prefix.len()..];
    }
    let known = if bare.eq_ignore_ascii_case("transfer-encoding") {
        Travel::Coded
    } else if bare.eq_ignore_ascii_case("content-length") {
        Travel::Length
    } else {
        return None;
    };
    Some(if bare.len() == name.len() { known } else { Travel::Renamed })
}

/// `head` with the names of headers as `new_name` has them, by name and value.
fn rename(head: &[u8], new_name: impl for<'n> Fn(&'n str, &[u8]) -> Option<Cow<'n, str>>) -> Cow<'_, [u8]> {
    let mut out: Option<Vec<u8>> = None;
    let mut at = 0;
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let parts = memchr::memchr(b':', line)
            .and_then(|colon| Some((std::str::from_utf8(&line[..colon]).ok()?, &line[colon + 1..])));
        if let Some((name, new)) = parts.and_then(|(name, value)| Some((name, new_name(name, value)?))) {
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

pub(super) fn truncation_word(truncation: Truncation) -> &'static str {
    match truncation {
        Truncation::Length => "length",
        Truncation::Time => "time",
        Truncation::Disconnect => "disconnect",
    }
}

pub(super) fn parse_truncation(word: &str) -> Result<Truncation, String> {
    match word {
        "length" => Ok(Truncation::Length),
        "time" => Ok(Truncation::Time),
        "disconnect" => Ok(Truncation::Disconnect),
        other => Err(format!("it is truncated for the unknown reason `{other}`")),
    }
}
