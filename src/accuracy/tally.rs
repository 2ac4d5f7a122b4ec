//! Counts of right and wrong answers, and the rates that follow from them.

use std::ops::AddAssign;

use super::wilson::interval;

/// How often something was there, and how often it was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// There and found.
    pub hit: u32,
    /// Found and not there.
    pub noisy: u32,
    /// There and not found.
    pub missed: u32,
    /// Neither.
    pub quiet: u32,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
}

/// Precision, recall and their harmonic mean; `None` where nothing was there to measure.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// How much of what was found is there.
    pub precision: Option<f64>,
    /// How much of what is there was found.
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    pub f1: Option<f64>,
}

impl Tally {
    /// Counts one question.
    pub fn count(&mut self, there: bool, found: bool) {
        let counter = match (there, found) {
            (true, true) => &mut self.hit,
            (false, true) => &mut self.noisy,
            (true, false) => &mut self.missed,
            (false, false) => &mut self.quiet,
        };
        *counter += 1;
    }

    /// How often it was there.
    pub fn positives(&self) -> u32 {
        self.hit + self.missed
    }

    /// How much of what was found is there.
    pub fn precision(&self) -> Share {
        Share { part: self.hit, whole: self.hit + self.noisy }
    }

    /// How much of what is there was found.
    pub fn recall(&self) -> Share {
        Share { part: self.hit, whole: self.hit + self.missed }
    }

    /// The rates of these counts.
    pub fn rates(&self) -> Rates {
        Rates::new(self.precision().value(), self.recall().value())
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.hit += other.hit;
        self.noisy += other.noisy;
        self.missed += other.missed;
        self.quiet += other.quiet;
    }
}

impl Share {
    /// The share as a number from 0 to 1; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| f64::from(self.part) / f64::from(self.whole))
    }

    /// Its 95 % Wilson interval; `None` of nothing.
    pub fn interval(self) -> Option<(f64, f64)> {
        interval(self.part, self.whole)
    }
}

impl Rates {
    /// With the harmonic mean of the two.
    pub fn new(precision: Option<f64>, recall: Option<f64>) -> Self {
        // Where something is there and nothing was said, precision has no value and the harmonic mean is nought.
        let f1 = match (precision, recall) {
            (Some(p), Some(r)) if p + r > 0.0 => Some(2.0 * p * r / (p + r)),
            (_, Some(0.0)) => Some(0.0),
            _ => None,
        };
        Self { precision, recall, f1 }
    }

    /// The mean of each rate over those that have it.
    pub fn mean(all: &[Self]) -> Self {
        let mean = |get: fn(&Self) -> Option<f64>| {
            let values: Vec<f64> = all.iter().filter_map(get).collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        Self { precision: mean(|r| r.precision), recall: mean(|r| r.recall), f1: mean(|r| r.f1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_found_has_no_precision_a_recall_of_nought_and_counts_against_the_mean() {
        let mut tally = Tally::default();
        tally.count(true, false);
        tally.count(false, false);
        assert_eq!(tally.rates(), Rates { precision: None, recall: Some(0.0), f1: Some(0.0) });
        tally.count(false, true);
        assert_eq!(tally.rates(), Rates { precision: Some(0.0), recall: Some(0.0), f1: Some(0.0) });
    }

    #[test]
    fn a_mean_leaves_out_what_has_no_figure() {
        let one = Rates::new(Some(1.0), Some(0.5));
        let other = Rates::new(None, Some(1.0));
        let mean = Rates::mean(&[one, other]);
        assert_eq!((mean.precision, mean.recall, mean.f1), (Some(1.0), Some(0.75), one.f1));
    }
}
