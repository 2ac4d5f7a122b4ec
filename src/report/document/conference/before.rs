//! The figures beside those of an earlier run. Left out where none was named.

use super::{
    super::{
        model::Row,
        writer::{Breaks, Writer, centred, figures as column, words},
    },
    figures,
};
use crate::report::{Before, Lang, Report, json::v1, text};

pub(super) fn write(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let Some(before) = &report.before else { return };
    writer.part(lang.of("So sánh với kỳ trước", "Compared with the time before"), Breaks::No);
    writer.paragraph(lead(report, before, lang).as_str());
    let mut rows = Vec::new();
    for metric in &report.metrics {
        let tiers = figures::rows(report, metric).filter_map(|now| {
            let then = before.row(metric.id.as_str(), &now.tier)?;
            let tier = text::survey_tier(&now.tier, lang)?;
            let open = match (then.undecided, now.undecided) {
                (0, 0) => String::new(),
                (then, now) => format!("{then} → {now}"),
            };
            let said = |value, denominator| figures::of(value, denominator, lang);
            Some(Row::plain(vec![
                tier.into(),
                said(then.value, then.denominator).into(),
                said(now.value, now.denominator).into(),
                change(then, (now.value, now.denominator), lang).into(),
                open.into(),
            ]))
        });
        let tiers: Vec<Row> = tiers.collect();
        if !tiers.is_empty() {
            rows.push(Row::group(lang.pick(&metric.title)));
            rows.extend(tiers);
        }
    }
    let columns = vec![
        words(lang.of("Nhóm cơ quan", "Kind of agency"), 4),
        column(lang.of("Kỳ trước", "Before"), 3),
        column(lang.of("Kỳ này", "Now"), 3),
        column(lang.of("Thay đổi (điểm %)", "Change (points)"), 2),
        centred(lang.of("Chưa kết luận", "Undecided"), 2),
    ];
    writer.table(lang.of("Các chỉ tiêu qua hai kỳ", "The figures of both times"), columns, rows, None);
}

/// What the figures are held against, and whether a change of them is one of the portals alone.
fn lead(report: &Report, before: &Before, lang: Lang) -> String {
    let day = text::day(before.day(), lang);
    let same = before.is_judged_by(&report.profile.id.0, &report.run.rules_digest);
    match (lang, same) {
        (Lang::Vi, true) => format!("Kỳ trước là báo cáo ngày {day}, xét bằng cùng bộ quy tắc."),
        (Lang::En, true) => format!("The time before is the report of {day}, judged by the same rules."),
        (Lang::Vi, false) => format!(
            "Kỳ trước là báo cáo ngày {day}, xét bằng bộ quy tắc khác: một phần thay đổi dưới đây có thể do quy tắc chứ không do \
             các cổng. `d42 compare` tách hai phần đó."
        ),
        (Lang::En, false) => format!(
            "The time before is the report of {day}, judged by other rules: part of the changes below may come of the rules \
             and not of the portals. `d42 compare` tells the two apart."
        ),
    }
}

/// `+5,3`: how the share changed, in points of a per cent; nothing where there was nothing to count of.
fn change(before: &v1::SurveyRow, (value, denominator): (u32, u32), lang: Lang) -> String {
    if before.denominator == 0 || denominator == 0 {
        return "–".to_owned();
    }
    let share = |part, whole| i64::from(text::hundredths(part, whole));
    let tenths = (share(value, denominator) - share(before.value, before.denominator)) / 10;
    let sign = match tenths {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    format!("{sign}{}", text::tenths(u32::try_from(tenths.unsigned_abs()).unwrap_or(u32::MAX), lang))
}
