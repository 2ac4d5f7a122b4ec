//! Behaviour of the workbench: what `d42 rules test` says, in every form.

mod junit;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::cli::d42;
use d42::cli::Exit;
use d42::rules;
use d42::workbench::{Mutation, Shelf, Verdict, mutate_rules, try_rules};

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
fn no_shipped_rule_misses_is_noisy_or_lacks_fixtures_and_the_clean_pages_stay_clean() {
    let pack = rules::load(Some(Path::new("rules"))).unwrap();
    let shelf = Shelf::read(Path::new("fixtures"), &pack).unwrap();
    let run = try_rules(&pack, &shelf, &BTreeSet::new());
    let wrong: Vec<_> = run.trials.iter().filter(|trial| trial.verdict != Verdict::Held).collect();
    let wrong: Vec<_> = wrong.iter().map(|trial| (&trial.fixture.file, trial.level)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let matched: Vec<_> = run.matches.iter().map(|m| (&m.file, &m.finding.requirement)).collect();
    assert!(matched.is_empty(), "{matched:#?}");
    assert_eq!(run.uncovered, [], "the coverage gate");
    assert!(run.rules >= 101 && shelf.fixtures() >= 442 && run.clean.len() >= 22);
}

#[test]
fn rules_that_need_no_fixtures_are_named_with_the_reason() {
    let (exit, stdout, _) = d42(&["rules", "test", "--rules", "rules", "--uncovered", "--lang", "en"]);
    assert_eq!(exit, Exit::Done);
    assert!(stdout.contains("  periodic-reporting: only people inside the agency see it\n"), "{stdout}");
    assert!(stdout.contains("  page-performance: no page proves it; one has to measure"), "{stdout}");
    let pack = rules::load(Some(Path::new("rules"))).unwrap();
    let named = stdout.lines().filter(|line| line.starts_with("  ")).count();
    let fixtures = std::fs::read_dir("fixtures/rules").unwrap().count();
    assert_eq!(named + fixtures, pack.requirements.len(), "each rule has fixtures or a reason\n{stdout}");
}

#[test]
fn the_ready_workflow_asks_for_the_share_of_mutants_that_is_kept() {
    let kept = std::fs::read_to_string("fixtures/mutants.toml").unwrap();
    let kept: toml::Table = kept.parse().unwrap();
    let workflow = std::fs::read_to_string("fixtures/ci/rules.yml").unwrap();
    let asked = workflow.split("--least ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    assert_eq!(asked.parse::<i64>().unwrap(), kept["caught-permille"].as_integer().unwrap() / 10);
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
    let (exit, stdout, stderr) =
        d42(&["rules", "test", "--fixtures", &dir.path().display().to_string(), "--lang", "en"]);
    assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""));
    for expected in ["fixture-name", "did you mean `pass`?", "unknown-requirement", "did you mean `agency-history`?"] {
        assert!(stderr.contains(expected), "{expected} is missing in\n{stderr}");
    }
}

#[test]
fn the_share_of_caught_mutants_does_not_fall() {
    let kept: toml::Table = std::fs::read_to_string("fixtures/mutants.toml").unwrap().parse().unwrap();
    let kept = kept["caught-permille"].as_integer().unwrap();
    let pack = rules::load(Some(Path::new("rules"))).unwrap();
    let shelf = Shelf::read(Path::new("fixtures"), &pack).unwrap();
    let run = mutate_rules(&pack, &shelf, &BTreeSet::new());
    assert_eq!(run.left_out, Vec::<String>::new());
    let now = i64::from(run.permille());
    assert!(now >= kept, "{now} of 1000 mutants are caught, {kept} were: see `d42 rules mutate`");
    assert!(now < kept + 10, "{now} of 1000 mutants are caught: raise the figure in fixtures/mutants.toml");
    for mutation in [Mutation::Decomposed, Mutation::Capitals, Mutation::Hollowed, Mutation::Unannounced] {
        let (caught, all) = run.caught(Some(mutation));
        assert_eq!(caught, all, "{mutation:?}");
    }
}

#[test]
fn a_mutant_that_escapes_is_listed_and_the_threshold_decides_the_exit_code() {
    let args = ["rules", "mutate", "org-structure-chart", "--rules", "rules", "--lang", "en"];
    let (exit, stdout, _) = d42(&args);
    assert_eq!(exit, Exit::Findings);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("rules_mutate__en", stdout);
    });
    let (exit, stdout, _) = d42(&[&args[..], &["--least", "80", "--format", "json"]].concat());
    let json = check_json("mutate-result", &stdout);
    assert_eq!(exit, Exit::Done);
    assert_eq!(json["escaped"][0]["mutation"], "headings-deleted");
    let (_, stdout, _) = d42(&[&args[..], &["--format", "github"]].concat());
    assert!(stdout.starts_with("::warning file=fixtures/rules/org-structure-chart/"), "{stdout}");
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
    let json = check_json("test-result", &as_format("json"));
    assert_eq!((&json["version"], &json["missed"], &json["noisy"]), (&1.into(), &1.into(), &1.into()));

    let sarif: serde_json::Value = serde_json::from_str(&as_format("sarif")).unwrap();
    let log: serde_sarif::sarif::Sarif = serde_json::from_value(sarif.clone()).unwrap();
    let results = log.runs[0].results.as_ref().unwrap();
    let codes: Vec<_> = results.iter().map(|result| result.rule_id.clone().unwrap()).collect();
    assert_eq!(codes, ["noisy", "missed", "uncovered"]);
    check_sarif(&sarif);

    assert_eq!(junit::check(&as_format("junit")), (4, 3));

    let github = as_format("github");
    assert_eq!(github.lines().count(), 3, "{github}");
    assert!(github.lines().all(|line| line.starts_with("::error file=") && line.contains("title=d42 rules test ")));
}

/// The schema of the standard, as the package of its types carries it.
fn sarif_schema() -> serde_json::Value {
    let cargo = |asked: &[&str]| {
        let program = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let answer = std::process::Command::new(program).args(asked).output().unwrap();
        assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8(answer.stdout).unwrap()
    };
    // Packages of other platforms need not be on this machine.
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let asked = ["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host];
    let metadata: serde_json::Value =
        serde_json::from_str(&cargo(&[&asked[..], &["--manifest-path", manifest]].concat())).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let of_types = packages.iter().find(|package| package["name"] == "serde-sarif").unwrap();
    let folder = std::path::Path::new(of_types["manifest_path"].as_str().unwrap()).parent().unwrap();
    let written = std::fs::read_to_string(folder.join("src/schema.json")).unwrap();
    // A stray bracket in the published pattern of this property is no regular expression.
    let slip = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
    serde_json::from_str(&written.replace(slip, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$")).unwrap()
}

fn assert_fits(schema: &serde_json::Value, value: &serde_json::Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let problems: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:?}");
}

/// A result written as JSON fits the schema that `d42 rules schema` prints for it.
fn check_json(kind: &str, written: &str) -> serde_json::Value {
    let (exit, schema, _) = d42(&["rules", "schema", "--kind", kind]);
    assert_eq!(exit, Exit::Done);
    let value = serde_json::from_str(written).unwrap();
    assert_fits(&serde_json::from_str(&schema).unwrap(), &value);
    value
}

/// The official schema, and what the standard demands beyond it: section 3.27 (result) and 3.49 (reportingDescriptor).
fn check_sarif(log: &serde_json::Value) {
    assert_fits(&sarif_schema(), log);
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

/// Saved pages of one invented agency, and a copy of the shipped rules in which one proof is gone.
fn two_rule_sets() -> (tempfile::TempDir, [String; 3]) {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    std::fs::create_dir_all(at("pages")).unwrap();
    let mut manifest = String::from("file,agency,tier,original_url\n");
    for (number, id) in ["contact-officials", "admin-procedures", "legal-documents"].into_iter().enumerate() {
        let file = format!("{number}.html");
        std::fs::copy(format!("fixtures/rules/{id}/pass.html"), at("pages").join(&file)).unwrap();
        writeln!(manifest, "{file},Bộ Mẫu 01,ministry,https://bomau01.gov.vn/trang/{number}").unwrap();
    }
    std::fs::write(at("pages/manifest.csv"), manifest).unwrap();
    for folder in ["requirements", "profiles"] {
        std::fs::create_dir_all(at("head").join(folder)).unwrap();
        for entry in std::fs::read_dir(Path::new("rules").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, at("head").join(folder).join(path.file_name().unwrap())).unwrap();
        }
    }
    let change = |id: &str, from: &[&str], to: &str| {
        let path = at(&format!("head/requirements/{id}.toml"));
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, from.iter().fold(text, |text, from| text.replace(from, to))).unwrap();
    };
    // One requirement is proven in another way, one no longer.
    change("admin-procedures", &["procedure-codes = { min = 3 }"], "procedure-codes = { min = 300 }");
    change("legal-documents", &["documents = { min = 5", "documents = { min = 3"], "documents = { min = 300");
    let shown = |name: &str| at(name).display().to_string();
    let paths = ["rules".to_owned(), shown("head"), shown("pages")];
    (dir, paths)
}

#[test]
fn a_change_of_rules_is_shown_by_portal_and_requirement_with_its_points() {
    let (dir, [base, head, pages]) = two_rule_sets();
    let args = ["rules", "diff", &base, &head, "--pages", &pages, "--on", "2026-06-15"];
    for lang in ["vi", "en"] {
        let (exit, stdout, stderr) = d42(&[&args[..], &["--lang", lang]].concat());
        assert_eq!((exit, stderr.as_str()), (Exit::Done, ""));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("rules_diff__{lang}"), told(&stdout, &dir));
        });
    }
    let exit = |more: &[&str]| d42(&[&args[..], more].concat()).0;
    assert_eq!(exit(&["--fail-over", "0"]), Exit::Findings);
    assert_eq!(exit(&["--fail-over", "1"]), Exit::Done);
    assert_eq!(exit(&["--fail-points", "2"]), Exit::Findings);
    let (_, stdout, _) = d42(&[&args[..], &["--format", "sarif"]].concat());
    let sarif: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    check_sarif(&sarif);
    let (_, stdout, _) = d42(&[&args[..], &["--format", "junit"]].concat());
    // A change is a warning, which the format calls an error.
    assert_eq!(junit::check(&stdout), (2, 0));
    let codes = [0, 1].map(|at| sarif["runs"][0]["results"][at]["ruleId"].as_str().unwrap());
    assert_eq!(codes, ["reason-changed", "outcome-changed"]);
    let (_, stdout, _) = d42(&[&args[..], &["--format", "json"]].concat());
    assert_eq!(check_json("diff-result", &stdout)["outcomes_changed"], 1);
    let (_, stdout, _) = d42(&["rules", "diff", &base, &base, "--pages", &pages, "--lang", "en"]);
    assert!(stdout.contains("changes on 0 of 1 portal") && stdout.contains("outcomes changed: 0"), "{stdout}");
}

#[test]
fn a_run_that_has_lost_pages_is_compared_by_those_that_are_left() {
    let run = crate::report::copied_run();
    let archive = run.path().join("snapshot/d42-00000.warc.gz");
    let whole = std::fs::read(&archive).unwrap();
    std::fs::write(&archive, &whole[..whole.len() / 2]).unwrap();
    let (rules, run) = (concat!(env!("CARGO_MANIFEST_DIR"), "/rules"), run.path().display().to_string());
    let (exit, stdout, stderr) = d42(&["rules", "diff", rules, rules, "--run", &run, "--lang", "en"]);
    assert_eq!(exit, Exit::InvalidInput);
    assert!(stdout.contains("changes on 0 of ") && stdout.contains("outcomes changed: 0"), "{stdout}");
    let told: std::collections::BTreeSet<_> = stderr.lines().filter(|line| line.contains("archive-damaged")).collect();
    assert!(!told.is_empty() && told.len() == stderr.matches("archive-damaged").count(), "each is told once: {stderr}");
}

#[test]
fn with_a_run_a_requirement_is_explained_as_it_was_found_on_a_portal() {
    let folder = tempfile::tempdir().unwrap();
    crate::audit::begun(folder.path(), "run").close().unwrap();
    let run = folder.path().join("run").display().to_string();
    let args = ["rules", "explain", "agency-contact", "--lang", "en", "--run", &run, "--portal"];
    let (exit, stdout, _) = d42(&[&args[..], &["bo-mau-01"]].concat());
    assert_eq!(exit, Exit::Done);
    let found = &stdout[stdout.find("(bo-mau-01)").unwrap()..];
    assert!(found.contains("(budget)") || found.contains("(coverage)"), "{found}");
    assert!(found.contains("labels were looked for; pages announced as this section: 0"), "{found}");
    let (exit, _, stderr) = d42(&[&args[..], &["bo-mau-1"]].concat());
    assert_eq!(exit, Exit::Usage);
    assert_eq!(stderr, "error: there is no portal `bo-mau-1`\n  help: did you mean `bo-mau-01`?\n");
    assert_eq!(d42(&["rules", "explain", "agency-contact", "--portal", "x"]).0, Exit::Usage);
}

#[test]
fn problems_of_rule_files_are_told_in_every_form() {
    let (dir, [_, head, _]) = two_rule_sets();
    let broken = dir.path().join("head/requirements/agency-contact.toml");
    let text = std::fs::read_to_string(&broken).unwrap();
    std::fs::write(&broken, text.replacen("observe =", "obzerve =", 1)).unwrap();
    let check = |format: &str| d42(&["rules", "check", "--rules", &head, "--format", format]);
    let (exit, stdout, _) = check("sarif");
    assert_eq!(exit, Exit::InvalidInput);
    let sarif: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    check_sarif(&sarif);
    let (_, stdout, _) = check("json");
    assert!(check_json("check-result", &stdout)["errors"].as_u64().unwrap() >= 1);
    let (_, stdout, _) = check("junit");
    assert!(junit::check(&stdout).1 >= 1);
    let (_, stdout, _) = check("github");
    assert!(stdout.contains("agency-contact.toml,line=") && stdout.contains("có phải ý bạn là"), "{stdout}");
    let (exit, stdout, _) = d42(&["rules", "check", "--rules", "rules", "--format", "junit"]);
    let (tests, failures) = junit::check(&stdout);
    assert_eq!((exit, failures), (Exit::Done, 0));
    assert!(tests >= 101);
}

#[test]
fn the_commands_of_the_ready_workflow_and_of_the_guide_exist() {
    use clap::Parser as _;
    let mut seen = 0;
    for file in ["fixtures/ci/rules.yml", "rules/README.md"] {
        let text = std::fs::read_to_string(file).unwrap();
        let commands = text.lines().filter_map(|line| {
            let line = line.trim().trim_start_matches("run: ");
            line.starts_with("d42 ")
                .then(|| line.split([' ', '\t']).take_while(|word| !["#", "|", ">", "||"].contains(word)))
        });
        for words in commands {
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            let parsed = d42::cli::Cli::try_parse_from(&words);
            assert!(parsed.is_ok(), "{file}: {words:?}: {}", parsed.unwrap_err());
            seen += 1;
        }
    }
    assert!(seen >= 11, "only {seen} commands were found");
}

/// What a rule makes of one of its fixtures.
fn finding_of(rule: &str, file: &str) -> d42::judge::Finding {
    let pack = rules::load(None).unwrap();
    let id = d42::rules::RequirementId::new(rule);
    let shelf = Shelf::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &pack).unwrap();
    let stage = d42::workbench::Stage::new(&pack, &[id.clone()].into());
    let fixture = shelf.rules[&id].iter().find(|fixture| fixture.file.ends_with(file)).unwrap();
    stage.show(fixture).unwrap()
}

/// The proof that a fixture rests on, and what was seen.
fn proof_of(rule: &str, file: &str) -> (String, String) {
    let finding = finding_of(rule, file);
    let proof = match finding.reason {
        d42::judge::Reason::Proven { proof, .. } => proof,
        other => format!("{other:?}"),
    };
    (proof, finding.evidence.map(|evidence| evidence.excerpt).unwrap_or_default())
}

#[test]
fn dates_prove_what_they_mean_on_the_day_of_the_capture() {
    let (proof, seen) = proof_of("leaders-work-schedule", "/pass.html");
    assert_eq!(proof, "this-week");
    assert!(seen.contains("15/06/2026"), "{seen}");
    let last_week = finding_of("leaders-work-schedule", "/partial-last-week.html");
    assert_eq!(last_week.outcome, d42::judge::Outcome::Partial, "a calendar of another week is no current one");
    let (proof, seen) = proof_of("draft-consultation", "/pass.html");
    assert_eq!(proof, "open-now");
    assert!(seen.contains("31/07/2026"), "{seen}");
    let closed = finding_of("draft-consultation", "/partial-closed.html");
    assert_eq!(
        closed.outcome,
        d42::judge::Outcome::Partial,
        "what can no longer be commented on is not open to comment"
    );
    let (proof, seen) = proof_of("qa-feedback", "/pass.html");
    assert_eq!(proof, "answered-in-time");
    assert!(seen.contains("trung vị 2 ngày"), "{seen}");
}

#[test]
fn files_prove_what_their_rows_leave_open() {
    assert_eq!(proof_of("budget-disclosure", "/pass-number-in-file.html").0, "decision-by-period");
    assert_eq!(proof_of("budget-disclosure", "/pass-scan.html").0, "decision-by-period");
    assert_eq!(proof_of("legal-documents-download", "/pass.html").0, "files-in-list", "announced, and not asked for");
    assert_eq!(proof_of("legal-documents-download", "/pass-one-answers.html").0, "files-in-list");
    assert_eq!(proof_of("legal-documents-download", "/pass-server-down.html").0, "files-in-list");
}

#[test]
fn what_was_searched_counts_the_files_and_says_why_some_were_not_read() {
    use d42::judge::FileGap;
    let files = |rule, file| {
        let files = finding_of(rule, file).search.files?;
        let unread: Vec<_> = files.unread.iter().map(|unread| (unread.why, unread.count)).collect();
        Some(([files.named, files.fetched, files.read], unread))
    };
    let scans = files("budget-disclosure", "/partial-number-nowhere.html");
    assert_eq!(scans, Some(([2, 2, 0], vec![(FileGap::Scan, 2)])));
    let read = files("budget-disclosure", "/pass-number-in-file.html");
    assert_eq!(read, Some(([3, 1, 1], vec![(FileGap::NotAsked, 2)])));
    let unasked = files("legal-documents-download", "/pass.html");
    assert_eq!(unasked, Some(([4, 0, 0], vec![(FileGap::NotAsked, 4)])));
    assert_eq!(files("leaders-work-schedule", "/pass.html"), None, "nothing there hangs on a file");
}
