//! One pass over the digits of a text: dates, document numbers, procedure codes and telephones all begin there.
//!
//! Each kind has its own reader that looks at one place and says how far it read; the first that can read a place
//! takes it, so that a date is never a telephone.

use jiff::civil::Date;

use super::{contacts, dates, numbers, relative};

/// Most facts of one kind that are kept.
const MAX_FACTS: usize = 20_000;

/// What begins with digits, with its place in the text.
#[derive(Default)]
pub(super) struct Scanned {
    pub(super) dates: Vec<(usize, Date)>,
    pub(super) documents: Vec<(usize, numbers::Number)>,
    pub(super) codes: Vec<(usize, String)>,
    pub(super) phones: Vec<(usize, String)>,
}

/// Reads all of `text`; days told by how long ago they were count from `today`.
pub(super) fn scan(text: &str, today: Option<Date>) -> Scanned {
    let mut found = Scanned::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if !(byte.is_ascii_digit() || matches!(byte, b'(' | b'+')) {
            at += 1 + letters_from(bytes, at + 1);
            continue;
        }
        let end = read_at(text, at, today, &mut found);
        at = end.max(at + 1);
        if byte.is_ascii_digit() && end <= at {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
        }
    }
    if let Some(yesterday) = today.and_then(|today| today.yesterday().ok()) {
        let known = found.dates.len();
        for at in relative::yesterdays(text) {
            push(&mut found.dates, (at, yesterday));
        }
        if found.dates.len() > known {
            found.dates.sort_by_key(|(at, _)| *at);
        }
    }
    found
}

impl Scanned {
    /// Takes in dates that were told from elements.
    pub(super) fn add(&mut self, dates: Vec<(usize, Date)>) {
        if !dates.is_empty() {
            for date in dates {
                push(&mut self.dates, date);
            }
            self.dates.sort_by_key(|(at, _)| *at);
            self.dates.dedup_by_key(|(at, _)| *at);
        }
    }
}

/// How many bytes from `at` on, in steps of eight, are letters and spaces for certain: nearly all of a text.
fn letters_from(bytes: &[u8], at: usize) -> usize {
    const STEP: usize = 8;
    let (steps, _) = bytes.get(at..).unwrap_or_default().as_chunks::<STEP>();
    let sign = |byte: &u8| (b'('..=b'9').contains(byte);
    steps.iter().take_while(|step| !step.iter().fold(false, |found, byte| found | sign(byte))).count() * STEP
}

fn read_at(text: &str, at: usize, today: Option<Date>, found: &mut Scanned) -> usize {
    let digit = text.as_bytes()[at].is_ascii_digit();
    if digit {
        // Letters and digits before it make it part of a longer code.
        let inside = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        if let Some((number, end)) = numbers::document_at(text, at)
            && !inside
        {
            push(&mut found.documents, (at, number));
            // The date of signing often follows at once and is read in its own right.
            return end;
        }
        if let Some((date, end)) = dates::date_at(text, at) {
            if !inside && !in_file_name(text, at) {
                push(&mut found.dates, (at, date));
            }
            return end;
        }
        if let Some((date, end)) = today.and_then(|today| relative::date_at(text, at, today))
            && !inside
        {
            push(&mut found.dates, (at, date));
            return end;
        }
        if let Some(end) = numbers::procedure_code_end(text, at)
            && !inside
        {
            push(&mut found.codes, (at, text[at..end].to_owned()));
            return end;
        }
    }
    if let Some((digits, end)) = contacts::phone_at(text, at) {
        push(&mut found.phones, (at, digits));
        return end;
    }
    at
}

/// "ds-hs-khoi-9-9-2021.xls": digits behind a hyphen behind a letter.
fn in_file_name(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    before.last() == Some(&b'-') && {
        let token = before.iter().rev().take(40).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        token.into_iter().any(u8::is_ascii_alphabetic)
    }
}

fn push<T>(list: &mut Vec<T>, fact: T) {
    if list.len() < MAX_FACTS {
        list.push(fact);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_kind_is_told_from_the_others() {
        let found =
            scan("Quyết định số 271/QĐ- LĐTBXH ngày 12/03/2024, mã 1.004227, ĐT (024) 35123536; 24/24, 7/2024", None);
        assert_eq!(found.documents.len(), 1);
        assert_eq!(found.dates.len(), 1);
        assert_eq!(found.codes[0].1, "1.004227");
        assert_eq!(found.phones.iter().map(|(_, digits)| digits.as_str()).collect::<Vec<_>>(), ["02435123536"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9/.()+ \\-ngàythángQĐU:]{0,80}") {
            scan(&text, Some(jiff::civil::date(2026, 3, 2)));
        }

        #[test]
        fn any_characters_are_read(text in "\\PC*") {
            scan(&text, Some(jiff::civil::date(2026, 3, 2)));
        }
    }
}
