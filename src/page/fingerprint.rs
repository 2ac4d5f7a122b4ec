//! Similarity hash of the main text (Charikar's simhash, 64 bits, over pairs of words): pages that differ in few words
//! differ in few bits.

use super::Region;
use super::sketch::Sketch;

/// Hash of the lines of the main region; 0 if it has none.
pub(super) fn of(sketch: &Sketch<'_>) -> u64 {
    let mut counts = BitCounts::default();
    let mut previous = 0_u64;
    for run in 0..sketch.runs.len() {
        if sketch.el(sketch.runs[run].el).region != Region::Main {
            continue;
        }
        each_word(sketch.line(run).as_bytes(), |hash| {
            counts.add(mix(hash ^ previous.rotate_left(23)));
            previous = hash;
        });
    }
    counts.majority()
}

/// Hashes the words of a line, which single spaces separate, eight bytes at a time: words are short, and a loop over
/// their bytes would be left at another place each time.
fn each_word(line: &[u8], mut add: impl FnMut(u64)) {
    const STEP: usize = size_of::<u64>();
    let mut hash = 0_u64;
    let mut rest = line;
    while !rest.is_empty() {
        let piece = u64::from_le_bytes(rest.first_chunk::<STEP>().copied().unwrap_or_else(|| {
            let mut piece = [b' '; STEP];
            piece[..rest.len()].copy_from_slice(rest);
            piece
        }));
        let letters = before_space(piece);
        let kept = if letters < STEP { piece & ((1 << (8 * letters)) - 1) } else { piece };
        hash = (hash ^ kept).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        rest = rest.get(if letters < STEP { letters + 1 } else { STEP }..).unwrap_or_default();
        if letters < STEP || rest.is_empty() {
            add(hash);
            hash = 0;
        }
    }
}

/// How many of the eight bytes stand before the first space.
const fn before_space(piece: u64) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let spaces = piece ^ (ONES * b' ' as u64);
    let zeros = spaces.wrapping_sub(ONES) & !spaces & (ONES << 7);
    zeros.trailing_zeros() as usize / 8
}

/// Spreads every bit over all others (the finaliser of MurmurHash3).
const fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Sixty-four counters, bit by bit: plane *n* holds bit *n* of all of them. Eight hashes are added at a time through
/// full adders (Harley and Seal), so that a hash costs a few operations.
#[derive(Default)]
struct BitCounts {
    waiting: [u64; 8],
    planes: [u64; 24],
    added: u32,
}

/// Sum and carry of three bits, for 64 columns at once.
const fn full_adder(a: u64, b: u64, c: u64) -> (u64, u64) {
    let half = a ^ b;
    (half ^ c, (a & b) | (half & c))
}

impl BitCounts {
    fn add(&mut self, bits: u64) {
        let slot = self.added as usize % 8;
        self.waiting[slot] = bits;
        self.added += 1;
        if slot == 7 {
            self.fold();
        }
    }

    fn fold(&mut self) {
        let bits = std::mem::take(&mut self.waiting);
        let (ones, two_a) = full_adder(self.planes[0], bits[0], bits[1]);
        let (ones, two_b) = full_adder(ones, bits[2], bits[3]);
        let (ones, two_c) = full_adder(ones, bits[4], bits[5]);
        let (ones, two_d) = full_adder(ones, bits[6], bits[7]);
        let (twos, four_a) = full_adder(self.planes[1], two_a, two_b);
        let (twos, four_b) = full_adder(twos, two_c, two_d);
        let (fours, mut carry) = full_adder(self.planes[2], four_a, four_b);
        self.planes[..3].copy_from_slice(&[ones, twos, fours]);
        for plane in &mut self.planes[3..] {
            let overflow = *plane & carry;
            *plane ^= carry;
            carry = overflow;
            if carry == 0 {
                break;
            }
        }
    }

    fn majority(mut self) -> u64 {
        self.fold();
        (0..64).fold(0, |result, bit| {
            let count: u32 = (0..24).map(|plane| (((self.planes[plane] >> bit) & 1) as u32) << plane).sum();
            result | u64::from(2 * count > self.added) << bit
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::dom;
    use super::*;

    fn of_words(words: &[&str]) -> u64 {
        let html = dom::parse(&format!("<p>{}", words.join(" ")));
        of(&Sketch::of(&html))
    }

    #[test]
    fn few_other_words_few_other_bits() {
        let words: Vec<String> = (0..400).map(|n| format!("từ{}", n * 7 % 211)).collect();
        let mut one: Vec<&str> = words.iter().map(String::as_str).collect();
        let first = of_words(&one);
        one[200] = "khác";
        let near = (first ^ of_words(&one)).count_ones();
        one.reverse();
        let far = (first ^ of_words(&one)).count_ones();
        assert!(near <= 6 && far >= 15, "{near} {far}");
    }

    #[test]
    fn counters_count() {
        let mut counts = BitCounts::default();
        for bits in [0b11, 0b01, 0b01, 0b10] {
            counts.add(bits);
        }
        assert_eq!(counts.majority(), 0b01);
    }
}
