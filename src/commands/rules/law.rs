//! `d42 rules law`: from each article of the law to the requirements that rest on it, their rules, their fixtures, and
//! the figure of the report in which they count.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;
use serde::Serialize;

use super::super::CommandError;
use crate::cli::{Context, Exit};
use crate::clock;
use crate::report::{Lang, Table};
use crate::rules::{self, Article, Basis, Force, Measure, Metric, Observe, Profile, Requirement, RulePack};

/// Arguments of `rules law`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// By which law: the instruments of this profile, and the figures under it
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Only provisions that applied on this day; today where the profile goes by the day
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

/// Form of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// A table for spreadsheets
    Csv,
}

/// The profile that stands for the question where none is asked for.
const USUAL: &str = "decree-42";

/// Prints the table of one profile.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let pack = super::load(context)?;
    let dir = context.rules_dir();
    let chosen = args.profile.as_deref().or(context.settings.profile.as_deref()).unwrap_or(USUAL);
    let profile = super::profile(&pack, chosen)?;
    let articles = rules::law(dir.as_deref(), &pack)?;
    let day = args.on.or_else(|| profile.dated.then(|| clock::date_in_vietnam(clock::now())));
    let rows = rows(&pack, profile, &articles, day, &fixtures_beside(dir.as_deref()));
    match args.format {
        Form::Text => context.print(&text(&rows, context.lang))?,
        Form::Json => context.print_json(&LawV1 { version: 1, profile: chosen, on: day, rows: &rows })?,
        Form::Csv => context.print(&csv(&rows, context.lang)?)?,
    }
    Ok(Exit::Done)
}

/// Where fixtures stand: `fixtures/rules/` beside the folder of rules.
fn fixtures_beside(rules: Option<&Path>) -> PathBuf {
    let beside = rules.and_then(Path::parent).unwrap_or_else(|| Path::new(""));
    beside.join("fixtures/rules")
}

/// In which figure of the report a requirement counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Figure {
    /// Full information, and the score.
    FullInformation,
    /// The score.
    Score,
    /// A row of the survey, and the score where it is a duty.
    SurveyMetric,
    /// Listed beside the score.
    BesideScore,
}

impl Figure {
    fn of(requirement: &Requirement, profile: &Profile, basis: &Basis, metrics: &[Metric]) -> Self {
        if profile.full_information.contains(&requirement.id) {
            Self::FullInformation
        } else if counts_in(metrics, requirement) {
            Self::SurveyMetric
        } else if requirement.observe == Observe::Person || basis.force != Force::Mandatory {
            Self::BesideScore
        } else {
            Self::Score
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::FullInformation => ("đầy đủ thông tin, điểm", "full information, score"),
            Self::Score => ("điểm", "score"),
            Self::SurveyMetric => ("chỉ tiêu khảo sát", "survey metric"),
            Self::BesideScore => ("ngoài điểm", "beside the score"),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

/// Whether a figure of the survey counts findings on `requirement`, or the component sites that it asks for.
fn counts_in(metrics: &[Metric], requirement: &Requirement) -> bool {
    const SITES: &str = "component-pages";
    metrics.iter().any(|metric| match &metric.measure {
        Measure::Finding { requirement: counted, .. } => *counted == requirement.id,
        Measure::ComponentSites { .. } => requirement.id.as_str() == SITES,
        _ => false,
    })
}

/// One provision with one requirement, or an article with the reason why none rests on it.
#[derive(Debug, Serialize)]
struct Row {
    instrument: String,
    article: String,
    clause: String,
    point: String,
    /// How far the reading was verified.
    confidence: rules::Confidence,
    rule: Option<Rule>,
    /// Why there is no requirement.
    none: Option<rules::Bilingual>,
}

/// A requirement as its rule file has it.
#[derive(Debug, Serialize)]
struct Rule {
    requirement: String,
    file: String,
    observe: Observe,
    proofs: usize,
    /// `None` where no fixtures are at hand, so that nobody can tell.
    fixtures: Option<usize>,
    figure: Figure,
}

/// The provisions of `profile`, article by article; those of articles on the list come with the articles that have
/// none.
fn rows(pack: &RulePack, profile: &Profile, articles: &[Article], day: Option<Date>, fixtures: &Path) -> Vec<Row> {
    let applies = |basis: &Basis| profile.covers(basis) && day.is_none_or(|day| basis.holds_on(day));
    let mut rows: Vec<Row> = Vec::new();
    for requirement in &pack.requirements {
        let place = |basis: &Basis| [&basis.instrument, &basis.article, &basis.clause, &basis.point].map(String::clone);
        let mut told = BTreeSet::new();
        // A former duty that is kept as a benchmark has two bases in one article.
        for basis in requirement.bases.iter().filter(|basis| applies(basis) && told.insert(place(basis))) {
            rows.push(Row {
                instrument: basis.instrument.clone(),
                article: basis.article.clone(),
                clause: basis.clause.clone(),
                point: basis.point.clone(),
                confidence: basis.confidence,
                rule: Some(Rule {
                    requirement: requirement.id.to_string(),
                    file: format!("requirements/{}.toml", requirement.id),
                    observe: requirement.observe,
                    proofs: requirement.proofs.len(),
                    fixtures: fixtures.is_dir().then(|| files_in(&fixtures.join(requirement.id.as_str()))),
                    figure: Figure::of(requirement, profile, basis, &pack.metrics),
                }),
                none: None,
            });
        }
    }
    for article in articles.iter().filter(|article| profile.instruments.contains(&article.instrument)) {
        if let Some(reason) = &article.none {
            rows.push(Row {
                instrument: article.instrument.clone(),
                article: article.article.clone(),
                clause: String::new(),
                point: String::new(),
                confidence: article.confidence,
                rule: None,
                none: Some(reason.clone()),
            });
        }
    }
    let place = |row: &Row| {
        let instrument = profile.instruments.iter().position(|name| *name == row.instrument);
        let number = |text: &str| text.parse::<u32>().unwrap_or(0);
        let letter = rules::POINTS.iter().position(|letter| *letter == row.point);
        let id = row.rule.as_ref().map(|rule| rule.requirement.clone());
        (instrument, number(&row.article), number(&row.clause), letter, id)
    };
    rows.sort_by_cached_key(place);
    rows
}

/// How many files a folder holds; none if there is no such folder.
fn files_in(folder: &Path) -> usize {
    std::fs::read_dir(folder).map_or(0, |entries| entries.flatten().filter(|entry| entry.path().is_file()).count())
}

/// `khoản 1 điểm đ`, `(1)(đ)`.
fn within(row: &Row, lang: Lang) -> String {
    let parts: Vec<String> = [("khoản", &row.clause), ("điểm", &row.point)]
        .into_iter()
        .filter(|(_, number)| !number.is_empty())
        .map(|(word, number)| match lang {
            Lang::Vi => format!("{word} {number}"),
            Lang::En => format!("({number})"),
        })
        .collect();
    parts.join(if lang == Lang::Vi { " " } else { "" })
}

fn header(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::Vi => ["điều", "khoản, điểm", "tin cậy", "yêu cầu", "quy tắc", "trang mẫu", "con số trong báo cáo"],
        Lang::En => {
            ["article", "clause, point", "confidence", "requirement", "rule", "fixtures", "figure in the report"]
        }
    }
}

fn cells(row: &Row, lang: Lang) -> [String; 7] {
    let article = match (lang, row.article.is_empty()) {
        (_, true) => row.instrument.clone(),
        (Lang::Vi, false) => format!("{} Điều {}", row.instrument, row.article),
        (Lang::En, false) => format!("{} Art {}", row.instrument, row.article),
    };
    let confidence = format!("{:?}", row.confidence);
    let nothing = || "–".to_owned();
    let Some(rule) = &row.rule else {
        let reason = row.none.as_ref().map(|reason| lang.pick(reason).to_owned()).unwrap_or_default();
        return [article, String::new(), confidence, nothing(), nothing(), nothing(), reason];
    };
    let proofs = match lang {
        Lang::Vi => format!("{} cách chứng minh", rule.proofs),
        Lang::En => crate::report::counted(rule.proofs as u32, "proof", "proofs"),
    };
    [
        article,
        within(row, lang),
        confidence,
        rule.requirement.clone(),
        format!("{}, {proofs}", super::list::observed(rule.observe, lang)),
        rule.fixtures.map_or_else(nothing, |count| count.to_string()),
        rule.figure.word(lang).to_owned(),
    ]
}

fn text(rows: &[Row], lang: Lang) -> String {
    let mut table = Table::new(header(lang));
    for row in rows {
        table.row(cells(row, lang));
    }
    table.render()
}

fn csv(rows: &[Row], lang: Lang) -> Result<String, CommandError> {
    let broken = |error: std::io::Error| CommandError::stdout(&error);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let mut write = |cells: &[String]| writer.write_record(cells).map_err(|error| broken(error.into()));
    write(&header(lang).map(str::to_owned))?;
    for row in rows {
        write(&cells(row, lang))?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The table as JSON, version 1.
#[derive(Serialize)]
struct LawV1<'r> {
    version: u32,
    profile: &'r str,
    on: Option<Date>,
    rows: &'r [Row],
}
