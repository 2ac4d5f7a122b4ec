//! Who the agency is: functions, structure, units, leaders, history, locality, contacts.

use crate::registry::SurveyTier;

use super::super::{
    Rng,
    content::{Block, Cell, Item, Official},
    portal::State,
    prose,
    site::Site,
};

const CENTRAL: &[&str] = &[
    "Văn phòng",
    "Thanh tra",
    "Vụ Tổ chức cán bộ",
    "Vụ Pháp chế",
    "Vụ Kế hoạch - Tài chính",
    "Vụ Hợp tác quốc tế",
    "Cục Chuyển đổi số",
    "Cục Quản lý chất lượng",
    "Viện Nghiên cứu chính sách",
    "Trung tâm Thông tin",
    "Báo và Tạp chí",
];
const LOCAL: &[&str] = &[
    "Văn phòng Ủy ban nhân dân",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Y tế",
    "Sở Công Thương",
    "Sở Giáo dục và Đào tạo",
    "Sở Khoa học và Công nghệ",
    "Thanh tra tỉnh",
    "Ban Quản lý khu kinh tế",
];

/// Names of the units under the agency.
pub(super) fn units(site: &Site) -> &'static [&'static str] {
    if site.portal().tier == SurveyTier::Province { LOCAL } else { CENTRAL }
}

/// Street address, telephone, fax, e-mail of the agency.
pub(crate) fn contact(site: &Site) -> [String; 4] {
    let mut rng = site.rng("contact");
    let portal = site.portal();
    let area = if portal.tier == SurveyTier::Province { 200 + portal.number } else { 24 };
    // Area and number make eleven digits: eight after 024, seven after the others.
    let line = if area == 24 { rng.between(1000, 8999) } else { rng.between(100, 899) };
    [
        format!("Số {} đường Mẫu Xuân, phường Mẫu {:02}, thành phố Mẫu", rng.between(2, 180), rng.between(1, 12)),
        format!("(0{area}) 3900 {line}"),
        format!("(0{area}) 3900 {}", line + 1),
        format!("vanthu@{}", portal.host),
    ]
}

/// The `k`-th official.
pub(super) fn official(site: &Site, k: usize) -> Official {
    let mut rng = Rng::nth(site.seed, "official", k as u64);
    let portal = site.portal();
    let top: &[&str] = match portal.tier {
        SurveyTier::Ministry => &["Bộ trưởng", "Thứ trưởng", "Thứ trưởng", "Thứ trưởng"],
        SurveyTier::Agency => &["Tổng Giám đốc", "Phó Tổng Giám đốc", "Phó Tổng Giám đốc"],
        SurveyTier::Province => &["Chủ tịch", "Phó Chủ tịch", "Phó Chủ tịch", "Phó Chủ tịch"],
    };
    let units = units(site);
    let unit = units[k % units.len()];
    let post = top.get(k).copied().unwrap_or_else(|| match unit.split(' ').next() {
        Some("Vụ") => "Vụ trưởng",
        Some("Cục") => "Cục trưởng",
        Some("Viện") => "Viện trưởng",
        Some("Sở" | "Trung") => "Giám đốc",
        Some("Văn") => "Chánh Văn phòng",
        Some("Thanh") => "Chánh Thanh tra",
        _ => "Trưởng ban",
    });
    let name = prose::name(&mut rng);
    let [_, phone, ..] = contact(site);
    let stem: String = prose::slug(&name, true).split('-').rev().collect();
    Official {
        post: post.to_owned(),
        unit: if k < top.len() { portal.name.clone() } else { unit.to_owned() },
        phone: format!("{}{:02}", &phone[..phone.len() - 2], 10 + k),
        email: format!("{stem}@{}", portal.host),
        note: format!("Phụ trách lĩnh vực {} và {}", prose::topic(&mut rng), prose::topic(&mut rng)),
        name,
    }
}

/// What stands in a section of this file.
pub(super) fn genuine(site: &Site, id: &str) -> Option<Vec<Block>> {
    let portal = site.portal();
    let mut rng = site.rng(id);
    let name = &portal.name;
    let decree = format!("{}/{}/NĐ-CP", rng.between(20, 140), site.today().year() - 1);
    Some(match id {
        "org-structure-chart" => {
            let tree = Block::Tree { root: format!("Lãnh đạo {name}"), groups: tree(site) };
            let cited =
                Block::Para(format!("Cơ cấu tổ chức của {name} thực hiện theo Nghị định số {decree} của Chính phủ."));
            if rng.chance(30) {
                let alt = (!rng.chance(50)).then(|| format!("Sơ đồ tổ chức {name}"));
                vec![cited, Block::Picture { src: "/anh/so-do-to-chuc.png".to_owned(), alt }, tree]
            } else {
                vec![cited, tree]
            }
        }
        "functions-duties" => functions(site, &decree, &mut rng),
        "subordinate-units" => vec![Block::Table {
            caption: String::new(),
            columns: vec!["STT", "Tên đơn vị", "Địa chỉ", "Điện thoại", "Trang thông tin"],
            rows: units(site).iter().enumerate().map(|(i, unit)| unit_row(site, i, unit)).collect(),
        }],
        "agency-contact" => {
            let [address, phone, fax, email] = contact(site);
            vec![
                Block::Heading(name.clone()),
                Block::Fields(vec![
                    ("Địa chỉ", address.into()),
                    ("Điện thoại", phone.into()),
                    ("Fax", fax.into()),
                    ("Email", email.into()),
                ]),
            ]
        }
        "contact-officials" if site.state(id) == State::Incomplete => vec![Block::Table {
            caption: String::new(),
            columns: vec!["STT", "Họ và tên", "Chức vụ"],
            rows: (0..12)
                .map(|k| {
                    let one = official(site, k);
                    vec![(k + 1).to_string().into(), one.name.into(), one.post.into()]
                })
                .collect(),
        }],
        "contact-officials" => vec![Block::Table {
            caption: String::new(),
            columns: vec!["STT", "Họ và tên", "Chức vụ", "Đơn vị", "Điện thoại", "Email"],
            rows: (0..14)
                .map(|k| {
                    let one = official(site, k);
                    vec![
                        (k + 1).to_string().into(),
                        one.name.into(),
                        one.post.into(),
                        one.unit.into(),
                        one.phone.into(),
                        one.email.into(),
                    ]
                })
                .collect(),
        }],
        "agency-history" => {
            let mut blocks = vec![Block::Para(format!(
                "{name} được thành lập ngày 28 tháng 8 năm 1955 trên cơ sở hợp nhất ba nha, sở tiền thân."
            ))];
            for year in [1976, 1988, 2002, 2013, i32::from(site.today().year()) - 1] {
                blocks.push(Block::Para(format!(
                    "Năm {year}, {name} được tổ chức lại, tiếp nhận thêm nhiệm vụ về {}. {}",
                    prose::topic(&mut rng),
                    prose::sentence(name, &mut rng)
                )));
            }
            blocks
        }
        "leadership-profiles" => vec![Block::People((0..4).map(|k| official(site, k)).collect())],
        "locality-profile" => locality(site, &mut rng),
        "admin-boundary-map" => vec![
            Block::Para(format!("Bản đồ hành chính {name} gồm 102 đơn vị hành chính cấp xã, tỷ lệ 1:100.000.")),
            Block::Picture {
                src: "/anh/ban-do-hanh-chinh.jpg".to_owned(),
                alt: Some(format!("Bản đồ hành chính {name}")),
            },
            Block::Links {
                heading: "Tệp bản đồ".to_owned(),
                links: vec![("Bản đồ hành chính (PDF)".to_owned(), "/tep/ban-do-hanh-chinh.pdf".to_owned())],
            },
        ],
        _ => return None,
    })
}

/// What stands behind look-alikes of this file.
pub(super) fn sham(site: &Site, id: &str) -> Option<Vec<Block>> {
    Some(match id {
        "org-structure-chart" => vec![
            Block::Para("Sơ đồ bố trí chỗ ngồi tại hội trường tầng hai phục vụ các buổi lễ.".to_owned()),
            Block::Picture { src: "/anh/hoi-truong.jpg".to_owned(), alt: None },
        ],
        "functions-duties" => vec![Block::Para("Kỷ cương - Trách nhiệm - Sáng tạo - Hiệu quả.".to_owned())],
        "subordinate-units" => vec![Block::Choice {
            heading: "Chọn tờ báo".to_owned(),
            links: (1..9).map(|i| (format!("Báo Mẫu {i:02}"), format!("https://bao-mau-{i:02}.example/"))).collect(),
        }],
        "agency-contact" => vec![
            Block::Para("Website được thiết kế và vận hành kỹ thuật bởi Công ty Phần mềm Mẫu.".to_owned()),
            Block::Para("Hỗ trợ kỹ thuật: 0900 000 000, hotro@congtymau.example".to_owned()),
        ],
        "contact-officials" | "admin-boundary-map" => {
            let mut rng = site.rng(id);
            vec![Block::Para(prose::paragraph(&site.portal().name, 3, &mut rng))]
        }
        _ => return None,
    })
}

fn tree(site: &Site) -> Vec<(String, Vec<String>)> {
    let units = units(site);
    let (staff, rest) = units.split_at(units.len() / 2);
    let names = |list: &[&str]| list.iter().map(|unit| (*unit).to_owned()).collect();
    vec![
        ("Khối tham mưu, tổng hợp".to_owned(), names(staff)),
        ("Khối chuyên môn và đơn vị sự nghiệp".to_owned(), names(rest)),
    ]
}

fn unit_row(site: &Site, i: usize, unit: &str) -> Vec<Cell> {
    let [address, phone, ..] = contact(site);
    let host = &site.portal().host;
    let own = site.portal().components.iter().find(|c| c.name == unit).map_or_else(
        || format!("http://{host}{}", site.href(super::super::node::Node::Topic(1))),
        |component| format!("http://{}/", component.host),
    );
    vec![
        (i + 1).to_string().into(),
        unit.into(),
        address.into(),
        format!("{}{:02}", &phone[..phone.len() - 2], 40 + i).into(),
        Cell::Link { text: "Xem".to_owned(), href: own },
    ]
}

fn functions(site: &Site, decree: &str, rng: &mut Rng) -> Vec<Block> {
    let name = &site.portal().name;
    let mut blocks = vec![
        Block::Heading("Điều 1. Vị trí và chức năng".to_owned()),
        Block::Para(format!(
            "Theo Nghị định số {decree} ngày 24 tháng 02 năm {}, {name} là cơ quan thực hiện chức năng quản lý nhà nước \
             về {} và {} trong phạm vi cả nước; quản lý nhà nước các dịch vụ công thuộc lĩnh vực được giao.",
            site.today().year() - 1,
            prose::topic(rng),
            prose::topic(rng)
        )),
        Block::Heading("Điều 2. Nhiệm vụ và quyền hạn".to_owned()),
    ];
    for i in 1..=11 {
        blocks.push(Block::Para(format!(
            "{i}. Trình cấp có thẩm quyền ban hành, hướng dẫn, kiểm tra và chịu trách nhiệm tổ chức thực hiện các quy \
             định về {}; chỉ đạo, đôn đốc các đơn vị thuộc phạm vi quản lý thực hiện nhiệm vụ về {}.",
            prose::topic(rng),
            prose::topic(rng)
        )));
    }
    blocks
}

fn locality(site: &Site, rng: &mut Rng) -> Vec<Block> {
    let name = &site.portal().name;
    let mut blocks = Vec::new();
    for heading in
        ["Bộ máy hành chính", "Điều kiện tự nhiên", "Lịch sử", "Truyền thống văn hóa", "Di tích", "Danh lam thắng cảnh"]
    {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.push(Block::Para(format!(
            "{name} có diện tích {}.{} km², dân số {}.{:03} người, gồm 102 xã, phường. {}",
            rng.between(2, 9),
            rng.between(100, 999),
            rng.between(600, 999),
            rng.between(0, 999),
            prose::paragraph(name, 2, rng)
        )));
    }
    blocks
}

/// The most recent appointments, for the start page.
pub(super) fn appointments(site: &Site) -> Vec<Item> {
    (4..7)
        .map(|k| {
            let one = official(site, k);
            Item {
                title: format!("Trao quyết định điều động cán bộ tại {}", one.unit),
                href: site.news[k].href.clone(),
                date: site.news[k].date,
                summary: String::new(),
            }
        })
        .collect()
}
