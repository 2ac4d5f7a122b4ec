//! What a portal is asked for when its pages are done: a few questions to its search, then its files. Pages prove sections,
//! files only stand in them. What the focus names is fetched within a budget of its own, under the same robots.txt and at
//! the same pace as pages.

use std::collections::VecDeque;

use url::Url;

use super::{
    ArchiveError, Hint, StopReason,
    canonical::canonical,
    frontier::Entry,
    gate::Pass,
    portal::{Next, PortalCrawl, Purpose, robots_for},
};
use crate::fetch::{Exchange, Failure, Want};

/// Redirects followed in a row.
const MOST_HOPS: u8 = 5;
/// So many failures and refusals in a row mean that the portal does not want us to have its files.
const MOST_SETBACKS: u32 = 5;

/// Questions to the search of a portal.
const MOST_QUESTIONS: u32 = 10;

/// The files that wait, once no page is asked for any more.
#[derive(Debug)]
pub(super) struct Files {
    /// Canonical, in scope, with the redirects followed to it.
    waiting: VecDeque<(Url, u8)>,
    asked: u32,
    setbacks: u32,
    /// Why no page is asked for any more.
    reason: StopReason,
}

impl PortalCrawl {
    /// No more pages: a question to the portal's search, and then the files' turn, when every page that is under way has
    /// come in. Without a budget for files the crawl is over.
    pub(super) fn pages_are_done(&mut self, reason: StopReason) -> Option<Next> {
        let may_ask = self.questions < MOST_QUESTIONS && reason != StopReason::PageBudget;
        if self.out > 0 {
            return Some(Next::Wait);
        }
        if !may_ask && self.budget.files == 0 {
            self.stop(reason);
            return None;
        }
        if self.comes_again(reason) {
            return Some(Next::Wait);
        }
        if may_ask {
            self.put_question();
            return None;
        }
        let wanted = self.focus.files();
        let waiting = wanted.iter().filter_map(canonical).filter(|url| self.scope.contains(url)).map(|url| (url, 0));
        self.files = Some(Files { waiting: waiting.collect(), asked: 0, setbacks: 0, reason });
        None
    }

    /// Asks the portal's search what the focus wants to know. What comes back is a page like any other.
    fn put_question(&mut self) {
        let question = self.focus.question().and_then(|url| canonical(&url));
        let asked = |url: &Url| self.asked.contains_key(&(Want::Page, url.as_str().to_owned()));
        if let Some(url) = question.filter(|url| self.scope.contains(url) && !asked(url)) {
            self.questions += 1;
            self.end.discovered += 1;
            self.page_requests += 1;
            self.errands.push_back((url.clone(), Purpose::Page(Entry::new(url, Hint::default(), 1))));
        } else {
            self.questions = MOST_QUESTIONS;
        }
    }

    /// The next file; `None` when there is none or something else comes first.
    pub(super) fn next_file(&mut self) -> Result<Option<Next>, ArchiveError> {
        let most = self.budget.files;
        let Some(files) = &mut self.files else { return Ok(None) };
        if files.asked >= most || files.setbacks >= MOST_SETBACKS {
            files.waiting.clear();
        }
        let Some((url, hops)) = files.waiting.pop_front() else {
            if self.out > 0 {
                return Ok(Some(Next::Wait));
            }
            let reason = files.reason;
            self.stop(reason);
            return Ok(None);
        };
        if self.asked.contains_key(&(Want::File, url.as_str().to_owned())) {
            return Ok(None);
        }
        let pass = self.pass(&url)?;
        let Some(files) = &mut self.files else { return Ok(None) };
        match pass {
            Pass::Open => {
                files.asked += 1;
                self.ask(url, Purpose::File { hops }).map(Some)
            }
            Pass::Shut(_) => Ok(None),
            Pass::AskFirst => {
                self.errands.push_front(robots_for(&url));
                files.waiting.push_front((url, hops));
                Ok(None)
            }
            Pass::Wait => {
                files.waiting.push_front((url, hops));
                Ok(Some(Next::Wait))
            }
        }
    }

    /// What follows from the answer of a file: the target of a redirect comes next.
    pub(super) fn follow_file(&mut self, at: &Url, hops: u8, answer: Result<&Exchange, Failure>) {
        let target = answer
            .ok()
            .filter(|exchange| (300..400).contains(&exchange.status) && hops < MOST_HOPS)
            .and_then(|exchange| self.redirect_target(at, exchange));
        let Some(files) = &mut self.files else { return };
        if let Some(target) = target {
            files.waiting.push_front((target, hops + 1));
        }
        match answer.map(|exchange| exchange.status) {
            Err(_) | Ok(401 | 403 | 407 | 429 | 500..) => files.setbacks += 1,
            Ok(_) => files.setbacks = 0,
        }
    }
}
