//! What analysts brought: declared answers that differ from what was seen, and obstacles by who can resolve them.

use serde::Serialize;

use super::shown;
use crate::{
    inputs::{Answer, Discrepancy, Kind, Level},
    report::{Lang, Report, text},
    rules::RequirementId,
};

#[derive(Serialize)]
pub(super) struct Declared {
    lead: String,
    lists: Vec<List>,
}

#[derive(Serialize)]
struct List {
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    portal: String,
    portal_id: String,
    requirement: String,
    answer: &'static str,
    seen: &'static str,
    note: String,
}

#[derive(Serialize)]
pub(super) struct Group {
    title: String,
    all: Vec<Said>,
}

#[derive(Serialize)]
struct Said {
    agency: String,
    text: String,
}

/// The answers that differ, both ways; `None` if no answers were brought.
pub(super) fn declared(report: &Report, lang: Lang) -> Option<Declared> {
    let held = report.declared.as_ref()?;
    let title = |id: &RequirementId| {
        report.requirement(id).map_or_else(|| id.to_string(), |known| lang.pick(&known.title).to_owned())
    };
    let row = |one: &Discrepancy| Row {
        portal: shown(report.name(&one.declared.portal, lang)),
        portal_id: one.declared.portal.to_string(),
        requirement: title(&one.declared.requirement),
        answer: match one.declared.answer {
            Answer::Yes => lang.of("có", "yes"),
            Answer::Partly => lang.of("một phần", "in part"),
            Answer::No => lang.of("không", "no"),
        },
        seen: text::outcome(one.seen, lang),
        note: shown(&one.declared.note),
    };
    let lists = [
        (lang.of("Khai nhiều hơn thực tế thấy được", "More declared than seen"), &held.more_declared),
        (lang.of("Thấy nhiều hơn mức đã khai", "More seen than declared"), &held.more_seen),
    ];
    let (agree, unchecked) = (held.agree, held.unchecked);
    let (more, fewer) = (held.more_declared.len(), held.more_seen.len());
    let lead = match lang {
        Lang::Vi => format!(
            "{agree} câu trả lời khớp với kết luận; {more} câu khai nhiều hơn, {fewer} câu khai ít hơn thực tế thấy được; \
             {unchecked} câu không kiểm tra được. Không bên nào mặc nhiên đúng: chương trình có thể không thấy nội dung nằm dưới \
             tên khác."
        ),
        Lang::En => format!(
            "{agree} answers agree with the findings; {more} declare more and {fewer} less than was seen; {unchecked} could not \
             be checked. Neither side is right by itself: the program may not see what stands under another name."
        ),
    };
    let lists = lists.into_iter().filter(|(_, all)| !all.is_empty());
    Some(Declared {
        lead,
        lists: lists.map(|(title, all)| List { title, rows: all.iter().map(row).collect() }).collect(),
    })
}

/// Obstacles and recommendations by level and kind.
pub(super) fn obstacles(report: &Report, lang: Lang) -> Vec<Group> {
    let groups = report.obstacles.iter().flat_map(|obstacles| &obstacles.groups);
    let group = |((level, kind), all): (&(Level, Kind), &Vec<crate::inputs::Obstacle>)| {
        let level = match level {
            Level::Government => lang.of("Thẩm quyền của Chính phủ, Thủ tướng Chính phủ", "For the Government"),
            Level::Ministry => lang.of("Thẩm quyền của bộ, ngành", "For ministries and branches"),
            Level::Province => lang.of("Thẩm quyền của địa phương", "For provinces and cities"),
            Level::Portal => lang.of("Thẩm quyền của đơn vị vận hành cổng", "For whoever runs the portal"),
        };
        let kind = match kind {
            Kind::Obstacle => lang.of("khó khăn, vướng mắc", "obstacles"),
            Kind::Recommendation => lang.of("đề xuất, kiến nghị", "recommendations"),
        };
        let said = |one: &crate::inputs::Obstacle| Said {
            agency: shown(report.name(&one.agency, lang)),
            text: shown(&one.text),
        };
        Group { title: format!("{level}: {kind}"), all: all.iter().map(said).collect() }
    };
    groups.map(group).collect()
}
