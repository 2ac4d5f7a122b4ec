//! `d42 judge`: holds saved pages, or the pages of a finished run, against the rules. Asks nobody for anything.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use clap::ArgGroup;
use jiff::civil::Date;

use super::{
    CommandError, again,
    output::{claim, write_all},
    waivers,
};
use crate::{
    audit::{self, Kept, PortalOutcome},
    cli::{Context, Exit, Format},
    clock,
    judge::{Judge, Outcome},
    registry::{Portal, PortalId, hexadecimal},
    report::{self, Origin, Report, RunFacts},
    review::Rulings,
    rules::{self, RulePack},
    snapshot::{Run, SavedRun},
};

/// Arguments of `judge`.
#[derive(Debug, clap::Args)]
#[command(
    group(ArgGroup::new("what").required(true).args(["run", "pages"])),
    after_help = "\
Examples:
  d42 judge --pages saved-pages --out judged
  d42 judge --pages saved-pages --on 2026-06-01 --format json
  d42 judge runs/2026-11-23 --profile in-force

A folder of saved pages has a manifest.csv with the columns file, agency, tier, original_url. Pages of one agency are \
judged together; a tier that is not known means that every requirement applies."
)]
pub struct Args {
    /// Folder of a run whose archived pages are judged again
    #[arg(value_name = "RUN")]
    run: Option<PathBuf>,

    /// Folder of saved pages with a manifest.csv
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,

    /// By which law: decree-42 or in-force [default: decree-42; for a run, the profile it was made with]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Day on which saved pages count as seen [default: today]
    #[arg(long, value_name = "DATE", requires = "pages", conflicts_with = "run")]
    on: Option<Date>,

    /// Folder for report.json, report.html, findings.csv and portals.csv [default: the run's own folder]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Portals of a run judged side by side [default: one for each processor]
    #[arg(long, value_name = "N", requires = "run", conflicts_with = "pages")]
    threads: Option<NonZeroUsize>,

    /// Form of the result on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs `judge`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let rules = rules::load(context.rules_dir().as_deref())?;
    match (&args.run, &args.pages) {
        (Some(run), _) => stored(args, run, &rules, context),
        (None, Some(pages)) => saved(args, pages, &rules, context),
        (None, None) => Err(CommandError::new(
            Exit::Usage,
            "chưa chỉ ra đợt kiểm tra hay thư mục trang",
            "neither a run nor a folder of pages is given",
        )),
    }
}

fn saved(args: &Args, folder: &Path, rules: &RulePack, context: &Context) -> Result<Exit, CommandError> {
    let judge = judge(rules, args.profile.as_deref().or(context.settings.profile.as_deref()))?;
    let manifest = audit::read_manifest(folder)?;
    let at = match args.on {
        Some(day) => clock::noon_in_vietnam(day),
        None => clock::now(),
    };
    let judged = audit::judge_saved(&judge, folder, &manifest, at)?;
    let mut portals: Vec<Portal> = Vec::new();
    let mut outcomes: BTreeMap<PortalId, PortalOutcome> = BTreeMap::new();
    for one in judged {
        outcomes.insert(one.portal.id.clone(), one.outcome);
        portals.push(one.portal);
    }
    let rulings = Rulings::new([], waivers::read(context, rules, &portals)?);
    let facts = RunFacts {
        id: folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        program: audit::PROGRAM.to_owned(),
        origin: Origin::Saved,
        cohort: "manifest.csv".to_owned(),
        registry_digest: digest_of(&folder.join("manifest.csv"))?,
        rules_digest: rules.digest.clone(),
        started: at,
        finished: Some(at),
        unfinished: 0,
        since: None,
        planted: None,
    };
    let report = audit::assemble(&judge, rules, &portals, outcomes, facts, clock::date_in_vietnam(at), &rulings);
    deliver(&report, args.out.as_deref(), args.format, context)
}

fn stored(args: &Args, folder: &Path, rules: &RulePack, context: &Context) -> Result<Exit, CommandError> {
    // The run's own findings follow its latest judgement; elsewhere the run is only read.
    let held = match args.out.is_none().then(|| Run::open(folder)) {
        Some(Ok(run)) => Some(run),
        // A damaged archive can be judged as far as it can be read; nothing is written into it.
        Some(Err(error)) if error.damaged_file().is_some() => None,
        Some(Err(error)) => return Err(error.into()),
        None => None,
    };
    let out = args.out.clone().unwrap_or_else(|| folder.to_owned());
    let _lock = if held.is_none() { claim(folder, Some(&out), context)? } else { None };
    let run = SavedRun::open_still(folder)?;
    let manifest = run.manifest().clone();
    let judge = judge(rules, args.profile.as_deref().or(Some(&manifest.profile)))?;
    let portals = run.portals()?;
    let rulings = Rulings::new(audit::decisions(&run)?, waivers::read(context, rules, &portals)?);
    let outcomes = again::judged(args.threads, &judge, &run, context)?;
    let seen_whole = outcomes.exit();
    let outcomes = outcomes.by_portal;
    if let Some(held) = &held {
        let mut kept = Kept::of(&outcomes, &judge, &rules.digest).map_err(|error| {
            let vi = format!("không lưu được các kết luận; chi tiết: {error}");
            CommandError::new(Exit::Io, vi, format!("cannot keep the findings: {error}"))
        })?;
        if seen_whole != Exit::Done {
            // Once the archive is whole again, these are to be judged again.
            kept.judged.clear();
        }
        held.recorder().replace_findings(kept.findings, kept.judged)?;
    }
    let facts = RunFacts { rules_digest: rules.digest.clone(), ..audit::facts_of(&run)? };
    let day = clock::date_in_vietnam(manifest.started);
    let report = audit::assemble(&judge, rules, &portals, outcomes, facts, day, &rulings);
    drop(run);
    let exit = deliver(&report, Some(&out), args.format, context)?;
    if let Some(held) = held {
        held.close()?;
    }
    Ok(if seen_whole == Exit::Done { exit } else { seen_whole })
}

/// Prints the result and writes its files where a folder is given.
pub(super) fn deliver(
    report: &Report,
    out: Option<&Path>,
    format: Format,
    context: &Context,
) -> Result<Exit, CommandError> {
    context.show(report.problems());
    if let Some(folder) = out {
        for path in write_all(report, folder, context.lang)? {
            context.note(&path.display().to_string());
        }
    }
    match format {
        Format::Text => context.print(&report::summary::write(report, context.lang))?,
        Format::Json => {
            let text = report::json::write(report).map_err(super::report::making)?;
            context.print(&text)?;
        }
    }
    let seen = report
        .outcomes()
        .any(|outcome| !matches!(outcome, Outcome::CantTell | Outcome::Untested | Outcome::Inapplicable));
    Ok(if seen { Exit::Done } else { Exit::NothingSeen })
}

/// The rules under the profile that is asked for.
pub(super) fn judge(rules: &RulePack, profile: Option<&str>) -> Result<Judge, CommandError> {
    Ok(Judge::new(rules, super::rules::profile(rules, profile.unwrap_or("decree-42"))?))
}

fn digest_of(path: &Path) -> Result<String, CommandError> {
    use sha2::Digest as _;
    let bytes = std::fs::read(path).map_err(|error| CommandError::reading(path, &error))?;
    Ok(hexadecimal(&sha2::Sha256::digest(&bytes)))
}
