//! Behaviour of `rules`: what a rule file may say, and what is said about one that may not.

use std::collections::BTreeSet;
use std::path::Path;

use d42::diagnostic::{Diagnostics, Style, render};
use d42::rules::{self, Checked, Confidence, FileKind, RequirementId};
use d42::text::{Bilingual, Lang};

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

const FILES: [(&str, &str); 3] = [
    ("requirements/sample-page.toml", PAGE),
    ("requirements/sample-site.toml", SITE),
    ("profiles/sample.toml", PROFILE),
];

/// One thing to change in the sound files: file, what stands there, what shall stand there.
type Edit = (&'static str, &'static str, &'static str);

const IN_PAGE: &str = "requirements/sample-page.toml";
const IN_SITE: &str = "requirements/sample-site.toml";
const IN_PROFILE: &str = "profiles/sample.toml";

/// Every code with the edits that provoke it.
const BROKEN: &[(&str, &[Edit])] = &[
    (
        "toml-syntax",
        &[
            (IN_PAGE, "observe = \"page\"", "observe = page"),
            (IN_PAGE, "to = 2026-06-30", "to = 2026-02-30"),
            (IN_SITE, "tiers = [\"province\"]", "tiers = [\"province\""),
        ],
    ),
    (
        "unknown-key",
        &[
            (IN_PAGE, "observe =", "where_any = true\nwieght = 2\nobserve ="),
            (IN_PAGE, "abbreviation =", "abbr ="),
            (IN_PAGE, "{ documents = { min = 3 } }", "{ documents = { min = 3, kind = [\"QĐ\"] } }"),
            (IN_SITE, "search-form = {}", "search-form = { min = 1 }"),
        ],
    ),
    (
        "missing-key",
        &[
            (IN_PAGE, "title = { vi = \"Mục mẫu\", en = \"Sample section\" }\n", ""),
            (IN_PAGE, ", en = \"files are there\"", ""),
            (IN_SITE, "force = \"by-conditions\"\n", ""),
            (IN_SITE, ", has = { search-form = {} }", ""),
        ],
    ),
    (
        "wrong-type",
        &[
            (IN_PAGE, "observe = \"page\"", "observe = 1"),
            (IN_PAGE, "from = 2022-08-15", "from = \"2022-08-15\""),
            (IN_PAGE, "article = \"4\"", "article = 4"),
            (IN_PAGE, "files = { min = 1 }", "files = { min = -1 }"),
            (IN_PAGE, "within-days = 90", "within-days = 90.5"),
            (IN_PAGE, "url = [\"muc-mau\"]", "url = \"muc-mau\""),
            (IN_SITE, "{ in = { region = \"header\", has = { search-form = {} } } }", "\"search-form\""),
        ],
    ),
    (
        "unknown-word",
        &[
            (IN_PAGE, "\"province\"]", "\"provnce\", \"planet\"]"),
            (IN_PAGE, "force = \"mandatory\"\nfrom = 2022", "force = \"manditory\"\nfrom = 2022"),
            (IN_PAGE, "confidence = \"B\"", "confidence = \"E\""),
            (IN_PAGE, "{ documents = { min = 3 } }", "{ document = { min = 3 } }"),
            (IN_SITE, "region = \"header\"", "region = \"head\""),
            (IN_SITE, "observe = \"site\"", "observe = \"sight\""),
        ],
    ),
    (
        "not-one-key",
        &[
            (IN_PAGE, "{ documents = { min = 3 } }", "{ documents = { min = 3 }, files = { min = 1 } }"),
            (IN_SITE, "has = { search-form = {} }", "has = {}"),
        ],
    ),
    (
        "id-form",
        &[
            (IN_PAGE, "id = \"sample-page\"", "id = \"Sample_Page\""),
            (IN_SITE, "name = \"search\"", "name = \"Ô tìm\""),
        ],
    ),
    ("id-not-file-name", &[(IN_PAGE, "id = \"sample-page\"", "id = \"simple-page\"")]),
    ("duplicate-id", &[(IN_SITE, "id = \"sample-site\"", "id = \"sample-page\"")]),
    (
        "empty-text",
        &[
            (IN_PAGE, "vi = \"Mục mẫu\"", "vi = \" \""),
            (IN_PAGE, "source = { vi = \"thông lệ\", en = \"custom\" }", "source = { vi = \"thông lệ\", en = \"\" }"),
            (IN_SITE, "instrument = \"42/2022/NĐ-CP\"", "instrument = \"\""),
        ],
    ),
    (
        "not-nfc",
        &[
            (IN_PAGE, "\"Trang mẫu\"", "\"Trang ma\u{302}\u{303}u\""),
            (IN_PAGE, "heading = [\"Mục\"]", "heading = [\"Mu\u{323}c\"]"),
        ],
    ),
    ("no-tiers", &[(IN_PAGE, "tiers = [\"ministry\", \"province\"]", "tiers = []")]),
    (
        "duplicate-entry",
        &[
            (IN_PAGE, "tiers = [\"ministry\", \"province\"]", "tiers = [\"ministry\", \"ministry\"]"),
            (IN_PAGE, "\"Trang mẫu\"", "\"Mục mẫu\""),
            (IN_PROFILE, "[\"sample-page\"]", "[\"sample-page\", \"sample-page\"]"),
        ],
    ),
    ("weight-zero", &[(IN_PAGE, "observe =", "weight = 0\nobserve =")]),
    ("weight-without-reason", &[(IN_PAGE, "observe =", "weight = 3\nobserve =")]),
    (
        "no-basis",
        &[(
            IN_SITE,
            "[[basis]]\ninstrument = \"42/2022/NĐ-CP\"\narticle = \"8\"\nforce = \"by-conditions\"\nconfidence = \"A\"",
            "basis = []",
        )],
    ),
    ("date-order", &[(IN_PAGE, "to = 2026-06-30", "to = 2021-06-30")]),
    ("point-letter", &[(IN_PAGE, "point = \"đ\"", "point = \"f\"")]),
    (
        "no-proof",
        &[(
            IN_SITE,
            "[[proof]]\nname = \"search\"\naccepts = \"strong\"\nsay = { vi = \"có ô tìm kiếm\", en = \"a search field is there\" }\nwhen = { in = { region = \"header\", has = { search-form = {} } } }",
            "",
        )],
    ),
    ("proof-not-wanted", &[(IN_SITE, "observe = \"site\"", "observe = \"person\"")]),
    ("self-evident-not-wanted", &[(IN_SITE, "accepts = \"strong\"", "accepts = \"strong\"\nself-evident = true")]),
    ("no-probe", &[(IN_SITE, "observe = \"site\"", "observe = \"probe\"")]),
    ("probe-not-wanted", &[(IN_SITE, "observe =", "probe = \"form\"\nobserve =")]),
    ("proof-order", &[(IN_PAGE, "accepts = \"strong\"", "accepts = \"incomplete\"")]),
    ("duplicate-name", &[(IN_PAGE, "name = \"files\"", "name = \"documents\"")]),
    (
        "zero-count",
        &[(IN_PAGE, "files = { min = 1 }", "files = { min = 0 }"), (IN_PAGE, "within-days = 90", "within-days = 0")],
    ),
    (
        "no-labels",
        &[
            (IN_PAGE, "text = [\"Mục mẫu\", \"Trang mẫu\"]", "text = []"),
            (IN_SITE, "observe = \"site\"", "observe = \"page\""),
        ],
    ),
    ("label-without-letters", &[(IN_PAGE, "\"Trang mẫu\"", "\"42\""), (IN_PAGE, "[\"Mục\"]", "[\"–\"]")]),
    ("label-spaces", &[(IN_PAGE, "\"Trang mẫu\"", "\" Trang  mẫu\"")]),
    ("url-label-form", &[(IN_PAGE, "\"muc-mau\"", "\"Mục-mẫu đẹp\"")]),
    (
        "empty-condition",
        &[
            (IN_PAGE, "heading = [\"Mục\"]", "heading = []"),
            (IN_PAGE, "words = { min = 1 }", "words = {}"),
            (IN_SITE, "has = { search-form = {} }", "has = { any = [] }"),
        ],
    ),
    ("count-order", &[(IN_PAGE, "words = { min = 1 }", "words = { min = 50, max = 10 }")]),
    (
        "count-out-of-reach",
        &[
            (
                IN_PAGE,
                "{ files = { min = 1 } }",
                "{ at-least = { count = 3, of = [{ files = { min = 1 } }, { labelled = {} }] } }",
            ),
            (IN_SITE, "search-form = {}", "form = { asks = [[\"Họ tên\"], [\"Thư điện tử\"]], at-least = 3 }"),
        ],
    ),
    (
        "share-out-of-range",
        &[
            (IN_PAGE, "files = { min = 1 }", "pictures-described = { percent = 0 }"),
            (IN_SITE, "search-form = {}", "pictures-described = { percent = 120 }"),
        ],
    ),
    (
        "host-pattern",
        &[(IN_PAGE, "files = { min = 1 }", "links = { min = 1, hosts = [\"https://mau.gov.vn/\", \"*.gov.vn\"] }")],
    ),
    ("language-code", &[(IN_PAGE, "files = { min = 1 }", "edition = { languages = [\"English\"] }")]),
    ("no-instruments", &[(IN_PROFILE, "[\"42/2022/NĐ-CP\", \"224/2026/NĐ-CP\"]", "[]")]),
    ("unused-instrument", &[(IN_PROFILE, "\"224/2026/NĐ-CP\"", "\"224/2026/NĐCP\"")]),
    ("unknown-requirement", &[(IN_PROFILE, "[\"sample-page\"]", "[\"sample-pgae\"]")]),
    (
        "requirement-outside-profile",
        &[
            (IN_PROFILE, "[\"42/2022/NĐ-CP\", \"224/2026/NĐ-CP\"]", "[\"224/2026/NĐ-CP\"]"),
            (IN_PROFILE, "[\"sample-page\"]", "[\"sample-site\"]"),
        ],
    ),
    ("no-profile", &[(IN_PROFILE, "[\"42/2022/NĐ-CP\", \"224/2026/NĐ-CP\"]", "[\"224/2026/NĐ-CP\"]")]),
    (
        "shared-label",
        &[
            (IN_SITE, "observe = \"site\"", "observe = \"page\""),
            (IN_SITE, "[[proof]]", "[labels]\ntext = [\"MỤC – MẪU\"]\n\n[[proof]]"),
        ],
    ),
    ("unknown-label", &[(IN_PAGE, "not = [", "shared = [\"Muc mẫu\"]\nnot = [")]),
];

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

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    for (kind, name) in [(FileKind::Requirement, "requirement"), (FileKind::Profile, "profile")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("rules/{name}.schema.json"));
        let committed = std::fs::read_to_string(&path).unwrap();
        assert_eq!(
            committed,
            rules::schema(kind),
            "renew it: d42 rules schema --kind {name} > rules/{name}.schema.json"
        );
    }
}

#[test]
fn an_editor_that_uses_the_schema_agrees_about_the_sound_files() {
    for (kind, text) in [(FileKind::Requirement, PAGE), (FileKind::Requirement, SITE), (FileKind::Profile, PROFILE)] {
        let schema: serde_json::Value = serde_json::from_str(&rules::schema(kind)).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let table: toml::Table = text.parse().unwrap();
        // Dates have no counterpart in JSON and become texts.
        let value = as_json(&toml::Value::Table(table));
        let problems: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{problems:?}");
    }
}

fn as_json(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(yes) => (*yes).into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            serde_json::Value::Object(table.iter().map(|(key, value)| (key.clone(), as_json(value))).collect())
        }
    }
}

proptest::proptest! {
    /// Whatever a slip of the editor leaves of a file is reported or loaded, never a panic.
    #[test]
    fn no_mutilated_file_makes_the_reader_panic(
        from in 0usize..1_400,
        length in 0usize..60,
        put in "[\\[\\]{}\"=.,#\n a-zđ0-9-]{0,12}",
    ) {
        let letters: Vec<char> = PAGE.trim_start().chars().collect();
        let from = from.min(letters.len());
        let until = (from + length).min(letters.len());
        let text: String = letters[..from].iter().copied().chain(put.chars()).chain(letters[until..].iter().copied()).collect();
        let dir = tempfile::tempdir().unwrap();
        write_rules(dir.path(), &[]);
        std::fs::write(dir.path().join(IN_PAGE), &text).unwrap();
        let checked = rules::check(Some(dir.path())).unwrap();
        proptest::prop_assert_eq!(checked.pack.is_none(), checked.diagnostics.errors() > 0);
        render(&checked.diagnostics, Style::Coloured, Lang::Vi);
        // The walk along the schema finds everything that the types refuse.
        proptest::prop_assert!(checked.diagnostics.iter().all(|found| found.code != "invalid-value"), "{text}");
    }
}
