//! From a stored run to the account of its hosts.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    time::Duration,
};

use jiff::Timestamp;

use super::{
    peak::{self, closer, peak},
    v1::{self, Change, Format, Host, Outcome, Politeness, Robots, Run, Shared},
};
use crate::{
    audit::RunOptions,
    crawl::RobotsAnswer,
    fetch::{Contact, Failure, Want},
    registry::{Portal, QuietHours},
    report,
    snapshot::{Capture, CaptureResult, Error, PaceReason, SavedRun},
    text::Lang,
};

/// Everything noted of one host while the run is read.
#[derive(Default)]
struct Notes {
    portals: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
    ipv6: crate::fetch::Ipv6,
    times: Vec<Timestamp>,
    untimed: u32,
    bytes: u64,
    /// By kind: how many, and whether it is an error.
    outcomes: BTreeMap<String, (u32, bool)>,
    changes: Vec<Change>,
    robots: Vec<Robots>,
    /// Since when, and how long.
    crawl_delay: Option<(Timestamp, Duration)>,
    robots_set_aside: bool,
    quiet_hours: Option<QuietHours>,
    manners: Vec<v1::Text>,
}

/// The account of all hosts of `run`, by name.
pub fn account(run: &SavedRun) -> Result<Politeness, Error> {
    let manifest = run.manifest();
    let options = RunOptions::from_map(&manifest.options).ok();
    let quiet_hours = options.as_ref().and_then(|options| options.quiet_hours.as_deref()?.parse().ok());
    let mut hosts: BTreeMap<String, Notes> = BTreeMap::new();
    let retried = run.retried()?;
    for portal in run.portals()? {
        for (capture, remote) in run.captures_with_remote(&portal.id)? {
            let notes = hosts.entry(host_of(&capture).to_owned()).or_default();
            notes.take(&portal, &capture, quiet_hours);
            notes.addresses.extend(remote.map(|remote| remote.ip()));
            if capture.want == Want::Robots {
                notes.robots.push(robots(run, &capture)?);
            }
        }
    }
    for attempt in &retried {
        let notes = hosts.entry(attempt.host.clone()).or_default();
        notes.times.push(attempt.at);
        notes.untimed = notes.untimed.saturating_sub(1);
        notes.outcome(match &attempt.ended {
            Ok(status) => status_kind(*status),
            Err(failure) => failure_kind(*failure),
        });
    }
    for found in run.resolutions()? {
        if let Some(notes) = hosts.get_mut(&found.host) {
            notes.addresses.extend(found.addresses);
            if notes.ipv6 == crate::fetch::Ipv6::Unknown {
                notes.ipv6 = found.ipv6;
            }
        }
    }
    for change in run.paces()? {
        let Some(notes) = hosts.get_mut(&change.host) else { continue };
        let interval_ms = change.interval.as_millis() as u64;
        if change.why == PaceReason::CrawlDelay {
            notes.crawl_delay = Some((change.at, change.interval));
        }
        notes.changes.push(Change { at: change.at, why: change.why, interval_ms, until: change.until });
    }
    let contact = options.as_ref().map(|options| options.contact.clone());
    let paced = options.as_ref().filter(|options| options.rate > 0.0);
    let shared = shared(&hosts);
    Ok(Politeness {
        format: Format::V1,
        run: Run {
            cohort: manifest.cohort.clone(),
            program: format!("d42 {}", manifest.d42),
            user_agent: contact.as_deref().and_then(|contact| Contact::parse(contact).ok()).map(|c| c.user_agent()),
            contact,
            simulated: manifest.simulated,
            started: manifest.started,
            finished: manifest.finished,
            interval_ms: paced.map(|options| (1000.0 / options.rate).round() as u64),
            connections: paced.map(|options| options.connections),
            quiet_hours: quiet_hours.map(|hours| hours.to_string()),
        },
        hosts: hosts.into_iter().map(|(host, notes)| notes.finish(host)).collect(),
        shared,
    })
}

impl Notes {
    fn take(&mut self, portal: &Portal, capture: &Capture, of_run: Option<QuietHours>) {
        if self.portals.insert(portal.id.to_string()) {
            self.robots_set_aside |= portal.manners.robots.is_some();
            self.quiet_hours = self.quiet_hours.or(portal.manners.quiet_hours).or(of_run);
            let (vi, en) = (report::manners(&portal.manners, Lang::Vi), report::manners(&portal.manners, Lang::En));
            self.manners.extend(vi.into_iter().zip(en).map(|(vi, en)| v1::Text { vi, en }));
        }
        if capture.want == Want::Rendered {
            // What it asked for stands among the requests without a capture.
            return;
        }
        self.times.push(capture.at);
        self.untimed += capture.attempts.saturating_sub(1);
        match &capture.result {
            CaptureResult::Answered { status, length, .. } => {
                self.bytes += length;
                self.outcome(status_kind(*status));
            }
            CaptureResult::Failed(failure) => self.outcome(failure_kind(*failure)),
        }
    }

    fn outcome(&mut self, (kind, error): (String, bool)) {
        self.outcomes.entry(kind).or_insert((0, error)).0 += 1;
    }

    fn finish(self, host: String) -> Host {
        let quiet = |time: &&Timestamp| self.quiet_hours.is_some_and(|hours| hours.until(**time).is_some());
        let in_quiet_hours = self.times.iter().filter(quiet).count() as u32;
        let mut outcomes: Vec<Outcome> =
            self.outcomes.into_iter().map(|(kind, (requests, error))| Outcome { kind, requests, error }).collect();
        outcomes.sort_by(|a, b| b.requests.cmp(&a.requests).then_with(|| a.kind.cmp(&b.kind)));
        let span = |time: Option<&Timestamp>| time.copied().unwrap_or_default();
        Host {
            host,
            portals: self.portals.into_iter().collect(),
            addresses: self.addresses.iter().map(ToString::to_string).collect(),
            ipv6: self.ipv6,
            requests: self.times.len() as u32 + self.untimed,
            untimed: self.untimed,
            bytes: self.bytes,
            first: span(self.times.iter().min()),
            last: span(self.times.iter().max()),
            errors: outcomes.iter().filter(|outcome| outcome.error).map(|outcome| outcome.requests).sum(),
            outcomes,
            closer_than_asked: self.crawl_delay.map_or(0, |(since, delay)| closer(&self.times, since, delay)),
            peak: published(peak(self.times)),
            changes: self.changes,
            robots: self.robots,
            crawl_delay_ms: self.crawl_delay.map(|(_, delay)| delay.as_millis() as u64),
            robots_set_aside: self.robots_set_aside,
            quiet_hours: self.quiet_hours.map(|hours| hours.to_string()),
            in_quiet_hours,
            manners: self.manners,
        }
    }
}

/// Addresses of more than one host.
fn shared(hosts: &BTreeMap<String, Notes>) -> Vec<Shared> {
    let mut addresses: BTreeMap<IpAddr, Vec<&String>> = BTreeMap::new();
    for (host, notes) in hosts {
        for address in &notes.addresses {
            addresses.entry(*address).or_default().push(host);
        }
    }
    let several = addresses.into_iter().filter(|(_, names)| names.len() > 1);
    several
        .map(|(address, names)| {
            let times = names.iter().flat_map(|name| hosts[*name].times.iter().copied());
            let untimed: u32 = names.iter().map(|name| hosts[*name].untimed).sum();
            let times: Vec<Timestamp> = times.collect();
            Shared {
                address: address.to_string(),
                hosts: names.into_iter().cloned().collect(),
                requests: times.len() as u32 + untimed,
                peak: published(peak(times)),
            }
        })
        .collect()
}

fn published(peak: peak::Peak) -> v1::Peak {
    v1::Peak {
        busiest_minute: peak.busiest_minute,
        shortest_gap_ms: peak.shortest_gap.map(|gap| gap.as_millis() as u64),
        longest_burst: peak.longest_burst,
    }
}

fn host_of(capture: &Capture) -> &str {
    capture.url.host_str().unwrap_or_default()
}

/// A status, and whether it is an error. What is not there, or moved, is none.
fn status_kind(status: u16) -> (String, bool) {
    (status.to_string(), matches!(status, 401 | 403 | 407 | 408 | 429 | 500..))
}

fn failure_kind(failure: Failure) -> (String, bool) {
    let word = serde_json::to_value(failure).ok().and_then(|value| Some(value.get("kind")?.as_str()?.to_owned()));
    (word.unwrap_or_default(), true)
}

fn robots(run: &SavedRun, capture: &Capture) -> Result<Robots, Error> {
    let result = match &capture.result {
        CaptureResult::Answered { .. } => Ok(run.exchange(capture)?),
        CaptureResult::Failed(failure) => Err(*failure),
    };
    let read = RobotsAnswer::of(&result);
    let mut start = capture.url.clone();
    start.set_path("/");
    let (answer, start_allowed, delay) = match &read {
        RobotsAnswer::Rules(robots) if result.as_ref().is_ok_and(|exchange| exchange.status < 300) => {
            (v1::RobotsAnswer::Rules, robots.allows(&start), robots.delay())
        }
        RobotsAnswer::Rules(_) => (v1::RobotsAnswer::None, true, None),
        RobotsAnswer::Redirect(_) => (v1::RobotsAnswer::Redirect, true, None),
        RobotsAnswer::ServerError(_) | RobotsAnswer::Unreachable(_) => (v1::RobotsAnswer::Unreachable, false, None),
    };
    Ok(Robots {
        url: capture.url.to_string(),
        at: capture.at,
        answer,
        start_allowed,
        crawl_delay_ms: delay.map(|delay| delay.as_millis() as u64),
    })
}
