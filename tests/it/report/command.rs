//! `d42 report`: the archived sample run, written where and how it is asked for.

use std::{ffi::OsString, fs, path::Path};

use d42::cli::{self, Exit, Output};

use super::sample::copied_run;

fn d42(args: &[&str]) -> (Exit, String, String) {
    let (output, captured) = Output::captured();
    let exit = cli::run(["d42"].into_iter().chain(args.iter().copied()).map(OsString::from), output);
    (exit, captured.stdout(), captured.stderr())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn without_options_the_document_lands_in_the_run() {
    let run = copied_run();
    let (exit, stdout, _) = d42(&["report", text(run.path())]);
    assert_eq!((exit, stdout.as_str()), (Exit::Done, ""));
    assert!(fs::read_to_string(run.path().join("report.html")).unwrap().contains("<html lang=\"vi\">"));
}

#[test]
fn all_forms_are_written_into_a_folder_that_need_not_exist() {
    let run = copied_run();
    let folder = run.path().join("for/handing-on");
    let (exit, _, stderr) =
        d42(&["report", text(run.path()), "--format", "all", "--lang", "en", "--output", text(&folder)]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    for name in ["report.json", "report.html", "findings.csv", "portals.csv"] {
        assert!(folder.join(name).is_file() && stderr.contains(name), "{name}");
    }
    assert!(fs::read_to_string(folder.join("report.html")).unwrap().contains("<html lang=\"en\">"));
}

#[test]
fn json_goes_to_stdout_and_nothing_else_does() {
    let run = copied_run();
    let (exit, stdout, _) = d42(&["report", text(run.path()), "--format", "json", "--output", "-"]);
    assert_eq!(exit, Exit::Done);
    let value: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(value["simulated"], true);
}

#[test]
fn what_cannot_be_done_says_what_to_do() {
    let run = copied_run();
    let (exit, _, stderr) = d42(&["report", text(run.path()), "--format", "csv", "--output", "-"]);
    assert_eq!(exit, Exit::Usage);
    assert!(stderr.contains("--output"), "{stderr}");
    let (exit, _, stderr) = d42(&["report", text(run.path()), "--profile", "in-forse"]);
    assert_eq!(exit, Exit::Usage);
    assert!(stderr.contains("in-force"), "{stderr}");
    let nowhere = tempfile::tempdir().unwrap();
    let (exit, _, stderr) = d42(&["report", text(nowhere.path())]);
    assert_eq!(exit, Exit::Usage, "{stderr}");
}

/// Changes the index of a run as another program may.
fn change(run: &Path, sql: &str) {
    rusqlite::Connection::open(run.join("run.sqlite")).unwrap().execute_batch(sql).unwrap();
}

fn json_of(run: &Path) -> serde_json::Value {
    let (exit, stdout, stderr) = d42(&["report", text(run), "--format", "json", "--output", "-"]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn a_report_is_a_draft_until_a_reviewer_has_confirmed_every_missing_duty_of_full_information() {
    let run = copied_run();
    let before = json_of(run.path());
    let waiting = before["unreviewed"].as_array().unwrap();
    assert!(before["draft"] == true && !waiting.is_empty());
    let decide = |decision: &str, at: &str| {
        for key in waiting {
            let (portal, requirement) = (key["portal"].as_str().unwrap(), key["requirement"].as_str().unwrap());
            change(
                run.path(),
                &format!("INSERT INTO reviews VALUES ('{portal}', '{requirement}', '{decision}', 'An', '{at}', '')"),
            );
        }
    };
    decide("failed", "2026-11-21T01:00:00Z");
    let confirmed = json_of(run.path());
    assert!(confirmed["draft"] == false && confirmed["unreviewed"].as_array().unwrap().is_empty());
    decide("cant-tell", "2026-11-21T02:00:00Z");
    let decided = json_of(run.path());
    assert_eq!(decided["draft"], false, "the latest decision is the report's");
    let key = &waiting[0];
    let findings = decided["portals"].as_array().unwrap().iter().filter(|portal| portal["id"] == key["portal"]);
    let mut findings = findings.flat_map(|portal| portal["findings"].as_array().unwrap());
    let finding = findings.find(|finding| finding["requirement"] == key["requirement"]).unwrap();
    assert_eq!([&finding["outcome"], &finding["judged"]], ["cant-tell", "failed"]);
}

#[test]
fn a_run_that_was_stopped_says_so_first_in_every_form() {
    let run = copied_run();
    assert_eq!(json_of(run.path())["run"]["unfinished"], 0);
    change(run.path(), "UPDATE portals SET stop = NULL WHERE position < 2");
    let unfinished = json_of(run.path());
    assert_eq!(unfinished["run"]["unfinished"], 2);
    assert!(unfinished["run"]["finished"].is_null(), "a program that looks at one of the two is not misled");
    let folder = run.path().join("all");
    let (exit, ..) = d42(&["report", text(run.path()), "--format", "all", "--lang", "en", "--output", text(&folder)]);
    assert_eq!(exit, Exit::Done);
    let html = fs::read_to_string(folder.join("report.html")).unwrap();
    let (first, _) = html.split_once("<main>").unwrap();
    assert!(first.contains("2 of 6 portals were not finished"), "{first}");
    for table in ["findings.csv", "portals.csv"] {
        let table = fs::read_to_string(folder.join(table)).unwrap();
        assert!(table.lines().skip(1).all(|line| line.contains("UNFINISHED")), "{table}");
    }
    let judged = run.path().join("judged");
    let (_, stdout, _) = d42(&["judge", text(run.path()), "--lang", "en", "--out", text(&judged)]);
    assert!(stdout.lines().take(2).any(|line| line.starts_with("UNFINISHED: ") && line.contains("2 of 6")), "{stdout}");
}
