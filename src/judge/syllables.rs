//! A text as numbers: one for every syllable, the same whatever its case. What [`text::normalise`] does to letters is
//! done here on the fly for the letters Vietnamese is written with; a text with any other goes through it.

use std::hash::{BuildHasherDefault, Hasher};

use crate::text;

/// A syllable in lower case: its bytes if there are at most sixteen, else a hash of them. Zero is no syllable.
pub(crate) type Syllable = u128;

/// Hash state for tables keyed by syllables.
pub(crate) type BySyllable = BuildHasherDefault<Fold>;

/// Letters of a syllable with its bytes in order.
pub(crate) fn syllable(letters: &str) -> Syllable {
    letters.bytes().fold(0, |syllable, byte| with(syllable, u32::from(byte), 8))
}

/// The syllables of `raw` from its first letter on, numbering and bullets before it aside, without the conjunction
/// `và`, and at most `most` of them; they are put in place of what `out` held. Tells whether any carries a Vietnamese
/// diacritic.
pub(crate) fn read(raw: &str, most: usize, out: &mut Vec<Syllable>) -> bool {
    let bare = raw.trim_start_matches(|c: char| !c.is_alphabetic());
    out.clear();
    if let Some(marked) = read_vietnamese(bare.as_bytes(), most, out) {
        return marked;
    }
    let norm = text::normalise(bare);
    out.clear();
    let end = norm.match_indices(' ').nth(most.saturating_sub(1)).map_or(norm.len(), |(at, _)| at);
    let norm = &norm[..end];
    out.extend(norm.split(' ').filter(|word| !word.is_empty()).map(syllable));
    text::has_marks(norm)
}

/// `None` if there is a character that the full normal form must see.
fn read_vietnamese(bytes: &[u8], most: usize, out: &mut Vec<Syllable>) -> Option<bool> {
    let mut marked = false;
    let mut open: Syllable = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let lower = LOWER[usize::from(byte)];
        if lower != 0 {
            open = with(open, u32::from(lower), 8);
            at += 1;
            continue;
        }
        if byte.is_ascii() {
            close(&mut open, out);
            if out.len() >= most {
                break;
            }
            at += 1;
            continue;
        }
        let next = u32::from(*bytes.get(at + 1)?);
        let pair = u32::from(byte) << 8 | next;
        match byte {
            0xC3..=0xC6 => {
                open = with(open, lower_pair(pair)?, 16);
                marked = true;
                at += 2;
            }
            0xE1 => {
                let triple = pair << 8 | u32::from(*bytes.get(at + 2)?);
                // U+1EA0 to U+1EF9 in pairs, capital first.
                if !matches!(triple, 0x00E1_BAA0..=0x00E1_BABF | 0x00E1_BB80..=0x00E1_BBB9) {
                    return None;
                }
                open = with(open, triple | 1, 24);
                marked = true;
                at += 3;
            }
            // Signs of the Latin-1 supplement but raised letters, fractions and the soft hyphen; dashes and quotation marks.
            0xC2 if !matches!(next, 0xAA | 0xAD | 0xB2 | 0xB3 | 0xB5 | 0xB9 | 0xBA | 0xBC..=0xBE) => {
                close(&mut open, out);
                at += 2;
            }
            0xE2 if next == 0x80 && matches!(bytes.get(at + 2)?, 0x90..=0xA7) => {
                close(&mut open, out);
                at += 3;
            }
            _ => return None,
        }
    }
    close(&mut open, out);
    Some(marked)
}

/// Lower case of a letter of two bytes that Vietnamese, or a name in it, is written with.
fn lower_pair(pair: u32) -> Option<u32> {
    match pair {
        0xC380..=0xC385 | 0xC387..=0xC38F | 0xC391..=0xC396 | 0xC399..=0xC39D => Some(pair + 0x20),
        0xC3A0..=0xC3A5 | 0xC3A7..=0xC3AF | 0xC3B1..=0xC3B6 | 0xC3B9..=0xC3BD | 0xC3BF => Some(pair),
        // Ă, Đ, Ĩ, Ũ, Ơ, Ư and their small letters.
        0xC482 | 0xC490 | 0xC4A8 | 0xC5A8 | 0xC6A0 => Some(pair + 1),
        0xC483 | 0xC491 | 0xC4A9 | 0xC5A9 | 0xC6A1 | 0xC6B0 => Some(pair),
        0xC6AF => Some(0xC6B0),
        _ => None,
    }
}

fn close(open: &mut Syllable, out: &mut Vec<Syllable>) {
    const AND: Syllable = 0x76_C3_A0;
    let syllable = std::mem::take(open);
    if syllable != 0 && syllable != AND {
        out.push(syllable);
    }
}

/// A syllable with the bytes of one more letter, first byte highest.
const fn with(syllable: Syllable, letter: u32, bits: u32) -> Syllable {
    const MOST_BITS: u32 = 24;
    if syllable >> (Syllable::BITS - MOST_BITS) == 0 {
        return syllable << bits | letter as Syllable;
    }
    let mut long = syllable;
    let mut left = bits;
    while left > 0 {
        left -= 8;
        long = with_byte(long, letter >> left & 0xFF);
    }
    long
}

/// What no longer fits is stirred in.
const fn with_byte(syllable: Syllable, byte: u32) -> Syllable {
    const STIR: Syllable = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    let full = syllable >> (Syllable::BITS - 8) != 0;
    (if full { syllable.wrapping_mul(STIR) } else { syllable << 8 }) ^ byte as Syllable
}

/// Lower case of ASCII letters and digits; 0 for every other byte.
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut at = 0;
    while at < 128 {
        if (at as u8).is_ascii_alphanumeric() {
            lower[at] = (at as u8).to_ascii_lowercase();
        }
        at += 1;
    }
    lower
};

/// Folds the bytes of a syllable into a table's hash. The tables hold what rule files say, nothing that a page chooses.
#[derive(Debug, Default)]
pub(crate) struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u128(u128::from(*byte)));
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
        let moved =
            norm.split(' ').any(|word| text::spellings(word).iter().any(|other| raw.to_lowercase().contains(other)));
        let words = norm.split(' ').filter(|word| !word.is_empty());
        (!moved).then(|| (words.map(syllable).collect(), text::has_marks(&norm)))
    }

    fn here(raw: &str) -> (Vec<Syllable>, bool) {
        let mut out = vec![1];
        let marked = read(raw, usize::MAX, &mut out);
        (out, marked)
    }

    #[test]
    fn case_punctuation_numbering_and_the_conjunction_do_not_count() {
        for raw in ["1. ĐẦU TƯ & Mua-sắm", "đầu tư và mua sắm", "– “Đầu tư”, MUA  sắm…", "Đầu tư\u{a0}mua\u{ad} sắm"]
        {
            assert_eq!(here(raw), (["đầu", "tư", "mua", "sắm"].map(syllable).to_vec(), true), "{raw}");
        }
        assert_eq!(here("12/2026"), (vec![], false));
    }

    #[test]
    fn long_words_that_differ_are_different() {
        assert_ne!(syllable("antidisestablishmentarianism"), syllable("antidisestablishmentarianist"));
        assert_eq!(here("ANTIDISESTABLISHMENTARIANISM").0, [syllable("antidisestablishmentarianism")]);
    }

    proptest! {
        #[test]
        fn every_text_is_read_as_its_normal_form(raw in "\\PC*") {
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
