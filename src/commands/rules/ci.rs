//! Results of the workbench on stdout: as a list for people, or in a form for continuous integration.

use std::fmt::Write as _;

use super::super::CommandError;
use crate::cli::{CiFormat, Context, Exit};
use crate::workbench::Sheet;

/// Prints `sheet` in a form for programs; as text or JSON a command prints its own.
pub(super) fn print(sheet: &Sheet, format: CiFormat, context: &Context) -> Result<(), CommandError> {
    match format {
        CiFormat::Sarif => context.print_json(&sheet.sarif()),
        CiFormat::Junit => {
            let text = sheet.junit().map_err(|error| {
                let vi = format!("không tạo được tệp JUnit: {error}");
                CommandError::new(Exit::Io, vi, format!("cannot make the JUnit file: {error}"))
            })?;
            context.print(&text)
        }
        CiFormat::Github => context.print(&sheet.github()),
        CiFormat::Text | CiFormat::Json => context.print(&listed(sheet)),
    }
}

/// The problems, one paragraph each.
pub(super) fn listed(sheet: &Sheet) -> String {
    let mut text = String::new();
    for (case, problem) in sheet.problems() {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{}: {}", problem.code, case.file);
        for line in problem.message.lines().chain(problem.help.lines()) {
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}
