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
}

#[derive(Serialize)]
pub(super) struct Meaning {
    class: &'static str,
    word: &'static str,
    means: &'static str,
}

/// One entry per requirement of the profile, in the order of the articles.
pub(super) fn entries(report: &Report, lang: Lang) -> Vec<Entry> {
    report
        .requirements
        .iter()
        .map(|requirement| Entry {
            id: requirement.id.to_string(),
            title: lang.pick(&requirement.title).to_owned(),
            expects: lang.pick(&requirement.expects).to_owned(),
            remedy: lang.pick(&requirement.remedy).to_owned(),
            tiers: requirement.tiers.iter().map(|tier| text::tier(Some(*tier), lang)).collect::<Vec<_>>().join("; "),
            weight: requirement.weight,
            where_any: requirement.where_any,
            in_full: report.in_full_information(&requirement.id),
            bases: requirement
                .bases
                .iter()
                .map(|basis| Basis {
                    words: text::provision(basis, lang),
                    force: text::force(basis.force, lang),
                    validity: text::validity(basis, lang),
                    confidence: text::confidence(basis.confidence, lang),
                    note: lang.pick(&basis.note).to_owned(),
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
