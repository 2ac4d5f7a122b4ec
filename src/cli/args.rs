//! The command line as clap sees it: options that every command has, and the list of commands.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::commands::{
    accuracy, audit, bundle, census, compare, completions, demo, judge, politeness, portals, probe, report, resume,
    review, rules, show, verify,
};
use crate::report::Lang;

/// Audits the web portals of Vietnamese state agencies for the information they are obliged to publish.
#[derive(Debug, Parser)]
#[command(
    name = "d42",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100,
    after_help = super::EXIT_CODES_HELP
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands, one file each under `commands/`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Visit the portals, judge what they publish, and write the report.
    Audit(audit::Args),
    /// Only visit the portals and archive what they answer.
    Crawl(audit::OnlyCrawl),
    /// Go on with a run that was stopped or killed.
    Resume(resume::Args),
    /// Show or check the list of portals.
    Portals(portals::Args),
    /// Check, list and explain the rules.
    Rules(rules::Args),
    /// Hold saved pages, or the pages of a run, against the rules.
    Judge(judge::Args),
    /// Write the report of a run in another form or language.
    Report(report::Args),
    /// Take in what reviewers decided, and list what they still have to
    Review(review::Args),
    /// Measure how far the verdicts can be trusted, against labels made by people
    Accuracy(accuracy::Args),
    /// Count and list the component sites of a run: departments, units, districts, communes
    Census(census::Args),
    /// Show how each host of a run was asked: the page for its administrator
    Politeness(politeness::Args),
    /// Compare two runs: what changed because of the portals, and what because of the rules
    Compare(compare::Args),
    /// Show the report and the archived pages behind it in a browser on this machine
    Show(show::Args),
    /// Pack what was found on one portal with the archived records it rests on, to hand it over
    Bundle(bundle::Args),
    /// Check a bundle without the run and without a network, and name what was altered
    Verify(verify::Args),
    /// Ask the portals at intervals, over days, whether they answer
    Probe(probe::Args),
    /// Try it out on a simulated government web, without the internet.
    Demo(demo::Args),
    /// Write completions for a shell.
    Completions(completions::Args),
}

/// Options that every command has.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Language of results, reports and help [default: vi]
    #[arg(long, global = true, value_name = "LANG", value_enum)]
    pub lang: Option<LangArg>,

    /// Colours in the output
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Only results and errors, no remarks and no progress
    #[arg(short, long, global = true)]
    pub quiet: bool,

    /// No progress bar, even on a terminal
    #[arg(long, global = true)]
    pub no_progress: bool,

    /// Settings file (TOML); options on the command line win over it
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Folder with rules [default: ./rules if there is one, else those built in]
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,

    /// Log to stderr what is being done; twice for more
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
}

/// Language on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Vietnamese
    Vi,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Vi => Self::Vi,
            LangArg::En => Self::En,
        }
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Form of a result on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// Form of a result for people and for continuous integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CiFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// Annotations of GitHub Actions
    Github,
}
