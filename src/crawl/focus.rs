//! What the crawl asks its caller: which link is worth more, and whether anything is still wanted. The crawl never
//! learns how pages are judged; the command that runs both implements this.

use serde::{Deserialize, Serialize};
use url::Url;

use super::{Missed, PortalEnd};
use crate::{
    fetch::{Exchange, Ipv6},
    page::{Link, Page},
    registry::Portal,
    snapshot::Capture,
};

/// What a focus remembers about a link: a number that only the focus understands. 0 means nothing is known.
/// Keep the number of different hints small (hundreds): the frontier has one queue for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hint(pub u32);

/// How much a visit is worth at this moment, least first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worth {
    /// Not to be visited at all.
    Never,
    /// Looks like something that is decided already, or like a single news article.
    Spare,
    /// Nothing is known about it.
    #[default]
    Unknown,
    /// May lead to something wanted: a menu entry, a site map, a list.
    Promising,
    /// Looks like a requirement that is still undecided.
    Wanted,
}

impl Worth {
    /// Its word, as in the frontier of an archived run.
    pub fn word(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Spare => "spare",
            Self::Unknown => "unknown",
            Self::Promising => "promising",
            Self::Wanted => "wanted",
        }
    }
}

/// What names a host that no page need link to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedBy {
    /// An address in a sitemap.
    Sitemap,
    /// The certificate of a server of the portal.
    Certificate,
}

/// The caller's view of one portal while it is crawled. All answers must depend only on what was seen so far, in the
/// order it was seen: a resumed crawl asks again and must hear the same.
pub trait Focus: Send {
    /// What `link` looks like. Called once for each new address (and again when it appears under other words).
    fn hint(&mut self, link: &Link) -> Hint;

    /// What a link with `hint` is worth now, given what is still undecided.
    fn worth(&self, hint: Hint) -> Worth;

    /// An address with `hint` is asked for next; not told again of what a redirect leads to.
    fn chose(&mut self, _hint: Hint) {}

    /// A visit was recorded. `page` is there when the answer was a readable page (status 200 to 299); dead links,
    /// refusals and failures arrive without one. Sitemaps are not reported, and robots.txt only when it got no answer:
    /// nothing else of that host will be asked for, so this is all that is learnt of it.
    fn saw(&mut self, capture: &Capture, page: Option<&Page>);

    /// What the name service said of `host` when it was asked first. Told before any visit to that host.
    fn located(&mut self, _host: &str, _ipv6: Ipv6) {}

    /// Something other than a link names `host`, which is in scope; whether its start page is worth a look.
    fn named(&mut self, _host: &str, _by: NamedBy) -> bool {
        false
    }

    /// The answer that was told of just before came without a page although it might have been one, for this reason.
    fn missed(&mut self, _capture: &Capture, _why: &Missed) {}

    /// What the portal's own host shows at an address that cannot exist, if it does not say so by its status.
    fn absent(&mut self, _capture: &Capture, _page: &Page) {}

    /// Whether nothing more is wanted from this portal.
    fn finished(&self) -> bool;

    /// A question to put to the portal's own search when no page is asked for any more: the address that a visitor's
    /// browser would ask for. Called again when what the answer led to was visited, a bounded number of times, until there
    /// is none.
    fn question(&mut self) -> Option<Url> {
        None
    }

    /// Files worth asking for when no page is asked for any more, best first. Called at most once.
    fn files(&mut self) -> Vec<Url> {
        Vec::new()
    }

    /// A visit of a file, or of a redirect on the way to one, was recorded. `exchange` is there when it was answered.
    fn saw_file(&mut self, _capture: &Capture, _exchange: Option<&Exchange>) {}

    /// The crawl of the portal is over; the focus hands its harvest to whoever made it.
    fn ended(self: Box<Self>, end: &PortalEnd);
}

/// Makes a focus for each portal.
pub trait FocusFactory: Send + Sync {
    /// A fresh focus for `portal`.
    fn focus(&self, portal: &Portal) -> Box<dyn Focus>;
}

/// Wants everything, nearest to the start page first: a crawl without rules.
#[derive(Clone, Copy, Debug, Default)]
pub struct BreadthFirst;

impl Focus for BreadthFirst {
    fn hint(&mut self, _link: &Link) -> Hint {
        Hint::default()
    }

    fn worth(&self, _hint: Hint) -> Worth {
        Worth::Unknown
    }

    fn saw(&mut self, _capture: &Capture, _page: Option<&Page>) {}

    fn finished(&self) -> bool {
        false
    }

    fn ended(self: Box<Self>, _end: &PortalEnd) {}
}

impl FocusFactory for BreadthFirst {
    fn focus(&self, _portal: &Portal) -> Box<dyn Focus> {
        Box::new(Self)
    }
}
