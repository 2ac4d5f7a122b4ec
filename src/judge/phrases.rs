//! All phrases of all detectors, searched together in one text. What was found in a short text is remembered: menus,
//! footers and buttons repeat on every page of a portal.

use std::{
    collections::HashMap,
    hash::BuildHasherDefault,
    sync::{Arc, PoisonError, RwLock},
};

use aho_corasick::{AhoCorasick, MatchKind};

use super::fnv::Fnv;
use crate::{
    rules::{Detector, Requirement},
    text,
};

/// Texts longer than this many bytes are not remembered.
const SHORT: usize = 200;
/// Texts remembered at most; then memory starts afresh.
const REMEMBERED: usize = 20_000;

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Said {
    pub(crate) phrase: u32,
    /// Whether the text begins with it.
    pub(crate) begins: bool,
    /// Whether the text has no tone marks while the phrase has.
    pub(crate) folded: bool,
}

/// What one text says, sorted by phrase.
#[derive(Debug, Default)]
pub(crate) struct Sayings {
    pub(crate) syllables: u16,
    pub(crate) said: Vec<Said>,
}

/// Every phrase of a rule pack, searched together.
#[derive(Debug)]
pub(crate) struct PhraseSearch {
    /// For texts with tone marks.
    marked: AhoCorasick,
    /// For texts without any: the same phrases, folded, under the same numbers.
    folded: AhoCorasick,
    /// Phrase in normal form → its number.
    numbers: HashMap<String, u32, BuildHasherDefault<Fnv>>,
    /// By number: syllables, and whether it carries marks.
    phrases: Vec<(u16, bool)>,
    remembered: RwLock<HashMap<Box<str>, Arc<Sayings>>>,
}

impl PhraseSearch {
    /// Makes the phrases of `requirements`, which are in normal form, ready.
    pub(crate) fn new(requirements: &[&Requirement]) -> Self {
        let mut numbers: HashMap<String, u32, BuildHasherDefault<Fnv>> = HashMap::default();
        let mut patterns: Vec<String> = Vec::new();
        let mut add = |phrase: &str| {
            let norm = text::normalise(phrase);
            if !norm.is_empty() && !numbers.contains_key(&norm) {
                numbers.insert(norm.clone(), patterns.len() as u32);
                patterns.push(norm);
            }
        };
        for requirement in requirements {
            let proofs = requirement.proofs.iter().map(|proof| &proof.when);
            let rejections = requirement.rejections.iter().map(|rejection| &rejection.when);
            for detector in proofs.chain(rejections) {
                each_phrase(detector, &mut add);
            }
        }
        let phrases = patterns.iter().map(|p| (syllables(p), text::has_marks(p))).collect();
        let folded: Vec<String> = patterns.iter().map(|p| text::strip_marks(p)).collect();
        Self {
            marked: automaton(&patterns),
            folded: automaton(&folded),
            numbers,
            phrases,
            remembered: RwLock::default(),
        }
    }

    /// Number of a phrase in normal form.
    pub(crate) fn number(&self, phrase: &str) -> Option<u32> {
        self.numbers.get(phrase).copied()
    }

    /// Syllables of a phrase.
    pub(crate) fn syllables(&self, phrase: u32) -> u16 {
        self.phrases[phrase as usize].0
    }

    /// The phrases in `text` as whole syllables, numbering and bullets before the first letter aside.
    pub(crate) fn in_text(&self, text: &str) -> Arc<Sayings> {
        let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
        if bare.len() > SHORT {
            return Arc::new(self.search(bare));
        }
        let known = self.remembered.read().unwrap_or_else(PoisonError::into_inner).get(bare).cloned();
        known.unwrap_or_else(|| {
            let found = Arc::new(self.search(bare));
            let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
            if remembered.len() >= REMEMBERED {
                remembered.clear();
            }
            remembered.insert(bare.into(), Arc::clone(&found));
            found
        })
    }

    fn search(&self, bare: &str) -> Sayings {
        let norm = text::normalise(bare);
        let bytes = norm.as_bytes();
        let marked = text::has_marks(&norm);
        let automaton = if marked { &self.marked } else { &self.folded };
        let mut said: Vec<Said> = automaton
            .find_overlapping_iter(&norm)
            .filter(|found| {
                let (start, end) = (found.start(), found.end());
                (start == 0 || bytes[start - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ')
            })
            .map(|found| {
                let phrase = found.pattern().as_u32();
                Said { phrase, begins: found.start() == 0, folded: !marked && self.phrases[phrase as usize].1 }
            })
            .collect();
        // The occurrence at the beginning, if there is one, stands for all.
        said.sort_by_key(|said| (said.phrase, !said.begins));
        said.dedup_by_key(|said| said.phrase);
        Sayings { syllables: syllables(&norm), said }
    }
}

fn automaton(patterns: &[String]) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(patterns)
        .expect("phrase patterns are far below the automaton's size limit")
}

fn syllables(norm: &str) -> u16 {
    norm.split(' ').count().min(usize::from(u16::MAX)) as u16
}

/// Calls `add` for each phrase that a detector looks for in texts.
fn each_phrase(detector: &Detector, add: &mut impl FnMut(&str)) {
    let mut list = |phrases: &[String]| {
        for phrase in phrases {
            add(phrase);
        }
    };
    match detector {
        Detector::Phrases { any: phrases, .. }
        | Detector::Heading { any: phrases }
        | Detector::Control { any: phrases }
        | Detector::Units { starting: phrases, .. }
        | Detector::Links { labelled: phrases, .. } => list(phrases),
        Detector::Table(want) => want.columns.iter().for_each(|column| list(column)),
        Detector::Form { asks, .. } => asks.iter().for_each(|ask| list(ask)),
        Detector::Under { heading, has } => {
            list(heading);
            each_phrase(has, add);
        }
        Detector::In { has, .. } | Detector::On { has, .. } | Detector::Not(has) => each_phrase(has, add),
        Detector::All(of) | Detector::Any(of) | Detector::AtLeast { of, .. } => {
            for one in of {
                each_phrase(one, add);
            }
        }
        _ => {}
    }
}
