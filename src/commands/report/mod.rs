//! `d42 report`: writes the report of a run again, from its archived pages: in another form, language or place.

mod files;
mod form;
mod target;

use std::path::{Path, PathBuf};

use super::{CommandError, again, judge, output, vietnamese, waivers};
use crate::{
    accuracy::v1,
    audit,
    cli::{Context, Exit},
    clock,
    diagnostic::Diagnostics,
    inputs::{Declared, Obstacles},
    report::{Before, Report, RunFacts, document::Letterhead},
    review::Rulings,
    rules,
    snapshot::SavedRun,
};

pub(super) use files::{Made, Sink, files};
pub(super) use form::Plan;
use form::{Form, Kind};
use target::Target;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 report runs/2026-11-23
  d42 report runs/2026-11-23 --lang en --out report.en.html
  d42 report runs/2026-11-23 --format csv --out tables/
  d42 report runs/2026-11-23 --format json --out - | jq .survey
  d42 report runs/2026-11-23 --accuracy accuracy.json
  d42 report runs/2026-11-23 --declared answers.csv --obstacles obstacles.csv
  d42 report runs/2026-11-23 --kind conference --before runs/2025-11-20
  d42 report runs/2026-11-23 --kind dossier --portal an-giang --format html
  d42 report runs/2026-11-23 --kind workbook
  d42 report runs/2026-11-23 --kind data --lang en --out open-data/

Findings that the run keeps are used if they are of this program, these rules and this profile; otherwise the archived \
pages are judged again: the same run and the same rules give the same bytes. `csv` is \
two files, findings.csv and portals.csv; `all` is these, report.json and report.html. A kind is written in all its forms \
unless one is named; `data` goes to the folder `data` of the run. The settings `superior`, \
`issuer`, `place` and `objection` fill in the head and the last part of documents.")]
pub struct Args {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    run: PathBuf,

    /// For whom: what is handed on, instead of the report for the screen
    #[arg(long, value_enum)]
    kind: Option<Kind>,

    /// Whom a dossier or an inspection is about
    #[arg(long, value_name = "ID")]
    portal: Option<String>,

    /// In which form [default: html; of a kind, all its forms]
    #[arg(long, value_enum)]
    format: Option<Form>,

    /// File or folder to write to; `-` for stdout [default: the run's own folder]
    #[arg(short, long, alias = "output", value_name = "PATH")]
    out: Option<PathBuf>,

    /// By which law: decree-42 or in-force [default: the profile the run was made with]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Measurement of how far the verdicts can be trusted, from `d42 accuracy --format json`; shown in the document
    #[arg(long, value_name = "FILE")]
    accuracy: Option<PathBuf>,

    /// What agencies declare (CSV: portal, requirement, answer, note), held against what was seen
    #[arg(long, value_name = "FILE")]
    declared: Option<PathBuf>,

    /// Obstacles and recommendations of agencies (CSV: agency, text, kind, level)
    #[arg(long, value_name = "FILE")]
    obstacles: Option<PathBuf>,

    /// Folder of an earlier run with its report.json, to set the survey's figures beside
    #[arg(long, value_name = "RUN")]
    before: Option<PathBuf>,
}

/// Runs `report`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let settings = &context.settings;
    let letterhead = Letterhead {
        superior: settings.superior.clone(),
        issuer: settings.issuer.clone(),
        place: settings.place.clone(),
        objection: settings.objection.clone(),
    };
    let plan = form::plan(args.kind, args.format, args.portal.as_deref(), letterhead)?;
    let target = Target::new(args, &plan)?;
    let measured = args.accuracy.as_deref().map(measurement).transpose()?;
    let _lock = output::claim(&args.run, target.path(), context)?;
    let (report, exit) = of_run(&args.run, args.profile.as_deref(), context)?;
    context.show(report.problems());
    let report = match measured {
        Some(measured) => report.with_accuracy(measured),
        None => report,
    };
    let report = with_inputs(report, args, context)?;
    let report = match args.before.as_deref().map(before).transpose()? {
        Some(before) if before.is_simulated() != report.is_simulated() => return Err(of_two_worlds()),
        Some(before) => report.with_before(before),
        None => report,
    };
    target.write(&files(&report, &plan, context.lang), context)?;
    Ok(exit)
}

/// The report of a run by the rules at hand, from the findings that it keeps or else from its archived pages, with what
/// people decided; and how the command ends.
pub(super) fn of_run(folder: &Path, profile: Option<&str>, context: &Context) -> Result<(Report, Exit), CommandError> {
    of_portals(&SavedRun::open_still(folder)?, None, profile, context)
}

/// As [`of_run`], of the portal with the id `only` alone if one is given.
pub(super) fn of_portals(
    run: &SavedRun,
    only: Option<&str>,
    profile: Option<&str>,
    context: &Context,
) -> Result<(Report, Exit), CommandError> {
    let rules = rules::load(context.rules_dir().as_deref())?;
    let (manifest, mut portals) = (run.manifest(), run.portals()?);
    if let Some(id) = only {
        let Some(portal) = portals.iter().find(|portal| portal.id.as_str() == id).cloned() else {
            let known = portals.iter().map(|portal| portal.id.as_str());
            return Err(CommandError::unknown(("cổng", "portal"), id, known, None));
        };
        portals = vec![portal];
    }
    let judge = judge::judge(&rules, profile.or(Some(&manifest.profile)))?;
    let rulings = Rulings::new(audit::decisions(run)?, waivers::read(context, &rules, &portals)?);
    let outcomes = again::kept_or_judged(&judge, run, &rules.digest, context)?;
    let exit = outcomes.exit();
    let facts = RunFacts { rules_digest: rules.digest.clone(), ..audit::facts_of(run)? };
    let day = clock::date_in_vietnam(manifest.started);
    Ok((audit::assemble(&judge, &rules, &portals, outcomes.by_portal, facts, day, &rulings), exit))
}

/// With what the analyst brought. Tables with a mistake are refused as a whole.
fn with_inputs(mut report: Report, args: &Args, context: &Context) -> Result<Report, CommandError> {
    let portals: Vec<_> = report.registered().cloned().collect();
    let mut problems = Diagnostics::new();
    let read = |path: &Path| std::fs::read(path).map_err(|error| CommandError::reading(path, &error));
    if let Some(path) = &args.declared {
        let known = report.requirement_ids().cloned().collect();
        let answers = Declared::read(&path.display().to_string(), &read(path)?, &portals, &known, &mut problems);
        report = report.with_declared(&answers);
    }
    if let Some(path) = &args.obstacles {
        let all = Obstacles::read(&path.display().to_string(), &read(path)?, &portals, &mut problems);
        report = report.with_obstacles(all);
    }
    if problems.errors() > 0 {
        return Err(CommandError::Invalid(Box::new(problems)));
    }
    context.show(&problems);
    Ok(report)
}

/// The survey of an earlier run.
fn before(run: &Path) -> Result<Before, CommandError> {
    let path = if run.is_dir() { run.join("report.json") } else { run.to_owned() };
    let text = std::fs::read_to_string(&path).map_err(|error| CommandError::reading(&path, &error))?;
    Before::read(&text).map_err(|error| {
        let path = path.display();
        let vi = format!("{path} không phải báo cáo của d42: {}", vietnamese::of_json(&error));
        CommandError::new(Exit::InvalidInput, vi, format!("{path} is no report of d42: {error}"))
            .help("lập bằng `d42 report RUN --format json`", "make it with `d42 report RUN --format json`")
    })
}

fn of_two_worlds() -> CommandError {
    let vi = "một trong hai đợt là dữ liệu mô phỏng: không so sánh được với đợt thật";
    CommandError::new(Exit::InvalidInput, vi, "one of the two runs is simulated and cannot be held against a real one")
}

/// What `d42 accuracy` measured.
fn measurement(path: &Path) -> Result<v1::Accuracy, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|error| CommandError::reading(path, &error))?;
    v1::Accuracy::read(&text).map_err(|error| {
        let path = path.display();
        let vi = format!("{path} không phải kết quả đo độ chính xác: {}", vietnamese::of_json(&error));
        CommandError::new(Exit::InvalidInput, vi, format!("{path} is not a measurement of accuracy: {error}"))
            .help("lập bằng `d42 accuracy --format json`", "make it with `d42 accuracy --format json`")
    })
}

pub(super) fn making(error: impl std::fmt::Display) -> CommandError {
    let vi = format!("không lập được báo cáo: {error}");
    CommandError::new(Exit::Io, vi, format!("cannot make the report: {error}"))
}
