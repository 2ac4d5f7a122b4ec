//! What the law asks for, requirement by requirement, and what the outcomes mean.

use serde::Serialize;

use crate::{
    judge::Outcome,
    report::{Lang, Report, json::v1, text},
};

#[derive(Serialize)]
pub(super) struct Entry {
    id: String,
    title: String,
    expects: String,
    remedy: String,
    update: Option<String>,
    tiers: String,
    weight: u32,
    where_any: bool,
    in_full: bool,
    bases: Vec<Basis>,
}

#[derive(Serialize)]
struct Basis {
    words: String,
    force: &'static str,
    validity: String,
    confidence: &'static str,
    note: String,
    /// Its number below the list, where it is said of several grounds.
    number: Option<usize>,
}

/// The requirements with their grounds, and what is said of several of them.
#[derive(Serialize)]
pub(super) struct Catalogue {
    entries: Vec<Entry>,
    notes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Meaning {
    class: &'static str,
    word: &'static str,
    means: &'static str,
}

impl Catalogue {
    pub(super) fn new(report: &Report, lang: Lang) -> Self {
        let notes = repeated(report, lang);
        Self { entries: entries(report, &notes, lang), notes: notes.into_iter().map(str::to_owned).collect() }
    }
}

/// Notes that stand with more than one ground, in the order in which they come up first.
fn repeated(report: &Report, lang: Lang) -> Vec<&str> {
    let bases = report.requirements.iter().flat_map(|requirement| &requirement.bases);
    let mut times: Vec<(&str, usize)> = Vec::new();
    for note in bases.map(|basis| lang.pick(&basis.note)).filter(|note| !note.is_empty()) {
        match times.iter_mut().find(|(known, _)| *known == note) {
            Some((_, count)) => *count += 1,
            None => times.push((note, 1)),
        }
    }
    times.into_iter().filter(|(_, count)| *count > 1).map(|(note, _)| note).collect()
}

/// One entry per requirement of the profile, in the order of the articles.
fn entries(report: &Report, notes: &[&str], lang: Lang) -> Vec<Entry> {
    report
        .requirements
        .iter()
        .map(|requirement| Entry {
            id: requirement.id.to_string(),
            title: lang.pick(&requirement.title).to_owned(),
            expects: lang.pick(&requirement.expects).to_owned(),
            remedy: lang.pick(&requirement.remedy).to_owned(),
            update: requirement.update.as_ref().map(|update| lang.pick(update).to_owned()),
            tiers: requirement.tiers.iter().map(|tier| text::tier(Some(*tier), lang)).collect::<Vec<_>>().join("; "),
            weight: requirement.weight,
            where_any: requirement.where_any,
            in_full: report.in_full_information(&requirement.id),
            bases: requirement
                .bases
                .iter()
                .map(|basis| (basis, notes.iter().position(|note| *note == lang.pick(&basis.note))))
                .map(|(basis, repeated)| Basis {
                    words: text::provision(basis, lang),
                    force: text::force(basis.force, lang),
                    validity: text::validity(basis, lang),
                    confidence: text::confidence(basis.confidence, lang),
                    note: if repeated.is_none() { lang.pick(&basis.note).to_owned() } else { String::new() },
                    number: repeated.map(|at| at + 1),
                })
                .collect(),
        })
        .collect()
}

/// The six outcomes with what they mean.
pub(super) fn outcomes(lang: Lang) -> Vec<Meaning> {
    [Outcome::Passed, Outcome::Partial, Outcome::Failed, Outcome::CantTell, Outcome::Inapplicable, Outcome::Untested]
        .into_iter()
        .map(|outcome| Meaning {
            class: v1::Outcome::from(outcome).as_str(),
            word: text::outcome(outcome, lang),
            means: text::meaning(outcome, lang),
        })
        .collect()
}
