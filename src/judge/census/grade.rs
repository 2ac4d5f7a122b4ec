//! How far a portal is integrated with its component sites: what each of them has in common with it, counted, and a grade.

use serde::{Deserialize, Serialize};

use super::{Alive, Census, ComponentSite, SiteState};
use crate::rules::Grade;

/// Of 100 sites that could be seen, so many must be whole.
const SUBSTANTIAL: usize = 80;
const PARTIAL: usize = 50;

/// How far a portal is integrated with its component sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Integration {
    /// Too little could be seen.
    Undecided,
    /// There is nothing to be integrated with.
    NoSites,
    /// So far.
    Graded(Grade),
}

/// How many component sites meet each criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    /// Sites that are known, without those that are counted elsewhere.
    pub known: u32,
    /// Answer with a site of their own.
    pub alive: u32,
    /// Are gone.
    pub dead: u32,
    /// Could not be seen.
    pub unseen: u32,
    /// Point to another site, or are another site under a second name.
    pub elsewhere: u32,
    /// Link to the portal.
    pub link_back: u32,
    /// Share the portal's menus, header and footer.
    pub share_frame: u32,
    /// Take the portal's feed or offer it theirs, or show the same items.
    pub exchange: u32,
}

impl Alive {
    /// Whether it lives in the portal's frame and links back (Circular 22/2023/TT-BTTTT).
    fn is_whole(&self) -> bool {
        self.shares_frame && self.links_back
    }
}

impl Census {
    /// How far the portal is integrated with its component sites; `seen` says whether the portal could be seen.
    pub fn integration(&self, seen: bool) -> Integration {
        let sites: Vec<&ComponentSite> = self.sites.iter().filter(|site| site.is_counted()).collect();
        if !seen {
            return Integration::Undecided;
        }
        if sites.is_empty() {
            return Integration::NoSites;
        }
        let count = |test: &dyn Fn(&SiteState) -> bool| sites.iter().filter(|site| test(&site.state)).count();
        let whole = count(&|state| matches!(state, SiteState::Alive(alive) if alive.is_whole()));
        let decided = count(&|state| matches!(state, SiteState::Alive(_) | SiteState::Dead));
        if whole == decided {
            // What could not be seen may break it.
            return if whole == sites.len() { Integration::Graded(Grade::Full) } else { Integration::Undecided };
        }
        Integration::Graded(match whole * 100 {
            share if share >= SUBSTANTIAL * decided => Grade::Substantial,
            share if share >= PARTIAL * decided => Grade::Partial,
            _ => Grade::Loose,
        })
    }

    /// How many sites meet each criterion.
    pub fn criteria(&self) -> Criteria {
        let mut found = Criteria::default();
        for site in &self.sites {
            found.known += u32::from(site.is_counted());
            match site.state {
                SiteState::Alive(alive) => {
                    found.alive += 1;
                    found.link_back += u32::from(alive.links_back);
                    found.share_frame += u32::from(alive.shares_frame);
                    found.exchange += u32::from(alive.exchanges);
                }
                SiteState::Opaque => found.alive += 1,
                SiteState::Dead => found.dead += 1,
                SiteState::Unseen => found.unseen += 1,
                SiteState::Moved | SiteState::Copy => found.elsewhere += 1,
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::BodyKind;

    const WHOLE: SiteState =
        SiteState::Alive(Alive { shares_frame: true, links_back: true, exchanges: false, newest: None });
    const LOOSE: SiteState =
        SiteState::Alive(Alive { shares_frame: false, links_back: true, exchanges: true, newest: None });

    fn census(states: &[SiteState]) -> Census {
        let sites = states.iter().enumerate().map(|(i, state)| ComponentSite {
            host: format!("s{i}.mau.gov.vn"),
            name: format!("Sở Mẫu {i}"),
            kind: BodyKind::Department,
            state: *state,
            named_by: None,
        });
        Census { sites: sites.collect() }
    }

    #[test]
    fn the_grade_falls_with_the_share_of_sites_that_live_in_the_frame_and_link_back() {
        use Integration::{Graded, NoSites, Undecided};
        let grade = |states: &[SiteState]| census(states).integration(true);
        assert_eq!(grade(&[WHOLE, SiteState::Moved]), Graded(Grade::Full));
        assert_eq!(grade(&[WHOLE, WHOLE, WHOLE, WHOLE, SiteState::Dead]), Graded(Grade::Substantial));
        assert_eq!(grade(&[WHOLE, LOOSE]), Graded(Grade::Partial));
        assert_eq!(grade(&[WHOLE, LOOSE, LOOSE]), Graded(Grade::Loose));
        assert_eq!(grade(&[SiteState::Copy]), NoSites);
        assert_eq!(grade(&[WHOLE, SiteState::Unseen]), Undecided);
        assert_eq!(census(&[WHOLE]).integration(false), Undecided);
    }

    #[test]
    fn every_criterion_is_counted_by_itself() {
        let found = census(&[WHOLE, LOOSE, SiteState::Dead, SiteState::Copy, SiteState::Unseen]).criteria();
        let alive = Criteria { known: 4, alive: 2, dead: 1, unseen: 1, elsewhere: 1, ..Criteria::default() };
        assert_eq!(found, Criteria { link_back: 2, share_frame: 1, exchange: 1, ..alive });
    }
}
