//! The words of the help: Vietnamese, then the English that the command line's definition says. A text that is said in
//! several places stands here once. One table for each group of commands; here they are looked up together.

mod audit;
mod handover;
mod results;
mod rules;
mod shared;

/// The Vietnamese of a text of the help.
pub(super) fn vietnamese(english: &str) -> Option<&'static str> {
    all().find(|(_, en)| *en == english).map(|(vi, _)| vi)
}

/// Every text of the help.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    [shared::TABLE, audit::TABLE, handover::TABLE, results::TABLE, rules::TABLE].into_iter().flatten().copied()
}
