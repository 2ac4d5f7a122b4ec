//! Everything that is known of one portal when its verdicts are due.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    census::{Bodies, bare_host},
    circumstances::{Circumstances, Gathering},
    files::{FileEnd, SeenFile},
    finding::{Coverage, LegacyPage, Unseen},
    observation::{Observation, address_key, key_host},
    repeats::is_same,
    sharing::Sharing,
    visit::VisitEnd,
};
use crate::{
    attachment::Reading,
    crawl::{Missed, NamedBy},
    fetch::{Failure, FetchMode, Ipv6, Want},
    page::{Obstacle, Page},
    registry::Portal,
    snapshot::{Capture, CaptureResult},
};

/// All that was seen of one portal.
#[derive(Clone, Debug)]
pub struct PortalView {
    /// Whose.
    pub portal: Portal,
    /// Day of the first capture in Viet Nam; decides which law applied and whether the agency still existed.
    pub day: Date,
    /// Pages that were read, in any order.
    pub observations: Vec<Observation>,
    /// How each visited address ended, by key.
    pub visits: BTreeMap<String, VisitEnd>,
    /// Files that were asked for, by key of their address (see [`address_key`]).
    pub files: BTreeMap<String, SeenFile>,
    /// Numbers of the crawl.
    pub coverage: Coverage,
    /// Whether the crawl ended before it was done.
    pub cut_short: bool,
    /// Whether the crawl left the portal alone because its servers failed, refused or asked to wait for too long.
    pub left_alone: bool,
    /// Whether robots.txt kept us from the start page.
    pub robots_forbid: bool,
    /// Status with which robots.txt was refused; forbids the whole host (RFC 9309 section 2.3.1.4).
    pub robots_status: Option<u16>,
    /// Why the start page's host could not be reached.
    pub unreachable: Option<Failure>,
    pub(crate) gathering: Gathering,
    /// Similarity hash of what the portal shows at an address that cannot exist.
    absent: Option<u64>,
    sharing: Sharing,
    /// Hosts that something other than a link names, without `www.`.
    named: BTreeMap<String, NamedBy>,
}

impl PortalView {
    /// A view without anything seen yet.
    pub fn new(portal: Portal, day: Date) -> Self {
        Self {
            portal,
            day,
            observations: Vec::new(),
            visits: BTreeMap::new(),
            files: BTreeMap::new(),
            coverage: Coverage::default(),
            cut_short: false,
            left_alone: false,
            robots_forbid: false,
            robots_status: None,
            unreachable: None,
            gathering: Gathering::default(),
            absent: None,
            sharing: Sharing::default(),
            named: BTreeMap::new(),
        }
    }

    /// Notes that something other than a link names `host`.
    pub fn names(&mut self, host: &str, by: NamedBy) {
        self.named.entry(host.to_owned()).and_modify(|known| *known = by.min(*known)).or_insert(by);
    }

    /// Hosts that something other than a link names.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&str, NamedBy)> {
        self.named.iter().map(|(host, by)| (host.as_str(), *by))
    }

    /// Takes in a page that was read.
    pub fn saw(&mut self, mut page: Observation) {
        self.sharing.share(&mut page);
        // A second attempt that brought the whole page stands for the first, and so does what a browser made of it.
        let rendered = page.source.mode == FetchMode::Browser;
        let better = |known: &Observation| (known.cut && !page.cut) || rendered;
        let first = self.observations.iter_mut().find(|known| known.key == page.key && better(known));
        match first {
            Some(first) => *first = page,
            None => self.observations.push(page),
        }
    }

    /// Takes in what the portal's own host shows at an address that cannot exist.
    pub fn saw_absent(&mut self, page: &Page) {
        self.absent = Some(page.fingerprint);
    }

    /// Sets pages aside that show the same as an address that cannot exist: nobody can tell from outside whether there is
    /// nothing, or something that only scripts show.
    pub fn set_aside_absent(&mut self) {
        let Some(absent) = self.absent else { return };
        let (home, own) = (self.home().map(str::to_owned), self.own_host());
        for page in &mut self.observations {
            let own = key_host(&page.key) == own;
            if own && page.obstacle.is_none() && Some(&page.key) != home.as_ref() && is_same(page.fingerprint, absent) {
                page.obstacle = Some(Obstacle::LikeAbsent);
                page.candidates.clear();
                page.names.clear();
            }
        }
    }

    /// Takes in a file that was asked for.
    pub fn saw_file(&mut self, capture: &Capture, reading: Option<Reading>) {
        let seen = SeenFile::new(capture, reading);
        let key = address_key(&capture.url);
        // A redirect between forms of one address is followed by what counts.
        if seen.end != FileEnd::Redirect(key.clone()) {
            self.files.insert(key, seen);
        }
    }

    /// Notes how a capture of a page ended.
    pub fn note(&mut self, capture: &Capture) {
        self.gathering.note(capture);
        match capture.want {
            Want::Page => {}
            Want::Robots => return self.note_silence(capture),
            Want::Rendered => return self.note_rendered(capture),
            Want::Sitemap | Want::File | Want::Absent | Want::Part => return,
        }
        let end = VisitEnd::of(capture);
        // `http://x/` that points to `https://x/` has the same key: the answer behind it is what counts.
        let key = address_key(&capture.url);
        if end != VisitEnd::Redirect(key.clone()) {
            self.visits.insert(key, end);
        }
    }

    /// A page that a browser has read stands for what plain HTTP had shown; one that it could not read changes nothing.
    fn note_rendered(&mut self, capture: &Capture) {
        if let CaptureResult::Answered { status: 200..=399, .. } = capture.result {
            let (key, end) = (address_key(&capture.url), VisitEnd::of(capture));
            if end != VisitEnd::Redirect(key.clone()) && !matches!(end, VisitEnd::Failed(_)) {
                self.visits.insert(key, end);
            }
        }
    }

    /// Notes that the answer of a capture, noted before, was no page that can be read, and why.
    pub fn missed(&mut self, capture: &Capture, why: &Missed) {
        let key = address_key(&capture.url);
        let end = match why {
            Missed::SendsOn(target) => match target.as_ref().map(address_key) {
                Some(target) if target != key => VisitEnd::Redirect(target),
                _ => return,
            },
            Missed::NotAPage => {
                let content_type = match &capture.result {
                    CaptureResult::Answered { content_type, .. } => essence(content_type),
                    CaptureResult::Failed(_) => String::new(),
                };
                VisitEnd::Unread(Unseen::NotAPage { content_type })
            }
            Missed::Broken(failure) => VisitEnd::Failed(*failure),
            Missed::Hindered(obstacle) => match hindrance(*obstacle, status_of(capture)) {
                Some(cause) => VisitEnd::Unread(cause),
                None => return,
            },
        };
        self.visits.insert(key, end);
    }

    /// Under what circumstances it was seen.
    pub fn circumstances(&self) -> Circumstances {
        self.gathering.all()
    }

    /// A host beside the portal's own that did not even answer for its robots.txt stands for its start page, which
    /// nobody will ask for.
    fn note_silence(&mut self, capture: &Capture) {
        if let CaptureResult::Failed(failure) = capture.result
            && bare_host(&capture.url) != bare_host(&self.portal.url)
            && let Ok(start) = capture.url.join("/")
        {
            self.visits.entry(address_key(&start)).or_insert(VisitEnd::Failed(failure));
        }
    }

    /// Where an address leads in the end; `None` for a circle.
    pub(crate) fn settle<'k>(&'k self, key: &'k str) -> Option<(&'k str, Option<&'k VisitEnd>)> {
        const LONGEST_CHAIN: usize = 10;
        let mut at = key;
        for _ in 0..LONGEST_CHAIN {
            match self.visits.get(at) {
                Some(VisitEnd::Redirect(next)) => at = next,
                end => return Some((at, end)),
            }
        }
        None
    }

    /// Pages that speak for the portal: a component site's chart is not the portal's chart.
    pub(crate) fn own_pages(&self) -> impl Iterator<Item = &Observation> {
        let bodies = Bodies::of(self);
        self.observations.iter().filter(move |page| !bodies.hold(page))
    }

    /// Distinct in-site addresses in menus.
    pub fn menu_size(&self) -> u32 {
        self.menu().len() as u32
    }

    /// Hashes of the distinct in-site addresses in menus, sorted.
    pub(crate) fn menu(&self) -> Vec<u64> {
        let mut menu: Vec<u64> = self.observations.iter().flat_map(|page| page.menu.iter().copied()).collect();
        menu.sort_unstable();
        menu.dedup();
        menu
    }

    /// Pages of which only the beginning was kept.
    pub fn cut_pages(&self) -> u32 {
        self.observations.iter().filter(|page| page.cut).count() as u32
    }

    /// Pages typed in an encoding older than Unicode.
    pub fn legacy_pages(&self) -> u32 {
        self.observations.iter().filter(|page| page.legacy.is_some()).count() as u32
    }

    /// The first few of them by address.
    pub fn legacy_examples(&self) -> Vec<LegacyPage> {
        const LISTED: usize = 5;
        let named = |page: &Observation| {
            page.legacy.map(|legacy| LegacyPage { url: page.url.clone(), encoding: legacy.name().to_owned() })
        };
        let mut pages: Vec<LegacyPage> = self.observations.iter().filter_map(named).collect();
        pages.sort();
        pages.truncate(LISTED);
        pages
    }

    /// Hashes of the in-site addresses that the start page links to, sorted.
    pub(crate) fn entrances(&self) -> Vec<u64> {
        let mut all: Vec<u64> = self.observations.iter().flat_map(|page| page.entrances.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Navigation on the start page, or the page with most of it, that only a script can follow.
    pub fn script_links(&self) -> u32 {
        self.observations.iter().map(|page| page.script_links).max().unwrap_or(0)
    }

    /// The portal's own host, as address keys begin.
    pub(crate) fn own_host(&self) -> String {
        bare_host(&self.portal.url).to_owned()
    }

    /// Address of the start page as it was read.
    pub(crate) fn home_url(&self) -> Option<String> {
        let home = self.home()?;
        self.observations.iter().find(|page| page.key == home).map(|page| page.url.clone())
    }

    /// Whether the host of the start page as it was read can be reached over IPv6.
    pub(crate) fn home_ipv6(&self) -> Ipv6 {
        let home = self.home().and_then(|home| self.observations.iter().find(|page| page.key == home));
        home.map_or(Ipv6::Unknown, |page| page.source.ipv6)
    }

    /// Whether pages in English are an edition beside the one in Vietnamese: the start page is not English itself.
    pub(crate) fn translates(&self) -> bool {
        let home = self.home();
        !self.observations.iter().any(|page| page.english && Some(page.key.as_str()) == home)
    }

    /// Key of the start page after redirects.
    pub(crate) fn home(&self) -> Option<&str> {
        let start = self.start_key()?;
        self.settle(start).map(|(key, _)| key)
    }

    fn start_key(&self) -> Option<&str> {
        let key = address_key(&self.portal.url);
        self.visits.get_key_value(&key).map(|(key, _)| key.as_str())
    }

    /// Why the portal as a whole could not be seen, or not to its end, if so.
    pub(crate) fn trouble(&self) -> Option<Unseen> {
        self.trouble_at_home().or_else(|| self.left_alone.then_some(Unseen::LeftAlone))
    }

    fn trouble_at_home(&self) -> Option<Unseen> {
        if self.robots_forbid {
            return Some(Unseen::RobotsForbid);
        }
        if let Some(status) = self.robots_status {
            return Some(refusal(status));
        }
        if let Some(failure) = self.unreachable {
            return Some(Unseen::Unreachable { failure });
        }
        let Some(start) = self.start_key() else {
            return if self.observations.is_empty() { Some(Unseen::Coverage) } else { None };
        };
        let Some((key, end)) = self.settle(start) else { return Some(Unseen::RedirectLoop) };
        match end {
            Some(VisitEnd::Status(404 | 410)) => Some(Unseen::Coverage),
            Some(VisitEnd::Page | VisitEnd::Redirect(_)) => {
                self.observations.iter().find(|page| page.key == key).and_then(trouble_of)
            }
            end => Some(self.unseen(key, end)),
        }
    }

    /// Why there is no page at `key`, where [`PortalView::settle`] ended with `end`; statuses that say "no such page"
    /// are for the caller to tell apart.
    pub(crate) fn unseen(&self, key: &str, end: Option<&VisitEnd>) -> Unseen {
        match end {
            Some(VisitEnd::Failed(failure)) => Unseen::Unreachable { failure: *failure },
            Some(VisitEnd::Status(status)) => refusal(*status),
            Some(VisitEnd::Unread(cause)) => cause.clone(),
            // Points out of the portal's domains, or to where nobody went because it had pointed on too often.
            None => {
                let host = key_host(key);
                let inside = |domain: &String| {
                    let domain = domain.strip_prefix("www.").unwrap_or(domain);
                    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
                };
                if self.portal.domains.iter().any(inside) {
                    Unseen::RedirectLoop
                } else {
                    Unseen::RedirectsAway { to: host.to_owned() }
                }
            }
            Some(VisitEnd::Page | VisitEnd::Redirect(_)) => Unseen::Coverage,
        }
    }
}

/// What an answer without a page means.
fn refusal(status: u16) -> Unseen {
    match status {
        401 | 407 => Unseen::LogIn,
        429 => Unseen::RateLimited,
        500.. => Unseen::ServerError { status },
        _ => Unseen::Blocked { status },
    }
}

/// What keeps a plain reader from a page that was answered with `status`; `None` if it only says that there is no such
/// page, which is not for want of seeing it.
fn hindrance(obstacle: Obstacle, status: u16) -> Option<Unseen> {
    Some(match obstacle {
        Obstacle::Shell => Unseen::NeedsRendering,
        Obstacle::Challenge => Unseen::Challenge,
        Obstacle::Captcha => Unseen::Captcha,
        Obstacle::Blocked => Unseen::Blocked { status },
        Obstacle::GeoBlocked => Unseen::GeoBlocked,
        Obstacle::LogIn => Unseen::LogIn,
        Obstacle::SoftNotFound | Obstacle::LikeAbsent => return None,
    })
}

fn status_of(capture: &Capture) -> u16 {
    match capture.result {
        CaptureResult::Answered { status, .. } => status,
        CaptureResult::Failed(_) => 0,
    }
}

/// A content type without its parameters, short enough to be said.
fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().chars().take(60).collect()
}

/// What keeps a plain reader from a page.
pub(crate) fn trouble_of(page: &Observation) -> Option<Unseen> {
    if page.undecodable {
        return Some(Unseen::Undecodable);
    }
    match page.obstacle {
        Some(obstacle) => Some(hindrance(obstacle, 200).unwrap_or(Unseen::SoftNotFound)),
        None => page.cut.then_some(Unseen::CutPage),
    }
}
