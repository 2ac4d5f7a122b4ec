//! Budget years and kinds in running text: "quyết toán ngân sách năm 2024", "tình hình thực hiện dự toán quý I/2025".
//! Circular 26/2026/TT-BTC asks for the estimate, its execution, and the settlement of each year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a budget document reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Dự toán: the estimate for a year.
    Estimate,
    /// Tình hình thực hiện: execution over a quarter, six or nine months, a year.
    Execution,
    /// Quyết toán: the settlement of a year.
    Settlement,
}

impl Stage {
    /// In Vietnamese, as reports write it.
    pub const fn vi(self) -> &'static str {
        match self {
            Self::Estimate => "dự toán",
            Self::Execution => "thực hiện",
            Self::Settlement => "quyết toán",
        }
    }
}

/// A budget year and what is reported of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// Budget year.
    pub year: i16,
    /// What.
    pub stage: Stage,
}

/// A year stands at most so many syllables after the kind it belongs to.
const NEAR: usize = 14;
const YEARS: std::ops::RangeInclusive<i16> = 2004..=2100;

/// The budget periods that `words` (in normal form) speaks of, distinct, in order of year.
pub fn periods(words: &str) -> Vec<Period> {
    let tokens: Vec<&str> = words.split(' ').collect();
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let Some(stage) = stage(pair) else { continue };
        let after = &tokens[at + 2..tokens.len().min(at + 2 + NEAR)];
        let Some((distance, year)) = after.iter().enumerate().find_map(|(i, token)| Some((i, year(token)?))) else {
            continue;
        };
        let between = &after[..distance];
        // Another kind in between has the better claim: "dự toán và quyết toán năm 2024" names both with one year, but
        // "dự toán … thực hiện dự toán năm 2024" only the second.
        let executed = stage == Stage::Estimate
            && (before(&tokens, at, &["thực", "hiện"]) || before(&tokens, at, &["thuc", "hien"]) || partial(between));
        let stage = if executed { Stage::Execution } else { stage };
        if between.windows(2).any(|pair| stage == Stage::Estimate && pair == ["thực", "hiện"]) {
            continue;
        }
        found.push(Period { year, stage });
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn stage(pair: &[&str]) -> Option<Stage> {
    match pair {
        ["dự", "toán"] | ["du", "toan"] => Some(Stage::Estimate),
        ["quyết", "toán"] | ["quyet", "toan"] => Some(Stage::Settlement),
        _ => None,
    }
}

fn before(tokens: &[&str], at: usize, words: &[&str]) -> bool {
    at >= words.len() && tokens[at - words.len()..at] == *words
}

/// Whether part of a year is named: a quarter, or three, six or nine months.
fn partial(between: &[&str]) -> bool {
    between.contains(&"quý")
        || between.contains(&"quy")
        || between.windows(2).any(|pair| {
            matches!(pair[1], "tháng" | "thang")
                && matches!(pair[0], "3" | "6" | "9" | "03" | "06" | "09" | "ba" | "sáu" | "chín" | "sau" | "chin")
        })
}

fn year(token: &str) -> Option<i16> {
    (token.len() == 4).then(|| token.parse().ok()).flatten().filter(|year| YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    fn read(words: &str) -> Vec<(i16, Stage)> {
        periods(&text::normalise(words)).into_iter().map(|p| (p.year, p.stage)).collect()
    }

    #[test]
    fn year_and_kind_are_read_together() {
        use Stage::{Estimate, Execution, Settlement};
        assert_eq!(read("Công khai dự toán ngân sách năm 2026"), [(2026, Estimate)]);
        assert_eq!(read("Quyết toán thu, chi ngân sách nhà nước năm 2024"), [(2024, Settlement)]);
        assert_eq!(read("Tình hình thực hiện dự toán quý I/2025"), [(2025, Execution)]);
        assert_eq!(read("Công khai dự toán thu chi 6 tháng đầu năm 2025"), [(2025, Execution)]);
        assert_eq!(read("CONG KHAI DU TOAN QUY I NAM 2025"), [(2025, Execution)], "file names have no marks");
        assert_eq!(read("Dự toán năm 2025; quyết toán năm 2023"), [(2023, Settlement), (2025, Estimate)]);
    }

    #[test]
    fn a_year_or_a_kind_alone_is_no_period() {
        assert!(read("Ngân sách năm 2025").is_empty());
        assert!(read("Dự toán ngân sách").is_empty());
        assert!(read("Quyết toán kinh phí, 1234 đồng").is_empty());
    }
}
