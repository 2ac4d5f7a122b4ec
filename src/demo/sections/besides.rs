//! Everything besides the sections: news, articles, schedules, galleries, the site map, other languages, traps.

use super::super::{
    Rng,
    content::{Block, Content, Field, Item},
    node::{CATEGORIES, ENGLISH, Node, TOPICS},
    portal::State,
    prose,
    site::Site,
};
use super::organisation;

/// A page of a news category.
pub(super) fn news(site: &Site, category: u16, page: u16) -> Content {
    let of: Vec<Item> = site.news.iter().skip(usize::from(category)).step_by(CATEGORIES.len()).cloned().collect();
    let division = site.news_of(category);
    let items = of.chunks(division.on_each).nth(usize::from(page)).unwrap_or_default().to_vec();
    let pages = (0..division.pages).map(|p| ((p + 1).to_string(), site.href(Node::News(category, p)))).collect();
    Content {
        title: CATEGORIES[usize::from(category)].to_owned(),
        trail: vec![("Tin tức - Sự kiện".to_owned(), "#".to_owned())],
        blocks: vec![Block::List { heading: None, items }, Block::Links { heading: String::new(), links: pages }],
        ..Content::default()
    }
}

/// An article, or its copy for the printer.
pub(super) fn article(site: &Site, k: u16, copy: bool) -> Content {
    let item = &site.news[usize::from(k)];
    let mut rng = Rng::nth(site.seed, "body", u64::from(k));
    let name = &site.portal().name;
    let mut blocks = vec![Block::Para(item.summary.clone())];
    for i in 0..rng.between(5, 9) {
        if i == 2 {
            blocks.push(Block::Picture {
                src: format!("/anh/tin/{k}.jpg"),
                alt: rng.chance(40).then(|| item.title.clone()),
            });
        }
        let sentences = rng.between(3, 5);
        blocks.push(Block::Para(prose::paragraph(name, sentences, &mut rng)));
    }
    if !copy {
        let items = (1..6).map(|d| site.news[(usize::from(k) + d * 5) % site.news.len()].clone()).collect();
        blocks.push(Block::List { heading: Some(("Tin khác".to_owned(), "#".to_owned())), items });
    }
    let category = k % CATEGORIES.len() as u16;
    let printable = site.state("print-save") == State::Passed && !copy;
    Content {
        title: item.title.clone(),
        trail: vec![(CATEGORIES[usize::from(category)].to_owned(), site.href(Node::News(category, 0)))],
        blocks,
        posted: item.date,
        print: printable.then(|| site.href(Node::Print(k))),
        share: site.state("social-feature") == State::Passed,
        home: false,
    }
}

/// A page that every portal has.
pub(super) fn topic(site: &Site, at: u16) -> Content {
    let mut rng = Rng::nth(site.seed, "topic", u64::from(at));
    let name = &site.portal().name;
    let blocks = match at {
        0 => vec![Block::Table {
            caption: String::new(),
            columns: vec!["Buổi", "Nội dung", "Chủ trì", "Địa điểm"],
            rows: (0..10)
                .map(|k| {
                    vec![
                        format!("{} {}", ["Sáng", "Chiều"][k % 2], prose::dmy(site.ago(5 - k / 2))).into(),
                        prose::title(name, &mut rng).into(),
                        organisation::official(site, k % 4).name.into(),
                        "Phòng họp số 1".into(),
                    ]
                })
                .collect(),
        }],
        1 | 2 => (0..6)
            .map(|k| Block::Picture { src: format!("/anh/thu-vien/{at}-{k}.jpg"), alt: None })
            .chain([Block::List { heading: None, items: site.news[6..12].to_vec() }])
            .collect(),
        3 => vec![Block::Links {
            heading: "Các chuyên mục".to_owned(),
            links: (0..site.entries.len())
                .map(|i| (site.entries[i].label.clone(), site.entry_href(i)))
                .chain((0..CATEGORIES.len()).map(|c| (CATEGORIES[c].to_owned(), site.href(Node::News(c as u16, 0)))))
                .collect(),
        }],
        6 => vec![Block::Table {
            caption: format!("Dự toán ngân sách năm {}", site.today().year()),
            columns: vec!["STT", "Nội dung", "Dự toán được giao (triệu đồng)"],
            rows: (1..9)
                .map(|k| {
                    vec![
                        k.to_string().into(),
                        format!("Chi {}", prose::topic(&mut rng)).into(),
                        super::openness::money(rng.between(200, 40_000)).into(),
                    ]
                })
                .collect(),
        }],
        7 => return calendar(site, 0),
        _ => vec![chatter(site, TOPICS[usize::from(at)])],
    };
    Content { title: TOPICS[usize::from(at)].to_owned(), blocks, ..Content::default() }
}

/// A list of news that has nothing to do with the heading above it.
pub(super) fn chatter(site: &Site, key: &str) -> Block {
    let mut rng = site.rng(key);
    let from = rng.below(site.news.len() - 9);
    Block::List { heading: None, items: site.news[from..from + 9].to_vec() }
}

/// A month of the calendar, with the month before and after it, without end.
pub(super) fn calendar(site: &Site, month: i16) -> Content {
    let day = site.today().saturating_add(jiff::Span::new().months(month));
    let links = [(-1, "Tháng trước"), (1, "Tháng sau")]
        .map(|(step, text)| (text.to_owned(), site.href(Node::Calendar(month.saturating_add(step)))));
    let mut blocks = vec![Block::Para("Chưa có sự kiện trong tháng.".to_owned())];
    if site.endless() {
        blocks.push(Block::Links { heading: String::new(), links: links.to_vec() });
    }
    Content {
        title: format!("Lịch sự kiện tháng {:02}/{}", day.month(), day.year()), blocks, ..Content::default()
    }
}

/// The page of search results.
pub(super) fn search(site: &Site) -> Content {
    let items = site.news[..8].to_vec();
    Content {
        title: "Kết quả tìm kiếm".to_owned(),
        blocks: vec![Block::Para("Tìm thấy 48 kết quả.".to_owned()), Block::List { heading: None, items }],
        ..Content::default()
    }
}

/// The door of the editors.
pub(super) fn login() -> Content {
    Content {
        title: "Đăng nhập".to_owned(),
        blocks: vec![Block::Form {
            title: String::new(),
            action: String::new(),
            fields: vec![
                Field { label: "Tên đăng nhập", name: "user", kind: "text" },
                Field { label: "Mật khẩu", name: "pass", kind: "password" },
            ],
            button: "Đăng nhập",
        }],
        ..Content::default()
    }
}

/// A page of the English edition; of a sham edition only a start page with Vietnamese text in an English frame.
pub(super) fn english(site: &Site, at: u16) -> Content {
    let name = &site.portal().name_en;
    let sham = site.state("english-structure") == State::LookAlike;
    let blocks = match at {
        _ if sham => vec![Block::List { heading: None, items: site.news[..10].to_vec() }],
        0 => vec![
            Block::Para(format!("Welcome to the web portal of {name}. The portal gives information for residents and visitors.")),
            Block::Links {
                heading: "Sections".to_owned(),
                links: (1..ENGLISH.len() as u16)
                    .filter(|&i| site.has_english(i))
                    .map(|i| (ENGLISH[usize::from(i)].to_owned(), site.href(Node::English(i))))
                    .collect(),
            },
        ],
        1 => english_structure(name),
        2 => english_contacts(site),
        _ => (1..7)
            .map(|i| {
                Block::Para(format!(
                    "{}: {name} held its regular meeting on rural roads and digital services. The meeting heard reports \
                     from {i} units and agreed on the work for the coming month.",
                    site.ago(usize::from(at) * 3 + i * 4)
                ))
            })
            .collect(),
    };
    Content { title: ENGLISH[usize::from(at)].to_owned(), blocks, ..Content::default() }
}

fn english_structure(name: &str) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading("Functions and Duties".to_owned()),
        Block::Para(format!(
            "{name} is the body that carries out state management of the sectors assigned to it by the Government. It \
             prepares policies, guides their implementation, inspects the work of its affiliated units and answers for \
             the public services under its authority."
        )),
    ];
    for duty in [
        "To submit draft regulations, strategies and plans to the competent authority and to organise their \
         implementation after approval.",
        "To guide and inspect the affiliated units in the fields of infrastructure, training and digital services.",
        "To manage the budget, the staff and the assets assigned to it in accordance with the law.",
    ] {
        blocks.push(Block::Para(duty.to_owned()));
    }
    blocks.push(Block::Heading("Organizational Structure".to_owned()));
    let names = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
    blocks.push(Block::Tree {
        root: "Leadership".to_owned(),
        groups: vec![
            (
                "Departments".to_owned(),
                names(&["Office", "Inspectorate", "Department of Legal Affairs", "Department of Planning"]),
            ),
            (
                "Affiliated units".to_owned(),
                names(&["Information Centre", "Institute of Policy Studies", "Training School"]),
            ),
        ],
    });
    blocks
}

fn english_contacts(site: &Site) -> Vec<Block> {
    vec![Block::Table {
        caption: String::new(),
        columns: vec!["No.", "Full name", "Position", "Unit", "Telephone", "Email"],
        rows: (0..6)
            .map(|k| {
                let one = organisation::official(site, k + 4);
                let plain = prose::slug(&one.name, true).split('-').map(capital).collect::<Vec<_>>().join(" ");
                vec![
                    (k + 1).to_string().into(),
                    plain.into(),
                    ["Director", "Deputy Director", "Chief of Office"][k % 3].into(),
                    ["Office", "Inspectorate", "Information Centre"][k % 3].into(),
                    one.phone.into(),
                    one.email.into(),
                ]
            })
            .collect(),
    }]
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A page in Lao, as border provinces and some ministries have it.
pub(super) fn foreign() -> Content {
    Content {
        title: "ພາສາລາວ".to_owned(),
        blocks: (0..5)
            .map(|_| {
                Block::Para(
                    "ຍິນດີຕ້ອນຮັບສູ່ເວັບໄຊຂອງອົງການ. ຂໍ້ມູນຂ່າວສານກ່ຽວກັບເສດຖະກິດ, ວັດທະນະທຳ, ການທ່ອງທ່ຽວ ແລະ ການຮ່ວມມື.".to_owned(),
                )
            })
            .collect(),
        ..Content::default()
    }
}
