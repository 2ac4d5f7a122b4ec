//! `d42 rules diff`: stored runs judged with two rule sets, and what changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::super::{CommandError, again, judge};
use super::{ci, v1::DiffV1};
use crate::audit;
use crate::cli::{CiFormat, Context, Exit};
use crate::clock;
use crate::diagnostic::Severity;
use crate::judge::{Outcome, Reason};
use crate::registry::PortalId;
use crate::report::{Lang, ReasonCode, counted, outcome_word};
use crate::rules::{self, RulePack};
use crate::score::FullInformation;
use crate::snapshot::SavedRun;
use crate::workbench::{Case, Change, Effect, Problem, Sheet, Side, effect};
use jiff::civil::Date;

/// Arguments of `rules diff`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder with the rules as they are
    #[arg(value_name = "BASE")]
    base: PathBuf,

    /// Folder with the rules as they are proposed
    #[arg(value_name = "HEAD")]
    head: PathBuf,

    /// Folders of runs to judge with both
    #[arg(long = "run", value_name = "RUN", num_args = 1.., required_unless_present = "pages")]
    runs: Vec<PathBuf>,

    /// Folder of saved pages with a manifest.csv
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,

    /// Day on which saved pages count as seen [default: today]
    #[arg(long, value_name = "DATE", requires = "pages")]
    on: Option<Date>,

    /// By which law [default: the profile of each run; decree-42 for saved pages]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Exit code 1 if more than N outcomes change
    #[arg(long, value_name = "N")]
    fail_over: Option<usize>,

    /// Exit code 1 if the score of a portal, or a bound of it, moves by more than P points
    #[arg(long, value_name = "P")]
    fail_points: Option<f64>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = CiFormat::Text)]
    format: CiFormat,
}

/// What changes in one run.
pub(super) struct RunEffect {
    pub(super) run: String,
    pub(super) portals: usize,
    pub(super) effects: Vec<Effect>,
}

/// Runs `rules diff`.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let (base, head) = (rules::load(Some(&args.base))?, rules::load(Some(&args.head))?);
    let (mut found, mut damaged) = (Vec::new(), false);
    for folder in &args.runs {
        let run = SavedRun::open_still(folder)?;
        let profile = args.profile.clone().unwrap_or_else(|| run.manifest().profile.clone());
        let judges = (judge::judge(&base, Some(&profile))?, judge::judge(&head, Some(&profile))?);
        let before = again::judged(None, &judges.0, &run, context)?;
        let after = again::judged_silently(None, &judges.1, &run, context)?.outcomes;
        damaged |= before.damaged;
        let at = run.manifest().started;
        found.push(compared(
            folder,
            &again::sides(&judges.0, before.by_portal, at),
            &again::sides(&judges.1, after, at),
        ));
    }
    if let Some(folder) = &args.pages {
        let manifest = audit::read_manifest(folder)?;
        let at = args.on.map_or_else(clock::now, clock::noon_in_vietnam);
        let judged = |pack: &RulePack| -> Result<_, CommandError> {
            let judge = judge::judge(pack, args.profile.as_deref())?;
            let portals = audit::judge_saved(&judge, folder, &manifest, at)?;
            Ok(again::sides(&judge, portals.into_iter().map(|one| (one.portal.id, one.outcome)).collect(), at))
        };
        found.push(compared(folder, &judged(&base)?, &judged(&head)?));
    }
    let sheet = sheet(&found, &args.head, context.lang);
    match args.format {
        CiFormat::Text => context.print(&text(&found, context.lang))?,
        CiFormat::Json => context.print_json(&DiffV1::of(&found, &base, &head))?,
        other => ci::print(&sheet, other, context)?,
    }
    let moved = |points: f64| all(&found).any(|effect| f64::from(effect.points()) > points * 100.0);
    let beyond = args.fail_over.is_some_and(|most| turned(&found) > most) || args.fail_points.is_some_and(moved);
    Ok(match (damaged, beyond) {
        (true, _) => Exit::InvalidInput,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Done,
    })
}

fn compared(folder: &Path, base: &BTreeMap<PortalId, Side>, head: &BTreeMap<PortalId, Side>) -> RunEffect {
    RunEffect { run: folder.display().to_string(), portals: base.len(), effects: effect(base, head) }
}

fn all(found: &[RunEffect]) -> impl Iterator<Item = &Effect> {
    found.iter().flat_map(|run| &run.effects)
}

/// How many outcomes change.
pub(super) fn turned(found: &[RunEffect]) -> usize {
    all(found).flat_map(|effect| &effect.changes).filter(|change| change.turns()).count()
}

/// How many outcomes turn from which into which.
pub(super) fn totals(found: &[RunEffect]) -> BTreeMap<(Option<Outcome>, Option<Outcome>), usize> {
    let mut totals = BTreeMap::new();
    for change in all(found).flat_map(|effect| &effect.changes).filter(|change| change.turns()) {
        let outcome = |said: &Option<(Outcome, Reason)>| said.as_ref().map(|(outcome, _)| *outcome);
        *totals.entry((outcome(&change.before), outcome(&change.after))).or_default() += 1;
    }
    totals
}

/// `partial (empty)`, or that the rules have no such requirement.
fn said(said: Option<&(Outcome, Reason)>, lang: Lang) -> String {
    match said {
        Some((outcome, reason)) => {
            let proof = match reason {
                Reason::Proven { proof, .. } => format!(": {proof}"),
                _ => String::new(),
            };
            format!("{} ({}{proof})", outcome_word(*outcome, lang), ReasonCode::from(reason).as_str())
        }
        None => lang.of("không có quy tắc", "no such rule").to_owned(),
    }
}

fn line(change: &Change, lang: Lang) -> String {
    format!("{}: {} → {}", change.requirement, said(change.before.as_ref(), lang), said(change.after.as_ref(), lang))
}

fn sheet(found: &[RunEffect], head: &Path, lang: Lang) -> Sheet {
    let case = |effect: &Effect, change: &Change| Case {
        suite: effect.portal.to_string(),
        name: change.requirement.to_string(),
        file: format!("{}/requirements/{}.toml", head.display(), change.requirement),
        problem: Some(Problem {
            code: if change.turns() { "outcome-changed" } else { "reason-changed" },
            severity: Severity::Warning,
            message: format!("{}: {}", effect.portal, line(change, lang)),
            help: match lang {
                Lang::Vi => format!("điểm: {} → {}", again::interval(effect.before), again::interval(effect.after)),
                Lang::En => format!("score: {} → {}", again::interval(effect.before), again::interval(effect.after)),
            },
            line: None,
            column: None,
        }),
    };
    let cases = all(found).flat_map(|effect| effect.changes.iter().map(move |change| case(effect, change))).collect();
    Sheet { command: "d42 rules diff", cases }
}

fn text(found: &[RunEffect], lang: Lang) -> String {
    let mut text = String::new();
    for run in found {
        // Writing to a String cannot fail, here and below.
        let _ = match lang {
            Lang::Vi => writeln!(text, "{}: {} trên {} cổng thay đổi", run.run, run.effects.len(), run.portals),
            Lang::En => {
                let portals = counted(run.portals as u32, "portal", "portals");
                writeln!(text, "{}: changes on {} of {portals}", run.run, run.effects.len())
            }
        };
        for effect in &run.effects {
            let (before, after) = (again::interval(effect.before), again::interval(effect.after));
            let _ = match lang {
                Lang::Vi => writeln!(text, "\n{}: điểm {before} → {after}{}", effect.portal, full(effect, lang)),
                Lang::En => writeln!(text, "\n{}: score {before} → {after}{}", effect.portal, full(effect, lang)),
            };
            for change in &effect.changes {
                let _ = writeln!(text, "  {}", line(change, lang));
            }
        }
    }
    let (outcomes, changed) = (turned(found), all(found).count());
    let portals: usize = found.iter().map(|run| run.portals).sum();
    let _ = match lang {
        Lang::Vi => writeln!(text, "\n{outcomes} kết luận thay đổi, trên {changed} trong {portals} cổng"),
        Lang::En => writeln!(text, "\noutcomes changed: {outcomes}, on {changed} of {portals} portals"),
    };
    for ((before, after), count) in totals(found) {
        let word = |outcome: Option<Outcome>| match outcome {
            Some(outcome) => outcome_word(outcome, lang),
            None => lang.of("không có quy tắc", "no such rule"),
        };
        let _ = writeln!(text, "  {} → {}: {count}", word(before), word(after));
    }
    text
}

/// `; full information: no → yes`, where it changes.
fn full(effect: &Effect, lang: Lang) -> String {
    if effect.full[0] == effect.full[1] {
        return String::new();
    }
    let [before, after] = effect.full.map(|full| match full {
        FullInformation::Yes => lang.of("đầy đủ", "yes"),
        FullInformation::No => lang.of("chưa đầy đủ", "no"),
        FullInformation::Undecided => lang.of("chưa kết luận", "undecided"),
        FullInformation::LeftOut => lang.of("không tính", "left out"),
    });
    match lang {
        Lang::Vi => format!("; thông tin đầy đủ: {before} → {after}"),
        Lang::En => format!("; full information: {before} → {after}"),
    }
}
