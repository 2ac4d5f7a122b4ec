//! A portal and the tier of the agency behind it.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::Manners;

/// Kebab-case name of a portal, unique in its registry, stable from one cohort to the next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PortalId(String);

impl PortalId {
    /// Takes `id` as it is; whether it is well-formed is checked where a registry is read.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PortalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Kind of agency, as far as it decides which duties bind it (Decree 42/2022 Art 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Bộ.
    Ministry,
    /// Cơ quan ngang bộ.
    MinisterialAgency,
    /// Cơ quan thuộc Chính phủ; "cơ quan khác ở trung ương" in Decree 224/2026.
    GovernmentAgency,
    /// Tổng cục, cục and their equals inside a ministry.
    Bureau,
    /// Ủy ban nhân dân tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Cơ quan chuyên môn thuộc UBND cấp tỉnh (sở).
    Department,
    /// Ủy ban nhân dân xã, phường, đặc khu.
    Commune,
}

/// The three columns of the survey of November 2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SurveyTier {
    /// Ministries and ministerial-level agencies.
    Ministry,
    /// Agencies under the Government.
    Agency,
    /// Provinces and centrally run cities.
    Province,
}

impl Tier {
    /// Every tier, from the centre outwards.
    pub const ALL: [Self; 7] = [
        Self::Ministry,
        Self::MinisterialAgency,
        Self::GovernmentAgency,
        Self::Bureau,
        Self::Province,
        Self::Department,
        Self::Commune,
    ];

    /// Its name in rule and registry files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::MinisterialAgency => "ministerial-agency",
            Self::GovernmentAgency => "government-agency",
            Self::Bureau => "bureau",
            Self::Province => "province",
            Self::Department => "department",
            Self::Commune => "commune",
        }
    }

    /// The tier named `name`, with `-` or `_` between words.
    pub fn from_name(name: &str) -> Option<Self> {
        let written = name.replace('_', "-");
        Self::ALL.into_iter().find(|tier| tier.name() == written)
    }

    /// The survey column this tier is counted in; `None` for tiers the survey did not visit.
    pub fn survey(self) -> Option<SurveyTier> {
        match self {
            Self::Ministry | Self::MinisterialAgency => Some(SurveyTier::Ministry),
            Self::GovernmentAgency => Some(SurveyTier::Agency),
            Self::Province => Some(SurveyTier::Province),
            Self::Bureau | Self::Department | Self::Commune => None,
        }
    }
}

/// An agency that was merged into another: visited and shown, but left out of the totals from that day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merger {
    /// The agency that took it over, an id of the newer cohort.
    pub into: PortalId,
    /// First day of the new agency.
    pub since: Date,
}

/// One row of a registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// Unique in the registry.
    pub id: PortalId,
    /// Kind of agency; `None` for saved pages whose tier is not one of ours, to which every requirement applies.
    pub tier: Option<Tier>,
    /// Full Vietnamese name.
    pub name_vi: String,
    /// English name; empty if none is recorded.
    pub name_en: String,
    /// Address at which the visit starts.
    pub url: Url,
    /// Registered domains whose hosts belong to the portal (`danang.gov.vn` covers `hoidap.danang.gov.vn`).
    pub domains: Vec<String>,
    /// Language editions known beforehand (`vi`, `en`).
    pub languages: Vec<String>,
    /// Free remark, shown in the report.
    pub note: String,
    /// Ids of earlier cohorts whose agencies went into this one.
    pub predecessors: Vec<PortalId>,
    /// Set when the agency has been merged away.
    pub merged: Option<Merger>,
    /// How it is treated apart from the others.
    pub manners: Manners,
}

/// A checked list of portals, in file order.
#[derive(Clone, Debug)]
pub struct Registry {
    /// `2024`, `2026`, or the file's name.
    pub cohort: String,
    /// At least one.
    pub portals: Vec<Portal>,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub digest: String,
}

impl Portal {
    /// Whether `url` lies within the portal's registered domains.
    pub fn covers(&self, url: &Url) -> bool {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| {
                self.domains.iter().any(|domain| {
                    host == domain || host.strip_suffix(domain.as_str()).is_some_and(|sub| sub.ends_with('.'))
                })
            })
    }
}
