//! `d42 compare`: two runs, and what changed between them because of the portals and because of the rules. Asks nobody for
//! anything.

use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

use serde::Serialize;

use super::{CommandError, again, judge};
use crate::{
    cli::{Context, Exit, args::Format},
    comparison::{Cause, Course, Pair, Square, Turn, course, pairs},
    judge::Outcome,
    registry::{Portal, PortalId, Tier},
    report::{Lang, full_information_word, outcome_word, tier},
    rules::{self, RulePack},
    score::FullInformation,
    snapshot::SavedRun,
    workbench::Side,
};

/// Arguments of `compare`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 compare runs/2025-11-20-2024 runs/2026-11-23-2026
  d42 compare runs/2025-11-20-2024 runs/2026-11-23-2026 --rules-before rules-2025/
  d42 compare runs/2025-11-20-2024 runs/2026-11-23-2026 --format json | jq '.portals[] | {later, by_portal, by_rules}'

Both runs are judged with both rule sets, so that a change of the rules is not taken for one of a portal. Agencies that were \
merged are paired by the column `predecessors` of the later registry. Without `--rules-before` both runs are judged with the \
same rules, and every change is the portal's.")]
pub struct Args {
    /// Folder of the earlier run
    #[arg(value_name = "EARLIER")]
    earlier: PathBuf,

    /// Folder of the later run
    #[arg(value_name = "LATER")]
    later: PathBuf,

    /// Folder with the rules as they were at the earlier run [default: the rules of today]
    #[arg(long, value_name = "DIR")]
    rules_before: Option<PathBuf>,

    /// By which law: decree-42 or in-force [default: the profile of the later run]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A run by one of the rule sets.
type Sides = BTreeMap<PortalId, Side>;

/// A tier, or all of them: portals with full information and portals counted, in either run.
type Full = (Option<Tier>, [(u32, u32); 2]);

/// Everything that was found.
struct Comparison {
    runs: [String; 2],
    rules: [String; 2],
    profile: String,
    courses: Vec<(Pair, Course)>,
    gone: Vec<PortalId>,
    new: Vec<PortalId>,
    /// Portals with full information and portals counted, earlier and later.
    full: Vec<Full>,
}

/// Runs `compare`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let today = rules::load(context.rules_dir().as_deref())?;
    let before = args.rules_before.as_deref().map(|folder| rules::load(Some(folder))).transpose()?;
    let (earlier, later) = (SavedRun::open_still(&args.earlier)?, SavedRun::open_still(&args.later)?);
    let profile = args.profile.clone().unwrap_or_else(|| later.manifest().profile.clone());
    if before.is_none() && earlier.manifest().rules_digest != today.digest {
        let folder = args.earlier.display();
        context.note(&match context.lang {
            Lang::Vi => format!(
                "{folder} được thực hiện theo bộ quy tắc khác: cả hai đợt được đánh giá theo quy tắc hiện tại; chỉ ra quy tắc cũ \
                 bằng `--rules-before` để tách riêng thay đổi do quy tắc"
            ),
            Lang::En => format!(
                "{folder} was made by other rules: both runs are judged by those of today; name the former with \
                 `--rules-before` to see what the rules changed"
            ),
        });
    }
    let mut damaged = false;
    let mut sides = |run: &SavedRun, pack: &RulePack| -> Result<Sides, CommandError> {
        let judge = judge::judge(pack, Some(&profile))?;
        let outcomes = again::judged(None, &judge, run, context)?;
        damaged |= outcomes.damaged;
        Ok(again::sides(&judge, outcomes.by_portal, run.manifest().started))
    };
    let later_by_today = sides(&later, &today)?;
    let earlier_by_today = sides(&earlier, &today)?;
    let by_before = match &before {
        Some(pack) => Some((sides(&earlier, pack)?, sides(&later, pack)?)),
        None => None,
    };
    let (earlier_by_before, later_by_before) =
        by_before.as_ref().map_or((&earlier_by_today, &later_by_today), |(earlier, later)| (earlier, later));

    let (portals_before, portals_after) = (earlier.portals()?, later.portals()?);
    let found = pairs(&portals_before, &portals_after);
    let mut courses = Vec::new();
    for pair in found.pairs {
        let all = (
            earlier_by_before.get(&pair.earlier),
            earlier_by_today.get(&pair.earlier),
            later_by_before.get(&pair.later),
            later_by_today.get(&pair.later),
        );
        let (Some(earlier), Some(earlier_by_later), Some(later_by_earlier), Some(later)) = all else { continue };
        courses.push((pair, course(Square { earlier, earlier_by_later, later_by_earlier, later })));
    }
    let comparison = Comparison {
        runs: [earlier.manifest().id.clone(), later.manifest().id.clone()],
        rules: [before.as_ref().unwrap_or(&today).digest.clone(), today.digest.clone()],
        profile,
        courses,
        gone: found.gone,
        new: found.new,
        full: full([(&portals_before, earlier_by_before), (&portals_after, &later_by_today)]),
    };
    match args.format {
        Format::Text => context.print(&text(&comparison, context.lang))?,
        Format::Json => context.print_json(&ComparisonV1::of(&comparison))?,
    }
    Ok(if damaged { Exit::InvalidInput } else { Exit::Done })
}

/// Full information by tier, and of all, in either run.
fn full(runs: [(&Vec<Portal>, &Sides); 2]) -> Vec<Full> {
    let count = |(portals, sides): (&Vec<Portal>, &Sides), wanted: Option<Tier>| {
        let of_tier = portals.iter().filter(|portal| wanted.is_none() || portal.tier == wanted);
        let full = of_tier.filter_map(|portal| Some(sides.get(&portal.id)?.score.full_information));
        full.filter(|full| *full != FullInformation::LeftOut)
            .fold((0, 0), |(yes, all), full| (yes + u32::from(full == FullInformation::Yes), all + 1))
    };
    let tiers = Tier::ALL.into_iter().map(Some).chain([None]);
    let rows = tiers.map(|tier| (tier, runs.map(|run| count(run, tier))));
    rows.filter(|(_, [earlier, later])| earlier.1 + later.1 > 0).collect()
}

fn points(hundredths: i32) -> String {
    format!("{:+.1}", f64::from(hundredths) / 100.0)
}

fn cause(cause: Cause, lang: Lang) -> &'static str {
    match cause {
        Cause::Portal => lang.of("do cổng", "portal"),
        Cause::Rules => lang.of("do quy tắc", "rules"),
        Cause::Both => lang.of("do cả hai", "both"),
    }
}

fn said(outcome: Option<Outcome>, lang: Lang) -> &'static str {
    outcome.map_or(lang.of("không có quy tắc", "no such rule"), |outcome| outcome_word(outcome, lang))
}

fn text(found: &Comparison, lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(out, "{} → {}", found.runs[0], found.runs[1]);
    let _ = writeln!(out, "\n{}", lang.of("Thông tin đầy đủ", "Full information"));
    for (kind, [(yes, all), (yes_now, all_now)]) in &found.full {
        let name = kind.map_or(lang.of("tất cả", "all"), |kind| tier(Some(kind), lang));
        let _ = writeln!(out, "  {name}: {yes}/{all} → {yes_now}/{all_now}");
    }
    for (pair, course) in &found.courses {
        if course.turns.is_empty() && course.score[0] == course.score[1] {
            continue;
        }
        let name = if pair.earlier == pair.later {
            pair.later.to_string()
        } else {
            format!("{} → {}", pair.earlier, pair.later)
        };
        let (before, after) = (again::interval(course.score[0]), again::interval(course.score[1]));
        let (portal, rules) = (points(course.by_portal), points(course.by_rules));
        let _ = match lang {
            Lang::Vi => writeln!(out, "\n{name}: điểm {before} → {after} (do cổng {portal}, do quy tắc {rules})"),
            Lang::En => writeln!(out, "\n{name}: score {before} → {after} (portal {portal}, rules {rules})"),
        };
        if course.full[0] != course.full[1] {
            let [before, after] = course.full.map(|full| full_information_word(full, lang));
            let _ = writeln!(out, "  {}: {before} → {after}", lang.of("thông tin đầy đủ", "full information"));
        }
        for Turn { requirement, before, after, cause: why } in &course.turns {
            let (before, after) = (said(*before, lang), said(*after, lang));
            let _ = writeln!(out, "  {requirement}: {before} → {after} ({})", cause(*why, lang));
        }
    }
    for (ids, vi, en) in [
        (&found.gone, "không còn trong đợt sau", "not in the later run"),
        (&found.new, "mới có trong đợt sau", "only in the later run"),
    ] {
        if !ids.is_empty() {
            let ids: Vec<_> = ids.iter().map(PortalId::as_str).collect();
            let _ = writeln!(out, "\n{}: {}", lang.of(vi, en), ids.join(", "));
        }
    }
    let turned = |wanted: Cause| {
        found.courses.iter().flat_map(|(_, course)| &course.turns).filter(|turn| turn.cause == wanted).count()
    };
    let (portal, rules, both) = (turned(Cause::Portal), turned(Cause::Rules), turned(Cause::Both));
    let _ = match lang {
        Lang::Vi => writeln!(out, "\nkết luận thay đổi: {portal} do cổng, {rules} do quy tắc, {both} do cả hai"),
        Lang::En => writeln!(out, "\noutcomes changed: {portal} by portals, {rules} by rules, {both} by both"),
    };
    out
}

/// Version 1 of what `compare --format json` prints.
#[derive(Serialize)]
struct ComparisonV1<'c> {
    version: u32,
    earlier: RunV1<'c>,
    later: RunV1<'c>,
    profile: &'c str,
    full_information: Vec<FullV1>,
    portals: Vec<CourseV1<'c>>,
    gone: &'c [PortalId],
    new: &'c [PortalId],
}

#[derive(Serialize)]
struct RunV1<'c> {
    run: &'c str,
    rules_digest: &'c str,
}

#[derive(Serialize)]
struct FullV1 {
    tier: &'static str,
    earlier: CountV1,
    later: CountV1,
}

#[derive(Serialize)]
struct CountV1 {
    value: u32,
    denominator: u32,
}

#[derive(Serialize)]
struct CourseV1<'c> {
    earlier: &'c PortalId,
    later: &'c PortalId,
    merged: bool,
    /// Low bound, middle, high bound, in hundredths of a point.
    score: [[u32; 3]; 2],
    by_portal: i32,
    by_rules: i32,
    turns: Vec<TurnV1<'c>>,
}

#[derive(Serialize)]
struct TurnV1<'c> {
    requirement: &'c str,
    before: Option<&'static str>,
    after: Option<&'static str>,
    cause: &'static str,
}

impl<'c> ComparisonV1<'c> {
    fn of(found: &'c Comparison) -> Self {
        let run = |at: usize| RunV1 { run: &found.runs[at], rules_digest: &found.rules[at] };
        let count = |(value, denominator): (u32, u32)| CountV1 { value, denominator };
        let full = |(tier, [earlier, later]): &Full| FullV1 {
            tier: tier.map_or("all", Tier::name),
            earlier: count(*earlier),
            later: count(*later),
        };
        let turn = |turn: &'c Turn| TurnV1 {
            requirement: turn.requirement.as_str(),
            before: turn.before.map(Outcome::word),
            after: turn.after.map(Outcome::word),
            cause: turn.cause.word(),
        };
        let portal = |(pair, course): &'c (Pair, Course)| CourseV1 {
            earlier: &pair.earlier,
            later: &pair.later,
            merged: pair.merged,
            score: course.score,
            by_portal: course.by_portal,
            by_rules: course.by_rules,
            turns: course.turns.iter().map(turn).collect(),
        };
        Self {
            version: 1,
            earlier: run(0),
            later: run(1),
            profile: &found.profile,
            full_information: found.full.iter().map(full).collect(),
            portals: found.courses.iter().map(portal).collect(),
            gone: &found.gone,
            new: &found.new,
        }
    }
}
