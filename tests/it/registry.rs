//! Behaviour of `registry`.

use std::collections::BTreeMap;

use d42::registry::{Cohort, SurveyTier, load};

fn count(cohort: &str) -> BTreeMap<Option<SurveyTier>, usize> {
    let registry = load(&Cohort::from(cohort), None).unwrap();
    let mut counts = BTreeMap::new();
    for portal in &registry.portals {
        *counts.entry(portal.tier.and_then(d42::registry::Tier::survey)).or_default() += 1;
    }
    counts
}

#[test]
fn the_built_in_cohorts_have_the_numbers_of_the_survey_and_of_today() {
    use SurveyTier::{Agency, Ministry, Province};
    assert_eq!(count("2024"), BTreeMap::from([(Some(Ministry), 18), (Some(Agency), 8), (Some(Province), 63)]));
    assert_eq!(count("2026"), BTreeMap::from([(Some(Ministry), 17), (Some(Agency), 5), (Some(Province), 34)]));
}

#[test]
fn every_agency_of_2024_is_either_still_there_or_merged_into_one_that_names_it() {
    let (old, new) = (load(&Cohort::from("2024"), None).unwrap(), load(&Cohort::from("2026"), None).unwrap());
    for portal in &old.portals {
        let still = new.portals.iter().any(|other| other.id == portal.id);
        match &portal.merged {
            None => assert!(still, "{} is gone and not merged", portal.id),
            Some(merger) => {
                assert!(!still, "{} is merged and still there", portal.id);
                let heir = new.portals.iter().find(|other| other.id == merger.into);
                assert!(heir.is_some_and(|heir| heir.predecessors.contains(&portal.id)), "{}", portal.id);
            }
        }
    }
    assert_eq!(old.portals.iter().filter(|portal| portal.merged.is_some()).count(), 39);
}
