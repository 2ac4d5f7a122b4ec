//! What one page contributes to the verdicts on its portal: small, owned, independent of every other page.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use url::Url;

use super::{
    census::Sight,
    files::{FileLink, Known},
    finding::SignalKind,
    fit::Fit,
    labels::ReqIndex,
    pending::Pending,
    practice::Glance,
    view::PortalView,
};
use crate::{
    fetch::{ACTION, FetchMode, Ipv6, TlsFlaw},
    page::{Legacy, Obstacle, Region, is_noise, is_route},
    rules::Accepts,
    snapshot::CaptureId,
};

/// Where the bytes of a page come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Which capture.
    pub capture: CaptureId,
    /// SHA-256 of the captured body, lower-case hexadecimal.
    pub digest: String,
    /// When it was captured.
    pub at: Timestamp,
    /// When its content was received, where the server only said at `at` that it has not changed.
    pub received: Option<Timestamp>,
    /// How it was captured.
    pub mode: FetchMode,
    /// Whether its host can be reached over IPv6, as far as that was asked.
    pub ipv6: Ipv6,
    /// What is wrong with the certificate of the server it came from, if anything is.
    pub flaw: Option<TlsFlaw>,
}

/// What one page shows.
#[derive(Clone, Debug)]
pub struct Observation {
    pub(crate) source: Source,
    /// Key of the page's address, see [`address_key`].
    pub(crate) key: String,
    /// The address itself.
    pub(crate) url: String,
    pub(crate) obstacle: Option<Obstacle>,
    /// Only the beginning of the page was kept.
    pub(crate) cut: bool,
    /// Similarity hash of its main text; 0 if it has none.
    pub(crate) fingerprint: u64,
    /// Encoding older than Unicode that its text was typed in.
    pub(crate) legacy: Option<Legacy>,
    /// Whether its text is English.
    pub(crate) english: bool,
    /// The charset could not be told, so that words cannot be trusted.
    pub(crate) undecodable: bool,
    pub(crate) candidates: Vec<Candidate>,
    /// What the page calls itself, in normal form; only where something unannounced is proven or empty there.
    pub(crate) names: Vec<Box<str>>,
    pub(crate) entries: Vec<Arc<Entry>>,
    /// Addresses (keys) that a look-alike label announces as something else than the requirement.
    pub(crate) disowned: Vec<(ReqIndex, String)>,
    /// Hashes of the in-site targets of menu links, to tell how much of the menus was followed.
    pub(crate) menu: Arc<[u64]>,
    /// Hashes of the in-site addresses that lead to sections besides the menus, sorted: of a start page all that it links
    /// to, of other pages those in side columns.
    pub(crate) entrances: Arc<[u64]>,
    pub(crate) script_links: u32,
    /// What it adds to the census of component sites.
    pub(crate) sight: Sight,
    /// What it adds to what the survey asks beside findings.
    pub(crate) glance: Glance,
}

impl Observation {
    /// Key of the page's address.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether the whole page could be read: no script or challenge stands before the content, nothing was cut off, and
    /// the charset could be told.
    pub fn is_readable(&self) -> bool {
        self.obstacle.is_none() && !self.cut && !self.undecodable
    }

    /// Requirements announced by links of the page, with the key of the address they point at.
    pub(crate) fn announced(&self) -> impl Iterator<Item = (ReqIndex, &str)> {
        self.entries.iter().filter_map(|entry| match &entry.target {
            Target::Inside(key) => Some((entry.requirement, key.as_str())),
            Target::Outside(_) | Target::Script => None,
        })
    }

    /// Requirements proven on the page, and whether the page announces them itself (or none is needed).
    pub(crate) fn proven(&self) -> impl Iterator<Item = (ReqIndex, bool)> {
        self.candidates
            .iter()
            .filter(|c| matches!(c.verdict, Verdict::Proven(Accepts::Strong | Accepts::Variant, _)))
            .map(|c| (c.requirement, c.of_site || !c.signals.is_empty()))
    }
}

/// What a page by itself shows of a requirement, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// A link or heading names it.
    Named,
    /// Some of the content is here.
    Incomplete,
    /// Content that proves it is here.
    Proven,
}

/// One part of the page held against one requirement.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) requirement: ReqIndex,
    /// How the page itself announces it; empty when only a link elsewhere can.
    pub(crate) signals: Vec<OwnSignal>,
    /// Whether it is the whole page and not one section of it.
    pub(crate) whole: bool,
    /// Whether the requirement is one of the site as a whole, which nothing needs to announce.
    pub(crate) of_site: bool,
    pub(crate) place: String,
    pub(crate) heading: String,
    /// Whether it is empty but for a picture, which may show what is asked for.
    pub(crate) pictured: bool,
    /// With no file known: what is announced is taken to answer, and nothing is said by it.
    pub(crate) verdict: Verdict,
    /// What depends on the files of the section, if anything does.
    pub(crate) on_files: Option<Box<OnFiles>>,
    pub(crate) excerpt: String,
    /// Facts counted; more is better among equals.
    pub(crate) facts: u32,
    /// Date of the newest dated item.
    pub(crate) newest: Option<Date>,
}

/// What of a candidate depends on files.
#[derive(Clone, Debug)]
pub(crate) struct OnFiles {
    /// What the section is worth whatever its files are.
    pub(crate) steady: Verdict,
    /// Proofs that hold or not when the files are known.
    pub(crate) pending: Vec<(Verdict, Pending)>,
    /// Files the section links to, in document order.
    pub(crate) links: Vec<FileLink>,
    /// How many there are besides.
    pub(crate) more: u32,
}

impl OnFiles {
    /// What is known of its files.
    pub(crate) fn known<'v>(&self, view: &'v PortalView) -> Known<'v> {
        Known::of(view, &self.links, self.more)
    }

    /// How many files the section links to.
    pub(crate) fn announced(&self) -> u32 {
        self.links.len() as u32 + self.more
    }
}

impl Candidate {
    /// Whether a page as a whole strongly proves what nothing on it announces.
    pub(crate) fn is_nameless(&self) -> bool {
        self.is_unannounced() && matches!(self.verdict, Verdict::Proven(Accepts::Strong, _))
    }

    /// Whether a page as a whole would be accepted, or would be empty, if only something announced it.
    pub(crate) fn is_unannounced(&self) -> bool {
        let counts = match self.verdict {
            Verdict::Proven(accepts, _) => matches!(accepts, Accepts::Strong | Accepts::Variant),
            Verdict::Empty => true,
            Verdict::Rejected(_) | Verdict::Unproven => false,
        };
        self.whole && !self.of_site && self.signals.is_empty() && counts
    }
}

/// What holding it against the rule gave, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// A rejection of the rule held (its index).
    Rejected(u16),
    /// Something is there that proves nothing.
    Unproven,
    /// Nothing is there.
    Empty,
    /// A proof held: what it is worth, and its index counted from the end, so that earlier proofs are greater.
    Proven(Accepts, std::cmp::Reverse<u16>),
}

/// An announcement on the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnSignal {
    pub(crate) kind: SignalKind,
    pub(crate) fit: Fit,
    pub(crate) text: String,
    pub(crate) label: u32,
}

/// A link that announces a section somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    pub(crate) requirement: ReqIndex,
    pub(crate) target: Target,
    pub(crate) text: String,
    pub(crate) label: u32,
    pub(crate) fit: Fit,
    pub(crate) region: Region,
}

impl Entry {
    /// Key of the address of the portal that it leads to, if it leads there.
    pub(crate) fn inside(&self) -> Option<&str> {
        match &self.target {
            Target::Inside(key) => Some(key),
            Target::Outside(_) | Target::Script => None,
        }
    }
}

/// Where an entry leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Target {
    /// To an address of the portal (its key).
    Inside(String),
    /// To a host outside the portal's domains (its address).
    Outside(String),
    /// To wherever a script leads.
    Script,
}

/// The host in a key that [`address_key`] made, without its port.
pub(crate) fn key_host(key: &str) -> &str {
    key.split(['/', ':', '?']).next().unwrap_or_default()
}

/// Form of an address under which two spellings of it meet: without scheme, `www.`, session ids, fragment and final
/// slash.
pub fn address_key(url: &Url) -> String {
    let host = url.host_str().unwrap_or("");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|p| format!(":{p}")).unwrap_or_default();
    let path = url.path().trim_end_matches('/');
    let mut query = String::new();
    for pair in url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !is_noise(name, value) {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(pair);
        }
    }
    // Views of one page that only a browser can tell apart.
    let view = url.fragment().filter(|view| is_route(view) || view.starts_with(ACTION));
    let view = view.map(|view| format!("#{view}")).unwrap_or_default();
    format!("{host}{port}{path}{query}{view}")
}
