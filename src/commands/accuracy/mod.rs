//! `d42 accuracy`: measures how far the verdicts can be trusted, against pages that people labelled or against what the
//! simulator planted. Asks nobody for anything.

mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use clap::ArgGroup;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::{CommandError, again, output::claim};
use crate::{
    accuracy::{self, Accuracy, Codes, HoldOut, Labels, OutcomeLabel, PageLabels, Parts, Seen, v1},
    audit::{self, SavedPage},
    cli::{Context, Exit, Format},
    clock,
    diagnostic::{Diagnostic, Diagnostics, did_you_mean, quoted},
    judge::Judge,
    registry::hexadecimal,
    rules::{self, Profile, RequirementId, RulePack},
    snapshot::SavedRun,
    text::{Bilingual, both},
};

/// Arguments of `accuracy`.
#[derive(Debug, clap::Args)]
#[command(
    group(ArgGroup::new("what").required(true).args(["pages", "run"])),
    after_help = "\
Examples:
  d42 accuracy --pages labelled-pages
  d42 accuracy --pages labelled-pages --labels second-reader.csv --disagreements
  d42 accuracy --pages labelled-pages --hold-out 3
  d42 accuracy --run runs/2026-11-23-demo --format json > accuracy.json
  d42 report runs/2026-11-23-demo --accuracy accuracy.json

Labels of pages have the columns file, labels_present, labels_content, labels_unsure; labels of a \
run have portal, requirement, outcome. `d42 demo` writes such labels, truth.csv, into its run. \
Figures count what the program says by itself: reviews and waivers have no part in them."
)]
pub struct Args {
    /// Folder of saved pages with a manifest.csv
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,

    /// Folder of a run
    #[arg(long, value_name = "RUN")]
    run: Option<PathBuf>,

    /// What is true [default: manifest.csv of the pages, truth.csv of the run]
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,

    /// Which requirements a label code speaks of [default: the table built in]
    #[arg(long, value_name = "FILE", conflicts_with = "run")]
    codes: Option<PathBuf>,

    /// Day on which saved pages count as seen [default: today]
    #[arg(long, value_name = "DATE", conflicts_with = "run")]
    on: Option<Date>,

    /// Measure as well what would be said without a part of every rule's labels, each of N parts once
    #[arg(long, value_name = "N", conflicts_with = "run", value_parser = clap::value_parser!(u32).range(1..=20))]
    hold_out: Option<u32>,

    /// Divides the labels for --hold-out
    #[arg(long, value_name = "N", default_value_t = 1, requires = "hold_out")]
    seed: u64,

    /// List every answer that differs from the labels, of pages with what led to it
    #[arg(long)]
    disagreements: bool,

    /// Exit with code 1 if a goal is missed
    #[arg(long)]
    deny_missed_goals: bool,

    /// Form of the result on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A measurement with what can be said about each disagreement.
struct Measured {
    result: v1::Accuracy,
    /// By page: requirement and line.
    explained: BTreeMap<String, Vec<String>>,
    codes: Codes,
    /// Whether some of the archive could not be read; that has been said.
    damaged: bool,
}

/// Runs `accuracy`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let rules = rules::load(context.rules_dir().as_deref())?;
    let measured = match (&args.pages, &args.run) {
        (Some(folder), _) => pages(args, folder, &rules)?,
        (None, Some(folder)) => {
            claim(folder, None, context)?;
            stored(args, folder, &rules, context)?
        }
        (None, None) => {
            return Err(CommandError::new(
                Exit::Usage,
                "chưa chỉ ra thư mục trang hay đợt kiểm tra",
                "neither a folder of pages nor a run is given",
            ));
        }
    };
    let result = &measured.result;
    match args.format {
        Format::Json => context.print_json(result)?,
        Format::Text => {
            context.print(&text::figures(result, context.lang))?;
            if args.disagreements {
                context.print(&text::disagreements(&measured, context.lang))?;
            }
        }
    }
    if measured.damaged {
        return Ok(Exit::InvalidInput);
    }
    let missed = result.goals.iter().any(|goal| !goal.met);
    Ok(if args.deny_missed_goals && missed { Exit::Findings } else { Exit::Done })
}

fn pages(args: &Args, folder: &Path, rules: &RulePack) -> Result<Measured, CommandError> {
    let path = args.labels.clone().unwrap_or_else(|| folder.join("manifest.csv"));
    let known: Vec<RequirementId> = rules.requirements.iter().map(|requirement| requirement.id.clone()).collect();
    let mut out = Diagnostics::new();
    let codes = match &args.codes {
        Some(path) => Codes::read(&path.display().to_string(), &bytes(path)?, &known, &mut out),
        None => Codes::built_in(&known, &mut out),
    };
    refuse(&out)?;
    let given = bytes(&path)?;
    let Some(Labels::Pages(labels)) = labels(&path, &given, &codes)? else {
        return Err(other_kind(
            &path,
            ("kết luận về cổng, không phải nhãn của trang", "outcomes of portals, not labels of pages"),
            ("đo bằng `--run RUN`", "measure with `--run RUN`"),
        ));
    };
    let manifest = audit::read_manifest(folder)?;
    let at = args.on.map_or_else(clock::now, clock::noon_in_vietnam);
    check_files(&path, &given, &labels, &manifest)?;
    let profile = every_law(rules)?;
    let judge = Judge::new(rules, &profile);
    let judged = audit::judge_saved(&judge, folder, &manifest, at)?;
    let measured = accuracy::of_pages(&codes, &labels, &seen(&judge, &judged));
    let of = v1::Of { kind: v1::Kind::Pages, day: clock::date_in_vietnam(at), ..of(folder, rules, &given, &measured) };
    let mut result = v1::Accuracy::new(of, &measured).entitled(&rules.requirements);
    if let Some(count) = args.hold_out {
        let parts = Parts { count, seed: args.seed };
        let held_out = HoldOut::measure(rules, &profile, parts, |judge| {
            let judged = audit::judge_saved(judge, folder, &manifest, at)?;
            Ok::<_, CommandError>(accuracy::of_pages(&codes, &labels, &seen(judge, &judged)))
        })?;
        result.hold_out = Some(v1::HoldOut::new(parts, &held_out));
    }
    let explained = judged.iter().flat_map(|portal| &portal.pages);
    let explained = explained.map(|(file, page)| (file.clone(), judge.explain_page(page))).collect();
    Ok(Measured { result, explained, codes, damaged: false })
}

/// What each page shows by itself.
fn seen(judge: &Judge, judged: &[audit::SavedPortal]) -> BTreeMap<String, Seen> {
    let observed = judged.iter().flat_map(|portal| &portal.pages);
    observed
        .map(|(file, page)| (file.clone(), Seen { shown: judge.shown(page), readable: page.is_readable() }))
        .collect()
}

fn stored(args: &Args, folder: &Path, rules: &RulePack, context: &Context) -> Result<Measured, CommandError> {
    let run = SavedRun::open_still(folder)?;
    let path = args.labels.clone().unwrap_or_else(|| folder.join("truth.csv"));
    let given = bytes(&path)?;
    let Some(Labels::Outcomes(labels)) = labels(&path, &given, &Codes::default())? else {
        return Err(other_kind(
            &path,
            ("nhãn của trang, không phải kết luận về cổng", "labels of pages, not outcomes of portals"),
            ("đo bằng `--pages DIR`", "measure with `--pages DIR`"),
        ));
    };
    let judge = super::judge::judge(rules, Some(&run.manifest().profile))?;
    let judged: BTreeSet<&str> = judge.requirements().iter().map(|requirement| requirement.id.as_str()).collect();
    check_names(&path, &given, &labels, &run, rules)?;
    let labels: Vec<OutcomeLabel> =
        labels.into_iter().filter(|label| judged.contains(label.requirement.as_str())).collect();
    let outcomes = again::judged(None, &judge, &run, context)?;
    let damaged = outcomes.damaged;
    let measured = accuracy::of_outcomes(&labels, outcomes.by_portal.values().flat_map(|outcome| &outcome.findings));
    let of = v1::Of {
        kind: v1::Kind::Run,
        name: run.manifest().id.clone(),
        simulated: run.manifest().simulated,
        day: clock::date_in_vietnam(run.manifest().started),
        ..of(folder, rules, &given, &measured)
    };
    let result = v1::Accuracy::new(of, &measured).entitled(&rules.requirements);
    Ok(Measured { result, explained: BTreeMap::new(), codes: Codes::default(), damaged })
}

fn of(folder: &Path, rules: &RulePack, labels: &[u8], measured: &Accuracy) -> v1::Of {
    v1::Of {
        program: audit::PROGRAM.to_owned(),
        kind: v1::Kind::Pages,
        name: folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        simulated: false,
        rules_digest: rules.digest.clone(),
        labels_digest: hexadecimal(&Sha256::digest(labels)),
        day: Date::ZERO,
        places: measured.places,
        unsure: measured.unsure,
    }
}

/// A profile in which every requirement has a basis: labels know nothing of the law.
fn every_law(rules: &RulePack) -> Result<Profile, CommandError> {
    let mut wide = super::rules::profile(rules, "decree-42")?.clone();
    wide.instruments = rules.requirements.iter().flat_map(|r| r.bases.iter().map(|b| b.instrument.clone())).collect();
    wide.dated = false;
    wide.article_named = false;
    Ok(wide)
}

fn bytes(path: &Path) -> Result<Vec<u8>, CommandError> {
    std::fs::read(path).map_err(|error| CommandError::reading(path, &error))
}

fn labels(path: &Path, given: &[u8], codes: &Codes) -> Result<Option<Labels>, CommandError> {
    let mut out = Diagnostics::new();
    let labels = Labels::read(&path.display().to_string(), given, codes, &mut out);
    refuse(&out)?;
    Ok(labels)
}

fn refuse(out: &Diagnostics) -> Result<(), CommandError> {
    if out.errors() > 0 { Err(CommandError::Invalid(Box::new(out.clone()))) } else { Ok(()) }
}

fn other_kind(path: &Path, has: (&str, &str), help: (&str, &str)) -> CommandError {
    let path = path.display();
    CommandError::new(Exit::InvalidInput, format!("{path} ghi {}", has.0), format!("{path} holds {}", has.1))
        .help(help.0, help.1)
}

/// Every labelled page must be among the saved ones.
fn check_files(path: &Path, given: &[u8], labels: &[PageLabels], pages: &[SavedPage]) -> Result<(), CommandError> {
    let known: BTreeSet<&str> = pages.iter().map(|page| page.file.as_str()).collect();
    let mut out = named(path, given);
    for label in labels.iter().filter(|label| !known.contains(label.file.as_str())) {
        let message = both!("manifest.csv không có trang {}", "the manifest has no page {}", quoted(&label.file));
        out.1.push(place(&out.0, given, "no-such-page", message, &label.file));
    }
    refuse(&out.1)
}

/// Every label must be about a portal of the run and a requirement of the rules.
fn check_names(
    path: &Path,
    given: &[u8],
    labels: &[OutcomeLabel],
    run: &SavedRun,
    rules: &RulePack,
) -> Result<(), CommandError> {
    let portals = run.portals()?;
    let portals: BTreeSet<&str> = portals.iter().map(|portal| portal.id.as_str()).collect();
    let requirements: BTreeSet<&str> = rules.requirements.iter().map(|r| r.id.as_str()).collect();
    let (file, mut out) = named(path, given);
    let mut said = BTreeSet::new();
    let pairs = labels.iter().flat_map(|label| {
        [
            (("unknown-portal", "cổng", "portal"), label.portal.as_str(), &portals),
            (("unknown-requirement", "yêu cầu", "requirement"), label.requirement.as_str(), &requirements),
        ]
    });
    for (what, name, known) in pairs.filter(|(_, name, known)| !known.contains(name)) {
        if !said.insert(name) {
            continue;
        }
        let (code, vi, en) = what;
        let said = both!("không có {vi} {}", "there is no {en} {}", quoted(name));
        out.push(place(&file, given, code, said, name).label(did_you_mean(name, known.iter().copied())));
    }
    refuse(&out)
}

fn named(path: &Path, given: &[u8]) -> (String, Diagnostics) {
    let file = path.display().to_string();
    let mut out = Diagnostics::new();
    // Only to show lines of it: what is wrong with the text itself has been said.
    let text = String::from_utf8_lossy(given.strip_prefix(b"\xef\xbb\xbf").unwrap_or(given)).into_owned();
    out.source(file.clone(), text);
    (file, out)
}

/// A problem with `name`, shown where the file names it first.
fn place(file: &str, given: &[u8], code: &'static str, message: Bilingual, name: &str) -> Diagnostic {
    let text = String::from_utf8_lossy(given.strip_prefix(b"\xef\xbb\xbf").unwrap_or(given)).into_owned();
    let found = Diagnostic::error(code, file, message);
    match text.find(name) {
        Some(at) => found.at(at..at + name.len()),
        None => found,
    }
}
