//! What a leader should know in five sentences.

use super::{Lang, ReasonCode, Report, tally::Tally, text};
use crate::judge::Outcome;

/// How many of the most missed duties are named.
const NAMED: usize = 3;

/// Sentences for a reader who reads nothing else. Each states its denominator.
pub(super) fn conclusions(report: &Report, lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    let full: Vec<_> = report.full_information_rows().collect();
    if let Some(all) = full.iter().find(|row| row.tier == "all") {
        let tiers: Vec<String> = full
            .iter()
            .filter(|row| row.tier != "all")
            .filter_map(|row| {
                let name = text::survey_tier(&row.tier, lang)?;
                Some(format!("{name}: {}/{}", text::count(row.value, lang), text::count(row.denominator, lang)))
            })
            .collect();
        said.push(text::full_sentence(all, &tiers, lang));
    }
    let missed = most_missed(report, lang);
    if !missed.is_empty() {
        said.push(text::missed_sentence(&missed, lang));
    }
    let unseen = unseen(report, lang);
    if unseen.0 > 0 {
        said.push(text::unseen_sentence(unseen.0, &unseen.1, lang));
    }
    let left_out = report.portals.len() - report.counted().count();
    if left_out > 0 {
        said.push(text::left_out_sentence(left_out as u32, lang));
    }
    let (reviewed, waived) = report.ruled();
    if reviewed + waived > 0 {
        said.push(text::ruled_sentence(reviewed, waived, lang));
    }
    said
}

/// The duties that most portals lack: title, how many lack it, of how many that were seen.
fn most_missed(report: &Report, lang: Lang) -> Vec<(String, u32, u32)> {
    let mut missed: Vec<(String, u32, u32)> = report
        .requirements
        .iter()
        // What is only encouraged or depends on conditions is not owed.
        .filter(|requirement| report.profile.obliges(requirement, report.day))
        .filter(|requirement| report.plants(&requirement.id))
        .map(|requirement| {
            let tally = Tally::of(report, requirement, |_| true);
            (lang.pick(&requirement.title).to_owned(), tally.lacking(), tally.seen())
        })
        .filter(|(_, lacking, _)| *lacking > 0)
        .collect();
    // Stable: requirements that are missed equally often stay in the order of the articles.
    missed.sort_by_key(|(_, lacking, _)| std::cmp::Reverse(*lacking));
    missed.truncate(NAMED);
    missed
}

/// Portals of which nothing could be told, and the reasons, most frequent first.
fn unseen(report: &Report, lang: Lang) -> (u32, Vec<(&'static str, u32)>) {
    let mut reasons = std::collections::BTreeMap::<&'static str, u32>::new();
    let mut count = 0;
    for portal in report.counted() {
        let mut causes = portal.findings.iter().filter(|finding| finding.outcome == Outcome::CantTell);
        let [passed, partial, failed, ..] = portal.score.counts;
        if passed + partial + failed == 0
            && let Some(first) = causes.next()
        {
            count += 1;
            *reasons.entry(text::cause(ReasonCode::from(&first.reason), lang)).or_default() += 1;
        }
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(cause, count)| (std::cmp::Reverse(*count), *cause));
    (count, reasons)
}
