//! `d42 audit`: visits the portals of a cohort, judges what they publish, and writes the report.
//! `d42 crawl`: the first half alone.

use std::path::{Path, PathBuf};

use super::{
    CommandError,
    drive::{self, Crawled},
    judge::{deliver, judge},
    since, waivers,
};
use crate::{
    audit::{BrowserChoice, RunOptions, Session},
    cli::{Context, Exit, Format},
    clock,
    fetch::Network,
    judge::Outcome,
    registry::{self, Portal, QuietHours, QuietHoursError, Registry},
    report::{Lang, Origin, Report, counted},
    rules,
    snapshot::{Run, Settings},
};

/// Arguments of `audit`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 audit --contact mailto:audit@example.vn
  d42 audit --cohort 2026 --profile in-force --contact https://example.vn/audit
  d42 audit --portal ha-noi --portal hue --rate 0.5 --contact mailto:audit@example.vn
  d42 audit --quiet-hours 07:00-18:00 --contact mailto:audit@example.vn
  d42 audit --since runs/2026-11-23-2024 --contact mailto:audit@example.vn

Every request carries the contact address, so that an administrator can ask or complain. A run that was stopped goes \
on with `d42 resume RUN`.")]
pub struct Args {
    #[command(flatten)]
    crawl: CrawlArgs,

    /// Form of the result on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Exit with code 1 if more findings than this are `failed`
    #[arg(long, value_name = "N")]
    max_failed: Option<usize>,
}

/// Arguments of `crawl`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 crawl --contact mailto:audit@example.vn --out runs/night
  d42 judge runs/night
  d42 crawl --since runs/night --contact mailto:audit@example.vn --out runs/next

Only visits and archives; `d42 judge RUN` makes the findings from the archive.")]
pub struct OnlyCrawl {
    #[command(flatten)]
    crawl: CrawlArgs,
}

/// Which portals, and how they are visited.
#[derive(Debug, clap::Args)]
pub(super) struct CrawlArgs {
    /// 2024 (the 89 portals of the survey), 2026 (today's 56) or a CSV file [default: 2024]
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    /// Only this portal; may be given several times
    #[arg(long = "portal", value_name = "ID")]
    portals: Vec<String>,

    /// By which law: decree-42 or in-force [default: decree-42]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// Address that visited agencies can turn to (https://… or mailto:…); needed, here or in the settings
    #[arg(long, value_name = "ADDRESS", env = "D42_CONTACT")]
    contact: Option<String>,

    /// Ask again only for what has changed since this run, whose content is taken up
    #[arg(long, value_name = "RUN")]
    since: Option<PathBuf>,

    /// Folder of the run [default: runs/DATE-COHORT]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Requests per second to one host, at most [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    rate: Option<f64>,

    /// Connections to one host at a time, at most [default: 2]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=8))]
    connections: Option<u32>,

    /// No requests in these hours of Viet Nam, such as 07:00-18:00; the crawl pauses and goes on by itself
    #[arg(long, value_name = "FROM-TO", value_parser = quiet_hours)]
    quiet_hours: Option<QuietHours>,

    /// Pages per portal, at most [default: 600]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_pages: Option<u32>,

    /// Clicks from the start page, at most [default: 8]
    #[arg(long, value_name = "N")]
    max_depth: Option<u8>,

    /// Minutes per portal, at most [default: 45]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_minutes: Option<u32>,

    /// Portals visited at the same time, at most; each host has its own pace however many there are [default: 128]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20_000))]
    at_once: Option<u32>,

    /// Minutes after which what failed is asked for once more with larger limits [default: 10]
    #[arg(long, value_name = "MINUTES")]
    again_after: Option<u32>,

    /// Minutes to wait when our own connection is lost; then the run stops, to be resumed [default: 720]
    #[arg(long, value_name = "MINUTES")]
    patience: Option<u32>,

    /// Files per portal (PDF, Word, Excel …), at most; 0 for none [default: 40]
    #[arg(long, value_name = "N")]
    max_files: Option<u32>,

    /// What runs scripts of pages that are empty without: auto (an installed Chromium), never, or a program [default: auto]
    #[arg(long, value_name = "PATH")]
    browser: Option<BrowserChoice>,
}

/// Runs `audit`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let (mut session, portals, options) = begin(&args.crawl, context)?;
    let fetch = drive::client(&options.contact, Network::Internet, session.portals())?;
    match drive::crawl(&mut session, portals, fetch, &options, 0, context)? {
        Crawled::Interrupted => drive::interrupted(session, context),
        Crawled::Whole => {
            let folder = session.folder().to_owned();
            let (report, _lock) = session.conclude()?;
            let exit = deliver(&report, Some(&folder), args.format, context)?;
            Ok(if exit == Exit::Done && beyond(&report, args.max_failed) { Exit::Findings } else { exit })
        }
    }
}

/// Runs `crawl`.
pub fn run_crawl(args: &OnlyCrawl, context: &Context) -> Result<Exit, CommandError> {
    let (mut session, portals, options) = begin(&args.crawl, context)?;
    let fetch = drive::client(&options.contact, Network::Internet, session.portals())?;
    match drive::crawl(&mut session, portals, fetch, &options, 0, context)? {
        Crawled::Interrupted => drive::interrupted(session, context),
        Crawled::Whole => {
            let folder = session.folder().to_owned();
            drop(session.conclude()?);
            context.print(&format!("{}\n", folder.display()))?;
            Ok(Exit::Done)
        }
    }
}

/// Whether more findings are `failed` than the user allows.
pub(super) fn beyond(report: &Report, most: Option<usize>) -> bool {
    most.is_some_and(|most| report.outcomes().filter(|outcome| *outcome == Outcome::Failed).count() > most)
}

/// Checks everything that can be wrong before anything is asked or written, then makes the run folder.
fn begin(args: &CrawlArgs, context: &Context) -> Result<(Session, usize, RunOptions), CommandError> {
    let settings = &context.settings;
    let rules = rules::load(context.rules_dir().as_deref())?;
    let judge = judge(&rules, args.profile.as_deref().or(settings.profile.as_deref()))?;
    let cohort = super::portals::cohort(args.cohort.as_deref(), context);
    let mut registry = registry::load(&cohort, context.rules_dir().as_deref())?;
    select(&mut registry, &args.portals)?;
    let options = options(args, context)?;
    let earlier = since::open(args.since.as_deref(), &registry, &rules.digest, Origin::Crawled, context)?;
    // Before the folder is made, so that a wrong address leaves nothing behind.
    drive::client(&options.contact, Network::Internet, &registry.portals)?;
    let started = clock::now();
    let folder = args
        .out
        .clone()
        .unwrap_or_else(|| vacant_run(context, &format!("{}-{}", clock::date_in_vietnam(started), registry.cohort)));
    let manifest = Settings {
        rules_digest: rules.digest.clone(),
        profile: judge.profile().id.0.clone(),
        options: options.to_map(),
        seed: 0,
        simulated: false,
        started,
        since: earlier.as_ref().map(|earlier| earlier.since.clone()),
    };
    // Before the folder is made, too.
    let waivers = waivers::read(context, &rules, &registry.portals)?;
    let run = Run::create(&folder, manifest, &registry)?;
    if let Some(earlier) = earlier {
        run.recorder().follow(earlier.run);
    }
    let portals: Vec<Portal> = registry.portals;
    let count = portals.len();
    context.note(&match context.lang {
        Lang::Vi => format!("{count} cổng, kết quả trong {}", folder.display()),
        Lang::En => format!("{}, results in {}", counted(count as u32, "portal", "portals"), folder.display()),
    });
    Ok((Session::new(run, portals, rules, judge).with_waivers(waivers).with_reader(context.reader()), count, options))
}

fn quiet_hours(text: &str) -> Result<QuietHours, QuietHoursError> {
    text.parse()
}

/// The address that visited agencies can turn to, as given or from the settings.
pub(super) fn contact(given: Option<&String>, context: &Context) -> Result<String, CommandError> {
    let Some(contact) = given.or(context.settings.contact.as_ref()) else {
        return Err(CommandError::new(Exit::Usage, "chưa có địa chỉ liên hệ", "no contact address is given").help(
            "cơ quan được truy cập phải có nơi để liên hệ: cho `--contact https://…` hoặc `--contact mailto:…`, hoặc \
             `contact = \"…\"` trong tệp cấu hình",
            "visited agencies must be able to turn to somebody: give `--contact https://…` or `--contact mailto:…`, \
             or `contact = \"…\"` in the settings file",
        ));
    };
    Ok(contact.clone())
}

fn options(args: &CrawlArgs, context: &Context) -> Result<RunOptions, CommandError> {
    let settings = &context.settings;
    let contact = contact(args.contact.as_ref(), context)?;
    let mut options = RunOptions::new(contact);
    options.portals.clone_from(&args.portals);
    if let Some(rate) = args.rate.or(settings.rate) {
        if !(rate > 0.0 && rate.is_finite()) {
            return Err(CommandError::new(Exit::Usage, "`--rate` phải lớn hơn 0", "`--rate` must be more than 0"));
        }
        options.rate = rate;
    }
    let set = |value: &mut u32, given: Option<u32>| *value = given.unwrap_or(*value);
    set(&mut options.connections, args.connections.or(settings.connections));
    set(&mut options.max_pages, args.max_pages.or(settings.max_pages));
    set(&mut options.max_minutes, args.max_minutes.or(settings.max_minutes));
    set(&mut options.max_files, args.max_files.or(settings.max_files));
    set(&mut options.at_once, args.at_once);
    options.quiet_hours = args.quiet_hours.map(|hours| hours.to_string()).or_else(|| settings.quiet_hours.clone());
    options.again_after = args.again_after.or(options.again_after);
    set(&mut options.offline_minutes, args.patience);
    if let Some(browser) = args.browser.clone().or_else(|| settings.browser.clone().map(BrowserChoice::from)) {
        options.browser = browser;
    }
    options.max_depth = args.max_depth.unwrap_or(options.max_depth);
    Ok(options)
}

/// Keeps the portals that are named; all if none is.
pub(super) fn select(registry: &mut Registry, wanted: &[String]) -> Result<(), CommandError> {
    for id in wanted {
        if !registry.portals.iter().any(|portal| portal.id.as_str() == id) {
            let known = registry.portals.iter().map(|portal| portal.id.as_str());
            return Err(CommandError::unknown(("cổng", "portal"), id, known, Some("d42 portals list")));
        }
    }
    if !wanted.is_empty() {
        registry.portals.retain(|portal| wanted.iter().any(|id| id == portal.id.as_str()));
    }
    Ok(())
}

/// A folder for a new run called `name`, where the settings keep runs.
pub(super) fn vacant_run(context: &Context, name: &str) -> PathBuf {
    let runs = context.settings.out.clone().unwrap_or_else(|| PathBuf::from("runs"));
    vacant(&runs, name)
}

/// The first of `name`, `name-2`, `name-3` … below `runs` that does not exist.
fn vacant(runs: &Path, name: &str) -> PathBuf {
    let first = runs.join(name);
    if !first.exists() {
        return first;
    }
    let numbered = |number: u32| runs.join(format!("{name}-{number}"));
    (2..10_000).map(numbered).find(|path| !path.exists()).unwrap_or(first)
}
