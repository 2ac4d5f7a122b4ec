//! The planted web: which agencies there are, how their sites are built, what each of them publishes, and which
//! survey figures follow. A plan is a pure function of seed, size and day; nothing here knows a page or a socket.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::registry::{Portal, PortalId, Registry, SurveyTier, Tier};

use super::{
    Rng,
    component::{self, Component},
    duty::{DUTIES, Duty},
    labels,
};

/// Size, seed and day of a simulated web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanOptions {
    /// Anything; the same seed gives the same web.
    pub seed: u64,
    /// How many portals, at least 1; the tiers shrink in proportion to 18 + 8 + 63.
    pub portals: u32,
    /// How many living component sites; raised to what the planted levels need at least.
    pub components: u32,
    /// The day the web pretends to live in; dates on its pages are relative to it.
    pub today: Date,
}

impl PlanOptions {
    /// The survey's size with `components` component sites.
    pub fn full(seed: u64, components: u32, today: Date) -> Self {
        Self { seed, portals: 89, components, today }
    }
}

/// How a duty is met on a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There, complete and recent.
    Passed,
    /// There, but old.
    Stale,
    /// There, but not all of it.
    Incomplete,
    /// Announced, nothing behind it.
    Empty,
    /// Announced, and the address behind it answers "not found".
    DeadLink,
    /// Something that only sounds like it.
    LookAlike,
    /// Not there.
    Absent,
}

/// How a portal's pages are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Server-rendered with deep menus that stand in the page twice.
    Mega,
    /// One form around the page, `.aspx`, postback links.
    Aspx,
    /// PHP modules, panels, `generator` tag.
    Nuke,
    /// Portlets, image banners without words, addresses without đ.
    Portlet,
    /// Nested layout tables, `<font>`, upper-case labels.
    Tables,
    /// HTML5 landmarks, cards, clean addresses.
    Modern,
    /// An empty element and scripts.
    Shell,
}

impl Family {
    /// Families whose server HTML holds the content.
    pub const READABLE: [Self; 6] = [Self::Mega, Self::Aspx, Self::Nuke, Self::Portlet, Self::Tables, Self::Modern];
}

/// What stands between a plain HTTP client and a portal, or makes it hard to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// Connections are refused.
    Down,
    /// Every answer is 403 with a firewall's page.
    Blocked,
    /// A short page whose script sets a cookie and reloads.
    Challenge,
    /// Content is put in by scripts.
    Shell,
    /// The home page redirects to another agency's domain.
    RedirectsAway,
    /// The home page redirects in a circle.
    Loops,
    /// Every answer takes 150 ms.
    Slow,
    /// Missing addresses answer 200, and some entries lead to such addresses.
    SoftNotFound,
    /// Declares UTF-8 and sends windows-1258.
    WrongCharset,
    /// Sends windows-1258 without saying so.
    NoCharset,
    /// Nothing technical; sections are missing.
    Gaps,
}

impl Trouble {
    /// Whether a plain HTTP client sees no content at all.
    pub fn hides(self) -> bool {
        matches!(self, Self::Down | Self::Blocked | Self::Challenge | Self::Shell | Self::RedirectsAway | Self::Loops)
    }
}

/// A planted portal.
#[derive(Clone, Debug)]
pub struct PlannedPortal {
    /// `bo-mau-01`.
    pub id: PortalId,
    /// Position in the plan.
    pub index: u32,
    /// Column of the survey.
    pub tier: SurveyTier,
    /// Number within the tier, from 1.
    pub number: u32,
    /// `Bộ Mẫu 01`.
    pub name: String,
    /// `Model Ministry 01`.
    pub name_en: String,
    /// `bo-mau-01.gov.vn`.
    pub host: String,
    /// Code in document numbers: `BM01`; `UBND` for provinces.
    pub code: String,
    /// How its pages are built.
    pub family: Family,
    /// What is wrong with it, for those without full information.
    pub trouble: Option<Trouble>,
    /// How each duty that binds its tier is met, by requirement id.
    pub states: BTreeMap<&'static str, State>,
    /// Label of each section that has an entry, by requirement id.
    pub labels: BTreeMap<&'static str, &'static str>,
    /// Whether it runs a data portal of its own.
    pub data_portal: bool,
    /// Component sites it lists, dead and moved ones included.
    pub components: Vec<Component>,
    /// Whether it is connected and integrated with all of them.
    pub integrated: bool,
}

impl PlannedPortal {
    /// State of `duty`, `Absent` if it does not bind.
    pub fn state(&self, duty: &str) -> State {
        self.states.get(duty).copied().unwrap_or(State::Absent)
    }

    /// Whether a plain HTTP client sees no content at all.
    pub fn hidden(&self) -> bool {
        self.trouble.is_some_and(Trouble::hides)
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

/// Planted counts of one tier at full size.
struct Quota {
    tier: SurveyTier,
    size: u32,
    full: u32,
    data: u32,
    integrated: u32,
    troubles: &'static [Trouble],
}

/// The survey of November 2024; the split of the 43 integrated portals over the tiers is the simulator's own.
const QUOTAS: [Quota; 3] = [
    Quota {
        tier: SurveyTier::Ministry,
        size: 18,
        full: 14,
        data: 4,
        integrated: 10,
        troubles: &[Trouble::Gaps, Trouble::Challenge, Trouble::Shell, Trouble::WrongCharset],
    },
    Quota {
        tier: SurveyTier::Agency,
        size: 8,
        full: 6,
        data: 1,
        integrated: 3,
        troubles: &[Trouble::Blocked, Trouble::RedirectsAway],
    },
    Quota {
        tier: SurveyTier::Province,
        size: 63,
        full: 57,
        data: 31,
        integrated: 30,
        troubles: &[
            Trouble::SoftNotFound,
            Trouble::Down,
            Trouble::Slow,
            Trouble::Loops,
            Trouble::NoCharset,
            Trouble::Gaps,
        ],
    },
];
/// Provinces deployed to district level, and of these to commune level, of 63.
const LEVELS: (u32, u32) = (57, 29);

/// `part` of `whole`, carried over to `size` things, rounded to the nearest.
fn share(part: u32, whole: u32, size: u32) -> u32 {
    (part * size * 2 + whole) / (whole * 2)
}

/// Sizes of the tiers for `portals` portals: 18, 8 and 63 of 89 by largest remainder.
fn tier_sizes(portals: u32) -> [u32; 3] {
    let portals = portals.max(1);
    let mut sizes = QUOTAS.each_ref().map(|q| portals * q.size / 89);
    let mut order = [0, 1, 2];
    order.sort_by_key(|&i| std::cmp::Reverse(portals * QUOTAS[i].size % 89));
    let missing = portals - sizes.iter().sum::<u32>();
    for &i in order.iter().take(missing as usize) {
        sizes[i] += 1;
    }
    sizes
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
                tier[at].trouble = Some(trouble);
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

/// Plants a state for every duty that binds the portal, and a label for every section.
fn choose_states(portal: &mut PlannedPortal, seed: u64) {
    let mut rng = Rng::nth(seed, "states", u64::from(portal.index));
    let full = portal.trouble.is_none();
    for duty in DUTIES.iter().filter(|d| d.binds(portal.tier)) {
        let state = if duty.full { full_state(duty, full, &mut rng) } else { other_state(duty, &mut rng) };
        portal.states.insert(duty.id, state);
        if let Some(label) = labels::choose(duty.id, &mut rng) {
            portal.labels.insert(duty.id, label);
        }
    }
    if !full {
        // At least two sections of full information are missing, whatever the dice said.
        let sure = [("disclosure-list", State::Absent), ("work-processes", State::Empty)];
        for (id, state) in sure {
            portal.states.insert(id, state);
        }
    }
    settle(portal, &mut rng);
}

fn full_state(duty: &Duty, full: bool, rng: &mut Rng) -> State {
    if full {
        if duty.where_any && rng.chance(60) {
            return State::Absent;
        }
        let may_age = duty.lapses.contains(&State::Stale) && !duty.yearly;
        return if may_age && rng.chance(10) { State::Stale } else { State::Passed };
    }
    if rng.chance(60) { State::Passed } else { lapse(duty, rng) }
}

fn other_state(duty: &Duty, rng: &mut Rng) -> State {
    if duty.lapses.is_empty() || rng.chance(60) { State::Passed } else { lapse(duty, rng) }
}

fn lapse(duty: &Duty, rng: &mut Rng) -> State {
    duty.lapses[rng.below(duty.lapses.len())]
}

/// Makes states that depend on one another agree, as they would on a real portal.
fn settle(portal: &mut PlannedPortal, rng: &mut Rng) {
    use State::{Absent, DeadLink, Empty, LookAlike, Passed, Stale};
    let register = portal.state("legal-documents");
    if !matches!(register, Passed | Stale) {
        for id in ["legal-documents-metadata", "legal-documents-download", "legal-documents-search"] {
            portal.states.insert(id, Absent);
        }
    }
    // An English edition is itself a section in another language.
    let english = portal.state("english-structure") == Passed || portal.state("english-contacts") == Passed;
    if english {
        portal.states.insert("english-structure", Passed);
        portal.states.insert("other-languages", Passed);
    } else if portal.state("other-languages") == Passed {
        portal.states.insert("other-languages", Absent);
    }
    if portal.state("english-structure") == LookAlike || portal.state("other-languages") == LookAlike {
        for id in ["english-structure", "other-languages"] {
            portal.states.insert(id, LookAlike);
        }
    }
    // A public list of answered questions or petitions is public information about interaction.
    let answered = portal.state("qa-feedback") == Passed;
    let published = answered || portal.state("feedback-admin-regulations") == Passed;
    portal.states.insert("interaction-transparency", if published { Passed } else { Absent });
    if !answered {
        portal.states.insert("feedback-status-tracking", Absent);
    }
    let data = match portal.state("open-data-portal") {
        _ if portal.data_portal => Passed,
        Passed => Absent,
        state => state,
    };
    portal.states.insert("open-data-portal", data);
    let components = match portal.state("component-pages") {
        _ if !portal.components.is_empty() => Passed,
        LookAlike => LookAlike,
        _ => Absent,
    };
    portal.states.insert("component-pages", components);
    if portal.trouble == Some(Trouble::SoftNotFound) {
        for id in ["strategy-planning", "annual-financial-report", "qa-feedback"] {
            portal.states.insert(id, DeadLink);
        }
        portal.states.insert("feedback-status-tracking", Absent);
        if portal.state("feedback-admin-regulations") != Passed {
            portal.states.insert("interaction-transparency", Absent);
        }
    }
    if portal.state("agency-contact") == Empty && rng.chance(50) {
        portal.states.insert("contact-officials", Absent);
    }
}
