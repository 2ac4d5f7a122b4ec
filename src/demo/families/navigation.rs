//! What every page of a site leads to, before any markup: menu groups, side entries, banners, languages, related
//! portals, and the lines of the foot.

use super::super::{
    entries::{GROUPS, Place},
    node::{CATEGORIES, ENGLISH, Node, TOPICS},
    portal::State,
    prose, sections,
    site::Site,
    traps::SWITCH,
};

/// Text and address.
pub(crate) type Anchor = (String, String);

/// Links of the frame.
#[derive(Debug, Default)]
pub(crate) struct Navigation {
    /// Heads and their entries.
    pub(crate) groups: Vec<(String, Vec<Anchor>)>,
    /// Entries of the side column.
    pub(crate) side: Vec<Anchor>,
    /// File name of the image, and address.
    pub(crate) banners: Vec<Anchor>,
    /// `EN`, `LO` and their addresses.
    pub(crate) languages: Vec<Anchor>,
    /// Heading and list of related sites.
    pub(crate) related: Option<(String, Vec<Anchor>)>,
    /// Address of the search page.
    pub(crate) search: Option<String>,
}

impl Navigation {
    /// The links of `site`.
    pub(crate) fn of(site: &Site) -> Self {
        let mut nav = Self::default();
        let mut rng = site.rng("navigation");
        for (head, ids) in GROUPS {
            let entries = (0..site.entries.len())
                .filter(|&i| ids.contains(&site.entries[i].id) && site.entries[i].place == Place::Menu)
                .map(|i| (site.entries[i].label.clone(), site.entry_href(i)))
                .collect();
            nav.groups.push(((*head).to_owned(), entries));
        }
        let news = (0..CATEGORIES.len() as u16)
            .map(|c| (CATEGORIES[usize::from(c)].to_owned(), site.href(Node::News(c, 0))))
            .collect();
        nav.groups.insert(1, ("Tin tức - Sự kiện".to_owned(), news));
        let topics =
            (0..TOPICS.len() as u16).map(|t| (TOPICS[usize::from(t)].to_owned(), site.topic_href(t))).collect();
        nav.groups.push(("Tiện ích".to_owned(), topics));
        for (i, entry) in site.entries.iter().enumerate() {
            match entry.place {
                Place::Menu => {}
                Place::Side => nav.side.push((entry.label.clone(), site.entry_href(i))),
                Place::Banner => {
                    // Most file names tell what the banner is; some were named by a camera or a counter.
                    let stem = entry.slug.replace('-', "").to_uppercase();
                    let name = if rng.chance(85) {
                        format!("{stem}_15{}.png", rng.between(10_000_000, 99_999_999))
                    } else {
                        format!("{:02}_14{}.png", i, rng.between(10_000_000, 99_999_999))
                    };
                    nav.banners.push((name, site.entry_href(i)));
                }
            }
        }
        if site.state("english-structure") != State::Absent {
            nav.languages.push(("English".to_owned(), site.href(Node::English(0))));
        }
        match site.state("other-languages") {
            State::Passed => nav.languages.push(("ພາສາລາວ".to_owned(), site.href(Node::Foreign))),
            State::LookAlike => {
                nav.languages.push(("中文".to_owned(), "#".to_owned()));
                nav.languages.push(("日本語".to_owned(), "#".to_owned()));
            }
            _ => {}
        }
        if site.grows() {
            nav.languages.insert(0, ("Tiếng Việt".to_owned(), SWITCH.to_owned()));
        }
        nav.related = related(site);
        nav.search = (site.state("site-search") == State::Passed).then(|| site.href(Node::Search));
        nav
    }
}

impl Navigation {
    /// The links of the English edition.
    pub(crate) fn english(site: &Site) -> Self {
        let pages = (0..ENGLISH.len() as u16).filter(|&at| site.has_english(at));
        let about = pages.map(|at| (ENGLISH[usize::from(at)].to_owned(), site.href(Node::English(at)))).collect();
        Self {
            groups: vec![("About".to_owned(), about)],
            languages: vec![("Tiếng Việt".to_owned(), "/".to_owned())],
            ..Self::default()
        }
    }
}

fn related(site: &Site) -> Option<(String, Vec<Anchor>)> {
    match site.state("related-portal-links") {
        State::Passed => {
            let heading = site.portal().labels.get("related-portal-links").copied().unwrap_or("Liên kết website");
            let mut links = vec![
                ("Cổng Thông tin điện tử Chính phủ".to_owned(), "https://chinhphu.vn/".to_owned()),
                ("Cổng Thông tin điện tử Quốc hội".to_owned(), "https://quochoi.vn/".to_owned()),
                ("Cơ sở dữ liệu quốc gia về văn bản pháp luật".to_owned(), "https://vbpl.vn/".to_owned()),
            ];
            let others = site.plan().portals.iter().filter(|p| p.host != site.portal().host).take(24);
            links.extend(others.map(|p| (p.name.clone(), format!("http://{}/", p.host))));
            Some((heading.to_owned(), links))
        }
        State::LookAlike => {
            let links = (1..12).map(|i| (format!("Báo Mẫu {i:02}"), format!("https://bao-mau-{i:02}.example/")));
            Some(("Báo điện tử".to_owned(), links.collect()))
        }
        _ => None,
    }
}

/// Lines at the foot of every page.
pub(crate) fn footer(site: &Site) -> Vec<String> {
    let portal = site.portal();
    let mut rng = site.rng("footer");
    let mut lines = vec![
        format!("Cổng Thông tin điện tử {}", portal.name),
        format!("Giấy phép số {:02}/GP-TTĐT cấp ngày 12/03/2021", rng.between(3, 98)),
        format!("Trưởng Ban Biên tập: {}", prose::name(&mut rng)),
    ];
    match site.state("agency-contact") {
        State::Passed => {
            let [address, phone, fax, email] = sections::contact(site);
            lines.push(format!("Địa chỉ: {address}"));
            lines.push(format!("Điện thoại: {phone} - Fax: {fax}"));
            lines.push(format!("Email: {email}"));
        }
        State::LookAlike => {
            lines.push(
                "Phát triển bởi Công ty Phần mềm Mẫu - Hỗ trợ: 0900 000 000 - hotro@congtymau.example".to_owned(),
            );
        }
        _ => {}
    }
    lines.push("Ghi rõ nguồn khi phát hành lại thông tin từ Cổng này.".to_owned());
    lines.push(format!("{} - cơ quan không có thật, nội dung do chương trình tạo ra.", prose::SIMULATED));
    lines
}
