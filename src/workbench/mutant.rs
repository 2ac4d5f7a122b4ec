//! One way to damage or disguise a fixture, and what a sound rule does about it.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization as _;

use super::fixture::{Fixture, Level, MenuLabel};
use crate::{
    rules::{Ground, Observe, Requirement},
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
    pub const ALL: [Self; 9] = [
        Self::Decomposed,
        Self::Unmarked,
        Self::Capitals,
        Self::HeadingsDeleted,
        Self::Unannounced,
        Self::TablesEmptied,
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
            Self::Hollowed if proves && of_section => (hollowed(html)?, Demand::Break),
            Self::Aged if proves => {
                let demand = if minds_age(rule) { Demand::Break } else { Demand::Stay };
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

/// Whether `rule` asks for something recent.
fn minds_age(rule: &Requirement) -> bool {
    let duty = rule.freshness.as_ref().is_some_and(|fresh| fresh.ground == Ground::Duty);
    let bounded = |proof: &crate::rules::Proof| {
        // Wherever in the tree of conditions it stands.
        serde_json::to_string(&proof.when)
            .is_ok_and(|written| written.contains("\"within-days\":") && !written.contains("\"within-days\":null"))
    };
    duty || (!rule.proofs.is_empty()
        && rule.proofs.iter().filter(|p| p.accepts >= crate::rules::Accepts::Variant).all(bounded))
}

static HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?is)<h[1-6]\b[^>]*>(.*?)</h[1-6]>").expect("a fixed pattern"));
static TITLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<title>.*?</title>").expect("a fixed pattern"));
/// The label of a tab heads its pane.
static TAB: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?is)<a\b[^>]*\bdata-toggle="?tab"?[^>]*>.*?</a>"#).expect("a fixed pattern"));
static DATA_TABLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?is)<tbody>.*?</tbody>").expect("a fixed pattern"));
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
        assert!(aged(page).contains("năm 2014"));
        let hollow = hollowed(page).unwrap();
        assert!(hollow.contains("Lịch") && !hollow.contains("2026") && hollow.contains("<footer>f"));
        assert_eq!(emptied("<p>"), None);
    }
}
