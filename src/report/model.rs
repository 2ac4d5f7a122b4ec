//! What a report is built from, in the order and with the masking in which it is published.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Before, Lang, Origin, RunFacts, json::v1, mask, order, text};
use crate::{
    accuracy,
    diagnostic::Diagnostics,
    inputs::{Declared, Held, Obstacles, held},
    judge::{Census, Circumstances, Coverage, Finding, Outcome, Practice, Reason},
    registry::{Portal, PortalId},
    review::{Decision, Key, Ruling, WaiverUse},
    rules::{Bilingual, Measure, Metric, MetricId, Profile, Requirement, RequirementId, RulePack},
    score::{FullInformation, PortalScore, SurveyRow, SurveyTotals},
};

/// Everything said about one portal.
#[derive(Clone, Debug)]
pub struct PortalResult {
    /// The registry's row.
    pub portal: Portal,
    /// One per requirement of the profile.
    pub findings: Vec<Finding>,
    /// What was searched.
    pub coverage: Coverage,
    /// Under what circumstances it was seen.
    pub circumstances: Circumstances,
    /// Whether anything could be told of it.
    pub seen: bool,
    /// Its component sites; `None` where the input cannot show them (saved pages).
    pub census: Option<Census>,
    /// What the survey asks of it beside findings; `None` as above.
    pub practice: Option<Practice>,
    /// What the findings weigh; what is waived weighs nothing.
    pub score: PortalScore,
    /// What people said about some of the findings. A reviewed finding has the outcome that was decided.
    pub rulings: BTreeMap<RequirementId, Ruling>,
}

/// The ingredients of a report, in any order.
#[derive(Clone, Debug)]
pub struct Parts {
    /// About the run.
    pub run: RunFacts,
    /// The day for which `holds today` was answered, in Viet Nam.
    pub day: Date,
    /// By which law.
    pub profile: Profile,
    /// One per portal.
    pub portals: Vec<PortalResult>,
    /// The survey table.
    pub totals: SurveyTotals,
    /// Waivers of portals in the report, and what they do.
    pub waivers: Vec<WaiverUse>,
    /// What is wrong with the waivers.
    pub problems: Diagnostics,
    /// Names of agencies that took over others and are not among the portals.
    pub successors: BTreeMap<PortalId, Bilingual>,
}

/// A report ready to be written in any format: ordered, and with private persons masked.
#[derive(Clone, Debug)]
pub struct Report {
    pub(super) run: RunFacts,
    pub(super) day: Date,
    pub(super) profile: Profile,
    /// Requirements of the profile, in the order of the articles that ask for them.
    pub(super) requirements: Vec<Requirement>,
    /// By tier, then id; findings in the order of the requirements.
    pub(super) portals: Vec<PortalResult>,
    /// Figures that stand in the survey table, in its order.
    pub(super) metrics: Vec<Metric>,
    pub(super) totals: SurveyTotals,
    /// `failed` findings that cost a portal its full information and that nobody has reviewed yet.
    pub(super) unreviewed: Vec<Key>,
    /// In the order of their file.
    pub(super) waivers: Vec<WaiverUse>,
    problems: Diagnostics,
    successors: BTreeMap<PortalId, Bilingual>,
    /// How far the verdicts can be trusted, where that was measured.
    pub(super) accuracy: Option<accuracy::v1::Accuracy>,
    /// What agencies say of themselves, held against the findings.
    pub(super) declared: Option<Held>,
    /// What agencies say keeps them from it.
    pub(super) obstacles: Option<Obstacles>,
    /// The survey of an earlier run.
    pub(super) before: Option<Before>,
}

impl Report {
    /// Orders `parts`, masks private persons in them, and looks up in `rules` the requirements they speak of.
    pub fn new(parts: Parts, rules: &RulePack) -> Self {
        let Parts { run, day, profile, mut portals, mut totals, waivers, problems, successors } = parts;
        let used: BTreeSet<&RequirementId> = portals
            .iter()
            .flat_map(|portal| portal.findings.iter().map(|finding| &finding.requirement))
            .chain(&profile.full_information)
            .collect();
        let mut requirements: Vec<Requirement> =
            rules.requirements.iter().filter(|requirement| used.contains(&requirement.id)).cloned().collect();
        requirements.sort_by_cached_key(|requirement| order::requirement(requirement, &profile));
        let rank: BTreeMap<&RequirementId, usize> =
            requirements.iter().enumerate().map(|(index, requirement)| (&requirement.id, index)).collect();
        let sections = mask::Sections::of(&rules.requirements);
        for portal in &mut portals {
            portal.findings.sort_by(|a, b| {
                let key = |finding: &Finding| rank.get(&finding.requirement).copied().unwrap_or(usize::MAX);
                key(a).cmp(&key(b)).then_with(|| a.requirement.cmp(&b.requirement))
            });
            portal.findings.iter_mut().for_each(|finding| mask::finding(finding, &sections));
            portal.score.lost.iter_mut().for_each(|lost| mask::lost(lost, &sections));
        }
        portals.sort_by(|a, b| order::portal(&a.portal).cmp(&order::portal(&b.portal)));
        let place = |id: &MetricId| rules.metrics.iter().position(|metric| metric.id == *id);
        totals.rows.sort_by_key(|row| (place(&row.metric), order::survey_tier(&row.tier)));
        let measured = |metric: &&Metric| totals.rows.iter().any(|row| row.metric == metric.id);
        let metrics: Vec<Metric> = rules.metrics.iter().filter(measured).cloned().collect();
        totals.left_out.sort();
        let unreviewed = unreviewed(&portals, &profile);
        Self {
            run,
            day,
            profile,
            requirements,
            portals,
            metrics,
            totals,
            unreviewed,
            waivers,
            problems,
            successors,
            accuracy: None,
            declared: None,
            obstacles: None,
            before: None,
        }
    }

    /// With a measurement of how far its verdicts can be trusted, which the document for people shows.
    #[must_use]
    pub fn with_accuracy(self, measured: accuracy::v1::Accuracy) -> Self {
        Self { accuracy: Some(measured), ..self }
    }

    /// With what agencies declare, held against what was found.
    #[must_use]
    pub fn with_declared(self, answers: &[Declared]) -> Self {
        let findings = self.portals.iter().flat_map(|portal| &portal.findings);
        let seen = findings.map(|finding| ((finding.portal.clone(), finding.requirement.clone()), finding.outcome));
        let declared = Some(held(answers, &seen.collect()));
        Self { declared, ..self }
    }

    /// With the survey of an earlier run beside it.
    #[must_use]
    pub fn with_before(self, before: Before) -> Self {
        Self { before: Some(before), ..self }
    }

    /// With the obstacles and recommendations of agencies.
    #[must_use]
    pub fn with_obstacles(self, obstacles: Obstacles) -> Self {
        Self { obstacles: Some(obstacles), ..self }
    }

    /// The portals that count: all but those of agencies that were merged away.
    pub(super) fn counted(&self) -> impl Iterator<Item = &PortalResult> {
        counted(&self.portals)
    }

    /// The rows of the registry, in the order of the report.
    pub fn registered(&self) -> impl Iterator<Item = &Portal> {
        self.portals.iter().map(|result| &result.portal)
    }

    /// Ids of the requirements it speaks of.
    pub fn requirement_ids(&self) -> impl Iterator<Item = &RequirementId> {
        self.requirements.iter().map(|requirement| &requirement.id)
    }

    /// Whether the requirement can be met at all where the pages come from: what a simulated web has nothing of says
    /// nothing about its agencies.
    pub(super) fn plants(&self, id: &RequirementId) -> bool {
        self.run.planted.as_ref().is_none_or(|planted| planted.contains(id))
    }

    /// Whether the report must say DRAFT on every page: some `failed` that costs a portal its full information has no
    /// reviewer's decision yet.
    pub fn is_draft(&self) -> bool {
        !self.unreviewed.is_empty()
    }

    /// Outcomes of all findings as they are weighed: what is waived does not apply.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        self.portals.iter().flat_map(|portal| portal.findings.iter().map(|finding| portal.weighed(finding)))
    }

    /// Findings that a reviewer has decided on, and findings that are waived.
    pub(super) fn ruled(&self) -> (u32, u32) {
        let rulings = || self.portals.iter().flat_map(|portal| portal.rulings.values());
        let reviewed = rulings().filter(|ruling| ruling.review.is_some()).count();
        (reviewed as u32, rulings().filter(|ruling| ruling.waiver.is_some()).count() as u32)
    }

    /// Waivers that have expired or waive nothing, at their place in the file.
    pub fn problems(&self) -> &Diagnostics {
        &self.problems
    }

    /// The name of a portal in `lang`.
    pub(crate) fn name_of<'r>(&'r self, portal: &'r Portal, lang: Lang) -> &'r str {
        self.name(&portal.id, lang)
    }

    /// Ids of all portals, in the report's order.
    pub(crate) fn portal_ids(&self) -> impl Iterator<Item = &PortalId> + Clone {
        self.portals.iter().map(|result| &result.portal.id)
    }

    /// The title of a requirement in `lang`; its id if nobody knows it.
    pub(crate) fn title<'r>(&'r self, id: &'r RequirementId, lang: Lang) -> &'r str {
        self.requirement(id).map_or(id.as_str(), |known| lang.pick(&known.title))
    }

    /// Why the program said what it said.
    pub(crate) fn reason(&self, finding: &Finding, lang: Lang) -> String {
        self.say(&finding.reason, &finding.requirement, lang)
    }

    /// Waivers of portals in the report, and what they do.
    pub fn waivers(&self) -> &[WaiverUse] {
        &self.waivers
    }

    /// All findings, by portal, then in the order of the requirements.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.portals.iter().flat_map(|portal| &portal.findings)
    }

    /// Rows of the survey table.
    pub fn survey(&self) -> &[SurveyRow] {
        &self.totals.rows
    }

    /// Rows of the survey table that say how many portals give full information.
    pub(super) fn full_information_rows(&self) -> impl Iterator<Item = &SurveyRow> {
        let metric = self.metrics.iter().find(|metric| metric.measure == Measure::FullInformation {});
        self.totals.rows.iter().filter(move |row| metric.is_some_and(|metric| row.metric == metric.id))
    }

    /// The name of a figure of the survey in `lang`.
    pub(super) fn metric_title<'r>(&'r self, id: &'r MetricId, lang: Lang) -> &'r str {
        let known = self.metrics.iter().find(|metric| metric.id == *id);
        known.map_or(id.as_str(), |metric| lang.pick(&metric.title))
    }

    /// The component sites of each portal, as published.
    pub fn censuses(&self) -> impl Iterator<Item = (&PortalId, v1::Components)> {
        self.portals.iter().filter_map(|result| {
            let census = result.census.as_ref()?;
            Some((&result.portal.id, v1::Components::new(census, result.seen)))
        })
    }

    /// HTML pages read on all portals.
    pub fn pages(&self) -> u64 {
        self.portals.iter().map(|portal| u64::from(portal.coverage.pages)).sum()
    }

    /// Whether the visits have not ended: what is missing may only not have been reached.
    pub fn is_unfinished(&self) -> bool {
        self.run.finished.is_none() || self.run.unfinished > 0
    }

    /// Whether every page must say that the data are simulated.
    pub fn is_simulated(&self) -> bool {
        self.run.origin == Origin::Simulated
    }

    /// What every page and row must say about the report, in capitals; empty of a finished, reviewed report of real
    /// pages.
    pub(super) fn states(&self, lang: Lang) -> Vec<&'static str> {
        let said = [
            (self.is_simulated(), lang.of("DỮ LIỆU MÔ PHỎNG", "SIMULATED DATA")),
            (self.is_unfinished(), lang.of("CHƯA HOÀN TẤT", "UNFINISHED")),
            (self.is_draft(), lang.of("DỰ THẢO", "DRAFT")),
        ];
        said.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words).collect()
    }

    pub(super) fn requirement(&self, id: &RequirementId) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.id == *id)
    }

    /// Whether the note about the assumed set of 18 ministries has to stand under every table by tier.
    pub(super) fn assumes_the_eighteen(&self) -> bool {
        self.run.cohort == "2024" && !self.is_simulated()
    }

    /// The sentence for `reason`, with the words of the rule's proof and the name of the agency merged into.
    pub(super) fn say(&self, reason: &Reason, requirement: &RequirementId, lang: Lang) -> String {
        let (mut proof, mut into) = ("", "");
        match reason {
            Reason::Proven { proof: name, .. } => {
                let proofs = self.requirement(requirement).map_or(&[][..], |requirement| &requirement.proofs);
                proof = proofs.iter().find(|known| known.name == *name).map_or("", |known| lang.pick(&known.say));
            }
            Reason::Merged { into: id, .. } => into = self.name(id, lang),
            _ => {}
        }
        text::reason(reason, proof, into, lang)
    }

    /// Why a finding is what it is: what the reviewer saw where that decided, otherwise the sentence for its reason.
    pub(super) fn why(
        &self,
        result: &PortalResult,
        requirement: &RequirementId,
        reason: &Reason,
        lang: Lang,
    ) -> String {
        match result.overruled(requirement) {
            Some(review) => text::decided(&mask::text(&review.reason, requirement), lang),
            None => self.say(reason, requirement, lang),
        }
    }

    /// Name of an agency, also of a successor of another cohort; its id if nobody knows it.
    pub(super) fn name<'r>(&'r self, id: &'r PortalId, lang: Lang) -> &'r str {
        let here = self.portals.iter().find(|result| result.portal.id == *id).map(|result| result.name(lang));
        here.or_else(|| self.successors.get(id).map(|name| lang.pick(name))).unwrap_or(id.as_str())
    }

    pub(super) fn in_full_information(&self, id: &RequirementId) -> bool {
        self.profile.full_information.contains(id)
    }
}

impl PortalResult {
    /// Hundredths of a point that `requirement` costs.
    pub(super) fn lost(&self, requirement: &RequirementId) -> u32 {
        self.score.lost.iter().find(|lost| lost.requirement == *requirement).map_or(0, |lost| lost.lost_hundredths)
    }

    /// The outcome as it is weighed: what is waived does not apply.
    pub(super) fn weighed(&self, finding: &Finding) -> Outcome {
        match self.rulings.get(&finding.requirement) {
            Some(Ruling { waiver: Some(_), .. }) => Outcome::Inapplicable,
            _ => finding.outcome,
        }
    }

    /// The outcome on `requirement` as it is weighed, if there is a finding on it.
    pub(super) fn weighed_on(&self, requirement: &RequirementId) -> Option<Outcome> {
        self.findings.iter().find(|finding| finding.requirement == *requirement).map(|finding| self.weighed(finding))
    }

    /// The reviewer's decision where it is another than the program's word.
    pub(super) fn overruled(&self, requirement: &RequirementId) -> Option<&Decision> {
        let ruling = self.rulings.get(requirement)?;
        ruling.review.as_ref().filter(|review| review.outcome != ruling.judged)
    }

    /// The agency's name in `lang`, the Vietnamese one where no other is recorded.
    pub(super) fn name(&self, lang: Lang) -> &str {
        if lang == Lang::En && !self.portal.name_en.is_empty() { &self.portal.name_en } else { &self.portal.name_vi }
    }
}

fn counted(portals: &[PortalResult]) -> impl Iterator<Item = &PortalResult> {
    portals.iter().filter(|portal| portal.score.full_information != FullInformation::LeftOut)
}

/// Nobody has decided, and nobody has waived.
fn unreviewed(portals: &[PortalResult], profile: &Profile) -> Vec<Key> {
    counted(portals)
        .flat_map(|portal| portal.findings.iter().filter(|f| !portal.rulings.contains_key(&f.requirement)))
        .filter(|finding| finding.outcome == Outcome::Failed && profile.full_information.contains(&finding.requirement))
        .map(|finding| (finding.portal.clone(), finding.requirement.clone()))
        .collect()
}
