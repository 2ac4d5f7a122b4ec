//! `d42 politeness`: how each host of a run was asked, for its administrator. Asks nobody for anything.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{CommandError, output};
use crate::{
    cli::{Context, Exit},
    politeness::{account, html, text, v1::Politeness},
    snapshot::SavedRun,
};

/// Arguments of `politeness`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 politeness runs/2026-11-23-2024
  d42 politeness runs/2026-11-23-2024 --host hanoi.gov.vn --out answer.html
  d42 politeness runs/2026-11-23-2024 --format json | jq '.hosts[] | {host, peak}'

The page to send to an administrator who asks what visited his server. It counts what stands in the run: every request, \
how close they came, what came of them, each time the pace was lowered and why, and what robots.txt said.")]
pub struct Args {
    /// Folder of the run
    #[arg(value_name = "RUN")]
    run: PathBuf,

    /// Only this host; may be given several times
    #[arg(long = "host", value_name = "HOST")]
    hosts: Vec<String>,

    /// Form of the result [default: by the ending of --out, else text]
    #[arg(long, value_enum)]
    format: Option<Form>,

    /// File to write [default: stdout]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Form of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people, on the terminal
    Text,
    /// One JSON object
    Json,
    /// One self-contained page
    Html,
}

/// Runs `politeness`.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let _lock = output::claim(&args.run, args.out.as_deref(), context)?;
    let mut account = account(&SavedRun::open_still(&args.run)?)?;
    select(&mut account, &args.hosts)?;
    let ending = args.out.as_deref().and_then(|path| path.extension()?.to_str());
    let form = args.format.unwrap_or(match ending {
        Some("html" | "htm") => Form::Html,
        Some("json") => Form::Json,
        _ => Form::Text,
    });
    let written = match form {
        Form::Text => text::write(&account, context.lang),
        Form::Html => html::write(&account, context.lang).map_err(|error| {
            CommandError::new(Exit::Io, format!("không dựng được trang: {error}"), error.to_string())
        })?,
        Form::Json => match &args.out {
            None => {
                context.print_json(&account)?;
                return Ok(Exit::Done);
            }
            Some(_) => serde_json::to_string_pretty(&account).map(|text| text + "\n").map_err(|error| {
                CommandError::new(Exit::Io, format!("không ghi được JSON: {error}"), error.to_string())
            })?,
        },
    };
    match &args.out {
        None => context.print(&written)?,
        Some(path) => output::replace(path, written.as_bytes())?,
    }
    Ok(Exit::Done)
}

/// Keeps the hosts that are named; all if none is.
fn select(account: &mut Politeness, wanted: &[String]) -> Result<(), CommandError> {
    for host in wanted {
        if !account.hosts.iter().any(|known| known.host == *host) {
            let known = account.hosts.iter().map(|known| known.host.as_str());
            return Err(CommandError::unknown(("máy chủ", "host"), host, known, None));
        }
    }
    if !wanted.is_empty() {
        account.hosts.retain(|known| wanted.contains(&known.host));
        account.shared.retain(|shared| shared.hosts.iter().any(|host| wanted.contains(host)));
    }
    Ok(())
}
