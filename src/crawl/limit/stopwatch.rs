//! When turns are granted on a stopped clock, and a name service of a few names: what the tests of the pace measure with.

use std::{net::IpAddr, time::Duration};

use tokio::time::Instant;

use super::{
    super::temper::Strain,
    pace::Experience,
    politeness::Wish,
    turn::{Limits, Turn},
};
use crate::{
    clock::Clock,
    fetch::{Failure, Fetch, FetchFuture, FetchRequest, Ipv6, LocateFuture, Located},
    snapshot::HostsBefore,
};

pub(super) const SECOND: Duration = Duration::from_secs(1);
pub(super) const WISH: Wish = Wish { interval: SECOND, connections: 2 };
const PATIENT: Duration = Duration::from_hours(10);

pub(super) fn limits() -> Limits {
    resumed(HostsBefore::default())
}

pub(super) fn resumed(before: HostsBefore) -> Limits {
    Limits::new(Clock::from("2026-11-24T00:00:00Z".parse().unwrap()), before)
}

pub(super) async fn turn(limits: &Limits, host: &str) -> Turn {
    limits.turn(host, WISH, PATIENT).await.unwrap()
}

/// Seconds from the start at which each of `count` turns was granted.
pub(super) async fn turns(limits: &Limits, host: &str, count: usize) -> Vec<f64> {
    let start = Instant::now();
    let mut granted = Vec::new();
    for _ in 0..count {
        drop(turn(limits, host).await);
        granted.push((start.elapsed().as_secs_f64() * 10.0).round() / 10.0);
    }
    granted
}

pub(super) fn answer(took: Duration, strain: Strain) -> Experience {
    Experience { address: None, took, strain }
}

pub(super) fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// A name service that knows these names.
pub(super) struct Names(pub(super) Vec<(&'static str, Vec<&'static str>)>);

impl Fetch for Names {
    fn fetch<'a>(&'a self, _request: &'a FetchRequest) -> FetchFuture<'a> {
        Box::pin(std::future::ready(Err(Failure::Dns)))
    }

    fn locate<'a>(&'a self, host: &'a str) -> LocateFuture<'a> {
        let found = self.0.iter().find(|(name, _)| *name == host).map(|(_, found)| found.clone());
        let addresses = found.unwrap_or_default().into_iter().map(ip).collect();
        Box::pin(std::future::ready(Some(Located { addresses, ipv6: Ipv6::Absent })))
    }
}
