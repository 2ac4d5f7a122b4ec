//! What version 1 says about one requirement on one portal, and what was searched for it.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FetchMode, Obligation, Outcome, ReasonCode, SignalKind, Text};

/// Why an outcome is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// One word.
    pub code: ReasonCode,
    /// A sentence.
    pub say: Text,
    /// HTTP status, where the reason is one.
    pub status: Option<u16>,
    /// Name of the rule's proof that held.
    pub proof: Option<String>,
}

/// A page typed in an encoding older than Unicode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegacyPage {
    /// Its address.
    pub url: String,
    /// `windows-1258`, `TCVN3` or `VNI`.
    pub encoding: String,
}

/// What was searched on a portal as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
    /// Of these, visited.
    pub visited: u32,
    /// Attempts without a usable answer.
    pub errors: u32,
    /// Distinct labels in menus.
    pub menu_entries: u32,
    /// Addresses named by the sitemap; null if none was read.
    pub sitemap: Option<u32>,
    /// Whether the start page was read.
    pub home: bool,
    /// Whether nothing was left to visit.
    pub exhausted: bool,
    /// Addresses robots.txt kept us from.
    pub forbidden: u32,
    /// Navigation that only a script can follow.
    pub script_links: u32,
}

/// What is said about one requirement on one portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// About what.
    pub requirement: String,
    /// The word.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// Hundredths of a point it costs; 0 where it costs nothing.
    pub lost: u32,
    /// Provisions that ask for it, in words.
    pub basis: Vec<Text>,
    /// Whether the duty still holds.
    pub holds_today: Obligation,
    /// Where it was seen.
    pub evidence: Option<Evidence>,
    /// What was searched.
    pub search: Search,
    /// A remark.
    pub note: Option<Text>,
    /// What the program said; the same as `outcome` unless a reviewer decided otherwise. `reason`, `evidence` and
    /// `search` are always the program's.
    pub judged: Outcome,
    /// A reviewer's decision; `outcome` is what was decided.
    pub review: Option<Review>,
    /// Present where the finding stands and is waived: it counts as not applicable.
    pub waiver: Option<Waiver>,
}

/// A reviewer's decision about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Who decided.
    pub name: String,
    /// Day of the decision.
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Date,
    /// Why; may be empty where the program's word was confirmed.
    pub reason: String,
}

/// Why a finding costs nothing for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Who decided so.
    pub who: String,
    /// Last day on which it holds.
    #[schemars(with = "String", extend("format" = "date"))]
    pub expires: Date,
    /// Why.
    pub reason: String,
}

/// Where and how something was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Address of the page.
    pub url: String,
    /// Only the beginning of the page was kept, so that more may stand there.
    pub cut: bool,
    /// Place on the page, as a path of its elements.
    pub place: String,
    /// Heading of the section.
    pub heading: String,
    /// What was seen, private persons masked.
    pub excerpt: String,
    /// Counted facts in words.
    pub proof: Text,
    /// How it was found, strongest first.
    pub signals: Vec<Signal>,
    /// Newest dated item in the section.
    #[schemars(with = "Option<String>")]
    pub newest: Option<Date>,
    /// Which capture of the run.
    pub capture: String,
    /// Digest of the captured body.
    pub digest: String,
    /// When it was captured, or confirmed by the server.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// When its content was received, where the server only said at `at` that it has not changed since; null elsewhere.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub received: Option<Timestamp>,
    /// How it was captured.
    pub mode: FetchMode,
    /// What is wrong with the certificate of the server it came from; null where nothing is.
    #[serde(default)]
    pub certificate: Option<Text>,
    /// Files of the section that were asked for, where its proof depends on them.
    #[serde(default)]
    pub files: Vec<EvidenceFile>,
    /// How many files the section links to, where its proof depends on them; those beyond `files` were not asked for.
    #[serde(default)]
    pub files_announced: u32,
}

/// What came of asking for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileState {
    /// It answers and was read.
    Answers,
    /// It answers, and its content could not be read.
    Unread,
    /// A web page came instead of a file.
    PageInstead,
    /// The server says it is not there.
    Missing,
    /// The server refused it.
    Refused,
    /// No answer.
    Unanswered,
}

/// Whether a program can read the text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TextLayer {
    /// There is text.
    Present,
    /// A scan without text.
    Missing,
    /// A format that is not read.
    Unread,
}

/// A file of the section as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    /// Its address.
    pub url: String,
    /// Which capture of the run.
    pub capture: String,
    /// Digest of the captured body; empty if there was no answer.
    pub digest: String,
    /// What came.
    pub state: FileState,
    /// HTTP status, or why the content could not be read.
    pub detail: Option<String>,
    /// Its format (`pdf`, `docx` …), if it was read.
    pub kind: Option<String>,
    /// Pages, slides or sheets.
    pub pages: Option<u32>,
    /// Whether a program can read it.
    pub text_layer: Option<TextLayer>,
    /// A few document numbers in its text.
    pub documents: Vec<String>,
    /// A few budget years and kinds in its text, in words.
    pub periods: Vec<String>,
}

/// One way in which a section was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// Which kind.
    pub kind: SignalKind,
    /// The words seen.
    pub text: String,
    /// The rule's label they match.
    pub label: String,
    /// Page on which they were seen.
    pub page: String,
}

/// What was searched for one requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// Labels looked for.
    pub labels: u32,
    /// Pages looked at because they were announced.
    pub looked_at: Vec<String>,
    /// Candidates turned down.
    pub rejected: Vec<Rejected>,
    /// Attempts at what could not be seen at first, where a second one was made; at most ten.
    #[serde(default)]
    pub attempts: Vec<Attempt>,
    /// The files of the sections looked at, where what they prove hangs on files; null elsewhere.
    #[serde(default)]
    pub files: Option<FileSearch>,
}

/// How far the files of the sections looked at were searched: `read` and `unread` together are `named`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileSearch {
    /// Files that the sections link to.
    pub named: u32,
    /// Of these, fetched: they were asked for and came.
    pub fetched: u32,
    /// Of these, read by the program.
    pub read: u32,
    /// The others, by reason.
    pub unread: Vec<UnreadFiles>,
}

/// Files that were not read for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnreadFiles {
    /// Why: `not-asked`, `elsewhere`, `scan`, `format`, `malformed`, `locked`, `too-big`, `reader`, `missing`,
    /// `refused` or `unanswered`.
    pub why: String,
    /// The same in words.
    pub say: Text,
    /// How many.
    pub count: u32,
}

/// One of several attempts to see an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// The address.
    pub url: String,
    /// Which capture of the run.
    pub capture: String,
    /// When it was sent.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// Whether it had larger limits than usual.
    pub longer: bool,
    /// HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Why there was none, if so.
    pub failure: Option<ReasonCode>,
    /// All of it in words.
    pub say: Text,
}

/// A certificate that something is wrong with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The server that sent it.
    pub host: String,
    /// `completed`: the chain lacked a certificate, which was fetched; `excepted`: read all the same because the
    /// registry allows it; `refused`: nothing behind it was read.
    pub state: String,
    /// `expired`, `wrong-name`, `self-signed`, `missing-intermediate` or `unknown-issuer`.
    pub problem: String,
    /// Where missing certificates were fetched.
    pub from: Vec<String>,
    /// The first capture that met it.
    pub capture: String,
    /// When.
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// All of it in words.
    pub say: Text,
}

/// A place that was turned down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rejected {
    /// Address of the page.
    pub url: String,
    /// What announced it.
    pub announced: String,
    /// Why it was turned down.
    pub why: Text,
}
