//! Invented agencies with every outcome and every reason once, and a full-sized survey for measuring.

mod findings;
mod rules;

use std::collections::BTreeMap;

use d42::{
    diagnostic::Diagnostics,
    fetch::{Failure, FetchMode, TimeoutPhase, TlsProblem},
    judge::{
        Alive, Census, Circumstances, ComponentSite, Coverage, Evidence, FileGap, FileSearch, Finding, Gap, Obligation,
        Outcome, Reason, Rejected, Search, Signal, SignalKind, SiteState, UnreadFiles, Unseen,
    },
    registry::{Manners, Merger, Portal, PortalId, Tier},
    report::{Origin, Parts, PortalResult, Report, RunFacts},
    rules::{
        Accepts, Basis, Bilingual, BodyKind, Confidence, Detector, Force, Labels, Observe, Probe, Profile, ProfileId,
        Proof, Requirement, RequirementId, RulePack,
    },
    score,
    snapshot::CaptureId,
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

use findings::{coverage, finding, portal};
use rules::{REQUIREMENTS, profile, requirement};

pub(super) fn text(vi: &str, en: &str) -> Bilingual {
    Bilingual { vi: vi.to_owned(), en: en.to_owned() }
}

pub(super) fn at() -> Timestamp {
    "2026-11-22T03:15:30Z".parse().unwrap()
}

pub(super) fn evidence(portal: &Portal, rule: &Requirement) -> Evidence {
    Evidence {
        url: format!("{}chuyen-muc/{}", portal.url, rule.id),
        place: "main > div.noi-dung > h2:nth-of-type(2)".to_owned(),
        cut: false,
        heading: rule.title.vi.clone(),
        excerpt: "Quyết định số 12/QĐ-UBND ngày 05/11/2026 về việc công bố danh mục\nQuyết định số 11/QĐ-UBND ngày 01/11/2026".to_owned(),
        proof: text("24 số văn bản, 24 mục có ngày", "24 document numbers, 24 dated entries"),
        signals: vec![
            Signal {
                kind: SignalKind::Entry,
                text: rule.title.vi.clone(),
                label: rule.title.vi.clone(),
                page: portal.url.to_string(),
            },
            Signal {
                kind: SignalKind::Heading,
                text: rule.title.vi.to_uppercase(),
                label: rule.title.vi.clone(),
                page: format!("{}chuyen-muc/{}", portal.url, rule.id),
            },
        ],
        newest: Some(date(2026, 11, 5)),
        capture: CaptureId(format!("{}/000042", portal.id)),
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        at: at(),
        received: None,
        mode: FetchMode::Http,
        flaw: None,
        files: Vec::new(),
        files_announced: 0,
    }
}

pub(super) fn proven(variant: bool) -> Reason {
    Reason::Proven { proof: "numbers".to_owned(), variant }
}

/// What invented agencies always are.
const DAY: Date = date(2026, 11, 23);
const SIMULATED: (Origin, &str) = (Origin::Simulated, "mau");

/// Every way not to see a portal.
pub(super) fn unseen() -> Vec<Unseen> {
    let mut causes: Vec<Unseen> = [
        Failure::Dns,
        Failure::Refused,
        Failure::Reset,
        Failure::Timeout(TimeoutPhase::Connect),
        Failure::Timeout(TimeoutPhase::Tls),
        Failure::Timeout(TimeoutPhase::FirstByte),
        Failure::Timeout(TimeoutPhase::Body),
        Failure::Timeout(TimeoutPhase::Total),
        Failure::Tls(TlsProblem::Expired),
        Failure::Tls(TlsProblem::WrongName),
        Failure::Tls(TlsProblem::SelfSigned),
        Failure::Tls(TlsProblem::MissingIntermediate),
        Failure::Tls(TlsProblem::UnknownIssuer),
        Failure::Tls(TlsProblem::TooOld),
        Failure::Tls(TlsProblem::Handshake),
        Failure::PrivateAddress,
        Failure::Protocol,
        Failure::Decoding,
        Failure::Network,
    ]
    .into_iter()
    .map(|failure| Unseen::Unreachable { failure })
    .collect();
    causes.extend([
        Unseen::Blocked { status: 403 },
        Unseen::ServerError { status: 503 },
        Unseen::RateLimited,
        Unseen::RedirectLoop,
        Unseen::RedirectsAway { to: "khac.example".to_owned() },
        Unseen::Captcha,
        Unseen::GeoBlocked,
        Unseen::SoftNotFound,
        Unseen::NotAPage { content_type: "application/pdf".to_owned() },
        Unseen::Challenge,
        Unseen::NeedsRendering,
        Unseen::LogIn,
        Unseen::LeftAlone,
        Unseen::RobotsForbid,
        Unseen::Coverage,
        Unseen::AnnouncedButUnseen,
        Unseen::Announced { cause: Box::new(Unseen::Unreachable { failure: Failure::Reset }) },
        Unseen::UnknownName { page: "https://mau.gov.vn/muc".to_owned() },
        Unseen::PictureOnly { page: "https://mau.gov.vn/so-do".to_owned() },
        Unseen::CutPage,
        Unseen::Undecodable,
    ]);
    causes
}

/// What the judge would have said about a portal.
struct Judged {
    portal: Portal,
    read: bool,
    verdicts: Vec<(Outcome, Reason)>,
}

/// `sites` are those of the first portal.
fn report(
    rules: Vec<Requirement>,
    judged: Vec<Judged>,
    reverse: bool,
    (origin, cohort): (Origin, &str),
    mut sites: Option<Census>,
) -> Report {
    let profile = profile(&rules);
    let mut portals: Vec<PortalResult> = judged
        .into_iter()
        .map(|Judged { portal, read, verdicts }| {
            let findings: Vec<Finding> = rules
                .iter()
                .zip(verdicts)
                .map(|(rule, (outcome, reason))| {
                    if rule.observe == Observe::Person && outcome != Outcome::Inapplicable {
                        return finding(&portal, rule, Outcome::Untested, Reason::NotObservable);
                    }
                    finding(&portal, rule, outcome, reason)
                })
                .collect();
            let score = score::score(&portal.id, &rules, &profile, &findings, DAY);
            PortalResult {
                coverage: coverage(read),
                seen: read,
                census: sites.take(),
                practice: None,
                circumstances: Circumstances::default(),
                portal,
                findings,
                score,
                rulings: BTreeMap::new(),
            }
        })
        .collect();
    let metrics = d42::rules::load(None).unwrap().metrics;
    let surveyed = portals.iter().map(|p| score::Surveyed {
        portal: &p.portal,
        score: &p.score,
        findings: &p.findings,
        seen: true,
        census: None,
        practice: None,
        day: DAY,
    });
    let mut totals = score::survey(&metrics, surveyed);
    let mut requirements = rules;
    requirements.sort_by(|a, b| a.id.cmp(&b.id));
    if reverse {
        portals.reverse();
        for portal in &mut portals {
            portal.findings.reverse();
        }
        totals.rows.reverse();
    }
    let parts = Parts {
        run: RunFacts {
            id: "2026-11-22-mau".to_owned(),
            program: "d42 0.1.0".to_owned(),
            origin,
            cohort: cohort.to_owned(),
            registry_digest: "1f".repeat(32),
            rules_digest: "2e".repeat(32),
            started: at(),
            finished: Some("2026-11-22T09:40:00Z".parse().unwrap()),
            unfinished: 0,
            since: None,
            planted: None,
        },
        day: DAY,
        profile: profile.clone(),
        portals,
        totals,
        waivers: Vec::new(),
        problems: Diagnostics::new(),
        successors: BTreeMap::new(),
    };
    Report::new(parts, &RulePack { requirements, profiles: vec![profile], metrics, digest: "2e".repeat(32) })
}

/// Component sites of a portal, called `name`: one of each kind and state.
fn sites(name: &str) -> Census {
    let alive = Alive { shares_frame: true, links_back: false, exchanges: true, newest: Some(date(2026, 11, 20)) };
    let site = |host: &str, kind, state| ComponentSite {
        host: host.to_owned(),
        name: name.to_owned(),
        kind,
        state,
        named_by: None,
    };
    let sites = vec![
        site("huyenmau.gov.vn", BodyKind::District, SiteState::Dead),
        site("phongmau.gov.vn", BodyKind::Unit, SiteState::Opaque),
        site("somau.gov.vn", BodyKind::Department, SiteState::Alive(alive)),
        site("trungmau.gov.vn", BodyKind::Unit, SiteState::Copy),
        site("xamau.gov.vn", BodyKind::Commune, SiteState::Unseen),
        site("xamoi.gov.vn", BodyKind::Commune, SiteState::Moved),
    ];
    Census { sites }
}

/// As [`everything`], with component sites of a portal.
pub(super) fn with_sites() -> Report {
    everything_in_order(false, SIMULATED, Some(sites("Sở Mẫu")))
}

/// A dozen requirements and enough portals that every outcome and every reason occurs.
pub(super) fn everything() -> Report {
    everything_in_order(false, SIMULATED, None)
}

/// Slower than others and with robots.txt set aside.
fn apart() -> Manners {
    Manners {
        interval: Some(std::time::Duration::from_millis(2500)),
        reason: "đề nghị <của> Bộ".to_owned(),
        robots: d42::registry::Authorisation::parse("12/VPMP; 2026-10-12"),
        ..Manners::default()
    }
}

/// As [`everything`], its ingredients handed over in another order.
pub(super) fn shuffled() -> Report {
    everything_in_order(true, SIMULATED, None)
}

/// As [`everything`], as if it were a crawl of the cohort of 2024.
pub(super) fn cohort_of_2024() -> Report {
    everything_in_order(false, (Origin::Crawled, "2024"), None)
}

fn everything_in_order(reverse: bool, run: (Origin, &str), sites: Option<Census>) -> Report {
    use Outcome::{CantTell, Failed, Inapplicable, Partial, Passed, Untested};
    let rules: Vec<Requirement> = (0..REQUIREMENTS.len()).map(requirement).collect();
    let pass = || (Passed, proven(false));
    let short = |gap| (Partial, Reason::Short { gap });
    let full = vec![pass(); REQUIREMENTS.len()];
    let mut judged = vec![
        Judged {
            portal: portal("bo-mau-01", "Bộ Mẫu 01", Tier::Ministry),
            read: true,
            verdicts: [(1, (Inapplicable, Reason::NoSuchMatter)), (6, (Passed, proven(true)))].into_iter().fold(
                full.clone(),
                |mut all, (at, verdict)| {
                    all[at] = verdict;
                    all
                },
            ),
        },
        Judged {
            portal: Portal { manners: apart(), ..portal("bo-mau-02", "Bộ Mẫu 02", Tier::Ministry) },
            read: true,
            verdicts: vec![
                (Failed, Reason::NotFound),
                (Failed, Reason::NotFound),
                short(Gap::Empty),
                short(Gap::Incomplete),
                short(Gap::Stale),
                short(Gap::DeadLink),
                pass(),
                (Untested, Reason::Budget),
                (Untested, Reason::NeedsProbe { probe: Probe::Form }),
                (Inapplicable, Reason::OtherTier),
                (CantTell, Reason::Unseen { cause: Unseen::AnnouncedButUnseen }),
                pass(),
            ],
        },
        Judged {
            portal: portal("co-quan-mau-01", "Cơ quan Mẫu 01", Tier::GovernmentAgency),
            read: true,
            verdicts: full,
        },
    ];
    let mut merged = portal("bo-mau-03", "Bộ Mẫu 03", Tier::Ministry);
    let into = PortalId::new("bo-mau-01");
    merged.merged = Some(Merger { into: into.clone(), since: date(2025, 3, 1) });
    let gone = (Inapplicable, Reason::Merged { into, since: date(2025, 3, 1) });
    judged.push(Judged { portal: merged, read: true, verdicts: vec![gone; REQUIREMENTS.len()] });
    for (index, cause) in unseen().into_iter().enumerate() {
        let number = index + 1;
        judged.push(Judged {
            portal: portal(
                &format!("tinh-mau-{number:02}"),
                &format!("Ủy ban nhân dân tỉnh Mẫu {number:02}"),
                Tier::Province,
            ),
            read: false,
            verdicts: vec![(CantTell, Reason::Unseen { cause }); REQUIREMENTS.len()],
        });
    }
    report(rules, judged, reverse, run, sites)
}

/// 89 portals with 42 requirements, most of them with evidence: the size of a real survey.
pub(super) fn survey_sized() -> Report {
    let rules: Vec<Requirement> = (0..42).map(requirement).collect();
    let judged = (0..89)
        .map(|index| {
            let (id, name, tier) = match index {
                0..18 => (format!("bo-mau-{:02}", index + 1), format!("Bộ Mẫu {:02}", index + 1), Tier::Ministry),
                18..26 => (
                    format!("co-quan-mau-{:02}", index - 17),
                    format!("Cơ quan Mẫu {:02}", index - 17),
                    Tier::GovernmentAgency,
                ),
                _ => (
                    format!("tinh-mau-{:02}", index - 25),
                    format!("Ủy ban nhân dân tỉnh Mẫu {:02}", index - 25),
                    Tier::Province,
                ),
            };
            let verdict = |rule: usize| match (index * 31 + rule * 17) % 97 {
                _ if index % 29 == 7 => (Outcome::CantTell, Reason::Unseen { cause: Unseen::Blocked { status: 403 } }),
                0..4 => (Outcome::Failed, Reason::NotFound),
                4..7 => (Outcome::Partial, Reason::Short { gap: Gap::Stale }),
                7..9 => (Outcome::CantTell, Reason::Unseen { cause: Unseen::Coverage }),
                9..13 => (Outcome::Inapplicable, Reason::NoSuchMatter),
                _ => (Outcome::Passed, proven(false)),
            };
            Judged { portal: portal(&id, &name, tier), read: index % 29 != 7, verdicts: (0..42).map(verdict).collect() }
        })
        .collect();
    report(rules, judged, false, SIMULATED, None)
}

/// One portal whose every foreign text tries to break out of the report.
pub(super) fn hostile() -> Report {
    const ATTACK: &str = "=HYPERLINK(\"http://x\")<script>alert('1')</script>\u{202e}\" onmouseover=\"alert(2)";
    let rules: Vec<Requirement> = (0..REQUIREMENTS.len()).map(requirement).collect();
    let mut attacker = portal("bo-mau-09", ATTACK, Tier::Ministry);
    ATTACK.clone_into(&mut attacker.name_en);
    ATTACK.clone_into(&mut attacker.note);
    let profile = profile(&rules);
    let findings: Vec<Finding> = rules
        .iter()
        .map(|rule| {
            let mut finding = finding(&attacker, rule, Outcome::Partial, Reason::Short { gap: Gap::Empty });
            let seen = finding.evidence.as_mut().unwrap();
            "javascript:alert(3)".clone_into(&mut seen.url);
            ATTACK.clone_into(&mut seen.place);
            ATTACK.clone_into(&mut seen.heading);
            ATTACK.clone_into(&mut seen.excerpt);
            seen.proof = text(ATTACK, ATTACK);
            ATTACK.clone_into(&mut seen.signals[0].text);
            finding.search.looked_at = vec!["data:text/html,<script>alert(4)</script>".to_owned(), ATTACK.to_owned()];
            ATTACK.clone_into(&mut finding.search.rejected[0].announced);
            "http://bomau09.gov.vn/\"><img src=x onerror=alert(5)>".clone_into(&mut finding.search.rejected[0].url);
            finding
        })
        .collect();
    let score = score::score(&attacker.id, &rules, &profile, &findings, DAY);
    let parts = Parts {
        run: RunFacts {
            id: ATTACK.to_owned(),
            program: "d42 0.1.0".to_owned(),
            origin: Origin::Crawled,
            cohort: ATTACK.to_owned(),
            registry_digest: String::new(),
            rules_digest: String::new(),
            started: at(),
            finished: None,
            unfinished: 0,
            since: None,
            planted: None,
        },
        day: DAY,
        profile: profile.clone(),
        portals: vec![PortalResult {
            circumstances: Circumstances::default(),
            portal: attacker,
            findings,
            coverage: coverage(true),
            seen: true,
            census: Some(sites(ATTACK)),
            practice: None,
            score,
            rulings: BTreeMap::new(),
        }],
        totals: score::SurveyTotals::default(),
        waivers: Vec::new(),
        problems: Diagnostics::new(),
        successors: BTreeMap::new(),
    };
    let mut requirements = rules;
    requirements.sort_by(|a, b| a.id.cmp(&b.id));
    Report::new(parts, &RulePack { requirements, profiles: vec![profile], metrics: Vec::new(), digest: String::new() })
}
