//! `d42 report`: the archived sample run, written where and how it is asked for.

use std::{fs, path::Path};

use d42::cli::Exit;

use super::sample::copied_run;
use crate::cli::d42;

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
        d42(&["report", text(run.path()), "--format", "all", "--lang", "en", "--out", text(&folder)]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    for name in ["report.json", "report.html", "findings.csv", "portals.csv"] {
        assert!(folder.join(name).is_file() && stderr.contains(name), "{name}");
    }
    assert!(fs::read_to_string(folder.join("report.html")).unwrap().contains("<html lang=\"en\">"));
}

#[test]
fn json_goes_to_stdout_and_nothing_else_does() {
    let run = copied_run();
    let (exit, stdout, _) = d42(&["report", text(run.path()), "--format", "json", "--out", "-"]);
    assert_eq!(exit, Exit::Done);
    let value: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(value["simulated"], true);
}

#[test]
fn a_place_that_cannot_be_written_to_is_named_with_what_to_do() {
    let run = copied_run();
    let (exit, _, stderr) = d42(&["report", text(run.path()), "--lang", "en", "--out", "/nonexist/report.html"]);
    assert_eq!(exit, Exit::Io);
    let said = "error: cannot write /nonexist/report.html: No such file or directory (os error 2)\n";
    assert!(stderr.contains(said) && stderr.contains("make the folder it stands in first"), "{stderr}");
    let (exit, _, stderr) = d42(&["report", text(run.path()), "--lang", "en", "--out", "/dev/full"]);
    assert_eq!(exit, Exit::Io);
    assert!(stderr.contains("/dev/full: No space left") && stderr.contains("free some space"), "{stderr}");
}

#[test]
fn what_cannot_be_done_says_what_to_do() {
    let run = copied_run();
    let (exit, _, stderr) = d42(&["report", text(run.path()), "--format", "csv", "--out", "-"]);
    assert_eq!(exit, Exit::Usage);
    assert!(stderr.contains("--out"), "{stderr}");
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
    let (exit, stdout, stderr) = d42(&["report", text(run), "--format", "json", "--out", "-"]);
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
    let (exit, ..) = d42(&["report", text(run.path()), "--format", "all", "--lang", "en", "--out", text(&folder)]);
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

/// Every form of the report of `run`, and what was said meanwhile.
fn all_of(run: &Path) -> (Exit, Vec<Vec<u8>>, String) {
    let folder = tempfile::tempdir().unwrap();
    // The older name of the option goes on working.
    let (exit, _, stderr) =
        d42(&["report", text(run), "--format", "all", "--lang", "en", "--output", text(folder.path())]);
    let names = ["report.json", "report.html", "findings.csv", "portals.csv"];
    (exit, names.map(|name| fs::read(folder.path().join(name)).unwrap()).to_vec(), stderr)
}

#[test]
fn a_report_from_the_findings_a_run_keeps_is_that_from_judging_again_byte_for_byte() {
    let run = copied_run();
    let (_, _, stderr) = all_of(run.path());
    assert!(stderr.contains("judging the archived pages again"), "a run of an earlier program: {stderr}");
    let (exit, ..) = d42(&["judge", text(run.path())]);
    assert_eq!(exit, Exit::Done);
    // Judging again is not possible any more, so what is reported can only be what was kept.
    let warc = run.path().join("snapshot/d42-00000.warc.gz");
    let whole = fs::read(&warc).unwrap();
    fs::remove_file(&warc).unwrap();
    let (exit, kept, stderr) = all_of(run.path());
    assert_eq!(exit, Exit::Done, "{stderr}");
    assert!(!stderr.contains("again"), "{stderr}");
    fs::write(&warc, whole).unwrap();
    for (changed, why) in [
        ("UPDATE judged SET program = 'd42 0.0.1'", "of another d42"),
        ("UPDATE judged SET rules = ''", "by other rules"),
        ("UPDATE judged SET profile = 'in-force'", "by another profile"),
        ("DELETE FROM judged WHERE portal IN (SELECT portal FROM judged LIMIT 1)", "of its present state"),
    ] {
        change(run.path(), changed);
        let (exit, again, stderr) = all_of(run.path());
        assert_eq!(exit, Exit::Done, "{stderr}");
        assert!(stderr.contains(why), "{why}: {stderr}");
        assert!(again == kept, "{why}: the reports differ");
        assert_eq!(d42(&["judge", text(run.path())]).0, Exit::Done);
    }
}

#[test]
fn findings_are_not_taken_for_those_of_a_run_that_has_changed_since() {
    for changed in [
        "DELETE FROM captures WHERE portal = (SELECT portal FROM portals WHERE position = 1) AND sequence = 1",
        "UPDATE portals SET stop = NULL WHERE position = 1",
        "UPDATE findings SET outcome = 'failed' WHERE portal = (SELECT portal FROM portals WHERE position = 1)",
    ] {
        let run = copied_run();
        assert_eq!(d42(&["judge", text(run.path())]).0, Exit::Done);
        assert!(!all_of(run.path()).2.contains("again"));
        change(run.path(), changed);
        let (_, _, stderr) = all_of(run.path());
        assert!(stderr.contains("of its present state"), "{changed}: {stderr}");
    }
}

#[test]
fn a_damaged_archive_costs_what_it_held_and_no_other_portal() {
    let run = copied_run();
    assert_eq!(d42(&["judge", text(run.path())]).0, Exit::Done);
    let before = json_of(run.path());
    // What was judged while the archive was whole stays true; this is about judging again.
    change(run.path(), "DELETE FROM judged");
    let index = rusqlite::Connection::open(run.path().join("run.sqlite")).unwrap();
    let (portal, offset): (String, u64) = index
        .query_row(
            "SELECT portal, offset FROM captures WHERE want = 'page' AND status = 200 \
             AND portal = (SELECT portal FROM findings WHERE outcome = 'passed' LIMIT 1) ORDER BY sequence",
            [],
            |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)),
        )
        .unwrap();
    drop(index);
    let warc = run.path().join("snapshot/d42-00000.warc.gz");
    let mut bytes = fs::read(&warc).unwrap();
    bytes[offset as usize..offset as usize + 40].fill(0);
    fs::write(&warc, &bytes).unwrap();
    let (exit, stdout, stderr) =
        d42(&["report", text(run.path()), "--format", "json", "--out", "-", "--lang", "en", "--quiet"]);
    assert_eq!(exit, Exit::InvalidInput, "{stderr}");
    for said in
        [&format!("portal {portal}: 1 capture"), &format!("offset {offset}"), "d42-00000.warc.gz", "from a copy"]
    {
        assert!(stderr.contains(said), "{said}: {stderr}");
    }
    let after: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let of = |report: &serde_json::Value, mine: bool| -> Vec<serde_json::Value> {
        let portals = report["portals"].as_array().unwrap().iter().filter(|one| (one["id"] == portal.as_str()) == mine);
        portals.flat_map(|one| one["findings"].as_array().unwrap().clone()).collect()
    };
    assert_eq!(of(&before, false), of(&after, false));
    let count =
        |findings: &[serde_json::Value], word: &str| findings.iter().filter(|one| one["outcome"] == word).count();
    let (before, after) = (of(&before, true), of(&after, true));
    assert!(count(&after, "failed") <= count(&before, "failed"), "what is lost is not missing");
    assert!(count(&after, "cant-tell") > count(&before, "cant-tell"));
}

#[test]
fn the_figures_of_an_earlier_run_stand_beside_those_of_now_in_the_conference_report() {
    let (run, earlier) = (copied_run(), copied_run());
    let conference = |before: &std::path::Path| {
        let run =
            ["report", text(run.path()), "--lang", "en", "--kind", "conference", "--format", "html", "--out", "-"];
        d42(&[&run[..], &["--before", text(before)]].concat())
    };
    let (exit, _, stderr) = conference(earlier.path());
    assert!(exit != Exit::Done && stderr.contains("report.json"), "{stderr}");
    let mut then = json_of(earlier.path());
    let row = then["survey"]["rows"].as_array_mut().unwrap().iter_mut().find(|row| row["tier"] == "all").unwrap();
    let now = row["value"].as_u64().unwrap();
    row["value"] = (now + 1).into();
    fs::write(earlier.path().join("report.json"), then.to_string()).unwrap();
    let (exit, same, stderr) = conference(earlier.path());
    assert_eq!(exit, Exit::Done, "{stderr}");
    assert!(same.contains("Compared with the time before</") && same.contains("judged by the same rules"));
    assert!(same.contains("−"), "one fewer than before");
    then["run"]["rules_digest"] = "0".repeat(64).into();
    then["later"] = "what a newer version says".into();
    fs::write(earlier.path().join("report.json"), then.to_string()).unwrap();
    assert!(conference(earlier.path()).1.contains("may come of the rules"));
    then["simulated"] = false.into();
    fs::write(earlier.path().join("report.json"), then.to_string()).unwrap();
    let (exit, stdout, stderr) = conference(earlier.path());
    assert!(exit == Exit::InvalidInput && stdout.is_empty() && stderr.contains("simulated"), "{stderr}");
}

#[test]
fn what_agencies_declare_and_ask_for_stands_in_every_form_and_a_bad_row_changes_nothing() {
    let run = copied_run();
    let (declared, obstacles) = (run.path().join("declared.csv"), run.path().join("obstacles.csv"));
    let seen = json_of(run.path());
    let of = |outcome: &str| {
        let found =
            seen["portals"][0]["findings"].as_array().unwrap().iter().find(|one| one["outcome"] == outcome).unwrap();
        found["requirement"].as_str().unwrap().to_owned()
    };
    let (missing, there, unseen) = (of("failed"), of("passed"), of("untested"));
    let answers = format!(
        "portal,requirement,answer,note\nbo-mau-01,{missing},có,ở trang <b>giới thiệu</b>\nBộ Mẫu 01,{there},chưa,\n\
         bo-mau-01,{unseen},có,\n"
    );
    fs::write(&declared, answers).unwrap();
    let said =
        "agency,text,kind,level\nBộ Mẫu 01,Thiếu kinh phí,khó khăn,bộ\nbo-mau-02,Sửa quy định,kiến nghị,Chính phủ\n";
    fs::write(&obstacles, said).unwrap();
    let report = |form: &str| {
        let inputs = ["--declared", text(&declared), "--obstacles", text(&obstacles)];
        let (exit, stdout, stderr) =
            d42(&[&["report", text(run.path()), "--lang", "en", "--format", form, "--out", "-"], &inputs[..]].concat());
        (exit, stdout, stderr)
    };
    let (exit, json, stderr) = report("json");
    assert_eq!(exit, Exit::Done, "{stderr}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let held = &json["declared"];
    assert_eq!(
        (&held["more_declared"][0]["requirement"], &held["more_seen"][0]["requirement"]),
        (&missing.into(), &there.into())
    );
    assert_eq!((&held["agree"], &held["unchecked"]), (&0.into(), &1.into()));
    assert_eq!(json["obstacles"][0]["level"], "government", "the highest level first");
    let (_, html, _) = report("html");
    assert!(html.contains("More declared than seen") && html.contains("&lt;b&gt;giới thiệu"), "{}", html.len());
    assert!(html.contains("For the Government: recommendations") && html.contains("Thiếu kinh phí"));
    assert!(seen.get("declared").is_none(), "nothing of it where none was brought");
    let conference =
        ["report", text(run.path()), "--lang", "en", "--kind", "conference", "--format", "html", "--out", "-"];
    let (exit, paper, stderr) =
        d42(&[&conference, &["--declared", text(&declared), "--obstacles", text(&obstacles)][..]].concat());
    assert_eq!(exit, Exit::Done, "{stderr}");
    let places: Vec<Option<usize>> =
        ["Against what agencies declare</", "Obstacles and recommendations</", "For the Government</", "Annex I"]
            .map(|heading| paper.rfind(heading))
            .to_vec();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert!(paper.contains("&lt;b&gt;giới thiệu") && !paper.contains("<b>giới thiệu"));
    assert!(!d42(&conference).1.contains("Against what agencies declare"));

    fs::write(&obstacles, "agency,text,kind,level\nbo-mau-01,Thiếu kinh phí,khó khăn,cấp trên\n").unwrap();
    let (exit, stdout, stderr) = report("html");
    assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""));
    assert!(stderr.contains("obstacles.csv:2:") && stderr.contains("cấp trên"), "{stderr}");
}
