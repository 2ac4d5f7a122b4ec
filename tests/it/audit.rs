//! Behaviour of `audit`, `resume` and `judge` when something is wrong: a clear message, the exit code of its class, and
//! nothing lost.

mod broken;
mod locked;

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::{cli::d42, report::copy};
use d42::{
    cli::Exit,
    registry::{self, Cohort},
    snapshot::{Run, SavedRun, Settings},
};
use serde_json::Value;

const CONTACT: &str = "mailto:audit@example.vn";

/// A registry of two agencies whose hosts no resolver knows (RFC 6761 section 6.4).
fn nowhere(folder: &Path) -> String {
    let path = folder.join("nowhere.csv");
    let rows = "id,tier,name_vi,url\nbo-mau-01,ministry,Bộ Mẫu 01,http://bo-mau-01.invalid\n\
                tinh-mau-01,province,Tỉnh Mẫu 01,http://tinh-mau-01.invalid\n";
    std::fs::write(&path, rows).unwrap();
    path.display().to_string()
}

/// A run over [`nowhere`] in which nothing has been asked yet.
pub(crate) fn begun(folder: &Path, runs: &str) -> Run {
    let registry = registry::load(&Cohort::from(nowhere(folder).as_str()), None).unwrap();
    let options = d42::audit::RunOptions {
        rate: 1000.0,
        again_after: Some(0),
        ..d42::audit::RunOptions::new(CONTACT.to_owned())
    };
    let settings = Settings {
        rules_digest: String::new(),
        profile: "decree-42".to_owned(),
        options: options.to_map(),
        seed: 0,
        simulated: false,
        started: "2026-11-23T08:00:00Z".parse().unwrap(),
        since: None,
    };
    Run::create(&folder.join(runs), settings, &registry).unwrap()
}

#[test]
fn without_a_contact_address_nothing_is_asked_or_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run").display().to_string();
    let (exit, stdout, stderr) = d42(&["audit", "--cohort", &nowhere(folder.path()), "--out", &out]);
    assert_eq!((exit, stdout.as_str()), (Exit::Usage, ""));
    assert!(stderr.contains("--contact"), "{stderr}");
    assert!(!Path::new(&out).exists());
    let (exit, _, stderr) = d42(&["audit", "--cohort", &nowhere(folder.path()), "--out", &out, "--contact", "nobody"]);
    assert_eq!(exit, Exit::Usage, "{stderr}");
    assert!(!Path::new(&out).exists());
}

#[test]
fn without_a_network_every_portal_is_cant_tell_and_not_one_duty_is_failed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run").display().to_string();
    let (exit, stdout, stderr) = d42(&[
        "audit",
        "--cohort",
        &nowhere(folder.path()),
        "--out",
        &out,
        "--contact",
        CONTACT,
        "--rate",
        "1000",
        "--again-after",
        "0",
        "--format",
        "json",
    ]);
    assert_eq!(exit, Exit::NothingSeen, "{stderr}");
    let report: Value = serde_json::from_str(&stdout).unwrap();
    let findings: Vec<&Value> =
        report["portals"].as_array().unwrap().iter().flat_map(|p| p["findings"].as_array().unwrap()).collect();
    assert!(findings.len() > 50);
    for finding in findings {
        let outcome = finding["outcome"].as_str().unwrap();
        assert!(matches!(outcome, "cant-tell" | "inapplicable" | "untested"), "{finding}");
        match outcome {
            "cant-tell" => assert_eq!(finding["reason"]["code"], "dns", "{finding}"),
            // Nobody could see it on a portal that answers either.
            "untested" => assert_eq!(finding["reason"]["code"], "not-observable", "{finding}"),
            _ => {}
        }
    }
    for file in ["run.json", "run.sqlite", "report.json", "report.html", "findings.csv", "portals.csv"] {
        assert!(Path::new(&out).join(file).is_file(), "{file}");
    }
    let kept = SavedRun::open(Path::new(&out)).unwrap();
    assert!(kept.manifest().finished.is_some());
    assert!(kept.findings().unwrap().iter().all(|row| row.outcome != "failed"));
    // The archive gives the same findings again, byte for byte.
    let (_, again, _) = d42(&["judge", &out, "--format", "json"]);
    assert_eq!(again, stdout);
}

#[test]
fn a_rate_below_zero_is_refused_as_zero_is() {
    let zero = d42(&["audit", "--contact", CONTACT, "--rate", "0", "--lang", "en"]);
    assert_eq!(zero.0, Exit::Usage);
    assert!(zero.2.contains("`--rate` must be more than 0"), "{}", zero.2);
    assert_eq!(d42(&["audit", "--contact", CONTACT, "--rate", "-1", "--lang", "en"]), zero);
}

#[test]
fn trouble_with_a_file_is_told_in_the_language_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("gone.csv").display().to_string();
    let (_, _, vi) = d42(&["audit", "--cohort", &gone, "--contact", CONTACT]);
    assert!(vi.contains("không có tệp hoặc thư mục này") && !vi.contains("os error"), "{vi}");
}

#[test]
fn an_unknown_portal_is_answered_with_the_nearest_match() {
    let (exit, _, stderr) = d42(&["audit", "--portal", "ha-nio", "--contact", CONTACT]);
    assert_eq!(exit, Exit::Usage);
    assert!(stderr.contains("có phải ý bạn là `ha-noi`?"), "{stderr}");
}

#[test]
fn a_folder_that_holds_something_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("precious"), "x").unwrap();
    let out = folder.path().display().to_string();
    let cohort = tempfile::tempdir().unwrap();
    let cohort = nowhere(cohort.path());
    let (exit, _, stderr) = d42(&["audit", "--cohort", &cohort, "--out", &out, "--contact", CONTACT, "--lang", "en"]);
    assert_eq!(exit, Exit::Usage);
    assert!(stderr.contains("not empty"), "{stderr}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_unwritable_output_is_named_and_nothing_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    let out = file.join("run").display().to_string();
    let (exit, _, stderr) = d42(&["audit", "--cohort", &nowhere(folder.path()), "--out", &out, "--contact", CONTACT]);
    assert_eq!(exit, Exit::Io);
    assert!(stderr.contains(&out), "{stderr}");
}

#[test]
fn saved_pages_of_an_unknown_tier_are_counted_in_a_column_of_their_own_and_in_the_total() {
    let folder = tempfile::tempdir().unwrap();
    let home = "<!doctype html><title>Cổng Mẫu</title><h1>Cổng thông tin điện tử</h1><a href=/a>Giới thiệu</a>";
    std::fs::write(folder.path().join("a.html"), home).unwrap();
    let manifest = |rows: &str| {
        let text = format!("file,agency,tier,original_url\n{rows}");
        std::fs::write(folder.path().join("manifest.csv"), text).unwrap();
    };
    let pages = folder.path().display().to_string();
    let row = |report: &Value, tier: &str| {
        let rows = report["survey"]["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["metric"] == "full-information" && row["tier"] == tier);
        row.map(|row| row["denominator"].clone())
    };
    manifest("a.html,Cơ quan Mẫu 01,,http://mau-01.gov.vn/\n");
    let (_, stdout, _) = d42(&["judge", "--pages", &pages, "--format", "json"]);
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((row(&report, "other"), row(&report, "all")), (Some(1.into()), Some(1.into())));
    let (_, stdout, _) = d42(&["judge", "--pages", &pages, "--lang", "en"]);
    assert!(stdout.contains("Other or unknown kind") && stdout.contains("Portals giving full information"), "{stdout}");
    manifest("a.html,Cơ quan Mẫu 01,,http://mau-01.gov.vn/\na.html,Bộ Mẫu 02,ministry,http://mau-02.gov.vn/\n");
    let out = folder.path().join("out").display().to_string();
    let (_, stdout, _) = d42(&["judge", "--pages", &pages, "--format", "json", "--out", &out]);
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((row(&report, "ministry"), row(&report, "all")), (Some(1.into()), Some(2.into())));
    let html = std::fs::read_to_string(folder.path().join("out/report.html")).unwrap();
    assert!(html.contains("trên 2 cổng cung cấp đầy đủ thông tin"), "the conclusion counts both");
    assert!(html.contains("Loại khác, chưa rõ: "), "and says which are which");
}

#[test]
fn rules_that_are_missing_or_wrong_stop_a_run_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run").display().to_string();
    let cohort = nowhere(folder.path());
    let audit =
        |rules: &str| d42(&["audit", "--rules", rules, "--cohort", &cohort, "--out", &out, "--contact", CONTACT]);
    let missing = folder.path().join("no-rules").display().to_string();
    let (exit, _, stderr) = audit(&missing);
    assert!(matches!(exit, Exit::Io | Exit::InvalidInput), "{stderr}");
    assert!(stderr.contains(&missing), "{stderr}");

    let rules = folder.path().join("rules");
    copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules").as_path(), &rules);
    let file = rules.join("requirements/site-search.toml");
    let text = std::fs::read_to_string(&file).unwrap().replacen("observe =", "obsreve =", 1);
    std::fs::write(&file, text).unwrap();
    let (exit, _, stderr) = audit(&rules.display().to_string());
    assert_eq!(exit, Exit::InvalidInput);
    assert!(stderr.contains("site-search.toml") && stderr.contains("có phải ý bạn là `observe`?"), "{stderr}");
    assert!(!Path::new(&out).exists());
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_cleanly_and_the_run_can_be_resumed() {
    use std::io::BufRead as _;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run");
    let mut child = Command::new(env!("CARGO_BIN_EXE_d42"))
        .args(["demo", "--portals", "6", "--components", "0", "--lang", "en", "-v", "-v", "--out"])
        .arg(&out)
        .env_clear()
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The first line says where the results go; with the first connection the crawl has begun.
    let mut lines = std::io::BufReader::new(child.stderr.take().unwrap()).lines();
    let first = lines.by_ref().map(Result::unwrap).find(|line| line.contains("SIMULATED")).unwrap();
    assert!(first.contains("invented"), "{first}");
    lines.by_ref().map(Result::unwrap).find(|line| line.contains("connecting")).unwrap();
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    let status = child.wait().unwrap();
    assert_eq!(status.code(), Some(i32::from(Exit::Interrupted.code())), "{rest:?}");
    let hint = format!("d42 resume {}", out.display());
    assert!(rest.iter().any(|line| line.contains(&hint)), "{rest:?}");

    let (exit, stdout, stderr) = d42(&["resume", &out.display().to_string(), "--lang", "en", "--quiet"]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    assert!(stdout.contains("SIMULATED DATA"), "{stdout}");
}
