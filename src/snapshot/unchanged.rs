//! Content that a server did not send again because it has not changed since an earlier run.
//!
//! A run stays whole by itself: the record with the content is copied from the earlier run into the archive of this one the
//! first time it is confirmed, as it lies there (or written out, if it only referred to another one), and the `revisit` record refers to the copy. To refer to the folder of the
//! earlier run instead would save some disk, but then no run could be judged, moved or handed on without all those before
//! it, and a damaged one would take its successors with it. Copying costs no request and no byte of the network.

use jiff::Timestamp;

use super::{Visit, warc::Record};
use crate::fetch::Exchange;

/// That a server said of content received earlier that it has not changed (304, RFC 9110 section 15.4.5). What the visit
/// gives as its answer is that content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchanged {
    /// When the content was received.
    pub received: Timestamp,
    /// Status line and headers of the answer that confirmed it, as received.
    pub answer: Vec<u8>,
    /// The record that holds the content; `None` once it stands in the archive of the run itself.
    pub original: Option<Box<Original>>,
}

/// The `response` record of an earlier run that holds confirmed content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its `WARC-Record-ID`.
    pub(super) id: String,
    /// Its `WARC-Target-URI`.
    pub(super) url: String,
    /// Its `WARC-Date`.
    pub(super) date: Timestamp,
    /// The gzip member that it is.
    pub(super) member: Vec<u8>,
}

impl Original {
    /// Of the record that was read from `member`.
    pub(super) fn new(record: &Record, member: Vec<u8>) -> Option<Self> {
        Some(Self {
            id: record.field("WARC-Record-ID")?.to_owned(),
            url: record.field("WARC-Target-URI")?.to_owned(),
            date: record.field("WARC-Date")?.parse().ok()?,
            member,
        })
    }
}

/// What `visit`, which was answered with `answer`, shows when `content` has not changed.
pub(super) fn confirmed(visit: &Visit, answer: &Exchange, content: Exchange, original: Original) -> Visit {
    let unchanged =
        Unchanged { received: original.date, answer: answer.response_head.clone(), original: Some(Box::new(original)) };
    Visit { unchanged: Some(unchanged), result: Ok(renewed(content, answer)), ..visit.clone() }
}

/// `content` as the answer that confirmed it: asked for and answered now. The cookies are those of now, too.
pub(super) fn renewed(content: Exchange, answer: &Exchange) -> Exchange {
    let is_cookie = |(name, _): &(String, Vec<u8>)| name == "set-cookie";
    let mut headers = content.headers;
    headers.retain(|header| !is_cookie(header));
    headers.extend(answer.headers.iter().filter(|header| is_cookie(header)).cloned());
    Exchange {
        response_head: content.response_head,
        status: content.status,
        headers,
        body: content.body,
        truncated: content.truncated,
        request_head: answer.request_head.clone(),
        remote: answer.remote,
        flaw: answer.flaw.clone(),
        vouched: answer.vouched.clone(),
        started: answer.started,
        took: answer.took,
    }
}

/// Where the record lies that holds the content of a capture that has none of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Revisit {
    /// Why it has none.
    pub(crate) profile: Profile,
    /// Number of the file.
    pub(crate) file: u32,
    /// Offset of the record's gzip member.
    pub(crate) offset: u64,
}

/// Why content is not kept once more (WARC 1.1 sections 6.7.2 and 6.7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Profile {
    /// The server said that it has not changed.
    ServerNotModified,
    /// The same bytes came before in the same run.
    IdenticalPayloadDigest,
}

impl Profile {
    /// As WARC headers name it.
    pub(crate) fn uri(self) -> &'static str {
        match self {
            Self::ServerNotModified => "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
            Self::IdenticalPayloadDigest => "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        }
    }
}

/// A record that holds content, for another to refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    /// `WARC-Record-ID`.
    pub(crate) id: String,
    /// `WARC-Target-URI`.
    pub(crate) url: String,
    /// `WARC-Date`.
    pub(crate) date: Timestamp,
    /// Number of its file in the run.
    pub(crate) file: u32,
    /// Offset in it.
    pub(crate) offset: u64,
}
