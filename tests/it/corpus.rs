//! Agreement with hand-made labels of real saved pages, kept outside the repository.
//!
//! `D42_CORPUS` names a folder with `manifest.csv` (columns `file`, `labels_present`, `labels_content`,
//! `labels_unsure`); without it the test says `skipped`. `fixtures/corpus/codes.csv` maps its label codes to
//! requirements, and says where the two mean the same: `present` (an entry or content), `content` (own content, whole or
//! in part). Of what is called proven only the precision is told: the labels do not say how much must be there. Run with `--nocapture` to see the table; `D42_CORPUS_VERBOSE=1` adds every disagreement.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use d42::{
    audit,
    judge::{Judge, Shown},
    rules::{self, RequirementId},
};

/// How far a code was met, over all pages it is sure for.
#[derive(Clone, Copy, Default)]
struct Tally {
    hit: u32,
    noisy: u32,
    missed: u32,
    quiet: u32,
}

impl Tally {
    fn add(&mut self, labelled: bool, found: bool) {
        match (labelled, found) {
            (true, true) => self.hit += 1,
            (false, true) => self.noisy += 1,
            (true, false) => self.missed += 1,
            (false, false) => self.quiet += 1,
        }
    }

    fn precision(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.noisy).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.missed).max(1))
    }
}

fn set(cell: &str) -> BTreeSet<&str> {
    cell.split(';').map(str::trim).filter(|code| !code.is_empty()).collect()
}

#[test]
fn real_pages_agree_with_their_hand_made_labels() {
    let Some(folder) = std::env::var_os("D42_CORPUS").map(PathBuf::from) else {
        println!("skipped: real_pages_agree_with_their_hand_made_labels (D42_CORPUS is not set)");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes: BTreeMap<String, (Vec<RequirementId>, Vec<RequirementId>)> = BTreeMap::new();
    for row in csv::Reader::from_path(root.join("fixtures/corpus/codes.csv")).unwrap().records() {
        let row = row.unwrap();
        let ids = |cell: &str| set(cell).into_iter().map(RequirementId::new).collect();
        codes.insert(row[0].to_owned(), (ids(&row[1]), ids(&row[2])));
    }
    let pack = rules::load(Some(&root.join("rules"))).unwrap();
    let mut wide = pack.profile("decree-42").unwrap().clone();
    wide.instruments = pack.requirements.iter().flat_map(|r| r.bases.iter().map(|b| b.instrument.clone())).collect();
    let judge = Judge::new(&pack, &wide);
    let manifest = audit::read_manifest(&folder).unwrap();
    let judged = audit::judge_saved(&judge, &folder, &manifest, "2026-06-01T05:00:00Z".parse().unwrap()).unwrap();
    let shown: BTreeMap<&str, BTreeMap<RequirementId, Shown>> =
        judged.iter().flat_map(|portal| &portal.pages).map(|(file, page)| (file.as_str(), judge.shown(page))).collect();

    let explained: BTreeMap<&str, Vec<String>> = judged
        .iter()
        .flat_map(|portal| &portal.pages)
        .map(|(file, page)| (file.as_str(), judge.explain_page(page)))
        .collect();
    let verbose = std::env::var_os("D42_CORPUS_VERBOSE").is_some();
    let mut present: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut content: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut proven: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.join("manifest.csv")).unwrap();
    let header = reader.headers().unwrap().clone();
    for row in reader.records() {
        let row = row.unwrap();
        let cell = |name: &str| header.iter().position(|h| h == name).and_then(|at| row.get(at)).unwrap_or("");
        let (file, unsure) = (cell("file"), set(cell("labels_unsure")));
        let (is_present, is_content) = (set(cell("labels_present")), set(cell("labels_content")));
        for (code, (by_presence, by_content)) in codes.iter().filter(|(code, _)| !unsure.contains(code.as_str())) {
            let code = code.as_str();
            let best = |ids: &[RequirementId]| ids.iter().filter_map(|id| shown[file].get(id)).max().copied();
            let (entry, own) = (best(by_presence), best(by_content));
            for (what, tally, labelled, found) in [
                ("present", &mut present, is_present.contains(code), entry.is_some()),
                ("content", &mut content, is_content.contains(code), own >= Some(Shown::Incomplete)),
                ("proven", &mut proven, is_content.contains(code), own == Some(Shown::Proven)),
            ] {
                let ids = if what == "present" { by_presence } else { by_content };
                if ids.is_empty() {
                    continue;
                }
                tally.entry(code).or_default().add(labelled, found);
                if verbose && labelled != found && (what != "proven" || found) {
                    println!("{} {what} {code} {file}", if labelled { "MISSED" } else { "NOISY " });
                    let about = |line: &&String| ids.iter().any(|id| line.starts_with(&format!("{id} ")));
                    explained[file].iter().filter(about).for_each(|line| println!("       {line}"));
                }
            }
        }
    }
    for (what, tallies) in [("present", &present), ("content", &content), ("proven", &proven)] {
        let mut all = Tally::default();
        println!(
            "\n{what:<20} {:>5} {:>5} {:>6} {:>5} {:>9} {:>6}",
            "hit", "noisy", "missed", "quiet", "precision", "recall"
        );
        for (code, t) in tallies {
            println!(
                "{code:<20} {:>5} {:>5} {:>6} {:>5} {:>9.3} {:>6.3}",
                t.hit,
                t.noisy,
                t.missed,
                t.quiet,
                t.precision(),
                t.recall()
            );
            all = Tally {
                hit: all.hit + t.hit,
                noisy: all.noisy + t.noisy,
                missed: all.missed + t.missed,
                quiet: all.quiet + t.quiet,
            };
        }
        println!(
            "{:<20} {:>5} {:>5} {:>6} {:>5} {:>9.3} {:>6.3}",
            "all",
            all.hit,
            all.noisy,
            all.missed,
            all.quiet,
            all.precision(),
            all.recall()
        );
        assert!(all.hit > 0, "nothing of {what} was recognised");
    }
}
