//! The result of `d42 demo`, for people and for programs.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

use crate::{
    demo::{Agreement, Score},
    judge::Outcome,
    report::{Lang, Report, counted, outcome_word},
    rules::RequirementId,
    score::SurveyRow,
};

/// `demo --format json`.
#[derive(Serialize)]
pub(super) struct DemoV1<'r> {
    simulated: bool,
    /// As measured; a metric that no stage measures is absent.
    survey: &'r [SurveyRow],
    truth: TruthV1<'r>,
    /// From the start of the server to the last written report.
    seconds: f64,
    /// HTML pages read.
    pages: u64,
}

#[derive(Serialize)]
struct TruthV1<'r> {
    overall: Score,
    by_requirement: &'r BTreeMap<RequirementId, Score>,
}

impl<'r> DemoV1<'r> {
    /// The result of a demo.
    pub(super) fn new(report: &'r Report, truth: &'r Agreement, seconds: f64) -> Self {
        Self {
            simulated: true,
            survey: report.survey(),
            truth: TruthV1 { overall: truth.overall, by_requirement: &truth.by_requirement },
            seconds: (seconds * 10.0).round() / 10.0,
            pages: report.pages(),
        }
    }
}

/// How many outcomes agree with what was planted, by requirement, and below each those that do not: a line, wrapped to
/// `width` columns, for each pair of planted and found outcome.
pub(super) fn agreement_text(truth: &Agreement, pages: u64, seconds: f64, width: usize, lang: Lang) -> String {
    let mut pairs: BTreeMap<&RequirementId, BTreeMap<(Outcome, Outcome), Vec<&str>>> = BTreeMap::new();
    for one in &truth.disagreements {
        let pair = pairs.entry(&one.requirement).or_default().entry((one.truth, one.found)).or_default();
        pair.push(one.portal.as_str());
    }
    let head = match lang {
        Lang::Vi => "đúng/tổng  yêu cầu; thực tế → kết luận khác: cổng",
        Lang::En => "right/of  requirement; planted → found: portals",
    };
    let mut text = format!("\n{head}\n");
    // Writing to a String cannot fail, here and below.
    for (id, Score { agree, total }) in &truth.by_requirement {
        let _ = writeln!(text, "{:>7}  {id}", format!("{agree}/{total}"));
        for ((planted, found), portals) in pairs.get(id).into_iter().flatten() {
            let word = |outcome| outcome_word(outcome, lang);
            wrap(&mut text, &format!("{} → {}:", word(*planted), word(*found)), portals, width);
        }
    }
    let Score { agree, total } = truth.overall;
    let _ = match lang {
        Lang::Vi => writeln!(
            text,
            "\nDỮ LIỆU MÔ PHỎNG: {agree}/{total} kết luận đúng với những gì đã cài sẵn; {pages} trang trong {seconds:.1} giây"
        ),
        Lang::En => writeln!(
            text,
            "\nSIMULATED DATA: {agree} of {} with what was planted; {} in {seconds:.1} seconds",
            counted(total, "outcome agrees", "outcomes agree"),
            counted(u32::try_from(pages).unwrap_or(u32::MAX), "page", "pages")
        ),
    };
    text
}

/// `lead` and `words`, separated by commas, indented, in lines of at most `width` columns.
fn wrap(text: &mut String, lead: &str, words: &[&str], width: usize) {
    const INDENT: usize = 11;
    let (mut line, mut columns) = (format!("{:INDENT$}{lead}", ""), INDENT + lead.chars().count());
    for (at, word) in words.iter().enumerate() {
        let comma = if at + 1 < words.len() { "," } else { "" };
        let needed = 1 + word.chars().count() + comma.len();
        if columns + needed > width {
            text.push_str(&line);
            text.push('\n');
            (line, columns) = (format!("{:1$}", "", INDENT + 1), INDENT + 1);
        }
        let _ = write!(line, " {word}{comma}");
        columns += needed;
    }
    text.push_str(&line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{demo::Disagreement, registry::PortalId};

    #[test]
    fn disagreements_stand_below_their_requirement_grouped_and_wrapped() {
        let mut truth = Agreement { overall: Score { agree: 85, total: 89 }, ..Agreement::default() };
        let id = RequirementId::new("site-search");
        truth.by_requirement.insert(id.clone(), truth.overall);
        for (number, found) in
            [(1, Outcome::Failed), (2, Outcome::CantTell), (3, Outcome::Failed), (14, Outcome::Failed)]
        {
            truth.disagreements.push(Disagreement {
                portal: PortalId::new(format!("bo-mau-{number:02}")),
                requirement: id.clone(),
                truth: Outcome::Passed,
                found,
            });
        }
        let text = agreement_text(&truth, 1, 2.0, 50, Lang::En);
        let expected = "
right/of  requirement; planted → found: portals
  85/89  site-search
           Passed → Failed: bo-mau-01, bo-mau-03,
             bo-mau-14
           Passed → Cannot tell: bo-mau-02

SIMULATED DATA: 85 of 89 outcomes agree with what was planted; 1 page in 2.0 seconds
";
        assert_eq!(text, expected);
        assert!(text.lines().take(6).all(|line| line.chars().count() <= 50));
    }
}
