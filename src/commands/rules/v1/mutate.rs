//! `d42 rules mutate` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::judge::Outcome;
use crate::report::ReasonCode;
use crate::workbench::{Demand, MutationRun, Verdict};

/// The mutants as JSON, version 1.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct MutateV1<'r> {
    /// Always 1.
    version: u32,
    /// SHA-256 over the rule files.
    rules_digest: &'r str,
    /// Mutants that were tried.
    mutants: usize,
    /// Those that the rules treat as they must.
    caught: usize,
    /// Their share, in tenths of a per cent.
    caught_permille: u32,
    /// Fixtures that are wrong before they are mutated.
    left_out: &'r [String],
    /// Mutants that the rules treat otherwise.
    escaped: Vec<EscapedV1<'r>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EscapedV1<'r> {
    /// Requirement.
    requirement: &'r str,
    /// The page that was mutated.
    file: &'r str,
    /// What was done to it.
    mutation: &'static str,
    /// `stay` or `break`.
    must: &'static str,
    /// What was found.
    got: &'static str,
    /// One of the six outcomes.
    outcome: Outcome,
    /// Why.
    reason: ReasonCode,
}

impl<'r> MutateV1<'r> {
    /// The result to be written.
    pub(in super::super) fn of(run: &'r MutationRun, digest: &'r str) -> Self {
        let (caught, mutants) = run.caught(None);
        let escaped = run.trials.iter().filter(|trial| trial.verdict != Verdict::Held);
        Self {
            version: 1,
            rules_digest: digest,
            mutants,
            caught,
            caught_permille: run.permille(),
            left_out: &run.left_out,
            escaped: escaped
                .map(|trial| EscapedV1 {
                    requirement: trial.finding.requirement.as_str(),
                    file: &trial.file,
                    mutation: trial.mutation.name(),
                    must: match trial.demand {
                        Demand::Stay => "stay",
                        Demand::Break => "break",
                    },
                    got: trial.level.name(),
                    outcome: trial.finding.outcome,
                    reason: ReasonCode::from(&trial.finding.reason),
                })
                .collect(),
        }
    }
}
