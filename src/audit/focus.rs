//! The judge as the crawl's guide: links that look like undecided requirements first, and an end when nothing is left
//! to decide.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use jiff::civil::Date;
use url::Url;

use super::{
    files::read_file,
    missing::Missing,
    outcome::{PortalOutcome, Verdicts},
    progress::Progress,
    question::Question,
};
use crate::{
    attachment::ReadFiles,
    clock::date_in_vietnam,
    crawl::{Focus, FocusFactory, Hint, HomeSeen, Missed, NamedBy, PortalEnd, StopReason, Worth},
    fetch::{Exchange, Ipv6, Truncation},
    judge::{Census, CensusTaker, Coverage, Judge, PortalView, Practice, RequirementSet, Source},
    page::{Link, Page, Region},
    registry::Portal,
    snapshot::{Capture, CaptureResult},
};

/// What is known about a link, interned so that the frontier keeps one small number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Looks {
    requirements: RequirementSet,
    kind: LinkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum LinkKind {
    /// In a menu, header or footer: may lead to sections whose words no rule knows.
    Navigation,
    /// A long text in the content: most likely a single article.
    Article,
    /// The start page of a component site: looked at once, for the census.
    Body,
    /// Any other page of a component site: it does not speak for the portal.
    BodyInner,
    /// A file; pages prove sections, files only stand in them.
    File,
    Other,
}

/// Addresses of one look that are tried for what they promise. What did not keep it so often is no better than others:
/// each document of a register looks like what a register must show of its documents.
const TRIES: u32 = 3;

/// Link texts with at least this many words are titles of articles, not names of sections.
const TITLE_WORDS: usize = 9;

/// Steers the crawl of one portal and judges it at its end.
pub struct JudgingFocus {
    judge: Arc<Judge>,
    verdicts: Arc<Verdicts>,
    reader: Arc<dyn ReadFiles>,
    today: Date,
    view: PortalView,
    progress: Progress,
    census: CensusTaker,
    /// Each with how many addresses that look so were chosen.
    looks: Vec<(Looks, u32)>,
    numbers: HashMap<Looks, u32>,
    /// The search of the portal, and what can be asked to try it.
    question: Question,
    /// Whether a rule wants to know if the search works, and it was not tried yet.
    tries_search: bool,
    /// What the search is asked for.
    missing: Missing,
    /// What the name service said first of each host.
    ipv6: BTreeMap<String, Ipv6>,
}

impl JudgingFocus {
    fn ipv6_of(&self, capture: &Capture) -> Ipv6 {
        capture.url.host_str().and_then(|host| self.ipv6.get(host)).copied().unwrap_or_default()
    }
}

impl Focus for JudgingFocus {
    fn hint(&mut self, link: &Link) -> Hint {
        let kind = match link.at.region {
            _ if link.file.is_some() => LinkKind::File,
            _ if self.census.is_body(&self.view.portal, link) => LinkKind::Body,
            _ if self.census.is_inside(link) => LinkKind::BodyInner,
            Region::Menu | Region::Header | Region::Footer | Region::Breadcrumb => LinkKind::Navigation,
            _ if link.label.split(' ').count() >= TITLE_WORDS => LinkKind::Article,
            Region::Main | Region::Aside => LinkKind::Other,
        };
        let looks = Looks { requirements: self.judge.announced_by(link), kind };
        // From 1: 0 is what the crawl gives to addresses it has no link to.
        let next = self.looks.len() as u32 + 1;
        if let Some(known) = self.numbers.get(&looks) {
            return Hint(*known);
        }
        self.looks.push((looks.clone(), 0));
        self.numbers.insert(looks, next);
        Hint(next)
    }

    fn worth(&self, hint: Hint) -> Worth {
        let index = hint.0.checked_sub(1);
        let Some((looks, chosen)) = index.and_then(|index| self.looks.get(index as usize)) else {
            return Worth::Unknown;
        };
        match looks.kind {
            LinkKind::File | LinkKind::BodyInner => Worth::Never,
            // Last while sections are wanted, and then the only thing that still is.
            LinkKind::Body => Worth::Unknown,
            _ if self.progress.undecided().is_empty() => Worth::Never,
            _ if looks.requirements.meets(self.progress.undecided()) && *chosen < TRIES => Worth::Wanted,
            LinkKind::Navigation => Worth::Promising,
            LinkKind::Article => Worth::Spare,
            LinkKind::Other => Worth::Unknown,
        }
    }

    fn chose(&mut self, hint: Hint) {
        let index = hint.0.checked_sub(1);
        if let Some((_, chosen)) = index.and_then(|index| self.looks.get_mut(index as usize)) {
            *chosen += 1;
        }
    }

    fn saw(&mut self, capture: &Capture, page: Option<&Page>) {
        self.view.note(capture);
        self.census.visited(capture);
        // Links of half a page are followed, but nothing is judged by it.
        if let Some(page) = page.filter(|_| is_whole(capture)) {
            self.question.saw(&self.view.portal, page);
            self.missing.saw(&self.judge, page);
            let observation = self.judge.observe(&self.view.portal, page, source(capture, self.ipv6_of(capture)));
            self.progress.saw(&observation);
            self.census.saw(&observation);
            self.view.saw(observation);
        }
    }

    fn missed(&mut self, capture: &Capture, why: &Missed) {
        // Half an answer is noted as what it is.
        if is_whole(capture) {
            self.view.missed(capture, why);
        }
    }

    fn named(&mut self, host: &str, by: NamedBy) -> bool {
        self.view.names(host, by);
        self.census.named(host)
    }

    fn absent(&mut self, _capture: &Capture, page: &Page) {
        self.view.saw_absent(page);
    }

    fn question(&mut self) -> Option<Url> {
        let trial = std::mem::take(&mut self.tries_search).then(|| self.question.address()).flatten();
        trial.or_else(|| self.missing.address(&self.judge, self.progress.undecided(), self.question.search()?))
    }

    fn files(&mut self) -> Vec<Url> {
        self.judge.wanted_files(&self.view)
    }

    fn saw_file(&mut self, capture: &Capture, exchange: Option<&Exchange>) {
        let reading = exchange.and_then(|exchange| read_file(&*self.reader, capture, exchange));
        self.view.saw_file(capture, reading);
    }

    fn located(&mut self, host: &str, ipv6: Ipv6) {
        self.ipv6.entry(host.to_owned()).or_insert(ipv6);
    }

    fn finished(&self) -> bool {
        self.progress.undecided().is_empty() && self.census.is_complete()
    }

    fn ended(self: Box<Self>, end: &PortalEnd) {
        let Self { judge, verdicts, today, mut view, .. } = *self;
        let portal = view.portal.id.clone();
        close(&mut view, end);
        let (census, practice) = (Some(Census::of(&view)), Some(Practice::of(&view)));
        let circumstances = view.circumstances();
        let outcome = PortalOutcome {
            findings: judge.conclude(&view, today),
            coverage: view.coverage,
            census,
            practice,
            circumstances,
        };
        verdicts.add(portal, outcome);
    }
}

/// Whether the answer did not break off. A page cut at the cap on its length is judged by its beginning, see
/// [`Page::cut`].
pub(crate) fn is_whole(capture: &Capture) -> bool {
    let broken = [Some(Truncation::Disconnect), Some(Truncation::Time)];
    !matches!(&capture.result, CaptureResult::Answered { truncated, .. } if broken.contains(truncated))
}

/// Where the bytes of a capture come from, and what the name service said of its host.
pub(crate) fn source(capture: &Capture, ipv6: Ipv6) -> Source {
    let (digest, flaw) = match &capture.result {
        CaptureResult::Answered { digest, flaw, .. } => (digest.clone(), flaw.clone()),
        CaptureResult::Failed(_) => (String::new(), None),
    };
    Source {
        capture: capture.id.clone(),
        digest,
        at: capture.at,
        received: capture.received,
        mode: capture.mode,
        ipv6,
        flaw,
    }
}

/// Completes a view with what the crawl reports at its end.
pub(crate) fn close(view: &mut PortalView, end: &PortalEnd) {
    view.set_aside_absent();
    let menu_entries = view.menu_size();
    view.coverage = Coverage {
        pages: end.pages,
        cut: view.cut_pages(),
        legacy: view.legacy_pages(),
        legacy_pages: view.legacy_examples(),
        discovered: end.discovered,
        visited: end.visited,
        errors: end.errors,
        menu_entries,
        sitemap: end.sitemap,
        home: end.home == HomeSeen::Read,
        exhausted: end.exhausted,
        forbidden: end.forbidden,
        script_links: view.script_links(),
    };
    view.cut_short = matches!(
        end.stop,
        StopReason::PageBudget
            | StopReason::TimeBudget
            | StopReason::Interrupted
            | StopReason::GaveUp
            | StopReason::AskedToLeave
    );
    view.left_alone = matches!(end.stop, StopReason::GaveUp | StopReason::AskedToLeave);
    view.robots_forbid = end.stop == StopReason::RobotsForbid;
    view.unreachable = match (end.stop, end.home) {
        (StopReason::Unreachable { failure }, _) | (_, HomeSeen::Failed { failure }) => Some(failure),
        _ => None,
    };
    view.robots_status = match end.stop {
        StopReason::RobotsUnavailable { status } => Some(status),
        _ => None,
    };
}

/// Makes one focus per portal; the verdicts gather in [`Verdicts`].
pub struct JudgingFocusFactory {
    judge: Arc<Judge>,
    verdicts: Arc<Verdicts>,
    reader: Arc<dyn ReadFiles>,
    started: jiff::Timestamp,
}

impl JudgingFocusFactory {
    /// `started` is the start of the run: it decides which law applied and whether an agency still existed.
    pub fn new(
        judge: Arc<Judge>,
        verdicts: Arc<Verdicts>,
        reader: Arc<dyn ReadFiles>,
        started: jiff::Timestamp,
    ) -> Self {
        Self { judge, verdicts, reader, started }
    }
}

impl FocusFactory for JudgingFocusFactory {
    fn focus(&self, portal: &Portal) -> Box<dyn Focus> {
        let today = date_in_vietnam(self.started);
        Box::new(JudgingFocus {
            judge: Arc::clone(&self.judge),
            verdicts: Arc::clone(&self.verdicts),
            reader: Arc::clone(&self.reader),
            today,
            view: PortalView::new(portal.clone(), today),
            progress: Progress::new(&self.judge, portal),
            census: CensusTaker::new(portal),
            looks: Vec::new(),
            numbers: HashMap::new(),
            question: Question::default(),
            tries_search: self.judge.asks_the_search(),
            missing: Missing::new(&self.judge, portal),
            ipv6: BTreeMap::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        attachment::Nobody,
        demo::{Plan, PlanOptions},
        page::{At, LabelSource},
        rules,
    };

    fn link(portal: &Portal, label: &str, region: Region) -> Link {
        let at = At { pos: 0, region };
        let target = portal.url.join("muc").ok();
        let (label, slug) = (label.to_owned(), String::new());
        let (file, script) = (None, None);
        Link { target, label, source: LabelSource::Text, slug, file, image_only: false, script, nofollow: false, at }
    }

    #[test]
    fn what_looked_like_a_requirement_in_vain_waits_with_the_others() {
        let rules = rules::load(None).unwrap();
        let judge = Arc::new(Judge::new(&rules, rules.profile("decree-42").unwrap()));
        let (verdicts, started) = (Arc::new(Verdicts::default()), jiff::Timestamp::UNIX_EPOCH);
        let day = jiff::civil::date(2026, 11, 23);
        let portal = Plan::new(PlanOptions::full(42, 0, day)).registry().portals.remove(0);
        let mut focus = JudgingFocusFactory::new(judge, verdicts, Arc::new(Nobody), started).focus(&portal);
        let chart = link(&portal, "Cơ cấu tổ chức", Region::Main);
        let section = focus.hint(&chart);
        let elsewhere = focus.hint(&link(&portal, "Cơ cấu tổ chức", Region::Menu));
        for _ in 0..TRIES {
            assert_eq!(focus.worth(section), Worth::Wanted);
            focus.chose(section);
        }
        assert_eq!(focus.worth(section), Worth::Unknown);
        assert_eq!(focus.hint(&chart), section, "and so do those that are found later");
        assert_eq!(focus.worth(elsewhere), Worth::Wanted, "a menu says more than a text");
    }
}
