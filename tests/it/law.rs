//! Behaviour of `rules law`: every article of the law leads to a requirement, or says why it leads to none.

use std::path::Path;

use d42::cli::Exit;

use crate::cli::d42;

/// What may be wrong between the list of articles and the rules; each is provoked below.
pub(crate) const CODES: [&str; 6] = [
    "article-without-requirement",
    "reason-not-wanted",
    "requirement-gone",
    "basis-gone",
    "requirement-not-listed",
    "article-not-listed",
];

/// A copy of the rules of the repository, to be spoilt.
fn copy() -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let to = tempfile::tempdir().unwrap();
    for folder in ["requirements", "profiles"] {
        std::fs::create_dir(to.path().join(folder)).unwrap();
        for entry in std::fs::read_dir(from.join(folder)).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), to.path().join(folder).join(entry.file_name())).unwrap();
        }
    }
    std::fs::copy(from.join("law.toml"), to.path().join("law.toml")).unwrap();
    to
}

fn law(rules: &Path, more: &[&str]) -> (Exit, String, String) {
    let rules = rules.display().to_string();
    d42(&[&["rules", "law", "--rules", rules.as_str()], more].concat())
}

/// Replaces the first `from` in a file of the copy.
fn edit(rules: &Path, file: &str, from: &str, to: &str) {
    let path = rules.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not contain {from}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_table_leads_from_articles_to_requirements_rules_and_figures() {
    let rules = copy();
    for lang in ["vi", "en"] {
        let (exit, stdout, stderr) = law(rules.path(), &["--lang", lang]);
        assert_eq!((exit, stderr.as_str()), (Exit::Done, ""));
        let head: Vec<&str> = stdout.lines().take(12).collect();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("law__{lang}"), head.join("\n"));
        });
    }
}

#[test]
fn every_requirement_of_the_default_profile_stands_in_the_table() {
    let rules = copy();
    let (_, stdout, _) = law(rules.path(), &["--format", "json"]);
    let table: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((&table["version"], &table["profile"]), (&1.into(), &"decree-42".into()));
    let ids: std::collections::BTreeSet<&str> =
        table["rows"].as_array().unwrap().iter().filter_map(|row| row["rule"]["requirement"].as_str()).collect();
    assert_eq!(ids.len(), 55);
    let full = table["rows"].as_array().unwrap().iter().filter(|row| row["rule"]["figure"] == "full-information");
    let full: std::collections::BTreeSet<&str> = full.filter_map(|row| row["rule"]["requirement"].as_str()).collect();
    assert_eq!(full.len(), 19);
}

#[test]
fn a_day_leaves_only_what_applied_on_it() {
    let rules = copy();
    let on = |day: &str| law(rules.path(), &["--profile", "in-force", "--on", day, "--format", "csv"]).1;
    let (before, after) = (on("2026-06-30"), on("2026-07-01"));
    // Of the former decree some duties stay as benchmarks, none of Article 11 does.
    assert!(before.contains("42/2022/NĐ-CP Điều 11,") && !before.contains("224/2026/NĐ-CP Điều 9,"), "{before}");
    assert!(after.contains("224/2026/NĐ-CP Điều 9,") && !after.contains("42/2022/NĐ-CP Điều 11,"), "{after}");
}

#[test]
fn a_requirement_that_goes_missing_is_missed_by_its_article() {
    let rules = copy();
    std::fs::remove_file(rules.path().join("requirements/evaluation-results.toml")).unwrap();
    let (exit, stdout, stderr) = law(rules.path(), &["--lang", "en"]);
    assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""));
    assert!(stderr.contains("Article 16 of 42/2022/NĐ-CP counts on `evaluation-results`"), "{stderr}");
}

#[test]
fn fixtures_of_a_rule_are_counted_beside_the_rules() {
    let root = tempfile::tempdir().unwrap();
    let rules = root.path().join("rules");
    std::fs::rename(copy().keep(), &rules).unwrap();
    let fixtures = root.path().join("fixtures/rules/evaluation-results");
    std::fs::create_dir_all(&fixtures).unwrap();
    std::fs::write(fixtures.join("passes.html"), "").unwrap();
    let (_, stdout, _) = law(&rules, &["--format", "csv", "--lang", "en"]);
    assert!(stdout.contains("42/2022/NĐ-CP Art 16,,B,evaluation-results,\"page, 3 proofs\",1,score"), "{stdout}");
}

/// The entry of an article as it stands in the list.
fn whole_article(instrument: &str, article: &str) -> String {
    let list = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/law.toml")).unwrap();
    let mut entries = list.split_inclusive("\n\n");
    let head = format!("[[article]]\ninstrument = \"{instrument}\"\narticle = \"{article}\"\n");
    entries.find(|entry| entry.starts_with(&head)).unwrap().to_owned()
}

#[test]
fn every_basis_of_every_rule_stands_on_the_list() {
    for (instrument, article) in [("104/2016/QH13", "19"), ("13/2018/NĐ-CP", "6"), ("13/2018/NĐ-CP", "11")] {
        let rules = copy();
        edit(rules.path(), "law.toml", &whole_article(instrument, article), "");
        let (exit, _, stderr) = law(rules.path(), &["--lang", "en"]);
        assert_eq!(exit, Exit::InvalidInput, "{stderr}");
        assert!(stderr.contains(&format!("Article {article} of {instrument} is not on the list")), "{stderr}");
    }
}

#[test]
fn every_gap_between_law_and_rules_is_told_with_its_article() {
    let reason = "requirements = [\"open-data-portal\"]";
    let cases = [
        ("law.toml", reason, ""),
        ("law.toml", reason, "requirements = [\"open-data-portal\"]\nnone = { vi = \"x\", en = \"x\" }"),
        ("law.toml", "\"open-data-portal\"", "\"open-data-protal\""),
        ("law.toml", "\"open-data-portal\"", "\"open-data-portal\", \"site-search\""),
        ("law.toml", "\"admin-procedures\", ", ""),
        // An article on which no rule rests is missed as well.
        ("law.toml", &whole_article("42/2022/NĐ-CP", "13"), ""),
    ];
    for (code, (file, from, to)) in CODES.into_iter().zip(cases) {
        let rules = copy();
        edit(rules.path(), file, from, to);
        let (exit, _, stderr) = law(rules.path(), &[]);
        assert_eq!(exit, Exit::InvalidInput, "{stderr}");
        let told = stderr.replace(&rules.path().display().to_string(), "rules");
        assert!(told.contains(&format!("[{code}]")), "{told}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("rules__{code}"), told);
        });
    }
}

#[test]
fn the_list_travels_in_the_binary() {
    let pack = d42::rules::load(None).unwrap();
    assert!(d42::rules::law(None, &pack).unwrap().len() > 30);
}

#[test]
fn what_cannot_be_told_is_null_in_json_and_never_left_out() {
    let root = tempfile::tempdir().unwrap();
    let rules = root.path().join("rules");
    std::fs::rename(copy().keep(), &rules).unwrap();
    let table = || -> serde_json::Value { serde_json::from_str(&law(&rules, &["--format", "json"]).1).unwrap() };
    let without = table();
    assert!(without.as_object().unwrap().get("on").is_some_and(serde_json::Value::is_null));
    let mut reasons = 0;
    for row in without["rows"].as_array().unwrap() {
        // Either a rule or the reason why there is none; the other one is null.
        let (rule, none) = (row.get("rule").unwrap(), row.get("none").unwrap());
        assert_eq!(rule.is_null(), !none.is_null(), "{row}");
        reasons += usize::from(!none.is_null());
        assert!(rule.is_null() || rule.get("fixtures").is_some_and(serde_json::Value::is_null), "{row}");
        assert!(none.is_null() || none["vi"].is_string() && none["en"].is_string(), "{row}");
    }
    assert!(reasons > 0);
    // With a folder of fixtures their number is known, also that of a rule that has none.
    std::fs::create_dir_all(root.path().join("fixtures/rules")).unwrap();
    let with = table();
    let counts: Vec<_> =
        with["rows"].as_array().unwrap().iter().filter_map(|row| row["rule"].get("fixtures")).collect();
    assert!(!counts.is_empty() && counts.iter().all(|count| **count == 0));
}

#[test]
fn grounds_are_told_with_the_days_between_which_they_hold() {
    let said = |words: &[&str], lang: &str| d42(&[words, &["--lang", lang]].concat()).1;
    let explain = ["rules", "explain", "admin-procedures"];
    let (vi, en) = (said(&explain, "vi"), said(&explain, "en"));
    assert!(vi.contains("đến 30/06/2026") && vi.contains("từ 01/07/2026"), "{vi}");
    assert!(en.contains("until 30 June 2026") && en.contains("from 1 July 2026"), "{en}");
    assert!(en.contains("in-force (from 1 July 2026)"), "{en}");
    let list = said(&["rules", "list", "--profile", "in-force"], "en");
    let line = list.lines().find(|line| line.starts_with("admin-procedures ")).unwrap();
    assert!(line.contains("(from 15 August 2022 until 30 June 2026)") && line.contains("(from 1 July 2026)"), "{line}");
}
