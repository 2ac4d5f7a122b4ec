//! The legal grounds of a requirement. The law is dated; a requirement is not.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Bilingual;

/// How far the reading of a legal text was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Confidence {
    /// Read in a full text of the instrument itself.
    A,
    /// Read in a public page that quotes, translates or closely restates that very article.
    B,
    /// Secondary: news, summary, or inference from neighbouring provisions.
    C,
    /// Recollection or common practice; never the sole ground of a finding.
    D,
}

/// How strongly a basis binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// M in the facts: a duty.
    Mandatory,
    /// The decree leaves it to the agency's circumstances.
    ByConditions,
    /// Encouraged.
    Encouraged,
    /// Found on nearly every portal, but no live rule was found.
    Customary,
    /// A former duty, used as a yardstick of quality.
    Benchmark,
}

/// One provision that asks for the information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// `42/2022/NĐ-CP`, `224/2026/NĐ-CP`, `104/2016/QH13` …
    pub instrument: String,
    /// Article number, empty if not known.
    pub article: String,
    /// Clause number, empty if none is named.
    pub clause: String,
    /// Point letter, empty if none is named.
    pub point: String,
    /// How strongly it binds.
    pub force: Force,
    /// First day on which it applies; `None` if not recorded.
    pub from: Option<Date>,
    /// Last day on which it applies; `None` while it is in force.
    pub to: Option<Date>,
    /// How far the reading was verified.
    pub confidence: Confidence,
    /// What to know beside the provision itself, for instance "point letter not confirmed"; may be empty.
    pub note: Bilingual,
}

/// Letters of points in the order of the Vietnamese alphabet, after the one for no point at all.
pub const POINTS: [&str; 24] = [
    "", "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x",
    "y",
];

impl Basis {
    /// Whether the provision applied on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Basis {
    /// The provision as Vietnamese lawyers cite it: `Điều 4 khoản 1 điểm e Nghị định 42/2022/NĐ-CP`.
    pub fn cite_vi(&self) -> String {
        let kind = match () {
            () if self.instrument.ends_with("NĐ-CP") => "Nghị định ",
            () if self.instrument.contains("/QH") => "Luật ",
            () if self.instrument.contains("/TT-") => "Thông tư ",
            () => "",
        };
        let mut cited = String::new();
        for (word, value) in [("Điều", &self.article), ("khoản", &self.clause), ("điểm", &self.point)] {
            if !value.is_empty() {
                cited.push_str(word);
                cited.push(' ');
                cited.push_str(value);
                cited.push(' ');
            }
        }
        cited + kind + &self.instrument
    }
}
