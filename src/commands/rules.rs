//! `d42 rules`: check, list and explain the rules, and print their JSON Schema.

use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use super::problems::ProblemsV1;
use super::{CommandError, explain};
use crate::cli::{Context, Exit, Format};
use crate::registry::Tier;
use crate::report::{self, Lang, Table};
use crate::rules::{self, FileKind, Observe, Profile, Requirement, RulePack};

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 rules check
  d42 rules list --profile in-force
  d42 rules explain open-data-portal
  d42 rules schema > requirement.schema.json")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Check all rule files: every mistake at once, exit code 3 if there is one
    #[command(after_help = "\
Examples:
  d42 rules check
  d42 rules check --rules ./rules --deny-warnings
  d42 rules check --format json")]
    Check {
        /// Exit code 1 if there are warnings
        #[arg(long)]
        deny_warnings: bool,
        /// Form of the result
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// List the requirements and the provisions they rest on
    #[command(after_help = "\
Examples:
  d42 rules list
  d42 rules list --profile in-force --lang en
  d42 rules list --format json")]
    List {
        /// Only requirements of this profile, with their bases in it
        #[arg(long, value_name = "PROFILE")]
        profile: Option<String>,
        /// Form of the result
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Say in words what a requirement asks for, how it is looked for, and on which legal ground
    #[command(after_help = "\
Examples:
  d42 rules explain org-structure-chart
  d42 rules explain open-data-portal --lang en")]
    Explain {
        /// Id of a requirement, as in `d42 rules list`
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Print the JSON Schema of the rule files
    #[command(after_help = "\
Examples:
  d42 rules schema > rules/requirement.schema.json
  d42 rules schema --kind profile > rules/profile.schema.json")]
    Schema {
        /// Which kind of file
        #[arg(long, value_enum, default_value_t = Kind::Requirement)]
        kind: Kind,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// rules/requirements/*.toml
    Requirement,
    /// rules/profiles/*.toml
    Profile,
}

/// Runs `rules`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    match &args.action {
        Action::Check { deny_warnings, format } => check(*format, *deny_warnings, context),
        Action::List { profile, format } => list(profile.as_deref(), *format, context),
        Action::Explain { id } => {
            let pack = load(context)?;
            let requirement = requirement(&pack, id)?;
            context.print(&explain::requirement(requirement, &pack.profiles, context.lang))?;
            Ok(Exit::Done)
        }
        Action::Schema { kind } => {
            let kind = match kind {
                Kind::Requirement => FileKind::Requirement,
                Kind::Profile => FileKind::Profile,
            };
            context.print(&rules::schema(kind))?;
            Ok(Exit::Done)
        }
    }
}

fn load(context: &Context) -> Result<RulePack, CommandError> {
    Ok(rules::load(context.rules_dir().as_deref())?)
}

/// The requirement named `id`, or the nearest name as help.
pub(crate) fn requirement<'p>(pack: &'p RulePack, id: &str) -> Result<&'p Requirement, CommandError> {
    pack.requirements.iter().find(|requirement| requirement.id.as_str() == id).ok_or_else(|| {
        let known = pack.requirements.iter().map(|requirement| requirement.id.as_str());
        CommandError::unknown(("yêu cầu", "requirement"), id, known, Some("d42 rules list"))
    })
}

/// The profile named `id`, or the nearest name as help.
pub(crate) fn profile<'p>(pack: &'p RulePack, id: &str) -> Result<&'p Profile, CommandError> {
    pack.profile(id).ok_or_else(|| {
        let known = pack.profiles.iter().map(|profile| profile.id.0.as_str());
        CommandError::unknown(("bộ căn cứ", "profile"), id, known, None)
    })
}

fn check(format: Format, deny_warnings: bool, context: &Context) -> Result<Exit, CommandError> {
    let checked = rules::check(context.rules_dir().as_deref())?;
    let problems = &checked.diagnostics;
    match format {
        Format::Json => context.print_json(&ProblemsV1::from(problems))?,
        Format::Text => context.show(problems),
    }
    let Some(pack) = checked.pack else { return Ok(Exit::InvalidInput) };
    if format == Format::Text {
        let (requirements, profiles) = (pack.requirements.len(), pack.profiles.len());
        let verdict = match (context.lang, problems.warnings()) {
            (Lang::Vi, 0) => "không có lỗi".to_owned(),
            (Lang::En, 0) => "no problems".to_owned(),
            (Lang::Vi, warnings) => format!("{warnings} cảnh báo"),
            (Lang::En, warnings) => format!("{warnings} warning{}", if warnings == 1 { "" } else { "s" }),
        };
        context.print(&match context.lang {
            Lang::Vi => format!("{requirements} yêu cầu, {profiles} bộ căn cứ: {verdict}\n"),
            Lang::En => format!("{requirements} requirements, {profiles} profiles: {verdict}\n"),
        })?;
    }
    Ok(if deny_warnings && problems.warnings() > 0 { Exit::Findings } else { Exit::Done })
}

fn list(profile_id: Option<&str>, format: Format, context: &Context) -> Result<Exit, CommandError> {
    let pack = load(context)?;
    let chosen = profile_id.or(context.settings.profile.as_deref()).map(|id| profile(&pack, id)).transpose()?;
    let rows: Vec<RequirementV1<'_>> = pack
        .requirements
        .iter()
        .map(|requirement| RequirementV1::new(requirement, chosen))
        .filter(|row| chosen.is_none() || !row.bases.is_empty())
        .collect();
    if format == Format::Json {
        let list = ListV1 { version: 1, digest: &pack.digest, profile: profile_id, requirements: rows };
        context.print_json(&list)?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(match context.lang {
        Lang::Vi => ["mã", "tên", "quan sát", "áp dụng cho", "căn cứ"],
        Lang::En => ["id", "title", "observed", "binds", "bases"],
    });
    for row in &rows {
        let title = match context.lang {
            Lang::Vi => row.title_vi,
            Lang::En => row.title_en,
        };
        let tiers: Vec<&str> = row.of.tiers.iter().map(|tier| report::tier(Some(*tier), context.lang)).collect();
        table.row([
            row.id.to_owned(),
            title.to_owned(),
            observed(row.of.observe, context.lang).to_owned(),
            tiers.join("; "),
            row.bases.join("; "),
        ]);
    }
    context.print(&table.render())?;
    context.note(&match context.lang {
        Lang::Vi => format!("{} yêu cầu", rows.len()),
        Lang::En => report::counted(rows.len() as u32, "requirement", "requirements"),
    });
    Ok(Exit::Done)
}

/// Where a requirement shows, in a word.
fn observed(how: Observe, lang: Lang) -> &'static str {
    match (how, lang) {
        (Observe::Page, Lang::Vi) => "trang mục",
        (Observe::Page, Lang::En) => "page",
        (Observe::Site, Lang::Vi) => "toàn cổng",
        (Observe::Site, Lang::En) => "site",
        (Observe::Person, Lang::Vi) => "người rà soát",
        (Observe::Person, Lang::En) => "person",
    }
}

/// The rules as JSON, version 1.
#[derive(Serialize)]
struct ListV1<'p> {
    version: u32,
    digest: &'p str,
    profile: Option<&'p str>,
    requirements: Vec<RequirementV1<'p>>,
}

#[derive(Serialize)]
struct RequirementV1<'p> {
    #[serde(skip)]
    of: &'p Requirement,
    id: &'p str,
    title_vi: &'p str,
    title_en: &'p str,
    observe: &'static str,
    weight: u32,
    full_information: bool,
    tiers: Vec<&'static str>,
    bases: Vec<String>,
}

impl<'p> RequirementV1<'p> {
    fn new(requirement: &'p Requirement, profile: Option<&'p Profile>) -> Self {
        let counts = |instrument: &String| profile.is_none_or(|profile| profile.instruments.contains(instrument));
        Self {
            of: requirement,
            id: requirement.id.as_str(),
            title_vi: &requirement.title.vi,
            title_en: &requirement.title.en,
            observe: match requirement.observe {
                Observe::Page => "page",
                Observe::Site => "site",
                Observe::Person => "person",
            },
            weight: requirement.weight,
            full_information: profile.is_some_and(|profile| profile.full_information.contains(&requirement.id)),
            tiers: requirement.tiers.iter().map(|tier| Tier::name(*tier)).collect(),
            bases: requirement.bases.iter().filter(|basis| counts(&basis.instrument)).map(explain::provision).collect(),
        }
    }
}
