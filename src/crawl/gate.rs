//! What each host's robots.txt lets this crawler ask for, once it is known.

use std::collections::BTreeMap;

use url::Url;

use super::{Robots, RobotsAnswer};
use crate::fetch::Failure;

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
}

#[derive(Debug)]
enum Known {
    OnItsWay,
    Rules(Robots),
    Shut(Why),
}

/// The gates of all hosts of one portal, by origin (scheme, host, port), as RFC 9309 section 2.3 has it.
#[derive(Debug, Default)]
pub(super) struct Gates(BTreeMap<String, Known>);

impl Gates {
    /// Whether `url` may be asked for.
    pub(super) fn pass(&mut self, url: &Url) -> Pass {
        let origin = origin(url);
        match self.0.get(&origin) {
            None => {
                self.0.insert(origin, Known::OnItsWay);
                Pass::AskFirst
            }
            Some(Known::OnItsWay) => Pass::Wait,
            Some(Known::Shut(why)) => Pass::Shut(*why),
            Some(Known::Rules(robots)) if robots.allows(url) => Pass::Open,
            Some(Known::Rules(_)) => Pass::Shut(Why::Rules),
        }
    }

    /// Takes the robots.txt of `url`'s origin to be on its way; says no if it was already, or is known.
    pub(super) fn claim(&mut self, url: &Url) -> bool {
        self.pass(url) == Pass::AskFirst
    }

    /// Settles what holds for `origins`, which all led to this answer. A redirect that was not followed counts as no
    /// rules (section 2.3.1.2).
    pub(super) fn settle(&mut self, origins: &[String], answer: &RobotsAnswer) {
        for origin in origins {
            let known = match answer {
                RobotsAnswer::Rules(robots) => Known::Rules(robots.clone()),
                RobotsAnswer::Redirect(_) => Known::Rules(Robots::default()),
                RobotsAnswer::ServerError(status) => Known::Shut(Why::Trouble(*status)),
                RobotsAnswer::Unreachable(failure) => Known::Shut(Why::Down(*failure)),
            };
            self.0.insert(origin.clone(), known);
        }
    }

    /// The rules that hold for `url`, if its host gave any.
    pub(super) fn rules(&self, url: &Url) -> Option<&Robots> {
        match self.0.get(&origin(url)) {
            Some(Known::Rules(robots)) => Some(robots),
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

    #[test]
    fn a_host_is_asked_for_its_rules_once() {
        let mut gates = Gates::default();
        let url: Url = "http://mau.gov.vn/a?b=1".parse().unwrap();
        assert_eq!(gates.pass(&url), Pass::AskFirst);
        assert_eq!(gates.pass(&url), Pass::Wait);
        assert_eq!(robots_url(&url).as_str(), "http://mau.gov.vn/robots.txt");
        gates.settle(&[origin(&url)], &RobotsAnswer::Rules(Robots::parse(b"User-agent: *\nDisallow: /a")));
        assert_eq!(gates.pass(&url), Pass::Shut(Why::Rules));
        assert_eq!(gates.pass(&"http://mau.gov.vn/b".parse().unwrap()), Pass::Open);
        assert_eq!(gates.pass(&"https://mau.gov.vn/b".parse().unwrap()), Pass::AskFirst, "another origin");
    }

    #[test]
    fn silence_and_server_errors_shut_a_host_and_lost_redirects_open_it() {
        let mut gates = Gates::default();
        let url: Url = "http://mau.gov.vn/".parse().unwrap();
        gates.settle(&[origin(&url)], &RobotsAnswer::Unreachable(Failure::Reset));
        assert_eq!(gates.pass(&url), Pass::Shut(Why::Down(Failure::Reset)));
        gates.settle(&[origin(&url)], &RobotsAnswer::ServerError(503));
        assert_eq!(gates.pass(&url), Pass::Shut(Why::Trouble(503)));
        gates.settle(&[origin(&url)], &RobotsAnswer::Redirect("/elsewhere".to_owned()));
        assert_eq!(gates.pass(&url), Pass::Open);
    }
}
