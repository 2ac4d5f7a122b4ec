//! What a satisfied detector rests on, in words short enough for a line of a report.

/// Facts a satisfied detector rests on, for the evidence line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Witness {
    /// Short texts as seen, in document order, at most [`SAMPLES`] for each atomic detector.
    pub(crate) samples: Vec<String>,
    /// How many facts were counted over all atomic detectors; more is better among equal candidates.
    pub(crate) facts: u32,
}

const SAMPLES: usize = 3;

impl Witness {
    pub(crate) fn count<S: Into<String>>(&mut self, facts: usize, samples: impl IntoIterator<Item = S>) {
        self.facts += facts as u32;
        self.samples.extend(samples.into_iter().take(SAMPLES).map(Into::into));
    }
}

/// At most 160 characters of one line.
pub(crate) fn clip(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.trim();
    match line.char_indices().nth(LONGEST) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
    }
}
