//! All phrases of all detectors, searched together in one text: syllable by syllable down a tree of phrases.

use std::{collections::HashMap, ops::Range};

use aho_corasick::{AhoCorasick, MatchKind};

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
    /// Phrases in normal form.
    said: HashMap<String, Entry>,
    called: Vec<String>,
}

/// A phrase of the book: its number, and in which texts some rule wants it.
#[derive(Debug, Default)]
struct Entry {
    number: u32,
    in_prose: bool,
    in_names: bool,
}

impl PhraseBook {
    /// The numbers of `phrases`, new ones where need be.
    pub(crate) fn numbers(&mut self, phrases: &Phrases, used: PhraseUse) -> Wanted {
        let calls = used == PhraseUse::SaidOrCalled;
        let said =
            phrases.iter().filter(|phrase| !(calls && phrase.contains('.'))).map(|phrase| text::normalise(phrase));
        let said = said.filter(|norm| !norm.is_empty()).map(|norm| {
            let number = self.said.len() as u32;
            let entry = self.said.entry(norm).or_insert(Entry { number, ..Entry::default() });
            entry.in_prose |= used == PhraseUse::InProse;
            entry.in_names |= used != PhraseUse::InProse;
            entry.number
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
        let (mut prose, mut names) = (Trees::default(), Trees::default());
        let mut sorted: Vec<(String, Entry)> = self.said.into_iter().collect();
        sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (norm, entry) in sorted {
            let syllables = norm.split(' ').count().min(usize::from(u16::MAX)) as u16;
            phrases[entry.number as usize] = (syllables, text::has_marks(&norm));
            if entry.in_prose {
                prose.insert(&norm, entry.number);
            }
            if entry.in_names {
                names.insert(&norm, entry.number);
            }
        }
        let longest = phrases.iter().map(|phrase| phrase.0).max().unwrap_or(0);
        PhraseSearch { prose, names, phrases, longest, calls: Calls::new(&self.called) }
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
    /// Phrases wanted in running text. Words of headings and header cells stand in it everywhere, for nobody to see.
    prose: Trees,
    /// Phrases wanted in short texts.
    names: Trees,
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
    /// All of a running text.
    Prose,
    /// All of a short text.
    Whole,
    /// Its beginning, and all of it if at most `beside` syllables stand beside a phrase.
    Entry { beside: u16 },
    /// Its beginning.
    Beginning,
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
    /// letter aside; returns the syllables of the text. What goes beyond `extent` is not read. `numbers` is used for
    /// its memory alone.
    pub(crate) fn each_in(
        &self,
        text: &Text<'_>,
        extent: Extent,
        numbers: &mut Vec<u32>,
        mut found: impl FnMut(Said),
    ) -> u16 {
        let most = match extent {
            Extent::Prose | Extent::Whole => usize::MAX,
            Extent::Entry { beside } => usize::from(self.longest) + usize::from(beside) + 1,
            Extent::Beginning => usize::from(self.longest),
        };
        let trees = if extent == Extent::Prose { &self.prose } else { &self.names };
        let mut look_up = |tree: &Tree| {
            numbers.clear();
            let number = |spelt| tree.syllables.get(&spelt).copied().unwrap_or(NONE);
            text.sheet.read(text.raw, text.span.clone(), most, |spelt| numbers.push(number(spelt)))
        };
        // Where the one diacritic belongs to a conjunction or to what is not read, the text has none after all.
        let marked = text.sheet.may_be_marked(text.span.clone()) && look_up(&trees.marked);
        let tree = if marked { &trees.marked } else { &trees.folded };
        if !marked {
            look_up(tree);
        }
        let beginning = numbers.len() >= most;
        let starts = if beginning { 1 } else { numbers.len() };
        tree.each_in(numbers, starts, |start, phrase| {
            found(Said { phrase, begins: start == 0, folded: !marked && self.phrases[phrase as usize].1 });
        });
        numbers.len().min(usize::from(u16::MAX)) as u16
    }

    /// Calls `found` with the number of each piece of script or address in `script`, or of address in `target`.
    pub(crate) fn each_call(&self, script: &str, target: &str, mut found: impl FnMut(u32)) {
        let calls = &self.calls;
        if !script.is_empty() {
            calls.any.find_overlapping_iter(script).for_each(|call| found(call.pattern().as_u32()));
        }
        if calls.some_address.is_match(target) {
            let in_target = calls.in_addresses.find_overlapping_iter(target);
            in_target.for_each(|call| found(calls.addresses[call.pattern().as_usize()]));
        }
    }
}

/// No syllable of any phrase, and no node of a tree.
const NONE: u32 = 0;

/// Phrases with their marks, and folded, under the same numbers.
#[derive(Debug, Default)]
struct Trees {
    /// For texts with tone marks.
    marked: Tree,
    /// For texts without any.
    folded: Tree,
}

impl Trees {
    fn insert(&mut self, norm: &str, phrase: u32) {
        self.marked.insert(norm, phrase);
        self.folded.insert(&text::strip_marks(norm), phrase);
    }
}

/// Phrases that share their first syllables share a path.
#[derive(Debug)]
struct Tree {
    /// Number of a syllable from 1, by every spelling of it.
    syllables: HashMap<Syllable, u32, BySyllable>,
    /// By number of a syllable the node of the phrases that begin with it.
    first: Vec<u32>,
    /// Nobody is ever at [`NONE`].
    nodes: Vec<Node>,
}

/// Where some syllables lead.
#[derive(Debug, Default)]
struct Node {
    /// The syllables that may follow, each by one of 64 bits: most that come lead nowhere.
    may_follow: u64,
    /// The same, and the nodes they lead to: a few.
    next: Vec<(u32, u32)>,
    /// The phrases that end here.
    ends: Vec<u32>,
}

impl Node {
    fn after(&self, syllable: u32) -> u32 {
        let next = self.next.iter().find(|(known, _)| *known == syllable);
        next.map_or(NONE, |(_, node)| *node)
    }
}

/// The bit that stands for a syllable, among others.
const fn bit(syllable: u32) -> u64 {
    1 << (syllable % u64::BITS)
}

impl Default for Tree {
    fn default() -> Self {
        Self { syllables: HashMap::default(), first: vec![NONE], nodes: vec![Node::default()] }
    }
}

impl Tree {
    fn insert(&mut self, norm: &str, phrase: u32) {
        let mut at = NONE;
        for word in norm.split(' ') {
            let number = self.number(word);
            let known = if at == NONE { self.first[number as usize] } else { self.after(at, number) };
            at = if known == NONE { self.grow(at, number) } else { known };
        }
        self.nodes[at as usize].ends.push(phrase);
    }

    /// The node behind another, or behind nothing, that a syllable leads to: a new one.
    fn grow(&mut self, at: u32, syllable: u32) -> u32 {
        let node = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        if at == NONE {
            self.first[syllable as usize] = node;
        } else {
            let before = &mut self.nodes[at as usize];
            before.may_follow |= bit(syllable);
            before.next.push((syllable, node));
        }
        node
    }

    /// The node that a syllable leads to from another.
    fn after(&self, at: u32, syllable: u32) -> u32 {
        self.nodes[at as usize].after(syllable)
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
                let node = &self.nodes[at as usize];
                for phrase in &node.ends {
                    found(start, *phrase);
                }
                at = match rest.next() {
                    Some(number) if *number != NONE && node.may_follow & bit(*number) != 0 => node.after(*number),
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
    /// Only those that may be an address: whether there is any, which is quick to see, and which.
    some_address: AhoCorasick,
    in_addresses: AhoCorasick,
    /// Their numbers among all.
    addresses: Vec<u32>,
}

impl Calls {
    fn new(calls: &[String]) -> Self {
        let is_address = |at: &u32| calls[*at as usize].contains('.');
        let addresses: Vec<u32> = (0..calls.len() as u32).filter(is_address).collect();
        let address = || addresses.iter().map(|at| &calls[*at as usize]);
        let few = "a few short pieces of script";
        Self {
            count: calls.len(),
            any: AhoCorasick::new(calls).expect(few),
            some_address: AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(address()).expect(few),
            in_addresses: AhoCorasick::new(address()).expect(few),
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
        book.numbers(&phrases.iter().map(ToString::to_string).collect(), PhraseUse::InProse);
        book.into_search()
    }

    fn found(search: &PhraseSearch, text: &str) -> Vec<(u32, bool, bool)> {
        let mut all = Vec::new();
        let text = Text { sheet: &Sheet::of(text), raw: text, span: 0..text.len() };
        search.each_in(&text, Extent::Prose, &mut Vec::new(), |said| {
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
