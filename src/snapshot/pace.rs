//! How hosts were treated: where they are, how often they were asked, and why that changed. Kept beside the captures, so
//! that every pause can be shown to whoever was visited, and a resumed run goes on at the pace it had.

use std::{net::IpAddr, time::Duration};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::fetch::{Failure, Ipv6};

/// Why the pace of a host changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaceReason {
    /// Its robots.txt asks for more time between two requests.
    CrawlDelay,
    /// It said that it is asked too much, or that it cannot serve now (429, 503).
    PushedBack,
    /// It asked to be left alone for a time (`Retry-After`).
    RetryAfter,
    /// Request after request failed or was answered with an error of the server.
    Errors,
    /// Its answers took longer and longer.
    Latency,
    /// One answer took so long that it was left alone for as long again.
    SlowAnswer,
    /// It answered well for a while: back towards the usual pace.
    Recovered,
}

/// A change of the pace of one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceChange {
    /// Host, as in addresses; all hosts that share an address with it are slowed with it where the reason is the server.
    pub host: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: PaceReason,
    /// Least time between two requests from here on.
    pub interval: Duration,
    /// Nothing is asked for before this moment, where it is left alone for a time.
    pub until: Option<Timestamp>,
}

/// Where a host is, as the name service said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Host, as in addresses.
    pub host: String,
    /// When it was asked.
    pub at: Timestamp,
    /// Its addresses, sorted.
    pub addresses: Vec<IpAddr>,
    /// Whether one of them is reached over IPv6.
    pub ipv6: Ipv6,
}

/// An attempt that was followed by another at the same address: what stands in the captures is the last one only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retried {
    /// Host, as in addresses.
    pub host: String,
    /// When it began.
    pub at: Timestamp,
    /// Status it was answered with, or how it failed.
    pub ended: Result<u16, Failure>,
}

/// What earlier sessions of a run did to hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostsBefore {
    /// Those that were asked, sorted by name.
    pub known: Vec<HostBefore>,
    /// Whether a session ended so suddenly that requests to any host may have been lost.
    pub broken_off: bool,
}

/// What earlier sessions of a run did to a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostBefore {
    /// Host, as in addresses.
    pub host: String,
    /// When the last request was sent that is known of.
    pub last: Timestamp,
    /// Addresses that answered.
    pub addresses: Vec<IpAddr>,
    /// What the name service said of IPv6 when it was asked first.
    pub ipv6: Option<Ipv6>,
    /// Whether later requests may have been lost.
    pub broken_off: bool,
    /// The pace it had, where it was not the usual one.
    pub interval: Option<Duration>,
    /// What its robots.txt asks for.
    pub crawl_delay: Option<Duration>,
    /// Nothing may be asked for before this moment.
    pub until: Option<Timestamp>,
}
