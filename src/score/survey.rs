//! The survey table: how many portals of each tier, of how many, and how many could not be decided.

use std::collections::BTreeMap;

use super::{
    figures::{FullInformation, Metric, PortalScore, SurveyTotals},
    tally::{Answer, Tally},
};
use crate::{
    judge::{Finding, Outcome},
    registry::{Portal, PortalId, SurveyTier},
};

/// The requirement whose outcome answers whether a portal has a data portal of its own.
const DATA_PORTAL: &str = "open-data-portal";

/// Word for a column of the survey in machine-readable output.
pub fn tier_word(tier: SurveyTier) -> &'static str {
    match tier {
        SurveyTier::Ministry => "ministry",
        SurveyTier::Agency => "agency",
        SurveyTier::Province => "province",
    }
}

/// Column of portals whose tier is not known or was not surveyed.
pub const OTHER_TIERS: &str = "other";

/// Counts full information and data portals by tier, and in total. Merged agencies stand in no denominator; they are
/// listed.
pub fn survey<'a>(
    portals: impl IntoIterator<Item = &'a Portal>,
    scores: &BTreeMap<PortalId, PortalScore>,
    findings: &BTreeMap<PortalId, Vec<Finding>>,
) -> SurveyTotals {
    let mut totals = SurveyTotals::default();
    let mut tally = Tally::default();
    for portal in portals {
        let tier = portal.tier.and_then(crate::registry::Tier::survey);
        let Some(score) = scores.get(&portal.id) else { continue };
        let full = match score.full_information {
            FullInformation::LeftOut => {
                totals.left_out.push(portal.id.clone());
                continue;
            }
            FullInformation::Yes => Answer::Yes,
            FullInformation::No => Answer::No,
            FullInformation::Undecided => Answer::Undecided,
        };
        let data = findings
            .get(&portal.id)
            .and_then(|list| list.iter().find(|f| f.requirement.as_str() == DATA_PORTAL))
            .map(|finding| match finding.outcome {
                Outcome::Passed => Answer::Yes,
                Outcome::CantTell | Outcome::Untested => Answer::Undecided,
                Outcome::Partial | Outcome::Failed | Outcome::Inapplicable => Answer::No,
            });
        for (metric, answer) in [(Metric::FullInformation, Some(full)), (Metric::DataPortal, data)] {
            if let Some(answer) = answer {
                tally.ask(metric, tier, answer);
            }
        }
    }
    totals.left_out.sort();
    totals.rows = tally.into_rows();
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::fixture::{portal, scored};

    #[test]
    fn portals_of_an_unknown_tier_are_counted_so_that_the_columns_add_up_to_the_total() {
        let mut portals = [portal("a", "ministry"), portal("b", "ministry"), portal("c", "ministry")];
        portals[1].tier = None;
        portals[2].tier = Some(crate::registry::Tier::Commune);
        let scores: BTreeMap<_, _> =
            [scored("a", FullInformation::Yes), scored("b", FullInformation::No), scored("c", FullInformation::Yes)]
                .into_iter()
                .map(|s| (s.portal.clone(), s))
                .collect();
        let rows = survey(&portals, &scores, &BTreeMap::new()).rows;
        let rows: Vec<_> = rows.iter().map(|r| (r.tier.as_str(), r.value, r.denominator)).collect();
        assert_eq!(rows, vec![("ministry", 1, 1), ("other", 1, 2), ("all", 2, 3)]);
        let rows = survey(&portals[1..2], &scores, &BTreeMap::new()).rows;
        assert_eq!(
            rows.iter().map(|r| (r.tier.as_str(), r.denominator)).collect::<Vec<_>>(),
            [("other", 1), ("all", 1)]
        );
    }

    #[test]
    fn merged_agencies_stand_in_no_denominator_and_undecided_is_counted_apart() {
        let portals =
            [portal("a", "ministry"), portal("b", "ministry"), portal("c", "ministry"), portal("d", "province")];
        let scores: BTreeMap<_, _> = [
            scored("a", FullInformation::Yes),
            scored("b", FullInformation::Undecided),
            scored("c", FullInformation::LeftOut),
            scored("d", FullInformation::No),
        ]
        .into_iter()
        .map(|s| (s.portal.clone(), s))
        .collect();
        let totals = survey(&portals, &scores, &BTreeMap::new());
        let rows: Vec<_> = totals.rows.iter().map(|r| (r.tier.as_str(), r.value, r.denominator, r.undecided)).collect();
        assert_eq!(rows, vec![("ministry", 1, 2, 1), ("province", 0, 1, 0), ("all", 1, 3, 1)]);
        assert_eq!(totals.left_out, vec![PortalId::new("c")]);
    }
}
