//! The closed sets of version 1: every word that may stand in a field, with the internal value it comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Mirrors an internal enum, so that renaming one there cannot change what is published here.
macro_rules! published {
    ($(#[$doc:meta])* $name:ident from $source:path { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+ }

        impl From<$source> for $name {
            fn from(value: $source) -> Self {
                type Source = $source;
                match value { $(Source::$variant => Self::$variant,)+ }
            }
        }

        impl $name {
            /// The word as published.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

published! {
    /// The six outcomes.
    Outcome from crate::judge::Outcome {
        /// Found, and its content proves it.
        Passed = "passed",
        /// Found, but empty, stale or incomplete.
        Partial = "partial",
        /// Looked for with sufficient coverage and not there.
        Failed = "failed",
        /// Could not be seen, or not enough was seen.
        CantTell = "cant-tell",
        /// Does not bind this portal.
        Inapplicable = "inapplicable",
        /// Cannot be observed from outside, or the budget ended first.
        Untested = "untested",
    }
}
published! {
    /// Whether the duty still holds on the day of the report.
    Obligation from crate::judge::Obligation {
        /// Still a duty.
        Yes = "yes",
        /// On another ground or with another force.
        Changed = "changed",
        /// Only a benchmark is left.
        BenchmarkOnly = "benchmark-only",
        /// No live basis is known.
        None = "none",
    }
}
published! {
    /// How a section was found.
    SignalKind from crate::judge::SignalKind {
        /// A link or menu entry on another page.
        Entry = "entry",
        /// A heading on the page.
        Heading = "heading",
        /// The page's title.
        Title = "title",
        /// The trail to the page.
        Breadcrumb = "breadcrumb",
        /// The page's address.
        Address = "address",
        /// A property of the site itself.
        Site = "site",
        /// An unknown name that shares the telling words of a known one.
        Likeness = "likeness",
        /// Content that says by itself what it is, on a page of the menus.
        Content = "content",
    }
}
published! {
    /// How bytes were obtained.
    FetchMode from crate::fetch::FetchMode {
        /// One plain HTTP request, no script run.
        Http = "http",
        /// A browser ran the scripts of the page.
        Browser = "browser",
        /// A file somebody saved.
        Saved = "saved",
    }
}
published! {
    /// Where the pages come from.
    Origin from crate::report::Origin {
        /// Asked for over the network.
        Crawled = "crawled",
        /// Files that somebody saved.
        Saved = "saved",
        /// The simulator: invented agencies.
        Simulated = "simulated",
    }
}
published! {
    /// Whether a portal gives full information.
    FullInformation from crate::score::FullInformation {
        /// Every duty of the set passed or does not apply.
        Yes = "yes",
        /// At least one failed or is partial.
        No = "no",
        /// None failed, but some could not be decided.
        Undecided = "undecided",
        /// Left out of the totals (merged).
        LeftOut = "left-out",
    }
}
published! {
    /// A social network.
    Platform from crate::judge::Platform {
        /// facebook.com
        Facebook = "facebook",
        /// zalo.me
        Zalo = "zalo",
        /// youtube.com
        YouTube = "youtube",
        /// tiktok.com
        TikTok = "tiktok",
        /// x.com, twitter.com
        X = "x",
        /// instagram.com
        Instagram = "instagram",
    }
}
published! {
    /// Kind of body behind a component site.
    BodyKind from crate::rules::BodyKind {
        /// Sở, ban, văn phòng, thanh tra.
        Department = "department",
        /// Vụ, cục, viện, trung tâm and other units.
        Unit = "unit",
        /// Huyện, quận, thị xã (until 30 June 2025).
        District = "district",
        /// Xã, phường, thị trấn, đặc khu.
        Commune = "commune",
    }
}
published! {
    /// Kind of agency.
    Tier from crate::registry::Tier {
        /// Bộ.
        Ministry = "ministry",
        /// Cơ quan ngang bộ.
        MinisterialAgency = "ministerial-agency",
        /// Cơ quan thuộc Chính phủ.
        GovernmentAgency = "government-agency",
        /// Cục and its equals.
        Bureau = "bureau",
        /// Tỉnh, thành phố.
        Province = "province",
        /// Sở.
        Department = "department",
        /// Xã, phường, đặc khu.
        Commune = "commune",
    }
}
published! {
    /// How strongly a basis binds.
    Force from crate::rules::Force {
        /// A duty.
        Mandatory = "mandatory",
        /// Left to the agency's circumstances.
        ByConditions = "by-conditions",
        /// Encouraged.
        Encouraged = "encouraged",
        /// Common practice without a live rule.
        Customary = "customary",
        /// A former duty.
        Benchmark = "benchmark",
    }
}
published! {
    /// How far the reading of a provision was verified.
    Confidence from crate::rules::Confidence {
        /// Read in full text.
        A = "A",
        /// Read in a close quotation.
        B = "B",
        /// Secondary.
        C = "C",
        /// Not verified.
        D = "D",
    }
}
published! {
    /// How a requirement can be observed.
    Observe from crate::rules::Observe {
        /// A section of the portal.
        Page = "page",
        /// A property of the site as a whole.
        Site = "site",
        /// By an active check.
        Probe = "probe",
        /// Not from outside.
        Person = "person",
    }
}

/// How far a portal is integrated with its component sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Integration {
    /// Too little could be seen.
    Undecided,
    /// There is nothing to be integrated with.
    NoSites,
    /// Less than half of the sites that could be seen live in its frame and link back.
    Loose,
    /// At least half.
    Partial,
    /// At least 80 of 100.
    Substantial,
    /// All, with none left unseen.
    Full,
}

impl Integration {
    /// The word as published.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::NoSites => "no-sites",
            Self::Loose => "loose",
            Self::Partial => "partial",
            Self::Substantial => "substantial",
            Self::Full => "full",
        }
    }
}

impl From<crate::judge::Integration> for Integration {
    fn from(integration: crate::judge::Integration) -> Self {
        use crate::{judge::Integration as Of, rules::Grade};
        match integration {
            Of::Undecided => Self::Undecided,
            Of::NoSites => Self::NoSites,
            Of::Graded(Grade::Loose) => Self::Loose,
            Of::Graded(Grade::Partial) => Self::Partial,
            Of::Graded(Grade::Substantial) => Self::Substantial,
            Of::Graded(Grade::Full) => Self::Full,
        }
    }
}

/// What was met at the address of a component site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SiteState {
    /// A site that could be read.
    Alive,
    /// It answers, but cannot be read.
    Opaque,
    /// Points to another host.
    Moved,
    /// Shows the very same page as another site.
    Copy,
    /// Gone.
    Dead,
    /// Not visited, or the visit says nothing.
    Unseen,
}

impl SiteState {
    /// The word as published.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Opaque => "opaque",
            Self::Moved => "moved",
            Self::Copy => "copy",
            Self::Dead => "dead",
            Self::Unseen => "unseen",
        }
    }
}

impl From<crate::judge::SiteState> for SiteState {
    fn from(state: crate::judge::SiteState) -> Self {
        use crate::judge::SiteState as Of;
        match state {
            Of::Alive(_) => Self::Alive,
            Of::Opaque => Self::Opaque,
            Of::Moved => Self::Moved,
            Of::Copy => Self::Copy,
            Of::Dead => Self::Dead,
            Of::Unseen => Self::Unseen,
        }
    }
}

/// What names a component site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NamedBy {
    /// A link or an option of a list on a page of the portal.
    #[default]
    Page,
    /// An address in a sitemap of the portal.
    Sitemap,
    /// The certificate of a server of the portal.
    Certificate,
}

impl NamedBy {
    /// The word as published.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Sitemap => "sitemap",
            Self::Certificate => "certificate",
        }
    }
}

impl From<Option<crate::crawl::NamedBy>> for NamedBy {
    fn from(by: Option<crate::crawl::NamedBy>) -> Self {
        use crate::crawl::NamedBy as Of;
        match by {
            None => Self::Page,
            Some(Of::Sitemap) => Self::Sitemap,
            Some(Of::Certificate) => Self::Certificate,
        }
    }
}
