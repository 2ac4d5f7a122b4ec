//! Behaviour of the workbench: what `d42 rules test` says, in every form.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;

use d42::cli::{Exit, Output, run};
use d42::rules::{self, RequirementId};
use d42::workbench::{Shelf, Verdict, try_rules};

fn d42(args: &[&str]) -> (Exit, String, String) {
    let (output, captured) = Output::captured();
    let args = std::iter::once("d42").chain(args.iter().copied()).map(OsString::from);
    let exit = run(args, output);
    (exit, captured.stdout(), captured.stderr())
}

/// A folder of fixtures for one rule of the shipped ones, with one page that is missed, one that is noisy.
fn broken() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let rule = dir.path().join("rules/agency-history");
    std::fs::create_dir_all(&rule).unwrap();
    std::fs::create_dir_all(dir.path().join("clean")).unwrap();
    let shipped = Path::new("fixtures/rules/agency-contact/empty.html");
    std::fs::copy(shipped, rule.join("pass.html")).unwrap();
    let history = "<!doctype html><meta charset=utf-8><title>Lịch sử hình thành</title><main><h1>Lịch sử hình thành</h1>\
                   <p>Toàn văn: <a href=/tep/lich-su.pdf>Lịch sử hình thành và phát triển</a></p></main>";
    std::fs::write(rule.join("empty.html"), history).unwrap();
    std::fs::write(dir.path().join("clean/note.html"), "<!doctype html><meta charset=utf-8><p>Ghi chú.</p>").unwrap();
    dir
}

/// The text with the scratch folder taken out.
fn told(text: &str, dir: &tempfile::TempDir) -> String {
    text.replace(&dir.path().display().to_string(), "DIR")
}

#[test]
fn no_shipped_rule_misses_or_is_noisy_and_the_clean_pages_stay_clean() {
    let pack = rules::load(Some(Path::new("rules"))).unwrap();
    let shelf = Shelf::read(Path::new("fixtures"), &pack).unwrap();
    let run = try_rules(&pack, &shelf, &BTreeSet::new());
    let wrong: Vec<_> = run.trials.iter().filter(|trial| trial.verdict != Verdict::Held).collect();
    let wrong: Vec<_> = wrong.iter().map(|trial| (&trial.fixture.file, trial.level)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let matched: Vec<_> = run.matches.iter().map(|m| (&m.file, &m.finding.requirement)).collect();
    assert!(matched.is_empty(), "{matched:#?}");
    assert!(shelf.fixtures() >= 118 && run.clean.len() >= 6);
}

#[test]
fn every_rule_that_counts_for_full_information_has_all_its_fixtures() {
    let pack = rules::load(Some(Path::new("rules"))).unwrap();
    let shelf = Shelf::read(Path::new("fixtures"), &pack).unwrap();
    let full: BTreeSet<RequirementId> = pack.profile("decree-42").unwrap().full_information.iter().cloned().collect();
    let run = try_rules(&pack, &shelf, &full);
    assert_eq!(run.uncovered, [], "the coverage gate");
    assert_eq!(run.rules, full.len());
}

#[test]
fn what_is_missed_noisy_and_uncovered_is_told_at_once_in_both_languages() {
    let dir = broken();
    let fixtures = dir.path().display().to_string();
    let args = ["rules", "test", "agency-history", "--fixtures", &fixtures, "--rules", "rules"];
    for lang in ["vi", "en"] {
        let (exit, stdout, stderr) = d42(&[&args[..], &["--lang", lang]].concat());
        assert_eq!((exit, stderr.as_str()), (Exit::Findings, ""));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("rules_test__{lang}"), told(&stdout, &dir));
        });
    }
}

#[test]
fn a_misspelt_requirement_or_file_name_gets_the_nearest_one() {
    let (exit, _, stderr) = d42(&["rules", "test", "agency-contakt", "--lang", "en"]);
    assert_eq!(exit, Exit::Usage);
    assert_eq!(stderr, "error: there is no requirement `agency-contakt`\n  help: did you mean `agency-contact`?\n");

    let dir = broken();
    let rules = dir.path().join("rules");
    std::fs::rename(rules.join("agency-history/pass.html"), rules.join("agency-history/pas.html")).unwrap();
    std::fs::create_dir(rules.join("agency-histori")).unwrap();
    let (exit, stdout, stderr) = d42(&["rules", "test", "--fixtures", &dir.path().display().to_string()]);
    assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""));
    for expected in ["fixture-name", "did you mean `pass`?", "unknown-requirement", "did you mean `agency-history`?"] {
        assert!(stderr.contains(expected), "{expected} is missing in\n{stderr}");
    }
}

#[test]
fn json_sarif_junit_and_annotations_tell_the_same_problems() {
    let dir = broken();
    let fixtures = dir.path().display().to_string();
    let as_format = |format: &str| {
        let args = ["rules", "test", "agency-history", "--fixtures", &fixtures, "--lang", "en", "--format", format];
        let (exit, stdout, _) = d42(&args);
        assert_eq!(exit, Exit::Findings, "{format}");
        stdout
    };
    let json: serde_json::Value = serde_json::from_str(&as_format("json")).unwrap();
    assert_eq!((&json["version"], &json["missed"], &json["noisy"]), (&1.into(), &1.into(), &1.into()));

    let sarif: serde_json::Value = serde_json::from_str(&as_format("sarif")).unwrap();
    let log: serde_sarif::sarif::Sarif = serde_json::from_value(sarif.clone()).unwrap();
    let results = log.runs[0].results.as_ref().unwrap();
    let codes: Vec<_> = results.iter().map(|result| result.rule_id.clone().unwrap()).collect();
    assert_eq!(codes, ["noisy", "missed", "uncovered"]);
    check_sarif(&sarif);

    let junit = quick_junit::Report::deserialize_from_str(&as_format("junit")).unwrap();
    let cases: usize = junit.test_suites.iter().map(|suite| suite.test_cases.len()).sum();
    assert_eq!((junit.tests, junit.failures, cases), (4, 3, 4));

    let github = as_format("github");
    assert_eq!(github.lines().count(), 3, "{github}");
    assert!(github.lines().all(|line| line.starts_with("::error file=") && line.contains("title=d42 rules test ")));
}

/// What the standard demands beyond the types: section 3.27 (result) and 3.49 (reportingDescriptor).
fn check_sarif(log: &serde_json::Value) {
    assert_eq!(log["version"], "2.1.0");
    for run in log["runs"].as_array().unwrap() {
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
            let address = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(address.is_ascii() && !address.contains([' ', '\\']), "{address} is no URI reference");
        }
    }
}
