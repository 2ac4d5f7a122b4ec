//! Agreement with hand-made labels of real saved pages, kept outside the repository.
//!
//! `D42_CORPUS` names a folder with a labelled `manifest.csv`; without it the test says `skipped`. What is measured and
//! how is `d42 accuracy`'s business: run it, or this with `--nocapture`, to see the tables.

use std::{ffi::OsString, path::PathBuf};

use d42::{
    accuracy::v1,
    cli::{self, Exit, Output},
};

#[test]
fn real_pages_agree_with_their_hand_made_labels() {
    let Some(folder) = std::env::var_os("D42_CORPUS").map(PathBuf::from) else {
        println!("skipped: real_pages_agree_with_their_hand_made_labels (D42_CORPUS is not set)");
        return;
    };
    let d42 = |format: &str| {
        let (output, captured) = Output::captured();
        let args = ["d42", "accuracy", "--lang", "en", "--on", "2026-06-01", "--format", format, "--pages"];
        let args = args.into_iter().map(OsString::from).chain([folder.clone().into_os_string()]);
        assert_eq!(cli::run(args, output), Exit::Done, "{}", captured.stderr());
        captured.stdout()
    };
    println!("{}", d42("text"));
    let measured = v1::Accuracy::read(&d42("json")).unwrap();
    // Far below the goals, which depend on the corpus: only a broken rule or page reader falls below this.
    let measured_of = |level: &str| &measured.levels.iter().find(|one| one.level == level).unwrap().headline.overall;
    for (level, least) in [("present", 0.9), ("content", 0.8), ("proven", 0.8)] {
        let precision = measured_of(level).precision.value;
        assert!(precision >= Some(least), "precision of `{level}` is {precision:?}");
    }
    let recall = measured_of("present").recall.unwrap().value;
    assert!(recall >= Some(0.85), "recall of `present` is {recall:?}");
}
