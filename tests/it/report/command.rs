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
