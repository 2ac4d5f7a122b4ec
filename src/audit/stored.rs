//! Judges the archived pages of a run again: the same pages, the same rules, the same findings, on however many
//! threads. A portal is judged by one of them from its first page to its findings.

use std::{
    collections::{BTreeMap, BTreeSet},
    num::NonZeroUsize,
    panic,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use super::{
    files::read_file,
    focus::{close, is_whole, source},
    outcome::PortalOutcome,
};
use crate::{
    attachment::ReadFiles,
    clock::date_in_vietnam,
    crawl::{Budget, Missed, Scope, canonical, named_hosts, only_sends_on, read_page, refusal},
    fetch::{Ipv6, Want},
    judge::{Census, Judge, PortalView, Practice, Unseen, VisitEnd, address_key},
    registry::{Portal, PortalId},
    snapshot::{Capture, CaptureResult, Error, PortalEnd, SavedRun, StopReason},
};

/// What the index of a run says about one portal.
struct Shelf {
    portal: Portal,
    captures: Vec<Capture>,
    end: Option<PortalEnd>,
    /// What the name service said first of each host.
    ipv6: Arc<BTreeMap<String, Ipv6>>,
}

impl Shelf {
    fn of(run: &SavedRun, portal: Portal, ipv6: Arc<BTreeMap<String, Ipv6>>) -> Result<Self, Error> {
        Ok(Self { captures: run.captures(&portal.id)?, end: run.end(&portal.id)?, portal, ipv6 })
    }
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Judged {
    /// By portal.
    pub outcomes: BTreeMap<PortalId, PortalOutcome>,
    /// What of the archive could not be read, by portal.
    pub damage: Vec<Damage>,
}

/// Captures of a portal whose bytes the archive has lost. They count as not seen.
#[derive(Debug)]
pub struct Damage {
    /// Whose.
    pub portal: PortalId,
    /// How many.
    pub captures: u32,
    /// The file of the first.
    pub file: String,
    /// What is wrong with the first.
    pub first: Error,
}

impl Damage {
    /// Of a capture of `portal` that cannot be read because of `error`, which is handed back if it is of another kind.
    fn of(portal: &PortalId, error: Error) -> Result<Self, Error> {
        match error.damaged_file().map(|file| file.display().to_string()) {
            Some(file) => Ok(Self { portal: portal.clone(), captures: 1, file, first: error }),
            None => Err(error),
        }
    }
}

/// Judges every portal of `run`, on as many threads as there are processors. Portals whose crawl has not ended are
/// judged by what is there, as cut short.
pub fn judge_run(
    judge: &Judge,
    run: &SavedRun,
    reader: &dyn ReadFiles,
) -> Result<BTreeMap<PortalId, PortalOutcome>, Error> {
    let threads = thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let Judged { outcomes, damage } = judge_run_on(threads, judge, run, reader, &|_| ())?;
    damage.into_iter().next().map_or(Ok(outcomes), |damage| Err(damage.first))
}

/// As [`judge_run`], on so many threads, and over what of the archive cannot be read. `tell` hears of each portal that is
/// done. The index is read by the caller's alone, so that all answers belong together;
/// the others read archived bytes, which nobody changes.
pub fn judge_run_on(
    threads: NonZeroUsize,
    judge: &Judge,
    run: &SavedRun,
    reader: &dyn ReadFiles,
    tell: &(dyn Fn(&PortalId) + Sync),
) -> Result<Judged, Error> {
    let (shelves, waiting) = mpsc::sync_channel::<Shelf>(threads.get());
    let waiting = Arc::new(Mutex::new(waiting));
    let folder = run.folder();
    let work = |waiting: Arc<Mutex<mpsc::Receiver<Shelf>>>| {
        let run = SavedRun::open(folder)?;
        let mut judged = Vec::new();
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(shelf) = next else { return Ok(judged) };
            let portal = shelf.portal.id.clone();
            let outcome = judge_shelf(judge, &run, shelf, reader)?;
            tell(&portal);
            judged.push((portal, outcome));
        }
    };
    let feed = move || {
        // Gone when the last portal is handed out, or none can be: then the threads end.
        let shelves = shelves;
        let ipv6 = Arc::new(first_answers(run)?);
        for portal in run.portals()? {
            // Nobody takes it once every thread has given up.
            if shelves.send(Shelf::of(run, portal, Arc::clone(&ipv6))?).is_err() {
                break;
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let hire = |_| {
            let waiting = Arc::clone(&waiting);
            scope.spawn(move || work(waiting))
        };
        let workers: Vec<_> = (0..threads.get()).map(hire).collect();
        drop(waiting);
        let fed = feed();
        let mut all = Judged::default();
        for worker in workers {
            for (portal, (outcome, damage)) in
                worker.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))?
            {
                all.outcomes.insert(portal, outcome);
                all.damage.extend(damage);
            }
        }
        all.damage.sort_by(|a, b| a.portal.cmp(&b.portal));
        fed.map(|()| all)
    })
}

/// Judges one portal of `run`.
pub fn judge_portal(
    judge: &Judge,
    run: &SavedRun,
    portal: Portal,
    reader: &dyn ReadFiles,
) -> Result<PortalOutcome, Error> {
    let (outcome, damage) = judge_shelf(judge, run, Shelf::of(run, portal, Arc::new(first_answers(run)?))?, reader)?;
    damage.map_or(Ok(outcome), |damage| Err(damage.first))
}

fn judge_shelf(
    judge: &Judge,
    run: &SavedRun,
    shelf: Shelf,
    reader: &dyn ReadFiles,
) -> Result<(PortalOutcome, Option<Damage>), Error> {
    let Shelf { portal, captures, end, ipv6 } = shelf;
    let today = date_in_vietnam(run.manifest().started);
    let mut view = PortalView::new(portal, today);
    let mut homes = BTreeSet::from([address_key(&view.portal.url)]);
    let (mut damage, mut lost_pages): (Option<Damage>, u32) = (None, 0);
    let id = view.portal.id.clone();
    // The archived bytes; none where the archive has lost them, which is noted.
    let mut bytes = |capture: &Capture| match (run.exchange(capture), &mut damage) {
        (Ok(exchange), _) => Ok(Some(exchange)),
        (Err(error), Some(known)) if error.damaged_file().is_some() => {
            known.captures += 1;
            Ok(None)
        }
        (Err(error), known) => Damage::of(&id, error).map(|new| {
            *known = Some(new);
            None
        }),
    };
    for capture in &captures {
        view.note(capture);
        let cap = Budget::default().page_bytes_for(capture.patience);
        if may_name_hosts(capture)
            && let Some(exchange) = bytes(capture)?
            && let Some((by, hosts)) = named_hosts(capture.want, &capture.url, &exchange, &Scope::new(&view.portal))
        {
            for host in &hosts {
                view.names(host, by);
            }
        }
        if capture.want == Want::File {
            let reading = match capture.result {
                CaptureResult::Answered { status: 200..=299, .. } => match bytes(capture)? {
                    Some(exchange) => read_file(reader, capture, &exchange),
                    None => continue,
                },
                _ => None,
            };
            view.saw_file(capture, reading);
        }
        if capture.want == Want::Absent
            && matches!(capture.result, CaptureResult::Answered { status: 200..=299, truncated: None, .. })
            && let Some(exchange) = bytes(capture)?
            && let Ok(Some(page)) = read_page(&capture.url, &exchange, capture.content_at(), false, cap)
        {
            view.saw_absent(&page);
        }
        if !matches!(capture.want, Want::Page | Want::Rendered) {
            continue;
        }
        let rendered = capture.want == Want::Rendered;
        let key = address_key(&capture.url);
        if let Some(VisitEnd::Redirect(next)) = view.visits.get(&key)
            && homes.contains(&key)
        {
            homes.insert(next.clone());
        }
        let CaptureResult::Answered { status, .. } = capture.result else { continue };
        if !is_whole(capture) || matches!(status, 300..=399) {
            continue;
        }
        let Some(exchange) = bytes(capture)? else {
            lost_pages += u32::from(matches!(status, 200..=299) && !rendered);
            view.visits.insert(key, VisitEnd::Unread(Unseen::Coverage));
            continue;
        };
        if !matches!(status, 200..=299) {
            if let Some(missed) = refusal(&capture.url, &exchange, capture.content_at(), cap).filter(|_| !rendered) {
                view.missed(capture, &missed);
            }
            continue;
        }
        match read_page(&capture.url, &exchange, capture.content_at(), homes.contains(&key), cap) {
            Ok(Some(page)) if only_sends_on(&page) => {
                let scope = Scope::new(&view.portal);
                let target = page.refresh.as_ref().and_then(canonical).filter(|target| scope.contains(target));
                if let Some(target) = &target
                    && homes.contains(&key)
                {
                    homes.insert(address_key(target));
                }
                view.missed(capture, &Missed::SendsOn(target));
            }
            Ok(Some(page)) => {
                let known = capture.url.host_str().and_then(|host| ipv6.get(host)).copied().unwrap_or_default();
                let observation = judge.observe(&view.portal, &page, source(capture, known));
                view.saw(observation);
            }
            // Of a rendered page only what it shows counts; that it shows nothing changes nothing.
            Ok(None) if rendered => {}
            Ok(None) => view.missed(capture, &Missed::NotAPage),
            Err(failure) => view.missed(capture, &Missed::Broken(failure)),
        }
    }
    close(&mut view, &end.unwrap_or_else(unfinished));
    if lost_pages > 0 {
        let coverage = &mut view.coverage;
        coverage.pages = coverage.pages.saturating_sub(lost_pages);
        coverage.visited = coverage.visited.saturating_sub(lost_pages);
        coverage.home &= view.observations.iter().any(|page| homes.contains(page.key()));
    }
    let (census, practice) = (Some(Census::of(&view)), Some(Practice::of(&view)));
    let circumstances = view.circumstances();
    let findings = judge.conclude(&view, today);
    Ok((PortalOutcome { findings, coverage: view.coverage, census, practice, circumstances }, damage))
}

/// Whether an answer may name hosts other than by links.
fn may_name_hosts(capture: &Capture) -> bool {
    match (capture.want, &capture.result) {
        (Want::Robots, CaptureResult::Answered { vouched, .. }) => !vouched.is_empty(),
        (Want::Sitemap, CaptureResult::Answered { status, .. }) => *status == 200,
        _ => false,
    }
}

/// What the name service said of each host when it was asked first, as the crawl went by it.
fn first_answers(run: &SavedRun) -> Result<BTreeMap<String, Ipv6>, Error> {
    let mut first = BTreeMap::new();
    for found in run.resolutions()? {
        first.entry(found.host).or_insert(found.ipv6);
    }
    Ok(first)
}

/// How a portal stands whose crawl has not ended.
fn unfinished() -> PortalEnd {
    PortalEnd {
        stop: StopReason::Interrupted,
        home: crate::snapshot::HomeSeen::Unasked,
        pages: 0,
        discovered: 0,
        visited: 0,
        errors: 0,
        sitemap: None,
        exhausted: false,
        forbidden: 0,
        traps: 0,
    }
}
