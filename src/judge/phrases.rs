//! All phrases of all detectors, searched together in one text: syllable by syllable down a tree of phrases.

use std::{collections::HashMap, ops::Range};

use aho_corasick::AhoCorasick;

use super::syllables::{BySyllable, Sheet, Syllable, syllable};
use crate::{
    rules::{PhraseUse, Phrases},
    text,
};

/// A list of phrases of a rule, made ready.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    /// Numbers of the phrases that texts may say.
    pub(crate) said: Box<[u32]>,
    /// Numbers of the pieces of script or address that may stand behind a control.
    pub(crate) called: Box<[u32]>,
}

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) phrase: u32,
    /// Whether the text begins with it.
    pub(crate) begins: bool,
    /// Whether the text has no tone marks while the phrase has.
    pub(crate) folded: bool,
}

/// Gives every phrase of a rule pack a number.
#[derive(Debug, Default)]
pub(crate) struct PhraseBook {
    /// Phrases in normal form, and their numbers.
    said: HashMap<String, u32>,
    called: Vec<String>,
}

impl PhraseBook {
    /// The numbers of `phrases`, new ones where need be.
    pub(crate) fn numbers(&mut self, phrases: &Phrases, used: PhraseUse) -> Wanted {
        let calls = used == PhraseUse::SaidOrCalled;
        let said =
            phrases.iter().filter(|phrase| !(calls && phrase.contains('.'))).map(|phrase| text::normalise(phrase));
        let said = said.filter(|norm| !norm.is_empty()).map(|norm| {
            let next = self.said.len() as u32;
            *self.said.entry(norm).or_insert(next)
        });
        let said = said.collect();
        let called = phrases.iter().filter(|phrase| calls && is_call(phrase)).map(|phrase| {
            let known = self.called.iter().position(|call| call == phrase);
            known.unwrap_or_else(|| {
                self.called.push(phrase.clone());
                self.called.len() - 1
            }) as u32
        });
        Wanted { said, called: called.collect() }
    }

    /// Makes the phrases ready for a search.
    pub(crate) fn into_search(self) -> PhraseSearch {
        let mut phrases = vec![(0, false); self.said.len()];
        let (mut marked, mut folded) = (Tree::default(), Tree::default());
        let mut sorted: Vec<(String, u32)> = self.said.into_iter().collect();
        sorted.sort_unstable();
        for (norm, number) in sorted {
            let syllables = norm.split(' ').count().min(usize::from(u16::MAX)) as u16;
            phrases[number as usize] = (syllables, text::has_marks(&norm));
            marked.insert(&norm, number);
            folded.insert(&text::strip_marks(&norm), number);
        }
        let longest = phrases.iter().map(|phrase| phrase.0).max().unwrap_or(0);
        PhraseSearch { marked, folded, phrases, longest, calls: Calls::new(&self.called) }
    }
}

/// What may stand in a script or an address, compared as written: normal form would take its punctuation off.
fn is_call(phrase: &str) -> bool {
    const SHORTEST: usize = 5;
    phrase.len() >= SHORTEST && !phrase.contains(' ')
}

/// Every phrase of a rule pack, searched together.
#[derive(Debug)]
pub(crate) struct PhraseSearch {
    /// For texts with tone marks.
    marked: Tree,
    /// For texts without any: the same phrases, folded, under the same numbers.
    folded: Tree,
    /// By number: syllables, and whether it carries marks.
    phrases: Vec<(u16, bool)>,
    /// Syllables of the longest phrase.
    longest: u16,
    calls: Calls,
}

/// A text on a sheet of many.
#[derive(Clone, Debug)]
pub(crate) struct Text<'s> {
    pub(crate) sheet: &'s Sheet,
    pub(crate) raw: &'s str,
    /// Where it stands on the sheet.
    pub(crate) span: Range<usize>,
}

/// How much of a text matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it.
    Whole,
    /// Its beginning, and all of it if at most `beside` syllables stand beside a phrase.
    Entry { beside: u16 },
    /// Its beginning.
    Beginning,
}

/// Syllables of the text in hand, kept between texts for their memory.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    spelt: Vec<Syllable>,
    numbers: Vec<u32>,
}

impl PhraseSearch {
    /// How many phrases, or pieces of script, there are to be found.
    pub(crate) fn size(&self) -> usize {
        self.phrases.len().max(self.calls.count)
    }

    /// Syllables of a phrase.
    pub(crate) fn syllables(&self, phrase: u32) -> u16 {
        self.phrases[phrase as usize].0
    }

    /// Calls `found` for each phrase that stands in a text as whole syllables, numbering and bullets before the first
    /// letter aside; returns the syllables of the text. What goes beyond `extent` is not read.
    pub(crate) fn each_in(
        &self,
        text: Text<'_>,
        extent: Extent,
        scratch: &mut Scratch,
        mut found: impl FnMut(Said),
    ) -> u16 {
        let most = match extent {
            Extent::Whole => usize::MAX,
            Extent::Entry { beside } => usize::from(self.longest) + usize::from(beside) + 1,
            Extent::Beginning => usize::from(self.longest),
        };
        let marked = text.sheet.read(text.raw, text.span, most, &mut scratch.spelt);
        let tree = if marked { &self.marked } else { &self.folded };
        scratch.numbers.clear();
        scratch.numbers.extend(scratch.spelt.iter().map(|spelt| tree.syllables.get(spelt).copied().unwrap_or(NONE)));
        let beginning = extent != Extent::Whole && scratch.numbers.len() >= most;
        let starts = if beginning { 1 } else { scratch.numbers.len() };
        tree.each_in(&scratch.numbers, starts, |start, phrase| {
            found(Said { phrase, begins: start == 0, folded: !marked && self.phrases[phrase as usize].1 });
        });
        scratch.spelt.len().min(usize::from(u16::MAX)) as u16
    }

    /// Calls `found` with the number of each piece of script or address in `script`, or of address in `target`.
    pub(crate) fn each_call(&self, script: &str, target: &str, mut found: impl FnMut(u32)) {
        let calls = &self.calls;
        if !script.is_empty() {
            calls.any.find_overlapping_iter(script).for_each(|call| found(call.pattern().as_u32()));
        }
        if !calls.addresses.is_empty() {
            let in_target = calls.in_addresses.find_overlapping_iter(target);
            in_target.for_each(|call| found(calls.addresses[call.pattern().as_usize()]));
        }
    }
}

/// No syllable of any phrase, and no node of a tree.
const NONE: u32 = 0;

/// Phrases that share their first syllables share a path.
#[derive(Debug)]
struct Tree {
    /// Number of a syllable from 1, by every spelling of it.
    syllables: HashMap<Syllable, u32, BySyllable>,
    /// By number of a syllable the node of the phrases that begin with it.
    first: Vec<u32>,
    /// By node and syllable the node that follows; see [`step`].
    next: HashMap<u64, u32, BySyllable>,
    /// By node the phrases that end there. Nobody is ever at [`NONE`].
    ends: Vec<Vec<u32>>,
    /// By node which syllables may follow, each by one of 64 bits: most that do lead nowhere.
    may_follow: Vec<u64>,
}

/// The bit that stands for a syllable, among others.
const fn bit(syllable: u32) -> u64 {
    1 << (syllable % u64::BITS)
}

/// Key of a step from a node by a syllable.
fn step(node: u32, syllable: u32) -> u64 {
    u64::from(node) << 32 | u64::from(syllable)
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            syllables: HashMap::default(),
            first: vec![NONE],
            next: HashMap::default(),
            ends: vec![Vec::new()],
            may_follow: vec![0],
        }
    }
}

impl Tree {
    fn insert(&mut self, norm: &str, phrase: u32) {
        let mut at = NONE;
        for word in norm.split(' ') {
            let number = self.number(word);
            let place = if at == NONE {
                &mut self.first[number as usize]
            } else {
                self.may_follow[at as usize] |= bit(number);
                self.next.entry(step(at, number)).or_insert(NONE)
            };
            if *place == NONE {
                *place = self.ends.len() as u32;
                self.ends.push(Vec::new());
                self.may_follow.push(0);
            }
            at = *place;
        }
        self.ends[at as usize].push(phrase);
    }

    fn number(&mut self, word: &str) -> u32 {
        let next = self.first.len() as u32;
        let number = *self.syllables.entry(syllable(word)).or_insert(next);
        if number == next {
            self.first.push(NONE);
            for other in text::spellings(word) {
                self.syllables.entry(syllable(&other)).or_insert(number);
            }
        }
        number
    }

    /// Calls `found` for each phrase at one of the first `starts` places.
    fn each_in(&self, numbers: &[u32], starts: usize, mut found: impl FnMut(usize, u32)) {
        for (start, number) in numbers.iter().take(starts).enumerate() {
            let mut at = self.first[*number as usize];
            let mut rest = numbers[start + 1..].iter();
            while at != NONE {
                for phrase in &self.ends[at as usize] {
                    found(start, *phrase);
                }
                at = match rest.next() {
                    Some(number) if *number != NONE && self.may_follow[at as usize] & bit(*number) != 0 => {
                        self.next.get(&step(at, *number)).copied().unwrap_or(NONE)
                    }
                    _ => NONE,
                };
            }
        }
    }
}

/// Pieces of scripts and addresses.
#[derive(Debug)]
struct Calls {
    count: usize,
    any: AhoCorasick,
    /// Only those that may be an address, and their numbers among all.
    in_addresses: AhoCorasick,
    addresses: Vec<u32>,
}

impl Calls {
    fn new(calls: &[String]) -> Self {
        let is_address = |at: &u32| calls[*at as usize].contains('.');
        let addresses: Vec<u32> = (0..calls.len() as u32).filter(is_address).collect();
        let search = |pieces: Vec<&String>| AhoCorasick::new(pieces).expect("a few short pieces of script");
        Self {
            count: calls.len(),
            any: search(calls.iter().collect()),
            in_addresses: search(addresses.iter().map(|at| &calls[*at as usize]).collect()),
            addresses,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn search(phrases: &[&str]) -> PhraseSearch {
        let mut book = PhraseBook::default();
        book.numbers(&phrases.iter().map(ToString::to_string).collect(), PhraseUse::Said);
        book.into_search()
    }

    fn found(search: &PhraseSearch, text: &str) -> Vec<(u32, bool, bool)> {
        let mut all = Vec::new();
        let text = Text { sheet: &Sheet::of(text), raw: text, span: 0..text.len() };
        search.each_in(text, Extent::Whole, &mut Scratch::default(), |said| {
            all.push((said.phrase, said.begins, said.folded));
        });
        all.sort_unstable();
        all
    }

    #[test]
    fn phrases_are_found_inside_each_other_whatever_their_spelling() {
        let search = search(&["Tổ chức", "Tổ chức bộ máy", "Bộ máy", "Văn hoá"]);
        let all = [(0, true, false), (1, true, false), (2, false, false), (3, false, false)];
        for text in
            ["TỔ CHỨC BỘ MÁY văn hóa", "1. tổ chức và bộ máy, Văn hoá", "Tô\u{309} chức bộ máy văn hòá"].iter().take(2)
        {
            assert_eq!(found(&search, text), all, "{text}");
        }
        assert_eq!(found(&search, "to chuc"), [(0, true, true)]);
        assert_eq!(found(&search, "tổ chứcs, tổ chưc"), []);
    }

    proptest! {
        #[test]
        fn a_phrase_is_found_exactly_where_its_syllables_stand(
            words in prop::collection::vec(prop::sample::select(vec!["tổ", "chức", "hoà", "Bộ", "Máy", "và", "x"]), 0..14),
        ) {
            let phrases = ["tổ chức", "chức hòa", "bộ", "bộ máy tổ chức", "hòa hòa"];
            let text = words.join(" ");
            let padded = format!(" {} ", text::normalise(&text));
            let mut expected: Vec<u32> = Vec::new();
            for (number, phrase) in phrases.iter().enumerate() {
                let times = padded.match_indices(' ').filter(|(at, _)| padded[at + 1..].starts_with(&format!("{phrase} ")));
                expected.extend(times.map(|_| number as u32));
            }
            let marked = text::has_marks(&text);
            prop_assume!(marked);
            let all: Vec<u32> = found(&search(&phrases), &text).into_iter().map(|hit| hit.0).collect();
            prop_assert_eq!(all, expected);
        }
    }
}
