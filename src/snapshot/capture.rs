//! One attempt to see an address, as recorded.

use std::fmt;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    fetch::{Exchange, Failure, FetchMode, Patience, TlsFlaw, Truncation, Want},
    registry::PortalId,
    snapshot::{Unchanged, digest::Digest},
};

/// Names a capture within its run: `PORTAL/000042`, numbered per portal in the order the crawl asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CaptureId(pub String);

impl CaptureId {
    /// Of the capture with number `sequence` of `portal`.
    pub fn new(portal: &str, sequence: u32) -> Self {
        Self(format!("{portal}/{sequence:06}"))
    }
}

impl fmt::Display for CaptureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Result {
    /// The server answered; the exchange stands in the WARC file.
    Answered {
        /// 100 to 599.
        status: u16,
        /// `Content-Type` as sent, empty if none.
        content_type: String,
        /// `Location` as sent, of a redirect.
        location: Option<String>,
        /// Bytes of the body as received.
        length: u64,
        /// SHA-256 of the body as received, lower-case hexadecimal.
        digest: String,
        /// Set when the body is incomplete.
        truncated: Option<Truncation>,
        /// What is wrong with the server's certificate, if anything is.
        flaw: Option<TlsFlaw>,
        /// Other hosts that the server's certificate is for; only of a robots.txt.
        vouched: Vec<String>,
        /// File name below `snapshot/`.
        file: String,
        /// Offset of the gzip member of its first record in that file.
        offset: u64,
    },
    /// Nothing was seen.
    Failed(Failure),
}

/// One attempt to see an address (the last one, where it was retried).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// Names it within the run.
    pub id: CaptureId,
    /// Whose crawl it belongs to.
    pub portal: PortalId,
    /// Number within the portal, from 0, in the order the crawl asked.
    pub sequence: u32,
    /// Address asked for, canonical.
    pub url: Url,
    /// What was expected there.
    pub want: Want,
    /// How it was asked.
    pub mode: FetchMode,
    /// When the request was sent.
    pub at: Timestamp,
    /// Milliseconds until the last byte or the failure.
    pub took_ms: u32,
    /// How many attempts were made, 1 or more.
    pub attempts: u32,
    /// Within which limits.
    pub patience: Patience,
    /// When its content was received, where the server only said at `at` that it has not changed since.
    pub received: Option<Timestamp>,
    /// How it ended.
    pub result: Result,
}

impl Capture {
    /// Of `visit`, whose body has the digest `payload`, before it is known where its records lie.
    pub(super) fn of(visit: &Visit, id: CaptureId, portal: &PortalId, sequence: u32, payload: Option<Digest>) -> Self {
        Self {
            id,
            portal: portal.clone(),
            sequence,
            url: visit.url.clone(),
            want: visit.want,
            mode: if visit.want == Want::Rendered { FetchMode::Browser } else { FetchMode::Http },
            at: visit.at,
            took_ms: visit.took_ms,
            attempts: visit.attempts,
            patience: visit.patience,
            received: visit.unchanged.as_ref().map(|unchanged| unchanged.received),
            result: match &visit.result {
                Ok(exchange) => Result::Answered {
                    status: exchange.status,
                    content_type: exchange.header("content-type").unwrap_or_default().to_owned(),
                    location: exchange.header("location").map(str::to_owned),
                    length: exchange.body.len() as u64,
                    digest: payload.map(|payload| payload.hex()).unwrap_or_default(),
                    truncated: exchange.truncated,
                    flaw: exchange.flaw.clone(),
                    vouched: exchange.vouched.clone(),
                    file: String::new(),
                    offset: 0,
                },
                Err(failure) => Result::Failed(*failure),
            },
        }
    }

    /// When its content was received: words such as "yesterday" in it are about this day.
    pub fn content_at(&self) -> Timestamp {
        self.received.unwrap_or(self.at)
    }
}

/// A finished attempt before it is stored: what the crawl hands to the snapshot and, when a run is resumed, what the
/// snapshot hands back to the crawl.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Address asked for, canonical.
    pub url: Url,
    /// What was expected there.
    pub want: Want,
    /// When the last attempt began.
    pub at: Timestamp,
    /// How many attempts were made, 1 or more.
    pub attempts: u32,
    /// Within which limits.
    pub patience: Patience,
    /// Milliseconds of the last attempt.
    pub took_ms: u32,
    /// Present where the answer only confirmed content received earlier; `result` is that content then.
    pub unchanged: Option<Unchanged>,
    /// The last attempt's answer or failure.
    pub result: std::result::Result<Exchange, Failure>,
}

impl Visit {
    /// When its content was received.
    pub fn content_at(&self) -> Timestamp {
        self.unchanged.as_ref().map_or(self.at, |unchanged| unchanged.received)
    }
}
