//! What people decided about findings.

use super::Index;
use crate::snapshot::Error;

/// A decision about a finding, from the table `reviews`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Id of the portal.
    pub portal: String,
    /// Id of the requirement.
    pub requirement: String,
    /// One of the six words.
    pub decision: String,
    /// Who decided.
    pub reviewer: String,
    /// Day or moment of the decision, beginning with `YYYY-MM-DD`; the greatest counts.
    pub at: String,
    /// Why; may be empty.
    pub note: String,
}

impl Index {
    /// Every decision, by portal in registry order, then requirement, oldest first.
    pub(crate) fn reviews(&self) -> Result<Vec<ReviewRow>, Error> {
        self.all(
            "SELECT reviews.* FROM reviews JOIN portals USING (portal) ORDER BY position, requirement, at",
            [],
            |row| {
                Ok(Ok(ReviewRow {
                    portal: row.get("portal")?,
                    requirement: row.get("requirement")?,
                    decision: row.get("decision")?,
                    reviewer: row.get("reviewer")?,
                    at: row.get("at")?,
                    note: row.get("note")?,
                }))
            },
        )
    }

    /// Adds decisions; one of the same finding and day takes the place of the former.
    pub(crate) fn add_reviews(&self, rows: &[ReviewRow]) -> Result<(), Error> {
        for row in rows {
            self.change(
                "INSERT OR REPLACE INTO reviews (portal, requirement, decision, reviewer, at, note) \
                 VALUES (?, ?, ?, ?, ?, ?)",
                (&row.portal, &row.requirement, &row.decision, &row.reviewer, &row.at, &row.note),
            )?;
        }
        Ok(())
    }
}
