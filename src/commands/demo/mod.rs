//! `d42 demo`: the government web in a box, audited or only served. Nothing of it leaves the machine.

mod result;
mod serve;
mod served;
mod trial;

use std::{path::PathBuf, sync::Arc};

use clap::Subcommand;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CommandError, open_files};
use crate::audit::BrowserChoice;
use crate::cli::{Context, Exit, Format};
use crate::demo::{ARTICLES, Hazards, Plan, PlanOptions, Server, ServerOptions};
pub(super) use served::Web;
pub(super) use trial::{deliver, eyes};

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  d42 demo
  d42 demo --portals 20 --out trial --lang en
  d42 demo --components 5635 --format json
  d42 demo --since runs/2026-11-23-demo
  d42 demo serve --latency-ms 120 --rate 2

The agencies are invented. What is planted on their pages is known, so the result ends with how many outcomes were \
right."
)]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,

    #[command(flatten)]
    web: WebArgs,

    /// Audit the web that another process serves: what `d42 demo serve --format json` printed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["portals", "components", "articles", "no_hazards", "seed"])]
    served: Option<PathBuf>,

    /// Ask again only for what has changed since this run, whose content is taken up
    #[arg(long, value_name = "RUN")]
    since: Option<PathBuf>,

    /// What runs scripts of pages that are empty without: auto (an installed Chromium), never, or a program [default: never]
    #[arg(long, value_name = "PATH")]
    browser: Option<BrowserChoice>,

    /// Requests per second to one host, at most; 0 to wait for nobody's turn
    #[arg(long, value_name = "N", default_value_t = 0.0, value_parser = rate)]
    rate: f64,

    /// Portals visited at the same time, at most; each host has its own pace however many there are [default: 128]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20_000))]
    at_once: Option<u32>,

    /// Folder of the run [default: runs/DATE-demo]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Form of the result on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Serve the simulated web on loopback addresses until Ctrl-C
    Serve(serve::Args),
}

/// The web to simulate; stands in the manifest of a simulated run, so that it can be resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebArgs {
    /// How many portals; with more or fewer than 89 the tiers keep their proportions
    #[arg(long, value_name = "N", default_value_t = 89, value_parser = clap::value_parser!(u32).range(1..=6_000))]
    portals: u32,

    /// How many living component sites; the survey counted 5635. Raised to the few that the planted levels need
    #[arg(long, value_name = "N", default_value_t = 900, value_parser = clap::value_parser!(u32).range(0..=20_000))]
    components: u32,

    /// How many news articles on each portal
    #[arg(long, value_name = "N", default_value_t = ARTICLES, value_parser = clap::value_parser!(u16).range(20..=10_000))]
    #[serde(default = "usual_articles")]
    articles: u16,

    /// No portal is in trouble and no address goes on without end, so that every client can visit every page
    #[arg(long)]
    #[serde(default)]
    no_hazards: bool,

    /// The same seed gives the same web
    #[arg(long, value_name = "SEED", default_value_t = 42)]
    seed: u64,
}

impl WebArgs {
    /// The plan of this web as of `today`.
    fn plan(self, today: Date) -> Arc<Plan> {
        let Self { seed, portals, components, articles, no_hazards } = self;
        let hazards = if no_hazards { Hazards::LeftOut } else { Hazards::Planted };
        Arc::new(Plan::new(PlanOptions { seed, portals, components, articles, hazards, today }))
    }
}

/// For runs from before the number could be chosen.
fn usual_articles() -> u16 {
    ARTICLES
}

fn rate(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|error: std::num::ParseFloatError| error.to_string())?;
    if number >= 0.0 && number.is_finite() { Ok(number) } else { Err("0, 0.5, 2 …".to_owned()) }
}

/// Runs `demo`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    match &args.action {
        Some(Action::Serve(args)) => serve::run(args, context),
        None => trial::run(args, context),
    }
}

/// Starts the simulator.
fn start(plan: &Arc<Plan>, options: ServerOptions) -> Result<Server, CommandError> {
    open_files::raise();
    Server::start(Arc::clone(plan), options).map_err(|error| {
        let vi = format!("không mở được cổng trên địa chỉ nội máy: {error}");
        CommandError::new(Exit::Io, vi, format!("cannot listen on loopback addresses: {error}")).help(
            "tăng giới hạn số tệp mở (ulimit -n) hoặc mô phỏng ít cổng hơn bằng --portals",
            "raise the limit of open files (ulimit -n) or simulate fewer portals with --portals",
        )
    })
}

/// Serves the web of a simulated run again, so that it can go on.
pub(super) fn serve_again(simulator: &serde_json::Value, day: Date) -> Result<Web, CommandError> {
    let web = WebArgs::deserialize(simulator).map_err(|error| {
        let vi = format!("mạng mô phỏng ghi trong bản kê của đợt kiểm tra: {error}");
        CommandError::new(Exit::InvalidInput, vi, format!("the simulated web in the manifest of the run: {error}"))
    })?;
    Web::serve(web, day)
}
