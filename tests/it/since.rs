//! Runs that follow an earlier one: what is asked again, shown from the server's side; what is found; and what becomes of a
//! run when the earlier one is gone.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use d42::{
    cli::Exit,
    demo::{HostCounts, Plan, PlanOptions, Server, ServerOptions},
    snapshot::{CaptureResult, Manifest, SavedRun, body_digest, warc::WarcReader},
};
use jiff::civil::date;
use rusqlite::{Connection, OpenFlags};

use crate::{
    audit::begun,
    resume::{acknowledged, d42, harvest, kill_at},
};

/// How the program ends, and what it says. Files are read in processes of its own, so it is the built one that runs.
fn say(args: &[&str]) -> (Exit, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_d42"));
    let ended = command.args(["--lang", "en", "--no-progress"]).args(args).env_clear().stdout(Stdio::null()).output();
    let ended = ended.unwrap();
    let code = ended.status.code().unwrap();
    let exit = Exit::ALL.into_iter().find(|exit| *exit as i32 == code);
    (exit.unwrap_or_else(|| panic!("exit {code}")), String::from_utf8(ended.stderr).unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// How many captures of the run in `folder` have their content by a record of this kind.
fn revisits(folder: &Path, kind: &str) -> u32 {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let index = Connection::open_with_flags(folder.join("run.sqlite"), flags).unwrap();
    index.query_row("SELECT count(*) FROM captures WHERE revisit = ?", [kind], |row| row.get(0)).unwrap()
}

/// Bytes and unchanged answers of all hosts.
fn sent(counts: &BTreeMap<String, HostCounts>) -> (u64, u64) {
    counts.values().fold((0, 0), |(bytes, unchanged), host| (bytes + host.bytes, unchanged + host.not_modified))
}

#[test]
fn an_unchanged_web_sends_a_fifth_of_its_bytes_and_is_found_the_same() {
    let scratch = tempfile::tempdir().unwrap();
    let (portals, components, seed) = (8, 10, 42);
    let today = date(2026, 11, 23);
    let plan = Arc::new(Plan::new(PlanOptions { portals, ..PlanOptions::full(seed, components, today) }));
    let server = Server::start(plan, ServerOptions::default()).unwrap();
    let served = scratch.path().join("served.json");
    let web = serde_json::json!({
        "simulated": true,
        "web": { "portals": portals, "components": components, "seed": seed },
        "day": today,
        "hosts": server.hosts(),
    });
    fs::write(&served, web.to_string()).unwrap();
    let (first, second) = (scratch.path().join("first"), scratch.path().join("second"));
    let audit = |more: &[&str]| {
        let before = sent(&server.counts());
        let (exit, said) = say(&[&["demo", "--served", text(&served), "--out"], more].concat());
        assert_eq!(exit, Exit::Done, "{said}");
        let after = sent(&server.counts());
        (after.0 - before.0, after.1 - before.1)
    };
    let (whole, none) = audit(&[text(&first)]);
    assert_eq!(none, 0, "nobody asks whether anything has changed the first time");
    let (again, unchanged) = audit(&[text(&second), "--since", text(&first)]);
    println!("{whole} bytes, then {again} with {unchanged} answers that nothing has changed");
    assert!(again * 5 <= whole, "{again} of {whole} bytes were sent again");
    assert_eq!(u64::from(revisits(&second, "server-not-modified")), unchanged);
    let kept = acknowledged(&second) as u64;
    assert!(kept > unchanged + kept / 20, "some servers mark nothing: {unchanged} of {kept}");
    let expected = harvest(&first);
    assert!(expected.findings.len() > 300);
    harvest(&second).is(&expected);
    let earlier = Manifest::read(&first).unwrap();
    assert_eq!(Manifest::read(&second).unwrap().since.unwrap().id, earlier.id);
    for (folder, named) in [(&first, serde_json::Value::Null), (&second, earlier.id.into())] {
        let report = fs::read_to_string(folder.join("report.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["run"]["since"].get("id").unwrap_or(&serde_json::Value::Null), &named);
    }
}

#[test]
fn a_run_that_follows_another_is_killed_resumed_and_finds_the_same_with_and_without_the_other() {
    let scratch = tempfile::tempdir().unwrap();
    let place = |name: &str| scratch.path().join(name);
    let (first, killed, orphaned, third) = (place("first"), place("killed"), place("orphaned"), place("third"));
    let begin = ["demo", "--portals", "2", "--components", "0", "--out"];
    assert!(d42(&begin, &first).status().unwrap().success());
    let expected = harvest(&first);
    let total = acknowledged(&first);
    let after = |folder: &Path| {
        let mut command = d42(&begin, folder);
        command.arg("--since").arg(&first);
        command
    };
    let mut kept = kill_at(total / 5, after(&killed), &killed);
    for fifths in [2, 3] {
        kept = kill_at((fifths * total / 5).max(kept + 1), d42(&["resume"], &killed), &killed);
    }
    assert!(kept < total);
    kill_at(total / 2, after(&orphaned), &orphaned);
    assert!(d42(&["resume"], &killed).status().unwrap().success());
    harvest(&killed).is(&expected);
    let confirmed = revisits(&killed, "server-not-modified") as usize;
    assert!(confirmed > total / 2, "{confirmed} of {total}");
    // No record stands in an archive twice, also not where two sessions took it from the earlier run.
    let mut ids = BTreeSet::new();
    let mut reader = WarcReader::open(&killed.join("snapshot/d42-00000.warc.gz")).unwrap();
    for entry in reader.records() {
        assert!(ids.insert(entry.unwrap().record.field("WARC-Record-ID").unwrap().to_owned()));
    }

    // The run goes on, is followed, judged and reported without the one before it.
    let began = Manifest::read(&first).unwrap().started;
    fs::remove_dir_all(&first).unwrap();
    let (exit, said) = say(&["resume", text(&orphaned)]);
    assert_eq!(exit, Exit::Done, "{said}");
    assert!(said.contains("the earlier run is no longer in"), "{said}");
    harvest(&orphaned).is(&expected);
    let some = revisits(&orphaned, "server-not-modified") as usize;
    assert!(some > 0 && some < confirmed, "{some}");

    let (exit, said) =
        say(&["demo", "--portals", "2", "--components", "0", "--out", text(&third), "--since", text(&killed)]);
    assert_eq!(exit, Exit::Done, "{said}");
    let began_killed = Manifest::read(&killed).unwrap().started;
    fs::remove_dir_all(&killed).unwrap();
    harvest(&third).is(&expected);
    assert!(revisits(&third, "server-not-modified") as usize == confirmed);
    let run = SavedRun::open(&third).unwrap();
    for portal in run.portals().unwrap() {
        for capture in run.captures(&portal.id).unwrap() {
            if let Some(received) = capture.received {
                assert!(received >= began && received < began_killed, "received by the first run of all");
                assert!(capture.at > received && capture.content_at() == received);
            }
            if let CaptureResult::Answered { status, digest, .. } = &capture.result {
                let exchange = run.exchange(&capture).unwrap();
                assert_eq!((exchange.status, &body_digest(&exchange.body)), (*status, digest));
            }
        }
    }
    let (exit, said) = say(&["judge", text(&third)]);
    assert_eq!(exit, Exit::Done, "{said}");
    assert_eq!(harvest(&third).findings, expected.findings);
    let csv = fs::read_to_string(third.join("findings.csv")).unwrap();
    assert!(csv.lines().next().unwrap().contains("content_received_at"));
    assert!(csv.contains(&format!(",{}", &began.to_string()[..10])), "{began}");
    let report = fs::read_to_string(third.join("report.html")).unwrap();
    assert!(report.contains("the server confirmed that the content received at"));
}

#[test]
fn an_earlier_run_that_does_not_fit_is_refused_or_remarked_on_before_anything_is_asked() {
    let scratch = tempfile::tempdir().unwrap();
    begun(scratch.path(), "earlier").close().unwrap();
    let (earlier, out) = (scratch.path().join("earlier"), scratch.path().join("out"));
    let registry = scratch.path().join("nowhere.csv");
    let audit = |more: &[&str]| {
        let words = ["crawl", "--contact", "mailto:audit@example.vn", "--rate", "1000", "--again-after", "0", "--out"];
        say(&[&words[..], &[text(&out)], more].concat())
    };
    let since = |run: &Path, registry: &Path| audit(&["--cohort", text(registry), "--since", text(run)]);

    let (exit, said) = since(scratch.path(), &registry);
    assert_eq!(exit, Exit::Usage, "{said}");
    assert!(said.contains("is not a run folder"), "{said}");

    let (exit, said) = audit(&["--cohort", "2026", "--since", text(&earlier)]);
    assert_eq!(exit, Exit::Usage, "{said}");
    assert!(said.contains("holds none of the portals to visit"), "{said}");

    let (exit, said) = say(&["demo", "--portals", "1", "--out", text(&out), "--since", text(&earlier)]);
    assert_eq!(exit, Exit::Usage, "{said}");
    assert!(said.contains("is a run over real portals"), "{said}");

    let manifest = earlier.join("run.json");
    let written = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, written.replace("\"format\": 2", "\"format\": 9")).unwrap();
    let (exit, said) = since(&earlier, &registry);
    assert_eq!(exit, Exit::RunUnusable, "{said}");
    assert!(said.contains("run format 9"), "{said}");
    assert!(!out.exists(), "nothing was begun");

    // The same portals, but another state of registry, rules and program: taken as far as it goes.
    fs::write(&manifest, written.replace(&format!("\"d42\": \"{}\"", env!("CARGO_PKG_VERSION")), "\"d42\": \"0.0.1\""))
        .unwrap();
    let more = fs::read_to_string(&registry).unwrap() + "xa-mau,province,Tỉnh Mẫu 02,http://tinh-mau-02.invalid\n";
    fs::write(&registry, more).unwrap();
    let (_, said) = since(&earlier, &registry);
    for remark in [
        "the registry has changed; 2 of 3 portals are in that run",
        "the rules have changed",
        "it was written by d42 0.0.1",
        "it is not complete",
    ] {
        assert!(said.contains(remark), "{remark}: {said}");
    }
}
