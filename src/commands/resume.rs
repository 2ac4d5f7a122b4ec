//! `d42 resume`: goes on with a run that was stopped, killed or cut off. What is archived already is not asked for again.

use std::{path::PathBuf, time::Instant};

use super::{
    CommandError,
    audit::beyond,
    demo::Web,
    drive::{self, Crawled},
    judge::{deliver, judge},
    since, vietnamese, waivers,
};
use crate::{
    audit::{BrowserChoice, RunOptions, Session},
    cli::{Context, Exit, Format},
    clock,
    fetch::Network,
    report::{Lang, counted},
    rules,
    snapshot::Run,
};

/// Arguments of `resume`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 resume runs/2026-11-23-2024
  d42 resume runs/2026-11-23-2024 --format json
  d42 resume runs/2026-11-23-2024 --repair

The options of the run are those it was begun with. A run that is complete is reported again; portals whose \
servers had failed for so long that they were left alone are tried once more.")]
pub struct Args {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    run: PathBuf,

    /// Ask again for what a damaged archive has lost
    #[arg(long)]
    repair: bool,

    /// What runs scripts of pages, if not as the run was begun: auto, never or a program
    #[arg(long, value_name = "PATH")]
    browser: Option<BrowserChoice>,

    /// Form of the result on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Exit with code 1 if more findings than this are `failed`
    #[arg(long, value_name = "N")]
    max_failed: Option<usize>,
}

/// Runs `resume`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let begin = Instant::now();
    let rules = rules::load(context.rules_dir().as_deref())?;
    let run = if args.repair { Run::repair(&args.run)? } else { Run::open(&args.run)? };
    let lost = run.recovery().dropped;
    if lost > 0 {
        context.note(&match context.lang {
            Lang::Vi => format!("kho lưu đã mất {lost} bản lưu: truy cập lại những địa chỉ đó"),
            Lang::En => {
                let captures = counted(lost, "capture that the archive has lost", "captures that the archive has lost");
                format!("asking again for {captures}")
            }
        });
    }
    let manifest = run.manifest().clone();
    if manifest.rules_digest != rules.digest {
        context.note(match context.lang {
            Lang::Vi => "bộ quy tắc đã thay đổi từ khi bắt đầu; kết luận theo bộ quy tắc hiện có",
            Lang::En => "the rules have changed since the run was begun; it is judged by the present ones",
        });
    }
    let mut options = RunOptions::from_map(&manifest.options).map_err(|error| {
        let run = args.run.display();
        CommandError::new(
            Exit::InvalidInput,
            format!("các tùy chọn trong {run}/run.json: {}", vietnamese::of_json(&error)),
            format!("the options in {run}/run.json: {error}"),
        )
        .help(
            "khôi phục run.json từ bản sao của đợt kiểm tra, hoặc bắt đầu đợt mới trong thư mục khác",
            "restore run.json from a copy of the run, or begin a new run in another folder",
        )
    })?;
    if let Some(browser) = &args.browser {
        options.browser = match (browser, &options.browser) {
            (BrowserChoice::Never, before) if *before != BrowserChoice::Never => BrowserChoice::Archived,
            (browser, _) => browser.clone(),
        };
    }
    let judge = judge(&rules, Some(&manifest.profile))?;
    if let Some(earlier) = since::again(&manifest, context) {
        run.recorder().follow(earlier);
    }
    let portals = run.saved()?.portals()?;
    let count = portals.len();
    let waivers = waivers::read(context, &rules, &portals)?;
    let mut session = Session::new(run, portals, rules, judge).with_waivers(waivers).with_reader(context.reader());
    // A simulated run goes on with the simulator of its day.
    let simulator = match &options.simulator {
        Some(web) => Some(super::demo::serve_again(web, clock::date_in_vietnam(manifest.started))?),
        None => None,
    };
    let network =
        simulator.as_ref().map_or(Network::Internet, |web| Network::Simulated(web.hosts.clone().into_iter().collect()));
    let fetch = drive::client(&options.contact, network, session.portals())?;
    match drive::crawl(&mut session, count, fetch, &options, manifest.seed, context)? {
        Crawled::Interrupted => drive::interrupted(session, context),
        Crawled::Whole => {
            // The web has been seen; what it holds makes room for the report.
            let plan = simulator.map(Web::leave);
            let eyes = super::demo::eyes(&session);
            let (report, _lock) = session.conclude()?;
            let exit = match plan {
                // A demo ends like a demo.
                Some(plan) => {
                    super::demo::deliver(&report, (&plan, eyes), &args.run, args.format, begin, context)?;
                    Exit::Done
                }
                None => deliver(&report, Some(&args.run), args.format, context)?,
            };
            Ok(if exit == Exit::Done && beyond(&report, args.max_failed) { Exit::Findings } else { exit })
        }
    }
}
