//! The paths of waiting addresses, one after the other in one piece of memory: an allocation for each would cost as much
//! again as a short path.

/// Waste below this is not worth moving anything, and so much room is made at least.
const LEAST: usize = 16 * 1024;
/// Of what is kept, such a part is made room for ahead: doubling would leave half of the memory empty.
const AHEAD: usize = 8;

/// Where a path lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    at: u32,
    length: u16,
}

/// Paths by place.
#[derive(Debug, Default)]
pub(super) struct Paths {
    bytes: String,
    /// Bytes of paths that were given up.
    waste: usize,
}

impl Paths {
    /// Keeps `path`; `None` if it is longer than addresses may be, or there is no room.
    pub(super) fn add(&mut self, path: &str) -> Option<Span> {
        let span = Span { at: u32::try_from(self.bytes.len()).ok()?, length: u16::try_from(path.len()).ok()? };
        if self.bytes.capacity() - self.bytes.len() < path.len() {
            self.bytes.reserve_exact(path.len().max(LEAST).max(self.bytes.len() / AHEAD));
        }
        self.bytes.push_str(path);
        Some(span)
    }

    /// The path at `span`, which must be kept.
    pub(super) fn get(&self, span: Span) -> &str {
        let at = span.at as usize;
        self.bytes.get(at..at + usize::from(span.length)).unwrap_or_default()
    }

    /// Gives a path up; its bytes stay until there is much waste.
    pub(super) fn give_up(&mut self, span: Span) {
        self.waste += usize::from(span.length);
    }

    /// Whether more is waste than is in use.
    pub(super) fn is_wasteful(&self) -> bool {
        self.waste > LEAST && self.waste * 2 > self.bytes.len()
    }

    /// Moves the paths at `kept` together and says where each lies now; all others are gone.
    pub(super) fn gather<'s>(&mut self, kept: impl Iterator<Item = &'s mut Span>) {
        let mut bytes = String::with_capacity(self.bytes.len() - self.waste);
        for span in kept {
            // In a text that is no longer than the old one every place fits.
            let at = bytes.len() as u32;
            bytes.push_str(self.get(*span));
            span.at = at;
        }
        *self = Self { bytes, waste: 0 };
    }

    /// Bytes in memory.
    #[cfg(test)]
    pub(super) fn weight(&self) -> usize {
        self.bytes.capacity()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_survive_that_others_are_given_up() {
        let mut paths = Paths::default();
        let mut spans: Vec<Span> = (0..2_000).map(|n| paths.add(&format!("/muc/{n}/trang.html")).unwrap()).collect();
        let before = paths.weight();
        for span in spans.drain(..1_900) {
            paths.give_up(span);
        }
        assert!(paths.is_wasteful());
        paths.gather(spans.iter_mut());
        assert!(!paths.is_wasteful() && paths.weight() * 10 < before, "{} of {before}", paths.weight());
        for (n, span) in (1_900..2_000).zip(&spans) {
            assert_eq!(paths.get(*span), format!("/muc/{n}/trang.html"));
        }
    }

    #[test]
    fn a_path_longer_than_any_address_is_refused() {
        assert_eq!(Paths::default().add(&"a".repeat(70_000)), None);
    }
}
