//! `d42 census`: the component sites of a run, counted and listed. Asks nobody for anything.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use super::{
    CommandError, output,
    report::{making, of_run},
};
use crate::{
    cli::{Context, Exit},
    report::{Report, census, csv, json::v1},
};

/// Arguments of `census`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 census runs/2026-11-23-2024
  d42 census runs/2026-11-23-2024 --format csv --out components.csv
  d42 census runs/2026-11-23-2024 --format json | jq '.portals[] | {portal, known: .components.known}'

A component site is one that a link of the portal, an option of its lists or the host itself gives to a body: a department, \
a unit, a district or a commune. Each was looked at once, on its start page.")]
pub struct Args {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    run: PathBuf,

    /// Form of the result [default: by the ending of --out, else text]
    #[arg(long, value_enum)]
    format: Option<Form>,

    /// File to write [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Form of the census.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people: a line for each portal
    Text,
    /// One JSON object
    Json,
    /// A line for each component site, for spreadsheets
    Csv,
}

/// `census --format json`.
#[derive(Serialize)]
struct CensusV1 {
    version: u32,
    simulated: bool,
    portals: Vec<PortalV1>,
}

#[derive(Serialize)]
struct PortalV1 {
    portal: String,
    components: v1::Components,
}

impl CensusV1 {
    fn of(report: &Report) -> Self {
        let portals = report.censuses().map(|(portal, components)| PortalV1 { portal: portal.to_string(), components });
        Self { version: 1, simulated: report.is_simulated(), portals: portals.collect() }
    }
}

/// Runs `census`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let _lock = output::claim(&args.run, args.out.as_deref(), context)?;
    let (report, exit) = of_run(&args.run, None, context)?;
    let ending = args.out.as_deref().and_then(|path| path.extension()?.to_str());
    let form = args.format.unwrap_or(match ending {
        Some("csv") => Form::Csv,
        Some("json") => Form::Json,
        _ => Form::Text,
    });
    let written = match form {
        Form::Text => census::write(&report, context.lang).into_bytes(),
        Form::Csv => csv::components(&report, context.lang).map_err(making)?,
        Form::Json => {
            let mut text = serde_json::to_string_pretty(&CensusV1::of(&report)).map_err(making)?;
            text.push('\n');
            text.into_bytes()
        }
    };
    match &args.out {
        None => context.print_with(|out| out.write_all(&written))?,
        Some(path) => output::replace(path, &written)?,
    }
    Ok(exit)
}
