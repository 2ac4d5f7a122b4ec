//! The snares of the simulated web, met by a whole audit: addresses that grow, decomposed text, an answer that stalls,
//! rows of redirects.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use d42::{
    audit::{RunOptions, Session},
    crawl::{HomeSeen, PortalEnd, StopReason, Stopper},
    demo::{Eyes, Family, Plan, PlanOptions, PlannedPortal, Server, ServerOptions, Trouble, agreement},
    fetch::{Contact, Failure, HttpFetcher, HttpOptions, Network, TimeoutPhase},
    judge::{Finding, Judge, Outcome, Reason, Unseen},
    registry::PortalId,
    report::Report,
    rules,
    snapshot::{Capture, Run, SavedRun, Settings},
};
use jiff::civil::date;
use tokio::sync::mpsc;

/// The full web, of which only the portals that `keep` wants are left.
fn web(keep: impl Fn(&PlannedPortal) -> bool) -> Plan {
    let mut plan = Plan::new(PlanOptions::full(42, 0, date(2026, 11, 23)));
    plan.portals.retain(keep);
    for portal in &mut plan.portals {
        portal.components.clear();
    }
    assert!(!plan.portals.is_empty(), "such a portal is planted");
    plan.portals.truncate(1);
    plan
}

/// What an audit of `plan` found, and how it went.
struct Audited {
    report: Report,
    captures: Vec<Capture>,
    end: PortalEnd,
}

impl Audited {
    fn paths(&self) -> Vec<&str> {
        self.captures.iter().map(|capture| capture.url.path()).collect()
    }

    fn findings(&self) -> BTreeMap<String, Outcome> {
        self.report.findings().map(|f: &Finding| (f.requirement.to_string(), f.outcome)).collect()
    }
}

/// Audits the one portal of `plan`.
fn audit(plan: &Plan) -> Audited {
    let scratch = tempfile::tempdir().unwrap();
    let server = Server::start(Arc::new(plan.clone()), ServerOptions::default()).unwrap();
    let options =
        RunOptions { rate: 0.0, again_after: Some(0), ..RunOptions::new("mailto:demo@example.vn".to_owned()) };
    let settings = Settings {
        rules_digest: String::new(),
        profile: "decree-42".to_owned(),
        options: options.to_map(),
        seed: 0,
        simulated: true,
        started: "2026-11-23T08:00:00Z".parse().unwrap(),
        since: None,
    };
    let pack = rules::load(None).unwrap();
    let judge = Judge::new(&pack, pack.profile("decree-42").unwrap());
    let folder = scratch.path().join("run");
    let registry = plan.registry();
    let id: PortalId = registry.portals[0].id.clone();
    let run = Run::create(&folder, settings, &registry).unwrap();
    let session = Session::new(run, registry.portals, pack, judge);
    let mut http = HttpOptions::new(Contact::parse(&options.contact).unwrap());
    http.read = Duration::from_secs(1);
    http.longer = 1;
    let network = Network::Simulated(server.hosts().clone().into_iter().collect());
    let fetch = Arc::new(HttpFetcher::new(http, network).unwrap());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (_stopper, stop) = Stopper::new();
        let (tell, mut told) = mpsc::channel(64);
        let listen = tokio::spawn(async move { while told.recv().await.is_some() {} });
        session.crawl(fetch, options.crawl(0), tell, stop).await.unwrap();
        listen.await.unwrap();
    });
    let (report, _) = session.conclude().unwrap();
    let saved = SavedRun::open(&folder).unwrap();
    let captures = saved.captures(&id).unwrap();
    let end = saved.end(&id).unwrap().expect("the portal was visited to its end");
    Audited { report, captures, end }
}

#[test]
fn a_language_switch_that_makes_addresses_grow_is_not_followed_around() {
    for family in [Family::Nuke, Family::Portlet] {
        let plan = web(|p| p.family == family && p.trouble.is_none() && p.number % 3 == 1);
        let audited = audit(&plan);
        let paths = audited.paths();
        assert!(audited.captures.iter().any(|c| c.url.path().ends_with("/vi/")), "{family:?} appends its language");
        let grown: Vec<_> = paths.iter().filter(|path| path.contains("/vi/vi")).collect();
        assert!(grown.is_empty(), "{family:?}: {grown:?}");
        assert!(audited.end.traps > 0, "{family:?}: {:?}", audited.end);
        assert!(matches!(audited.end.stop, StopReason::Exhausted | StopReason::EverythingDecided), "{:?}", audited.end);
        assert!(paths.len() < 420, "{family:?}: {} requests", paths.len());
        let truth = agreement(audited.report.findings(), &plan.truth(Eyes::Http));
        assert!(truth.overall.agree * 100 >= truth.overall.total * 80, "{family:?}: {:#?}", truth.disagreements);
    }
}

#[test]
fn decomposed_text_is_read_like_any_other() {
    let mut plan = web(|p| p.decomposed);
    let decomposed = audit(&plan);
    plan.portals[0].decomposed = false;
    let composed = audit(&plan);
    assert_ne!(digests(&decomposed), digests(&composed), "the bytes differ");
    assert_eq!(decomposed.findings(), composed.findings());
    assert!(decomposed.findings().values().filter(|outcome| **outcome == Outcome::Passed).count() > 20);
}

fn digests(audited: &Audited) -> Vec<String> {
    audited.captures.iter().map(|capture| format!("{:?}", capture.result)).collect()
}

#[test]
fn a_portal_that_stalls_is_given_up_and_nothing_is_said_of_it() {
    let plan = web(|p| p.trouble == Some(Trouble::Stalls));
    let audited = audit(&plan);
    let truth = agreement(audited.report.findings(), &plan.truth(Eyes::Http));
    assert_eq!(truth.disagreements, []);
    let unseen = audited.report.findings().filter(|f| f.outcome == Outcome::CantTell).collect::<Vec<_>>();
    assert!(unseen.len() > 20);
    for finding in unseen {
        let Reason::Unseen { cause: Unseen::Unreachable { failure } } = &finding.reason else {
            panic!("{}: {:?}", finding.requirement, finding.reason);
        };
        assert!(
            matches!(failure, Failure::Timeout(TimeoutPhase::FirstByte | TimeoutPhase::Body | TimeoutPhase::Total)),
            "{failure:?}"
        );
    }
    assert!(audited.captures.len() < 10, "{:?}", audited.paths());
    assert_ne!(audited.end.home, HomeSeen::Unasked);
}

#[test]
fn a_short_row_of_redirects_leads_to_its_section_and_a_long_one_is_left() {
    let plan = web(|p| p.trouble.is_none() && p.number % 8 == 3);
    let audited = audit(&plan);
    let steps = |left: u8| {
        let prefix = format!("/chuyen-tiep/{left}/");
        audited.captures.iter().filter(|c| c.url.path().starts_with(&prefix)).collect::<Vec<_>>()
    };
    for left in 0..=3 {
        assert_eq!(steps(left).len(), 1, "step {left} of the short row");
    }
    let end = steps(0)[0];
    let d42::snapshot::CaptureResult::Answered { location: Some(location), .. } = &end.result else {
        panic!("a redirect: {:?}", end.result);
    };
    let section = end.url.join(location).unwrap();
    let read = audited.captures.iter().find(|c| c.url.path() == section.path() && c.url.query() == section.query());
    let read = read.expect("the section was visited");
    assert!(matches!(read.result, d42::snapshot::CaptureResult::Answered { status: 200, .. }));
    // Five redirects are followed in a row: the sixth address is the last that is asked for.
    let long: Vec<u8> = (4..=30).rev().filter(|left| !steps(*left).is_empty()).collect();
    assert_eq!(long, [30, 29, 28, 27, 26, 25]);
    let truth = agreement(audited.report.findings(), &plan.truth(Eyes::Http));
    assert!(truth.overall.agree * 100 >= truth.overall.total * 80, "{:#?}", truth.disagreements);
}
