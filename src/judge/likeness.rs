//! How like the known labels a name is that no label knows: by the words they share, each worth the more the fewer
//! requirements use it. Only asked about the few pages whose content proves something under an unknown name.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::ReqIndex;
use crate::{rules::Requirement, text};

/// A name is like a requirement's labels only if they share at least this much of its weight.
pub(crate) const LIKE: f64 = 0.5;
/// And only if no other requirement comes closer than this.
pub(crate) const CLEARLY: f64 = 0.1;

/// A name that is so like the labels of another requirement is that other's, whatever the page proves.
pub(crate) const SURE: f64 = 0.7;
/// Enough where the page can be nothing else that the portal still owes.
pub(crate) const HINT: f64 = 0.15;

/// Words that say nothing about a section.
const IDLE: &[&str] = &[
    "các", "cac", "của", "cua", "về", "ve", "cho", "với", "voi", "tại", "tai", "trong", "theo", "những", "nhung",
    "được", "duoc", "đã", "da", "đang", "dang", "do", "the", "of", "and", "for", "in", "on", "to", "a",
];

/// The words of all labels, with the requirements that use them.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Words with tone marks, and pairs of neighbouring words.
    marked: BTreeMap<Box<str>, Vec<ReqIndex>>,
    /// The same without marks.
    folded: BTreeMap<Box<str>, Vec<ReqIndex>>,
    requirements: usize,
}

impl Vocabulary {
    /// The words by which `requirements` are announced; their order gives the indices.
    pub(crate) fn new<'r>(requirements: impl Iterator<Item = &'r Requirement>) -> Self {
        let mut vocabulary = Self::default();
        for (index, requirement) in requirements.enumerate() {
            let index = index as ReqIndex;
            vocabulary.requirements += 1;
            for label in &requirement.labels.text {
                let norm = text::normalise(label);
                learn(&mut vocabulary.folded, &text::strip_marks(&norm), index);
                learn(&mut vocabulary.marked, &norm, index);
            }
            for slug in &requirement.labels.url {
                learn(&mut vocabulary.folded, &text::slug_words(slug), index);
            }
        }
        vocabulary
    }

    /// For each requirement that shares a word with `name` (normal form, see [`text::normalise`]) the share of the
    /// weight of its words that the labels of the requirement have as well, 0 to 1.
    pub(crate) fn likeness(&self, name: &str) -> BTreeMap<ReqIndex, f64> {
        let known = if text::has_marks(name) { &self.marked } else { &self.folded };
        let mut shared: BTreeMap<ReqIndex, f64> = BTreeMap::new();
        let mut whole = 0.0;
        for feature in features(name) {
            let users = known.get(feature.as_str()).map_or(&[][..], Vec::as_slice);
            let weight = self.weight(users.len());
            whole += weight;
            for user in users {
                *shared.entry(*user).or_default() += weight;
            }
        }
        for share in shared.values_mut() {
            *share /= whole;
        }
        shared
    }

    /// A word that one requirement uses weighs 1, one that all use nothing.
    fn weight(&self, users: usize) -> f64 {
        let all = (self.requirements.max(2)) as f64;
        (all / (users.max(1) as f64)).ln() / all.ln()
    }
}

fn learn(known: &mut BTreeMap<Box<str>, Vec<ReqIndex>>, words: &str, index: ReqIndex) {
    for feature in features(words) {
        let users = known.entry(feature.into()).or_default();
        if users.last() != Some(&index) {
            users.push(index);
        }
    }
}

/// The words of a name that say something, and the pairs of them that stand side by side: most Vietnamese words have
/// two syllables.
fn features(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty() && !IDLE.contains(word)).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    words.iter().map(ToString::to_string).chain(pairs).collect()
}
