//! Which pages are given to a browser, and what follows from what it makes of them. Part of the same loop: the archive
//! answers for rendered pages when a run is resumed.

use url::Url;

use super::{
    ArchiveError, Browser, Discovered, HomeSeen, Worth,
    canonical::canonical,
    frontier::Entry,
    portal::{PortalCrawl, Purpose},
    reading::{Missed, only_sends_on, read_page},
    render::Leave,
};
use crate::{
    fetch::{ACTION, Exchange, Want},
    page::{Obstacle, Page, is_route},
    snapshot::Visit,
};

/// Rendered pages of one portal.
const MOST_RENDERED: u32 = 60;
/// Of these, views that have no address but a script or a route behind a hash.
const MOST_VIEWS: u32 = 24;
/// Requests of one page.
const MOST_REQUESTS: u32 = 60;
/// A start page with fewer links to other pages of the portal has its menu from elsewhere.
const FEW_LINKS: usize = 5;

/// Whether pages can be given to a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rendering {
    /// The run knows of none.
    Never,
    /// Not now; the archive may hold what one has made.
    Missing,
    /// Yes.
    AtHand,
}

impl Rendering {
    pub(super) fn of(browser: &Browser) -> Self {
        match browser {
            Browser::Never => Self::Never,
            Browser::Missing => Self::Missing,
            Browser::Ready(_) => Self::AtHand,
        }
    }
}

impl PortalCrawl {
    /// Whether the page in an answer, or what stood before it, is one for a browser, and one is at hand or was when the
    /// archive was written. If so it is asked for.
    pub(super) fn wants_rendering(
        &mut self,
        entry: &Entry,
        page: Result<&Page, Option<&Missed>>,
    ) -> Result<bool, ArchiveError> {
        let hidden = match page {
            Ok(page) => match page.obstacle {
                Some(Obstacle::Shell | Obstacle::Challenge) => true,
                Some(_) => false,
                None => entry.depth == 0 && self.lacks_a_menu(page),
            },
            Err(missed) => missed == Some(&Missed::Hindered(Obstacle::Challenge)),
        };
        if !hidden || (entry.depth > 0 && self.focus.worth(entry.hint) <= Worth::Spare) {
            return Ok(false);
        }
        self.give(entry.clone())
    }

    /// Has the browser read `entry`, unless it has done so, or there is none.
    fn give(&mut self, entry: Entry) -> Result<bool, ArchiveError> {
        let known = (Want::Rendered, entry.url.as_str().to_owned());
        if self.rendered >= MOST_RENDERED || self.asked.contains_key(&known) {
            return Ok(false);
        }
        if self.renders != Rendering::AtHand && !self.was_rendered(&entry.url)? {
            return Ok(false);
        }
        self.rendered += 1;
        self.asked.insert(known, 0);
        self.errands.push_back((entry.url.clone(), Purpose::Rendered(entry)));
        Ok(true)
    }

    /// Whether the archive holds what a browser made of the page at `url`.
    fn was_rendered(&self, url: &Url) -> Result<bool, ArchiveError> {
        Ok(self.archive.earlier(&self.portal.id, url, Want::Rendered, 0)?.is_some())
    }

    /// Whether a page that was given to the browser is asked for when its turn comes: not beyond the budget, and of an
    /// archived session only what that session had rendered.
    pub(super) fn may_render(&self, url: &Url) -> Result<bool, ArchiveError> {
        if self.page_requests >= self.budget.pages || self.focus.finished() {
            return Ok(false);
        }
        Ok((self.renders == Rendering::AtHand && self.is_live()) || self.was_rendered(url)?)
    }

    fn lacks_a_menu(&self, page: &Page) -> bool {
        let own = page.links.iter().filter_map(|link| link.target.as_ref().and_then(canonical));
        let own = own.filter(|url| self.scope.contains(url) && Some(url) != canonical(&page.url).as_ref());
        own.take(FEW_LINKS).count() < FEW_LINKS
    }

    /// What a page at `url` may do while it is rendered.
    pub(super) fn leave(&self) -> Leave {
        Leave {
            scope: self.scope.clone(),
            rules: self.portal.manners.robots.is_none().then(|| self.gates.all_rules()),
            requests: self.budget.pages.saturating_sub(self.page_requests).min(MOST_REQUESTS),
            bytes: self.page_bytes(),
        }
    }

    /// What follows from the page that a browser has made.
    pub(super) fn follow_rendered(
        &mut self,
        entry: &Entry,
        exchange: &Exchange,
        visit: &Visit,
        new_cookies: bool,
    ) -> (Result<Page, Option<Missed>>, Vec<Discovered>) {
        if (300..400).contains(&exchange.status) {
            let target = self.redirect_target(&entry.url, exchange);
            return (Err(None), self.follow_to(entry, target, new_cookies));
        }
        if !(200..300).contains(&exchange.status) {
            return (Err(None), Vec::new());
        }
        match read_page(&entry.url, exchange, visit.at, entry.depth == 0, self.page_bytes()) {
            Ok(Some(page)) if only_sends_on(&page) => {
                let target = page.refresh.as_ref().and_then(canonical).filter(|target| self.scope.contains(target));
                let missed = Missed::SendsOn(target.clone());
                (Err(Some(missed)), self.follow_to(entry, target, new_cookies))
            }
            Ok(Some(page)) => {
                if entry.depth == 0 && self.end.home != HomeSeen::Read {
                    self.home_read(&entry.url);
                }
                // A view shares its address with a page, and must not speak for others like it.
                if entry.url.fragment().is_none() {
                    self.watch_page(entry, &page);
                }
                let found = self.discover(&page, entry.depth);
                (Ok(page), found)
            }
            Ok(None) => (Err(None), Vec::new()),
            Err(failure) => (Err(Some(Missed::Broken(failure))), Vec::new()),
        }
    }

    /// Has the browser read the views that `page` leads to and that have no address for anybody else: routes behind a
    /// hash, and answers to forms that links send. The most wanted first.
    pub(super) fn give_views(&mut self, entry: &Entry, page: &Page) -> Result<(), ArchiveError> {
        if self.renders == Rendering::Never {
            return Ok(());
        }
        let mut views: Vec<(Worth, Entry)> = Vec::new();
        for link in &page.links {
            let Some(url) = view(&page.url, link) else { continue };
            let hint = self.focus.hint(link);
            let worth = self.focus.worth(hint);
            if self.scope.contains(&url) && worth > Worth::Spare && views.iter().all(|(_, known)| known.url != url) {
                views.push((worth, Entry::new(url, hint, entry.depth.saturating_add(1))));
            }
        }
        views.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
        for (_, view) in views {
            if self.views < MOST_VIEWS && self.give(view)? {
                self.views += 1;
            }
        }
        Ok(())
    }
}

/// The address of the view behind `link` of the page at `at`: see [`RenderRequest::url`](crate::fetch::RenderRequest).
fn view(at: &Url, link: &crate::page::Link) -> Option<Url> {
    if let Some(target) = &link.target {
        let route = target.fragment().is_some_and(is_route);
        let mut plain = canonical(target).filter(|_| route)?;
        plain.set_fragment(target.fragment());
        return Some(plain);
    }
    let script = link.script.as_deref().filter(|script| script.starts_with("__doPostBack(") && script.len() < 190)?;
    let mut url = at.clone();
    url.set_fragment(Some(&format!("{ACTION}{script}")));
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{crawl::discover::Discoverer, page::Link};

    fn link(target: Option<&str>, script: Option<&str>) -> Link {
        let bare = Discoverer::bare_link("http://mau.gov.vn/".parse().unwrap());
        Link { target: target.map(|url| url.parse().unwrap()), script: script.map(str::to_owned), ..bare }
    }

    #[test]
    fn views_without_an_address_get_one() {
        let at = "http://mau.gov.vn/trang-chu.aspx".parse().unwrap();
        let address = |link: &Link| view(&at, link).map(String::from);
        assert_eq!(
            address(&link(Some("http://mau.gov.vn/?utm_source=x#/lanh-dao"), None)).as_deref(),
            Some("http://mau.gov.vn/#/lanh-dao")
        );
        assert_eq!(
            address(&link(None, Some("__doPostBack('menu','3')"))).as_deref(),
            Some("http://mau.gov.vn/trang-chu.aspx#javascript:__doPostBack('menu','3')")
        );
        assert_eq!(address(&link(Some("http://mau.gov.vn/#dau-trang"), None)), None, "a place on the page");
        assert_eq!(address(&link(None, Some("xoa('tat-ca')"))), None, "nobody knows what it does");
    }
}
