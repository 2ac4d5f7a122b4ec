//! Component sites: in the frame of their portal, or on their own.

use std::sync::LazyLock;

use hyper::StatusCode;

use super::respond::{HTML, Reply};
use crate::demo::{
    Rng,
    component::Component,
    content::{Block, Content, Item},
    families::{self, put},
    prose::{self, SIMULATED},
    site::Site,
};

/// Sites that stand alone mostly run on the same rented system, and look like it.
static THEME: LazyLock<String> = LazyLock::new(|| families::theme("ws", 44_000));

/// The answer for `path`.
pub(super) fn reply(site: &Site, component: &Component, path: &str) -> Reply {
    match path.split('?').next().unwrap_or(path) {
        "/" => Reply::ok(HTML, page(site, component, "Trang chủ")),
        "/gioi-thieu" => Reply::ok(HTML, page(site, component, "Giới thiệu")),
        "/tin-tuc" => Reply::ok(HTML, page(site, component, "Tin tức")),
        "/robots.txt" => Reply::ok("text/plain", format!("# {SIMULATED}\nUser-agent: *\nDisallow:\n")),
        bare => super::files::reply(bare)
            .unwrap_or_else(|| Reply::status(StatusCode::NOT_FOUND, page(site, component, "404"))),
    }
}

fn page(site: &Site, component: &Component, title: &str) -> String {
    let mut rng = Rng::keyed(site.seed, &component.host);
    let portal = site.portal();
    let name = format!("{} {}", component.name, portal.name);
    let items = (0..8)
        .map(|k| Item {
            title: prose::title(&component.name, &mut rng),
            href: "/tin-tuc".to_owned(),
            date: Some(site.ago(k * 5 + 1)),
            summary: String::new(),
        })
        .collect();
    if component.frame {
        let content = Content {
            title: if title == "Trang chủ" { name.clone() } else { format!("{title} - {name}") },
            blocks: vec![
                Block::Para(format!("Trang thành phần của {name} thuộc Cổng Thông tin điện tử {}.", portal.name)),
                Block::List { heading: None, items },
                Block::Links {
                    heading: component.name.clone(),
                    links: vec![
                        ("Giới thiệu".to_owned(), "/gioi-thieu".to_owned()),
                        ("Tin tức".to_owned(), "/tin-tuc".to_owned()),
                    ],
                },
            ],
            ..Content::default()
        };
        return families::in_frame(site, &content, site.shared_frame());
    }
    let mut out = format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{name}</title>{}</head><body><div id=\"top\"><b>{name}</b> <small>{SIMULATED}</small></div><div id=\"menu\"><a href=\"/\">Trang chủ</a> | <a href=\"/gioi-thieu\">Giới thiệu</a> | <a href=\"/tin-tuc\">Tin tức</a></div><div id=\"body\"><h2>{title}</h2>",
        *THEME
    );
    for item in items {
        put!(
            out,
            "<p class=\"ws-item\"><img src=\"/anh/tin.jpg\" width=\"120\" height=\"80\" alt=\"\"> <a href=\"{}\">{}</a></p>",
            item.href,
            item.title
        );
    }
    for _ in 0..6 {
        put!(out, "<p>{}</p>", prose::paragraph(&component.name, 3, &mut rng));
    }
    out.push_str("</div><div id=\"bottom\">");
    put!(out, "{name}<br>Bản quyền thuộc {}", component.name);
    if component.links_back {
        put!(out, "<br><a href=\"http://{}/\">Cổng Thông tin điện tử {}</a>", portal.host, portal.name);
    }
    put!(out, "<br>{SIMULATED}</div></body></html>\n");
    out
}
