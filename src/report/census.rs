//! The census of component sites for the terminal: a line for each portal, and one for all.

use super::{Lang, PortalResult, Report, Table, text};
use crate::{judge::Criteria, rules::BodyKind};

const KINDS: [BodyKind; 4] = [BodyKind::Department, BodyKind::Unit, BodyKind::District, BodyKind::Commune];

/// Names of the columns of [`row`].
pub(super) fn columns(lang: Lang) -> Vec<&'static str> {
    let mut names = vec![lang.of("biết đến", "known"), lang.of("hoạt động", "alive")];
    names.extend(KINDS.map(|kind| text::body(kind, lang)));
    names.extend([
        lang.of("không còn", "dead"),
        lang.of("chưa xem được", "not seen"),
        lang.of("chuyển, trùng", "moved, copies"),
        lang.of("dẫn về cổng", "link back"),
        lang.of("chung khung", "share the frame"),
        lang.of("chung nội dung", "exchange content"),
    ]);
    names
}

/// Figures of one portal in the order of [`columns`]; `None` where the input cannot show component sites.
pub(super) fn row(result: &PortalResult) -> Option<Vec<u32>> {
    let census = result.census.as_ref()?;
    let Criteria { known, alive, dead, unseen, elsewhere, link_back, share_frame, exchange } = census.criteria();
    let mut figures = vec![known, alive];
    figures.extend(KINDS.map(|kind| census.living(kind) as u32));
    figures.extend([dead, unseen, elsewhere, link_back, share_frame, exchange]);
    Some(figures)
}

/// The census of `report` in `lang`; lines end in a newline.
pub fn write(report: &Report, lang: Lang) -> String {
    let head = std::iter::once(lang.of("cổng", "portal")).chain(columns(lang));
    let head: Vec<&str> = head.chain([lang.of("tích hợp", "integration")]).collect();
    let mut table = Table::new(head);
    let mut total = vec![0; columns(lang).len()];
    for result in &report.portals {
        let (Some(figures), Some(census)) = (row(result), &result.census) else { continue };
        for (sum, figure) in total.iter_mut().zip(&figures) {
            *sum += figure;
        }
        let grade = text::integration(census.integration(result.seen), lang).to_owned();
        table.row(line(result.portal.id.to_string(), &figures, grade, lang));
    }
    table.row(line(lang.of("tất cả", "all").to_owned(), &total, String::new(), lang));
    let simulated = if report.is_simulated() { lang.of("DỮ LIỆU MÔ PHỎNG\n", "SIMULATED DATA\n") } else { "" };
    format!("{simulated}{}", table.render())
}

fn line(name: String, figures: &[u32], grade: String, lang: Lang) -> Vec<String> {
    let mut cells = vec![name];
    cells.extend(figures.iter().map(|figure| text::count(*figure, lang)));
    cells.push(grade);
    cells
}
