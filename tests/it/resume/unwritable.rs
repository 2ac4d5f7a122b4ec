//! Folders that may not be written: said with a way out, and nothing is lost.

use std::{
    fs::{self, Permissions},
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
};

use super::*;
use crate::audit::begun;

/// Whether permissions bind this process; they do not bind the superuser.
fn is_bound(folder: &Path) -> bool {
    let probe = tempfile::tempdir_in(folder).unwrap();
    fs::set_permissions(probe.path(), Permissions::from_mode(0o555)).unwrap();
    fs::write(probe.path().join("file"), "").is_err()
}

/// What `d42` ends with as somebody whom permissions bind, and what it says; `None` where there is no such person.
fn bound(words: &[&str], folder: &Path) -> Option<(Option<i32>, String)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_d42"));
    command.args(words).args(["--lang", "en"]).env_clear().stdin(Stdio::null()).current_dir(folder);
    if !is_bound(folder) {
        // Nobody, on any system.
        command.uid(65_534).gid(65_534);
    }
    let ended = command.output().ok()?;
    Some((ended.status.code(), String::from_utf8(ended.stderr).unwrap()))
}

/// Everything below `folder` with its contents.
fn contents(folder: &Path) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            all.extend(contents(&entry.path()));
        } else {
            all.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    all
}

fn allow(folder: &Path, folders: u32, files: u32) {
    for path in contents(folder).keys() {
        fs::set_permissions(path, Permissions::from_mode(files)).unwrap();
        fs::set_permissions(path.parent().unwrap(), Permissions::from_mode(folders)).unwrap();
    }
    fs::set_permissions(folder, Permissions::from_mode(folders)).unwrap();
}

#[test]
fn a_folder_that_may_not_be_written_is_named_and_left_as_it_is() {
    let scratch = tempfile::tempdir().unwrap();
    fs::set_permissions(scratch.path(), Permissions::from_mode(0o755)).unwrap();
    begun(scratch.path(), "run").close().unwrap();
    let run = scratch.path().join("run");
    let run_text = run.display().to_string();
    allow(&run, 0o555, 0o444);
    let before = contents(&run);
    let cohort = scratch.path().join("nowhere.csv").display().to_string();
    let inside = run.join("new").display().to_string();
    let contact = "mailto:audit@example.vn";
    for words in [
        &["resume", &run_text][..],
        &["resume", "--repair", &run_text],
        &["audit", "--cohort", &cohort, "--contact", contact, "--out", &inside],
        &["crawl", "--cohort", &cohort, "--contact", contact, "--out", &inside],
        &["demo", "--portals", "1", "--out", &inside],
    ] {
        let Some((code, said)) = bound(words, scratch.path()) else {
            eprintln!(
                "skipped: a_folder_that_may_not_be_written_is_named_and_left_as_it_is (nobody may run the program)"
            );
            return;
        };
        assert_eq!(code, Some(6), "{words:?}: {said}");
        assert!(said.contains(&run_text) && said.contains("allow writing"), "{words:?}: {said}");
        assert_eq!(contents(&run), before, "{words:?}");
    }
    allow(&run, 0o755, 0o644);
    let (code, said) = resumed(&run, &[]);
    assert_eq!(code, Some(4), "nothing can be seen, but the run is as good as before: {said}");
}
