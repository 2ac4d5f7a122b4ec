//! The census of component sites: which bodies under an agency have a site of their own below the portal's domains,
//! whether it is alive, whether it shares the portal's frame and links back (Circular 22/2023/TT-BTTTT: a component
//! page has the header and footer of its portal). Pure: computed from the pages that were read.
//!
//! A host counts when a link to its start page names a body (sở, vụ, huyện, xã …). Hosts with other names
//! (`hoidap.`, `dulieu.`) are parts of the portal itself, and their pages are judged as such.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use url::Url;

use super::{
    fnv::hash,
    observation::{Observation, address_key},
    view::{PortalView, VisitEnd},
};
use crate::{
    fetch::{Failure, Want},
    page::{Link, Page, Region, Role},
    registry::Portal,
    snapshot::Capture,
    text,
};

/// Share of the words in the portal's menus, header and footer that a component site must repeat to share its frame.
const FRAME_SHARE: f64 = 0.6;
/// Fewer words than this in a frame tell nothing.
const LEAST_FRAME: usize = 5;
/// Component sites told apart on one portal; further ones are left out.
const MOST_SITES: usize = 5_000;

/// Kind of body behind a component site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BodyKind {
    /// Sở, ban, văn phòng, thanh tra of a province.
    Department,
    /// Vụ, cục, viện, trung tâm and other units.
    Unit,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh (until 30 June 2025).
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}

/// First words of names of bodies.
const FIRST_WORDS: &[(&str, BodyKind)] = &[
    ("sở", BodyKind::Department),
    ("ban", BodyKind::Department),
    ("văn phòng", BodyKind::Department),
    ("thanh tra", BodyKind::Department),
    ("vụ", BodyKind::Unit),
    ("cục", BodyKind::Unit),
    ("chi cục", BodyKind::Unit),
    ("tổng cục", BodyKind::Unit),
    ("viện", BodyKind::Unit),
    ("học viện", BodyKind::Unit),
    ("trung tâm", BodyKind::Unit),
    ("trường", BodyKind::Unit),
    ("tạp chí", BodyKind::Unit),
    ("báo", BodyKind::Unit),
    ("huyện", BodyKind::District),
    ("quận", BodyKind::District),
    ("thị xã", BodyKind::District),
    ("thành phố", BodyKind::District),
    ("xã", BodyKind::Commune),
    ("phường", BodyKind::Commune),
    ("thị trấn", BodyKind::Commune),
    ("đặc khu", BodyKind::Commune),
];
/// Words that begin like a body and are none.
const NO_BODY: &[&str] = &[
    "xã hội",
    "ban hành",
    "ban đọc",
    "sở hữu",
    "báo cáo",
    "báo chí",
    "báo điện tử",
    "vụ việc",
    "viện trợ",
    "viện phí",
    "trường hợp",
    "cục bộ",
    "văn phòng phẩm",
    "văn phòng điện tử",
    "thanh tra kiểm tra",
];
/// Bodies that go without a name of their own inside their ministry.
const ALONE: &[(&str, BodyKind)] = &[
    ("văn phòng", BodyKind::Department),
    ("thanh tra", BodyKind::Department),
    ("tạp chí", BodyKind::Unit),
    ("học viện", BodyKind::Unit),
];
/// Words before the name that say nothing of its kind.
const BEFORE: &[&str] =
    &["ủy ban nhân dân", "ubnd", "cổng thông tin điện tử", "trang thông tin điện tử", "trang thông tin", "website"];

impl BodyKind {
    /// The kind that `name` begins with; `None` if it does not name a body.
    pub fn of(name: &str) -> Option<Self> {
        let normal = text::normalise(name);
        let mut rest = normal.as_str();
        while let Some(after) = BEFORE.iter().find_map(|words| strip_words(rest, words)) {
            rest = after;
        }
        if NO_BODY.iter().any(|words| rest == *words || strip_words(rest, words).is_some()) {
            return None;
        }
        let named = FIRST_WORDS.iter().find(|(words, _)| strip_words(rest, words).is_some());
        named.or_else(|| ALONE.iter().find(|(words, _)| rest == *words)).map(|(_, kind)| *kind)
    }
}

/// What follows `words` at the start of `text`, in whole syllables; a body has a name of its own after its kind.
fn strip_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.strip_prefix(words)?.strip_prefix(' ').filter(|rest| !rest.is_empty())
}

/// What one page adds to the census.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sight {
    /// Host of the page without `www.`.
    host: String,
    /// Hosts announced by a link to their start page, with the words of the link.
    announced: Vec<(String, String, BodyKind)>,
    /// Start pages only: hashes of the words of links in menus, header and footer.
    frame: Vec<u64>,
    /// Whether some link leads to the portal's own host.
    links_back: bool,
}

impl Sight {
    /// Looks at one page of `portal`.
    pub(crate) fn of(portal: &Portal, page: &Page) -> Self {
        let own = bare_host(&portal.url);
        let host = bare_host(&page.url);
        let mut announced: BTreeMap<&str, (&str, BodyKind)> = BTreeMap::new();
        let (mut frame, mut links_back) = (Vec::new(), false);
        // A portal's start page may stand behind a redirect to a path.
        let start = is_start(&page.url) || page.role == Role::Home;
        for link in page.links.iter().chain(&page.controls) {
            if start && matches!(link.at.region, Region::Menu | Region::Header | Region::Footer) {
                let words = text::normalise(&link.label);
                if !words.is_empty() {
                    frame.push(hash(&words));
                }
            }
            let Some(target) = &link.target else { continue };
            let to = bare_host(target);
            links_back |= to == own;
            if let Some(kind) = component_of(portal, target).and_then(|_| BodyKind::of(&link.label)) {
                announced.entry(to).or_insert((link.label.as_str(), kind));
            }
        }
        frame.sort_unstable();
        frame.dedup();
        let announced =
            announced.into_iter().map(|(host, (words, kind))| (host.to_owned(), words.to_owned(), kind)).collect();
        Self { host: host.to_owned(), announced, frame, links_back }
    }

    /// Hosts of component sites named on the page.
    pub(crate) fn hosts(&self) -> impl Iterator<Item = &str> {
        self.announced.iter().map(|(host, ..)| host.as_str())
    }

    /// Host of the page without `www.`.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}

/// Follows a crawl: which component sites are still to be looked at.
#[derive(Debug)]
pub struct CensusTaker {
    own: String,
    bodies: BTreeSet<String>,
    visited: BTreeSet<String>,
}

impl CensusTaker {
    /// Nothing seen of `portal` yet.
    pub fn new(portal: &Portal) -> Self {
        Self { own: bare_host(&portal.url).to_owned(), bodies: BTreeSet::new(), visited: BTreeSet::new() }
    }

    /// Takes in a page that was read.
    pub fn saw(&mut self, observation: &Observation) {
        if observation.sight.host == self.own {
            self.bodies.extend(observation.sight.hosts().take(MOST_SITES).map(str::to_owned));
        }
    }

    /// Notes that an address was asked for, with any answer; a host that did not answer for its robots.txt will be
    /// asked for nothing else.
    pub fn visited(&mut self, capture: &Capture) {
        if is_start(&capture.url) || capture.want == Want::Robots {
            self.visited.insert(bare_host(&capture.url).to_owned());
        }
    }

    /// Whether `link` leads to the start page of a component site.
    pub fn is_body(&self, portal: &Portal, link: &Link) -> bool {
        link.target.as_ref().is_some_and(|target| {
            component_of(portal, target)
                .is_some_and(|host| self.bodies.contains(host) || BodyKind::of(&link.label).is_some())
        })
    }

    /// Whether `link` leads to a page of a component site other than its start page.
    pub fn is_inside(&self, link: &Link) -> bool {
        link.target.as_ref().is_some_and(|target| !is_start(target) && self.bodies.contains(bare_host(target)))
    }

    /// Whether every component site known so far was asked for.
    pub fn is_complete(&self) -> bool {
        self.bodies.is_subset(&self.visited)
    }
}

/// The host of a component site at whose start page `target` points, as far as an address can tell.
pub(crate) fn component_of<'t>(portal: &Portal, target: &'t Url) -> Option<&'t str> {
    let host = bare_host(target);
    (is_start(target) && portal.covers(target) && host != bare_host(&portal.url)).then_some(host)
}

/// Host without `www.`.
pub(crate) fn bare_host(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn is_start(url: &Url) -> bool {
    matches!(url.path(), "" | "/") && url.query().is_none()
}

/// What was met at a component site's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SiteState {
    /// A site that could be read.
    Alive {
        /// Same menus, header and footer as the portal.
        shares_frame: bool,
        /// Links to the portal.
        links_back: bool,
    },
    /// It answers, but what it says cannot be read (script, challenge, log-in).
    Opaque,
    /// Points to another host, where it is counted if it is announced there.
    Moved,
    /// No such host, connection refused, or no such page.
    Dead,
    /// Not visited, or the visit says nothing (time-out, refusal to us).
    Unseen,
}

/// A component site as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentSite {
    /// Host without `www.`.
    pub host: String,
    /// Words of the link that announces it.
    pub name: String,
    /// Kind of body, by its name.
    pub kind: BodyKind,
    /// What was met.
    pub state: SiteState,
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
        let mut found: BTreeMap<&str, (&str, BodyKind)> = BTreeMap::new();
        // The portal's own pages name its component sites; what these name among themselves does not count.
        for sight in view.observations.iter().map(|page| &page.sight).filter(|sight| sight.host == own) {
            for (host, words, kind) in &sight.announced {
                let entry = found.entry(host).or_insert((words, *kind));
                // Whichever page is read first, the same words win.
                *entry = (*entry).min((words, *kind));
            }
        }
        let frame = view
            .observations
            .iter()
            .filter(|page| page.sight.host == own && !page.sight.frame.is_empty())
            .max_by_key(|page| (view.home() == Some(page.key()), std::cmp::Reverse(page.key())))
            .map_or(&[][..], |page| &page.sight.frame);
        let starts: BTreeMap<&str, &Observation> = view.observations.iter().map(|page| (page.key(), page)).collect();
        let sites = found
            .into_iter()
            .take(MOST_SITES)
            .map(|(host, (name, kind))| ComponentSite {
                host: host.to_owned(),
                name: name.to_owned(),
                kind,
                state: state(view, &starts, frame, host),
            })
            .collect();
        Self { sites }
    }

    /// Living sites of `kind`.
    pub fn living(&self, kind: BodyKind) -> usize {
        self.sites.iter().filter(|site| site.kind == kind && site.is_alive()).count()
    }

    /// Hosts of all sites that are a body's own.
    pub(crate) fn hosts(view: &PortalView) -> BTreeSet<&str> {
        let own = bare_host(&view.portal.url);
        let sights = view.observations.iter().map(|page| &page.sight).filter(|sight| sight.host == own);
        sights.flat_map(Sight::hosts).collect()
    }
}

impl ComponentSite {
    /// Whether it answers with a site of its own.
    pub fn is_alive(&self) -> bool {
        matches!(self.state, SiteState::Alive { .. } | SiteState::Opaque)
    }
}

fn state(view: &PortalView, starts: &BTreeMap<&str, &Observation>, frame: &[u64], host: &str) -> SiteState {
    let Ok(start) = Url::parse(&format!("http://{host}/")) else { return SiteState::Unseen };
    let key = address_key(&start);
    let Some((settled, end)) = view.settle(&key) else { return SiteState::Unseen };
    if settled.split('/').next() != Some(host) {
        return SiteState::Moved;
    }
    match end {
        Some(VisitEnd::Page) => match starts.get(settled) {
            Some(page) if page.obstacle.is_none() => {
                SiteState::Alive { shares_frame: shares(frame, &page.sight.frame), links_back: page.sight.links_back }
            }
            _ => SiteState::Opaque,
        },
        Some(VisitEnd::Status(404 | 410) | VisitEnd::Failed(Failure::Dns | Failure::Refused)) => SiteState::Dead,
        _ => SiteState::Unseen,
    }
}

fn shares(portal: &[u64], site: &[u64]) -> bool {
    let common = portal.iter().filter(|word| site.binary_search(word).is_ok()).count();
    portal.len() >= LEAST_FRAME && common as f64 >= FRAME_SHARE * portal.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_known_by_its_first_words() {
        for (name, kind) in [
            ("Sở Tài chính", Some(BodyKind::Department)),
            ("UBND huyện Mẫu 01", Some(BodyKind::District)),
            ("Ủy ban nhân dân xã Mẫu", Some(BodyKind::Commune)),
            ("PHƯỜNG MẪU 12", Some(BodyKind::Commune)),
            ("Cục Chuyển đổi số", Some(BodyKind::Unit)),
            ("Trang thông tin điện tử Sở Y tế", Some(BodyKind::Department)),
            ("Thanh tra", Some(BodyKind::Department)),
            ("Hỏi đáp", None),
            ("Dữ liệu mở", None),
            ("Xã hội", None),
            ("Xã", None),
        ] {
            assert_eq!(BodyKind::of(name), kind, "{name}");
        }
    }

    #[test]
    fn a_frame_is_shared_when_most_of_its_words_are_repeated() {
        let portal: Vec<u64> = (0..10).collect();
        assert!(shares(&portal, &(0..7).collect::<Vec<_>>()));
        assert!(!shares(&portal, &(0..5).collect::<Vec<_>>()));
        assert!(!shares(&[1, 2], &[1, 2]));
    }
}
