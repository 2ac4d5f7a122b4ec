//! Small invented portals and findings for the tests of this stage.

use super::figures::{FullInformation, PortalScore};
use crate::{
    judge::{Finding, Obligation, Outcome, Reason, Search},
    registry::{Manners, Portal, PortalId, Tier},
    rules::{
        Basis, Bilingual, Confidence, Force, Labels, Measure, Metric, MetricId, Observe, Profile, ProfileId,
        Requirement, RequirementId,
    },
};

const LAW: &str = "1/2000/NĐ-CP";

pub(crate) fn requirement(id: &str, weight: u32) -> Requirement {
    Requirement {
        id: RequirementId::new(id),
        title: Bilingual::default(),
        expects: Bilingual::default(),
        remedy: Bilingual::default(),
        update: None,
        tiers: Vec::new(),
        weight,
        where_any: false,
        observe: Observe::Page,
        probe: None,
        bases: vec![Basis {
            instrument: LAW.to_owned(),
            article: "4".to_owned(),
            clause: String::new(),
            point: String::new(),
            force: Force::Mandatory,
            from: None,
            to: None,
            confidence: Confidence::B,
            note: crate::text::Bilingual::default(),
        }],
        labels: Labels::default(),
        proofs: Vec::new(),
        rejections: Vec::new(),
        freshness: None,
    }
}

pub(crate) fn metric(id: &str, measure: Measure) -> Metric {
    let blank = Bilingual::default;
    Metric {
        id: MetricId::new(id),
        order: 1,
        title: blank(),
        definition: blank(),
        unit: blank(),
        denominator: blank(),
        evidence: blank(),
        unknowns: blank(),
        left_out_of: Vec::new(),
        measure,
    }
}

pub(crate) fn profile(full_information: Vec<RequirementId>) -> Profile {
    Profile {
        id: ProfileId("p".to_owned()),
        title: Bilingual::default(),
        statement: Bilingual::default(),
        instruments: vec![LAW.to_owned()],
        dated: false,
        article_named: false,
        full_information,
    }
}

pub(crate) fn finding(id: &str, outcome: Outcome) -> Finding {
    Finding {
        portal: PortalId::new("x"),
        requirement: RequirementId::new(id),
        outcome,
        reason: Reason::NotFound,
        evidence: None,
        search: Search::default(),
        basis: Vec::new(),
        holds_today: Obligation::Yes,
        note: None,
    }
}

pub(crate) fn portal(id: &str, tier: &str) -> Portal {
    let url = url::Url::parse(&format!("https://{id}.gov.vn/")).unwrap();
    Portal {
        id: PortalId::new(id),
        tier: Some(if tier == "ministry" { Tier::Ministry } else { Tier::Province }),
        name_vi: String::new(),
        name_en: String::new(),
        url,
        domains: vec![format!("{id}.gov.vn")],
        languages: Vec::new(),
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    }
}

pub(crate) fn scored(id: &str, full_information: FullInformation) -> PortalScore {
    PortalScore {
        portal: PortalId::new(id),
        low: 0,
        middle: 0,
        high: 0,
        counts: [0; 6],
        not_observable: 0,
        not_duties: 0,
        full_information,
        missing_for_full: Vec::new(),
        lost: Vec::new(),
    }
}
