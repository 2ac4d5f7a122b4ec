//! A folder that is no run, is of another version, or is broken: its place and a way out that works.

use super::*;

#[test]
fn a_run_of_another_version_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    begun(folder.path(), "run").close().unwrap();
    let path = folder.path().join("run/run.json");
    let text = std::fs::read_to_string(&path).unwrap().replacen("\"format\": 2", "\"format\": 99", 1);
    std::fs::write(&path, &text).unwrap();
    for command in ["resume", "judge"] {
        let (exit, _, stderr) = d42(&[command, &folder.path().join("run").display().to_string(), "--lang", "en"]);
        assert_eq!(exit, Exit::RunUnusable, "{stderr}");
        assert!(stderr.contains("run format 99"), "{stderr}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_folder_that_is_no_run_is_a_usage_error() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["resume", "judge", "report"] {
        let (exit, _, stderr) = d42(&[command, &folder.path().display().to_string()]);
        assert_eq!(exit, Exit::Usage, "{command}: {stderr}");
        assert!(stderr.contains("run.json"), "{stderr}");
    }
}

#[test]
fn what_is_broken_in_a_finished_run_is_told_with_its_place_and_a_way_out_that_works() {
    type Break = fn(&Path);
    let breaks: [(Break, &[&str], &[&str]); 6] = [
        (
            |run| {
                let path = run.join("snapshot/d42-00000.warc.gz");
                let bytes = std::fs::read(&path).unwrap();
                std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
            },
            &["d42-00000.warc.gz has ", "bytes, but at least"],
            &["restore it from a copy", "begin a new one"],
        ),
        (
            |run| {
                let path = run.join("snapshot/d42-00000.warc.gz");
                let mut bytes = std::fs::read(&path).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle..middle + 2000].fill(0);
                std::fs::write(&path, &bytes).unwrap();
            },
            &["d42-00000.warc.gz is damaged in the record at offset"],
            &["restore it from a copy", "begin a new run"],
        ),
        (
            |run| std::fs::remove_file(run.join("snapshot/d42-00000.warc.gz")).unwrap(),
            &["d42-00000.warc.gz is missing"],
            &["restore it from a copy", "begin a new run"],
        ),
        (
            |run| std::fs::write(run.join("run.sqlite"), vec![b'x'; 9000]).unwrap(),
            &["run.sqlite: file is not a database"],
            &["restore run.sqlite from a copy", "begin a new run"],
        ),
        (
            |run| std::fs::remove_file(run.join("run.sqlite")).unwrap(),
            &["run.sqlite"],
            &["restore run.sqlite from a copy", "begin a new run"],
        ),
        (
            |run| std::fs::write(run.join("run.json"), "{\"format\": 1,").unwrap(),
            &["run.json", "line 1 column"],
            &["restore run.json from a copy", "begin a new run"],
        ),
    ];
    for (number, (damage, place, way_out)) in breaks.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let run = folder.path().join("run");
        copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/run").as_path(), &run);
        damage(&run);
        let run_text = run.display().to_string();
        let length = std::fs::metadata(run.join("snapshot/d42-00000.warc.gz")).map_or(0, |file| file.len());
        for words in [vec!["report", &run_text, "--out", "-", "--format", "json"], vec!["judge", &run_text]] {
            let (exit, _, stderr) = d42(&[&words[..], &["--lang", "en"]].concat());
            assert!(matches!(exit, Exit::InvalidInput | Exit::Io), "{number} {words:?} {exit:?}: {stderr}");
            for said in place.iter().chain(way_out) {
                assert!(stderr.contains(said), "{number} {words:?}: {said}: {stderr}");
            }
            assert!(!stderr.contains("resume"), "a finished run has nothing to resume: {stderr}");
            if let Some((_, rest)) = stderr.split_once("at offset ") {
                let offset: u64 = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap();
                assert!(offset < length, "{number}: {offset} lies behind the end at {length}");
            }
            let (_, _, stderr) = d42(&words);
            assert!(stderr.contains("bản sao"), "{number} {words:?}: {stderr}");
        }
    }
}
