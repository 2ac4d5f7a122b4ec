//! Questions of the public that carry the day they were asked: how many were answered, and after how many days.

use serde::{Deserialize, Serialize};

/// Questions with the day they were asked. The greater of two tells of more of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Questions {
    /// With the day they were asked.
    pub asked: u32,
    /// After how many days each that has a day of answering was answered, sorted.
    pub answered: Vec<u32>,
}

impl Questions {
    /// Of `answered` questions with the days they took, and so many without an answer.
    pub(crate) fn new(mut answered: Vec<u32>, unanswered: u32) -> Self {
        answered.sort_unstable();
        Self { asked: answered.len() as u32 + unanswered, answered }
    }

    /// The middle of the days it took; `None` without an answer.
    pub fn median_days(&self) -> Option<u32> {
        self.answered.get(self.answered.len() / 2).copied()
    }

    /// How many were answered within so many days.
    pub fn within(&self, days: u32) -> u32 {
        self.answered.iter().filter(|took| **took <= days).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_answered_questions_only() {
        let questions = Questions::new(vec![30, 2, 10], 2);
        assert_eq!((questions.asked, questions.median_days(), questions.within(15)), (5, Some(10), 2));
        assert_eq!(Questions::default().median_days(), None);
    }
}
