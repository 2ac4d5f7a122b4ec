//! Component sites of a portal, as published.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BodyKind, Integration, NamedBy, SiteState};
use crate::judge::{self, Census};

/// The component sites of a portal, and what they have in common with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Components {
    /// How far the portal is integrated with them.
    pub integration: Integration,
    /// Known, without those that are counted elsewhere.
    pub known: u32,
    /// Answer with a site of their own.
    pub alive: u32,
    /// Gone.
    pub dead: u32,
    /// Could not be seen.
    pub unseen: u32,
    /// Point to another site, or are another site under a second name.
    pub elsewhere: u32,
    /// Link to the portal.
    pub link_back: u32,
    /// Share the portal's menus, header and footer.
    pub share_frame: u32,
    /// Take the portal's feed or offer it theirs, or show the same items.
    pub exchange: u32,
    /// Each of them, by host.
    pub sites: Vec<ComponentSite>,
}

/// A component site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComponentSite {
    /// Without `www.`; with the path where the site is a folder of the portal's own host.
    pub host: String,
    /// What it is called.
    pub name: String,
    /// Kind of body.
    pub kind: BodyKind,
    /// What was met.
    pub state: SiteState,
    /// What names it.
    #[serde(default)]
    pub named_by: NamedBy,
    /// Whether it links to the portal; null unless it could be read.
    pub links_back: Option<bool>,
    /// Whether it shares the portal's frame; null unless it could be read.
    pub shares_frame: Option<bool>,
    /// Whether content is exchanged with the portal; null unless it could be read.
    pub exchanges: Option<bool>,
    /// Day of the newest item on its start page.
    #[schemars(with = "Option<String>")]
    pub newest: Option<Date>,
}

impl Components {
    /// Of a portal that could be `seen`, or not.
    pub fn new(census: &Census, seen: bool) -> Self {
        let met = census.criteria();
        Self {
            integration: census.integration(seen).into(),
            known: met.known,
            alive: met.alive,
            dead: met.dead,
            unseen: met.unseen,
            elsewhere: met.elsewhere,
            link_back: met.link_back,
            share_frame: met.share_frame,
            exchange: met.exchange,
            sites: census.sites.iter().map(ComponentSite::from).collect(),
        }
    }
}

impl From<&judge::ComponentSite> for ComponentSite {
    fn from(site: &judge::ComponentSite) -> Self {
        let alive = match site.state {
            judge::SiteState::Alive(alive) => Some(alive),
            _ => None,
        };
        Self {
            host: site.host.clone(),
            name: site.name.clone(),
            kind: site.kind.into(),
            state: site.state.into(),
            named_by: site.named_by.into(),
            links_back: alive.map(|alive| alive.links_back),
            shares_frame: alive.map(|alive| alive.shares_frame),
            exchanges: alive.map(|alive| alive.exchanges),
            newest: alive.and_then(|alive| alive.newest),
        }
    }
}
