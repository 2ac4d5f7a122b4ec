//! Version 1 of the account on disk (`d42 politeness --format json`). Published: fields are added, never renamed or given
//! another meaning. Times are in UTC.

use jiff::Timestamp;
use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};

use crate::{fetch::Ipv6, snapshot::PaceReason};

/// Which version of this format a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// This one.
    #[serde(rename = "d42-politeness/1")]
    V1,
}

/// How the hosts of a run were treated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "d42 politeness")]
pub struct Politeness {
    /// Version of the format.
    pub format: Format,
    /// Who asked, and by which rules.
    pub run: Run,
    /// Each host that was asked, by name.
    pub hosts: Vec<Host>,
    /// Each address that several of these hosts share, with the requests to all of them.
    pub shared: Vec<Shared>,
}

/// Who asked, and by which rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Cohort, or the registry file's name.
    pub cohort: String,
    /// Program and version that asked: `d42 0.1.0`.
    pub program: String,
    /// `User-Agent` that every request carried; null where the run does not say whom to write to.
    pub user_agent: Option<String>,
    /// Address to write to.
    pub contact: Option<String>,
    /// Whether the hosts are invented and served on this machine.
    pub simulated: bool,
    /// When the run began.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub started: Timestamp,
    /// When it was complete; null while it is not.
    #[schemars(with = "Option<String>")]
    pub finished: Option<Timestamp>,
    /// Least milliseconds between two requests to a host; null where nothing was paced.
    pub interval_ms: Option<u64>,
    /// Most requests at once to a host.
    pub connections: Option<u32>,
    /// Hours of Viet Nam without requests; null if there were none.
    pub quiet_hours: Option<String>,
}

/// How one host was treated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Its name.
    pub host: String,
    /// Portals for whose sake it was asked.
    pub portals: Vec<String>,
    /// Addresses, as the name service said or as they were connected to.
    pub addresses: Vec<String>,
    /// Whether it can be reached over IPv6.
    pub ipv6: Ipv6,
    /// Requests in all.
    pub requests: u32,
    /// Of these, requests that were tried again later, whose time an older program did not note.
    pub untimed: u32,
    /// Bytes of the answers' bodies as received.
    pub bytes: u64,
    /// The first request.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub first: Timestamp,
    /// The last request.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub last: Timestamp,
    /// How close requests came.
    pub peak: Peak,
    /// What came of the requests: statuses and failures with their number, most first.
    pub outcomes: Vec<Outcome>,
    /// Requests that were refused, failed or were answered with an error of the server. An address that is not there
    /// (404, 410) is no error.
    pub errors: u32,
    /// Each time the pace changed.
    pub changes: Vec<Change>,
    /// Each robots.txt that was asked for.
    pub robots: Vec<Robots>,
    /// The Crawl-delay that held last; null if none did.
    pub crawl_delay_ms: Option<u64>,
    /// How often two requests came closer together than that, from when it was known; 0 unless something is wrong.
    pub closer_than_asked: u32,
    /// Whether the rules of its robots.txt were set aside by an authorisation, which `manners` names.
    pub robots_set_aside: bool,
    /// Hours without requests that held for the host.
    pub quiet_hours: Option<String>,
    /// Requests within these hours; 0 unless something is wrong.
    pub in_quiet_hours: u32,
    /// What the registry says of treating it apart: sentences in Vietnamese and English; empty for most.
    pub manners: Vec<Text>,
}

/// How close requests came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Peak {
    /// Most requests within any 60 seconds.
    pub busiest_minute: u32,
    /// Shortest time between two requests in a row, in milliseconds; null of fewer than two.
    pub shortest_gap_ms: Option<u64>,
    /// Most requests in a row each less than a second after the one before; 1 where none was so close.
    pub longest_burst: u32,
}

/// What came of requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// A status (`200`, `503`) or a failure (`dns`, `timeout`).
    pub kind: String,
    /// How many requests.
    pub requests: u32,
    /// Whether it counts as an error.
    pub error: bool,
}

/// A change of pace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// When.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// Why.
    pub why: PaceReason,
    /// Least milliseconds between two requests from then on.
    pub interval_ms: u64,
    /// Nothing was asked for before this moment; null if the host was not left alone.
    #[schemars(with = "Option<String>")]
    pub until: Option<Timestamp>,
}

/// What robots.txt said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Robots {
    /// Where it was asked for.
    pub url: String,
    /// When.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// What came.
    pub answer: RobotsAnswer,
    /// Whether it allows the start page.
    pub start_allowed: bool,
    /// The Crawl-delay it asks for.
    pub crawl_delay_ms: Option<u64>,
}

/// What came of asking for robots.txt (RFC 9309 section 2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RobotsAnswer {
    /// Rules, that were obeyed.
    Rules,
    /// No such file: everything is allowed.
    None,
    /// Another address.
    Redirect,
    /// An error of the server, or no answer: nothing is allowed.
    Unreachable,
}

/// An address that several hosts share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// The address.
    pub address: String,
    /// Its hosts.
    pub hosts: Vec<String>,
    /// Requests to all of them.
    pub requests: u32,
    /// How close requests to any of them came.
    pub peak: Peak,
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Politeness {
    /// The JSON Schema of the file.
    pub fn schema() -> Schema {
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Self>()
    }
}
