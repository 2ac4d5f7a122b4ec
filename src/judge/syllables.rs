//! Texts as numbers: one for every syllable, the same whatever its case.
//!
//! Letters are made small for many texts at once, without a branch for each of them: Vietnamese changes between one,
//! two and three bytes a letter too often for a processor to guess. What [`text::normalise`] does to the letters
//! Vietnamese is written with is done here; a text with any other goes through it.

use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use crate::text::{self, Small, each_small};

/// A syllable in lower case: its bytes if there are at most sixteen, else a hash of them. Zero is no syllable.
pub(crate) type Syllable = u128;

/// Hash state for tables keyed by syllables.
pub(crate) type BySyllable = BuildHasherDefault<Fold>;

/// Bytes of a piece that is read at once: nearly every syllable is one, so that the loop over pieces is seldom taken.
const PIECE: usize = size_of::<Syllable>();
/// Stands for a byte that belongs to no letter Vietnamese is written with; no byte of UTF-8.
const STRANGE: u8 = 0xFF;

/// Small letters and digits as they are, a space for what separates them.
const fn letter_or_space(byte: Small) -> u8 {
    (byte.lower & !byte.separates & byte.known) | (b' ' & byte.separates) | (STRANGE & !byte.known)
}

/// A syllable with the given letters, which are in lower case.
pub(crate) fn syllable(letters: &str) -> Syllable {
    let mut padded = letters.as_bytes().to_vec();
    padded.extend([b' '; PIECE]);
    next_syllable(&padded, &mut 0)
}

/// Texts end to end, each followed by a line break or nothing, made ready to be read.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// As many bytes as the texts have, and some more: letters and digits small, all else spaces.
    lower: Vec<u8>,
    /// Whether there is any [`STRANGE`] byte.
    strange: bool,
}

impl Sheet {
    /// Makes `texts` ready.
    pub(crate) fn of(texts: &str) -> Self {
        let mut lower = vec![b' '; texts.len() + PIECE];
        each_small(texts.as_bytes(), &mut lower, letter_or_space);
        let strange = memchr::memchr(STRANGE, &lower).is_some();
        Self { lower, strange }
    }

    /// Whether a letter of the text at `span` may carry a Vietnamese diacritic.
    pub(crate) fn may_be_marked(&self, span: Range<usize>) -> bool {
        !self.lower[span].is_ascii()
    }

    /// Calls `add` with the syllables of the text that stands at `span` as `raw`, from its first letter on, numbering
    /// and bullets before it aside, without the conjunction `và`, and at most `most` of them. Tells whether any carries
    /// a Vietnamese diacritic.
    pub(crate) fn read(&self, raw: &str, span: Range<usize>, most: usize, mut add: impl FnMut(Syllable)) -> bool {
        if self.strange && memchr::memchr(STRANGE, &self.lower[span.clone()]).is_some() {
            return read_any(raw, most, add);
        }
        let mut at = span.start;
        while at < span.end && (self.lower[at] == b' ' || self.lower[at].is_ascii_digit()) {
            at += 1;
        }
        let mut letters = 0;
        let mut added = 0;
        while at < span.end && added < most {
            let syllable = next_syllable(&self.lower, &mut at);
            if syllable != NOTHING && syllable != AND {
                letters |= syllable;
                added += 1;
                add(syllable);
            }
        }
        letters & HIGH_BITS != 0
    }
}

const NOTHING: Syllable = 0;
/// `và`.
const AND: Syllable = 0xA0_C3_76;
/// Set in every byte of a letter with a diacritic.
const HIGH_BITS: Syllable = 0x8080_8080_8080_8080_8080_8080_8080_8080;

/// By way of the normal form.
fn read_any(raw: &str, most: usize, add: impl FnMut(Syllable)) -> bool {
    let norm = text::normalise(raw.trim_start_matches(|c: char| !c.is_alphabetic()));
    norm.split(' ').filter(|word| !word.is_empty()).take(most).map(syllable).for_each(add);
    text::has_marks(&norm)
}

/// The syllable that begins at `at`, nothing if a space stands there; moves behind the space that ends it. A piece
/// must stand behind the last text.
fn next_syllable(lower: &[u8], at: &mut usize) -> Syllable {
    const STIR: Syllable = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    let mut whole: Syllable = NOTHING;
    while let Some(piece) = lower.get(*at..).and_then(|rest| rest.first_chunk::<PIECE>()) {
        let piece = Syllable::from_le_bytes(*piece);
        let space = first_space(piece);
        // All below the space; all there is without one.
        let kept = piece & (space >> 7).wrapping_sub(1);
        whole = if whole == NOTHING { kept } else { whole.wrapping_mul(STIR) ^ kept };
        *at += space.trailing_zeros() as usize / 8;
        if space != 0 {
            *at += 1;
            break;
        }
    }
    whole
}

/// The highest bit of the first byte that is a space, zero if none is.
const fn first_space(piece: Syllable) -> Syllable {
    const ONES: Syllable = 0x0101_0101_0101_0101_0101_0101_0101_0101;
    let spaces = piece ^ (ONES * b' ' as Syllable);
    let zeros = spaces.wrapping_sub(ONES) & !spaces & HIGH_BITS;
    zeros & zeros.wrapping_neg()
}

/// Folds the bytes of a syllable into a table's hash. The tables hold what rule files say, nothing that a page chooses.
#[derive(Debug, Default)]
pub(crate) struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, step: u64) {
        self.write_u128(u128::from(step));
    }

    fn write_u128(&mut self, syllable: u128) {
        const STIR: u64 = 0x9e37_79b9_7f4a_7c15;
        let folded = (syllable as u64 ^ ((syllable >> 64) as u64).rotate_left(31) ^ self.0).wrapping_mul(STIR);
        self.0 = folded ^ folded >> 29;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `None` where the normal form moves a tone mark: the tables hold every placement instead.
    fn by_normal_form(raw: &str) -> Option<(Vec<Syllable>, bool)> {
        let norm = text::normalise(raw.trim_start_matches(|c: char| !c.is_alphabetic()));
        let lower = raw.to_lowercase();
        let moved = norm.split(' ').any(|word| text::spellings(word).iter().any(|other| lower.contains(other)));
        let words = norm.split(' ').filter(|word| !word.is_empty());
        (!moved).then(|| (words.map(syllable).collect(), text::has_marks(&norm)))
    }

    /// Between two other texts.
    fn here(raw: &str) -> (Vec<Syllable>, bool) {
        let mut out = Vec::new();
        let texts = format!("Trước\n{raw}\nSau");
        let start = "Trước\n".len();
        let marked = Sheet::of(&texts).read(raw, start..start + raw.len(), usize::MAX, |syllable| out.push(syllable));
        (out, marked)
    }

    #[test]
    fn case_punctuation_numbering_and_the_conjunction_do_not_count() {
        for raw in ["1. ĐẦU TƯ & Mua-sắm", "đầu tư và mua sắm", "– “Đầu tư”, MUA  sắm…", "Đầu tư\u{a0}mua\u{ad} sắm"]
        {
            assert_eq!(here(raw), (["đầu", "tư", "mua", "sắm"].map(syllable).to_vec(), true), "{raw}");
        }
        assert_eq!(here("12/2026"), (vec![], false));
        assert_eq!(here("2a b"), (["a", "b"].map(syllable).to_vec(), false));
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        let raw = "Sở Tài chính ☎ và đầu tư";
        for text in [raw, "Sở Tài chính và đầu tư"] {
            let mut out = Vec::new();
            Sheet::of(text).read(text, 0..text.len(), 4, |syllable| out.push(syllable));
            assert_eq!(out, ["sở", "tài", "chính", "đầu"].map(syllable));
        }
    }

    #[test]
    fn long_words_that_differ_are_different() {
        assert_ne!(syllable("antidisestablishmentarianism"), syllable("antidisestablishmentarianist"));
        assert_eq!(here("ANTIDISESTABLISHMENTARIANISM").0, [syllable("antidisestablishmentarianism")]);
    }

    #[test]
    fn every_letter_has_its_small_letter() {
        for capital in ('\u{80}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}') {
            let raw = format!("A{capital}x");
            if let Some(expected) = by_normal_form(&raw) {
                assert_eq!(here(&raw), expected, "{raw}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_as_its_normal_form(raw in "[^\\n]*") {
            if let Some(expected) = by_normal_form(&raw) {
                prop_assert_eq!(here(&raw), expected);
            }
        }

        #[test]
        fn vietnamese_is_read_as_its_normal_form(raw in "[a-zăâđêôơưạấầậếềệịộớợứựA-ZĂÂĐÊÔƠƯẠẤẦẾỆỊỘỚỨ0-9 ,.&/“”–-]{0,60}") {
            if let Some(expected) = by_normal_form(&raw) {
                prop_assert_eq!(here(&raw), expected);
            }
        }
    }
}
