//! Snares on the way to a page: a language switch that makes addresses grow without end, sections behind a row of
//! redirects, and a row of redirects that is longer than anybody follows.

use super::{
    duty::DUTIES,
    node::{Node, TOPICS},
    portal::{Family, State},
    prose,
    site::Site,
};

/// A switch of language as a relative address: from `/vi/tin/` it leads to `/vi/tin/vi/`, and so on.
pub(crate) const SWITCH: &str = "vi/";
/// Redirects before the section of a detour; browsers and crawlers follow that many.
const DETOUR: u8 = 3;
/// Redirects before the page that nobody reaches: browsers give up after twenty.
const MAZE: u8 = 30;
/// The page at the end of the maze, by position in [`TOPICS`]; no duty asks for it.
const LOST: u16 = 4;
const STEP: &str = "/chuyen-tiep/";

impl Site {
    /// Whether the switch of language is relative, and every address with a language appended answers.
    pub(crate) fn grows(&self) -> bool {
        self.endless()
            && matches!(self.portal().family, Family::Nuke | Family::Portlet)
            && self.portal().number % 3 == 1
    }

    /// Whether redirects stand before one section and one other page.
    fn winds(&self) -> bool {
        self.endless() && self.portal().trouble.is_none() && self.portal().number % 8 == 3
    }

    /// The entry that leads to its section by a detour.
    pub(crate) fn detour(&self) -> Option<usize> {
        let full = |id| DUTIES.iter().any(|duty| duty.id == id && duty.full);
        self.entries
            .iter()
            .position(|e| e.elsewhere.is_none() && e.state == State::Passed && full(e.id))
            .filter(|_| self.winds())
    }

    /// The address that the entry at `at` shows, if it is not that of its section.
    pub(super) fn shown(&self, at: usize) -> Option<String> {
        let entry = &self.entries[at];
        if entry.elsewhere.is_some() {
            return entry.elsewhere.clone();
        }
        (self.detour() == Some(at)).then(|| format!("{STEP}{DETOUR}/{}", entry.slug))
    }

    /// The address that menus show for a page of [`TOPICS`].
    pub(crate) fn topic_href(&self, at: u16) -> String {
        if at == LOST && self.winds() {
            return format!("{STEP}{MAZE}/{}", prose::slug(TOPICS[usize::from(at)], true));
        }
        self.href(Node::Topic(at))
    }

    /// Where the redirect at `path` leads, if there is one.
    pub(crate) fn step(&self, path: &str) -> Option<String> {
        let (left, slug) = path.strip_prefix(STEP)?.split_once('/')?;
        let left: u8 = left.parse().ok()?;
        if !self.winds() || left > MAZE {
            return None;
        }
        if left > 0 {
            return Some(format!("{STEP}{}/{slug}", left - 1));
        }
        let section = self.detour().filter(|&at| self.entries[at].slug == slug);
        Some(self.href(section.map_or(Node::Topic(LOST), |at| Node::Section(at as u16))))
    }

    /// `key` without the languages that the switch appended; what stands before the last stroke counts.
    pub(super) fn shrunk<'k>(&self, key: &'k str) -> Option<&'k str> {
        let mut rest = key;
        while let Some(shorter) = rest.strip_suffix("/vi").or_else(|| rest.strip_suffix("/en")) {
            rest = shorter;
        }
        let rest = rest.strip_suffix("/-/view_content").unwrap_or(rest);
        (self.grows() && rest.len() < key.len()).then_some(if rest == "/web/guest" { "" } else { rest })
    }
}
