//! `bundle.json`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The format this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// What a bundle is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Id of the portal.
    pub portal: String,
    /// Name of its agency.
    pub agency: String,
    /// Its start page.
    pub url: String,
    /// Id of the run.
    pub run: String,
    /// When the run began.
    pub started: Timestamp,
    /// Digest of the rules that judged.
    pub rules_digest: String,
    /// By which law.
    pub profile: String,
    /// Whether the agency is invented.
    pub simulated: bool,
}

/// A file of the bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its name in the bundle.
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
}

/// Some bytes of `evidence.warc.gz`: whole gzip members. Entries follow one another without gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordEntry {
    /// Captures whose records these are; empty for the record about the archive itself.
    pub captures: Vec<String>,
    /// Address that was asked for; empty as above.
    pub url: String,
    /// First byte.
    pub offset: u64,
    /// How many.
    pub length: u64,
    /// SHA-256 of these bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// What a bundle holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format.
    pub format: u32,
    /// Version of the program that made it.
    pub d42: String,
    /// What it is about.
    pub about: About,
    /// Every file but this one and the signature, in the order of the archive.
    pub files: Vec<FileEntry>,
    /// What `evidence.warc.gz` consists of.
    pub records: Vec<RecordEntry>,
}
