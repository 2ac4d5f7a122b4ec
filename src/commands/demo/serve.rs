//! `d42 demo serve`: only serves the simulated web, for benchmarks and other clients.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use serde::Serialize;

use super::{WebArgs, served::ServingV1};
use crate::cli::{Context, Exit, Format};
use crate::clock;
use crate::commands::CommandError;
use crate::demo::{HostCounts, Plan, Server, ServerOptions};
use crate::report::{Lang, Table};

/// Arguments of `demo serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 demo serve
  d42 demo serve --portals 5 --for 30 --format json
  curl --connect-to ::127.42.0.1:PORT http://tinh-mau-01.gov.vn/
  d42 demo serve --format json > served.json & d42 demo --served served.json

Each group of hosts has a loopback address of its own; the same address serves several names by the Host header.")]
pub(super) struct Args {
    #[command(flatten)]
    web: WebArgs,

    /// Milliseconds added to every answer
    #[arg(long, value_name = "MS", default_value_t = 0)]
    latency_ms: u64,

    /// Requests a host answers per second before it says 429
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rate: Option<u32>,

    /// Stop after this many seconds instead of at Ctrl-C
    #[arg(long = "for", value_name = "SECONDS")]
    seconds: Option<u64>,

    /// Form of the result: a table, or two lines of JSON (the addresses at once, the counts at the end)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs `demo serve`.
pub(super) fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let day = clock::date_in_vietnam(clock::now());
    let plan = args.web.plan(day);
    let options = ServerOptions { latency: Duration::from_millis(args.latency_ms), rate: args.rate };
    let server = super::start(&plan, options)?;
    match args.format {
        Format::Json => {
            line(context, &ServingV1 { simulated: true, web: args.web, day, hosts: server.hosts().clone() })?;
        }
        Format::Text => context.print(&starts(&plan, &server, context.lang))?,
    }
    // Whoever started us through a pipe wants the addresses now, not when we end.
    context.flush()?;
    let exit = wait(args.seconds)?;
    let counts = server.counts();
    server.stop();
    match args.format {
        Format::Json => line(context, &CountsV1::from(&counts))?,
        Format::Text => context.print(&summary(&counts, context.lang))?,
    }
    Ok(exit)
}

/// One value on one line, so that a reader knows when it is complete.
fn line(context: &Context, value: &impl Serialize) -> Result<(), CommandError> {
    let text = serde_json::to_string(value).map_err(|error| CommandError::stdout(&std::io::Error::from(error)))?;
    context.print(&format!("{text}\n"))
}

/// Waits for Ctrl-C or the end of `seconds`.
fn wait(seconds: Option<u64>) -> Result<Exit, CommandError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        CommandError::new(
            Exit::Io,
            format!("không chờ được Ctrl-C: {error}"),
            format!("cannot wait for Ctrl-C: {error}"),
        )
    })?;
    runtime.block_on(async {
        let end = async {
            match seconds {
                Some(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = end => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    });
    // Ctrl-C is how serving is meant to end.
    Ok(Exit::Done)
}

/// Start addresses of the portals, and how to reach them.
fn starts(plan: &Plan, server: &Server, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Vi => ["cổng", "tên (mô phỏng)", "địa chỉ bắt đầu", "phục vụ tại"],
        Lang::En => ["portal", "name (simulated)", "start address", "served at"],
    });
    for portal in &plan.portals {
        let name = match lang {
            Lang::Vi => &portal.name,
            Lang::En => &portal.name_en,
        };
        let at = server.hosts().get(&portal.host).map(ToString::to_string).unwrap_or_default();
        table.row([portal.id.to_string(), name.clone(), format!("http://{}/", portal.host), at]);
    }
    let mut text = table.render();
    let example = plan.portals.iter().find(|portal| !portal.hidden());
    if let Some((portal, at)) = example.and_then(|p| Some((p, server.hosts().get(&p.host)?))) {
        let hint = match lang {
            Lang::Vi => "DỮ LIỆU MÔ PHỎNG. Xem thử",
            Lang::En => "SIMULATED DATA. Try",
        };
        let _ = writeln!(text, "\n{hint}: curl --connect-to ::{at} http://{}/", portal.host);
    }
    text
}

fn summary(counts: &BTreeMap<String, HostCounts>, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Vi => ["máy chủ", "yêu cầu", "trang", "trả lời 429", "nhiều nhất/giây", "đồng thời"],
        Lang::En => ["host", "requests", "pages", "answered 429", "peak per second", "concurrent"],
    });
    for (host, count) in counts {
        table.row([
            host.clone(),
            count.requests.to_string(),
            count.pages.to_string(),
            count.limited.to_string(),
            count.peak_per_second.to_string(),
            count.max_concurrent.to_string(),
        ]);
    }
    if counts.is_empty() { String::new() } else { table.render() }
}

/// `demo serve --format json` at the end.
#[derive(Serialize)]
struct CountsV1 {
    simulated: bool,
    counts: BTreeMap<String, HostV1>,
}

#[derive(Serialize)]
struct HostV1 {
    requests: u64,
    limited: u64,
    pages: u64,
    not_modified: u64,
    bytes: u64,
    peak_per_second: u32,
    max_concurrent: u32,
}

impl From<&BTreeMap<String, HostCounts>> for CountsV1 {
    fn from(counts: &BTreeMap<String, HostCounts>) -> Self {
        let host = |count: &HostCounts| HostV1 {
            requests: count.requests,
            limited: count.limited,
            pages: count.pages,
            not_modified: count.not_modified,
            bytes: count.bytes,
            peak_per_second: count.peak_per_second,
            max_concurrent: count.max_concurrent,
        };
        Self { simulated: true, counts: counts.iter().map(|(name, count)| (name.clone(), host(count))).collect() }
    }
}
