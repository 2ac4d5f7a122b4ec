//! All labels of all requirements in one pass over a short text (a menu entry, a heading, a title, an address).
//!
//! A label announces a section only when it makes up nearly the whole text; the same words inside a news title do not.
//! Where the text carries tone marks they are matched with; only texts without any are compared in folded form.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use foldhash::fast::RandomState;

use super::fit::{Fit, fit, names_instrument};
use crate::{rules::Requirement, text};

/// Index of a requirement among those the judge works with.
pub(crate) type ReqIndex = u16;

/// One label found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LabelHit {
    /// Whose label.
    pub(crate) requirement: ReqIndex,
    /// Index into [`LabelMatcher::label`].
    pub(crate) label: u32,
    /// How well it fits.
    pub(crate) fit: Fit,
    /// Whether it is a look-alike: the text announces something else.
    pub(crate) against: bool,
}

/// What a pattern stands for.
#[derive(Clone, Debug)]
struct Meaning {
    requirement: ReqIndex,
    label: u32,
    /// Whether it turns the requirement down instead of announcing it.
    against: bool,
    /// Whether it must be the whole text (abbreviations, single syllables).
    whole_only: bool,
}

/// One automaton with the meanings of its patterns.
#[derive(Debug)]
struct Automaton {
    search: AhoCorasick,
    /// Per pattern its syllables and all requirements it speaks for.
    meanings: Vec<(u16, Vec<Meaning>)>,
}

/// Finds the labels of all requirements.
#[derive(Debug)]
pub(crate) struct LabelMatcher {
    marked: Automaton,
    folded: Automaton,
    /// Upper-case abbreviations, sorted.
    abbreviations: Vec<(String, Vec<Meaning>)>,
    /// Labels that are written as addresses, by their words.
    addresses: HashMap<String, Vec<Meaning>, RandomState>,
    labels: Vec<String>,
    remembered: RwLock<HashMap<Box<str>, Arc<[LabelHit]>, RandomState>>,
}

/// Texts remembered at most; then memory starts afresh.
const REMEMBERED: usize = 20_000;
/// Texts longer than this many bytes are sentences.
const LONGEST_ENTRY: usize = 240;

impl LabelMatcher {
    /// Builds the automata for `requirements`, whose order gives the indices.
    pub(crate) fn new(requirements: &[&Requirement]) -> Self {
        let mut marked = Patterns::default();
        let mut folded = Patterns::default();
        let mut abbreviations = Patterns::default();
        let mut addresses = Patterns::default();
        let mut labels = Vec::new();
        for (index, requirement) in requirements.iter().enumerate() {
            let index = index as ReqIndex;
            let texts = requirement.labels.text.iter().map(|label| (label, false));
            for (label, against) in texts.chain(requirement.labels.not.iter().map(|label| (label, true))) {
                let id = labels.len() as u32;
                labels.push(label.clone());
                let norm = text::normalise(label);
                let whole_only = !norm.contains(' ');
                let meaning = Meaning { requirement: index, label: id, against, whole_only };
                let plain = text::strip_marks(&norm);
                let without_d = text::drops_dstroke(&norm);
                folded.add(run_together(&plain), &meaning);
                if without_d != plain {
                    folded.add(run_together(&without_d), &meaning);
                    folded.add(without_d, &meaning);
                }
                folded.add(plain, &meaning);
                marked.add(norm, &meaning);
            }
            for slug in &requirement.labels.url {
                let id = labels.len() as u32;
                labels.push(slug.clone());
                let words = text::slug_words(slug);
                let whole_only = !words.contains(' ');
                let meaning = Meaning { requirement: index, label: id, against: false, whole_only };
                addresses.add(words.clone(), &meaning);
                folded.add(words, &meaning);
            }
            for short in &requirement.labels.abbreviation {
                let id = labels.len() as u32;
                labels.push(short.clone());
                let meaning = Meaning { requirement: index, label: id, against: false, whole_only: true };
                abbreviations.add(short.clone(), &meaning);
            }
        }
        Self {
            marked: marked.build(),
            folded: folded.build(),
            abbreviations: abbreviations.sorted(),
            addresses: addresses.0.into_iter().collect(),
            labels,
            remembered: RwLock::default(),
        }
    }

    /// The label with this number, as the rule file writes it.
    pub(crate) fn label(&self, number: u32) -> &str {
        &self.labels[number as usize]
    }

    /// How many different labels a requirement is looked for by.
    pub(crate) fn count_for(&self, requirement: ReqIndex) -> u32 {
        let of = |automaton: &Automaton| {
            let mut numbers: Vec<u32> = automaton
                .meanings
                .iter()
                .flat_map(|(_, meanings)| meanings)
                .filter(|m| m.requirement == requirement && !m.against)
                .map(|m| m.label)
                .collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.len() as u32
        };
        of(&self.folded)
    }

    /// Labels in a text for people: menu entry, heading, title.
    pub(crate) fn in_text(&self, raw: &str) -> Arc<[LabelHit]> {
        let raw = raw.trim();
        if raw.is_empty() || raw.len() > LONGEST_ENTRY {
            return Arc::default();
        }
        // Menus repeat on every page of a portal.
        let known = self.remembered.read().unwrap_or_else(PoisonError::into_inner).get(raw).cloned();
        known.unwrap_or_else(|| {
            let found: Arc<[LabelHit]> = self.search_text(raw).into();
            let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
            if remembered.len() >= REMEMBERED {
                remembered.clear();
            }
            remembered.insert(raw.into(), Arc::clone(&found));
            found
        })
    }

    fn search_text(&self, raw: &str) -> Vec<LabelHit> {
        let mut hits = Vec::new();
        if let Ok(found) = self.abbreviations.binary_search_by(|(short, _)| short.as_str().cmp(raw)) {
            hits.extend(self.abbreviations[found].1.iter().map(|m| hit(m, Fit::Whole)));
        }
        let norm = text::normalise(raw);
        let instrument = names_instrument(raw);
        if text::has_marks(&norm) {
            self.marked.find(&norm, &mut hits);
        } else {
            self.folded.find(&norm, &mut hits);
        }
        if instrument {
            hits.retain(|hit| hit.against || hit.fit == Fit::Whole);
        }
        hits
    }

    /// Labels in the words of an address or file name (see [`text::slug_words`]).
    pub(crate) fn in_slug(&self, words: &str) -> Arc<[LabelHit]> {
        let mut hits = Vec::new();
        if !words.is_empty() && words.len() <= LONGEST_ENTRY {
            self.folded.find(words, &mut hits);
        }
        hits.into()
    }

    /// What a piece of an address, as words, is the whole name of.
    pub(crate) fn in_address(&self, words: &str) -> Arc<[LabelHit]> {
        let meanings = self.addresses.get(words);
        meanings.map(|all| all.iter().map(|m| hit(m, Fit::Whole)).collect()).unwrap_or_default()
    }
}

fn hit(meaning: &Meaning, fit: Fit) -> LabelHit {
    LabelHit { requirement: meaning.requirement, label: meaning.label, fit, against: meaning.against }
}

/// A label written without spaces, as in upper-case file names; too short ones would match by accident.
fn run_together(plain: &str) -> String {
    let joined: String = plain.split(' ').collect();
    if plain.contains(' ') && joined.len() >= 9 { joined } else { String::new() }
}

#[derive(Default)]
struct Patterns(Vec<(String, Vec<Meaning>)>);

impl Patterns {
    fn add(&mut self, pattern: String, meaning: &Meaning) {
        if pattern.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| *known == pattern) {
            Some((_, meanings)) => {
                let same = |m: &Meaning| m.requirement == meaning.requirement && m.against == meaning.against;
                if !meanings.iter().any(same) {
                    meanings.push(meaning.clone());
                }
            }
            None => self.0.push((pattern, vec![meaning.clone()])),
        }
    }

    fn sorted(mut self) -> Vec<(String, Vec<Meaning>)> {
        self.0.sort_by(|a, b| a.0.cmp(&b.0));
        self.0
    }

    fn build(self) -> Automaton {
        let search = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build(self.0.iter().map(|(pattern, _)| pattern.as_str()))
            .expect("label patterns are far below the automaton's size limit");
        let meanings =
            self.0.into_iter().map(|(pattern, meanings)| (pattern.split(' ').count() as u16, meanings)).collect();
        Automaton { search, meanings }
    }
}

impl Automaton {
    /// Adds to `hits` the labels of `norm` (normalised): of overlapping labels of one requirement the longest speaks,
    /// and a longer look-alike silences a shorter announcement.
    fn find(&self, norm: &str, hits: &mut Vec<LabelHit>) {
        let total = norm.split(' ').count();
        let bytes = norm.as_bytes();
        // Per requirement the syllables of the longest label, and the hit.
        let mut best: Vec<(u16, LabelHit)> = Vec::new();
        for found in self.search.find_overlapping_iter(norm) {
            let (start, end) = (found.start(), found.end());
            let bounded = (start == 0 || bytes[start - 1] == b' ') && (end == bytes.len() || bytes[end] == b' ');
            if !bounded {
                continue;
            }
            let (syllables, meanings) = &self.meanings[found.pattern().as_usize()];
            let Some(fit) = fit(norm, start, end, usize::from(*syllables), total) else { continue };
            for meaning in meanings {
                if meaning.whole_only && fit != Fit::Whole {
                    continue;
                }
                match best.iter_mut().find(|(_, known)| known.requirement == meaning.requirement) {
                    Some(known) if known.0 < *syllables || (known.0 == *syllables && meaning.against) => {
                        *known = (*syllables, hit(meaning, fit));
                    }
                    Some(_) => {}
                    None => best.push((*syllables, hit(meaning, fit))),
                }
            }
        }
        hits.extend(best.into_iter().map(|(_, hit)| hit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Labels;
    use crate::score::fixture::requirement;

    fn matcher(rules: &[(&str, Labels)]) -> LabelMatcher {
        let rules: Vec<Requirement> =
            rules.iter().map(|(id, labels)| Requirement { labels: labels.clone(), ..requirement(id, 1) }).collect();
        LabelMatcher::new(&rules.iter().collect::<Vec<_>>())
    }

    fn texts(text: &[&str]) -> Labels {
        Labels { text: text.iter().map(ToString::to_string).collect(), ..Labels::default() }
    }

    fn fits(matcher: &LabelMatcher, text: &str) -> Vec<(u16, Fit)> {
        matcher.in_text(text).iter().filter(|h| !h.against).map(|h| (h.requirement, h.fit)).collect()
    }

    #[test]
    fn a_label_is_found_whatever_its_case_tone_placement_and_unicode_form() {
        let m = matcher(&[("a", texts(&["Thủ tục hành chính", "Văn hoá"]))]);
        for text in ["THỦ TỤC HÀNH CHÍNH", "THủ tục hành chính", "Thu\u{309} tục hành chính", "văn hóa", "Văn hoá"]
        {
            assert_eq!(fits(&m, text), vec![(0, Fit::Whole)], "{text}");
        }
    }

    #[test]
    fn marks_are_matched_where_the_text_has_them_and_folded_where_it_has_none() {
        let m = matcher(&[("a", texts(&["Khoa học công nghệ"]))]);
        assert_eq!(fits(&m, "Khoa hoc cong nghe"), vec![(0, Fit::Whole)]);
        assert_eq!(fits(&m, "Khóa học công nghệ"), vec![]);
    }

    #[test]
    fn words_inside_a_news_title_announce_nothing() {
        let m = matcher(&[("a", texts(&["Thủ tục hành chính"]))]);
        assert_eq!(
            fits(&m, "Hội nghị trực tuyến toàn quốc đánh giá công tác cải cách thủ tục hành chính năm 2025"),
            vec![]
        );
        assert_eq!(fits(&m, "Thủ tục hành chính lĩnh vực đất đai"), vec![(0, Fit::Start)]);
    }

    #[test]
    fn a_syllable_inside_another_word_is_no_label() {
        let m = matcher(&[("a", texts(&["an toàn"]))]);
        assert_eq!(fits(&m, "ban toàn"), vec![]);
    }

    #[test]
    fn the_longest_label_speaks_and_a_look_alike_silences_a_shorter_one() {
        let labels = Labels {
            not: vec!["Thống kê truy cập".to_owned()], ..texts(&["Thống kê", "Số liệu thống kê"])
        };
        let m = matcher(&[("statistics", labels)]);
        assert_eq!(fits(&m, "Thống kê"), vec![(0, Fit::Whole)]);
        assert_eq!(fits(&m, "Thống kê truy cập"), vec![]);
        assert_eq!(fits(&m, "Số liệu thống kê"), vec![(0, Fit::Whole)]);
    }

    #[test]
    fn an_abbreviation_counts_only_alone_and_in_upper_case() {
        let labels = Labels { abbreviation: vec!["TTHC".to_owned()], ..Labels::default() };
        let m = matcher(&[("a", labels)]);
        assert_eq!(fits(&m, "TTHC"), vec![(0, Fit::Whole)]);
        assert_eq!(fits(&m, "tthc"), vec![]);
    }

    #[test]
    fn addresses_are_read_without_marks_without_d_and_run_together() {
        let m = matcher(&[("a", texts(&["Lãnh đạo Sở"])), ("b", texts(&["Góp ý dự thảo văn bản"]))]);
        let slug = |words: &str| m.in_slug(words).iter().map(|h| h.requirement).collect::<Vec<_>>();
        assert_eq!(slug("lanh dao so"), vec![0]);
        assert_eq!(slug("lanh ao so"), vec![0]);
        assert_eq!(slug("gopyduthaovanban"), vec![1]);
        assert_eq!(slug("lanh"), Vec::<u16>::new());
    }

    #[test]
    fn an_agency_name_after_a_label_does_not_hide_it() {
        let m = matcher(&[("a", texts(&["Cơ cấu tổ chức"]))]);
        assert_eq!(fits(&m, "Cơ cấu tổ chức Bộ Lao động - Thương binh và Xã hội"), vec![(0, Fit::Start)]);
    }
}
