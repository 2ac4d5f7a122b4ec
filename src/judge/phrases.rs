//! All phrases of all detectors in one pass over the text of a page, made only when a detector asks for it.

use std::{cell::OnceCell, collections::HashMap};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::{
    page::{At, Page},
    rules::{Detector, Requirement},
    text,
};

/// Every phrase of a rule pack, searched together.
#[derive(Debug)]
pub(crate) struct PhraseSearch {
    search: AhoCorasick,
    /// Phrase in normal form → its number.
    numbers: HashMap<String, u32>,
}

/// Where a phrase was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PhraseHit {
    pub(crate) phrase: u32,
    pub(crate) at: At,
    /// Index into [`Page::runs`].
    pub(crate) run: u32,
}

impl PhraseSearch {
    pub(crate) fn new(requirements: &[&Requirement]) -> Self {
        let mut numbers = HashMap::new();
        let mut patterns: Vec<String> = Vec::new();
        let mut add = |phrase: &String| {
            if !phrase.is_empty() && !numbers.contains_key(phrase) {
                numbers.insert(phrase.clone(), patterns.len() as u32);
                patterns.push(phrase.clone());
            }
        };
        for requirement in requirements {
            let proofs = requirement.proofs.iter().map(|proof| &proof.when);
            let rejections = requirement.rejections.iter().map(|rejection| &rejection.when);
            for detector in proofs.chain(rejections) {
                each_phrase(detector, &mut add);
            }
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .expect("phrase patterns are far below the automaton's size limit");
        Self { search, numbers }
    }

    /// Number of a phrase in normal form.
    pub(crate) fn number(&self, phrase: &str) -> Option<u32> {
        self.numbers.get(phrase).copied()
    }

    fn find(&self, page: &Page) -> Vec<PhraseHit> {
        let mut hits = Vec::new();
        for (index, (at, _)) in page.runs.iter().enumerate() {
            let norm = text::normalise(run_text(page, index));
            let bytes = norm.as_bytes();
            for found in self.search.find_overlapping_iter(&norm) {
                let (start, end) = (found.start(), found.end());
                if (start == 0 || bytes[start - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ') {
                    hits.push(PhraseHit { phrase: found.pattern().as_u32(), at: *at, run: index as u32 });
                }
            }
        }
        hits
    }
}

/// Text of one run of a page.
pub(crate) fn run_text(page: &Page, index: usize) -> &str {
    let start = page.runs[index].1 as usize;
    let end = page.runs.get(index + 1).map_or(page.text.len(), |(_, next)| *next as usize);
    page.text.get(start..end).unwrap_or("")
}

/// Phrase hits of one page, searched at the first question.
#[derive(Debug)]
pub(crate) struct PhraseIndex<'p> {
    search: &'p PhraseSearch,
    page: &'p Page,
    hits: OnceCell<Vec<PhraseHit>>,
}

impl<'p> PhraseIndex<'p> {
    pub(crate) fn new(search: &'p PhraseSearch, page: &'p Page) -> Self {
        Self { search, page, hits: OnceCell::new() }
    }

    /// Hits of `phrase` (in normal form), in document order.
    pub(crate) fn of<'s>(&'s self, phrase: &str) -> impl Iterator<Item = PhraseHit> + 's {
        let number = self.search.number(phrase);
        let hits = self.hits.get_or_init(|| self.search.find(self.page));
        hits.iter().filter(move |hit| Some(hit.phrase) == number).copied()
    }
}

/// Calls `add` for each phrase that is looked for in the text of a section.
fn each_phrase(detector: &Detector, add: &mut impl FnMut(&String)) {
    match detector {
        Detector::Phrases { any, .. } => any.iter().for_each(add),
        Detector::Under { has, .. } | Detector::In { has, .. } | Detector::On { has, .. } | Detector::Not(has) => {
            each_phrase(has, add);
        }
        Detector::All(of) | Detector::Any(of) | Detector::AtLeast { of, .. } => {
            for one in of {
                each_phrase(one, add);
            }
        }
        _ => {}
    }
}
