//! The result of `d42 demo`, for people and for programs.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

use crate::{
    commands::table::Table,
    demo::{Agreement, Score},
    report::{Lang, Report, outcome_word},
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

/// How many outcomes agree with what was planted, by requirement, then each that does not.
pub(super) fn agreement_text(truth: &Agreement, pages: u64, seconds: f64, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Vi => ["yêu cầu", "đúng", "trong"],
        Lang::En => ["requirement", "right", "of"],
    });
    for (id, score) in &truth.by_requirement {
        table.row([id.to_string(), score.agree.to_string(), score.total.to_string()]);
    }
    let mut text = format!("\n{}", table.render());
    if !truth.disagreements.is_empty() {
        let mut list = Table::new(match lang {
            Lang::Vi => ["yêu cầu", "cổng", "thực tế", "kết luận"],
            Lang::En => ["requirement", "portal", "planted", "found"],
        });
        for one in &truth.disagreements {
            let word = |outcome| outcome_word(outcome, lang);
            list.row([
                one.requirement.to_string(),
                one.portal.to_string(),
                word(one.truth).to_owned(),
                word(one.found).to_owned(),
            ]);
        }
        let _ = write!(text, "\n{}", list.render());
    }
    let Score { agree, total } = truth.overall;
    let _ = match lang {
        Lang::Vi => writeln!(
            text,
            "\nDỮ LIỆU MÔ PHỎNG: {agree}/{total} kết luận đúng với những gì đã cài sẵn; {pages} trang trong {seconds:.1} giây"
        ),
        Lang::En => writeln!(
            text,
            "\nSIMULATED DATA: {agree} of {total} outcomes agree with what was planted; {pages} pages in {seconds:.1} seconds"
        ),
    };
    text
}
