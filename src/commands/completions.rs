//! `d42 completions`: completions for a shell, from the definition of the command line itself.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::CommandError;
use crate::cli::{Cli, Context, Exit, in_vietnamese};
use crate::text::Lang;

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  d42 completions bash > ~/.local/share/bash-completion/completions/d42
  d42 completions fish > ~/.config/fish/completions/d42.fish
  d42 completions zsh > ~/.zfunc/_d42")]
pub struct Args {
    /// Which shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Writes the completions to stdout.
pub fn run(args: &Args, context: &Context) -> Result<Exit, CommandError> {
    let mut script = Vec::new();
    let mut command = match context.lang {
        Lang::Vi => in_vietnamese(Cli::command()),
        Lang::En => Cli::command(),
    };
    clap_complete::generate(args.shell, &mut command, "d42", &mut script);
    context.print_with(|out| out.write_all(&script))?;
    Ok(Exit::Done)
}
