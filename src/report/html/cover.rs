//! The first page: by which law, in which state, and what a leader should know in five sentences.

use serde::Serialize;

use super::shown;
use crate::{
    judge::Outcome,
    report::{Lang, Origin, PortalResult, ReasonCode, Report, text},
    score::FullInformation,
};

/// How many of the most missed duties are named.
const NAMED: usize = 3;

#[derive(Serialize)]
pub(super) struct Cover {
    law: String,
    statement: String,
    facts: Vec<(&'static str, String)>,
    conclusions: Vec<String>,
    unreviewed: String,
    unfinished: String,
    cohort: String,
    day: String,
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
struct LeftOut {
    id: String,
    name: String,
    into: String,
    since: String,
}

impl Cover {
    pub(super) fn new(report: &Report, lang: Lang) -> Self {
        Self {
            law: lang.pick(&report.profile.title).to_owned(),
            statement: lang.pick(&report.profile.statement).to_owned(),
            facts: facts(report, lang),
            conclusions: conclusions(report, lang),
            unfinished: text::unfinished(report.run.unfinished, report.portals.len() as u32, lang),
            unreviewed: text::unreviewed(report.unreviewed.len() as u32, lang),
            cohort: shown(&report.run.cohort),
            day: text::day(report.day, lang),
            left_out: left_out(report, lang),
        }
    }
}

fn facts(report: &Report, lang: Lang) -> Vec<(&'static str, String)> {
    let run = &report.run;
    let short = |digest: &str| shown(digest.get(..16).unwrap_or(digest));
    let until =
        run.finished.map_or_else(|| lang.of("chưa kết thúc", "not finished").to_owned(), |at| text::moment(at, lang));
    vec![
        (lang.of("Ngày lập báo cáo", "Day of the report"), text::day(report.day, lang)),
        (lang.of("Danh sách cổng", "Cohort"), shown(&run.cohort)),
        (lang.of("Số cổng", "Portals"), text::count(report.portals.len() as u32, lang)),
        (lang.of("Số yêu cầu", "Requirements"), text::count(report.requirements.len() as u32, lang)),
        (
            lang.of("Thời gian thu thập", "Collected"),
            format!("{} – {until} ({})", text::moment(run.started, lang), lang.of("giờ Việt Nam", "Viet Nam time")),
        ),
        (
            lang.of("Nguồn trang", "Pages from"),
            match run.origin {
                Origin::Crawled => lang.of("truy cập công khai qua mạng", "public visits over the network"),
                Origin::Saved => lang.of("tệp trang lưu sẵn", "saved files"),
                Origin::Simulated => {
                    lang.of("bộ mô phỏng, không phải cơ quan có thật", "the simulator; no real agency")
                }
            }
            .to_owned(),
        ),
        (lang.of("Đợt kiểm tra", "Run"), shown(&run.id)),
        (lang.of("Chương trình", "Program"), shown(&run.program)),
        (lang.of("Bộ quy tắc (SHA-256)", "Rule pack (SHA-256)"), short(&run.rules_digest)),
        (lang.of("Danh sách (SHA-256)", "Registry (SHA-256)"), short(&run.registry_digest)),
    ]
}

fn counted(report: &Report) -> impl Iterator<Item = &PortalResult> {
    report.portals.iter().filter(|portal| portal.score.full_information != FullInformation::LeftOut)
}

/// Sentences for a reader who reads nothing else. Each states its denominator.
fn conclusions(report: &Report, lang: Lang) -> Vec<String> {
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
    let left_out = report.portals.len() - counted(report).count();
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
            let outcomes = counted(report).filter_map(|portal| portal.weighed_on(&requirement.id));
            let (mut lacking, mut seen) = (0, 0);
            for outcome in outcomes {
                lacking += u32::from(matches!(outcome, Outcome::Failed | Outcome::Partial));
                seen += u32::from(matches!(outcome, Outcome::Failed | Outcome::Partial | Outcome::Passed));
            }
            (lang.pick(&requirement.title).to_owned(), lacking, seen)
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
    for portal in counted(report) {
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

fn left_out(report: &Report, lang: Lang) -> Vec<LeftOut> {
    report
        .portals
        .iter()
        .filter(|result| result.score.full_information == FullInformation::LeftOut)
        .map(|result| {
            let merger = result.portal.merged.as_ref();
            LeftOut {
                id: result.portal.id.to_string(),
                name: shown(result.name(lang)),
                into: merger.map_or_else(String::new, |merger| shown(report.name(&merger.into, lang))),
                since: merger.map_or_else(String::new, |merger| text::day(merger.since, lang)),
            }
        })
        .collect()
}
