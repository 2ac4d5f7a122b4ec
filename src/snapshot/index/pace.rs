//! Where hosts are and how their pace changed. Both tables only grow.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use jiff::Timestamp;
use url::Url;

use super::{
    Index,
    words::{meaning, tagged, tagged_meaning, word},
};
use crate::snapshot::{Error, HostBefore, HostsBefore, PaceChange, PaceReason, Resolution, Retried};

impl Index {
    pub(crate) fn add_pace(&self, change: &PaceChange) -> Result<(), Error> {
        self.change(
            "INSERT INTO pace (host, at, why, interval_ms, until) VALUES (?, ?, ?, ?, ?)",
            (
                &change.host,
                change.at.to_string(),
                word(&change.why),
                i64::try_from(change.interval.as_millis()).unwrap_or(i64::MAX),
                change.until.map(|until| until.to_string()),
            ),
        )
        .map(drop)
    }

    pub(crate) fn add_resolution(&self, found: &Resolution) -> Result<(), Error> {
        let addresses = serde_json::to_string(&found.addresses).unwrap_or_default();
        self.change(
            "INSERT INTO resolutions (host, at, addresses, ipv6) VALUES (?, ?, ?, ?)",
            (&found.host, found.at.to_string(), addresses, word(&found.ipv6)),
        )
        .map(drop)
    }

    pub(crate) fn add_retried(&self, retried: &Retried) -> Result<(), Error> {
        let (status, failure) = match &retried.ended {
            Ok(status) => (Some(*status), None),
            Err(failure) => (None, Some(tagged(failure))),
        };
        let (failure, detail) = failure.unzip();
        self.change(
            "INSERT INTO retries (host, at, status, failure, failure_detail) VALUES (?, ?, ?, ?, ?)",
            (&retried.host, retried.at.to_string(), status, failure, detail.flatten()),
        )
        .map(drop)
    }

    /// Every attempt that was followed by another, in the order of time.
    pub(crate) fn retried(&self) -> Result<Vec<Retried>, Error> {
        if !self.has_table("retries")? {
            return Ok(Vec::new());
        }
        let sql = "SELECT host, at, status, failure, failure_detail FROM retries ORDER BY number";
        self.all(sql, [], |row| {
            let (host, at, status): (String, String, Option<u16>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (failure, detail): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
            let parse = || -> Result<Retried, String> {
                let ended = match status {
                    Some(status) => Ok(status),
                    None => Err(tagged_meaning(failure.unwrap_or_default(), detail.as_deref())?),
                };
                Ok(Retried { at: moment(&at)?, ended, host: host.clone() })
            };
            Ok(parse().map_err(|problem| format!("an attempt at {host}: {problem}")))
        })
    }

    /// Every change of pace, in the order of time.
    pub(crate) fn paces(&self) -> Result<Vec<PaceChange>, Error> {
        if !self.has_table("pace")? {
            return Ok(Vec::new());
        }
        self.all("SELECT host, at, why, interval_ms, until FROM pace ORDER BY number", [], |row| {
            let (host, at, why): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (interval, until): (i64, Option<String>) = (row.get(3)?, row.get(4)?);
            let parse = || -> Result<PaceChange, String> {
                Ok(PaceChange {
                    at: moment(&at)?,
                    why: meaning(why)?,
                    interval: Duration::from_millis(interval.cast_unsigned()),
                    until: until.as_deref().map(moment).transpose()?,
                    host: host.clone(),
                })
            };
            Ok(parse().map_err(|problem| format!("pace of {host}: {problem}")))
        })
    }

    /// Every answer of the name service, in the order of time.
    pub(crate) fn resolutions(&self) -> Result<Vec<Resolution>, Error> {
        if !self.has_table("resolutions")? {
            return Ok(Vec::new());
        }
        self.all("SELECT host, at, addresses, ipv6 FROM resolutions ORDER BY number", [], |row| {
            let (host, at, addresses, ipv6): (String, String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let parse = || -> Result<Resolution, String> {
                Ok(Resolution {
                    at: moment(&at)?,
                    addresses: serde_json::from_str(&addresses).map_err(|e| e.to_string())?,
                    ipv6: meaning(ipv6)?,
                    host: host.clone(),
                })
            };
            Ok(parse().map_err(|problem| format!("resolution of {host}: {problem}")))
        })
    }

    /// What the run did to each host so far, sorted by host.
    pub(crate) fn hosts(&self) -> Result<HostsBefore, Error> {
        let sql = "SELECT captures.url, captures.at, captures.remote, portals.open FROM captures \
                   JOIN portals ON portals.portal = captures.portal";
        let asked = self.all(sql, [], |row| {
            let (url, at, remote): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let open: bool = row.get(3)?;
            let parse = || -> Result<_, String> {
                let host = Url::parse(&url).map_err(|e| e.to_string())?.host_str().unwrap_or_default().to_owned();
                let remote = remote.and_then(|remote| remote.parse::<SocketAddr>().ok());
                Ok((host, moment(&at)?, remote.map(|remote| remote.ip()), open))
            };
            Ok(parse().map_err(|problem| format!("capture of {url}: {problem}")))
        })?;
        let mut hosts: BTreeMap<String, (HostBefore, BTreeSet<IpAddr>)> = BTreeMap::new();
        for (host, at, address, open) in asked {
            let (known, addresses) = hosts.entry(host.clone()).or_insert_with(|| {
                let new = HostBefore {
                    host,
                    last: at,
                    addresses: Vec::new(),
                    ipv6: None,
                    broken_off: false,
                    interval: None,
                    crawl_delay: None,
                    until: None,
                };
                (new, BTreeSet::new())
            });
            known.last = known.last.max(at);
            known.broken_off |= open;
            addresses.extend(address);
        }
        for retried in self.retried()? {
            if let Some((known, _)) = hosts.get_mut(&retried.host) {
                known.last = known.last.max(retried.at);
            }
        }
        for found in self.resolutions()? {
            let Some((known, _)) = hosts.get_mut(&found.host) else { continue };
            known.ipv6.get_or_insert(found.ipv6);
        }
        for change in self.paces()? {
            let Some((known, _)) = hosts.get_mut(&change.host) else { continue };
            known.interval = Some(change.interval);
            known.until = known.until.max(change.until);
            if change.why == PaceReason::CrawlDelay {
                known.crawl_delay = known.crawl_delay.max(Some(change.interval));
            }
        }
        let finished = |(host, addresses): (HostBefore, BTreeSet<IpAddr>)| HostBefore {
            addresses: addresses.into_iter().collect(),
            ..host
        };
        let open = self.one("SELECT count(*) FROM portals WHERE open", [], |row| row.get::<_, u32>(0))?;
        Ok(HostsBefore {
            known: hosts.into_values().map(finished).collect(),
            broken_off: open.is_some_and(|open| open > 0),
        })
    }

    pub(super) fn has_table(&self, name: &str) -> Result<bool, Error> {
        Ok(self.one("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [name], |_| Ok(()))?.is_some())
    }
}

fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| format!("`{text}` is no moment"))
}
