//! The results: by kind of agency, by requirement, component sites, integration, interaction.

use super::{
    super::{
        model::{Cell, Column, Row},
        shared,
        writer::{Breaks, Writer, centred, figures as column, words},
    },
    figures,
};
use crate::{
    judge::{Integration, Outcome},
    registry::{SurveyTier, Tier},
    report::{
        Report,
        picture::{self, Look},
        svg,
        tally::{TIERS, Tally, is_of, weighed},
        text,
    },
    rules::{Grade, Requirement},
    score::{OTHER_TIERS, tier_word},
};

pub(super) fn by_tier(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    writer.part(lang.of("Kết quả theo nhóm cơ quan", "Results by kind of agency"), Breaks::No);
    let caption = lang.of("Đầy đủ thông tin và cổng dữ liệu", "Full information and data portals");
    figures::table(report, caption, 0..30, writer);
    let states = [Outcome::Passed, Outcome::Partial, Outcome::Failed, Outcome::CantTell, Outcome::Inapplicable];
    let looks = [Look::Good, Look::Middling, Look::Bad, Look::Open, Look::Out];
    let bars: Vec<picture::Bar> = TIERS
        .into_iter()
        .filter_map(|tier| {
            let name = text::survey_tier(tier.map_or(OTHER_TIERS, tier_word), lang)?.to_owned();
            let mut parts = vec![0; states.len()];
            for weighed in weighed(report, tier) {
                // What was not tested is not decided either.
                let outcome = match weighed {
                    Outcome::Untested => Outcome::CantTell,
                    other => other,
                };
                if let Some(at) = states.iter().position(|state| *state == outcome) {
                    parts[at] += 1;
                }
            }
            parts.iter().any(|part| *part > 0).then_some(picture::Bar { name, parts })
        })
        .collect();
    let legend: Vec<(Look, &str)> = looks.into_iter().zip(states.map(|state| text::outcome(state, lang))).collect();
    if !bars.is_empty() {
        let drawing = picture::parts(&bars, &legend, |value| text::count(value, lang));
        writer.figure(shared::phrase("outcome_chart", lang), drawing, 10);
    }
    provinces(report, writer);
}

/// The provinces on their map.
fn provinces(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    let tiles: Vec<picture::Tile> = report
        .portals
        .iter()
        .filter(|portal| portal.portal.tier == Some(Tier::Province))
        .map(|result| picture::Tile {
            id: result.portal.id.to_string(),
            name: result.name(lang).to_owned(),
            look: shared::look(result.score.full_information),
            state: text::full_information(result.score.full_information, lang).to_owned(),
        })
        .collect();
    if tiles.is_empty() {
        return;
    }
    let caption = if picture::is_mapped(&tiles) {
        lang.of("Đầy đủ thông tin theo tỉnh, thành phố (bản đồ ô)", "Full information by province (tile map)")
    } else {
        lang.of("Đầy đủ thông tin theo tỉnh, thành phố", "Full information by province")
    };
    writer.figure(caption, picture::tiles(&tiles, &shared::states(lang)), 9);
}

pub(super) fn by_requirement(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    writer.part(lang.of("Kết quả theo yêu cầu", "Results by requirement"), Breaks::No);
    writer.paragraph(shared::phrase("missing_lead", lang));
    let tiers: Vec<Option<SurveyTier>> =
        TIERS.into_iter().filter(|tier| report.portals.iter().any(|portal| is_of(portal, *tier))).collect();
    let mut columns: Vec<Column> = vec![words(lang.of("Yêu cầu", "Requirement"), 8)];
    let heads = tiers.iter().map(|tier| tier.map_or(OTHER_TIERS, tier_word)).chain(["all"]);
    columns.extend(heads.filter_map(|tier| text::survey_tier_short(tier, lang)).map(|title| centred(title, 2)));
    let mut rows = Vec::new();
    for (title, full) in [
        (lang.of("Tính vào mức đầy đủ thông tin", "Counted for full information"), true),
        (lang.of("Yêu cầu khác", "Other requirements"), false),
    ] {
        let wanted = report.requirements.iter().filter(|one| report.in_full_information(&one.id) == full);
        let mut lines: Vec<(u32, Row)> =
            wanted.filter(|one| report.plants(&one.id)).map(|one| line(report, one, &tiers, writer)).collect();
        // Stable: rows that are missed equally often stay in the order of the articles.
        lines.sort_by_key(|(lacking, _)| std::cmp::Reverse(*lacking));
        if !lines.is_empty() {
            rows.push(Row::group(title));
            rows.extend(lines.into_iter().map(|(_, row)| row));
        }
    }
    let note = shared::phrase("missing_key", lang).to_owned();
    writer.table(shared::phrase("missing_caption", lang), columns, rows, Some(note));
}

/// A requirement, and how many portals lack it.
fn line(report: &Report, requirement: &Requirement, tiers: &[Option<SurveyTier>], writer: &Writer) -> (u32, Row) {
    let lang = writer.lang;
    let all = Tally::of(report, requirement, |_| true);
    let tallies = tiers.iter().map(|tier| Tally::of(report, requirement, |portal| is_of(portal, *tier))).chain([all]);
    let cells = tallies.map(|tally| {
        let (lacking, seen) = (tally.lacking(), tally.seen());
        if seen + tally.undecided == 0 {
            return Cell::default();
        }
        let number = |value| text::count(value, lang);
        let open = if tally.undecided > 0 { format!(" +{}", number(tally.undecided)) } else { String::new() };
        let cell = Cell::from(format!("{}/{}{open}", number(lacking), number(seen)));
        if seen == 0 { cell } else { cell.on(svg::heat(lacking, seen)) }
    });
    (all.lacking(), Row::plain(std::iter::once(lang.pick(&requirement.title).into()).chain(cells).collect()))
}

pub(super) fn component_sites(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    if report.portals.iter().all(|portal| portal.census.is_none()) {
        return;
    }
    writer.part(lang.of("Trang, cổng thành phần", "Component sites"), Breaks::No);
    let caption = lang.of("Trang thành phần theo nhóm cơ quan", "Component sites by kind of agency");
    figures::table(report, caption, 30..60, writer);
    shared::sites_by_kind(report.portals.iter(), writer);
}

pub(super) fn integration(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    if report.portals.iter().all(|portal| portal.census.is_none()) {
        return;
    }
    writer.part(lang.of("Kết nối, tích hợp", "Connection and integration"), Breaks::No);
    writer.paragraph(shared::phrase("census_lead", lang));
    let caption = lang.of("Kết nối, tích hợp theo nhóm cơ quan", "Connection and integration by kind of agency");
    figures::table(report, caption, 60..80, writer);
    let grades = [
        Integration::Graded(Grade::Full),
        Integration::Graded(Grade::Substantial),
        Integration::Graded(Grade::Partial),
        Integration::Graded(Grade::Loose),
        Integration::NoSites,
        Integration::Undecided,
    ];
    let of_tier = |tier: Option<SurveyTier>| {
        let portals = report.portals.iter().filter(move |portal| is_of(portal, tier));
        portals.filter_map(|portal| Some(portal.census.as_ref()?.integration(portal.seen))).collect::<Vec<_>>()
    };
    let rows = TIERS.into_iter().filter_map(|tier| {
        let found = of_tier(tier);
        let name = text::survey_tier(tier.map_or(OTHER_TIERS, tier_word), lang)?;
        let counts = grades.iter().map(|grade| found.iter().filter(|one| *one == grade).count() as u32);
        let cells = counts.map(|number| Cell::from(text::count(number, lang)));
        (!found.is_empty()).then(|| Row::plain(std::iter::once(name.into()).chain(cells).collect()))
    });
    let mut columns = vec![words(lang.of("Nhóm cơ quan", "Kind of agency"), 5)];
    columns.extend(grades.iter().map(|grade| column(text::integration(*grade, lang), 2)));
    let caption = lang.of("Số cổng theo mức tích hợp", "Portals by grade of integration");
    writer.table(caption, columns, rows.collect(), None);
}

pub(super) fn interaction(report: &Report, writer: &mut Writer) {
    let lang = writer.lang;
    if report.metrics.iter().all(|metric| metric.order < 80) {
        return;
    }
    writer.part(lang.of("Tương tác, ngôn ngữ, mạng xã hội", "Interaction, languages, social networks"), Breaks::No);
    let caption = lang.of("Tương tác với tổ chức, cá nhân", "Interaction with the public");
    figures::table(report, caption, 80..90, writer);
    let caption = lang.of("Giao dịch trên kênh điện tử", "Dealings over electronic channels");
    figures::table(report, caption, 90..100, writer);
    let caption = lang.of("Ngôn ngữ và mạng xã hội", "Languages and social networks");
    figures::table(report, caption, 100..u32::MAX, writer);
}
