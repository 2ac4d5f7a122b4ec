//! Why an outcome is what it is.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{fetch::Failure, registry::PortalId, rules::Probe};

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
    /// The section shows nothing but a picture, which may hold what is asked for: a person has to look at it.
    PictureOnly {
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
