//! What a command is given: where to write, in which language, with which settings. Commands print through it only.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::args::{Color, Global};
use super::settings::Settings;
use super::{Exit, Output, usage};
use crate::attachment::{Nobody, ReadFiles, Workers};
use crate::commands::CommandError;
use crate::diagnostic::{Diagnostics, Style, render};
use crate::report::Lang;

/// The surroundings of a command.
pub struct Context {
    output: Output,
    /// Language of results and reports.
    pub lang: Lang,
    /// Defaults from the settings file.
    pub settings: Settings,
    color: Color,
    quiet: bool,
    no_progress: bool,
    rules: Option<PathBuf>,
    reader: OnceLock<Arc<dyn ReadFiles>>,
}

impl Context {
    /// Surroundings before the command line is understood: enough to report what is wrong with it.
    pub(super) fn bare(output: Output, color: Color, lang: Lang) -> Self {
        Self {
            output,
            lang,
            settings: Settings::default(),
            color,
            quiet: false,
            no_progress: false,
            rules: None,
            reader: OnceLock::new(),
        }
    }

    /// Takes over the options of the command line, and the settings file where they are silent.
    pub(super) fn configure(&mut self, global: &Global) -> Result<(), CommandError> {
        self.color = global.color;
        self.quiet = global.quiet;
        self.no_progress = global.no_progress;
        if let Some(path) = &global.config {
            self.settings = Settings::read(path)?;
        }
        let from_settings = self.settings.lang.map(Lang::from);
        self.lang = global.lang.map(Lang::from).or(from_settings).unwrap_or_default();
        self.rules = global.rules.clone().or_else(|| self.settings.rules.clone());
        Ok(())
    }

    /// The folder to load rules and registries from; `None` for those built into the program.
    pub fn rules_dir(&self) -> Option<PathBuf> {
        self.rules.clone().or_else(|| Some(PathBuf::from("rules")).filter(|dir| dir.join("requirements").is_dir()))
    }

    /// Who reads the files of portals: children of this program.
    pub fn reader(&self) -> Arc<dyn ReadFiles> {
        let hire = || -> Arc<dyn ReadFiles> {
            match Workers::of_this_program() {
                Ok(workers) => Arc::new(workers),
                Err(_) => Arc::new(Nobody),
            }
        };
        Arc::clone(self.reader.get_or_init(hire))
    }

    /// Writes a result to stdout.
    pub fn print(&self, text: &str) -> Result<(), CommandError> {
        self.output.out(text).map_err(|error| CommandError::stdout(&error))
    }

    /// Hands stdout to `write`, for long results.
    pub fn print_with(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CommandError> {
        self.output.with_out(write).map_err(|error| CommandError::stdout(&error))
    }

    /// Hands on what was printed so far, for commands that go on running.
    pub fn flush(&self) -> Result<(), CommandError> {
        self.output.flush().map_err(|error| CommandError::stdout(&error))
    }

    /// Writes one JSON value to stdout, indented.
    pub fn print_json(&self, value: &impl serde::Serialize) -> Result<(), CommandError> {
        let text =
            serde_json::to_string_pretty(value).map_err(|error| CommandError::stdout(&io::Error::from(error)))?;
        self.print(&text)?;
        self.print("\n")
    }

    /// Writes a remark to stderr, unless the user wants it quiet.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.output.err(&format!("{text}\n"));
        }
    }

    /// Shows problems of a file on stderr, however quiet.
    pub fn show(&self, diagnostics: &Diagnostics) {
        self.output.err(&render(diagnostics, self.err_style(), self.lang));
    }

    /// How text on stdout may be styled.
    pub fn out_style(&self) -> Style {
        style(self.color, self.output.out_is_coloured())
    }

    /// Columns that a list on stdout may take; what is no terminal gets a usual width, the same everywhere.
    pub fn out_width(&self) -> usize {
        self.output.out_width().unwrap_or(100).max(60)
    }

    /// How text on stderr may be styled.
    pub fn err_style(&self) -> Style {
        style(self.color, self.output.err_is_coloured())
    }

    /// Whether progress should be drawn: a person watches and did not decline.
    pub fn draws_progress(&self) -> bool {
        self.output.err_is_terminal() && !self.quiet && !self.no_progress
    }

    /// Whether progress may be told in lines where it is not drawn.
    pub fn tells_progress(&self) -> bool {
        !self.quiet && !self.no_progress
    }

    /// Whether the user asked for results and errors only.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Hands on what is buffered, then reports how the command ended.
    pub(super) fn finish(&self, result: Result<Exit, CommandError>) -> Exit {
        let result =
            result.and_then(|exit| self.output.flush().map(|()| exit).map_err(|error| CommandError::stdout(&error)));
        match result {
            Ok(exit) => exit,
            Err(CommandError::BrokenPipe) => Exit::Done,
            Err(error) => {
                // What was printed before the failure still belongs to the reader.
                let _ = self.output.flush();
                match &error {
                    CommandError::Invalid(diagnostics) => self.show(diagnostics),
                    CommandError::Failed { message, help, .. } => {
                        self.fail(self.lang.pick(message), self.lang.pick(help));
                    }
                    CommandError::BrokenPipe => {}
                }
                error.exit()
            }
        }
    }

    fn fail(&self, message: &str, help: &str) {
        let (red, bold, plain) = match self.err_style() {
            Style::Coloured => ("\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[0m"),
            Style::Plain => ("", "", ""),
        };
        let (error, what_to_do) = match self.lang {
            Lang::Vi => ("lỗi", "gợi ý"),
            Lang::En => ("error", "help"),
        };
        self.output.err(&format!("{red}{error}{plain}{bold}: {message}{plain}\n"));
        if !help.is_empty() {
            self.output.err(&format!("  {bold}{what_to_do}{plain}: {help}\n"));
        }
    }

    /// Writes what clap has to say.
    pub(super) fn clap(&self, error: &clap::Error) -> Exit {
        let to_stderr = error.use_stderr();
        let style = if to_stderr { self.err_style() } else { self.out_style() };
        let rendered = error.render();
        let is_help = error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        let text = match style {
            _ if to_stderr && self.lang == Lang::Vi && !is_help => usage::in_vietnamese(error, style),
            Style::Coloured => rendered.ansi().to_string(),
            Style::Plain => rendered.to_string(),
        };
        if to_stderr {
            self.output.err(&text);
            return Exit::Usage;
        }
        self.finish(self.print(&text).map(|()| Exit::Done))
    }
}

fn style(color: Color, welcome: bool) -> Style {
    match color {
        Color::Always => Style::Coloured,
        Color::Auto if welcome => Style::Coloured,
        Color::Auto | Color::Never => Style::Plain,
    }
}
