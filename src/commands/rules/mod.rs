//! `d42 rules`: check, list and explain the rules, and print their JSON Schema.

mod check;
mod ci;
mod diff;
mod found;
mod law;
mod list;
mod mutate;
mod test;
mod v1;

use clap::{Subcommand, ValueEnum};

use super::{CommandError, problems::ProblemsV1};
use crate::cli::{CiFormat, Context, Exit, Format};
use crate::rules::{self, FileKind, Profile, Requirement, RulePack};

/// Arguments of `rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 rules check
  d42 rules list --profile in-force
  d42 rules law --profile in-force
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
  d42 rules check --format json
  d42 rules check --format github")]
    Check {
        /// Exit code 1 if there are warnings
        #[arg(long)]
        deny_warnings: bool,
        /// Form of the result
        #[arg(long, value_enum, default_value_t = CiFormat::Text)]
        format: CiFormat,
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
    /// Trace each article of the law to requirements, rules, fixtures and figures; exit code 3 if one has none
    #[command(after_help = "\
Examples:
  d42 rules law
  d42 rules law --profile in-force --on 2026-11-22 --lang en
  d42 rules law --format csv > law.csv")]
    Law(law::Args),
    /// Say in words what a requirement asks for and, with a run, what was found and turned down on a portal
    #[command(after_help = "\
Examples:
  d42 rules explain org-structure-chart
  d42 rules explain open-data-portal --lang en
  d42 rules explain agency-contact --portal bo-mau-01 --run runs/2026-11-23")]
    Explain(found::Args),
    /// Try the rules on fixture pages: what they miss, where they are noisy, which have no fixtures
    #[command(after_help = "\
Examples:
  d42 rules test
  d42 rules test agency-contact org-structure-chart --lang en
  d42 rules test --rules ./rules --fixtures ./fixtures --format junit > rules-test.xml
  d42 rules test --uncovered

A fixture is judged like a real page, on a tiny portal whose menu announces it. Its name says what must come of it: \
pass*, variant*, partial*, empty*, look-alike*. Exit code 1 if a rule misses one, is noisy, or lacks fixtures.")]
    Test(test::Args),
    /// Damage and disguise the fixture pages: which rules still pass, which break
    #[command(after_help = "\
Examples:
  d42 rules mutate
  d42 rules mutate org-structure-chart --lang en
  d42 rules mutate --least 95 --format sarif > mutants.sarif

A page without its headings, tables or announcement must not pass; the same page in another Unicode form, in capitals \
or without marks must. Exit code 1 if less than --least percent of the mutants are treated so.")]
    Mutate(mutate::Args),
    /// Judge stored runs with two rule sets: which outcomes change, and by how many points
    #[command(after_help = "\
Examples:
  d42 rules diff rules-main rules --run runs/2026-11-23
  d42 rules diff rules-main rules --run runs/2026-06-01 runs/2026-11-23 --fail-over 20
  d42 rules diff rules-main rules --pages saved-pages --format github

Nothing is written; the runs keep their own findings.")]
    Diff(diff::Args),
    /// Print the JSON Schema of the rule files, or of a result written as JSON
    #[command(after_help = "\
Examples:
  d42 rules schema > rules/requirement.schema.json
  d42 rules schema --kind profile > rules/profile.schema.json
  d42 rules schema --kind test-result")]
    Schema {
        /// Which kind of file or result
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
    /// rules/survey/*.toml
    Metric,
    /// What `rules check --format json` writes
    CheckResult,
    /// What `rules test --format json` writes
    TestResult,
    /// What `rules mutate --format json` writes
    MutateResult,
    /// What `rules diff --format json` writes
    DiffResult,
}

/// Runs `rules`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    match &args.action {
        Action::Check { deny_warnings, format } => check::run(*format, *deny_warnings, context),
        Action::List { profile, format } => list::run(profile.as_deref(), *format, context),
        Action::Law(args) => law::run(args, context),
        Action::Explain(args) => found::run(args, context),
        Action::Diff(args) => diff::run(args, context),
        Action::Mutate(args) => mutate::run(args, context),
        Action::Test(args) => test::run(args, context),
        Action::Schema { kind } => {
            context.print(&match kind {
                Kind::Requirement => rules::schema(FileKind::Requirement),
                Kind::Profile => rules::schema(FileKind::Profile),
                Kind::Metric => rules::schema(FileKind::Metric),
                Kind::CheckResult => v1::schema::<ProblemsV1<'static>>(),
                Kind::TestResult => v1::schema::<v1::TestV1<'static>>(),
                Kind::MutateResult => v1::schema::<v1::MutateV1<'static>>(),
                Kind::DiffResult => v1::schema::<v1::DiffV1<'static>>(),
            })?;
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
