//! The result in a few lines for the terminal: by which law, the survey table, how many findings of each outcome.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    Lang, Report, Table,
    text::{count, counted, outcome, ruled_sentence, survey_tier, unfinished},
};
use crate::{judge::Outcome, rules::MetricId, score::OTHER_TIERS};

const TIERS: [&str; 5] = ["ministry", "agency", "province", OTHER_TIERS, "all"];
const OUTCOMES: [Outcome; 6] =
    [Outcome::Passed, Outcome::Partial, Outcome::Failed, Outcome::CantTell, Outcome::Inapplicable, Outcome::Untested];

/// The summary of `report` in `lang`; lines end in a newline.
pub fn write(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    if report.is_simulated() {
        text.push_str(lang.of("DỮ LIỆU MÔ PHỎNG\n", "SIMULATED DATA\n"));
    }
    if report.is_unfinished() {
        text.push_str(lang.of("CHƯA HOÀN TẤT: ", "UNFINISHED: "));
        text.push_str(&unfinished(report.run.unfinished, report.portals.len() as u32, lang));
        text.push('\n');
    }
    text.push_str(lang.pick(&report.profile.statement));
    text.push_str("\n\n");
    survey(&mut text, report, lang);
    outcomes(&mut text, report, lang);
    let (reviewed, waived) = report.ruled();
    if reviewed + waived > 0 {
        text.push_str(&ruled_sentence(reviewed, waived, lang));
        text.push('\n');
    }
    if report.is_draft() {
        let waiting = report.unreviewed.len() as u32;
        // Writing to a String cannot fail, here and below.
        let _ = match lang {
            Lang::Vi => writeln!(text, "DỰ THẢO: {} kết luận “không có” chưa được người rà soát", count(waiting, lang)),
            Lang::En => writeln!(
                text,
                "DRAFT: still waiting for a reviewer: {}",
                counted(waiting, "`failed` finding", "`failed` findings")
            ),
        };
    }
    text
}

fn survey(text: &mut String, report: &Report, lang: Lang) {
    let rows = &report.totals.rows;
    let cell = |wanted: &MetricId, tier: &str| {
        let row = rows.iter().find(|row| row.metric == *wanted && row.tier == tier)?;
        let mut cell = format!("{}/{}", count(row.value, lang), count(row.denominator, lang));
        if row.undecided > 0 {
            let _ = write!(cell, " ({} ?)", count(row.undecided, lang));
        }
        Some(cell)
    };
    // A column for other kinds only where there are any.
    let tiers: Vec<&str> = TIERS
        .into_iter()
        .filter(|tier| *tier != OTHER_TIERS || rows.iter().any(|row| row.tier == OTHER_TIERS))
        .collect();
    let line = |first: &str, cell: &dyn Fn(&str) -> String| -> Vec<String> {
        std::iter::once(first.to_owned()).chain(tiers.iter().map(|tier| cell(tier))).collect()
    };
    let mut table = Table::new(line("", &|tier| survey_tier(tier, lang).unwrap_or(tier).to_owned()));
    for metric in &report.metrics {
        table.row(line(lang.pick(&metric.title), &|tier| cell(&metric.id, tier).unwrap_or_else(|| "–".to_owned())));
    }
    text.push_str(&table.render());
    if rows.iter().any(|row| row.undecided > 0) {
        text.push_str(lang.of("(n ?): chưa thể kết luận\n", "(n ?): could not be decided\n"));
    }
    if !report.totals.left_out.is_empty() {
        let merged = report.totals.left_out.len() as u32;
        let _ = match lang {
            Lang::Vi => writeln!(text, "{} cơ quan đã sáp nhập không tính vào các số trên", count(merged, lang)),
            Lang::En => {
                writeln!(text, "left out of these figures: {}", counted(merged, "merged agency", "merged agencies"))
            }
        };
    }
    text.push('\n');
}

fn outcomes(text: &mut String, report: &Report, lang: Lang) {
    let mut counts: BTreeMap<Outcome, u32> = BTreeMap::new();
    for outcome in report.outcomes() {
        *counts.entry(outcome).or_default() += 1;
    }
    let parts: Vec<String> = OUTCOMES
        .iter()
        .filter_map(|word| counts.get(word).map(|n| format!("{} {}", count(*n, lang), outcome(*word, lang))))
        .collect();
    let portals = report.portals.len() as u32;
    let _ = match lang {
        Lang::Vi => writeln!(text, "{} cổng: {}", count(portals, lang), parts.join(", ")),
        Lang::En => writeln!(text, "{}: {}", counted(portals, "portal", "portals"), parts.join(", ")),
    };
}
