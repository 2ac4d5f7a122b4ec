//! A requirement, its labels and the proofs that are accepted for it.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, Detector, Force, Metric};
use crate::{registry::Tier, text::Bilingual};

/// Kebab-case name of a requirement: names its file, its fixtures and its rows in the reports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("x-description-vi" = "Mã của yêu cầu, dạng kebab-case: dùng cho tên tệp, trang mẫu và dòng trong báo cáo."))]
pub struct RequirementId(String);

impl RequirementId {
    /// Takes `id` as it is; form is checked where rule files are read.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a requirement can be observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Observe {
    /// A section that is found by a label and proven by its content.
    Page,
    /// A property of the site as a whole (search form, languages, share buttons); proofs are tried on every page.
    Site,
    /// Settled by an active check; what a page may show settles it as well, what pages do not show proves nothing.
    Probe,
    /// Cannot be seen from outside: always `untested`, listed for the reviewer.
    Person,
}

/// The active check that settles a requirement of [`Observe::Probe`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Probe {
    /// Ask a search for a title that is known to be there.
    Search,
    /// Ask for an attachment and see that it answers with a readable file.
    Attachment,
    /// Open a form and see that it answers.
    Form,
    /// Open a secure connection, and see where the plain one leads.
    Connection,
    /// Ask for the addresses of the host name.
    Resolution,
    /// Measure how long pages take, several times.
    Timing,
    /// Come back over days and see whether the portal answers.
    Uptime,
    /// Hold what stands here against the component pages and the other channels.
    Comparison,
    /// Read what the source of pages says about them.
    Source,
    /// Read a page as a browser shows it, on a small screen and without a mouse.
    Rendering,
}

/// Labels by which a section is announced. Matching ignores case, tone-mark placement and conjunctions, respects
/// syllable boundaries, and folds diacritics only for texts that carry none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Menu entries, link texts, headings, titles, breadcrumbs.
    pub text: Vec<String>,
    /// Path segments without diacritics (`co-cau-to-chuc`).
    pub url: Vec<String>,
    /// Abbreviations (`TTHC`); must match a whole label, upper case kept.
    pub abbreviation: Vec<String>,
    /// Labels that look alike and announce something else (`Thống kê truy cập`).
    pub not: Vec<String>,
}

/// What a satisfied proof is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Accepts {
    /// Content is there but not all that is asked for: `partial (incomplete)`.
    Incomplete,
    /// All that is asked for, but of a time that has passed: `partial (stale)`.
    Outdated,
    /// An accepted other form: `passed`.
    Variant,
    /// What the provision asks for: `passed`.
    Strong,
}

/// One way in which a section may prove itself.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Kebab-case, unique within the requirement.
    pub name: String,
    /// What it is worth.
    pub accepts: Accepts,
    /// Whether nothing but the section asked for looks like this, so that a page of the menus that shows it needs no
    /// known name.
    pub self_evident: bool,
    /// Whether it spoils all else that is proven: in the same section, or on any page for a requirement of the site.
    pub spoils: bool,
    /// What was seen when it holds, for the evidence line.
    pub say: Bilingual,
    /// The condition on the section (or, for [`Observe::Site`], on the page).
    pub when: Detector,
}

/// A look-alike that must be turned down although it was found by a label.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// Kebab-case, unique within the requirement.
    pub name: String,
    /// Why it is turned down, for the report.
    pub say: Bilingual,
    /// The condition on the section.
    pub when: Detector,
}

/// What a missed update costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// A legal deadline: an older section is `partial (stale)`.
    Duty,
    /// A former deadline or custom: an older section stays `passed`, with a note.
    Benchmark,
}

/// How recent the newest dated item of a passed section should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freshness {
    /// Days before the day of capture.
    pub within_days: u32,
    /// Whether staleness costs anything.
    pub ground: Ground,
    /// Where the number comes from.
    pub source: Bilingual,
}

/// A required information category.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Same as the file name without `.toml`.
    pub id: RequirementId,
    /// Name in both languages.
    pub title: Bilingual,
    /// What must be there.
    pub expects: Bilingual,
    /// What would satisfy it, as advice to the agency.
    pub remedy: Bilingual,
    /// By when the law, or custom, wants it brought up to date; `None` where the facts name no time.
    pub update: Option<Bilingual>,
    /// Agencies bound by it.
    pub tiers: Vec<Tier>,
    /// Share in the score; 1 unless the file gives a reason.
    pub weight: u32,
    /// Binds only where the agency has such matter: `inapplicable` when nothing points to any.
    pub where_any: bool,
    /// How it can be seen.
    pub observe: Observe,
    /// The check that settles it; there exactly if `observe` is [`Observe::Probe`].
    pub probe: Option<Probe>,
    /// At least one, in file order.
    pub bases: Vec<Basis>,
    /// How the section is announced.
    pub labels: Labels,
    /// Strongest first; empty only for [`Observe::Person`] and [`Observe::Probe`].
    pub proofs: Vec<Proof>,
    /// Look-alikes.
    pub rejections: Vec<Rejection>,
    /// Expected age of the newest item, if any is expected.
    pub freshness: Option<Freshness>,
}

/// Name of a profile: `decree-42` or `in-force`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ProfileId(pub String);

/// By which law a run is judged, and what counts as full information under it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// File name without `.toml`.
    pub id: ProfileId,
    /// Name in both languages.
    pub title: Bilingual,
    /// What the first page of a report says about the law it judges by.
    pub statement: Bilingual,
    /// Requirements with a basis in one of these instruments belong to the profile.
    pub instruments: Vec<String>,
    /// If set, only bases valid on the day of capture count; otherwise all, whatever the date.
    pub dated: bool,
    /// If set, only bases that name an article count.
    pub article_named: bool,
    /// Requirements that make up full information, sorted.
    pub full_information: Vec<RequirementId>,
}

/// All rules of a directory, checked.
#[derive(Clone, Debug)]
pub struct RulePack {
    /// Sorted by id.
    pub requirements: Vec<Requirement>,
    /// Sorted by id.
    pub profiles: Vec<Profile>,
    /// Figures of the survey, in the order of the table.
    pub metrics: Vec<Metric>,
    /// SHA-256 over all files in path order, lower-case hexadecimal.
    pub digest: String,
}

impl RulePack {
    /// The requirement named `id`.
    pub fn requirement(&self, id: &RequirementId) -> Option<&Requirement> {
        self.requirements.binary_search_by(|r| r.id.cmp(id)).ok().map(|index| &self.requirements[index])
    }

    /// The profile named `id`.
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id.0 == id)
    }
}

impl Profile {
    /// Whether `basis` belongs to this profile, whatever the day.
    pub fn covers(&self, basis: &Basis) -> bool {
        self.instruments.contains(&basis.instrument) && !(self.article_named && basis.article.is_empty())
    }

    /// Whether `requirement` is a duty under this profile for a page seen on `day`: mandatory, and not merely
    /// encouraged or left to the agency's circumstances.
    pub fn obliges(&self, requirement: &Requirement, day: Date) -> bool {
        self.bases(requirement, day).any(|basis| basis.force == Force::Mandatory)
    }

    /// The bases of `requirement` that count under this profile for a page seen on `day`.
    pub fn bases<'r>(&'r self, requirement: &'r Requirement, day: Date) -> impl Iterator<Item = &'r Basis> {
        requirement.bases.iter().filter(move |basis| self.covers(basis) && (!self.dated || basis.holds_on(day)))
    }
}
