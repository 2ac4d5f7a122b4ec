//! What was said where what was true.

use std::collections::BTreeMap;

/// A table of counts: a row for each truth, a column for each answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// Words for what is true.
    pub truths: &'static [&'static str],
    /// Words for what was said.
    pub answers: &'static [&'static str],
    /// Over everything.
    pub all: Vec<Vec<u32>>,
    /// By label code or requirement.
    pub by_subject: BTreeMap<String, Vec<Vec<u32>>>,
}

impl Confusion {
    pub(super) fn new(truths: &'static [&'static str], answers: &'static [&'static str]) -> Self {
        Self { truths, answers, all: vec![vec![0; answers.len()]; truths.len()], by_subject: BTreeMap::new() }
    }

    /// Counts one answer; both are positions in the lists of words.
    pub(super) fn count(&mut self, subject: &str, truth: usize, answer: usize) {
        let rows = self.by_subject.entry(subject.to_owned());
        let rows = rows.or_insert_with(|| vec![vec![0; self.answers.len()]; self.truths.len()]);
        for table in [rows, &mut self.all] {
            if let Some(cell) = table.get_mut(truth).and_then(|row| row.get_mut(answer)) {
                *cell += 1;
            }
        }
    }
}
