//! How far to trust the figures: how much was seen, what could not be decided and why, and what was measured.

use std::collections::BTreeMap;

use super::super::{
    model::Row,
    shared,
    writer::{Writer, centred, figures as column, words},
};
use crate::{
    judge::Outcome,
    report::{ReasonCode, Report, text, trust::Trust},
};

pub(super) fn write(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    writer.annex(lang.of("Độ tin cậy của số liệu", "How far to trust the figures"));
    writer.section(lang.of("Đã xem được bao nhiêu", "How much was seen"));
    coverage(report, writer);
    writer.section(lang.of("Chưa kết luận được và vì sao", "What could not be decided, and why"));
    undecided(report, writer);
    let (reviewed, waived) = report.ruled();
    if reviewed + waived > 0 {
        writer.paragraph(text::ruled_sentence(reviewed, waived, lang).as_str());
    }
    if let Some(trust) = Trust::new(report, lang) {
        writer.section(lang.of("Độ chính xác đã đo", "Measured accuracy"));
        accuracy(&trust, writer);
    }
}

fn coverage(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let portals = || report.portals.iter().map(|portal| &portal.coverage);
    let total = |get: fn(&crate::judge::Coverage) -> u32| portals().map(|seen| u64::from(get(seen))).sum::<u64>();
    let number = |value: u64| text::count(u32::try_from(value).unwrap_or(u32::MAX), lang);
    let read = portals().filter(|seen| seen.pages > 0).count() as u64;
    let rows = [
        (lang.of("Cổng đọc được ít nhất một trang", "Portals of which a page could be read"), read),
        (lang.of("Trang đã đọc", "Pages read"), total(|seen| seen.pages)),
        (lang.of("Địa chỉ phát hiện được", "Addresses discovered"), total(|seen| seen.discovered)),
        (lang.of("Địa chỉ đã truy cập", "Addresses visited"), total(|seen| seen.visited)),
        (lang.of("Lần truy cập lỗi", "Errors"), total(|seen| seen.errors)),
        (lang.of("Địa chỉ bị robots.txt loại trừ", "Addresses forbidden by robots.txt"), total(|seen| seen.forbidden)),
    ];
    let rows = rows.map(|(name, value)| Row::plain(vec![name.into(), number(value).into()]));
    let columns = vec![words(lang.of("Phạm vi", "Extent"), 6), column(lang.of("Số lượng", "Number"), 2)];
    writer.table(lang.of("Phạm vi đã xem", "What was looked at"), columns, rows.into(), None);
}

/// Findings without a verdict, by cause.
fn undecided(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let mut causes: BTreeMap<&str, (u32, std::collections::BTreeSet<&str>)> = BTreeMap::new();
    for finding in report.findings().filter(|f| matches!(f.outcome, Outcome::CantTell | Outcome::Untested)) {
        let (times, portals) = causes.entry(text::cause(ReasonCode::from(&finding.reason), lang)).or_default();
        *times += 1;
        portals.insert(finding.portal.as_str());
    }
    if causes.is_empty() {
        writer.paragraph(lang.of("Mọi yêu cầu đều có kết luận.", "Every requirement was decided."));
        return;
    }
    let mut causes: Vec<_> = causes.into_iter().collect();
    causes.sort_by_key(|(cause, (times, _))| (std::cmp::Reverse(*times), *cause));
    let rows = causes.into_iter().map(|(cause, (times, portals))| {
        let portals = text::count(portals.len() as u32, lang);
        Row::plain(vec![cause.into(), text::count(times, lang).into(), portals.into()])
    });
    let columns = vec![
        words(lang.of("Nguyên nhân", "Cause"), 6),
        column(lang.of("Kết luận", "Findings"), 2),
        column(lang.of("Cổng", "Portals"), 2),
    ];
    writer.table(
        lang.of("Phần chưa kết luận theo nguyên nhân", "Undecided findings by cause"),
        columns,
        rows.collect(),
        None,
    );
}

fn accuracy(trust: &Trust, writer: &mut Writer) {
    let lang = writer.lang;
    writer.paragraph(trust.lead.as_str());
    if trust.other_rules {
        writer.paragraph(shared::phrase("trust_other_rules", lang));
    }
    let met = |met: bool| if met { shared::phrase("trust_yes", lang) } else { shared::phrase("trust_no", lang) };
    let rows = trust.goals.iter().map(|goal| {
        let cells = [goal.name.as_str(), goal.wanted.as_str(), goal.measured.as_str(), met(goal.met)];
        Row::plain(cells.map(Into::into).into())
    });
    let columns = vec![
        words(shared::phrase("trust_goal", lang), 5),
        centred(shared::phrase("trust_wanted", lang), 2),
        centred(shared::phrase("trust_measured", lang), 2),
        centred(shared::phrase("trust_met", lang), 2),
    ];
    writer.table(shared::phrase("trust_goals", lang), columns, rows.collect(), None);
    let rows = trust.requirements.iter().map(|row| {
        let cells =
            [row.title.clone(), row.cases.to_string(), row.precision.clone(), row.recall.clone(), row.proven.clone()];
        Row::plain(cells.map(Into::into).into())
    });
    let columns = vec![
        words(shared::phrase("requirement", lang), 6),
        column(shared::phrase("trust_cases", lang), 2),
        centred(shared::phrase("trust_precision", lang), 4),
        centred(shared::phrase("trust_recall", lang), 4),
        centred(shared::phrase("trust_proven", lang), 4),
    ];
    let note = Some(shared::phrase("trust_intervals", lang).to_owned());
    let caption = lang.of("Độ chính xác theo yêu cầu", "Accuracy by requirement");
    writer.table(caption, columns, rows.collect(), note);
    writer.paragraph(trust.withheld.as_str());
}
