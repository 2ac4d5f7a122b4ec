//! A short stable code for every reason, flat where the internal reason is nested: for CSV columns, JSON, and a line
//! such as `cant-tell (dns)`. The sentences behind the codes are in `text`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    fetch::{Failure, TimeoutPhase, TlsProblem},
    judge::{Gap, Reason, Unseen},
};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// Why an outcome is what it is, as one word. Published: a code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum ReasonCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)+
        }

        impl ReasonCode {
            /// Every code, in the order of the outcomes they go with.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The code as published.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

codes! {
    /// A proof of the rule held.
    Proven = "proven",
    /// A proof of an accepted other form held.
    AcceptedVariant = "accepted-variant",
    /// Announced, and nothing behind it.
    Empty = "empty",
    /// Something, but not all that is asked for.
    Incomplete = "incomplete",
    /// Older than the legal deadline.
    Stale = "stale",
    /// Announced by a link that answers with an error.
    DeadLink = "dead-link",
    /// Searched and not found.
    NotFound = "not-found",
    /// The host name did not resolve.
    Dns = "dns",
    /// The connection was refused.
    Refused = "refused",
    /// The connection broke.
    Reset = "reset",
    /// No connection in time.
    TimeoutConnect = "timeout-connect",
    /// No secure connection in time.
    TimeoutTls = "timeout-tls",
    /// No answer in time.
    TimeoutFirstByte = "timeout-first-byte",
    /// The rest of the answer did not come in time.
    TimeoutBody = "timeout-body",
    /// The exchange took too long.
    TimeoutTotal = "timeout-total",
    /// The certificate is outside its validity.
    TlsExpired = "tls-expired",
    /// The certificate names other hosts.
    TlsWrongName = "tls-wrong-name",
    /// The certificate vouches for itself.
    TlsSelfSigned = "tls-self-signed",
    /// An intermediate certificate is missing and could not be had.
    TlsMissingIntermediate = "tls-missing-intermediate",
    /// No path to a trusted root.
    TlsUnknownIssuer = "tls-unknown-issuer",
    /// The server speaks only old versions.
    TlsTooOld = "tls-too-old",
    /// Any other failed handshake.
    TlsHandshake = "tls-handshake",
    /// The host resolved to private addresses only.
    PrivateAddress = "private-address",
    /// The answer was not HTTP.
    Protocol = "protocol",
    /// The content coding could not be undone.
    Decoding = "decoding",
    /// Other trouble on the way to the host.
    Network = "network",
    /// The server refused us.
    Blocked = "blocked",
    /// The server answered with an error of its own.
    ServerError = "server-error",
    /// The server says that it is asked too much.
    RateLimited = "rate-limited",
    /// Redirects in a circle, or too often.
    RedirectLoop = "redirect-loop",
    /// Redirects out of the portal.
    RedirectsAway = "redirects-away",
    /// A script challenge stands before the content.
    Challenge = "challenge",
    /// A test that only a person passes stands before the content.
    Captcha = "captcha",
    /// Nobody is let in from where the visit came from.
    GeoBlocked = "geo-blocked",
    /// No such page, although the status says otherwise.
    SoftNotFound = "soft-not-found",
    /// What was answered is no page.
    NotAPage = "not-a-page",
    /// The content is put in by scripts.
    NeedsRendering = "needs-rendering",
    /// A log-in stands before the content.
    LogIn = "log-in",
    /// The servers failed, refused or asked to wait for so long that the portal was left alone.
    LeftAlone = "left-alone",
    /// robots.txt forbids the visit.
    RobotsForbid = "robots-forbid",
    /// Too little was seen.
    Coverage = "coverage",
    /// The announced place could not be read.
    AnnouncedButUnseen = "announced-but-unseen",
    /// Content that would prove it stands under a name no label knows.
    UnknownName = "unknown-name",
    /// Only a picture stands there, which a person has to look at.
    PictureOnly = "picture-only",
    /// Only the beginning of the page was kept.
    CutPage = "cut-page",
    /// The charset could not be told.
    Undecodable = "undecodable",
    /// Does not bind this tier.
    OtherTier = "other-tier",
    /// Nothing points to such matter.
    NoSuchMatter = "no-such-matter",
    /// The agency was merged away.
    Merged = "merged",
    /// Only a person with access can tell.
    NotObservable = "not-observable",
    /// An active check has to settle it.
    NeedsProbe = "needs-probe",
    /// The budget ended first.
    Budget = "budget",
}

impl From<&Reason> for ReasonCode {
    fn from(reason: &Reason) -> Self {
        match reason {
            Reason::Proven { variant: false, .. } => Self::Proven,
            Reason::Proven { variant: true, .. } => Self::AcceptedVariant,
            Reason::Short { gap } => match gap {
                Gap::Empty => Self::Empty,
                Gap::Incomplete => Self::Incomplete,
                Gap::Stale => Self::Stale,
                Gap::DeadLink => Self::DeadLink,
            },
            Reason::NotFound => Self::NotFound,
            Reason::Unseen { cause } => Self::from(cause),
            Reason::OtherTier => Self::OtherTier,
            Reason::NoSuchMatter => Self::NoSuchMatter,
            Reason::Merged { .. } => Self::Merged,
            Reason::NotObservable => Self::NotObservable,
            Reason::NeedsProbe { .. } => Self::NeedsProbe,
            Reason::Budget => Self::Budget,
        }
    }
}

impl From<&Unseen> for ReasonCode {
    fn from(cause: &Unseen) -> Self {
        match cause {
            Unseen::Unreachable { failure } => Self::from(*failure),
            Unseen::Blocked { .. } => Self::Blocked,
            Unseen::ServerError { .. } => Self::ServerError,
            Unseen::RateLimited => Self::RateLimited,
            Unseen::RedirectLoop => Self::RedirectLoop,
            Unseen::RedirectsAway { .. } => Self::RedirectsAway,
            Unseen::Captcha => Self::Captcha,
            Unseen::GeoBlocked => Self::GeoBlocked,
            Unseen::SoftNotFound => Self::SoftNotFound,
            Unseen::NotAPage { .. } => Self::NotAPage,
            Unseen::Announced { cause } => Self::from(&**cause),
            Unseen::Challenge => Self::Challenge,
            Unseen::NeedsRendering => Self::NeedsRendering,
            Unseen::LogIn => Self::LogIn,
            Unseen::LeftAlone => Self::LeftAlone,
            Unseen::RobotsForbid => Self::RobotsForbid,
            Unseen::Coverage => Self::Coverage,
            Unseen::AnnouncedButUnseen => Self::AnnouncedButUnseen,
            Unseen::UnknownName { .. } => Self::UnknownName,
            Unseen::PictureOnly { .. } => Self::PictureOnly,
            Unseen::CutPage => Self::CutPage,
            Unseen::Undecodable => Self::Undecodable,
        }
    }
}

impl From<Failure> for ReasonCode {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Dns => Self::Dns,
            Failure::Refused => Self::Refused,
            Failure::Reset => Self::Reset,
            Failure::Timeout(TimeoutPhase::Connect) => Self::TimeoutConnect,
            Failure::Timeout(TimeoutPhase::Tls) => Self::TimeoutTls,
            Failure::Timeout(TimeoutPhase::FirstByte) => Self::TimeoutFirstByte,
            Failure::Timeout(TimeoutPhase::Body) => Self::TimeoutBody,
            Failure::Timeout(TimeoutPhase::Total) => Self::TimeoutTotal,
            Failure::Tls(TlsProblem::Expired) => Self::TlsExpired,
            Failure::Tls(TlsProblem::WrongName) => Self::TlsWrongName,
            Failure::Tls(TlsProblem::SelfSigned) => Self::TlsSelfSigned,
            Failure::Tls(TlsProblem::MissingIntermediate) => Self::TlsMissingIntermediate,
            Failure::Tls(TlsProblem::UnknownIssuer) => Self::TlsUnknownIssuer,
            Failure::Tls(TlsProblem::TooOld) => Self::TlsTooOld,
            Failure::Tls(TlsProblem::Handshake) => Self::TlsHandshake,
            Failure::PrivateAddress => Self::PrivateAddress,
            Failure::Protocol => Self::Protocol,
            Failure::Decoding => Self::Decoding,
            Failure::Network => Self::Network,
            Failure::Browser(_) => Self::NeedsRendering,
        }
    }
}

impl std::fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
