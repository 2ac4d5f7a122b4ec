//! To whom a duty applies, which bases a profile asks for, and what a probe settles.

use super::*;

/// The register of documents, as if only asking for a file could settle it.
fn probing() -> Judge {
    let mut pack = pack();
    for rule in pack.requirements.iter_mut().filter(|rule| rule.id.as_str() == "legal-documents") {
        (rule.observe, rule.probe) = (Observe::Probe, Some(Probe::Attachment));
    }
    Judge::new(&pack, pack.profile("decree-42").unwrap())
}

#[test]
fn what_only_a_probe_settles_is_untested_and_names_the_probe() {
    let judge = probing();
    let untested = (Outcome::Untested, Reason::NeedsProbe { probe: Probe::Attachment });
    for register in [String::new(), register(1, 2026)] {
        let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &register)]), "legal-documents");
        assert_eq!((finding.outcome, finding.reason), untested, "{register}");
    }
}

#[test]
fn a_probe_is_spared_where_a_page_proves_enough() {
    let judge = probing();
    let finding = on(&judge, &view(&judge, ENTRY, &[(LIST, &register(4, 2026))]), "legal-documents");
    assert_eq!(finding.outcome, Outcome::Passed);
    assert_eq!(finding.evidence.unwrap().url, LIST);
}

#[test]
fn a_profile_may_ask_for_bases_that_name_an_article() {
    let mut pack = pack();
    let vague = |basis: &Basis| Basis { article: String::new(), ..basis.clone() };
    for rule in pack.requirements.iter_mut().filter(|rule| rule.id.as_str() == "treaties-agreements") {
        rule.bases = rule.bases.iter().map(vague).collect();
    }
    let mut profile = pack.profile("decree-42").unwrap().clone();
    assert_eq!(Judge::new(&pack, &profile).requirements().len(), 2);
    profile.article_named = true;
    assert_eq!(Judge::new(&pack, &profile).requirements().len(), 1);
}

#[test]
fn a_duty_that_binds_only_where_there_is_such_matter_is_inapplicable_without_any() {
    let judge = judge();
    let finding = on(&judge, &view(&judge, "", &[]), "treaties-agreements");
    assert_eq!((finding.outcome, finding.reason), (Outcome::Inapplicable, Reason::NoSuchMatter));
}

#[test]
fn another_tier_and_a_merged_agency_are_inapplicable() {
    let judge = judge();
    let mut other = view(&judge, "", &[]);
    other.portal.tier = Some(Tier::Province);
    assert_eq!(on(&judge, &other, "treaties-agreements").reason, Reason::OtherTier);
    let mut merged = view(&judge, "", &[]);
    merged.portal.merged = Some(Merger { into: PortalId::new("bo-moi"), since: date(2025, 3, 1) });
    for finding in judge.conclude(&merged, DAY) {
        assert_eq!(finding.outcome, Outcome::Inapplicable);
    }
    merged.portal.merged = Some(Merger { into: PortalId::new("bo-moi"), since: date(2026, 7, 1) });
    assert_eq!(on(&judge, &merged, "legal-documents").outcome, Outcome::Failed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_pages_never_changes_a_finding(order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let judge = judge();
        let menu = format!("{ENTRY}<li><a href='/ht'>Hệ thống văn bản</a></li>");
        let listing = register(4, 2026);
        let pages =
            [(LIST, &*listing), ("https://mau.gov.vn/ht", &*listing), ("https://mau.gov.vn/van-ban-phap-luat", &*listing)];
        let mut view = view(&judge, &menu, &pages);
        let before = judge.conclude(&view, DAY);
        let pages = std::mem::take(&mut view.observations);
        view.observations = order.iter().map(|at| pages[*at].clone()).collect();
        prop_assert_eq!(judge.conclude(&view, DAY), before);
    }
}
