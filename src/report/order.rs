//! The published order: portals by tier and id, requirements by the articles that ask for them.

use crate::{
    registry::{Portal, PortalId, Tier},
    rules::{Basis, Profile, Requirement, RequirementId},
};

/// Order of a portal; saved pages without a known tier come last.
pub(super) fn portal(portal: &Portal) -> (bool, Option<Tier>, &PortalId) {
    (portal.tier.is_none(), portal.tier, &portal.id)
}

/// Order of a survey column named as in `SurveyRow::tier`.
pub(super) fn survey_tier(tier: &str) -> u8 {
    match tier {
        "ministry" => 0,
        "agency" => 1,
        "province" => 2,
        "other" => 3,
        _ => 4,
    }
}

type Provision = (usize, u32, u32, usize);

/// Order of a requirement: by the first provision of the profile that asks for it, then by id.
pub(super) fn requirement(requirement: &Requirement, profile: &Profile) -> (Provision, RequirementId) {
    let first =
        requirement.bases.iter().filter(|basis| profile.covers(basis)).map(|basis| provision(basis, profile)).min();
    (first.unwrap_or((usize::MAX, 0, 0, 0)), requirement.id.clone())
}

fn provision(basis: &Basis, profile: &Profile) -> Provision {
    let instrument = profile.instruments.iter().position(|name| *name == basis.instrument).unwrap_or(usize::MAX);
    let number = |text: &str| text.parse().unwrap_or(u32::MAX);
    (instrument, number(&basis.article), number(&basis.clause), point(&basis.point))
}

/// Points are lettered in the order of the Vietnamese alphabet: `đ` stands between `d` and `e`.
fn point(letter: &str) -> usize {
    const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";
    letter.chars().next().and_then(|first| LETTERS.chars().position(|c| c == first)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let mut points = ["e", "đ", "", "a", "d", "g"];
        points.sort_by_key(|p| point(p));
        assert_eq!(points, ["a", "d", "đ", "e", "g", ""]);
    }
}
