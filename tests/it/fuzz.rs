//! What the fuzz targets check, over their seeds: a mistake found by the fuzzer stays found where no fuzzer runs.

#[path = "../../fuzz/checks.rs"]
#[expect(unreachable_pub, reason = "a library for the fuzz targets, a module here")]
mod checks;

use std::{fs, panic::catch_unwind, path::Path};

/// Calls `check` with every file, and every file of the folders, named from the root of the repository.
fn over_seeds(check: fn(&[u8]), seeds: &[&str]) {
    for seed in seeds {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(seed);
        let mut files = vec![path.clone()];
        if path.is_dir() {
            files = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.sort();
        }
        assert!(!files.is_empty(), "no seeds in {}", path.display());
        for file in files {
            let bytes = fs::read(&file).unwrap();
            assert!(catch_unwind(|| check(&bytes)).is_ok(), "see above: it was {}", file.display());
        }
    }
}

#[test]
fn any_robots_txt_is_understood_within_bounds() {
    over_seeds(checks::robots, &["fixtures/fuzz/robots"]);
}

#[test]
fn any_sitemap_is_read_within_bounds() {
    over_seeds(checks::sitemap, &["fixtures/fuzz/sitemap"]);
}

#[test]
fn any_page_hangs_together_and_can_be_judged() {
    over_seeds(checks::page, &["fixtures/fuzz/page", "fixtures/clean"]);
}

#[test]
fn dates_and_numbers_of_any_text_are_read_back() {
    over_seeds(checks::text, &["fixtures/fuzz/text"]);
}

#[test]
fn any_rule_file_is_read_or_refused_with_a_place() {
    over_seeds(checks::rules, &["fixtures/fuzz/rules", "rules/requirements", "rules/profiles"]);
}

#[test]
fn any_archive_is_read_as_far_as_it_is_whole() {
    over_seeds(checks::warc, &["fixtures/fuzz/warc"]);
}

#[test]
fn any_file_is_read_or_refused() {
    // The others of the folder are made to exhaust a reader, which only a process of its own may.
    let named = ["doc", "docx", "pdf", "xls", "xlsx"].map(|kind| format!("fixtures/attachments/text.{kind}"));
    let mut seeds: Vec<&str> = named.iter().map(String::as_str).collect();
    seeds.extend(["fixtures/attachments/letters.pdf", "fixtures/attachments/scan.pdf"]);
    over_seeds(checks::attachment, &seeds);
}
