//! `d42 probe`: asks the portals' start pages at intervals, over days, whether they answer.

use std::{path::PathBuf, time::Duration};

use serde::Serialize;

use super::{CommandError, audit, drive};
use crate::{
    availability::{Error, Log, Plan, Tally, tally, watch},
    cli::{Context, Exit, Format},
    clock::Clock,
    crawl::Stopper,
    fetch::Network,
    registry,
    report::{Lang, counted},
};

/// Arguments of `probe`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 probe --contact mailto:audit@example.vn --out answers.jsonl
  d42 probe --every 1h --for 7d --contact mailto:audit@example.vn --out answers.jsonl
  d42 probe --portal ha-noi --every 30m --for 1d --out answers.jsonl

Each look is one request for the start page. The file holds a line for each; a probe that was stopped goes on with the \
same command. A portal answers when it sends anything but an error of its own.")]
pub struct Args {
    /// 2024 (the 89 portals of the survey), 2026 (today's 56) or a CSV file [default: 2024]
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    /// Only this portal; may be given several times
    #[arg(long = "portal", value_name = "ID")]
    portals: Vec<String>,

    /// Address that visited agencies can turn to (https://… or mailto:…); needed, here or in the settings
    #[arg(long, value_name = "ADDRESS", env = "D42_CONTACT")]
    contact: Option<String>,

    /// Time between two looks at a portal, such as 30m or 1h; at least one minute
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = interval)]
    every: Duration,

    /// How long to go on, such as 12h or 7d; one look if not given
    #[arg(long = "for", value_name = "TIME", value_parser = interval)]
    total: Option<Duration>,

    /// File of the looks, one JSON object a line; what it holds already is counted too
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,

    /// Form of the result on stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A number with `m`, `h` or `d` behind it.
fn interval(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}`: 30m, 1h, 7d");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        _ => return Err(wrong()),
    };
    let count: u64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    let seconds = count.checked_mul(60 * minutes).filter(|seconds| (60..=366 * 86_400).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(wrong)
}

/// Version 1 of what `probe --format json` prints.
#[derive(Serialize)]
struct AvailabilityV1 {
    version: u32,
    portals: Vec<PortalV1>,
}

#[derive(Serialize)]
struct PortalV1 {
    portal: String,
    answers: u32,
    attempts: u32,
    failures: std::collections::BTreeMap<String, u32>,
}

/// Runs `probe`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let cohort = super::portals::cohort(args.cohort.as_deref(), context);
    let mut registry = registry::load(&cohort, context.rules_dir().as_deref())?;
    audit::select(&mut registry, &args.portals)?;
    let contact = audit::contact(args.contact.as_ref(), context)?;
    let fetch = drive::client(&contact, Network::Internet, &registry.portals)?;
    let mut log = Log::open(&args.out).map_err(|error| told(&error))?;
    let plan = Plan { every: args.every, total: args.total.unwrap_or_default() };
    let stopped = drive::runtime()?.block_on(async {
        let (stopper, stop) = Stopper::new();
        let watching = watch(&registry.portals, plan, fetch, &mut log, Clock::System, stop);
        tokio::pin!(watching);
        let stopped = tokio::select! {
            done = &mut watching => return done.map(|left_out| (left_out, false)),
            interrupted = tokio::signal::ctrl_c() => interrupted.is_ok(),
        };
        if stopped {
            stopper.stop();
        }
        watching.await.map(|left_out| (left_out, stopped))
    });
    let (left_out, stopped) = stopped.map_err(|error| told(&error))?;
    if left_out > 0 {
        context.note(&match context.lang {
            Lang::Vi => format!("bỏ qua {left_out} lượt vì máy này mất kết nối mạng: không tính cho cổng nào"),
            Lang::En => {
                let rounds = counted(left_out, "round", "rounds");
                format!("left out {rounds} for want of a connection to the internet: they count for no portal")
            }
        });
    }
    let tallies = tally(log.samples());
    match args.format {
        Format::Json => {
            let portals = tallies.iter().map(|(portal, tally)| PortalV1 {
                portal: portal.to_string(),
                answers: tally.answers,
                attempts: tally.attempts,
                failures: tally.failures.iter().map(|(code, count)| (code.to_string(), *count)).collect(),
            });
            context.print_json(&AvailabilityV1 { version: 1, portals: portals.collect() })?;
        }
        Format::Text => {
            for (portal, tally) in &tallies {
                context.print(&format!("{portal}: {}\n", said(tally, context.lang)))?;
            }
        }
    }
    Ok(if stopped { Exit::Interrupted } else { Exit::Done })
}

/// Counts in words: `23/24 answers (timeout-first-byte 1)`.
fn said(tally: &Tally, lang: Lang) -> String {
    let failures: Vec<String> = tally.failures.iter().map(|(code, count)| format!("{code} {count}")).collect();
    let failures = if failures.is_empty() { String::new() } else { format!(" ({})", failures.join(", ")) };
    let (answers, attempts) = (tally.answers, tally.attempts);
    match lang {
        Lang::Vi => format!("{answers}/{attempts} lần có phản hồi{failures}"),
        Lang::En => format!("{answers}/{attempts} answers{failures}"),
    }
}

fn told(error: &Error) -> CommandError {
    match error {
        Error::Io { path, source } => CommandError::writing(path, source),
        Error::Line { path, line, problem } => {
            let vi = format!("dòng {line} của {} không phải là một lần thử: {problem}", path.display());
            CommandError::new(Exit::InvalidInput, vi, error.to_string())
        }
    }
}
