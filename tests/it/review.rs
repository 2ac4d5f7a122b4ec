//! Reviewers' decisions and waivers: taken in whole or not at all, applied to scores and reports, shown as what they are.

mod waivers;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use d42::{cli::Exit, report::json::v1};
use tempfile::TempDir;

use super::report::copied_run;
use crate::cli::d42;
use waivers::{rules_with, waiver};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A run with findings in its index.
fn judged_run() -> TempDir {
    let run = copied_run();
    let (exit, _, stderr) = d42(&["judge", text(run.path()), "--quiet"]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    run
}

fn report(run: &Path, more: &[&str]) -> v1::Report {
    let (exit, stdout, stderr) = d42(&[&["report", text(run), "--format", "json", "--out", "-"][..], more].concat());
    assert_eq!(exit, Exit::Done, "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

fn finding<'r>(report: &'r v1::Report, portal: &str, requirement: &str) -> &'r v1::Finding {
    let portal = report.portals.iter().find(|one| one.id == portal).unwrap();
    portal.findings.iter().find(|one| one.requirement == requirement).unwrap()
}

fn score<'r>(report: &'r v1::Report, portal: &str) -> &'r v1::Score {
    &report.portals.iter().find(|one| one.id == portal).unwrap().score
}

/// Writes a table of decisions into the run's folder.
fn table(run: &Path, rows: &str) -> PathBuf {
    let path = run.join("decisions.csv");
    fs::write(&path, format!("\u{feff}portal,requirement,outcome,reason,name,date\r\n{rows}")).unwrap();
    path
}

fn import(run: &Path, rows: &str) -> (Exit, String, String) {
    d42(&["review", "import", text(&table(run, rows)), text(run), "--lang", "en"])
}

fn export(run: &Path) -> String {
    let (exit, stdout, stderr) = d42(&["review", "export", text(run)]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    stdout
}

#[test]
fn a_decision_takes_the_place_of_the_programs_word_and_every_report_shows_both() {
    let run = judged_run();
    let before = report(run.path(), &[]);
    let key = &before.unreviewed[0];
    let (portal, requirement) = (key.portal.as_str(), key.requirement.as_str());
    let rows = format!("{portal},{requirement},passed,\"có ở chân trang, mục Minh bạch\",Trần Thị Bình,22/11/2026\r\n");
    let (exit, stdout, stderr) = import(run.path(), &rows);
    assert_eq!((exit, stdout.as_str()), (Exit::Done, "1 decision taken in, 0 rows without one\n"), "{stderr}");

    let after = report(run.path(), &[]);
    let found = finding(&after, portal, requirement);
    assert_eq!((found.outcome, found.judged, found.lost), (v1::Outcome::Passed, v1::Outcome::Failed, 0));
    assert_eq!(found.reason, finding(&before, portal, requirement).reason, "the program's reason stays");
    let review = found.review.as_ref().unwrap();
    assert_eq!((review.name.as_str(), review.date.to_string().as_str()), ("Trần Thị Bình", "2026-11-22"));
    assert!(score(&after, portal).low > score(&before, portal).low);
    assert!(!score(&after, portal).missing_for_full.contains(&requirement.to_owned()));
    assert_eq!(after.unreviewed.len() + 1, before.unreviewed.len());

    let folder = run.path().join("all");
    let (exit, ..) = d42(&["report", text(run.path()), "--format", "all", "--lang", "en", "--out", text(&folder)]);
    assert_eq!(exit, Exit::Done);
    let html = fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(html.contains("“Passed” by Trần Thị Bình on 22 November 2026; the program had said “Failed”"));
    assert!(html.contains("có ở chân trang") && html.contains("1 finding was decided by reviewers"));
    let csv = fs::read_to_string(folder.join("findings.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let header = rows.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|known| known == name).unwrap();
    let row = rows.records().map(Result::unwrap).find(|row| !row[column("reviewed_by")].is_empty()).unwrap();
    assert_eq!([&row[column("outcome")], &row[column("judged_outcome")]], ["passed", "failed"]);
    assert_eq!([&row[column("reviewed_on")], &row[column("portal")]], ["2026-11-22", portal]);
}

#[test]
fn the_latest_decision_counts_and_the_former_ones_are_kept() {
    let run = judged_run();
    let key = report(run.path(), &[]).unreviewed[0].clone();
    let (portal, requirement) = (&key.portal, &key.requirement);
    let decide = |outcome: &str, date: &str| {
        let (exit, _, stderr) = import(run.path(), &format!("{portal},{requirement},{outcome},đã xem,An,{date}\n"));
        assert_eq!(exit, Exit::Done, "{stderr}");
        (finding(&report(run.path(), &[]), portal, requirement).outcome, stderr)
    };
    assert_eq!(decide("partial", "2026-11-20").0, v1::Outcome::Partial);
    assert_eq!(decide("passed", "2026-11-21").0, v1::Outcome::Passed);
    let (outcome, said) = decide("failed", "2026-11-19");
    assert_eq!(outcome, v1::Outcome::Passed);
    assert!(said.contains("warning[older-decision]"), "{said}");
    assert_eq!(decide("cant-tell", "2026-11-21").0, v1::Outcome::CantTell, "one day, one decision");
    assert_eq!(export(run.path()).lines().count(), 1 + 3);
}

#[test]
fn one_malformed_row_refuses_the_whole_table_with_its_line() {
    let run = judged_run();
    let key = report(run.path(), &[]).unreviewed[0].clone();
    let good = format!("{},{},passed,đã xem,An,2026-11-20\n", key.portal, key.requirement);
    let (exit, stdout, stderr) = import(run.path(), &format!("{good}{}", good.replace("passed", "pased")));
    assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""));
    assert!(stderr.contains("decisions.csv:3:") && stderr.contains("did you mean `passed`?"), "{stderr}");
    assert_eq!(export(run.path()).lines().count(), 1, "nothing was taken in");
    let broken = [
        good.replace("passed", "pased"),
        good.replace(&key.portal, "bo-mau-99"),
        good.replace(&key.requirement, "site-serch"),
        good.replace("đã xem", ""),
        good.replace(",An,", ",,"),
        good.replace("2026-11-20", "20-11-2026"),
        good.replace("2026-11-20", "2999-01-01"),
        good.replace(",An,2026-11-20", ""),
        good.replace("2026-11-20", "2026-11-18"),
        good.replace("2026-11-20", "18/11/2026"),
    ];
    let (exit, _, stderr) = import(run.path(), &broken.concat());
    assert_eq!(exit, Exit::InvalidInput);
    let stderr = stderr.replace(text(run.path()), "RUN");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("review__import", stderr);
    });
    let table = run.path().join("turned.csv");
    std::fs::write(&table, &good).unwrap();
    let (exit, _, stderr) = d42(&["review", "import", text(run.path()), text(&table), "--lang", "en"]);
    assert_eq!(exit, Exit::Io);
    assert!(stderr.contains(&format!("`d42 review import {} {}`", table.display(), run.path().display())), "{stderr}");
    let (exit, _, stderr) = d42(&["review", "import", text(&run.path().join("none.csv")), text(run.path())]);
    assert_eq!(exit, Exit::Io, "{stderr}");
}

#[test]
fn what_is_exported_can_be_imported_again_and_no_cell_is_a_formula() {
    let run = judged_run();
    let keys = report(run.path(), &[]).unreviewed;
    let cells = ["\"=HYPERLINK(\"\"http://x\"\")\"", "'=1", "\"dòng một\ndòng hai, có phẩy\"", "+84 24 3900"];
    let rows = keys.iter().zip(cells.iter().cycle());
    let rows: Vec<String> = rows
        .map(|(key, reason)| format!("{},{},partial,{reason},@An,2026-11-20\n", key.portal, key.requirement))
        .collect();
    let rows = rows.concat();
    assert_eq!(import(run.path(), &rows).0, Exit::Done);
    let exported = export(run.path());
    for row in csv::Reader::from_reader(exported.trim_start_matches('\u{feff}').as_bytes()).records() {
        for cell in &row.unwrap() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
    let other = judged_run();
    let file = other.path().join("again.csv");
    fs::write(&file, &exported).unwrap();
    let (exit, _, stderr) = d42(&["review", "import", text(&file), text(other.path())]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    assert_eq!(export(other.path()), exported);
    let rows = |run: &Path| {
        let index = rusqlite::Connection::open(run.join("run.sqlite")).unwrap();
        let mut all =
            index.prepare("SELECT portal || requirement || decision || reviewer || at || note FROM reviews").unwrap();
        let rows: BTreeSet<String> = all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        rows
    };
    assert_eq!(rows(run.path()), rows(other.path()));
    // What was written before a formula was disarmed is what is kept, apostrophes included.
    let notes = format!("{:?}", rows(run.path()));
    assert!(notes.contains("@An") && !notes.contains("'@An"), "{notes}");
}

#[test]
fn the_queue_begins_with_what_decides_full_information_and_can_be_filled_in() {
    let run = judged_run();
    let before = report(run.path(), &[]);
    let file = run.path().join("queue.csv");
    let queue = || {
        let args = ["review", "export", text(run.path()), "--queue", "--lang", "en", "--out", text(&file)];
        let (exit, _, stderr) = d42(&args);
        assert_eq!(exit, Exit::Done, "{stderr}");
        let table = fs::read(&file).unwrap();
        let mut reader = csv::Reader::from_reader(table.strip_prefix(b"\xef\xbb\xbf").unwrap());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        (rows, stderr)
    };
    let (rows, _) = queue();
    assert_eq!(rows.len(), before.unreviewed.len());
    let order: Vec<(bool, u32, i64)> = rows
        .iter()
        .map(|row| (row[10] == row[11], row[12].parse().unwrap(), -(row[13].replace('.', "").parse::<i64>().unwrap())))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    // An empty queue decides nothing; a filled one ends the draft.
    let (exit, stdout, _) = d42(&["review", "import", text(&file), text(run.path()), "--lang", "en"]);
    assert_eq!((exit, stdout), (Exit::Done, format!("0 decisions taken in, {} rows without one\n", rows.len())));
    let filled: Vec<String> =
        rows.iter().map(|row| format!("{},{},Không đạt,,An,23/11/2026\n", &row[0], &row[1])).collect();
    assert_eq!(import(run.path(), &filled.concat()).0, Exit::Done);
    let (rows, said) = queue();
    assert!(rows.is_empty() && said.contains("the report is no draft"), "{said}");
    let after = report(run.path(), &[]);
    assert!(before.draft && !after.draft);
    assert_eq!(score(&after, &before.unreviewed[0].portal), score(&before, &before.unreviewed[0].portal));
}

#[test]
fn a_run_without_findings_says_what_to_do_first() {
    let run = copied_run();
    rusqlite::Connection::open(run.path().join("run.sqlite")).unwrap().execute("DELETE FROM findings", []).unwrap();
    let (exit, _, stderr) = import(run.path(), "");
    assert_eq!(exit, Exit::InvalidInput);
    assert!(stderr.contains("d42 judge"), "{stderr}");
}

#[test]
fn mistakes_in_waivers_are_told_like_those_in_rules() {
    let rules = rules_with(
        &[
            waiver("ha-noii", "site-search", "2030-01-31"),
            waiver("ha-noi", "site-serch", "2030-01-31"),
            waiver("ha-noi", "site-search", "\"2030-01-31\""),
            waiver("ha-noi", "open-data-portal", "2020-01-31"),
            waiver("ha-noi", "open-data-portal", "2030-01-31"),
            waiver("ha-noi", "agency-contact", "2030-01-31").replace("Văn phòng", " "),
        ]
        .concat(),
    );
    let [vi, en] = ["vi", "en"].map(|lang| {
        let (exit, _, stderr) = d42(&["rules", "check", "--rules", text(rules.path()), "--lang", lang]);
        assert_eq!(exit, Exit::InvalidInput);
        stderr
    });
    let stderr = format!("{vi}\n{en}");
    // The day of the check stands in the warning.
    let day = regex::Regex::new(r"(does not hold on|ngày) \d{4}-\d\d-\d\d").unwrap();
    let only = day.replace_all(&stderr, "$1 DAY").replace(text(rules.path()), "RULES");
    let run = copied_run();
    let (exit, _, stderr) = d42(&["report", text(run.path()), "--rules", text(rules.path())]);
    assert_eq!(exit, Exit::InvalidInput, "{stderr}");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("review__waivers", only);
    });
    let fine = rules_with(&waiver("ha-noi", "open-data-portal", "2020-01-31"));
    let (exit, _, stderr) = d42(&["rules", "check", "--deny-warnings", "--rules", text(fine.path())]);
    assert_eq!(exit, Exit::Findings);
    assert!(stderr.contains("cảnh báo[expired-waiver]"), "{stderr}");
}

#[test]
fn every_code_of_labels_decisions_and_waivers_is_provoked_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let code = r#"(?:error|warning)\(\s*(?:"\w+",\s*|column,\s*)?"([a-z0-9]+(?:-[a-z0-9]+)+)""#;
    let code = regex::Regex::new(code).unwrap();
    let mut used = BTreeSet::new();
    for folder in ["src/review", "src/accuracy"] {
        for file in super::rules::source_files(&root.join(folder)) {
            let text = fs::read_to_string(file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            used.extend(code.captures_iter(text).map(|found| found[1].to_owned()));
        }
    }
    let mut tests = String::new();
    for folder in ["src/review", "src/accuracy", "src/diagnostic"] {
        for file in super::rules::source_files(&root.join(folder)) {
            let text = fs::read_to_string(file).unwrap();
            tests.push_str(text.split_once("#[cfg(test)]").map_or("", |(_, tests)| tests));
        }
    }
    for file in [
        "tests/it/review.rs",
        "tests/it/review/waivers.rs",
        "tests/it/accuracy.rs",
        "tests/it/snapshots/review__import.snap",
        "tests/it/snapshots/review__waivers.snap",
    ] {
        tests.push_str(&fs::read_to_string(root.join(file)).unwrap());
    }
    assert!(used.len() > 15, "{used:?}");
    let missing: Vec<&String> = used.iter().filter(|code| !tests.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_locked_run_is_not_written_to() {
    let run = judged_run();
    let key = report(run.path(), &[]).unreviewed[0].clone();
    let held = d42::snapshot::Run::open(run.path()).unwrap();
    let (exit, _, stderr) = import(run.path(), &format!("{},{},failed,,An,2026-11-20\n", key.portal, key.requirement));
    assert_eq!(exit, Exit::RunUnusable, "{stderr}");
    held.close().unwrap();
    assert_eq!(export(run.path()).lines().count(), 1);
}
