//! Two runs side by side, by two rule sets.

use std::{fs, path::Path};

use d42::cli::Exit;
use serde_json::Value;

use crate::report::{copied_run, copy};

fn d42(args: &[&str]) -> (Exit, String, String) {
    crate::cli::d42(&[&["--lang", "en"], args].concat())
}

#[test]
fn what_only_the_rules_changed_is_not_put_down_to_a_portal() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let (run, former) = (copied_run(), tempfile::tempdir().unwrap());
    copy(&rules, former.path());
    // The rules as they may have been: they knew the list under another name.
    let file = former.path().join("requirements/disclosure-list.toml");
    let text = fs::read_to_string(&file).unwrap();
    let (before, rest) = text.split_once("[labels]\n").unwrap();
    let (_, after) = rest.split_once("\n[").unwrap();
    fs::write(&file, format!("{before}[labels]\ntext = [\"Tên không ai dùng\"]\n\n[{after}")).unwrap();

    let (folder, former) = (run.path().to_str().unwrap(), former.path().to_str().unwrap());
    let rules = rules.to_str().unwrap();
    let compare = |more: &[&str]| {
        let mut args = vec!["--rules", rules, "compare", folder, folder, "--format", "json"];
        args.extend(more);
        let (exit, out, err) = d42(&args);
        assert_eq!(exit, Exit::Done, "{err}");
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let turns = |found: &Value| -> Vec<(String, String)> {
        let portals = found["portals"].as_array().unwrap().clone();
        let turns = portals.iter().flat_map(|portal| portal["turns"].as_array().unwrap().clone());
        turns.map(|turn| (turn["requirement"].to_string(), turn["cause"].to_string())).collect()
    };
    let same = compare(&[]);
    assert_eq!(turns(&same), [], "a run is no other than itself");
    assert!(same["portals"].as_array().unwrap().iter().all(|portal| portal["by_rules"] == 0));

    let by_rules = compare(&["--rules-before", former]);
    let found = turns(&by_rules);
    assert!(!found.is_empty() && found.iter().all(|(_, cause)| cause == "\"rules\""), "{found:?}");
    assert!(found.iter().any(|(requirement, _)| requirement == "\"disclosure-list\""), "{found:?}");
    assert!(by_rules["portals"].as_array().unwrap().iter().all(|portal| portal["by_portal"] == 0));
    assert_ne!(by_rules["earlier"]["rules_digest"], by_rules["later"]["rules_digest"]);

    let (_, text, _) = d42(&["--rules", rules, "compare", folder, folder, "--rules-before", former]);
    assert!(text.contains("(rules)") && text.contains("outcomes changed: 0 by portals, "), "{text}");
}
