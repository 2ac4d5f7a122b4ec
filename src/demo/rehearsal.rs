//! Holds every page of a small plan against the built-in rules without any network: what the pages say must be what
//! the plan says they say.

use std::{collections::BTreeSet, sync::Arc};

use jiff::{Timestamp, civil::date};
use url::Url;

use super::{Agreement, Eyes, Plan, PlanOptions, State, agreement, node::Node, site::Site};
use crate::{
    fetch::FetchMode,
    judge::{Coverage, Judge, PortalView, Source, VisitEnd, address_key},
    page, rules,
    snapshot::CaptureId,
};

fn plan(portals: u32, components: u32) -> Plan {
    Plan::new(PlanOptions { portals, ..PlanOptions::full(42, components, date(2026, 11, 23)) })
}

fn rehearse(plan: Plan) -> Agreement {
    let plan = Arc::new(plan);
    let pack = rules::load(None).unwrap_or_else(|_| panic!("the built-in rules are invalid"));
    let profile = pack.profile("decree-42").expect("the built-in profile").clone();
    let judge = Judge::new(&pack, &profile);
    let mut findings = Vec::new();
    for (index, portal) in plan.registry().portals.into_iter().enumerate() {
        if plan.portals[index].hidden() {
            continue;
        }
        let site = Site::new(&plan, index);
        let mut view = PortalView::new(portal.clone(), plan.options.today);
        let nodes: Vec<Node> = site.nodes().into_iter().filter(|node| !matches!(node, Node::Print(_))).collect();
        for &node in &nodes {
            let url = Url::parse(&format!("http://{}{}", plan.portals[index].host, site.href(node))).expect("valid");
            let html = site.render(node);
            let read = page::read(&page::Source {
                url: &url,
                body: html.as_bytes(),
                content_type: Some("text/html; charset=utf-8"),
                home: node == Node::Home,
                day: Some(plan.options.today),
            });
            let source = Source {
                capture: CaptureId(format!("{}/{:06}", portal.id, view.observations.len())),
                digest: String::new(),
                at: Timestamp::UNIX_EPOCH,
                received: None,
                mode: FetchMode::Http,
                ipv6: crate::fetch::Ipv6::Unknown,
                flaw: None,
            };
            view.visits.insert(address_key(&url), VisitEnd::Page);
            view.observations.push(judge.observe(&portal, &read, source));
        }
        if let Some(at) = site.detour() {
            let address =
                |path: &str| Url::parse(&format!("http://{}{path}", plan.portals[index].host)).expect("valid");
            let section = address(&site.href(Node::Section(at as u16)));
            view.visits.insert(address_key(&address(&site.entry_href(at))), VisitEnd::Redirect(address_key(&section)));
        }
        let pages = nodes.len() as u32;
        view.coverage = Coverage {
            pages,
            discovered: pages,
            visited: pages,
            home: true,
            exhausted: true,
            menu_entries: view.menu_size(),
            ..Coverage::default()
        };
        findings.extend(judge.conclude(&view, plan.options.today));
    }
    agreement(&findings, &plan.truth(Eyes::Http))
}

#[test]
fn the_built_in_rules_find_most_of_what_is_planted() {
    let result = rehearse(plan(3, 60));
    let (agree, total) = (result.overall.agree, result.overall.total);
    // A third of the labels is unknown to every list, so some sections stay unfound; far fewer means that pages or
    // rules broke.
    assert!(total > 60 && agree * 100 >= total * 75, "{agree}/{total}: {:#?}", result.disagreements);
}

#[test]
fn few_component_pages_are_a_part_of_them_and_states_in_a_list_let_questions_be_followed() {
    // Fifteen sites for the eight portals: six for one or two, one or two for others, none for some.
    let plan = plan(8, 15);
    let met = |id| plan.portals.iter().filter(|p| !p.hidden()).map(|p| p.state(id)).collect::<BTreeSet<_>>();
    assert!(met("component-pages").is_superset(&BTreeSet::from([State::Passed, State::Incomplete])));
    assert_eq!(met("feedback-status-tracking"), BTreeSet::from([State::Passed, State::Absent]));
    let result = rehearse(plan);
    for id in ["component-pages", "feedback-status-tracking"] {
        let disagreements: Vec<_> = result.disagreements.iter().filter(|d| d.requirement.as_str() == id).collect();
        assert!(disagreements.is_empty(), "{disagreements:#?}");
    }
}
