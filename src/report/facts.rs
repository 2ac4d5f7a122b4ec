//! What a report says of the run it was made from.

use super::{
    Lang, Origin, Report,
    text::{self, shown},
};

/// What is known of the run, and what it is called.
pub(super) fn facts(report: &Report, lang: Lang) -> Vec<(&'static str, String)> {
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
