//! Decisions as a table for spreadsheets: portal, requirement, outcome, reason, name, date. What is written can be read
//! back exactly; further columns are there to help and are left alone on reading.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Decision, Key,
    cell::{arm, disarm},
};
use crate::{
    diagnostic::{Diagnostics, Sheet, SheetRow, did_you_mean, quoted},
    judge::Outcome,
    registry::PortalId,
    rules::RequirementId,
    text::{both, normalise},
};

/// The columns of a decision.
pub const COLUMNS: [&str; 6] = ["portal", "requirement", "outcome", "reason", "name", "date"];

/// What decisions can be about.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What the program said of each finding of the run.
    pub findings: BTreeMap<Key, Outcome>,
    /// Days of the decisions that count so far.
    pub decided: BTreeMap<Key, Date>,
    /// Further words for outcomes, such as those of the reports.
    pub words: Vec<(String, Outcome)>,
}

/// What a table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// In file order.
    pub decisions: Vec<Decision>,
    /// Rows that decide nothing yet: neither outcome nor reason, name or date.
    pub blank: u32,
}

/// Reads decisions. What cannot be meant is reported with its line; the table is complete only if `out` has no errors.
/// No decision may be later than `today`.
pub fn read(file: &str, bytes: &[u8], known: &Known, today: Date, out: &mut Diagnostics) -> Table {
    let mut table = Table::default();
    let Some(sheet) = Sheet::read(file, bytes, &COLUMNS, out) else { return table };
    let mut seen: BTreeSet<(Key, Date)> = BTreeSet::new();
    for row in sheet.rows() {
        if ["outcome", "reason", "name", "date"].iter().all(|column| row.text(column).is_empty()) {
            table.blank += 1;
            continue;
        }
        let Some(decision) = decision(row, known, today, out) else { continue };
        let key = (decision.portal.clone(), decision.requirement.clone());
        if !seen.insert((key.clone(), decision.date)) {
            let (requirement, portal) = (&decision.requirement, &decision.portal);
            let message = both!(
                "`{requirement}` của `{portal}` có hai quyết định trong cùng một ngày",
                "`{requirement}` of `{portal}` is decided twice on one day"
            );
            out.push(
                row.error("requirement", "duplicate-decision", message)
                    .help(("giữ lại dòng có giá trị", "keep the row that holds")),
            );
            continue;
        }
        if let Some(day) = known.decided.get(&key).filter(|day| **day > decision.date) {
            out.push(
                row.warning(
                    "date",
                    "older-decision",
                    both!("đã có quyết định sau đó, ngày {day}", "there is a later decision, of {day}"),
                )
                .label(("được giữ làm lịch sử và không thay đổi gì", "is kept as history and changes nothing")),
            );
        }
        table.decisions.push(decision);
    }
    table
}

fn decision(row: SheetRow<'_>, known: &Known, today: Date, out: &mut Diagnostics) -> Option<Decision> {
    let before = out.errors();
    let text = |column: &str| arm(row.text(column));
    let (portal, requirement) = (PortalId::new(text("portal")), RequirementId::new(text("requirement")));
    let key = (portal, requirement);
    let judged = known.findings.get(&key).copied();
    if judged.is_none() {
        unknown(row, &key, known, out);
    }
    let outcome = outcome(text("outcome"), known);
    if outcome.is_none() {
        let words = Outcome::ALL.map(Outcome::word);
        let message = match text("outcome") {
            "" => ("kết luận trống", "the outcome is empty").into(),
            word => both!("{} không phải một kết luận", "{} is not an outcome", quoted(word)),
        };
        out.push(
            row.error("outcome", "unknown-outcome", message).label(did_you_mean(text("outcome"), words)).help(both!(
                "một trong {}",
                "one of {}",
                words.join(", ")
            )),
        );
    }
    let date = date(text("date"));
    match date {
        None => out.push(
            row.error("date", "date-form", both!("{} không phải ngày tháng", "{} is not a date", quoted(text("date"))))
                .label((
                    "năm-tháng-ngày hoặc ngày/tháng/năm, như 2026-11-23 hoặc 23/11/2026",
                    "year-month-day or day/month/year, such as 2026-11-23 or 23/11/2026",
                )),
        ),
        Some(day) if day > today => out.push(
            row.error("date", "date-in-future", both!("chưa đến ngày {day}", "{day} has not come yet"))
                .label(("ngày ra quyết định", "the day of the decision")),
        ),
        Some(_) => {}
    }
    if text("name").is_empty() {
        out.push(
            row.error("name", "empty-cell", ("ô `name` trống", "the cell `name` is empty"))
                .help(("quyết định phải ghi người ra quyết định", "a decision says who made it")),
        );
    }
    if text("reason").is_empty() && outcome.is_some() && judged.is_some() && outcome != judged {
        out.push(
            row.error(
                "reason",
                "no-reason",
                (
                    "quyết định khác kết luận của chương trình mà không nêu lý do",
                    "the decision differs from what the program said and gives no reason",
                ),
            )
            .help((
                "ghi đã thấy gì và ở đâu; chỉ khi xác nhận kết luận mới không cần lý do",
                "say what you saw, and where; only a confirmation needs no reason",
            )),
        );
    }
    let (portal, requirement) = key;
    (out.errors() == before).then_some(Decision {
        portal,
        requirement,
        date: date?,
        outcome: outcome?,
        reason: text("reason").to_owned(),
        name: text("name").to_owned(),
    })
}

fn unknown(row: SheetRow<'_>, (portal, requirement): &Key, known: &Known, out: &mut Diagnostics) {
    let portals = known.findings.keys().map(|(portal, _)| portal.as_str());
    if !portals.clone().any(|id| id == portal.as_str()) {
        out.push(
            row.error(
                "portal",
                "unknown-portal",
                both!("đợt kiểm tra không có cổng {}", "the run has no portal {}", quoted(portal.as_str())),
            )
            .label(did_you_mean(portal.as_str(), portals)),
        );
        return;
    }
    let here = known.findings.keys().filter(|(other, _)| other == portal).map(|(_, id)| id.as_str());
    let message =
        both!("`{portal}` không có kết luận về {}", "`{portal}` has no finding on {}", quoted(requirement.as_str()));
    out.push(
        row.error("requirement", "unknown-requirement", message)
            .label(did_you_mean(requirement.as_str(), here))
            .help(("`d42 rules list` liệt kê tất cả yêu cầu", "`d42 rules list` shows all requirements")),
    );
}

fn outcome(word: &str, known: &Known) -> Option<Outcome> {
    let said = normalise(word);
    let other = || known.words.iter().find(|(word, _)| normalise(word) == said).map(|(_, outcome)| *outcome);
    Outcome::from_word(&word.to_lowercase()).or_else(other).filter(|_| !said.is_empty())
}

/// `2026-11-23`, or `23/11/2026` as spreadsheets make of it.
fn date(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split('/').map(str::trim);
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Date::new(year, month, day).ok().filter(|_| parts.next().is_none() && year > 1000)
}

/// Writes rows under [`COLUMNS`] and the further columns `more`: UTF-8 with a byte order mark, and no cell that a
/// spreadsheet would run.
///
/// # Errors
/// When memory runs out.
pub fn write(more: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> csv::Result<Vec<u8>> {
    let start = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
    writer.write_record(COLUMNS.iter().chain(more))?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| disarm(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The cells of a decision under [`COLUMNS`].
pub fn cells(decision: &Decision) -> Vec<String> {
    vec![
        decision.portal.to_string(),
        decision.requirement.to_string(),
        decision.outcome.word().to_owned(),
        decision.reason.clone(),
        decision.name.clone(),
        decision.date.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    fn known() -> Known {
        let key = |portal: &str, id: &str| (PortalId::new(portal), RequirementId::new(id));
        Known {
            findings: [(key("x", "site-search"), Outcome::Failed), (key("y", "site-search"), Outcome::Passed)].into(),
            decided: [(key("x", "site-search"), date(2026, 11, 20))].into(),
            words: vec![("Đạt một phần".to_owned(), Outcome::Partial)],
        }
    }

    fn read_rows(rows: &str) -> (Table, Vec<(&'static str, Option<usize>)>) {
        let mut out = Diagnostics::new();
        let text = format!("portal,requirement,outcome,reason,name,date\n{rows}");
        let table = read("r.csv", text.as_bytes(), &known(), TODAY, &mut out);
        (table, out.iter().map(|d| (d.code, d.line)).collect())
    }

    #[test]
    fn every_kind_of_mistake_is_told_with_its_line() {
        for (row, code) in [
            ("z,site-search,passed,vì,An,2026-11-22", "unknown-portal"),
            ("x,site-serch,passed,vì,An,2026-11-22", "unknown-requirement"),
            ("x,site-search,pased,vì,An,2026-11-22", "unknown-outcome"),
            ("x,site-search,,vì,An,2026-11-22", "unknown-outcome"),
            ("x,site-search,passed,,An,2026-11-22", "no-reason"),
            ("x,site-search,passed,vì,,2026-11-22", "empty-cell"),
            ("x,site-search,passed,vì,An,22-11-2026", "date-form"),
            ("x,site-search,passed,vì,An,2026-11-24", "date-in-future"),
            ("x,site-search,passed,vì,An", "column-count"),
        ] {
            let (table, found) = read_rows(&format!("y,site-search,,,,\n{row}\n"));
            assert_eq!(found, [(code, Some(3))], "{row}");
            assert!(table.decisions.is_empty());
        }
        let twice = "x,site-search,passed,vì,An,2026-11-22\nx,site-search,failed,,An,22/11/2026\n";
        assert_eq!(read_rows(twice).1, [("duplicate-decision", Some(3))]);
        let older = "x,site-search,passed,vì,An,2026-11-19\n";
        assert_eq!(read_rows(older).1, [("older-decision", Some(2))]);
    }

    #[test]
    fn words_and_dates_of_a_vietnamese_spreadsheet_are_understood() {
        let (table, found) = read_rows("x,site-search,ĐẠT MỘT PHẦN,vì thế,An,3/11/2026\ny,site-search,,,,\n");
        assert!(found == [("older-decision", Some(2))], "{found:?}");
        let one = &table.decisions[0];
        assert_eq!((one.outcome, one.date, table.blank), (Outcome::Partial, date(2026, 11, 3), 1));
    }

    #[test]
    fn a_confirmation_needs_no_reason() {
        let (table, found) = read_rows("x,site-search,failed,,An,2026-11-22\n");
        assert!(found.is_empty() && table.decisions.len() == 1, "{found:?}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_exactly(
            reason in "[=+@'\"a,ế\n-][ -~ếđ\n]{0,20}",
            name in "['=A-Zđ]{1,8}",
            outcome in prop::sample::select(&Outcome::ALL[..]),
        ) {
            let decision = Decision {
                portal: PortalId::new("x"),
                requirement: RequirementId::new("site-search"),
                date: TODAY,
                outcome,
                reason: reason.trim().to_owned(),
                name,
            };
            prop_assume!(!decision.reason.is_empty());
            let bytes = write(&["more"], [cells(&decision).into_iter().chain(["=1".to_owned()]).collect()]).unwrap();
            let mut out = Diagnostics::new();
            let table = read("r.csv", &bytes, &known(), TODAY, &mut out);
            prop_assert!(out.is_empty(), "{:?}", out);
            prop_assert_eq!(table.decisions, [decision]);
        }
    }
}
