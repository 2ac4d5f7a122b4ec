//! The entries by which a site announces its sections: in which menu, under which words, in which form.

use super::{
    duty::DUTIES,
    labels,
    portal::{Family, State},
    prose,
    rng::Rng,
    site::Site,
};

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

impl Site {
    /// What the site announces, in the order of its menus.
    pub(super) fn announce(&self) -> Vec<Entry> {
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
            let full = DUTIES.iter().any(|d| d.id == id && d.full);
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
}
