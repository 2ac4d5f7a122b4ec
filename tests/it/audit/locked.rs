//! Two processes and one run: who is refused, who waits, and who reads what is there.

use super::*;

#[test]
fn a_second_process_on_the_same_run_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let held = begun(folder.path(), "run");
    let (exit, _, stderr) = d42(&["resume", &folder.path().join("run").display().to_string()]);
    assert_eq!(exit, Exit::RunUnusable, "{stderr}");
    assert!(stderr.contains(&std::process::id().to_string()), "{stderr}");
    held.close().unwrap();
    let (exit, _, stderr) = d42(&["resume", &folder.path().join("run").display().to_string()]);
    assert_eq!(exit, Exit::NothingSeen, "{stderr}");
}

#[test]
fn whoever_writes_into_a_run_waits_for_the_crawl_and_whoever_only_reads_is_told_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let held = begun(folder.path(), "run");
    let run = folder.path().join("run");
    let inside = run.join("new/report.json");
    let files = || std::fs::read_dir(&run).unwrap().count();
    let before = files();
    let (run_text, inside) = (run.display().to_string(), inside.display().to_string());
    for words in [
        vec!["judge", &run_text],
        vec!["judge", &run_text, "--out", &run_text],
        vec!["report", &run_text],
        vec!["report", &run_text, "--format", "json", "--out", &inside],
    ] {
        let (exit, _, stderr) = d42(&words);
        assert_eq!(exit, Exit::RunUnusable, "{words:?}: {stderr}");
        assert!(stderr.contains(&std::process::id().to_string()), "{stderr}");
        assert_eq!(files(), before, "{words:?} wrote something");
    }
    let elsewhere = folder.path().join("elsewhere").display().to_string();
    for words in [
        vec!["judge", &run_text, "--format", "json", "--out", &elsewhere, "--lang", "en"],
        vec!["report", &run_text, "--format", "json", "--out", "-", "--lang", "en"],
    ] {
        let (_, stdout, stderr) = d42(&words);
        let said = format!("process {} is writing to {run_text}", std::process::id());
        assert!(stderr.contains(&said), "{words:?}: {stderr}");
        let report: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!((&report["run"]["finished"], &report["run"]["unfinished"]), (&Value::Null, &Value::from(2)));
        assert_eq!(files(), before, "{words:?} wrote something");
    }
    held.close().unwrap();
    let (_, _, stderr) = d42(&["report", &run_text, "--lang", "en"]);
    assert!(!stderr.contains("is writing to"), "{stderr}");
}

#[test]
fn a_report_of_a_run_in_progress_is_of_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    let held = begun(folder.path(), "run");
    let still = SavedRun::open_still(&folder.path().join("run")).unwrap();
    let portal = still.portals().unwrap().remove(0);
    let end = d42::crawl::PortalEnd {
        stop: d42::snapshot::StopReason::Exhausted,
        home: d42::snapshot::HomeSeen::Read,
        pages: 1,
        discovered: 1,
        visited: 1,
        errors: 0,
        sitemap: None,
        exhausted: true,
        forbidden: 0,
        traps: 0,
    };
    held.recorder().end(&portal.id, &end).unwrap();
    assert_eq!(held.saved().unwrap().end(&portal.id).unwrap(), Some(end));
    assert_eq!(still.end(&portal.id).unwrap(), None, "what came later belongs to the next report");
    assert_eq!(d42::audit::facts_of(&still).unwrap().unfinished, 2);
}

#[test]
fn a_run_stays_locked_until_its_report_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let held = begun(folder.path(), "run");
    let run = folder.path().join("run");
    let lock = held.finish().unwrap();
    assert_eq!(d42(&["report", &run.display().to_string()]).0, Exit::RunUnusable);
    drop(lock);
    assert_ne!(d42(&["report", &run.display().to_string()]).0, Exit::RunUnusable);
}
