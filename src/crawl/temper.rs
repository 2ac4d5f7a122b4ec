//! When a host should be asked less often, and when it may be asked as often as before. Judges by what came back; keeps no
//! time.

use std::time::Duration;

use crate::snapshot::PaceReason;

/// No pace gets slower than this by our own doing.
pub(super) const SLOWEST: Duration = Duration::from_secs(30);
/// Answers below this are quick enough whatever they were before.
const QUICK: f64 = 0.5;
/// Answers that take so many times as long as they used to are a sign of load.
const RISEN: f64 = 2.0;
/// So many answers are seen before anything is said of their time, and again before it is said once more.
const SETTLED: u32 = 5;
/// The first error may be the page's; from so many in a row on it is the host's.
const ERRORS: u32 = 2;
/// So many good answers in a row earn one step back towards the usual pace.
const FORGIVEN_AFTER: u32 = 10;

/// How a request went, as far as the host's load is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strain {
    /// It answered.
    None,
    /// It failed to answer, or answered with an error of its own.
    Error,
    /// It said that it is asked too much, or cannot serve now.
    PushedBack,
    /// It says nothing about the load: a name that does not resolve, a bad certificate, a refusal.
    Unrelated,
}

/// What a host's answers were like.
#[derive(Clone, Debug, Default)]
pub(super) struct Temper {
    /// Seconds an answer takes in the long run.
    usual: Option<f64>,
    /// Seconds an answer took lately.
    recent: f64,
    /// Answers since the last word about their time.
    timed: u32,
    errors: u32,
    good: u32,
}

/// What should follow from an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// As before.
    Stay,
    /// Slower, for this reason.
    Slower(PaceReason),
    /// One step back towards the usual pace.
    Faster,
}

impl Temper {
    /// Takes in how a request went and how long it took.
    pub(super) fn judge(&mut self, strain: Strain, took: Duration) -> Step {
        match strain {
            Strain::Unrelated => Step::Stay,
            Strain::PushedBack => {
                (self.good, self.errors) = (0, 0);
                Step::Slower(PaceReason::PushedBack)
            }
            Strain::Error => {
                self.good = 0;
                self.errors += 1;
                if self.errors >= ERRORS { Step::Slower(PaceReason::Errors) } else { Step::Stay }
            }
            Strain::None => {
                self.errors = 0;
                if self.labours(took.as_secs_f64()) {
                    self.good = 0;
                    return Step::Slower(PaceReason::Latency);
                }
                self.good += 1;
                if self.good < FORGIVEN_AFTER {
                    return Step::Stay;
                }
                self.good = 0;
                Step::Faster
            }
        }
    }

    /// Whether answers take clearly longer than they used to. Said once for each few answers.
    fn labours(&mut self, took: f64) -> bool {
        let usual = *self.usual.get_or_insert(took);
        self.recent = if self.timed == 0 && self.recent == 0.0 { took } else { 0.7 * self.recent + 0.3 * took };
        // The long run follows slowly upwards and quickly downwards: a host under load must not become the measure.
        let follow = if took < usual { 0.2 } else { 0.02 };
        self.usual = Some(usual + follow * (took - usual));
        self.timed += 1;
        let labours = self.timed >= SETTLED && self.recent > QUICK && self.recent > RISEN * usual;
        if labours {
            self.timed = 1;
        }
        labours
    }
}

/// `interval` after a step, never shorter than `usual` and, by our own doing, never longer than [`SLOWEST`].
pub(super) fn stepped(interval: Duration, usual: Duration, step: Step) -> Duration {
    let longest = SLOWEST.max(usual);
    match step {
        Step::Stay => interval,
        Step::Slower(PaceReason::Latency) => (interval * 3 / 2).min(longest),
        Step::Slower(_) => (interval * 2).min(longest),
        Step::Faster => (interval * 4 / 5).max(usual),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const QUICKLY: Duration = Duration::from_millis(100);
    const SLOWLY: Duration = Duration::from_millis(1500);

    fn times(temper: &mut Temper, count: usize, strain: Strain, took: Duration) -> Vec<Step> {
        (0..count).map(|_| temper.judge(strain, took)).filter(|step| *step != Step::Stay).collect()
    }

    #[test]
    fn one_error_is_the_pages_and_two_are_the_hosts() {
        let mut temper = Temper::default();
        assert_eq!(times(&mut temper, 1, Strain::Error, QUICKLY), []);
        assert_eq!(times(&mut temper, 2, Strain::Error, QUICKLY), [Step::Slower(PaceReason::Errors); 2]);
        temper.judge(Strain::None, QUICKLY);
        assert_eq!(times(&mut temper, 1, Strain::Error, QUICKLY), [], "an answer in between makes it the page's again");
        assert_eq!(times(&mut temper, 50, Strain::Unrelated, QUICKLY), []);
    }

    #[test]
    fn rising_latency_is_seen_and_a_host_that_always_was_slow_is_left_in_peace() {
        let mut temper = Temper::default();
        let steps = times(&mut temper, 9, Strain::None, QUICKLY);
        assert_eq!(steps, []);
        let steps = times(&mut temper, 10, Strain::None, SLOWLY);
        assert!(steps.iter().all(|step| *step == Step::Slower(PaceReason::Latency)), "{steps:?}");
        assert!((1..=3).contains(&steps.len()), "{steps:?}");
        let mut slow = Temper::default();
        assert_eq!(times(&mut slow, 9, Strain::None, SLOWLY), []);
    }

    #[test]
    fn the_way_back_is_longer_than_the_way_down() {
        let mut temper = Temper::default();
        let usual = Duration::from_secs(1);
        let mut interval = stepped(usual, usual, temper.judge(Strain::PushedBack, QUICKLY));
        assert_eq!(interval, usual * 2);
        let mut answers = 0;
        while interval > usual {
            interval = stepped(interval, usual, temper.judge(Strain::None, QUICKLY));
            answers += 1;
        }
        assert!((30..=60).contains(&answers), "{answers}");
    }

    proptest! {
        #[test]
        fn no_step_leads_out_of_its_bounds(usual_ms in 1_u64..100_000, steps in proptest::collection::vec(0_u8..4, 0..60)) {
            let usual = Duration::from_millis(usual_ms);
            let mut interval = usual;
            for step in steps {
                let step = match step {
                    0 => Step::Slower(PaceReason::PushedBack),
                    1 => Step::Slower(PaceReason::Latency),
                    2 => Step::Faster,
                    _ => Step::Stay,
                };
                interval = stepped(interval, usual, step);
                prop_assert!(interval >= usual && interval <= usual.max(SLOWEST));
            }
        }
    }
}
