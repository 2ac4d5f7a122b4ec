//! Self-declared answers: what an agency says it publishes, held against what was seen. Neither side is taken for the truth.

use std::collections::{BTreeMap, BTreeSet};

use super::{portal, unknown_portal, unknown_value, value};
use crate::{
    diagnostic::{Diagnostics, Sheet, did_you_mean, quoted},
    judge::Outcome,
    registry::{Portal, PortalId},
    rules::RequirementId,
    text::both,
};

/// The columns of an answer; a column `note` may follow.
const COLUMNS: [&str; 3] = ["portal", "requirement", "answer"];

/// What an agency says of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It is published.
    Yes,
    /// It is published in part.
    Partly,
    /// It is not published.
    No,
}

const ANSWERS: [(Answer, &[&str]); 3] = [
    (Answer::Yes, &["có", "co", "đã có", "yes", "passed", "x", "1"]),
    (Answer::Partly, &["một phần", "partly", "partial"]),
    (Answer::No, &["không", "chưa", "chưa có", "no", "failed", "0"]),
];

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Who.
    pub portal: PortalId,
    /// Of what.
    pub requirement: RequirementId,
    /// What is said.
    pub answer: Answer,
    /// A remark; may be empty.
    pub note: String,
}

impl Declared {
    /// Reads answers about `portals` and `requirements`. The list is complete only if `out` has no errors.
    pub fn read(
        file: &str,
        bytes: &[u8],
        portals: &[Portal],
        requirements: &BTreeSet<RequirementId>,
        out: &mut Diagnostics,
    ) -> Vec<Self> {
        let mut answers = Vec::new();
        let Some(sheet) = Sheet::read(file, bytes, &COLUMNS, out) else { return answers };
        let mut seen = BTreeSet::new();
        for row in sheet.rows() {
            let who = portal(row.text("portal"), portals);
            if who.is_none() {
                out.push(unknown_portal(row, "portal", portals));
            }
            let requirement = RequirementId::new(row.text("requirement"));
            let known = requirements.contains(&requirement);
            if !known {
                let given = requirement.as_str();
                let message = both!("không có yêu cầu {}", "there is no requirement {}", quoted(given));
                out.push(
                    row.error("requirement", "unknown-requirement", message)
                        .label(did_you_mean(given, requirements.iter().map(RequirementId::as_str)))
                        .help(("`d42 rules list` liệt kê tất cả yêu cầu", "`d42 rules list` shows all requirements")),
                );
            }
            let answer = value(row.text("answer"), &ANSWERS);
            if answer.is_none() {
                out.push(unknown_value(row, "answer", "unknown-answer", &ANSWERS));
            }
            let (Some(portal), true, Some(answer)) = (who, known, answer) else { continue };
            if !seen.insert((portal.clone(), requirement.clone())) {
                let message = both!(
                    "`{portal}` trả lời hai lần về `{requirement}`",
                    "`{portal}` answers twice on `{requirement}`"
                );
                out.push(row.error("requirement", "duplicate-answer", message));
                continue;
            }
            let note = if sheet.has("note") { row.text("note").to_owned() } else { String::new() };
            answers.push(Self { portal, requirement, answer, note });
        }
        answers
    }
}

/// An answer that is not what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// The answer.
    pub declared: Declared,
    /// What was seen.
    pub seen: Outcome,
}

/// Answers held against what was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Both say the same.
    pub agree: u32,
    /// More is declared than was seen.
    pub more_declared: Vec<Discrepancy>,
    /// More was seen than is declared.
    pub more_seen: Vec<Discrepancy>,
    /// Declared, and not to be seen from outside or not seen this time: nothing follows from it.
    pub unchecked: u32,
}

/// Holds `answers` against `seen`, what was found of each requirement.
pub fn held(answers: &[Declared], seen: &BTreeMap<(PortalId, RequirementId), Outcome>) -> Held {
    let mut held = Held::default();
    for declared in answers {
        let found = seen.get(&(declared.portal.clone(), declared.requirement.clone())).copied();
        // As much as is there, from nothing to all.
        let there = match found {
            Some(Outcome::Passed) => Answer::Yes,
            Some(Outcome::Partial) => Answer::Partly,
            Some(Outcome::Failed) => Answer::No,
            Some(Outcome::CantTell | Outcome::Inapplicable | Outcome::Untested) | None => {
                held.unchecked += 1;
                continue;
            }
        };
        let Some(seen) = found else { continue };
        let differs = || Discrepancy { declared: declared.clone(), seen };
        match declared.answer.cmp(&there) {
            std::cmp::Ordering::Equal => held.agree += 1,
            std::cmp::Ordering::Less => held.more_declared.push(differs()),
            std::cmp::Ordering::Greater => held.more_seen.push(differs()),
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{self, Cohort};

    fn read(text: &str) -> (Vec<Declared>, Diagnostics) {
        let portals = registry::load(&Cohort::from("2024"), None).unwrap().portals;
        let requirements = ["leadership", "open-data-portal"].map(RequirementId::new).into();
        let mut out = Diagnostics::new();
        let answers = Declared::read("a.csv", text.as_bytes(), &portals, &requirements, &mut out);
        (answers, out)
    }

    #[test]
    fn discrepancies_are_listed_both_ways_and_what_was_not_seen_proves_nothing() {
        let (answers, problems) = read(
            "portal,requirement,answer,note\nBộ Y tế,leadership,Có,trang giới thiệu\nbo-y-te,open-data-portal,chưa,\n\
             bo-noi-vu,leadership,một phần,\nbo-noi-vu,open-data-portal,yes,\nbo-ngoai-giao,leadership,không,\n",
        );
        assert!(problems.is_empty(), "{problems:?}");
        let of = |portal: &str, requirement: &str| (PortalId::new(portal), RequirementId::new(requirement));
        let seen = BTreeMap::from([
            (of("bo-y-te", "leadership"), Outcome::Partial),
            (of("bo-y-te", "open-data-portal"), Outcome::Passed),
            (of("bo-noi-vu", "leadership"), Outcome::Partial),
            (of("bo-noi-vu", "open-data-portal"), Outcome::CantTell),
        ]);
        let held = held(&answers, &seen);
        let who = |all: &[Discrepancy]| -> Vec<String> {
            all.iter().map(|one| format!("{} {}", one.declared.portal, one.declared.requirement)).collect()
        };
        assert_eq!(who(&held.more_declared), ["bo-y-te leadership"]);
        assert_eq!(who(&held.more_seen), ["bo-y-te open-data-portal"]);
        assert_eq!((held.agree, held.unchecked), (1, 2));
        assert_eq!(answers[0].note, "trang giới thiệu");
    }

    #[test]
    fn every_bad_row_is_told_with_what_was_meant() {
        let (answers, problems) = read(
            "portal,requirement,answer\nbo-y-tee,leadership,có\nbo-y-te,leadershp,có\nbo-y-te,leadership,cos\n\
             bo-y-te,leadership,có\nBộ Y tế,leadership,không\n",
        );
        assert_eq!(answers.len(), 1);
        let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["unknown-portal", "unknown-requirement", "unknown-answer", "duplicate-answer"]);
    }
}
