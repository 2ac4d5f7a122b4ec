//! Serves a planted web on loopback: one listener per host group (a portal with its own hosts; its component sites on
//! their shared hosting), each on an address of its own, so that limits per address mean something.
//!
//! Pages are made when they are asked for; only the frame of each site is kept. The server can answer slowly, limit
//! rates, and counts from its own side what every host was asked: politeness is proven here, not by the crawler.

mod counts;
mod data_portal;
mod files;
mod listen;
mod marks;
mod offshoot;
mod respond;
mod stall;
#[cfg(test)]
mod weight;

use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

pub use counts::HostCounts;

use super::{component::Life, plan::Plan, portal::Trouble, site::Site};
use counts::Counts;

/// How the server behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerOptions {
    /// Added to every answer.
    pub latency: Duration,
    /// Requests a host answers per second before it says 429; `None` for no limit.
    pub rate: Option<u32>,
}

/// What a host name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// The portal itself.
    Portal(usize),
    /// The portal under `www.`.
    Www(usize),
    /// Its data portal.
    Data(usize),
    /// One of its component sites.
    Component(usize, usize),
}

/// What all connections share.
struct Shared {
    plan: Arc<Plan>,
    options: ServerOptions,
    targets: BTreeMap<String, Target>,
    sites: Vec<OnceLock<Site>>,
    counts: Counts,
}

impl Shared {
    fn site(&self, index: usize) -> &Site {
        self.sites[index].get_or_init(|| Site::new(&self.plan, index))
    }
}

/// A running server; it stops when dropped.
pub struct Server {
    hosts: BTreeMap<String, SocketAddr>,
    shared: Arc<Shared>,
    listening: Option<listen::Listening>,
}

impl Server {
    /// Starts serving `plan` on its own thread.
    ///
    /// # Errors
    /// When no loopback address can be bound.
    pub fn start(plan: Arc<Plan>, options: ServerOptions) -> io::Result<Self> {
        let mut targets = BTreeMap::new();
        // Host names of each group; the last entry says whether anybody listens there.
        let mut groups: Vec<(Vec<String>, bool)> = Vec::new();
        let mut silent: Vec<String> = Vec::new();
        for (index, portal) in plan.portals.iter().enumerate() {
            let www = format!("www.{}", portal.host);
            let data = format!("dulieu.{}", portal.host);
            targets.insert(portal.host.clone(), Target::Portal(index));
            targets.insert(www.clone(), Target::Www(index));
            let mut own = vec![portal.host.clone(), www];
            if portal.data_portal {
                targets.insert(data.clone(), Target::Data(index));
                own.push(data);
            }
            groups.push((own, portal.trouble != Some(Trouble::Down)));
            let mut hosted = Vec::new();
            for (at, component) in portal.components.iter().enumerate() {
                if component.life == Life::Dead {
                    silent.push(component.host.clone());
                } else {
                    targets.insert(component.host.clone(), Target::Component(index, at));
                    hosted.push(component.host.clone());
                }
            }
            if !hosted.is_empty() {
                groups.push((hosted, true));
            }
        }
        groups.push((silent, false));
        let shared = Arc::new(Shared {
            sites: (0..plan.portals.len()).map(|_| OnceLock::new()).collect(),
            plan,
            options,
            targets,
            counts: Counts::default(),
        });
        let (listening, addresses) = listen::start(&shared, groups.iter().map(|(_, open)| *open))?;
        let hosts = groups
            .into_iter()
            .zip(addresses)
            .flat_map(|((names, _), address)| names.into_iter().map(move |name| (name, address)))
            .collect();
        Ok(Self { hosts, shared, listening: Some(listening) })
    }

    /// Where each host name leads; hosts that are down lead to an address that refuses.
    pub fn hosts(&self) -> &BTreeMap<String, SocketAddr> {
        &self.hosts
    }

    /// What each host was asked so far, from the server's side.
    pub fn counts(&self) -> BTreeMap<String, HostCounts> {
        self.shared.counts.all()
    }

    /// Stops listening and waits until the server's thread has ended.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        if let Some(listening) = self.listening.take() {
            listening.stop();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}
