//! Behaviour of `demo`: the planted web, its truth, and the server.

use std::collections::BTreeMap;

use d42::{
    demo::{ComponentKind, Life, Plan, PlanOptions, State, agreement},
    judge::Outcome,
    registry::SurveyTier,
    rules::RequirementId,
    score::Metric,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn full() -> Plan {
    Plan::new(PlanOptions::full(42, 5_635, TODAY))
}

fn value(plan: &Plan, metric: Metric, tier: &str) -> (u32, u32) {
    let row = plan.survey().into_iter().find(|row| row.metric == metric && row.tier == tier).unwrap();
    (row.value, row.denominator)
}

#[test]
fn a_full_plan_plants_the_surveys_totals() {
    let plan = full();
    assert_eq!(plan.portals.len(), 89);
    let by_tier = ["ministry", "agency", "province", "all"];
    let row = |metric| by_tier.map(|tier| value(&plan, metric, tier));
    assert_eq!(row(Metric::FullInformation), [(14, 18), (6, 8), (57, 63), (77, 89)]);
    assert_eq!(row(Metric::DataPortal), [(4, 18), (1, 8), (31, 63), (36, 89)]);
    assert_eq!(value(&plan, Metric::DistrictLevel, "province"), (57, 63));
    assert_eq!(value(&plan, Metric::CommuneLevel, "province"), (29, 63));
    assert_eq!(value(&plan, Metric::Integrated, "all"), (43, 89));
    assert_eq!(value(&plan, Metric::ComponentSites, "all").0, 5_635);
}

#[test]
fn the_same_seed_plants_the_same_web_and_another_seed_another() {
    let describe = |seed| {
        let plan = Plan::new(PlanOptions::full(seed, 400, TODAY));
        format!("{:?}", plan.portals)
    };
    assert_eq!(describe(7), describe(7));
    assert_ne!(describe(7), describe(8));
}

#[test]
fn tiers_shrink_in_proportion_and_never_vanish_silently() {
    for (portals, sizes) in [(1, [0, 0, 1]), (3, [1, 0, 2]), (10, [2, 1, 7]), (89, [18, 8, 63])] {
        let plan = Plan::new(PlanOptions { seed: 1, portals, components: 5, today: TODAY });
        let count = |tier| plan.portals.iter().filter(|p| p.tier == tier).count();
        assert_eq!([SurveyTier::Ministry, SurveyTier::Agency, SurveyTier::Province].map(count), sizes);
    }
}

#[test]
fn full_information_is_exactly_the_portals_whose_nineteen_duties_pass() {
    let plan = full();
    let truth = plan.truth();
    let set = plan_full_ids();
    for portal in &plan.portals {
        let outcomes = set.iter().map(|id| truth[&(portal.id.clone(), RequirementId::new(*id))]);
        let all = outcomes.clone().all(|o| matches!(o, Outcome::Passed | Outcome::Inapplicable));
        assert_eq!(all, portal.trouble.is_none(), "{}", portal.id);
        assert_eq!(portal.hidden(), outcomes.clone().any(|o| o == Outcome::CantTell), "{}", portal.id);
    }
}

fn plan_full_ids() -> [&'static str; 19] {
    [
        "legal-documents",
        "legal-documents-metadata",
        "legal-documents-download",
        "legal-documents-search",
        "treaties-agreements",
        "admin-procedures",
        "online-public-services",
        "work-processes",
        "legal-dissemination",
        "strategy-planning",
        "annual-work-programme",
        "org-structure-chart",
        "functions-duties",
        "subordinate-units",
        "agency-contact",
        "contact-officials",
        "annual-financial-report",
        "sector-statistics",
        "disclosure-list",
    ]
}

#[test]
fn truth_keeps_to_the_tiers() {
    let plan = full();
    for ((portal, requirement), outcome) in plan.truth() {
        let tier = plan.portals.iter().find(|p| p.id == portal).unwrap().tier;
        if requirement.as_str() == "org-structure-chart" && tier == SurveyTier::Province {
            assert_eq!(outcome, Outcome::Inapplicable);
        }
    }
}

#[test]
fn every_state_is_planted_somewhere_in_sight() {
    let plan = full();
    let mut seen: BTreeMap<State, u32> = BTreeMap::new();
    for portal in plan.portals.iter().filter(|p| !p.hidden()) {
        for state in portal.states.values() {
            *seen.entry(*state).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), 7, "{seen:?}");
}

#[test]
fn integrated_portals_have_only_living_sites_in_their_frame_that_link_back() {
    for portal in full().portals {
        let all = !portal.components.is_empty()
            && portal.components.iter().all(|c| c.life == Life::Alive && c.frame && c.links_back);
        assert_eq!(portal.integrated, all, "{}", portal.id);
        if portal.hidden() {
            assert_eq!(portal.living(ComponentKind::Commune), 0);
        }
    }
}

#[test]
fn agreement_of_nothing_is_nothing() {
    let plan = full();
    let result = agreement(&[], &plan.truth());
    assert_eq!((result.overall.agree, result.overall.total), (0, 0));
}
