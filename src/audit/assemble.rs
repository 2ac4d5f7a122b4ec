//! From the outcomes of all portals to a report, and to the rows that analysts query in `run.sqlite`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::outcome::PortalOutcome;
use crate::{
    demo,
    judge::{Census, Circumstances, Coverage, Judge, Outcome, Practice},
    registry::{self, Portal, PortalId},
    report::{Earlier, Origin, Parts, PortalResult, Report, RunFacts},
    review::{self, Decision, Rulings},
    rules::{Bilingual, Metric, RulePack},
    score::{Surveyed, score, survey},
    snapshot::{Error, FindingRow, Manifest, SavedRun},
};

/// What a report repeats of the run's manifest.
pub fn run_facts(manifest: &Manifest) -> RunFacts {
    RunFacts {
        id: manifest.id.clone(),
        program: super::PROGRAM.to_owned(),
        origin: if manifest.simulated { Origin::Simulated } else { Origin::Crawled },
        cohort: manifest.cohort.clone(),
        registry_digest: manifest.registry_digest.clone(),
        rules_digest: manifest.rules_digest.clone(),
        started: manifest.started,
        finished: manifest.finished,
        unfinished: 0,
        since: manifest.since.as_ref().map(|since| Earlier { id: since.id.clone(), started: since.started }),
        planted: manifest.simulated.then(demo::planted),
    }
}

/// As [`run_facts`], of a run that may have been stopped before every portal was done.
pub fn facts_of(run: &SavedRun) -> Result<RunFacts, Error> {
    let mut unfinished = 0;
    for portal in run.portals()? {
        unfinished += u32::from(run.end(&portal.id)?.is_none());
    }
    let facts = run_facts(run.manifest());
    // Only a run that was seen through has an end.
    let finished = facts.finished.filter(|_| unfinished == 0);
    Ok(RunFacts { finished, unfinished, ..facts })
}

/// What reviewers decided about findings of `run`. A row that another program wrote and that cannot be meant is left out.
pub fn decisions(run: &SavedRun) -> Result<Vec<Decision>, Error> {
    Ok(run.reviews()?.into_iter().filter_map(Decision::from_row).collect())
}

/// Scores `outcomes` and puts everything together. A portal without an outcome (the run was interrupted before its
/// turn) is judged as not seen at all. What people said, in `rulings`, comes before anything is weighed.
pub fn assemble(
    judge: &Judge,
    rules: &RulePack,
    portals: &[Portal],
    mut outcomes: BTreeMap<PortalId, PortalOutcome>,
    run: RunFacts,
    day: Date,
    rulings: &Rulings,
) -> Report {
    let mut weighed_by_portal = Vec::new();
    let mut results = Vec::new();
    for portal in portals {
        let outcome = outcomes.remove(&portal.id).unwrap_or_else(|| unseen(judge, portal, day));
        let PortalOutcome { findings: mut said, coverage, census, practice, circumstances } = outcome;
        // A start page behind a challenge or a script was fetched, and still nothing was seen by the program.
        let seen =
            said.iter().any(|finding| matches!(finding.outcome, Outcome::Passed | Outcome::Partial | Outcome::Failed));
        let ruled = rulings.apply(&mut said, day);
        let weighed = review::weighed(&said, &ruled);
        let score = score(&portal.id, judge.requirements(), judge.profile(), &weighed, day);
        weighed_by_portal.push(weighed);
        let portal = portal.clone();
        results.push(PortalResult {
            portal,
            findings: said,
            coverage,
            circumstances,
            seen,
            census,
            practice,
            score,
            rulings: ruled,
        });
    }
    let metrics: Vec<Metric> =
        rules.metrics.iter().filter(|metric| !metric.left_out_of.contains(&run.cohort)).cloned().collect();
    let surveyed = results.iter().zip(&weighed_by_portal).map(|(result, findings)| Surveyed {
        portal: &result.portal,
        score: &result.score,
        findings,
        seen: result.seen,
        census: result.census.as_ref(),
        practice: result.practice.as_ref(),
        day,
    });
    let totals = survey(&metrics, surveyed);
    let profile = judge.profile().clone();
    let successors = successors(portals);
    let waivers = rulings.uses(results.iter().flat_map(|result| &result.findings), day);
    Report::new(
        Parts {
            run,
            day,
            profile,
            portals: results,
            totals,
            problems: rulings.problems(&waivers, day),
            waivers,
            successors,
        },
        rules,
    )
}

/// Names of the agencies that took over some of `portals`, as the newest cohort has them.
fn successors(portals: &[Portal]) -> BTreeMap<PortalId, Bilingual> {
    let into: BTreeSet<&PortalId> = portals.iter().filter_map(|portal| Some(&portal.merged.as_ref()?.into)).collect();
    if into.is_empty() {
        return BTreeMap::new();
    }
    let named = registry::agencies_of_today().into_iter().filter(|agency| into.contains(&agency.id));
    named.map(|agency| (agency.id, Bilingual { vi: agency.name_vi, en: agency.name_en })).collect()
}

fn unseen(judge: &Judge, portal: &Portal, day: Date) -> PortalOutcome {
    let mut view = crate::judge::PortalView::new(portal.clone(), day);
    view.cut_short = true;
    PortalOutcome {
        findings: judge.conclude(&view, day),
        coverage: Coverage::default(),
        census: Some(Census::default()),
        practice: Some(Practice::default()),
        circumstances: Circumstances::default(),
    }
}

/// The findings of all portals as rows of `run.sqlite`.
pub fn finding_rows(outcomes: &BTreeMap<PortalId, PortalOutcome>) -> serde_json::Result<Vec<FindingRow>> {
    let mut rows = Vec::new();
    for finding in outcomes.values().flat_map(|outcome| &outcome.findings) {
        let word = |value: serde_json::Result<serde_json::Value>| -> serde_json::Result<String> {
            Ok(value?.as_str().unwrap_or_default().to_owned())
        };
        rows.push(FindingRow {
            portal: finding.portal.to_string(),
            requirement: finding.requirement.to_string(),
            outcome: word(serde_json::to_value(finding.outcome))?,
            reason: serde_json::to_string(&finding.reason)?,
            evidence: finding.evidence.as_ref().map(serde_json::to_string).transpose()?,
            search: serde_json::to_string(&finding.search)?,
            basis: serde_json::to_string(&finding.basis)?,
            holds_today: word(serde_json::to_value(finding.holds_today))?,
            note: finding.note.as_ref().map(serde_json::to_string).transpose()?,
        });
    }
    Ok(rows)
}
