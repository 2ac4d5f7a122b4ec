//! The HTML document: complete, safe, offline, the same every time.

use std::collections::BTreeMap;

use d42::report::{Lang, ReasonCode, html};

use super::model;

fn vi(report: &d42::report::Report) -> String {
    html::write(report, Lang::Vi).unwrap()
}

#[test]
fn the_same_report_gives_the_same_bytes_in_whatever_order_it_was_put_together() {
    for lang in Lang::ALL {
        let first = html::write(&model::everything(), lang).unwrap();
        assert_eq!(first, html::write(&model::everything(), lang).unwrap());
        assert!(first == html::write(&model::shuffled(), lang).unwrap(), "order of ingredients shows");
    }
}

#[test]
fn every_reason_reaches_the_reader() {
    let page = vi(&model::everything());
    for code in ReasonCode::ALL {
        assert!(page.contains(&format!("<code>{code}</code>")), "{code}");
    }
}

#[test]
fn what_was_searched_says_how_many_files_were_named_fetched_and_not_read() {
    let page = vi(&model::everything());
    let said = "Tệp của các mục đó: 14 tệp được nêu, đã tải 3, đọc được 1; chưa đọc: 10 không tải thử, 2 bản quét không có \
                lớp văn bản, 1 không tồn tại.";
    assert!(page.contains(said));
}

#[test]
fn the_first_page_says_by_which_law_and_that_it_is_a_simulated_draft() {
    let page = vi(&model::everything());
    let main = page.find("<main>").unwrap();
    for said in ["Nghị định số 42/2022/NĐ-CP", "30/6/2026", "DỮ LIỆU MÔ PHỎNG", "DỰ THẢO"] {
        assert!(page[..main].contains(said), "{said}");
    }
    assert!(!page.contains("là một giả định"), "the note on the 18 belongs to the cohort of 2024 alone");
}

#[test]
fn under_every_table_of_2024_stands_that_its_eighteen_are_an_assumption() {
    let page = vi(&model::cohort_of_2024());
    for part in ["survey", "missing", "scores", "portals"] {
        let from = page.find(&format!("<section id=\"{part}\"")).unwrap();
        let until = from + page[from..].find("</section>").unwrap();
        assert!(page[from..until].contains("là một giả định"), "{part}");
    }
    assert!(!page.contains("DỮ LIỆU MÔ PHỎNG"));
}

#[test]
fn a_note_on_several_grounds_is_said_once_below_them_all() {
    let page = include_str!("../../../reports/sample-report.html");
    let from = page.find("<section id=\"requirements\"").unwrap();
    let section = &page[from..from + page[from..].find("</section>").unwrap()];
    let notes: BTreeMap<&str, &str> = section
        .split("<li id=\"")
        .skip(1)
        .map(|item| item.split("</li>").next().unwrap().split_once("\">").unwrap())
        .collect();
    assert!(notes.len() > 3, "the sample has such notes");
    for (id, note) in &notes {
        assert!(section.matches(&format!("href=\"#{id}\"")).count() > 1, "{id} belongs to several grounds");
        assert!(!section.contains(&format!(") {note}</span>")), "also said in full: {note}");
    }
    let referred = section.split("href=\"#note-").skip(1).map(|rest| rest.split('"').next().unwrap());
    assert!(referred.map(|number| format!("note-{number}")).all(|id| notes.contains_key(id.as_str())));
}

#[test]
fn portals_are_listed_by_the_score_that_is_printed() {
    let page = html::write(&model::survey_sized(), Lang::En).unwrap();
    let from = page.find("<table class=\"scores\">").unwrap();
    let table = &page[from..from + page[from..].find("</table>").unwrap()];
    assert!(table.contains("Portals by score, highest first"), "the caption says so");
    let mut printed: Vec<(f64, f64, &str)> = Vec::new();
    for row in table.split("<tr><th scope=\"row\">").skip(1) {
        let cell = |mark: &str| row.split_once(mark).map(|(_, rest)| rest.split('<').next().unwrap()).unwrap();
        let id = row.split_once("#p-").unwrap().1.split('"').next().unwrap();
        let low = cell("num range\">").split('–').next().unwrap().parse().unwrap();
        printed.push((cell("num strong\">").parse().unwrap_or(-1.0), low, id));
    }
    assert!(printed.len() > 50 && printed.iter().any(|row| row.0 < printed[0].0), "{printed:?}");
    let mut sorted = printed.clone();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2)));
    assert_eq!(printed, sorted);
}

#[test]
fn among_what_is_missed_most_only_duties_are_named() {
    let report = model::survey_sized();
    let json: serde_json::Value = serde_json::from_str(&d42::report::json::write(&report).unwrap()).unwrap();
    let page = html::write(&report, Lang::En).unwrap();
    let from = page.find("Most often missing").expect("something is missing");
    let sentence = &page[from..from + page[from..].find('<').unwrap()];
    for requirement in json["requirements"].as_array().unwrap() {
        let duty = requirement["bases"].as_array().unwrap().iter().any(|basis| basis["force"] == "mandatory");
        let title = requirement["title"]["en"].as_str().unwrap();
        assert!(duty || !sentence.contains(&format!("“{title}”")), "{title} is no duty: {sentence}");
    }
}

#[test]
fn what_a_simulator_never_plants_is_not_called_missing_most() {
    let page = include_str!("../../../reports/sample-report.en.html");
    let json: serde_json::Value = serde_json::from_str(include_str!("../../../reports/sample-report.json")).unwrap();
    let from = page.find("Most often missing").expect("something is missing");
    let sentence = &page[from..from + page[from..].find('<').unwrap()];
    let planted = d42::demo::planted();
    for requirement in json["requirements"].as_array().unwrap() {
        let (id, title) = (requirement["id"].as_str().unwrap(), requirement["title"]["en"].as_str().unwrap());
        let known = planted.iter().any(|planted| planted.as_str() == id);
        assert!(known || !sentence.contains(&format!("“{title}”")), "{id} is not planted: {sentence}");
    }
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    for lang in Lang::ALL {
        let page = html::write(&model::everything(), lang).unwrap();
        assert!(page.contains("default-src 'none'"));
        for loading in ["src=", "url(http", "@import", "<link rel=\"stylesheet", "<iframe", "fetch(", "XMLHttpRequest"]
        {
            assert!(!page.contains(loading), "{loading}");
        }
        for (at, _) in page.match_indices("href=\"http") {
            let end = page[at..].find('>').unwrap();
            assert!(page[at..at + end].contains("rel=\"noopener noreferrer\""), "{}", &page[at..at + end]);
        }
    }
}

#[test]
fn hostile_text_stays_text() {
    for lang in Lang::ALL {
        let page = html::write(&model::hostile(), lang).unwrap();
        assert_eq!(page.matches("<script").count(), 1, "only the document's own script");
        assert!(!page.contains("<img"));
        assert!(!page.contains("\" onmouseover"));
        assert!(!page.contains("href=\"javascript:"));
        assert!(!page.contains("href=\"data:text"));
        assert!(!page.contains('\u{202e}'));
        assert!(page.contains("[U+202E]"));
    }
}

#[test]
fn every_link_within_the_document_has_its_target() {
    let page = vi(&model::everything());
    for (at, _) in page.match_indices("href=\"#") {
        let rest = &page[at + 7..];
        let id = &rest[..rest.find('"').unwrap()];
        assert!(page.contains(&format!("id=\"{id}\"")), "#{id}");
    }
    let mut ids: Vec<&str> =
        page.match_indices(" id=\"").map(|(at, _)| page[at + 5..].split('"').next().unwrap()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(all, ids.len(), "an id occurs twice");
}

#[test]
fn a_survey_of_89_portals_stays_below_12_megabytes() {
    let page = vi(&model::survey_sized());
    assert!(page.len() < 12_000_000, "{} bytes", page.len());
    if let Some(path) = std::env::var_os("D42_KEEP") {
        let dir = std::path::PathBuf::from(path);
        std::fs::write(dir.join("survey.html"), &page).unwrap();
        std::fs::write(dir.join("everything.html"), vi(&model::everything())).unwrap();
        std::fs::write(dir.join("everything.en.html"), html::write(&model::everything(), Lang::En).unwrap()).unwrap();
    }
}

#[test]
fn an_agency_of_2024_that_was_merged_is_shown_with_the_name_of_its_successor() {
    let rules = d42::rules::load(None).unwrap();
    let judge = d42::judge::Judge::new(&rules, rules.profile("decree-42").unwrap());
    let registry = d42::registry::load(&d42::registry::Cohort::from("2024"), None).unwrap();
    let merged: Vec<_> = registry.portals.into_iter().filter(|portal| portal.merged.is_some()).collect();
    let facts = d42::report::RunFacts {
        id: "x".to_owned(),
        program: String::new(),
        origin: d42::report::Origin::Crawled,
        cohort: "2024".to_owned(),
        registry_digest: String::new(),
        rules_digest: String::new(),
        started: jiff::Timestamp::UNIX_EPOCH,
        finished: None,
        unfinished: 0,
        since: None,
        planted: None,
    };
    let day = jiff::civil::date(2026, 11, 23);
    let report =
        d42::audit::assemble(&judge, &rules, &merged, BTreeMap::new(), facts, day, &d42::review::Rulings::default());
    let value: serde_json::Value = serde_json::from_str(&d42::report::json::write(&report).unwrap()).unwrap();
    for portal in value["portals"].as_array().unwrap() {
        let into = &portal["merged"]["into_name"]["vi"];
        assert!(d42::text::has_marks(into.as_str().unwrap()), "{} → {into}", portal["id"]);
    }
}
