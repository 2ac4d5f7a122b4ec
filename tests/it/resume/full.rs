//! Disks, quotas and limits on files that leave no room: said as such whatever file could not grow, and nothing is lost.

use super::*;

/// What `d42` ends with where a file may have so many blocks of 512 bytes, and what it says.
fn limited(blocks: u32, words: &[&str], run: &Path) -> (Option<i32>, String) {
    // The signal that would kill the process is ignored, so writing fails instead.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_d42"), "--lang", "en", "--no-progress"]);
    let ended = command.args(words).arg(run).env_clear().stdout(Stdio::null()).output().unwrap();
    (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
}

#[test]
fn a_file_that_cannot_grow_is_a_full_disk_and_the_run_goes_on_when_there_is_room() {
    let scratch = tempfile::tempdir().unwrap();
    let run = scratch.path().join("run");
    let demo = ["demo", "--portals", "1", "--components", "0", "--out"];
    // The limit grows from session to session; what has no room first differs: the index, the archive, the report.
    for (number, blocks) in [100, 1_000, 2_000].into_iter().enumerate() {
        let words = if run.join("run.json").exists() { &["resume"][..] } else { &demo[..] };
        let (code, said) = limited(blocks, words, &run);
        assert_eq!(code, Some(6), "{number}: {said}");
        assert!(said.contains("no space is left to write") && said.contains("`d42 resume`"), "{number}: {said}");
    }
    let (code, said) = resumed(&run, &[]);
    assert_eq!(code, Some(0), "{said}");
    let undisturbed = scratch.path().join("undisturbed");
    assert!(begin("1", &undisturbed).status().unwrap().success());
    assert_eq!(harvest(&run), harvest(&undisturbed));

    // Another judgement is written to the index alone, whose log may not grow.
    let (code, said) = limited(8, &["judge"], &run);
    assert_eq!(code, Some(6), "{said}");
    assert!(said.contains("no space is left to write") && said.contains("run.sqlite"), "{said}");
    assert_eq!(harvest(&run), harvest(&undisturbed));
}
