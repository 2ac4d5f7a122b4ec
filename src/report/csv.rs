//! Tables for spreadsheets: one row per portal and requirement, and one row per portal. UTF-8 with a byte order mark,
//! so that office programs read the diacritics; a cell that a spreadsheet would take for a formula is disarmed.

use std::borrow::Cow;

use super::{Lang, PortalResult, ReasonCode, Report, json::v1, mask, text};
use crate::judge::{ComponentSite, Finding, SiteState};

/// Why a table could not be written.
pub type Error = ::csv::Error;

const BOM: &[u8] = b"\xef\xbb\xbf";

const FINDINGS: [&str; 43] = [
    "portal",
    "portal_name",
    "tier",
    "requirement",
    "title",
    "outcome",
    "outcome_text",
    "reason",
    "reason_text",
    "full_information_set",
    "points_lost",
    "legal_basis",
    "holds_today",
    "evidence_url",
    "evidence_place",
    "evidence_heading",
    "evidence_excerpt",
    "evidence_proof",
    "found_by",
    "newest_item",
    "capture",
    "sha256",
    "captured_at",
    "fetch_mode",
    "labels_searched",
    "pages_looked_at",
    "candidates_rejected",
    "note",
    "remedy",
    "page_cut",
    "judged_outcome",
    "reviewed_by",
    "reviewed_on",
    "review_reason",
    "waived_by",
    "waived_until",
    "waiver_reason",
    "files_named",
    "files_fetched",
    "files_read",
    "files_unread",
    "content_received_at",
    "status",
];

const COMPONENTS: [&str; 14] = [
    "portal",
    "portal_name",
    "host",
    "name",
    "kind",
    "kind_text",
    "state",
    "state_text",
    "links_back",
    "shares_frame",
    "exchanges",
    "newest_item",
    "portal_integration",
    "status",
];

const PORTALS: [&str; 31] = [
    "portal",
    "portal_name",
    "tier",
    "url",
    "score_low",
    "score_middle",
    "score_high",
    "full_information",
    "missing_for_full_information",
    "passed",
    "partial",
    "failed",
    "cant_tell",
    "inapplicable",
    "untested",
    "not_observable",
    "pages_read",
    "addresses_discovered",
    "addresses_visited",
    "errors",
    "menu_labels",
    "sitemap_addresses",
    "robots_excluded",
    "merged_into",
    "merged_since",
    "merged_into_name",
    "manners",
    "robots_authorisation",
    "reviewed",
    "waived",
    "status",
];

/// One row per portal and requirement, in the report's order; words in `lang`, codes as published in the JSON.
///
/// # Errors
/// When memory runs out; nothing else can go wrong.
pub fn findings(report: &Report, lang: Lang) -> Result<Vec<u8>, Error> {
    let rows = report
        .portals
        .iter()
        .flat_map(|portal| portal.findings.iter().map(move |finding| finding_row(report, portal, finding, lang)));
    table(&FINDINGS, rows)
}

/// One row per portal.
///
/// # Errors
/// As [`findings`].
pub fn portals(report: &Report, lang: Lang) -> Result<Vec<u8>, Error> {
    table(&PORTALS, report.portals.iter().map(|portal| portal_row(report, portal, lang)))
}

/// One row per component site; a criterion is empty where the site could not be read.
///
/// # Errors
/// As [`findings`].
pub fn components(report: &Report, lang: Lang) -> Result<Vec<u8>, Error> {
    let rows = report.portals.iter().flat_map(|portal| {
        let sites = portal.census.iter().flat_map(|census| &census.sites);
        sites.map(move |site| component_row(report, portal, site, lang))
    });
    table(&COMPONENTS, rows)
}

fn component_row(report: &Report, result: &PortalResult, site: &ComponentSite, lang: Lang) -> [String; 14] {
    let alive = match site.state {
        SiteState::Alive(alive) => Some(alive),
        _ => None,
    };
    let criterion = |met: Option<bool>| met.map_or_else(String::new, |met| met.to_string());
    let integration = result.census.as_ref().map(|census| census.integration(result.seen));
    [
        result.portal.id.to_string(),
        report.name_of(&result.portal, lang).to_owned(),
        site.host.clone(),
        site.name.clone(),
        v1::BodyKind::from(site.kind).as_str().to_owned(),
        text::body(site.kind, lang).to_owned(),
        v1::SiteState::from(site.state).as_str().to_owned(),
        text::site_state(site.state, lang).to_owned(),
        criterion(alive.map(|alive| alive.links_back)),
        criterion(alive.map(|alive| alive.shares_frame)),
        criterion(alive.map(|alive| alive.exchanges)),
        alive.and_then(|alive| alive.newest).map_or_else(String::new, |date| date.to_string()),
        integration.map_or("", |grade| v1::Integration::from(grade).as_str()).to_owned(),
        status(report, lang),
    ]
}

fn table<const N: usize>(header: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<Vec<u8>, Error> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(BOM.to_vec());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| cell_text(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// Disarms formulas (a leading `=`, `+`, `-`, `@`, tab or line break gets an apostrophe) and shows hidden
/// characters. Line feeds stay: quoted cells may hold them.
fn cell_text(cell: &str) -> Cow<'_, str> {
    let shown = text::visible(cell);
    if shown.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { Cow::Owned(format!("'{shown}")) } else { shown }
}

/// What the report says of itself, on every row, because rows get copied out of their file.
fn status(report: &Report, lang: Lang) -> String {
    report.states(lang).join(" · ")
}

fn tier_code(portal: &PortalResult) -> String {
    portal.portal.tier.map_or_else(String::new, |tier| v1::Tier::from(tier).as_str().to_owned())
}

/// Points with a decimal point whatever the language, so that the column stays a number.
fn number(hundredths: u32) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn finding_row(report: &Report, portal: &PortalResult, finding: &Finding, lang: Lang) -> [String; 43] {
    let requirement = report.requirement(&finding.requirement);
    let evidence = finding.evidence.as_ref();
    let ruling = portal.rulings.get(&finding.requirement);
    let review = ruling.and_then(|ruling| ruling.review.as_ref());
    let waiver = ruling.and_then(|ruling| ruling.waiver.as_ref());
    let masked = |text: &str| mask::text(text, &finding.requirement).into_owned();
    let seen = |get: &dyn Fn(&crate::judge::Evidence) -> String| evidence.map(get).unwrap_or_default();
    let files =
        |get: &dyn Fn(&crate::judge::FileSearch) -> String| finding.search.files.as_ref().map(get).unwrap_or_default();
    [
        finding.portal.to_string(),
        portal.name(lang).to_owned(),
        tier_code(portal),
        finding.requirement.to_string(),
        requirement.map_or_else(|| finding.requirement.to_string(), |known| lang.pick(&known.title).to_owned()),
        v1::Outcome::from(finding.outcome).as_str().to_owned(),
        text::outcome(finding.outcome, lang).to_owned(),
        ReasonCode::from(&finding.reason).to_string(),
        report.why(portal, &finding.requirement, &finding.reason, lang),
        if report.in_full_information(&finding.requirement) { "yes" } else { "no" }.to_owned(),
        number(portal.lost(&finding.requirement)),
        text::bases(&finding.basis, requirement, lang).join("; "),
        v1::Obligation::from(finding.holds_today).as_str().to_owned(),
        seen(&|e| e.url.clone()),
        seen(&|e| text::place(&e.place, lang).to_owned()),
        seen(&|e| e.heading.clone()),
        seen(&|e| e.excerpt.clone()),
        seen(&|e| lang.pick(&e.proof).to_owned()),
        seen(&|e| {
            let said = e.signals.iter().map(|signal| format!("{}: {}", text::signal(signal.kind, lang), signal.text));
            said.collect::<Vec<_>>().join("; ")
        }),
        seen(&|e| e.newest.map_or_else(String::new, |day| day.to_string())),
        seen(&|e| e.capture.to_string()),
        seen(&|e| e.digest.clone()),
        seen(&|e| e.at.to_string()),
        seen(&|e| v1::FetchMode::from(e.mode).as_str().to_owned()),
        finding.search.labels.to_string(),
        finding.search.looked_at.join(" "),
        finding
            .search
            .rejected
            .iter()
            .map(|rejected| format!("{} ({})", rejected.url, lang.pick(&rejected.why)))
            .collect::<Vec<_>>()
            .join("; "),
        finding.note.as_ref().map_or_else(String::new, |note| lang.pick(note).to_owned()),
        requirement.map_or_else(String::new, |known| lang.pick(&known.remedy).to_owned()),
        seen(&|e| if e.cut { "yes" } else { "no" }.to_owned()),
        v1::Outcome::from(ruling.map_or(finding.outcome, |ruling| ruling.judged)).as_str().to_owned(),
        review.map_or_else(String::new, |review| review.name.clone()),
        review.map_or_else(String::new, |review| review.date.to_string()),
        review.map_or_else(String::new, |review| masked(&review.reason)),
        waiver.map_or_else(String::new, |waiver| waiver.who.clone()),
        waiver.map_or_else(String::new, |waiver| waiver.expires.to_string()),
        waiver.map_or_else(String::new, |waiver| masked(&waiver.reason)),
        files(&|files| files.named.to_string()),
        files(&|files| files.fetched.to_string()),
        files(&|files| files.read.to_string()),
        files(&|files| text::file_gaps(files, lang)),
        seen(&|e| e.received.map_or_else(String::new, |received| received.to_string())),
        status(report, lang),
    ]
}

fn portal_row(report: &Report, result: &PortalResult, lang: Lang) -> [String; 31] {
    let (score, seen) = (&result.score, &result.coverage);
    let [passed, partial, failed, cant_tell, inapplicable, untested] = score.counts.map(|count| count.to_string());
    let merged = result.portal.merged.as_ref();
    [
        result.portal.id.to_string(),
        result.name(lang).to_owned(),
        tier_code(result),
        result.portal.url.to_string(),
        number(score.low),
        number(score.middle),
        number(score.high),
        v1::FullInformation::from(score.full_information).as_str().to_owned(),
        score.missing_for_full.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        passed,
        partial,
        failed,
        cant_tell,
        inapplicable,
        untested,
        score.not_observable.to_string(),
        seen.pages.to_string(),
        seen.discovered.to_string(),
        seen.visited.to_string(),
        seen.errors.to_string(),
        seen.menu_entries.to_string(),
        seen.sitemap.map_or_else(String::new, |addresses| addresses.to_string()),
        seen.forbidden.to_string(),
        merged.map_or_else(String::new, |merger| merger.into.to_string()),
        merged.map_or_else(String::new, |merger| merger.since.to_string()),
        merged.map_or_else(String::new, |merger| report.name(&merger.into, lang).to_owned()),
        text::manners(&result.portal.manners, lang).join("; "),
        result.portal.manners.robots.as_ref().map(ToString::to_string).unwrap_or_default(),
        result.rulings.values().filter(|ruling| ruling.review.is_some()).count().to_string(),
        result.rulings.values().filter(|ruling| ruling.waiver.is_some()).count().to_string(),
        status(report, lang),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_disarmed() {
        for armed in ["=1+1", "+84 24", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(cell_text(armed).starts_with('\''), "{armed:?}");
        }
        assert_eq!(cell_text("Bộ Mẫu 01"), "Bộ Mẫu 01");
        assert_eq!(cell_text("a=1"), "a=1");
    }
}
