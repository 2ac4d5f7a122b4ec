//! Mistakes in the files a user gives: registries and rules, their messages and exit codes.

use super::*;

#[test]
fn a_file_that_cannot_be_read_ends_every_command_with_6_and_says_what_to_do() {
    for (args, help) in [
        (&["portals", "check", "--cohort", "missing.csv"][..], "2024, 2026"),
        (&["portals", "list", "--cohort", "./missing"], "2024, 2026"),
        (&["audit", "--cohort", "missing.csv", "--contact", "mailto:a@example.org"], "2024, 2026"),
        (&["--config", "missing.toml", "portals", "list"], "check the path"),
        (&["--rules", "missing", "rules", "check"], "--rules"),
        (&["judge", "--pages", "missing"], "manifest.csv"),
        (&["demo", "--portals", "1", "--out", "/dev/null/run"], "--out"),
    ] {
        let words: Vec<&str> = ["--lang", "en"].into_iter().chain(args.iter().copied()).collect();
        let (exit, stdout, stderr) = d42(&words);
        assert_eq!((exit, stdout.as_str()), (Exit::Io, ""), "{args:?}: {stderr}");
        let told = stderr.split_once("  help: ").map_or("", |(_, rest)| rest);
        assert!(told.contains(help), "{args:?}: {stderr}");
        let (_, _, stderr) = d42(args);
        assert!(stderr.contains("gợi ý: ") && !stderr.contains("os error"), "{args:?}: {stderr}");
    }
}

#[test]
fn an_invalid_registry_ends_with_exit_code_3_and_every_problem() {
    let (_dir, path) = scratch("portals.csv", "id,tier,name_vi,url\na,planet,A,b\na,province,B,https://b.gov.vn\n");
    let (exit, stdout, stderr) = d42(&["portals", "check", "--cohort", &path]);
    assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""));
    for expected in ["lỗi[unknown-tier]", "lỗi[unusable-url]", "lỗi[duplicate-id]", "portals.csv:2:3", "3 lỗi"]
    {
        assert!(stderr.contains(expected), "{expected} is missing in\n{stderr}");
    }
    let (exit, stdout, stderr) = d42(&["portals", "check", "--cohort", &path, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((exit, stderr.as_str()), (Exit::InvalidInput, ""));
    assert_eq!((report["version"].as_u64(), report["errors"].as_u64()), (Some(1), Some(3)));
    assert_eq!(
        (report["problems"][0]["code"].as_str(), report["problems"][0]["line"].as_u64()),
        (Some("unknown-tier"), Some(2))
    );
}

#[test]
fn a_rule_with_a_typo_ends_with_exit_code_3_and_loses_nothing_else() {
    let (dir, site) = sample_rules();
    let text = std::fs::read_to_string(&site).unwrap().replace("observe =", "obsreve =");
    std::fs::write(&site, text).unwrap();
    let rules = dir.path().display().to_string();
    for command in [&["rules", "check"][..], &["rules", "list"], &["rules", "explain", "sample-site"]] {
        for (lang, said, near) in [
            ("vi", "lỗi[unknown-key]: khóa lạ `obsreve`", "có phải ý bạn là `observe`?"),
            ("en", "error[unknown-key]: unknown key `obsreve`", "did you mean `observe`?"),
        ] {
            let args: Vec<&str> = command.iter().copied().chain(["--rules", rules.as_str(), "--lang", lang]).collect();
            let (exit, stdout, stderr) = d42(&args);
            assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""), "{command:?}");
            assert!(stderr.contains(said) && stderr.contains(near), "{stderr}");
        }
    }
}

#[test]
fn a_missing_rules_folder_is_an_error_of_reading_files() {
    let (exit, _, stderr) = d42(&["rules", "check", "--rules", "no/such/folder", "--lang", "en"]);
    assert_eq!(exit, Exit::Io);
    assert!(stderr.contains("cannot read no/such/folder") && stderr.contains("--rules DIR"), "{stderr}");
}

#[test]
fn warnings_cost_nothing_unless_asked() {
    let (dir, site) = sample_rules();
    let text = std::fs::read_to_string(&site).unwrap();
    let text = text.replace("strong", "variant").replace("incomplete", "strong");
    std::fs::write(&site, text).unwrap();
    let rules = dir.path().display().to_string();
    let (exit, stdout, stderr) = d42(&["rules", "check", "--rules", &rules, "--lang", "en"]);
    assert_eq!(exit, Exit::Done);
    assert!(stdout.starts_with("1 requirement, 1 profile, ") && stdout.ends_with(" figures: 1 warning\n"), "{stdout}");
    assert!(stderr.contains("warning[proof-order]"), "{stderr}");
    assert_eq!(d42(&["rules", "check", "--rules", &rules, "--deny-warnings"]).0, Exit::Findings);
}
