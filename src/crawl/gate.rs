//! What each host's robots.txt lets this crawler ask for, once it is known, and how long that holds.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::{Robots, RobotsAnswer};
use crate::fetch::Failure;

/// A file is asked for again after so long (RFC 9309 section 2.4).
const HOLDS_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Whether an address may be asked for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// It may.
    Open,
    /// robots.txt must be asked for first; it is now taken to be on its way.
    AskFirst,
    /// robots.txt is on its way.
    Wait,
    /// It may not.
    Shut(Why),
}

/// Why an address may not be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// A rule says so.
    Rules,
    /// The host could not be reached.
    Down(Failure),
    /// The server answered with an error.
    Trouble(u16),
    /// It failed us so often that it is left alone.
    GivenUp,
}

#[derive(Debug)]
enum Known {
    OnItsWay,
    Rules(Robots, Timestamp),
    Shut(Why, Timestamp),
}

/// Whether robots.txt is obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obedience {
    /// As the protocol has it.
    Obeyed,
    /// Set aside by a named authorisation. It is read all the same, for its Crawl-delay and its sitemaps.
    SetAside,
}

/// The gates of all hosts of one portal, by origin (scheme, host, port), as RFC 9309 section 2.3 has it.
#[derive(Debug)]
pub(super) struct Gates {
    known: BTreeMap<String, Known>,
    obedience: Obedience,
}

impl Gates {
    pub(super) fn new(obedience: Obedience) -> Self {
        Self { known: BTreeMap::new(), obedience }
    }

    /// Whether `url` may be asked for.
    pub(super) fn pass(&mut self, url: &Url) -> Pass {
        let origin = origin(url);
        match self.known.get(&origin) {
            None => {
                self.known.insert(origin, Known::OnItsWay);
                Pass::AskFirst
            }
            Some(Known::OnItsWay) => Pass::Wait,
            Some(_) if self.obedience == Obedience::SetAside => Pass::Open,
            Some(Known::Shut(why, _)) => Pass::Shut(*why),
            Some(Known::Rules(robots, _)) if robots.allows(url) => Pass::Open,
            Some(Known::Rules(..)) => Pass::Shut(Why::Rules),
        }
    }

    /// Whether what holds for `url` is too old at `now`.
    pub(super) fn is_old(&self, url: &Url, now: Timestamp) -> bool {
        match self.known.get(&origin(url)) {
            Some(Known::Rules(_, at) | Known::Shut(_, at)) => now.duration_since(*at) >= HOLDS_FOR,
            Some(Known::OnItsWay) | None => false,
        }
    }

    /// Whether an answer about `url` has been taken in.
    pub(super) fn is_settled(&self, url: &Url) -> bool {
        matches!(self.known.get(&origin(url)), Some(Known::Rules(..) | Known::Shut(..)))
    }

    /// Forgets what holds for `url`, so that it is asked for again.
    pub(super) fn forget(&mut self, url: &Url) {
        self.known.remove(&origin(url));
    }

    /// Whether the host of `url` was shut before `moment` because it failed us.
    pub(super) fn is_lost(&self, url: &Url, moment: Timestamp) -> bool {
        matches!(self.known.get(&origin(url)), Some(Known::Shut(_, at)) if *at < moment)
    }

    /// Takes the robots.txt of `url`'s origin to be on its way; says no if it was already, or is known.
    pub(super) fn claim(&mut self, url: &Url) -> bool {
        self.pass(url) == Pass::AskFirst
    }

    /// Settles what holds for `origins`, which all led to this answer, given at `at`. A redirect that was not followed
    /// counts as no rules (section 2.3.1.2).
    pub(super) fn settle(&mut self, origins: &[String], answer: &RobotsAnswer, at: Timestamp) {
        for origin in origins {
            let known = match answer {
                RobotsAnswer::Rules(robots) => Known::Rules(robots.clone(), at),
                RobotsAnswer::Redirect(_) => Known::Rules(Robots::default(), at),
                RobotsAnswer::ServerError(status) => Known::Shut(Why::Trouble(*status), at),
                RobotsAnswer::Unreachable(failure) => Known::Shut(Why::Down(*failure), at),
            };
            self.known.insert(origin.clone(), known);
        }
    }

    /// The rules that are known, by origin. A host that is shut has none that let anybody in.
    pub(super) fn all_rules(&self) -> BTreeMap<String, Robots> {
        let rules = |known: &Known| match known {
            Known::Rules(robots, _) => Some(robots.clone()),
            Known::Shut(..) => Some(Robots::parse(b"User-agent: *\nDisallow: /")),
            Known::OnItsWay => None,
        };
        self.known.iter().filter_map(|(origin, known)| Some((origin.clone(), rules(known)?))).collect()
    }

    /// The rules that hold for `url`, if its host gave any.
    pub(super) fn rules(&self, url: &Url) -> Option<&Robots> {
        match self.known.get(&origin(url)) {
            Some(Known::Rules(robots, _)) => Some(robots),
            _ => None,
        }
    }
}

/// Scheme, host and port of `url`.
pub(super) fn origin(url: &Url) -> String {
    url[..url::Position::BeforePath].to_owned()
}

/// Where the robots.txt of the origin of `url` lies.
pub(super) fn robots_url(url: &Url) -> Url {
    let mut robots = url.clone();
    robots.set_path("/robots.txt");
    robots.set_query(None);
    robots
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn a_host_is_asked_for_its_rules_once() {
        let mut gates = Gates::new(Obedience::Obeyed);
        let url: Url = "http://mau.gov.vn/a?b=1".parse().unwrap();
        assert_eq!(gates.pass(&url), Pass::AskFirst);
        assert_eq!(gates.pass(&url), Pass::Wait);
        assert_eq!(robots_url(&url).as_str(), "http://mau.gov.vn/robots.txt");
        gates.settle(&[origin(&url)], &RobotsAnswer::Rules(Robots::parse(b"User-agent: *\nDisallow: /a")), NOW);
        assert_eq!(gates.pass(&url), Pass::Shut(Why::Rules));
        assert_eq!(gates.pass(&"http://mau.gov.vn/b".parse().unwrap()), Pass::Open);
        assert_eq!(gates.pass(&"https://mau.gov.vn/b".parse().unwrap()), Pass::AskFirst, "another origin");
    }

    #[test]
    fn silence_and_server_errors_shut_a_host_and_lost_redirects_open_it() {
        let mut gates = Gates::new(Obedience::Obeyed);
        let url: Url = "http://mau.gov.vn/".parse().unwrap();
        gates.settle(&[origin(&url)], &RobotsAnswer::Unreachable(Failure::Reset), NOW);
        assert_eq!(gates.pass(&url), Pass::Shut(Why::Down(Failure::Reset)));
        gates.settle(&[origin(&url)], &RobotsAnswer::ServerError(503), NOW);
        assert_eq!(gates.pass(&url), Pass::Shut(Why::Trouble(503)));
        gates.settle(&[origin(&url)], &RobotsAnswer::Redirect("/elsewhere".to_owned()), NOW);
        assert_eq!(gates.pass(&url), Pass::Open);
    }

    #[test]
    fn an_answer_holds_for_a_day() {
        let mut gates = Gates::new(Obedience::Obeyed);
        let url: Url = "http://mau.gov.vn/a".parse().unwrap();
        assert!(!gates.is_old(&url, Timestamp::MAX), "nothing is known that could be old");
        gates.settle(&[origin(&url)], &RobotsAnswer::Rules(Robots::default()), NOW);
        assert!(!gates.is_old(&url, NOW + SignedDuration::from_hours(23)));
        assert!(gates.is_old(&url, NOW + SignedDuration::from_hours(24)));
        gates.forget(&url);
        assert_eq!(gates.pass(&url), Pass::AskFirst);
    }

    #[test]
    fn an_authorisation_opens_what_robots_txt_shuts() {
        let mut gates = Gates::new(Obedience::SetAside);
        let url: Url = "http://mau.gov.vn/a".parse().unwrap();
        assert_eq!(gates.pass(&url), Pass::AskFirst, "it is read all the same");
        gates.settle(&[origin(&url)], &RobotsAnswer::Rules(Robots::parse(b"User-agent: *\nDisallow: /")), NOW);
        assert_eq!(gates.pass(&url), Pass::Open);
        gates.settle(&[origin(&url)], &RobotsAnswer::ServerError(503), NOW);
        assert_eq!(gates.pass(&url), Pass::Open);
    }
}
