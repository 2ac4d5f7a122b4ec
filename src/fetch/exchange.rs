//! A request and what came back, as archived.

use std::{net::SocketAddr, time::Duration};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::TlsFlaw;
use crate::registry::PortalId;

/// What kind of resource is asked for; decides the `Accept` header and the body cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Want {
    /// `robots.txt`, at most 500 KiB (RFC 9309 section 2.5).
    Robots,
    /// A sitemap, plain or gzip, at most 50 MiB decoded.
    Sitemap,
    /// A page for people.
    Page,
    /// A file that a page links to: PDF, Word, Excel and the like.
    File,
    /// An address that cannot exist, to see what is shown where there is nothing.
    Absent,
    /// A page as its scripts leave it. Only a browser can answer.
    Rendered,
    /// Something that a page needs while it is rendered: the page itself, scripts, data.
    Part,
}

/// One address to ask for.
#[derive(Clone, Debug)]
pub struct FetchRequest {
    /// On whose behalf it is asked.
    pub portal: PortalId,
    /// Absolute `http` or `https` address, without fragment.
    pub url: Url,
    /// What is expected behind it.
    pub want: Want,
    /// `Cookie` header to send, from the portal's jar.
    pub cookie: Option<String>,
    /// How long to wait, and how much to take.
    pub patience: Patience,
    /// What an earlier answer was marked with: only if that is no longer good, the content is to be sent again.
    pub validators: Option<Validators>,
    /// What a page that is rendered adds of its own.
    pub extra: Option<Extra>,
}

/// By what a server can tell whether content has changed (RFC 9110 section 8.8), as it was sent with it. A weak tag is as good
/// as a strong one: what it stands for means the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`, for `If-None-Match`.
    pub tag: Option<Vec<u8>>,
    /// `Last-Modified`, for `If-Modified-Since`.
    pub modified: Option<Vec<u8>>,
}

impl Validators {
    /// Longest value that is sent back.
    const LONGEST: usize = 256;

    /// Those of a whole answer with content; `None` if there are none.
    pub fn of(exchange: &Exchange) -> Option<Self> {
        if exchange.status != 200 || exchange.truncated.is_some() {
            return None;
        }
        let value = |name: &str| {
            let mut found = exchange.headers.iter().filter(|(n, _)| n == name).map(|(_, value)| value);
            found.next().filter(|value| (1..=Self::LONGEST).contains(&value.len())).cloned()
        };
        let (tag, modified) = (value("etag"), value("last-modified"));
        (tag.is_some() || modified.is_some()).then_some(Self { tag, modified })
    }
}

/// What the scripts of a page that is rendered add to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Headers (lower case); those that say who asks are not among them.
    pub headers: Vec<(String, String)>,
    /// The body of a POST; without one it is a GET.
    pub body: Option<Vec<u8>>,
}

/// How long to wait for an answer, and how much of it to take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Patience {
    /// The limits of a normal run.
    #[default]
    Usual,
    /// Larger ones, before something is given up.
    Long,
}

/// How the bytes were obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FetchMode {
    /// One plain HTTP request, no script run.
    Http,
    /// A browser ran the scripts of the page; what they left is kept.
    Browser,
    /// A file somebody saved; nothing was asked for by this program.
    Saved,
}

/// Why a body is shorter than what the server had to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truncation {
    /// The cap on the body was reached.
    Length,
    /// The total time was used up.
    Time,
    /// The connection ended early.
    Disconnect,
}

/// A request that was answered with at least a status line.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Request line and headers as sent, ending in an empty line (HTTP/1.1 form).
    pub request_head: Vec<u8>,
    /// Status line and headers as received, ending in an empty line (HTTP/1.1 form).
    pub response_head: Vec<u8>,
    /// 100 to 599.
    pub status: u16,
    /// Header names in lower case, in the order received.
    pub headers: Vec<(String, Vec<u8>)>,
    /// Body bytes as received, transfer coding removed, content coding (gzip) still applied.
    pub body: Vec<u8>,
    /// Set when the body is incomplete.
    pub truncated: Option<Truncation>,
    /// The address that was connected to, where known.
    pub remote: Option<SocketAddr>,
    /// What is wrong with the server's certificate, if anything is.
    pub flaw: Option<TlsFlaw>,
    /// Other hosts that the server's certificate is for; only noted with [`Want::Robots`], the first that is asked of a
    /// server.
    pub vouched: Vec<String>,
    /// When the request was sent.
    pub started: Timestamp,
    /// From sending to the last byte.
    pub took: Duration,
}

impl Exchange {
    /// First value of the header `name` (lower case), if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).and_then(|(_, value)| std::str::from_utf8(value).ok())
    }
}
