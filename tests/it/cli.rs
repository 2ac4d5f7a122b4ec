//! Behaviour of `cli`: exit codes, streams, help, settings.

mod files;
mod output;
mod sample;

use std::ffi::OsString;
use std::io::Read as _;
use std::process::{Command, Stdio};

use d42::cli::{Exit, Output, run};

use sample::sample_rules;

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
    assert_eq!(exit, Exit::Done);
    assert!(
        stdout.starts_with("1 requirement, 1 profile, ") && stdout.ends_with(" figures: no problems\n"),
        "{stdout}"
    );
    let (_, stdout, _) = d42(&["rules", "check", "--config", &path, "--lang", "vi"]);
    assert!(
        stdout.starts_with("1 yêu cầu, 1 bộ căn cứ, ") && stdout.ends_with(" chỉ tiêu: không có lỗi\n"),
        "{stdout}"
    );
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
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (exit, stdout, _) = d42(&["completions", shell]);
        assert_eq!(exit, Exit::Done);
        assert!(stdout.contains("portals") && stdout.contains("explain"), "{shell}");
    }
}

#[test]
fn the_rules_and_registries_travel_in_the_binary() {
    let elsewhere = tempfile::tempdir().unwrap();
    let output = process(&["portals", "check"]).current_dir(elsewhere.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("89"));
}
