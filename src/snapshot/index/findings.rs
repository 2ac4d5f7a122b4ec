//! Findings as rows. What the JSON columns mean is known to whoever judges; here they are kept as they are.

use super::Index;
use crate::snapshot::Error;

/// A finding as it lies in the table `findings`: plain columns to query by, JSON for the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Id of the portal.
    pub portal: String,
    /// Id of the requirement.
    pub requirement: String,
    /// One of the six words.
    pub outcome: String,
    /// JSON object.
    pub reason: String,
    /// JSON object, where something was seen.
    pub evidence: Option<String>,
    /// JSON object: what was searched.
    pub search: String,
    /// JSON list of provisions.
    pub basis: String,
    /// `yes`, `changed`, `benchmark-only`, `none`.
    pub holds_today: String,
    /// JSON object, where there is a remark.
    pub note: Option<String>,
}

impl Index {
    /// Puts `rows` in the place of all findings kept so far.
    pub(crate) fn replace_findings(&self, rows: &[FindingRow]) -> Result<(), Error> {
        self.change("DELETE FROM findings", [])?;
        for row in rows {
            self.change(
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    &row.portal,
                    &row.requirement,
                    &row.outcome,
                    &row.reason,
                    &row.evidence,
                    &row.search,
                    &row.basis,
                    &row.holds_today,
                    &row.note,
                ),
            )?;
        }
        Ok(())
    }

    /// All findings: portals in registry order, requirements by id.
    pub(crate) fn findings(&self) -> Result<Vec<FindingRow>, Error> {
        self.all(
            "SELECT findings.* FROM findings JOIN portals USING (portal) ORDER BY position, requirement",
            [],
            |row| {
                Ok(Ok(FindingRow {
                    portal: row.get("portal")?,
                    requirement: row.get("requirement")?,
                    outcome: row.get("outcome")?,
                    reason: row.get("reason")?,
                    evidence: row.get("evidence")?,
                    search: row.get("search")?,
                    basis: row.get("basis")?,
                    holds_today: row.get("holds_today")?,
                    note: row.get("note")?,
                }))
            },
        )
    }
}
