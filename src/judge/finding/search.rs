//! What was searched, on the portal as a whole and for one requirement: the proof of absence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::file::FileSearch;
use crate::{judge::circumstances::Attempt, rules::Bilingual};

/// A place that was looked at and turned down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// Address of the page.
    pub url: String,
    /// What announced it.
    pub announced: String,
    /// Why it was turned down.
    pub why: Bilingual,
}

/// A page typed in an encoding older than Unicode.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct LegacyPage {
    /// Its address.
    pub url: String,
    /// The encoding as people call it.
    pub encoding: String,
}

/// What was searched on the portal as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Pages read.
    pub pages: u32,
    /// Of these, only the beginning was kept.
    pub cut: u32,
    /// Of these, typed in an encoding older than Unicode (windows-1258, TCVN3, VNI).
    pub legacy: u32,
    /// The first few of those.
    #[serde(default)]
    pub legacy_pages: Vec<LegacyPage>,
    /// In-scope addresses discovered.
    pub discovered: u32,
    /// Of these, visited with any answer.
    pub visited: u32,
    /// Attempts that ended without a usable answer.
    pub errors: u32,
    /// Distinct labels seen in menus.
    pub menu_entries: u32,
    /// Whether a sitemap was read, and how many addresses it named.
    pub sitemap: Option<u32>,
    /// Whether the home page itself was read.
    pub home: bool,
    /// Whether the crawl ended because there was nothing left to visit.
    pub exhausted: bool,
    /// Addresses robots.txt kept us from.
    pub forbidden: u32,
    /// Navigation that only a script can follow.
    pub script_links: u32,
}

/// What was searched for one requirement: the proof of absence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Search {
    /// Labels looked for.
    pub labels: u32,
    /// Pages looked at because they were announced, at most ten.
    pub looked_at: Vec<String>,
    /// Candidates turned down, at most ten.
    pub rejected: Vec<Rejected>,
    /// Attempts at what could not be seen at first, where a second one was made; at most ten.
    pub attempts: Vec<Attempt>,
    /// The files of the sections looked at, where what they prove hangs on files.
    #[serde(default)]
    pub files: Option<FileSearch>,
}
