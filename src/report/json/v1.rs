//! Version 1 of `report.json`. Published: fields are added, never renamed or given another meaning; what would break
//! a reader goes into a `v2` beside this file.
//!
//! Scores and points are hundredths of a point (8,750 is 87.5 of 100), so that they are exact. Moments are RFC 3339
//! in UTC, days are Viet Nam's, digests are SHA-256 in lower-case hexadecimal. Private persons are masked.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod components;
mod finding;
mod inputs;
mod practice;
mod survey;
mod words;

pub use crate::report::ReasonCode;
pub use components::{ComponentSite, Components};
pub use finding::{
    Attempt, Certificate, Coverage, Evidence, EvidenceFile, FileSearch, FileState, Finding, LegacyPage, Reason,
    Rejected, Review, Search, Signal, TextLayer, UnreadFiles, Waiver,
};
pub use inputs::{Answer, Declared, Discrepancy, Level, Obstacle, ObstacleKind};
pub use practice::{Account, Government, Practice, Questions};
pub use survey::{Metric, Survey, SurveyRow};
pub use words::{
    BodyKind, Confidence, FetchMode, Force, FullInformation, Integration, NamedBy, Obligation, Observe, Origin,
    Outcome, Platform, SignalKind, SiteState, Tier,
};

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// Which version of this format a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    /// This one.
    #[serde(rename = "d42-report/1")]
    V1,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "d42 report")]
pub struct Report {
    /// Version of the format.
    pub format: Format,
    /// True when every agency is invented and every page was made by the simulator.
    pub simulated: bool,
    /// True until every finding in `unreviewed` has a reviewer's decision.
    pub draft: bool,
    /// Day for which `holds_today` is answered.
    #[schemars(with = "String", extend("format" = "date"))]
    pub day: Date,
    /// The run it was made from.
    pub run: Run,
    /// By which law.
    pub law: Law,
    /// The survey table.
    pub survey: Survey,
    /// What is asked for, in the order of the articles.
    pub requirements: Vec<Requirement>,
    /// By tier, then id.
    pub portals: Vec<Portal>,
    /// `failed` findings that cost a portal its full information and await a reviewer's decision.
    pub unreviewed: Vec<Unreviewed>,
    /// Waivers that speak of portals of the report, in the order of their file.
    pub waivers: Vec<WaiverUse>,
    /// Answers of agencies held against the findings; absent where none were brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared: Option<Declared>,
    /// Obstacles and recommendations of agencies, the highest level first; absent where none were brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacles: Option<Vec<Obstacle>>,
}

/// A waiver, and what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WaiverUse {
    /// Id of the portal.
    pub portal: String,
    /// Id of the requirement.
    pub requirement: String,
    /// Who, until when, and why.
    pub waiver: Waiver,
    /// What it does.
    pub state: WaiverState,
}

/// What a waiver does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverState {
    /// It keeps a finding from costing anything.
    Used,
    /// There is no finding that needs it.
    Unused,
    /// Its last day was before the day of the report.
    Expired,
}

/// The run a report was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Name of the run folder.
    pub id: String,
    /// Program and version.
    pub program: String,
    /// Where the pages come from.
    pub origin: Origin,
    /// `2024`, `2026`, or the registry file's name.
    pub cohort: String,
    /// Digest of the registry.
    pub registry_digest: String,
    /// Digest of the rule pack.
    pub rules_digest: String,
    /// First request.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub started: Timestamp,
    /// Last request; null while the run goes on or when it was stopped.
    #[schemars(with = "Option<String>")]
    pub finished: Option<Timestamp>,
    /// Portals whose visit has not ended; 0 of a run that was seen through.
    pub unfinished: u32,
    /// The run whose content was asked for again only where it had changed; null where everything was asked for.
    #[serde(default)]
    pub since: Option<Earlier>,
}

/// An earlier run that another builds on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// Its `id`.
    pub id: String,
    /// Its first request.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub started: Timestamp,
}

/// By which law a report judges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// `decree-42` or `in-force`.
    pub profile: String,
    /// Its name.
    pub title: Text,
    /// What the first page says about it.
    pub statement: Text,
    /// Instruments whose provisions count.
    pub instruments: Vec<String>,
    /// Whether only provisions valid on the day of capture count.
    pub dated: bool,
    /// Requirements that make up full information.
    pub full_information: Vec<String>,
}

/// Something the law asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Kebab-case name.
    pub id: String,
    /// Name.
    pub title: Text,
    /// What must be there.
    pub expects: Text,
    /// What would satisfy it.
    pub remedy: Text,
    /// By when the law, or custom, wants it brought up to date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<Text>,
    /// Agencies bound by it.
    pub tiers: Vec<Tier>,
    /// Share in the score.
    pub weight: u32,
    /// Binds only where the agency has such matter.
    pub where_any: bool,
    /// How it can be observed.
    pub observe: Observe,
    /// Whether it belongs to the set of full information.
    pub in_full_information: bool,
    /// Legal grounds.
    pub bases: Vec<Basis>,
}

/// A provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// `42/2022/NĐ-CP`.
    pub instrument: String,
    /// Empty if not known.
    pub article: String,
    /// Empty if none.
    pub clause: String,
    /// Empty if none.
    pub point: String,
    /// The provision in words.
    pub words: Text,
    /// How strongly it binds.
    pub force: Force,
    /// First day.
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// Last day.
    #[schemars(with = "Option<String>")]
    pub to: Option<Date>,
    /// How far the reading was verified.
    pub confidence: Confidence,
    /// What to know beside it.
    pub note: Option<Text>,
}

/// Everything said about one portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// Kebab-case name.
    pub id: String,
    /// Kind of agency; null for saved pages of unknown kind.
    pub tier: Option<Tier>,
    /// Vietnamese name.
    pub name_vi: String,
    /// English name, may be empty.
    pub name_en: String,
    /// Where the visit started.
    pub url: String,
    /// Remark of the registry; may be empty.
    pub note: String,
    /// Set when the agency has been merged away.
    pub merged: Option<Merged>,
    /// How requests to it differed from those to the other portals; absent for most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manners: Option<Manners>,
    /// What the findings weigh.
    pub score: Score,
    /// What was searched.
    pub coverage: Coverage,
    /// Certificates of its servers that something is wrong with.
    #[serde(default)]
    pub certificates: Vec<Certificate>,
    /// Attempts at addresses that were asked for a second time, with larger limits, before anything was concluded.
    #[serde(default)]
    pub attempts: Vec<Attempt>,
    /// Its component sites; absent where the input cannot show them (saved pages).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub components: Option<Components>,
    /// What was seen of it beside its findings; absent as above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<Practice>,
    /// One per requirement, in the order of `requirements`.
    pub findings: Vec<Finding>,
}

/// How a portal was treated apart from the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manners {
    /// Least milliseconds between two requests to a host; null for those of the run.
    pub interval_ms: Option<u64>,
    /// Most requests at once to a host; null for those of the run.
    pub connections: Option<u32>,
    /// Hours of Viet Nam without requests, such as `07:00-18:00`; null for those of the run.
    pub quiet_hours: Option<String>,
    /// What may be wrong with its certificate without keeping it from being read.
    #[serde(default)]
    pub tls_exception: Vec<String>,
    /// Why any of these differ; may be empty where only robots.txt is set aside.
    pub reason: String,
    /// By which document robots.txt was set aside; null where it was obeyed.
    pub robots_authorisation: Option<Authorisation>,
    /// All of it in words, a sentence each.
    pub words: Vec<Text>,
}

/// The document by which an agency let its robots.txt be set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authorisation {
    /// Its number.
    pub document: String,
    /// Its date.
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Date,
}

/// Where an agency went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Merged {
    /// Into which.
    pub into: String,
    /// Its name.
    pub into_name: Text,
    /// First day of the new agency.
    #[schemars(with = "String", extend("format" = "date"))]
    pub since: Date,
}

/// A score as an interval, in hundredths of a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Undecided duties counted as lost.
    pub low: u32,
    /// Share among the decided duties only.
    pub middle: u32,
    /// Undecided duties counted as won.
    pub high: u32,
    /// Duties by outcome.
    pub counts: Counts,
    /// Duties nobody can see from outside, beside the score.
    pub not_observable: u32,
    /// Findings on what is encouraged or left to circumstances, counted beside the score.
    pub not_duties: u32,
    /// Findings that are waived; they are among the inapplicable of `counts`.
    pub waived: u32,
    /// Full information under the profile.
    pub full_information: FullInformation,
    /// Duties that keep full information from being `yes`.
    pub missing_for_full: Vec<String>,
    /// Every duty that costs points, dearest first.
    pub lost: Vec<LostPoint>,
}

/// Duties by outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Counts {
    /// `passed`
    pub passed: u32,
    /// `partial`
    pub partial: u32,
    /// `failed`
    pub failed: u32,
    /// `cant-tell`
    pub cant_tell: u32,
    /// `inapplicable`
    pub inapplicable: u32,
    /// `untested`
    pub untested: u32,
}

/// A duty that costs points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LostPoint {
    /// Which duty.
    pub requirement: String,
    /// Its outcome.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// Hundredths of a point it costs.
    pub lost: u32,
}

/// A finding that awaits a reviewer's decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unreviewed {
    /// Whose.
    pub portal: String,
    /// About what.
    pub requirement: String,
}
