//! What a satisfied detector rests on, in words short enough for a line of a report.

use crate::page::At;

/// Facts a satisfied detector rests on, for the evidence line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Witness {
    /// Short texts as seen, in document order, at most [`SAMPLES`] for each atomic detector.
    pub(crate) samples: Vec<String>,
    /// How many facts were counted over all atomic detectors; more is better among equal candidates.
    pub(crate) facts: u32,
    /// Where the first of them stands, if it stands at one place.
    pub(crate) at: Option<At>,
    /// Whether nobody will read it.
    unread: bool,
}

/// Most facts that an atomic detector names.
pub(crate) const SAMPLES: usize = 3;

impl Witness {
    /// One for a condition of which only whether it holds is asked: writing samples costs more than most conditions.
    pub(crate) fn unread() -> Self {
        Self { unread: true, ..Self::default() }
    }

    /// Whether somebody will read it: what rests on many facts then has to name some of them.
    pub(crate) const fn is_read(&self) -> bool {
        !self.unread
    }

    /// An empty one for a part of the condition.
    pub(crate) fn of_part(&self) -> Self {
        Self { unread: self.unread, ..Self::default() }
    }

    /// Adds what an atomic detector rests on: how many facts, the place of the first, and a few of them in words.
    pub(crate) fn count<S: Into<String>>(
        &mut self,
        facts: usize,
        at: Option<At>,
        samples: impl IntoIterator<Item = S>,
    ) {
        if self.unread {
            return;
        }
        self.facts += facts as u32;
        self.at = self.at.or(at);
        self.samples.extend(samples.into_iter().take(SAMPLES).map(Into::into));
    }

    /// Adds what another one rests on.
    pub(crate) fn take(&mut self, mut other: Self) {
        self.facts += other.facts;
        self.at = self.at.or(other.at);
        self.samples.append(&mut other.samples);
    }
}

/// At most 160 characters of one line.
pub(crate) fn clip(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.trim();
    // So few bytes are no more characters.
    if line.len() <= LONGEST {
        return line.to_owned();
    }
    match line.char_indices().nth(LONGEST) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}
