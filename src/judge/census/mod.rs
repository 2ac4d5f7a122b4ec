//! The census of component sites: which bodies under an agency have a site of their own below the portal's domains,
//! whether it is alive, whether it shares the portal's frame and links back (Circular 22/2023/TT-BTTTT: a component
//! page has the header and footer of its portal). Pure: computed from the pages that were read.
//!
//! A host counts when a link to its start page, or an option of a list, names a body (sở, vụ, huyện, xã …), or when the
//! host itself does (`sotaichinh.`, the name of a commune); one that only a sitemap or a certificate names counts where a
//! site lives there. A folder of the portal's own host (`/web/sotaichinh`) counts where a link names a body, and its start
//! page has a menu of its own. Hosts with other names (`hoidap.`, `dulieu.`) are parts of the portal itself, and their pages are
//! judged as such.

mod address;
mod bodies;
mod body;
mod grade;
mod host;
mod places;
mod sight;
mod state;
mod taker;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::view::PortalView;
use crate::{crawl::NamedBy, rules::BodyKind};

pub(crate) use address::bare_host;
pub(crate) use bodies::Bodies;
pub use grade::{Criteria, Integration};
pub use host::kind_of_host;
pub(crate) use sight::Sight;
pub use taker::CensusTaker;

use body::kind_of;
use sight::{Announced, is_folder};
use state::Meeting;
use taker::MOST_SITES;

/// A site that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alive {
    /// Same menus, header and footer as the portal.
    pub shares_frame: bool,
    /// Links to the portal.
    pub links_back: bool,
    /// Takes the portal's feed or offers it its own, or shows the same items.
    pub exchanges: bool,
    /// Day of the newest item on its start page.
    pub newest: Option<Date>,
}

/// What was met at a component site's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SiteState {
    /// A site that could be read.
    Alive(Alive),
    /// It answers, but what it says cannot be read (script, challenge, log-in).
    Opaque,
    /// Points to another host, where it is counted if it is announced there.
    Moved,
    /// Shows the very same page as the portal or as another site, which is counted.
    Copy,
    /// No such host, connection refused, or no such page.
    Dead,
    /// Not visited, or the visit says nothing (time-out, refusal to us).
    Unseen,
}

/// A component site as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentSite {
    /// Host without `www.`; with the path where the site is a folder of the portal's own host.
    pub host: String,
    /// What it is called: by the link that announces it, or else by itself.
    pub name: String,
    /// Kind of body.
    pub kind: BodyKind,
    /// What was met.
    pub state: SiteState,
    /// What names it, if no page of the portal does.
    #[serde(default)]
    pub named_by: Option<NamedBy>,
}

/// All component sites of one portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    /// Sorted by host.
    pub sites: Vec<ComponentSite>,
}

impl Census {
    /// Counts the component sites in `view`.
    pub fn of(view: &PortalView) -> Self {
        let own = bare_host(&view.portal.url);
        let mut found: BTreeMap<&str, &Announced> = BTreeMap::new();
        // The portal's own pages name its component sites; what these name among themselves does not count.
        for sight in view.observations.iter().map(|page| &page.sight).filter(|sight| sight.site() == own) {
            for (host, announced) in sight.announced() {
                let known = found.entry(host).or_insert(announced);
                // Whichever page is read first, the same words win.
                *known = (*known).min(announced);
            }
        }
        // A name in a sitemap or a certificate alone promises nothing to a visitor: it counts where a site lives.
        let mut named: BTreeMap<&str, (Announced, NamedBy)> = BTreeMap::new();
        for (host, by) in view.named().filter(|(host, _)| *host != own && !found.contains_key(host)) {
            if let Some(kind) = kind_of_host(host) {
                named.insert(host, (Announced { by_host: true, words: host.to_owned(), kind }, by));
            }
        }
        let meeting = Meeting::new(view);
        // Only its start page tells a folder that is a site from a page on a body.
        found.retain(|site, _| !is_folder(site) || meeting.start(site).is_some());
        let mut sites: Vec<ComponentSite> = found
            .into_iter()
            .take(MOST_SITES)
            .map(|(host, announced)| {
                let (name, kind) = identity(announced, meeting.start(host));
                ComponentSite { host: host.to_owned(), name, kind, state: meeting.state(host), named_by: None }
            })
            .collect();
        let lives = |(host, (announced, by)): (&str, (Announced, NamedBy))| {
            let (name, kind) = identity(&announced, meeting.start(host));
            let site =
                ComponentSite { host: host.to_owned(), name, kind, state: meeting.state(host), named_by: Some(by) };
            site.is_alive().then_some(site)
        };
        sites.extend(named.into_iter().filter_map(lives).take(MOST_SITES));
        sites.sort_by(|a, b| a.host.cmp(&b.host));
        set_copies_aside(&mut sites, &meeting);
        Self { sites }
    }

    /// Living sites of `kind`.
    pub fn living(&self, kind: BodyKind) -> usize {
        self.sites.iter().filter(|site| site.kind == kind && site.is_alive()).count()
    }
}

/// Name and kind of a site: by the words that announce it; where only its host says what it is, its own title knows
/// better.
fn identity(announced: &Announced, start: Option<&Sight>) -> (String, BodyKind) {
    let title = start.map(|start| start.title.as_str()).filter(|_| announced.by_host);
    match title.and_then(|title| kind_of(title).map(|kind| (title, kind))) {
        Some((title, kind)) => (title.to_owned(), kind),
        None => (announced.words.clone(), announced.kind),
    }
}

/// Of living sites that show the very same page the one with the shortest host is counted; one that shows the portal's
/// start page is the portal.
fn set_copies_aside(sites: &mut [ComponentSite], meeting: &Meeting<'_>) {
    let mut texts: BTreeMap<u64, usize> = BTreeMap::new();
    let portal = meeting.home().map_or(0, |home| home.text);
    let mut order: Vec<usize> = (0..sites.len()).filter(|at| sites[*at].is_alive()).collect();
    order.sort_by_key(|at| (sites[*at].host.len(), *at));
    for at in order {
        let text = meeting.start(&sites[at].host).map_or(0, |start| start.text);
        if text != 0 && (text == portal || texts.insert(text, at).is_some()) {
            sites[at].state = SiteState::Copy;
        }
    }
}

impl ComponentSite {
    /// Whether it answers with a site of its own.
    pub fn is_alive(&self) -> bool {
        matches!(self.state, SiteState::Alive(_) | SiteState::Opaque)
    }

    /// Whether it is counted here, and not where it moved to or under another name.
    pub fn is_counted(&self) -> bool {
        !matches!(self.state, SiteState::Moved | SiteState::Copy)
    }
}
