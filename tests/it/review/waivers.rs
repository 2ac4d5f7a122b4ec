//! Waivers: what a waived finding costs, which are useless, and mistakes in their file.

use super::*;

/// A copy of the rules with waivers.
pub(super) fn rules_with(waivers: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    crate::report::copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), folder.path());
    fs::write(folder.path().join("waivers.toml"), waivers).unwrap();
    folder
}

pub(super) fn waiver(portal: &str, requirement: &str, expires: &str) -> String {
    format!(
        "[[waiver]]\nportal = \"{portal}\"\nrequirement = \"{requirement}\"\n\
         reason = \"đang chuyển cổng, gọi 0912345678\"\nwho = \"Văn phòng\"\nexpires = {expires}\n\n"
    )
}

#[test]
fn a_waived_finding_stands_marked_and_costs_nothing_and_a_useless_waiver_is_reported() {
    let run = judged_run();
    let before = report(run.path(), &[]);
    let key = &before.unreviewed[0];
    let passed = before
        .portals
        .iter()
        .flat_map(|portal| portal.findings.iter().map(move |finding| (&portal.id, finding)))
        .find(|(_, finding)| finding.outcome == v1::Outcome::Passed)
        .map(|(portal, finding)| (portal.clone(), finding.requirement.clone()))
        .unwrap();
    let other = before.unreviewed.iter().find(|other| *other != key).unwrap();
    let rules = rules_with(
        &[
            waiver(&key.portal, &key.requirement, "2030-01-31"),
            waiver(&passed.0, &passed.1, "2030-01-31"),
            waiver(&other.portal, &other.requirement, "2026-01-31"),
            waiver("ha-noi", "site-search", "2030-01-31"),
        ]
        .concat(),
    );
    let with = ["--rules", text(rules.path())];
    let after = report(run.path(), &with);
    let found = finding(&after, &key.portal, &key.requirement);
    assert_eq!((found.outcome, found.judged, found.lost), (v1::Outcome::Failed, v1::Outcome::Failed, 0));
    assert_eq!(found.waiver.as_ref().unwrap().who, "Văn phòng");
    let (was, is) = (score(&before, &key.portal), score(&after, &key.portal));
    assert_eq!(
        (is.waived, is.counts.failed + 1, is.counts.inapplicable),
        (1, was.counts.failed, was.counts.inapplicable + 1)
    );
    assert!(is.middle > was.middle && !is.missing_for_full.contains(&key.requirement));
    assert_eq!(after.unreviewed.len() + 1, before.unreviewed.len(), "what is waived needs no review");
    let states: Vec<v1::WaiverState> = after.waivers.iter().map(|one| one.state).collect();
    assert_eq!(
        states,
        [v1::WaiverState::Used, v1::WaiverState::Unused, v1::WaiverState::Expired],
        "another run's is left out"
    );
    assert!(finding(&after, &other.portal, &other.requirement).waiver.is_none());

    let folder = run.path().join("all");
    let args = ["report", text(run.path()), "--format", "all", "--lang", "en", "--out", text(&folder)];
    let (exit, _, stderr) = d42(&[&args[..], &with].concat());
    assert_eq!(exit, Exit::Done);
    for said in ["warning[unused-waiver]", "the finding is `passed`", "warning[expired-waiver]", "waivers.toml:20:"] {
        assert!(stderr.contains(said), "{said} is missing in {stderr}");
    }
    let html = fs::read_to_string(folder.join("report.html")).unwrap();
    for said in ["waived by Văn phòng until 31 January 2030", "id=\"waivers\"", "expired: the finding counts again"] {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("0912345678") || !is_citizen(&key.requirement));
    let csv = fs::read_to_string(folder.join("findings.csv")).unwrap();
    assert!(csv.contains(",2030-01-31,"), "{csv}");
    let (_, summary, _) = d42(&[&["judge", text(run.path()), "--lang", "en"][..], &with].concat());
    assert!(summary.contains("1 was waived"), "{summary}");
}

/// Requirements about which citizens write.
fn is_citizen(requirement: &str) -> bool {
    ["qa-feedback", "draft-consultation", "feedback-admin-regulations"].contains(&requirement)
}

#[test]
fn the_committed_file_of_waivers_is_valid_and_waives_nothing() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/waivers.toml");
    let mut out = d42::diagnostic::Diagnostics::new();
    let waivers = d42::review::Waivers::read("waivers.toml", &fs::read(&path).unwrap(), &[], &mut out);
    assert!(out.is_empty() && waivers.iter().next().is_none());
    // Its example is one.
    let text = fs::read_to_string(&path).unwrap();
    let (_, example) = text.split_once("# [[waiver]]").unwrap();
    let example: String = format!("[[waiver]]{}", example.replace("\n# ", "\n"));
    let waivers = d42::review::Waivers::read("waivers.toml", example.as_bytes(), &["open-data-portal"], &mut out);
    assert!(out.is_empty() && waivers.iter().count() == 1, "{example}");
}
