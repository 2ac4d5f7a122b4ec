//! What is said about one requirement on one portal, and why.

use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::circumstances::Attempt;
use crate::{
    attachment::{Kind, Period, TextLayer, Unread},
    fetch::{Failure, FetchMode, TlsFlaw},
    registry::PortalId,
    rules::{Bilingual, Probe, RequirementId},
    snapshot::CaptureId,
};

/// The six outcomes, after W3C EARL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Two independent signals: how it was found, and what its content proves.
    Passed,
    /// Found, but empty, stale or incomplete.
    Partial,
    /// Looked for with sufficient coverage and not there.
    Failed,
    /// Could not be seen, or not enough was seen.
    CantTell,
    /// Does not bind this portal.
    Inapplicable,
    /// Cannot be observed from outside, or the budget ended first.
    Untested,
}

impl Outcome {
    /// All six, in the order of tables.
    pub const ALL: [Self; 6] =
        [Self::Passed, Self::Partial, Self::Failed, Self::CantTell, Self::Inapplicable, Self::Untested];

    /// The word in files: `cant-tell`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Partial => "partial",
            Self::Failed => "failed",
            Self::CantTell => "cant-tell",
            Self::Inapplicable => "inapplicable",
            Self::Untested => "untested",
        }
    }

    /// The outcome that `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// In which way a found section falls short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Announced, and nothing behind it.
    Empty,
    /// Something, but not all that is asked for.
    Incomplete,
    /// Older than the legal deadline.
    Stale,
    /// Announced by a link whose target answers with an error.
    DeadLink,
}

/// Why nothing could be said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Unseen {
    /// The portal's start page could not be reached.
    Unreachable {
        /// In which way.
        failure: Failure,
    },
    /// The server refused us (403 and its like, a web-firewall page).
    Blocked {
        /// HTTP status.
        status: u16,
    },
    /// The server answered with an error of its own (5xx).
    ServerError {
        /// HTTP status.
        status: u16,
    },
    /// The server says that it is asked too much (429).
    RateLimited,
    /// It redirects in a circle, or more often than anybody follows.
    RedirectLoop,
    /// It redirects out of the portal's domains.
    RedirectsAway {
        /// The host it leads to.
        to: String,
    },
    /// A script challenge, or a cookie that only a script sets, stands before the content.
    Challenge,
    /// A test that only a person passes stands before the content.
    Captcha,
    /// The server lets nobody in from where we are.
    GeoBlocked,
    /// The answer says in words, or by being the same as at an address that cannot exist, that there is no such page,
    /// although its status says otherwise.
    SoftNotFound,
    /// What was answered is no page.
    NotAPage {
        /// `Content-Type` as sent, empty if none.
        content_type: String,
    },
    /// The content is put in by scripts.
    NeedsRendering,
    /// A log-in stands before the content.
    LogIn,
    /// Its servers failed, refused or asked to wait for so long that the portal was left alone.
    LeftAlone,
    /// robots.txt forbids the visit.
    RobotsForbid,
    /// Too little of the portal was seen to say that something is missing.
    Coverage,
    /// The place where it is announced was not asked for: it lies elsewhere, or only a script leads there.
    AnnouncedButUnseen,
    /// The place where it is announced could not be read.
    Announced {
        /// Why.
        cause: Box<Self>,
    },
    /// A page of the menus has content that would prove it, under a name no label of the rule knows: conflicting
    /// evidence, and a hint for whoever keeps the labels.
    UnknownName {
        /// Address of the page.
        page: String,
    },
    /// Only the beginning of the page was kept; the rest may hold what is missing.
    CutPage,
    /// The charset could not be told, so that words cannot be trusted.
    Undecodable,
}

/// Why an outcome is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Reason {
    /// A proof of the rule held.
    Proven {
        /// Name of the proof.
        proof: String,
        /// Whether it is an accepted variant.
        variant: bool,
    },
    /// Found, with a shortcoming.
    Short {
        /// Which.
        gap: Gap,
    },
    /// Searched and not found.
    NotFound,
    /// Not seen.
    Unseen {
        /// Why.
        cause: Unseen,
    },
    /// The requirement does not bind this tier.
    OtherTier,
    /// Binds only where the agency has such matter, and nothing points to any.
    NoSuchMatter,
    /// The agency was merged before the day of capture.
    Merged {
        /// Into which.
        into: PortalId,
        /// First day of the new agency.
        #[schemars(with = "String")]
        since: Date,
    },
    /// Only a person with access can tell.
    NotObservable,
    /// Pages did not settle it; an active check has to.
    NeedsProbe {
        /// Which.
        probe: Probe,
    },
    /// Pages, depth or time ended before it was decided.
    Budget,
}

/// How a section was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignalKind {
    /// A link or menu entry on another page.
    Entry,
    /// A heading on the page.
    Heading,
    /// The page's title.
    Title,
    /// The trail to the page.
    Breadcrumb,
    /// The page's address.
    Address,
    /// A property of the site itself, for requirements observed on the site as a whole.
    Site,
    /// A name that no label knows, but that shares the telling words of one.
    Likeness,
    /// A page of the menus whose content says by itself what it is, whatever its name.
    Content,
}

/// One way in which a section was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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

/// Where and how something was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Address of the page.
    pub url: String,
    /// Place on the page: path of the section's heading or container.
    pub place: String,
    /// Heading of the section, or the page's title.
    pub heading: String,
    /// Whether only the beginning of the page was kept, so that more may stand there.
    pub cut: bool,
    /// What was seen, private persons masked.
    pub excerpt: String,
    /// Counted facts in words, for instance `5 số văn bản`.
    pub proof: Bilingual,
    /// How it was found, strongest first.
    pub signals: Vec<Signal>,
    /// Date of the newest dated item in the section.
    #[schemars(with = "Option<String>")]
    pub newest: Option<Date>,
    /// Which capture.
    pub capture: CaptureId,
    /// SHA-256 of the captured body.
    pub digest: String,
    /// When it was captured.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// How it was captured.
    pub mode: FetchMode,
    /// What is wrong with the certificate of the server it came from, if anything is.
    pub flaw: Option<TlsFlaw>,
    /// Files of the section that were asked for, where its proof depends on them.
    pub files: Vec<FileEvidence>,
    /// How many files the section links to, where its proof depends on them.
    pub files_announced: u32,
}

/// What came of asking for a file of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", content = "detail", rename_all = "kebab-case")]
pub enum FileState {
    /// It answers and was read.
    Answers,
    /// It answers; why its content could not be read.
    Unread(Unread),
    /// A web page came instead of a file.
    PageInstead,
    /// The server says it is not there (status).
    Missing(u16),
    /// The server refused it (status): nobody can say.
    Refused(u16),
    /// No answer, or a redirect that was not followed to its end.
    Unanswered,
}

/// A file of the section as it was fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileEvidence {
    /// Its address.
    pub url: String,
    /// Which capture.
    pub capture: CaptureId,
    /// SHA-256 of the captured body; empty if there was no answer.
    pub digest: String,
    /// What came.
    pub state: FileState,
    /// Its format, if it was read.
    pub kind: Option<Kind>,
    /// Pages, slides or sheets.
    pub pages: Option<u32>,
    /// Whether a program can read it.
    pub text_layer: Option<TextLayer>,
    /// A few document numbers in its text.
    pub documents: Vec<String>,
    /// A few budget periods in its text.
    pub periods: Vec<Period>,
}

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

/// What was searched on the portal as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Pages read.
    pub pages: u32,
    /// Of these, only the beginning was kept.
    pub cut: u32,
    /// Of these, typed in an encoding older than Unicode (TCVN3, VNI), which only the old fonts show.
    pub legacy: u32,
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

/// How far the files of the sections looked at were searched: `read` and `unread` together are `named`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
pub struct UnreadFiles {
    /// Why.
    pub why: FileGap,
    /// How many.
    pub count: u32,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FileGap {
    /// Not asked for: others of the section were, or the visit ended before.
    NotAsked,
    /// Not asked for, because it lies outside the portal.
    Elsewhere,
    /// It came, a scan without text.
    Scan,
    /// It came, in a format whose content is not read.
    Format,
    /// It came damaged.
    Malformed,
    /// It came, and needs a password.
    Locked,
    /// It came, and is too large to be read.
    TooBig,
    /// It came, and the program could not read it.
    Reader,
    /// The server says that it is not there, or sends a web page in its place.
    Missing,
    /// The server refused it.
    Refused,
    /// No answer, or a redirect that was not followed to its end.
    Unanswered,
}

impl FileGap {
    /// The word in files: `not-asked`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotAsked => "not-asked",
            Self::Elsewhere => "elsewhere",
            Self::Scan => "scan",
            Self::Format => "format",
            Self::Malformed => "malformed",
            Self::Locked => "locked",
            Self::TooBig => "too-big",
            Self::Reader => "reader",
            Self::Missing => "missing",
            Self::Refused => "refused",
            Self::Unanswered => "unanswered",
        }
    }
}

/// Whether the duty still holds today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// A mandatory basis is in force, from the same or a successor instrument with the same substance.
    Yes,
    /// In force with another force or another ground.
    Changed,
    /// Only a benchmark is left.
    BenchmarkOnly,
    /// No live basis is known.
    None,
}

/// What is said about one requirement on one portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// About whom.
    pub portal: PortalId,
    /// About what.
    pub requirement: RequirementId,
    /// The word.
    pub outcome: Outcome,
    /// Why.
    pub reason: Reason,
    /// Where it was seen; present whenever the outcome is `passed` or `partial`.
    pub evidence: Option<Evidence>,
    /// What was searched.
    pub search: Search,
    /// Provisions of the profile that ask for it, in words: `Điều 4 khoản 1 điểm e Nghị định 42/2022/NĐ-CP`.
    pub basis: Vec<String>,
    /// Whether the duty still holds on the day the report is made for.
    pub holds_today: Obligation,
    /// A remark in both languages, for instance that the newest item is older than a benchmark.
    pub note: Option<Bilingual>,
}
