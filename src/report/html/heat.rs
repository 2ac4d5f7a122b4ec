//! What is missing, as a heat table: requirements by tier.

use serde::Serialize;

use crate::{
    judge::Outcome,
    registry::{SurveyTier, Tier},
    report::{Lang, Report, svg::heat_level, tally::Tally, text},
    rules::Requirement,
    score::{OTHER_TIERS, tier_word},
};

#[derive(Serialize)]
pub(super) struct Heat {
    /// In full, and short enough for a phone.
    tiers: Vec<(&'static str, &'static str)>,
    /// Duties of the set of full information first, then the others.
    groups: Vec<Group>,
    note: Option<&'static str>,
}

/// Whose findings a column counts.
#[derive(Clone, Copy)]
enum Column {
    /// Portals of this column of the survey; `None`: of no surveyed tier.
    Tier(Option<SurveyTier>),
    All,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    cells: Vec<Option<Cell>>,
}

#[derive(Serialize)]
struct Cell {
    /// Whether any portal of the tier could be seen.
    any_seen: bool,
    level: u32,
    lacking: String,
    seen: String,
    undecided: Option<String>,
    said: String,
}

impl Heat {
    pub(super) fn new(report: &Report, lang: Lang) -> Self {
        let tiers: Vec<Column> =
            [Some(SurveyTier::Ministry), Some(SurveyTier::Agency), Some(SurveyTier::Province), None]
                .into_iter()
                .filter(|tier| report.portals.iter().any(|p| p.portal.tier.and_then(Tier::survey) == *tier))
                .map(Column::Tier)
                .chain([Column::All])
                .collect();
        let group = |title: &'static str, full: bool| {
            let mut rows: Vec<(u32, Row)> = report
                .requirements
                .iter()
                .filter(|requirement| report.in_full_information(&requirement.id) == full)
                .filter(|requirement| report.plants(&requirement.id))
                .map(|requirement| row(report, requirement, &tiers, lang))
                .collect();
            // Stable: rows that are missed equally often stay in the order of the articles.
            rows.sort_by_key(|(lacking, _)| std::cmp::Reverse(*lacking));
            Group { title, rows: rows.into_iter().map(|(_, row)| row).collect() }
        };
        let groups = [
            group(lang.of("Tính vào mức đầy đủ thông tin", "Counted for full information"), true),
            group(lang.of("Yêu cầu khác", "Other requirements"), false),
        ];
        Self {
            tiers: tiers
                .iter()
                .map(|column| match column {
                    Column::Tier(tier) => tier.map_or(OTHER_TIERS, tier_word),
                    Column::All => "all",
                })
                .filter_map(|word| Some((text::survey_tier(word, lang)?, text::survey_tier_short(word, lang)?)))
                .collect(),
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            note: report.assumes_the_eighteen().then(|| text::eighteen(lang)),
        }
    }
}

fn row(report: &Report, requirement: &Requirement, tiers: &[Column], lang: Lang) -> (u32, Row) {
    let tallies: Vec<Tally> = tiers.iter().map(|tier| tally(report, requirement, *tier)).collect();
    let lacking = tallies.last().map_or(0, Tally::lacking);
    let row = Row {
        id: requirement.id.to_string(),
        title: lang.pick(&requirement.title).to_owned(),
        cells: tallies.iter().map(|tally| cell(*tally, lang)).collect(),
    };
    (lacking, row)
}

fn tally(report: &Report, requirement: &Requirement, column: Column) -> Tally {
    Tally::of(report, requirement, |portal| match column {
        Column::Tier(tier) => portal.portal.tier.and_then(Tier::survey) == tier,
        Column::All => true,
    })
}

fn cell(tally: Tally, lang: Lang) -> Option<Cell> {
    let (lacking, seen) = (tally.lacking(), tally.seen());
    if seen + tally.undecided == 0 {
        return None;
    }
    let number = |value: u32| text::count(value, lang);
    let level = heat_level(lacking, seen);
    Some(Cell {
        any_seen: seen > 0,
        level,
        lacking: number(lacking),
        seen: number(seen),
        undecided: (tally.undecided > 0).then(|| number(tally.undecided)),
        said: format!(
            "{} {}, {} {}, {} {}, {} {}",
            text::outcome(Outcome::Failed, lang),
            number(tally.failed),
            text::outcome(Outcome::Partial, lang).to_lowercase(),
            number(tally.partial),
            text::outcome(Outcome::Passed, lang).to_lowercase(),
            number(tally.passed),
            lang.of("chưa xác định", "undecided"),
            number(tally.undecided),
        ),
    })
}
