//! What a run keeps of its last judgement: written when it was judged, and taken up again by a report as long as it is
//! what judging once more would give.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::outcome::PortalOutcome;
use crate::{
    judge::{Census, Circumstances, Coverage, Finding, Judge, Practice},
    registry::PortalId,
    snapshot::{Error, FindingRow, JudgedRow, SavedRun},
};

/// Version and sources of this program: another one may judge otherwise.
const JUDGED_BY: &str = concat!("d42 ", env!("CARGO_PKG_VERSION"), " ", env!("D42_SOURCES"));

/// Why kept findings are not what judging again would give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// A portal has none, or something changed since.
    Unknown,
    /// Another version of this program judged.
    Program,
    /// By other rules.
    Rules,
    /// By another profile.
    Profile,
}

/// What a judgement makes of a portal beside its findings. Only this state of the program reads it again.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seen {
    coverage: Coverage,
    census: Option<Census>,
    practice: Option<Practice>,
    circumstances: Circumstances,
}

/// What is kept of a judgement.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// One for each finding.
    pub findings: Vec<FindingRow>,
    /// One for each portal.
    pub judged: Vec<JudgedRow>,
}

impl Kept {
    /// Of `outcomes`, as `judge` has them by the rules with the digest `rules`.
    pub fn of(outcomes: &BTreeMap<PortalId, PortalOutcome>, judge: &Judge, rules: &str) -> serde_json::Result<Self> {
        let mut judged = Vec::new();
        for (portal, outcome) in outcomes {
            judged.push(JudgedRow {
                portal: portal.to_string(),
                program: JUDGED_BY.to_owned(),
                rules: rules.to_owned(),
                profile: judge.profile().id.0.clone(),
                seen: serde_json::to_string(&Seen {
                    coverage: outcome.coverage.clone(),
                    census: outcome.census.clone(),
                    practice: outcome.practice.clone(),
                    circumstances: outcome.circumstances.clone(),
                })?,
            });
        }
        Ok(Self { findings: super::assemble::finding_rows(outcomes)?, judged })
    }
}

/// The outcomes that `run` keeps, if judging it by `judge` and the rules with the digest `rules` would give the same.
///
/// # Errors
/// When the index cannot be read.
pub fn kept(
    run: &SavedRun,
    judge: &Judge,
    rules: &str,
) -> Result<Result<BTreeMap<PortalId, PortalOutcome>, Stale>, Error> {
    let rows = run.judged()?;
    let other = |mine: &str, of: fn(&JudgedRow) -> &str| rows.iter().any(|row| of(row) != mine);
    Ok(if rows.is_empty() || rows.len() != run.portals()?.len() {
        Err(Stale::Unknown)
    } else if other(JUDGED_BY, |row| &row.program) {
        Err(Stale::Program)
    } else if other(rules, |row| &row.rules) {
        Err(Stale::Rules)
    } else if other(&judge.profile().id.0, |row| &row.profile) {
        Err(Stale::Profile)
    } else {
        outcomes(rows, run.findings()?).map_err(|_| Stale::Unknown)
    })
}

fn outcomes(rows: Vec<JudgedRow>, findings: Vec<FindingRow>) -> serde_json::Result<BTreeMap<PortalId, PortalOutcome>> {
    let mut outcomes = BTreeMap::new();
    for row in rows {
        let Seen { coverage, census, practice, circumstances } = serde_json::from_str(&row.seen)?;
        let outcome = PortalOutcome { findings: Vec::new(), coverage, census, practice, circumstances };
        outcomes.insert(PortalId::new(row.portal), outcome);
    }
    for row in findings {
        if let Some(outcome) = outcomes.get_mut(&PortalId::new(&row.portal)) {
            outcome.findings.push(finding(row)?);
        }
    }
    Ok(outcomes)
}

fn finding(row: FindingRow) -> serde_json::Result<Finding> {
    fn word<T: DeserializeOwned>(word: String) -> serde_json::Result<T> {
        serde_json::from_value(Value::String(word))
    }
    let optional = |text: Option<String>| text.unwrap_or_else(|| "null".to_owned());
    Ok(Finding {
        portal: PortalId::new(row.portal),
        requirement: word(row.requirement)?,
        outcome: word(row.outcome)?,
        reason: serde_json::from_str(&row.reason)?,
        evidence: serde_json::from_str(&optional(row.evidence))?,
        search: serde_json::from_str(&row.search)?,
        basis: serde_json::from_str(&row.basis)?,
        holds_today: word(row.holds_today)?,
        note: serde_json::from_str(&optional(row.note))?,
    })
}
