//! The rows of the survey that count component sites: how many there are, how far down a province is deployed, and
//! which portals are integrated with all of theirs.

use super::tally::{Answer, Count};
use crate::{
    judge::{Census, ComponentSite, Integration, SiteState},
    rules::{BodyKind, Grade},
};

/// Component sites of `kinds` (all, if empty) that are alive, of those that are known. One that moved is counted where it
/// moved to.
pub(super) fn sites(census: &Census, kinds: &[BodyKind]) -> Count {
    let wanted = |site: &&ComponentSite| kinds.is_empty() || kinds.contains(&site.kind);
    let count =
        |test: fn(&ComponentSite) -> bool| census.sites.iter().filter(wanted).filter(|site| test(site)).count() as u32;
    Count {
        value: count(ComponentSite::is_alive),
        denominator: count(ComponentSite::is_counted),
        undecided: count(|site| site.state == SiteState::Unseen),
    }
}

/// Whether sites of `kind` are deployed.
pub(super) fn reaches(census: &Census, seen: bool, kind: BodyKind) -> Answer {
    let open = census.sites.iter().any(|site| site.kind == kind && site.state == SiteState::Unseen);
    if census.living(kind) > 0 {
        Answer::Yes
    } else if open || !seen {
        Answer::Undecided
    } else {
        Answer::No
    }
}

/// Whether the portal is integrated with its component sites at least so far.
pub(super) fn integrated(census: &Census, seen: bool, least: Grade) -> Answer {
    match census.integration(seen) {
        Integration::Undecided => Answer::Undecided,
        Integration::Graded(grade) if grade >= least => Answer::Yes,
        Integration::Graded(_) | Integration::NoSites => Answer::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Alive;

    const WHOLE: SiteState =
        SiteState::Alive(Alive { shares_frame: true, links_back: true, exchanges: false, newest: None });
    const LOOSE: SiteState =
        SiteState::Alive(Alive { shares_frame: false, links_back: true, exchanges: false, newest: None });

    fn census(states: &[(BodyKind, SiteState)]) -> Census {
        let sites = states.iter().enumerate().map(|(i, (kind, state))| ComponentSite {
            host: format!("s{i}.mau.gov.vn"),
            name: format!("Sở Mẫu {i}"),
            kind: *kind,
            state: *state,
            named_by: None,
        });
        Census { sites: sites.collect() }
    }

    #[test]
    fn living_sites_are_counted_and_moved_ones_only_where_they_moved_to() {
        let found = census(&[
            (BodyKind::Unit, WHOLE),
            (BodyKind::Commune, SiteState::Dead),
            (BodyKind::Unit, SiteState::Moved),
        ]);
        assert_eq!(sites(&found, &[]), Count { value: 1, denominator: 2, undecided: 0 });
        assert_eq!(sites(&found, &[BodyKind::Commune]), Count { value: 0, denominator: 1, undecided: 0 });
    }

    #[test]
    fn a_level_is_reached_by_a_living_site_and_open_while_one_is_unseen() {
        let found = census(&[(BodyKind::District, WHOLE), (BodyKind::Commune, SiteState::Unseen)]);
        assert!(reaches(&found, true, BodyKind::District) == Answer::Yes);
        assert!(reaches(&found, true, BodyKind::Commune) == Answer::Undecided);
        assert!(reaches(&census(&[]), true, BodyKind::Commune) == Answer::No);
        assert!(reaches(&census(&[]), false, BodyKind::Commune) == Answer::Undecided);
    }

    #[test]
    fn one_loose_or_dead_site_breaks_integration_and_an_unseen_portal_leaves_it_open() {
        let answer = |states: &[SiteState]| {
            let states: Vec<_> = states.iter().map(|state| (BodyKind::Unit, *state)).collect();
            integrated(&census(&states), true, Grade::Full)
        };
        assert!(answer(&[WHOLE]) == Answer::Yes);
        assert!(answer(&[WHOLE, LOOSE]) == Answer::No);
        assert!(answer(&[WHOLE, SiteState::Dead]) == Answer::No);
        assert!(answer(&[]) == Answer::No);
        assert!(integrated(&Census::default(), false, Grade::Full) == Answer::Undecided);
    }
}
