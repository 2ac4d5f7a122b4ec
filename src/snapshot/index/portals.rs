//! The portals of the run as the registry had them, and how the crawl of each ended.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use rusqlite::{Row, named_params, types::FromSql};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use super::{
    Index,
    words::{meaning, tagged, tagged_meaning, word},
};
use crate::{
    fetch::TlsProblem,
    registry::{Authorisation, Manners, Merger, Portal, PortalId},
    snapshot::{Before, Error, PortalEnd},
};

impl Index {
    pub(crate) fn add_portal(&self, position: u32, portal: &Portal) -> Result<(), Error> {
        self.change(
            "INSERT INTO portals (portal, position, tier, name_vi, name_en, url, domains, languages, note, \
             predecessors, merged_into, merged_since, interval_ms, connections, quiet_hours, tls_exception, \
             override_reason, robots_authorisation) VALUES (:portal, :position, :tier, :name_vi, :name_en, :url, \
             :domains, :languages, :note, :predecessors, :merged_into, :merged_since, \
             :interval_ms, :connections, :quiet_hours, :tls_exception, :override_reason, :robots_authorisation)",
            named_params! {
                ":portal": portal.id.as_str(),
                ":position": position,
                ":tier": portal.tier.map(|tier| word(&tier)),
                ":name_vi": portal.name_vi,
                ":name_en": portal.name_en,
                ":url": portal.url.as_str(),
                ":domains": json(&portal.domains),
                ":languages": json(&portal.languages),
                ":note": portal.note,
                ":predecessors": json(&portal.predecessors),
                ":merged_into": portal.merged.as_ref().map(|merger| merger.into.as_str()),
                ":merged_since": portal.merged.as_ref().map(|merger| merger.since.to_string()),
                ":interval_ms": portal.manners.interval.map(|interval| interval.as_millis() as i64),
                ":connections": portal.manners.connections,
                ":quiet_hours": portal.manners.quiet_hours.map(|hours| hours.to_string()),
                ":tls_exception": Some(&portal.manners.tls).filter(|tls| !tls.is_empty()).map(|tls| {
                    tls.iter().map(|problem| problem.word()).collect::<Vec<_>>().join(";")
                }),
                ":override_reason": Some(&portal.manners.reason).filter(|reason| !reason.is_empty()),
                ":robots_authorisation": portal.manners.robots.as_ref().map(ToString::to_string),
            },
        )
        .map(drop)
    }

    /// All portals in registry order.
    pub(crate) fn portals(&self) -> Result<Vec<Portal>, Error> {
        self.all("SELECT * FROM portals ORDER BY position", [], |row| {
            let id: String = row.get("portal")?;
            let tier: Option<String> = row.get("tier")?;
            let (name_vi, name_en, note) = (row.get("name_vi")?, row.get("name_en")?, row.get("note")?);
            let url: String = row.get("url")?;
            let (domains, languages, predecessors): (String, String, String) =
                (row.get("domains")?, row.get("languages")?, row.get("predecessors")?);
            let (into, since): (Option<String>, Option<String>) = (row.get("merged_into")?, row.get("merged_since")?);
            let (interval, connections): (Option<i64>, Option<u32>) =
                (later(row, "interval_ms")?, later(row, "connections")?);
            let (quiet_hours, reason, robots): (Option<String>, Option<String>, Option<String>) =
                (later(row, "quiet_hours")?, later(row, "override_reason")?, later(row, "robots_authorisation")?);
            let tls: Option<String> = later(row, "tls_exception")?;
            let parse = || -> Result<Portal, String> {
                Ok(Portal {
                    id: PortalId::new(&id),
                    tier: tier.map(meaning).transpose()?,
                    name_vi,
                    name_en,
                    url: Url::parse(&url).map_err(|e| e.to_string())?,
                    domains: from_json(&domains)?,
                    languages: from_json(&languages)?,
                    note,
                    predecessors: from_json(&predecessors)?,
                    merged: match (into, since) {
                        (Some(into), Some(since)) => Some(Merger {
                            into: PortalId::new(into),
                            since: since.parse().map_err(|_| "merged_since is not a date")?,
                        }),
                        _ => None,
                    },
                    manners: Manners {
                        interval: interval.map(|interval| Duration::from_millis(interval.cast_unsigned())),
                        connections,
                        quiet_hours: quiet_hours
                            .map(|hours| hours.parse().map_err(|_| "quiet_hours are no hours"))
                            .transpose()?,
                        tls: tls
                            .map_or(Some(Vec::new()), |tls| TlsProblem::accepted(&tls))
                            .ok_or("tls_exception is none")?,
                        reason: reason.unwrap_or_default(),
                        robots: robots
                            .map(|robots| Authorisation::parse(&robots).ok_or("robots_authorisation is none"))
                            .transpose()?,
                    },
                })
            };
            Ok(parse().map_err(|problem| format!("portal {id}: {problem}")))
        })
    }

    /// What the run holds of each portal so far.
    pub(crate) fn before(&self) -> Result<BTreeMap<PortalId, Before>, Error> {
        let sql = "SELECT portal, spent_ms, (SELECT max(sequence) + 1 FROM captures \
                   WHERE captures.portal = portals.portal), stop, stop_detail FROM portals";
        let rows = self.all(sql, [], |row| {
            let spent = Duration::from_millis(row.get::<_, i64>(1)?.cast_unsigned());
            let (portal, captures): (String, Option<u32>) = (row.get(0)?, row.get(2)?);
            let captures = captures.unwrap_or_default();
            let (stop, detail): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
            let stop = stop.map(|stop| tagged_meaning(stop, detail.as_deref())).transpose();
            let before =
                stop.map(|stop| (PortalId::new(&portal), Before { captures, lost: BTreeSet::new(), spent, stop }));
            Ok(before.map_err(|problem| format!("end of portal {portal}: {problem}")))
        })?;
        let mut before: BTreeMap<_, _> = rows.into_iter().collect();
        for (portal, before) in &mut before {
            before.lost = self.lost(portal, before.captures)?;
        }
        Ok(before)
    }

    /// The numbers below `captures` that no capture of `portal` has.
    fn lost(&self, portal: &PortalId, captures: u32) -> Result<BTreeSet<u32>, Error> {
        let sql = "SELECT sequence FROM captures WHERE portal = ?";
        let kept: BTreeSet<u32> = self.all(sql, [portal.as_str()], |row| Ok(Ok(row.get(0)?)))?.into_iter().collect();
        Ok((0..captures).filter(|number| !kept.contains(number)).collect())
    }

    /// Notes how long the crawl of a portal took so far.
    pub(crate) fn set_spent(&self, portal: &PortalId, spent: Duration) -> Result<(), Error> {
        let spent = i64::try_from(spent.as_millis()).unwrap_or(i64::MAX);
        self.change("UPDATE portals SET spent_ms = ? WHERE portal = ?", (spent, portal.as_str())).map(drop)
    }

    /// Notes that every portal that may be visited again is taken up.
    pub(crate) fn take_up(&self) -> Result<(), Error> {
        let again = "UPDATE portals SET open = 1 \
                     WHERE stop IS NULL OR stop IN ('interrupted', 'gave-up', 'asked-to-leave')";
        self.change(again, []).map(drop)
    }

    pub(crate) fn set_end(&self, portal: &PortalId, end: &PortalEnd) -> Result<(), Error> {
        let (stop, stop_detail) = tagged(&end.stop);
        let (home, home_detail) = tagged(&end.home);
        self.change(
            "UPDATE portals SET open = 0, stop = :stop, stop_detail = :stop_detail, home = :home, home_detail = :home_detail, \
             pages = :pages, discovered = :discovered, visited = :visited, errors = :errors, sitemap = :sitemap, \
             exhausted = :exhausted, forbidden = :forbidden, traps = :traps WHERE portal = :portal",
            named_params! {
                ":stop": stop,
                ":stop_detail": stop_detail,
                ":home": home,
                ":home_detail": home_detail,
                ":pages": end.pages,
                ":discovered": end.discovered,
                ":visited": end.visited,
                ":errors": end.errors,
                ":sitemap": end.sitemap,
                ":exhausted": end.exhausted,
                ":forbidden": end.forbidden,
                ":traps": end.traps,
                ":portal": portal.as_str(),
            },
        )
        .map(drop)
    }

    /// How the crawl of a portal ended; `None` if it has not.
    pub(crate) fn end(&self, portal: &PortalId) -> Result<Option<PortalEnd>, Error> {
        let ends =
            self.all("SELECT * FROM portals WHERE portal = ? AND stop IS NOT NULL", [portal.as_str()], |row| {
                let (stop, stop_detail): (String, Option<String>) = (row.get("stop")?, row.get("stop_detail")?);
                let (home, home_detail): (String, Option<String>) = (row.get("home")?, row.get("home_detail")?);
                let mut end = PortalEnd {
                    stop: crate::snapshot::StopReason::Exhausted,
                    home: crate::snapshot::HomeSeen::Unasked,
                    pages: row.get("pages")?,
                    discovered: row.get("discovered")?,
                    visited: row.get("visited")?,
                    errors: row.get("errors")?,
                    sitemap: row.get("sitemap")?,
                    exhausted: row.get("exhausted")?,
                    forbidden: row.get("forbidden")?,
                    traps: row.get("traps")?,
                };
                let parse = || -> Result<PortalEnd, String> {
                    end.stop = tagged_meaning(stop, stop_detail.as_deref())?;
                    end.home = tagged_meaning(home, home_detail.as_deref())?;
                    Ok(end)
                };
                Ok(parse().map_err(|problem| format!("end of portal {portal}: {problem}")))
            })?;
        Ok(ends.into_iter().next())
    }
}

/// A column that runs of earlier programs do not have.
pub(super) fn later<T: FromSql>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>> {
    match row.get(column) {
        Err(rusqlite::Error::InvalidColumnName(_)) => Ok(None),
        found => found,
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|e| e.to_string())
}
