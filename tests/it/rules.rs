//! Behaviour of `rules`: what a rule file may say, and what is said about one that may not.

mod broken;
mod schema;

use std::collections::BTreeSet;
use std::path::Path;

use d42::diagnostic::{Diagnostics, Style, render};
use d42::rules::{self, Checked, Confidence, FileKind, RequirementId};
use d42::text::{Bilingual, Lang};

use broken::BROKEN;

/// A requirement that is found by a section.
const PAGE: &str = r#"
id = "sample-page"
title = { vi = "Mục mẫu", en = "Sample section" }
expects = { vi = "Có nội dung mẫu.", en = "Sample content is there." }
remedy = { vi = "Đăng nội dung mẫu.", en = "Publish sample content." }
tiers = ["ministry", "province"]
observe = "page"

[[basis]]
instrument = "42/2022/NĐ-CP"
article = "4"
clause = "1"
point = "đ"
force = "mandatory"
from = 2022-08-15
to = 2026-06-30
confidence = "B"

[[basis]]
instrument = "224/2026/NĐ-CP"
article = "9"
force = "mandatory"
from = 2026-07-01

[labels]
text = ["Mục mẫu", "Trang mẫu"]
url = ["muc-mau"]
abbreviation = ["MM"]
not = ["Mục mẫu khác"]

[[proof]]
name = "documents"
accepts = "strong"
say = { vi = "có văn bản", en = "documents are there" }
when = { all = [{ documents = { min = 3 } }, { under = { heading = ["Mục"], has = { dates = { min = 1 } } } }] }

[[proof]]
name = "files"
accepts = "variant"
say = { vi = "có tệp", en = "files are there" }
when = { files = { min = 1 } }

[[reject]]
name = "news"
say = { vi = "bài tin", en = "a news article" }
when = { on = { page = "article", has = { words = { min = 1 } } } }

[fresh]
within-days = 90
ground = "benchmark"
source = { vi = "thông lệ", en = "custom" }
"#;

/// A requirement that is a property of the site.
const SITE: &str = r#"
id = "sample-site"
title = { vi = "Tìm kiếm mẫu", en = "Sample search" }
expects = { vi = "Có ô tìm kiếm.", en = "There is a search field." }
remedy = { vi = "Thêm ô tìm kiếm.", en = "Add a search field." }
tiers = ["province"]
observe = "site"

[[basis]]
instrument = "42/2022/NĐ-CP"
article = "8"
force = "by-conditions"
confidence = "A"

[[proof]]
name = "search"
accepts = "strong"
say = { vi = "có ô tìm kiếm", en = "a search field is there" }
when = { in = { region = "header", has = { search-form = {} } } }
"#;

const PROFILE: &str = r#"
id = "sample"
title = { vi = "Bộ mẫu", en = "Sample profile" }
statement = { vi = "Theo Nghị định 42.", en = "By Decree 42." }
instruments = ["42/2022/NĐ-CP", "224/2026/NĐ-CP"]
dated = true
full-information = ["sample-page"]
"#;

const METRIC: &str = r#"
id = "sample-figure"
order = 10
title = { vi = "Chỉ tiêu mẫu", en = "Sample figure" }
definition = { vi = "Cổng có mục mẫu.", en = "Portals with the sample section." }
unit = { vi = "cổng", en = "portals" }
denominator = { vi = "Mọi cổng.", en = "All portals." }
evidence = { vi = "Kết luận về mục mẫu.", en = "The finding on the sample section." }
unknowns = { vi = "Đếm riêng.", en = "Counted apart." }
left-out-of = ["2026"]
measure = { finding = { requirement = "sample-page", holds = ["passed"] } }
"#;

const FILES: [(&str, &str); 4] = [
    ("requirements/sample-page.toml", PAGE),
    ("requirements/sample-site.toml", SITE),
    ("profiles/sample.toml", PROFILE),
    ("survey/sample-figure.toml", METRIC),
];

/// One thing to change in the sound files: file, what stands there, what shall stand there.
type Edit = (&'static str, &'static str, &'static str);

const IN_PAGE: &str = "requirements/sample-page.toml";
const IN_SITE: &str = "requirements/sample-site.toml";
const IN_PROFILE: &str = "profiles/sample.toml";
const IN_METRIC: &str = "survey/sample-figure.toml";

fn write_rules(dir: &Path, edits: &[Edit]) {
    for (name, text) in FILES {
        let mut text = text.trim_start().to_owned();
        for (_, from, to) in edits.iter().filter(|edit| edit.0 == name) {
            assert!(text.contains(from), "{name} does not contain {from}");
            text = text.replacen(from, to, 1);
        }
        let path = dir.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn check(edits: &[Edit]) -> (Checked, String) {
    let dir = tempfile::tempdir().unwrap();
    write_rules(dir.path(), edits);
    let checked = rules::check(Some(dir.path())).unwrap();
    let text = in_both_languages(&checked.diagnostics).replace(&dir.path().display().to_string(), "rules");
    (checked, text)
}

/// What is shown in Vietnamese, then in English. Nothing may be said in one language only.
pub(crate) fn in_both_languages(found: &Diagnostics) -> String {
    let twice = |text: &Bilingual| {
        let words = text.en.chars().any(|letter| letter.is_ascii_lowercase());
        assert!(!words || !text.vi.is_empty() && text.vi != text.en, "only in English: {}", text.en);
    };
    for one in found.iter() {
        [&one.message, &one.label, &one.help].into_iter().for_each(twice);
        one.related.iter().for_each(|place| twice(&place.label));
    }
    if found.is_empty() {
        return String::new();
    }
    [Lang::Vi, Lang::En].map(|lang| render(found, Style::Plain, lang)).join("\n")
}

#[test]
fn sound_files_load_without_a_remark() {
    let (checked, text) = check(&[]);
    assert_eq!(text, "");
    let pack = checked.pack.unwrap();
    let page = pack.requirement(&RequirementId::new("sample-page")).unwrap();
    assert_eq!(page.bases[0].from, Some(jiff::civil::date(2022, 8, 15)));
    assert_eq!(page.bases[1].confidence, Confidence::D, "a basis that names no confidence counts as D");
    assert_eq!((page.weight, page.where_any, page.proofs.len()), (1, false, 2));
    assert_eq!(pack.profile("sample").unwrap().full_information, [RequirementId::new("sample-page")]);
    assert_eq!(pack.metrics.len(), 1);
    assert_eq!(pack.metrics[0].requirement(), Some(&RequirementId::new("sample-page")));
}

#[test]
fn every_mistake_is_reported_at_its_place_with_what_to_do() {
    for (code, edits) in BROKEN {
        let (checked, text) = check(edits);
        assert!(checked.diagnostics.iter().any(|found| found.code == *code), "{code} was not provoked:\n{text}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("rules__{code}"), text);
        });
        let errors = checked.diagnostics.errors();
        assert_eq!(checked.pack.is_none(), errors > 0, "{code}");
    }
}

#[test]
fn foreign_encodings_are_named() {
    let dir = tempfile::tempdir().unwrap();
    write_rules(dir.path(), &[]);
    let utf16: Vec<u8> = SITE.trim_start().encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(dir.path().join(IN_SITE), utf16).unwrap();
    let page = dir.path().join(IN_PAGE);
    let mut bytes = std::fs::read(&page).unwrap();
    let at = bytes.iter().position(|byte| *byte >= 0x80).unwrap();
    bytes[at] = 0xd4;
    std::fs::write(&page, bytes).unwrap();
    let found = rules::check(Some(dir.path())).unwrap().diagnostics;
    let codes: Vec<_> = found.iter().map(|item| (item.code, item.line)).collect();
    assert!(codes.contains(&("utf-16", None)), "{codes:?}");
    assert!(codes.contains(&("not-utf-8", Some(2))), "{codes:?}");
}

/// The files of a folder and of the folders in it, in order; of a file, itself.
pub(crate) fn source_files(path: &Path) -> Vec<std::path::PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut inner: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    inner.sort();
    inner.iter().flat_map(|path| source_files(path)).collect()
}

/// The codes of diagnostics that stand in the sources of a folder, with the folders in it, or of a file.
pub(crate) fn codes_in_source(paths: &[&str]) -> BTreeSet<String> {
    let pattern = regex::Regex::new(r#"(?:(?:error|warning|unique)\(|code:)\s*"([a-z0-9]+(?:-[a-z0-9]+)+)""#).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = BTreeSet::new();
    for file in paths.iter().flat_map(|path| source_files(&root.join(path))) {
        let text = std::fs::read_to_string(file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        codes.extend(pattern.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    codes
}

#[test]
fn no_code_goes_without_a_broken_file() {
    let shown: BTreeSet<String> =
        // `invalid-value` is a net below the shape check; nothing is known that falls into it.
        BROKEN.iter().map(|(code, _)| *code).chain(crate::law::CODES).chain(["utf-16", "not-utf-8", "invalid-value"]).map(str::to_owned).collect();
    let mut used = codes_in_source(&["src/rules", "src/diagnostic"]);
    // Registries and manifests are tables; their broken files stand with their own tests.
    used.retain(|code| !codes_in_source(&["src/diagnostic/table.rs", "src/diagnostic/sheet.rs"]).contains(code));
    assert!(used.len() > 30, "the sources were not searched well: {used:?}");
    assert_eq!(used.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn all_problems_of_all_files_are_reported_at_once() {
    let (checked, _) = check(&[
        (IN_PAGE, "\"province\"]", "\"provnce\"]"),
        (IN_PAGE, "within-days = 90", "within-days = 0"),
        (IN_SITE, "region = \"header\"", "region = \"head\""),
        (IN_SITE, "confidence = \"A\"", "confidence = \"A\"\ntoo = 1"),
        (IN_PROFILE, "[\"sample-page\"]", "[\"nothing\"]"),
    ]);
    let codes: Vec<_> = checked.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["unknown-requirement", "unknown-word", "zero-count", "unknown-key", "unknown-word"]);
}

#[test]
fn a_folder_that_says_nothing_of_the_survey_leaves_its_figures_as_they_are() {
    let dir = tempfile::tempdir().unwrap();
    write_rules(dir.path(), &[]);
    std::fs::remove_file(dir.path().join(IN_METRIC)).unwrap();
    let checked = rules::check(Some(dir.path())).unwrap();
    let built_in: Vec<_> =
        rules::load(None).unwrap().metrics.into_iter().filter(|m| m.requirement().is_none()).collect();
    // Those that count findings on requirements which the folder does not have go with them.
    assert_eq!(checked.pack.expect("a sound folder").metrics, built_in);
}

#[test]
fn a_label_may_be_shared_on_purpose() {
    let (checked, text) = check(&[
        (IN_SITE, "observe = \"site\"", "observe = \"page\""),
        (IN_SITE, "[[proof]]", "[labels]\ntext = [\"Mục mẫu\"]\nshared = [\"Mục mẫu\"]\n\n[[proof]]"),
    ]);
    assert_eq!(text, "");
    assert!(checked.pack.is_some());
}

#[test]
fn the_digest_changes_with_any_byte_of_any_file() {
    let digest = |edits: &[Edit]| check(edits).0.pack.unwrap().digest;
    let sound = digest(&[]);
    assert_eq!(sound, digest(&[]));
    assert_ne!(sound, digest(&[(IN_PROFILE, "By Decree 42.", "By Decree 42!")]));
    assert_ne!(sound, digest(&[(IN_SITE, "[[proof]]", "# remark\n[[proof]]")]));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted_in_silence() {
    let dir = tempfile::tempdir().unwrap();
    write_rules(dir.path(), &[]);
    let path = dir.path().join(IN_SITE);
    std::fs::write(&path, format!("\u{feff}{}", SITE.trim_start().replace('\n', "\r\n"))).unwrap();
    assert!(rules::check(Some(dir.path())).unwrap().diagnostics.is_empty());
}

#[test]
fn a_folder_without_rules_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let error = rules::load(Some(dir.path())).unwrap_err().to_string();
    assert!(error.contains("no rule files") && error.contains(&dir.path().display().to_string()), "{error}");
    let missing = dir.path().join("missing");
    let error = rules::load(Some(&missing)).unwrap_err().to_string();
    assert!(error.starts_with("cannot read") && error.contains("missing"), "{error}");
}
