//! What pages weigh by what the server sends: the goal of real portals, 77 KB on average, is kept here.

use std::{collections::BTreeMap, sync::Arc};

use hyper::StatusCode;
use jiff::civil::date;

use super::{Server, ServerOptions, respond};
use crate::demo::{Life, Plan, PlanOptions};

/// Bytes and number of the plain pages among the answers of one kind of host.
#[derive(Debug, Default)]
struct Weight {
    bytes: usize,
    pages: usize,
}

impl Weight {
    fn mean(&self) -> usize {
        self.bytes / self.pages.max(1)
    }
}

/// Asks for every page of every fourth portal that can be seen, of its data portal and for the start pages of its
/// component sites: the proportions of a whole crawl.
fn weigh() -> BTreeMap<String, Weight> {
    let plan = Arc::new(Plan::new(PlanOptions::full(42, 900, date(2026, 11, 23))));
    let server = Server::start(Arc::clone(&plan), ServerOptions::default()).expect("loopback can be bound");
    let mut weights: BTreeMap<String, Weight> = BTreeMap::new();
    for (index, portal) in plan.portals.iter().enumerate().filter(|(_, p)| !p.hidden()).step_by(4) {
        let mut ask = |kind: String, host: &str, path: &str| {
            let reply = respond::reply(&server.shared, host, path, Some("D1N=0"));
            if reply.status == StatusCode::OK && reply.kind.starts_with("text/html") {
                let weight = weights.entry(kind).or_default();
                weight.bytes += reply.body.len();
                weight.pages += 1;
            }
        };
        let site = server.shared.site(index);
        for node in site.nodes() {
            ask(format!("{:?}", portal.family), &format!("www.{}", portal.host), &site.href(node));
        }
        for component in portal.components.iter().filter(|c| c.life == Life::Alive) {
            let kind = if component.frame { "component in frame" } else { "component alone" };
            ask(kind.to_owned(), &component.host, "/");
        }
        if portal.data_portal {
            let host = format!("dulieu.{}", portal.host);
            for path in ["/", "/dataset", "/dataset?res_format=CSV", "/dataset?tags=2026", "/dataset?groups=kinh-te"] {
                ask("data portal".to_owned(), &host, path);
            }
            let list = respond::reply(&server.shared, &host, "/dataset", None);
            let list = String::from_utf8(list.body).expect("the list is UTF-8");
            for part in list.split("<h2 class=\"dataset-heading\"><a href=\"").skip(1) {
                ask("data portal".to_owned(), &host, part.split('"').next().unwrap_or_default());
            }
        }
    }
    weights
}

#[test]
fn a_page_weighs_on_average_what_a_real_one_weighs() {
    let weights = weigh();
    let all = weights
        .values()
        .fold(Weight::default(), |all, one| Weight { bytes: all.bytes + one.bytes, pages: all.pages + one.pages });
    let means: Vec<_> = weights.iter().map(|(kind, weight)| (kind, weight.mean(), weight.pages)).collect();
    let mean = all.mean();
    println!("mean {mean} over {} pages; {means:#?}", all.pages);
    assert!((72_000..=82_000).contains(&mean), "mean {mean} over {} pages; {means:?}", all.pages);
}
