//! The survey table: every declared figure by tier, of how many, and how many could not be decided.

use jiff::civil::Date;

use super::{
    census,
    figures::{FullInformation, PortalScore, SurveyTotals},
    practice,
    tally::{Answer, Count, Tally},
};
use crate::{
    judge::{Census, Finding, Outcome, Practice},
    registry::{Portal, SurveyTier, Tier},
    rules::{Holds, Measure, Metric, RequirementId},
};

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

/// What is known of one portal when the survey is counted.
#[derive(Clone, Copy, Debug)]
pub struct Surveyed<'a> {
    /// Which portal.
    pub portal: &'a Portal,
    /// What the findings weigh.
    pub score: &'a PortalScore,
    /// As they are weighed.
    pub findings: &'a [Finding],
    /// Whether anything could be seen of the portal; without that nothing in its census is decided.
    pub seen: bool,
    /// Its component sites; `None` where the input cannot show them (saved pages).
    pub census: Option<&'a Census>,
    /// What was seen beside findings; `None` as above.
    pub practice: Option<&'a Practice>,
    /// Day of the run, against which items are old or fresh.
    pub day: Date,
}

/// Counts `metrics` over `portals`, by tier and in total. Merged agencies stand in no denominator; they are listed. A
/// figure that nothing was counted for has no row.
pub fn survey<'a>(metrics: &[Metric], portals: impl IntoIterator<Item = Surveyed<'a>>) -> SurveyTotals {
    let mut totals = SurveyTotals::default();
    let mut tally = Tally::new(metrics);
    for surveyed in portals {
        if surveyed.score.full_information == FullInformation::LeftOut {
            totals.left_out.push(surveyed.portal.id.clone());
            continue;
        }
        let tier = surveyed.portal.tier.and_then(Tier::survey);
        for (index, metric) in metrics.iter().enumerate() {
            if let Some(count) = measure(&metric.measure, &surveyed, tier) {
                tally.add(index, tier, count);
            }
        }
    }
    totals.left_out.sort();
    totals.rows = tally.into_rows();
    totals
}

/// What a portal adds to a figure; nothing if the question is not put to it.
fn measure(measure: &Measure, surveyed: &Surveyed<'_>, tier: Option<SurveyTier>) -> Option<Count> {
    Some(match measure {
        Measure::FullInformation {} => full_information(surveyed.score.full_information).into(),
        Measure::Finding { requirement, holds } => finding(surveyed.findings, requirement, holds)?.into(),
        Measure::ComponentSites { kinds } => census::sites(surveyed.census?, kinds),
        Measure::Level { kind } => {
            // The levels of administration are those of provinces.
            let census = surveyed.census.filter(|_| tier == Some(SurveyTier::Province))?;
            census::reaches(census, surveyed.seen, *kind).into()
        }
        Measure::Integration { least } => census::integrated(surveyed.census?, surveyed.seen, *least).into(),
        Measure::GovernmentItems { within_days } => {
            practice::government(surveyed.practice?, surveyed.seen, *within_days, surveyed.day).into()
        }
        Measure::QuestionsAnswered { within_days } => practice::answered(surveyed.practice?, *within_days),
        Measure::NamedAccount {} => practice::named_account(surveyed.practice?, surveyed.seen).into(),
    })
}

fn full_information(word: FullInformation) -> Answer {
    match word {
        FullInformation::Yes => Answer::Yes,
        FullInformation::No | FullInformation::LeftOut => Answer::No,
        FullInformation::Undecided => Answer::Undecided,
    }
}

/// What the finding on `requirement` says; nothing if the profile does not ask for it, or it does not bind the agency.
fn finding(findings: &[Finding], requirement: &RequirementId, holds: &[Holds]) -> Option<Answer> {
    let finding = findings.iter().find(|finding| finding.requirement == *requirement)?;
    let yes = match finding.outcome {
        Outcome::Passed => holds.contains(&Holds::Passed),
        Outcome::Partial => holds.contains(&Holds::Partial),
        Outcome::Failed => false,
        Outcome::Inapplicable => return None,
        Outcome::CantTell | Outcome::Untested => return Some(Answer::Undecided),
    };
    Some(if yes { Answer::Yes } else { Answer::No })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        registry::PortalId,
        score::fixture::{metric, portal, scored},
    };

    fn totals(portals: &[Portal], scores: &[PortalScore]) -> SurveyTotals {
        let surveyed = portals.iter().zip(scores).map(|(portal, score)| Surveyed {
            portal,
            score,
            findings: &[],
            seen: true,
            census: None,
            practice: None,
            day: jiff::civil::date(2026, 6, 1),
        });
        survey(&[metric("full", Measure::FullInformation {})], surveyed)
    }

    #[test]
    fn portals_of_an_unknown_tier_are_counted_so_that_the_columns_add_up_to_the_total() {
        let mut portals = [portal("a", "ministry"), portal("b", "ministry"), portal("c", "ministry")];
        portals[1].tier = None;
        portals[2].tier = Some(Tier::Commune);
        let scores =
            [scored("a", FullInformation::Yes), scored("b", FullInformation::No), scored("c", FullInformation::Yes)];
        let rows = totals(&portals, &scores).rows;
        let rows: Vec<_> = rows.iter().map(|r| (r.tier.as_str(), r.value, r.denominator)).collect();
        assert_eq!(rows, vec![("ministry", 1, 1), ("other", 1, 2), ("all", 2, 3)]);
        let rows = totals(&portals[1..2], &scores[1..2]).rows;
        assert_eq!(
            rows.iter().map(|r| (r.tier.as_str(), r.denominator)).collect::<Vec<_>>(),
            [("other", 1), ("all", 1)]
        );
    }

    #[test]
    fn merged_agencies_stand_in_no_denominator_and_undecided_is_counted_apart() {
        let portals =
            [portal("a", "ministry"), portal("b", "ministry"), portal("c", "ministry"), portal("d", "province")];
        let scores = [
            scored("a", FullInformation::Yes),
            scored("b", FullInformation::Undecided),
            scored("c", FullInformation::LeftOut),
            scored("d", FullInformation::No),
        ];
        let totals = totals(&portals, &scores);
        let rows: Vec<_> = totals.rows.iter().map(|r| (r.tier.as_str(), r.value, r.denominator, r.undecided)).collect();
        assert_eq!(rows, vec![("ministry", 1, 2, 1), ("province", 0, 1, 0), ("all", 1, 3, 1)]);
        assert_eq!(totals.left_out, vec![PortalId::new("c")]);
    }

    #[test]
    fn an_incomplete_finding_counts_where_the_figure_says_so_and_a_missing_one_is_no_question() {
        let found = [crate::score::fixture::finding("r", Outcome::Partial)];
        let id = RequirementId::new("r");
        let answer = |holds: &[Holds]| finding(&found, &id, holds);
        assert!(answer(&[Holds::Passed]) == Some(Answer::No));
        assert!(answer(&[Holds::Passed, Holds::Partial]) == Some(Answer::Yes));
        assert!(finding(&found, &RequirementId::new("other"), &[Holds::Passed]).is_none());
        let open = [crate::score::fixture::finding("r", Outcome::CantTell)];
        assert!(finding(&open, &id, &[Holds::Passed]) == Some(Answer::Undecided));
    }
}
