//! The tiny portal on which a rule sees a fixture: a start page whose menu announces it, and the fixture itself. The
//! way is that of a real page, so that what holds here holds there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use url::Url;

use super::fixture::{Fixture, MenuLabel};
use crate::{
    attachment::{File, Here, ReadFiles as _},
    clock::noon_in_vietnam,
    fetch::{FetchMode, Ipv6, Patience, Want},
    judge::{Coverage, Finding, Judge, LEAST_PAGES, PortalView, Source, VisitEnd, address_key},
    page,
    registry::{Manners, Portal, PortalId, Tier, hexadecimal, registered_domain},
    rules::{Basis, Bilingual, Profile, ProfileId, Requirement, RequirementId, RulePack},
    snapshot::{Capture, CaptureId, CaptureResult},
};

/// A rule pack made ready to look at fixtures: every rule alone, and all together.
pub struct Stage {
    alone: BTreeMap<RequirementId, Judge>,
    labels: BTreeMap<RequirementId, String>,
    together: Judge,
}

impl Stage {
    /// Makes the rules named in `chosen` (all, if empty) ready. The law does not matter here: every basis counts.
    pub fn new(pack: &RulePack, chosen: &BTreeSet<RequirementId>) -> Self {
        let profile = every_law(pack);
        let of = |requirements: Vec<Requirement>| {
            Judge::new(
                &RulePack { requirements, profiles: Vec::new(), metrics: Vec::new(), digest: String::new() },
                &profile,
            )
        };
        let wanted = |rule: &&Requirement| chosen.is_empty() || chosen.contains(&rule.id);
        let rules: Vec<&Requirement> = pack.requirements.iter().filter(wanted).collect();
        Self {
            alone: rules.iter().map(|rule| (rule.id.clone(), of(vec![(*rule).clone()]))).collect(),
            labels: rules
                .iter()
                .filter_map(|rule| Some((rule.id.clone(), rule.labels.text.first()?.clone())))
                .collect(),
            together: of(rules.into_iter().cloned().collect()),
        }
    }

    /// What the fixture's own rule makes of it; `None` if the rule is not on stage.
    pub fn show(&self, fixture: &Fixture) -> Option<Finding> {
        let id = fixture.requirement.as_ref()?;
        let judge = self.alone.get(id)?;
        let label = self.labels.get(id).map(String::as_str);
        conclude(judge, fixture, label).into_iter().find(|finding| finding.requirement == *id)
    }

    /// What all rules make of a page that belongs to none of them.
    pub fn show_all(&self, fixture: &Fixture) -> Vec<Finding> {
        conclude(&self.together, fixture, None)
    }

    /// What the rules that were chosen are.
    pub fn rules(&self) -> impl Iterator<Item = &RequirementId> {
        self.alone.keys()
    }
}

/// A profile under which every requirement counts on every day.
fn every_law(pack: &RulePack) -> Profile {
    let bases = pack.requirements.iter().flat_map(|rule| &rule.bases);
    let instruments: BTreeSet<String> = bases.map(|basis: &Basis| basis.instrument.clone()).collect();
    Profile {
        id: ProfileId("every-law".to_owned()),
        title: Bilingual::default(),
        statement: Bilingual::default(),
        instruments: instruments.into_iter().collect(),
        dated: false,
        article_named: false,
        full_information: Vec::new(),
    }
}

fn conclude(judge: &Judge, fixture: &Fixture, label: Option<&str>) -> Vec<Finding> {
    let portal = portal(fixture);
    let at = noon_in_vietnam(fixture.seen);
    let mut view = PortalView::new(portal, fixture.seen);
    if !fixture.home {
        let words = match &fixture.label {
            MenuLabel::OfRule => label,
            MenuLabel::Words(words) => Some(words.as_str()),
            MenuLabel::None => None,
        };
        let start = start_page(&fixture.url, words);
        let url = view.portal.url.clone();
        see(judge, &mut view, &url, start.as_bytes(), at, (true, fixture.ipv6));
    }
    see(judge, &mut view, &fixture.url, &fixture.body, at, (fixture.home, fixture.ipv6));
    for (url, status, bytes) in &fixture.files {
        see_file(&mut view, url, *status, bytes, at);
    }
    let pages = view.observations.len() as u32;
    view.coverage = Coverage {
        // Everything there is was seen: a tiny portal is no reason for doubt.
        pages: LEAST_PAGES.max(pages),
        discovered: pages,
        visited: pages,
        menu_entries: view.menu_size(),
        home: true,
        exhausted: true,
        ..Coverage::default()
    };
    judge.conclude(&view, fixture.seen)
}

fn see(judge: &Judge, view: &mut PortalView, url: &Url, body: &[u8], at: Timestamp, (home, ipv6): (bool, Ipv6)) {
    let number = view.observations.len();
    let source = Source {
        capture: CaptureId(format!("{}/{number:06}", view.portal.id)),
        digest: String::new(),
        at,
        received: None,
        mode: FetchMode::Saved,
        ipv6,
        flaw: None,
    };
    // Nothing says the charset but the page itself; fixtures are UTF-8 unless they say otherwise.
    let read = page::read(&page::Source { url, body, content_type: None, home, day: Some(view.day) });
    let observation = judge.observe(&view.portal, &read, source);
    view.visits.insert(address_key(url), VisitEnd::Page);
    view.saw(observation);
}

/// A file that was asked for. Fixtures are their author's own, so no process stands between.
fn see_file(view: &mut PortalView, url: &Url, status: u16, bytes: &[u8], at: Timestamp) {
    let sequence = 1000 + view.files.len() as u32;
    let capture = Capture {
        id: CaptureId::new(view.portal.id.as_str(), sequence),
        portal: view.portal.id.clone(),
        sequence,
        url: url.clone(),
        want: Want::File,
        mode: FetchMode::Saved,
        at,
        took_ms: 0,
        attempts: 1,
        patience: Patience::Usual,
        received: None,
        result: CaptureResult::Answered {
            status,
            content_type: String::new(),
            location: None,
            length: bytes.len() as u64,
            digest: hexadecimal(&Sha256::digest(bytes)),
            truncated: None,
            flaw: None,
            vouched: Vec::new(),
            file: String::new(),
            offset: 0,
        },
    };
    let reading = (status == 200).then(|| Here.read(&File { url, content_type: None, body: bytes }));
    view.saw_file(&capture, reading);
}

fn portal(fixture: &Fixture) -> Portal {
    let province = matches!(fixture.tier, Some(Tier::Province | Tier::Department | Tier::Commune));
    let (id, vi, en) = if province {
        ("tinh-mau-07", "Tỉnh Mẫu 07", "Mau 07 Province")
    } else {
        ("bo-mau-01", "Bộ Mẫu 01", "Ministry of Mau 01")
    };
    let mut url = fixture.url.clone();
    if !fixture.home {
        url.set_path("/");
        url.set_query(None);
    }
    Portal {
        id: PortalId::new(id),
        tier: fixture.tier,
        name_vi: vi.to_owned(),
        name_en: en.to_owned(),
        domains: url.host_str().map(registered_domain).into_iter().collect(),
        url,
        languages: Vec::new(),
        note: String::new(),
        predecessors: Vec::new(),
        merged: None,
        manners: Manners::default(),
    }
}

/// A start page that shows nothing but the way to the fixture.
fn start_page(target: &Url, label: Option<&str>) -> String {
    let entry = label.map(|label| format!("<li><a href=\"{target}\">{label}</a></li>")).unwrap_or_default();
    format!(
        "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Trang chủ</title></head><body>\
         <nav><ul><li><a href=\"/\">Trang chủ</a></li>{entry}</ul></nav>\
         <main><p>Chào mừng đến với trang thử của quy tắc.</p></main></body></html>"
    )
}
