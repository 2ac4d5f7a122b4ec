//! Markup families: the same site written in six ways as different as those of real portals. A family decides the
//! frame (head, menus, side columns, foot), the markup of every kind of block, and the form of the addresses.

mod address;
mod aspx;
mod filler;
mod mega;
mod modern;
mod navigation;
mod nuke;
mod pieces;
mod portlet;
mod shell;
mod tables;

pub(crate) use address::{endless, key, path};
pub(crate) use filler::theme;
pub(crate) use navigation::{Navigation, footer};
pub(crate) use shell::{CONTENT as SHELL_CONTENT, SCRIPT as SHELL_SCRIPT, page as shell_page, script as shell_script};

use super::{
    content::{Block, Content},
    portal::Family,
    site::Site,
};

/// Appends formatted text to a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($part:tt)*) => {{
        use std::fmt::Write as _;
        $out.write_fmt(format_args!($($part)*)).expect("writing to a String cannot fail");
    }};
}
pub(crate) use put;

/// The parts that every page of a site shares.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    /// Up to and with `<title>`.
    pub(crate) head: String,
    /// From `</title>` to where the content begins.
    pub(crate) before: String,
    /// From the end of the content.
    pub(crate) after: String,
}

impl Frame {
    /// Without the room that strings keep for growing: frames stay as long as the server.
    fn fitted(mut self) -> Self {
        for part in [&mut self.head, &mut self.before, &mut self.after] {
            part.shrink_to_fit();
        }
        self
    }
}

/// How one family writes.
trait Markup: Sync {
    /// The shared parts.
    fn frame(&self, site: &Site, nav: &Navigation) -> Frame;
    /// What `<title>` holds.
    fn title(&self, site: &Site, content: &Content) -> String;
    /// Trail, title, date, buttons above the content.
    fn open(&self, out: &mut String, site: &Site, content: &Content);
    /// One block.
    fn block(&self, out: &mut String, site: &Site, block: &Block);
    /// What closes the content.
    fn close(&self, out: &mut String, site: &Site, content: &Content);
}

fn markup(family: Family) -> &'static dyn Markup {
    match family {
        Family::Mega | Family::Shell => &mega::Mega,
        Family::Aspx => &aspx::Aspx,
        Family::Nuke => &nuke::Nuke,
        Family::Portlet => &portlet::Portlet,
        Family::Tables => &tables::Tables,
        Family::Modern => &modern::Modern,
    }
}

/// The shared parts of a site's pages.
pub(crate) fn frame(site: &Site) -> Frame {
    markup(site.portal().family).frame(site, &Navigation::of(site)).fitted()
}

/// The shared parts of the English edition.
pub(crate) fn english_frame(site: &Site) -> Frame {
    markup(site.portal().family).frame(site, &Navigation::english(site)).fitted()
}

/// A page as HTML.
pub(crate) fn page(site: &Site, content: &Content) -> String {
    in_frame(site, content, site.frame())
}

/// A page in a given frame of the site's family.
pub(crate) fn in_frame(site: &Site, content: &Content, frame: &Frame) -> String {
    let family = markup(site.portal().family);
    let mut out = String::with_capacity(frame.head.len() + frame.before.len() + frame.after.len() + 24_000);
    out.push_str(&frame.head);
    out.push_str(&family.title(site, content));
    out.push_str(&frame.before);
    family.open(&mut out, site, content);
    for block in &content.blocks {
        family.block(&mut out, site, block);
    }
    family.close(&mut out, site, content);
    out.push_str(&frame.after);
    out
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, sync::Arc};

    use jiff::civil::date;

    use super::*;
    use crate::demo::{Hazards, Plan, PlanOptions, node::Node, portal::Trouble};

    fn sites() -> Vec<Site> {
        let plan = Arc::new(Plan::new(PlanOptions::full(42, 400, date(2026, 11, 23))));
        (0..plan.portals.len()).map(|index| Site::new(&plan, index)).collect()
    }

    #[test]
    fn a_portal_has_between_ninety_and_two_hundred_pages() {
        for site in sites() {
            let pages = site.nodes().len();
            assert!((90..=200).contains(&pages), "{}: {pages}", site.portal().id);
        }
    }

    #[test]
    fn every_page_says_that_it_is_simulated() {
        for site in sites().iter().step_by(5) {
            for node in site.nodes() {
                assert!(site.render(node).contains(crate::demo::prose::SIMULATED), "{node:?}");
            }
        }
    }

    #[test]
    fn every_address_leads_back_to_its_page() {
        for site in sites().iter().filter(|s| s.portal().trouble != Some(Trouble::Shell)) {
            for node in site.nodes() {
                let href = site.href(node);
                assert_eq!(site.find(&href), Some(node), "{} {href}", site.portal().id);
            }
            for month in [-14, -1, 0, 25] {
                let href = site.href(Node::Calendar(month));
                assert_eq!(site.find(&href), Some(Node::Calendar(month)), "{href}");
            }
        }
    }

    #[test]
    fn the_fewest_articles_are_enough_for_every_page() {
        let options = PlanOptions { articles: 20, portals: 30, ..PlanOptions::full(42, 0, date(2026, 11, 23)) };
        let plan = Arc::new(Plan::new(options));
        for site in (0..plan.portals.len()).map(|index| Site::new(&plan, index)) {
            assert!(site.nodes().into_iter().all(|node| site.render(node).len() > 2_000), "{}", site.portal().id);
        }
    }

    #[test]
    fn hundreds_of_articles_have_addresses_of_their_own_and_stand_in_lists() {
        let options = PlanOptions { articles: 700, portals: 20, ..PlanOptions::full(42, 0, date(2026, 11, 23)) };
        let plan = Arc::new(Plan::new(options));
        for site in (0..20).map(|index| Site::new(&plan, index)) {
            let nodes = site.nodes();
            assert!(nodes.iter().all(|node| site.find(&site.href(*node)) == Some(*node)), "{}", site.portal().id);
            let mut listed = BTreeSet::new();
            for node in nodes.iter().filter(|node| matches!(node, Node::News(..))) {
                for block in site.content(*node).blocks {
                    if let Block::List { items, .. } = block {
                        listed.extend(items.into_iter().map(|item| item.href));
                    }
                }
            }
            assert_eq!(listed.len(), 700, "{}", site.portal().id);
        }
    }

    #[test]
    fn without_hazards_nothing_goes_on_without_end_and_nobody_is_in_trouble() {
        let options = PlanOptions { hazards: Hazards::LeftOut, ..PlanOptions::full(42, 0, date(2026, 11, 23)) };
        let plan = Arc::new(Plan::new(options));
        assert!(plan.portals.iter().all(|portal| portal.trouble.is_none()));
        for site in (0..plan.portals.len()).step_by(6).map(|index| Site::new(&plan, index)) {
            let next = site.href(Node::Calendar(1));
            assert!(!site.render(Node::Calendar(0)).contains(&next), "{}", site.portal().id);
            assert!(!site.sessions() && !site.grows() && site.detour().is_none());
        }
    }

    #[test]
    fn families_share_no_skeleton() {
        let mut seen: Vec<(Family, BTreeSet<String>)> = Vec::new();
        for site in sites() {
            let family = site.portal().family;
            if family == Family::Shell || seen.iter().any(|(f, _)| *f == family) {
                continue;
            }
            let html = site.render(Node::Article(3));
            // Class names and ids of the markup are what a tool could latch on to.
            let names = html
                .match_indices("class=\"")
                .filter_map(|(at, _)| html[at + 7..].split('"').next())
                .flat_map(|value| value.split(' ').map(str::to_owned))
                .collect();
            seen.push((family, names));
        }
        assert_eq!(seen.len(), 6);
        for (i, (a, left)) in seen.iter().enumerate() {
            for (b, right) in &seen[i + 1..] {
                let common = left.intersection(right).count();
                assert!(common <= 3, "{a:?} and {b:?} share {:?}", left.intersection(right).collect::<Vec<_>>());
            }
        }
    }
}
