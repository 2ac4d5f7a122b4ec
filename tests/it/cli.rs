//! Behaviour of `cli`: exit codes, streams, help, settings.

use std::ffi::OsString;
use std::io::Read as _;
use std::process::{Command, Stdio};

use d42::cli::{Exit, Output, run};

/// Runs the program inside this process.
pub(crate) fn d42(args: &[&str]) -> (Exit, String, String) {
    let (output, captured) = Output::captured();
    let args = std::iter::once("d42").chain(args.iter().copied()).map(OsString::from);
    let exit = run(args, output);
    (exit, captured.stdout(), captured.stderr())
}

/// The program as a process of its own.
fn process(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_d42"));
    command.args(args).env_clear().current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn scratch(name: &str, text: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    (dir, path)
}

/// Every command and subcommand, as words.
fn commands() -> Vec<Vec<String>> {
    use clap::CommandFactory as _;
    fn walk(command: &clap::Command, path: &[String], found: &mut Vec<Vec<String>>) {
        found.push(path.to_vec());
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help" && !inner.is_hide_set()) {
            let mut path = path.to_vec();
            path.push(inner.get_name().to_owned());
            walk(inner, &path, found);
        }
    }
    let mut found = Vec::new();
    walk(&d42::cli::Cli::command(), &[], &mut found);
    found
}

#[test]
fn every_command_has_help_with_examples() {
    for path in commands() {
        let name = if path.is_empty() { "d42".to_owned() } else { path.join("-") };
        for (lang, examples) in [("vi", "Ví dụ:"), ("en", "Examples:")] {
            let mut args: Vec<&str> = path.iter().map(String::as_str).collect();
            args.extend(["--help", "--lang", lang]);
            let (exit, stdout, stderr) = d42(&args);
            assert_eq!((exit, stderr.as_str()), (Exit::Done, ""), "{args:?}");
            assert!(stdout.contains(&format!("{examples}\n  d42 ")), "no examples in the help of {path:?}");
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(format!("help__{name}__{lang}"), stdout);
            });
        }
    }
}

#[test]
fn help_speaks_the_language_that_is_asked_for_wherever_it_is_asked_for() {
    let (_settings, path) = scratch("d42.toml", "lang = \"en\"\n");
    let first = |args: &[&str]| {
        let (exit, stdout, stderr) = d42(args);
        (exit, format!("{stdout}{stderr}").lines().next().unwrap_or_default().to_owned())
    };
    let (vietnamese, english) = ("Liệt kê các cổng của một danh sách", "List the portals of a cohort");
    for (args, expected) in [
        (&["portals", "list", "--help"][..], vietnamese),
        (&["portals", "list", "-h"], vietnamese),
        (&["help", "portals", "list"], vietnamese),
        (&["portals", "list", "--help", "--lang=en"], english),
        (&["--config", &path, "portals", "list", "-h"], english),
        (&["--config", &path, "--lang", "vi", "portals", "list", "-h"], vietnamese),
        (&["--config", "no-such-file", "portals", "list", "-h"], vietnamese),
    ] {
        assert_eq!(first(args), (Exit::Done, expected.to_owned()), "{args:?}");
    }
    let (exit, line) = first(&[]);
    assert_eq!((exit, line.starts_with("Kiểm tra cổng thông tin")), (Exit::Usage, true), "{line}");
    assert!(d42(&["audit", "-h"]).1.contains("[các giá trị: text, json]"), "short help names the values");
}

#[test]
fn the_examples_in_the_help_are_commands_that_exist() {
    use clap::Parser as _;
    for path in commands() {
        let mut args: Vec<&str> = path.iter().map(String::as_str).collect();
        args.push("--help");
        let (_, stdout, _) = d42(&args);
        for line in stdout.lines().filter_map(|line| line.strip_prefix("  d42 ")) {
            let words = line.split(['>', '|']).next().unwrap_or_default().split_whitespace();
            let parsed = d42::cli::Cli::try_parse_from(std::iter::once("d42").chain(words));
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
        }
    }
}

#[test]
fn wrong_usage_is_told_on_stderr_with_exit_code_2() {
    for args in [
        &["portal"][..],
        &["portals", "list", "--format", "xml"],
        &["rules", "explain"],
        &["--lang", "fr", "portals", "list"],
        &[],
    ] {
        let (exit, stdout, stderr) = d42(args);
        assert_eq!((exit, stdout.as_str()), (Exit::Usage, ""), "{args:?}");
        assert!(stderr.contains("Usage: d42") || stderr.contains("'--help'"), "{stderr}");
    }
}

#[test]
fn wrong_usage_is_told_in_both_languages() {
    let mut told = String::new();
    for args in [
        &["portal"][..],
        &["portals", "list", "--format", "xml"],
        &["portals", "list", "--format"],
        &["portals", "list", "--cohrt", "2024"],
        &["portals", "list", "2024"],
        &["portals", "list", "--quiet", "--quiet"],
        &["rules", "explain"],
        &["demo", "--portals", "many"],
        &["audit", "--connections", "9"],
        &["audit", "--max-pages", "0"],
        &["audit", "--rate", "fast"],
        &["judge", "--pages", "p", "--on", "yesterday"],
        &["accuracy", "--pages", "a", "--run", "b"],
        &["accuracy"],
    ] {
        for lang in ["vi", "en"] {
            let words: Vec<&str> = ["--lang", lang].into_iter().chain(args.iter().copied()).collect();
            let (exit, stdout, stderr) = d42(&words);
            assert_eq!((exit, stdout.as_str()), (Exit::Usage, ""), "{words:?}");
            told.extend(["$ d42 ", &words.join(" "), "\n", &stderr, "\n"]);
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("usage", told);
    });
}

#[test]
fn a_misspelt_name_gets_the_nearest_one() {
    let (dir, _) = sample_rules();
    let rules = dir.path().display().to_string();
    let (exit, stdout, stderr) = d42(&["rules", "explain", "sample-sight", "--rules", &rules]);
    assert_eq!((exit, stdout.as_str()), (Exit::Usage, ""));
    assert_eq!(stderr, "lỗi: không có yêu cầu `sample-sight`\n  gợi ý: có phải ý bạn là `sample-site`?\n");
    let (_, _, stderr) = d42(&["rules", "explain", "sample-sight", "--rules", &rules, "--lang", "en"]);
    assert_eq!(stderr, "error: there is no requirement `sample-sight`\n  help: did you mean `sample-site`?\n");
    let (exit, _, stderr) = d42(&["rules", "list", "--profile", "smaple", "--rules", &rules, "--lang", "en"]);
    assert_eq!(exit, Exit::Usage);
    assert_eq!(stderr, "error: there is no profile `smaple`\n  help: did you mean `sample`?\n");
    let (exit, _, stderr) = d42(&["portals", "list", "--cohort", "2025", "--lang", "en"]);
    assert_eq!(exit, Exit::Usage);
    assert!(stderr.contains("cannot read registry 2025") && stderr.contains("2024, 2026"), "{stderr}");
}

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
fn completions_speak_the_language_asked_for_and_complete_the_same() {
    for shell in ["bash", "fish", "zsh", "elvish", "powershell"] {
        let (_, vi, _) = d42(&["completions", shell]);
        let (_, en, _) = d42(&["completions", shell, "--lang", "en"]);
        let words = |script: &str| -> std::collections::BTreeSet<String> {
            let letters = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
            script.split(letters).filter(|word| word.starts_with("--")).map(str::to_owned).collect()
        };
        assert_eq!(words(&vi), words(&en), "{shell}");
        if shell != "bash" {
            assert!(vi.contains("Đánh giá") || vi.contains("cổng"), "{shell}");
            assert!(!en.contains("cổng"), "{shell}");
        }
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
    assert_eq!((exit, stdout.as_str()), (Exit::Done, "1 requirement, 1 profile: 1 warning\n"));
    assert!(stderr.contains("warning[proof-order]"), "{stderr}");
    assert_eq!(d42(&["rules", "check", "--rules", &rules, "--deny-warnings"]).0, Exit::Findings);
}

#[test]
fn a_requirement_is_explained_in_words_in_both_languages() {
    let (dir, _) = sample_rules();
    let rules = dir.path().display().to_string();
    let (_, vietnamese, _) = d42(&["rules", "explain", "sample-site", "--rules", &rules]);
    let (_, english, _) = d42(&["rules", "explain", "sample-site", "--rules", &rules, "--lang", "en"]);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("explain__vi", vietnamese);
        insta::assert_snapshot!("explain__en", english);
    });
}

#[test]
fn settings_fill_in_what_the_command_line_leaves_open() {
    let (dir, _) = sample_rules();
    let rules = dir.path().display();
    let (_settings, path) = scratch("d42.toml", &format!("lang = \"en\"\nrules = \"{rules}\"\n"));
    let (exit, stdout, _) = d42(&["rules", "check", "--config", &path]);
    assert_eq!((exit, stdout.as_str()), (Exit::Done, "1 requirement, 1 profile: no problems\n"));
    let (_, stdout, _) = d42(&["rules", "check", "--config", &path, "--lang", "vi"]);
    assert_eq!(stdout, "1 yêu cầu, 1 bộ căn cứ: không có lỗi\n");
}

#[test]
fn mistakes_in_settings_are_shown_with_their_places() {
    let (_dir, path) =
        scratch("d42.toml", "contcat = \"mau@mau.gov.vn\"\nlang = \"vn\"\nrate = 0\nmax-pages = \"600\"\n");
    let (exit, stdout, stderr) = d42(&["portals", "check", "--config", &path]);
    assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("settings__broken", stderr.replace(&path, "d42.toml"));
    });
    assert_eq!(d42(&["portals", "check", "--config", "no-such.toml"]).0, Exit::Io);
}

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
    assert_eq!(list["requirements"][0]["full_information"].as_bool(), Some(true));
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (exit, stdout, _) = d42(&["completions", shell]);
        assert_eq!(exit, Exit::Done);
        assert!(stdout.contains("portals") && stdout.contains("explain"), "{shell}");
    }
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

#[test]
fn the_rules_and_registries_travel_in_the_binary() {
    let elsewhere = tempfile::tempdir().unwrap();
    let output = process(&["portals", "check"]).current_dir(elsewhere.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("89"));
}

/// A folder with one requirement and one profile, and the path of the requirement.
fn sample_rules() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["requirements", "profiles"] {
        std::fs::create_dir(dir.path().join(folder)).unwrap();
    }
    let site = dir.path().join("requirements/sample-site.toml");
    std::fs::write(&site, SITE).unwrap();
    std::fs::write(dir.path().join("profiles/sample.toml"), PROFILE).unwrap();
    let site = site.display().to_string();
    (dir, site)
}

const SITE: &str = r#"id = "sample-site"
title = { vi = "Tìm kiếm mẫu", en = "Sample search" }
expects = { vi = "Có ô tìm kiếm dùng được.", en = "There is a search field that works." }
remedy = { vi = "Thêm ô tìm kiếm ở đầu trang.", en = "Add a search field to the page header." }
tiers = ["ministry", "province"]
observe = "site"
where-any = true

[[basis]]
instrument = "42/2022/NĐ-CP"
article = "8"
clause = "2"
point = "đ"
force = "mandatory"
from = 2022-08-15
to = 2026-06-30
confidence = "B"
note = { vi = "điểm chưa đối chiếu", en = "point not confirmed" }

[labels]
text = ["Tìm kiếm mẫu"]
not = ["Tìm đường mẫu"]

[[proof]]
name = "search"
accepts = "strong"
say = { vi = "có ô tìm kiếm", en = "a search field is there" }
when = { all = [{ in = { region = "header", has = { search-form = {} } } }, { control = { any = ["Tìm nâng cao"] } }] }

[[proof]]
name = "outside-search"
accepts = "incomplete"
say = { vi = "chỉ có liên kết tìm kiếm", en = "only a link to a search" }
when = { links = { min = 1, hosts = ["*.gov.vn"], labelled = ["Tìm kiếm"], elsewhere = true } }

[[reject]]
name = "old"
say = { vi = "trang cũ", en = "an old page" }
when = { not = { dates = { min = 1, within-days = 365 } } }

[fresh]
within-days = 30
ground = "duty"
source = { vi = "Điều mẫu", en = "sample article" }
"#;

const PROFILE: &str = r#"id = "sample"
title = { vi = "Bộ mẫu", en = "Sample profile" }
statement = { vi = "Theo Nghị định 42.", en = "By Decree 42." }
instruments = ["42/2022/NĐ-CP"]
full-information = ["sample-site"]
"#;
