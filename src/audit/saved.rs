//! Judges a folder of saved pages exactly like pages that were crawled.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::{Timestamp, civil::Date};
use sha2::{Digest as _, Sha256};

use super::{
    manifest::{ManifestError, SavedPage},
    outcome::PortalOutcome,
};
use crate::{
    clock::date_in_vietnam,
    fetch::FetchMode,
    judge::{Circumstances, Judge, Observation, PortalView, Source, VisitEnd, address_key},
    page,
    registry::{Manners, Portal, PortalId, hexadecimal, registered_domain},
    snapshot::CaptureId,
    text,
};

/// The pages of one agency as a portal, and what came of them.
#[derive(Debug)]
pub struct SavedPortal {
    /// Made from the manifest's rows of one agency.
    pub portal: Portal,
    /// What was found.
    pub outcome: PortalOutcome,
    /// Per page, in the order of the manifest: its file and what it shows by itself.
    pub pages: Vec<(String, Observation)>,
}

/// Judges the pages of `manifest`, agency by agency, as if they had been captured at `at`.
pub fn judge_saved(
    judge: &Judge,
    folder: &Path,
    manifest: &[SavedPage],
    at: Timestamp,
) -> Result<Vec<SavedPortal>, ManifestError> {
    let mut agencies: BTreeMap<&str, Vec<&SavedPage>> = BTreeMap::new();
    for page in manifest {
        agencies.entry(&page.agency).or_default().push(page);
    }
    let mut ids = BTreeSet::new();
    agencies
        .into_iter()
        .map(|(agency, pages)| {
            let portal = portal(agency, &pages, &mut ids);
            judge_agency(judge, folder, portal, &pages, at)
        })
        .collect()
}

fn judge_agency(
    judge: &Judge,
    folder: &Path,
    portal: Portal,
    pages: &[&SavedPage],
    at: Timestamp,
) -> Result<SavedPortal, ManifestError> {
    let today: Date = date_in_vietnam(at);
    let mut view = PortalView::new(portal, today);
    let mut shown = Vec::new();
    for (number, saved) in pages.iter().enumerate() {
        let path = folder.join(&saved.file);
        let body = std::fs::read(&path).map_err(|source| ManifestError::Read { path, source })?;
        let source = Source {
            capture: CaptureId(format!("{}/{number:06}", view.portal.id)),
            digest: hexadecimal(&Sha256::digest(&body)),
            at,
            received: None,
            mode: FetchMode::Saved,
            ipv6: crate::fetch::Ipv6::Unknown,
            flaw: None,
        };
        let read = page::read(&page::Source {
            url: &saved.url,
            body: &body,
            content_type: None,
            home: saved.home,
            day: Some(today),
        });
        let observation = judge.observe(&view.portal, &read, source);
        view.visits.insert(address_key(&saved.url), VisitEnd::Page);
        view.coverage.home |= saved.home;
        shown.push((saved.file.clone(), observation.clone()));
        view.saw(observation);
    }
    view.coverage.pages = pages.len() as u32;
    view.coverage.visited = pages.len() as u32;
    view.coverage.discovered = pages.len() as u32;
    view.coverage.menu_entries = view.menu_size();
    view.coverage.script_links = view.script_links();
    let outcome = PortalOutcome {
        findings: judge.conclude(&view, today),
        coverage: view.coverage,
        census: None,
        practice: None,
        circumstances: Circumstances::default(),
    };
    Ok(SavedPortal { portal: view.portal, outcome, pages: shown })
}

/// A portal for the saved pages of one agency, at least one; its domains are those of all its pages.
fn portal(agency: &str, pages: &[&SavedPage], ids: &mut BTreeSet<String>) -> Portal {
    let start = pages.iter().find(|page| page.home).unwrap_or(&pages[0]);
    let domains: BTreeSet<String> =
        pages.iter().filter_map(|page| page.url.host_str()).map(registered_domain).collect();
    let base = text::strip_marks(&text::normalise(agency)).replace(' ', "-");
    let mut id = base.clone();
    let mut number = 1;
    while !ids.insert(id.clone()) {
        number += 1;
        id = format!("{base}-{number}");
    }
    Portal {
        id: PortalId::new(id),
        tier: pages.first().and_then(|page| page.tier),
        name_vi: agency.to_owned(),
        name_en: String::new(),
        url: start.url.clone(),
        domains: domains.into_iter().collect(),
        languages: Vec::new(),
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    }
}
