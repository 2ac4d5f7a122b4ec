//! The census of component sites: how well a body is known by its host.

use std::{collections::BTreeMap, path::PathBuf};

use d42::{judge::kind_of_host, rules::BodyKind};
use sha2::{Digest as _, Sha256};

/// The classifier was made by looking at this half of the hosts; the other was only measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Half {
    Looked,
    Unseen,
}

impl Half {
    fn of(host: &str) -> Self {
        let digest = Sha256::digest(host.as_bytes());
        if digest[digest.len() - 1].is_multiple_of(2) { Self::Looked } else { Self::Unseen }
    }
}

/// The word of the file for a kind. It knows no units: those of ministries stand among the departments.
fn word(kind: Option<BodyKind>) -> &'static str {
    match kind {
        Some(BodyKind::Department | BodyKind::Unit) => "department",
        Some(BodyKind::District) => "district",
        Some(BodyKind::Commune) => "commune",
        None => "other",
    }
}

/// `D42_COMPONENTS` names a CSV file with the columns `host` and `kind`, kept outside the repository; without it the test
/// says `skipped`. With `--nocapture` it shows what is taken for what.
#[test]
fn hosts_of_real_component_sites_tell_their_kind() {
    let Some(file) = std::env::var_os("D42_COMPONENTS").map(PathBuf::from) else {
        println!("skipped: hosts_of_real_component_sites_tell_their_kind (D42_COMPONENTS is not set)");
        return;
    };
    let mut confusion: BTreeMap<(Half, String, &str), Vec<String>> = BTreeMap::new();
    for row in csv::Reader::from_path(file).unwrap().deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let (host, kind) = (row["host"].clone(), row["kind"].clone());
        confusion.entry((Half::of(&host), kind, word(kind_of_host(&host)))).or_default().push(host);
    }
    for half in [Half::Looked, Half::Unseen] {
        let count = |test: &dyn Fn(&str, &str) -> bool| {
            let of = confusion.iter().filter(|((own, kind, said), _)| *own == half && test(kind, said));
            of.map(|(_, hosts)| hosts.len()).sum::<usize>()
        };
        let known = count(&|kind, _| kind != "other");
        let right = count(&|kind, said| kind != "other" && kind == said);
        let others = count(&|kind, _| kind == "other");
        let taken = count(&|kind, said| kind == "other" && said != "other");
        println!("{half:?}: {right} of {known} bodies right; {taken} of {others} other hosts taken for a body");
        if half == Half::Looked {
            for ((_, kind, said), hosts) in
                confusion.iter().filter(|((own, kind, said), _)| *own == half && kind != said)
            {
                println!("  {kind} taken for {said} ({}): {}", hosts.len(), hosts.join(" "));
            }
        }
        assert!(right * 100 >= known * 95, "{half:?}: {right} of {known}");
    }
}
