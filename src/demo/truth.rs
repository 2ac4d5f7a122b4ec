//! What a careful person with plain HTTP, or with a browser too, could say about each planted portal, and how far an audit agrees.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

use crate::{
    judge::{Finding, Outcome},
    registry::{PortalId, SurveyTier},
    rules::{MetricId, RequirementId},
    score::SurveyRow,
};

use super::{
    component::{ComponentKind, Life},
    duty::{DUTIES, Duty},
    plan::Plan,
    portal::{Eyes, PlannedPortal, State},
};

/// Outcomes by portal and requirement.
pub type Truth = BTreeMap<(PortalId, RequirementId), Outcome>;

/// A figure of the survey that is planted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Planted {
    FullInformation,
    DataPortal,
    ComponentSites,
    DistrictLevel,
    CommuneLevel,
    Integrated,
}

impl Planted {
    const ALL: [Self; 6] = [
        Self::FullInformation,
        Self::DataPortal,
        Self::ComponentSites,
        Self::DistrictLevel,
        Self::CommuneLevel,
        Self::Integrated,
    ];

    /// Its name among the figures of the survey.
    fn id(self) -> &'static str {
        match self {
            Self::FullInformation => "full-information",
            Self::DataPortal => "data-portal",
            Self::ComponentSites => "component-sites",
            Self::DistrictLevel => "district-level",
            Self::CommuneLevel => "commune-level",
            Self::Integrated => "integrated",
        }
    }
}

/// How many outcomes were right, of how many that could be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Same outcome.
    pub agree: u32,
    /// Compared.
    pub total: u32,
}

/// One outcome that differs from the planted truth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// On which portal.
    pub portal: PortalId,
    /// About what.
    pub requirement: RequirementId,
    /// What was planted.
    pub truth: Outcome,
    /// What the audit said.
    pub found: Outcome,
}

/// An audit held against the plan. Requirements that one of the two does not know are not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// Over everything.
    pub overall: Score,
    /// By requirement.
    pub by_requirement: BTreeMap<RequirementId, Score>,
    /// Ordered by requirement, then portal.
    pub disagreements: Vec<Disagreement>,
}

impl Plan {
    /// What is true of every portal and every planted duty, as far as `eyes` can see.
    pub fn truth(&self, eyes: Eyes) -> Truth {
        let mut truth = Truth::new();
        for portal in &self.portals {
            for duty in DUTIES {
                truth.insert((portal.id.clone(), RequirementId::new(duty.id)), outcome(portal, duty, eyes));
            }
        }
        truth
    }

    /// The same as a table for `d42 accuracy`: portal, requirement, outcome, and the family that its pages are built by.
    /// Every cell is a word of ours, so that none needs quoting.
    pub fn truth_table(&self, eyes: Eyes) -> String {
        let mut table = String::from("portal,requirement,outcome,design\n");
        for portal in &self.portals {
            for duty in DUTIES {
                let design = portal.family.word();
                // Writing to a String cannot fail.
                let _ = writeln!(table, "{},{},{},{design}", portal.id, duty.id, outcome(portal, duty, eyes).word());
            }
        }
        table
    }

    /// The survey table that a perfect audit of this web with plain HTTP would print.
    pub fn survey(&self) -> Vec<SurveyRow> {
        let mut rows = Vec::new();
        for metric in Planted::ALL {
            let columns: [(&str, Option<SurveyTier>); 4] = [
                ("ministry", Some(SurveyTier::Ministry)),
                ("agency", Some(SurveyTier::Agency)),
                ("province", Some(SurveyTier::Province)),
                ("all", None),
            ];
            for (name, tier) in columns {
                let levels = matches!(metric, Planted::DistrictLevel | Planted::CommuneLevel);
                if levels && tier != Some(SurveyTier::Province) {
                    continue;
                }
                let portals: Vec<_> = self.portals.iter().filter(|p| tier.is_none_or(|t| t == p.tier)).collect();
                if portals.is_empty() {
                    continue;
                }
                let value = portals.iter().map(|p| count(p, metric)).sum();
                let hidden = portals.iter().filter(|p| p.hidden()).count() as u32;
                let (denominator, undecided) = match metric {
                    Planted::ComponentSites => {
                        let listed = portals.iter().flat_map(|p| &p.components).filter(|c| c.life != Life::Moved);
                        (listed.count() as u32, 0)
                    }
                    _ => (portals.len() as u32, hidden),
                };
                let metric = MetricId::new(metric.id());
                rows.push(SurveyRow { metric, tier: name.to_owned(), value, denominator, undecided });
            }
        }
        rows
    }
}

/// What `portal` adds to the value of `metric`.
fn count(portal: &PlannedPortal, metric: Planted) -> u32 {
    let yes = match metric {
        Planted::FullInformation => portal.trouble.is_none(),
        Planted::DataPortal => portal.data_portal,
        Planted::ComponentSites => {
            return portal.components.iter().filter(|c| c.life == Life::Alive).count() as u32;
        }
        Planted::DistrictLevel => portal.living(ComponentKind::District) > 0,
        Planted::CommuneLevel => portal.living(ComponentKind::Commune) > 0,
        Planted::Integrated => portal.integrated,
    };
    u32::from(yes)
}

fn outcome(portal: &PlannedPortal, duty: &Duty, eyes: Eyes) -> Outcome {
    if !duty.binds(portal.tier) {
        return Outcome::Inapplicable;
    }
    if portal.hidden_from(eyes) {
        return Outcome::CantTell;
    }
    match portal.state(duty.id) {
        // A choice of languages that leads nowhere is a section announced with nothing behind it.
        State::LookAlike if duty.id == "other-languages" => Outcome::Partial,
        // Only a yearly duty has a date that the law itself sets; elsewhere age offends a benchmark.
        State::Stale if duty.yearly => Outcome::Partial,
        State::Passed | State::Stale => Outcome::Passed,
        State::Empty | State::Incomplete | State::DeadLink => Outcome::Partial,
        State::Absent if duty.where_any => Outcome::Inapplicable,
        State::LookAlike | State::Absent => Outcome::Failed,
    }
}

/// Holds `findings` against `truth`.
pub fn agreement<'f>(findings: impl IntoIterator<Item = &'f Finding>, truth: &Truth) -> Agreement {
    let mut result = Agreement::default();
    for finding in findings {
        let key = (finding.portal.clone(), finding.requirement.clone());
        let Some(&planted) = truth.get(&key) else { continue };
        let agree = u32::from(planted == finding.outcome);
        let score = result.by_requirement.entry(finding.requirement.clone()).or_default();
        score.total += 1;
        score.agree += agree;
        result.overall.total += 1;
        result.overall.agree += agree;
        if agree == 0 {
            result.disagreements.push(Disagreement {
                portal: key.0,
                requirement: key.1,
                truth: planted,
                found: finding.outcome,
            });
        }
    }
    result.disagreements.sort_by(|a, b| (&a.requirement, &a.portal).cmp(&(&b.requirement, &b.portal)));
    result
}
