//! One way to damage or disguise a fixture, and what a sound rule does about it.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

use super::fixture::{Fixture, Level, MenuLabel};
use crate::{
    rules::{Detector, Ground, Observe, Requirement},
    text,
};

/// What is done to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mutation {
    /// Every letter with its marks apart (Unicode form NFD).
    Decomposed,
    /// No Vietnamese marks at all.
    Unmarked,
    /// Headings in capitals.
    Capitals,
    /// No headings and no title; the menu still announces the page.
    HeadingsDeleted,
    /// No headings, no title, and nothing announces the page.
    Unannounced,
    /// The rows of its data tables gone.
    TablesEmptied,
    /// The cells of its data tables emptied, all but the first of each row.
    CellsEmptied,
    /// Nothing below its first heading but a word that something will come.
    Hollowed,
    /// Every year twelve years earlier.
    Aged,
    /// The content of another rule's page under this rule's menu entry.
    MenuSwapped,
}

/// What a sound rule does with a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Demand {
    /// The same as with the page itself.
    Stay,
    /// Less: what proved the section is gone.
    Break,
}

impl Mutation {
    /// Every mutation, in the order of results.
    pub const ALL: [Self; 10] = [
        Self::Decomposed,
        Self::Unmarked,
        Self::Capitals,
        Self::HeadingsDeleted,
        Self::Unannounced,
        Self::TablesEmptied,
        Self::CellsEmptied,
        Self::Hollowed,
        Self::Aged,
        Self::MenuSwapped,
    ];

    /// Its name in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Decomposed => "decomposed",
            Self::Unmarked => "unmarked",
            Self::Capitals => "capitals",
            Self::HeadingsDeleted => "headings-deleted",
            Self::Unannounced => "unannounced",
            Self::TablesEmptied => "tables-emptied",
            Self::CellsEmptied => "cells-emptied",
            Self::Hollowed => "hollowed",
            Self::Aged => "aged",
            Self::MenuSwapped => "menu-swapped",
        }
    }

    /// `page`, a fixture of `rule`, after the mutation, with what must come of it; `None` where there is nothing to
    /// mutate. `other` is a page of another rule.
    pub(super) fn apply(
        self,
        page: &Fixture,
        rule: &Requirement,
        other: Option<&Fixture>,
    ) -> Option<(Fixture, Demand)> {
        let proves = page.expected.least >= Level::Variant;
        let html = std::str::from_utf8(&page.body).ok()?;
        let of_section = rule.observe == Observe::Page;
        let announced = page.label != MenuLabel::None && !page.home;
        let (html, demand) = match self {
            Self::Decomposed => (html.nfd().collect(), Demand::Stay),
            Self::Unmarked => (text::strip_marks(html), Demand::Stay),
            Self::Capitals => (capitals(html), Demand::Stay),
            Self::HeadingsDeleted if proves && of_section && announced => (without_headings(html), Demand::Stay),
            Self::Unannounced if proves && of_section => {
                let silent =
                    Fixture { label: MenuLabel::None, body: without_headings(html).into_bytes(), ..page.clone() };
                return Some((silent, Demand::Break));
            }
            Self::TablesEmptied if proves && of_section => (emptied(html)?, Demand::Break),
            Self::CellsEmptied if proves && of_section => (cells_emptied(html)?, Demand::Break),
            Self::Hollowed if proves && of_section => (hollowed(html)?, Demand::Break),
            Self::Aged if proves => {
                let demand = if minds_age(rule, html) { Demand::Break } else { Demand::Stay };
                (aged(html), demand)
            }
            Self::MenuSwapped if proves && of_section && announced => {
                let other = other?;
                let body = without_headings(std::str::from_utf8(&other.body).ok()?).into_bytes();
                return Some((Fixture { body, ..page.clone() }, Demand::Break));
            }
            _ => return None,
        };
        (html.as_bytes() != page.body).then(|| (Fixture { body: html.into_bytes(), ..page.clone() }, demand))
    }
}

/// Whether `rule` asks for something recent of such a page.
fn minds_age(rule: &Requirement, html: &str) -> bool {
    // Wherever in the tree of conditions it stands.
    const CURRENT: [&str; 2] = ["\"this-week\":", "\"open-until\":"];
    let duty = rule.freshness.as_ref().is_some_and(|fresh| fresh.ground == Ground::Duty);
    let bounded = |proof: &crate::rules::Proof| {
        serde_json::to_string(&proof.when).is_ok_and(|written| {
            let within = written.replace("\"within-days\":null", "").contains("\"within-days\":");
            within || CURRENT.iter().any(|key| written.contains(key))
        })
    };
    // A closing date only where the page gives one.
    let words = html.to_lowercase();
    let closes = |proof: &crate::rules::Proof| closing_phrases(&proof.when).iter().any(|said| words.contains(*said));
    duty || rule.proofs.iter().any(closes)
        || (!rule.proofs.is_empty()
            && rule.proofs.iter().filter(|p| p.accepts >= crate::rules::Accepts::Variant).all(bounded))
}

/// What stands before closing dates, by the conditions of a rule.
fn closing_phrases(detector: &Detector) -> Vec<&str> {
    match detector {
        Detector::Closed { after, .. } => after.iter().map(String::as_str).collect(),
        Detector::All(of) | Detector::Any(of) | Detector::AtLeast { of, .. } => {
            of.iter().flat_map(closing_phrases).collect()
        }
        Detector::Not(has) | Detector::Under { has, .. } | Detector::In { has, .. } | Detector::On { has, .. } => {
            closing_phrases(has)
        }
        _ => Vec::new(),
    }
}

static HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?is)<h[1-6]\b[^>]*>(.*?)</h[1-6]>").expect("a fixed pattern"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<title>.*?</title>").expect("a fixed pattern"));
/// The label of a tab heads its pane.
static TAB: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?is)<a\b[^>]*\bdata-toggle="?tab"?[^>]*>.*?</a>"#).expect("a fixed pattern"));
static DATA_TABLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<tbody>.*?</tbody>").expect("a fixed pattern"));
static ROW: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<tr\b.*?</tr>").expect("a fixed pattern"));
static CELL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)(<td\b[^>]*>).*?(</td>)").expect("a fixed pattern"));
static CONTENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?is)(<h[12]\b[^>]*>.*?</h[12]>)(.*)(<footer\b|<div class="footer"|<tr><td colspan="2" class="footer")"#,
    )
    .expect("a fixed pattern")
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b20(1[2-9]|2[0-9])\b").expect("a fixed pattern"));

fn without_headings(html: &str) -> String {
    TAB.replace_all(&TITLE.replace_all(&HEADING.replace_all(html, ""), ""), "").into_owned()
}

fn capitals(html: &str) -> String {
    HEADING
        .replace_all(html, |found: &regex::Captures<'_>| {
            let whole = &found[0];
            // Markup inside a heading keeps its letters.
            if found[1].contains('<') { whole.to_owned() } else { whole.replace(&found[1], &found[1].to_uppercase()) }
        })
        .into_owned()
}

fn emptied(html: &str) -> Option<String> {
    DATA_TABLE.is_match(html).then(|| DATA_TABLE.replace_all(html, "<tbody></tbody>").into_owned())
}

fn cells_emptied(html: &str) -> Option<String> {
    let row = |found: &regex::Captures<'_>| {
        let mut first = true;
        CELL.replace_all(&found[0], |cell: &regex::Captures<'_>| {
            if std::mem::take(&mut first) { cell[0].to_owned() } else { format!("{}{}", &cell[1], &cell[2]) }
        })
        .into_owned()
    };
    let body = |found: &regex::Captures<'_>| ROW.replace_all(&found[0], row).into_owned();
    DATA_TABLE.is_match(html).then(|| DATA_TABLE.replace_all(html, body).into_owned())
}

fn hollowed(html: &str) -> Option<String> {
    CONTENT.is_match(html).then(|| CONTENT.replace(html, "$1<p>Nội dung đang được cập nhật.</p>$3").into_owned())
}

fn aged(html: &str) -> String {
    YEAR.replace_all(html, |found: &regex::Captures<'_>| {
        let year: u32 = found[0].parse().unwrap_or(2026);
        (year - 12).to_string()
    })
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutation_changes_what_it_says_and_nothing_else() {
        let page = "<title>T</title><h1 class=a>Lịch</h1><p>năm 2026</p><table><tbody><tr><td>1</td></tr></tbody></table>\
                    <footer>f</footer>";
        assert!(!without_headings(page).contains("Lịch") && !without_headings(page).contains("<title>"));
        assert!(capitals(page).contains("<h1 class=a>LỊCH</h1>"));
        assert_eq!(emptied(page).unwrap(), page.replace("<tr><td>1</td></tr>", ""));
        let rows = "<tbody><tr><td>1</td><td class=b>An</td></tr></tbody>";
        assert_eq!(cells_emptied(rows).unwrap(), rows.replace("An", ""));
        assert!(aged(page).contains("năm 2014"));
        let hollow = hollowed(page).unwrap();
        assert!(hollow.contains("Lịch") && !hollow.contains("2026") && hollow.contains("<footer>f"));
        assert_eq!(emptied("<p>"), None);
    }
}
