//! `d42 portals`: the list of portals, shown or checked. Visits nothing.

use std::fmt::Write as _;

use clap::Subcommand;
use serde::Serialize;

use super::CommandError;
use super::problems::ProblemsV1;
use crate::cli::{Context, Exit, Format};
use crate::registry::{self, Cohort, Portal, Registry, SurveyTier};
use crate::report::{self, Lang, Table};

/// Arguments of `portals`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 portals list
  d42 portals list --cohort 2026 --format json
  d42 portals check --cohort my-portals.csv")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the portals of a cohort
    #[command(after_help = "\
Examples:
  d42 portals list
  d42 portals list --cohort 2026 --lang en
  d42 portals list --cohort my-portals.csv --format json")]
    List(Which),
    /// Check a list of portals: every bad row at once, exit code 3 if there is one
    #[command(after_help = "\
Examples:
  d42 portals check --cohort my-portals.csv
  d42 portals check --cohort my-portals.csv --format json

A registry is a CSV file in UTF-8 whose first line names the columns.
  needed  id, tier, name_vi, url
  known   name_en, domains, code, languages, note, confidence, source, predecessors,
          merged_into, merged_since, interval_s, connections, quiet_hours, tls_exception,
          override_reason, robots_authorisation
Several values in a cell are separated by `;`.

A portal that is treated apart from the others says why; reports show it.
  interval_s            seconds between two requests to a host, such as 2.5
  connections           requests at once to a host, 1 to 8
  quiet_hours           no requests in these hours of Viet Nam, such as 07:00-18:00
  tls_exception         what may be wrong with its certificate: expired, wrong-name, self-signed,
                        missing-intermediate, unknown-issuer
  override_reason       why, needed with any of these four
  robots_authorisation  document and date that allow to set robots.txt aside, such as
                        `1234/VPCP-KSTT; 2026-10-12`")]
    Check(Which),
}

#[derive(Debug, clap::Args)]
struct Which {
    /// 2024 (the 89 portals of the survey), 2026 (today's 56) or a CSV file [default: 2024]
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs `portals`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    match &args.action {
        Action::List(which) => list(which, context),
        Action::Check(which) => check(which, context),
    }
}

/// The cohort meant by the command line, the settings or nobody.
pub(crate) fn cohort(option: Option<&str>, context: &Context) -> Cohort {
    Cohort::from(option.or(context.settings.cohort.as_deref()).unwrap_or("2024"))
}

fn load(which: &Which, context: &Context) -> Result<Registry, CommandError> {
    let cohort = cohort(which.cohort.as_deref(), context);
    Ok(registry::load(&cohort, context.rules_dir().as_deref())?)
}

fn list(which: &Which, context: &Context) -> Result<Exit, CommandError> {
    let registry = load(which, context)?;
    if which.format == Format::Json {
        context.print_json(&RegistryV1::from(&registry))?;
        return Ok(Exit::Done);
    }
    let mut table = Table::new(match context.lang {
        Lang::Vi => ["mã", "loại cơ quan", "tên", "địa chỉ", "ghi chú"],
        Lang::En => ["id", "kind of agency", "name", "address", "remark"],
    });
    let today = registry::agencies_of_today();
    for portal in &registry.portals {
        let remark = portal.merged.as_ref().map(|merger| {
            let known = registry.portals.iter().chain(&today).find(|agency| agency.id == merger.into);
            let into = known.map_or_else(|| merger.into.as_str(), |agency| name(agency, context.lang));
            let since = report::day(merger.since, context.lang);
            match context.lang {
                Lang::Vi => format!("sáp nhập vào {into} từ {since}"),
                Lang::En => format!("merged into {into} since {since}"),
            }
        });
        table.row([
            portal.id.to_string(),
            report::tier(portal.tier, context.lang).to_owned(),
            name(portal, context.lang).to_owned(),
            portal.url.to_string(),
            remark.into_iter().chain(report::manners(&portal.manners, context.lang)).collect::<Vec<_>>().join("; "),
        ]);
    }
    context.print(&table.render())?;
    context.note(&summary(&registry, context.lang));
    Ok(Exit::Done)
}

fn check(which: &Which, context: &Context) -> Result<Exit, CommandError> {
    match load(which, context) {
        Ok(registry) if which.format == Format::Json => {
            let none = crate::diagnostic::Diagnostics::new();
            context.print_json(&ProblemsV1::new(&none, context.lang))?;
            context.note(&summary(&registry, context.lang));
            Ok(Exit::Done)
        }
        Ok(registry) => {
            let verdict = match context.lang {
                Lang::Vi => "không có lỗi",
                Lang::En => "no problems",
            };
            context.print(&format!("{}: {verdict}\n", summary(&registry, context.lang)))?;
            Ok(Exit::Done)
        }
        Err(CommandError::Invalid(diagnostics)) if which.format == Format::Json => {
            context.print_json(&ProblemsV1::new(&diagnostics, context.lang))?;
            Ok(Exit::InvalidInput)
        }
        Err(error) => Err(error),
    }
}

/// The agency's name in `lang`, the Vietnamese one where no other is recorded.
fn name(portal: &Portal, lang: Lang) -> &str {
    if lang == Lang::En && !portal.name_en.is_empty() { &portal.name_en } else { &portal.name_vi }
}

fn tier(portal: &Portal) -> &'static str {
    portal.tier.map_or("", registry::Tier::name)
}

/// `2024: 89 portals (18 ministries and ministerial-level agencies, 8 …, 63 …)`.
fn summary(registry: &Registry, lang: Lang) -> String {
    let count = |tier| {
        registry.portals.iter().filter(|portal| portal.tier.and_then(registry::Tier::survey) == Some(tier)).count()
    };
    let named = [
        (SurveyTier::Ministry, "bộ, cơ quan ngang bộ", "ministries and ministerial-level agencies"),
        (SurveyTier::Agency, "cơ quan thuộc Chính phủ", "agencies under the Government"),
        (SurveyTier::Province, "tỉnh, thành phố", "provinces and cities"),
    ];
    let parts: Vec<String> = named
        .into_iter()
        .map(|(tier, vi, en)| (count(tier), lang_of(lang, vi, en)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let total = registry.portals.len();
    let mut text = match lang {
        Lang::Vi => format!("{}: {total} cổng", registry.cohort),
        Lang::En => format!("{}: {total} portal{}", registry.cohort, if total == 1 { "" } else { "s" }),
    };
    if !parts.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(text, " ({})", parts.join("; "));
    }
    text
}

fn lang_of<'t>(lang: Lang, vi: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// The list as JSON, version 1.
#[derive(Serialize)]
struct RegistryV1<'r> {
    version: u32,
    cohort: &'r str,
    digest: &'r str,
    portals: Vec<PortalV1<'r>>,
}

#[derive(Serialize)]
struct PortalV1<'r> {
    id: &'r str,
    tier: &'static str,
    name_vi: &'r str,
    name_en: &'r str,
    url: &'r str,
    domains: &'r [String],
    languages: &'r [String],
    note: &'r str,
    predecessors: Vec<&'r str>,
    merged_into: Option<&'r str>,
    merged_since: Option<String>,
    interval_s: Option<f64>,
    connections: Option<u32>,
    quiet_hours: Option<String>,
    tls_exception: Vec<&'static str>,
    override_reason: Option<&'r str>,
    robots_authorisation: Option<String>,
}

impl<'r> From<&'r Registry> for RegistryV1<'r> {
    fn from(registry: &'r Registry) -> Self {
        let portals = registry
            .portals
            .iter()
            .map(|portal| PortalV1 {
                id: portal.id.as_str(),
                tier: tier(portal),
                name_vi: &portal.name_vi,
                name_en: &portal.name_en,
                url: portal.url.as_str(),
                domains: &portal.domains,
                languages: &portal.languages,
                note: &portal.note,
                predecessors: portal.predecessors.iter().map(registry::PortalId::as_str).collect(),
                merged_into: portal.merged.as_ref().map(|merger| merger.into.as_str()),
                merged_since: portal.merged.as_ref().map(|merger| merger.since.to_string()),
                interval_s: portal.manners.interval.map(|interval| interval.as_secs_f64()),
                connections: portal.manners.connections,
                quiet_hours: portal.manners.quiet_hours.map(|hours| hours.to_string()),
                tls_exception: portal.manners.tls.iter().map(|problem| problem.word()).collect(),
                override_reason: Some(portal.manners.reason.as_str()).filter(|reason| !reason.is_empty()),
                robots_authorisation: portal.manners.robots.as_ref().map(ToString::to_string),
            })
            .collect();
        Self { version: 1, cohort: &registry.cohort, digest: &registry.digest, portals }
    }
}
