//! What an analyst brings to a report that no crawl can see: what agencies say of themselves, and what they say keeps them
//! from it. Tables for spreadsheets; an unknown value is refused with its line, and nothing of such a table is used.

mod declared;
mod obstacles;

pub use declared::{Answer, Declared, Discrepancy, Held, held};
pub use obstacles::{Kind, Level, Obstacle, Obstacles};

use crate::{
    diagnostic::{Diagnostic, SheetRow, did_you_mean, quoted},
    registry::{Portal, PortalId},
    rules::Bilingual,
    text::{both, normalise},
};

/// The portal that `text` names: by its id, or by its Vietnamese or English name.
fn portal(text: &str, portals: &[Portal]) -> Option<PortalId> {
    let said = normalise(text);
    let named = |portal: &&Portal| {
        portal.id.as_str() == text
            || [&portal.name_vi, &portal.name_en].into_iter().any(|name| !said.is_empty() && normalise(name) == said)
    };
    portals.iter().find(named).map(|portal| portal.id.clone())
}

/// That `column` of `row` names no portal of the run.
fn unknown_portal(row: SheetRow<'_>, column: &str, portals: &[Portal]) -> Diagnostic {
    let text = row.text(column);
    let known = portals.iter().flat_map(|portal| [portal.id.as_str(), portal.name_vi.as_str()]);
    row.error(
        column,
        "unknown-portal",
        both!("đợt kiểm tra không có cổng {}", "the run has no portal {}", quoted(text)),
    )
    .label(did_you_mean(text, known))
    .help(("ghi mã hoặc tên đầy đủ của cơ quan", "give the id or the full name of the agency"))
}

/// The value of `words` that `text` says, in either language.
fn value<T: Copy>(text: &str, words: &[(T, &[&str])]) -> Option<T> {
    let said = normalise(text);
    let says = |word: &&str| normalise(word) == said;
    words.iter().find(|(_, words)| !said.is_empty() && words.iter().any(&says)).map(|(value, _)| *value)
}

/// That `column` of `row` holds none of the known words.
fn unknown_value<T>(row: SheetRow<'_>, column: &str, code: &'static str, words: &[(T, &[&str])]) -> Diagnostic {
    let text = row.text(column);
    let known = words.iter().flat_map(|(_, words)| words.iter().copied());
    let all: Vec<_> = words.iter().filter_map(|(_, words)| words.first().copied()).collect();
    let message: Bilingual = match text {
        "" => both!("ô `{column}` trống", "the cell `{column}` is empty"),
        text => both!("{} không có trong ô `{column}`", "{} is not a value of `{column}`", quoted(text)),
    };
    row.error(column, code, message).label(did_you_mean(text, known)).help(both!(
        "một trong: {}",
        "one of: {}",
        all.join(", ")
    ))
}
