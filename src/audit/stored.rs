//! Judges the archived pages of a run again: the same pages, the same rules, the same findings.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    files::read_file,
    focus::{close, is_whole, source},
    outcome::PortalOutcome,
};
use crate::{
    attachment::ReadFiles,
    clock::date_in_vietnam,
    crawl::{Budget, only_sends_on, read_page},
    fetch::Want,
    judge::{Census, Judge, PortalView, VisitEnd, address_key},
    registry::{Portal, PortalId},
    snapshot::{CaptureResult, Error, PortalEnd, SavedRun, StopReason},
};

/// Judges every portal of `run`. Portals whose crawl has not ended are judged by what is there, as cut short.
pub fn judge_run(
    judge: &Judge,
    run: &SavedRun,
    reader: &dyn ReadFiles,
) -> Result<BTreeMap<PortalId, PortalOutcome>, Error> {
    let portals = run.portals()?;
    portals.into_iter().map(|portal| Ok((portal.id.clone(), judge_portal(judge, run, portal, reader)?))).collect()
}

/// Judges one portal of `run`.
pub fn judge_portal(
    judge: &Judge,
    run: &SavedRun,
    portal: Portal,
    reader: &dyn ReadFiles,
) -> Result<PortalOutcome, Error> {
    let today = date_in_vietnam(run.manifest().started);
    let captures = run.captures(&portal.id)?;
    let end = run.end(&portal.id)?;
    let mut view = PortalView::new(portal, today);
    let mut homes = BTreeSet::from([address_key(&view.portal.url)]);
    for capture in &captures {
        view.note(capture);
        if capture.want == Want::File {
            let reading = match capture.result {
                CaptureResult::Answered { status: 200..=299, .. } => {
                    read_file(reader, capture, &run.exchange(capture)?)
                }
                _ => None,
            };
            view.saw_file(capture, reading);
        }
        if capture.want != Want::Page {
            continue;
        }
        let key = address_key(&capture.url);
        if let Some(VisitEnd::Redirect(next)) = view.visits.get(&key)
            && homes.contains(&key)
        {
            homes.insert(next.clone());
        }
        if is_whole(capture)
            && matches!(capture.result, CaptureResult::Answered { status: 200..=299, .. })
            && let Ok(Some(page)) = read_page(
                &capture.url,
                &run.exchange(capture)?,
                capture.at,
                homes.contains(&key),
                Budget::default().page_bytes,
            )
            && !only_sends_on(&page)
        {
            let observation = judge.observe(&view.portal, &page, source(capture));
            view.saw(observation);
        }
    }
    close(&mut view, &end.unwrap_or_else(unfinished));
    let census = Some(Census::of(&view));
    Ok(PortalOutcome { findings: judge.conclude(&view, today), coverage: view.coverage, census })
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
