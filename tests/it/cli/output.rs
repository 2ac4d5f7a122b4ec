//! Where results, notes and colours go, and what becomes of them when nobody reads or the disk is full.

use super::*;

#[test]
fn quiet_keeps_results_and_errors_only() {
    let (_, stdout, stderr) = d42(&["portals", "list", "--quiet"]);
    assert_eq!((stdout.lines().count(), stderr.as_str()), (90, ""));
    assert!(!d42(&["portals", "list"]).2.is_empty());
    assert!(!d42(&["rules", "check", "--rules", "no/such/folder", "--quiet"]).2.is_empty());
}

#[test]
fn colours_come_when_asked_and_never_into_a_file() {
    let (_dir, path) = scratch("portals.csv", "id\n");
    let shown = |color: &str| d42(&["portals", "check", "--cohort", &path, "--color", color]).2.contains('\u{1b}');
    assert_eq!([shown("auto"), shown("always"), shown("never")], [false, true, false]);
    assert!(d42(&["--color", "always", "--help"]).1.contains('\u{1b}'));
    assert!(!d42(&["--color=never", "--help"]).1.contains('\u{1b}'));
    assert!(d42(&["portal", "--color=always"]).2.contains('\u{1b}'));
}

#[test]
fn lists_are_one_json_object_with_a_version() {
    let (_, stdout, _) = d42(&["portals", "list", "--cohort", "2026", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((list["version"].as_u64(), list["portals"].as_array().map(Vec::len)), (Some(1), Some(56)));
    let (dir, _) = sample_rules();
    let rules = dir.path().display().to_string();
    let (_, stdout, _) = d42(&["rules", "list", "--format", "json", "--profile", "sample", "--rules", &rules]);
    let list: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(list["requirements"][0]["bases"][0].as_str(), Some("42/2022/NĐ-CP 8(2)(đ)"));
    let expected =
        serde_json::json!({ "provision": "42/2022/NĐ-CP 8(2)(đ)", "from": "2022-08-15", "to": "2026-06-30" });
    assert_eq!(list["requirements"][0]["grounds"][0], expected);
    assert_eq!(list["requirements"][0]["full_information"].as_bool(), Some(true));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::fmt::Write as _;
    // More than a pipe holds, so that the program is still writing when the reader has gone.
    let mut registry = String::from("id,tier,name_vi,url\n");
    for number in 0..5_000 {
        writeln!(registry, "xa-mau-{number},commune,Xã Mẫu {number},https://xamau{number}.gov.vn").unwrap();
    }
    let (_dir, path) = scratch("portals.csv", &registry);
    let mut child =
        process(&["portals", "list", "--cohort", &path]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_an_error_of_writing_files() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = process(&["completions", "bash", "--lang", "en"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
}
