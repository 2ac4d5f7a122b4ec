//! The command line: arguments, settings, exit codes, progress. The only place that prints.
//!
//! [`run`] is the whole program, callable from tests with [`Output::captured`]. A command gets a [`Context`] and
//! returns an [`Exit`] or a [`CommandError`]; it prints through the context only.
//! To add a command: its file under `commands/`, a variant in [`args::Command`], a line in `commands::dispatch`.

pub mod args;
mod context;
mod exit;
mod heaps;
mod help;
mod output;
mod progress;
mod settings;
mod usage;

use std::ffi::OsString;

use clap::{CommandFactory as _, Parser as _};

pub use args::{CiFormat, Cli, Format};
pub use context::Context;
pub use exit::Exit;
pub use heaps::keep_few;
pub(crate) use help::in_vietnamese;
pub use output::{Captured, Output};
pub use progress::Progress;
pub use settings::Settings;

use crate::{
    attachment::{READ_ATTACHMENT, serve},
    commands::{self, CommandError},
    diagnostic::Style,
    text::Lang,
};
use args::Color;

/// Shown under the list of commands.
const EXIT_CODES_HELP: &str = "\
Examples:
  d42 portals list --cohort 2026
  d42 rules check --rules ./rules
  d42 rules explain open-data-portal --lang en

Exit codes:
  0    done
  1    findings beyond the threshold asked for
  2    wrong usage
  3    invalid rule, registry, settings or manifest file, or damaged run
  4    no portal could be seen
  5    run folder locked or of another version
  6    a file could not be read or written
  130  interrupted";

/// Runs the program with `args` (the first is its own name) and says how it ended.
pub fn run(args: impl IntoIterator<Item = OsString>, output: Output) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let mut context = Context::bare(output, color_before_parsing(&args), lang_before_parsing(&args));
    // What the program starts of itself for files that strangers wrote: no command for people, so the parser, its help
    // and the completions do not know it.
    if args.get(1).is_some_and(|word| word == READ_ATTACHMENT) {
        return context.finish(serve().map(|()| Exit::Done).map_err(|error| CommandError::stdout(&error)));
    }
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return context.clap(&in_language(context.lang, error, args)),
    };
    let result = context.configure(&cli.global).and_then(|()| {
        log(cli.global.verbose, context.err_style() == Style::Coloured);
        commands::dispatch(cli.command, &context)
    });
    context.finish(result)
}

/// The language asked for, found without understanding the rest: usage errors want it too.
fn lang_before_parsing(args: &[OsString]) -> Lang {
    match option_before_parsing(args, "--lang") {
        Some("en") => Lang::En,
        Some("vi") => Lang::Vi,
        // A settings file that is wrong is reported when a command asks for it.
        _ => {
            let settings = option_before_parsing(args, "--config").and_then(|path| Settings::read(path.as_ref()).ok());
            settings.and_then(|settings| settings.lang).map(Lang::from).unwrap_or_default()
        }
    }
}

/// What clap has to say, said again of the Vietnamese command line where that is wanted. Only help and mistakes need
/// its words, so that everything else is spared them.
fn in_language(lang: Lang, error: clap::Error, args: Vec<OsString>) -> clap::Error {
    match lang {
        Lang::En => error,
        Lang::Vi => help::in_vietnamese(Cli::command()).try_get_matches_from(args).err().unwrap_or(error),
    }
}

/// The colour asked for, as above.
fn color_before_parsing(args: &[OsString]) -> Color {
    match option_before_parsing(args, "--color") {
        Some("always") => Color::Always,
        Some("never") => Color::Never,
        _ => Color::Auto,
    }
}

/// What stands after `name`, either way an option may be written.
fn option_before_parsing<'a>(args: &'a [OsString], name: &str) -> Option<&'a str> {
    let mut words = args.iter().filter_map(|arg| arg.to_str());
    let value = words.find_map(|arg| arg.strip_prefix(name).filter(|rest| rest.is_empty() || rest.starts_with('=')))?;
    value.strip_prefix('=').or_else(|| words.next())
}

/// Logs to stderr from now on, if asked. Only the first call in a process counts.
fn log(verbose: u8, coloured: bool) {
    let level = match verbose {
        0 => return,
        1 => tracing::Level::INFO,
        2 => tracing::Level::DEBUG,
        _ => tracing::Level::TRACE,
    };
    let _ = tracing_subscriber::fmt().with_max_level(level).with_ansi(coloured).with_writer(std::io::stderr).try_init();
}

#[cfg(test)]
mod tests {
    use super::{EXIT_CODES_HELP, Exit};

    #[test]
    fn help_lists_every_exit_code_with_its_meaning() {
        for exit in Exit::ALL {
            let line = format!("  {:<5}{}", exit.code(), exit.meaning());
            assert!(EXIT_CODES_HELP.lines().any(|shown| shown == line), "{line}");
        }
    }

    #[test]
    fn the_definition_of_the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        super::Cli::command().debug_assert();
    }
}
