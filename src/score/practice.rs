//! The rows of the survey that rest on what was seen beside findings: the Government's items, answers to the public,
//! social network accounts.

use jiff::{ToSpan as _, civil::Date};

use super::tally::{Answer, Count};
use crate::judge::Practice;

/// Whether an item of the Government Portal is carried that was at most so many days old on `day`.
pub(super) fn government(practice: &Practice, seen: bool, within_days: u32, day: Date) -> Answer {
    let carried = &practice.government;
    let oldest = day.checked_sub(i64::from(within_days).days()).unwrap_or(Date::MIN);
    match carried.newest {
        Some(newest) if newest >= oldest => Answer::Yes,
        // Items without a day may be of today.
        None if !seen || carried.items > 0 => Answer::Undecided,
        _ if !seen => Answer::Undecided,
        _ => Answer::No,
    }
}

/// Questions that were answered, or answered in time; nothing where no question carries a day.
pub(super) fn answered(practice: &Practice, within_days: Option<u32>) -> Count {
    let questions = &practice.questions;
    let answered = questions.answered.len() as u32;
    match within_days {
        None => Count { value: answered, denominator: questions.asked, undecided: 0 },
        Some(days) => Count { value: questions.within(days), denominator: answered, undecided: 0 },
    }
}

/// Whether the start page leads to an account that bears the agency's name.
pub(super) fn named_account(practice: &Practice, seen: bool) -> Answer {
    match (practice.accounts.iter().any(|account| account.named), seen) {
        (true, _) => Answer::Yes,
        (false, true) => Answer::No,
        (false, false) => Answer::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::judge::{Government, Questions};

    #[test]
    fn the_governments_items_count_while_they_are_fresh_and_undated_ones_leave_it_open() {
        let answer = |items: u32, newest: Option<Date>, seen: bool| {
            let government = Government { items, newest, ..Government::default() };
            government_of(government, seen)
        };
        assert!(answer(3, Some(date(2026, 5, 1)), true) == Answer::Yes);
        assert!(answer(3, Some(date(2025, 5, 1)), true) == Answer::No);
        assert!(answer(3, None, true) == Answer::Undecided);
        assert!(answer(0, None, true) == Answer::No);
        assert!(answer(0, None, false) == Answer::Undecided);
    }

    fn government_of(carried: Government, seen: bool) -> Answer {
        government(&Practice { government: carried, ..Practice::default() }, seen, 30, date(2026, 5, 20))
    }

    #[test]
    fn answers_in_time_are_counted_of_answers_and_answers_of_questions() {
        let practice = Practice { questions: Questions::new(vec![3, 40], 2), ..Practice::default() };
        assert_eq!(answered(&practice, None), Count { value: 2, denominator: 4, undecided: 0 });
        assert_eq!(answered(&practice, Some(21)), Count { value: 1, denominator: 2, undecided: 0 });
    }
}
