//! One portal's site, before markup: which pages it has, under which addresses, and what stands on each.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use jiff::{Span, civil::Date};

use crate::registry::SurveyTier;

use super::{
    Rng,
    content::{Content, Document, Item},
    families::{self, Frame},
    labels,
    plan::{Family, Plan, PlannedPortal, State, Trouble},
    prose, sections,
};

/// A page of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Home,
    /// A section with an entry of its own, by position in [`Site::entries`].
    Section(u16),
    /// Second and further pages of the register.
    Register(u16),
    Document(u16),
    /// Category and page of the news.
    News(u16, u16),
    Article(u16),
    Print(u16),
    /// Pages every portal has besides: schedule, gallery, site map …
    Topic(u16),
    English(u16),
    Foreign,
    Search,
    Login,
    /// A month of the events calendar; endless in both directions.
    Calendar(i16),
}

/// Where a section is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Menu,
    /// An image without words, on every page.
    Banner,
    /// A side column.
    Side,
}

/// The announcement of a section.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: &'static str,
    pub(crate) label: String,
    pub(crate) slug: String,
    pub(crate) state: State,
    pub(crate) place: Place,
    /// Elsewhere than on this site, or a page that does not exist.
    pub(crate) elsewhere: Option<String>,
}

/// Menu groups: their heads lead nowhere, as on most portals.
pub(crate) const GROUPS: &[(&str, &[&str])] = &[
    (
        "Giới thiệu",
        &[
            "functions-duties",
            "org-structure-chart",
            "leadership-profiles",
            "agency-history",
            "locality-profile",
            "admin-boundary-map",
            "subordinate-units",
            "contact-officials",
        ],
    ),
    (
        "Chính sách",
        &[
            "legal-documents",
            "legal-documents-search",
            "draft-consultation",
            "treaties-agreements",
            "legal-dissemination",
            "strategy-planning",
            "annual-work-programme",
        ],
    ),
    (
        "Công khai, minh bạch",
        &[
            "disclosure-list",
            "annual-financial-report",
            "public-investment-procurement",
            "science-topics",
            "sector-statistics",
            "open-data-portal",
            "public-interest-health",
        ],
    ),
    (
        "Công dân - Doanh nghiệp",
        &[
            "admin-procedures",
            "online-public-services",
            "work-processes",
            "qa-feedback",
            "feedback-status-tracking",
            "feedback-admin-regulations",
            "satisfaction-rating",
            "interaction-transparency",
            "component-pages",
            "agency-contact",
        ],
    ),
];

/// News categories.
pub(crate) const CATEGORIES: &[&str] =
    &["Tin hoạt động", "Thông báo chung", "Tin trong nước", "Gương người tốt", "Văn hóa - Thể thao"];
/// Pages besides.
pub(crate) const TOPICS: &[&str] = &[
    "Lịch làm việc",
    "Thư viện ảnh",
    "Video",
    "Sơ đồ cổng",
    "Tuyển dụng",
    "Khen thưởng",
    "Công khai ngân sách",
    "Lịch sự kiện",
];
pub(crate) const ARTICLES: u16 = 48;
pub(crate) const DOCUMENTS: u16 = 24;
/// Documents on a page of the register.
pub(crate) const PER_PAGE: u16 = 12;
/// Pages of the English edition.
pub(crate) const ENGLISH: &[&str] = &["Home", "Functions and Organizational Structure", "Contacts", "News"];

/// One portal's site.
pub(crate) struct Site {
    plan: Arc<Plan>,
    index: usize,
    pub(crate) seed: u64,
    pub(crate) entries: Vec<Entry>,
    pub(crate) documents: Vec<Document>,
    pub(crate) news: Vec<Item>,
    paths: BTreeMap<String, Node>,
    frame: OnceLock<Frame>,
    shared_frame: OnceLock<Frame>,
    english_frame: OnceLock<Frame>,
}

impl Site {
    /// The site of the plan's `index`-th portal.
    pub(crate) fn new(plan: &Arc<Plan>, index: usize) -> Self {
        let seed = Rng::nth(plan.options.seed, "site", index as u64).next();
        let mut site = Self {
            plan: Arc::clone(plan),
            index,
            seed,
            entries: Vec::new(),
            documents: Vec::new(),
            news: Vec::new(),
            paths: BTreeMap::new(),
            frame: OnceLock::new(),
            shared_frame: OnceLock::new(),
            english_frame: OnceLock::new(),
        };
        site.entries = site.announce();
        site.documents = (0..DOCUMENTS).map(|k| site.document(k)).collect();
        site.news = (0..ARTICLES).map(|k| site.article(k)).collect();
        for k in 0..DOCUMENTS {
            site.documents[usize::from(k)].href = site.href(Node::Document(k));
        }
        for k in 0..ARTICLES {
            site.news[usize::from(k)].href = site.href(Node::Article(k));
        }
        site.paths = site.nodes().into_iter().map(|node| (families::key(&site.href(node)), node)).collect();
        site
    }

    /// The plan behind it.
    pub(crate) fn portal(&self) -> &PlannedPortal {
        &self.plan.portals[self.index]
    }

    /// The other portals of the plan.
    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// A stream of its own for the part named `key`.
    pub(crate) fn rng(&self, key: &str) -> Rng {
        Rng::keyed(self.seed, key)
    }

    /// The simulated day, `days` ago.
    pub(crate) fn ago(&self, days: usize) -> Date {
        self.plan.options.today.saturating_sub(Span::new().days(i64::try_from(days).unwrap_or_default()))
    }

    /// The simulated day.
    pub(crate) fn today(&self) -> Date {
        self.plan.options.today
    }

    /// Days by which the section `id` is behind.
    pub(crate) fn lag(&self, id: &str) -> usize {
        if self.portal().state(id) == State::Stale { 240 } else { 2 }
    }

    /// State of a duty.
    pub(crate) fn state(&self, id: &str) -> State {
        self.portal().state(id)
    }

    /// Address of a page, below the host.
    pub(crate) fn href(&self, node: Node) -> String {
        families::path(self, node)
    }

    /// Address of the section `id`, if it has an entry.
    pub(crate) fn section(&self, id: &str) -> Option<String> {
        let at = self.entries.iter().position(|e| e.id == id)?;
        Some(self.entry_href(at))
    }

    /// Address behind the entry at `at`.
    pub(crate) fn entry_href(&self, at: usize) -> String {
        self.entries[at].elsewhere.clone().unwrap_or_else(|| self.href(Node::Section(at as u16)))
    }

    /// The page at `path` (with its query, session ids taken out).
    pub(crate) fn find(&self, path: &str) -> Option<Node> {
        let key = families::key(path);
        self.paths.get(&key).copied().or_else(|| families::endless(self, &key))
    }

    /// The parts that every page shares, made once.
    pub(crate) fn frame(&self) -> &Frame {
        self.frame.get_or_init(|| families::frame(self))
    }

    /// The same parts for component sites: every address leads to the portal.
    pub(crate) fn shared_frame(&self) -> &Frame {
        self.shared_frame.get_or_init(|| {
            let own = self.frame();
            let absolute = |text: &str| text.replace("href=\"/", &format!("href=\"http://{}/", self.portal().host));
            Frame { head: own.head.clone(), before: absolute(&own.before), after: absolute(&own.after) }
        })
    }

    /// The page as HTML.
    pub(crate) fn render(&self, node: Node) -> String {
        let real = self.state("english-structure") == State::Passed;
        let frame = match node {
            Node::English(_) if real => self.english_frame.get_or_init(|| families::english_frame(self)),
            _ => self.frame(),
        };
        families::in_frame(self, &self.content(node), frame)
    }

    /// What stands on a page.
    pub(crate) fn content(&self, node: Node) -> Content {
        sections::content(self, node)
    }

    /// All pages that have an end.
    pub(crate) fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![Node::Home, Node::Login];
        nodes.extend(
            (0..self.entries.len()).filter(|&i| self.entries[i].elsewhere.is_none()).map(|i| Node::Section(i as u16)),
        );
        if matches!(self.state("legal-documents"), State::Passed | State::Stale) {
            nodes.extend((1..DOCUMENTS.div_ceil(PER_PAGE)).map(Node::Register));
            nodes.extend((0..DOCUMENTS).map(Node::Document));
        }
        nodes.extend((0..CATEGORIES.len() as u16).flat_map(|c| (0..2).map(move |p| Node::News(c, p))));
        nodes.extend((0..ARTICLES).map(Node::Article));
        if self.state("print-save") == State::Passed {
            nodes.extend((0..ARTICLES).map(Node::Print));
        }
        nodes.extend((0..TOPICS.len() as u16).map(Node::Topic));
        if self.state("english-structure") != State::Absent {
            nodes.extend((0..ENGLISH.len() as u16).filter(|&i| self.has_english(i)).map(Node::English));
        }
        if matches!(self.state("other-languages"), State::Passed) {
            nodes.push(Node::Foreign);
        }
        if self.state("site-search") == State::Passed {
            nodes.push(Node::Search);
        }
        nodes
    }

    /// Whether the English edition holds the page at `at` of [`ENGLISH`].
    pub(crate) fn has_english(&self, at: u16) -> bool {
        let real = self.state("english-structure") == State::Passed;
        match at {
            0 => self.state("english-structure") != State::Absent,
            2 => self.state("english-contacts") == State::Passed,
            _ => real,
        }
    }

    fn announce(&self) -> Vec<Entry> {
        let portal = self.portal();
        let mut rng = self.rng("entries");
        let mut entries: Vec<Entry> = Vec::new();
        for &id in GROUPS.iter().flat_map(|(_, ids)| *ids) {
            let state = portal.state(id);
            let sham = state == State::LookAlike;
            let label = match (state, portal.labels.get(id)) {
                (State::Absent, _) | (_, None) => continue,
                (State::LookAlike, _) => match labels::look_alike(id) {
                    Some(label) => label,
                    None => continue,
                },
                (_, Some(label)) => label,
            };
            let elsewhere = match (id, state) {
                ("open-data-portal", State::Passed) => Some(format!("http://dulieu.{}/", portal.host)),
                ("open-data-portal", State::LookAlike) => Some("https://data.gov.vn/".to_owned()),
                (_, State::DeadLink) => Some(format!("/chuyen-muc-da-go-bo/{}", prose::slug(label, true))),
                _ => None,
            };
            let full = super::duty::DUTIES.iter().any(|d| d.id == id && d.full);
            let place = match portal.family {
                Family::Portlet if full && !sham && rng.chance(65) => Place::Banner,
                _ if rng.chance(80) => Place::Menu,
                _ => Place::Side,
            };
            let mut slug = self.slug(id, label, &mut rng);
            if entries.iter().any(|e| e.slug == slug) {
                slug.push_str("-2");
            }
            entries.push(Entry { id, label: label.to_owned(), slug, state, place, elsewhere });
        }
        entries
    }

    /// Address words of a section: mostly those of its label, sometimes of an older name for it.
    fn slug(&self, id: &str, label: &str, rng: &mut Rng) -> String {
        let keep = self.portal().family != Family::Portlet;
        let usual = labels::WORDINGS.iter().find(|w| w.id == id).map(|w| w.usual[0]);
        match usual {
            Some(usual) if self.state(id) != State::LookAlike && rng.chance(30) => prose::slug(usual, keep),
            _ => prose::slug(label, keep),
        }
    }

    fn document(&self, k: u16) -> Document {
        let mut rng = Rng::nth(self.seed, "document", u64::from(k));
        let portal = self.portal();
        let issued = self.ago(self.lag("legal-documents") + usize::from(k) * 9 + rng.below(5));
        let province = portal.tier == SurveyTier::Province;
        let types: &[(&str, &str, bool)] = if province {
            &[
                ("Quyết định", "QĐ", true),
                ("Quyết định", "QĐ", false),
                ("Kế hoạch", "KH", false),
                ("Chỉ thị", "CT", false),
                ("Thông báo", "TB", false),
            ]
        } else {
            &[
                ("Thông tư", "TT", true),
                ("Quyết định", "QĐ", false),
                ("Chỉ thị", "CT", false),
                ("Kế hoạch", "KH", false),
                ("Thông báo", "TB", false),
            ]
        };
        let (kind, letters, normative) = types[rng.below(types.len())];
        let serial = rng.between(2, 40) + if normative { 0 } else { usize::from(DOCUMENTS - k) * 31 };
        let number = if normative {
            format!("{serial:02}/{}/{letters}-{}", issued.year(), portal.code)
        } else {
            format!("{serial}/{letters}-{}", portal.code)
        };
        let file = (self.state("legal-documents-download") == State::Passed).then(|| {
            let name = number.replace('/', "-").replace('Đ', "D");
            format!("/tep/{}/{name}.{}", issued.year(), if rng.chance(80) { "pdf" } else { "docx" })
        });
        Document {
            number,
            kind,
            about: format!("về việc {}", prose::about(&mut rng)),
            issued,
            effective: issued.saturating_add(Span::new().days(15)),
            authority: if province { format!("Ủy ban nhân dân {}", portal.name) } else { portal.name.clone() },
            signer: prose::name(&mut rng),
            href: String::new(),
            file,
        }
    }

    fn article(&self, k: u16) -> Item {
        let mut rng = Rng::nth(self.seed, "article", u64::from(k));
        let name = &self.portal().name;
        let date = self.ago(usize::from(k) * 2 + rng.below(2));
        Item {
            title: prose::title(name, &mut rng),
            href: String::new(),
            date: Some(date),
            summary: prose::sentence(name, &mut rng),
        }
    }

    /// Whether links carry a session id.
    pub(crate) fn sessions(&self) -> bool {
        self.portal().family == Family::Tables && self.portal().number.is_multiple_of(3)
    }

    /// Whether pages are sent in windows-1258.
    pub(crate) fn legacy_charset(&self) -> bool {
        matches!(self.portal().trouble, Some(Trouble::WrongCharset | Trouble::NoCharset))
    }
}
