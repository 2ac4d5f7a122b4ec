//! Rule files as they are written. Each type here has a counterpart beside it that runs; the conversion between them
//! is the only place where the two meet. The published JSON Schema is generated from these types.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::{Accepts, Bilingual, Confidence, Detector, Force, Ground, Observe, Phrases, Probe};
use crate::registry::Tier;

/// A requirement: one information category that a portal must, or may, publish.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "Requirement")]
pub struct RawRequirement {
    /// Kebab-case id, the same as the file name without `.toml`.
    pub id: String,
    /// Name in both languages: `title = { vi = "…", en = "…" }`.
    pub title: Bilingual,
    /// What must be there, in your own words, in both languages.
    pub expects: Bilingual,
    /// What would satisfy it, as advice to the agency, in both languages.
    pub remedy: Bilingual,
    /// Agencies bound by it.
    pub tiers: Vec<Tier>,
    /// How it can be seen: `page` by a section, `site` by a property of the whole site, `probe` by an active check,
    /// `person` not from outside.
    pub observe: Observe,
    /// Which check settles it, where `observe` is `probe`.
    pub probe: Option<Probe>,
    /// Binds only where the agency has such matter.
    #[serde(default)]
    pub where_any: bool,
    /// Share in the score, 1 if absent.
    pub weight: Option<u32>,
    /// Why the weight is not 1.
    pub weight_reason: Option<String>,
    /// Dated legal grounds, at least one.
    pub basis: Vec<RawBasis>,
    /// How the section is announced.
    #[serde(default)]
    pub labels: RawLabels,
    /// Ways in which a section may prove itself, strongest first.
    #[serde(default)]
    pub proof: Vec<RawProof>,
    /// Look-alikes that are turned down although a label matched.
    #[serde(default)]
    pub reject: Vec<RawReject>,
    /// How recent the newest dated item should be.
    pub fresh: Option<RawFresh>,
}

/// One provision that asks for the information.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawBasis {
    /// Number of the instrument: `42/2022/NĐ-CP`.
    pub instrument: String,
    /// Article number.
    #[serde(default)]
    pub article: String,
    /// Clause number.
    #[serde(default)]
    pub clause: String,
    /// Point letter: a b c d đ e g h.
    #[serde(default)]
    pub point: String,
    /// How strongly it binds.
    pub force: Force,
    /// First day on which it applies, a date without quotes.
    pub from: Option<RawDate>,
    /// Last day on which it applies, a date without quotes.
    pub to: Option<RawDate>,
    /// How far the reading was verified; D if absent.
    pub confidence: Option<Confidence>,
    /// What to know beside the provision itself.
    #[serde(default)]
    pub note: String,
}

/// Labels by which a section is announced.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawLabels {
    /// Menu entries, link texts, headings and titles, with diacritics.
    #[serde(default)]
    pub text: Phrases,
    /// Address segments without diacritics: `co-cau-to-chuc`.
    #[serde(default)]
    pub url: Phrases,
    /// Abbreviations that make up a whole label: `TTHC`.
    #[serde(default)]
    pub abbreviation: Phrases,
    /// Those of the above that another requirement claims as well, on purpose.
    #[serde(default)]
    pub shared: Phrases,
    /// Look-alike labels that announce something else.
    #[serde(default)]
    pub not: Phrases,
}

/// One way in which a section may prove itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawProof {
    /// Kebab-case, unique within the requirement.
    pub name: String,
    /// What it is worth.
    pub accepts: Accepts,
    /// What was seen when it holds, in both languages.
    pub say: Bilingual,
    /// The condition: a detector.
    pub when: Detector,
}

/// A look-alike that is turned down although a label matched.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawReject {
    /// Kebab-case, unique within the requirement.
    pub name: String,
    /// Why it is turned down, in both languages.
    pub say: Bilingual,
    /// The condition: a detector.
    pub when: Detector,
}

/// How recent the newest dated item should be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RawFresh {
    /// Days before the day of capture.
    pub within_days: u32,
    /// `duty` if a legal deadline makes an old section stale, `benchmark` if it only deserves a note.
    pub ground: Ground,
    /// Where the number comes from.
    pub source: String,
}

/// A profile: by which law a run is judged.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "Profile")]
pub struct RawProfile {
    /// Kebab-case id, the same as the file name without `.toml`.
    pub id: String,
    /// Name in both languages.
    pub title: Bilingual,
    /// What the first page of a report says about the law it judges by, in both languages.
    pub statement: Bilingual,
    /// Requirements with a basis in one of these instruments belong to the profile.
    pub instruments: Vec<String>,
    /// Whether only bases valid on the day of capture count.
    #[serde(default)]
    pub dated: bool,
    /// Whether only bases that name an article count.
    #[serde(default)]
    pub article_named: bool,
    /// Ids of the requirements that make up full information.
    pub full_information: Vec<String>,
}

/// A TOML date without time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawDate(pub Date);

impl<'de> Deserialize<'de> for RawDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let moment = toml::value::Datetime::deserialize(deserializer)?;
        let date = moment.date.ok_or_else(|| D::Error::custom("a date is wanted"))?;
        let year = i16::try_from(date.year).map_err(D::Error::custom)?;
        let (month, day) = (i8::try_from(date.month), i8::try_from(date.day));
        let (month, day) = (month.map_err(D::Error::custom)?, day.map_err(D::Error::custom)?);
        Date::new(year, month, day).map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for RawDate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}
