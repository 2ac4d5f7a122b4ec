//! The planted web: which agencies there are, how their sites are built, what each of them publishes, and which
//! survey figures follow. A plan is a pure function of seed, size and day; nothing here knows a page or a socket.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::registry::{Manners, Portal, PortalId, Registry, SurveyTier, Tier};

use super::{
    Rng, component,
    node::ARTICLES,
    portal::{Family, PlannedPortal, Trouble},
    quota::{LEVELS, QUOTAS, share, tier_sizes},
    states::choose_states,
};

/// Size, seed and day of a simulated web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanOptions {
    /// Anything; the same seed gives the same web.
    pub seed: u64,
    /// How many portals, at least 1; the tiers keep the proportions of 18 + 8 + 63.
    pub portals: u32,
    /// How many living component sites; raised to what the planted levels need at least.
    pub components: u32,
    /// News articles of each portal, 20 to 10,000.
    pub articles: u16,
    /// What stands in a visitor's way.
    pub hazards: Hazards,
    /// The day the web pretends to live in; dates on its pages are relative to it.
    pub today: Date,
}

/// Whether portals are in trouble and some addresses go on without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hazards {
    /// As on real portals.
    Planted,
    /// Every client can visit every page of every portal, and comes to an end.
    LeftOut,
}

impl PlanOptions {
    /// The survey's size with `components` component sites.
    pub fn full(seed: u64, components: u32, today: Date) -> Self {
        Self { seed, portals: 89, components, articles: ARTICLES, hazards: Hazards::Planted, today }
    }
}

/// A whole planted web.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it was made from.
    pub options: PlanOptions,
    /// Ministries, agencies, provinces, by number.
    pub portals: Vec<PlannedPortal>,
}

impl Plan {
    /// Plants a web.
    pub fn new(options: PlanOptions) -> Self {
        let seed = options.seed;
        let mut portals = Vec::new();
        for (quota, size) in QUOTAS.iter().zip(tier_sizes(options.portals)) {
            let mut tier: Vec<_> =
                (1..=size).map(|number| planned(quota.tier, number, portals.len() as u32 + number - 1)).collect();
            let lapsed = size - share(quota.full, quota.size, size);
            let mut rng = Rng::keyed(seed, &format!("{:?} troubles", quota.tier));
            let mut order: Vec<usize> = (0..tier.len()).collect();
            rng.shuffle(&mut order);
            for (&at, &trouble) in order.iter().zip(quota.troubles).take(lapsed as usize) {
                tier[at].trouble = (options.hazards == Hazards::Planted).then_some(trouble);
            }
            // One portal in a whole web stores its text decomposed; that is no trouble for a careful reader.
            if quota.tier == SurveyTier::Province
                && let Some(portal) = tier.iter_mut().rev().find(|p| p.trouble.is_none())
            {
                portal.decomposed = true;
            }
            rng.shuffle(&mut order);
            let visible: Vec<usize> = order.into_iter().filter(|&at| !tier[at].hidden()).collect();
            for &at in visible.iter().take(share(quota.data, quota.size, size) as usize) {
                tier[at].data_portal = true;
            }
            for &at in visible.iter().rev().take(share(quota.integrated, quota.size, size) as usize) {
                tier[at].integrated = true;
            }
            portals.extend(tier);
        }
        choose_families(&mut portals, seed);
        component::plant(&mut portals, &options, LEVELS);
        for portal in &mut portals {
            choose_states(portal, seed);
        }
        Self { options, portals }
    }

    /// The registry an audit starts from.
    pub fn registry(&self) -> Registry {
        let portals: Vec<Portal> = self
            .portals
            .iter()
            .map(|portal| Portal {
                id: portal.id.clone(),
                tier: Some(match portal.tier {
                    SurveyTier::Ministry => Tier::Ministry,
                    SurveyTier::Agency => Tier::GovernmentAgency,
                    SurveyTier::Province => Tier::Province,
                }),
                name_vi: portal.name.clone(),
                name_en: portal.name_en.clone(),
                url: Url::parse(&format!("http://{}/", portal.host)).expect("a planted host is a valid host"),
                domains: vec![portal.host.clone()],
                languages: vec!["vi".to_owned()],
                note: "DỮ LIỆU MÔ PHỎNG".to_owned(),
                predecessors: Vec::new(),
                merged: None,
                manners: Manners::default(),
            })
            .collect();
        let mut hash = Sha256::new();
        for portal in &portals {
            hash.update(format!("{},{},{}\n", portal.id, portal.name_vi, portal.url));
        }
        let digest = hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        Registry { cohort: "demo".to_owned(), portals, digest }
    }
}

fn planned(tier: SurveyTier, number: u32, index: u32) -> PlannedPortal {
    let (id, name, name_en, code) = match tier {
        SurveyTier::Ministry => ("bo-mau", "Bộ Mẫu", "Model Ministry", format!("BM{number:02}")),
        SurveyTier::Agency => ("co-quan-mau", "Cơ quan Mẫu", "Model Agency", format!("CQM{number:02}")),
        SurveyTier::Province => ("tinh-mau", "Tỉnh Mẫu", "Model Province", "UBND".to_owned()),
    };
    PlannedPortal {
        id: PortalId::new(format!("{id}-{number:02}")),
        index,
        tier,
        number,
        name: format!("{name} {number:02}"),
        name_en: format!("{name_en} {number:02}"),
        host: format!("{id}-{number:02}.gov.vn"),
        code,
        family: Family::Mega,
        trouble: None,
        states: BTreeMap::new(),
        labels: BTreeMap::new(),
        data_portal: false,
        decomposed: false,
        components: Vec::new(),
        integrated: false,
    }
}

/// Deals the readable families out evenly; old encodings live on old markup.
fn choose_families(portals: &mut [PlannedPortal], seed: u64) {
    let mut rng = Rng::keyed(seed, "families");
    let mut hand: Vec<Family> = Vec::new();
    for portal in portals {
        if hand.is_empty() {
            hand = Family::READABLE.to_vec();
            rng.shuffle(&mut hand);
        }
        portal.family = match portal.trouble {
            Some(Trouble::Shell) => Family::Shell,
            Some(Trouble::WrongCharset | Trouble::NoCharset) => Family::Tables,
            Some(Trouble::SoftNotFound) => Family::Modern,
            _ => hand.pop().unwrap_or(Family::Mega),
        };
    }
}
