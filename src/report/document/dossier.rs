//! The dossier of one portal: what is missing, where it was looked for, what would satisfy it with an example from
//! elsewhere, on what ground, with links to the evidence; then everything else that was decided, in short.

use super::{
    head::{Contents, Letterhead, document},
    model::{Document, Paragraph, Row},
    shared,
    writer::{Breaks, Writer, address, figures as column, plain, slanted, strong, words},
};
use crate::{
    judge::{Evidence, Finding, Outcome},
    report::{Lang, PortalResult, Report, mask, text},
};

/// Addresses listed per finding; `report.json` holds all.
const LISTED: usize = 5;

/// The document.
pub(super) fn build(report: &Report, portal: &PortalResult, letterhead: &Letterhead, lang: Lang) -> Document {
    let mut writer = Writer::new(lang);
    summary(report, portal, &mut writer);
    lacking(report, portal, &mut writer);
    undecided(report, portal, &mut writer);
    rest(report, portal, &mut writer);
    objection(letterhead, &mut writer);
    let subject = match lang {
        Lang::Vi => format!("Kết quả kiểm tra cổng thông tin điện tử của {}", portal.name(lang)),
        Lang::En => format!("Audit of the web portal of {}", portal.name(lang)),
    };
    document(report, letterhead, &subject, Contents::None, writer.finish(), lang)
}

/// State, score and what was searched.
pub(super) fn summary(report: &Report, portal: &PortalResult, writer: &mut Writer) {
    let lang = writer.lang;
    writer.part(lang.of("Tóm tắt", "Summary"), Breaks::No);
    if report.is_simulated() {
        writer.paragraph(strong(shared::phrase("simulated_long", lang)));
    }
    if report.is_unfinished() {
        writer.paragraph(strong(shared::phrase("unfinished_long", lang)));
    }
    if report.is_draft() {
        writer.paragraph(strong(shared::phrase("draft_long", lang)));
    }
    let full = text::full_information(portal.score.full_information, lang);
    let mut items: Vec<Paragraph> = vec![
        vec![strong(lang.of("Địa chỉ: ", "Address: ")), address(portal.portal.url.as_str())].into(),
        vec![strong(lang.of("Đầy đủ thông tin: ", "Full information: ")), plain(full)].into(),
        vec![strong(lang.of("Điểm (khoảng): ", "Score (interval): ")), plain(shared::score(portal, lang))].into(),
        vec![strong(lang.of("Đã xem: ", "Seen: ")), plain(text::coverage(&portal.coverage, lang).join("; "))].into(),
        vec![strong(lang.of("Căn cứ: ", "Judged by: ")), plain(lang.pick(&report.profile.statement))].into(),
    ];
    if let Some(merger) = &portal.portal.merged {
        items.push(text::merged(report.name(&merger.into, lang), merger.since, lang).as_str().into());
    }
    items.extend(text::manners(&portal.portal.manners, lang).iter().map(|said| said.as_str().into()));
    let certificates = portal.circumstances.certificates.iter();
    items.extend(certificates.map(|one| text::certificate(one, lang).as_str().into()));
    writer.list(items);
    shared::tally(portal, writer);
    shared::facts(report, writer);
}

fn is_waived(portal: &PortalResult, finding: &Finding) -> bool {
    portal.rulings.get(&finding.requirement).is_some_and(|ruling| ruling.waiver.is_some())
}

/// What is missing, first what full information hangs on.
pub(super) fn lacking(report: &Report, portal: &PortalResult, writer: &mut Writer) {
    let lang = writer.lang;
    let wanted = |finding: &&Finding| {
        matches!(finding.outcome, Outcome::Failed | Outcome::Partial) && !is_waived(portal, finding)
    };
    let mut findings: Vec<&Finding> = portal.findings.iter().filter(wanted).collect();
    if findings.is_empty() {
        return;
    }
    findings.sort_by_key(|finding| !report.in_full_information(&finding.requirement));
    writer.part(lang.of("Nội dung còn thiếu", "What is missing"), Breaks::No);
    for finding in findings {
        writer.section(report.title(&finding.requirement, lang));
        writer.paragraph(shared::finding(report, portal, finding, lang));
        let mut items = Vec::new();
        if let Some(known) = report.requirement(&finding.requirement) {
            let said = [
                (lang.of("Nội dung phải có: ", "What must be there: "), lang.pick(&known.expects)),
                (lang.of("Cách khắc phục: ", "What would satisfy it: "), lang.pick(&known.remedy)),
            ];
            items
                .extend(said.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| labelled(name, text)));
        }
        if let Some((whose, url)) = example(report, finding, lang) {
            let name = lang.of("Một trang đạt yêu cầu: ", "A page that meets it: ");
            items.push(vec![strong(name), plain(format!("{whose}: ")), address(url)].into());
        }
        items.extend(searched(portal, finding, lang));
        if let Some(evidence) = &finding.evidence {
            items.push(seen(evidence, lang));
        }
        let basis = text::bases(&finding.basis, report.requirement(&finding.requirement), lang).join("; ");
        if !basis.is_empty() {
            let holds = text::obligation(finding.holds_today, lang);
            items.push(labelled(lang.of("Căn cứ pháp lý: ", "Legal basis: "), &format!("{basis} ({holds})")));
        }
        items.extend(review(portal, finding, lang));
        writer.list(items);
    }
}

fn labelled(name: &str, text: &str) -> Paragraph {
    vec![strong(name), plain(text)].into()
}

/// A page of another agency that meets the requirement.
fn example<'r>(report: &'r Report, finding: &Finding, lang: Lang) -> Option<(&'r str, &'r str)> {
    let others = report.portals.iter().filter(|other| other.portal.id != finding.portal);
    let mut met = others.filter_map(|other| {
        let found = other.findings.iter().find(|found| found.requirement == finding.requirement)?;
        let evidence = found.evidence.as_ref().filter(|_| found.outcome == Outcome::Passed)?;
        Some((other.name(lang), evidence.url.as_str()))
    });
    met.find(|(_, url)| !mask::is_masked(url))
}

/// Where it was looked for.
fn searched(portal: &PortalResult, finding: &Finding, lang: Lang) -> Vec<Paragraph> {
    let search = &finding.search;
    if portal.coverage.pages == 0 || search.labels == 0 {
        return Vec::new();
    }
    let (labels, pages) = (text::count(search.labels, lang), text::count(portal.coverage.pages, lang));
    let said = match lang {
        Lang::Vi => format!("{labels} tên gọi được tìm trên {pages} trang đã đọc"),
        Lang::En => format!("{labels} labels on {pages} pages read"),
    };
    let mut items = vec![labelled(lang.of("Đã tìm: ", "Looked for: "), &said)];
    if !search.looked_at.is_empty() {
        let mut spans = vec![strong(lang.of("Trang đã xem: ", "Pages looked at: "))];
        for (index, url) in search.looked_at.iter().take(LISTED).enumerate() {
            spans.push(plain(if index > 0 { "; " } else { "" }));
            spans.push(address(url));
        }
        items.push(spans.into());
    }
    for rejected in search.rejected.iter().take(LISTED) {
        let mut spans = vec![strong(lang.of("Không chấp nhận: ", "Turned down: ")), address(&rejected.url)];
        spans.push(plain(format!(" ({})", lang.pick(&rejected.why))));
        items.push(spans.into());
    }
    items
}

/// What was seen, where and when, with the number of its capture.
fn seen(evidence: &Evidence, lang: Lang) -> Paragraph {
    let mut spans = vec![strong(lang.of("Chứng cứ: ", "Evidence: ")), address(&evidence.url)];
    let said = [lang.pick(&evidence.proof).to_owned(), text::seen_at(evidence, lang)];
    let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
    spans.push(plain(format!(" · {} · ", said.join(" · "))));
    spans.push(slanted(format!("{} {}", lang.of("bản lưu", "capture"), evidence.capture)));
    spans.into()
}

fn review(portal: &PortalResult, finding: &Finding, lang: Lang) -> Option<Paragraph> {
    let ruling = portal.rulings.get(&finding.requirement)?;
    let review = ruling.review.as_ref()?;
    let said = text::review(ruling.judged, review.outcome, &review.name, review.date, lang);
    let reason = mask::text(&review.reason, &finding.requirement);
    Some(labelled(lang.of("Rà soát: ", "Review: "), &format!("{said}. {reason}")))
}

/// What could not be decided, and why.
pub(super) fn undecided(report: &Report, portal: &PortalResult, writer: &mut Writer) {
    let lang = writer.lang;
    let open = portal.findings.iter().filter(|f| matches!(f.outcome, Outcome::CantTell | Outcome::Untested));
    let items: Vec<Paragraph> =
        open.filter(|f| !is_waived(portal, f)).map(|f| shared::finding(report, portal, f, lang)).collect();
    if items.is_empty() {
        return;
    }
    writer.part(lang.of("Nội dung chưa kết luận được", "What could not be decided"), Breaks::No);
    writer.list(items);
}

/// What was found, and what does not apply.
fn rest(report: &Report, portal: &PortalResult, writer: &mut Writer) {
    let lang = writer.lang;
    let met: Vec<Row> = portal
        .findings
        .iter()
        .filter(|finding| finding.outcome == Outcome::Passed)
        .map(|finding| {
            let evidence = finding.evidence.as_ref();
            let url = evidence.map_or_else(String::new, |evidence| evidence.url.clone());
            let newest = evidence.and_then(|evidence| evidence.newest);
            let mut place: super::model::Cell = url.as_str().into();
            place.link = crate::report::link::link(&url);
            let newest = newest.map_or_else(|| "–".to_owned(), |day| text::day(day, lang));
            Row::plain(vec![report.title(&finding.requirement, lang).into(), place, newest.into()])
        })
        .collect();
    if !met.is_empty() {
        writer.part(lang.of("Nội dung đạt yêu cầu", "What is there"), Breaks::No);
        let columns = vec![
            words(lang.of("Yêu cầu", "Requirement"), 5),
            words(lang.of("Nơi tìm thấy", "Where"), 6),
            column(lang.of("Mục mới nhất", "Newest item"), 2),
        ];
        writer.table(lang.of("Yêu cầu đạt và nơi tìm thấy", "Requirements met, and where"), columns, met, None);
    }
    let other = portal.findings.iter().filter(|f| f.outcome == Outcome::Inapplicable || is_waived(portal, f));
    let items: Vec<Paragraph> = other.map(|f| shared::finding(report, portal, f, lang)).collect();
    if !items.is_empty() {
        writer.part(lang.of("Không áp dụng hoặc được miễn trừ", "Not applicable, or waived"), Breaks::No);
        writer.list(items);
    }
}

/// How and until when to object; only where that is set.
pub(super) fn objection(letterhead: &Letterhead, writer: &mut Writer) {
    let lang = writer.lang;
    if let Some(said) = &letterhead.objection {
        writer.part(lang.of("Phản hồi", "Objections"), Breaks::No);
        writer.paragraph(said.as_str());
        writer.paragraph(shared::phrase("guide_objection", lang));
    }
}
