//! Follows a crawl, to know which component sites are still to be looked at.

use std::collections::BTreeSet;

use super::{
    super::observation::Observation,
    address::{bare_host, component_of, is_start},
    host::kind_of_host,
    sight::body_at,
};
use crate::{fetch::Want, page::Link, registry::Portal, snapshot::Capture};

/// Most component sites of a portal that are told apart.
pub(super) const MOST_SITES: usize = 5_000;

/// Follows a crawl: which component sites are still to be looked at.
#[derive(Debug)]
pub struct CensusTaker {
    own: String,
    bodies: BTreeSet<String>,
    visited: BTreeSet<String>,
}

impl CensusTaker {
    /// Nothing seen of `portal` yet.
    pub fn new(portal: &Portal) -> Self {
        Self { own: bare_host(&portal.url).to_owned(), bodies: BTreeSet::new(), visited: BTreeSet::new() }
    }

    /// Takes in the name of a host that something other than a link gives; whether it is a body's.
    pub fn named(&mut self, host: &str) -> bool {
        let body = host != self.own && kind_of_host(host).is_some();
        if body && self.bodies.len() < MOST_SITES {
            self.bodies.insert(host.to_owned());
        }
        body
    }

    /// Takes in a page that was read.
    pub fn saw(&mut self, observation: &Observation) {
        if observation.sight.host() == self.own {
            self.bodies.extend(observation.sight.hosts().take(MOST_SITES).map(str::to_owned));
        }
    }

    /// Notes that an address was asked for, with any answer; a host that did not answer for its robots.txt will be
    /// asked for nothing else.
    pub fn visited(&mut self, capture: &Capture) {
        if is_start(&capture.url) || capture.want == Want::Robots {
            self.visited.insert(bare_host(&capture.url).to_owned());
        }
    }

    /// Whether `link` leads to the start page of a component site.
    pub fn is_body(&self, portal: &Portal, link: &Link) -> bool {
        link.target.as_ref().is_some_and(|target| {
            component_of(portal, target)
                .is_some_and(|host| self.bodies.contains(host) || body_at(host, &link.label).is_some())
        })
    }

    /// Whether `link` leads to a page of a component site other than its start page.
    pub fn is_inside(&self, link: &Link) -> bool {
        link.target.as_ref().is_some_and(|target| !is_start(target) && self.bodies.contains(bare_host(target)))
    }

    /// Whether every component site known so far was asked for.
    pub fn is_complete(&self) -> bool {
        self.bodies.is_subset(&self.visited)
    }
}
