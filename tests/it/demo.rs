//! Behaviour of `demo`: the planted web, its truth, and the server.

use std::{
    collections::BTreeMap,
    io::{ErrorKind, Read as _, Write as _},
    net::TcpStream,
    sync::Arc,
};

use d42::{
    cli::{self, Exit, Output},
    demo::{ComponentKind, Eyes, Family, Life, Plan, PlanOptions, Server, ServerOptions, State, Trouble, agreement},
    judge::Outcome,
    registry::SurveyTier,
    rules::RequirementId,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn full() -> Plan {
    Plan::new(PlanOptions::full(42, 5_635, TODAY))
}

fn value(plan: &Plan, metric: &str, tier: &str) -> (u32, u32) {
    let row = plan.survey().into_iter().find(|row| row.metric.as_str() == metric && row.tier == tier);
    let row = row.expect("the survey has a row for every metric and tier asked for");
    (row.value, row.denominator)
}

#[test]
fn a_full_plan_plants_the_surveys_totals() {
    let plan = full();
    assert_eq!(plan.portals.len(), 89);
    let by_tier = ["ministry", "agency", "province", "all"];
    let row = |metric| by_tier.map(|tier| value(&plan, metric, tier));
    assert_eq!(row("full-information"), [(14, 18), (6, 8), (57, 63), (77, 89)]);
    assert_eq!(row("data-portal"), [(4, 18), (1, 8), (31, 63), (36, 89)]);
    assert_eq!(value(&plan, "district-level", "province"), (57, 63));
    assert_eq!(value(&plan, "commune-level", "province"), (29, 63));
    assert_eq!(value(&plan, "integrated", "all"), (43, 89));
    assert_eq!(value(&plan, "component-sites", "all").0, 5_635);
}

#[test]
fn the_same_seed_plants_the_same_web_and_another_seed_another() {
    let describe = |seed| {
        let plan = Plan::new(PlanOptions::full(seed, 400, TODAY));
        format!("{:?}", plan.portals)
    };
    assert_eq!(describe(7), describe(7));
    assert_ne!(describe(7), describe(8));
}

#[test]
fn tiers_shrink_in_proportion_and_never_vanish_silently() {
    for (portals, sizes) in [(1, [0, 0, 1]), (3, [1, 0, 2]), (10, [2, 1, 7]), (89, [18, 8, 63])] {
        let plan = Plan::new(PlanOptions { portals, ..PlanOptions::full(1, 5, TODAY) });
        let count = |tier| plan.portals.iter().filter(|p| p.tier == tier).count();
        assert_eq!([SurveyTier::Ministry, SurveyTier::Agency, SurveyTier::Province].map(count), sizes);
    }
}

#[test]
fn full_information_is_exactly_the_portals_whose_nineteen_duties_pass() {
    let plan = full();
    let truth = plan.truth(Eyes::Http);
    let set = plan_full_ids();
    for portal in &plan.portals {
        let outcomes = set.iter().map(|id| truth[&(portal.id.clone(), RequirementId::new(*id))]);
        let all = outcomes.clone().all(|o| matches!(o, Outcome::Passed | Outcome::Inapplicable));
        assert_eq!(all, portal.trouble.is_none(), "{}", portal.id);
        assert_eq!(portal.hidden(), outcomes.clone().any(|o| o == Outcome::CantTell), "{}", portal.id);
    }
}

fn plan_full_ids() -> [&'static str; 19] {
    [
        "legal-documents",
        "legal-documents-metadata",
        "legal-documents-download",
        "legal-documents-search",
        "treaties-agreements",
        "admin-procedures",
        "online-public-services",
        "work-processes",
        "legal-dissemination",
        "strategy-planning",
        "annual-work-programme",
        "org-structure-chart",
        "functions-duties",
        "subordinate-units",
        "agency-contact",
        "contact-officials",
        "annual-financial-report",
        "sector-statistics",
        "disclosure-list",
    ]
}

#[test]
fn truth_keeps_to_the_tiers() {
    let plan = full();
    for ((portal, requirement), outcome) in plan.truth(Eyes::Http) {
        let tier = plan.portals.iter().find(|p| p.id == portal).unwrap().tier;
        if requirement.as_str() == "org-structure-chart" && tier == SurveyTier::Province {
            assert_eq!(outcome, Outcome::Inapplicable);
        }
    }
}

#[test]
fn every_state_is_planted_somewhere_in_sight() {
    let plan = full();
    let mut seen: BTreeMap<State, u32> = BTreeMap::new();
    for portal in plan.portals.iter().filter(|p| !p.hidden()) {
        for state in portal.states.values() {
            *seen.entry(*state).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), 7, "{seen:?}");
}

#[test]
fn integrated_portals_have_only_living_sites_in_their_frame_that_link_back() {
    for portal in full().portals {
        let all = !portal.components.is_empty()
            && portal.components.iter().all(|c| c.life == Life::Alive && c.frame && c.links_back);
        assert_eq!(portal.integrated, all, "{}", portal.id);
        if portal.hidden() {
            assert_eq!(portal.living(ComponentKind::Commune), 0);
        }
    }
}

#[test]
fn component_pages_are_met_by_more_than_a_handful_whatever_their_number() {
    let id = RequirementId::new("component-pages");
    let least = Plan::new(PlanOptions::full(42, 0, TODAY)).portals.iter().map(|p| p.components.len()).sum::<usize>();
    for components in [0, 1, 80, 99, 150, 300, 600, 900, 2_500, 5_635] {
        let plan = Plan::new(PlanOptions::full(42, components, TODAY));
        let truth = plan.truth(Eyes::Http);
        let mut seen: BTreeMap<Outcome, u32> = BTreeMap::new();
        for portal in plan.portals.iter().filter(|p| !p.hidden()) {
            let outcome = truth[&(portal.id.clone(), id.clone())];
            let living = portal.components.iter().filter(|c| c.life == Life::Alive).count();
            let expected = match living {
                0 => Outcome::Failed,
                1..5 => Outcome::Partial,
                _ => Outcome::Passed,
            };
            assert_eq!(outcome, expected, "{} has {living} of {components}", portal.id);
            *seen.entry(outcome).or_default() += 1;
        }
        let sites = value(&plan, "component-sites", "all").0;
        assert_eq!(sites, components.max(u32::try_from(least).expect("few")), "of {components}");
        assert_eq!(value(&plan, "district-level", "province").0, 57);
        assert_eq!(value(&plan, "commune-level", "province").0, 29);
        assert_eq!(value(&plan, "integrated", "all").0, 43);
        assert!(seen[&Outcome::Failed] > 0, "some list nothing: {seen:?}");
        assert_eq!(seen.contains_key(&Outcome::Passed), components >= 150, "{components}: {seen:?}");
        assert_eq!(seen.contains_key(&Outcome::Partial), components <= 300, "{components}: {seen:?}");
    }
}

#[test]
fn agreement_of_nothing_is_nothing() {
    let plan = full();
    let result = agreement(&[], &plan.truth(Eyes::Http));
    assert_eq!((result.overall.agree, result.overall.total), (0, 0));
}

/// The whole answer to one request, as text.
fn get(server: &Server, host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(server.hosts()[host]).expect("the host listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("the request is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the answer is read");
    String::from_utf8_lossy(&answer).into_owned()
}

fn served() -> (Arc<Plan>, Server) {
    let plan = Arc::new(Plan::new(PlanOptions::full(42, 400, TODAY)));
    let server = Server::start(Arc::clone(&plan), ServerOptions::default()).expect("loopback can be bound");
    (plan, server)
}

#[test]
fn every_family_is_served_and_says_that_it_is_simulated() {
    let (plan, server) = served();
    for family in Family::READABLE.into_iter().chain([Family::Shell]) {
        let portal =
            plan.portals.iter().find(|p| p.family == family && p.number % 5 != 0).expect("every family is dealt");
        let answer = get(&server, &portal.host, "/");
        assert!(answer.starts_with("HTTP/1.1 200"), "{family:?}: {}", &answer[..60]);
        assert!(answer.contains("DỮ LIỆU MÔ PHỎNG"), "{family:?}");
    }
}

#[test]
fn trouble_looks_like_trouble() {
    let (plan, server) = served();
    let host =
        |trouble| plan.portals.iter().find(|p| p.trouble == Some(trouble)).map(|p| p.host.clone()).expect("planted");
    let start = |trouble| get(&server, &host(trouble), "/");
    assert!(start(Trouble::Blocked).starts_with("HTTP/1.1 403"));
    assert!(start(Trouble::Challenge).contains("document.cookie"));
    assert!(start(Trouble::RedirectsAway).contains("\r\nlocation: http://"));
    assert!(start(Trouble::Loops).contains("\r\nlocation: /vi"));
    assert!(start(Trouble::WrongCharset).contains("charset=utf-8"));
    assert!(!start(Trouble::NoCharset).contains("charset="));
    assert!(get(&server, &host(Trouble::SoftNotFound), "/khong-co").starts_with("HTTP/1.1 200"));
    let mut stream = TcpStream::connect(server.hosts()[&host(Trouble::Stalls)]).expect("the host listens");
    stream.set_read_timeout(Some(std::time::Duration::from_millis(300))).expect("a time-out can be set");
    write!(stream, "GET /gioi-thieu HTTP/1.1\r\nHost: {}\r\n\r\n", host(Trouble::Stalls)).expect("sent");
    let mut answer = [0; 4096];
    let read = stream.read(&mut answer).expect("headers arrive");
    assert!(answer.starts_with(b"HTTP/1.1 200") && answer[..read].ends_with(b"\r\n\r\n"), "and only they");
    assert!(matches!(stream.read(&mut answer), Err(error) if error.kind() == ErrorKind::WouldBlock));
    let refused = TcpStream::connect(server.hosts()[&host(Trouble::Down)]).expect_err("nobody listens");
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}

#[test]
fn component_sites_are_alive_dead_or_moved_as_planned() {
    let (plan, server) = served();
    for portal in &plan.portals {
        for component in portal.components.iter().take(2).chain(portal.components.iter().rev().take(2)) {
            match component.life {
                Life::Dead => assert!(TcpStream::connect(server.hosts()[&component.host]).is_err()),
                Life::Moved => assert!(get(&server, &component.host, "/").starts_with("HTTP/1.1 301")),
                Life::Alive => {
                    let answer = get(&server, &component.host, "/");
                    assert!(answer.starts_with("HTTP/1.1 200"));
                    let back = answer.contains(&format!("http://{}/", portal.host));
                    assert_eq!(back, component.links_back, "{}", component.host);
                }
            }
        }
    }
}

#[test]
fn beyond_its_rate_a_host_answers_429_and_counts_it() {
    let plan = Arc::new(Plan::new(PlanOptions { portals: 3, ..PlanOptions::full(3, 3, TODAY) }));
    let options = ServerOptions { rate: Some(2), ..ServerOptions::default() };
    let server = Server::start(Arc::clone(&plan), options).expect("loopback can be bound");
    let host = &plan.portals.iter().find(|p| p.trouble.is_none()).expect("a sound portal").host;
    let answers: Vec<String> = (0..8).map(|_| get(&server, host, "/robots.txt")).collect();
    assert!(answers[0].starts_with("HTTP/1.1 200"), "{}", answers[0]);
    let refused = answers.iter().filter(|a| a.starts_with("HTTP/1.1 429")).collect::<Vec<_>>();
    assert!(refused.len() >= 4 && refused.iter().all(|a| a.contains("retry-after: 1")));
    let counts = server.counts()[host];
    assert_eq!((counts.requests, counts.limited), (8, refused.len() as u64));
    assert_eq!(counts.max_concurrent, 1);
    server.stop();
}

#[test]
fn files_are_small_valid_and_marked() {
    let (plan, server) = served();
    let host = &plan.portals.iter().find(|p| p.trouble.is_none() && p.number % 5 != 0).expect("a sound portal").host;
    let pdf = get(&server, host, "/tep/2026/12-QD-BM01.pdf");
    assert!(pdf.contains("application/pdf") && pdf.contains("%PDF-1.4") && pdf.contains("DỮ LIỆU MÔ PHỎNG"));
    assert!(get(&server, host, "/tep/du-thao/du-thao.docx").contains("DỮ LIỆU MÔ PHỎNG"));
    assert!(get(&server, host, "/anh/tin.jpg").contains("image/png"));
}

#[test]
fn a_dropped_server_listens_no_more() {
    let (plan, server) = served();
    let portal = plan.portals.iter().find(|p| p.trouble.is_none()).expect("a sound portal");
    let address = server.hosts()[&portal.host];
    assert!(TcpStream::connect(address).is_ok());
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn serving_prints_where_every_host_is_and_what_it_was_asked() {
    let (output, captured) = Output::captured();
    let words = ["d42", "demo", "serve", "--portals", "4", "--components", "4", "--for", "0", "--format", "json"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Done);
    let text = captured.stdout();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("each line is a value")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["simulated"], true);
    assert_eq!(
        lines[0]["web"],
        serde_json::json!({"portals": 4, "components": 4, "articles": 48, "no_hazards": false, "seed": 42})
    );
    let hosts = lines[0]["hosts"].as_object().expect("hosts are an object");
    assert!(hosts["bo-mau-01.gov.vn"].as_str().is_some_and(|at| at.starts_with("127.")));
    assert!(lines[1]["counts"].as_object().is_some_and(serde_json::Map::is_empty));
}

/// What `demo serve --format json` would have printed about `server`, in a file.
fn serving(folder: &std::path::Path, hosts: &BTreeMap<String, std::net::SocketAddr>) -> String {
    let web = serde_json::json!({"portals": 1, "components": 0, "seed": 42});
    let line = serde_json::json!({"simulated": true, "web": web, "day": TODAY, "hosts": hosts});
    let path = folder.join("served.json");
    std::fs::write(&path, format!("{line}\n{{\"simulated\": true, \"counts\": {{}}}}\n")).expect("a file");
    path.to_str().expect("a scratch folder with a plain name").to_owned()
}

#[test]
fn a_web_that_another_process_serves_can_be_audited() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let plan = Arc::new(Plan::new(PlanOptions { portals: 1, ..PlanOptions::full(42, 0, TODAY) }));
    let server = Server::start(Arc::clone(&plan), ServerOptions::default()).expect("loopback can be bound");
    let file = serving(scratch.path(), server.hosts());
    let folder = scratch.path().join("run");
    let out = folder.to_str().expect("a scratch folder with a plain name");
    let (output, captured) = Output::captured();
    let words = ["d42", "demo", "--served", &file, "--out", out, "--format", "json", "--quiet"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Done, "{}", captured.stderr());
    assert!(server.counts()[&plan.portals[0].host].requests > 10);
}

#[test]
fn only_loopback_addresses_are_taken_for_a_simulated_web() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let hosts = BTreeMap::from([("bo-mau-01.gov.vn".to_owned(), "192.0.2.1:80".parse().expect("an address"))]);
    let file = serving(scratch.path(), &hosts);
    let (output, captured) = Output::captured();
    assert_eq!(cli::run(["d42", "demo", "--served", &file].map(Into::into), output), Exit::InvalidInput);
    assert!(captured.stderr().contains("192.0.2.1:80, which is not a loopback address"), "{}", captured.stderr());
    let (output, _) = Output::captured();
    let words = ["d42", "demo", "--served", &file, "--portals", "3"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Usage, "the file says how many portals there are");
}

#[test]
fn an_impossible_size_is_wrong_usage() {
    let (output, captured) = Output::captured();
    assert_eq!(cli::run(["d42", "demo", "serve", "--portals", "9000"].map(Into::into), output), Exit::Usage);
    assert!(captured.stderr().contains("từ 1 đến 6000"), "{}", captured.stderr());
}

#[test]
fn the_census_finds_the_planted_component_sites() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let folder = scratch.path().join("run");
    let out = folder.to_str().expect("a scratch folder with a plain name");
    let (output, captured) = Output::captured();
    let words = ["d42", "demo", "--portals", "4", "--components", "24", "--out", out, "--format", "json", "--quiet"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Done, "{}", captured.stderr());
    let result: serde_json::Value = serde_json::from_str(&captured.stdout()).expect("one object on stdout");
    let plan = Plan::new(PlanOptions { portals: 4, ..PlanOptions::full(42, 24, TODAY) });
    for planted in plan.survey() {
        if !matches!(planted.metric.as_str(), "component-sites" | "district-level" | "commune-level" | "integrated") {
            continue;
        }
        let planted = serde_json::to_value(&planted).expect("a row is a value");
        let found = result["survey"].as_array().and_then(|rows| {
            rows.iter().find(|row| row["metric"] == planted["metric"] && row["tier"] == planted["tier"])
        });
        assert_eq!(found, Some(&planted));
    }
    every_planted_site_is_listed_as_what_it_is(&plan, out);
}

/// `d42 census` of a run in `folder` lists each planted site with its kind and what a visitor meets there.
fn every_planted_site_is_listed_as_what_it_is(plan: &Plan, folder: &str) {
    let census = |form: &str| {
        let (output, captured) = Output::captured();
        let words = ["d42", "census", folder, "--format", form, "--lang", "en"];
        assert_eq!(cli::run(words.map(Into::into), output), Exit::Done, "{}", captured.stderr());
        captured.stdout()
    };
    let listed: BTreeMap<String, (String, String)> = csv::Reader::from_reader(census("csv").as_bytes())
        .deserialize::<BTreeMap<String, String>>()
        .map(|row| row.expect("a row of the table"))
        .map(|mut row| (row.remove("host"), row.remove("kind"), row.remove("state")))
        .filter_map(|(host, kind, state)| Some((host?, (kind?, state?))))
        .collect();
    let planted: BTreeMap<String, (String, String)> = plan
        .portals
        .iter()
        .flat_map(|portal| &portal.components)
        .map(|site| {
            let kind = match site.kind {
                ComponentKind::Department => "department",
                ComponentKind::Unit => "unit",
                ComponentKind::District => "district",
                ComponentKind::Commune => "commune",
            };
            let state = match site.life {
                Life::Alive => "alive",
                Life::Dead => "dead",
                Life::Moved => "moved",
            };
            (site.host.clone(), (kind.to_owned(), state.to_owned()))
        })
        .collect();
    // Offices and inspectorates are departments of provinces; the plan counts those of ministries among their units.
    let ours = |(kind, state): &(String, String)| (kind.replace("unit", "department"), state.clone());
    let ours = |sites: &BTreeMap<String, (String, String)>| -> BTreeMap<String, (String, String)> {
        sites.iter().map(|(host, site)| (host.clone(), ours(site))).collect()
    };
    assert_eq!(ours(&listed), ours(&planted));
    let object: serde_json::Value = serde_json::from_str(&census("json")).expect("one object");
    let sites = object["portals"].as_array().expect("portals").iter().map(|portal| &portal["components"]["sites"]);
    assert_eq!(sites.map(|sites| sites.as_array().expect("sites").len()).sum::<usize>(), planted.len());
    let text = census("text");
    assert!(
        text.starts_with("SIMULATED DATA\n") && text.lines().last().is_some_and(|line| line.starts_with("all ")),
        "{text}"
    );
}

#[test]
fn a_demo_says_when_it_has_more_component_sites_than_asked_for() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path().join("run").display().to_string();
    let (output, captured) = Output::captured();
    let words = ["d42", "demo", "--portals", "3", "--components", "0", "--out", &out, "--lang", "en"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Done, "{}", captured.stderr());
    let said = captured.stderr();
    assert!(said.contains("component sites: the planted levels need at least so many"), "{said}");
    // The progress counts pages as the result does.
    let pages = |text: &str, before: &str| {
        let head = text.split_once(before).expect("pages are told").0;
        head.rsplit(' ').next().expect("a number").replace(',', "")
    };
    let last = said.lines().rfind(|line| line.starts_with("3/3 portals")).expect("the end of the progress");
    assert_eq!(pages(last, " pages read"), pages(&captured.stdout(), " pages in "), "{said}");
    assert!(!last.contains("left"), "{last}");
}

#[test]
fn a_demo_ends_with_the_survey_and_how_much_of_the_truth_was_found() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let folder = scratch.path().join("run");
    let out = folder.to_str().expect("a scratch folder with a plain name");
    let (output, captured) = Output::captured();
    let words = ["d42", "demo", "--portals", "3", "--components", "6", "--out", out, "--format", "json", "--quiet"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Done, "{}", captured.stderr());
    let result: serde_json::Value = serde_json::from_str(&captured.stdout()).expect("one object on stdout");
    assert_eq!(result["simulated"], true);
    let metrics: Vec<&str> =
        result["survey"].as_array().expect("rows").iter().filter_map(|row| row["metric"].as_str()).collect();
    for metric in
        ["full-information", "data-portal", "component-sites", "district-level", "commune-level", "integrated"]
    {
        assert!(metrics.contains(&metric), "{metric} is measured: {metrics:?}");
    }
    let (agree, total) = (result["truth"]["overall"]["agree"].as_u64(), result["truth"]["overall"]["total"].as_u64());
    let (agree, total) = (agree.expect("a number"), total.expect("a number"));
    assert!(total >= 100 && agree * 100 >= total * 70, "{agree}/{total}");
    assert!(result["pages"].as_u64().is_some_and(|pages| pages > 100));
    let report = std::fs::read_to_string(folder.join("report.json")).expect("the report is written");
    assert!(report.contains("\"simulated\""));
    // The same web is served again for a run that goes on; a complete run is reported again, and ends like a demo.
    let truth = folder.join("truth.csv");
    let planted = std::fs::read(&truth).expect("what was planted is written");
    std::fs::remove_file(&truth).expect("it can be removed");
    let (output, captured) = Output::captured();
    let words = ["d42", "resume", out, "--format", "json", "--quiet"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Done, "{}", captured.stderr());
    let mut again: serde_json::Value = serde_json::from_str(&captured.stdout()).expect("one object on stdout");
    again["seconds"] = result["seconds"].clone();
    assert_eq!(again, result);
    assert_eq!(std::fs::read(&truth).expect("written again"), planted);
    let (output, captured) = Output::captured();
    let words = ["d42", "resume", out, "--lang", "en", "--quiet"];
    assert_eq!(cli::run(words.map(Into::into), output), Exit::Done, "{}", captured.stderr());
    assert!(captured.stdout().contains("with what was planted"), "{}", captured.stdout());
}
