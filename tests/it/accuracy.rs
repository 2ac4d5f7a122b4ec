//! `d42 accuracy`: figures that can be checked by hand, labels that are refused, and the published form.

use std::{fmt::Write as _, fs, path::Path};

use crate::cli::d42;
use d42::{accuracy::v1, cli::Exit};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

const SEARCH: &str = r#"<header><form action="/tim-kiem" role="search"><input type="search" name="q" placeholder="Tìm kiếm"><button>Tìm kiếm</button></form></header>"#;

/// Pages of invented agencies in two designs: `search` is found on `a/1` and `b/1`, missed on `a/2` (there is none, the
/// label says so against better knowledge), noisy on `b/2`; `b/3` is made by a script and cannot be told.
fn pages() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let page = |name: &str, body: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = "Trang thông tin của cơ quan mẫu. ".repeat(60);
        let html = format!("<!doctype html><html lang=vi><title>Bộ Mẫu</title><body>{body}<main><p>{text}</p></main>");
        fs::write(path, html).unwrap();
    };
    page("a/1.html", SEARCH);
    page("a/2.html", "");
    page("b/1.html", SEARCH);
    page("b/2.html", SEARCH);
    fs::write(folder.path().join("b/3.html"), "<!doctype html><body><div id=root></div><script src=/app.js></script>")
        .unwrap();
    fs::write(
        folder.path().join("manifest.csv"),
        "file,agency,tier,original_url,labels_present,labels_content,labels_unsure\n\
         a/1.html,Bộ Mẫu 01,ministry,http://bomau01.gov.vn/1,search,,\n\
         a/2.html,Bộ Mẫu 01,ministry,http://bomau01.gov.vn/2,search,,statistics\n\
         b/1.html,Tỉnh Mẫu 07,province,http://mau07.gov.vn/1,search;source_notice,source_notice,\n\
         b/2.html,Tỉnh Mẫu 07,province,http://mau07.gov.vn/2,,,\n\
         b/3.html,Tỉnh Mẫu 07,province,http://mau07.gov.vn/3,,,\n",
    )
    .unwrap();
    folder
}

fn measured(folder: &Path) -> v1::Accuracy {
    let (exit, stdout, stderr) = d42(&["accuracy", "--pages", text(folder), "--on", "2026-06-01", "--format", "json"]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    v1::Accuracy::read(&stdout).unwrap()
}

#[test]
fn pages_are_counted_by_code_requirement_and_design() {
    let folder = pages();
    let of = measured(folder.path());
    let present = &of.levels[0];
    let search = &present.subjects.iter().find(|subject| subject.id == "search").unwrap().counts;
    assert_eq!((search.hit, search.noisy, search.missed, search.quiet), (2, 1, 1, 1));
    assert_eq!((search.precision.value, search.precision.part, search.precision.whole), (Some(0.6667), 2, 3));
    let requirement = present.requirements.iter().find(|subject| subject.id == "site-search").unwrap();
    assert_eq!(requirement.counts, *search);
    let designs: Vec<(&str, u32, u32)> =
        present.designs.iter().map(|design| (design.id.as_str(), design.overall.hit, design.overall.noisy)).collect();
    assert_eq!(designs, [("a", 1, 0), ("b", 1, 1)]);
    assert!(present.headline.subjects.is_empty(), "four cases are too few for the headline");
    assert!(of.goals.iter().all(|goal| !goal.met && goal.measured.is_none()));
    assert_eq!(of.of.unsure, 1);
    assert_eq!(of.without_requirement.iter().find(|one| one.id == "source_notice").unwrap().present, 1);
    let rows = &of.confusion.by_subject.iter().find(|one| one.id == "search").unwrap().rows;
    assert_eq!(*rows, [[0, 1, 0, 0, 1].to_vec(), [1, 2, 0, 0, 0].to_vec(), [0; 5].to_vec()], "{:?}", of.confusion);
}

#[test]
fn what_is_withheld_is_told_apart() {
    let folder = pages();
    let of = measured(folder.path());
    let withheld = of.withheld;
    assert_eq!(withheld.rate.part + withheld.decided.whole, withheld.rate.whole);
    assert!(withheld.rate.part > 0, "a page made by a script tells nothing: {withheld:?}");
    assert_eq!((withheld.all.part, withheld.there), (withheld.decided.part, 0));
}

#[test]
fn the_tables_say_the_same_in_both_languages_and_list_what_differs() {
    let folder = pages();
    let args = ["accuracy", "--pages", text(folder.path()), "--on", "2026-06-01", "--disagreements"];
    let (exit, vi, _) = d42(&args);
    assert_eq!(exit, Exit::Done);
    assert!(vi.contains("5 trang có nhãn") && vi.contains("present search: absent → named: b/2.html"), "{vi}");
    let (_, en, _) = d42(&[&args[..], &["--lang", "en"]].concat());
    assert!(en.contains("5 pages with labels") && en.contains("present search: entry → nothing: a/2.html"), "{en}");
    assert!(en.contains("0.667 (0.208–0.939)") && en.contains("MISSED"), "{en}");
    let (exit, ..) = d42(&[&args[..], &["--deny-missed-goals"]].concat());
    assert_eq!(exit, Exit::Findings);
}

#[test]
fn a_measurement_is_valid_against_its_committed_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/accuracy.schema.json");
    let schema = serde_json::to_value(v1::Accuracy::schema()).unwrap();
    let wanted = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("D42_UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted, "run with D42_UPDATE=1 and review the difference");
    let folder = pages();
    let value: serde_json::Value = serde_json::from_str(&measured(folder.path()).write().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn labels_that_cannot_be_meant_are_refused_with_their_place() {
    let folder = pages();
    let labels = folder.path().join("labels.csv");
    let refused = |content: &str, more: &[&str]| {
        fs::write(&labels, content).unwrap();
        let args = ["accuracy", "--pages", text(folder.path()), "--labels", text(&labels), "--lang", "en"];
        let (exit, stdout, stderr) = d42(&[&args[..], more].concat());
        assert_eq!((exit, stdout.as_str()), (Exit::InvalidInput, ""), "{stderr}");
        stderr
    };
    let columns = "file,labels_present,labels_content,labels_unsure\n";
    let said = refused(&format!("{columns}a/9.html,,,\na/1.html,serch,,\n"), &[]);
    assert!(said.contains("labels.csv:3:10") && said.contains("did you mean `search`?"), "{said}");
    let said = refused(&format!("{columns}a/9.html,,,\n"), &[]);
    assert!(said.contains("error[no-such-page]") && said.contains("labels.csv:2:1"), "{said}");
    let said = refused("portal,requirement,outcome\nx,site-search,passed\n", &[]);
    assert!(said.contains("--run RUN"), "{said}");
    let codes = folder.path().join("codes.csv");
    fs::write(&codes, "code,present,content\nsearch,site-serch,\n").unwrap();
    let said = refused(columns, &["--codes", text(&codes)]);
    assert!(said.contains("error[unknown-requirement]") && said.contains("did you mean `site-search`?"), "{said}");
}

#[test]
fn a_run_is_held_against_what_is_true_of_its_portals() {
    let run = super::report::copied_run();
    let truth = run.path().join("truth.csv");
    let accuracy = |more: &[&str]| d42(&[&["accuracy", "--run", text(run.path()), "--lang", "en"][..], more].concat());
    // What the program itself says is right; of one thing nobody could see the truth is that.
    let (_, json, _) = d42(&["report", text(run.path()), "--format", "json", "--out", "-"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mut table = String::from("portal,requirement,outcome\n");
    let mut failed = 0;
    for portal in report["portals"].as_array().unwrap() {
        for finding in portal["findings"].as_array().unwrap() {
            let mut outcome = finding["outcome"].as_str().unwrap();
            if outcome == "failed" && failed == 0 {
                failed += 1;
                outcome = "cant-tell";
            }
            let (portal, requirement) = (portal["id"].as_str().unwrap(), finding["requirement"].as_str().unwrap());
            writeln!(table, "{portal},{requirement},{outcome}").unwrap();
        }
    }
    fs::write(&truth, &table).unwrap();
    let (exit, stdout, stderr) = accuracy(&["--format", "json"]);
    assert_eq!(exit, Exit::Done, "{stderr}");
    let of = v1::Accuracy::read(&stdout).unwrap();
    assert!(of.of.simulated && of.of.kind == v1::Kind::Run);
    assert_eq!((of.unseen_failed, of.disagreements.len()), (Some(failed), failed as usize));
    let met: Vec<(&str, bool)> = of.goals.iter().map(|goal| (goal.name.as_str(), goal.met)).collect();
    assert_eq!(met, [("agreement", true), ("unseen-failed", failed == 0)]);
    let (_, stdout, _) = accuracy(&["--disagreements"]);
    assert!(stdout.starts_with("SIMULATED DATA") && stdout.contains("cant-tell → failed"), "{stdout}");

    // What of the archive is lost is told, and the rest is measured.
    let archive = run.path().join("snapshot/d42-00000.warc.gz");
    let whole = fs::read(&archive).unwrap();
    fs::write(&archive, &whole[..whole.len() / 2]).unwrap();
    let (exit, stdout, stderr) = accuracy(&["--format", "json"]);
    assert_eq!(exit, Exit::InvalidInput);
    assert!(stderr.contains("error[archive-damaged]") && stderr.contains("captures cannot be read"), "{stderr}");
    assert!(v1::Accuracy::read(&stdout).unwrap().disagreements.len() > failed as usize);
    fs::write(&archive, whole).unwrap();

    fs::write(&truth, "portal,requirement,outcome\nbo-mau-99,site-search,passed\n").unwrap();
    let (exit, _, stderr) = accuracy(&[]);
    assert_eq!(exit, Exit::InvalidInput);
    assert!(stderr.contains("error[unknown-portal]") && stderr.contains("truth.csv:2:1"), "{stderr}");
    fs::remove_file(&truth).unwrap();
    assert_eq!(accuracy(&[]).0, Exit::Io);
}

#[test]
fn a_report_tells_how_far_to_trust_it() {
    let (folder, run) = (pages(), super::report::copied_run());
    let file = folder.path().join("accuracy.json");
    let (_, json, _) = d42(&["accuracy", "--pages", text(folder.path()), "--on", "2026-06-01", "--format", "json"]);
    fs::write(&file, &json).unwrap();
    let html = |file: &Path| {
        let args = ["report", text(run.path()), "--lang", "en", "--out", "-", "--accuracy", text(file)];
        d42(&args)
    };
    let (exit, page, stderr) = html(&file);
    assert_eq!(exit, Exit::Done, "{stderr}");
    let from = page.find("<section id=\"trust\"").unwrap();
    let part = &page[from..from + page[from..].find("</section>").unwrap()];
    for said in ["5 saved pages", "66.7% (20.8–93.9)", "How far to trust this", "Search of the site"] {
        assert!(part.contains(said), "{said} is missing in {part}");
    }
    assert!(!part.contains("other rules"), "measured with the same rules");
    fs::write(&file, json.replace("\"rules_digest\": \"", "\"rules_digest\": \"0")).unwrap();
    assert!(html(&file).1.contains("measured with other rules"));
    fs::write(&file, "{}").unwrap();
    let (exit, _, stderr) = html(&file);
    assert!(exit == Exit::InvalidInput && stderr.contains("d42 accuracy"), "{stderr}");
}
