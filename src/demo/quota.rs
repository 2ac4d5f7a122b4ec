//! How many portals of each tier give what, and which troubles they are in: the figures of the survey, carried over to
//! any number of portals.

use crate::registry::SurveyTier;

use super::portal::Trouble;

/// Planted counts of one tier at full size.
pub(super) struct Quota {
    pub(super) tier: SurveyTier,
    pub(super) size: u32,
    pub(super) full: u32,
    pub(super) data: u32,
    pub(super) integrated: u32,
    pub(super) troubles: &'static [Trouble],
}

/// The survey of November 2024; the split of the 43 integrated portals over the tiers is the simulator's own.
pub(super) const QUOTAS: [Quota; 3] = [
    Quota {
        tier: SurveyTier::Ministry,
        size: 18,
        full: 14,
        data: 4,
        integrated: 10,
        troubles: &[Trouble::Gaps, Trouble::Challenge, Trouble::Shell, Trouble::WrongCharset],
    },
    Quota {
        tier: SurveyTier::Agency,
        size: 8,
        full: 6,
        data: 1,
        integrated: 3,
        troubles: &[Trouble::Blocked, Trouble::RedirectsAway],
    },
    Quota {
        tier: SurveyTier::Province,
        size: 63,
        full: 57,
        data: 31,
        integrated: 30,
        troubles: &[
            Trouble::SoftNotFound,
            Trouble::Down,
            Trouble::Slow,
            Trouble::Loops,
            Trouble::NoCharset,
            Trouble::Stalls,
        ],
    },
];
/// Provinces deployed to district level, and of these to commune level, of 63.
pub(super) const LEVELS: (u32, u32) = (57, 29);

/// `part` of `whole`, carried over to `size` things, rounded to the nearest.
pub(super) fn share(part: u32, whole: u32, size: u32) -> u32 {
    (part * size * 2 + whole) / (whole * 2)
}

/// Sizes of the tiers for `portals` portals: 18, 8 and 63 of 89 by largest remainder.
pub(super) fn tier_sizes(portals: u32) -> [u32; 3] {
    let portals = portals.max(1);
    let mut sizes = QUOTAS.each_ref().map(|q| portals * q.size / 89);
    let mut order = [0, 1, 2];
    order.sort_by_key(|&i| std::cmp::Reverse(portals * QUOTAS[i].size % 89));
    let missing = portals - sizes.iter().sum::<u32>();
    for &i in order.iter().take(missing as usize) {
        sizes[i] += 1;
    }
    sizes
}
