//! Audits of the simulated web by a process that may hold few files open.
#![cfg(unix)]

use std::{process::Command, sync::Arc};

use d42::demo::{Hazards, Plan, PlanOptions, Server, ServerOptions};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);
const PORTALS: u32 = 3;

/// Audits a small web under `limits`, shell commands; what the program said on stderr, and how many portals answered.
fn audited_under(limits: &str) -> (String, usize) {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let plan =
        PlanOptions { portals: PORTALS, articles: 20, hazards: Hazards::LeftOut, ..PlanOptions::full(42, 0, TODAY) };
    let plan = Arc::new(Plan::new(plan));
    let server = Server::start(Arc::clone(&plan), ServerOptions::default()).expect("loopback can be bound");
    let web = serde_json::json!({"portals": PORTALS, "components": 0, "articles": 20, "no_hazards": true, "seed": 42});
    let served = serde_json::json!({"simulated": true, "web": web, "day": TODAY, "hosts": server.hosts()});
    std::fs::write(scratch.path().join("served.json"), format!("{served}\n")).expect("a file");
    let program = env!("CARGO_BIN_EXE_d42");
    let words = format!("{limits} && exec '{program}' --lang en demo --served served.json --out run --format json");
    let output = Command::new("sh").args(["-c", &words]).current_dir(scratch.path()).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let counts = server.counts();
    let met = plan.portals.iter().filter(|portal| {
        let own = [portal.host.clone(), format!("www.{}", portal.host)];
        own.iter().any(|host| counts.get(host).is_some_and(|count| count.pages > 20))
    });
    (said, met.count())
}

#[test]
fn the_limit_of_open_files_is_raised_as_far_as_the_system_lets_it() {
    let (said, met) = audited_under("ulimit -Sn 100");
    assert!(!said.contains("ulimit"), "{said}");
    assert_eq!(met, PORTALS as usize);
}

#[test]
fn where_few_files_may_be_open_fewer_portals_are_visited_at_once_and_none_is_lost() {
    let (said, met) = audited_under("ulimit -n 112");
    assert!(said.contains("lets only 2 portals be visited at once"), "{said}");
    assert_eq!(met, PORTALS as usize);
}
