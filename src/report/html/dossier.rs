//! The part about one portal: score, what was searched, lost points, and every requirement with its evidence.

use serde::Serialize;

use super::{
    portals::{Scored, scored},
    shown,
};
use crate::{
    judge::{Attempt, Evidence, Finding, Outcome, Reason},
    report::{Lang, PortalResult, ReasonCode, Report, json::v1, link::link, mask, text},
    review::Ruling,
    score::FullInformation,
};

/// Addresses listed per finding; `report.json` holds all.
const LISTED: usize = 5;

#[derive(Serialize)]
pub(super) struct Group {
    tier: &'static str,
    portals: Vec<Dossier>,
}

#[derive(Serialize)]
struct Dossier {
    id: String,
    name: String,
    other_name: String,
    url: Link,
    merged: Option<String>,
    manners: Vec<String>,
    /// What is wrong with its certificates.
    certificates: Vec<String>,
    /// Attempts at addresses that were asked for twice.
    attempts: Vec<(Link, String)>,
    full: &'static str,
    full_word: &'static str,
    score: Scored,
    missing: Vec<(String, String)>,
    coverage: Vec<String>,
    lost: Vec<Lost>,
    sections: Vec<Section>,
}

/// An address, as a link where it may be one.
#[derive(Serialize)]
struct Link {
    href: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Lost {
    requirement: String,
    title: String,
    class: &'static str,
    outcome: &'static str,
    reason: String,
    points: String,
}

#[derive(Serialize)]
struct Section {
    title: &'static str,
    findings: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    title: String,
    class: &'static str,
    outcome: &'static str,
    code: &'static str,
    brief: &'static str,
    in_full: bool,
    reason: String,
    /// What a reviewer decided, and why.
    review: Option<(String, String)>,
    /// Who waived it until when, and why.
    waiver: Option<(String, String)>,
    lost: Option<String>,
    expects: Option<String>,
    remedy: Option<String>,
    basis: Vec<String>,
    holds: &'static str,
    note: Option<String>,
    evidence: Option<Seen>,
    searched: Option<Searched>,
    /// Attempts at what could not be seen at first.
    attempts: Vec<(Link, String)>,
}

#[derive(Serialize)]
struct Seen {
    url: Link,
    cut: bool,
    place: &'static str,
    heading: String,
    excerpt: String,
    proof: String,
    signals: Vec<(&'static str, String)>,
    newest: Option<String>,
    capture: String,
    digest: String,
    at: String,
    mode: &'static str,
    certificate: Option<String>,
    /// Address, what came, and digest.
    files: Vec<(Link, String, String)>,
    /// How many files the section links to besides.
    files_unasked: Option<String>,
}

#[derive(Serialize)]
struct Searched {
    labels: String,
    pages: String,
    /// Said only where that is why nothing was found.
    nothing_announced: bool,
    looked_at: Vec<Link>,
    rejected: Vec<(Link, String, String)>,
    /// How far the files of the sections were searched.
    files: Option<String>,
    /// How many addresses are not listed here.
    more: usize,
}

/// Attempts with their addresses, a few; `report.json` holds all.
fn attempts(attempts: &[Attempt], lang: Lang) -> Vec<(Link, String)> {
    attempts.iter().take(2 * LISTED).map(|one| (address(&one.url), shown(&text::attempt(one, lang)))).collect()
}

/// The dossiers by tier, in the report's order.
pub(super) fn groups(report: &Report, lang: Lang) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for result in &report.portals {
        let tier = text::tier(result.portal.tier, lang);
        let dossier = dossier(report, result, lang);
        match groups.last_mut() {
            Some(group) if group.tier == tier => group.portals.push(dossier),
            _ => groups.push(Group { tier, portals: vec![dossier] }),
        }
    }
    groups
}

fn address(url: &str) -> Link {
    Link { href: link(url), text: shown(url) }
}

fn dossier(report: &Report, result: &PortalResult, lang: Lang) -> Dossier {
    let (portal, score) = (&result.portal, &result.score);
    let title = |id| report.requirement(id).map_or_else(|| id.to_string(), |known| lang.pick(&known.title).to_owned());
    let name = shown(result.name(lang));
    let other_name = [&portal.name_vi, &portal.name_en].into_iter().map(|n| shown(n)).find(|n| *n != name);
    Dossier {
        id: portal.id.to_string(),
        other_name: other_name.unwrap_or_default(),
        name,
        url: address(portal.url.as_str()),
        merged: portal
            .merged
            .as_ref()
            .filter(|_| score.full_information == FullInformation::LeftOut)
            .map(|merger| text::merged(report.name(&merger.into, lang), merger.since, lang)),
        certificates: result
            .circumstances
            .certificates
            .iter()
            .map(|certificate| shown(&text::certificate(certificate, lang)))
            .collect(),
        attempts: attempts(&result.circumstances.attempts, lang),
        manners: text::manners(&portal.manners, lang).iter().map(|said| shown(said)).collect(),
        full: v1::FullInformation::from(score.full_information).as_str(),
        full_word: text::full_information(score.full_information, lang),
        score: scored(result, lang),
        missing: score.missing_for_full.iter().map(|id| (id.to_string(), title(id))).collect(),
        coverage: text::coverage(&result.coverage, lang),
        lost: score
            .lost
            .iter()
            .map(|lost| Lost {
                requirement: lost.requirement.to_string(),
                title: title(&lost.requirement),
                class: v1::Outcome::from(lost.outcome).as_str(),
                outcome: text::outcome(lost.outcome, lang),
                reason: shown(&report.why(result, &lost.requirement, &lost.reason, lang)),
                points: text::points(lost.lost_hundredths, lang),
            })
            .collect(),
        sections: sections(report, result, lang),
    }
}

/// Findings by what they ask of the reader: act, look again, nothing.
fn sections(report: &Report, result: &PortalResult, lang: Lang) -> Vec<Section> {
    let waived = |finding: &Finding| result.rulings.get(&finding.requirement).is_some_and(|r| r.waiver.is_some());
    let section = |title, outcomes: &[Outcome]| {
        let mut findings: Vec<&Finding> =
            result.findings.iter().filter(|finding| !waived(finding) && outcomes.contains(&finding.outcome)).collect();
        // Stable: first what full information hangs on, then the others, each in the order of the articles.
        findings.sort_by_key(|finding| !report.in_full_information(&finding.requirement));
        Section { title, findings: findings.into_iter().map(|finding| item(report, result, finding, lang)).collect() }
    };
    let accepted = Section {
        title: lang.of("Được miễn trừ", "Waived"),
        findings: result.findings.iter().filter(|f| waived(f)).map(|f| item(report, result, f, lang)).collect(),
    };
    let all = [
        section(lang.of("Còn thiếu", "Missing"), &[Outcome::Failed, Outcome::Partial]),
        section(lang.of("Chưa kết luận", "Undecided"), &[Outcome::CantTell, Outcome::Untested]),
        accepted,
        section(lang.of("Đạt", "Passed"), &[Outcome::Passed]),
        section(lang.of("Không áp dụng", "Not applicable"), &[Outcome::Inapplicable]),
    ];
    all.into_iter().filter(|section| !section.findings.is_empty()).collect()
}

fn item(report: &Report, result: &PortalResult, finding: &Finding, lang: Lang) -> Item {
    let requirement = report.requirement(&finding.requirement);
    let ruling = result.rulings.get(&finding.requirement);
    let lacking = matches!(result.weighed(finding), Outcome::Failed | Outcome::Partial);
    let code = ReasonCode::from(&finding.reason);
    let lost = result.lost(&finding.requirement);
    let advice = |text: fn(&crate::rules::Requirement) -> &crate::rules::Bilingual| {
        requirement.filter(|_| lacking).map(|known| lang.pick(text(known)).to_owned()).filter(|text| !text.is_empty())
    };
    Item {
        id: finding.requirement.to_string(),
        title: requirement.map_or_else(|| finding.requirement.to_string(), |known| lang.pick(&known.title).to_owned()),
        class: v1::Outcome::from(finding.outcome).as_str(),
        outcome: text::outcome(finding.outcome, lang),
        code: code.as_str(),
        brief: text::cause(code, lang),
        in_full: report.in_full_information(&finding.requirement),
        reason: shown(&report.why(result, &finding.requirement, &finding.reason, lang)),
        review: ruling.and_then(|ruling| review(ruling, finding, lang)),
        waiver: ruling.and_then(|ruling| ruling.waiver.as_ref()).map(|waiver| {
            (
                shown(&text::waiver(&waiver.who, waiver.expires, lang)),
                shown(&mask::text(&waiver.reason, &finding.requirement)),
            )
        }),
        lost: (lost > 0).then(|| text::points(lost, lang)),
        expects: advice(|known| &known.expects),
        remedy: advice(|known| &known.remedy),
        basis: text::bases(&finding.basis, requirement, lang),
        holds: text::obligation(finding.holds_today, lang),
        note: finding.note.as_ref().map(|note| shown(lang.pick(note))),
        evidence: finding.evidence.as_ref().map(|evidence| seen(evidence, lang)),
        searched: searched(result, finding, lang),
        attempts: attempts(&finding.search.attempts, lang),
    }
}

/// Who decided what, and in their words why.
fn review(ruling: &Ruling, finding: &Finding, lang: Lang) -> Option<(String, String)> {
    let review = ruling.review.as_ref()?;
    let said = text::review(ruling.judged, review.outcome, &review.name, review.date, lang);
    Some((shown(&said), shown(&mask::text(&review.reason, &finding.requirement))))
}

fn seen(evidence: &Evidence, lang: Lang) -> Seen {
    Seen {
        url: address(&evidence.url),
        cut: evidence.cut,
        place: text::place(&evidence.place, lang),
        heading: shown(&evidence.heading),
        excerpt: shown(&evidence.excerpt),
        proof: shown(lang.pick(&evidence.proof)),
        signals: evidence
            .signals
            .iter()
            .map(|signal| (text::signal(signal.kind, lang), shown(&signal.text)))
            .filter(|(_, words)| !words.is_empty())
            .collect(),
        newest: evidence.newest.map(|newest| text::day(newest, lang)),
        capture: shown(&evidence.capture.0),
        digest: shown(&evidence.digest),
        at: text::seen_at(evidence, lang),
        mode: text::mode(evidence.mode, lang),
        certificate: evidence.flaw.as_ref().map(|flaw| text::flaw(flaw, lang)),
        files: evidence
            .files
            .iter()
            .map(|file| (address(&file.url), shown(&text::file(file, lang)), shown(&file.digest)))
            .collect(),
        files_unasked: text::files_unasked(evidence, lang),
    }
}

/// The proof of absence; a passed requirement needs none, and where nothing was read there is none.
fn searched(result: &PortalResult, finding: &Finding, lang: Lang) -> Option<Searched> {
    let search = &finding.search;
    let read = result.coverage.pages > 0 && search.labels > 0;
    if !read || matches!(finding.outcome, Outcome::Passed | Outcome::Inapplicable) {
        return None;
    }
    Some(Searched {
        labels: text::count(search.labels, lang),
        pages: text::count(result.coverage.pages, lang),
        nothing_announced: finding.reason == Reason::NotFound && search.looked_at.is_empty(),
        looked_at: search.looked_at.iter().take(LISTED).map(|url| address(url)).collect(),
        rejected: search
            .rejected
            .iter()
            .take(LISTED)
            .map(|rejected| (address(&rejected.url), shown(&rejected.announced), lang.pick(&rejected.why).to_owned()))
            .collect(),
        files: search.files.as_ref().map(|files| text::file_search(files, lang)),
        more: search.looked_at.len().saturating_sub(LISTED) + search.rejected.len().saturating_sub(LISTED),
    })
}
