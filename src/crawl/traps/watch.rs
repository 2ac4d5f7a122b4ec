//! Keeps an eye on one portal: which kinds of addresses have had their share, which lead to nothing new any more, and
//! which are a page seen before under another address. Depends only on what was seen, in the order it was seen.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hasher as _},
};

use url::Url;

use super::{
    Kind, Template,
    novelty::Lines,
    variants::{Variants, Wanted},
};
use crate::{crawl::Worth, page::Page};

/// Kinds of addresses told apart; a portal with more makes them up.
const MOST_GROUPS: usize = 20_000;
/// One visit in so many that brought nothing new is usual; patience is halved whenever so many more were.
const USUAL: u32 = 75;
/// That many are usual however small the budget.
const LEAST_USUAL: u32 = 6;
/// What looks like something undecided, or stands in a menu, is given so many times the patience.
const PROMISING: u8 = 2;
/// A place below another one has at most this part of the budget with its like.
const SIBLINGS: u32 = 2;

/// What was seen of one portal's addresses.
#[derive(Debug, Default)]
pub(in crate::crawl) struct Watch {
    lines: Lines,
    variants: Variants,
    /// Visits per template, per kind, and per parent of places.
    visits: HashMap<u64, u32>,
    /// What the pages of each group of addresses gave.
    yields: HashMap<u64, Yield>,
    /// Pages in all that said nothing new.
    wasted: u32,
    /// The groups of the address that was asked for last.
    last: Vec<u64>,
}

impl Watch {
    /// Notes that `url` is asked for.
    pub(in crate::crawl) fn asks(&mut self, url: &Url) {
        let template = &Template::of(url);
        self.last = groups(url, template).into_iter().map(|(group, _)| group).collect();
        for counted in counters(url, template).into_iter().flatten() {
            if self.visits.len() < MOST_GROUPS || self.visits.contains_key(&counted) {
                *self.visits.entry(counted).or_default() += 1;
            }
        }
    }

    /// Takes in the page at `url`. `claim`: whether it says itself that it is another form of a page that was visited.
    pub(in crate::crawl) fn saw(&mut self, url: &Url, page: &Page, claim: Claim) {
        self.variants.saw(url, page);
        let new = if claim == Claim::Copy { Some(false) } else { self.lines.are_new(page) };
        let Some(new) = new else { return };
        self.wasted += u32::from(!new);
        for (group, _) in groups(url, &Template::of(url)) {
            if self.yields.len() < MOST_GROUPS || self.yields.contains_key(&group) {
                self.yields.entry(group).or_default().note(new);
            }
        }
    }

    /// Whether `url` is not worth a visit after all that was seen: its kind has had its share of a budget of `pages`,
    /// leads to nothing new, or it is another form of a page that was seen.
    pub(in crate::crawl) fn turns_down(&self, url: &Url, worth: Worth, pages: u32) -> bool {
        let template = Template::of(url);
        let wanted = worth == Worth::Wanted;
        self.has_had_its_share(url, &template, worth, pages)
            || self.variants.have(url, if wanted { Wanted::Yes } else { Wanted::No })
            || groups(url, &template).into_iter().any(|(group, patience)| {
                let halvings = (self.wasted / (pages / USUAL).max(LEAST_USUAL)).min(3);
                let patience = patience.div_ceil(1 << halvings);
                let patience = if worth >= Worth::Promising { patience * PROMISING } else { patience };
                self.yields.get(&group).is_some_and(|seen| seen.is_spent(patience, template.kind))
            })
    }

    /// Whether the answer to the address asked for last may show that `url` is not worth a visit.
    pub(in crate::crawl) fn hangs_on_last(&self, url: &Url) -> bool {
        let doubtful =
            |group: u64| self.last.contains(&group) && self.yields.get(&group).is_some_and(|seen| seen.row > 0);
        self.wasted > 0 && groups(url, &Template::of(url)).into_iter().any(|(group, _)| doubtful(group))
    }

    fn has_had_its_share(&self, url: &Url, template: &Template, worth: Worth, pages: u32) -> bool {
        let visits = |counted: Option<u64>| counted.and_then(|counted| self.visits.get(&counted)).copied().unwrap_or(0);
        let [own, all, siblings] = counters(url, template);
        // An item that looks like something undecided is worth a visit however many of its kind were seen.
        if template.kind == Kind::Item && worth == Worth::Wanted {
            return false;
        }
        visits(own) >= template.kind.share(pages)
            || visits(all) >= template.kind.share_of_all(pages)
            || (worth < Worth::Promising && visits(siblings) >= (pages / SIBLINGS).max(20))
    }
}

/// What the pages of a group gave so far.
#[derive(Clone, Copy, Debug, Default)]
struct Yield {
    /// Pages that said something new.
    new: u16,
    /// Pages that did not.
    barren: u16,
    /// Those of them that came last, in a row.
    row: u8,
}

impl Yield {
    fn note(&mut self, new: bool) {
        if new {
            self.new = self.new.saturating_add(1);
            self.row = 0;
        } else {
            self.barren = self.barren.saturating_add(1);
            self.row = self.row.saturating_add(1);
        }
    }

    /// Whether nothing more is to be expected. Lists and calendars end; among places and items some are empty, and only
    /// where most are the others will be.
    fn is_spent(self, patience: u8, kind: Kind) -> bool {
        self.row >= patience && (!matches!(kind, Kind::Place | Kind::Item) || self.barren > self.new)
    }
}

/// Whether a page says itself that it is another form of one that was visited (`rel=canonical`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::crawl) enum Claim {
    Original,
    Copy,
}

/// What a visit counts for: its template, its kind, the places below one parent.
fn counters(url: &Url, template: &Template) -> [Option<u64>; 3] {
    if template.kind == Kind::Place {
        let parent = url.path().trim_end_matches('/').rsplit_once('/').map_or("", |(parent, _)| parent);
        return [None, None, Some(hash(&("siblings", url.host_str(), parent)))];
    }
    [Some(template.shape), Some(hash(&("kind", template.kind))), None]
}

/// The groups of addresses that `url` belongs to, with the patience each deserves: those of its template; those that ask
/// one page with other queries; the places below each of its parents.
fn groups(url: &Url, template: &Template) -> Vec<(u64, u8)> {
    let mut groups = Vec::new();
    if template.kind != Kind::Place {
        groups.push((template.shape, template.kind.patience()));
    }
    let host = url.host_str();
    if let Some(query) = url.query() {
        let mut routes: Vec<&str> = query.split('&').filter(|pair| is_route(pair)).collect();
        routes.sort_unstable();
        groups.push((hash(&("query", host, url.path(), routes)), Kind::Place.patience()));
    } else if template.kind == Kind::Place {
        let path = url.path().trim_end_matches('/');
        let parents = path.match_indices('/').skip(1).map(|(at, _)| &path[..at]);
        groups.extend(parents.map(|parent| (hash(&("below", host, parent)), Kind::Place.patience())));
    }
    groups
}

/// Whether a pair of the query says which part of the program answers.
fn is_route(pair: &str) -> bool {
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    ["option", "view", "task", "module", "mod", "op", "nv", "language", "lang", "p_p_id", "p", "ctl"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page;

    fn url(path: &str) -> Url {
        format!("http://mau.gov.vn{path}").parse().unwrap()
    }

    fn see(watch: &mut Watch, path: &str, text: &str) {
        let url = url(path);
        let body = format!("<!doctype html><title>Cổng</title><main><p>{text}");
        let content_type = Some("text/html; charset=utf-8");
        let page = page::read(&page::Source { url: &url, body: body.as_bytes(), content_type, home: false, day: None });
        watch.asks(&url);
        watch.saw(&url, &page, Claim::Original);
    }

    fn down(watch: &Watch, path: &str) -> bool {
        watch.turns_down(&url(path), Worth::Unknown, 600)
    }

    #[test]
    fn a_calendar_that_says_nothing_new_is_left_and_one_that_does_is_not() {
        let mut watch = Watch::default();
        for week in 1..12 {
            assert!(!down(&watch, &format!("/lich?tuan={week}")), "{week}");
            see(&mut watch, &format!("/lich?tuan={week}"), &format!("Họp về việc {} của tỉnh", "x".repeat(week)));
        }
        for day in 1..=3 {
            see(&mut watch, &format!("/su-kien/2026/{day}"), "Chưa có sự kiện trong tháng này");
        }
        assert!(down(&watch, "/su-kien/2026/9") && !down(&watch, "/lich?tuan=12"));
    }

    #[test]
    fn what_looks_wanted_is_given_more_patience_but_not_without_end() {
        let mut watch = Watch::default();
        let wanted = |watch: &Watch| watch.turns_down(&url("/loc?linh-vuc=moi"), Worth::Wanted, 600);
        for field in ["a", "b", "c", "d", "e", "f", "g"] {
            see(&mut watch, &format!("/loc?linh-vuc={field}"), "Không có kết quả phù hợp với điều kiện");
        }
        assert!(down(&watch, "/loc?linh-vuc=moi") && !wanted(&watch));
        for field in ["h", "i", "j", "k", "l", "m"] {
            see(&mut watch, &format!("/loc?linh-vuc={field}"), "Không có kết quả phù hợp với điều kiện");
        }
        assert!(wanted(&watch));
    }

    #[test]
    fn a_barren_branch_does_not_close_the_one_beside_it() {
        let mut watch = Watch::default();
        for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            see(&mut watch, &format!("/vi/loc/linh-vuc/{name}"), "Không có kết quả phù hợp với điều kiện");
            see(&mut watch, &format!("/vi/{name}"), &format!("Giới thiệu về {} của đơn vị", name.repeat(5)));
        }
        assert!(down(&watch, "/vi/loc/linh-vuc/z") && !down(&watch, "/vi/gioi-thieu"));
    }

    #[test]
    fn no_template_takes_more_than_its_share() {
        let mut watch = Watch::default();
        let article = |n: u32| format!("/tin/bai-{}.html", 1000 + n);
        for n in 0..150 {
            watch.asks(&url(&article(n)));
        }
        assert!(down(&watch, "/tin/bai-7777.html"));
        assert!(!watch.turns_down(&url("/tin/bai-7777.html"), Worth::Wanted, 600));
        for n in 0..300 {
            let place = url(&format!("/muc/{}", "x".repeat(n % 30 + 1)));
            watch.asks(&place);
        }
        assert!(down(&watch, "/muc/moi") && !watch.turns_down(&url("/muc/moi"), Worth::Promising, 600));
    }
}
