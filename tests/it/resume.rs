//! A run whose process is killed again and again ends with the findings of one that was left alone. Everything goes
//! through the built program, as its users run it: `d42 demo`, SIGKILL, `d42 resume`.

#[cfg(unix)]
mod full;
#[cfg(unix)]
mod unwritable;

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

use d42::{
    crawl::PortalEnd,
    snapshot::{FindingRow, Run, SavedRun},
};
use rusqlite::{Connection, OpenFlags};

const SEED: u64 = 42;
/// Kills per run.
const KILLS: usize = 5;

/// `d42` as a user has it, saying nothing but errors.
pub(crate) fn d42(words: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_d42"));
    command.args(words).arg(folder).arg("--quiet").env_clear().stdout(Stdio::null());
    command
}

fn begin(portals: &str, folder: &Path) -> Command {
    d42(&["demo", "--portals", portals, "--components", "0", "--out"], folder)
}

fn resume(folder: &Path) -> Command {
    d42(&["resume"], folder)
}

/// How many captures the run in `folder` has acknowledged; 0 before there is an index.
pub(crate) fn acknowledged(folder: &Path) -> usize {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let count = Connection::open_with_flags(folder.join("run.sqlite"), flags)
        .and_then(|index| index.query_row("SELECT count(*) FROM captures", [], |row| row.get::<_, u32>(0)));
    count.unwrap_or(0) as usize
}

/// Kills `command` as soon as the run has acknowledged `captures`; gives how many it had then.
pub(crate) fn kill_at(captures: usize, mut command: Command, folder: &Path) -> usize {
    let mut child = command.spawn().unwrap();
    while acknowledged(folder) < captures {
        assert!(child.try_wait().unwrap().is_none(), "ended by itself before it had {captures} captures");
        std::thread::yield_now();
    }
    // SIGKILL: nothing is flushed, nothing is said.
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.code(), None, "ended by itself with {captures} captures");
    acknowledged(folder)
}

/// What a run found and how it got there, times and capture ids aside.
#[derive(Debug, PartialEq)]
pub(crate) struct Harvest {
    pub(crate) findings: Vec<FindingRow>,
    ends: BTreeMap<String, Option<PortalEnd>>,
    visits: BTreeMap<String, Vec<String>>,
}

impl Harvest {
    /// That this is what `expected` is; says where it is not.
    pub(crate) fn is(&self, expected: &Self) {
        for (found, expected) in self.findings.iter().zip(&expected.findings) {
            assert_eq!(found, expected);
        }
        assert_eq!(self.findings.len(), expected.findings.len());
        assert_eq!(self.ends, expected.ends);
        assert!(self.visits == expected.visits, "another order of visits");
    }
}

pub(crate) fn harvest(folder: &Path) -> Harvest {
    let run = SavedRun::open(folder).unwrap();
    assert!(run.manifest().finished.is_some());
    let mut findings = run.findings().unwrap();
    for finding in &mut findings {
        if let Some(text) = &mut finding.evidence {
            let mut evidence: serde_json::Map<_, _> = serde_json::from_str(text).unwrap();
            for aside in ["at", "capture"] {
                assert!(evidence.remove(aside).is_some(), "evidence has no {aside}");
            }
            // Only where a server confirmed what an earlier run had received.
            evidence.remove("received");
            *text = serde_json::Value::Object(evidence).to_string();
        }
    }
    let mut harvest = Harvest { findings, ends: BTreeMap::new(), visits: BTreeMap::new() };
    for portal in run.portals().unwrap() {
        let captures = run.captures(&portal.id).unwrap();
        assert!(captures.iter().zip(0..).all(|(capture, number)| capture.sequence == number));
        let visits = captures.iter().map(|capture| capture.url.to_string()).collect();
        harvest.visits.insert(portal.id.to_string(), visits);
        harvest.ends.insert(portal.id.to_string(), run.end(&portal.id).unwrap());
    }
    harvest
}

#[test]
fn a_run_killed_at_several_points_and_resumed_finds_what_an_undisturbed_one_finds() {
    let scratch = tempfile::tempdir().unwrap();
    let undisturbed = scratch.path().join("undisturbed");
    assert!(begin("3", &undisturbed).status().unwrap().success());
    let expected = harvest(&undisturbed);
    let total = acknowledged(&undisturbed);
    assert!(total > 60 && expected.findings.len() > 100, "{total} captures are too few to be killed among");

    let killed = scratch.path().join("killed");
    let mut state = SEED;
    let mut kept = 0;
    for number in 0..KILLS {
        // Points drawn by lot, each in its own stretch of the run and none near its end.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let stretch = total / (KILLS + 2);
        let point = number * stretch + 1 + (state >> 33) as usize % stretch;
        let command = if number == 0 { begin("3", &killed) } else { resume(&killed) };
        let now = kill_at(point.max(kept + 1), command, &killed);
        assert!(now > kept, "what was acknowledged is kept, and every session adds to it: {now} after {kept}");
        kept = now;
    }
    assert!(kept < total, "the last kill came before the end");
    assert!(resume(&killed).status().unwrap().success());
    assert_eq!(harvest(&killed), expected);
    assert_eq!(acknowledged(&killed), total, "nothing is asked for twice");
    let report = |folder: &Path| std::fs::read(folder.join("portals.csv")).unwrap();
    assert_eq!(report(&killed), report(&undisturbed), "and the reports are those of an undisturbed run");
}

/// What `d42 resume` of `folder` ends with, and what it says.
fn resumed(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let words = [&["resume", "--lang", "en", "--no-progress"], more].concat();
    let mut command = Command::new(env!("CARGO_BIN_EXE_d42"));
    let ended = command.args(words).arg(folder).env_clear().stdout(Stdio::null()).output().unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}

/// What a repair of `folder` strikes from its index.
fn struck(folder: &Path) -> usize {
    Run::repair(folder).unwrap().recovery().dropped as usize
}

#[test]
fn what_a_damaged_archive_has_lost_is_asked_for_again_only_when_told_to() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("run");
    assert!(begin("1", &folder).status().unwrap().success());
    let expected = harvest(&folder);
    let total = acknowledged(&folder);
    let archive = folder.join("snapshot/d42-00000.warc.gz");
    let whole = std::fs::read(&archive).unwrap();

    // A few bytes in the middle cost the captures they lie in, and no other.
    let mut bytes = whole.clone();
    bytes[whole.len() / 2..][..200].fill(0);
    std::fs::write(&archive, &bytes).unwrap();
    let (code, said) = resumed(&folder, &[]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("restore it from a copy") && said.contains("--repair` asks again"), "{said}");
    assert_eq!(acknowledged(&folder), total, "refused, and nothing was changed");
    let lost = struck(&folder);
    assert!((1..=3).contains(&lost), "{lost} of {total}");
    assert_eq!(acknowledged(&folder), total - lost);

    // So does an end that is gone; both losses are made good in one session.
    std::fs::write(&archive, &bytes[..whole.len() * 3 / 4]).unwrap();
    let (code, said) = resumed(&folder, &[]);
    assert_eq!(code, Some(3), "{said}");
    assert_eq!(acknowledged(&folder), total - lost, "refused, and nothing was changed");
    let (code, said) = resumed(&folder, &["--repair"]);
    assert_eq!(code, Some(0), "{said}");
    let more: usize = said.split("asking again for ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!((2..total / 2).contains(&more), "{more} of {total}");
    assert_eq!(harvest(&folder), expected);
    assert_eq!(acknowledged(&folder), total);
    assert_eq!(struck(&folder), 0, "the archive is whole again");

    // Without its file nothing is left, and the run can still go on.
    std::fs::remove_file(&archive).unwrap();
    assert!(Run::open(&folder).unwrap_err().damaged_file().is_some());
    assert_eq!(acknowledged(&folder), total, "refused, and nothing was changed");
    assert_eq!(struck(&folder), total);
    assert_eq!(acknowledged(&folder), 0);
    Run::open(&folder).expect("as empty as a run that has just begun");
}
