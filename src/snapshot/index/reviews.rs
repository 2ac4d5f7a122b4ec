//! What people decided about findings, as far as reports ask for it.

use super::Index;
use crate::snapshot::Error;

/// The latest decision about a finding, from the table `reviews`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewRow {
    /// Id of the portal.
    pub portal: String,
    /// Id of the requirement.
    pub requirement: String,
    /// One of the six words.
    pub decision: String,
}

impl Index {
    /// The latest decision about each finding that has one, by portal, then requirement.
    pub(crate) fn reviews(&self) -> Result<Vec<ReviewRow>, Error> {
        // SQLite takes the other columns from the row with the greatest `at` (bare columns beside max()).
        self.all(
            "SELECT portal, requirement, decision, max(at) FROM reviews
             GROUP BY portal, requirement ORDER BY portal, requirement",
            [],
            |row| {
                let (portal, requirement, decision) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(Ok(ReviewRow { portal, requirement, decision }))
            },
        )
    }
}
