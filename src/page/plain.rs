//! Dates and document numbers in text that is no page: what the reader of attachments shares with the reader of pages.

use jiff::civil::Date;

use super::scan::scan;

/// What stands in a text, in order, repetitions kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainFacts {
    /// Calendar dates.
    pub dates: Vec<Date>,
    /// Document numbers as normalised, each with its type code (empty if it has none).
    pub documents: Vec<(String, String)>,
}

/// Reads the dates and document numbers of `text`; days told by how long ago they were are left out.
pub fn plain_facts(text: &str) -> PlainFacts {
    let found = scan(text, None);
    PlainFacts {
        dates: found.dates.into_iter().map(|(_, date)| date).collect(),
        documents: found.documents.into_iter().map(|(_, number)| (number.text, number.kind)).collect(),
    }
}
