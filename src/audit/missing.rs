//! Sections that no link led to: the portal's own search is asked for them by their main label, a few times, and no longer
//! when it has no answer.

use url::Url;

use crate::{
    crawl::canonical,
    judge::{Judge, RequirementSet},
    page::{Page, Query, Region},
    registry::Portal,
};

/// Questions for sections at most.
const MOST: usize = 8;
/// So many answers without the section asked for mean that the search does not know sections.
const MOST_VAIN: u8 = 2;

/// What is asked for, and what came of it.
#[derive(Debug)]
pub(super) struct Missing {
    /// Requirements that can be asked for, most important first.
    order: Vec<u16>,
    /// How many of them had their turn.
    next: usize,
    asked: usize,
    vain: u8,
    /// The question whose answer is awaited.
    waiting: Option<(u16, Url)>,
}

impl Missing {
    pub(super) fn new(judge: &Judge, portal: &Portal) -> Self {
        Self { order: judge.sections_of(portal), next: 0, asked: 0, vain: 0, waiting: None }
    }

    /// The next question to `search`, for one of `undecided`.
    pub(super) fn address(&mut self, judge: &Judge, undecided: &RequirementSet, search: &Query) -> Option<Url> {
        self.vain += u8::from(self.waiting.take().is_some());
        if self.asked >= MOST || self.vain >= MOST_VAIN {
            return None;
        }
        let at = (self.next..self.order.len()).find(|at| undecided.contains(self.order[*at]))?;
        self.next = at + 1;
        self.asked += 1;
        let address = canonical(&search.address(judge.main_label(self.order[at])?))?;
        self.waiting = Some((self.order[at], address.clone()));
        Some(address)
    }

    /// A page was seen: perhaps the answer.
    pub(super) fn saw(&mut self, judge: &Judge, page: &Page) {
        let Some((requirement, _)) = self.waiting.take_if(|(_, address)| *address == page.url) else { return };
        let mut results = page.links.iter().filter(|link| link.at.region == Region::Main);
        if results.any(|link| judge.announced_by(link).contains(requirement)) {
            self.vain = 0;
        } else {
            self.vain += 1;
        }
    }
}
