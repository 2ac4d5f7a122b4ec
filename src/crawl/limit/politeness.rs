//! How hosts are treated: the usual pace, and what the registry wishes for one portal instead. What becomes of the pace
//! on the way is `pace.rs`.

use std::time::Duration;

use crate::registry::Manners;

/// How hosts are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Politeness {
    /// Paced, with a limit on requests at once.
    Paced {
        /// Least time between the beginnings of two requests to a host.
        interval: Duration,
        /// Most requests at once to a host.
        connections: u32,
    },
    /// As fast as the machine allows. For the simulator on loopback only.
    Unlimited,
}

impl Default for Politeness {
    fn default() -> Self {
        Self::Paced { interval: Duration::from_secs(1), connections: 2 }
    }
}

/// What one portal asks of the pace of its hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::crawl) struct Wish {
    pub(in crate::crawl) interval: Duration,
    pub(in crate::crawl) connections: u32,
}

impl Politeness {
    /// As `manners` have it where they say something; `None` without any pace.
    pub(in crate::crawl) fn with(self, manners: &Manners) -> Option<Wish> {
        let Self::Paced { interval, connections } = self else { return None };
        Some(Wish {
            interval: manners.interval.unwrap_or(interval),
            connections: manners.connections.unwrap_or(connections),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_registry_has_its_way_with_the_pace_and_the_simulator_has_none() {
        let apart = Manners { interval: Some(SECOND * 3), ..Manners::default() };
        assert_eq!(Politeness::default().with(&apart), Some(Wish { interval: SECOND * 3, connections: 2 }));
        assert_eq!(Politeness::Unlimited.with(&apart), None);
    }
}
