//! What the simulator knows of each information duty: whom it binds and in which ways it can be planted.
//!
//! The list is the simulator's own reading of the decree (Decree 42/2022 Art 4, 5, 7, 8 and the additions of Decree
//! 224/2026 Art 9). It does not look at the rule files: two readings that agree are worth more than one read twice.

use std::collections::BTreeSet;

use crate::{registry::SurveyTier, rules::RequirementId};

use super::State;
use State::{Absent, Empty, Incomplete, LookAlike, Stale};

/// Tiers bound by a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binds {
    /// Ministries, agencies under the Government, provinces.
    All,
    /// Ministries and agencies under the Government.
    Central,
    /// Ministries and provinces.
    MinistryAndProvince,
    /// Provinces alone.
    Province,
}

/// One duty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Duty {
    /// Requirement id.
    pub(crate) id: &'static str,
    /// Whom it binds.
    pub(crate) binds: Binds,
    /// Belongs to full information under Decree 42/2022.
    pub(crate) full: bool,
    /// Binds only where the agency has such matter.
    pub(crate) where_any: bool,
    /// An old section breaks a yearly duty; elsewhere age offends a benchmark only.
    pub(crate) yearly: bool,
    /// States worth planting besides `Passed`, from the typical mistakes of real portals.
    pub(crate) lapses: &'static [State],
}

impl Duty {
    /// Whether it binds agencies of `tier`.
    pub(crate) fn binds(&self, tier: SurveyTier) -> bool {
        match self.binds {
            Binds::All => true,
            Binds::Central => tier != SurveyTier::Province,
            Binds::MinistryAndProvince => tier != SurveyTier::Agency,
            Binds::Province => tier == SurveyTier::Province,
        }
    }

    /// The duty named `id`.
    #[cfg(test)]
    pub(crate) fn named(id: &str) -> &'static Self {
        DUTIES.iter().find(|d| d.id == id).expect("test names a duty")
    }
}

const fn full(id: &'static str, binds: Binds, lapses: &'static [State]) -> Duty {
    Duty { id, binds, full: true, where_any: false, yearly: false, lapses }
}

const fn other(id: &'static str, binds: Binds, lapses: &'static [State]) -> Duty {
    Duty { id, binds, full: false, where_any: false, yearly: false, lapses }
}

const fn yearly(id: &'static str, lapses: &'static [State]) -> Duty {
    Duty { id, binds: Binds::All, full: true, where_any: false, yearly: true, lapses }
}

/// All duties the simulator plants.
pub(crate) const DUTIES: &[Duty] = &[
    full("legal-documents", Binds::All, &[Empty, Stale, LookAlike, Absent]),
    full("legal-documents-metadata", Binds::All, &[Incomplete]),
    full("legal-documents-download", Binds::All, &[Absent]),
    full("legal-documents-search", Binds::All, &[Absent]),
    Duty {
        id: "treaties-agreements",
        binds: Binds::All,
        full: true,
        where_any: true,
        yearly: false,
        lapses: &[Empty, Absent],
    },
    full("admin-procedures", Binds::All, &[Empty, LookAlike, Absent]),
    full("online-public-services", Binds::All, &[Empty, LookAlike, Absent]),
    full("work-processes", Binds::All, &[Empty, LookAlike, Absent]),
    full("legal-dissemination", Binds::All, &[Empty, Stale, LookAlike, Absent]),
    full("strategy-planning", Binds::All, &[Empty, Stale, LookAlike, Absent]),
    yearly("annual-work-programme", &[Empty, Stale, LookAlike, Absent]),
    full("org-structure-chart", Binds::Central, &[Empty, LookAlike, Absent]),
    full("functions-duties", Binds::Central, &[Empty, LookAlike, Absent]),
    full("subordinate-units", Binds::All, &[Empty, LookAlike, Absent]),
    full("agency-contact", Binds::All, &[Empty, LookAlike, Absent]),
    full("contact-officials", Binds::All, &[Empty, Incomplete, LookAlike, Absent]),
    yearly("annual-financial-report", &[Empty, Stale, LookAlike, Absent]),
    full("sector-statistics", Binds::All, &[Empty, Stale, LookAlike, Absent]),
    full("disclosure-list", Binds::All, &[Empty, LookAlike, Absent]),
    other("public-investment-procurement", Binds::All, &[Empty, Stale, LookAlike, Absent]),
    Duty {
        id: "science-topics",
        binds: Binds::All,
        full: false,
        where_any: true,
        yearly: false,
        lapses: &[Empty, Absent],
    },
    Duty {
        id: "public-interest-health",
        binds: Binds::All,
        full: false,
        where_any: true,
        yearly: false,
        lapses: &[Empty, Stale, Absent],
    },
    other("site-search", Binds::All, &[Absent]),
    other("related-portal-links", Binds::All, &[LookAlike, Absent]),
    other("print-save", Binds::All, &[Absent]),
    other("english-structure", Binds::All, &[LookAlike, Absent]),
    other("english-contacts", Binds::All, &[Absent]),
    other("other-languages", Binds::All, &[LookAlike, Absent]),
    other("qa-feedback", Binds::All, &[Empty, LookAlike, Absent]),
    other("feedback-status-tracking", Binds::All, &[Absent]),
    other("social-feature", Binds::All, &[Absent]),
    other("satisfaction-rating", Binds::All, &[LookAlike, Absent]),
    other("interaction-transparency", Binds::All, &[Absent]),
    other("draft-consultation", Binds::All, &[Empty, LookAlike, Absent]),
    other("feedback-admin-regulations", Binds::MinistryAndProvince, &[Empty, LookAlike, Absent]),
    other("portal-main-channel", Binds::All, &[]),
    other("open-data-portal", Binds::All, &[Empty, LookAlike, Absent]),
    other("component-pages", Binds::All, &[LookAlike, Absent]),
    other("agency-history", Binds::Central, &[Empty, Absent]),
    other("leadership-profiles", Binds::All, &[Empty, Absent]),
    other("locality-profile", Binds::Province, &[Empty, Absent]),
    other("admin-boundary-map", Binds::Province, &[Empty, LookAlike, Absent]),
];

/// The requirements whose truth is known of every planted portal.
pub fn planted() -> BTreeSet<RequirementId> {
    DUTIES.iter().map(|duty| RequirementId::new(duty.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_two_duties_nineteen_of_them_full_information() {
        assert_eq!(DUTIES.len(), 42);
        assert_eq!(DUTIES.iter().map(|d| d.id).collect::<BTreeSet<_>>().len(), 42);
        assert_eq!(DUTIES.iter().filter(|d| d.full).count(), 19);
    }

    #[test]
    fn provinces_are_not_bound_by_the_chart_and_agencies_not_by_the_regulation_channel() {
        assert!(!Duty::named("org-structure-chart").binds(SurveyTier::Province));
        assert!(!Duty::named("feedback-admin-regulations").binds(SurveyTier::Agency));
        assert!(Duty::named("locality-profile").binds(SurveyTier::Province));
    }
}
