//! The rows of the survey that count component sites: how many there are, how far down a province is deployed, and
//! which portals are integrated with all of theirs.

use std::collections::BTreeMap;

use super::{
    Metric, SurveyRow,
    tally::{Answer, Tally},
};
use crate::{
    judge::{BodyKind, Census, SiteState},
    registry::{Portal, PortalId, SurveyTier, Tier},
};

/// A portal's census, with whether its start page was read at all.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Whether the portal could be seen; without that nothing in its census is decided.
    pub seen: bool,
    /// Its component sites.
    pub census: Census,
}

/// The rows, ordered by metric, then tier. Portals without a census, and those in `left_out`, stand in no row.
pub fn census_rows(
    portals: &[Portal],
    left_out: &[PortalId],
    censuses: &BTreeMap<PortalId, Counted>,
) -> Vec<SurveyRow> {
    let mut tally = Tally::default();
    for portal in portals.iter().filter(|portal| !left_out.contains(&portal.id)) {
        let Some(counted) = censuses.get(&portal.id) else { continue };
        let tier = portal.tier.and_then(Tier::survey);
        let sites = &counted.census.sites;
        let count = |test: fn(&SiteState) -> bool| sites.iter().filter(|site| test(&site.state)).count() as u32;
        let alive = sites.iter().filter(|site| site.is_alive()).count() as u32;
        let unseen = count(|state| *state == SiteState::Unseen);
        // A site that moved is counted where it moved to.
        let moved = count(|state| *state == SiteState::Moved);
        tally.add(Metric::ComponentSites, tier, alive, sites.len() as u32 - moved, unseen);
        if tier == Some(SurveyTier::Province) {
            tally.ask(Metric::DistrictLevel, tier, reaches(counted, BodyKind::District));
            tally.ask(Metric::CommuneLevel, tier, reaches(counted, BodyKind::Commune));
        }
        tally.ask(Metric::Integrated, tier, integrated(counted));
    }
    // The levels are asked of provinces only: a second row with the same figures would say nothing.
    tally.without_total(Metric::DistrictLevel);
    tally.without_total(Metric::CommuneLevel);
    tally.into_rows()
}

/// Whether sites of `kind` are deployed.
fn reaches(counted: &Counted, kind: BodyKind) -> Answer {
    let open = counted.census.sites.iter().any(|site| site.kind == kind && site.state == SiteState::Unseen);
    if counted.census.living(kind) > 0 {
        Answer::Yes
    } else if open || !counted.seen {
        Answer::Undecided
    } else {
        Answer::No
    }
}

/// Whether the portal has component sites and all of them live in its frame and link back.
fn integrated(counted: &Counted) -> Answer {
    let states: Vec<SiteState> =
        counted.census.sites.iter().map(|site| site.state).filter(|state| *state != SiteState::Moved).collect();
    let whole = SiteState::Alive { shares_frame: true, links_back: true };
    if !counted.seen {
        Answer::Undecided
    } else if states.is_empty()
        || states.iter().any(|state| matches!(state, SiteState::Alive { .. } | SiteState::Dead) && *state != whole)
    {
        Answer::No
    } else if states.iter().all(|state| *state == whole) {
        Answer::Yes
    } else {
        Answer::Undecided
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{judge::ComponentSite, score::fixture::portal};

    const WHOLE: SiteState = SiteState::Alive { shares_frame: true, links_back: true };
    const LOOSE: SiteState = SiteState::Alive { shares_frame: false, links_back: true };

    fn counted(states: &[(BodyKind, SiteState)]) -> Counted {
        let sites = states.iter().enumerate().map(|(i, (kind, state))| ComponentSite {
            host: format!("s{i}.mau.gov.vn"),
            name: format!("Sở Mẫu {i}"),
            kind: *kind,
            state: *state,
        });
        Counted { seen: true, census: Census { sites: sites.collect() } }
    }

    fn row(rows: &[SurveyRow], metric: Metric, tier: &str) -> Option<(u32, u32, u32)> {
        let row = rows.iter().find(|row| row.metric == metric && row.tier == tier)?;
        Some((row.value, row.denominator, row.undecided))
    }

    #[test]
    fn living_sites_are_counted_and_moved_ones_only_where_they_moved_to() {
        let portals = [portal("a", "ministry"), portal("b", "province")];
        let a =
            counted(&[(BodyKind::Unit, WHOLE), (BodyKind::Unit, SiteState::Dead), (BodyKind::Unit, SiteState::Moved)]);
        let b = counted(&[(BodyKind::District, WHOLE), (BodyKind::Commune, SiteState::Unseen)]);
        let censuses = [(portals[0].id.clone(), a), (portals[1].id.clone(), b)].into();
        let rows = census_rows(&portals, &[], &censuses);
        assert_eq!(row(&rows, Metric::ComponentSites, "all"), Some((2, 4, 1)));
        assert_eq!(row(&rows, Metric::DistrictLevel, "province"), Some((1, 1, 0)));
        assert_eq!(row(&rows, Metric::CommuneLevel, "province"), Some((0, 1, 1)));
        assert_eq!(row(&rows, Metric::Integrated, "all"), Some((0, 2, 1)));
        assert_eq!(row(&rows, Metric::DistrictLevel, "ministry"), None);
    }

    #[test]
    fn one_loose_or_dead_site_breaks_integration_and_an_unseen_portal_leaves_it_open() {
        assert!(integrated(&counted(&[(BodyKind::Unit, WHOLE)])) == Answer::Yes);
        assert!(integrated(&counted(&[(BodyKind::Unit, WHOLE), (BodyKind::Unit, LOOSE)])) == Answer::No);
        assert!(integrated(&counted(&[(BodyKind::Unit, WHOLE), (BodyKind::Unit, SiteState::Dead)])) == Answer::No);
        assert!(integrated(&counted(&[])) == Answer::No);
        let unseen = Counted { seen: false, census: Census::default() };
        assert!(integrated(&unseen) == Answer::Undecided);
    }
}
