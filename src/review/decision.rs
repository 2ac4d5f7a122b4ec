//! One reviewer's decision about one finding.

use jiff::civil::Date;

use crate::{judge::Outcome, registry::PortalId, rules::RequirementId, snapshot::ReviewRow};

/// A finding, as far as a decision names it.
pub type Key = (PortalId, RequirementId);

/// What a person decided about a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// On which portal.
    pub portal: PortalId,
    /// About what.
    pub requirement: RequirementId,
    /// Day of the decision. The latest one counts.
    pub date: Date,
    /// What holds from now on.
    pub outcome: Outcome,
    /// Why; may be empty where the program's word was confirmed.
    pub reason: String,
    /// Who decided.
    pub name: String,
}

impl Decision {
    /// As it lies in the index of a run.
    pub fn to_row(&self) -> ReviewRow {
        ReviewRow {
            portal: self.portal.to_string(),
            requirement: self.requirement.to_string(),
            decision: self.outcome.word().to_owned(),
            reviewer: self.name.clone(),
            at: self.date.to_string(),
            note: self.reason.clone(),
        }
    }

    /// From the index of a run. `None` if another program wrote an outcome or a day that is none; a moment counts as its
    /// day.
    pub fn from_row(row: ReviewRow) -> Option<Self> {
        Some(Self {
            date: row.at.get(..10)?.parse().ok()?,
            outcome: Outcome::from_word(&row.decision)?,
            portal: PortalId::new(row.portal),
            requirement: RequirementId::new(row.requirement),
            reason: row.note,
            name: row.reviewer,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_decision_survives_the_index_and_a_foreign_row_is_left_out() {
        let decision = Decision {
            portal: PortalId::new("bo-mau-01"),
            requirement: RequirementId::new("site-search"),
            date: date(2026, 11, 23),
            outcome: Outcome::CantTell,
            reason: "cổng đang bảo trì".to_owned(),
            name: "An".to_owned(),
        };
        let row = decision.to_row();
        assert_eq!(Decision::from_row(row.clone()), Some(decision));
        assert!(Decision::from_row(ReviewRow { at: "2026-11-23T01:02:03Z".to_owned(), ..row.clone() }).is_some());
        assert_eq!(Decision::from_row(ReviewRow { at: "hôm qua lúc nào đó".to_owned(), ..row.clone() }), None);
        assert_eq!(Decision::from_row(ReviewRow { decision: "fine".to_owned(), ..row }), None);
    }
}
