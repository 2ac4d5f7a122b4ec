//! One file per subcommand: turns arguments into the stages and their results into output.

pub mod accuracy;
mod advice;
mod again;
pub mod audit;
mod browser;
pub mod bundle;
pub mod census;
pub mod compare;
pub mod completions;
pub mod demo;
mod drive;
mod error;
mod explain;
pub mod judge;
mod open_files;
mod output;
pub mod politeness;
pub mod portals;
pub mod probe;
mod problems;
pub mod report;
pub mod resume;
pub mod review;
pub mod rules;
pub mod show;
mod since;
pub mod verify;
mod vietnamese;
mod waivers;

pub use error::CommandError;

use crate::cli::args::Command;
use crate::cli::{Context, Exit};

/// Runs the command that was asked for.
pub(crate) fn dispatch(command: Command, context: &Context) -> Result<Exit, CommandError> {
    match command {
        Command::Portals(args) => portals::run(&args, context),
        Command::Rules(args) => rules::run(&args, context),
        Command::Audit(args) => audit::run(&args, context),
        Command::Crawl(args) => audit::run_crawl(&args, context),
        Command::Resume(args) => resume::run(&args, context),
        Command::Judge(args) => judge::run(&args, context),
        Command::Review(args) => review::run(&args, context),
        Command::Accuracy(args) => accuracy::run(&args, context),
        Command::Report(args) => report::run(&args, context),
        Command::Census(args) => census::run(&args, context),
        Command::Politeness(args) => politeness::run(&args, context),
        Command::Compare(args) => compare::run(&args, context),
        Command::Show(args) => show::run(&args, context),
        Command::Bundle(args) => bundle::run(&args, context),
        Command::Verify(args) => verify::run(&args, context),
        Command::Probe(args) => probe::run(&args, context),
        Command::Demo(args) => demo::run(&args, context),
        Command::Completions(args) => completions::run(&args, context),
    }
}
