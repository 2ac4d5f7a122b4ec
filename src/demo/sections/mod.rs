//! What stands on each page of a site, by kind of page and planted state.

mod besides;
mod openness;
mod organisation;
mod policy;
mod services;
mod start;

pub(crate) use organisation::contact;

use super::{
    content::{Block, Content},
    entries::GROUPS,
    labels,
    node::Node,
    portal::State,
    site::Site,
};

/// How an empty section says so.
const UPDATING: &[&str] = &[
    "Nội dung đang được cập nhật.",
    "Đang cập nhật...",
    "Chưa có dữ liệu.",
    "Không có bản ghi nào.",
    "Chuyên mục chưa có bài viết.",
];

/// What stands on `node`.
pub(crate) fn content(site: &Site, node: Node) -> Content {
    match node {
        Node::Home => start::home(site),
        Node::Section(at) => section(site, usize::from(at)),
        Node::Register(page) => policy::register(site, page),
        Node::Document(k) => policy::document(site, k),
        Node::News(category, page) => besides::news(site, category, page),
        Node::Article(k) => besides::article(site, k, false),
        Node::Print(k) => besides::article(site, k, true),
        Node::Topic(at) => besides::topic(site, at),
        Node::English(at) => besides::english(site, at),
        Node::Foreign => besides::foreign(),
        Node::Search => besides::search(site),
        Node::Login => besides::login(),
        Node::Calendar(month) => besides::calendar(site, month),
    }
}

fn section(site: &Site, at: usize) -> Content {
    let entry = &site.entries[at];
    let group = GROUPS.iter().find(|(_, ids)| ids.contains(&entry.id)).map_or("", |(name, _)| *name);
    let blocks = match entry.state {
        State::Empty => {
            let mut rng = site.rng(entry.id);
            vec![Block::Notice(rng.pick(UPDATING))]
        }
        State::LookAlike => sham(site, entry.id),
        _ => genuine(site, entry.id),
    };
    Content {
        title: entry.label.clone(),
        trail: vec![(group.to_owned(), "#".to_owned())],
        blocks,
        ..Content::default()
    }
}

fn genuine(site: &Site, id: &str) -> Vec<Block> {
    organisation::genuine(site, id)
        .or_else(|| policy::genuine(site, id))
        .or_else(|| openness::genuine(site, id))
        .or_else(|| services::genuine(site, id))
        .unwrap_or_default()
}

/// What stands behind an entry that only sounds like the section.
fn sham(site: &Site, id: &str) -> Vec<Block> {
    debug_assert!(labels::look_alike(id).is_some(), "{id} has no look-alike");
    organisation::sham(site, id)
        .or_else(|| policy::sham(site, id))
        .or_else(|| openness::sham(site, id))
        .or_else(|| services::sham(site, id))
        .unwrap_or_else(|| vec![besides::chatter(site, id)])
}
