//! Whether enough of a portal was seen to say that something is not there.

use std::collections::BTreeSet;

use super::{
    observation::{Observation, key_host},
    view::PortalView,
    visit::VisitEnd,
};

/// Share of the menu links that must have been followed before something may be called missing.
pub const MENU_SHARE: f64 = 0.9;
/// Share of what was asked for on the portal's own host that must have answered.
pub const SEEN_SHARE: f64 = 0.95;
/// Pages that must have been read before something may be called missing.
pub const LEAST_PAGES: u32 = 5;
/// Whether enough of the portal was seen to call something missing: the start page was read, and nearly everything on
/// the portal's own host answered with a page (or with "no such page"), be it that nothing was left to visit or that
/// nearly every menu link was followed. Refusals, failures, what robots.txt keeps us from and pages of which only the
/// beginning was kept count as not seen.
pub(crate) fn covers_menus(view: &PortalView) -> bool {
    if !view.coverage.home || view.coverage.pages < LEAST_PAGES {
        return false;
    }
    let host = view.own_host();
    let own = |key: &str| key_host(key) == host;
    let cut: BTreeSet<&str> = view.observations.iter().filter(|page| page.cut).map(Observation::key).collect();
    let answered = |(key, end): &(&String, &VisitEnd)| {
        matches!(end, VisitEnd::Page | VisitEnd::Redirect(_) | VisitEnd::Status(404 | 410))
            && !cut.contains(key.as_str())
    };
    let (seen, unseen): (Vec<_>, Vec<_>) = view.visits.iter().filter(|(key, _)| own(key)).partition(answered);
    let lost = unseen.len() as f64 + f64::from(view.coverage.forbidden);
    if lost > (1.0 - SEEN_SHARE) * (seen.len() as f64 + lost) {
        return false;
    }
    if view.coverage.exhausted {
        return true;
    }
    let menu = view.menu();
    let mut followed: Vec<u64> = view.visits.iter().filter(answered).map(|(key, _)| super::fnv::hash(key)).collect();
    followed.sort_unstable();
    let followed = menu.iter().filter(|target| followed.binary_search(target).is_ok()).count();
    !menu.is_empty() && followed as f64 >= MENU_SHARE * menu.len() as f64
}
