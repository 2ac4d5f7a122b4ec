//! `d42 review`: takes in what reviewers decided about the findings of a run, and hands out what they have decided or
//! still have to.

mod export;
mod import;

use std::path::PathBuf;

use clap::Subcommand;

use super::CommandError;
use crate::cli::{Context, Exit};

/// Arguments of `review`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 review export runs/2026-11-23 --queue --out queue.csv
  d42 review import queue.csv runs/2026-11-23
  d42 report runs/2026-11-23

A decision takes the place of what the program said in scores and reports, which show both. A \
report is a draft until every missing duty of full information has a decision.")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Take in decisions from a table: all of it, or nothing if a row is wrong
    #[command(after_help = "\
Examples:
  d42 review import decisions.csv runs/2026-11-23

Columns: portal, requirement, outcome (passed, partial, failed, cant-tell, inapplicable, untested, \
or the words of the reports), reason, name, date (2026-11-23 or 23/11/2026). Further columns are \
left alone, and so are rows in which outcome, reason, name and date are empty. A decision that \
confirms the program needs no reason. Of several decisions about a finding the latest counts; one of \
the same day replaces the former.")]
    Import {
        /// Table of decisions, CSV in UTF-8
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Folder of the run
        #[arg(value_name = "RUN")]
        run: PathBuf,
    },
    /// Write decisions as a table that can be taken in again
    #[command(after_help = "\
Examples:
  d42 review export runs/2026-11-23 > decisions.csv
  d42 review export runs/2026-11-23 --queue --lang en --out queue.csv

With --queue: what still keeps the report a draft, with empty cells for the decision. First stand \
the findings that alone decide whether a portal gives full information, then by how little else is \
missing there, then by points.")]
    Export {
        /// Folder of the run
        #[arg(value_name = "RUN")]
        run: PathBuf,
        /// What still has to be decided, instead of what has been
        #[arg(long)]
        queue: bool,
        /// File to write [default: stdout]
        #[arg(short, long, alias = "output", value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// Runs `review`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    match &args.action {
        Action::Import { file, run } => import::run(file, run, context),
        Action::Export { run, queue: true, out } => export::queue(run, out.as_deref(), context),
        Action::Export { run, queue: false, out } => export::decisions(run, out.as_deref(), context),
    }
}
