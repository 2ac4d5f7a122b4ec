//! The start page.

use super::super::{
    content::{Block, Content, Item},
    entries::Place,
    node::{CATEGORIES, Node},
    portal::State,
    site::Site,
};
use super::organisation;

pub(super) fn home(site: &Site) -> Content {
    let mut blocks = vec![Block::List { heading: None, items: site.news[..7].to_vec() }];
    if matches!(site.state("legal-documents"), State::Passed | State::Stale) {
        let items = site
            .documents
            .iter()
            .take(6)
            .map(|d| Item { title: d.title(), href: d.href.clone(), date: Some(d.issued), summary: String::new() })
            .collect();
        let label = site.entries.iter().find(|e| e.id == "legal-documents").map(|e| e.label.clone());
        let heading = label.zip(site.section("legal-documents"));
        blocks.push(Block::List { heading, items });
    }
    for (category, name) in CATEGORIES.iter().enumerate().take(4) {
        let href = site.href(Node::News(category as u16, 0));
        let mut items: Vec<Item> = site.news.iter().skip(category).step_by(CATEGORIES.len()).take(6).cloned().collect();
        if category == 1 {
            items.extend(organisation::appointments(site));
        }
        blocks.push(Block::List { heading: Some(((*name).to_owned(), href)), items });
    }
    let entries: Vec<(String, String)> = (0..site.entries.len())
        .filter(|&at| site.entries[at].place == Place::Side)
        .map(|at| (site.entries[at].label.clone(), site.entry_href(at)))
        .collect();
    if !entries.is_empty() {
        blocks.push(Block::Links { heading: "Chuyên mục".to_owned(), links: entries });
    }
    blocks.push(Block::Fields(vec![
        ("Nhiệt độ", "26 độ C".into()),
        ("Đang trực tuyến", site.rng("visitors").between(9, 140).to_string().into()),
        ("Lượt truy cập", super::openness::money(site.rng("visits").between(900_000, 40_000_000)).into()),
    ]));
    Content {
        title: format!("Cổng Thông tin điện tử {}", site.portal().name),
        blocks,
        home: true,
        ..Content::default()
    }
}
