//! `d42 rules test` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::judge::Outcome;
use crate::report::ReasonCode;
use crate::rules::Probe;
use crate::workbench::{Exemption, Kind, TestRun, Trial, Verdict};

/// The test as JSON, version 1.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct TestV1<'r> {
    /// Always 1.
    version: u32,
    /// SHA-256 over the rule files.
    rules_digest: &'r str,
    /// Rules that were tried.
    rules: usize,
    /// Fixtures on which a rule found less than it must.
    missed: usize,
    /// Fixtures and clean pages on which a rule found more than it may.
    noisy: usize,
    /// Every fixture.
    fixtures: Vec<TrialV1<'r>>,
    /// Rules that lack fixtures.
    uncovered: Vec<UncoveredV1<'r>>,
    /// Rules of which none is expected.
    exempt: Vec<ExemptV1<'r>>,
    /// Every clean page.
    clean: Vec<CleanV1<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TrialV1<'r> {
    /// Requirement.
    requirement: &'r str,
    /// The page.
    file: &'r str,
    /// What its name says must come of it; absent where its front matter says more.
    kind: Option<&'static str>,
    /// Least that must be found.
    at_least: &'static str,
    /// Most that may be found.
    at_most: &'static str,
    /// What was found.
    got: &'static str,
    /// One of the six outcomes.
    outcome: Outcome,
    /// Why.
    reason: ReasonCode,
    /// `held`, `missed` or `noisy`.
    verdict: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UncoveredV1<'r> {
    /// Requirement.
    requirement: &'r str,
    /// Kinds of fixtures that it owes.
    missing: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ExemptV1<'r> {
    /// Requirement.
    requirement: &'r str,
    /// Why.
    why: ExemptionV1,
}

/// Why a rule needs no fixtures.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ExemptionV1 {
    /// Only people in the agency see it.
    Inside,
    /// No page proves it, only this check does.
    Check(Probe),
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CleanV1<'r> {
    /// The page.
    file: &'r str,
    /// Requirements that were found there.
    matched: Vec<&'r str>,
}

impl<'r> TestV1<'r> {
    /// The result to be written.
    pub(in super::super) fn of(run: &'r TestRun, digest: &'r str) -> Self {
        let trial = |trial: &'r Trial| TrialV1 {
            requirement: trial.finding.requirement.as_str(),
            file: &trial.fixture.file,
            kind: trial.fixture.kind.map(Kind::name),
            at_least: trial.fixture.expected.least.name(),
            at_most: trial.fixture.expected.most.name(),
            got: trial.level.name(),
            outcome: trial.finding.outcome,
            reason: ReasonCode::from(&trial.finding.reason),
            verdict: match trial.verdict {
                Verdict::Held => "held",
                Verdict::Missed => "missed",
                Verdict::Noisy => "noisy",
            },
        };
        let matched = |file: &'r String| CleanV1 {
            file,
            matched: run.matches.iter().filter(|m| m.file == *file).map(|m| m.finding.requirement.as_str()).collect(),
        };
        Self {
            version: 1,
            rules_digest: digest,
            rules: run.rules,
            missed: run.count(Verdict::Missed),
            noisy: run.count(Verdict::Noisy) + run.matches.len(),
            fixtures: run.trials.iter().map(trial).collect(),
            uncovered: run
                .uncovered
                .iter()
                .map(|owed| UncoveredV1 {
                    requirement: owed.requirement.as_str(),
                    missing: owed.kinds.iter().map(|kind| kind.name()).collect(),
                })
                .collect(),
            exempt: run
                .exempt
                .iter()
                .map(|(id, why)| ExemptV1 {
                    requirement: id.as_str(),
                    why: match why {
                        Exemption::Inside => ExemptionV1::Inside,
                        Exemption::Check(probe) => ExemptionV1::Check(*probe),
                    },
                })
                .collect(),
            clean: run.clean.iter().map(matched).collect(),
        }
    }
}
