//! A planted portal: who it is, how its pages are built, what is wrong with it, how each duty is met.

use std::collections::BTreeMap;

use crate::registry::{PortalId, SurveyTier};

use super::component::Component;

/// How a duty is met on a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There, complete and recent.
    Passed,
    /// There, but old.
    Stale,
    /// There, but not all of it.
    Incomplete,
    /// Announced, nothing behind it.
    Empty,
    /// Announced, and the address behind it answers "not found".
    DeadLink,
    /// Something that only sounds like it.
    LookAlike,
    /// Not there.
    Absent,
}

/// How a portal's pages are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Server-rendered with deep menus that stand in the page twice.
    Mega,
    /// One form around the page, `.aspx`, postback links.
    Aspx,
    /// PHP modules, panels, `generator` tag.
    Nuke,
    /// Portlets, image banners without words, addresses without đ.
    Portlet,
    /// Nested layout tables, `<font>`, upper-case labels.
    Tables,
    /// HTML5 landmarks, cards, clean addresses.
    Modern,
    /// An empty element and scripts.
    Shell,
}

impl Family {
    /// Its name in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mega => "mega",
            Self::Aspx => "aspx",
            Self::Nuke => "nuke",
            Self::Portlet => "portlet",
            Self::Tables => "tables",
            Self::Modern => "modern",
            Self::Shell => "shell",
        }
    }
}

impl Family {
    /// Families whose server HTML holds the content.
    pub const READABLE: [Self; 6] = [Self::Mega, Self::Aspx, Self::Nuke, Self::Portlet, Self::Tables, Self::Modern];
}

/// What stands between a plain HTTP client and a portal, or makes it hard to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// Connections are refused.
    Down,
    /// Every answer is 403 with a firewall's page.
    Blocked,
    /// A short page whose script sets a cookie and reloads.
    Challenge,
    /// Content is put in by scripts.
    Shell,
    /// The home page redirects to another agency's domain.
    RedirectsAway,
    /// The home page redirects in a circle.
    Loops,
    /// Connections are taken, an answer begins, and nothing more comes.
    Stalls,
    /// Every answer takes 150 ms.
    Slow,
    /// Missing addresses answer 200, and some entries lead to such addresses.
    SoftNotFound,
    /// Declares UTF-8 and sends windows-1258.
    WrongCharset,
    /// Sends windows-1258 without saying so.
    NoCharset,
    /// Nothing technical; sections are missing.
    Gaps,
}

/// With what an outsider looks at a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// Plain HTTP.
    Http,
    /// A browser as well, where plain HTTP shows nothing.
    Browser,
}

impl Trouble {
    /// Whether an outsider with these eyes sees no content at all.
    pub fn hides(self, eyes: Eyes) -> bool {
        match self {
            Self::Down | Self::Blocked | Self::RedirectsAway | Self::Loops | Self::Stalls => true,
            Self::Challenge | Self::Shell => eyes == Eyes::Http,
            Self::Slow | Self::SoftNotFound | Self::WrongCharset | Self::NoCharset | Self::Gaps => false,
        }
    }
}

/// A planted portal.
#[derive(Clone, Debug)]
pub struct PlannedPortal {
    /// `bo-mau-01`.
    pub id: PortalId,
    /// Position in the plan.
    pub index: u32,
    /// Column of the survey.
    pub tier: SurveyTier,
    /// Number within the tier, from 1.
    pub number: u32,
    /// `Bộ Mẫu 01`.
    pub name: String,
    /// `Model Ministry 01`.
    pub name_en: String,
    /// `bo-mau-01.gov.vn`.
    pub host: String,
    /// Code in document numbers: `BM01`; `UBND` for provinces.
    pub code: String,
    /// How its pages are built.
    pub family: Family,
    /// What is wrong with it, for those without full information.
    pub trouble: Option<Trouble>,
    /// How each duty that binds its tier is met, by requirement id.
    pub states: BTreeMap<&'static str, State>,
    /// Label of each section that has an entry, by requirement id.
    pub labels: BTreeMap<&'static str, &'static str>,
    /// Whether it runs a data portal of its own.
    pub data_portal: bool,
    /// Whether its text is decomposed: letters and their marks apart (NFD), as some editors store it.
    pub decomposed: bool,
    /// Component sites it lists, dead and moved ones included.
    pub components: Vec<Component>,
    /// Whether it is connected and integrated with all of them.
    pub integrated: bool,
}

impl PlannedPortal {
    /// State of `duty`, `Absent` if it does not bind.
    pub fn state(&self, duty: &str) -> State {
        self.states.get(duty).copied().unwrap_or(State::Absent)
    }

    /// Whether a plain HTTP client sees no content at all.
    pub fn hidden(&self) -> bool {
        self.hidden_from(Eyes::Http)
    }

    /// Whether an outsider with these eyes sees no content at all.
    pub fn hidden_from(&self, eyes: Eyes) -> bool {
        self.trouble.is_some_and(|trouble| trouble.hides(eyes))
    }
}
