//! Of which judgement the findings of each portal are. What the JSON columns mean is known to whoever judges.

use super::Index;
use crate::snapshot::Error;

/// The judgement of one portal, beside its findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRow {
    /// Id of the portal.
    pub portal: String,
    /// Version and sources of the program that judged.
    pub program: String,
    /// SHA-256 of the rule pack.
    pub rules: String,
    /// Id of the profile.
    pub profile: String,
    /// JSON object: what was seen beside the findings.
    pub seen: String,
}

impl Index {
    /// Notes of which judgement the findings are; to be called after they were put in.
    pub(crate) fn add_judged(&self, rows: &[JudgedRow]) -> Result<(), Error> {
        for row in rows {
            self.change(
                "INSERT OR REPLACE INTO judged (portal, program, rules, profile, seen) VALUES (?, ?, ?, ?, ?)",
                (&row.portal, &row.program, &row.rules, &row.profile, &row.seen),
            )?;
        }
        Ok(())
    }

    /// The portals whose findings still are of a known judgement, in registry order.
    pub(crate) fn judged(&self) -> Result<Vec<JudgedRow>, Error> {
        if !self.has_table("judged")? {
            return Ok(Vec::new());
        }
        self.all("SELECT judged.* FROM judged JOIN portals USING (portal) ORDER BY position", [], |row| {
            Ok(Ok(JudgedRow {
                portal: row.get("portal")?,
                program: row.get("program")?,
                rules: row.get("rules")?,
                profile: row.get("profile")?,
                seen: row.get("seen")?,
            }))
        })
    }
}
