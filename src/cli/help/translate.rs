//! Puts Vietnamese words into the definition of the command line. What clap itself adds to a help text (headings,
//! default values, possible values) it writes in English only, so these are switched off and written here.

use std::fmt::Write as _;

use clap::{Arg, ArgAction, Command, builder::StyledStr};

use super::words::vietnamese;

/// Heading of the positional arguments, as clap has it.
const ARGUMENTS: &str = "Arguments";
/// Heading of the options that every command has.
const GLOBAL: &str = "Global options";
/// Heading of the options, as clap has it.
const OPTIONS: &str = "Options";
/// Heading of the commands, as clap has it.
const COMMANDS: &str = "Commands";
/// Heading of the usage, as clap has it.
const USAGE: &str = "Usage:";
/// Opens the paragraph of examples, which stays as it is.
const EXAMPLES: &str = "Examples:";

/// The same command line with its words in Vietnamese. What the table lacks stays English; a test looks for that.
pub(crate) fn in_vietnamese(mut command: Command) -> Command {
    // From here on the options and commands that clap adds of itself are there too.
    command.build();
    translated(command)
}

fn translated(mut command: Command) -> Command {
    let name = |one: &Command| one.get_name().to_owned();
    let inner: Vec<String> = command.get_subcommands().map(name).collect();
    for name in inner {
        command = command.mut_subcommand(name, translated);
    }
    if let Some(about) = command.get_about().map(ToString::to_string) {
        command = command.about(word(&about)).long_about(None);
    }
    if let Some(after) = command.get_after_help().map(ToString::to_string) {
        command = command.after_help(paragraphs(&after));
    }
    command =
        command.mut_args(option).subcommand_help_heading(heading(COMMANDS)).subcommand_value_name(heading("COMMAND"));
    let (usage, template) = (usage(&mut command), template(&command));
    command.override_usage(usage).help_template(template)
}

/// An argument with its words, and with what clap would add to them.
fn option(arg: Arg) -> Arg {
    let place = match arg.get_help_heading() {
        Some(own) => vietnamese(own),
        // clap gives these to every command; among options of the command they would open a heading of their own.
        None if matches!(arg.get_action(), ArgAction::Help | ArgAction::Version) => Some(heading(GLOBAL)),
        None if arg.is_positional() => Some(heading(ARGUMENTS)),
        None => Some(heading(OPTIONS)),
    };
    let short = arg.get_help().map(|text| word(&text.to_string())).unwrap_or_default();
    let mut brief = short.clone();
    let mut full = arg.get_long_help().map_or(short, |text| word(&text.to_string()));
    let mut remarks = Vec::new();
    if let Some(name) = arg.get_env() {
        remarks.push(format!("[biến môi trường: {}]", name.to_string_lossy()));
    }
    let takes_value = arg.get_action().takes_values();
    let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && !default.is_empty() {
        remarks.push(format!("[mặc định: {}]", default.join(" ")));
    }
    let values = arg.get_possible_values();
    let values: Vec<_> = values.iter().filter(|value| takes_value && !value.is_hide_set()).collect();
    let names = values.iter().map(|value| value.get_name()).collect::<Vec<_>>().join(", ");
    // Writing to a String cannot fail.
    if values.iter().any(|value| value.get_help().is_some()) {
        full.push_str("\n\nCác giá trị:");
        let longest = values.iter().map(|value| value.get_name().len()).max().unwrap_or_default();
        for value in &values {
            let help = value.get_help().map(|text| word(&text.to_string())).unwrap_or_default();
            let _ = write!(full, "\n- {:<width$} {help}", format!("{}:", value.get_name()), width = longest + 1);
        }
    } else if !names.is_empty() {
        remarks.push(format!("[các giá trị: {names}]"));
    }
    if !remarks.is_empty() {
        let _ = write!(full, "\n\n{}", remarks.join("\n"));
        let _ = write!(brief, " {}", remarks.join(" "));
    }
    if values.iter().any(|value| value.get_help().is_some()) {
        let _ = write!(brief, " [các giá trị: {names}]");
    }
    let called: Vec<_> = arg.get_value_names().unwrap_or_default().iter().filter_map(|name| vietnamese(name)).collect();
    let arg = if takes_value && !called.is_empty() { arg.value_names(called) } else { arg };
    let arg = if place.is_some() { arg.help_heading(place) } else { arg };
    arg.help(brief).long_help(full).hide_default_value(true).hide_possible_values(true).hide_env(true)
}

/// What stands below the options: examples keep their lines, every other paragraph is one text.
fn paragraphs(after: &str) -> String {
    let one = |text: &str| match text.strip_prefix(EXAMPLES) {
        Some(lines) => format!("{}{lines}", word(EXAMPLES)),
        None => word(text),
    };
    after.split("\n\n").map(one).collect::<Vec<_>>().join("\n\n")
}

/// How the command is used, without heading; its second line begins below the first.
fn usage(command: &mut Command) -> StyledStr {
    let lead = word(USAGE);
    let reset = command.get_styles().get_usage().render_reset().to_string();
    let usage = command.render_usage().ansi().to_string();
    let usage = usage.split_once(USAGE).map_or(usage.as_str(), |(_, rest)| rest);
    let usage = usage.strip_prefix(&reset).unwrap_or(usage).trim();
    let indent = " ".repeat(lead.chars().count() + 1);
    usage.replace("[OPTIONS]", "[TÙY CHỌN]").replace("\n       ", &format!("\n{indent}")).into()
}

/// clap's own template with another heading before the usage.
fn template(command: &Command) -> StyledStr {
    let style = command.get_styles().get_usage();
    format!(
        "{{before-help}}{{about-with-newline}}\n{}{}{} {{usage}}\n\n{{all-args}}{{after-help}}",
        style.render(),
        word(USAGE),
        style.render_reset()
    )
    .into()
}

/// A word of clap's own in Vietnamese.
fn heading(english: &'static str) -> &'static str {
    vietnamese(english).unwrap_or(english)
}

/// The Vietnamese of `english`, or itself.
fn word(english: &str) -> String {
    vietnamese(english).unwrap_or(english).to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::{super::words::all, *};
    use crate::cli::{Cli, Exit};

    /// Every text of the command line that a reader of its help meets, in English.
    fn texts(command: &Command, found: &mut BTreeSet<String>) {
        let mut add = |text: Option<String>| found.extend(text);
        add(command.get_about().map(ToString::to_string));
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for part in after.split("\n\n").filter(|part| !part.is_empty()) {
            add(Some(part.strip_prefix(EXAMPLES).map_or(part, |_| EXAMPLES).to_owned()));
        }
        for arg in command.get_arguments() {
            add(arg.get_help().map(ToString::to_string));
            add(arg.get_long_help().map(ToString::to_string));
            add(arg.get_help_heading().map(str::to_owned));
            if arg.get_action().takes_values() {
                arg.get_value_names().unwrap_or_default().iter().for_each(|name| add(Some(name.to_string())));
                arg.get_possible_values().iter().for_each(|value| add(value.get_help().map(ToString::to_string)));
            }
        }
        for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
            texts(inner, found);
        }
    }

    fn english() -> BTreeSet<String> {
        let mut command = Cli::command();
        command.build();
        let mut found: BTreeSet<String> =
            [ARGUMENTS, OPTIONS, COMMANDS, USAGE, EXAMPLES, "COMMAND"].map(str::to_owned).into();
        texts(&command, &mut found);
        found
    }

    #[test]
    fn every_word_of_the_help_has_its_vietnamese() {
        let missing: Vec<String> = english().into_iter().filter(|text| vietnamese(text).is_none()).collect();
        assert!(missing.is_empty(), "add to the tables of words/:\n{missing:#?}");
    }

    #[test]
    fn the_table_holds_nothing_that_is_not_said_and_nothing_twice() {
        let said = english();
        let stale: Vec<&str> = all().map(|(_, en)| en).filter(|en| !said.contains(*en)).collect();
        assert!(stale.is_empty(), "remove from the tables of words/:\n{stale:#?}");
        let distinct: BTreeSet<&str> = all().map(|(_, en)| en).collect();
        assert_eq!(distinct.len(), all().count(), "an English text has two entries");
        for (vi, en) in all() {
            assert!(!vi.is_empty() && unicode_normalization::is_nfc(vi), "{en}");
        }
    }

    #[test]
    fn the_vietnamese_command_line_is_consistent_and_keeps_every_exit_code() {
        let command = in_vietnamese(Cli::command());
        command.clone().debug_assert();
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for exit in Exit::ALL {
            let code = format!("  {:<5}", exit.code());
            assert_eq!(after.lines().filter(|line| line.starts_with(&code)).count(), 1, "{code}");
        }
    }
}
