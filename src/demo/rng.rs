//! Seeded randomness for the simulator: splitmix64, keyed by words, so that a plan's parts do not disturb each other
//! and the same seed gives the same web on every machine and with every version of every library.

/// A stream of numbers that depends on a seed and a key only.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream named `key` under `seed`.
    pub(crate) fn keyed(seed: u64, key: &str) -> Self {
        // FNV-1a over the key, then one round of mixing with the seed.
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        let mut rng = Self(seed ^ hash);
        rng.next();
        rng
    }

    /// A stream for the `index`-th thing of a kind, cheaper than a formatted key.
    pub(crate) fn nth(seed: u64, kind: &str, index: u64) -> Self {
        let mut rng = Self::keyed(seed, kind);
        rng.0 ^= index.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        rng.next();
        rng
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit` (0 if `limit` is 0).
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `list`.
    pub(crate) fn pick<'t, T: ?Sized>(&mut self, list: &[&'t T]) -> &'t T {
        list[self.below(list.len())]
    }

    /// Puts `list` into a random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn the_same_key_gives_the_same_stream_and_another_key_another() {
        let take = |key| {
            let mut rng = Rng::keyed(42, key);
            [rng.next(), rng.next(), rng.next()]
        };
        assert_eq!(take("portal 1"), take("portal 1"));
        assert_ne!(take("portal 1"), take("portal 2"));
        assert_ne!(Rng::nth(1, "x", 1).next(), Rng::nth(1, "x", 2).next());
    }

    #[test]
    fn a_range_is_reached_from_end_to_end_and_never_left() {
        let mut rng = Rng::keyed(7, "range");
        let mut seen = [false; 5];
        for _ in 0..200 {
            seen[rng.between(3, 7) - 3] = true;
        }
        assert_eq!(seen, [true; 5]);
    }
}
